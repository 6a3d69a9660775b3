/* Choosing within a budget: the best sentence, then again and again the one that is best after
 * what it repeats of those taken is counted against it (maximal marginal relevance). */
#include "summary/choose.h"

#include <stdlib.h>

#include "summary/parts.h"

enum {
  DEFAULT_SENTENCES = 2,
  DIVERSE_PICKS = 64 /* sentences chosen with a look at the others; then by score alone */
};
#define REPEAT_COST 0.75f /* what a sentence that only repeats another loses, of 1 */

/* A sentence while it is weighed against the others. */
struct rival {
  uint32_t index; /* into ranking->sentences */
  uint32_t size;  /* characters, where the budget counts them */
  float standing;
  float likeness; /* highest cosine with a sentence that is taken */
  bool taken;
};

struct choosing {
  const struct summary_ranking *ranking;
  calque_budget limit;
  struct rival *rivals; /* those that may be quoted, in order of the text */
  uint32_t n, n_taken;
  uint64_t words, size; /* of those taken, with the spaces between them */
  float *dense;
};

static calque_budget limit_of(const struct summary_ranking *ranking, calque_budget budget) {
  if (budget.sentences || budget.words || budget.chars) return budget;
  if (!(budget.share > 0)) budget.sentences = DEFAULT_SENTENCES;
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

static bool fits(const struct choosing *c, const struct rival *r) {
  return !r->taken && (c->limit.sentences || c->limit.words ||
                       c->size + r->size + (c->n_taken > 0) <= c->limit.chars);
}

static const struct summary_candidate *candidate_of(const struct choosing *c,
                                                    const struct rival *r) {
  return &c->ranking->sentences[r->index];
}

static void take(struct choosing *c, struct rival *r) {
  c->size += r->size + (c->n_taken > 0);
  c->words += candidate_of(c, r)->words;
  c->n_taken++;
  r->taken = true;
}

/* What the others repeat of the sentence that was taken last. */
static void compare_with(struct choosing *c, const struct rival *last) {
  memset(c->dense, 0, c->ranking->n_terms * sizeof *c->dense);
  vector_spread(&candidate_of(c, last)->vector, 1, c->dense);
  for (uint32_t i = 0; i < c->n; i++) {
    float likeness = vector_gather(&candidate_of(c, &c->rivals[i])->vector, c->dense);
    if (likeness > c->rivals[i].likeness) c->rivals[i].likeness = likeness;
  }
}

/* The best of those that fit, or NULL; the first of equals. */
static struct rival *best_rival(struct choosing *c) {
  struct rival *best = NULL;
  float best_value = 0;
  for (uint32_t i = 0; i < c->n; i++) {
    struct rival *r = &c->rivals[i];
    float value = r->standing - REPEAT_COST * r->likeness;
    if ((best && value <= best_value) || !fits(c, r)) continue;
    best = r;
    best_value = value;
  }
  return best;
}

static int by_standing(const void *a, const void *b) {
  const struct rival *x = *(struct rival *const *)a, *y = *(struct rival *const *)b;
  if (x->standing != y->standing) return x->standing > y->standing ? -1 : 1;
  return (x->index > y->index) - (x->index < y->index);
}

static void choose_diverse(struct choosing *c) {
  for (int pick = 0; pick < DIVERSE_PICKS && !is_full(c); pick++) {
    struct rival *best = best_rival(c);
    if (!best) return;
    take(c, best);
    compare_with(c, best);
  }
}

/* A long summary holds most of the article: the rest by score alone, in one pass. */
static void choose_rest(struct choosing *c, calque_arena *arena) {
  if (is_full(c) || c->n_taken == c->n) return;
  struct rival **order = ARENA_ARRAY(arena, struct rival *, c->n);
  for (uint32_t i = 0; i < c->n; i++) order[i] = &c->rivals[i];
  qsort(order, c->n, sizeof *order, by_standing);
  for (uint32_t i = 0; i < c->n && !is_full(c); i++)
    if (fits(c, order[i])) take(c, order[i]);
}

/* No sentence is short enough: the shortest one. */
static void choose_shortest(struct choosing *c) {
  struct rival *best = c->rivals;
  for (uint32_t i = 1; i < c->n; i++)
    if (c->rivals[i].size < best->size) best = &c->rivals[i];
  take(c, best);
}

static void list_rivals(struct choosing *c, calque_arena *arena, const calque_doc *doc) {
  c->rivals = ARENA_ARRAY(arena, struct rival, c->ranking->n);
  for (uint32_t i = 0; i < c->ranking->n; i++) {
    const struct summary_candidate *s = &c->ranking->sentences[i];
    if (!summary_may_quote(c->ranking, i)) continue;
    size_t size = c->limit.chars ? utf8_count(str_of_span(doc->text, s->span)) : 0;
    c->rivals[c->n++] = (struct rival){.index = i, .size = (uint32_t)size, .standing = s->standing};
  }
}

struct summary_choice summary_choose(calque_arena *arena, const calque_doc *doc,
                                     const struct summary_ranking *ranking, calque_budget budget) {
  struct choosing c = {.ranking = ranking, .limit = limit_of(ranking, budget)};
  list_rivals(&c, arena, doc);
  if (!c.n) return (struct summary_choice){0};
  c.dense = ARENA_ARRAY(arena, float, ranking->n_terms + 1);
  choose_diverse(&c);
  choose_rest(&c, arena);
  if (!c.n_taken) choose_shortest(&c);
  uint32_t *chosen = ARENA_ARRAY(arena, uint32_t, c.n_taken), n = 0;
  for (uint32_t i = 0; i < c.n; i++)
    if (c.rivals[i].taken) chosen[n++] = c.rivals[i].index;
  return (struct summary_choice){chosen, n};
}
