/* What counts less where it is usage: the French of Québec, Belgium, Switzerland. */
#ifndef CHECKS_VARIANT_H
#define CHECKS_VARIANT_H

#include "checks/check.h"

/* The severity of a finding of a row of dictionaries/calques.tsv, of `severity` elsewhere. */
calque_severity variant_of_row(const struct check_context *ctx, calque_str row,
                               calque_severity severity);

/* The severity of what the check finds in the span, by the words there. */
calque_severity variant_of_span(const struct check_context *ctx, const struct check *check,
                                calque_span span, calque_severity severity);

#endif
