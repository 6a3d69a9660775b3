/* Negation and quotation marks: both change meaning, neither can be compared strictly, so what is
 * said of them are notes. */
#ifndef ENGLISH_WORDING_H
#define ENGLISH_WORDING_H

#include "english/finding.h"
#include "english/pieces.h"

void wording_check(struct findings *out, const struct pieces *fr, const struct pieces *en);

/* A quotation in English that no French one can have become. */
void wording_check_quotes(struct findings *out, const struct pieces *fr, const struct pieces *en,
                          calque_severity severity);

#endif
