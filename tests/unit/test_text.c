/* Lines, sentences, tokens and quotations of text_parse, by table. */
#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "text_rows.h"

static const calque_doc *parse(calque_arena *arena, calque_str text) {
  calque_article article = {.text = text};
  return text_parse(arena, &article);
}

static void add(struct buf *out, const char *separator, calque_str s) {
  if (out->len) buf_puts(out, separator);
  buf_str(out, s);
}

static void show_tokens(const calque_doc *doc, struct buf *out) {
  for (uint32_t i = 0; i < doc->n_tokens; i++) add(out, "|", token_str(doc, &doc->tokens[i]));
}

static void show_depths(const calque_doc *doc, struct buf *out) {
  for (uint32_t i = 0; i < doc->n_tokens; i++) {
    char digit = (char)('0' + doc->tokens[i].depth);
    add(out, "|", (calque_str){&digit, 1});
    assert_true(!doc->tokens[i].depth == !(doc->tokens[i].flags & CALQUE_IN_QUOTE));
  }
}

static void show_sentences(const calque_doc *doc, struct buf *out) {
  for (uint32_t i = 0; i < doc->n_sentences; i++)
    add(out, "‖", str_of_span(doc->text, doc->sentences[i].span));
}

static void show_lines(const calque_doc *doc, struct buf *out) {
  for (uint32_t i = 0; i < doc->n_lines; i++)
    add(out, "‖", str_of_span(doc->text, doc->lines[i].span));
}

static void show_quotes(const calque_doc *doc, struct buf *out) {
  for (uint32_t i = 0; i < doc->n_quotes; i++) {
    const calque_quote *q = &doc->quotes[i];
    add(out, "‖", str_of_span(doc->text, quote_span(doc, q)));
    if (q->open == NO_TOKEN || q->close == NO_TOKEN) buf_char(out, '?');
  }
}

static void run_rows(const struct row *rows, size_t n,
                     void (*show)(const calque_doc *, struct buf *)) {
  calque_arena *arena = calque_arena_new();
  struct buf out;
  buf_init(&out, 1 << 20);
  int failed = 0;
  for (size_t i = 0; i < n; i++) {
    buf_clear(&out);
    calque_arena_reset(arena);
    show(parse(arena, calque_str_of(rows[i].text)), &out);
    if (str_eq(buf_view(&out), calque_str_of(rows[i].expected))) continue;
    print_message("text     %s\nexpected %s\nfound    %.*s\n", rows[i].text, rows[i].expected,
                  (int)out.len, out.len ? out.ptr : "");
    failed++;
  }
  buf_free(&out);
  calque_arena_free(arena);
  assert_int_equal(failed, 0);
}

static void test_tokens(void **state) {
  (void)state;
  run_rows(token_rows, COUNT(token_rows), show_tokens);
}
static void test_depths(void **state) {
  (void)state;
  run_rows(depth_rows, COUNT(depth_rows), show_depths);
}
static void test_sentences(void **state) {
  (void)state;
  run_rows(sentence_rows, COUNT(sentence_rows), show_sentences);
}
static void test_lines(void **state) {
  (void)state;
  run_rows(line_rows, COUNT(line_rows), show_lines);
}
static void test_quotes(void **state) {
  (void)state;
  run_rows(quote_rows, COUNT(quote_rows), show_quotes);
}

static void test_flags(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  const calque_doc *doc = parse(arena, STR("L’ONU « agit vite », dit-elle."));
  const unsigned expected[] = {CALQUE_CAPITAL | CALQUE_ELIDED | CALQUE_SPACE_BEFORE | CALQUE_FIRST,
                               CALQUE_CAPITAL | CALQUE_ALL_CAPS,
                               CALQUE_SPACE_BEFORE | CALQUE_OPENS,
                               CALQUE_SPACE_BEFORE | CALQUE_IN_QUOTE,
                               CALQUE_SPACE_BEFORE | CALQUE_IN_QUOTE,
                               CALQUE_SPACE_BEFORE | CALQUE_CLOSES,
                               0,
                               CALQUE_SPACE_BEFORE,
                               CALQUE_CLITIC | CALQUE_HYPHEN,
                               0};
  assert_int_equal(doc->n_tokens, COUNT(expected));
  assert_int_equal(doc->n_words, 6);
  for (uint32_t i = 0; i < doc->n_tokens; i++) assert_int_equal(doc->tokens[i].flags, expected[i]);
  calque_arena_free(arena);
}

static void test_positions_count_characters(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  struct buf text;
  buf_init(&text, 1 << 20);
  for (int i = 0; i < 900; i++) buf_puts(&text, "é");
  buf_puts(&text, "\r\nab\rcd\né!");
  const calque_doc *doc = parse(arena, buf_view(&text));
  const struct {
    uint32_t offset, line, column;
  } rows[] = {{0, 1, 1},    {2, 1, 2},    {1798, 1, 900}, {1802, 2, 1},
              {1803, 2, 2}, {1805, 3, 1}, {1808, 4, 1},   {1810, 4, 2}};
  for (size_t i = 0; i < COUNT(rows); i++) {
    uint32_t line, column;
    calque_doc_position(doc, rows[i].offset, &line, &column);
    assert_int_equal(line, rows[i].line);
    assert_int_equal(column, rows[i].column);
  }
  buf_free(&text);
  calque_arena_free(arena);
}

/* Every byte that is not white space stands in exactly one token; spans are in order. */
static void check_whole(const calque_doc *doc) {
  uint32_t at = 0;
  for (uint32_t i = 0; i < doc->n_tokens; i++) {
    calque_span span = doc->tokens[i].span;
    assert_true(span.start >= at && span.end > span.start && span.end <= doc->text.len);
    assert_int_equal(str_trim(str_slice(doc->text, at, span.start)).len, 0);
    assert_true(doc->tokens[i].sentence < doc->n_sentences);
    at = span.end;
  }
  uint32_t tokens = 0;
  for (uint32_t i = 0; i < doc->n_sentences; i++) tokens += doc->sentences[i].n_tokens;
  assert_int_equal(tokens, doc->n_tokens);
}

/* A megabyte of one thing is cut in linear time. */
static void test_long_and_strange_texts(void **state) {
  (void)state;
  static const char *const pieces[] = {"«",       "a",   "a-",   "l'", "1 000 ", "\n", "a.b",
                                       "http://", "@",   "\"",   "’",  "‘",      ". ", "é́",
                                       "« “ ‘ ",  "a.A", "1.1,", "#a", "-t-il",  "…",  "aujourd'"};
  calque_arena *arena = calque_arena_new();
  struct buf text;
  buf_init(&text, 4 << 20);
  for (size_t i = 0; i < COUNT(pieces); i++) {
    buf_clear(&text);
    while (text.len < 1 << 20) buf_puts(&text, pieces[i]);
    calque_arena_reset(arena);
    check_whole(parse(arena, buf_view(&text)));
  }
  buf_free(&text);
  calque_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_tokens),
      cmocka_unit_test(test_depths),
      cmocka_unit_test(test_depths),
      cmocka_unit_test(test_sentences),
      cmocka_unit_test(test_lines),
      cmocka_unit_test(test_quotes),
      cmocka_unit_test(test_flags),
      cmocka_unit_test(test_positions_count_characters),
      cmocka_unit_test(test_long_and_strange_texts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
