/* The article without the page around it: what the checks of lines have found is left out, and the
 * white space between two pieces that are left out goes with them. */
#include "checks/purpose.h"

/* Whole sentences: what is cut out of one would leave a hole in it. */
static bool is_whole(const calque_doc *doc, calque_span span) {
  uint32_t first = token_at(doc, span.start), last = token_at(doc, span.end);
  if (first >= doc->n_tokens) return false;
  bool starts = doc->sentences[doc->tokens[first].sentence].first_token == first;
  return starts &&
         (last == doc->n_tokens || doc->sentences[doc->tokens[last].sentence].first_token == last);
}

static bool leaves_out(const calque_doc *doc, const calque_finding *f) {
  if (!finding_is_cut(f)) return false;
  return strcmp(f->check, "leaked-prompt") != 0 || is_whole(doc, f->span);
}

static void keep(calque_arena *arena, const calque_doc *doc, uint32_t start, uint32_t end,
                 calque_span **out, size_t *n, size_t *cap) {
  calque_str s = str_trim(str_slice(doc->text, start, end));
  if (!s.len) return;
  if (*n == *cap) {
    size_t more = *cap ? *cap * 2 : 8;
    *out = arena_grow(arena, *out, *cap * sizeof **out, more * sizeof **out);
    *cap = more;
  }
  uint32_t at = (uint32_t)(s.ptr - doc->text.ptr);
  (*out)[(*n)++] = (calque_span){at, at + (uint32_t)s.len};
}

size_t calque_clean(calque_arena *arena, const calque_doc *doc, const calque_report *report,
                    const calque_span **out) {
  calque_span *kept = NULL;
  size_t n = 0, cap = 0;
  uint32_t at = 0;
  for (size_t i = 0; i < report->n_findings; i++) {
    const calque_finding *f = &report->findings[i];
    if (!leaves_out(doc, f) || f->span.end <= at) continue;
    if (f->span.start > at) keep(arena, doc, at, f->span.start, &kept, &n, &cap);
    at = f->span.end;
  }
  keep(arena, doc, at, (uint32_t)doc->text.len, &kept, &n, &cap);
  *out = kept;
  return n;
}
