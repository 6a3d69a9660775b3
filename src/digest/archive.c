/* Opening, upgrading, writing and reading the archive. The schema is numbered by user_version:
 * migrations[i] leads from version i to i + 1, and none is ever changed once it was released. */
#define _GNU_SOURCE
#include "digest/archive.h"

#include "base/array.h"
#include "base/buf.h"
#include "input/feed.h"
#include "net/url.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

enum {
  APPLICATION_ID = 0x63616c71, /* "calq" in the header of the file */
  BUSY_MS = 60000,             /* to wait for another run that writes */
  FUTURE_S = 24 * 3600,        /* a date so far ahead of the clock is wrong */
  MAX_TOLD = 20000,            /* told stories kept */
  MAX_TOLD_READ = 5000         /* and read for one digest */
};

static const char *const migrations[] = {
    "CREATE TABLE articles ("
    " key TEXT NOT NULL UNIQUE," /* canonical address, or id and hash of the text */
    " id TEXT NOT NULL, url TEXT, title TEXT, source TEXT,"
    " published TEXT,"      /* ISO 8601; NULL: unknown */
    " at INTEGER NOT NULL," /* of published, else fetched: seconds since 1970 */
    " fetched INTEGER NOT NULL,"
    " feed TEXT," /* address it came by; NULL: a file */
    " grade TEXT NOT NULL, score INTEGER NOT NULL,"
    " text TEXT NOT NULL, text_hash INTEGER NOT NULL);"
    "CREATE INDEX articles_at ON articles (at);",

    "CREATE TABLE feeds ("
    " url TEXT NOT NULL PRIMARY KEY, etag TEXT, last_modified TEXT, moved_to TEXT,"
    " next_allowed INTEGER NOT NULL, fetched INTEGER NOT NULL) WITHOUT ROWID;",

    "CREATE TABLE told (" /* stories of earlier digests; what the blobs hold: told.c */
    " day TEXT NOT NULL, headline TEXT NOT NULL, first_day TEXT NOT NULL,"
    " vector BLOB NOT NULL, sentences BLOB NOT NULL, articles BLOB NOT NULL,"
    " PRIMARY KEY (day, headline));",

    "ALTER TABLE feeds ADD COLUMN pages INTEGER NOT NULL DEFAULT 0;",
};

enum statement {
  FIND,
  INSERT,
  UPDATE,
  DATE_AGAIN,
  PUT_FEED,
  FIND_FEED,
  NEXT,
  PUT_TOLD,
  FORGET_TOLD,
  FIND_TOLD,
  N_STATEMENTS
};

static const char *const statements[N_STATEMENTS] = {
    [FIND] = "SELECT length(CAST(text AS BLOB)), text_hash FROM articles WHERE key = ?1",
    [INSERT] =
        "INSERT INTO articles (key, id, url, title, source, published, at, fetched, feed,"
        " grade, score, text, text_hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6,"
        " CASE WHEN CAST(strftime('%s', ?6) AS INTEGER) <= ?7 + ?13"
        " THEN CAST(strftime('%s', ?6) AS INTEGER) ELSE ?7 END,"
        " ?7, ?8, ?9, ?10, ?11, ?12)",
    [UPDATE] =
        "UPDATE articles SET title = ?4, grade = ?9, score = ?10, text = ?11,"
        " text_hash = ?12 WHERE key = ?1",
    /* An article that came while the clock was wrong gets its time when it comes again. */
    [DATE_AGAIN] =
        "UPDATE articles SET fetched = min(fetched, ?2), at = CASE"
        " WHEN CAST(strftime('%s', published) AS INTEGER) <= ?2 + ?3"
        " THEN CAST(strftime('%s', published) AS INTEGER) ELSE min(at, ?2) END"
        " WHERE key = ?1 AND (fetched > ?2 OR at > ?2 + ?3"
        " OR CAST(strftime('%s', published) AS INTEGER) BETWEEN fetched + ?3 + 1 AND ?2 + ?3)",
    [PUT_FEED] = "INSERT OR REPLACE INTO feeds VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [FIND_FEED] =
        "SELECT etag, last_modified, moved_to, next_allowed, pages FROM feeds WHERE url = ?1",
    [NEXT] =
        "SELECT rowid, at, id, url, title, source,"
        " CASE WHEN CAST(strftime('%s', published) AS INTEGER) > at THEN NULL ELSE published END,"
        " text FROM articles"
        " WHERE at >= ?1 AND at <= ?4 AND (at, rowid) > (?2, ?3) ORDER BY at, rowid LIMIT 1",
    [PUT_TOLD] = "INSERT OR REPLACE INTO told VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    /* By number, not by day: a clock that jumped must not cost anything. */
    [FORGET_TOLD] = "DELETE FROM told WHERE rowid <= (SELECT max(rowid) FROM told) - ?1",
    [FIND_TOLD] =
        "SELECT day, headline, first_day, vector, sentences, articles FROM told"
        " WHERE day >= ?1 AND day < ?2 ORDER BY day DESC, rowid LIMIT ?3",
};

