/* What is measured of each sentence (features.def) beyond what its tokens count. Everything is
 * linear in the text: a sum over all similarities is one product with the sum of the vectors. */
#include "summary/parts.h"

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
};

static void measure_form(const struct measuring *m) {
  for (uint32_t i = 0; i < m->n; i++) {
    struct summary_candidate *c = &m->sentences[i];
    float words = (float)(c->words ? c->words : 1);
    c->lean = lean_of(m->job->lex, m->job->doc, &m->job->doc->sentences[c->sentence]);
    c->features[FEATURE_length] = (words < LONGEST ? words : LONGEST) / 30;
    c->features[FEATURE_log_words] = log_count(c->words ? c->words : 1);
    c->features[FEATURE_short] = words < SHORT;
    c->features[FEATURE_log_place] = log_count(i + 1);
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
  const struct summary_vector *heading = &m->job->heading;
  for (uint32_t i = 0; i < m->n; i++) {
    const struct summary_candidate *c = &m->sentences[i];
    float found = 0, early = 0, product = 0, *f = m->sentences[i].features;
    for (uint32_t k = 0; k < c->vector.n; k++) {
      const struct summary_term *term = &c->vector.terms[k];
      if (term->word >= heading->n) continue;
      float weight = heading->terms[term->word].weight;
      found += weight;
      product += weight * term->weight;
      if (k < c->n_early) early += weight;
    }
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
    mass += heading->terms[i].weight;
    square += heading->terms[i].weight * heading->terms[i].weight;
  }
  if (mass <= 0) return;
  compare_with_title(m, mass, sqrtf(square));
  scale_feature(m, FEATURE_title_share, FEATURE_title);
}

/* What is known of a word while sentence after sentence is compared with those before it. */
struct meeting {
  float all;   /* its weights in all sentences */
  float first; /* in the first one */
  float latest;
  uint32_t after; /* 1 + place of the sentence that it has the latest weight in */
};

/* Likeness is a product with a sum of vectors. Returns, for each sentence, the sum of its cosines
 * with all sentences. */
static const float *measure_likeness(const struct measuring *m) {
  calque_arena *arena = m->job->arena;
  struct meeting *met = ARENA_ARRAY(arena, struct meeting, m->job->out->n_words + 1);
  float *degrees = arena_alloc(arena, m->n * sizeof *degrees);
  for (uint32_t i = 0; i < m->n; i++) {
    const struct summary_vector *v = &m->sentences[i].shared;
    for (uint32_t k = 0; k < v->n; k++) {
      met[v->terms[k].word].all += v->terms[k].weight;
      if (i == 0) met[v->terms[k].word].first = v->terms[k].weight;
    }
  }
  for (uint32_t i = 0; i < m->n; i++) {
    struct summary_candidate *c = &m->sentences[i];
    float all = 0, first = 0, before = 0;
    for (uint32_t k = 0; k < c->shared.n; k++) {
      struct meeting *word = &met[c->shared.terms[k].word];
      float weight = c->shared.terms[k].weight;
      all += weight * word->all;
      first += weight * word->first;
      before += weight * (word->after == i ? word->latest : 0);
      word->latest = weight;
      word->after = i + 1;
    }
    degrees[i] = all + c->own;
    c->features[FEATURE_like_first] = i == 0 ? first + c->own : first;
    c->features[FEATURE_like_before] = i == 0 ? 0 : before;
  }
  return degrees;
}

/* What a sentence hands on along each of its similarities. */
static float rate_of(const struct summary_candidate *c, float degree) {
  return degree > 0 ? c->features[FEATURE_central] / degree : 0;
}

/* LexRank: the stationary weights of a walk from sentence to sentence along their similarities. The
 * matrix of similarities is V x V', so that a step is a product with each vector of V. A walk that
 * never jumps would settle at the degrees, so the first step from there is known. */
static void measure_central(const struct measuring *m, const float *degrees) {
  uint32_t n_words = m->job->out->n_words;
  float *sum = ARENA_ARRAY(m->job->arena, float, n_words + 1), total = 0;
  for (uint32_t i = 0; i < m->n; i++) total += degrees[i];
  for (uint32_t i = 0; i < m->n; i++) {
    float settled = total > 0 ? degrees[i] * (float)m->n / total : 1;
    m->sentences[i].features[FEATURE_central] = 1 - DAMPING + DAMPING * settled;
  }
  for (int step = 1; step < RANK_ITERATIONS; step++) {
    if (step > 1) memset(sum, 0, n_words * sizeof *sum);
    for (uint32_t i = 0; i < m->n; i++)
      vector_spread(&m->sentences[i].shared, rate_of(&m->sentences[i], degrees[i]), sum);
    for (uint32_t i = 0; i < m->n; i++) {
      struct summary_candidate *c = &m->sentences[i];
      float reached = vector_gather(&c->shared, sum) + c->own * rate_of(c, degrees[i]);
      c->features[FEATURE_central] = 1 - DAMPING + DAMPING * reached;
    }
  }
}

/* What kind of sentences a word is met in. */
static void measure_words(const struct measuring *m) {
  struct summary_word *words = m->job->out->words;
  for (uint32_t i = 0; i < m->n; i++) {
    const struct summary_vector *v = &m->sentences[i].vector;
    const float *f = m->sentences[i].features;
    for (uint32_t k = 0; k < v->n; k++) {
      words[v->terms[k].word].company += f[FEATURE_title_share];
      words[v->terms[k].word].central += f[FEATURE_central];
    }
  }
}

void rank_features(struct ranking_job *job) {
  struct measuring m = {job, job->out->sentences, job->out->n};
  if (!m.n) return;
  measure_form(&m);
  measure_title(&m);
  measure_central(&m, measure_likeness(&m));
  measure_words(&m);
}
