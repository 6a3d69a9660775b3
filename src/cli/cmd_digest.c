/* calque digest: one day, its stories, and what was left out; of files, or of the archive when none
 * is named. */
#define _GNU_SOURCE
#include "digest/digest.h"

#include "base/file.h"
#include "cli/batch.h"
#include "cli/commands.h"
#include "cli/digest_forms.h"
#include "cli/translating.h"
#include "digest/archive.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum {
  HOUR_S = 3600,
  LAST_S = 24 * HOUR_S, /* of the archive, when nothing is said */
  ZONES_S = 14 * HOUR_S /* the clocks of the world differ from Greenwich by no more */
};

/* The run: where articles come from and where they go. */
struct digesting {
  struct digest *digest;
  struct digest_sketching sketching;
  struct topics *topics;   /* NULL: none are followed */
  struct archive *archive; /* NULL: nothing is remembered */
  bool from_archive;       /* else the inputs */
  struct archive_cursor cursor;
  int64_t since, now; /* seconds since 1970 */
  bool broken;
  calque_error archive_err;
  struct translating translating; /* with --english */
  calque_error english_err;
};

static bool read_topics(struct batch *b) {
  struct digesting *d = b->ctx;
  calque_error err = {0};
  if (!b->options->topics) return true;
  d->topics = topics_open(b->lex, b->options->topics, &err);
  if (!d->topics) batch_complain(&err);
  d->sketching.topics = d->topics;
  return d->topics;
}

static void sketch_article(const struct batch *b, struct batch_slot *slot) {
  const calque_doc *doc = calque_doc_parse(slot->arena, b->lex, &slot->article);
  calque_report report = calque_check(slot->arena, b->lex, doc, &b->checking);
  calque_verdict verdict = calque_judge(slot->arena, doc, &report);
  slot->grade = verdict.grade;
  const struct digesting *d = b->ctx;
  slot->result = digest_sketch(slot->arena, b->lex, doc, &report, &verdict, &d->sketching);
}

static void add_article(struct batch *b, const struct batch_slot *slot) {
  const struct digesting *d = b->ctx;
  digest_add(d->digest, slot->result);
}

static void write_day(struct batch *b, struct buf *out) {
  struct digesting *d = b->ctx;
  if (d->archive) digest_recall(d->digest, d->archive, &d->archive_err);
  struct digest_day day = *digest_finish(d->digest);
  calque_arena *arena = calque_arena_new();
  if (d->translating.translator)
    day = translating_day(&d->translating, arena, &day, &d->english_err);
  digest_write(&b->output, &day, out);
  calque_arena_free(arena);
}

static bool open_translator(struct batch *b) {
  struct digesting *d = b->ctx;
  const calque_translator_options more = {0};
  return !b->options->english || translating_open(&d->translating, b->lex, b->options, &more);
}

/* ---- The archive ------------------------------------------------------------------------------
 */

static calque_status take_kept(struct batch *b, struct batch_slot *slot) {
  struct digesting *d = b->ctx;
  if (d->broken) return CALQUE_END;
  calque_status status = archive_next(d->archive, &d->cursor, d->since, d->now, slot->arena,
                                      &slot->article, &slot->err);
  d->broken = status != CALQUE_OK;
  return status;
}

static calque_status parse_kept(const struct batch *b, struct batch_slot *slot) {
  (void)b, (void)slot; /* it was an article when it was collected */
  return CALQUE_OK;
}

/* Where articles are read from it must be there; where stories are only remembered it is made. */
static struct archive *open_archive(const struct options *o, bool to_read, calque_error *err) {
  calque_arena *arena = calque_arena_new();
  struct archive *archive = NULL;
  const char *path =
      o->archive ? o->archive : file_xdg(arena, "DATA", ".local/share", "archive.db", err);
  if (path && !to_read) archive = archive_open(path, err);
  else if (path && access(path, F_OK) == 0) archive = archive_open_to_read(path, err);
  else if (path) fail(err, CALQUE_E_IO, path, 0, "no archive there; calque collect makes one");
  calque_arena_free(arena);
  return archive;
}

/* ---- Times ------------------------------------------------------------------------------------
 */

static calque_str day_or_none(const char *day) {
  return day ? calque_str_of(day) : (calque_str){"", 0};
}

