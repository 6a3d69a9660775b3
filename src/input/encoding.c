/* Tables for two single-byte encodings, a decoder for UTF-16, and the guess between them. French
 * in Windows-1252 is almost never valid UTF-8: an accented letter would have to be followed by
 * one of the signs 0x80 to 0xBF. */
#include "input/encoding.h"

#include "base/utf8.h"

/* ---- Names ----------------------------------------------------------------------------------- */

static const struct {
  const char *name;
  enum encoding encoding;
} names[] = {
    {"utf-8", ENCODING_UTF8},
    {"utf8", ENCODING_UTF8},
    {"unicode-1-1-utf-8", ENCODING_UTF8},
    {"windows-1252", ENCODING_WINDOWS_1252},
    {"cp1252", ENCODING_WINDOWS_1252},
    {"x-cp1252", ENCODING_WINDOWS_1252},
    {"iso-8859-1", ENCODING_WINDOWS_1252},
    {"iso8859-1", ENCODING_WINDOWS_1252},
    {"iso_8859-1", ENCODING_WINDOWS_1252},
    {"latin1", ENCODING_WINDOWS_1252},
    {"l1", ENCODING_WINDOWS_1252},
    {"ascii", ENCODING_WINDOWS_1252},
    {"us-ascii", ENCODING_WINDOWS_1252},
    {"iso-8859-15", ENCODING_LATIN9},
    {"iso8859-15", ENCODING_LATIN9},
    {"iso_8859-15", ENCODING_LATIN9},
    {"latin-9", ENCODING_LATIN9},
    {"latin9", ENCODING_LATIN9},
    {"l9", ENCODING_LATIN9},
    {"utf-16", ENCODING_UTF16_LE},
    {"utf-16le", ENCODING_UTF16_LE},
    {"utf-16be", ENCODING_UTF16_BE},
};

calque_str encoding_of_type(calque_str type) {
  static const calque_str key = STR_INIT("charset=");
  for (size_t i = 0; i + key.len <= type.len; i++) {
    if (!str_eq_nocase(str_slice(type, i, i + key.len), key)) continue;
    calque_str rest = str_slice(type, i + key.len, type.len), name;
    name = str_trim(str_cut(&rest, ';'));
    if (name.len > 1 && *name.ptr == '"') name = str_slice(name, 1, name.len - 1);
    return name;
  }
  return STR("");
}

enum encoding encoding_by_name(calque_str name) {
  name = str_trim(name);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (str_eq_nocase(name, calque_str_of(names[i].name))) return names[i].encoding;
  return ENCODING_UNKNOWN;
}

/* ---- UTF-16 ---------------------------------------------------------------------------------- */

