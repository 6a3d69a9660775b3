/* The scanner against Jansson, a record through jsonl_parse, and what comes out: valid UTF-8, and
 * extra members that are members. */
#include "base/json.h"
#include "base/utf8.h"
#include "input/encoding.h"
#include "input/formats.h"
#include "replay.h"

#undef NDEBUG
#include <assert.h>

static void check_string(calque_str s) { assert(utf8_valid_prefix(s) == s.len); }

/* What the scanner takes as an object, Jansson takes too (its own limits aside), and the other
 * way round. */
static void compare_with_jansson(calque_str text) {
  struct json_members walk = json_members_of(text);
  struct json_member m;
  enum json_step step;
  while ((step = json_next(&walk, &m)) == JSON_MEMBER)
    assert(json_value_len(m.value) == m.value.len);
  if (text.len && memchr(text.ptr, '\0', text.len)) return;
  json_error_t e;
  json_t *tree =
      json_loadb(text.len ? text.ptr : "", text.len, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &e);
  bool range = strstr(e.text, "overflow") || strstr(e.text, "Unicode") || strstr(e.text, "depth");
  if (tree) assert((step == JSON_DONE) == json_is_object(tree));
  else assert(step == JSON_BROKEN || range);
  json_decref(tree);
}

static void write_and_read_back(calque_arena *arena, calque_str text) {
  struct buf out;
  buf_init(&out, BUF_MAX_OUTPUT);
  json_write_str(&out, text);
  assert(json_value_len(buf_view(&out)) == out.len);
  assert(str_eq(json_unescape(arena, buf_view(&out)), text));
  buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  calque_arena *arena = calque_arena_new();
  struct reader_item item = {
      .format = READER_JSONL, .path = "fuzz.jsonl", .line = 1, .raw = {(const char *)data, size}};
  calque_str text = encoding_decode(arena, item.raw, ENCODING_UNKNOWN);
  check_string(text);
  compare_with_jansson(text);
  write_and_read_back(arena, text);
  calque_article a = {0};
  if (jsonl_parse(arena, &item, &a, NULL) == CALQUE_OK) {
    check_string(a.id);
    check_string(a.text);
    check_string(a.title);
    check_string(a.extra);
    struct json_members walk = json_members_bare(a.extra);
    struct json_member m;
    enum json_step step;
    while ((step = json_next(&walk, &m)) == JSON_MEMBER) continue;
    assert(step == JSON_DONE);
  }
  calque_arena_free(arena);
  return 0;
}
