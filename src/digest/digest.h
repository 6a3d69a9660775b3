/* Many articles -> one day: what was told, by whom, and what was left out.
 *
 *   sketch.c    what is kept of an article: a vector, a MinHash, the sentences that carry it
 *   vector.c    sparse vectors of terms and their cosine
 *   copies.c    exact and near duplicates: MinHash with locality-sensitive hashing
 *   recurrence.c  what many articles of one source share is not quoted
 *   stories.c   articles that tell the same: tf-idf cosine against the stories so far
 *   tell.c      ranking, headline, the sentences quoted
 *   digest.c    all of it in order -> day.h
 *
 * An article costs about two kilobytes; 100,000 of them fit in 300 MB. */
#ifndef DIGEST_DIGEST_H
#define DIGEST_DIGEST_H

#include "checks/check.h"
#include "digest/day.h"

struct digest_options {
  calque_str date;      /* "2026-11-22": only articles of that day (or of none); empty: all */
  calque_str since;     /* only articles of that day or later (or of none); empty: all */
  uint32_t max_stories; /* 0: all; articles of the others are counted, not shown */
};

struct digest;
struct digest_entry;

/* What a digest keeps of one article, in the arena. Any thread. */
const struct digest_entry *digest_sketch(calque_arena *arena, const calque_lexicon *lex,
                                         const calque_doc *doc, const calque_report *report,
                                         const calque_verdict *verdict);

struct digest *digest_new(const struct digest_options *options);
void digest_free(struct digest *d);
/* Copies the entry. One thread, in the order of input. */
void digest_add(struct digest *d, const struct digest_entry *entry);
/* Articles that date and since left out so far. */
size_t digest_n_other_days(const struct digest *d);
/* The day; lives as long as the digest. Nothing can be added any more. */
const struct digest_day *digest_finish(struct digest *d);

#endif
