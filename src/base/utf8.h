/* UTF-8: decoding, repairing, and the classes of characters that French text needs. utf8proc
 * knows Unicode; a table answers for Latin letters, which are nearly all we meet. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/buf.h"
#include "base/str.h"

#define UTF8_REPLACEMENT 0xFFFDu

/* Properties of the letters below U+0250, filled in before main. */
enum { UTF8_LETTER = 1, UTF8_UPPER = 2, UTF8_LOWER = 4 };
#define UTF8_N_LATIN 0x250u
extern struct utf8_latin {
  uint16_t lower, upper, fold;
  uint8_t properties;
} utf8_latin[UTF8_N_LATIN];
uint8_t utf8_properties_far(uint32_t c); /* of the others */
uint32_t utf8_decode_far(calque_str s, size_t *len);

/* The character at the start of s and, in *len, its bytes (1 to 4). s must be valid UTF-8 and not
 * empty. */
static inline uint32_t utf8_decode(calque_str s, size_t *len) {
  unsigned char first = (unsigned char)s.ptr[0];
  if (first < 0x80) return *len = 1, first;
  return utf8_decode_far(s, len);
}
/* The character that ends right before byte `end` of s; *len as above. end > 0. */
uint32_t utf8_decode_before(calque_str s, size_t end, size_t *len);
/* Writes c to out[0..3], returns how many bytes. c is a scalar value. */
size_t utf8_encode(uint32_t c, char out[4]);

/* Bytes of the longest valid prefix (no surrogates, nothing overlong, nothing past U+10FFFF). */
size_t utf8_valid_prefix(calque_str s);
/* Appends s with every broken sequence (its maximal part) as one U+FFFD. Returns how many. */
size_t utf8_repair(struct buf *out, calque_str s);

static inline uint8_t utf8_properties(uint32_t c) {
  return c < UTF8_N_LATIN ? utf8_latin[c].properties : utf8_properties_far(c);
}
/* Letters and combining marks; title case is upper; digits are 0-9 only. */
static inline bool utf8_is_letter(uint32_t c) { return utf8_properties(c) & UTF8_LETTER; }
static inline bool utf8_is_upper(uint32_t c) { return utf8_properties(c) & UTF8_UPPER; }
static inline bool utf8_is_lower(uint32_t c) { return utf8_properties(c) & UTF8_LOWER; }
static inline bool utf8_is_digit(uint32_t c) { return c >= '0' && c <= '9'; }
bool utf8_is_space(uint32_t c);   /* white space, every no-break and thin space, U+FEFF */
bool utf8_is_control(uint32_t c); /* C0 but tab and newline, C1, bidi controls, U+FEFF */
/* 1 for the bytes of which no control character is made, nor U+2028 and U+2029: most of any text
 * can be written without a look at its characters. */
static inline unsigned char utf8_is_calm(unsigned char c) {
  return (c >= 0x20) & (c != 0x7f) & (c != 0xc2) & (c != 0xe2) & (c != 0xef);
}
/* How many such bytes s starts with. */
size_t utf8_calm_prefix(calque_str s);
uint32_t utf8_lower(uint32_t c);
uint32_t utf8_upper(uint32_t c);
/* The letter without its accent, lower case: É -> e, ç -> c. Ligatures stay. */
uint32_t utf8_fold(uint32_t c);
/* Terminal columns: 0, 1 or 2. */
int utf8_width(uint32_t c);

/* Lower-case copy; the apostrophe U+2019 and U+02BC become '. out has room for 3 * s.len bytes.
 * Returns the bytes written. */
size_t utf8_lower_word(calque_str s, char *out);
/* The same without accents; œ -> oe, æ -> ae. */
size_t utf8_fold_word(calque_str s, char *out);
/* Number of characters. */
size_t utf8_count(calque_str s);

#endif
