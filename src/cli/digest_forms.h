/* What the forms of a digest that are sent need beside the day: a date, and whom they go to. */
#ifndef CLI_DIGEST_FORMS_H
#define CLI_DIGEST_FORMS_H

#include "cli/options.h"
#include "output/writer.h"

/* False and a message when --mail-from or --mail-to is no list of addresses. */
bool digest_addresses(const struct options *o);
/* The day in the form of the output; a feed and a mail have a date, even when not one article has:
 * then it is the clock's. */
void digest_write(const struct output *output, const struct digest_day *day, struct buf *out);

#endif
