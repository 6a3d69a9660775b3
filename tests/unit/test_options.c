/* The command line: what is accepted, what is refused and how that is said; environment and .env;
 * the tables themselves. */
#define _GNU_SOURCE
#include "cli/options.h"

#include "base/array.h"
#include "cli/help.h"
#include "input/reader.h"
#include "output/writer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h> /* behind error.h: it has a macro fail() */

enum { MAX_WORDS = 16 };

/* Splits "check --jobs 3" at spaces and reads it as a command line. */
static calque_status read_words(const char *words, struct options *o, calque_error *err) {
  static char text[512];
  char *argv[MAX_WORDS] = {"calque"};
  int argc = 1;
  snprintf(text, sizeof text, "%s", words);
  for (char *p = text; *p && argc < MAX_WORDS;) {
    argv[argc++] = p;
    p = strchrnul(p, ' ');
    if (*p) *p++ = '\0';
  }
  *err = (calque_error){0};
  return options_read(o, argc, argv, err);
}

static struct options expect(const char *words) {
  struct options o;
  calque_error err;
  if (read_words(words, &o, &err)) fail_msg("%s: %s: %s", words, err.where, err.text);
  return o;
}

static void test_values(void **state) {
  (void)state;
  assert_int_equal(expect("check --jobs=3 a").jobs, 3);
  assert_int_equal(expect("check --jobs 3 a").jobs, 3);
  assert_int_equal(expect("check -j3 a").jobs, 3);
  assert_int_equal(expect("check -j 3 a").jobs, 3);
  assert_int_equal(expect("check -qj3").jobs, 3);
  assert_true(expect("check -qj3").quiet);
  assert_int_equal(expect("-j3 check").jobs, 3);
  assert_int_equal(expect("check -j1 -j2").jobs, 2);
  assert_int_equal(expect("check").max_article, 16 << 20);
  assert_int_equal(expect("check --max-article=3k").max_article, 3072);
  assert_int_equal(expect("check --max-article=2G").max_article, (size_t)2 << 30);
  assert_string_equal(expect("check").to, "terminal");
  assert_string_equal(expect("check -t sarif").to, "sarif");
  assert_string_equal(expect("check --checks=a,b").checks, "a,b");
  assert_string_equal(expect("check --output=").output, "");
  assert_string_equal(expect("digest --date=2024-02-29").date, "2024-02-29");
  assert_null(expect("check").fail_on);
}

static void test_operands(void **state) {
  (void)state;
  struct options o = expect("check a -q - -- -b --jobs=3");
  assert_int_equal(o.n_operands, 4);
  assert_string_equal(o.operands[0], "a");
  assert_string_equal(o.operands[1], "-");
  assert_string_equal(o.operands[2], "-b");
  assert_string_equal(o.operands[3], "--jobs=3");
  assert_true(o.quiet);
  assert_null(expect("").command);
  assert_string_equal(expect("check check").operands[0], "check");
}

