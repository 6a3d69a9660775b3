/* Sparse vectors: built once by sorting, compared by merging. */
#include <math.h>

#include "digest/parts.h"

enum {
  FEW = 48,   /* terms that are sorted by insertion */
  SOME = 512, /* more than a story's centre has: they need no memory of the digest */
  DIGIT = 8   /* bits */
};

static uint32_t id_of(const struct term *t) { return t->id; }

/* Heaviest first. The bits of floats that are not negative order as the floats do. */
static uint32_t lightness_of(const struct term *t) {
  uint32_t bits;
  memcpy(&bits, &t->weight, sizeof bits);
  return ~bits;
}

typedef uint32_t key_fn(const struct term *t);

static inline void insertion_sort(struct term *terms, size_t n, key_fn *key) {
  for (size_t i = 1; i < n; i++) {
    struct term t = terms[i];
    size_t k = i;
    for (; k && key(&terms[k - 1]) > key(&t); k--) terms[k] = terms[k - 1];
    terms[k] = t;
  }
}

/* One digit of the key: terms go from one array to the other. */
static inline void sort_digit(const struct term *from, struct term *to, size_t n, unsigned shift,
                              key_fn *key) {
  size_t at[1u << DIGIT] = {0}, sum = 0;
  const uint32_t mask = (1u << DIGIT) - 1;
  for (size_t i = 0; i < n; i++) at[key(&from[i]) >> shift & mask]++;
  for (size_t d = 0; d <= mask; d++) {
    size_t count = at[d];
    at[d] = sum;
    sum += count;
  }
  for (size_t i = 0; i < n; i++) to[at[key(&from[i]) >> shift & mask]++] = from[i];
}

/* Equal keys keep their order. */
static inline void sort_terms(struct term *terms, size_t n, struct term *spare, key_fn *key) {
  if (n <= FEW) {
    insertion_sort(terms, n, key);
    return;
  }
  for (unsigned shift = 0; shift < 32; shift += 2 * DIGIT) {
    sort_digit(terms, spare, n, shift, key);
    sort_digit(spare, terms, n, shift + DIGIT, key);
  }
}

/* Terms with the same id become one with the sum of their weights. */
static size_t add_up(struct term *terms, size_t n, struct term *spare) {
  size_t kept = 0;
  sort_terms(terms, n, spare, id_of);
  for (size_t i = 0; i < n; i++) {
    if (kept && terms[kept - 1].id == terms[i].id) terms[kept - 1].weight += terms[i].weight;
    else terms[kept++] = terms[i];
  }
  return kept;
}

struct vector vector_build(calque_arena *arena, struct term *terms, size_t n, size_t max) {
  if (!n) return (struct vector){NULL, 0};
  struct term some[SOME], *spare = n > SOME ? arena_alloc(arena, n * sizeof *spare) : some;
  n = add_up(terms, n, spare);
  if (n > max) {
    sort_terms(terms, n, spare, lightness_of);
    n = max;
    sort_terms(terms, n, spare, id_of);
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

static bool is_heavier(const struct term *a, const struct term *b) {
  return a->weight > b->weight || (a->weight == b->weight && a->id < b->id);
}

uint32_t vector_key_terms(struct vector v, struct term out[KEY_TERMS]) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < v.n; i++) {
    if (n == KEY_TERMS && !is_heavier(&v.terms[i], &out[n - 1])) continue;
    uint32_t k = n < KEY_TERMS ? n++ : n - 1;
    for (; k && is_heavier(&v.terms[i], &out[k - 1]); k--) out[k] = out[k - 1];
    out[k] = v.terms[i];
  }
  return n;
}
