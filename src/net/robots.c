/* One pass over the lines for our own group and the group of all. */
#include "net/robots.h"

enum { MAX_PATTERN = 2048 }; /* longer ones fit nothing */

struct verdict {
  size_t len; /* of the longest pattern that fits */
  bool found; /* a group of this name is there */
  bool forbids;
};

/* "*" stands for anything, "$" at the end for the end. Linear but for the stars: the last star is
 * the only one that is ever tried again. */
static bool fits(calque_str pattern, calque_str path) {
  bool anchored = pattern.len && pattern.ptr[pattern.len - 1] == '$';
  size_t n = pattern.len - anchored, i = 0, k = 0, star = SIZE_MAX, mark = 0;
  while (k < path.len) {
    if (i == n && !anchored) return true;
    if (i < n && pattern.ptr[i] == '*') {
      star = i++;
      mark = k;
    } else if (i < n && pattern.ptr[i] == path.ptr[k]) {
      i++;
      k++;
    } else if (star != SIZE_MAX) {
      i = star + 1;
      k = ++mark;
    } else {
      return false;
    }
  }
  while (i < n && pattern.ptr[i] == '*') i++;
  return i == n;
}

static void apply(struct verdict *v, calque_str pattern, bool allow, calque_str path) {
  if (!pattern.len || pattern.len > MAX_PATTERN || !fits(pattern, path)) return;
  if (pattern.len < v->len || (pattern.len == v->len && !allow)) return;
  v->len = pattern.len;
  v->forbids = !allow;
}

bool robots_allow(calque_str robots, calque_str agent, calque_str path) {
  struct verdict ours = {0}, all = {0};
  bool in_ours = false, in_all = false, names = false; /* names: lines User-agent go on */
  for (calque_str rest = robots; rest.ptr;) {
    calque_str line = str_cut(&rest, '\n');
    line = str_cut(&line, '#');
    calque_str value = line, key = str_trim(str_cut(&value, ':'));
    if (!value.ptr) continue;
    value = str_trim(value);
    if (str_eq_nocase(key, STR("user-agent"))) {
      if (!names) in_ours = in_all = false;
      names = true;
      in_all |= str_eq(value, STR("*"));
      in_ours |= str_eq_nocase(value, agent);
      ours.found |= in_ours;
      continue;
    }
    names = false;
    bool allow = str_eq_nocase(key, STR("allow"));
    if (!allow && !str_eq_nocase(key, STR("disallow"))) continue;
    if (in_ours) apply(&ours, value, allow, path);
    if (in_all) apply(&all, value, allow, path);
  }
  return ours.found ? !ours.forbids : !all.forbids;
}
