/* Members of objects, and the fields of the input that are passed through. Those were valid JSON
 * when they were read (calque_article.extra), so finding their borders needs no parser: only
 * strings and nesting are counted. */
#include "output/escape.h"
#include "output/json.h"

void json_comma(struct buf *out) {
  char last = out->len ? out->ptr[out->len - 1] : '{';
  if (last != '{' && last != '[' && last != '\n') buf_puts(out, ", ");
}

void json_key(struct buf *out, const char *name) {
  json_comma(out);
  buf_printf(out, "\"%s\": ", name);
}

void json_string(struct buf *out, const char *name, calque_str value) {
  json_key(out, name);
  escape_json(out, value);
}

void json_string_or_null(struct buf *out, const char *name, calque_str value) {
  json_key(out, name);
  if (value.len) escape_json(out, value);
  else buf_puts(out, "null");
}

void json_number(struct buf *out, const char *name, uint64_t value) {
  json_key(out, name);
  buf_printf(out, "%llu", (unsigned long long)value);
}

/* The end of the string that opens at s[i]: the index behind its closing quote. */
static size_t string_end(calque_str s, size_t i) {
  for (i++; i < s.len && s.ptr[i] != '"'; i++)
    if (s.ptr[i] == '\\') i++;
  return i < s.len ? i + 1 : s.len;
}

/* Where the member that starts at s[i] ends: the index of the comma behind it, or s.len. */
static size_t member_end(calque_str s, size_t i) {
  size_t depth = 0;
  while (i < s.len) {
    char c = s.ptr[i];
    if (c == '"') {
      i = string_end(s, i);
      continue;
    }
    if (c == ',' && depth == 0) return i;
    if (c == '{' || c == '[') depth++;
    if ((c == '}' || c == ']') && depth) depth--;
    i++;
  }
  return s.len;
}

static bool is_taken(calque_str member, const char *const *taken) {
  calque_str name = str_slice(member, 1, string_end(member, 0) - 1);
  for (; *taken; taken++)
    if (str_eq(name, calque_str_of(*taken))) return true;
  return false;
}

void json_extra(struct buf *out, calque_str members, const char *const *taken) {
  for (size_t i = 0; i < members.len;) {
    size_t end = member_end(members, i);
    calque_str member = str_trim(str_slice(members, i, end));
    i = end + 1;
    if (member.len < 2 || member.ptr[0] != '"' || is_taken(member, taken)) continue;
    json_comma(out);
    buf_str(out, member);
  }
}
