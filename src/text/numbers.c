/* The token that a number is: 1,5  839.000  100 000 (any space)  28e  14h30  14:30  3.14  5G. A
 * separator belongs to it only where digits follow as they should. */
#include "text/parts.h"

static bool digit_at(calque_str s, size_t i) {
  return i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9';
}

static size_t digits_end(calque_str s, size_t i) {
  while (digit_at(s, i)) i++;
  return i;
}

/* Bytes of the space, no-break or thin space at i; 0 when there is none. */
static size_t group_space(calque_str s, size_t i) {
  calque_str rest = str_slice(s, i, s.len);
  if (str_starts(rest, STR(" "))) return 1;
  if (str_starts(rest, STR("\xc2\xa0"))) return 2;
  if (str_starts(rest, STR("\xe2\x80\xaf")) || str_starts(rest, STR("\xe2\x80\x89"))) return 3;
  return 0;
}

static bool three_digits(calque_str s, size_t i) { return digits_end(s, i) == i + 3; }

/* Groups of three digits behind a first group of at most three. */
static size_t groups_end(calque_str s, size_t start, size_t i) {
  if (i - start > 3) return i;
  for (size_t space; (space = i < s.len ? group_space(s, i) : 0) && three_digits(s, i + space);)
    i += space + 3;
  return i;
}

/* Lower-case letters that end an ordinal or an hour: e er re ers ème h min ... and capitals of
 * units (G, CV, D): anything short that is glued to digits. */
static size_t suffix_end(calque_str s, size_t i) {
  size_t end = i, len;
  while (end < s.len) {
    uint32_t c = utf8_decode(str_slice(s, end, s.len), &len);
    if (!utf8_is_letter(c)) break;
    end += len;
  }
  if (end == i + 1 && (s.ptr[i] == 'h' || s.ptr[i] == 'H') && digit_at(s, end))
    return digits_end(s, end);
  return end;
}

size_t number_end(calque_str s, size_t start) {
  size_t i = groups_end(s, start, digits_end(s, start));
  while (i < s.len && (s.ptr[i] == '.' || s.ptr[i] == ',' || s.ptr[i] == ':') && digit_at(s, i + 1))
    i = digits_end(s, i + 1);
  return suffix_end(s, i);
}
