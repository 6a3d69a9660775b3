/* The pages of tests/spec/ as tests. Every line that starts with "> " is an example of its own:
 *
 *   - each of its marks must be found, by the check it names and at exactly these bytes;
 *   - nothing else may be found, except by other checks on top of a mark (one defect may be
 *     several things) and except notes, which never count against an article;
 *   - so a line without marks must stay silent under all checks.
 *
 * The same holds for the bad and good examples that every check carries. All failures are printed
 * before the test fails. */
#define _GNU_SOURCE
#include "checks/check.h"
#include "marked.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define SPEC_DIR       "tests/spec"
#define SPEC_MAX       ((size_t)1 << 20) /* bytes of a page */
#define MIN_MARKED     8
#define MIN_SILENT     12
#define SHOWN_FAILURES 200

static calque_lexicon *lexicon;
static size_t n_failures;

/* ---- Saying what failed ---------------------------------------------------------------------- */

struct place {
  const char *file; /* or the id of a check */
  long line;
};

static bool failure_begins(struct place at) {
  if (++n_failures > SHOWN_FAILURES) return false;
  if (at.line) fprintf(stderr, "%s:%ld: ", at.file, at.line);
  else fprintf(stderr, "%s: ", at.file);
  return true;
}

/* As the page writes it: line breaks as \n, no-break spaces as \u00a0. */
static void print_text(calque_str text) {
  for (size_t i = 0; i < text.len; i++) {
    calque_str rest = str_slice(text, i, text.len);
    if (text.ptr[i] == '\n') {
      fputs("\\n", stderr);
    } else if (str_starts(rest, STR("\u00a0"))) {
      fputs("\\u00a0", stderr);
      i++;
    } else {
      fputc(text.ptr[i], stderr);
    }
  }
}

static void print_example(calque_str text) {
  fprintf(stderr, "\n    text  ");
  print_text(text);
  fprintf(stderr, "\n");
}

static void print_quoted(calque_str text, calque_span span) {
  fprintf(stderr, " at %u-%u «", span.start, span.end);
  print_text(str_of_span(text, span));
  fprintf(stderr, "»");
}

static void print_finding(calque_str text, const calque_finding *f) {
  fprintf(stderr, "    found %s", f->check);
  print_quoted(text, f->span);
  if (f->suggestion.len) fprintf(stderr, " → %.*s", STR_ARG(f->suggestion));
  fprintf(stderr, " (%s: %.*s)\n", calque_severity_name(f->severity), STR_ARG(f->message));
}

static void print_found(calque_str text, const calque_report *report) {
  print_example(text);
  for (size_t i = 0; i < report->n_findings; i++) print_finding(text, &report->findings[i]);
  if (report->n_findings == 0) fprintf(stderr, "    found nothing\n");
}

static void fail_missed(struct place at, const struct marked *example, const struct mark *mark,
                        const calque_report *report) {
  if (!failure_begins(at)) return;
  fprintf(stderr, "expected %.*s", STR_ARG(mark->check));
  print_quoted(example->text, mark->span);
  if (mark->suggestion.ptr) fprintf(stderr, " → %.*s", STR_ARG(mark->suggestion));
  print_found(example->text, report);
}

static void fail_unexpected(struct place at, const struct marked *example,
                            const calque_finding *finding) {
  if (!failure_begins(at)) return;
  fputs(example->n_marks ? "found more than is marked" : "should be silent", stderr);
  print_example(example->text);
  print_finding(example->text, finding);
}

static void fail_plain(struct place at, const char *what) {
  if (failure_begins(at)) fprintf(stderr, "%s\n", what);
}

/* ---- One example ----------------------------------------------------------------------------- */

static bool span_eq(calque_span a, calque_span b) { return a.start == b.start && a.end == b.end; }
static bool span_meets(calque_span a, calque_span b) { return a.start < b.end && b.start < a.end; }

static bool mark_is(const struct mark *mark, const calque_finding *f) {
  return span_eq(mark->span, f->span) && str_eq(mark->check, calque_str_of(f->check)) &&
         (!mark->suggestion.ptr || str_eq(mark->suggestion, f->suggestion));
}

