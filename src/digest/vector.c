/* Sparse vectors: built once by sorting, compared by merging. */
#include <math.h>
#include <stdlib.h>

#include "digest/parts.h"

static int by_id(const void *a, const void *b) {
  const struct term *x = a, *y = b;
  return (x->id > y->id) - (x->id < y->id);
}

static int by_weight(const void *a, const void *b) {
  const struct term *x = a, *y = b;
  if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
  return by_id(a, b);
}

/* Terms with the same id become one with the sum of their weights. */
static size_t add_up(struct term *terms, size_t n) {
  size_t kept = 0;
  qsort(terms, n, sizeof *terms, by_id);
  for (size_t i = 0; i < n; i++) {
    if (kept && terms[kept - 1].id == terms[i].id) terms[kept - 1].weight += terms[i].weight;
    else terms[kept++] = terms[i];
  }
  return kept;
}

struct vector vector_build(calque_arena *arena, struct term *terms, size_t n, size_t max) {
  if (!n) return (struct vector){NULL, 0};
  n = add_up(terms, n);
  if (n > max) {
    qsort(terms, n, sizeof *terms, by_weight);
    n = max;
    qsort(terms, n, sizeof *terms, by_id);
  }
  struct term *out = arena_alloc(arena, n * sizeof *out);
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += (double)terms[i].weight * (double)terms[i].weight;
  float scale = sum > 0 ? (float)(1 / sqrt(sum)) : 0;
  for (size_t i = 0; i < n; i++) out[i] = (struct term){terms[i].id, terms[i].weight * scale};
  return (struct vector){out, (uint32_t)n};
}

float vector_cosine(struct vector a, struct vector b) {
  float sum = 0;
  for (uint32_t i = 0, k = 0; i < a.n && k < b.n;) {
    if (a.terms[i].id == b.terms[k].id) sum += a.terms[i++].weight * b.terms[k++].weight;
    else if (a.terms[i].id < b.terms[k].id) i++;
    else k++;
  }
  return sum;
}

struct vector vector_copy(calque_arena *arena, struct vector v) {
  if (!v.n) return (struct vector){NULL, 0};
  struct term *terms = arena_alloc(arena, v.n * sizeof *terms);
  memcpy(terms, v.terms, v.n * sizeof *terms);
  return (struct vector){terms, v.n};
}

bool vector_has(struct vector v, uint32_t id) {
  uint32_t low = 0, high = v.n;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (v.terms[middle].id < id) low = middle + 1;
    else high = middle;
  }
  return low < v.n && v.terms[low].id == id;
}
