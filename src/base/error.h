/* Filling in a calque_error. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "base/str.h"

/* Records what failed (unless an error stands there already) and returns `status`, so that a
 * caller can write: return fail(err, CALQUE_E_SYNTAX, path, line, "expected five columns");
 * `where` may be NULL, line 0. */
calque_status fail(calque_error *err, calque_status status, const char *where, long line,
                   const char *format, ...) __attribute__((format(printf, 5, 6)));

/* "a.jsonl:12: expected a string" in out, always NUL-terminated; control characters of names and
 * messages are shown as ?. Returns out. */
char *error_text(const calque_error *err, char *out, size_t size);

#endif
