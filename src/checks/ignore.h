/* Regions of a text in which nothing, or not everything, is to be found. A line that holds only
 *
 *   calque:ignore            or  calque:ignore=english-word,quotes  (checks or families)
 *
 * opens one, the next line of either kind ends it; calque:end opens none. Both may stand in an
 * HTML comment: <!-- calque:end -->. */
#ifndef CHECKS_IGNORE_H
#define CHECKS_IGNORE_H

#include "text/text.h"

struct check;

enum ignore_marker { IGNORE_NONE, IGNORE_OPENS, IGNORE_ENDS };

struct ignored {
  calque_span
      span; /* with the marker that opens it and, when it is closed, the line that ends it */
  calque_span marker; /* the line that opens it */
  calque_str list;    /* what is dropped; empty: everything */
  uint32_t body;      /* where its text starts */
  uint32_t body_end;
  bool closed;
};

/* Is the line a marker? *list: the checks and families that it names. */
enum ignore_marker ignore_marker_of(calque_str line, calque_str *list);

/* The regions of the text, in order and disjoint, in the arena; none in most texts. */
size_t ignore_find(calque_arena *arena, const calque_doc *doc, const struct ignored **out);

/* Is a finding of the check that starts at byte `start` to be dropped? */
bool ignore_drops(const struct ignored *regions, size_t n, const struct check *check,
                  uint32_t start);

#endif
