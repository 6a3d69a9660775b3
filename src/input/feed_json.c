/* JSON Feed 1 and 1.1. Feeds are small, so Jansson reads them as a tree. */
#include "base/json.h"
#include "input/encoding.h"
#include "input/feed.h"

/* A string member, or a number as its digits; empty otherwise. */
static calque_str member(calque_arena *arena, const json_t *object, const char *name) {
  const json_t *v = json_object_get(object, name);
  if (json_is_integer(v)) return arena_printf(arena, "%lld", (long long)json_integer_value(v));
  if (!json_is_string(v)) return STR("");
  return str_trim(arena_copy(arena, (calque_str){json_string_value(v), json_string_length(v)}));
}

static calque_str first_of(calque_arena *arena, const json_t *object, const char *a,
                           const char *b) {
  calque_str s = member(arena, object, a);
  return s.len ? s : member(arena, object, b);
}

static struct feed_entry read_entry(calque_arena *arena, const json_t *item) {
  const json_t *author = json_object_get(item, "author");
  if (!author) author = json_array_get(json_object_get(item, "authors"), 0);
  struct feed_entry e = {.id = member(arena, item, "id"),
                         .url = first_of(arena, item, "url", "external_url"),
                         .title = member(arena, item, "title"),
                         .date = first_of(arena, item, "date_published", "date_modified"),
                         .author = member(arena, author, "name"),
                         .content = member(arena, item, "content_html"),
                         .content_is_html = true,
                         .full = true,
                         .line = 1};
  if (e.content.len) return e;
  e.content_is_html = false;
  e.content = member(arena, item, "content_text");
  if (e.content.len) return e;
  e.full = false;
  e.content = member(arena, item, "summary");
  return e;
}

calque_status feed_read_json(calque_arena *arena, calque_str bytes, const char *path,
                             struct feed *out, calque_error *err) {
  calque_str text = encoding_decode(arena, bytes, ENCODING_UNKNOWN);
  json_t *root = json_tree(text, path, err);
  if (!root) return CALQUE_E_SYNTAX;
  const json_t *items = json_object_get(root, "items");
  calque_status status = CALQUE_OK;
  out->title = member(arena, root, "title");
  out->url = member(arena, root, "home_page_url");
  if (!json_is_array(items)) status = fail(err, CALQUE_E_SYNTAX, path, 1, "the feed has no items");
  for (size_t i = 0; i < json_array_size(items) && i < FEED_MAX_ENTRIES; i++)
    ARRAY_PUSH(arena, &out->entries, read_entry(arena, json_array_get(items, i)));
  if (json_array_size(items) > FEED_MAX_ENTRIES)
    status = fail(err, CALQUE_E_LIMIT, path, 1, "the feed has more than 100,000 entries");
  json_decref(root);
  return status;
}
