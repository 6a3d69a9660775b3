/* Ways of writing that are French and yet betray a translation where they crowd: « X a déclaré »
 * again and again where French puts the verb behind the quotation, gerunds in chains. */
#ifndef CHECKS_DENSITY_H
#define CHECKS_DENSITY_H

#include "checks/check.h"

/* calque_report.density of a document. */
double density_of(const struct check_context *ctx);

/* One more of a kind, unless a person has the check ignored where it stands. */
void seam_add(const struct check_context *ctx, uint32_t *n, const struct check *check,
              uint32_t place);
/* calque_report.n_seams, from what the checks have counted. A page that has lost its code leaves
 * spaces too, where words are missing: as many are forgiven, and one that is an accident. */
uint32_t seams_count(const struct seams *seams);
/* How much n seams in so many words speak for a translation, as density_of says it; 0 .. 4. */
double seams_evidence(uint32_t n, uint32_t words);

#endif
