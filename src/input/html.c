/* Pages: not read yet. */
#include "input/formats.h"

calque_status html_article(calque_arena *arena, calque_str page, const char *path, long line,
                           calque_article *out, calque_error *err) {
  (void)arena, (void)page, (void)out;
  return fail(err, CALQUE_E_SYNTAX, path, line, "HTML pages are not read yet");
}

calque_status html_parse(calque_arena *arena, const struct reader_item *item, calque_article *out,
                         calque_error *err) {
  return html_article(arena, item->raw, item->path, item->line, out, err);
}
