/* One input as a stream of UTF-8-or-so bytes: opened, unpacked where it is gzip, turned into
 * UTF-8 where it is UTF-16, and cut into records under a limit. Memory is bounded by the largest
 * record, whatever the input's size. */
#ifndef INPUT_SOURCE_H
#define INPUT_SOURCE_H

#include "base/error.h"

/* A record that is skipped for its size may have this many bytes; after that the rest of the
 * input is given up: a compressed bomb would cost minutes otherwise. */
#define SOURCE_MAX_SKIP ((size_t)1 << 30)

struct source;

/* `path` "-" is standard input. Records of more than `max` bytes are refused. */
struct source *source_open(const char *path, size_t max, calque_error *err);
void source_free(struct source *s);

/* What comes next: at least `want` bytes unless the input ends (or fails) before, or `max` is
 * reached. Valid until the next call. */
calque_str source_peek(struct source *s, size_t want);
/* Steps over n bytes that source_peek has shown. */
void source_skip(struct source *s, size_t n);

/* Where a record ends: called with successive pieces of it; returns the bytes of this piece that
 * still belong to the record, or SIZE_MAX when all of them do and more follows. */
typedef size_t (*source_split)(void *state, calque_str piece);

struct source_record {
  calque_str bytes; /* valid until the next call */
  long line;        /* 1-based, of its first byte */
  bool whole;       /* false: the input ended where the record did not */
};

/* CALQUE_OK; CALQUE_END; CALQUE_E_LIMIT for a record that was too long and is now behind us
 * (record->line says where); other errors end the input. */
calque_status source_next(struct source *s, source_split split, void *state,
                          struct source_record *record, calque_error *err);
/* Everything that is left as one record; CALQUE_E_LIMIT when that is too much. */
calque_status source_rest(struct source *s, struct source_record *record, calque_error *err);

/* Splits behind each line feed. No state. */
size_t source_split_line(void *state, calque_str piece);

/* 1-based line of the next byte. */
long source_line(const struct source *s);
/* Bytes read from the file so far, as they are stored. */
size_t source_bytes(const struct source *s);

#endif
