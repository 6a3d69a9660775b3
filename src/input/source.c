/* file -> [gunzip] -> [UTF-16 to UTF-8] -> window. The window holds what was read and not yet
 * taken; it grows to the largest record and never beyond max. A failure (of the disk, of the
 * compressed data) is kept until everything before it has been taken. */
#define _GNU_SOURCE
#include "input/source.h"

#include "base/arena.h"
#include "input/encoding.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

#define READ_STEP  ((size_t)64 << 10)
#define FIRST_LOOK 64 /* bytes that decide on UTF-16 without a mark */

struct source {
  char *path;
  int fd;
  size_t max, n_read;
  long line;
  /* as stored */
  unsigned char *in;
  size_t in_start, in_end;
  bool in_eof;
  /* unpacked */
  bool gzip, member_open;
  z_stream z;
  /* decoded */
  bool wide;
  struct utf16 utf16;
  char *window;
  size_t start, end, cap;
  bool eof;
  calque_error failure; /* what ended the input, if not its end */
};

/* ---- The file -------------------------------------------------------------------------------- */

/* Reads once into s->in, behind what is there. False at the end or on failure. */
static bool in_fill(struct source *s) {
  if (s->in_eof) return false;
  memmove(s->in, s->in + s->in_start, s->in_end - s->in_start); /* a byte or two, if any */
  s->in_end -= s->in_start;
  s->in_start = 0;
  ssize_t n;
  do n = read(s->fd, s->in + s->in_end, READ_STEP - s->in_end);
  while (n < 0 && errno == EINTR);
  if (n < 0) fail(&s->failure, CALQUE_E_IO, s->path, 0, "cannot read: %s", strerror(errno));
  if (n <= 0) return s->in_eof = true, false;
  s->in_end += (size_t)n;
  s->n_read += (size_t)n;
  return true;
}

/* ---- gzip ------------------------------------------------------------------------------------ */

static bool gzip_magic(struct source *s) {
  while (s->in_end - s->in_start < 2 && in_fill(s)) continue;
  return s->in_end - s->in_start >= 2 && s->in[s->in_start] == 0x1f &&
         s->in[s->in_start + 1] == 0x8b;
}

static void gzip_fail(struct source *s, const char *what) {
  fail(&s->failure, CALQUE_E_SYNTAX, s->path, 0, "%s", what);
  s->in_eof = true;
  s->in_start = s->in_end;
}

/* Behind a member: another one, padding with zeros, or something that does not belong there. */
static bool gzip_next_member(struct source *s) {
  if (gzip_magic(s)) return inflateReset(&s->z) == Z_OK && (s->member_open = true);
  for (; s->in_start < s->in_end || in_fill(s); s->in_start++)
    if (s->in[s->in_start])
      return gzip_fail(s, "bytes that are not gzip behind the gzip data"), false;
  return false;
}

static size_t gzip_pull(struct source *s, char *out, size_t room) {
  for (;;) {
    if (!s->member_open && !gzip_next_member(s)) return 0;
    if (s->in_start == s->in_end && !in_fill(s)) {
      if (!s->failure.status) gzip_fail(s, "the gzip data is cut off");
      return 0;
    }
    s->z.next_in = s->in + s->in_start;
    s->z.avail_in = (uInt)(s->in_end - s->in_start);
    s->z.next_out = (Bytef *)out;
    s->z.avail_out = (uInt)room;
    int r = inflate(&s->z, Z_NO_FLUSH);
    s->in_start = s->in_end - s->z.avail_in;
    if (r == Z_STREAM_END) s->member_open = false;
    else if (r != Z_OK && r != Z_BUF_ERROR) return gzip_fail(s, "the gzip data is damaged"), 0;
    size_t n = room - s->z.avail_out;
    if (n) return n;
  }
}

/* ---- The window ------------------------------------------------------------------------------ */

