/* Everything is counted in columns as escape_line writes characters: wide ones take two, combining
 * marks none, tabs and controls one. Only the window is looked at, so that a thousand findings on
 * one endless line stay cheap. */
#include "output/snippet.h"

#include "output/escape.h"

enum {
  DEFAULT_WIDTH = 100,
  LEAST_WIDTH = 40,
  MOST_WIDTH = 120,
  WORDS_WIDTH = 60,
  WORD_REACH = 14,
  RELATED_WIDTH = 28
};

struct window {
  size_t start, end;      /* bytes shown */
  unsigned before, under; /* columns left of the span, and of the span */
  bool cut_left, cut_right;
};

static bool at_break(calque_str text, size_t i) {
  return text.ptr[i] == '\n' || text.ptr[i] == '\r';
}

static unsigned columns_at(calque_str text, size_t i, size_t *len) {
  uint32_t c = utf8_decode(str_slice(text, i, text.len), len);
  return escape_is_plain(c) ? (unsigned)utf8_width(c) : 1;
}

/* Walks right from byte i to `limit`, the end of the line or until `room` columns are used. */
static size_t walk_right(calque_str text, size_t i, size_t limit, unsigned room, unsigned *used) {
  *used = 0;
  while (i < limit && !at_break(text, i)) {
    size_t len;
    unsigned columns = columns_at(text, i, &len);
    if (*used + columns > room) break;
    *used += columns;
    i += len;
  }
  return i;
}

static size_t walk_left(calque_str text, size_t i, unsigned room, unsigned *used) {
  *used = 0;
  while (i > 0 && !at_break(text, i - 1)) {
    size_t len;
    uint32_t c = utf8_decode_before(text, i, &len);
    unsigned columns = escape_is_plain(c) ? (unsigned)utf8_width(c) : 1;
    if (*used + columns > room) break;
    *used += columns;
    i -= len;
  }
  return i;
}

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

/* A window that is cut begins and ends with whole words, where there is a space near. */
static void trim_to_words(calque_str text, calque_span span, struct window *w) {
  unsigned columns = 0;
  for (size_t i = w->start, n; w->cut_left && i < span.start && columns < WORD_REACH; i += n) {
    columns += columns_at(text, i, &n);
    if (!is_blank(text.ptr[i])) continue;
    w->start = i; /* the space stays behind the ellipsis */
    w->before -= columns - 1;
    break;
  }
  columns = 0;
  for (size_t i = w->end; w->cut_right && i > span.end && columns < WORD_REACH; columns++) {
    size_t n;
    utf8_decode_before(text, i, &n);
    i -= n;
    if (!is_blank(text.ptr[i])) continue;
    w->end = i + 1;
    break;
  }
}

static struct window window_of(calque_str text, calque_span span, unsigned room) {
  struct window w = {0};
  unsigned left, after;
  size_t end = walk_right(text, span.start, span.end, room - 2, &w.under);
  bool whole = end >= span.end || at_break(text, end);
  unsigned rest = room - w.under;
  /* What the right side does not need goes to the left, and the other way round. */
  unsigned right_need;
  walk_right(text, end, text.len, rest, &right_need);
  left = right_need < rest / 2 ? rest - right_need : rest - rest / 2;
  w.start = walk_left(text, span.start, left, &w.before);
  w.end = whole ? walk_right(text, end, text.len, rest - w.before, &after) : end;
  w.cut_left = w.start > 0 && !at_break(text, w.start - 1);
  w.cut_right = w.end < text.len && !at_break(text, w.end);
  trim_to_words(text, span, &w);
  return w;
}

static void put_underline(const struct style *style, const struct window *w, enum ink ink,
                          struct buf *out) {
  unsigned pad = w->before + (w->cut_left ? 1 : 0);
  buf_printf(out, "%*s| %*s", SNIPPET_GUTTER - 2, "", (int)pad, "");
  terminal_ink(style, ink, out);
  buf_char(out, '^');
  for (unsigned i = 1; i < w->under; i++) buf_char(out, '~');
  terminal_ink(style, INK_PLAIN, out);
  buf_char(out, '\n');
}

static void put_suggestion(const struct style *style, const struct window *w, calque_str suggestion,
                           unsigned room, struct buf *out) {
  unsigned pad = w->before + (w->cut_left ? 1 : 0), columns = terminal_columns(suggestion);
  if (pad + columns > room + 2) pad = columns < room + 2 ? room + 2 - columns : 0;
  buf_printf(out, "%*s| %*s", SNIPPET_GUTTER - 2, "", (int)pad, "");
  terminal_ink(style, INK_GOOD, out);
  terminal_flow(style, suggestion, SNIPPET_GUTTER + pad, SNIPPET_GUTTER, out);
  terminal_ink(style, INK_PLAIN, out);
  buf_char(out, '\n');
}

void snippet_put(const struct style *style, calque_str text, const calque_finding *f, uint32_t line,
                 struct buf *out) {
  unsigned width = style->width ? style->width : DEFAULT_WIDTH;
  if (width < LEAST_WIDTH) width = LEAST_WIDTH;
  if (width > MOST_WIDTH) width = MOST_WIDTH;
  unsigned room = width - SNIPPET_GUTTER - 2; /* two for the ellipses */
  struct window w = window_of(text, f->span, room);
  buf_printf(out, "%*u | %s", SNIPPET_GUTTER - 3, (unsigned)line, w.cut_left ? "…" : "");
  escape_line(out, str_slice(text, w.start, w.end));
  buf_puts(out, w.cut_right ? "…\n" : "\n");
  put_underline(style, &w, f->severity >= CALQUE_MAJOR ? INK_BAD : INK_WARN, out);
  if (f->suggestion.len) put_suggestion(style, &w, f->suggestion, room, out);
}

void snippet_words(const struct style *style, calque_str s, struct buf *out) {
  unsigned used, room = WORDS_WIDTH;
  if (style->width && style->width < room + RELATED_WIDTH)
    room = style->width > LEAST_WIDTH ? style->width - RELATED_WIDTH : LEAST_WIDTH - RELATED_WIDTH;
  s = str_trim(s);
  size_t end = walk_right(s, 0, s.len, room, &used);
  buf_puts(out, "«\u00a0");
  escape_line(out, str_slice(s, 0, end));
  buf_puts(out, end < s.len ? "\u00a0…\u00a0»" : "\u00a0»");
}
