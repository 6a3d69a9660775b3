/* What the files of this folder pass to one another while a document is ranked. */
#ifndef SUMMARY_PARTS_H
#define SUMMARY_PARTS_H

#include "summary/summary.h"

#include <math.h>

struct ranking_job {
  calque_arena *arena;
  const calque_lexicon *lex;
  const calque_doc *doc;
  const calque_report *report;
  const struct line_label *labels;
  struct summary_ranking *out;
  calque_str title; /* empty: none known */
  /* The title's words, which are the first of the document's; its weights are not scaled. */
  struct summary_vector heading;
};

/* body.c: which sentences are ranked, their vetoes and the title. */
void rank_body(struct ranking_job *job);
/* terms.c: words and vectors, and the features that are counted over tokens. */
void rank_terms(struct ranking_job *job);
/* features.c: all other features. */
void rank_features(struct ranking_job *job);

/* Adds a * v to the dense array. */
static inline void vector_spread(const struct summary_vector *v, float a, float *dense) {
  for (uint32_t i = 0; i < v->n; i++) dense[v->terms[i].word] += a * v->terms[i].weight;
}
static inline float vector_gather(const struct summary_vector *v, const float *dense) {
  float sum = 0;
  for (uint32_t i = 0; i < v->n; i++) sum += v->terms[i].weight * dense[v->terms[i].word];
  return sum;
}

/* Natural logarithm of a count; those of nearly all counts come from a table. */
#define N_LOGARITHMS 256u
extern float logarithms[N_LOGARITHMS];
static inline float log_count(uint32_t n) {
  return n < N_LOGARITHMS ? logarithms[n] : logf((float)n);
}

#endif
