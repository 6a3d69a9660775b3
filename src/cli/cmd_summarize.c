/* calque summarize: the sentences that carry each article. */
#include "cli/batch.h"
#include "cli/commands.h"

static void summarize_article(const struct batch *b, struct batch_slot *slot) {
  const struct options *o = b->options;
  calque_budget budget = {.sentences = o->sentences,
                          .words = o->words,
                          .chars = o->chars,
                          .share = (double)o->percent / 100,
                          .compress = o->compress,
                          .allow_cut = o->allow_cut};
  const calque_doc *doc = calque_doc_parse(slot->arena, b->lex, &slot->article);
  calque_check_options checking = b->checking;
  checking.purpose = CALQUE_FOR_SUMMARY;
  calque_report report = calque_check(slot->arena, b->lex, doc, &checking);
  struct summarized item = {.doc = doc, .number = slot->number};
  if (o->explain)
    item.n_scores = calque_summary_explain(slot->arena, b->lex, doc, &report, budget, &item.scores);
  item.n_sentences = calque_summarize(slot->arena, b->lex, doc, &report, budget, &item.sentences);
  b->output.writer->summary(&b->output.style, &item, &slot->out);
}

int cmd_summarize(const struct options *o) {
  if ((o->sentences > 0) + (o->words > 0) + (o->chars > 0) + (o->percent > 0) > 1) {
    calque_error err = {0};
    fail(&err, CALQUE_E_CONFIG, NULL, 0,
         "only one of --sentences, --words, --chars and --percent can hold");
    batch_complain(&err);
    return EXIT_USAGE;
  }
  struct batch batch = {.options = o, .subject = SUBJECT_SUMMARY, .work = summarize_article};
  return batch_run(&batch);
}
