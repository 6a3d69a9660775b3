/* Writing JSON members one after another. The comma is put where the last byte says that one is
 * needed, so there is no state to carry. */
#ifndef OUTPUT_MEMBERS_H
#define OUTPUT_MEMBERS_H

#include "base/buf.h"

/* `"name": ` with a comma before it unless it is the first of its object. */
void member_key(struct buf *out, const char *name);
/* A comma unless it is the first of its array or object. */
void member_comma(struct buf *out);
void member_string(struct buf *out, const char *name, calque_str value);
/* The same; null when empty. */
void member_string_or_null(struct buf *out, const char *name, calque_str value);
void member_number(struct buf *out, const char *name, uint64_t value);
/* With four digits, as %.4g of a float; 0 for what is no number. */
void member_score(struct buf *out, const char *name, double value);
/* The members that came with the article (calque_article.extra), but for those whose name stands
 * in `taken` (NULL-terminated): an object has no member twice. */
void member_extra(struct buf *out, calque_str members, const char *const *taken);

#endif
