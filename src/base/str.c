/* The parts of str.h that are too long to stand inline. */
#define _GNU_SOURCE /* memmem */
#include "base/str.h"

size_t str_find(calque_str s, calque_str needle) {
  if (needle.len == 0) return 0;
  if (needle.len > s.len) return SIZE_MAX;
  const char *p = memmem(s.ptr, s.len, needle.ptr, needle.len);
  return p ? (size_t)(p - s.ptr) : SIZE_MAX;
}

static const calque_str spaces[] = {
    STR_INIT(" "),           STR_INIT("\n"),           STR_INIT("\t"),
    STR_INIT("\r"),          STR_INIT("\v"),           STR_INIT("\f"),
    STR_INIT("\xc2\xa0"),    STR_INIT("\xe2\x80\xaf"), STR_INIT("\xe2\x80\x89"),
    STR_INIT("\xef\xbb\xbf")};

/* No space starts or ends with such a byte. */
static bool is_mark(char c) { return c > ' ' && c < 0x7f; }

static size_t space_at_start(calque_str s) {
  if (s.len && is_mark(s.ptr[0])) return 0;
  for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
    if (str_starts(s, spaces[i])) return spaces[i].len;
  return 0;
}

static size_t space_at_end(calque_str s) {
  if (s.len && is_mark(s.ptr[s.len - 1])) return 0;
  for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
    if (str_ends(s, spaces[i])) return spaces[i].len;
  return 0;
}

calque_str str_trim(calque_str s) {
  size_t n;
  while ((n = space_at_start(s)) > 0) s = str_slice(s, n, s.len);
  while ((n = space_at_end(s)) > 0) s.len -= n;
  return s;
}

calque_str str_cut(calque_str *rest, char byte) {
  calque_str all = *rest;
  const char *p = all.len ? memchr(all.ptr, byte, all.len) : NULL;
  if (!p) {
    *rest = (calque_str){NULL, 0};
    return all;
  }
  size_t n = (size_t)(p - all.ptr);
  *rest = str_slice(all, n + 1, all.len);
  return str_slice(all, 0, n);
}

static char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

bool str_eq_nocase(calque_str a, calque_str b) {
  if (a.len != b.len) return false;
  for (size_t i = 0; i < a.len; i++)
    if (ascii_lower(a.ptr[i]) != ascii_lower(b.ptr[i])) return false;
  return true;
}

bool str_to_u64(calque_str s, uint64_t *out) {
  uint64_t n = 0;
  if (s.len == 0 || s.len > 18) return false;
  for (size_t i = 0; i < s.len; i++) {
    if (s.ptr[i] < '0' || s.ptr[i] > '9') return false;
    n = n * 10 + (uint64_t)(s.ptr[i] - '0');
  }
  *out = n;
  return true;
}
