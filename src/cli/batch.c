/* reader -> workers -> writer, by base/parallel.h. Whatever is printed is printed by one thread, so
 * results and messages come in the order of the input whatever the number of threads. */
#include "cli/batch.h"

#include "base/file.h"
#include "base/parallel.h"
#include "lexicon/choose.h"
#include "output/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

void batch_complain(const calque_error *err) {
  char text[sizeof err->where + sizeof err->text + 32];
  fprintf(stderr, "calque: %s\n", error_text(err, text, sizeof text));
}

int print_all(const char *path, calque_str text) {
  struct sink sink;
  bool ok = sink_open(&sink, path) && sink_write(&sink, text);
  ok = sink_close(&sink, true) && ok;
  if (ok) return EXIT_DONE;
  batch_complain(&sink.err);
  return EXIT_OUTPUT;
}

calque_lexicon *batch_lexicon(const struct options *options) {
  calque_error err = {0};
  calque_arena *arena = calque_arena_new();
  const char *path = options->lexicon;
  if (options->dictionaries) path = choose_compiled(arena, options->dictionaries, &err);
  calque_lexicon *lex = err.status ? NULL : calque_lexicon_open(path, &err);
  if (!lex) batch_complain(&err);
  calque_arena_free(arena);
  return lex;
}

static unsigned terminal_width(void) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col) return size.ws_col;
  return 80;
}

/* Several articles may come: their texts need headings. */
static bool several(const struct options *o) {
  if (o->n_operands != 1) return o->n_operands > 1 || strcmp(o->from, "jsonl") == 0;
  const char *only = o->operands[0];
  calque_str name = calque_str_of(only);
  return strcmp(o->from, "jsonl") == 0 || file_is_dir(only) || str_has(name, STR(".jsonl"));
}

struct style batch_style(const struct options *o) {
  bool terminal = !o->output && isatty(STDOUT_FILENO);
  const char *no_color = getenv("NO_COLOR");
  bool automatic = terminal && !(no_color && *no_color);
  enum { WIDEST = 96 };
  unsigned width = terminal ? terminal_width() : 0;
  return (struct style){
      .color = strcmp(o->color, "always") == 0 || (automatic && strcmp(o->color, "auto") == 0),
      .headings = several(o),
      .width = width > WIDEST ? WIDEST : width,
      .ui = o->ui && strcmp(o->ui, "en") == 0 ? UI_EN : UI_FR,
      .mail_from = o->mail_from,
      .mail_to = o->mail_to,
  };
}

bool batch_text_differs(const struct batch_slot *slot) {
  const struct reader_item *item = &slot->item;
  if (item->format == READER_HTML || item->format == READER_FEED) return true;
  if (item->format == READER_JSONL) return str_has(item->raw, STR("\"html\""));
  return str_ends(calque_str_of(item->path), STR(".gz")) || !str_eq(item->raw, slot->article.text);
}

/* ---- The three steps of an article ----------------------------------------------------------- */

/* Slots that are worked on together: one, unless the command says otherwise. */
struct batch_group {
  struct batch_slot *slots;
  size_t n;
};

static bool take_one(struct batch *b, struct batch_slot *slot) {
  if (!slot->arena) {
    slot->arena = calque_arena_new();
    buf_init(&slot->out, BUF_MAX_OUTPUT);
  }
  calque_arena_reset(slot->arena);
  buf_clear(&slot->out);
  slot->err = (calque_error){0};
  calque_status status =
      b->take ? b->take(b, slot) : reader_take(b->reader, slot->arena, &slot->item, &slot->err);
  if (status == CALQUE_END) return false;
  slot->number = ++b->n_taken;
  slot->bytes = reader_bytes_done(b->reader);
  return true;
}

static size_t most_together(const struct batch *b) { return b->max_group ? b->max_group : 1; }

static bool take(void *ctx, void *memory) {
  struct batch *b = ctx;
  struct batch_group *group = memory;
  size_t most = most_together(b);
  if (!group->slots) {
    group->slots = must_alloc(most * sizeof *group->slots);
    memset(group->slots, 0, most * sizeof *group->slots);
  }
  if (!b->next_group) b->next_group = 1;
  for (group->n = 0; group->n < b->next_group; group->n++)
    if (!take_one(b, &group->slots[group->n])) break;
  b->next_group = 2 * b->next_group < most ? 2 * b->next_group : most;
  return group->n > 0;
}