/* Unpacked bytes; 0 at the end or on failure. */
static size_t pull(struct source *s, char *out, size_t room) {
  if (s->gzip) return gzip_pull(s, out, room);
  if (s->in_start == s->in_end && !in_fill(s)) return 0;
  size_t n = s->in_end - s->in_start;
  if (n > room) n = room;
  memcpy(out, s->in + s->in_start, n);
  s->in_start += n;
  return n;
}

/* Room for n bytes behind s->end. */
static char *window_room(struct source *s, size_t n) {
  if (s->start == s->end) s->start = s->end = 0;
  if (s->cap - s->end < n && s->start) {
    memmove(s->window, s->window + s->start, s->end - s->start);
    s->end -= s->start;
    s->start = 0;
  }
  if (s->cap - s->end < n) {
    s->cap = s->cap * 2 > s->end + n ? s->cap * 2 : s->end + n;
    s->window = must_realloc(s->window, s->cap);
  }
  return s->window + s->end;
}

/* Adds to the window. False at the end of the input. */
static bool fill(struct source *s) {
  if (s->eof) return false;
  if (!s->wide) {
    size_t n = pull(s, window_room(s, READ_STEP), READ_STEP);
    s->end += n;
    if (n == 0) s->eof = true;
    return n > 0;
  }
  char units[4096];
  size_t n = pull(s, units, sizeof units);
  char *out = window_room(s, UTF16_ROOM(sizeof units));
  s->end +=
      n ? utf16_feed(&s->utf16, (const unsigned char *)units, n, out) : utf16_end(&s->utf16, out);
  if (n == 0) s->eof = true;
  return true;
}

static calque_str window(const struct source *s) {
  return (calque_str){s->window + s->start, s->end - s->start};
}

/* Looks at the first bytes: a UTF-8 mark is cut, UTF-16 is decoded from here on. */
static void detect_wide(struct source *s) {
  while (s->end - s->start < 4 && fill(s)) continue;
  if (memchr(s->window, '\0', s->end))
    while (s->end < FIRST_LOOK && fill(s)) continue;
  calque_str head = window(s);
  if (str_starts(head, STR("\xef\xbb\xbf"))) s->start = 3;
  size_t bom;
  enum encoding e = encoding_utf16(head, &bom);
  if (e == ENCODING_UNKNOWN) return;
  s->wide = true;
  s->utf16.big_endian = e == ENCODING_UTF16_BE;
  size_t n = head.len - bom;
  unsigned char *units = must_alloc(n);
  memcpy(units, head.ptr + bom, n);
  s->start = s->end = 0;
  s->end = utf16_feed(&s->utf16, units, n, window_room(s, UTF16_ROOM(n)));
  if (s->eof) s->end += utf16_end(&s->utf16, window_room(s, 3));
  free(units);
}

struct source *source_open(const char *path, size_t max, calque_error *err) {
  bool standard = strcmp(path, "-") == 0;
  int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    fail(err, CALQUE_E_IO, path, 0, "cannot open: %s", strerror(errno));
    return NULL;
  }
  struct source *s = must_alloc(sizeof *s);
  *s = (struct source){.fd = fd, .max = max, .line = 1, .path = must_alloc(strlen(path) + 1)};
  memcpy(s->path, path, strlen(path) + 1);
  s->in = must_alloc(READ_STEP);
  s->gzip = s->member_open = gzip_magic(s);
  if (s->gzip && inflateInit2(&s->z, 15 + 16) != Z_OK) gzip_fail(s, "cannot start zlib");
  window_room(s, READ_STEP);
  detect_wide(s);
  return s;
}

void source_free(struct source *s) {
  if (!s) return;
  if (s->gzip) inflateEnd(&s->z);
  if (s->fd != STDIN_FILENO) close(s->fd);
  free(s->in);
  free(s->window);
  free(s->path);
  free(s);
}

