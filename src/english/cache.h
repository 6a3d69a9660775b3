/* Answers that were verified, kept for the next time the same is asked of the same service: a file
 * of SQLite that only its owner can read. A cache that is damaged, locked, full or not there costs
 * time and nothing else: no function fails, and cache_trouble says once what is wrong. */
#ifndef ENGLISH_CACHE_H
#define ENGLISH_CACHE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/sha256.h"

struct cache_options {
  const char *path;  /* NULL: calque/english.db in $XDG_CACHE_HOME or ~/.cache */
  bool refresh;      /* finds nothing, keeps what comes */
  size_t max_bytes;  /* of all answers; the longest unused go first. 0: 64 MiB */
  int64_t max_age_s; /* 0: 90 days */
  int64_t now;       /* seconds since 1970, for tests; 0: the clock */
};

struct cache_key {
  unsigned char hash[SHA256_BYTES];
};

struct cache;

/* Never NULL. One thread. */
struct cache *cache_open(const struct cache_options *options);
void cache_free(struct cache *c);

/* The n texts kept under the key, in the arena; false when they are not there. */
bool cache_find(struct cache *c, const struct cache_key *key, calque_arena *arena,
                calque_str *texts, size_t n);
void cache_keep(struct cache *c, const struct cache_key *key, const calque_str *texts, size_t n);

/* What is wrong with it; empty: nothing. Lives as long as the cache. */
const char *cache_trouble(const struct cache *c);

#endif