static void parse_one(const struct batch *b, struct batch_slot *slot) {
  if (slot->err.status) return;
  if (b->parse) b->parse(b, slot);
  else reader_parse(b->reader, slot->arena, &slot->item, &slot->article, &slot->err);
}

static void work(void *ctx, void *memory) {
  const struct batch *b = ctx;
  struct batch_group *group = memory;
  for (size_t i = 0; i < group->n; i++) {
    parse_one(b, &group->slots[i]);
    if (!b->work_group && !group->slots[i].err.status) b->work(b, &group->slots[i]);
  }
  if (!b->work_group) return;
  struct batch_slot **good = must_alloc(group->n * sizeof *good);
  size_t n = 0;
  for (size_t i = 0; i < group->n; i++)
    if (!group->slots[i].err.status) good[n++] = &group->slots[i];
  if (n) b->work_group(b, good, n);
  free(good);
}

static bool emit_one(struct batch *b, struct batch_slot *slot) {
  progress_show(&b->progress, b->n_read, slot->bytes);
  if (slot->err.status) {
    b->n_failed++;
    if (b->failure < slot->err.status) b->failure = slot->err.status;
    b->misconfigured |= slot->err.status == CALQUE_E_CONFIG;
    progress_clear(&b->progress);
    sink_flush(&b->sink); /* so that messages stand where they belong */
    batch_complain(&slot->err);
    return true;
  }
  b->n_read++;
  b->n_grades[slot->grade]++;
  if (b->collect) {
    b->collect(b, slot);
    return true;
  }
  struct buf out;
  buf_init(&out, BUF_MAX_OUTPUT);
  output_put(&b->output, buf_view(&slot->out), &out);
  bool ok = sink_write(&b->sink, buf_view(&out));
  buf_free(&out);
  return ok;
}

static bool emit(void *ctx, void *memory) {
  struct batch_group *group = memory;
  bool ok = true;
  for (size_t i = 0; i < group->n && ok; i++) ok = emit_one(ctx, &group->slots[i]);
  return ok;
}

static void release(void *ctx, void *memory) {
  const struct batch *b = ctx;
  struct batch_group *group = memory;
  for (size_t i = 0; group->slots && i < most_together(b); i++) {
    calque_arena_free(group->slots[i].arena);
    if (group->slots[i].arena) buf_free(&group->slots[i].out);
  }
  free(group->slots);
}

/* ---- The run --------------------------------------------------------------------------------- */

/* "1,204 articles read, 3 skipped (see above): 1,010 good, 120 suspect, 74 poor" */
static void print_closing(const struct batch *b) {
  if (b->options->quiet || b->n_read + b->n_failed < 2) return;
  struct buf line;
  buf_init(&line, 4096);
  bool pairs = b->subject == SUBJECT_VERIFY;
  count_english(&line, b->n_read);
  buf_puts(&line, pairs            ? b->n_read == 1 ? " pair read" : " pairs read"
                  : b->n_read == 1 ? " article read"
                                   : " articles read");
  if (b->n_failed) {
    buf_puts(&line, ", ");
    count_english(&line, b->n_failed);
    buf_puts(&line, " skipped (see above)");
  }
  bool grades = b->subject == SUBJECT_CHECK || b->subject == SUBJECT_DIGEST;
  for (int grade = 0; grades && grade <= CALQUE_POOR; grade++) {
    buf_puts(&line, grade ? ", " : ": ");
    count_english(&line, b->n_grades[grade]);
    buf_printf(&line, " %s", calque_grade_name((calque_grade)grade));
  }
  if (pairs || b->subject == SUBJECT_ENGLISH) {
    buf_puts(&line, ": ");
    count_english(&line, b->n_grades[CALQUE_GOOD]);
    buf_puts(&line, " verified, ");
    count_english(&line, b->n_grades[CALQUE_POOR]);
    buf_puts(&line, " not");
  }
  fprintf(stderr, "calque: %s\n", line.ptr);
  buf_free(&line);
}

static void print_left_out(const struct batch *b) {
  if (!b->output.n_left_out) return;
  fprintf(stderr, "calque: %zu results left out, for which --to=%s has no room; --to=jsonl has\n",
          b->output.n_left_out, b->options->to);
}

static bool fails(const struct batch *b) {
  const char *limit = b->options->fail_on;
  if (b->subject == SUBJECT_VERIFY || b->subject == SUBJECT_ENGLISH)
    return b->options->strict && b->n_grades[CALQUE_POOR];
  if (b->subject != SUBJECT_CHECK || !limit) return false;
  return b->n_grades[CALQUE_POOR] || (strcmp(limit, "suspect") == 0 && b->n_grades[CALQUE_SUSPECT]);
}

