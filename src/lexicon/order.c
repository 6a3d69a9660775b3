/* Frequent words first: the few thousand that make up nine tenths of any text then share a few
 * pages and cache lines. The rest lies in order of bytes, inflections side by side. */
#include "lexicon/build.h"

#include <stdlib.h>

static unsigned weight(const struct build_word *w) {
  unsigned french = 2u * (w->news > w->french ? w->news : w->french);
  return french > w->english ? french : w->english;
}

static int by_weight(const void *x, const void *y) {
  const struct build_word *a = x, *b = y;
  unsigned wa = weight(a), wb = weight(b);
  if (wa != wb) return wa < wb ? 1 : -1;
  return str_compare(a->name, b->name);
}

void build_order(struct build *b) {
  if (b->words.n < 2) return;
  qsort(b->words.ptr + 1, b->words.n - 1, sizeof *b->words.ptr, by_weight);
  for (size_t i = 1; i < b->words.n; i++) *map_find(&b->ids, b->words.ptr[i].name) = (uint32_t)i;
}