static bool mark_found(const struct mark *mark, const calque_report *report) {
  for (size_t i = 0; i < report->n_findings; i++)
    if (mark_is(mark, &report->findings[i])) return true;
  return false;
}

/* Is the finding marked? Or on top of a mark, and either by a check that no mark names or instead
 * of the mark, which was then reported as missed? */
static bool finding_expected(const struct marked *example, const calque_finding *f,
                             const calque_report *report) {
  bool named = false, on_top = false;
  for (size_t i = 0; i < example->n_marks; i++) {
    const struct mark *mark = &example->marks[i];
    bool own = str_eq(mark->check, calque_str_of(f->check)),
         meets = span_meets(mark->span, f->span);
    if (mark_is(mark, f) || (own && meets && !mark_found(mark, report))) return true;
    named = named || own;
    on_top = on_top || meets;
  }
  return on_top && !named;
}

static void check_example(calque_arena *arena, struct place at, const struct marked *example,
                          calque_str own_check) {
  calque_article article = {.text = example->text};
  const calque_doc *doc = calque_doc_parse(arena, lexicon, &article);
  calque_report report = calque_check(arena, lexicon, doc, NULL);
  for (size_t i = 0; i < example->n_marks; i++)
    if (!mark_found(&example->marks[i], &report))
      fail_missed(at, example, &example->marks[i], &report);
  for (size_t i = 0; i < report.n_findings; i++) {
    const calque_finding *f = &report.findings[i];
    bool counts = f->severity != CALQUE_NOTE || str_eq(own_check, calque_str_of(f->check));
    if (counts && !finding_expected(example, f, &report)) fail_unexpected(at, example, f);
  }
}

/* Takes the marks out of `text`, says what is wrong with them, runs it. */
static void check_text(calque_arena *arena, struct place at, calque_str text, calque_str own_check,
                       struct marked *example) {
  *example = marked_parse(arena, text, own_check);
  if (example->error) {
    fail_plain(at, example->error);
    return;
  }
  for (size_t i = 0; i < example->n_marks; i++)
    if (!check_find(example->marks[i].check)) fail_plain(at, "a mark names no check that exists");
  check_example(arena, at, example, own_check);
}

/* ---- The pages ------------------------------------------------------------------------------- */

/* "tests/spec/quotes.md" -> "quotes"; empty for README.md and for other files. */
static calque_str page_check(const char *path) {
  calque_str id = calque_str_of(path);
  if (!str_ends(id, STR(".md")) || str_ends(id, STR("/README.md"))) return STR("");
  return str_slice(id, STR(SPEC_DIR "/").len, id.len - STR(".md").len);
}

static void check_page(calque_arena *arena, const char *path, calque_str id, calque_str page) {
  size_t marked = 0, silent = 0;
  long line = 0;
  while (page.ptr) {
    calque_str text = str_cut(&page, '\n');
    line++;
    if (!str_starts(text, STR("> "))) continue;
    struct marked example;
    check_text(arena, (struct place){path, line}, str_slice(text, 2, text.len), id, &example);
    *(example.n_marks ? &marked : &silent) += 1;
  }
  if (marked < MIN_MARKED) fail_plain((struct place){path, 0}, "fewer than 8 marked examples");
  if (silent < MIN_SILENT) fail_plain((struct place){path, 0}, "fewer than 12 silent examples");
}

static void test_pages(void **state) {
  (void)state;
  n_failures = 0;
  calque_error err = {0};
  calque_arena *paths_arena = calque_arena_new(), *arena = calque_arena_new();
  const char **paths;
  size_t n_paths, n_pages = 0;
  assert_int_equal(file_list(SPEC_DIR, paths_arena, &paths, &n_paths, &err), CALQUE_OK);
  for (size_t i = 0; i < n_paths; i++) {
    calque_str id = page_check(paths[i]);
    if (!id.len) continue;
    n_pages++;
    if (!check_find(id)) {
      fail_plain((struct place){paths[i], 0}, "no check has this name");
      continue;
    }
    struct buf page;
    buf_init(&page, SPEC_MAX);
    assert_int_equal(file_read(paths[i], &page, &err), CALQUE_OK);
    check_page(arena, paths[i], id, buf_view(&page));
    buf_free(&page);
    calque_arena_reset(arena);
  }
  calque_arena_free(arena);
  calque_arena_free(paths_arena);
  assert_true(n_pages > 0);
  assert_int_equal(n_failures, 0);
}

