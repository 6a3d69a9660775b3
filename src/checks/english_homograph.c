/* A word that both languages have, used as the English one: `la state`, `il a admit`, `cet man`.
 * Two things add up, both in eighths of a bit: how much more frequent the form is in English than
 * in French, and how surprising it is beside its neighbours, which the statistics of neighbours in
 * good French know (lexicon/garble.h). Neither is enough alone unless it is overwhelming. */
#include "checks/english.h"
#include "lexicon/garble.h"

enum {           /* eighths of a bit */
       NAT = 12, /* of a nat, the unit of the statistics */
       MIN_ENGLISH = 56,
       MIN_RATIO = -10,
       MIN_LENGTH = 3, /* bytes */
       MAX_RATIO = 70,
       MAX_SURPRISE = 5 * 16 * NAT, /* of one pair, in sixteenths */
       SURPRISING = 16 * NAT,       /* one nat of both pairs together, in sixteenths */
       ENOUGH_SELDOM = 47,          /* for words that French newspapers hardly ever use */
       ENOUGH = 51,
       ENOUGH_USUAL = 62,    /* that they use */
       ENOUGH_LOAN = 82,     /* that came from English anyway */
       OVERWHELMING = 68,    /* enough for verbs without any surprise */
       CLEARLY_ENGLISH = 20, /* below: nouns that French puts before nouns */
       LISTED = 12,          /* a word that machines are known to leave */
       SELDOM = 48,          /* four uses in the newspapers that we counted */
       USUAL = 70,           /* thirty */
       TAKEN_UP = 4,         /* tokens back */
       STEADY = 3,           /* uses that make a term of a word */
       MAX_SENTENCE = 400,   /* tokens: longer ones are tables */
       MAX_REPORTED = 400    /* of one document: a text with more is not French at all */
};

/* Eighths of a bit by which the form is more frequent in English. */
static int ratio_of(const struct word *w) {
  int french = w->news > w->french ? w->news : w->french;
  bool known = w->flags & WORD_ENGLISH_LISTED && !(w->morph & M_VERB) && w->news < USUAL;
  int ratio = w->english - french + (known ? LISTED : 0);
  return ratio > MAX_RATIO ? MAX_RATIO : ratio;
}

/* Words of well-known terms (strike, finish line) are loans only where newspapers use them. */
static bool is_loan(const struct word *w) {
  return w->flags & WORD_ANGLICISM && !(w->flags & WORD_ENGLISH_LISTED && w->news < SELDOM);
}

static int enough_for(const struct word *w) {
  if (is_loan(w)) return ENOUGH_LOAN;
  if (w->news >= USUAL) return ENOUGH_USUAL;
  return w->news < SELDOM ? ENOUGH_SELDOM : ENOUGH;
}

static bool is_candidate(const struct check_context *ctx, const calque_token *t) {
  const uint16_t both = CALQUE_FRENCH | CALQUE_ENGLISH;
  const uint16_t never =
      CALQUE_CAPITAL | CALQUE_ALL_CAPS | CALQUE_ELIDED | CALQUE_CLITIC | CALQUE_HYPHEN;
  if (t->kind != CALQUE_WORD || (t->flags & (both | never)) != both) return false;
  const struct word *w = lexicon_word(ctx->lex, t->lower);
  if (w->english < MIN_ENGLISH || w->name_len < MIN_LENGTH) return false;
  if (w->flags & WORD_STOP) return false;
  return ratio_of(w) >= MIN_RATIO;
}

/* A sentence as the statistics see it. */
struct view {
  const struct check_context *ctx;
  struct symbols symbols;
  struct garble_table table;
  symbol_id ids[MAX_SENTENCE + 2];
  uint32_t tokens[MAX_SENTENCE + 2];
  uint32_t n;
  ARRAY(uint32_t) found; /* tokens */
};

/* Sixteenths of eighths of a bit: what chance would give for a b over what French has. */
static int surprise(const struct view *v, symbol_id a, symbol_id b) {
  uint32_t i = v->table.index[a], k = v->table.index[b];
  if (!i || !k) return 0;
  int x = v->table.pair[(size_t)i * v->table.n + k] * NAT;
  return x < 0 ? 0 : x > MAX_SURPRISE ? MAX_SURPRISE : x;
}

