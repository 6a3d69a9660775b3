/* Decoding is by hand (validity was checked once, at the door); properties are utf8proc's, asked
 * once at start for everything below U+0250 and by call above. */
#include "base/utf8.h"

#include <utf8proc.h>

struct utf8_latin utf8_latin[UTF8_N_LATIN];

static uint8_t class_of(uint32_t c) {
  switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT: return UTF8_LETTER | UTF8_UPPER;
    case UTF8PROC_CATEGORY_LL: return UTF8_LETTER | UTF8_LOWER;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC: return UTF8_LETTER;
    default: return 0;
  }
}

/* The first code point of the canonical decomposition, in lower case. */
static uint32_t fold_of(uint32_t c) {
  utf8proc_int32_t out[8];
  int boundary = 0;
  utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, out, 8,
                                               UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &boundary);
  return (uint32_t)utf8proc_tolower(n > 0 ? out[0] : (utf8proc_int32_t)c);
}

/* Before main, so that no look-up has to ask whether it was done. */
__attribute__((constructor)) static void latin_fill(void) {
  for (uint32_t c = 0; c < UTF8_N_LATIN; c++) {
    uint32_t upper = (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
    utf8_latin[c] = (struct utf8_latin){.lower = (uint16_t)utf8proc_tolower((utf8proc_int32_t)c),
                                        .upper = (uint16_t)(upper < 0x10000 ? upper : c),
                                        .fold = (uint16_t)fold_of(c),
                                        .properties = class_of(c)};
  }
}

uint8_t utf8_properties_far(uint32_t c) { return class_of(c); }

uint32_t utf8_decode_far(calque_str s, size_t *len) {
  const unsigned char *p = (const unsigned char *)s.ptr;
  if (p[0] < 0x80) return *len = 1, p[0];
  if (p[0] < 0xe0) return *len = 2, (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
  if (p[0] < 0xf0) return *len = 3, (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
  *len = 4;
  return (p[0] & 0x07u) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
}

uint32_t utf8_decode_before(calque_str s, size_t end, size_t *len) {
  size_t start = end - 1;
  while (start > 0 && ((unsigned char)s.ptr[start] & 0xc0) == 0x80) start--;
  return utf8_decode(str_slice(s, start, end), len);
}

size_t utf8_encode(uint32_t c, char out[4]) {
  return (size_t)utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)out);
}

/* Length of the valid sequence at p (n > 0 bytes left); 0 when broken, with the bytes of the
 * broken part in *broken. Ranges of the second byte after Unicode, table 3-7. */
static size_t sequence(const unsigned char *p, size_t n, size_t *broken) {
  *broken = 1;
  if (p[0] < 0x80) return 1;
  if (p[0] < 0xc2 || p[0] > 0xf4) return 0;
  size_t want = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
  unsigned char low = p[0] == 0xe0 ? 0xa0 : p[0] == 0xf0 ? 0x90 : 0x80;
  unsigned char high = p[0] == 0xed ? 0x9f : p[0] == 0xf4 ? 0x8f : 0xbf;
  for (size_t i = 1; i < want; i++, low = 0x80, high = 0xbf) {
    if (i >= n || p[i] < low || p[i] > high) return 0;
    *broken = i + 1;
  }
  return want;
}

/* Bytes that are looked at together. Compilers make vectors of such loops, if what is summed up is
 * bytes, too. */
enum { BLOCK = 32 };

/* Are these bytes, and the one behind them that the last may need, sound and nothing beyond U+00FF?
 * So is most of any French text. */
static bool block_is_latin(const unsigned char *p) {
  unsigned char broken = 0;
  if ((p[0] & 0xc0) == 0x80) return false;
  for (int i = 0; i < BLOCK; i++) {
    unsigned char pair = (p[i] & 0xfe) == 0xc2;
    broken |= pair ^ (p[i] >= 0xc0);
    broken |= pair ^ ((p[i + 1] & 0xc0) == 0x80);
  }
  return !broken;
}

/* The same from byte i, at least as far as byte `end`, byte by byte; stops at what is broken. */
static size_t valid_until(calque_str s, size_t i, size_t end) {
  const unsigned char *p = (const unsigned char *)s.ptr;
  size_t broken;
  while (i < end) {
    uint64_t eight;
    if (i + 8 <= s.len && (memcpy(&eight, p + i, 8), !(eight & 0x8080808080808080u))) {
      i += 8;
      continue;
    }
    while (i < s.len && p[i] < 0x80) i++;
    if (i == s.len) return i;
    size_t n = sequence(p + i, s.len - i, &broken);
    if (!n) return i;
    i += n;
  }
  return i;
}

size_t utf8_valid_prefix(calque_str s) {
  const unsigned char *p = (const unsigned char *)s.ptr;
  for (size_t i = 0;;) {
    while (s.len - i > BLOCK && block_is_latin(p + i))
      i += (size_t)BLOCK - (p[i + BLOCK - 1] >= 0xc0);
    size_t end = s.len - i > BLOCK ? i + BLOCK : s.len;
    i = valid_until(s, i, end);
    if (i < end || i == s.len) return i;
  }
}

size_t utf8_repair(struct buf *out, calque_str s) {
  size_t replaced = 0;
  while (s.len) {
    size_t good = utf8_valid_prefix(s), broken = 0;
    buf_add(out, s.ptr, good);
    s = str_slice(s, good, s.len);
    if (!s.len) break;
    sequence((const unsigned char *)s.ptr, s.len, &broken);
    buf_add(out, "\xef\xbf\xbd", 3);
    s = str_slice(s, broken, s.len);
    replaced++;
  }
  return replaced;
}

bool utf8_is_space(uint32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200b) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x2060 || c == 0x3000 || c == 0xfeff;
}

