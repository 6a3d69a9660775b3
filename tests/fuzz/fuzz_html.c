/* Any bytes as a page: bounded, and what comes out is valid UTF-8 that has no markup of its own. */
#include "base/utf8.h"
#include "input/formats.h"
#include "input/html_page.h"
#include "replay.h"

#undef NDEBUG
#include <assert.h>

static void check_string(calque_str s) { assert(utf8_valid_prefix(s) == s.len); }

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  calque_arena *arena = calque_arena_new();
  calque_str bytes = {size ? (const char *)data : "", size};
  calque_str sieved = html_sieve(arena, bytes);
  assert(sieved.len <= size + size / 2 + 16);
  struct reader_item item = {.format = READER_HTML, .path = "fuzz.html", .line = 1, .raw = bytes};
  calque_article a = {0};
  calque_error err = {0};
  calque_status status = html_parse(arena, &item, &a, &err);
  assert(status == err.status);
  if (status == CALQUE_OK) {
    assert(a.text.len);
    check_string(a.text);
    check_string(a.title);
    check_string(a.date);
    check_string(a.url);
    check_string(a.source);
    check_string(a.extra);
  }
  calque_arena_free(arena);
  return 0;
}
