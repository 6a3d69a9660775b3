/* Linear probing over slots that keep 32 bits of the hash, so most comparisons touch no key. */
#define _GNU_SOURCE
#include "base/map.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

static void slots_new(struct map *m, size_t n_slots) {
  m->slots = ARENA_ARRAY(m->arena, struct map_slot, n_slots);
  m->mask = n_slots - 1;
}

void map_init(struct map *m, calque_arena *arena, size_t expected, uint64_t seed) {
  size_t n_slots = 16;
  while (n_slots < expected * 2) n_slots *= 2;
  *m = (struct map){.arena = arena, .seed = seed};
  slots_new(m, n_slots);
}

static struct map_slot *slot_of(const struct map *m, calque_str key, uint32_t hash) {
  size_t i = hash & m->mask;
  while (m->slots[i].key.ptr && (m->slots[i].hash != hash || !str_eq(m->slots[i].key, key)))
    i = (i + 1) & m->mask;
  return &m->slots[i];
}

uint32_t *map_find(const struct map *m, calque_str key) {
  struct map_slot *slot = slot_of(m, key, (uint32_t)str_hash(key, m->seed));
  return slot->key.ptr ? &slot->value : NULL;
}

static void grow(struct map *m) {
  struct map_slot *old = m->slots;
  size_t n = m->mask + 1;
  slots_new(m, n * 2);
  for (size_t i = 0; i < n; i++)
    if (old[i].key.ptr) *slot_of(m, old[i].key, old[i].hash) = old[i];
}

uint32_t *map_add(struct map *m, calque_str key, uint32_t initial) {
  if (m->n * 2 > m->mask) grow(m);
  uint32_t hash = (uint32_t)str_hash(key, m->seed);
  struct map_slot *slot = slot_of(m, key, hash);
  if (!slot->key.ptr) {
    *slot = (struct map_slot){{key.ptr ? key.ptr : "", key.len}, hash, initial};
    m->n++;
  }
  return &slot->value;
}

static uint64_t process_seed;
static pthread_once_t seed_once = PTHREAD_ONCE_INIT;

static void seed_fill(void) {
  const char *fixed = getenv("CALQUE_SEED");
  if (fixed) process_seed = strtoull(fixed, NULL, 10);
  else if (getrandom(&process_seed, sizeof process_seed, 0) != (ssize_t)sizeof process_seed)
    process_seed = (uint64_t)time(NULL);
}

uint64_t map_random_seed(void) {
  pthread_once(&seed_once, seed_fill);
  return process_seed;
}
