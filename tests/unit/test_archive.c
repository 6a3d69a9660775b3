/* The archive: what goes in comes out once, whatever happens in between. */
#define _GNU_SOURCE
#include "base/array.h"
#include "base/buf.h"
#include "base/file.h"
#include "digest/archive.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/calque-archive-XXXXXX";
enum { NOW = 1795334400 }; /* 2026-11-22 08:00 UTC */

static int enter_folder(void **state) {
  (void)state;
  return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state) {
  (void)state;
  char command[100];
  snprintf(command, sizeof command, "rm -rf %s", folder);
  return chdir("/") == 0 && system(command) == 0 ? 0 : -1;
}

static struct archive_item item(const char *url, const char *date, const char *text) {
  return (struct archive_item){.article = {.id = STR("a"),
                                           .url = calque_str_of(url),
                                           .title = STR("Titre"),
                                           .source = STR("Le Courrier"),
                                           .date = calque_str_of(date),
                                           .text = calque_str_of(text)},
                               .score = 90};
}

static struct archive *open_ok(const char *path) {
  calque_error err = {0};
  struct archive *a = archive_open(path, &err);
  if (!a) fail_msg("%s: %s", err.where, err.text);
  return a;
}

/* "new known updated" of putting one article in. */
static const char *put(struct archive *a, struct archive_item i, int64_t now) {
  static char text[60];
  struct archive_counts counts = {0};
  calque_error err = {0};
  if (archive_put(a, &i, 1, NULL, now, &counts, &err)) fail_msg("%s", err.text);
  snprintf(text, sizeof text, "%zu %zu %zu", counts.n_new, counts.n_known, counts.n_updated);
  return text;
}

static int64_t list_now = NOW;
static size_t count(const char *path);

/* "url text\n" of all articles since then. */
static void list(struct archive *a, int64_t since, struct buf *out) {
  struct archive_cursor cursor = {0};
  calque_arena *arena = calque_arena_new();
  calque_article article;
  calque_error err = {0};
  buf_clear(out);
  while (archive_next(a, &cursor, since, list_now, arena, &article, &err) == CALQUE_OK)
    buf_printf(out, "%.*s %.*s\n", STR_ARG(article.url), STR_ARG(article.text));
  assert_int_equal(err.status, CALQUE_OK);
  buf_char(out, '\0');
  calque_arena_free(arena);
}

static void once(void **state) {
  (void)state;
  struct archive *a = open_ok("once.db");
  assert_string_equal(put(a, item("https://a.fr/1", "", "Un."), NOW), "1 0 0");
  assert_string_equal(put(a, item("https://a.fr/1", "", "Un."), NOW), "0 1 0");
  /* The same page under other names. */
  assert_string_equal(put(a, item("http://www.a.fr/1/?utm_source=x#y", "", "Un."), NOW), "0 1 0");
  assert_string_equal(put(a, item("https://a.fr/2", "", "Un."), NOW), "1 0 0");
  /* Without an address: id and text. */
  assert_string_equal(put(a, item("", "", "Un."), NOW), "1 0 0");
  assert_string_equal(put(a, item("", "", "Un."), NOW), "0 1 0");
  assert_string_equal(put(a, item("", "", "Deux."), NOW), "1 0 0");
  archive_free(a);
  a = open_ok("once.db");
  assert_string_equal(put(a, item("https://a.fr/1", "", "Un."), NOW), "0 1 0");
  archive_free(a);
}

static void fullest_copy(void **state) {
  (void)state;
  struct archive *a = open_ok("fullest.db");
  struct buf out;
  buf_init(&out, 1 << 16);
  assert_string_equal(put(a, item("https://a.fr/1", "", "Début."), NOW), "1 0 0");
  assert_string_equal(put(a, item("https://a.fr/1", "", "Début et suite."), NOW), "0 0 1");
  assert_string_equal(put(a, item("https://a.fr/1", "", "Début."), NOW), "0 1 0");
  list(a, 0, &out);
  assert_string_equal(out.ptr, "https://a.fr/1 Début et suite.\n");
  assert_true(archive_knows(a, STR("http://a.fr/1/"), 10));
  assert_false(archive_knows(a, STR("http://a.fr/1/"), 1000));
  assert_false(archive_knows(a, STR("http://a.fr/3"), 0));
  assert_false(archive_knows(a, STR(""), 0));
  buf_free(&out);
  archive_free(a);
}