/* "24h", "7d" in seconds; 0 for a day or nothing. */
static int64_t span_of(const char *since) {
  calque_str s = day_or_none(since);
  uint64_t n;
  if (!s.len || !str_to_u64(str_slice(s, 0, s.len - 1), &n)) return 0;
  if (s.ptr[s.len - 1] != 'h' && s.ptr[s.len - 1] != 'd') return 0;
  return (int64_t)n * (s.ptr[s.len - 1] == 'd' ? 24 * HOUR_S : HOUR_S);
}

/* Midnight in Greenwich of "2026-11-22". */
static int64_t midnight(const char *day) {
  struct tm tm = {0};
  strptime(day, "%Y-%m-%d", &tm);
  return (int64_t)timegm(&tm);
}

/* From when on the archive is read; days are then told apart by the digest, as they are written. */
static int64_t archive_since(const struct options *o, int64_t now) {
  int64_t span = span_of(o->since);
  if (span) return now - span;
  const char *day = o->since ? o->since : o->date;
  return day ? midnight(day) - ZONES_S : now - LAST_S;
}

static bool reads_archive(const struct options *o) {
  return !o->n_operands && (o->archive || o->since);
}

/* After the output is out: what was told is no news tomorrow. */
static int remember(struct digesting *d, int status) {
  if (status == EXIT_DONE || status == EXIT_PARTIAL)
    if (!d->archive_err.status) digest_remember(d->digest, d->archive, &d->archive_err);
  if (!d->archive_err.status) return status;
  batch_complain(&d->archive_err);
  return EXIT_OUTPUT;
}

int cmd_digest(const struct options *o) {
  if (!digest_addresses(o)) return EXIT_USAGE;
  int64_t now = (int64_t)time(NULL), span = span_of(o->since);
  time_t clock = (time_t)now, from = (time_t)(now - span);
  struct tm tm;
  char first_day[16] = "", today[16] = "";
  if (span) strftime(first_day, sizeof first_day, "%Y-%m-%d", gmtime_r(&from, &tm));
  strftime(today, sizeof today, "%Y-%m-%d", localtime_r(&clock, &tm));
  struct digesting d = {.since = archive_since(o, now),
                        .now = now,
                        .from_archive = reads_archive(o),
                        .sketching.whole_sentences = o->whole_sentences};
  calque_error err = {0};
  if (d.from_archive || o->archive) d.archive = open_archive(o, d.from_archive, &err);
  if (err.status == CALQUE_E_CONFIG || (err.status && d.from_archive)) {
    batch_complain(&err);
    return err.status == CALQUE_E_CONFIG ? EXIT_USAGE : EXIT_NO_INPUT;
  }
  d.archive_err = err; /* files are told all the same, and it is said that nothing is remembered */
  calque_str since = d.from_archive && span ? day_or_none(NULL)
                     : span                 ? calque_str_of(first_day)
                                            : day_or_none(o->since);
  struct digest_options options = {.date = day_or_none(o->date),
                                   .since = since,
                                   .today = day_or_none(d.from_archive ? today : NULL),
                                   .max_stories = o->stories};
  d.digest = digest_new(&options);
  struct batch batch = {.options = o,
                        .subject = SUBJECT_DIGEST,
                        .prepare = read_topics,
                        .work = sketch_article,
                        .take = d.from_archive ? take_kept : NULL,
                        .parse = d.from_archive ? parse_kept : NULL,
                        .opened = open_translator,
                        .collect = add_article,
                        .finish = write_day,
                        .ctx = &d};
  int status = batch_run(&batch);
  size_t n = digest_n_other_days(d.digest);
  if (n && !o->quiet)
    fprintf(stderr, "calque: %zu of them %s of other days\n", n, n == 1 ? "is" : "are");
  if (d.archive || d.archive_err.status) status = remember(&d, status);
  if (d.english_err.status) batch_complain(&d.english_err);
  if (d.english_err.status && status == EXIT_DONE)
    status = d.english_err.status == CALQUE_E_CONFIG ? EXIT_USAGE : EXIT_NETWORK;
  translating_close(&d.translating, o);
  digest_free(d.digest);
  topics_free(d.topics);
  archive_free(d.archive);
  return status;
}
