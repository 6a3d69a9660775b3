/* The word that was probably meant: the one with the fewest edits (insert, delete, replace, swap of
 * neighbours), when they are at most one more than a third of its letters. */
#include "cli/options.h"

enum { SUGGEST_MAX = 40 }; /* letters; longer words are no misspelling of ours */

static unsigned least(unsigned a, unsigned b) { return a < b ? a : b; }

/* Damerau's distance with adjacent swaps, three rows of the table at a time. */
static unsigned distance(calque_str a, calque_str b) {
  unsigned rows[3][SUGGEST_MAX + 1];
  for (unsigned j = 0; j <= b.len; j++) rows[0][j] = j;
  for (unsigned i = 1; i <= a.len; i++) {
    unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
    row[0] = i;
    for (unsigned j = 1; j <= b.len; j++) {
      bool same = a.ptr[i - 1] == b.ptr[j - 1];
      row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (same ? 0 : 1));
      bool swap = i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1];
      if (swap) row[j] = least(row[j], two_above[j - 2] + 1);
    }
  }
  return rows[a.len % 3][b.len];
}

const char *suggest(calque_str word, const char *const *first, size_t stride, size_t n) {
  if (word.len > SUGGEST_MAX) return NULL;
  const char *best = NULL;
  unsigned bound = 2 + (unsigned)(word.len / 3); /* fewer edits than this */
  for (size_t i = 0; i < n; i++) {
    const char *name = *(const char *const *)(const void *)((const char *)first + i * stride);
    calque_str candidate = calque_str_of(name);
    if (candidate.len > SUGGEST_MAX) continue;
    unsigned edits = distance(word, candidate);
    if (word.len > 1 && str_starts(candidate, word)) edits = 0; /* the start of a name */
    if (edits >= bound) continue;
    best = name;
    bound = edits;
  }
  return best;
}
