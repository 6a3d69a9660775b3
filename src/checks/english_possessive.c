/* The English possessive: `le président's plan`, `Biden's équipe`. Firms, papers and fashion houses
 * are called so (Moody's, Levi's); what belongs to somebody follows the mark as a common noun. */
#include "checks/english.h"

static const calque_str brands[] = {
#define BRAND(name) STR_INIT(name),
#include "checks/possessive_names.def"
};

/* Bytes of the owner in « owner's »; 0 when it is none. */
static size_t owner_len(calque_str word) {
  if (str_ends(word, STR("'s"))) return word.len - 2;
  return str_ends(word, STR("’s")) ? word.len - STR("’s").len : 0;
}

static bool is_brand(calque_str owner) {
  for (size_t i = 0; i < COUNT(brands); i++)
    if (str_eq_nocase(brands[i], owner)) return true;
  return false;
}

/* A common noun in small letters that cannot be the verb of the owner. */
static bool is_owned(const struct check_context *ctx, uint32_t i, uint32_t owner) {
  const calque_doc *doc = ctx->doc;
  if (i >= doc->n_tokens || doc->tokens[i].sentence != doc->tokens[owner].sentence) return false;
  const calque_token *t = &doc->tokens[i];
  if (t->kind != CALQUE_WORD || t->flags & (CALQUE_CAPITAL | CALQUE_ELIDED | CALQUE_CLITIC))
    return false;
  if (english_is_sure(ctx, i)) return true;
  uint64_t m = lexicon_word(ctx->lex, t->lower)->morph;
  return m & M_NOUN && !(m & (M_FINITE | M_PREP | M_CONJ | M_ADV | M_DET | M_PRONOUN));
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  for (uint32_t i = ctx->window.first_token; i < ctx->window.end_token; i++) {
    const calque_token *t = &doc->tokens[i];
    if (t->kind != CALQUE_WORD || t->flags & (CALQUE_FRENCH | CALQUE_ELIDED)) continue;
    calque_str word = token_str(doc, t), owner = {word.ptr, owner_len(word)};
    if (!owner.len || is_brand(owner) || !english_in_prose(ctx, t)) continue;
    bool common = !(t->flags & CALQUE_CAPITAL) && lexicon_spells_french(ctx->lex, owner) &&
                  !lexicon_spells_english(ctx->lex, owner);
    struct english_span span = {.first = i, .last = i, .n_words = 1};
    bool longer = i && t[-1].flags & CALQUE_CAPITAL && !(t[-1].flags & CALQUE_FIRST);
    if (!common && (longer || !is_owned(ctx, i + 1, i))) continue; /* St Mary's hospital */
    const struct english *english = english_of(ctx);
    if (english_covers(english, i) || english_excuse_of(ctx, english, &span)) continue;
    report_add(out, t->span, NO_SUGGESTION, "English possessive « %.*s »", STR_ARG(word));
  }
}

const struct check check_english_possessive = {
    .id = "english-possessive",
    .family = "leak",
    .severity = CALQUE_MAJOR,
    .title = "English possessive 's",
    .why = "French says whose a thing is with « de »; the mark 's is English.",
    .run = run,
    .bad = "Le ⟦président's⟧ plan a été rejeté.",
    .good = "L’agence Moody’s annonce une hausse, McDonald’s ouvre un restaurant.",
};
