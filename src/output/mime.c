/* Every encoder looks at one character at a time and knows how long its line is by now. */
#include "output/mime.h"

#include "base/str.h"
#include "base/utf8.h"
#include "output/escape.h"

enum { LINE = 76, WORD = 75, MAX_ADDRESS = 254, MAX_HEADER = 1 << 16 };

static const char WORD_START[] = "=?UTF-8?Q?";

/* ---- Bodies ------------------------------------------------------------------------------------
 */

static bool ends_line(calque_str s, size_t i) { return i >= s.len || s.ptr[i] == '\n'; }

/* May the byte at i stand as it is? `column` is where it would come in its line. */
static bool is_literal(calque_str s, size_t i, size_t column) {
  unsigned char c = (unsigned char)s.ptr[i];
  if (c == ' ' || c == '\t') return !ends_line(s, i + 1);
  if (c < '!' || c > '~' || c == '=') return false;
  if (column == 0 && c == '.') return false;
  return column > 0 || !str_starts(str_slice(s, i, s.len), STR("From "));
}

void mime_quoted_printable(struct buf *out, calque_str s) {
  size_t column = 0;
  for (size_t i = 0; i < s.len; i++) {
    if (s.ptr[i] == '\n') {
      buf_char(out, '\n');
      column = 0;
      continue;
    }
    size_t need = is_literal(s, i, column) ? 1 : 3;
    if (column + need > LINE - (ends_line(s, i + 1) ? 0 : 1)) {
      buf_puts(out, "=\n");
      column = 0;
      need = is_literal(s, i, column) ? 1 : 3;
    }
    if (need == 1) buf_char(out, s.ptr[i]);
    else buf_printf(out, "=%02X", (unsigned char)s.ptr[i]);
    column += need;
  }
  if (column) buf_char(out, '\n');
}

/* ---- Headers -----------------------------------------------------------------------------------
 */

static bool is_plain(calque_str s) {
  for (size_t i = 0; i < s.len; i++)
    if (s.ptr[i] < ' ' || s.ptr[i] > '~') return false;
  return !str_has(s, STR("=?"));
}

/* What RFC 2047 lets stand everywhere, in names of addresses too. */
static bool is_word_byte(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (c && strchr("!*+-/", c));
}

static size_t word_length(calque_str character) {
  unsigned char c = (unsigned char)character.ptr[0];
  return character.len == 1 && (c == ' ' || is_word_byte(c)) ? 1 : 3 * character.len;
}

static void put_word_character(struct buf *out, calque_str character) {
  if (word_length(character) > 1) {
    for (size_t i = 0; i < character.len; i++)
      buf_printf(out, "=%02X", (unsigned char)character.ptr[i]);
  } else {
    buf_char(out, character.ptr[0] == ' ' ? '_' : character.ptr[0]);
  }
}

/* Encoded words, none cut inside a character; the first stands `column` from the left. Returns the
 * column behind the last. */
static size_t put_words(struct buf *out, calque_str s, size_t column) {
  size_t length = sizeof WORD_START - 1;
  buf_puts(out, WORD_START);
  column += length;
  while (s.len) {
    size_t n;
    utf8_decode(s, &n);
    calque_str character = str_slice(s, 0, n);
    size_t need = word_length(character);
    if (length + need + 2 > WORD || column + need + 2 > LINE) {
      buf_puts(out, "?=\n ");
      buf_puts(out, WORD_START);
      length = sizeof WORD_START - 1;
      column = length + 1;
    }
    put_word_character(out, character);
    length += need;
    column += need;
    s = str_slice(s, n, s.len);
  }
  buf_puts(out, "?=");
  return column + 2;
}

