/* Choosing sentences within a budget. */
#ifndef SUMMARY_CHOOSE_H
#define SUMMARY_CHOOSE_H

#include "summary/summary.h"

/* The chosen sentences as indexes into ranking->sentences, ascending; in the arena. At least one
 * when there is a sentence that may be quoted. */
struct summary_choice {
  const uint32_t *sentences;
  uint32_t n;
};

/* The budget with one limit only: that which counts, a share as words. */
calque_budget summary_limit(const struct summary_ranking *ranking, calque_budget budget);

struct summary_choice summary_choose(calque_arena *arena, const calque_doc *doc,
                                     const struct summary_ranking *ranking, calque_budget budget);

#endif
