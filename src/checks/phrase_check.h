/* Findings from the rows of dictionaries/calques.tsv, for the checks that are nothing else. */
#ifndef CHECKS_PHRASE_CHECK_H
#define CHECKS_PHRASE_CHECK_H

#include "checks/check.h"

/* Reports every match of a row of `family` that stands in the article: « mot » `says`: English.
 * Inside a quotation a row weighs one step less: people do speak like that. */
void phrase_check(const struct check_context *ctx, calque_str family, const char *says,
                  struct report *out);

#endif