calque_str source_peek(struct source *s, size_t want) {
  if (want > s->max) want = s->max;
  while (s->end - s->start < want && fill(s)) continue;
  return window(s);
}

/* ---- Records --------------------------------------------------------------------------------- */

static void advance(struct source *s, size_t n) {
  const char *p = s->window + s->start, *end = p + n;
  while ((p = memchr(p, '\n', (size_t)(end - p)))) s->line++, p++;
  s->start += n;
}

void source_skip(struct source *s, size_t n) { advance(s, n); }

/* The input failed inside a record: what there is of it is not shown. */
static calque_status ended(struct source *s, calque_error *err) {
  s->start = s->end;
  s->eof = true;
  if (!s->failure.status) return CALQUE_END;
  calque_status status = s->failure.status;
  fail(err, status, s->failure.where, s->failure.line, "%s", s->failure.text);
  s->failure.status = CALQUE_OK;
  return status;
}

/* The record in the window is too long: reads on to its end and keeps nothing. */
static calque_status skip_record(struct source *s, source_split split, void *state, long line,
                                 size_t skipped, calque_error *err) {
  for (;;) {
    if (!fill(s)) {
      if (s->failure.status) return ended(s, err);
      break;
    }
    size_t n = split(state, window(s));
    size_t taken = n == SIZE_MAX ? s->end - s->start : n;
    skipped += taken;
    advance(s, taken);
    if (n != SIZE_MAX) break;
    if (skipped > SOURCE_MAX_SKIP) {
      s->start = s->end;
      s->eof = s->in_eof = true;
      return fail(err, CALQUE_E_LIMIT, s->path, line,
                  "over %zu bytes without an end: the rest of the input is not read",
                  SOURCE_MAX_SKIP);
    }
  }
  return fail(err, CALQUE_E_LIMIT, s->path, line,
              "%zu bytes, more than the %zu that an article may have: skipped", skipped, s->max);
}

calque_status source_next(struct source *s, source_split split, void *state,
                          struct source_record *record, calque_error *err) {
  size_t seen = 0; /* bytes of the window that split has seen */
  *record = (struct source_record){.line = s->line};
  for (;;) {
    calque_str w = window(s);
    size_t n = seen < w.len ? split(state, str_slice(w, seen, w.len)) : SIZE_MAX;
    bool found = n != SIZE_MAX;
    size_t len = found ? seen + n : w.len;
    if (len > s->max) {
      advance(s, len);
      if (!found) return skip_record(s, split, state, record->line, len, err);
      return fail(err, CALQUE_E_LIMIT, s->path, record->line,
                  "%zu bytes, more than the %zu that an article may have: skipped", len, s->max);
    }
    if (!found) {
      seen = w.len;
      if (fill(s)) continue;
      if (s->failure.status || w.len == 0) return ended(s, err);
    }
    record->bytes = str_slice(window(s), 0, len);
    record->whole = found;
    advance(s, len);
    return CALQUE_OK;
  }
}

calque_status source_rest(struct source *s, struct source_record *record, calque_error *err) {
  *record = (struct source_record){.line = s->line, .whole = true};
  while (s->end - s->start <= s->max && fill(s)) continue;
  if (s->end - s->start > s->max) {
    s->start = s->end;
    s->eof = s->in_eof = true;
    return fail(err, CALQUE_E_LIMIT, s->path, 0,
                "more than %zu bytes, the most an article may have", s->max);
  }
  if (s->failure.status) return ended(s, err);
  record->bytes = window(s);
  advance(s, record->bytes.len);
  return CALQUE_OK;
}

size_t source_split_line(void *state, calque_str piece) {
  (void)state;
  const char *p = memchr(piece.ptr, '\n', piece.len);
  return p ? (size_t)(p - piece.ptr) + 1 : SIZE_MAX;
}

long source_line(const struct source *s) { return s->line; }
size_t source_bytes(const struct source *s) { return s->n_read; }
