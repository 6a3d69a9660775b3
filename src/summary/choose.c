/* Choosing within a budget: the best sentence, then again and again the one that is best after
 * what it repeats of those taken is counted against it (maximal marginal relevance). A sentence
 * that leans on the one before it comes with it or, while there is another, not at all. */
#include "summary/choose.h"

#include <stdlib.h>

#include "summary/parts.h"

enum {
  DEFAULT_SENTENCES = 2,
  DIVERSE_PICKS = 64 /* sentences chosen with a look at the others; then by score alone */
};
#define REPEAT_COST 0.75f /* what a sentence that only repeats another loses, of 1 */
#define OWN_SHARE   0.7f  /* of the value of a sentence that brings the one before it */
#define OVERFLOW_COST                                                        \
  0.5f /* what one loses that pushes the whole budget of words behind it out \
        */

/* A sentence while it is weighed against the others. */
struct rival {
  uint32_t size;  /* characters, where the budget counts them */
  float likeness; /* highest cosine with a sentence that is taken */
  bool quotable, leans, taken;
};

struct choosing {
  const struct summary_ranking *ranking;
  calque_budget limit;
  struct rival *rivals; /* one a sentence of the ranking */
  uint32_t n, n_taken;
  uint32_t last;        /* the last one in the text that is taken */
  uint64_t words, size; /* of those taken, with the spaces between them */
  bool relaxed;         /* sentences that lean may come alone: nothing else is left */
  float *dense;
};

/* What is taken next: a sentence, and with it the one before it when `pair`. */
struct pick {
  uint32_t index;
  bool found, pair;
  float value;
};

calque_budget summary_limit(const struct summary_ranking *ranking, calque_budget budget) {
  if (budget.sentences) budget.words = budget.chars = 0;
  if (budget.words) budget.chars = 0;
  if (budget.sentences || budget.words || budget.chars) return budget;
  if (!(budget.share > 0)) {
    budget.sentences = DEFAULT_SENTENCES;
    return budget;
  }
  uint64_t words = 0;
  for (uint32_t i = 0; i < ranking->n; i++) words += ranking->sentences[i].words;
  double wanted = (double)words * (budget.share < 1 ? budget.share : 1);
  budget.words = wanted > 1 ? (unsigned)wanted : 1;
  return budget;
}

static bool is_full(const struct choosing *c) {
  if (c->limit.sentences) return c->n_taken >= c->limit.sentences;
  return c->limit.words && c->words >= c->limit.words;
}

static bool is_open(const struct choosing *c, uint32_t i) {
  const struct rival *r = &c->rivals[i];
  return r->quotable && !r->taken &&
         (!c->limit.chars || c->size + r->size + (c->n_taken > 0) <= c->limit.chars);
}

static bool stands(const struct choosing *c, uint32_t i) {
  return !c->rivals[i].leans || i == 0 || c->rivals[i - 1].taken;
}

/* Is there room for sentence i and the one before it? Of words, the second must begin within. */
static bool pair_fits(const struct choosing *c, uint32_t i) {
  const struct rival *r = &c->rivals[i], *before = r - 1;
  if (c->limit.sentences) return c->n_taken + 2 <= c->limit.sentences;
  if (c->limit.words) return c->words + c->ranking->sentences[i - 1].words < c->limit.words;
  return c->size + before->size + r->size + 1 + (c->n_taken > 0) <= c->limit.chars;
}

static void take(struct choosing *c, uint32_t i) {
  c->size += c->rivals[i].size + (c->n_taken > 0);
  c->words += c->ranking->sentences[i].words;
  if (!c->n_taken || i > c->last) c->last = i;
  c->n_taken++;
  c->rivals[i].taken = true;
}

/* A reader with so many words to read loses the end of what stands behind a long sentence. */
static float overflow_cost(const struct choosing *c, uint32_t i) {
  uint64_t words = c->words + c->ranking->sentences[i].words;
  if (!c->limit.words || !c->n_taken || i > c->last || words <= c->limit.words) return 0;
  uint64_t over = words - c->limit.words;
  return OVERFLOW_COST * (float)over / (float)c->limit.words;
}

static float value_of(const struct choosing *c, uint32_t i) {
  return c->ranking->sentences[i].standing - REPEAT_COST * c->rivals[i].likeness -
         overflow_cost(c, i);
}

