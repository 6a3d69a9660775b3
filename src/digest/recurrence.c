/* What many articles of one source say word for word is the site's, not theirs: « Retrouvez chaque
 * matin … ». No single article shows it, so it is told here, where all of them have come in. Copies
 * of an article count for nothing: they share what they tell. */
#include <stdlib.h>

#include "digest/parts.h"

enum {
  MIN_WORDS = 4,       /* of a sentence that is no accident */
  MIN_ARTICLES = 5,    /* of one source that share it */
  MAX_WORD = 80,       /* bytes of a word that tell it */
  MAX_KEYS = 1u << 22, /* sentences that are counted: of 130,000 articles */
  ENDS = N_RECURRING / 2
};

/* The words, whatever marks and accents they have; 0: too few. */
static uint32_t hash_of(calque_str text) {
  char folded[3 * MAX_WORD];
  uint64_t hash = 1;
  size_t words = 0;
  while (text.ptr && text.len) {
    calque_str word = str_cut(&text, ' ');
    if (word.len > MAX_WORD) word.len = utf8_valid_prefix(str_slice(word, 0, MAX_WORD));
    size_t len = utf8_fold_word(word, folded);
    calque_str key = {folded, len};
    if (!len) continue;
    hash = str_hash(key, hash);
    words++;
  }
  uint32_t low = (uint32_t)(hash >> 16);
  return words < MIN_WORDS ? 0 : low ? low : 1;
}

static void note(const calque_doc *doc, uint32_t sentence, struct digest_entry *entry) {
  uint32_t hash = hash_of(str_of_span(doc->text, doc->sentences[sentence].span));
  bool known = !hash;
  for (uint32_t i = 0; i < entry->n_recurring && !known; i++) known = entry->recurring[i] == hash;
  if (!known && entry->n_recurring < N_RECURRING) entry->recurring[entry->n_recurring++] = hash;
}

void recurrence_note(const calque_doc *doc, struct digest_entry *entry) {
  for (uint32_t i = 0; i < doc->n_sentences && i < ENDS; i++) note(doc, i, entry);
  for (uint32_t i = doc->n_sentences; i-- > ENDS && doc->n_sentences - i <= ENDS;)
    note(doc, i, entry);
}

static uint64_t key_of(const struct digest_entry *entry, uint32_t hash) {
  return str_hash(entry->article.source, hash) << 32 | hash;
}

static int by_value(const void *a, const void *b) {
  const uint64_t *x = a, *y = b;
  return *x < *y ? -1 : *x > *y;
}

/* Is the key at least MIN_ARTICLES times among the sorted ones? */
static bool recurs(const uint64_t *keys, size_t n, uint64_t key) {
  size_t low = 0, high = n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (keys[middle] < key) low = middle + 1;
    else high = middle;
  }
  return low + MIN_ARTICLES <= n && keys[low + MIN_ARTICLES - 1] == key;
}

/* The entry without the sentences that recur; itself when none does. */
static const struct digest_entry *without(calque_arena *arena, const struct digest_entry *entry,
                                          const uint64_t *keys, size_t n) {
  struct digest_entry left = *entry;
  left.n_quotable = 0;
  for (uint32_t i = 0; i < entry->n_quotable; i++) {
    uint32_t hash = hash_of(entry->quotable[i].text);
    if (!hash || !recurs(keys, n, key_of(entry, hash)))
      left.quotable[left.n_quotable++] = entry->quotable[i];
  }
  if (left.n_quotable == entry->n_quotable) return entry;
  struct digest_entry *copy = ARENA_NEW(arena, struct digest_entry);
  *copy = left;
  return copy;
}

void recurrence_drop(calque_arena *arena, const struct digest_entry **entries, uint32_t n,
                     const uint32_t *copy_of) {
  size_t n_keys = 0;
  for (uint32_t i = 0; i < n; i++) n_keys += copy_of[i] == i ? entries[i]->n_recurring : 0;
  if (n_keys > MAX_KEYS) n_keys = MAX_KEYS;
  uint64_t *keys = must_alloc((n_keys + 1) * sizeof *keys);
  size_t at = 0;
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = 0; copy_of[i] == i && k < entries[i]->n_recurring && at < n_keys; k++)
      keys[at++] = key_of(entries[i], entries[i]->recurring[k]);
  qsort(keys, n_keys, sizeof *keys, by_value);
  for (uint32_t i = 0; i < n; i++) entries[i] = without(arena, entries[i], keys, n_keys);
  free(keys);
}
