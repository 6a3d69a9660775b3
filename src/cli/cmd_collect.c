/* calque collect: files and addresses -> archive. Workers fetch and judge; one thread writes, in
 * the order of the input. */
#define _GNU_SOURCE
#include "base/file.h"
#include "base/parallel.h"
#include "cli/batch.h"
#include "cli/collect.h"
#include "cli/commands.h"
#include "input/feed.h"
#include "input/source.h"
#include "net/url.h"
#include "output/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { FETCHERS = 8 }; /* threads when there is something to wait for */
#define MAX_LIST ((size_t)8 << 20)

/* What was done, for the closing line and the exit status. */
struct tally {
  struct archive_counts articles;
  size_t n_feeds, n_unchanged, n_pages, n_read, n_failed, n_failed_feeds, n_without_text;
  bool only_network; /* all that failed was the network */
};

struct run {
  struct collect collect;
  struct reader *reader; /* NULL: no files, or all were read */
  feed_urls urls;
  size_t next_url;
  struct tally tally;
  struct progress progress;
  calque_error archive_err;
};

struct slot {
  calque_arena *arena;
  struct http *http;
  struct reader_item item; /* path NULL: `url` */
  calque_str url;
  calque_error err;
  gains gains;
};

/* ---- The three steps --------------------------------------------------------------------------
 */

static bool next(void *run, void *memory) {
  struct run *r = run;
  struct slot *s = memory;
  if (!s->arena) s->arena = calque_arena_new();
  calque_arena_reset(s->arena);
  s->err = (calque_error){0};
  s->gains.n = s->gains.cap = 0;
  s->gains.ptr = NULL;
  s->item = (struct reader_item){0};
  s->url = STR("");
  if (r->reader && reader_take(r->reader, s->arena, &s->item, &s->err) != CALQUE_END) return true;
  if (r->next_url == r->urls.n) return false;
  s->url = r->urls.ptr[r->next_url++];
  return true;
}

static void work_file(const struct run *r, struct slot *s) {
  struct gain *gain = ARENA_NEW(s->arena, struct gain);
  ARRAY_PUSH(s->arena, &s->gains, gain);
  calque_article article;
  if (!s->err.status) reader_parse(r->reader, s->arena, &s->item, &article, &s->err);
  if (!s->err.status && !str_trim(article.text).len)
    fail(&s->err, CALQUE_E_SYNTAX, s->item.path, s->item.line, "no text in it");
  if (!s->err.status) {
    gain_article(&r->collect, s->arena, gain, &article);
    return;
  }
  gain->failed = true;
  ARRAY_PUSH(s->arena, &gain->errors, s->err);
}

static void work(void *run, void *memory) {
  const struct run *r = run;
  struct slot *s = memory;
  if (!s->url.len) {
    work_file(r, s);
    return;
  }
  struct http_options options = {.allow_private = r->collect.options->allow_private,
                                 .max_answer = r->collect.options->max_article};
  if (!s->http) s->http = http_open(&options);
  collect_fetch(&r->collect, s->http, s->arena, s->url, &s->gains);
}

static void count(struct tally *t, const struct gain *g) {
  t->n_feeds += g->kind == GAINED_FEED;
  t->n_unchanged += g->unchanged;
  t->n_pages += g->kind == GAINED_PAGE;
  t->n_without_text += g->n_without_text;
  t->n_read += !g->failed && g->kind != GAINED_LIST;
  t->n_failed += g->failed;
  t->n_failed_feeds += g->failed && g->kind == GAINED_FEED;
  if (g->failed && !g->network) t->only_network = false;
}

static bool emit(void *run, void *memory) {
  struct run *r = run;
  struct slot *s = memory;
  const struct tally *t = &r->tally;
  for (size_t i = 0; i < s->gains.n; i++) {
    const struct gain *g = s->gains.ptr[i];
    const struct archive_feed *feed = g->feed.url.len ? &g->feed : NULL;
    if (g->errors.n) progress_clear(&r->progress);
    for (size_t k = 0; k < g->errors.n; k++) batch_complain(&g->errors.ptr[k]);
    if ((g->items.n || feed) && archive_put(r->collect.archive, g->items.ptr, g->items.n, feed,
                                            r->collect.now, &r->tally.articles, &r->archive_err))
      return false;
    count(&r->tally, g);
  }
  progress_show(&r->progress, t->articles.n_new + t->articles.n_known, 0);
  return true;
}

static void release(void *run, void *memory) {
  (void)run;
  struct slot *s = memory;
  calque_arena_free(s->arena);
  http_free(s->http);
}

/* ---- Operands ---------------------------------------------------------------------------------
 */

/* A file that lists feeds. Whatever else is wrong with it is the reader's to say. */
static bool is_list_file(const char *path) {
  if (strcmp(path, "-") == 0 || file_is_dir(path)) return false;
  struct source *s = source_open(path, MAX_LIST, NULL);
  bool list = s && opml_is_one(source_peek(s, 1024));
  source_free(s);
  return list;
}

static calque_status add_list(struct run *r, calque_arena *arena, const char *path,
                              calque_error *err) {
  struct buf text;
  buf_init(&text, MAX_LIST);
  calque_status status = file_read(path, &text, err);
  if (!status) status = opml_read(arena, buf_view(&text), path, &r->urls, err);
  buf_free(&text);
  return status;
}

