/* What is measured of each sentence (features.def). Everything is linear in the text: a sum over
 * all similarities is one product with the sum of the vectors. */
#include "summary/cues.h"
#include "summary/parts.h"

#include <math.h>

enum {
  N_FREQUENT = 8,      /* words that the article is about */
  LONGEST = 60,        /* words of a sentence beyond which length says no more */
  RANK_ITERATIONS = 8, /* LexRank starts near its solution: degrees */
};
#define DAMPING 0.85f

struct measuring {
  const struct ranking_job *job;
  struct summary_candidate *sentences;
  uint32_t n;
  float *dense; /* by local term; all 0 between uses */
};

static void clear_dense(const struct measuring *m) {
  memset(m->dense, 0, m->job->out->n_terms * sizeof *m->dense);
}

/* Rescales a feature to 0..1 within the document; all 0 when every sentence has the same. */
static void scale_feature(const struct measuring *m, enum summary_feature f) {
  float low = INFINITY, high = -INFINITY;
  for (uint32_t i = 0; i < m->n; i++) {
    float v = m->sentences[i].features[f];
    low = v < low ? v : low;
    high = v > high ? v : high;
  }
  float scale = high > low ? 1 / (high - low) : 0;
  for (uint32_t i = 0; i < m->n; i++)
    m->sentences[i].features[f] = (m->sentences[i].features[f] - low) * scale;
}

static void measure_form(const struct measuring *m) {
  for (uint32_t i = 0; i < m->n; i++) {
    struct summary_candidate *c = &m->sentences[i];
    float words = (float)(c->words ? c->words : 1);
    c->features[FEATURE_length] = (words < LONGEST ? words : LONGEST) / 30;
    c->features[FEATURE_log_words] = logf(words);
    c->features[FEATURE_relative_length] = words;
    c->features[FEATURE_log_place] = logf((float)(i + 1));
  }
  scale_feature(m, FEATURE_relative_length);
}

static void measure_words(const struct measuring *m) {
  const calque_doc *doc = m->job->doc;
  for (uint32_t i = 0; i < m->n; i++) {
    struct summary_candidate *c = &m->sentences[i];
    const calque_sentence *s = &doc->sentences[c->sentence];
    unsigned cues = 0;
    for (uint32_t k = s->first_token; k < s->first_token + s->n_tokens; k++)
      if (doc->tokens[k].kind == CALQUE_WORD) cues |= cue_of(doc, &doc->tokens[k]);
    c->features[FEATURE_first_person] = (cues & CUE_FIRST_PERSON) != 0;
  }
}

/* The title's words count by their rarity; a word that is there twice counts once. */
static void measure_title(const struct measuring *m) {
  const struct summary_vector *heading = &m->job->heading;
  float mass = 0;
  for (uint32_t i = 0; i < heading->n; i++) {
    mass += heading->terms[i].weight;
    m->dense[heading->terms[i].local] = heading->terms[i].weight;
  }
  if (mass <= 0) return;
  for (uint32_t i = 0; i < m->n; i++) {
    const struct summary_vector *v = &m->sentences[i].vector;
    float found = 0;
    for (uint32_t k = 0; k < v->n; k++) found += m->dense[v->terms[k].local];
    m->sentences[i].features[FEATURE_title] = found / mass;
  }
  clear_dense(m);
  scale_feature(m, FEATURE_title);
}

/* Marks the most frequent terms with 1 in the dense array; of equals the one that comes first. */
static void mark_frequent(const struct measuring *m) {
  uint32_t best[N_FREQUENT], n = 0;
  const uint32_t *counts = m->job->counts;
  for (uint32_t t = 0; t < m->job->out->n_terms; t++) {
    if (n == N_FREQUENT && counts[t] <= counts[best[n - 1]]) continue;
    uint32_t k = n < N_FREQUENT ? n++ : n - 1;
    for (; k > 0 && counts[best[k - 1]] < counts[t]; k--) best[k] = best[k - 1];
    best[k] = t;
  }
  for (uint32_t i = 0; i < n; i++) m->dense[best[i]] = 1;
}

static void measure_frequent(const struct measuring *m) {
  mark_frequent(m);
  for (uint32_t i = 0; i < m->n; i++) {
    const struct summary_vector *v = &m->sentences[i].vector;
    float found = 0;
    for (uint32_t k = 0; k < v->n; k++) found += m->dense[v->terms[k].local];
    m->sentences[i].features[FEATURE_frequent] = v->n ? found / (float)v->n : 0;
  }
  clear_dense(m);
}

static void measure_like_first(const struct measuring *m) {
  vector_spread(&m->sentences[0].vector, 1, m->dense);
  for (uint32_t i = 0; i < m->n; i++)
    m->sentences[i].features[FEATURE_like_first] = vector_gather(&m->sentences[i].vector, m->dense);
  clear_dense(m);
}

/* LexRank: the stationary weights of a walk from sentence to sentence along their similarities. The
 * matrix of similarities is V x V', so that a step is two passes over the vectors V. */
static void measure_central(const struct measuring *m) {
  float *degree = ARENA_ARRAY(m->job->arena, float, m->n), total = 0;
  for (uint32_t i = 0; i < m->n; i++) vector_spread(&m->sentences[i].vector, 1, m->dense);
  for (uint32_t i = 0; i < m->n; i++) {
    degree[i] = vector_gather(&m->sentences[i].vector, m->dense);
    total += degree[i];
  }
  for (uint32_t i = 0; i < m->n; i++)
    m->sentences[i].features[FEATURE_central] = total > 0 ? degree[i] * (float)m->n / total : 1;
  for (int step = 0; step < RANK_ITERATIONS; step++) {
    clear_dense(m);
    for (uint32_t i = 0; i < m->n; i++) {
      const struct summary_candidate *c = &m->sentences[i];
      if (degree[i] > 0)
        vector_spread(&c->vector, c->features[FEATURE_central] / degree[i], m->dense);
    }
    for (uint32_t i = 0; i < m->n; i++)
      m->sentences[i].features[FEATURE_central] =
          1 - DAMPING + DAMPING * vector_gather(&m->sentences[i].vector, m->dense);
  }
  clear_dense(m);
}

void rank_features(struct ranking_job *job) {
  struct measuring m = {job, job->out->sentences, job->out->n, NULL};
  if (!m.n) return;
  m.dense = ARENA_ARRAY(job->arena, float, job->out->n_terms + 1);
  measure_form(&m);
  measure_words(&m);
  measure_title(&m);
  measure_frequent(&m);
  measure_like_first(&m);
  measure_central(&m);
}
