/* Writing JSON members one after another. The comma is put where the last byte says that one is
 * needed, so there is no state to carry. */
#ifndef OUTPUT_JSON_H
#define OUTPUT_JSON_H

#include "base/buf.h"

/* `"name": ` with a comma before it unless it is the first of its object. */
void json_key(struct buf *out, const char *name);
/* A comma unless it is the first of its array or object. */
void json_comma(struct buf *out);
void json_string(struct buf *out, const char *name, calque_str value);
/* The same; null when empty. */
void json_string_or_null(struct buf *out, const char *name, calque_str value);
void json_number(struct buf *out, const char *name, uint64_t value);
/* `{"key": value, ...}` members that came with the article, but for those whose name stands in
 * `taken` (NULL-terminated). */
void json_extra(struct buf *out, calque_str members, const char *const *taken);

#endif
