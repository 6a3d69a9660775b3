/* Members of objects, and the fields of the input that are passed through as they were written. */
#include "output/members.h"
#include "base/json.h"
#include "output/escape.h"

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
