/* Apertium played by a script in PATH: segments out and in, what is made English, and programs that
 * fail, hang or never stop. */
#define _GNU_SOURCE /* mkdtemp, setenv */
#include "english/apertium.h"

#include "base/array.h"
#include "base/file.h"
#include "base/process.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static calque_arena *arena;
static char dir[] = "/tmp/calque-apertium-XXXXXX";

static void play(const char *modes, const char *script) {
  const char *path = arena_printf(arena, "%s/apertium", dir).ptr;
  calque_str text = arena_printf(
      arena, "#!/bin/sh\ntest \"$*\" = -l && { printf '%s'; exit; }\n%s\n", modes, script);
  assert_int_equal(file_write(path, text, 0755, NULL), CALQUE_OK);
}

static void expect(calque_str is, const char *should) {
  if (!str_eq(is, calque_str_of(should))) fail_msg("'%.*s' should be '%s'", STR_ARG(is), should);
}

/* ---- What is left French ------------------------------------------------------------------------
 */

static const struct {
  const char *fr, *left, *english;
} mended[] = {
    {"1,5 million", "1,5 million", "1.5 million"},
    {"0,125 gramme", "0,125 gram", "0.125 gram"},
    {"1,234 litre", "1,234 litre", "1,234 litre"}, /* who knows */
    {"les 1,2,3 soleil", "the 1,2,3 sun", "the 1,2,3 sun"},
    {"100 000 habitants", "100 000 inhabitants", "100,000 inhabitants"},
    {"1\u202f240,5 euros", "1\u202f240,5 euros", "1,240.5 euros"},
    {"3.200 personnes", "3.200 persons", "3,200 persons"},
    {"12.000.000 d’euros", "12.000.000 euros", "12,000,000 euros"},
    {"le 01 234 567", "the 01 234 567", "the 01 234 567"}, /* a telephone */
    {"version 1.234.5", "version 1.234.5", "version 1.234.5"},
    {"en 2015 300 personnes", "in 2015 300 persons", "in 2015 300 persons"},
    {"le 28e, le 1er, la 2ème, le 3e, la 11e, le 21e", "28e 1er 2ème 3e 11e 21e",
     "28th 1st 2nd 3rd 11th 21st"},
    {"à 14h30", "at 14h30", "at 14:30"},
    {"à 19 h 40", "at 19H40", "at 19:40"},
    {"2h30 de route", "2h30 of road", "2h30 of road"},
    {"65 % des gens", "65 % of the persons", "65% of the persons"},
    {"« oui »", "« yes »", "“yes”"},
    {"“ oui ”", "“ yes ”", "“yes”"},
    {"oui ! non ?", "yes ! no ?", "yes! no?"},
    {"Il va donner", "It goes to #give", "It goes to give"},
    {"Le mot #donner", "The word #give", "The word #give"},
    {"Vladimir Poutine à Paris", "Vladímir Putin in París", "Vladimir Putin in Paris"},
    {"l’Europe et Kiev", "Europa and Kíiv", "Europe and Kyiv"},
    {"la Ligue Europa", "the Europa League", "the Europa League"},
    {"cela", "1,5 of what is not there", "1,5 of what is not there"},
    {"", "", ""},
};

static void certain_forms_are_made_english(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(mended); i++)
    expect(apertium_mend(arena, calque_str_of(mended[i].fr), calque_str_of(mended[i].left)),
           mended[i].english);
}

/* ---- Segments -----------------------------------------------------------------------------------
 */

static void the_way_is_found(void **state) {
  struct apertium a;
  (void)state;
  play("  cat-eng\\n  eng-cat\\n  fra-cat\\n  fr-es\\n  spa-eng\\n", "");
  assert_true(apertium_find(arena, &a));
  assert_string_equal(a.to_pivot, "fra-cat");
  play("  eng-cat\\n  fr-es\\n  spa-eng\\n", "");
  assert_true(apertium_find(arena, &a));
  assert_string_equal(a.to_pivot, "fr-es");
  play("  cat-eng\\n  cat-fra\\n  fra-cat_pre2017\\n", "");
  assert_false(apertium_find(arena, &a));
}

static struct apertium played(const char *script) {
  struct apertium a;
  play("cat-eng\\nfra-cat\\n", script);
  assert_true(apertium_find(arena, &a));
  a.deadline_ms = 20000;
  return a;
}

static void segments_come_back_in_their_places(void **state) {
  (void)state;
  struct apertium a = played("exec sed 's/^..*$/<&>/'");
  const calque_str fr[] = {STR_INIT("Un.\nDeux."), STR_INIT(""), STR_INIT("  "),
                           STR_INIT("Trois\n\n\nquatre"), STR_INIT("cinq\0six")};
  calque_str en[5];
  calque_error err = {0};
  assert_int_equal(apertium_translate(arena, &a, fr, 5, en, &err), CALQUE_OK);
  expect(en[0], "<<Un. Deux.>>");
  expect(en[1], "");
  expect(en[2], "");
  expect(en[3], "<<Trois quatre>>");
  expect(en[4], "<<cinq six>>");
}

/* A blank line in the middle of an answer: halves are tried, and what stands alone fails. */
static void as_many_must_come_back(void **state) {
  (void)state;
  struct apertium a = played("exec sed 's/ROMPU/a\\n\\nb/'");
  const calque_str fr[] = {STR_INIT("Un."), STR_INIT("Deux."), STR_INIT("ROMPU")};
  calque_str en[3];
  calque_error err = {0};
  assert_int_equal(apertium_translate(arena, &a, fr, 2, en, &err), CALQUE_OK);
  expect(en[1], "Deux.");
  assert_int_equal(apertium_translate(arena, &a, fr, 3, en, &err), CALQUE_E_PROVIDER);
  assert_non_null(strstr(err.text, "did not come back"));
}