static void test_errors(void **state) {
  (void)state;
  static const struct {
    const char *words, *message;
  } rows[] = {
      {"check --jobz=3", "unknown option '--jobz'; did you mean '--jobs'?"},
      {"check --qwertyuiop", "unknown option '--qwertyuiop'; see 'calque help'"},
      {"check -Z", "unknown option '-Z'; see 'calque help'"},
      {"sumarise", "unknown command 'sumarise'; did you mean 'summarize'?"},
      {"check --jobs", "--jobs: a value is missing: --jobs=N"},
      {"check --jobs=-1", "--jobs: '-1' is not a number of 0..256"},
      {"check --jobs=99999999999999999999",
       "--jobs: '99999999999999999999' is not a number of 0..256"},
      {"check --jobs=1K", "--jobs: '1K' is not a number of 0..256"},
      {"check --max-article=3G", "--max-article: '3G' is not a number of 1K..2G"},
      {"check --max-article=99999999999999999G",
       "--max-article: '99999999999999999G' is not a number of 1K..2G"},
      {"check --from=html5",
       "--from: 'html5' is not one of auto|text|html|jsonl|feed; did you mean 'html'?"},
      {"--to=sarif clean", "--to: 'sarif' is not one of terminal|json|jsonl|markdown"},
      {"explain --jobs=3", "'explain' does not take --jobs; see 'calque help explain'"},
      {"check --quiet=1", "--quiet: takes no value"},
      {"digest --date=2026-02-29", "--date: '2026-02-29' is not a day as YYYY-MM-DD"},
      {"digest --since=yesterday",
       "--since: 'yesterday' is neither a day as YYYY-MM-DD nor a time like 24h or 7d"},
      {"check --lexicon=a --dictionary-path=b",
       "only one of --lexicon and --dictionary-path can hold"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct options o;
    calque_error err;
    char text[600];
    if (read_words(rows[i].words, &o, &err) != CALQUE_E_CONFIG)
      fail_msg("taken: %s", rows[i].words);
    assert_string_equal(error_text(&err, text, sizeof text), rows[i].message);
  }
}

/* --help and --version are answered whatever else is wrong. */
static void test_help_in_spite_of_errors(void **state) {
  (void)state;
  struct options o;
  calque_error err;
  read_words("check --help --jobz", &o, &err);
  assert_true(o.help);
  setenv("CALQUE_NONSENSE", "1", 1);
  assert_int_equal(read_words("--version", &o, &err), CALQUE_OK);
  assert_int_equal(read_words("help", &o, &err), CALQUE_OK);
  assert_int_equal(read_words("check", &o, &err), CALQUE_E_CONFIG);
  unsetenv("CALQUE_NONSENSE");
}

static void write_env(const char *text) {
  FILE *f = fopen(".env", "w");
  assert_non_null(f);
  fputs(text, f);
  fclose(f);
}

static void test_order_of_sources(void **state) {
  (void)state;
  write_env(
      "# mine\n  export CALQUE_JOBS = \"5\" \nDB_PASSWORD=x\nCALQUE_COLOR='never' \n"
      "CALQUE_DISABLE=spacing # for now\n");
  assert_int_equal(expect("check").jobs, 5);
  unsetenv("CALQUE_JOBS");
  assert_string_equal(expect("check").color, "never");
  assert_string_equal(expect("check").disable, "spacing");
  unsetenv("CALQUE_DISABLE");
  setenv("CALQUE_JOBS", "6", 1);
  assert_int_equal(expect("check").jobs, 6);
  assert_int_equal(expect("check --jobs=7").jobs, 7);
  assert_null(getenv("DB_PASSWORD"));
  unsetenv("CALQUE_JOBS");
  unsetenv("CALQUE_COLOR");
  unlink(".env");
}

static void test_env_errors(void **state) {
  (void)state;
  static const struct {
    const char *env, *message;
  } rows[] = {
      {"\nCALQUE_JBOS=3\n", ".env:2: unknown variable 'CALQUE_JBOS'; did you mean 'CALQUE_JOBS'?"},
      {"CALQUE_JOBS=x\n", ".env:1: CALQUE_JOBS: 'x' is not a number of 0..256"},
      {"CALQUE_JOBS\n", ".env:1: expected NAME=value"},
      {"CALQUE_COLOR=alwys\n",
       ".env:1: CALQUE_COLOR: 'alwys' is not one of auto|always|never; did you mean 'always'?"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct options o;
    calque_error err;
    char text[600];
    write_env(rows[i].env);
    assert_int_equal(read_words("check", &o, &err), CALQUE_E_CONFIG);
    assert_string_equal(error_text(&err, text, sizeof text), rows[i].message);
    for (size_t k = 0; k < n_env_rows; k++) unsetenv(env_rows[k].name);
  }
  unlink(".env");
}

/* A folder that one has only unpacked must not send one's keys anywhere. */
static void test_addresses_of_env(void **state) {
  (void)state;
  static const struct {
    const char *env, *key, *value; /* .env; a variable of the environment */
    const char *message;           /* NULL: the address holds */
  } rows[] = {
      {"OPENAI_BASE_URL=http://a.test\n", NULL, NULL, NULL},
      {"OPENAI_BASE_URL=http://a.test\nOPENAI_API_KEY=mine\n", NULL, NULL, NULL},
      {"OPENAI_BASE_URL=http://a.test\n", "DEEPL_AUTH_KEY", "k", NULL},
      {"OPENAI_BASE_URL=http://a.test\n", "OPENAI_API_KEY", "", NULL},
      {"\nOPENAI_BASE_URL=http://a.test\n", "OPENAI_API_KEY", "k",
       ".env:2: OPENAI_BASE_URL would send OPENAI_API_KEY of the environment there; set both in "
       "one "
       "place"},
      {"OPENAI_BASE_URL=http://a.test\nOPENAI_API_KEY=bait\n", "OPENAI_API_KEY", "k",
       ".env:1: OPENAI_BASE_URL would send OPENAI_API_KEY of the environment there; set both in "
       "one "
       "place"},
      {"DEEPL_API_KEY=bait\nDEEPL_SERVER_URL=http://a.test\n", "DEEPL_AUTH_KEY", "k",
       ".env:2: DEEPL_SERVER_URL would send DEEPL_AUTH_KEY of the environment there; set both in "
       "one "
       "place"},
      {"CALQUE_TEMPLATE_URL=http://a.test\n", "CALQUE_TEMPLATE_KEY", "k",
       ".env:1: CALQUE_TEMPLATE_URL would send CALQUE_TEMPLATE_KEY of the environment there; set "
       "both "
       "in one place"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    calque_error err = {0};
    char text[600], name[64];
    write_env(rows[i].env);
    if (rows[i].key) setenv(rows[i].key, rows[i].value, 1);
    expect("check"); /* which calls nobody, is not disturbed */
    calque_str rest = calque_str_of(rows[i].message ? rows[i].message : rows[i].env);
    if (rows[i].message) rest = str_slice(rest, str_find(rest, STR(": ")) + 2, rest.len);
    calque_str address = str_cut(&rest, rows[i].message ? ' ' : '=');
    snprintf(name, sizeof name, "%.*s", STR_ARG(address));
    assert_int_equal(environment_addresses(&err), rows[i].message ? CALQUE_E_CONFIG : CALQUE_OK);
    if (rows[i].message) {
      assert_string_equal(error_text(&err, text, sizeof text), rows[i].message);
      assert_true(str_starts(calque_str_of(getenv(name)), STR("refused: .env:")));
    } else {
      assert_string_equal(getenv(name), "http://a.test");
    }
    for (size_t k = 0; k < n_env_rows; k++) unsetenv(env_rows[k].name);
  }
  /* An address of the environment itself holds, with whatever key. */
  setenv("OPENAI_BASE_URL", "http://b.test", 1);
  write_env("OPENAI_BASE_URL=http://a.test\nOPENAI_API_KEY=k\n");
  expect("check");
  assert_int_equal(environment_addresses(NULL), CALQUE_OK);
  assert_string_equal(getenv("OPENAI_BASE_URL"), "http://b.test");
  for (size_t k = 0; k < n_env_rows; k++) unsetenv(env_rows[k].name);
  unlink(".env");
}

/* What is said of addresses names variables that there are. */
static void test_address_rows(void **state) {
  (void)state;
  for (size_t i = 0; i < n_env_rows; i++) {
    if (!env_rows[i].keys || !*env_rows[i].keys) continue;
    for (calque_str rest = calque_str_of(env_rows[i].keys); rest.ptr;) {
      calque_str key = str_cut(&rest, ' ');
      bool found = false;
      for (size_t k = 0; k < n_env_rows; k++) found |= str_eq(calque_str_of(env_rows[k].name), key);
      if (!found) fail_msg("%s: no variable %.*s", env_rows[i].name, STR_ARG(key));
    }
  }
}

static void test_suggestions(void **state) {
  (void)state;
  static const char *const names[] = {"check", "clean", "collect", "summarize"};
  static const struct {
    const char *word, *near;
  } rows[] = {
      {"chekc", "check"},    {"claen", "clean"}, {"sum", "summarize"}, {"summarise", "summarize"},
      {"colect", "collect"}, {"xyzzy", NULL},    {"", NULL},           {"c", NULL}};
  for (size_t i = 0; i < COUNT(rows); i++) {
    const char *near = suggest(calque_str_of(rows[i].word), names, sizeof *names, COUNT(names));
    if (rows[i].near) assert_string_equal(near ? near : "nothing", rows[i].near);
    else assert_true(near == NULL || strlen(rows[i].word) < 2);
  }
}

/* What the tables promise each other. */
static void test_tables(void **state) {
  (void)state;
  for (size_t i = 0; i < n_option_rows; i++) {
    const struct option_row *row = &option_rows[i];
    for (size_t c = 0; c < N_COMMANDS; c++)
      if (option_is_for(row, &commands[c]))
        assert_ptr_equal(option_find(calque_str_of(row->name), &commands[c]), row);
    assert_int_equal(row->kind == KIND_FLAG, row->value == NULL);
    for (size_t k = 0; k < i; k++)
      assert_false(row->letter && row->letter == option_rows[k].letter);
  }
  for (size_t i = 0; i < n_env_rows; i++) {
    calque_str rest = calque_str_of(env_rows[i].option ? env_rows[i].option : "help");
    assert_non_null(option_find(str_cut(&rest, '='), NULL));
  }
  calque_str forms = calque_str_of(option_find(STR("to"), NULL)->limits);
  size_t n = 0;
  for (; forms.ptr; n++) assert_non_null(writer_find(str_cut(&forms, '|')));
  assert_int_equal(n, n_writers);
  calque_str formats = calque_str_of(option_find(STR("from"), NULL)->limits);
  for (enum reader_format format; formats.ptr;)
    assert_true(reader_format_by_name(str_cut(&formats, '|'), &format));
}

/* The manual has all of its parts: none of the marks of its prose is left. */
static void test_manual(void **state) {
  (void)state;
  struct buf out;
  buf_init(&out, 1 << 20);
  manual_write(&out);
  for (calque_str rest = buf_view(&out); rest.ptr;) { /* an address has one, too */
    str_cut(&rest, '@');
    assert_false(rest.ptr && rest.len && rest.ptr[0] >= 'A' && rest.ptr[0] <= 'Z');
  }
  assert_true(str_ends(buf_view(&out), STR(".BR hunspell (1)\n")));
  buf_free(&out);
}

static int enter_empty_folder(void **state) {
  static char folder[] = "/tmp/calque-options.XXXXXX";
  *state = folder;
  for (size_t i = 0; i < n_env_rows; i++) unsetenv(env_rows[i].name);
  return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state) { return rmdir(*state); }

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_values),           cmocka_unit_test(test_operands),
      cmocka_unit_test(test_errors),           cmocka_unit_test(test_help_in_spite_of_errors),
      cmocka_unit_test(test_order_of_sources), cmocka_unit_test(test_env_errors),
      cmocka_unit_test(test_addresses_of_env), cmocka_unit_test(test_address_rows),
      cmocka_unit_test(test_suggestions),      cmocka_unit_test(test_tables),
      cmocka_unit_test(test_manual),
  };
  return cmocka_run_group_tests(tests, enter_empty_folder, leave_folder);
}
