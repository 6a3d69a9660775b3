/* Which words before a quotation await its first word. In 1.5 million words of news whose straight
 * marks were made « », none of these stands before a capital that is right, once nouns that bear a
 * name (introducers.def) are left alone: « le thème est « Perdus » ». */
#include "checks/awaited.h"

enum {
  NAMED_REACH = 10, /* tokens before the mark among which a noun that bears a name excuses it */
  QUALITY_WORDS = 2 /* « potentiellement mortelle » */
};

static const calque_str infinitive_verbs[] = {
#define AWAITS_INFINITIVE(lemma) STR_INIT(lemma),
#include "checks/awaited.def"
};
static const calque_str quality_verbs[] = {
#define AWAITS_QUALITY(lemma) STR_INIT(lemma),
#include "checks/awaited.def"
};
static const calque_str governors[] = {
#define GOVERNS_INFINITIVE(lemma) STR_INIT(lemma),
#include "checks/awaited.def"
};
static const calque_str bearers[] = {
#define BEARER(form)     STR_INIT(form),
#define INTRODUCER(form) STR_INIT(form),
#include "checks/introducers.def"
#define NAMED(form) STR_INIT(form),
#include "checks/awaited.def"
#undef BEARER
#undef INTRODUCER
};
static const calque_str subjects[] = {
    STR_INIT("il"),  STR_INIT("elle"), STR_INIT("ils"), STR_INIT("elles"),
    STR_INIT("qui"), STR_INIT("ne"),   STR_INIT("n'"),
};

/* Has a reading with a bit of `part` one of these lemmas? */
static bool has_lemma(const struct check_context *ctx, const calque_token *t, uint64_t part,
                      const calque_str *lemmas, size_t n_lemmas) {
  size_t n;
  const struct reading *r = lexicon_readings(ctx->lex, t->lower, &n);
  for (size_t i = 0; i < n; i++)
    if ((r[i].morph & part) && is_among(lexicon_name(ctx->lex, r[i].lemma), lemmas, n_lemmas))
      return true;
  return false;
}

static bool is_finite_of(const struct check_context *ctx, const calque_token *t,
                         const calque_str *lemmas, size_t n_lemmas) {
  return is_small_word(t) && has_lemma(ctx, t, M_FINITE, lemmas, n_lemmas);
}

static bool is_auxiliary(const struct check_context *ctx, const calque_token *t) {
  uint64_t m = token_morph(ctx->lex, t);
  return is_small_word(t) && (m & M_AUX) && (m & M_FINITE);
}

/* Is something named in the words before token `open`: « le titre de son film est »? */
static bool is_named(const struct check_context *ctx, uint32_t open) {
  const calque_token *t = token_before(ctx->doc, open);
  for (int n = 0; t && n < NAMED_REACH; n++) {
    if (is_among(token_str(ctx->doc, t), bearers, COUNT(bearers))) return true;
    t = token_before(ctx->doc, (uint32_t)(t - ctx->doc->tokens));
  }
  return false;
}

/* prêts à « répondre », menace de « quitter la table » */
static bool is_governed(const struct check_context *ctx, const calque_token *before) {
  const calque_doc *doc = ctx->doc;
  if (!token_is(doc, before, STR("à")) && !token_is(doc, before, STR("de")) &&
      !(before->flags & CALQUE_ELIDED && doc->text.ptr[before->span.start] == 'd'))
    return false;
  const calque_token *head = token_before(doc, (uint32_t)(before - doc->tokens));
  return is_small_word(head) &&
         has_lemma(ctx, head, M_VERB | M_ADJ | M_PART_PAST, governors, COUNT(governors));
}

/* une menace « potentiellement mortelle »: behind a or some, not behind the name of a thing */
static bool is_quality(const struct check_context *ctx, const calque_quote *q,
                       const calque_token *before) {
  const calque_doc *doc = ctx->doc;
  const calque_token *det = token_before(doc, (uint32_t)(before - doc->tokens));
  const calque_token *adverb = &doc->tokens[q->open + 1];
  if (!det || q->close == NO_TOKEN || q->close != q->open + 1 + QUALITY_WORDS) return false;
  bool some = token_is(doc, det, STR("un")) || token_is(doc, det, STR("une")) ||
              token_is(doc, det, STR("des"));
  uint64_t a = lexicon_word(ctx->lex, adverb->lower)->morph;
  uint64_t b = token_morph(ctx->lex, adverb + 1);
  bool qualifies = (a & M_NEG) || ((a & M_ADV) && !(a & (M_NOUN | M_ADJ)));
  return some && (token_morph(ctx->lex, before) & M_NOUN) && qualifies &&
         is_small_word(adverb + 1) && (b & (M_ADJ | M_PART_PAST));
}

static bool is_awaited(const struct check_context *ctx, const calque_quote *q,
                       const calque_token *before, uint64_t first) {
  const uint64_t quality = M_ADJ | M_PART_PAST | M_ADV | M_DET;
  if (is_auxiliary(ctx, before)) return first & quality;
  if (is_among(lexicon_name(ctx->lex, before->lower), subjects, COUNT(subjects)))
    return first & (M_FINITE | M_ADV | M_NEG | M_PREVERB);
  if (is_finite_of(ctx, before, quality_verbs, COUNT(quality_verbs)))
    return first & (M_ADJ | M_PART_PAST | M_ADV);
  if (is_finite_of(ctx, before, infinitive_verbs, COUNT(infinitive_verbs)))
    return first & (M_INF | M_ADV | M_PRO_IND);
  if (is_governed(ctx, before)) return first & (M_INF | M_ADV | M_NEG);
  return is_quality(ctx, q, before);
}

bool quote_is_awaited(const struct check_context *ctx, const calque_quote *q) {
  const calque_doc *doc = ctx->doc;
  if (q->open == NO_TOKEN) return false;
  const calque_token *first = token_after(doc, q->open), *before = token_before(doc, q->open);
  if (!first || first->kind != CALQUE_WORD || !is_small_word(before)) return false;
  if (before->flags & CALQUE_CLITIC) return false; /* « Que dit-elle ? « Rien. » » */
  const calque_token *second = token_after(doc, q->open + 1);
  if (second && is_capital_word(second)) return false; /* « Fear the Walking Dead » */
  const struct word *w = lexicon_word(ctx->lex, first->lower);
  if (!(w->flags & WORD_FRENCH) || (first->flags & CALQUE_ALL_CAPS)) return false;
  if (lexicon_word(ctx->lex, first->exact)->morph & M_PROPER) return false;
  return is_awaited(ctx, q, before, w->morph) && !is_named(ctx, q->open);
}
