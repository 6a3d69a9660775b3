/* Scores: features x weights. One feature is learned itself: how many of a sentence's words a
 * summary is expected to have, by what the article does with them (how often, where, in the title).
 */
#include "base/array.h"
#include "summary/parts.h"

#include <math.h>

const struct summary_weights summary_trained = {.sentence =
                                                    {
#define WEIGHT(feature, weight) [FEATURE_##feature] = (float)(weight),
#include "summary/weights.def"
                                                    },
                                                .word = {
#define WORD_WEIGHT(feature, weight) [WORD_##feature] = (float)(weight),
#include "summary/weights.def"
                                                }};

void summary_word_features(const struct summary_ranking *ranking, const struct summary_word *word,
                           float out[N_WORD_FEATURES]) {
  float title = word->title;
  out[WORD_always] = 1;
  out[WORD_count] = logf((float)(word->count + 1));
  out[WORD_place] = logf((float)(word->first + 1));
  out[WORD_opening] = word->first == 0;
  out[WORD_spread] = (float)word->sentences / (float)ranking->n;
  out[WORD_title] = title;
  out[WORD_rarity] = word->idf / 10;
  out[WORD_rarity_squared] = word->idf * word->idf / 100;
  out[WORD_name] = word->name;
  out[WORD_quoted] = !word->unquoted;
  out[WORD_verb] = word->verb;
  out[WORD_company] = word->company;
  out[WORD_central] = word->central;
  out[WORD_much] = logf((float)(ranking->n));
  out[WORD_title_count] = title * out[WORD_count];
  out[WORD_title_place] = title * out[WORD_place];
  out[WORD_title_opening] = title * out[WORD_opening];
  out[WORD_title_rarity] = title * out[WORD_rarity];
  out[WORD_title_verb] = title * out[WORD_verb];
}

/* The chance of every word of the article that a summary has it. */
static float *word_chances(calque_arena *arena, const struct summary_ranking *ranking,
                           const float *weights) {
  float *chances = arena_alloc(arena, (ranking->n_words + 1) * sizeof *chances);
  float f[N_WORD_FEATURES];
  for (uint32_t i = 0; i < ranking->n_words; i++) {
    float logit = 0;
    summary_word_features(ranking, &ranking->words[i], f);
    for (size_t k = 0; k < N_WORD_FEATURES; k++) logit += weights[k] * f[k];
    chances[i] = 1 / (1 + expf(-logit));
  }
  return chances;
}

void summary_expect(calque_arena *arena, struct summary_ranking *ranking, const float *weights) {
  const float *chances = word_chances(arena, ranking, weights), much = logf((float)ranking->n);
  for (uint32_t i = 0; i < ranking->n; i++) {
    const struct summary_vector *v = &ranking->sentences[i].vector;
    float *f = ranking->sentences[i].features, sum = 0;
    for (uint32_t k = 0; k < v->n; k++) sum += chances[v->terms[k].local];
    f[FEATURE_expected] = logf(sum + 0.5f);
    f[FEATURE_expected_share] = sum / (float)(v->n + 1);
    f[FEATURE_expected_long] = f[FEATURE_expected] * f[FEATURE_log_words];
    f[FEATURE_title_late] = f[FEATURE_title_early] * f[FEATURE_log_place];
    f[FEATURE_title_much] = f[FEATURE_title_early] * much;
    f[FEATURE_first_late] = f[FEATURE_like_first] * f[FEATURE_log_place];
    f[FEATURE_place_much] = f[FEATURE_log_place] * much;
  }
}

void summary_score(struct summary_ranking *ranking, const float *weights) {
  float low = 0, high = 0;
  for (uint32_t i = 0; i < ranking->n; i++) {
    struct summary_candidate *c = &ranking->sentences[i];
    c->score = 0;
    for (size_t f = 0; f < N_FEATURES; f++) c->score += weights[f] * c->features[f];
    if (i == 0 || c->score < low) low = c->score;
    if (i == 0 || c->score > high) high = c->score;
  }
  for (uint32_t i = 0; i < ranking->n; i++) {
    struct summary_candidate *c = &ranking->sentences[i];
    c->standing = high > low ? (c->score - low) / (high - low) : 1;
  }
}

struct summary_ranking summary_rank(calque_arena *arena, const calque_lexicon *lex,
                                    const calque_doc *doc, const calque_report *report,
                                    const struct line_label *labels) {
  struct summary_ranking out = {0};
  struct ranking_job job = {
      .arena = arena, .lex = lex, .doc = doc, .report = report, .labels = labels, .out = &out};
  rank_body(&job);
  rank_terms(&job);
  rank_features(&job);
  summary_expect(arena, &out, summary_trained.word);
  summary_score(&out, summary_trained.sentence);
  return out;
}
