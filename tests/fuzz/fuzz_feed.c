/* Any bytes as a feed and as a list of feeds: what comes out is valid UTF-8, and every entry has
 * an id of its own. */
#include "base/map.h"
#include "base/utf8.h"
#include "input/feed.h"
#include "replay.h"

#undef NDEBUG
#include <assert.h>

static void check_valid(calque_str s) { assert(utf8_valid_prefix(s) == s.len); }

static void check_feed(calque_arena *arena, calque_str bytes) {
  struct feed feed;
  calque_error err = {0};
  calque_status status = feed_read(arena, bytes, "fuzz", STR("https://a.example/f/"), &feed, &err);
  assert(status == err.status);
  struct map ids;
  map_init(&ids, arena, feed.entries.n, 1);
  for (size_t i = 0; i < feed.entries.n; i++) {
    const struct feed_entry *e = feed_entry_copy(arena, &feed.entries.ptr[i]);
    assert(e->id.len && (*map_add(&ids, e->id, 0))++ == 0);
    check_valid(e->url);
    calque_article a = {0};
    calque_error lost = {0};
    status = feed_article(arena, feed.title, e, "fuzz", &a, &lost);
    assert(status == lost.status && (status || a.text.len));
    check_valid(a.title);
    check_valid(a.text);
    check_valid(a.source);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  calque_arena *arena = calque_arena_new();
  calque_str bytes = {(const char *)data, size};
  check_feed(arena, bytes);
  feed_urls urls = {0};
  opml_read(arena, bytes, "fuzz", &urls, NULL);
  for (size_t i = 0; i < urls.n; i++) check_valid(urls.ptr[i]);
  calque_arena_free(arena);
  return 0;
}
