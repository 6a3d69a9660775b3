/* Does a sentence run on into a quotation? « elle est « brisée » », « prêts à « répondre » », « qui
 * « n’a rien vu » »: the word before the mark awaits the one behind it, which no title and no
 * sentence quoted whole can be. */
#ifndef CHECKS_AWAITED_H
#define CHECKS_AWAITED_H

#include "checks/check.h"

/* Is the first word of the quotation, whatever its case, awaited by the words before the opening
 * mark? True only of French words. */
bool quote_is_awaited(const struct check_context *ctx, const calque_quote *q);

#endif
