/* Where the findings of a verification stand. They come passage by passage and check by check, so
 * each side is put in order before its lines are counted. */
#include "output/escape.h"
#include "output/parts.h"
#include "output/place.h"

#include <stdlib.h>

struct start {
  uint32_t offset;
  uint32_t finding;
};

static int by_offset(const void *a, const void *b) {
  const struct start *x = a, *y = b;
  return (x->offset > y->offset) - (x->offset < y->offset);
}

static bool is_empty(calque_span s) { return s.start == s.end; }

static struct verified_spot *spots_of(const struct verified *item, bool english) {
  size_t n = item->result->n_findings, n_starts = 0;
  struct start *starts = must_alloc((n + 1) * sizeof *starts);
  struct verified_spot *spots = must_alloc((n + 1) * sizeof *spots);
  for (size_t i = 0; i < n; i++) {
    const calque_verify_finding *f = &item->result->findings[i];
    calque_span span = english ? f->en : f->fr;
    spots[i] = (struct verified_spot){0, 0};
    if (!is_empty(span)) starts[n_starts++] = (struct start){span.start, (uint32_t)i};
  }
  if (n_starts) qsort(starts, n_starts, sizeof *starts, by_offset);
  struct place place = place_start(english ? item->en : item->fr);
  for (size_t i = 0; i < n_starts; i++) {
    place_move(&place, starts[i].offset);
    spots[starts[i].finding] = (struct verified_spot){place.line, place.column};
  }
  free(starts);
  return spots;
}

struct verified_spots verified_spots_new(const struct verified *item) {
  return (struct verified_spots){spots_of(item, false), spots_of(item, true)};
}

void verified_spots_free(struct verified_spots *spots) {
  free(spots->fr);
  free(spots->en);
}

void verified_headline(const struct verified *item, const struct verified_spots *spots, size_t i,
                       struct buf *out) {
  const calque_verify_finding *f = &item->result->findings[i];
  bool english = !is_empty(f->en) || is_empty(f->fr);
  calque_str name = english ? item->en_name : item->fr_name;
  struct verified_spot spot = english ? spots->en[i] : spots->fr[i];
  escape_line(out, name.len ? name : item->id);
  if (!name.len) buf_puts(out, english ? ".en" : ".fr");
  if (spot.line) buf_printf(out, ":%u:%u", (unsigned)spot.line, (unsigned)spot.column);
  buf_printf(out, ": %s: ", calque_severity_name(f->severity));
  escape_line(out, f->message);
  buf_printf(out, " [%s]", f->family);
}
