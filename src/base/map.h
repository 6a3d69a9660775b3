/* Hash map from strings to uint32_t, for tables that are built once or per document. Keys are
 * borrowed. Open addressing, at most half full; seed it where an attacker chooses the keys. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"
#include "base/str.h"

struct map_slot {
  calque_str key; /* key.ptr NULL: empty */
  uint32_t hash, value;
};

struct map {
  calque_arena *arena;
  struct map_slot *slots;
  size_t n, mask; /* mask + 1 slots */
  uint64_t seed;
};

/* A map whose slots live in `arena`, with room for `expected` keys before it grows. */
void map_init(struct map *m, calque_arena *arena, size_t expected, uint64_t seed);
/* The value stored under key, or NULL. */
uint32_t *map_find(const struct map *m, calque_str key);
/* The value stored under key, newly set to `initial` when there was none. */
uint32_t *map_add(struct map *m, calque_str key, uint32_t initial);
/* 64 random bits, the same for the whole process. CALQUE_SEED fixes them for tests. */
uint64_t map_random_seed(void);

#endif