/* By publication; by arrival without a date or with one that lies in the future. */
static void since(void **state) {
  (void)state;
  struct archive *a = open_ok("since.db");
  struct buf out;
  buf_init(&out, 1 << 16);
  put(a, item("https://a.fr/old", "2026-11-20T08:00:00Z", "Ancien."), NOW);
  put(a, item("https://a.fr/zone", "2026-11-22T07:30:00+02:00", "Fuseau."), NOW);
  put(a, item("https://a.fr/rfc", "Sun, 22 Nov 2026 07:00:00 GMT", "Courriel."), NOW);
  put(a, item("https://a.fr/future", "2031-01-01", "Futur."), NOW);
  put(a, item("https://a.fr/none", "", "Sans date."), NOW - 10 * 86400);
  put(a, item("https://a.fr/wrong", "hier", "Date fausse."), NOW);
  list(a, NOW - 86400, &out);
  assert_string_equal(out.ptr,
                      "https://a.fr/zone Fuseau.\nhttps://a.fr/rfc Courriel.\n"
                      "https://a.fr/future Futur.\nhttps://a.fr/wrong Date fausse.\n");
  list(a, NOW - 3 * 86400, &out);
  assert_memory_equal(out.ptr, "https://a.fr/old Ancien.\n", 25);
  buf_free(&out);
  archive_free(a);
}

/* A clock that was wrong for a while: what came then is found once it came again, and what it put
 * into the future does not stand in every digest until then. */
static void wrong_clock(void **state) {
  (void)state;
  static const int64_t wrong[] = {0, (int64_t)73 * 365 * 86400, NOW - 400 * 86400};
  for (size_t i = 0; i < COUNT(wrong); i++) {
    char path[20];
    snprintf(path, sizeof path, "clock%zu.db", i);
    struct archive *a = open_ok(path);
    struct buf out;
    buf_init(&out, 1 << 16);
    put(a, item("https://a.fr/dated", "2026-11-22T07:00:00Z", "Daté."), wrong[i] + NOW * (i == 1));
    put(a, item("https://a.fr/none", "", "Sans date."), wrong[i] + NOW * (i == 1));
    if (i == 1) { /* undated, it would be of the year 2099 */
      list(a, NOW - 86400, &out);
      assert_string_equal(out.ptr, "https://a.fr/dated Daté.\n");
    }
    assert_string_equal(put(a, item("https://a.fr/dated", "2026-11-22T07:00:00Z", "Daté."), NOW),
                        "0 1 0");
    put(a, item("https://a.fr/none", "", "Sans date."), NOW);
    list(a, NOW - 86400, &out);
    assert_memory_equal(out.ptr, "https://a.fr/dated", 18);
    assert_int_equal(strstr(out.ptr, "Sans date.") != NULL, i == 1);
    buf_free(&out);
    archive_free(a);
  }
}

/* A date that cannot be is none. */
static void future_dates(void **state) {
  (void)state;
  struct archive *a = open_ok("future.db");
  calque_arena *arena = calque_arena_new();
  put(a, item("https://a.fr/future", "2031-01-01", "Futur."), NOW);
  struct archive_cursor cursor = {0};
  calque_article got;
  assert_int_equal(archive_next(a, &cursor, 0, NOW, arena, &got, NULL), CALQUE_OK);
  assert_int_equal(got.date.len, 0);
  calque_arena_free(arena);
  archive_free(a);
}

static void told(void **state) {
  (void)state;
  struct archive *a = open_ok("told.db");
  calque_arena *arena = calque_arena_new();
  struct archive_told rows[] = {
      {STR("2026-11-20"), STR("Ancien"), STR("2026-11-19"), STR("v\0v"), STR("s"), STR("")},
      {STR("2026-11-21"), STR("Hier"), STR("2026-11-21"), STR("v"), STR(""), STR("a")},
      {STR("2026-11-22"), STR("Ce jour"), STR("2026-11-22"), STR("v"), STR(""), STR("")},
  };
  for (int twice = 0; twice < 2; twice++)
    assert_int_equal(archive_put_told(a, rows, COUNT(rows), NULL), CALQUE_OK);
  archive_told_list list_of = {0};
  assert_int_equal(
      archive_find_told(a, arena, STR("2026-11-15"), STR("2026-11-22"), &list_of, NULL), CALQUE_OK);
  assert_int_equal(list_of.n, 2);
  assert_true(str_eq(list_of.ptr[0].headline, STR("Hier")));
  assert_true(str_eq(list_of.ptr[1].vector, STR("v\0v")));
  assert_true(str_eq(list_of.ptr[1].first_day, STR("2026-11-19")));
  calque_arena_free(arena);
  archive_free(a);
}

