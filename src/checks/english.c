/* Weighs the words and grows the spans: the best-scoring runs of each stretch of text between hard
 * marks (Kadane's rule with a price for leaving French), in one pass. Stretches without a word that
 * can only be English are passed over: nearly all of a good article costs a look at two flags. */
#include "checks/english.h"

#include <stdlib.h>

enum { /* eighths of a bit */
       LEAVE_FRENCH = 70,
       SURE_COMMON = 100, /* not French, and frequent in English or listed */
       SURE_RARE = 85,    /* not French, and English has it */
       COMPOUND = 40,     /* two English words with a hyphen: often a term that French took over */
       MAX_HOMOGRAPH = 60,
       FRENCH_ONLY = -90,
       UNKNOWN = -30, /* small letters, neither language: a third one, a slip */
       NAME = -5,
       EXONYM = 60, /* with a function word beside it, not alone */
       COMMA = -20,
       EDGE = 30, /* lighter words are cut off at the ends of a span */
       MIN_ENGLISH_FREQUENCY = 40,
       SHORT = 3, /* bytes: el, den, git are many things */
       SHORT_RATIO = 40
};

static int clamp(int x, int low, int high) { return x < low ? low : x > high ? high : x; }

/* iPhone, m3, H1N1: no word of any language. */
static bool is_odd(calque_str s) {
  bool odd = false;
  for (size_t i = 0; i < s.len; i++)
    odd |= (s.ptr[i] >= '0' && s.ptr[i] <= '9') || (i && s.ptr[i] >= 'A' && s.ptr[i] <= 'Z');
  return odd;
}

/* Not in the French dictionary. What French newspapers write all the same is no evidence. */
static int weigh_foreign(const calque_doc *doc, const calque_token *t, const struct word *w) {
  if (is_odd(token_str(doc, t))) return NAME;
  if (w->flags & WORD_ENGLISH_LISTED) return SURE_COMMON; /* alone; think tank is a term */
  if (w->flags & WORD_ANGLICISM) return NAME;
  bool english = t->flags & CALQUE_ENGLISH;
  if (!english && (w->english < MIN_ENGLISH_FREQUENCY || w->news || w->accented)) return UNKNOWN;
  if (t->flags & CALQUE_HYPHEN) return COMPOUND;
  bool slight = !(w->flags & WORD_ENGLISH_FUNCTION) && w->name_len <= SHORT &&
                (w->news || w->english < w->french + SHORT_RATIO);
  if (slight) return COMPOUND;
  int base = w->english >= MIN_ENGLISH_FREQUENCY ? SURE_COMMON : SURE_RARE;
  return w->news ? clamp(60 + w->english - w->news, UNKNOWN, base) : base;
}

/* A form of both languages. Film subtitles hold English by mistake, so newspapers count first. */
static int weigh_homograph(const struct word *w) {
  int french = w->news ? w->news : clamp(w->french, 24, 60);
  return clamp(w->english - french, FRENCH_ONLY, MAX_HOMOGRAPH);
}

/* Index of the first of n sorted ids that is not below `id`. */
static size_t lower_bound(const word_id *ids, size_t n, word_id id) {
  size_t low = 0;
  while (low < n) {
    size_t middle = low + (n - low) / 2;
    if (ids[middle] < id) low = middle + 1;
    else n = middle;
  }
  return low;
}

/* « Castle comprit »: a name that also stands in the midst of sentences, with its capital. */
static bool is_also_name(const struct check_context *ctx, word_id lower) {
  const struct english *english = ctx->shared->english;
  size_t i = lower_bound(english->names, english->n_names, lower);
  return i < english->n_names && english->names[i] == lower;
}

/* Russia, Monday: capitals that English has and French has not. */
static bool is_exonym(const struct check_context *ctx, const calque_token *t) {
  if (!(lexicon_word(ctx->lex, t->exact)->flags & WORD_ENGLISH_LISTED)) return false;
  return english_table_find(&ctx->shared->english->table, t, 1,
                            1u << ENGLISH_PLACE | 1u << ENGLISH_DATE);
}

/* A capital inside a sentence makes a name of a word, whatever its letters spell. At the start of
 * a sentence only words that are never names are evidence. */
static int weigh_capital(const struct check_context *ctx, const calque_token *t) {
  const struct word *lower = lexicon_word(ctx->lex, t->lower);
  if (is_exonym(ctx, t)) return EXONYM;
  if (t->flags & CALQUE_ALL_CAPS || !(t->flags & CALQUE_FIRST)) return NAME;
  if (lower->flags & WORD_FRENCH)
    return lower->flags & WORD_ENGLISH ? weigh_homograph(lower) : FRENCH_ONLY;
  bool plain = lower->flags & (WORD_ENGLISH_FUNCTION | WORD_ENGLISH_LISTED) ||
               (lower->english >= 60 && !lower->news && !lexicon_word(ctx->lex, t->exact)->flags);
  if (!plain || lower->accented || is_also_name(ctx, t->lower)) return NAME;
  return weigh_foreign(ctx->doc, t, lower);
}

