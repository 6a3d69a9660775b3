/* Members of objects, and the fields of the input that are passed through as they were written. */
#include "output/members.h"
#include "base/array.h"
#include "base/json.h"
#include "output/escape.h"

#include <math.h>

void member_comma(struct buf *out) {
  char last = out->len ? out->ptr[out->len - 1] : '{';
  if (last != '{' && last != '[' && last != '\n') buf_puts(out, ", ");
}

void member_key(struct buf *out, const char *name) {
  member_comma(out);
  buf_char(out, '"');
  buf_puts(out, name);
  buf_add(out, "\": ", 3);
}

void member_string(struct buf *out, const char *name, calque_str value) {
  member_key(out, name);
  escape_json(out, value);
}

void member_string_or_null(struct buf *out, const char *name, calque_str value) {
  member_key(out, name);
  if (value.len) escape_json(out, value);
  else buf_puts(out, "null");
}

void member_number(struct buf *out, const char *name, uint64_t value) {
  member_key(out, name);
  char digits[20]; /* of 2^64 */
  size_t first = sizeof digits;
  do digits[--first] = (char)('0' + value % 10);
  while (value /= 10);
  buf_add(out, digits + first, sizeof digits - first);
}

/* printf takes longer over the two scores of a summary than all else that writes it. A float times
 * a power of ten is exact in a double, so the digits are those of printf. */
void member_score(struct buf *out, const char *name, double value) {
  static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
  double size = fabs(value);
  member_key(out, name);
  if (!(size >= 1e-3 && size < 9999)) {
    buf_printf(out, "%.4g", size < 1e9 ? value : 0.0);
    return;
  }
  int decimals = COUNT(powers) - 1;
  while (size * powers[decimals] >= 9999.5) decimals--;
  unsigned long digits = (unsigned long)lrint(size * powers[decimals]);
  for (; decimals && digits % 10 == 0; decimals--) digits /= 10;
  char text[16];
  size_t first = sizeof text;
  for (; digits || decimals >= 0; digits /= 10) {
    text[--first] = (char)('0' + digits % 10);
    if (decimals-- == 1) text[--first] = '.';
  }
  if (value < 0) text[--first] = '-';
  buf_add(out, text + first, sizeof text - first);
}

static bool is_taken(calque_str name, const char *const *taken) {
  for (; *taken; taken++)
    if (str_eq(name, calque_str_of(*taken))) return true;
  return false;
}

void member_extra(struct buf *out, calque_str members, const char *const *taken) {
  struct json_members walk = json_members_bare(members);
  for (struct json_member m; json_next(&walk, &m) == JSON_MEMBER;) {
    if (is_taken(m.key, taken)) continue;
    member_comma(out);
    buf_str(out, m.whole);
  }
}
