/* calque digest: one day, its stories, and what was left out. */
#include "digest/digest.h"

#include "cli/batch.h"
#include "cli/commands.h"

#include <stdio.h>

static void sketch_article(const struct batch *b, struct batch_slot *slot) {
  const calque_doc *doc = calque_doc_parse(slot->arena, b->lex, &slot->article);
  calque_report report = calque_check(slot->arena, b->lex, doc, NULL);
  calque_verdict verdict = calque_judge(slot->arena, doc, &report);
  slot->grade = verdict.grade;
  slot->result = digest_sketch(slot->arena, b->lex, doc, &report, &verdict);
}

static void add_article(struct batch *b, const struct batch_slot *slot) {
  digest_add(b->ctx, slot->result);
}

static void write_day(struct batch *b, struct buf *out) {
  b->output.writer->digest(&b->output.style, digest_finish(b->ctx), out);
}

static calque_str day_or_none(const char *day) {
  return day ? calque_str_of(day) : (calque_str){"", 0};
}

int cmd_digest(const struct options *o) {
  struct digest_options options = {
      .date = day_or_none(o->date), .since = day_or_none(o->since), .max_stories = o->stories};
  struct digest *digest = digest_new(&options);
  struct batch batch = {.options = o,
                        .subject = SUBJECT_DIGEST,
                        .work = sketch_article,
                        .collect = add_article,
                        .finish = write_day,
                        .ctx = digest};
  int status = batch_run(&batch);
  size_t n = digest_n_other_days(digest);
  if (n && !o->quiet)
    fprintf(stderr, "calque: %zu of them %s of other days\n", n, n == 1 ? "is" : "are");
  digest_free(digest);
  return status;
}
