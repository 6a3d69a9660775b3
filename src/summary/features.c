/* What is measured of each sentence (features.def) beyond what its tokens count. Everything is
 * linear in the text: a sum over all similarities is one product with the sum of the vectors. */
#include "summary/parts.h"

#include <math.h>

enum {
  LONGEST = 60,       /* words of a sentence beyond which length says no more */
  SHORT = 10,         /* words */
  RANK_ITERATIONS = 4 /* LexRank starts near its solution: degrees */
};
#define DAMPING 0.85f

struct measuring {
  const struct ranking_job *job;
  struct summary_candidate *sentences;
  uint32_t n;
  float *dense; /* by local word; all 0 between uses */
};

static void clear_dense(const struct measuring *m) {
  memset(m->dense, 0, m->job->out->n_words * sizeof *m->dense);
}

static void measure_form(const struct measuring *m) {
  for (uint32_t i = 0; i < m->n; i++) {
    struct summary_candidate *c = &m->sentences[i];
    float words = (float)(c->words ? c->words : 1);
    c->lean = lean_of(m->job->lex, m->job->doc, &m->job->doc->sentences[c->sentence]);
    c->features[FEATURE_length] = (words < LONGEST ? words : LONGEST) / 30;
    c->features[FEATURE_log_words] = logf(words);
    c->features[FEATURE_short] = words < SHORT;
    c->features[FEATURE_log_place] = logf((float)(i + 1));
    c->features[FEATURE_second] = i == 1;
    c->features[FEATURE_reference] = c->lean.kind == LEAN_REFERENCE;
    c->features[FEATURE_mention] = c->lean.kind == LEAN_MENTION;
  }
}

/* Rescales a feature to 0..1 within the document; all 0 when every sentence has the same. */
static void scale_feature(const struct measuring *m, enum summary_feature from,
                          enum summary_feature to) {
  float low = INFINITY, high = -INFINITY;
  for (uint32_t i = 0; i < m->n; i++) {
    float v = m->sentences[i].features[from];
    low = v < low ? v : low;
    high = v > high ? v : high;
  }
  float scale = high > low ? 1 / (high - low) : 0;
  for (uint32_t i = 0; i < m->n; i++)
    m->sentences[i].features[to] = (m->sentences[i].features[from] - low) * scale;
}

/* The title's words count by their rarity; a word that is there twice counts once. */
static void compare_with_title(const struct measuring *m, float mass, float length) {
  for (uint32_t i = 0; i < m->n; i++) {
    const struct summary_vector *v = &m->sentences[i].vector;
    float found = 0, early = 0, product = 0;
    for (uint32_t k = 0; k < v->n; k++) {
      float weight = m->dense[v->terms[k].local];
      found += weight;
      product += weight * v->terms[k].weight;
      if (v->terms[k].early) early += weight;
    }
    float *f = m->sentences[i].features;
    f[FEATURE_title_share] = found / mass;
    f[FEATURE_title_early] = early / mass;
    f[FEATURE_title_cosine] = product / length;
    if (i) f[FEATURE_title_before] = m->sentences[i - 1].features[FEATURE_title_share];
    if (i) m->sentences[i - 1].features[FEATURE_title_after] = found / mass;
  }
}

static void measure_title(const struct measuring *m) {
  const struct summary_vector *heading = &m->job->heading;
  float mass = 0, square = 0;
  for (uint32_t i = 0; i < heading->n; i++) {
    float weight = heading->terms[i].weight;
    mass += weight;
    square += weight * weight;
    m->dense[heading->terms[i].local] = weight;
  }
  if (mass <= 0) return;
  compare_with_title(m, mass, sqrtf(square));
  clear_dense(m);
  scale_feature(m, FEATURE_title_share, FEATURE_title);
}

static void measure_likeness(const struct measuring *m) {
  vector_spread(&m->sentences[0].vector, 1, m->dense);
  for (uint32_t i = 0; i < m->n; i++)
    m->sentences[i].features[FEATURE_like_first] = vector_gather(&m->sentences[i].vector, m->dense);
  clear_dense(m);
  for (uint32_t i = 1; i < m->n; i++) {
    const struct summary_vector *before = &m->sentences[i - 1].vector;
    vector_spread(before, 1, m->dense);
    m->sentences[i].features[FEATURE_like_before] =
        vector_gather(&m->sentences[i].vector, m->dense);
    for (uint32_t k = 0; k < before->n; k++) m->dense[before->terms[k].local] = 0;
  }
}

static void spread_central(const struct summary_candidate *c, float degree, float *dense) {
  if (degree > 0) vector_spread(&c->vector, c->features[FEATURE_central] / degree, dense);
}

/* LexRank: the stationary weights of a walk from sentence to sentence along their similarities. The
 * matrix of similarities is V x V', so that a step is a product with each vector of V; while one
 * step reads a sum of them, the next is summed up. */
static void measure_central(const struct measuring *m) {
  float *degree = ARENA_ARRAY(m->job->arena, float, m->n), total = 0;
  for (uint32_t i = 0; i < m->n; i++) vector_spread(&m->sentences[i].vector, 1, m->dense);
  for (uint32_t i = 0; i < m->n; i++) {
    degree[i] = vector_gather(&m->sentences[i].vector, m->dense);
    total += degree[i];
  }
  for (uint32_t i = 0; i < m->n; i++)
    m->sentences[i].features[FEATURE_central] = total > 0 ? degree[i] * (float)m->n / total : 1;
  clear_dense(m);
  float *from = m->dense, *to = ARENA_ARRAY(m->job->arena, float, m->job->out->n_words + 1);
  for (uint32_t i = 0; i < m->n; i++) spread_central(&m->sentences[i], degree[i], from);
  for (int step = 0; step < RANK_ITERATIONS; step++) {
    for (uint32_t i = 0; i < m->n; i++) {
      struct summary_candidate *c = &m->sentences[i];
      c->features[FEATURE_central] = 1 - DAMPING + DAMPING * vector_gather(&c->vector, from);
      if (step + 1 < RANK_ITERATIONS) spread_central(c, degree[i], to);
    }
    memset(from, 0, m->job->out->n_words * sizeof *from);
    float *next = to;
    to = from;
    from = next;
  }
}

/* What kind of sentences a word is met in. */
static void measure_words(const struct measuring *m) {
  struct summary_word *words = m->job->out->words;
  for (uint32_t i = 0; i < m->n; i++) {
    const struct summary_vector *v = &m->sentences[i].vector;
    const float *f = m->sentences[i].features;
    for (uint32_t k = 0; k < v->n; k++) {
      struct summary_word *word = &words[v->terms[k].local];
      word->company += f[FEATURE_title_share] / (float)word->sentences;
      word->central += f[FEATURE_central] / (float)word->sentences;
    }
  }
}

void rank_features(struct ranking_job *job) {
  struct measuring m = {job, job->out->sentences, job->out->n, NULL};
  if (!m.n) return;
  m.dense = ARENA_ARRAY(job->arena, float, job->out->n_words + 1);
  measure_form(&m);
  measure_title(&m);
  measure_likeness(&m);
  measure_central(&m);
  measure_words(&m);
}
