/* Every row of dictionaries/calques.tsv: its bad example is found by that row, its good one by no
 * row that counts.  */
#include "lexicon/phrases.h"
#include "lexicon/tsv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { ID, FAMILY, SEVERITY, PATTERN, ENGLISH, BETTER, BAD, GOOD, N };

/* Does row `id` match in the text? `any`: does one that is no note? */
static bool is_found(calque_arena *arena, const calque_lexicon *lex, calque_str text, calque_str id,
                     bool any, calque_str *which) {
  calque_article article = {.text = text};
  const calque_doc *doc = calque_doc_parse(arena, lex, &article);
  const struct phrase_match *found;
  size_t n = phrases_find(arena, lex, doc, 0, doc->n_sentences, &found);
  for (size_t i = 0; i < n; i++) {
    struct phrase row = phrases_row(lex, found[i].row);
    *which = row.id;
    if (any ? row.severity > CALQUE_NOTE : str_eq(row.id, id)) return true;
  }
  return false;
}

static void test_every_row(void **state) {
  (void)state;
  calque_error err = {0};
  calque_lexicon *lex = calque_lexicon_open(NULL, &err);
  assert_non_null(lex);
  calque_arena *rows = calque_arena_new(), *arena = calque_arena_new();
  struct tsv t;
  calque_str cell[N], which = {"", 0};
  int n = 0, failed = 0;
  assert_int_equal(tsv_open(&t, rows, "dictionaries", "calques.tsv",
                            "id\tfamily\tseverity\tpattern\tenglish\tbetter\tbad\tgood", &err),
                   CALQUE_OK);
  while (tsv_row(&t, cell, N, &err) == CALQUE_OK) {
    calque_arena_reset(arena);
    n++;
    if (!is_found(arena, lex, cell[BAD], cell[ID], false, &which)) {
      print_message("calques.tsv:%ld: %.*s is not found in: %.*s\n", t.line, STR_ARG(cell[ID]),
                    STR_ARG(cell[BAD]));
      failed++;
    }
    if (is_found(arena, lex, cell[GOOD], cell[ID], true, &which)) {
      print_message("calques.tsv:%ld: %.*s finds the good example of %.*s: %.*s\n", t.line,
                    STR_ARG(which), STR_ARG(cell[ID]), STR_ARG(cell[GOOD]));
      failed++;
    }
  }
  assert_int_equal(err.status, CALQUE_OK);
  assert_int_equal((int)phrases_count(lex), n);
  assert_int_equal(failed, 0);
  calque_arena_free(arena);
  calque_arena_free(rows);
  calque_lexicon_free(lex);
}

/* What near: asks for may stand in the sentence before, on the same line. */
static void test_near_looks_one_sentence_back(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t n;
  } rows[] = {
      {"Les jurés sont choisis. L'essai durera un mois.", 1},
      {"Les jurés sont choisis.\n\nL'essai durera un mois.", 0},
      {"Les jurés sont choisis. Il pleut. L'essai durera un mois.", 0},
      {"L'essai durera un mois.", 0},
  };
  calque_lexicon *lex = calque_lexicon_open(NULL, NULL);
  assert_non_null(lex);
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < COUNT(rows); i++) {
    calque_article article = {.text = calque_str_of(rows[i].text)};
    const struct phrase_match *found;
    const calque_doc *doc = calque_doc_parse(arena, lex, &article);
    size_t n = phrases_find(arena, lex, doc, 0, doc->n_sentences, &found);
    if (n != rows[i].n) print_message("row %zu: %s\n", i, rows[i].text);
    assert_int_equal(n, rows[i].n);
  }
  calque_arena_free(arena);
  calque_lexicon_free(lex);
}

/* What stands beside the word that a row is found by may be a number, a mark, a word that no
 * dictionary has, or nothing. */
static void test_rows_at_edges(void **state) {
  (void)state;
  static const struct {
    const char *text, *id;
    bool found;
  } rows[] = {
      {"Il pleut, la ministre a dit", "c1278", true},
      {"Il pleut, la ministre a dit.", "c1278", true},
      {"Il pleut, la ministre a dit vrai.", "c1278", false},
      {"Le musée rouvrira dans 2028.", "c1325", true},
      {"Le musée rouvrira dans Xqztville.", "c1325", false},
      {"Chercheurs ont trouvé la cause.", "c1628", true},
      {"Il pleut. Chercheurs ont trouvé la cause.", "c1628", true},
      {"Des chercheurs ont trouvé la cause.", "c1628", false},
  };
  calque_lexicon *lex = calque_lexicon_open(NULL, NULL);
  assert_non_null(lex);
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < COUNT(rows); i++) {
    calque_str which, id = calque_str_of(rows[i].id);
    bool found = is_found(arena, lex, calque_str_of(rows[i].text), id, false, &which);
    if (found != rows[i].found) print_message("row %zu: %s\n", i, rows[i].text);
    assert_int_equal(found, rows[i].found);
  }
  calque_arena_free(arena);
  calque_lexicon_free(lex);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_row),
                                     cmocka_unit_test(test_near_looks_one_sentence_back),
                                     cmocka_unit_test(test_rows_at_edges)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
