/* Bytes that were read in the wrong encoding: U+FFFD, é shown as Ã©, control characters. */
#include "checks/check.h"

/* Pairs that UTF-8 read as Windows-1252 leaves behind: the lead byte and what may follow. */
static bool is_mojibake(uint32_t c, uint32_t next) {
  if (c == 0xc3) return next >= 0x80 && next <= 0xbf && next != 0xab && next != 0xbb;
  if (c == 0xc2) return next >= 0xa0 && next <= 0xbf;
  return c == 0xe2 && (next == 0x20ac || next == 0x80); /* â€™ */
}

/* Length in bytes of what is broken at the start of s; 0 when it is sound. */
static size_t broken_at(calque_str s) {
  size_t len, len2;
  uint32_t c = utf8_decode(s, &len);
  if (c == UTF8_REPLACEMENT) return len;
  if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c < 0xa0 && c != 0x85))
    return len;
  if (c < 0x80 || len == s.len) return 0;
  uint32_t next = utf8_decode(str_slice(s, len, s.len), &len2);
  return is_mojibake(c, next) ? len + len2 : 0;
}

/* Next byte that can start something broken: ASCII letters and spaces cannot. */
static size_t skip_sound(calque_str s, size_t i) {
  while (i < s.len && (unsigned char)s.ptr[i] >= 0x20 && (unsigned char)s.ptr[i] < 0x7f) i++;
  return i;
}

/* One finding for each run, however long. */
static void run(const struct check_context *ctx, struct report *out) {
  calque_str s = ctx->doc->text;
  size_t len;
  for (size_t i = skip_sound(s, 0); i < s.len; i = skip_sound(s, i)) {
    size_t n = broken_at(str_slice(s, i, s.len));
    if (!n) {
      utf8_decode(str_slice(s, i, s.len), &len);
      i += len;
      continue;
    }
    size_t start = i;
    while (i < s.len && (n = broken_at(str_slice(s, i, s.len))) > 0) i += n;
    report_add(out, (calque_span){(uint32_t)start, (uint32_t)i}, NO_SUGGESTION,
               "characters that were read in the wrong encoding");
  }
}

const struct check check_encoding = {
    .id = "encoding",
    .family = "encoding",
    .severity = CALQUE_MAJOR,
    .title = "wrong encoding",
    .why = "Text in one encoding was read as another, or bytes were lost on the way.",
    .run = run,
    .bad = "La préfecture a Ã⟦©⟧ prévenue.",
    .good = "La préfecture a été prévenue.",
};
