/* calque summarize: the sentences that carry each article; with --english also in English. */
#include "cli/commands.h"
#include "cli/translating.h"

static struct summarized summarize(const struct batch *b, struct batch_slot *slot) {
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
  return item;
}

static void summarize_article(const struct batch *b, struct batch_slot *slot) {
  struct summarized item = summarize(b, slot);
  b->output.writer->summary(&b->output.style, &item, &slot->out);
}

/* ---- In English, too --------------------------------------------------------------------------
 */

static struct english_work work_of(calque_arena *arena, const struct summarized *item) {
  calque_str *texts = ARENA_ARRAY(arena, calque_str, item->n_sentences + 1);
  for (size_t i = 0; i < item->n_sentences; i++) texts[i] = item->sentences[i].text;
  return (struct english_work){.paragraphs = texts,
                               .n_paragraphs = item->n_sentences,
                               .title = item->doc->meta.title,
                               .summary = true};
}

static void summarize_in_english(const struct batch *b, struct batch_slot *const *slots, size_t n) {
  const struct translating *t = b->ctx;
  calque_arena *arena = slots[0]->arena;
  struct summarized *items = ARENA_ARRAY(arena, struct summarized, n);
  struct english_work *works = ARENA_ARRAY(arena, struct english_work, n);
  for (size_t i = 0; i < n; i++) {
    items[i] = summarize(b, slots[i]);
    works[i] = work_of(arena, &items[i]);
  }
  translate_works(t->translator, arena, works, n);
  for (size_t i = 0; i < n; i++) {
    if (works[i].status) {
      slots[i]->err = works[i].err;
      translating_name(&slots[i]->err, &slots[i]->article);
      continue;
    }
    items[i].english = &works[i].result;
    b->output.writer->summary(&b->output.style, &items[i], &slots[i]->out);
  }
}

static bool open_translator(struct batch *b) {
  const calque_translator_options more = {0};
  return translating_open(b->ctx, b->lex, b->options, &more);
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
  if (!o->english) return batch_run(&batch);
  struct options mine = *o;
  struct translating translating = {0};
  mine.jobs = 1;
  batch.options = &mine;
  batch.ctx = &translating;
  batch.opened = open_translator;
  batch.work_group = summarize_in_english;
  batch.max_group = TRANSLATED_TOGETHER;
  int status = batch_run(&batch);
  translating_close(&translating, o);
  return status;
}
