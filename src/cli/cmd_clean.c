/* calque clean: the article without the page around it. */
#include "cli/batch.h"
#include "cli/commands.h"

static void clean_article(const struct batch *b, struct batch_slot *slot) {
  const calque_doc *doc = calque_doc_parse(slot->arena, b->lex, &slot->article);
  calque_check_options checking = b->checking;
  checking.purpose = CALQUE_FOR_CLEANING;
  calque_report report = calque_check(slot->arena, b->lex, doc, &checking);
  struct cleaned item = {.doc = doc};
  item.n_kept = calque_clean(slot->arena, doc, &report, &item.kept);
  b->output.writer->clean(&b->output.style, &item, &slot->out);
}

int cmd_clean(const struct options *o) {
  struct batch batch = {.options = o, .subject = SUBJECT_CLEAN, .work = clean_article};
  return batch_run(&batch);
}
