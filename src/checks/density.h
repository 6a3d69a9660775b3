/* Ways of writing that are French and yet betray a translation where they crowd: « X a déclaré »
 * again and again where French puts the verb behind the quotation, gerunds in chains. */
#ifndef CHECKS_DENSITY_H
#define CHECKS_DENSITY_H

#include "checks/check.h"

/* calque_report.density of a document. */
double density_of(const struct check_context *ctx);

#endif