/* An archive of an older calque is brought up to date, and nothing of it is lost. */
static void older_version(void **state) {
  (void)state;
  struct archive *a = open_ok("older.db");
  put(a, item("https://a.fr/1", "2026-11-22", "Un."), NOW);
  archive_free(a);
  sqlite3 *db = NULL;
  assert_int_equal(sqlite3_open("older.db", &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db,
                                "DROP TABLE told; ALTER TABLE feeds DROP COLUMN pages;"
                                "PRAGMA user_version = 2",
                                NULL, NULL, NULL),
                   SQLITE_OK);
  sqlite3_close(db);
  assert_int_equal(count("older.db"), 1);
  a = open_ok("older.db");
  calque_arena *arena = calque_arena_new();
  archive_told_list rows = {0};
  assert_int_equal(archive_find_told(a, arena, STR("2026-11-15"), STR("2026-11-22"), &rows, NULL),
                   CALQUE_OK);
  assert_false(archive_feed_find(a, arena, STR("https://a.fr/f")).pages);
  calque_arena_free(arena);
  archive_free(a);
}

static void feeds(void **state) {
  (void)state;
  struct archive *a = open_ok("feeds.db");
  calque_arena *arena = calque_arena_new();
  struct archive_feed f = archive_feed_find(a, arena, STR("https://a.fr/f"));
  assert_int_equal(f.etag.len + f.moved_to.len, 0);
  f.etag = STR("\"v1\"");
  f.next_allowed = NOW + 60;
  struct archive_counts counts = {0};
  assert_int_equal(archive_put(a, NULL, 0, &f, NOW, &counts, NULL), CALQUE_OK);
  f = archive_feed_find(a, arena, STR("https://a.fr/f"));
  assert_true(str_eq(f.etag, STR("\"v1\"")) && f.last_modified.len == 0);
  assert_int_equal(f.next_allowed, NOW + 60);
  calque_arena_free(arena);
  archive_free(a);
}

static void any_bytes(void **state) {
  (void)state;
  struct archive *a = open_ok("bytes.db");
  struct archive_item i = item("", "", "");
  i.article.text = STR("avant\0après");
  i.article.title = STR("'; DROP TABLE articles; --");
  struct archive_counts counts = {0};
  assert_int_equal(archive_put(a, &i, 1, NULL, NOW, &counts, NULL), CALQUE_OK);
  assert_int_equal(archive_put(a, &i, 1, NULL, NOW, &counts, NULL), CALQUE_OK);
  assert_int_equal(counts.n_new, 1);
  assert_int_equal(counts.n_known, 1);
  calque_arena *arena = calque_arena_new();
  struct archive_cursor cursor = {0};
  calque_article got;
  assert_int_equal(archive_next(a, &cursor, 0, NOW, arena, &got, NULL), CALQUE_OK);
  assert_true(str_eq(got.text, i.article.text) && str_eq(got.title, i.article.title));
  calque_arena_free(arena);
  archive_free(a);
}

/* ---- Accidents --------------------------------------------------------------------------------
 */

static void put_many(struct archive *a, int from, int n) {
  for (int i = from; i < from + n; i++) {
    char url[60];
    snprintf(url, sizeof url, "https://a.fr/%d", i);
    put(a, item(url, "", "Un texte assez court."), NOW);
  }
}

static void *collect(void *path) {
  struct archive *a = open_ok(path);
  put_many(a, 0, 200);
  archive_free(a);
  return NULL;
}

static size_t count(const char *path) {
  struct archive *a = open_ok(path);
  struct buf out;
  buf_init(&out, 1 << 24);
  list(a, 0, &out);
  size_t n = 0;
  for (size_t i = 0; i < out.len; i++) n += out.ptr[i] == '\n';
  buf_free(&out);
  archive_free(a);
  return n;
}

