/* A translator around its questions: settings, errors that hold for all of them, limits, dry runs,
 * the cache of answers. */
#define _GNU_SOURCE /* mkdtemp */

#include "translate_case.h"

/* ---- Errors and limits ------------------------------------------------------------------------
 */

static const char *long_article(int paragraphs) {
  struct buf out;
  buf_init(&out, BUF_MAX_OUTPUT);
  for (int i = 0; i < paragraphs; i++) {
    for (int k = 0; k < 30; k++)
      buf_printf(&out, "Le conseil municipal de Brossac a voté %d millions pour le pont. ",
                 100 * i + k + 10);
    buf_puts(&out, "\n\n");
  }
  const char *text = arena_copy_z(arena, buf_view(&out));
  buf_free(&out);
  return text;
}

static void a_wrong_key_is_said_once(void **state) {
  (void)state;
  calque_error err;
  play = (struct play){.answer = right,
                       .code = 401,
                       .body = "{\"error\":{\"message\":\"Incorrect API key: " SECRET "\"}}"};
  calque_translator *t = open_played(true, (calque_translator_options){0});
  put_into_english(t, long_article(6), whole, &err);
  assert_int_equal(err.status, CALQUE_E_PROVIDER);
  assert_null(strstr(err.text, SECRET));
  assert_non_null(strstr(err.text, "401"));
  int first = n_sent;
  put_into_english(t, FRENCH, whole, &err);
  assert_int_equal(err.status, CALQUE_E_PROVIDER);
  assert_int_equal(n_sent, first);
  calque_translator_free(t);
}

static void limits_stop_before_sending(void **state) {
  (void)state;
  calque_error err;
  play = (struct play){.answer = right};
  calque_translator *t = open_played(true, (calque_translator_options){.max_chars = 60});
  put_into_english(t, FRENCH, whole, &err);
  assert_int_equal(err.status, CALQUE_E_LIMIT);
  assert_int_equal(n_sent, 0);
  calque_translator_free(t);
  t = open_played(true, (calque_translator_options){.max_requests = 1});
  put_into_english(t, FRENCH, whole, &err);
  assert_int_equal(err.status, CALQUE_OK);
  put_into_english(t, FRENCH, whole, &err);
  assert_int_equal(err.status, CALQUE_E_LIMIT);
  assert_int_equal(n_sent, 1);
  calque_translator_free(t);
}

static void a_dry_run_sends_nothing_and_shows_no_key(void **state) {
  (void)state;
  calque_error err;
  play = (struct play){.answer = right};
  calque_translator *t = open_played(true, (calque_translator_options){.dry_run = true});
  calque_translation got = put_into_english(t, FRENCH, whole, &err);
  assert_int_equal(n_sent, 0);
  assert_int_equal(got.requests, 1);
  assert_true(got.chars_sent > 100);
  expect_has(got.dry_run, "Le pont sera fermé");
  assert_false(str_has(got.dry_run, STR(SECRET)));
  assert_int_equal(got.english.len, 0);
  calque_translator_free(t);
}

/* ---- The cache --------------------------------------------------------------------------------
 */

static const char *always_wrong(int nth, size_t i, calque_str body) {
  (void)i, (void)body;
  if (nth == 1) return "[1] The mayor promised 41 million euros.\n\n[2] " ENGLISH_2;
  return "[1] The mayor of Brossac promised 15 million euros on Tuesday.\n\n[2] " ENGLISH_2;
}

static void verified_answers_are_kept(void **state) {
  (void)state;
  calque_error err;
  char dir[] = "/tmp/calque-translate-XXXXXX";
  assert_non_null(mkdtemp(dir));
  const char *path = arena_printf(arena, "%s/cache.db", dir).ptr;
  play = (struct play){.answer = right};
  calque_translator *t = open_played(true, (calque_translator_options){.cache = path});
  assert_false(put_into_english(t, FRENCH, whole, &err).cached);
  calque_translation again = put_into_english(t, FRENCH, whole, &err);
  assert_true(again.cached);
  assert_int_equal(again.requests, 0);
  assert_int_equal(n_sent, 1);
  expect_text(again.english, ENGLISH_1 "\n\n" ENGLISH_2);
  calque_translator_free(t);
  const calque_term terms[] = {{STR_INIT("pont"), STR_INIT("bridge")}};
  t = open_played(true, (calque_translator_options){.cache = path, .terms = terms, .n_terms = 1});
  assert_false(put_into_english(t, FRENCH, whole, &err).cached);
  expect_has(sent[0], "pont = bridge");
  calque_translator_free(t);
  t = open_played(true, (calque_translator_options){.cache = path, .refresh = true});
  assert_false(put_into_english(t, FRENCH, whole, &err).cached);
  calque_translator_free(t);
  play.answer = always_wrong;
  t = open_played(true, (calque_translator_options){.cache = path, .model = "other"});
  put_into_english(t, FRENCH, whole, &err);
  put_into_english(t, FRENCH, whole, &err);
  assert_int_equal(n_sent, 4);
  calque_translator_free(t);
  struct buf file;
  buf_init(&file, BUF_MAX_OUTPUT);
  assert_int_equal(file_read(path, &file, NULL), CALQUE_OK);
  assert_false(str_has(buf_view(&file), STR(SECRET)));
  buf_free(&file);
  unlink(path);
  rmdir(dir);
}

/* ---- Settings ---------------------------------------------------------------------------------
 */

static const char *no_variable(void *context, const char *name) {
  (void)context, (void)name;
  return NULL;
}

static void what_is_missing_is_said(void **state) {
  static const struct {
    calque_translator_options options;
    const char *words;
  } cases[] = {
      {{.provider = "delp"}, "unknown provider 'delp'"},
      {{.provider = "deepl"}, "DEEPL_AUTH_KEY"},
      {{.provider = "openai"}, "OPENAI_API_KEY"},
      {{.url = "http://127.0.0.1:1"}, "--provider"},
      {{.provider = "ollama", .url = "http://user:secret@host", .model = "m"}, "password"},
  };
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    calque_translator_options options = cases[i].options;
    calque_error err = {0};
    options.variable = no_variable;
    options.cache = "";
    assert_null(calque_translator_open(lex, &options, &err));
    assert_int_equal(err.status, CALQUE_E_CONFIG);
    if (!strstr(err.text, cases[i].words)) fail_msg("'%s' lacks '%s'", err.text, cases[i].words);
    assert_null(strstr(err.text, "secret"));
  }
  calque_translator_free(NULL);
}

static void the_host_is_told_before_anything_is_sent(void **state) {
  (void)state;
  calque_error err = {0};
  calque_translator_options options = {.provider = "ollama",
                                       .url = "http://127.0.0.1:11434",
                                       .model = "m",
                                       .variable = no_variable,
                                       .cache = ""};
  calque_translator *t = calque_translator_open(lex, &options, &err);
  assert_non_null(t);
  assert_string_equal(calque_translator_host(t), "127.0.0.1:11434");
  assert_string_equal(calque_translator_trouble(t), "");
  calque_translator_free(t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_wrong_key_is_said_once),
      cmocka_unit_test(limits_stop_before_sending),
      cmocka_unit_test(a_dry_run_sends_nothing_and_shows_no_key),
      cmocka_unit_test(verified_answers_are_kept),
      cmocka_unit_test(what_is_missing_is_said),
      cmocka_unit_test(the_host_is_told_before_anything_is_sent),
  };
  return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
