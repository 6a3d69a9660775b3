/* Many articles -> one day: what was told, by whom, and what was left out.
 *
 *   sketch.c    what is kept of an article: a vector, a MinHash, the sentences that carry it
 *   vector.c    sparse vectors of terms and their cosine
 *   copies.c    exact and near duplicates: MinHash with locality-sensitive hashing
 *   recurrence.c  what many articles of one source share is not quoted
 *   rarity.c    what a term says on this day
 *   stories.c   articles that tell the same: likeness of pairs, then of stories
 *   topics.c    what the reader follows
 *   rank.c      what a story weighs
 *   tell.c      headline, the sentences quoted
 *   amounts.c   numbers and what they count: amount_words.def
 *   disputes.c  where articles of one story say different numbers
 *   when.c      which day « mardi » is: when_words.def
 *   told.c      what earlier digests told
 *   digest.c    all of it in order -> day.h
 *   archive.c   the file of what was collected and told
 *
 * An article costs about five kilobytes; 100,000 of them take half a gigabyte. */
#ifndef DIGEST_DIGEST_H
#define DIGEST_DIGEST_H

#include "checks/check.h"
#include "digest/archive.h"
#include "digest/day.h"
#include "digest/topics.h"

struct digest_options {
  calque_str date;      /* "2026-11-22": only articles of that day (or of none); empty: all */
  calque_str since;     /* only articles of that day or later (or of none); empty: all */
  calque_str today;     /* the day of the run, for digest_recall; empty: that of the articles */
  uint32_t max_stories; /* 0: all; articles of the others are counted, not shown */
};

struct digest;
struct digest_entry;

/* How articles are read. Zeroed: sentences are quoted without what they can do without. */
struct digest_sketching {
  const struct topics *topics; /* that the reader follows; NULL: none */
  bool whole_sentences;
};

/* What a digest keeps of one article, in the arena. Any thread. The lexicon and the topics must
 * outlive digest_finish. */
const struct digest_entry *digest_sketch(calque_arena *arena, const calque_lexicon *lex,
                                         const calque_doc *doc, const calque_report *report,
                                         const calque_verdict *verdict,
                                         const struct digest_sketching *how);

struct digest *digest_new(const struct digest_options *options);
void digest_free(struct digest *d);
/* Copies the entry. One thread, in the order of input. */
void digest_add(struct digest *d, const struct digest_entry *entry);
/* Articles that date and since left out so far. */
size_t digest_n_other_days(const struct digest *d);
/* Between the last article and digest_finish: stories that earlier days told are follow-ups. The
 * day that counts is that of the options, else today, else the newest of an article; what was told
 * on that very day counts for nothing, so a digest made twice is the same twice. */
calque_status digest_recall(struct digest *d, struct archive *archive, calque_error *err);
/* The day; lives as long as the digest. Nothing can be added any more. */
const struct digest_day *digest_finish(struct digest *d);
/* Behind digest_finish, once the reader has it: what was told is kept for the next days. Nothing
 * without digest_recall. */
calque_status digest_remember(const struct digest *d, struct archive *archive, calque_error *err);

#endif