static void much_text_goes_through(void **state) {
  (void)state;
  enum { N = 3000 };
  struct apertium a = played("exec cat");
  calque_str *fr = ARENA_ARRAY(arena, calque_str, N), *en = ARENA_ARRAY(arena, calque_str, N);
  calque_error err = {0};
  for (size_t i = 0; i < N; i++)
    fr[i] = arena_printf(arena, "Phrase numéro %zu, qui est assez longue pour remplir le tube.", i);
  assert_int_equal(apertium_translate(arena, &a, fr, N, en, &err), CALQUE_OK);
  for (size_t i = 0; i < N; i++) assert_true(str_eq(en[i], fr[i]));
}

/* ---- Programs that go wrong ---------------------------------------------------------------------
 */

static calque_status run_played(const char *script, unsigned deadline_ms, calque_error *err) {
  struct apertium a = played(script);
  const calque_str fr[] = {STR_INIT("Un.")};
  calque_str en[1];
  a.deadline_ms = deadline_ms;
  *err = (calque_error){0};
  return apertium_translate(arena, &a, fr, 1, en, err);
}

static void failures_are_named(void **state) {
  calque_error err;
  (void)state;
  assert_int_equal(run_played("echo 'no mode' >&2; exit 1", 9000, &err), CALQUE_E_PROVIDER);
  assert_non_null(strstr(err.text, "no mode"));
  assert_int_equal(run_played("exit 3", 9000, &err), CALQUE_E_PROVIDER);
  assert_int_equal(run_played("kill -9 $$", 9000, &err), CALQUE_E_PROVIDER);
  assert_int_equal(run_played("printf '\\377\\376'", 9000, &err), CALQUE_E_PROVIDER);
  assert_int_equal(run_played("yes", 20000, &err), CALQUE_E_PROVIDER);
}

static void what_hangs_is_killed_with_its_children(void **state) {
  (void)state;
  calque_error err;
  const char *script = arena_printf(arena, "sleep 600 & echo $! >>%s/child\nwait", dir).ptr;
  time_t start = time(NULL);
  assert_int_equal(run_played(script, 300, &err), CALQUE_E_NETWORK);
  assert_true(time(NULL) - start < 10);
  struct buf pids;
  buf_init(&pids, 4096);
  const char *path = arena_printf(arena, "%s/child", dir).ptr;
  assert_int_equal(file_read(path, &pids, NULL), CALQUE_OK);
  int pid = (int)strtol(pids.ptr, NULL, 10);
  for (int i = 0; i < 50 && kill(pid, 0) == 0; i++) usleep(20000);
  char stat_path[64];
  snprintf(stat_path, sizeof stat_path, "/proc/%d/stat", pid);
  struct buf stat;
  buf_init(&stat, 4096);
  /* Gone, or a zombie that init has not yet seen. */
  if (file_read(stat_path, &stat, NULL) == CALQUE_OK)
    assert_true(str_has(buf_view(&stat), STR(" Z ")));
  buf_free(&stat);
  buf_free(&pids);
  unlink(path);
}

/* A program that reads nothing must not kill us by SIGPIPE. */
static void a_program_may_end_before_it_reads(void **state) {
  (void)state;
  calque_str big = {must_alloc(1 << 20), 1 << 20};
  memset((char *)(uintptr_t)big.ptr, 'x', big.len);
  const char *const argv[] = {"/bin/true", NULL};
  const process_argv row[] = {argv};
  struct buf out;
  buf_init(&out, 100);
  assert_int_equal(process_run(row, 1, big, &out, 5000, NULL), CALQUE_OK);
  assert_int_equal(out.len, 0);
  free((char *)(uintptr_t)big.ptr);
  buf_free(&out);
}

static void keys_are_not_handed_on(void **state) {
  (void)state;
  const char *const argv[] = {"/usr/bin/env", NULL};
  const process_argv row[] = {argv};
  struct buf out;
  setenv("OPENAI_API_KEY", "sk-secret", 1);
  buf_init(&out, 1 << 16);
  assert_int_equal(process_run(row, 1, STR(""), &out, 5000, NULL), CALQUE_OK);
  assert_true(str_has(buf_view(&out), STR("PATH=")));
  assert_false(str_has(buf_view(&out), STR("sk-secret")));
  unsetenv("OPENAI_API_KEY");
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(certain_forms_are_made_english),
      cmocka_unit_test(the_way_is_found),
      cmocka_unit_test(segments_come_back_in_their_places),
      cmocka_unit_test(as_many_must_come_back),
      cmocka_unit_test(much_text_goes_through),
      cmocka_unit_test(failures_are_named),
      cmocka_unit_test(what_hangs_is_killed_with_its_children),
      cmocka_unit_test(a_program_may_end_before_it_reads),
      cmocka_unit_test(keys_are_not_handed_on),
  };
  arena = calque_arena_new();
  if (!mkdtemp(dir)) return 1;
  setenv("PATH", arena_printf(arena, "%s:%s", dir, getenv("PATH")).ptr, 1);
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  unlink(arena_printf(arena, "%s/apertium", dir).ptr);
  rmdir(dir);
  calque_arena_free(arena);
  return failed;
}