int english_weight(const struct check_context *ctx, uint32_t i) {
  const calque_token *t = &ctx->doc->tokens[i];
  if (t->kind == CALQUE_PUNCT) return COMMA;
  if (t->kind != CALQUE_WORD) return 0;
  if (t->flags & (CALQUE_ELIDED | CALQUE_CLITIC)) return FRENCH_ONLY;
  if (t->flags & (CALQUE_CAPITAL | CALQUE_ALL_CAPS)) return weigh_capital(ctx, t);
  const struct word *w = lexicon_word(ctx->lex, t->lower);
  if (!(t->flags & CALQUE_FRENCH)) return weigh_foreign(ctx->doc, t, w);
  return t->flags & CALQUE_ENGLISH ? weigh_homograph(w) : FRENCH_ONLY;
}

bool english_is_sure(const struct check_context *ctx, uint32_t i) {
  const calque_token *t = &ctx->doc->tokens[i];
  if (t->kind != CALQUE_WORD || t->flags & (CALQUE_FRENCH | CALQUE_ELIDED | CALQUE_CLITIC))
    return false;
  return english_weight(ctx, i) >= ENGLISH_SURE;
}

struct growing {
  const struct check_context *ctx;
  ARRAY(struct english_span) spans;
  ARRAY(word_id) sure;
  ARRAY(uint32_t) capitals;
  ARRAY(word_id) names;
};

/* A phrase of the table may reach over the ends of a span: at [least], as soon as [possible]. */
static void widen(const struct check_context *ctx, struct english_span *span, uint32_t start,
                  uint32_t end) {
  const unsigned kinds = 1u << ENGLISH_PHRASE | 1u << ENGLISH_FURNITURE;
  uint32_t from =
      span->first > start + ENGLISH_TABLE_WORDS ? span->first - ENGLISH_TABLE_WORDS : start;
  for (uint32_t i = from; i <= span->last; i++) {
    const struct english_entry *e =
        english_table_find(&ctx->shared->english->table, &ctx->doc->tokens[i], end - i, kinds);
    if (!e || i + e->n_words <= span->first) continue;
    if (i < span->first) span->first = i;
    if (i + e->n_words - 1 > span->last) span->last = i + e->n_words - 1;
  }
}

/* « in London or » wants the name that follows: Leeds. */
static bool ends_open(const struct check_context *ctx, uint32_t last) {
  const calque_token *t = &ctx->doc->tokens[last], *next = t + 1;
  return lexicon_word(ctx->lex, t->lower)->flags & WORD_ENGLISH_FUNCTION &&
         !(t->flags & CALQUE_CAPITAL) && next->kind == CALQUE_WORD &&
         next->flags & CALQUE_CAPITAL &&
         !(next->lower != next->exact && lexicon_word(ctx->lex, next->lower)->flags & WORD_FRENCH);
}

/* `start` and `end` bound the stretch that [first, last] was found in. */
static void keep(struct growing *g, uint32_t first, uint32_t last, uint32_t start, uint32_t end) {
  const struct check_context *ctx = g->ctx;
  while (first < last && english_weight(ctx, first) < EDGE) first++;
  while (last > first && english_weight(ctx, last) < EDGE) last--;
  while (last + 1 < end && ends_open(ctx, last)) last++;
  struct english_span span = {.first = first, .last = last};
  widen(ctx, &span, start, end);
  for (uint32_t i = span.first; i <= span.last; i++) {
    span.n_words += ctx->doc->tokens[i].kind == CALQUE_WORD;
    span.n_sure += english_is_sure(ctx, i);
    span.n_exonyms += english_weight(ctx, i) == EXONYM && is_exonym(ctx, &ctx->doc->tokens[i]);
    span.weight += english_weight(ctx, i);
  }
  if (span.n_sure || span.n_exonyms) ARRAY_PUSH(ctx->arena, &g->spans, span);
}

/* The runs of [first, end) whose sum passes the price of leaving French. A run ends when it has
 * lost as much as coming back would cost. */
