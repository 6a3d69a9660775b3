/* `resolution` where `résolution` should stand: not a slip of the keyboard but the English cognate.
 * The word is no French as written, English has it, and one French word differs by its accents
 * alone. Capitals without accents are a habit of newsrooms, oe for œ one of keyboards. */
#include "checks/english.h"

enum { FREQUENT = 56 /* in English: a word that a machine has met */ };

/* The French word with the capital of the token. */
static calque_str accented(const struct check_context *ctx, const calque_token *t, word_id french) {
  calque_str copy = arena_copy(ctx->arena, lexicon_name(ctx->lex, french));
  if (t->flags & CALQUE_CAPITAL)
    ((char *)(uintptr_t)copy.ptr)[0] = ctx->doc->text.ptr[t->span.start];
  return copy;
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  for (uint32_t i = ctx->window.first_token; i < ctx->window.end_token; i++) {
    const calque_token *t = &doc->tokens[i];
    if (t->flags & CALQUE_FRENCH || !t->lower || !english_in_prose(ctx, t)) continue;
    word_id french = english_lost_accent(ctx, i);
    if (!french) continue;
    const struct english *english = english_of(ctx);
    struct english_span span = {.first = i, .last = i, .n_words = 1};
    if (english_excuse_of(ctx, english, &span) || english_covers(english, i)) continue;
    calque_str suggestion = accented(ctx, t, french);
    bool frequent = lexicon_word(ctx->lex, t->lower)->english >= FREQUENT;
    report_add_as(out, frequent ? CALQUE_MAJOR : CALQUE_MINOR, t->span, (calque_span){0, 0},
                  suggestion, "« %.*s » is English: French writes « %.*s »",
                  STR_ARG(token_str(doc, t)), STR_ARG(suggestion));
  }
}

const struct check check_lost_accent = {
    .id = "lost-accent",
    .family = "leak",
    .severity = CALQUE_MINOR,
    .worst = CALQUE_MAJOR,
    .title = "English cognate that should carry an accent",
    .why =
        "The word is not French without its accent, and it is English with the same letters: a "
        "translation program left it as it was.",
    .run = run,
    .bad = "Le conseil a adopté une ⟦resolution⟧{lost-accent → résolution} sur le climat.",
    .good = "Les Etats-Unis et l'Elysée n'ont pas commenté la résolution.",
};
