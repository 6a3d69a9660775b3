/* Slices of bytes: comparing, trimming, searching. Nothing here allocates. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "calque.h"

#define STR(literal) ((calque_str){"" literal, sizeof literal - 1})
/* The same as the initializer of a static table. */
#define STR_INIT(literal) \
  { "" literal, sizeof literal - 1 }
/* For printf: "%.*s", STR_ARG(s). Long slices are cut at 2 GiB. */
#define STR_ARG(s) (int)((s).len < 0x7fffffff ? (s).len : 0x7fffffff), (s).ptr

static inline calque_str str_slice(calque_str s, size_t start, size_t end) {
  return (calque_str){s.ptr + start, end - start};
}

static inline calque_str str_of_span(calque_str text, calque_span span) {
  return (calque_str){text.ptr + span.start, (size_t)(span.end - span.start)};
}

static inline bool str_eq(calque_str a, calque_str b) {
  return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool str_starts(calque_str s, calque_str prefix) {
  return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

static inline bool str_ends(calque_str s, calque_str suffix) {
  return s.len >= suffix.len &&
         (suffix.len == 0 || memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0);
}

/* Orders by bytes, a prefix before what it starts. */
static inline int str_compare(calque_str a, calque_str b) {
  size_t n = a.len < b.len ? a.len : b.len;
  int c = n ? memcmp(a.ptr, b.ptr, n) : 0;
  return c ? c : (a.len > b.len) - (a.len < b.len);
}

/* Offset of the first `needle` in `s`, or SIZE_MAX. An empty needle stands at 0. */
size_t str_find(calque_str s, calque_str needle);

static inline bool str_has(calque_str s, calque_str needle) {
  return str_find(s, needle) != SIZE_MAX;
}

/* Without ASCII white space, U+00A0, U+202F, U+2009 and U+FEFF at both ends. */
calque_str str_trim(calque_str s);

/* Cuts off and returns what stands before the next `byte` (all of it when there is none). *rest
 * starts behind that byte; rest->ptr is NULL after the last piece. */
calque_str str_cut(calque_str *rest, char byte);

/* Equal but for the case of ASCII letters. */
bool str_eq_nocase(calque_str a, calque_str b);

/* Decimal digits only, no sign, at most 18 of them. */
bool str_to_u64(calque_str s, uint64_t *out);

/* FNV-1a folded by a multiply-xorshift; good enough for tables of our own data. Seed it with
 * random bytes where an attacker chooses the keys. */
static inline uint64_t str_hash(calque_str s, uint64_t seed) {
  uint64_t h = seed ^ 0xcbf29ce484222325u;
  for (size_t i = 0; i < s.len; i++) h = (h ^ (unsigned char)s.ptr[i]) * 0x100000001b3u;
  h ^= h >> 32;
  h *= 0xd6e8feb86659fd93u;
  return h ^ (h >> 32);
}

#endif
