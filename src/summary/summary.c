/* calque_summarize: rank, choose, and say it in the order of the article. */
#include "summary/summary.h"

#include "summary/choose.h"

size_t calque_summarize(calque_arena *arena, const calque_lexicon *lex, const calque_doc *doc,
                        const calque_report *report, calque_budget budget,
                        const calque_summary_sentence **out) {
  const struct line_label *labels = lines_label(arena, lex, doc);
  struct summary_ranking ranking = summary_rank(arena, lex, doc, report, labels);
  struct summary_choice choice = summary_choose(arena, doc, &ranking, budget);
  calque_summary_sentence *sentences = ARENA_ARRAY(arena, calque_summary_sentence, choice.n);
  for (uint32_t i = 0; i < choice.n; i++) {
    const struct summary_candidate *s = &ranking.sentences[choice.sentences[i]];
    sentences[i] = (calque_summary_sentence){
        .span = s->span, .score = s->score, .text = str_of_span(doc->text, s->span)};
  }
  *out = sentences;
  return choice.n;
}
