/* Which words before a quotation await its first word. In 1.5 million words of news whose straight
 * marks were made « », none of these stands before a capital that is right, once nouns that bear a
 * name (introducers.def) are left alone: « le thème est « Perdus » ». */
#include "checks/awaited.h"

enum {
  NAMED_REACH = 10,   /* tokens before the mark among which a noun that bears a name excuses it */
  GOVERNOR_REACH = 4, /* tokens from a governor to its preposition: « exhorter Paris à » */
  QUALITY_WORDS = 2   /* « potentiellement mortelle » */
};

static const calque_str infinitive_verbs[] = {
#define AWAITS_INFINITIVE(lemma) STR_INIT(lemma),
#include "checks/awaited.def"
};
static const calque_str quality_verbs[] = {
#define AWAITS_QUALITY(lemma) STR_INIT(lemma),
#include "checks/awaited.def"
};
static const calque_str reflexive_verbs[] = {
#define REFLECTS_QUALITY(lemma) STR_INIT(lemma),
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

static bool is_finite_of(const struct check_context *ctx, const calque_token *t,
                         const calque_str *lemmas, size_t n_lemmas) {
  return is_small_word(t) && has_lemma(ctx, t, M_FINITE, lemmas, n_lemmas);
}

bool quote_is_named(const struct check_context *ctx, uint32_t open, int reach) {
  const calque_token *t = token_before(ctx->doc, open);
  for (int n = 0; t && n < reach; n++) {
    if (is_among(token_str(ctx->doc, t), bearers, COUNT(bearers))) return true;
    t = token_before(ctx->doc, (uint32_t)(t - ctx->doc->tokens));
  }
  return false;
}

/* Is there a governor among the words before the preposition? Directly before it, if `beside`. */
static bool has_governor(const struct check_context *ctx, const calque_token *preposition,
                         bool beside) {
  const uint64_t part = M_VERB | M_ADJ | M_PART_PAST;
  const calque_token *t = preposition;
  for (int n = 0; n < (beside ? 1 : GOVERNOR_REACH); n++) {
    t = token_before(ctx->doc, (uint32_t)(t - ctx->doc->tokens));
    if (!t || t->kind != CALQUE_WORD) return false;
    if (is_small_word(t) && has_lemma(ctx, t, part, governors, COUNT(governors))) return true;
  }
  return false;
}

/* prêts à « répondre », exhorte Paris à « cesser », promet de « toujours lutter » */
static bool is_governed(const struct check_context *ctx, const calque_token *before,
                        uint64_t first) {
  const calque_doc *doc = ctx->doc;
  if (!token_is(doc, before, STR("à")) && !token_is(doc, before, STR("de")) &&
      !(before->flags & CALQUE_ELIDED && doc->text.ptr[before->span.start] == 'd'))
    return false;
  if (first & M_INF) return has_governor(ctx, before, false);
  return (first & (M_ADV | M_NEG)) && has_governor(ctx, before, true);
}

/* se dit « confiant », s’est dite « déçue » */
static bool is_reflected(const struct check_context *ctx, const calque_token *verb) {
  const calque_doc *doc = ctx->doc;
  if (!has_lemma(ctx, verb, M_FINITE | M_PART_PAST, reflexive_verbs, COUNT(reflexive_verbs)))
    return false;
  const calque_token *t = token_before(doc, (uint32_t)(verb - doc->tokens));
  if (t && is_auxiliary(ctx, t)) t = token_before(doc, (uint32_t)(t - doc->tokens));
  if (!is_small_word(t)) return false;
  calque_str s = lexicon_name(ctx->lex, t->lower);
  return str_eq(s, STR("se")) || str_eq(s, STR("s'"));
}

/* le pays « a violé » le traité: a verb behind its noun, and not « A bout de forces » */
static bool is_predicate(const struct check_context *ctx, const calque_quote *q,
                         const calque_token *before) {
  const struct calque_token *first = &ctx->doc->tokens[q->open + 1];
  const calque_token *second = token_after(ctx->doc, q->open + 1);
  uint64_t m = lexicon_word(ctx->lex, first->lower)->morph;
  return (token_morph(ctx->lex, before) & M_NOUN) && (m & M_AUX) && (m & M_FINITE) &&
         is_small_word(second) && !(second->flags & CALQUE_CLITIC) &&
         (token_morph(ctx->lex, second) & M_PART_PAST);
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

/* Does an adjective follow it, and no name of anything: « le titre de son film est « Perdue » »? */
static bool awaits_quality(const struct check_context *ctx, const calque_quote *q,
                           const calque_token *before, uint64_t first) {
  const uint64_t quality = M_ADJ | M_PART_PAST | M_ADV;
  static const calque_str avoir[] = {STR_INIT("avoir")};
  bool finite = is_auxiliary(ctx, before) && !token_is(ctx->doc, before, STR("soit"));
  bool infinitive =
      (token_morph(ctx->lex, before) & M_AUX) && has_lemma(ctx, before, M_INF, avoir, 1);
  if (!(first & quality) || (first & M_INTERJ)) return false;
  if (infinitive || is_reflected(ctx, before)) return true;
  if (finite && has_lemma(ctx, before, M_AUX, avoir, 1)) return true;
  return (finite || is_finite_of(ctx, before, quality_verbs, COUNT(quality_verbs))) &&
         !quote_is_named(ctx, q->open, NAMED_REACH);
}

static bool is_awaited(const struct check_context *ctx, const calque_quote *q,
                       const calque_token *before, uint64_t first) {
  if (is_among(lexicon_name(ctx->lex, before->lower), subjects, COUNT(subjects)))
    return first & (M_FINITE | M_ADV | M_NEG | M_PREVERB);
  if (is_finite_of(ctx, before, infinitive_verbs, COUNT(infinitive_verbs)))
    return first & (M_INF | M_ADV | M_PRO_IND);
  return awaits_quality(ctx, q, before, first) || is_governed(ctx, before, first) ||
         is_predicate(ctx, q, before) ||
         (is_quality(ctx, q, before) && !quote_is_named(ctx, q->open, NAMED_REACH));
}

bool quote_starts_french(const struct check_context *ctx, const calque_quote *q) {
  const calque_doc *doc = ctx->doc;
  if (q->open == NO_TOKEN) return false;
  const calque_token *first = token_after(doc, q->open), *before = token_before(doc, q->open);
  if (!first || first->kind != CALQUE_WORD || !is_small_word(before)) return false;
  if (before->flags & CALQUE_CLITIC) return false; /* « Que dit-elle ? « Rien. » » */
  const calque_token *second = token_after(doc, q->open + 1);
  if (second && is_capital_word(second)) return false; /* « Fear the Walking Dead » */
  const struct word *w = lexicon_word(ctx->lex, first->lower);
  bool letter = utf8_count(token_str(doc, first)) == 1; /* « A violé » */
  if (!(w->flags & WORD_FRENCH) || ((first->flags & CALQUE_ALL_CAPS) && !letter)) return false;
  return !(lexicon_word(ctx->lex, first->exact)->morph & M_PROPER);
}

/* « se disent « Pourquoi partir ? » », and marks that are apostrophes elsewhere */
static bool is_speech(const calque_doc *doc, const calque_quote *q) {
  if (token_char(doc, &doc->tokens[q->open]) == '\'') return true;
  if (q->close == NO_TOKEN) return false;
  uint32_t last = token_char(doc, &doc->tokens[q->close - 1]);
  return last == '?' || last == '!';
}

bool quote_is_awaited(const struct check_context *ctx, const calque_quote *q) {
  const calque_doc *doc = ctx->doc;
  if (!quote_starts_french(ctx, q) || is_speech(doc, q)) return false;
  return is_awaited(ctx, q, token_before(doc, q->open),
                    lexicon_word(ctx->lex, doc->tokens[q->open + 1].lower)->morph);
}
