/* The cache of answers: what is kept comes back, what is old or too much goes, and no state of its
 * file stops anybody. */
#define _GNU_SOURCE /* mkdtemp */
#include "english/cache.h"

#include "base/array.h"
#include "base/buf.h"
#include "base/file.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static calque_arena *arena;
static char dir[] = "/tmp/calque-cache-XXXXXX";
static const char *path;

static int fresh(void **state) {
  (void)state;
  path = arena_printf(arena, "%s/english.db", dir).ptr;
  unlink(path);
  return 0;
}

static struct cache *open_at(int64_t now) {
  struct cache_options options = {.path = path, .now = now};
  return cache_open(&options);
}

static struct cache_key key_of(unsigned n) {
  struct cache_key key = {{0}};
  memcpy(key.hash, &n, sizeof n);
  return key;
}

static void keep(struct cache *c, unsigned n, calque_str text) {
  struct cache_key key = key_of(n);
  cache_keep(c, &key, &text, 1);
}

/* The text kept under n; empty: none. */
static calque_str find(struct cache *c, unsigned n) {
  struct cache_key key = key_of(n);
  calque_str text;
  return cache_find(c, &key, arena, &text, 1) ? text : STR("");
}

static void what_is_kept_comes_back(void **state) {
  (void)state;
  const calque_str texts[] = {STR_INIT("One.\n2:x"), STR_INIT(""), STR_INIT("Trois : é")};
  calque_str got[3];
  struct cache_key key = key_of(7);
  struct cache *c = open_at(0);
  assert_false(cache_find(c, &key, arena, got, 3));
  cache_keep(c, &key, texts, 3);
  cache_free(c);
  c = open_at(0);
  assert_true(cache_find(c, &key, arena, got, 3));
  for (size_t i = 0; i < 3; i++) assert_true(str_eq(got[i], texts[i]));
  assert_false(cache_find(c, &key, arena, got, 2));
  assert_string_equal(cache_trouble(c), "");
  struct cache_key other = key_of(8);
  assert_false(cache_find(c, &other, arena, got, 3));
  cache_free(c);
}

static void only_its_owner_can_read_it(void **state) {
  struct stat st;
  (void)state;
  struct cache *c = open_at(0);
  keep(c, 1, STR("One."));
  cache_free(c);
  assert_int_equal(stat(path, &st), 0);
  assert_int_equal(st.st_mode & 0777, 0600);
}

static void old_answers_go(void **state) {
  (void)state;
  int64_t day = 24 * 3600, now = 1000 * day;
  struct cache *c = open_at(now);
  keep(c, 1, STR("One."));
  cache_free(c);
  c = open_at(now + 89 * day);
  assert_true(str_eq(find(c, 1), STR("One.")));
  cache_free(c);
  c = open_at(now + 91 * day); /* used two days ago, but made too long ago */
  assert_int_equal(find(c, 1).len, 0);
  cache_free(c);
}

static void the_longest_unused_goes_first(void **state) {
  (void)state;
  char text[1000];
  memset(text, 'x', sizeof text);
  struct cache_options options = {.path = path, .now = 1000, .max_bytes = 10100};
  for (unsigned i = 0; i < 20; i++) {
    options.now++;
    struct cache *c = cache_open(&options);
    keep(c, i, (calque_str){text, sizeof text});
    options.now++;
    if (i == 15) assert_int_equal(find(c, 8).len, sizeof text);
    cache_free(c);
  }
  struct cache *c = cache_open(&options);
  size_t n = 0;
  for (unsigned i = 0; i < 20; i++) n += find(c, i).len > 0;
  assert_in_range(n, 9, 10);
  assert_int_equal(find(c, 0).len, 0);
  assert_true(find(c, 8).len > 0);
  assert_int_equal(find(c, 10).len, 0);
  assert_true(find(c, 19).len > 0);
  cache_free(c);
}

