/* Texts cut into what a request can carry: nothing lost, nothing out of order, nothing too long. */
#include "english/chunks.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static calque_arena *arena;

static calque_str repeat(const char *text, size_t n) {
  struct buf out;
  buf_init(&out, BUF_MAX_OUTPUT);
  for (size_t i = 0; i < n; i++) buf_puts(&out, text);
  calque_str copy = arena_copy(arena, buf_view(&out));
  buf_free(&out);
  return copy;
}

/* The bytes of s that are no spaces. */
static size_t solid(calque_str s) {
  size_t n = 0;
  for (size_t i = 0; i < s.len; i++) n += s.ptr[i] != ' ';
  return n;
}

/* Every piece within the limit, all of them together the paragraph. */
static size_t expect_whole(calque_str paragraph, size_t max) {
  const calque_str *parts;
  size_t n = chunks_part(arena, paragraph, max, &parts), sum = 0;
  for (size_t i = 0; i < n; i++) {
    if (parts[i].len > max) fail_msg("a part has %zu bytes, %zu are allowed", parts[i].len, max);
    assert_true(parts[i].len > 0);
    assert_int_equal(utf8_valid_prefix(parts[i]), parts[i].len);
    assert_true(i == 0 || parts[i].ptr >= parts[i - 1].ptr + parts[i - 1].len);
    sum += solid(parts[i]);
  }
  assert_int_equal(sum, solid(paragraph));
  return n;
}

static void a_short_paragraph_is_left_whole(void **state) {
  const calque_str *parts;
  (void)state;
  assert_int_equal(chunks_part(arena, STR(" Il pleut. Il neige. "), 100, &parts), 1);
  assert_true(str_eq(parts[0], STR("Il pleut. Il neige.")));
  assert_int_equal(chunks_part(arena, STR("  "), 100, &parts), 0);
}

static void sentences_are_kept_whole(void **state) {
  (void)state;
  const calque_str *parts;
  calque_str text = repeat("M. Querrec a dit que le pont de Brossac rouvrirait en mai. ", 20);
  size_t n = chunks_part(arena, text, 300, &parts);
  assert_true(n >= 4 && n <= 7);
  for (size_t i = 0; i < n; i++) {
    assert_true(str_starts(parts[i], STR("M. Querrec a dit")));
    assert_true(str_ends(parts[i], STR("en mai.")));
  }
  expect_whole(text, 300);
}

static void a_long_sentence_is_cut_at_clauses_then_words(void **state) {
  (void)state;
  const calque_str *parts;
  calque_str clauses = repeat("quand la Lorne est sortie de son lit, ", 30);
  size_t n = chunks_part(arena, clauses, 200, &parts);
  for (size_t i = 0; i < n; i++) assert_true(str_ends(parts[i], STR("lit,")));
  expect_whole(clauses, 200);
  calque_str words = repeat("encore ", 100);
  n = chunks_part(arena, words, 50, &parts);
  for (size_t i = 0; i < n; i++) assert_true(str_ends(parts[i], STR("encore")));
  expect_whole(words, 50);
}

static void even_a_single_word_ends(void **state) {
  (void)state;
  assert_true(expect_whole(repeat("é", 5000), 101) >= 50);
  assert_true(expect_whole(repeat("x", 5000), 100) >= 50);
  assert_true(expect_whole(repeat("mot\u2019mot\u2011!", 900), 64) > 10);
  assert_true(expect_whole(repeat("😀", 100), 17) > 10);
}

static void chunks_hold_no_more_than_they_may(void **state) {
  (void)state;
  calque_str paragraphs[12];
  for (size_t i = 0; i < 12; i++) paragraphs[i] = repeat("Il pleut sur Brossac. ", i * 3);
  struct chunk_limits limits = {200, 400, 3};
  struct chunks c = chunks_cut(arena, paragraphs, 12, limits);
  uint32_t next = 0, last = 0;
  for (uint32_t i = 0; i < c.n; i++) {
    size_t bytes = 0;
    assert_int_equal(c.list[i].first, next);
    assert_true(c.list[i].n >= 1 && c.list[i].n <= 3);
    for (uint32_t k = 0; k < c.list[i].n; k++) {
      const struct chunk_piece *p = &c.pieces[next + k];
      bytes += p->text.len;
      assert_true(p->text.len <= 200);
      assert_true(p->paragraph >= last);
      last = p->paragraph;
    }
    assert_true(bytes <= 400);
    next += c.list[i].n;
  }
  assert_int_equal(next, c.n_pieces);
  assert_int_equal(last, 11);
  c = chunks_cut(arena, paragraphs, 12, (struct chunk_limits){0});
  assert_int_equal(c.n, 1);
  assert_int_equal(c.n_pieces, 11); /* the first is empty */
  c = chunks_cut(arena, paragraphs, 0, limits);
  assert_int_equal(c.n, 0);
}

static void a_huge_paragraph_takes_linear_time(void **state) {
  (void)state;
  calque_str text = repeat("Le pont de Brossac a rouvert, dit-on, mardi. ", 200000);
  assert_true(expect_whole(text, 900) > 5000);
  assert_true(expect_whole(repeat("x", 4000000), 900) > 4000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_short_paragraph_is_left_whole),
      cmocka_unit_test(sentences_are_kept_whole),
      cmocka_unit_test(a_long_sentence_is_cut_at_clauses_then_words),
      cmocka_unit_test(even_a_single_word_ends),
      cmocka_unit_test(chunks_hold_no_more_than_they_may),
      cmocka_unit_test(a_huge_paragraph_takes_linear_time),
  };
  arena = calque_arena_new();
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  calque_arena_free(arena);
  return failed;
}
