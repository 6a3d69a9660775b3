/* Strict on purpose: a row with a tab too few would put an example where a word should stand. */
#include "lexicon/tsv.h"

#include "base/file.h"
#include "base/utf8.h"

static bool next_line(struct tsv *t, calque_str *line) {
  while (t->rest.ptr) {
    *line = str_cut(&t->rest, '\n');
    t->line++;
    if (line->len && line->ptr[line->len - 1] == '\r') line->len--;
    if (line->len && line->ptr[0] != '#') return true;
  }
  return false;
}

calque_status tsv_open(struct tsv *t, calque_arena *arena, const char *dir, const char *name,
                       const char *columns, calque_error *err) {
  *t = (struct tsv){.path = arena_printf(arena, "%s/%s", dir, name).ptr};
  struct buf text;
  calque_str heading;
  buf_init(&text, TSV_MAX_FILE);
  calque_status status = file_read(t->path, &text, err);
  t->rest = arena_copy(arena, buf_view(&text));
  buf_free(&text);
  if (status) return status;
  if (utf8_valid_prefix(t->rest) != t->rest.len)
    return fail(err, CALQUE_E_ENCODING, t->path, 0, "not valid UTF-8");
  if (!next_line(t, &heading) || !str_eq(heading, calque_str_of(columns)))
    return fail(err, CALQUE_E_SYNTAX, t->path, t->line, "the columns are not those expected");
  return CALQUE_OK;
}

calque_status tsv_row(struct tsv *t, calque_str *cells, size_t n, calque_error *err) {
  calque_str line;
  size_t found = 0;
  if (!next_line(t, &line)) return CALQUE_END;
  while (line.ptr && found < n) cells[found++] = str_trim(str_cut(&line, '\t'));
  if (found < n || line.ptr)
    return fail(err, CALQUE_E_SYNTAX, t->path, t->line, "expected %zu columns", n);
  if (!cells[0].len)
    return fail(err, CALQUE_E_SYNTAX, t->path, t->line, "the first column is empty");
  return CALQUE_OK;
}
