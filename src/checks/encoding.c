/* Bytes that were read in the wrong encoding: U+FFFD, é shown as Ã©, control characters. */
#include "checks/check.h"

/* What Windows-1252 shows for the bytes 0x80 to 0x9f, but for quotation marks and dashes, which
 * may stand behind any letter. */
static bool is_high_1252(uint32_t c) {
  static const uint16_t shown[] = {0x20ac, 0x201a, 0x0192, 0x201e, 0x2020, 0x2021, 0x02c6,
                                   0x2030, 0x0160, 0x2039, 0x0152, 0x017d, 0x2022, 0x02dc,
                                   0x2122, 0x0161, 0x203a, 0x0153, 0x017e, 0x0178};
  for (size_t i = 0; i < COUNT(shown); i++)
    if (shown[i] == c) return true;
  return false;
}

/* Pairs that UTF-8 read as Windows-1252 leaves behind: the lead byte and what may follow. */
static bool is_mojibake(uint32_t c, uint32_t next) {
  if (c == 0xc3)
    return (next >= 0x80 && next <= 0xbf && next != 0xab && next != 0xbb) || is_high_1252(next);
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
  if (!is_mojibake(c, next)) return 0;
  len += len2;
  if (c != 0xe2 || len == s.len) return len;
  c = utf8_decode(str_slice(s, len, s.len), &len2); /* the third byte of ’ “ … – */
  return c >= 0x80 && (!utf8_is_letter(c) || is_high_1252(c)) ? len + len2 : len;
}

/* Next byte that can start something broken: ASCII letters and spaces cannot, nor what is no
 * control character and none of Ã Â â U+FFFD. */
static size_t skip_sound(calque_str s, size_t i) {
  const unsigned char *p = (const unsigned char *)s.ptr;
  while (i < s.len) {
    uint64_t eight, high = 0x8080808080808080u;
    if (i + 8 <= s.len) { /* a byte below 0x20 borrows from its top bit, 0x7f carries into it */
      memcpy(&eight, p + i, 8);
      if (!((eight | (eight - high / 4) | (eight + high / 0x80)) & high)) {
        i += 8;
        continue;
      }
    }
    if (p[i] >= 0x20 && p[i] < 0x7f) i++;
    else if (p[i] < 0x80 || p[i] >= 0xe3) break;
    else if (p[i] == 0xe2) i += 3;
    else if (p[i] == 0xc2 ? p[i + 1] >= 0xa0
                          : p[i + 1] != 0x82 && p[i + 1] != 0x83 && p[i + 1] != 0xa2)
      i += 2;
    else break;
  }
  return i;
}

/* The bytes of the window, with what stands in front of the first sentence and behind the last. */
static calque_span bytes_of(const struct check_context *ctx) {
  const calque_doc *doc = ctx->doc;
  const struct check_window *w = &ctx->window;
  return (calque_span){
      w->first ? doc->sentences[w->first].span.start : 0,
      w->end < doc->n_sentences ? doc->sentences[w->end - 1].span.end : (uint32_t)doc->text.len};
}

/* One finding for each run, however long. */
static void run(const struct check_context *ctx, struct report *out) {
  calque_span bytes = bytes_of(ctx);
  calque_str s = str_slice(ctx->doc->text, 0, bytes.end);
  size_t len;
  for (size_t i = skip_sound(s, bytes.start); i < s.len; i = skip_sound(s, i)) {
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
    .bad = "La préfecture a ⟦Ã©⟧t⟦Ã©⟧ prévenue.",
    .good = "La préfecture a été prévenue.",
};
