/* All inputs as one stream of articles: files, folders, standard input; plain text, HTML, JSON
 * Lines (also a JSON array or indented objects), RSS, Atom and JSON feeds; packed with gzip or not;
 * in any encoding.
 *
 *   struct reader *r = reader_open(&options);
 *   while ((status = reader_next(r, arena, &article, &err)) != CALQUE_END) {
 *     if (status) { report err; err = (calque_error){0}; continue; }       one document is lost
 *     ... article ...
 *     calque_arena_reset(arena);
 *   }
 *
 * An error is about one document (or one input that cannot be opened) and names its file and line;
 * the next call goes on behind it. With several threads: reader_take under a lock, in order (it
 * only cuts the input into pieces), then reader_parse in any thread. */
#ifndef INPUT_READER_H
#define INPUT_READER_H

#include "base/arena.h"
#include "base/error.h"

enum reader_format { READER_AUTO, READER_TEXT, READER_HTML, READER_JSONL, READER_FEED };

struct reader_options {
  enum reader_format format;
  size_t max_article;        /* bytes of a file, page, feed or JSON record; 0: CALQUE_MAX_ARTICLE */
  const char *const *inputs; /* borrowed; "-": standard input */
  size_t n_inputs;           /* 0: standard input */
};

/* "auto", "text", "html", "jsonl", "feed". False for other names. */
bool reader_format_by_name(calque_str name, enum reader_format *out);

struct reader;

/* Never NULL: an input is opened when its turn comes. `options` is copied, its inputs are not. */
struct reader *reader_open(const struct reader_options *options);
void reader_free(struct reader *r);

/* One document that was cut out and not yet understood. */
struct reader_item {
  enum reader_format format; /* never READER_AUTO */
  const char *path;          /* as given, or found below a folder that was given; in the arena */
  long line;                 /* 1-based, of its first byte */
  calque_str raw;            /* as stored but unpacked; in the arena; empty for READER_FEED */
  const struct feed_entry *entry; /* READER_FEED: one of the feed; in the arena */
  calque_str feed_title;          /* in the arena */
};

/* The next document. CALQUE_OK, CALQUE_END, or the error of one document. One thread at a time. */
calque_status reader_take(struct reader *r, calque_arena *arena, struct reader_item *item,
                          calque_error *err);
/* The article in it: its strings are valid UTF-8 (C0 controls and NUL included), in the arena.
 * Any thread. */
calque_status reader_parse(struct reader *r, calque_arena *arena, const struct reader_item *item,
                           calque_article *out, calque_error *err);
/* Both. */
calque_status reader_next(struct reader *r, calque_arena *arena, calque_article *out,
                          calque_error *err);

/* Documents read and lost so far: exit status 3 when some failed, 4 when none was read. */
size_t reader_n_read(const struct reader *r);
size_t reader_n_failed(const struct reader *r);

/* For a progress bar: bytes of all inputs as stored (0: unknown, one is not a regular file), and
 * how many of them have been read. One thread, that of reader_take. */
size_t reader_bytes_total(struct reader *r);
size_t reader_bytes_done(const struct reader *r);

#endif
