/* Colours as the eight that every terminal has; lines broken by columns, not by bytes. */
#include "output/escape.h"
#include "output/terminal.h"

void terminal_ink(const struct style *style, enum ink ink, struct buf *out) {
  static const char *const codes[] = {
      [INK_PLAIN] = "0", [INK_BOLD] = "1",  [INK_DIM] = "2",    [INK_GOOD] = "32",
      [INK_NOTE] = "36", [INK_WARN] = "33", [INK_BAD] = "1;31",
  };
  if (style->color) buf_printf(out, "\033[%sm", codes[ink]);
}

enum ink terminal_grade_ink(calque_grade grade) {
  return grade == CALQUE_GOOD ? INK_GOOD : grade == CALQUE_SUSPECT ? INK_WARN : INK_BAD;
}

static unsigned columns_of(uint32_t c) {
  return escape_is_plain(c) ? (unsigned)utf8_width(c) : 1; /* a space or U+FFFD */
}

unsigned terminal_columns(calque_str s) {
  unsigned columns = 0;
  while (s.len) {
    size_t n = 1;
    uint32_t c = UTF8_REPLACEMENT;
    if (utf8_valid_prefix(str_slice(s, 0, s.len < 4 ? s.len : 4)) > 0) c = utf8_decode(s, &n);
    columns += columns_of(c);
    s = str_slice(s, n, s.len);
  }
  return columns;
}

static bool breaks(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/* A mark is not parted from what it encloses, whatever space stands between. */
static bool is_inside_marks(calque_str s, size_t i) {
  return str_ends(str_slice(s, 0, i), STR("«")) || str_starts(str_slice(s, i + 1, s.len), STR("»"));
}

/* Cuts off the next word; its length may be 0 at the end. */
static calque_str next_word(calque_str *rest) {
  size_t start = 0, end;
  while (start < rest->len && breaks(rest->ptr[start])) start++;
  for (end = start; end < rest->len; end++)
    if (breaks(rest->ptr[end]) && !is_inside_marks(*rest, end)) break;
  calque_str word = str_slice(*rest, start, end);
  *rest = str_slice(*rest, end, rest->len);
  return word;
}

unsigned terminal_flow(const struct style *style, calque_str text, unsigned used, unsigned indent,
                       struct buf *out) {
  bool first = true;
  for (calque_str word; (word = next_word(&text)).len; first = false) {
    unsigned columns = terminal_columns(word);
    bool fits = !style->width || used + !first + columns <= style->width;
    if (!fits && used > indent) {
      buf_printf(out, "\n%*s", (int)indent, "");
      used = indent;
    } else if (!first) {
      buf_char(out, ' ');
      used++;
    }
    escape_line(out, word);
    used += columns;
  }
  return used;
}

void terminal_wrap(const struct style *style, calque_str text, unsigned used, unsigned indent,
                   struct buf *out) {
  terminal_flow(style, text, used, indent, out);
  buf_char(out, '\n');
}

void terminal_clip(calque_str text, unsigned columns, struct buf *out) {
  unsigned used = 0;
  bool first = true;
  for (calque_str word; (word = next_word(&text)).len; first = false) {
    unsigned need = terminal_columns(word) + !first;
    bool last = !str_trim(text).len;
    if (used + need + !last > columns) {
      buf_puts(out, "…");
      return;
    }
    if (!first) buf_char(out, ' ');
    escape_line(out, word);
    used += need;
  }
}

void terminal_heading(const struct style *style, const calque_article *meta, struct buf *out) {
  if (!style->headings) return;
  buf_puts(out, "==> ");
  terminal_ink(style, INK_DIM, out);
  escape_line(out, meta->id);
  terminal_ink(style, INK_PLAIN, out);
  buf_puts(out, " <==\n");
}