static void refreshing_finds_nothing_and_keeps(void **state) {
  (void)state;
  struct cache *c = open_at(0);
  keep(c, 1, STR("old"));
  cache_free(c);
  struct cache_options options = {.path = path, .refresh = true};
  c = cache_open(&options);
  assert_int_equal(find(c, 1).len, 0);
  keep(c, 1, STR("new"));
  cache_free(c);
  c = open_at(0);
  assert_true(str_eq(find(c, 1), STR("new")));
  cache_free(c);
}

static void write_file(const char *text, size_t len) {
  assert_int_equal(file_write(path, (calque_str){text, len}, 0600, NULL), CALQUE_OK);
}

static void expect_useless(const char *why) {
  struct cache *c = open_at(0);
  assert_int_equal(find(c, 1).len, 0);
  keep(c, 1, STR("One."));
  assert_int_equal(find(c, 1).len, 0);
  if (!strstr(cache_trouble(c), why)) fail_msg("'%s' lacks '%s'", cache_trouble(c), why);
  cache_free(c);
}

static void what_is_no_cache_is_let_be(void **state) {
  (void)state;
  static const char text[] = "somebody's notes, which are no database at all, and long enough";
  write_file(text, sizeof text);
  expect_useless("not a database");
  struct buf now;
  buf_init(&now, BUF_MAX_OUTPUT);
  assert_int_equal(file_read(path, &now, NULL), CALQUE_OK);
  assert_memory_equal(now.ptr, text, sizeof text);
  buf_free(&now);
}

static void another_programs_database_is_let_be(void **state) {
  sqlite3 *db;
  (void)state;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(
      sqlite3_exec(db, "CREATE TABLE mine (x); INSERT INTO mine VALUES (1)", NULL, NULL, NULL),
      SQLITE_OK);
  sqlite3_close(db);
  expect_useless("not a cache");
}

static void a_damaged_cache_is_not_used(void **state) {
  (void)state;
  struct cache *c = open_at(0);
  for (unsigned i = 0; i < 2000; i++)
    keep(c, i, STR("An answer that takes some room in the file."));
  cache_free(c);
  struct buf file;
  buf_init(&file, BUF_MAX_OUTPUT);
  assert_int_equal(file_read(path, &file, NULL), CALQUE_OK);
  for (size_t i = 4096; i < file.len; i++) file.ptr[i] = (char)(i * 31);
  write_file(file.ptr, file.len);
  buf_free(&file);
  c = open_at(0);
  find(c, 1);
  keep(c, 5000, STR("new"));
  find(c, 5000);
  cache_free(c);
}

static void a_locked_cache_is_not_waited_for_long(void **state) {
  sqlite3 *db;
  (void)state;
  cache_free(open_at(0));
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
  expect_useless("locked");
  sqlite3_close(db);
}

static void a_folder_that_cannot_be_written_is_no_error(void **state) {
  (void)state;
  path = "/proc/nowhere/english.db";
  expect_useless("cannot be opened");
  path = dir;
  expect_useless("cannot be opened");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(what_is_kept_comes_back, fresh),
      cmocka_unit_test_setup(only_its_owner_can_read_it, fresh),
      cmocka_unit_test_setup(old_answers_go, fresh),
      cmocka_unit_test_setup(the_longest_unused_goes_first, fresh),
      cmocka_unit_test_setup(refreshing_finds_nothing_and_keeps, fresh),
      cmocka_unit_test_setup(what_is_no_cache_is_let_be, fresh),
      cmocka_unit_test_setup(another_programs_database_is_let_be, fresh),
      cmocka_unit_test_setup(a_damaged_cache_is_not_used, fresh),
      cmocka_unit_test_setup(a_locked_cache_is_not_waited_for_long, fresh),
      cmocka_unit_test_setup(a_folder_that_cannot_be_written_is_no_error, fresh),
  };
  arena = calque_arena_new();
  if (!mkdtemp(dir)) return 1;
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  unlink(arena_printf(arena, "%s/english.db", dir).ptr);
  rmdir(dir);
  calque_arena_free(arena);
  return failed;
}
