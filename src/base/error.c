/* The first error wins: a caller that fails because its callee failed adds nothing. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

calque_status fail(calque_error *err, calque_status status, const char *where, long line,
                   const char *format, ...) {
  if (!err || err->status) return status;
  err->status = status;
  err->line = line;
  snprintf(err->where, sizeof err->where, "%s", where ? where : "");
  va_list args;
  va_start(args, format);
  vsnprintf(err->text, sizeof err->text, format, args);
  va_end(args);
  return status;
}

char *error_text(const calque_error *err, char *out, size_t size) {
  if (err->where[0] && err->line > 0)
    snprintf(out, size, "%s:%ld: %s", err->where, err->line, err->text);
  else if (err->where[0]) snprintf(out, size, "%s: %s", err->where, err->text);
  else snprintf(out, size, "%s", err->text);
  for (char *p = out; *p; p++)
    if ((unsigned char)*p < 0x20 || *p == 0x7f) *p = '?';
  return out;
}
