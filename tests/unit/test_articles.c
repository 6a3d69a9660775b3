/* The sample articles of tests/articles/, read as a user's would be, against what
 * tests/articles.tsv says of them: the verdict of every article, the defects that an editor would
 * mark in it, and that good articles stay without a finding. A defect counts as found when a
 * finding of its family meets it, wherever its text stands in the article. */
#define _GNU_SOURCE
#include "input/reader.h"
#include "marked.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define ARTICLES     "tests/articles"
#define EXPECTED     "tests/articles.tsv"
#define EXPECTED_MAX ((size_t)1 << 20)
/* Share of the defects that must be found, in per cent: what was reached when the samples were
 * written. Raise it when it rises. */
#define MIN_RECALL 78

/* One line of tests/articles.tsv. */
struct row {
  calque_str file; /* "a.txt"; "a.jsonl#id" for one article of several */
  calque_str kind, family, text;
  long line;
  bool seen; /* its article was read */
  bool held; /* the verdict is as expected, the defect was found */
};

static ARRAY(struct row) rows;
static calque_arena *rows_arena;
static size_t n_false_alarms;

/* ---- What is expected ------------------------------------------------------------------------ */

static void load_rows(void) {
  calque_error err = {0};
  struct buf file;
  buf_init(&file, EXPECTED_MAX);
  assert_int_equal(file_read(EXPECTED, &file, &err), CALQUE_OK);
  calque_str rest = arena_copy(rows_arena, buf_view(&file));
  buf_free(&file);
  str_cut(&rest, '\n'); /* the names of the columns */
  for (long line = 2; rest.ptr; line++) {
    calque_str columns = str_cut(&rest, '\n');
    if (!columns.len) continue;
    struct row row = {.line = line};
    row.file = str_cut(&columns, '\t');
    row.kind = str_cut(&columns, '\t');
    row.family = str_cut(&columns, '\t');
    row.text = marked_unescape(rows_arena, columns);
    ARRAY_PUSH(rows_arena, &rows, row);
  }
}

/* Is the row about this article? Ids are paths, or the id field of a JSON record. */
static bool row_is_about(const struct row *row, calque_str id) {
  size_t hash = str_find(row->file, STR("#"));
  if (hash != SIZE_MAX) return str_eq(str_slice(row->file, hash + 1, row->file.len), id);
  return str_ends(id, row->file) && id.len > row->file.len &&
         id.ptr[id.len - row->file.len - 1] == '/';
}

static bool is_verdict(const struct row *row) { return str_eq(row->kind, STR("verdict")); }

/* ---- What is found --------------------------------------------------------------------------- */

static bool family_meets(const calque_report *report, calque_str family, calque_span span) {
  for (size_t i = 0; i < report->n_findings; i++) {
    const calque_finding *f = &report->findings[i];
    if (f->span.start < span.end && span.start < f->span.end &&
        str_eq(family, calque_str_of(f->family)))
      return true;
  }
  return false;
}

/* False with a message when the text does not stand in the article at all. */
static bool defect_found(const struct row *row, const calque_doc *doc,
                         const calque_report *report) {
  size_t from = 0, n = 0;
  for (;; n++) {
    size_t at = str_find(str_slice(doc->text, from, doc->text.len), row->text);
    if (at == SIZE_MAX) break;
    uint32_t start = (uint32_t)(from + at);
    if (family_meets(report, row->family, (calque_span){start, start + (uint32_t)row->text.len}))
      return true;
    from = start + 1;
  }
  if (n == 0) fail_msg(EXPECTED ":%ld: the text is not in the article", row->line);
  return false;
}

static bool verdict_holds(const struct row *row, const calque_report *report,
                          const calque_verdict *verdict) {
  calque_str grade = calque_str_of(calque_grade_name(verdict->grade)), rest = row->text;
  if (str_eq(rest, STR("any"))) return true;
  while (rest.ptr)
    if (str_eq(str_cut(&rest, '|'), grade)) return true;
  fprintf(stderr, EXPECTED ":%ld: %.*s: expected %.*s, is %.*s (%d) with %zu findings\n", row->line,
          STR_ARG(row->file), STR_ARG(row->text), STR_ARG(grade), verdict->score,
          report->n_findings);
  return false;
}