/* Every check has a page. */
static void test_every_check_has_a_page(void **state) {
  (void)state;
  n_failures = 0;
  for (size_t i = 0; i < n_checks; i++) {
    char path[256];
    snprintf(path, sizeof path, SPEC_DIR "/%s.md", all_checks[i]->id);
    FILE *f = fopen(path, "r");
    if (f) fclose(f);
    else fail_plain((struct place){path, 0}, "is missing: every check has a page");
  }
  assert_int_equal(n_failures, 0);
}

/* The bad example of every check is found by it, the good one by none. */
static void test_bad_and_good(void **state) {
  (void)state;
  n_failures = 0;
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < n_checks; i++) {
    const struct check *check = all_checks[i];
    calque_str id = calque_str_of(check->id);
    struct marked example;
    check_text(arena, (struct place){check->id, 0}, calque_str_of(check->bad), id, &example);
    if (!example.n_marks) fail_plain((struct place){check->id, 0}, "its bad example has no mark");
    check_text(arena, (struct place){check->id, 0}, calque_str_of(check->good), id, &example);
    if (example.n_marks) fail_plain((struct place){check->id, 0}, "its good example has a mark");
    calque_arena_reset(arena);
  }
  calque_arena_free(arena);
  assert_int_equal(n_failures, 0);
}

/* ---- The marks themselves -------------------------------------------------------------------- */

static void test_marks(void **state) {
  (void)state;
  static const struct {
    const char *in, *text, *marked, *check, *suggestion;
  } rows[] = {
      {"Cela ⟦fait du sens⟧{calque → a du sens} ici.", "Cela fait du sens ici.", "fait du sens",
       "calque", "a du sens"},
      {"le ⟦however⟧ de", "le however de", "however", "own", NULL},
      {"a\\n⟦b\\nc⟧{repeat}", "a\nb\nc", "b\nc", "repeat", NULL},
      {"⟦d'\\u00a0»aide⟧{quotes → }", "d'\u00a0»aide", "d'\u00a0»aide", "quotes", ""},
  };
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct marked m = marked_parse(arena, calque_str_of(rows[i].in), STR("own"));
    print_message("row %zu: %s\n", i, rows[i].in);
    assert_null(m.error);
    assert_int_equal(m.n_marks, 1);
    assert_true(str_eq(m.text, calque_str_of(rows[i].text)));
    assert_true(str_eq(str_of_span(m.text, m.marks[0].span), calque_str_of(rows[i].marked)));
    assert_true(str_eq(m.marks[0].check, calque_str_of(rows[i].check)));
    assert_int_equal(m.marks[0].suggestion.ptr != NULL, rows[i].suggestion != NULL);
    if (rows[i].suggestion)
      assert_true(str_eq(m.marks[0].suggestion, calque_str_of(rows[i].suggestion)));
  }
  static const char *const broken[] = {"⟦a", "a⟧", "⟦a⟧{b", "⟦⟦⟦⟦⟦a⟧⟧⟧⟧⟧"};
  for (size_t i = 0; i < COUNT(broken); i++)
    assert_non_null(marked_parse(arena, calque_str_of(broken[i]), STR("own")).error);
  calque_arena_free(arena);
}

static int open_lexicon(void **state) {
  (void)state;
  calque_error err = {0};
  lexicon = calque_lexicon_open(NULL, &err);
  if (!lexicon) fprintf(stderr, "%s: %s\n", err.where, err.text);
  return lexicon ? 0 : -1;
}

static int close_lexicon(void **state) {
  (void)state;
  calque_lexicon_free(lexicon);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_marks),
      cmocka_unit_test(test_bad_and_good),
      cmocka_unit_test(test_every_check_has_a_page),
      cmocka_unit_test(test_pages),
  };
  return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
