/* Exact and near duplicates. Texts whose word triples have a Jaccard index of one half or more are
 * copies of one another (measured on OrangeSum: equal titles alone prove nothing, 32 of 168 such
 * pairs had nothing in common). MinHash estimates the index (Broder 1997); bands of four rows make
 * candidates of texts that agree in one band, so nobody is compared with everybody. */
#include "digest/parts.h"

#define COPY_JACCARD 0.5f

enum { MIN_WORDS = 20 /* shorter texts are copies only when they are equal */ };

static float jaccard(const struct digest_entry *a, const struct digest_entry *b) {
  uint32_t same = 0;
  for (uint32_t k = 0; k < N_HASHES; k++) same += a->minhash[k] == b->minhash[k];
  return (float)same / N_HASHES;
}

static bool are_copies(const struct digest_entry *a, const struct digest_entry *b) {
  if (a->n_words == b->n_words && a->text_hash == b->text_hash) return a->n_words > 0;
  return a->n_words >= MIN_WORDS && b->n_words >= MIN_WORDS && jaccard(a, b) >= COPY_JACCARD;
}

static uint32_t root(const uint32_t *of, uint32_t i) {
  while (of[i] != i) i = of[i];
  return i;
}

/* The key of a band, or of the whole text for band == N_HASHES / BAND_ROWS. */
static uint64_t band_key(const struct digest_entry *e, uint32_t band) {
  uint64_t h = 0x9e3779b97f4a7c15u * (band + 1);
  if (band == N_HASHES / BAND_ROWS) return h ^ e->text_hash;
  for (uint32_t k = 0; k < BAND_ROWS; k++)
    h = (h ^ e->minhash[band * BAND_ROWS + k]) * 0xd6e8feb86659fd93u;
  return h ^ (h >> 29);
}

/* Links the entry with the newest one that has the same band; later ones with that one in turn. */
static void link_band(const struct digest_entry *const *entries, uint32_t i, uint32_t *slot,
                      uint32_t *copy_of) {
  if (*slot != NO_TOKEN && are_copies(entries[i], entries[*slot])) {
    uint32_t a = root(copy_of, i), b = root(copy_of, *slot);
    if (a < b) copy_of[b] = a;
    else copy_of[a] = b;
  }
  *slot = i;
}

/* Is b the later of two versions by one site, and no worse? */
static bool is_update(const struct digest_entry *a, const struct digest_entry *b) {
  const calque_str x = a->article.date, y = b->article.date;
  if (!a->article.source.len || !str_eq(a->article.source, b->article.source)) return false;
  if (b->article.grade > a->article.grade || a->day == INT32_MIN) return false;
  if (a->day != b->day) return b->day > a->day;
  return x.len == y.len && memcmp(x.ptr, y.ptr, x.len) < 0; /* of one day and one format */
}

/* What a site put right later stands for what it said before. */
static void prefer_updates(calque_arena *arena, const struct digest_entry *const *entries,
                           uint32_t n, uint32_t *copy_of) {
  uint32_t *latest = ARENA_ARRAY(arena, uint32_t, n + 1);
  for (uint32_t i = 0; i < n; i++) latest[i] = i;
  for (uint32_t i = 0; i < n; i++)
    if (is_update(entries[latest[copy_of[i]]], entries[i])) latest[copy_of[i]] = i;
  for (uint32_t i = 0; i < n; i++) copy_of[i] = latest[copy_of[i]];
}

void copies_find(calque_arena *arena, const struct digest_entry *const *entries, uint32_t n,
                 uint32_t *copy_of) {
  enum { BANDS = N_HASHES / BAND_ROWS + 1 };
  uint32_t mask = 16;
  while (mask < 2 * n) mask *= 2;
  uint32_t *slots = arena_alloc(arena, mask * sizeof *slots);
  uint64_t *keys = arena_alloc(arena, mask * sizeof *keys);
  for (uint32_t i = 0; i < n; i++) copy_of[i] = i;
  for (uint32_t band = 0; band < BANDS; band++) {
    memset(slots, 0xff, mask * sizeof *slots);
    for (uint32_t i = 0; i < n; i++) {
      if (!entries[i]->n_words) continue;
      uint64_t key = band_key(entries[i], band);
      uint32_t at = (uint32_t)key & (mask - 1);
      while (slots[at] != NO_TOKEN && keys[at] != key) at = (at + 1) & (mask - 1);
      keys[at] = key;
      link_band(entries, i, &slots[at], copy_of);
    }
  }
  for (uint32_t i = 0; i < n; i++) copy_of[i] = root(copy_of, i);
  prefer_updates(arena, entries, n, copy_of);
}