struct archive {
  sqlite3 *db;
  sqlite3_stmt *prepared[N_STATEMENTS];
  pthread_mutex_t turn;
  char *path;
};

/* ---- Errors -----------------------------------------------------------------------------------
 */

static calque_status broken(struct archive *a, calque_error *err) {
  int code = sqlite3_errcode(a->db);
  switch (code & 0xff) {
    case SQLITE_FULL:
      return fail(err, CALQUE_E_IO, a->path, 0, "the disk is full; the archive is as it was");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fail(err, CALQUE_E_IO, a->path, 0, "another program keeps the archive locked");
    case SQLITE_IOERR:
      return fail(err, CALQUE_E_IO, a->path, 0,
                  "the disk takes or gives nothing more; the archive is as it was");
    case SQLITE_NOTADB: return fail(err, CALQUE_E_CONFIG, a->path, 0, "not an archive of calque");
    case SQLITE_CANTOPEN: return fail(err, CALQUE_E_IO, a->path, 0, "cannot open the archive");
    case SQLITE_READONLY:
      return fail(err, CALQUE_E_IO, a->path, 0,
                  "the archive cannot be written: no permission, or no room");
    case SQLITE_CORRUPT:
      return fail(err, CALQUE_E_IO, a->path, 0, "the archive is damaged: %s",
                  sqlite3_errmsg(a->db));
    default: return fail(err, CALQUE_E_IO, a->path, 0, "%s", sqlite3_errmsg(a->db));
  }
}