static bool put_part(struct batch *b, void (*part)(struct output *, struct buf *)) {
  struct buf out;
  buf_init(&out, BUF_MAX_OUTPUT);
  part(&b->output, &out);
  bool ok = sink_write(&b->sink, buf_view(&out));
  buf_free(&out);
  return ok;
}

static void finish_together(struct batch *b) {
  struct buf item, out;
  buf_init(&item, BUF_MAX_OUTPUT);
  buf_init(&out, BUF_MAX_OUTPUT);
  b->finish(b, &item);
  output_put(&b->output, buf_view(&item), &out);
  sink_write(&b->sink, buf_view(&out));
  buf_free(&item);
  buf_free(&out);
}

static void run_articles(struct batch *b) {
  const struct options *o = b->options;
  struct parallel p = {.ctx = b,
                       .slot_size = sizeof(struct batch_group),
                       .jobs = o->jobs,
                       .next = take,
                       .work = work,
                       .emit = emit,
                       .release = release};
  bool results_on_terminal = !o->output && isatty(STDOUT_FILENO);
  bool bar = !o->quiet && !results_on_terminal && isatty(STDERR_FILENO);
  progress_start(&b->progress, bar, bar ? reader_bytes_total(b->reader) : 0);
  if (put_part(b, output_begin)) parallel_run(&p);
  progress_clear(&b->progress);
  if (b->finish) finish_together(b);
  put_part(b, output_end);
}

static int status_of(const struct batch *b) {
  if (b->misconfigured) return EXIT_USAGE;
  if (b->failure >= CALQUE_E_NETWORK) return EXIT_NETWORK;
  if (b->n_failed && !b->n_read) return EXIT_NO_INPUT;
  if (b->n_failed) return EXIT_PARTIAL;
  return fails(b) ? EXIT_FOUND : EXIT_DONE;
}

static calque_severity severity_of(const char *name) {
  for (int s = CALQUE_NOTE; s < CALQUE_CRITICAL; s++)
    if (strcmp(calque_severity_name((calque_severity)s), name) == 0) return (calque_severity)s;
  return CALQUE_CRITICAL;
}

static calque_variant variant_of(const char *name) {
  static const char *const names[] = {"fr", "qc", "be", "ch"};
  for (int v = CALQUE_QC; v <= CALQUE_CH; v++)
    if (strcmp(names[v], name) == 0) return (calque_variant)v;
  return CALQUE_FR;
}

/* False and a message when a list of the user's cannot be read. */
static bool prepare_checking(struct batch *b) {
  const struct options *o = b->options;
  calque_error err = {0};
  if (o->word_list) b->words = calque_words_open(b->lex, o->word_list, &err);
  b->checking = (calque_check_options){.only = o->checks,
                                       .disable = o->disable,
                                       .min_severity = severity_of(o->min_severity),
                                       .variant = variant_of(o->variant),
                                       .words = b->words};
  if (err.status) batch_complain(&err);
  return !err.status && (!b->prepare || b->prepare(b));
}

static void release_dictionaries(struct batch *b) {
  calque_words_free(b->words);
  calque_lexicon_free(b->lex);
}

int batch_run(struct batch *b) {
  const struct options *o = b->options;
  b->lex = batch_lexicon(o);
  if (!b->lex) return EXIT_USAGE;
  if (!prepare_checking(b) || (b->opened && !b->opened(b)))
    return release_dictionaries(b), EXIT_USAGE;
  struct reader_options reading = {
      .max_article = o->max_article, .inputs = o->operands, .n_inputs = o->n_operands};
  reader_format_by_name(calque_str_of(o->from), &reading.format);
  b->output = (struct output){
      .writer = writer_find(calque_str_of(o->to)), .subject = b->subject, .style = batch_style(o)};
  bool ok = sink_open(&b->sink, o->output);
  if (ok) {
    b->reader = reader_open(&reading);
    run_articles(b);
    reader_free(b->reader);
    ok = sink_close(&b->sink, b->n_read > 0 || b->n_failed == 0);
  }
  release_dictionaries(b);
  if (!ok) batch_complain(&b->sink.err);
  else print_closing(b);
  print_left_out(b);
  return ok ? status_of(b) : EXIT_OUTPUT;
}
