/* Scores: features x weights. */
#include "summary/parts.h"

static const float weights[N_FEATURES] = {
#define WEIGHT(feature, weight) [FEATURE_##feature] = (float)(weight),
#include "summary/weights.def"
};

void rank_scores(struct ranking_job *job) {
  struct summary_ranking *out = job->out;
  float low = 0, high = 0;
  for (uint32_t i = 0; i < out->n; i++) {
    struct summary_candidate *c = &out->sentences[i];
    c->score = 0;
    for (size_t f = 0; f < N_FEATURES; f++) c->score += weights[f] * c->features[f];
    if (i == 0 || c->score < low) low = c->score;
    if (i == 0 || c->score > high) high = c->score;
  }
  for (uint32_t i = 0; i < out->n; i++)
    out->sentences[i].standing = high > low ? (out->sentences[i].score - low) / (high - low) : 1;
}

struct summary_ranking summary_rank(calque_arena *arena, const calque_lexicon *lex,
                                    const calque_doc *doc, const calque_report *report,
                                    const enum line_role *roles) {
  struct summary_ranking out = {0};
  struct ranking_job job = {
      .arena = arena, .lex = lex, .doc = doc, .report = report, .roles = roles, .out = &out};
  rank_body(&job);
  rank_terms(&job);
  rank_features(&job);
  rank_scores(&job);
  return out;
}