void mime_header(struct buf *out, const char *name, calque_str text) {
  struct buf line;
  buf_init(&line, MAX_HEADER);
  escape_line(&line, str_slice(text, 0, text.len < MAX_HEADER / 4 ? text.len : MAX_HEADER / 4));
  calque_str s = str_trim(buf_view(&line));
  size_t column = strlen(name) + 2;
  buf_printf(out, "%s: ", name);
  if (is_plain(s) && column + s.len <= LINE) buf_str(out, s);
  else put_words(out, s, column);
  buf_char(out, '\n');
  buf_free(&line);
}

/* ---- Addresses ---------------------------------------------------------------------------------
 */

/* Cuts off what stands before the next comma that is not in quotation marks. */
static calque_str cut_address(calque_str *rest) {
  bool quoted = false;
  for (size_t i = 0; i < rest->len; i++) {
    if (rest->ptr[i] == '"') quoted = !quoted;
    if (quoted || rest->ptr[i] != ',') continue;
    calque_str one = str_slice(*rest, 0, i);
    *rest = str_slice(*rest, i + 1, rest->len);
    return str_trim(one);
  }
  calque_str one = *rest;
  *rest = (calque_str){NULL, 0};
  return str_trim(one);
}

/* "Name <a@b>" or "a@b" */
static void split(calque_str one, calque_str *name, calque_str *address) {
  size_t open = str_find(one, STR("<"));
  bool bracket = open != SIZE_MAX && str_ends(one, STR(">"));
  *name = bracket ? str_trim(str_slice(one, 0, open)) : (calque_str){"", 0};
  *address = bracket ? str_slice(one, open + 1, one.len - 1) : one;
  if (name->len >= 2 && name->ptr[0] == '"' && name->ptr[name->len - 1] == '"')
    *name = str_slice(*name, 1, name->len - 1);
}

static bool is_address(calque_str s) {
  size_t at = SIZE_MAX;
  for (size_t i = 0; i < s.len; i++) {
    if (s.ptr[i] <= ' ' || s.ptr[i] > '~' || strchr("<>()[]\\,;:\"", s.ptr[i])) return false;
    if (s.ptr[i] == '@' && at != SIZE_MAX) return false;
    if (s.ptr[i] == '@') at = i;
  }
  return at != SIZE_MAX && at > 0 && at + 1 < s.len && s.len <= MAX_ADDRESS;
}

static bool is_name(calque_str s) {
  if (utf8_valid_prefix(s) != s.len) return false;
  while (s.len) {
    size_t n;
    uint32_t c = utf8_decode(s, &n);
    if (utf8_is_control(c) || c == '\n' || c == '\t' || c == '"' || c == '\\' || c == '<' ||
        c == '>')
      return false;
    s = str_slice(s, n, s.len);
  }
  return true;
}

bool mime_is_address_list(calque_str list) {
  if (list.len > MAX_HEADER / 4) return false;
  while (list.ptr) {
    calque_str name, address, one = cut_address(&list);
    split(one, &name, &address);
    if (!is_address(address) || !is_name(name)) return false;
  }
  return true;
}

/* A name that fits goes in quotation marks, any other into encoded words. */
static size_t put_name(struct buf *out, calque_str name, size_t column) {
  if (!is_plain(name) || column + name.len + 2 > LINE) return put_words(out, name, column);
  buf_printf(out, "\"%.*s\"", STR_ARG(name));
  return column + name.len + 2;
}

void mime_address_header(struct buf *out, const char *header, calque_str list) {
  size_t column = strlen(header) + 1;
  buf_printf(out, "%s:", header);
  for (bool first = true; list.ptr; first = false) {
    calque_str name, address, one = cut_address(&list);
    split(one, &name, &address);
    if (!first) {
      buf_puts(out, ",\n");
      column = 0;
    }
    buf_char(out, ' ');
    column++;
    if (name.len) {
      column = put_name(out, name, column);
      buf_puts(out, column + address.len + 3 > LINE ? "\n <" : " <");
    }
    buf_str(out, address);
    if (name.len) buf_char(out, '>');
    column = LINE;
  }
  buf_char(out, '\n');
}
