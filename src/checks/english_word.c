/* One English word among French ones: a noun behind a French article, a verb behind avoir, an
 * adverb. What the neighbours excuse is in english_excuse.c, several words are english_phrase.c,
 * cognates that lost their accents lost_accent.c. */
#include "checks/english.h"

enum { THIN = 56 /* frequency in English below which one word alone is a hint */ };

static bool is_reported_elsewhere(const struct check_context *ctx, const struct english_span *s) {
  return s->n_exonyms || english_lost_accent(ctx, s->first);
}

static void report_word(const struct check_context *ctx, struct report *out, uint32_t i,
                        bool prose) {
  const calque_token *t = &ctx->doc->tokens[i];
  const struct word *w = lexicon_word(ctx->lex, t->lower);
  const struct english_entry *e = english_entry_of(ctx, i, i);
  calque_str french = english_table_french(&english_of(ctx)->table, e);
  bool thin = !prose || (!e && w->english < THIN);
  report_add_as(out, thin ? CALQUE_MINOR : CALQUE_MAJOR, t->span, (calque_span){0, 0}, french,
                "English word « %.*s » left in French", STR_ARG(token_str(ctx->doc, t)));
}

static void run(const struct check_context *ctx, struct report *out) {
  const struct english *english = english_of(ctx);
  for (size_t i = 0; i < english->n_spans; i++) {
    const struct english_span *s = &english->spans[i];
    if (s->excuse || s->n_words > 1 || is_reported_elsewhere(ctx, s)) continue;
    if (english_covers(english, s->first)) continue;
    bool prose = english_in_prose(ctx, &ctx->doc->tokens[s->first]);
    if (prose || english_fills_line(ctx, s)) report_word(ctx, out, s->first, prose);
  }
}

const struct check check_english_word = {
    .id = "english-word",
    .family = "leak",
    .severity = CALQUE_MAJOR,
    .title = "English word left in French",
    .why =
        "A translation program that does not know a word, or takes it for a name, leaves it as "
        "it was; so does a tool that swaps words for synonyms of the wrong language.",
    .whole = true,
    .run = run,
    .bad = "La réunion portait sur le ⟦however⟧{english-word → cependant} de la réforme.",
    .good = "Le leader du parti a tenu un meeting devant les supporters de Manchester City.",
};
