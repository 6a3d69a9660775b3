/* Strict: a line without its tab is an error, for a term that is silently dropped is one that
 * nobody misses. */
#include "english/glossary.h"

#include "base/array.h"
#include "base/file.h"
#include "base/utf8.h"

static calque_status read_line(calque_str line, const char *path, long number, calque_term *term,
                               calque_error *err) {
  calque_str rest = line;
  term->french = str_trim(str_cut(&rest, '\t'));
  term->english = rest.ptr ? str_trim(rest) : STR("");
  if (term->french.len && term->english.len && !str_has(term->english, STR("\t"))) return CALQUE_OK;
  return fail(err, CALQUE_E_SYNTAX, path, number,
              "expected a French and an English term with a tab between");
}

calque_status glossary_read(calque_arena *arena, const char *path, const calque_term **terms,
                            size_t *n, calque_error *err) {
  struct buf text;
  ARRAY(calque_term) all = {0};
  long number = 0;
  buf_init(&text, GLOSSARY_MAX_FILE);
  calque_status status = file_read(path, &text, err);
  calque_str rest = arena_copy(arena, buf_view(&text));
  buf_free(&text);
  if (!status && utf8_valid_prefix(rest) != rest.len) {
    status = fail(err, CALQUE_E_ENCODING, path, 0, "not valid UTF-8");
  }
  while (!status && rest.ptr) {
    calque_str line = str_trim(str_cut(&rest, '\n'));
    calque_term term;
    number++;
    if (!line.len || line.ptr[0] == '#') continue;
    if (all.n == GLOSSARY_MAX_TERMS) {
      return fail(err, CALQUE_E_LIMIT, path, number, "more than %d terms", GLOSSARY_MAX_TERMS);
    }
    status = read_line(line, path, number, &term, err);
    if (!status) ARRAY_PUSH(arena, &all, term);
  }
  *terms = all.ptr;
  *n = all.n;
  return status;
}