static uint32_t unit_at(const struct utf16 *u, const unsigned char *p) {
  return u->big_endian ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

static bool is_high(uint32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
static bool is_low(uint32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

/* One whole unit, after the high surrogate that may be held. */
static size_t unit_feed(struct utf16 *u, const unsigned char *p, char *out) {
  uint32_t unit = unit_at(u, p);
  size_t n = 0;
  if (u->n_held == 2) {
    uint32_t high = unit_at(u, u->held);
    u->n_held = 0;
    if (is_low(unit)) return utf8_encode(0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00), out);
    n = utf8_encode(UTF8_REPLACEMENT, out);
  }
  if (is_high(unit)) {
    memcpy(u->held, p, 2);
    u->n_held = 2;
    return n;
  }
  return n + utf8_encode(is_low(unit) ? UTF8_REPLACEMENT : unit, out + n);
}

size_t utf16_feed(struct utf16 *u, const unsigned char *in, size_t n, char *out) {
  size_t written = 0;
  for (size_t i = 0; i < n;) {
    if (u->n_held % 2) { /* the second byte of a unit that was cut */
      unsigned char unit[2] = {u->held[u->n_held - 1], in[i++]};
      u->n_held--;
      written += unit_feed(u, unit, out + written);
    } else if (i + 1 < n) {
      written += unit_feed(u, in + i, out + written);
      i += 2;
    } else {
      u->held[u->n_held++] = in[i++];
    }
  }
  return written;
}

size_t utf16_end(struct utf16 *u, char *out) {
  size_t n = u->n_held ? utf8_encode(UTF8_REPLACEMENT, out) : 0;
  u->n_held = 0;
  return n;
}

enum encoding encoding_utf16(calque_str bytes, size_t *bom) {
  *bom = 2;
  if (str_starts(bytes, STR("\xff\xfe"))) return ENCODING_UTF16_LE;
  if (str_starts(bytes, STR("\xfe\xff"))) return ENCODING_UTF16_BE;
  *bom = 0;
  if (!bytes.len || !memchr(bytes.ptr, '\0', bytes.len < 64 ? bytes.len : 64))
    return ENCODING_UNKNOWN;
  size_t n = bytes.len < 4096 ? bytes.len & ~(size_t)1 : 4096, zeros[2] = {0, 0};
  for (size_t i = 0; i < n; i++) zeros[i % 2] += bytes.ptr[i] == '\0';
  if (n < 8) return ENCODING_UNKNOWN;
  /* Four of five units are ASCII even in accented text; no unit of text is U+xx00 but rarely. */
  if (zeros[1] * 10 >= n / 2 * 8 && zeros[0] * 20 <= n / 2) return ENCODING_UTF16_LE;
  if (zeros[0] * 10 >= n / 2 * 8 && zeros[1] * 20 <= n / 2) return ENCODING_UTF16_BE;
  return ENCODING_UNKNOWN;
}

/* ---- Single bytes ---------------------------------------------------------------------------- */

/* 0x80 to 0x9F of Windows-1252; 0: not assigned. */
static const uint16_t windows_1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

static uint32_t latin9_char(unsigned char c) {
  switch (c) {
    case 0xa4: return 0x20ac;
    case 0xa6: return 0x160;
    case 0xa8: return 0x161;
    case 0xb4: return 0x17d;
    case 0xb8: return 0x17e;
    case 0xbc: return 0x152;
    case 0xbd: return 0x153;
    case 0xbe: return 0x178;
    default: return c;
  }
}

static uint32_t single_char(unsigned char c, enum encoding encoding) {
  if (c < 0x80) return c;
  if (c < 0xa0) return windows_1252[c - 0x80] ? windows_1252[c - 0x80] : UTF8_REPLACEMENT;
  return encoding == ENCODING_LATIN9 ? latin9_char(c) : c;
}

static calque_str decode_single(calque_arena *arena, calque_str bytes, enum encoding encoding) {
  size_t n = 0, n_high = 0;
  for (size_t i = 0; i < bytes.len; i++) n_high += (unsigned char)bytes.ptr[i] >> 7;
  char *out = arena_alloc(arena, bytes.len + 2 * n_high); /* at most three bytes each */
  for (size_t i = 0; i < bytes.len; i++) {
    unsigned char c = (unsigned char)bytes.ptr[i];
    if (c < 0x80) out[n++] = (char)c;
    else n += utf8_encode(single_char(c, encoding), out + n);
  }
  return (calque_str){out, n};
}

/* ---- The guess ------------------------------------------------------------------------------- */

/* A two- or three-byte character of French UTF-8 that the end of the text cut: no French word ends
 * in the Windows-1252 letters that these bytes are. */
static bool cut_at_end(calque_str tail) {
  if (tail.len == 0 || tail.len > 3) return false;
  if (tail.len > 1) return (unsigned char)tail.ptr[0] >= 0xe0;
  return tail.ptr[0] == '\xc2' || tail.ptr[0] == '\xc3' || tail.ptr[0] == '\xc5' ||
         tail.ptr[0] == '\xe2';
}

static size_t count_leads(calque_str valid) {
  size_t n = 0;
  for (size_t i = 0; i < valid.len; i++) n += (unsigned char)valid.ptr[i] >= 0xc0;
  return n;
}

enum encoding encoding_guess(calque_str bytes) {
  size_t bom, whole = 0, broken = 0;
  enum encoding wide = encoding_utf16(bytes, &bom);
  if (wide != ENCODING_UNKNOWN) return wide;
  if (str_starts(bytes, STR("\xef\xbb\xbf"))) return ENCODING_UTF8;
  while (bytes.len) {
    size_t good = utf8_valid_prefix(bytes);
    whole += count_leads(str_slice(bytes, 0, good));
    bytes = str_slice(bytes, good, bytes.len);
    if (!bytes.len || (!broken && cut_at_end(bytes))) break;
    broken++;
    bytes = str_slice(bytes, 1, bytes.len);
  }
  return broken > whole ? ENCODING_WINDOWS_1252 : ENCODING_UTF8;
}

static calque_str without_bom(calque_str bytes) {
  return str_starts(bytes, STR("\xef\xbb\xbf")) ? str_slice(bytes, 3, bytes.len) : bytes;
}

static calque_str repair(calque_arena *arena, calque_str bytes) {
  struct buf out;
  buf_init(&out, bytes.len * 3);
  utf8_repair(&out, bytes);
  calque_str text = arena_copy(arena, buf_view(&out));
  buf_free(&out);
  return text;
}

static calque_str decode_utf16(calque_arena *arena, calque_str bytes, enum encoding encoding) {
  size_t bom;
  if (encoding_utf16(bytes, &bom) != encoding) bom = 0;
  struct utf16 u = {.big_endian = encoding == ENCODING_UTF16_BE};
  char *out = arena_alloc(arena, UTF16_ROOM(bytes.len));
  size_t n = utf16_feed(&u, (const unsigned char *)bytes.ptr + bom, bytes.len - bom, out);
  n += utf16_end(&u, out + n);
  return (calque_str){out, n};
}

calque_str encoding_decode(calque_arena *arena, calque_str bytes, enum encoding encoding) {
  if (!bytes.len) return (calque_str){"", 0};
  size_t bom;
  bool unknown = encoding == ENCODING_UNKNOWN;
  if (unknown) encoding = encoding_utf16(bytes, &bom);
  if (encoding == ENCODING_UTF16_LE || encoding == ENCODING_UTF16_BE)
    return decode_utf16(arena, bytes, encoding);
  calque_str plain = without_bom(bytes);
  if (unknown || encoding == ENCODING_UTF8) {
    if (utf8_valid_prefix(plain) == plain.len) return plain;
    if (unknown) encoding = encoding_guess(bytes);
  }
  return encoding == ENCODING_UTF8 ? repair(arena, plain) : decode_single(arena, bytes, encoding);
}