/* The same for symbols `at` and `at + 1`; marks, which may join anything, surprise nobody. */
static int surprise_at(const struct view *v, uint32_t at) {
  const calque_token *tokens = v->ctx->doc->tokens;
  uint32_t a = v->tokens[at], b = v->tokens[at + 1];
  if (a != NO_TOKEN && tokens[a].kind != CALQUE_WORD) return 0;
  if (b != NO_TOKEN && tokens[b].kind != CALQUE_WORD) return 0;
  return surprise(v, v->ids[at], v->ids[at + 1]);
}

/* Symbol `at` of the sentence is a candidate: is it strange enough? */
static bool is_strange(const struct view *v, uint32_t at) {
  const struct word *w = lexicon_word(v->ctx->lex, v->ctx->doc->tokens[v->tokens[at]].lower);
  int ratio = ratio_of(w);
  int odd_before = surprise_at(v, at - 1);
  int odd = odd_before + surprise_at(v, at);
  if (ratio < CLEARLY_ENGLISH && odd_before < SURPRISING) return false; /* plan climat */
  if (odd < SURPRISING && w->flags & WORD_ENGLISH_FUNCTION && !(w->morph & M_VERB)) return false;
  bool usual = w->morph & M_VERB || w->news >= USUAL || is_loan(w);
  if (odd < SURPRISING && usual && (ratio < OVERWHELMING || is_loan(w))) return false;
  return ratio + odd / 16 >= enough_for(w);
}

/* « le premier but, but de la tête »: what was French a moment ago still is. */
static bool is_taken_up(const calque_doc *doc, uint32_t i) {
  for (uint32_t n = 1; n <= TAKEN_UP && n <= i; n++)
    if (doc->tokens[i - n].lower == doc->tokens[i].lower) return true;
  return false;
}

static void look_at(struct view *v, const calque_sentence *s) {
  const struct check_context *ctx = v->ctx;
  if (s->n_tokens > MAX_SENTENCE) return;
  v->n = symbols_of_sentence(&v->symbols, ctx->doc, s, v->ids, v->tokens);
  for (uint32_t at = 1; at + 1 < v->n; at++) {
    uint32_t i = v->tokens[at];
    if (i == NO_TOKEN || !is_candidate(ctx, &ctx->doc->tokens[i]) || !is_strange(v, at)) continue;
    if (is_taken_up(ctx->doc, i)) continue;
    struct english_span span = {.first = i, .last = i, .n_words = 1};
    if (!english_covers(english_of(ctx), i) && !english_excuse_of(ctx, english_of(ctx), &span))
      ARRAY_PUSH(ctx->arena, &v->found, i);
  }
}

static bool has_candidate(const struct check_context *ctx, const calque_sentence *s) {
  for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++)
    if (is_candidate(ctx, &ctx->doc->tokens[i])) return true;
  return false;
}

/* A word found again and again is a term of the article. */
static bool is_steady(const struct view *v, word_id word) {
  size_t n = 0;
  for (size_t i = 0; i < v->found.n && n < STEADY; i++)
    n += v->ctx->doc->tokens[v->found.ptr[i]].lower == word;
  return n == STEADY;
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  struct view v = {.ctx = ctx};
  if (!symbols_open(ctx->lex, &v.symbols) || !garble_open(ctx->lex, &v.table)) return;
  for (uint32_t i = 0; i < doc->n_sentences; i++) {
    const calque_sentence *s = &doc->sentences[i];
    bool prose = s->n_tokens && english_in_prose(ctx, &doc->tokens[s->first_token]);
    if (prose && has_candidate(ctx, s)) look_at(&v, s);
  }
  for (size_t i = 0; i < v.found.n && i < MAX_REPORTED; i++) {
    const calque_token *t = &doc->tokens[v.found.ptr[i]];
    if (is_steady(&v, t->lower)) continue;
    const struct english_entry *e = english_entry_of(ctx, v.found.ptr[i], v.found.ptr[i]);
    report_add(out, t->span, english_table_french(&english_of(ctx)->table, e),
               "« %.*s » stands here as the English word, not as the French one",
               STR_ARG(token_str(doc, t)));
  }
}

const struct check check_english_homograph = {
    .id = "english-homograph",
    .family = "leak",
    .severity = CALQUE_MINOR,
    .title = "French form used as an English word",
    .why =
        "The form exists in both languages, but French would hardly put it between these "
        "neighbours, and English uses it far more.",
    .whole = true,
    .run = run,
    .bad = "Face à une ⟦state⟧ pareille, le maire a renoncé.",
    .good = "Or, le joueur, content de son match, est resté sur le banc.",
};