/* The best of what fits; of equals the first. */
static struct pick best_pick(const struct choosing *c) {
  struct pick best = {0};
  for (uint32_t i = 0; i < c->n; i++) {
    if (!is_open(c, i)) continue;
    struct pick p = {.index = i, .found = true, .value = value_of(c, i)};
    if (!c->relaxed && !stands(c, i)) {
      if (!is_open(c, i - 1) || !stands(c, i - 1) || !pair_fits(c, i)) continue;
      p.pair = true;
      p.value = OWN_SHARE * p.value + (1 - OWN_SHARE) * value_of(c, i - 1);
    }
    if (!best.found || p.value > best.value) best = p;
  }
  return best;
}

/* What the others repeat of sentence `last`. */
static void compare_with(struct choosing *c, uint32_t last) {
  memset(c->dense, 0, c->ranking->n_words * sizeof *c->dense);
  vector_spread(&c->ranking->sentences[last].shared, 1, c->dense);
  for (uint32_t i = 0; i < c->n; i++) {
    float likeness = vector_gather(&c->ranking->sentences[i].shared, c->dense);
    if (likeness > c->rivals[i].likeness) c->rivals[i].likeness = likeness;
  }
}

static void choose_diverse(struct choosing *c) {
  for (int n = 0; n < DIVERSE_PICKS && !is_full(c); n++) {
    struct pick p = best_pick(c);
    if (!p.found && c->relaxed) return;
    c->relaxed = !p.found;
    if (!p.found) continue;
    for (uint32_t i = p.index - p.pair; i <= p.index; i++) {
      take(c, i);
      if (!is_full(c)) compare_with(c, i);
    }
  }
}

/* A long summary holds most of the article: the rest by score alone. */
static int by_score(const void *a, const void *b) {
  const struct summary_candidate *x = *(const struct summary_candidate *const *)a;
  const struct summary_candidate *y = *(const struct summary_candidate *const *)b;
  if (x->score != y->score) return x->score > y->score ? -1 : 1;
  return (x > y) - (x < y);
}

static void choose_rest(struct choosing *c, calque_arena *arena) {
  if (is_full(c) || c->n_taken < DIVERSE_PICKS) return;
  const struct summary_candidate **order =
      ARENA_ARRAY(arena, const struct summary_candidate *, c->n);
  for (uint32_t i = 0; i < c->n; i++) order[i] = &c->ranking->sentences[i];
  qsort(order, c->n, sizeof *order, by_score);
  for (int pass = 0; pass < 2; pass++)
    for (uint32_t k = 0; k < c->n && !is_full(c); k++) {
      uint32_t i = (uint32_t)(order[k] - c->ranking->sentences);
      if (is_open(c, i) && (pass || stands(c, i))) take(c, i);
    }
}

/* No sentence is short enough: the shortest one. */
static void choose_shortest(struct choosing *c) {
  uint32_t best = UINT32_MAX;
  for (uint32_t i = 0; i < c->n; i++)
    if (c->rivals[i].quotable && (best == UINT32_MAX || c->rivals[i].size < c->rivals[best].size))
      best = i;
  if (best != UINT32_MAX) take(c, best);
}

static bool leans(const struct summary_candidate *s, calque_budget budget) {
  if (s->lean.kind == LEAN_LEAD) return !budget.compress;
  return s->lean.kind > LEAN_MENTION;
}

static void list_rivals(struct choosing *c, calque_arena *arena, const calque_doc *doc) {
  c->n = c->ranking->n;
  c->rivals = ARENA_ARRAY(arena, struct rival, c->n);
  for (uint32_t i = 0; i < c->n; i++) {
    const struct summary_candidate *s = &c->ranking->sentences[i];
    size_t size = c->limit.chars ? utf8_count(str_of_span(doc->text, s->span)) : 0;
    c->rivals[i] = (struct rival){.size = (uint32_t)size,
                                  .quotable = summary_may_quote(c->ranking, i),
                                  .leans = leans(s, c->limit)};
  }
}

struct summary_choice summary_choose(calque_arena *arena, const calque_doc *doc,
                                     const struct summary_ranking *ranking, calque_budget budget) {
  struct choosing c = {.ranking = ranking, .limit = summary_limit(ranking, budget)};
  list_rivals(&c, arena, doc);
  c.dense = ARENA_ARRAY(arena, float, ranking->n_words + 1);
  choose_diverse(&c);
  choose_rest(&c, arena);
  if (!c.n_taken) choose_shortest(&c);
  uint32_t *chosen = ARENA_ARRAY(arena, uint32_t, c.n_taken + 1), n = 0;
  for (uint32_t i = 0; i < c.n; i++)
    if (c.rivals[i].taken) chosen[n++] = i;
  return (struct summary_choice){chosen, n};
}
