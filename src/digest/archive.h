/* What was collected, in one SQLite file: the articles with their verdicts, when and from where
 * they came, and what is known about each feed,
 * and which stories were told on which day. Putting the same article in again changes nothing;
 * each call of archive_put is one transaction, so a run that is stopped at any moment leaves an
 * archive that is whole, and several runs may use it at once.
 *
 * Any thread may call these; they take turns. */
#ifndef DIGEST_ARCHIVE_H
#define DIGEST_ARCHIVE_H

#include "base/arena.h"
#include "base/array.h"
#include "base/error.h"
#include "calque.h"

struct archive;

struct archive_item {
  calque_article article;
  calque_grade grade;
  int score; /* 0..100 */
};

/* What is known about a feed. Times are seconds since 1970. */
struct archive_feed {
  calque_str url;                 /* as given by the user */
  calque_str etag, last_modified; /* of the newest answer; empty: none */
  calque_str moved_to;            /* where the feed has gone for good; empty: nowhere */
  int64_t next_allowed;           /* not to be asked before; 0: any time */
  bool pages;                     /* the pages of its entries were fetched, too */
};

/* A story that a digest told. The archive does not look into the last three; told.c does. */
struct archive_told {
  calque_str day, headline, first_day; /* "2026-11-22" */
  calque_str vector, sentences, articles;
};
typedef ARRAY(struct archive_told) archive_told_list;

struct archive_counts {
  size_t n_new, n_known, n_updated; /* updated: known, with a longer text than before */
};

/* Opens the file, or makes it. NULL on failure: no archive, one of a newer calque, no permission.
 */
struct archive *archive_open(const char *path, calque_error *err);
/* The same for who reads most of all: where the file cannot be written (a full disk, no permission)
 * it is opened as it lies, and only writing fails. */
struct archive *archive_open_to_read(const char *path, calque_error *err);
void archive_free(struct archive *a);

/* The items and, unless NULL, the feed they came from: all of it or nothing. `now` is when they
 * came. Adds to *counts. */
calque_status archive_put(struct archive *a, const struct archive_item *items, size_t n,
                          const struct archive_feed *feed, int64_t now,
                          struct archive_counts *counts, calque_error *err);

/* Is an article with this address there, with a text of at least `len` bytes? */
bool archive_knows(struct archive *a, calque_str url, size_t len);

/* What is known about the feed; only the url when nothing is. In the arena. */
struct archive_feed archive_feed_find(struct archive *a, calque_arena *arena, calque_str url);

/* Walks the articles that were published at `since` or later and not more than a day after `now`,
 * or came then and have no date, by time. A date that lies far behind the day on which the article
 * came is none. CALQUE_OK, CALQUE_END or an error. Start with a zeroed cursor. */
struct archive_cursor {
  int64_t at, row; /* the article before */
  bool started;
};
calque_status archive_next(struct archive *a, struct archive_cursor *c, int64_t since, int64_t now,
                           calque_arena *arena, calque_article *out, calque_error *err);

/* Remembers the stories, all or none; one of the same day and headline is replaced. */
calque_status archive_put_told(struct archive *a, const struct archive_told *rows, size_t n,
                               calque_error *err);
/* Appends the stories told on the days [first_day, end_day), the newest day first. */
calque_status archive_find_told(struct archive *a, calque_arena *arena, calque_str first_day,
                                calque_str end_day, archive_told_list *out, calque_error *err);

#endif
