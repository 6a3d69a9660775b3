/* Weighs the words and grows the spans: the best-scoring runs of each stretch of text between hard
 * marks (Kadane's rule with a price for leaving French), in one pass. Stretches without a word that
 * can only be English are passed over: nearly all of a good article costs a look at two flags. */
#include "checks/english.h"

#include <stdlib.h>

enum { LEAVE_FRENCH = 70, /* eighths of a bit: the price of a span */ EDGE = 30 };

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

size_t english_count(const word_id *ids, size_t n, word_id id) {
  return lower_bound(ids, n, id + 1) - lower_bound(ids, n, id);
}

struct growing {
  const struct check_context *ctx;
  ARRAY(struct english_span) spans;
  ARRAY(word_id) sure;
  ARRAY(uint32_t) capitals;
  ARRAY(word_id) names;
  uint32_t *odd; /* tokens: words that are not simply French in small letters */
  uint32_t n_odd;
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
    span.n_sure += last > first && english_is_compound(ctx, i); /* a wake-up call */
    span.n_exonyms += english_is_exonym(ctx, &ctx->doc->tokens[i]);
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

/* Notes the words that are not simply French in small letters, as most are. Which is one cannot be
 * foretold, hence no branch. */
static void collect_odd(struct growing *g) {
  const calque_doc *doc = g->ctx->doc;
  const uint16_t looked_at = CALQUE_FRENCH | CALQUE_CAPITAL;
  g->odd = arena_alloc(g->ctx->arena, (doc->n_tokens + 1) * sizeof *g->odd);
  for (uint32_t i = 0; i < doc->n_tokens; i++) {
    const calque_token *t = &doc->tokens[i];
    g->odd[g->n_odd] = i;
    g->n_odd += ((t->flags & looked_at) != CALQUE_FRENCH) & (t->kind == CALQUE_WORD);
  }
}

/* The words that stand with a capital inside a sentence and are English in small letters. */
static void collect_names(struct growing *g, struct english *english) {
  const uint16_t looked_at = CALQUE_CAPITAL | CALQUE_ALL_CAPS | CALQUE_FIRST | CALQUE_FRENCH;
  for (size_t k = 0; k < g->n_odd; k++) {
    const calque_token *t = &g->ctx->doc->tokens[g->odd[k]];
    if ((t->flags & looked_at) == CALQUE_CAPITAL && t->lower)
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
  bool evidence = false;
  if (t->flags & CALQUE_CAPITAL && lexicon_word(ctx->lex, t->exact)->flags & WORD_ENGLISH_LISTED) {
    ARRAY_PUSH(ctx->arena, &g->capitals, i);
    evidence = english_is_exonym(ctx, t);
  }
  if (!(t->flags & CALQUE_FRENCH) && english_is_sure(ctx, i)) {
    ARRAY_PUSH(ctx->arena, &g->sure, t->lower);
    evidence = true;
  }
  return evidence || english_is_compound(ctx, i);
}

/* Does a stretch begin at token i? At the first of a sentence, and behind a wall. */
static bool begins_stretch(const calque_doc *doc, uint32_t i) {
  const calque_token *t = &doc->tokens[i];
  return i == 0 || t->sentence != t[-1].sentence ||
         (t[-1].kind != CALQUE_WORD && is_wall(doc, t - 1));
}

/* Grows what the stretch of an odd word that is evidence holds. *k: its number, then that of the
 * first odd word behind the stretch. */
static void grow_around(struct growing *g, uint32_t *k) {
  const calque_doc *doc = g->ctx->doc;
  uint32_t start = g->odd[*k], end = start + 1;
  while (!begins_stretch(doc, start)) start--;
  while (end < doc->n_tokens && !begins_stretch(doc, end)) end++;
  for (++*k; *k < g->n_odd && g->odd[*k] < end; ++*k) is_evidence(g, g->odd[*k]);
  if (doc->tokens[end - 1].kind != CALQUE_WORD && is_wall(doc, &doc->tokens[end - 1])) end--;
  grow(g, start, end);
}

static void scan(struct growing *g) {
  for (uint32_t k = 0; k < g->n_odd;)
    if (is_evidence(g, g->odd[k])) grow_around(g, &k);
    else k++;
}

const struct english *english_of(const struct check_context *ctx) {
  if (ctx->shared->english) return ctx->shared->english;
  struct english *english = ARENA_NEW(ctx->arena, struct english);
  english->table = english_table_open(ctx->lex);
  ctx->shared->english = english;
  struct growing g = {.ctx = ctx};
  collect_odd(&g);
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
  english->n_passages = english_passages(ctx, english, &english->passages);
  return english;
}