static void grow(struct growing *g, uint32_t first, uint32_t end) {
  uint32_t start = first, best_end = first;
  int sum = 0, best = 0;
  for (uint32_t i = first; i < end; i++) {
    if (best == 0) sum = 0, start = i;
    sum += english_weight(g->ctx, i);
    if (sum > best) best = sum, best_end = i;
    if (sum > 0 && sum >= best - LEAVE_FRENCH) continue;
    if (best > LEAVE_FRENCH) keep(g, start, best_end, first, end), i = best_end;
    sum = best = 0;
  }
  if (best > LEAVE_FRENCH) keep(g, start, best_end, first, end);
}

/* No span goes over these. */
static bool is_wall(const calque_doc *doc, const calque_token *t) {
  if (t->kind == CALQUE_PUNCT) return token_char(doc, t) != ',';
  return t->kind == CALQUE_QUOTE || t->kind == CALQUE_LINK || t->kind == CALQUE_SYMBOL;
}

static int by_id(const void *a, const void *b) {
  word_id x = *(const word_id *)a, y = *(const word_id *)b;
  return (x > y) - (x < y);
}

/* The words that stand with a capital inside a sentence and are English in small letters. */
static void collect_names(struct growing *g, struct english *english) {
  const calque_doc *doc = g->ctx->doc;
  for (uint32_t i = 0; i < doc->n_tokens; i++) {
    const calque_token *t = &doc->tokens[i];
    const uint16_t inner =
        t->flags & (CALQUE_CAPITAL | CALQUE_ALL_CAPS | CALQUE_FIRST | CALQUE_FRENCH);
    if (t->kind == CALQUE_WORD && inner == CALQUE_CAPITAL && t->lower)
      ARRAY_PUSH(g->ctx->arena, &g->names, t->lower);
  }
  if (g->names.n) qsort(g->names.ptr, g->names.n, sizeof *g->names.ptr, by_id);
  english->names = g->names.ptr;
  english->n_names = g->names.n;
}

/* Notes what token i says; is it a reason to look at its stretch? */
static bool is_evidence(struct growing *g, uint32_t i) {
  const struct check_context *ctx = g->ctx;
  const calque_token *t = &ctx->doc->tokens[i];
  if (t->kind != CALQUE_WORD) return false;
  bool evidence = false;
  if (t->flags & CALQUE_CAPITAL && lexicon_word(ctx->lex, t->exact)->flags & WORD_ENGLISH_LISTED) {
    ARRAY_PUSH(ctx->arena, &g->capitals, i);
    evidence = is_exonym(ctx, t);
  }
  if (!(t->flags & CALQUE_FRENCH) && english_is_sure(ctx, i)) {
    ARRAY_PUSH(ctx->arena, &g->sure, t->lower);
    evidence = true;
  }
  return evidence;
}

static void scan(struct growing *g) {
  const calque_doc *doc = g->ctx->doc;
  uint32_t start = 0, sentence = 0;
  bool evidence = false;
  for (uint32_t i = 0; i < doc->n_tokens; i++) {
    const calque_token *t = &doc->tokens[i];
    if (t->sentence != sentence || (t->kind != CALQUE_WORD && is_wall(doc, t))) {
      if (evidence) grow(g, start, i);
      start = i + (t->sentence == sentence);
      sentence = t->sentence;
      evidence = false;
    }
    if (is_evidence(g, i)) evidence = true;
  }
  if (evidence) grow(g, start, doc->n_tokens);
}

size_t english_uses(const struct english *english, word_id word) {
  return lower_bound(english->sure, english->n_sure, word + 1) -
         lower_bound(english->sure, english->n_sure, word);
}

bool english_covers(const struct english *english, uint32_t i) {
  size_t low = 0, high = english->n_spans;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (english->spans[middle].last < i) low = middle + 1;
    else high = middle;
  }
  const struct english_span *s = low < english->n_spans ? &english->spans[low] : NULL;
  return s && s->first <= i && s->n_words > 1 && !s->excuse;
}

const struct english *english_of(const struct check_context *ctx) {
  if (ctx->shared->english) return ctx->shared->english;
  struct english *english = ARENA_NEW(ctx->arena, struct english);
  english->table = english_table_open(ctx->lex);
  ctx->shared->english = english;
  struct growing g = {.ctx = ctx};
  collect_names(&g, english);
  scan(&g);
  if (g.sure.n) qsort(g.sure.ptr, g.sure.n, sizeof *g.sure.ptr, by_id);
  english->spans = g.spans.ptr;
  english->n_spans = g.spans.n;
  english->sure = g.sure.ptr;
  english->n_sure = g.sure.n;
  english->capitals = g.capitals.ptr;
  english->n_capitals = g.capitals.n;
  for (size_t i = 0; i < g.spans.n; i++)
    g.spans.ptr[i].excuse = english_excuse_of(ctx, english, &g.spans.ptr[i]);
  return english;
}
