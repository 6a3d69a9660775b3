/* The tagger on sentences whose words may be several things, and on input that nobody writes. */
#include "base/array.h"
#include "base/error.h"
#include "lexicon/tagger.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static calque_lexicon *lex;
static struct tagger tagger;

/* The letters of the tags, one a token. */
static calque_str tags_of(calque_arena *arena, calque_str text) {
  const calque_article article = {.text = text};
  const calque_doc *doc = calque_doc_parse(arena, lex, &article);
  uint8_t *tags = ARENA_ARRAY(arena, uint8_t, doc->n_tokens + 1);
  char *letters = ARENA_ARRAY(arena, char, doc->n_tokens + 1);
  for (uint32_t i = 0; i < doc->n_sentences; i++)
    tagger_run(&tagger, lex, doc, &doc->sentences[i], tags + doc->sentences[i].first_token);
  for (uint32_t i = 0; i < doc->n_tokens; i++) letters[i] = tagger_letter((enum tag)tags[i]);
  return (calque_str){letters, doc->n_tokens};
}

static void test_neighbours_decide(void **state) {
  (void)state;
  static const struct {
    const char *text, *tags;
  } rows[] = {
      {"Il porte la porte.", "SVDN."},
      {"Le maire a annoncé une décision importante.", "DNHEDNA."},
      {"Il ne le voit pas, mais il la montre.", "STOVR,CSOV."},
      {"Les joueurs qui gagnent sont fatigués.", "DNQVHE."},
      {"Il ne le montre pas.", "STOVR."},
      {"Elle part pour Lyon, mais reste à Paris.", "SVPX,CVPX."},
  };
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < COUNT(rows); i++) {
    calque_str found = tags_of(arena, calque_str_of(rows[i].text));
    if (!str_eq(found, calque_str_of(rows[i].tags)))
      fail_msg("%s: %.*s, expected %s", rows[i].text, STR_ARG(found), rows[i].tags);
  }
  calque_arena_free(arena);
}

static void test_quotation_marks_are_seen_through(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  calque_str plain = tags_of(arena, STR("Il a pris une décision forte."));
  calque_str quoted = tags_of(arena, STR("Il a pris une « décision forte »."));
  assert_int_equal(plain.len + 2, quoted.len);
  assert_memory_equal(plain.ptr, quoted.ptr, 4);
  assert_memory_equal(plain.ptr + 4, quoted.ptr + 5, 2);
  calque_arena_free(arena);
}

/* Longer than a window, and nothing but marks, capitals or unknown words. */
static void test_any_input_has_tags(void **state) {
  (void)state;
  static const char *const pieces[] = {"mot ", "X",     "« ", "zzyzx ", "-il ",
                                       "3,5 ", "L’AN ", "é ", "que ",   "http://a.example "};
  calque_arena *arena = calque_arena_new();
  for (size_t k = 0; k < COUNT(pieces); k++) {
    calque_str piece = calque_str_of(pieces[k]);
    char *text = ARENA_ARRAY(arena, char, piece.len * 3 * TAGGER_WINDOW);
    for (size_t i = 0; i < 3 * TAGGER_WINDOW; i++)
      memcpy(text + i * piece.len, piece.ptr, piece.len);
    calque_str found = tags_of(arena, (calque_str){text, piece.len * 3 * TAGGER_WINDOW});
    for (size_t i = 0; i < found.len; i++) assert_int_not_equal(tagger_tag(found.ptr[i]), N_TAGS);
    for (size_t i = 0; i < found.len; i++) assert_int_not_equal(found.ptr[i], '^');
  }
  calque_arena_free(arena);
}

static void test_endings(void **state) {
  (void)state;
  char out[4 * TAGGER_SUFFIX];
  assert_true(tagger_ending(STR("été"), 2, out));
  assert_string_equal(out, "\xa9\xc3t");
  assert_true(tagger_ending(STR("été"), 3, out));
  assert_false(tagger_ending(STR("été"), 4, out));
}

int main(void) {
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_neighbours_decide),
      cmocka_unit_test(test_quotation_marks_are_seen_through),
      cmocka_unit_test(test_any_input_has_tags),
      cmocka_unit_test(test_endings),
  };
  calque_error err = {0};
  lex = calque_lexicon_open(NULL, &err);
  if (!lex || !tagger_open(lex, &tagger)) {
    fprintf(stderr, "%s\n", err.text);
    return 1;
  }
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  calque_lexicon_free(lex);
  return failed;
}
