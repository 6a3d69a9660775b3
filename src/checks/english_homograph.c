/* A word that both languages have, used as the English one: `la state`, `il a admit`, `cet man`.
 * How much more frequent the form is in English counts, and how badly its French readings suit
 * the word before it; neither is enough alone unless it is overwhelming. */
#include "checks/english.h"

enum {                   /* eighths of a bit */
       MIN_ENGLISH = 60, /* rarer words are no news English */
       MAX_RATIO = 70,
       ENOUGH = 44,
       IMPOSSIBLE = 60, /* no French sentence puts the two side by side */
       UNLIKELY = 40,
       OVERWHELMING = 70, /* enough for verbs and words like `have` */
       LISTED = 12,       /* a word that machines are known to leave */
       SELDOM = 48,       /* four uses there */
       USUAL = 70         /* thirty uses in the newspapers that we counted */
};

/* Eighths of a bit by which the form is more frequent in English. */
static int ratio_of(const struct word *w) {
  int french = w->news > w->french ? w->news : w->french;
  bool known = w->flags & WORD_ENGLISH_LISTED && !(w->morph & M_VERB);
  int ratio = w->english - french + (known ? LISTED : 0);
  return ratio > MAX_RATIO ? MAX_RATIO : ratio;
}

/* Determiners that cannot be object pronouns: un, des, du, cette, son ... */
static bool is_pure_determiner(uint64_t m) {
  return m & M_DET && !(m & (M_PREP | M_PRO_OBJ | M_PRO_SUBJ | M_PRO_REL | M_VERB | M_CONJ));
}

static bool agrees(uint64_t determiner, uint64_t word) {
  bool gender = !(determiner & M_GENDER) || (determiner & word & M_GENDER);
  bool number = !(determiner & M_NUMBER) || (determiner & word & M_NUMBER);
  return gender && number;
}

/* How badly the French readings of the word suit the word before it. */
static int misfit_before(uint64_t before, uint64_t word) {
  const uint64_t loose = M_ADV | M_PREP | M_DET | M_NUM | M_CONJ | M_PRONOUN | M_FUNCTION;
  bool nominal = word & (M_NOUN | M_ADJ | M_PART_PAST);
  if (word & loose) return 0;
  if (before & (M_DET | M_NUM) && word & M_NOUN) return agrees(before, word) ? 0 : UNLIKELY;
  if (is_pure_determiner(before) && !nominal) return IMPOSSIBLE;
  if (before & M_AUX && before & M_FINITE && !(before & (M_NOUN | M_PREP)) &&
      !(word & (M_PART_PAST | M_ADJ | M_INF)))
    return UNLIKELY;
  if (before & M_PRO_SUBJ && !(before & (M_PRO_OBJ | M_NOUN | M_DET)) && !(word & M_VERB))
    return UNLIKELY;
  bool preposition = before & M_PREP && !(before & (M_DET | M_NOUN | M_VERB | M_PRONOUN));
  if (preposition && word & M_FINITE && !nominal && !(word & (M_INF | M_PART_PRES)))
    return UNLIKELY;
  return 0;
}

/* A bare noun behind a mark and in front of a subject: « , but il ». */
static int misfit_bare(uint64_t word, uint64_t after) {
  const uint64_t start = M_DET | M_PRO_SUBJ | M_PRO_OBJ | M_NEG | M_CONJ_SUB;
  bool bare = word & M_NOUN && !(word & (M_ADV | M_CONJ | M_PREP | M_PRESENT | M_PART_PAST));
  return bare && after & start && !(after & (M_PREP | M_NOUN)) ? UNLIKELY : 0;
}

static bool is_candidate(const calque_token *t) {
  const uint16_t both = CALQUE_FRENCH | CALQUE_ENGLISH;
  const uint16_t none =
      CALQUE_CAPITAL | CALQUE_ALL_CAPS | CALQUE_ELIDED | CALQUE_CLITIC | CALQUE_HYPHEN;
  return t->kind == CALQUE_WORD && (t->flags & both) == both && !(t->flags & none);
}

/* The readings of a neighbour; 0 for a mark and for a word without any. A single letter is no noun
 * here: « a » is the auxiliary. */
static uint64_t readings(const struct check_context *ctx, const calque_token *t) {
  uint64_t m = t->kind == CALQUE_WORD ? lexicon_word(ctx->lex, t->lower)->morph : 0;
  return t->span.end - t->span.start == 1 ? m & ~M_NOUN : m;
}

static bool same_sentence(const calque_token *a, const calque_token *b) {
  return a->sentence == b->sentence;
}

static int misfit(const struct check_context *ctx, uint32_t i, uint64_t word) {
  const calque_token *t = &ctx->doc->tokens[i];
  bool first = i == 0 || !same_sentence(t, t - 1), last = i + 1 == ctx->doc->n_tokens;
  if (!first && (t - 1)->kind == CALQUE_WORD) return misfit_before(readings(ctx, t - 1), word);
  return last ? 0 : misfit_bare(word, readings(ctx, t + 1));
}

/* How little French can do with token i: its ratio and what its neighbours add. */
static int strangeness(const struct check_context *ctx, uint32_t i, const struct word *w) {
  int ratio = ratio_of(w);
  if (ratio + IMPOSSIBLE < ENOUGH) return 0;
  int worse = misfit(ctx, i, w->morph);
  bool verb = w->morph & M_VERB, function = w->flags & WORD_ENGLISH_FUNCTION;
  if (!worse && function && !verb) return 0;
  if (!worse && (verb || w->news >= USUAL) && ratio < OVERWHELMING) return 0;
  return ratio + worse;
}

/* Words of well-known terms (strike, finish line) are loans only where newspapers use them. */
static bool is_loan(const struct word *w) {
  return w->flags & WORD_ANGLICISM && !(w->flags & WORD_ENGLISH_LISTED && w->news < SELDOM);
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  for (uint32_t i = 0; i < doc->n_tokens; i++) {
    const calque_token *t = &doc->tokens[i];
    if (!is_candidate(t)) continue;
    const struct word *w = lexicon_word(ctx->lex, t->lower);
    if (w->english < MIN_ENGLISH || w->flags & WORD_STOP || is_loan(w)) continue;
    if (strangeness(ctx, i, w) < ENOUGH || !in_article(ctx, t)) continue;
    struct english_span span = {.first = i, .last = i, .n_words = 1};
    if (english_excuse_of(ctx, english_of(ctx), &span)) continue;
    report_add(out, t->span, NO_SUGGESTION, "« %.*s » looks like the English word",
               STR_ARG(token_str(doc, t)));
  }
}

const struct check check_english_homograph = {
    .id = "english-homograph",
    .family = "leak",
    .severity = CALQUE_MINOR,
    .title = "French form used as an English word",
    .why = "the form exists in both languages, but French cannot use it here",
    .run = run,
    .bad = "Face à une ⟦state⟧ pareille, le maire a renoncé.",
    .good = "Or, le joueur, content de son match, est resté sur le banc.",
};