/* Sorts the operands into addresses and `paths`; a list of feeds becomes its addresses. */
static void sort_operands(struct run *r, calque_arena *arena, const char **paths, size_t *n_paths) {
  const struct options *o = r->collect.options;
  for (size_t i = 0; i < o->n_operands; i++) {
    const char *name = o->operands[i];
    calque_error err = {0};
    if (url_is_web(calque_str_of(name))) {
      ARRAY_PUSH(arena, &r->urls, calque_str_of(name));
    } else if (!is_list_file(name)) {
      paths[(*n_paths)++] = name;
    } else if (add_list(r, arena, name, &err)) {
      batch_complain(&err);
      r->tally.n_failed++;
      r->tally.only_network = false;
    }
  }
}

/* ---- The run ----------------------------------------------------------------------------------
 */

static void put_count(struct buf *line, const char *before, size_t n, const char *one,
                      const char *many) {
  buf_puts(line, before);
  count_english(line, n);
  buf_printf(line, " %s", n == 1 ? one : many);
}

/* "12 feeds, 230 articles: 41 new, 189 known, 2 feeds failed (see above)" */
static void print_closing(const struct tally *t) {
  struct buf line;
  buf_init(&line, 4096);
  size_t n_files = t->n_failed - t->n_failed_feeds;
  if (t->n_feeds) put_count(&line, "", t->n_feeds, "feed, ", "feeds, ");
  const struct archive_counts *a = &t->articles;
  put_count(&line, "", a->n_new + a->n_known + a->n_updated, "article", "articles");
  put_count(&line, ": ", a->n_new, "new", "new");
  if (a->n_updated)
    put_count(&line, ", ", a->n_updated, "longer than before", "longer than before");
  put_count(&line, ", ", a->n_known, "known", "known");
  if (t->n_unchanged) put_count(&line, ", ", t->n_unchanged, "feed unchanged", "feeds unchanged");
  if (t->n_without_text)
    put_count(&line, ", ", t->n_without_text, "entry without text", "entries without text");
  if (t->n_failed_feeds) put_count(&line, ", ", t->n_failed_feeds, "feed failed", "feeds failed");
  if (n_files) put_count(&line, ", ", n_files, "document failed", "documents failed");
  if (t->n_failed) buf_puts(&line, " (see above)");
  fprintf(stderr, "calque: %s\n", line.ptr);
  buf_free(&line);
}

static int status_of(const struct run *r) {
  const struct tally *t = &r->tally;
  if (r->archive_err.status) return EXIT_OUTPUT;
  if (!t->n_failed) return EXIT_DONE;
  if (t->n_read) return EXIT_PARTIAL;
  return t->only_network ? EXIT_NETWORK : EXIT_NO_INPUT;
}

static void run_all(struct run *r, const char *const *paths, size_t n_paths) {
  const struct options *o = r->collect.options;
  struct reader_options reading = {
      .max_article = o->max_article, .inputs = paths, .n_inputs = n_paths};
  reader_format_by_name(calque_str_of(o->from), &reading.format);
  if (n_paths) r->reader = reader_open(&reading);
  struct parallel p = {.ctx = r,
                       .slot_size = sizeof(struct slot),
                       .jobs = r->urls.n && !o->jobs ? FETCHERS : o->jobs,
                       .next = next,
                       .work = work,
                       .emit = emit,
                       .release = release};
  progress_start(&r->progress, !o->quiet && isatty(STDERR_FILENO), 0);
  if (n_paths || r->urls.n) parallel_run(&p);
  progress_clear(&r->progress);
  reader_free(r->reader);
}

static int run_collect(struct run *r, calque_arena *arena) {
  const struct options *o = r->collect.options;
  calque_error err = {0};
  const char *path =
      o->archive ? o->archive : file_xdg(arena, "DATA", ".local/share", "archive.db", &err);
  if (path) r->collect.archive = archive_open(path, &err);
  if (!r->collect.archive) {
    batch_complain(&err);
    return err.status == CALQUE_E_CONFIG ? EXIT_USAGE : EXIT_OUTPUT;
  }
  const char **paths = ARENA_ARRAY(arena, const char *, o->n_operands);
  size_t n_paths = 0;
  sort_operands(r, arena, paths, &n_paths);
  r->collect.polite = polite_new(o->pause);
  run_all(r, paths, n_paths);
  polite_free(r->collect.polite);
  archive_free(r->collect.archive);
  if (r->archive_err.status) batch_complain(&r->archive_err);
  if (!o->quiet) print_closing(&r->tally);
  return status_of(r);
}

int cmd_collect(const struct options *o) {
  if (!o->n_operands) {
    fputs("calque: name what to collect: addresses of feeds, files or folders\n", stderr);
    return EXIT_USAGE;
  }
  calque_lexicon *lex = batch_lexicon(o);
  if (!lex) return EXIT_USAGE;
  calque_arena *arena = calque_arena_new();
  struct run r = {.collect = {.options = o, .lex = lex, .now = (int64_t)time(NULL)},
                  .tally.only_network = true};
  int status = run_collect(&r, arena);
  calque_arena_free(arena);
  calque_lexicon_free(lex);
  return status;
}
