/* A sentence without its subject, as machines write it that translate from Spanish, Catalan or
 * Italian, or by way of them: « Avons fini en tête. » for « Nous avons fini en tête. » Only
 * forms that name their person and give no order, outside quotations: diaries and telegrams leave
 * the subject out, the press does not. */
#include "checks/check.h"

enum {
  MIN_WORDS = 4,
  MAX_OPENING = 4 /* words of « Cette année, », before the verb */
};

#define OTHER_READING                                                                             \
  (M_NOUN | M_ADJ | M_ADV | M_PREP | M_DET | M_PRONOUN | M_NUM | M_CONJ | M_CONJ_SUB | M_INTERJ | \
   M_PROPER | M_INF | M_PART_PAST | M_PART_PRES)

/* The first or second person and nothing else: avons, voulez; not donnons, which orders. Of être
 * and avoir also what is a noun, too, before a participle or an adverb: « sommes convaincus ». */
static bool lacks_subject(const struct check_context *ctx, const calque_token *t,
                          const calque_token *next) {
  if (t->kind != CALQUE_WORD || t->flags & (CALQUE_ALL_CAPS | CALQUE_IN_QUOTE) || !next)
    return false;
  uint64_t m = lexicon_word(ctx->lex, t->lower)->morph, after = token_morph(ctx->lex, next);
  if (!(m & M_FINITE) || !(m & (M_1 | M_2)) || m & (M_3 | M_IMPERATIVE)) return false;
  if (m & M_AUX && after & (M_PART_PAST | M_ADV) && !(after & (M_DET | M_PREP))) return true;
  return m & M_PLUR && !(m & OTHER_READING);
}

/* May stand before a comma and the subject: « Cette année, », « Sans doute, ». */
static bool is_opening(const struct check_context *ctx, const calque_token *t) {
  uint64_t m = token_morph(ctx->lex, t);
  return t->kind == CALQUE_NUMBER ||
         (t->kind == CALQUE_WORD && !(m & (M_CONJ | M_CONJ_SUB | M_PRO_SUBJ | M_PRO_REL)));
}

/* Where the subject is expected: the first word, or the one behind a short opening and its comma.
 */
static uint32_t expected_at(const struct check_context *ctx, const calque_sentence *s) {
  const calque_doc *doc = ctx->doc;
  uint32_t first = s->first_token, end = first + s->n_tokens;
  for (uint32_t i = first; i < end && i <= first + MAX_OPENING; i++) {
    const calque_token *t = &doc->tokens[i];
    if (i > first && t->kind == CALQUE_PUNCT && token_char(doc, t) == ',' && i + 1 < end)
      return i + 1;
    if (!is_opening(ctx, t)) break;
  }
  return first;
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  for (uint32_t k = ctx->window.first; k < ctx->window.end; k++) {
    const calque_sentence *s = &doc->sentences[k];
    if (s->n_tokens < MIN_WORDS || ctx->roles[s->line] != LINE_TEXT) continue;
    uint32_t i = expected_at(ctx, s);
    if (!lacks_subject(ctx, &doc->tokens[i], token_after(doc, i))) i = s->first_token;
    const calque_token *t = &doc->tokens[i], *next = token_after(doc, i);
    if (!lacks_subject(ctx, t, next) || next->flags & CALQUE_CLITIC) continue;
    report_add(out, t->span, NO_SUGGESTION, "« %.*s » has no subject", STR_ARG(token_str(doc, t)));
  }
}

const struct check check_missing_subject = {
    .id = "missing-subject",
    .family = "grammar",
    .severity = CALQUE_MAJOR,
    .title = "verb without a subject",
    .why =
        "French names who acts, even where the verb tells it; Spanish and Italian do not, and "
        "machines that go through them lose the pronoun.",
    .run = run,
    .bad = "Cette année, ⟦avons⟧ fini en tête de notre groupe.",
    .good = "Cette année, nous avons fini en tête de notre groupe.",
};
