/* Feeds are made by templates, and a feed with one bare & is still meant to be read. Expat rightly
 * refuses what is no XML; so what every reader of feeds forgives is mended before: what a
 * program says before the declaration (white space, a warning), control characters, an & that
 * starts no reference, a declaration that names another encoding than the bytes are in. The names
 * of HTML (&nbsp;, &eacute;) come out as text, which is then read as HTML; so no entity but XML's
 * own five is ever looked up. Line numbers stay as they were. */
#include "base/buf.h"
#include "base/utf8.h"
#include "input/encoding.h"
#include "input/feed.h"

/* The value of encoding="..." in the XML declaration; empty: none. */
static calque_str declared_encoding(calque_str bytes) {
  calque_str head = str_slice(bytes, 0, bytes.len < 256 ? bytes.len : 256);
  size_t end = str_find(head, STR("?>")), at = str_find(head, STR("encoding="));
  if (!str_starts(head, STR("<?xml")) || end == SIZE_MAX || at == SIZE_MAX || at > end)
    return STR("");
  calque_str rest = str_slice(head, at + 9, end);
  if (!rest.len) return rest;
  char quote = *rest.ptr;
  rest = str_slice(rest, 1, rest.len);
  return str_cut(&rest, quote);
}

/* Valid UTF-8 is UTF-8 whatever is declared; other bytes are what they declare to be. */
static calque_status decode(calque_arena *arena, calque_str bytes, const char *path,
                            calque_str *out, calque_error *err) {
  enum encoding guess = encoding_guess(bytes);
  calque_str name = declared_encoding(bytes);
  enum encoding declared = encoding_by_name(name);
  if (guess == ENCODING_WINDOWS_1252) {
    if (name.len && declared == ENCODING_UNKNOWN)
      return fail(err, CALQUE_E_ENCODING, path, 1, "the encoding '%.*s' is not supported",
                  STR_ARG(name));
    if (declared == ENCODING_LATIN9) guess = declared;
  }
  *out = encoding_decode(arena, bytes, guess);
  return CALQUE_OK;
}

/* The references that XML knows without a definition. */
static bool is_known_name(calque_str name) {
  static const calque_str names[] = {STR_INIT("amp"), STR_INIT("lt"), STR_INIT("gt"),
                                     STR_INIT("quot"), STR_INIT("apos")};
  for (size_t i = 0; i < COUNT(names); i++)
    if (str_eq(name, names[i])) return true;
  return false;
}

static bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '#';
}

/* Is the character that "#233" or "#xE9" names one that XML has? */
static bool names_character(calque_str s) {
  uint32_t c = 0, base = s.len > 1 && (s.ptr[1] | 0x20) == 'x' ? 16 : 10;
  for (size_t i = base == 16 ? 2 : 1; i < s.len; i++) {
    uint32_t digit = (uint32_t)(unsigned char)s.ptr[i];
    digit = digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
    if (digit >= base || c > 0x110000) return false;
    c = c * base + digit;
  }
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c < 0x110000 && (c < 0xd800 || c > 0xdfff) && c != 0xfffe && c != 0xffff;
}

/* "&amp;" or "&#123;" at the start of s. */
static bool is_reference(calque_str s) {
  enum { LONGEST = 34 };
  size_t i = 1;
  while (i < s.len && i < LONGEST && is_name_byte(s.ptr[i])) i++;
  if (i < 2 || i == s.len || s.ptr[i] != ';') return false;
  if (s.ptr[1] == '#') return names_character(str_slice(s, 1, i));
  return is_known_name(str_slice(s, 1, i));
}

/* A control character, or one of the two characters that XML has no place for. */
static size_t forbidden(calque_str s) {
  unsigned char c = (unsigned char)s.ptr[0];
  if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') return 1;
  if (str_starts(s, STR("\xef\xbf\xbe")) || str_starts(s, STR("\xef\xbf\xbf"))) return 3;
  return 0;
}

calque_status feed_mend(calque_arena *arena, calque_str bytes, const char *path, calque_str *out,
                        calque_error *err) {
  calque_str s = STR("");
  calque_status status = decode(arena, feed_without_noise(bytes), path, &s, err);
  if (status) return status;
  struct buf b;
  buf_init(&b, BUF_MAX_OUTPUT);
  bool started = false, cdata = false;
  for (size_t i = 0; i < s.len;) {
    calque_str rest = str_slice(s, i, s.len);
    size_t bad = forbidden(rest);
    char c = *rest.ptr;
    started = started || c == '<';
    if (c == '<' && str_starts(rest, STR("<![CDATA["))) cdata = true;
    if (c == ']' && str_starts(rest, STR("]]>"))) cdata = false;
    /* What stands before the first tag can only be a stray line. */
    if (bad) buf_char(&b, ' ');
    else if (started && c == '&' && !cdata && !is_reference(rest)) buf_puts(&b, "&amp;");
    else if (started) buf_char(&b, c);
    i += bad ? bad : 1;
  }
  *out = arena_copy(arena, buf_view(&b));
  buf_free(&b);
  return CALQUE_OK;
}
