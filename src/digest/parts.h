/* What the files of this folder share. */
#ifndef DIGEST_PARTS_H
#define DIGEST_PARTS_H

#include "base/array.h"
#include "digest/digest.h"

enum {
  MAX_TERMS = 96,      /* heaviest terms kept of an article */
  MAX_QUOTABLE = 6,    /* sentences kept of an article */
  SENTENCE_TERMS = 32, /* terms kept of a sentence */
  N_RECURRING = 32,    /* sentences of an article that may be its site's */
  N_HASHES = 64,       /* MinHash: 16 bands of 4 rows */
  BAND_ROWS = 4
};

/* A term is a lemma's word_id, or for words that the lexicon lacks a hash with the top bit set. */
struct term {
  uint32_t id;
  float weight;
};

/* Sorted by id, of length 1 (or empty). */
struct vector {
  const struct term *terms;
  uint32_t n;
};

struct quotable {
  calque_str text;
  struct vector vector;
  float score; /* 1 for the best of its article, falling with rank */
};

struct digest_entry {
  struct digest_article article;
  struct digest_reason *reasons;
  struct vector vector;
  struct quotable quotable[MAX_QUOTABLE];
  uint32_t recurring[N_RECURRING], n_recurring; /* hashes of its first and last sentences */
  uint32_t n_reasons, n_quotable, n_words;
  uint64_t text_hash; /* of its words in order; equal texts are equal here */
  uint32_t minhash[N_HASHES];
  int32_t day;      /* days since 1970-01-01; INT32_MIN: unknown */
  bool sound_title; /* fit for a headline: not shouting, not a question, not faulty */
};

/* A vector of the heaviest `max` terms among n (ids may repeat and are added up; the array is
 * reordered). */
struct vector vector_build(calque_arena *arena, struct term *terms, size_t n, size_t max);
float vector_cosine(struct vector a, struct vector b);
struct vector vector_copy(calque_arena *arena, struct vector v);

/* Days since 1970-01-01 of "2026-11-22..." or of an RFC 822 date; INT32_MIN when it is neither. */
int32_t day_of(calque_str date);

/* copy_of[i]: the first entry with (nearly) the text of entry i; i itself when there is none. */
void copies_find(calque_arena *arena, const struct digest_entry *const *entries, uint32_t n,
                 uint32_t *copy_of);

/* recurrence.c: keeps what the sentences of an article are; then, when all articles are there, takes
 * from their quotable sentences those that many of one source share. */
void recurrence_note(const calque_doc *doc, struct digest_entry *entry);
void recurrence_drop(calque_arena *arena, const struct digest_entry **entries, uint32_t n,
                     const uint32_t *copy_of);

/* story_of[i]: index of the story of entry i. Returns the number of stories. */
uint32_t stories_find(calque_arena *arena, const struct digest_entry *const *entries, uint32_t n,
                      const uint32_t *copy_of, uint32_t *story_of);

/* The entries of one story, in order of input. */
struct members {
  const struct digest_entry *const *entries;
  const uint32_t *indexes, *copy_of;
  uint32_t n;
};

/* How much the story matters, and the story as it is shown. */
double story_rank(const struct members *m);
struct digest_story story_tell(calque_arena *arena, const struct members *m);

#endif