bool utf8_is_control(uint32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0) || c == 0xfeff ||
         (c >= 0x200e && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

static bool block_is_calm(const char *p) {
  unsigned char calm = 1;
  for (int i = 0; i < BLOCK; i++) calm &= utf8_is_calm((unsigned char)p[i]);
  return calm;
}

size_t utf8_calm_prefix(calque_str s) {
  size_t i = 0;
  while (s.len - i >= BLOCK && block_is_calm(s.ptr + i)) i += BLOCK;
  while (i < s.len && utf8_is_calm((unsigned char)s.ptr[i])) i++;
  return i;
}

uint32_t utf8_lower(uint32_t c) {
  if (c >= UTF8_N_LATIN) return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
  return utf8_latin[c].lower;
}

uint32_t utf8_upper(uint32_t c) {
  if (c >= UTF8_N_LATIN) return (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
  return utf8_latin[c].upper;
}

uint32_t utf8_fold(uint32_t c) {
  if (c >= UTF8_N_LATIN) return fold_of(c);
  return utf8_latin[c].fold;
}

int utf8_width(uint32_t c) {
  if (c < 0x300) return c >= 0x20 && (c < 0x7f || c >= 0xa0) && c != 0xad;
  return utf8proc_charwidth((utf8proc_int32_t)c);
}

/* The letters of nearly all words have two bytes at most. */
static size_t put(uint32_t c, char *out) {
  if (c < 0x80) return out[0] = (char)c, 1;
  if (c >= 0x800) return utf8_encode(c, out);
  out[0] = (char)(0xc0 | c >> 6);
  out[1] = (char)(0x80 | (c & 0x3f));
  return 2;
}

static bool is_apostrophe(uint32_t c) { return c == 0x2019 || c == 0x02bc; }

size_t utf8_lower_word(calque_str s, char *out) {
  size_t n = 0, len;
  for (size_t i = 0; i < s.len; i += len) {
    uint32_t c = utf8_decode(str_slice(s, i, s.len), &len);
    if (c < 0x80) out[n++] = (char)utf8_latin[c].lower;
    else n += put(is_apostrophe(c) ? '\'' : utf8_lower(c), out + n);
  }
  return n;
}

size_t utf8_fold_word(calque_str s, char *out) {
  size_t n = 0, len;
  for (size_t i = 0; i < s.len; i += len) {
    uint32_t c = utf8_decode(str_slice(s, i, s.len), &len);
    if (c < 0x80) {
      out[n++] = (char)utf8_latin[c].fold;
      continue;
    }
    uint32_t f = is_apostrophe(c) ? '\'' : utf8_fold(c);
    if (f == 0x153 || f == 0xe6) {
      out[n++] = f == 0x153 ? 'o' : 'a';
      f = 'e';
    }
    if (f < 0x300 || f > 0x36f) n += put(f, out + n);
  }
  return n;
}

size_t utf8_count(calque_str s) {
  enum { COUNTED = 64 }; /* bytes that are counted at once */
  size_t n = 0, i = 0;
  for (; i + COUNTED <= s.len; i += COUNTED) {
    unsigned char block = 0;
    for (size_t k = 0; k < COUNTED; k++)
      block = (unsigned char)(block + (((unsigned char)s.ptr[i + k] & 0xc0) != 0x80));
    n += block;
  }
  for (; i < s.len; i++) n += ((unsigned char)s.ptr[i] & 0xc0) != 0x80;
  return n;
}