static bool run(struct archive *a, const char *sql) {
  return sqlite3_exec(a->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* ---- Opening ----------------------------------------------------------------------------------
 */

/* The number that a statement answers with; -1 on failure. */
static int64_t ask_number(struct archive *a, const char *sql) {
  sqlite3_stmt *s = NULL;
  int64_t n = -1;
  if (sqlite3_prepare_v2(a->db, sql, -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
    n = sqlite3_column_int64(s, 0);
  sqlite3_finalize(s);
  return n;
}

/* Inside a transaction: brings the tables to the newest version. */
static calque_status migrate(struct archive *a, calque_error *err) {
  int64_t version = ask_number(a, "PRAGMA user_version");
  int64_t application = ask_number(a, "PRAGMA application_id");
  int64_t tables = ask_number(a, "SELECT count(*) FROM sqlite_schema");
  if (version < 0 || application < 0 || tables < 0) return broken(a, err);
  if (application != APPLICATION_ID && (application || tables))
    return fail(err, CALQUE_E_CONFIG, a->path, 0, "not an archive of calque");
  if (version > (int64_t)COUNT(migrations))
    return fail(err, CALQUE_E_CONFIG, a->path, 0,
                "the archive was made by a newer calque (its version is %lld, this one knows %zu)",
                (long long)version, COUNT(migrations));
  if (version == (int64_t)COUNT(migrations)) return CALQUE_OK;
  for (size_t i = (size_t)version; i < COUNT(migrations); i++)
    if (!run(a, migrations[i])) return broken(a, err);
  char pragma[100];
  sqlite3_snprintf(sizeof pragma, pragma, "PRAGMA user_version = %d; PRAGMA application_id = %d",
                   (int)COUNT(migrations), (int)APPLICATION_ID);
  return run(a, pragma) ? CALQUE_OK : broken(a, err);
}

static calque_status prepare_statements(struct archive *a, calque_error *err) {
  for (int i = 0; i < N_STATEMENTS; i++)
    if (sqlite3_prepare_v3(a->db, statements[i], -1, SQLITE_PREPARE_PERSISTENT, &a->prepared[i],
                           NULL) != SQLITE_OK)
      return broken(a, err);
  return CALQUE_OK;
}

/* Another run may be opening the same new file; SQLite does not wait for it here. */
static bool begin_wal(struct archive *a) {
  enum { PAUSE_MS = 20 };
  const struct timespec pause = {0, PAUSE_MS * 1000000};
  for (int waited = 0; waited < BUSY_MS; waited += PAUSE_MS) {
    if (run(a, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")) return true;
    if ((sqlite3_errcode(a->db) & 0xff) != SQLITE_BUSY) return false;
    nanosleep(&pause, NULL);
  }
  return false;
}

static calque_status prepare(struct archive *a, calque_error *err) {
  sqlite3_busy_timeout(a->db, BUSY_MS);
  if (!run(a, "BEGIN IMMEDIATE")) return broken(a, err);
  calque_status status = migrate(a, err);
  if (!status && !run(a, "COMMIT")) status = broken(a, err);
  if (status) {
    run(a, "ROLLBACK");
    return status;
  }
  /* Readers and a writer at once; a power cut may cost the newest articles, never the file. */
  if (!begin_wal(a)) return broken(a, err);
  return prepare_statements(a, err);
}

static struct archive *archive_new(const char *path) {
  struct archive *a = must_alloc(sizeof *a);
  *a = (struct archive){.path = must_alloc(strlen(path) + 1)};
  memcpy(a->path, path, strlen(path) + 1);
  pthread_mutex_init(&a->turn, NULL);
  return a;
}

struct archive *archive_open(const char *path, calque_error *err) {
  struct archive *a = archive_new(path);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX;
  bool ok = sqlite3_open_v2(path, &a->db, flags, NULL) == SQLITE_OK;
  if (ok) ok = prepare(a, err) == CALQUE_OK;
  else broken(a, err);
  if (ok) return a;
  archive_free(a);
  return NULL;
}

void archive_free(struct archive *a) {
  if (!a) return;
  for (int i = 0; i < N_STATEMENTS; i++) sqlite3_finalize(a->prepared[i]);
  sqlite3_close(a->db);
  pthread_mutex_destroy(&a->turn);
  free(a->path);
  free(a);
}

/* "file:/a%20b.db?immutable=1": nobody writes into it, so no file is needed beside it. */
static void add_uri(struct buf *out, const char *path) {
  buf_puts(out, "file:");
  for (const char *c = path; *c; c++) {
    bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') ||
                 *c == '/' || *c == '.' || *c == '-' || *c == '_';
    if (plain) buf_char(out, *c);
    else buf_printf(out, "%%%02X", (unsigned)(unsigned char)*c);
  }
  buf_puts(out, "?immutable=1");
}

static bool open_as_it_lies(struct archive *a) {
  struct buf name;
  buf_init(&name, 1 << 16);
  buf_printf(&name, "%s-wal", a->path);
  struct stat wal; /* what was written last stands there */
  bool open = stat(name.ptr, &wal) == 0 && wal.st_size > 0;
  buf_clear(&name);
  add_uri(&name, a->path);
  bool ok = !open && sqlite3_open_v2(name.ptr, &a->db,
                                     SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_FULLMUTEX,
                                     NULL) == SQLITE_OK;
  buf_free(&name);
  return ok && ask_number(a, "PRAGMA application_id") == APPLICATION_ID &&
         ask_number(a, "PRAGMA user_version") == (int64_t)COUNT(migrations) &&
         prepare_statements(a, NULL) == CALQUE_OK;
}

struct archive *archive_open_to_read(const char *path, calque_error *err) {
  calque_error why = {0};
  struct archive *a = archive_open(path, &why);
  if (a) return a;
  a = archive_new(path);
  if (why.status == CALQUE_E_IO && open_as_it_lies(a)) return a;
  archive_free(a);
  fail(err, why.status, why.where, 0, "%s", why.text);
  return NULL;
}

/* ---- Writing ----------------------------------------------------------------------------------
 */

/* Empty strings are NULL there, which is what unknown is called in SQL. */
static void bind(sqlite3_stmt *s, int column, calque_str value) {
  if (value.len) sqlite3_bind_text64(s, column, value.ptr, value.len, SQLITE_STATIC, SQLITE_UTF8);
  else sqlite3_bind_null(s, column);
}

static bool step(sqlite3_stmt *s) {
  bool ok = sqlite3_step(s) == SQLITE_DONE;
  sqlite3_reset(s);
  sqlite3_clear_bindings(s);
  return ok;
}

static int64_t hash_of(calque_str text) { return (int64_t)(str_hash(text, 0) >> 1); }

static calque_str key_of(calque_arena *arena, const calque_article *article) {
  calque_str url = url_canonical(arena, article->url);
  if (url.len) return url;
  return arena_printf(arena, "%.*s#%016llx", STR_ARG(article->id),
                      (unsigned long long)hash_of(article->text));
}

/* What is known under the key: 1 with its text's length and hash, 0 nothing, -1 failure. */
static int find(struct archive *a, calque_str key, size_t *len, int64_t *hash) {
  sqlite3_stmt *s = a->prepared[FIND];
  bind(s, 1, key);
  int code = sqlite3_step(s);
  if (code == SQLITE_ROW) {
    *len = (size_t)sqlite3_column_int64(s, 0);
    *hash = sqlite3_column_int64(s, 1);
  }
  sqlite3_reset(s);
  return code == SQLITE_ROW ? 1 : code == SQLITE_DONE ? 0 : -1;
}

static bool write_item(struct archive *a, calque_arena *arena, enum statement which, calque_str key,
                       const struct archive_item *item, calque_str feed, int64_t now) {
  sqlite3_stmt *s = a->prepared[which];
  const calque_article *article = &item->article;
  calque_str grade = calque_str_of(calque_grade_name(item->grade));
  calque_str columns[] = {key,
                          article->id,
                          article->url,
                          article->title,
                          article->source,
                          feed_date(arena, article->date)};
  for (int i = 0; i < 6; i++) bind(s, i + 1, columns[i]);
  if (!article->id.len) bind(s, 2, key);
  sqlite3_bind_int64(s, 7, now);
  bind(s, 8, feed);
  bind(s, 9, grade);
  sqlite3_bind_int(s, 10, item->score);
  sqlite3_bind_text64(s, 11, article->text.len ? article->text.ptr : "", article->text.len,
                      SQLITE_STATIC, SQLITE_UTF8);
  sqlite3_bind_int64(s, 12, hash_of(article->text));
  sqlite3_bind_int64(s, 13, FUTURE_S);
  return step(s);
}

static bool date_again(struct archive *a, calque_str key, int64_t now) {
  sqlite3_stmt *s = a->prepared[DATE_AGAIN];
  bind(s, 1, key);
  sqlite3_bind_int64(s, 2, now);
  sqlite3_bind_int64(s, 3, FUTURE_S);
  return step(s);
}

static bool put_item(struct archive *a, calque_arena *arena, const struct archive_item *item,
                     calque_str feed, int64_t now, struct archive_counts *counts) {
  calque_str key = key_of(arena, &item->article);
  size_t len = 0;
  int64_t hash = 0;
  int known = find(a, key, &len, &hash);
  if (known < 0) return false;
  /* The fullest copy is kept: a text that became shorter was cut by somebody. */
  bool updated = known && hash != hash_of(item->article.text) && item->article.text.len >= len;
  if (known && !date_again(a, key, now)) return false;
  if (known && !updated) counts->n_known++;
  else if (updated) counts->n_updated++;
  else counts->n_new++;
  return (known && !updated) ||
         write_item(a, arena, updated ? UPDATE : INSERT, key, item, feed, now);
}

static bool put_feed(struct archive *a, const struct archive_feed *feed, int64_t now) {
  sqlite3_stmt *s = a->prepared[PUT_FEED];
  calque_str columns[] = {feed->url, feed->etag, feed->last_modified, feed->moved_to};
  for (int i = 0; i < 4; i++) bind(s, i + 1, columns[i]);
  sqlite3_bind_int64(s, 5, feed->next_allowed);
  sqlite3_bind_int64(s, 6, now);
  sqlite3_bind_int(s, 7, feed->pages);
  return step(s);
}

static bool put_all(struct archive *a, calque_arena *arena, const struct archive_item *items,
                    size_t n, const struct archive_feed *feed, int64_t now,
                    struct archive_counts *counts) {
  if (!run(a, "BEGIN IMMEDIATE")) return false;
  calque_str from = feed ? feed->url : STR("");
  for (size_t i = 0; i < n; i++)
    if (!put_item(a, arena, &items[i], from, now, counts)) return false;
  return (!feed || put_feed(a, feed, now)) && run(a, "COMMIT");
}

calque_status archive_put(struct archive *a, const struct archive_item *items, size_t n,
                          const struct archive_feed *feed, int64_t now,
                          struct archive_counts *counts, calque_error *err) {
  struct archive_counts sum = *counts;
  calque_arena *arena = calque_arena_new();
  pthread_mutex_lock(&a->turn);
  calque_status status = CALQUE_OK;
  if (put_all(a, arena, items, n, feed, now, &sum)) {
    *counts = sum;
  } else {
    status = broken(a, err);
    if (!sqlite3_get_autocommit(a->db)) run(a, "ROLLBACK");
  }
  pthread_mutex_unlock(&a->turn);
  calque_arena_free(arena);
  return status;
}

/* ---- Reading ----------------------------------------------------------------------------------
 */

bool archive_knows(struct archive *a, calque_str url, size_t at_least) {
  calque_arena *arena = calque_arena_new();
  size_t len = 0;
  int64_t hash;
  calque_str key = url_canonical(arena, url);
  pthread_mutex_lock(&a->turn);
  bool known = key.len && find(a, key, &len, &hash) == 1 && len >= at_least;
  pthread_mutex_unlock(&a->turn);
  calque_arena_free(arena);
  return known;
}

static calque_str column(sqlite3_stmt *s, int i, calque_arena *arena) {
  const void *bytes = sqlite3_column_blob(s, i);
  return arena_copy(arena, (calque_str){bytes ? bytes : "", (size_t)sqlite3_column_bytes(s, i)});
}

struct archive_feed archive_feed_find(struct archive *a, calque_arena *arena, calque_str url) {
  struct archive_feed feed = {.url = url};
  pthread_mutex_lock(&a->turn);
  sqlite3_stmt *s = a->prepared[FIND_FEED];
  bind(s, 1, url);
  if (sqlite3_step(s) == SQLITE_ROW) {
    feed.etag = column(s, 0, arena);
    feed.last_modified = column(s, 1, arena);
    feed.moved_to = column(s, 2, arena);
    feed.next_allowed = sqlite3_column_int64(s, 3);
    feed.pages = sqlite3_column_int(s, 4);
  }
  sqlite3_reset(s);
  pthread_mutex_unlock(&a->turn);
  return feed;
}

calque_status archive_next(struct archive *a, struct archive_cursor *c, int64_t since, int64_t now,
                           calque_arena *arena, calque_article *out, calque_error *err) {
  if (!c->started) *c = (struct archive_cursor){INT64_MIN, INT64_MIN, true};
  pthread_mutex_lock(&a->turn);
  sqlite3_stmt *s = a->prepared[NEXT];
  sqlite3_bind_int64(s, 1, since);
  sqlite3_bind_int64(s, 2, c->at);
  sqlite3_bind_int64(s, 3, c->row);
  sqlite3_bind_int64(s, 4, now + FUTURE_S);
  int code = sqlite3_step(s);
  calque_status status = CALQUE_OK;
  if (code == SQLITE_ROW) {
    c->row = sqlite3_column_int64(s, 0);
    c->at = sqlite3_column_int64(s, 1);
    *out = (calque_article){.id = column(s, 2, arena),
                            .url = column(s, 3, arena),
                            .title = column(s, 4, arena),
                            .source = column(s, 5, arena),
                            .date = column(s, 6, arena),
                            .text = column(s, 7, arena)};
  } else {
    status = code == SQLITE_DONE ? CALQUE_END : broken(a, err);
  }
  sqlite3_reset(s);
  pthread_mutex_unlock(&a->turn);
  return status;
}

/* ---- Told stories -----------------------------------------------------------------------------
 */

static void bind_blob(sqlite3_stmt *s, int i, calque_str bytes) {
  sqlite3_bind_blob64(s, i, bytes.len ? bytes.ptr : "", bytes.len, SQLITE_STATIC);
}

static bool write_told(struct archive *a, const struct archive_told *rows, size_t n) {
  if (!run(a, "BEGIN IMMEDIATE")) return false;
  sqlite3_stmt *s = a->prepared[PUT_TOLD];
  for (size_t i = 0; i < n; i++) {
    const struct archive_told *t = &rows[i];
    calque_str texts[] = {t->day, t->headline, t->first_day};
    for (int k = 0; k < 3; k++)
      sqlite3_bind_text64(s, k + 1, texts[k].len ? texts[k].ptr : "", texts[k].len, SQLITE_STATIC,
                          SQLITE_UTF8);
    bind_blob(s, 4, t->vector);
    bind_blob(s, 5, t->sentences);
    bind_blob(s, 6, t->articles);
    if (!step(s)) return false;
  }
  sqlite3_bind_int(a->prepared[FORGET_TOLD], 1, MAX_TOLD);
  return step(a->prepared[FORGET_TOLD]) && run(a, "COMMIT");
}

calque_status archive_put_told(struct archive *a, const struct archive_told *rows, size_t n,
                               calque_error *err) {
  pthread_mutex_lock(&a->turn);
  calque_status status = CALQUE_OK;
  if (!write_told(a, rows, n)) {
    status = broken(a, err);
    if (!sqlite3_get_autocommit(a->db)) run(a, "ROLLBACK");
  }
  pthread_mutex_unlock(&a->turn);
  return status;
}

calque_status archive_find_told(struct archive *a, calque_arena *arena, calque_str first_day,
                                calque_str end_day, archive_told_list *out, calque_error *err) {
  pthread_mutex_lock(&a->turn);
  sqlite3_stmt *s = a->prepared[FIND_TOLD];
  bind(s, 1, first_day);
  bind(s, 2, end_day);
  sqlite3_bind_int(s, 3, MAX_TOLD_READ);
  int code;
  while ((code = sqlite3_step(s)) == SQLITE_ROW) {
    struct archive_told t = {column(s, 0, arena), column(s, 1, arena), column(s, 2, arena),
                             column(s, 3, arena), column(s, 4, arena), column(s, 5, arena)};
    ARRAY_PUSH(arena, out, t);
  }
  calque_status status = code == SQLITE_DONE ? CALQUE_OK : broken(a, err);
  sqlite3_reset(s);
  pthread_mutex_unlock(&a->turn);
  return status;
}
