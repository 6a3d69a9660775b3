/* A clause cut in two by a quotation mark that stands where the English one stood: « avait « n’a
 * ni encouragé » », « de « De fabrication artisanale » bombes ». Inside and outside were translated
 * apart, so two finite verbs meet, or a modifier comes before its noun. */
#include "checks/check.h"

enum { MAX_ADVERBS = 2, MAX_MODIFIER = 6 /* words in a quoted modifier */ };

static bool is_finite_auxiliary(const struct check_context *ctx, const calque_token *t) {
  const struct word *w = lexicon_word(ctx->lex, t->lower);
  return t->kind == CALQUE_WORD && (w->morph & M_AUX) && (w->morph & M_FINITE) &&
         !(t->flags & CALQUE_CLITIC);
}

static bool is_adverb(const struct check_context *ctx, const calque_token *t) {
  return is_small_word(t) && (lexicon_word(ctx->lex, t->lower)->morph & M_ADV);
}

static bool is_negation(const struct check_context *ctx, const calque_token *t) {
  calque_str s = lexicon_name(ctx->lex, t->lower);
  return str_eq(s, STR("ne")) || str_eq(s, STR("n'"));
}

/* A form that is a finite verb and nothing else, être and avoir included. */
static bool is_finite(const struct check_context *ctx, const calque_token *t) {
  uint64_t m = lexicon_word(ctx->lex, t->lower)->morph;
  if (!is_small_word(t) || !(m & M_FINITE)) return false;
  return (m & M_AUX) || !(m & (M_NOUN | M_ADJ | M_PREP | M_DET | M_PART_PAST | M_ADV));
}

/* The finite auxiliary in front of the opening mark, adverbs skipped; NULL when there is none. */
static const calque_token *auxiliary_before(const struct check_context *ctx, uint32_t open) {
  const calque_token *t = token_before(ctx->doc, open);
  for (int n = 0; t && n < MAX_ADVERBS && is_adverb(ctx, t) && !is_finite_auxiliary(ctx, t); n++)
    t = token_before(ctx->doc, (uint32_t)(t - ctx->doc->tokens));
  return t && is_finite_auxiliary(ctx, t) ? t : NULL;
}

/* Le message est « n’oublions pas »: an appeal. */
static bool is_appeal(const struct check_context *ctx, const calque_token *verb) {
  uint64_t m = lexicon_word(ctx->lex, verb->lower)->morph;
  return (m & M_IMPERATIVE) && (m & M_1) && (m & M_PLUR);
}

/* avait « n’a ni encouragé », est désormais « ne dis pas » */
static bool check_verbs(const struct check_context *ctx, uint32_t open, struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_token *aux = auxiliary_before(ctx, open), *first = token_after(doc, open);
  if (!aux || !first || !is_negation(ctx, first)) return false;
  const calque_token *verb = first + 1;
  if (verb->sentence != first->sentence || !is_finite(ctx, verb) || is_appeal(ctx, verb))
    return false;
  report_add(out, (calque_span){aux->span.start, verb->span.end}, NO_SUGGESTION,
             "two finite verbs meet at the quotation mark: « %.*s » and « %.*s »",
             STR_ARG(token_str(doc, aux)), STR_ARG(token_str(doc, verb)));
  return true;
}

/* seraient « sérieusement » compte tenu: the participle of a progressive form became a preposition
 */
static void check_adverb(const struct check_context *ctx, const calque_quote *q,
                         struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_token *aux = auxiliary_before(ctx, q->open), *t = token_after(doc, q->close);
  if (!aux || q->close != q->open + 2 || !is_adverb(ctx, &doc->tokens[q->open + 1])) return;
  const calque_token *next = t ? token_after(doc, q->close + 1) : NULL;
  if (!next || !token_is(doc, t, STR("compte")) || !token_is(doc, next, STR("tenu"))) return;
  report_add(out, (calque_span){doc->tokens[q->open].span.start, next->span.end}, NO_SUGGESTION,
             "« %.*s » wants a participle behind the quotation", STR_ARG(token_str(doc, aux)));
}

static bool has_verb(const struct check_context *ctx, const calque_quote *q) {
  for (uint32_t i = q->open + 1; i < q->close; i++)
    if (is_finite(ctx, &ctx->doc->tokens[i])) return true;
  return false;
}

/* Is it a noun that stands bare, and no verb of « il » or « ils »? « récoltes » is one of « tu ».
 */
static bool is_bare_noun(const struct check_context *ctx, const calque_token *t) {
  size_t n;
  if (!is_small_word(t) || !(token_morph(ctx->lex, t) & M_NOUN)) return false;
  const struct reading *r = lexicon_readings(ctx->lex, t->lower, &n);
  for (size_t i = 0; i < n; i++)
    if ((r[i].morph & (M_FUNCTION | M_ADV | M_ADJ | M_PART_PAST)) ||
        ((r[i].morph & M_FINITE) && !(r[i].morph & M_2)))
      return false;
  return true;
}

/* de fabrication artisanale; fourni par l’armée, but not petites et moyennes (entreprises) */
static bool is_modifier(const struct check_context *ctx, uint32_t first, bool governed) {
  const calque_doc *doc = ctx->doc;
  const calque_token *second = token_after(doc, first);
  uint64_t m = lexicon_word(ctx->lex, doc->tokens[first].lower)->morph;
  if (governed && (m & M_PREP)) return true;
  return (m & M_PART_PAST) && !(m & M_FUNCTION) && is_small_word(second) &&
         (token_morph(ctx->lex, second) & M_PREP);
}

/* de « De fabrication artisanale » bombes, « Fournis par l’armée » fusils */
static bool check_modifier(const struct check_context *ctx, const calque_quote *q,
                           struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_token *before = token_before(doc, q->open), *first = token_after(doc, q->open);
  const calque_token *noun = token_after(doc, q->close);
  if (!first || !is_bare_noun(ctx, noun) || q->close - q->open - 1 > MAX_MODIFIER) return false;
  uint64_t b = before ? token_morph(ctx->lex, before) : 0;
  bool governed =
      before && before->kind == CALQUE_WORD && (b & (M_PREP | M_DET)) && !(b & M_FINITE);
  if (before && !governed && before->kind != CALQUE_PUNCT) return false;
  if (!is_modifier(ctx, q->open + 1, governed) || has_verb(ctx, q)) return false;
  report_add(out, (calque_span){doc->tokens[q->open].span.start, noun->span.end}, NO_SUGGESTION,
             "English order: the quoted modifier stands before its noun « %.*s »",
             STR_ARG(token_str(doc, noun)));
  return true;
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  for (uint32_t i = 0; i < doc->n_quotes; i++) {
    const calque_quote *q = &doc->quotes[i];
    if (q->open == NO_TOKEN || !in_article(ctx, &doc->tokens[q->open])) continue;
    if (check_verbs(ctx, q->open, out) || q->close == NO_TOKEN) continue;
    if (!check_modifier(ctx, q, out)) check_adverb(ctx, q, out);
  }
}

const struct check check_quote_scramble = {
    .id = "quote-scramble",
    .family = "grammar",
    .severity = CALQUE_MAJOR,
    .title = "clause cut in two by a quotation mark",
    .why =
        "What stands inside the quotation marks was translated by itself and does not join what "
        "stands outside.",
    .whole = true,
    .run = run,
    .bad = "Le préfet assure qu’il ⟦avait « n’a⟧ jamais autorisé » ces travaux.",
    .good = "Le préfet assure qu’il n’avait « jamais autorisé » ces travaux.",
};
