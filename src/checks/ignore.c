/* Most texts hold no marker: one search for its first letters says so. */
#include "checks/ignore.h"

#include "checks/check.h"

enum ignore_marker ignore_marker_of(calque_str line, calque_str *list) {
  line = str_trim(line);
  *list = STR("");
  if (str_starts(line, STR("<!--")) && str_ends(line, STR("-->")) && line.len >= STR("<!---->").len)
    line = str_trim(str_slice(line, STR("<!--").len, line.len - STR("-->").len));
  if (str_eq(line, STR("calque:end"))) return IGNORE_ENDS;
  if (!str_starts(line, STR("calque:ignore"))) return IGNORE_NONE;
  calque_str rest = str_slice(line, STR("calque:ignore").len, line.len);
  if (!rest.len) return IGNORE_OPENS;
  if (rest.ptr[0] != '=') return IGNORE_NONE;
  *list = str_trim(str_slice(rest, 1, rest.len));
  return list->len ? IGNORE_OPENS : IGNORE_NONE;
}

struct ignore_search {
  calque_arena *arena;
  ARRAY(struct ignored) regions;
  bool open;
};

/* A physical line; `next`: where the one behind it starts. */
static void read_line(struct ignore_search *s, const calque_doc *doc, uint32_t start,
                      uint32_t next) {
  calque_str list, line = str_trim(str_slice(doc->text, start, next));
  enum ignore_marker marker = ignore_marker_of(line, &list);
  if (marker == IGNORE_NONE) return;
  bool stray = marker == IGNORE_ENDS && !s->open; /* a region that is its own marker */
  if (s->open) {
    struct ignored *last = &ARRAY_LAST(&s->regions);
    last->closed = true;
    last->body_end = start;
    last->span.end = marker == IGNORE_ENDS ? next : start;
  }
  s->open = marker == IGNORE_OPENS;
  uint32_t at = (uint32_t)(line.ptr - doc->text.ptr), end = (uint32_t)doc->text.len;
  struct ignored region = {.span = {start, end},
                           .marker = {at, at + (uint32_t)line.len},
                           .list = list,
                           .body = next,
                           .body_end = end,
                           .closed = stray};
  if (stray) region.span.end = next;
  if (s->open || stray) ARRAY_PUSH(s->arena, &s->regions, region);
}

/* Most texts have few colons, which memchr finds at once. */
static bool may_have_marker(calque_str text) {
  const calque_str name = STR("calque");
  for (const char *at = text.ptr, *end = at + text.len;
       (at = memchr(at, ':', (size_t)(end - at))) != NULL; at++)
    if (str_ends(str_slice(text, 0, (size_t)(at - text.ptr)), name)) return true;
  return false;
}

size_t ignore_find(calque_arena *arena, const calque_doc *doc, const struct ignored **out) {
  struct ignore_search s = {.arena = arena};
  *out = NULL;
  if (!may_have_marker(doc->text)) return 0;
  for (uint32_t i = 0; i < doc->n_breaks; i++) {
    uint32_t next = i + 1 < doc->n_breaks ? doc->breaks[i + 1] : (uint32_t)doc->text.len;
    read_line(&s, doc, doc->breaks[i], next);
  }
  *out = s.regions.ptr;
  return s.regions.n;
}

bool ignore_drops(const struct ignored *regions, size_t n, const struct check *check,
                  uint32_t start) {
  size_t low = 0, high = n;
  while (low < high) { /* the first region that starts behind the finding */
    size_t middle = low + (high - low) / 2;
    if (regions[middle].span.start <= start) low = middle + 1;
    else high = middle;
  }
  if (!low || start >= regions[low - 1].span.end) return false;
  const struct ignored *r = &regions[low - 1];
  bool on_marker = start < r->body || start >= r->body_end;
  return on_marker || !r->list.len || check_is_listed(check, r->list);
}
