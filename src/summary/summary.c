/* calque_summarize: rank, choose, and say it in the order of the article. calque_summary_explain
 * tells the same of every sentence. */
#include "summary/summary.h"

#include "summary/choose.h"
#include "summary/compress.h"

_Static_assert((int)CALQUE_FEATURES == (int)N_FEATURES,
               "calque.h counts the features of features.def");

enum { MAX_CHOICES = 8 };

struct summing {
  calque_arena *arena;
  const calque_lexicon *lex;
  const calque_doc *doc;
  struct summary_ranking ranking;
  struct summary_choice choice;
  calque_budget limit;
};

static void choose(struct summing *s) {
  s->choice = summary_choose(s->arena, s->doc, &s->ranking, s->limit);
}

/* Only what is chosen is checked, and what a finding spoils is chosen no more. That leads to the
 * choice among the sound sentences alone, for each pick is the best of all that are left. A text
 * that has hardly a sound sentence is checked as a whole in the end. */
static struct summing sum_up(calque_arena *arena, const calque_lexicon *lex, const calque_doc *doc,
                             const calque_report *report, calque_budget budget) {
  struct summing s = {.arena = arena, .lex = lex, .doc = doc};
  const struct line_label *lines = report ? report->lines : NULL;
  if (!lines) lines = lines_label(arena, lex, doc);
  s.ranking = summary_rank(arena, lex, doc, report, lines);
  s.limit = summary_limit(&s.ranking, budget);
  choose(&s);
  for (int n = 1; summary_reject(&s.ranking, s.choice.sentences, s.choice.n); n++) {
    if (n == MAX_CHOICES) summary_reject_all(&s.ranking);
    choose(&s);
  }
  return s;
}

static struct said say(const struct summing *s, uint32_t sentence, struct saying how) {
  return summary_say(s->arena, s->lex, s->doc, &s->ranking.sentences[sentence], how);
}

/* Not one whole sentence is short enough: the best of those that a cut makes so. */
static void choose_cut(struct summing *s) {
  uint32_t *best = NULL;
  for (uint32_t i = 0; i < s->ranking.n; i++) {
    const struct summary_candidate *c = &s->ranking.sentences[i];
    if (!summary_may_quote(&s->ranking, i)) continue;
    if (best && c->standing <= s->ranking.sentences[*best].standing) continue;
    struct saying how = {.compress = s->limit.compress, .max_chars = s->limit.chars};
    if (utf8_count(say(s, i, how).text) > s->limit.chars) continue;
    if (summary_reject(&s->ranking, &i, 1)) continue;
    if (!best) best = ARENA_NEW(s->arena, uint32_t);
    *best = i;
  }
  if (best) s->choice.sentences = best;
}

static calque_summary_sentence *say_all(struct summing *s) {
  calque_summary_sentence *out = ARENA_ARRAY(s->arena, calque_summary_sentence, s->choice.n + 1);
  uint32_t words = 0, *beside = ARENA_ARRAY(s->arena, uint32_t, s->choice.n + 1);
  for (uint32_t i = 0; i < s->choice.n; i++)
    beside[i] = s->ranking.sentences[s->choice.sentences[i]].sentence;
  for (uint32_t i = 0; i < s->choice.n; i++) {
    const struct summary_candidate *c = &s->ranking.sentences[s->choice.sentences[i]];
    struct saying how = {.compress = s->limit.compress, .beside = beside, .n_beside = s->choice.n};
    if (s->limit.allow_cut && i + 1 == s->choice.n) {
      how.max_words = s->limit.words > words ? s->limit.words - words : 0;
      how.max_chars = s->choice.n == 1 ? s->limit.chars : 0;
    }
    struct said said = say(s, s->choice.sentences[i], how);
    words += said.words;
    out[i] =
        (calque_summary_sentence){c->span, (double)c->score, said.text, said.kept, said.n_kept};
  }
  return out;
}

size_t calque_summarize(calque_arena *arena, const calque_lexicon *lex, const calque_doc *doc,
                        const calque_report *report, calque_budget budget,
                        const calque_summary_sentence **out) {
  struct summing s = sum_up(arena, lex, doc, report, budget);
  bool alone = s.limit.chars && s.limit.allow_cut && s.choice.n == 1;
  calque_span first = alone ? s.ranking.sentences[s.choice.sentences[0]].span : (calque_span){0, 0};
  if (alone && utf8_count(str_of_span(doc->text, first)) > s.limit.chars) choose_cut(&s);
  *out = say_all(&s);
  return s.choice.n;
}

/* ---- Why
 * ------------------------------------------------------------------------------------------ */

static const struct {
  const char *name, *meaning;
} features[] = {
#define FEATURE(name, what) {#name, what},
#include "summary/features.def"
};

const char *calque_feature_name(size_t feature) {
  return feature < N_FEATURES ? features[feature].name : NULL;
}

const char *calque_feature_meaning(size_t feature) {
  return feature < N_FEATURES ? features[feature].meaning : NULL;
}

static const char *lean_name(enum summary_lean lean) {
  static const char *const names[] = {NULL, NULL, "starts with a connective",
                                      "starts with a connective", "refers back"};
  return names[lean];
}

static void explain_candidate(calque_arena *arena, const struct summary_candidate *c,
                              calque_sentence_score *row) {
  double *parts = ARENA_ARRAY(arena, double, N_FEATURES);
  for (size_t f = 0; f < N_FEATURES; f++)
    parts[f] = (double)(summary_trained.sentence[f] * c->features[f]);
  row->score = (double)c->score;
  row->parts = parts;
  row->leans = lean_name(c->lean.kind);
}

size_t calque_summary_explain(calque_arena *arena, const calque_lexicon *lex, const calque_doc *doc,
                              const calque_report *report, calque_budget budget,
                              const calque_sentence_score **out) {
  struct summing s = sum_up(arena, lex, doc, report, budget);
  if (summary_reject_all(&s.ranking)) choose(&s);
  calque_sentence_score *rows = ARENA_ARRAY(arena, calque_sentence_score, doc->n_sentences + 1);
  for (uint32_t i = 0; i < doc->n_sentences; i++) {
    rows[i].span = doc->sentences[i].span;
    rows[i].left_out = summary_veto_name((enum summary_veto)s.ranking.vetoes[i]);
  }
  for (uint32_t i = 0; i < s.ranking.n; i++)
    explain_candidate(arena, &s.ranking.sentences[i], &rows[s.ranking.sentences[i].sentence]);
  for (uint32_t i = 0; i < s.choice.n; i++)
    rows[s.ranking.sentences[s.choice.sentences[i]].sentence].chosen = true;
  *out = rows;
  return doc->n_sentences;
}
