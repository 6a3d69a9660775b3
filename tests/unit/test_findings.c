/* What is left when findings of one check overlap: the first, but never a note in front of what
 * counts. */
#include "calque.h"

#include "base/array.h"
#include "checks/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct state {
  calque_lexicon *lex;
  calque_arena *arena;
};

static int open_all(void **state) {
  static struct state s;
  s.lex = calque_lexicon_open(NULL, NULL);
  s.arena = calque_arena_new();
  *state = &s;
  return s.lex ? 0 : -1;
}

static int close_all(void **state) {
  struct state *s = *state;
  calque_arena_free(s->arena);
  calque_lexicon_free(s->lex);
  return 0;
}

static calque_report check(const struct state *s, const char *text) {
  calque_article article = {.text = calque_str_of(text)};
  return calque_check(s->arena, s->lex, calque_doc_parse(s->arena, s->lex, &article), NULL);
}

/* « attendu pour » is a note of this check, « attendu pour monter » counts. */
static void test_a_note_yields(void **state) {
  calque_report r = check(*state, "Le bilan est attendu pour monter.");
  size_t n = 0;
  for (size_t i = 0; i < r.n_findings; i++) {
    if (strcmp(r.findings[i].check, "government") != 0) continue;
    assert_int_equal(r.findings[i].severity, CALQUE_MAJOR);
    n++;
  }
  assert_int_equal(n, 1);
}

/* In order of start, and none of one check reaches into the next of it. */
static void test_order(void **state) {
  calque_report r = check(*state,
                          "Le bilan est attendu pour monter, a dit shérif Collier. Il est "
                          "attendu pour la paix. Il est mis à visiter Denver.");
  assert_true(r.n_findings > 2);
  for (size_t i = 1; i < r.n_findings; i++) {
    assert_true(r.findings[i - 1].span.start <= r.findings[i].span.start);
    for (size_t k = 0; k < i; k++)
      assert_true(strcmp(r.findings[k].check, r.findings[i].check) != 0 ||
                  r.findings[k].span.end <= r.findings[i].span.start);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_a_note_yields),
      cmocka_unit_test(test_order),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
