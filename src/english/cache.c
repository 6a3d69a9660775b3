/* One table. Each answer is written in one statement, so an interrupted run leaves whole answers or
 * none. Texts are kept one after another with their lengths before them ("5:Hello"), which SQLite
 * neither reads nor changes. The first failure closes the file and the run goes on without. */
#define _GNU_SOURCE
#include "english/cache.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
  APPLICATION_ID = 0x63616c65, /* "cale" in the header of the file */
  BUSY_MS = 2000,
  VERSION = 1
};
#define MAX_BYTES  ((size_t)64 << 20)
#define MAX_AGE_S  ((int64_t)90 * 24 * 3600)
#define MAX_ANSWER ((size_t)4 << 20)

enum statement { FIND, TOUCH, KEEP, FORGET_OLD, SIZE, FORGET_SOME, N_STATEMENTS };

static const char *const STATEMENTS[N_STATEMENTS] = {
    [FIND] = "SELECT answer FROM answers WHERE key = ?1 AND made > ?2",
    [TOUCH] = "UPDATE answers SET used = ?2 WHERE key = ?1",
    [KEEP] =
        "INSERT OR REPLACE INTO answers (key, made, used, size, answer)"
        " VALUES (?1, ?2, ?2, ?3, ?4)",
    [FORGET_OLD] = "DELETE FROM answers WHERE made <= ?1",
    [SIZE] = "SELECT coalesce(sum(size), 0) FROM answers",
    [FORGET_SOME] =
        "DELETE FROM answers WHERE key IN (SELECT key FROM (SELECT key,"
        " sum(size) OVER (ORDER BY used DESC, key) AS total FROM answers) WHERE total > ?1)",
};

struct cache {
  sqlite3 *db; /* NULL: not in use */
  sqlite3_stmt *prepared[N_STATEMENTS];
  struct cache_options options;
  calque_error err;
  char text[sizeof(calque_error) + 64];
};

static int64_t now(const struct cache *c) {
  return c->options.now ? c->options.now : (int64_t)time(NULL);
}

static void give_up(struct cache *c) {
  for (int i = 0; i < N_STATEMENTS; i++) sqlite3_finalize(c->prepared[i]);
  memset(c->prepared, 0, sizeof c->prepared);
  sqlite3_close(c->db);
  c->db = NULL;
}

/* What SQLite complains of, and the end of the cache for this run. */
static void break_off(struct cache *c) {
  fail(&c->err, CALQUE_E_IO, NULL, 0, "the cache of answers is not used: %s",
       c->db ? sqlite3_errmsg(c->db) : "out of memory");
  give_up(c);
}

