/* Every row of dictionaries/boilerplate.tsv: its pattern stands in its bad example and not in its
 * good one; and among the lines of an article the bad example is furniture, unless the row is only
 * a hint, and the good one is text. */
#include "checks/line_facts.h"
#include "checks/lines.h"
#include "lexicon/tsv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { PATTERN, KIND, WHERE, LANGUAGE, BAD, GOOD, N };
enum { MAX_FOUND = 64, SHOWN = 100 };

static calque_lexicon *lexicon;
static calque_arena *arena;
static int n_failures;

static const calque_doc *parse(calque_str text) {
  calque_article article = {.text = text};
  return calque_doc_parse(arena, lexicon, &article);
}

/* Does the pattern of this row match in the line at all, wherever it should stand? */
static bool matches(calque_str line, long row) {
  struct line_phrases phrases;
  struct line_hit hits[MAX_FOUND];
  const calque_doc *doc = parse(line);
  const struct line_facts *f = line_facts_gather(arena, lexicon, doc);
  assert_true(line_phrases_open(lexicon, &phrases));
  size_t n = line_phrases_find(&phrases, doc, f->items, f->n_items, f->marks, hits, MAX_FOUND);
  for (size_t k = 0; k < n; k++)
    if (hits[k].phrase->row == row) return true;
  return false;
}

/* Is the line, in the midst of an article, or some part of it, anything else than text? */
static bool is_furniture(calque_str line) {
  const calque_doc *doc = parse(arena_printf(
      arena,
      "Le pont de la Lorne a rouvert lundi matin, après huit mois de travaux et bien des "
      "retards.\n\n%.*s\n\nLes voitures pourront de nouveau passer d’une rive à l’autre sans "
      "payer, a promis la préfète.",
      STR_ARG(line)));
  const struct line_label *labels = lines_label(arena, lexicon, doc);
  return labels[1].role != LINE_TEXT || labels[1].part.end > 0;
}

static void fail_row(const struct tsv *t, const calque_str *cell, const char *what,
                     calque_str example) {
  if (n_failures++ < SHOWN)
    print_message("boilerplate.tsv:%ld: %s: %.*s (%.*s)\n", t->line, what, STR_ARG(example),
                  STR_ARG(cell[KIND]));
}

static void check_row(const struct tsv *t, const calque_str *cell) {
  bool hint = str_eq(cell[WHERE], STR("hint"));
  bool word = hint && !str_has(cell[PATTERN], STR(" "));
  if (!word && !matches(cell[BAD], t->line)) fail_row(t, cell, "not found in", cell[BAD]);
  if (!word && hint && matches(cell[GOOD], t->line)) fail_row(t, cell, "found in", cell[GOOD]);
  if (!hint && !is_furniture(cell[BAD])) fail_row(t, cell, "taken for text", cell[BAD]);
  if (is_furniture(cell[GOOD])) fail_row(t, cell, "taken for furniture", cell[GOOD]);
}

static void test_every_row(void **state) {
  (void)state;
  calque_error err = {0};
  calque_arena *rows = calque_arena_new();
  struct tsv t;
  calque_str cell[N];
  int n = 0;
  assert_int_equal(tsv_open(&t, rows, "dictionaries", "boilerplate.tsv",
                            "pattern\tkind\twhere\tlanguage\tbad\tgood", &err),
                   CALQUE_OK);
  while (tsv_row(&t, cell, N, &err) == CALQUE_OK) {
    calque_arena_reset(arena);
    check_row(&t, cell);
    n++;
  }
  assert_int_equal(err.status, CALQUE_OK);
  assert_true(n >= 300);
  assert_int_equal(n_failures, 0);
  calque_arena_free(rows);
}

/* When there is room for a few only, they are those that come first. */
static void test_the_first_patterns_of_a_line_stay(void **state) {
  (void)state;
  struct line_phrases phrases;
  struct line_hit all[MAX_FOUND], some[MAX_FOUND];
  const calque_doc *doc =
      parse(STR("Publicité. Cet article est réservé aux abonnés. Lire aussi : le pont. Tous droits "
                "réservés. © Luc Aubert. Abonnez-vous à notre newsletter. Partager sur Facebook. "
                "Suivez-nous sur Twitter. À lire aussi : la crue. Nous utilisons des cookies. "
                "Soldes : jusqu’à 40 % sur la literie. Ce texte a été traduit automatiquement."));
  const struct line_facts *f = line_facts_gather(arena, lexicon, doc);
  assert_true(line_phrases_open(lexicon, &phrases));
  size_t n = line_phrases_find(&phrases, doc, f->items, f->n_items, f->marks, all, MAX_FOUND);
  assert_true(n > 8 && n < MAX_FOUND);
  for (size_t max = 0; max <= n; max++) {
    assert_int_equal(line_phrases_find(&phrases, doc, f->items, f->n_items, f->marks, some, max),
                     max);
    for (size_t i = 0; i < max; i++) {
      assert_ptr_equal(some[i].phrase, all[i].phrase);
      assert_int_equal(some[i].first, all[i].first);
      assert_int_equal(some[i].end, all[i].end);
    }
  }
}

static int open_lexicon(void **state) {
  (void)state;
  calque_error err = {0};
  lexicon = calque_lexicon_open(NULL, &err);
  arena = calque_arena_new();
  return lexicon ? 0 : -1;
}

static int close_lexicon(void **state) {
  (void)state;
  calque_arena_free(arena);
  calque_lexicon_free(lexicon);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_row),
                                     cmocka_unit_test(test_the_first_patterns_of_a_line_stay)};
  return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
