/* One loop for all: it hands each character to a function that writes it. Runs of what is neither
 * markup nor may be a control character are copied as a whole, so escaping costs little more than
 * copying. */
#include "output/escape.h"

#include "base/json.h"

typedef void (*put_fn)(struct buf *out, uint32_t c, calque_str bytes);

#define REPLACEMENT "\xef\xbf\xbd"

/* Bytes at the start of s that are calm and not in `special`. */
static size_t plain_run(calque_str s, const char *special) {
  if (!*special) return utf8_calm_prefix(s);
  size_t i = 0;
  while (i < s.len && utf8_is_calm((unsigned char)s.ptr[i]) && !strchr(special, s.ptr[i])) i++;
  return i;
}

static void escape_valid(struct buf *out, calque_str s, const char *special, put_fn put) {
  while (s.len) {
    size_t n = plain_run(s, special);
    if (n) {
      buf_add(out, s.ptr, n);
    } else {
      uint32_t c = utf8_decode(s, &n);
      put(out, c, str_slice(s, 0, n));
    }
    s = str_slice(s, n, s.len);
  }
}

static void escape_with(struct buf *out, calque_str s, const char *special, put_fn put) {
  while (s.len) {
    size_t n = utf8_valid_prefix(s);
    escape_valid(out, str_slice(s, 0, n), special, put);
    if (n < s.len) {
      buf_puts(out, REPLACEMENT);
      n++;
    }
    s = str_slice(s, n, s.len);
  }
}

void escape_json(struct buf *out, calque_str s) {
  if (utf8_valid_prefix(s) == s.len) {
    json_write_str(out, s);
    return;
  }
  struct buf repaired;
  buf_init(&repaired, out->max);
  utf8_repair(&repaired, s);
  json_write_str(out, buf_view(&repaired));
  buf_free(&repaired);
}

static void put_html(struct buf *out, uint32_t c, calque_str bytes) {
  switch (c) {
    case '&': buf_puts(out, "&amp;"); return;
    case '<': buf_puts(out, "&lt;"); return;
    case '>': buf_puts(out, "&gt;"); return;
    case '"': buf_puts(out, "&quot;"); return;
    case '\'': buf_puts(out, "&#39;"); return;
    case '\n':
    case '\t': buf_str(out, bytes); return;
    case '\r': buf_puts(out, "&#13;"); return;
    default: break;
  }
  bool no_character = c == 0xfffe || c == 0xffff; /* XML has no place for them */
  if (utf8_is_control(c) || no_character) buf_puts(out, REPLACEMENT);
  else buf_str(out, bytes);
}

void escape_html(struct buf *out, calque_str s) { escape_with(out, s, "&<>\"'", put_html); }

static void put_markdown(struct buf *out, uint32_t c, calque_str bytes) {
  if (c == '&') buf_puts(out, "&amp;");
  else if (c == '<') buf_puts(out, "&lt;");
  else if (c == '\n' || c == '\t' || c == '\r') buf_char(out, ' ');
  else if (c > ' ' && c < 0x80 && strchr("\\`*_[]>|~#", (int)c)) buf_printf(out, "\\%c", (char)c);
  else if (escape_is_plain(c)) buf_str(out, bytes);
  else buf_puts(out, REPLACEMENT);
}

/* "1." "-" "+" "=" start a list or a heading, but only at the start of a line. */
static size_t list_marker(calque_str s) {
  size_t i = 0;
  if (s.len && s.ptr[0] && strchr("-+=", s.ptr[0])) return 1;
  while (i < s.len && i < 9 && utf8_is_digit((unsigned char)s.ptr[i])) i++;
  return i && i < s.len && (s.ptr[i] == '.' || s.ptr[i] == ')') ? i + 1 : 0;
}

void escape_markdown(struct buf *out, calque_str s) {
  size_t n = list_marker(s);
  if (n) {
    buf_add(out, s.ptr, n - 1);
    buf_printf(out, "\\%c", s.ptr[n - 1]);
  }
  escape_with(out, str_slice(s, n, s.len), "&<\\`*_[]>|~#", put_markdown);
}

static void put_line(struct buf *out, uint32_t c, calque_str bytes) {
  if (escape_is_plain(c)) buf_str(out, bytes);
  else if (c == '\t' || c == '\n' || c == '\r') buf_char(out, ' ');
  else buf_puts(out, REPLACEMENT);
}

void escape_line(struct buf *out, calque_str s) { escape_with(out, s, "", put_line); }

static void put_text(struct buf *out, uint32_t c, calque_str bytes) {
  if (escape_is_plain(c) || c == '\t' || c == '\n') buf_str(out, bytes);
  else if (c == '\r' && bytes.ptr[1] == '\n') return; /* never the last byte: see escape_text */
  else if (c == '\r') buf_char(out, '\n');
  else buf_puts(out, REPLACEMENT);
}

void escape_text(struct buf *out, calque_str s) {
  bool last = s.len && s.ptr[s.len - 1] == '\r';
  if (last) s.len--;
  escape_with(out, s, "", put_text);
  if (last) buf_char(out, '\n');
}

void escape_uri(struct buf *out, calque_str s) {
  for (size_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.ptr[i];
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                 (c && strchr("-._~/", c));
    if (plain) buf_char(out, (char)c);
    else buf_printf(out, "%%%02X", c);
  }
}

void escape_uri_reference(struct buf *out, calque_str url) {
  for (size_t i = 0; i < url.len; i++) {
    unsigned char c = (unsigned char)url.ptr[i];
    if (c > 0x20 && c < 0x7f && !strchr("<>\"'\\`", c)) buf_char(out, (char)c);
    else buf_printf(out, "%%%02X", c);
  }
}

bool escape_is_link(calque_str url) {
  if (!str_starts(url, STR("http://")) && !str_starts(url, STR("https://"))) return false;
  for (size_t i = 0; i < url.len; i++)
    if ((unsigned char)url.ptr[i] <= 0x20 || url.ptr[i] == 0x7f) return false;
  return true;
}