static bool run(struct cache *c, const char *sql) {
  return sqlite3_exec(c->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static int64_t ask_number(struct cache *c, const char *sql) {
  sqlite3_stmt *s = NULL;
  int64_t n = -1;
  if (sqlite3_prepare_v2(c->db, sql, -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
    n = sqlite3_column_int64(s, 0);
  sqlite3_finalize(s);
  return n;
}

/* The file is made before SQLite can make it for everybody to read. */
static bool make_private(const char *path) {
  int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  struct stat st;
  if (fd < 0) return false;
  bool ok = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
  if (ok && !st.st_size && (st.st_mode & 077)) ok = fchmod(fd, 0600) == 0;
  close(fd);
  return ok;
}

/* A table of this version in a file of ours; an empty file becomes one, any other is let be. */
static bool prepare(struct cache *c) {
  sqlite3_busy_timeout(c->db, BUSY_MS);
  int64_t application = ask_number(c, "PRAGMA application_id");
  int64_t tables = ask_number(c, "SELECT count(*) FROM sqlite_schema");
  if (application < 0 || tables < 0) return false;
  if (application != APPLICATION_ID && (application || tables)) {
    fail(&c->err, CALQUE_E_CONFIG, NULL, 0, "the cache of answers is not used: not a cache");
    return false;
  }
  if (!tables) {
    if (!run(c,
             "BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY,"
             " made INTEGER NOT NULL, used INTEGER NOT NULL, size INTEGER NOT NULL,"
             " answer BLOB NOT NULL) WITHOUT ROWID; PRAGMA user_version = 1;"
             " PRAGMA application_id = 1667329125; COMMIT"))
      return false;
  } else if (ask_number(c, "PRAGMA user_version") != VERSION) {
    fail(&c->err, CALQUE_E_CONFIG, NULL, 0,
         "the cache of answers is not used: another version of calque made it");
    return false;
  }
  for (int i = 0; i < N_STATEMENTS; i++)
    if (sqlite3_prepare_v2(c->db, STATEMENTS[i], -1, &c->prepared[i], NULL) != SQLITE_OK)
      return false;
  return true;
}

struct cache *cache_open(const struct cache_options *options) {
  struct cache *c = must_alloc(sizeof *c);
  *c = (struct cache){.options = *options};
  if (!c->options.max_bytes) c->options.max_bytes = MAX_BYTES;
  if (!c->options.max_age_s) c->options.max_age_s = MAX_AGE_S;
  calque_arena *arena = calque_arena_new();
  const char *path = options->path;
  if (!path) path = file_xdg(arena, "CACHE", ".cache", "english.db", &c->err);
  if (path && !make_private(path))
    fail(&c->err, CALQUE_E_IO, path, 0, "the cache of answers cannot be opened: %s",
         strerror(errno));
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
  if (!c->err.status && (sqlite3_open_v2(path, &c->db, flags, NULL) != SQLITE_OK || !prepare(c)))
    break_off(c);
  calque_arena_free(arena);
  return c;
}

/* ---- Answers ------------------------------------------------------------------------------------
 */

static sqlite3_stmt *bound(struct cache *c, enum statement which, const struct cache_key *key) {
  sqlite3_stmt *s = c->prepared[which];
  sqlite3_reset(s);
  sqlite3_clear_bindings(s);
  if (key) sqlite3_bind_blob(s, 1, key->hash, SHA256_BYTES, SQLITE_STATIC);
  return s;
}

/* Runs a statement that answers with nothing; its failure ends the cache. */
static void finish(struct cache *c, sqlite3_stmt *s) {
  int code = sqlite3_step(s);
  sqlite3_reset(s);
  if (code != SQLITE_DONE) break_off(c);
}

/* "5:Hello2:.." into n texts; false when it holds anything else. */
static bool unpack(calque_arena *arena, calque_str bytes, calque_str *texts, size_t n) {
  for (size_t i = 0; i < n; i++) {
    uint64_t len;
    calque_str rest = bytes;
    if (!str_to_u64(str_cut(&rest, ':'), &len) || !rest.ptr || len > rest.len) return false;
    texts[i] = arena_copy(arena, str_slice(rest, 0, (size_t)len));
    if (utf8_valid_prefix(texts[i]) != texts[i].len) return false;
    bytes = str_slice(rest, (size_t)len, rest.len);
  }
  return bytes.len == 0;
}

bool cache_find(struct cache *c, const struct cache_key *key, calque_arena *arena,
                calque_str *texts, size_t n) {
  if (!c->db || c->options.refresh) return false;
  sqlite3_stmt *s = bound(c, FIND, key);
  sqlite3_bind_int64(s, 2, now(c) - c->options.max_age_s);
  int code = sqlite3_step(s);
  bool found = false;
  if (code == SQLITE_ROW) {
    const char *bytes = sqlite3_column_blob(s, 0);
    size_t len = (size_t)sqlite3_column_bytes(s, 0);
    found = bytes && unpack(arena, (calque_str){bytes, len}, texts, n);
  }
  sqlite3_reset(s);
  if (code != SQLITE_ROW && code != SQLITE_DONE) return break_off(c), false;
  if (!found) return false;
  s = bound(c, TOUCH, key);
  sqlite3_bind_int64(s, 2, now(c));
  finish(c, s);
  return true;
}

/* Takes away what is too old, and what is too much. */
static void forget(struct cache *c) {
  sqlite3_stmt *s = bound(c, FORGET_OLD, NULL);
  sqlite3_bind_int64(s, 1, now(c) - c->options.max_age_s);
  finish(c, s);
  if (!c->db) return;
  s = bound(c, SIZE, NULL);
  size_t size = sqlite3_step(s) == SQLITE_ROW ? (size_t)sqlite3_column_int64(s, 0) : 0;
  sqlite3_reset(s);
  if (size <= c->options.max_bytes) return;
  s = bound(c, FORGET_SOME, NULL);
  sqlite3_bind_int64(s, 1, (sqlite3_int64)c->options.max_bytes);
  finish(c, s);
}

void cache_keep(struct cache *c, const struct cache_key *key, const calque_str *texts, size_t n) {
  if (!c->db) return;
  struct buf bytes;
  buf_init(&bytes, MAX_ANSWER);
  for (size_t i = 0; i < n; i++) {
    buf_printf(&bytes, "%zu:", texts[i].len);
    buf_str(&bytes, texts[i]);
  }
  if (!buf_failed(&bytes) && bytes.len <= c->options.max_bytes) {
    sqlite3_stmt *s = bound(c, KEEP, key);
    sqlite3_bind_int64(s, 2, now(c));
    sqlite3_bind_int64(s, 3, (sqlite3_int64)bytes.len);
    sqlite3_bind_blob(s, 4, bytes.ptr, (int)bytes.len, SQLITE_TRANSIENT);
    finish(c, s);
  }
  buf_free(&bytes);
}

void cache_free(struct cache *c) {
  if (!c) return;
  if (c->db) forget(c);
  if (c->db) give_up(c);
  free(c);
}

const char *cache_trouble(const struct cache *c) {
  if (!c->err.status) return "";
  return error_text(&c->err, (char *)(uintptr_t)c->text, sizeof c->text);
}
