/* calque english: each article in English, by whoever the settings name, read back. */
#include "cli/translating.h"

#include "cli/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { LONGEST_NUMBER = 24 }; /* bytes of "[P3, P4]" */

struct englishing {
  struct translating translating;
  struct batch *batch; /* to stream into its output */
  bool streams;
  bool shown, restarted;      /* of the article under way */
  bool in_line, after_number; /* where the stream stands */
  struct buf held;            /* of the stream: what may be the number of a paragraph */
  struct price price;
};

/* ---- What is shown while it comes ---------------------------------------------------------------
 */

/* "[12]" and "[P3, P4]" are between the model and us. */
static bool is_number(calque_str s) {
  bool digit = false;
  for (size_t i = 1; i + 1 < s.len; i++) {
    char c = s.ptr[i];
    digit = digit || (c >= '0' && c <= '9');
    if (!(c >= '0' && c <= '9') && c != 'P' && c != ',' && c != ' ' && c != '-') return false;
  }
  return digit;
}

/* What was held back is shown, or was a number. That of a paragraph begins a line, also where the
 * one before ended another answer. */
static void release_held(struct englishing *e, struct buf *out) {
  calque_str held = buf_view(&e->held);
  bool number = held.ptr[held.len - 1] == ']' && is_number(held);
  bool paragraph = number && held.ptr[1] != 'P';
  if (!number) buf_str(out, held);
  if (paragraph && e->in_line) buf_puts(out, "\n\n");
  e->in_line = !paragraph;
  e->after_number = paragraph;
  buf_clear(&e->held);
}

/* Holds back what stands in brackets until it is known what it is. */
static void filter(struct englishing *e, calque_str piece, struct buf *out) {
  for (size_t i = 0; i < piece.len; i++) {
    char c = piece.ptr[i];
    if (e->held.len || c == '[') {
      buf_char(&e->held, c);
      if (c == ']' || e->held.len > LONGEST_NUMBER) release_held(e, out);
      continue;
    }
    if (c != ' ' || !e->after_number) buf_char(out, c);
    e->after_number = e->after_number && c == ' ';
    e->in_line = c != '\n' && (e->in_line || c != ' ');
  }
}

/* A piece of an answer, without the numbers of its paragraphs, to the terminal. */
static void show(void *context, const calque_str *piece) {
  struct englishing *e = context;
  struct buf plain, out;
  buf_init(&plain, BUF_MAX_OUTPUT);
  buf_init(&out, BUF_MAX_OUTPUT);
  if (piece) {
    filter(e, *piece, &plain);
  } else {
    buf_puts(&plain, "\n\n[something was wrong with that: asked again; the whole comes below]\n\n");
    e->in_line = false;
    e->restarted = true;
  }
  escape_text(&out, buf_view(&plain));
  sink_write(&e->batch->sink, buf_view(&out));
  buf_free(&plain);
  buf_free(&out);
  e->shown = true;
}

/* ---- Articles -----------------------------------------------------------------------------------
 */

static void put_dry_run(const struct englishing *e, const struct batch_slot *slot,
                        const calque_translation *t, struct buf *out) {
  const calque_translator *translator = e->translating.translator;
  buf_puts(out, "==> ");
  escape_line(out, slot->article.id);
  buf_puts(out, " <==\n");
  if (translator->local) buf_puts(out, "nothing is sent: Apertium translates on this machine\n");
  if (translator->local) return;
  escape_text(out, t->dry_run);
  estimate_put(t, translator_is_model(translator), &e->price, out);
}

static void put_article(const struct batch *b, struct batch_slot *slot, struct english_work *work) {
  struct englishing *e = b->ctx;
  if (work->status) {
    slot->err = work->err;
    translating_name(&slot->err, &slot->article);
    return;
  }
  if (b->options->dry_run) {
    put_dry_run(e, slot, &work->result, &slot->out);
    return;
  }
  struct englished item = {
      .meta = &slot->article, .result = &work->result, .number = slot->number, .shown = e->shown};
  if (e->shown) buf_puts(&slot->out, "\n\n");
  slot->grade = work->result.verification.ok ? CALQUE_GOOD : CALQUE_POOR;
  b->output.writer->english(&b->output.style, &item, &slot->out);
}

static void put_together(const struct batch *b, struct batch_slot *const *slots, size_t n) {
  struct englishing *e = b->ctx;
  calque_translator *t = e->translating.translator;
  calque_arena *arena = slots[0]->arena;
  struct english_work *works = ARENA_ARRAY(arena, struct english_work, n);
  calque_english_options options = {
      .summary = b->options->summary > 0, .words = b->options->summary, .all = b->options->all};
  calque_check_options checking = b->checking;
  checking.purpose = options.summary ? CALQUE_FOR_REPORT : CALQUE_FOR_CLEANING;
  for (size_t i = 0; i < n; i++) {
    const calque_doc *doc = calque_doc_parse(arena, b->lex, &slots[i]->article);
    calque_report report = calque_check(arena, b->lex, doc, &checking);
    works[i] = translator_work(t, arena, doc, &report, &options);
  }
  e->shown = e->restarted = e->in_line = e->after_number = false;
  translate_works(t, arena, works, n);
  for (size_t i = 0; i < n; i++) put_article(b, slots[i], &works[i]);
}

static bool opened(struct batch *b) {
  struct englishing *e = b->ctx;
  e->batch = b;
  calque_translator_options more = {.dry_run = b->options->dry_run};
  if (e->streams) {
    more.show = show;
    more.show_context = e;
  }
  return translating_open(&e->translating, b->lex, b->options, &more);
}

int cmd_english(const struct options *o) {
  if (o->list) return translating_list(o);
  struct options mine = *o;
  struct englishing e = {.streams = o->stream && !o->output && strcmp(o->to, "terminal") == 0};
  calque_error err = {0};
  if (!price_read(o->price, &e.price, &err)) {
    batch_complain(&err);
    return EXIT_USAGE;
  }
  mine.jobs = 1; /* what takes time is the network, which is asked for many things at once */
  if (o->dry_run) mine.to = "terminal";
  struct batch batch = {.options = &mine,
                        .subject = SUBJECT_ENGLISH,
                        .opened = opened,
                        .work_group = put_together,
                        .max_group = e.streams ? 1 : TRANSLATED_TOGETHER,
                        .ctx = &e};
  buf_init(&e.held, LONGEST_NUMBER * 4);
  int status = batch_run(&batch);
  buf_free(&e.held);
  translating_close(&e.translating, o);
  return status;
}