static void count_false_alarms(const calque_doc *doc, const calque_report *report) {
  for (size_t i = 0; i < report->n_findings; i++) {
    const calque_finding *f = &report->findings[i];
    if (f->severity == CALQUE_NOTE) continue;
    n_false_alarms++;
    uint32_t line, column;
    calque_doc_position(doc, f->span.start, &line, &column);
    fprintf(stderr, "%.*s:%u:%u: in a good article: %s «%.*s» (%.*s)\n", STR_ARG(doc->meta.id),
            line, column, f->check, STR_ARG(str_of_span(doc->text, f->span)), STR_ARG(f->message));
  }
}

static void judge_article(calque_arena *arena, const calque_lexicon *lexicon,
                          const calque_article *article) {
  const calque_doc *doc = calque_doc_parse(arena, lexicon, article);
  calque_report report = calque_check(arena, lexicon, doc, NULL);
  calque_verdict verdict = calque_judge(arena, doc, &report);
  bool expected = false;
  for (size_t i = 0; i < rows.n; i++) {
    struct row *row = &rows.ptr[i];
    if (!row_is_about(row, article->id)) continue;
    row->seen = true;
    row->held =
        is_verdict(row) ? verdict_holds(row, &report, &verdict) : defect_found(row, doc, &report);
    if (!is_verdict(row)) continue;
    expected = true;
    if (str_eq(row->text, STR("good"))) count_false_alarms(doc, &report);
  }
  if (!expected) fail_msg("%.*s: no verdict in " EXPECTED, STR_ARG(article->id));
}

static int read_articles(void **state) {
  (void)state;
  rows_arena = calque_arena_new();
  load_rows();
  calque_error err = {0};
  calque_lexicon *lexicon = calque_lexicon_open(NULL, &err);
  if (!lexicon) return fprintf(stderr, "%s: %s\n", err.where, err.text), -1;
  static const char *const inputs[] = {ARTICLES};
  struct reader *reader = reader_open(&(struct reader_options){.inputs = inputs, .n_inputs = 1});
  calque_arena *arena = calque_arena_new();
  calque_article article;
  calque_status status;
  while ((status = reader_next(reader, arena, &article, &err)) != CALQUE_END) {
    if (status == CALQUE_OK) judge_article(arena, lexicon, &article);
    else fprintf(stderr, "%s:%ld: %s\n", err.where, err.line, err.text);
    err = (calque_error){0};
    calque_arena_reset(arena);
  }
  calque_arena_free(arena);
  reader_free(reader);
  calque_lexicon_free(lexicon);
  return 0;
}

static int forget_rows(void **state) {
  (void)state;
  calque_arena_free(rows_arena);
  return 0;
}

/* ---- Tests ----------------------------------------------------------------------------------- */

static void test_every_row_has_its_article(void **state) {
  (void)state;
  assert_true(rows.n > 0);
  for (size_t i = 0; i < rows.n; i++)
    if (!rows.ptr[i].seen)
      fail_msg(EXPECTED ":%ld: no article %.*s was read", rows.ptr[i].line,
               STR_ARG(rows.ptr[i].file));
}

static void test_verdicts(void **state) {
  (void)state;
  size_t wrong = 0;
  for (size_t i = 0; i < rows.n; i++) wrong += is_verdict(&rows.ptr[i]) && !rows.ptr[i].held;
  assert_int_equal(wrong, 0);
}

static void test_good_articles_are_silent(void **state) {
  (void)state;
  assert_int_equal(n_false_alarms, 0);
}

static void test_recall_of_defects(void **state) {
  (void)state;
  size_t defects = 0, found = 0;
  for (size_t i = 0; i < rows.n; i++) {
    const struct row *row = &rows.ptr[i];
    if (is_verdict(row)) continue;
    defects++;
    found += row->held;
    if (!row->held)
      print_message(EXPECTED ":%ld: missed: %.*s: %.*s\n", row->line, STR_ARG(row->file),
                    STR_ARG(row->family));
  }
  print_message("%zu of %zu defects found\n", found, defects);
  assert_true(defects > 0);
  assert_true(found * 100 >= defects * MIN_RECALL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_every_row_has_its_article),
      cmocka_unit_test(test_verdicts),
      cmocka_unit_test(test_good_articles_are_silent),
      cmocka_unit_test(test_recall_of_defects),
  };
  return cmocka_run_group_tests(tests, read_articles, forget_rows);
}