static void two_at_once(void **state) {
  (void)state;
  pthread_t threads[4];
  for (int i = 0; i < 4; i++) pthread_create(&threads[i], NULL, collect, "two.db");
  for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
  assert_int_equal(count("two.db"), 200);
}

static void killed(void **state) {
  (void)state;
  size_t before = 0;
  for (int round = 0; round < 5; round++) {
    pid_t child = fork();
    if (child == 0) {
      struct archive *a = archive_open("killed.db", NULL);
      if (a) put_many(a, round * 100000, 100000);
      _exit(0);
    }
    usleep(30000);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    size_t now = count("killed.db");
    assert_true(now >= before);
    before = now;
  }
  assert_true(before > 0);
}

/* A disk without room: the run says so, and what was there is there. */
static void no_room(void **state) {
  (void)state;
  struct archive *a = open_ok("room.db");
  put_many(a, 0, 10);
  archive_free(a);
  pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit limit = {1 << 20, 1 << 20};
    setrlimit(RLIMIT_FSIZE, &limit);
    a = archive_open("room.db", NULL);
    static char text[1 << 19];
    memset(text, 'x', sizeof text - 1);
    calque_error err = {0};
    for (int i = 0; a && i < 20 && !err.status; i++) {
      struct archive_counts counts = {0};
      char url[60];
      snprintf(url, sizeof url, "https://b.fr/%d", i);
      struct archive_item large = item(url, "", text);
      archive_put(a, &large, 1, NULL, NOW, &counts, &err);
      if (err.status && (counts.n_new || err.status != CALQUE_E_IO)) _exit(2);
    }
    _exit(err.status == CALQUE_E_IO && strcmp(err.where, "room.db") == 0 ? 0 : 1);
  }
  int status;
  waitpid(child, &status, 0);
  assert_int_equal(status, 0);
  size_t n = count("room.db");
  assert_true(n >= 10 && n < 30);
}

static void write_file(const char *path, const char *bytes) {
  calque_error err = {0};
  assert_int_equal(file_write(path, calque_str_of(bytes), 0644, &err), CALQUE_OK);
}

static void not_an_archive(void **state) {
  (void)state;
  write_file("text.db", "Ce fichier est un texte, et même un texte assez long pour cela.\n");
  static const struct {
    const char *path, *text;
  } table[] = {
      {"text.db", "not an archive of calque"},
      {"no/such/folder.db", "cannot open the archive"},
      {".", "cannot open the archive"},
  };
  for (size_t i = 0; i < COUNT(table); i++) {
    calque_error err = {0};
    assert_null(archive_open(table[i].path, &err));
    assert_string_equal(err.text, table[i].text);
    assert_string_equal(err.where, table[i].path);
  }
}

/* user_version stands in bytes 60 to 63 of the file, application_id in 68 to 71. */
static void patch(const char *path, long offset, unsigned char byte) {
  FILE *f = fopen(path, "r+b");
  assert_non_null(f);
  fseek(f, offset, SEEK_SET);
  fputc(byte, f);
  fclose(f);
}

static void other_versions(void **state) {
  (void)state;
  archive_free(open_ok("version.db"));
  calque_error err = {0};
  patch("version.db", 63, 99);
  assert_null(archive_open("version.db", &err));
  assert_non_null(strstr(err.text, "newer calque"));
  err = (calque_error){0};
  patch("version.db", 63, 1);
  patch("version.db", 71, 'x');
  assert_null(archive_open("version.db", &err));
  assert_string_equal(err.text, "not an archive of calque");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(once),           cmocka_unit_test(fullest_copy),
      cmocka_unit_test(since),          cmocka_unit_test(feeds),
      cmocka_unit_test(wrong_clock),    cmocka_unit_test(future_dates),
      cmocka_unit_test(told),           cmocka_unit_test(older_version),
      cmocka_unit_test(any_bytes),      cmocka_unit_test(two_at_once),
      cmocka_unit_test(killed),         cmocka_unit_test(no_room),
      cmocka_unit_test(not_an_archive), cmocka_unit_test(other_versions),
  };
  return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
