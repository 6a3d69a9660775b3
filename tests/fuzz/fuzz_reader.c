/* Any bytes as a file: gzip, UTF-16, JSON in lines, arrays or indented, text, pages. Every input
 * ends after no more documents than it has bytes, and what comes out is valid UTF-8. */
#define _GNU_SOURCE
#include "base/utf8.h"
#include "input/reader.h"
#include "replay.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#undef NDEBUG
#include <assert.h>

enum { MAX_ARTICLE = 2000 }; /* small, so that the limits are met */

static void read_all(const char *path, enum reader_format format, size_t size) {
  struct reader_options options = {format, MAX_ARTICLE, &path, 1};
  struct reader *r = reader_open(&options);
  calque_arena *arena = calque_arena_new();
  size_t documents = 0;
  for (;; documents++) {
    calque_article a;
    calque_error err = {0};
    calque_status status = reader_next(r, arena, &a, &err);
    if (status == CALQUE_END) break;
    assert(status == err.status);
    if (status == CALQUE_OK) {
      assert(utf8_valid_prefix(a.text) == a.text.len);
      assert(utf8_valid_prefix(a.title) == a.title.len);
    }
    calque_arena_reset(arena);
    assert(documents < 2000 * size + 10); /* gzip may hold a thousand times as much */
  }
  assert(reader_n_read(r) + reader_n_failed(r) == documents);
  assert(reader_bytes_done(r) <= size);
  calque_arena_free(arena);
  reader_free(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  int fd = memfd_create("fuzz", MFD_CLOEXEC);
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  assert(fd >= 0 && write(fd, data, size) == (ssize_t)size);
  for (enum reader_format f = READER_AUTO; f <= READER_FEED; f++) read_all(path, f, size);
  close(fd);
  return 0;
}
