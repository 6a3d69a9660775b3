/* Typed arrays on an arena: ARRAY(struct item) items = {0}; ARRAY_PUSH(arena, &items, value);
 * then items.ptr[0 .. items.n). Growing in the middle of other allocations leaves the old copy in
 * the arena; it costs at most as much again as the array itself. */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include "base/arena.h"

#define ARRAY(type) \
  struct {          \
    type *ptr;      \
    size_t n, cap;  \
  }

#define ARRAY_RESERVE(arena, a, want)                                                          \
  do {                                                                                         \
    if ((a)->cap < (want)) {                                                                   \
      size_t cap_ = (a)->cap * 2 > (want) ? (a)->cap * 2 : (want);                             \
      if (cap_ < 16) cap_ = 16;                                                                \
      (a)->ptr =                                                                               \
          arena_grow((arena), (a)->ptr, (a)->cap * sizeof *(a)->ptr, cap_ * sizeof *(a)->ptr); \
      (a)->cap = cap_;                                                                         \
    }                                                                                          \
  } while (0)

#define ARRAY_PUSH(arena, a, value)          \
  do {                                       \
    ARRAY_RESERVE((arena), (a), (a)->n + 1); \
    (a)->ptr[(a)->n++] = (value);            \
  } while (0)

#define ARRAY_LAST(a) ((a)->ptr[(a)->n - 1])
#define COUNT(fixed)  (sizeof(fixed) / sizeof *(fixed))

#endif
