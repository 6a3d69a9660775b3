/* Scores: features x weights. One feature is learned itself: how many of a sentence's words a
 * summary is expected to have, by what the article does with them (how often, where, in the title).
 */
#include "base/array.h"
#include "summary/parts.h"

const struct summary_weights summary_trained = {.sentence =
                                                    {
#define WEIGHT(feature, weight) [FEATURE_##feature] = (float)(weight),
#include "summary/weights.def"
                                                    },
                                                .word = {
#define WORD_WEIGHT(feature, weight) [WORD_##feature] = (float)(weight),
#include "summary/weights.def"
                                                }};

/* Sums over a word's sentences are divided by that; one of the title only has none. */
static float per_sentence(const struct summary_word *word) {
  return (float)(word->sentences ? word->sentences : 1);
}

void summary_word_features(const struct summary_ranking *ranking, const struct summary_word *word,
                           float out[N_WORD_FEATURES]) {
  float title = (word->kind & SUMMARY_TITLE) != 0, idf = (float)word->rarity / 16;
  out[WORD_always] = 1;
  out[WORD_count] = log_count(word->count + 1);
  out[WORD_place] = log_count(word->first + 1);
  out[WORD_opening] = word->first == 0;
  out[WORD_spread] = (float)word->sentences / (float)ranking->n;
  out[WORD_title] = title;
  out[WORD_rarity] = idf / 10;
  out[WORD_rarity_squared] = idf * idf / 100;
  out[WORD_name] = (word->kind & SUMMARY_NAME) != 0;
  out[WORD_quoted] = !(word->kind & SUMMARY_UNQUOTED);
  out[WORD_verb] = (word->kind & SUMMARY_VERB) != 0;
  out[WORD_company] = word->company / per_sentence(word);
  out[WORD_central] = word->central / per_sentence(word);
  out[WORD_much] = log_count(ranking->n);
  out[WORD_title_count] = title * out[WORD_count];
  out[WORD_title_place] = title * out[WORD_place];
  out[WORD_title_opening] = title * out[WORD_opening];
  out[WORD_title_rarity] = title * out[WORD_rarity];
  out[WORD_title_verb] = title * out[WORD_verb];
}

/* The same as features x weights, in fewer steps: what is the same for all words of the article, or
 * for all of one kind, is added up beforehand. */
struct word_model {
  float kinds[SUMMARY_KINDS];
  float spread, rarity_squared, company, central;
  struct {
    float count, place, opening, rarity;
  } in[2]; /* outside of the title, and in it */
};

static struct word_model model_of(const struct summary_ranking *ranking, const float *w) {
  struct word_model m = {.spread = w[WORD_spread] / (float)ranking->n,
                         .rarity_squared = w[WORD_rarity_squared] / (160 * 160),
                         .company = w[WORD_company],
                         .central = w[WORD_central]};
  for (int title = 0; title < 2; title++) {
    float in = (float)title;
    m.in[title].count = w[WORD_count] + in * w[WORD_title_count];
    m.in[title].place = w[WORD_place] + in * w[WORD_title_place];
    m.in[title].opening = w[WORD_opening] + in * w[WORD_title_opening];
    m.in[title].rarity = (w[WORD_rarity] + in * w[WORD_title_rarity]) / 160;
  }
  for (unsigned kind = 0; kind < SUMMARY_KINDS; kind++) {
    float *sum = &m.kinds[kind];
    *sum = w[WORD_always] + w[WORD_much] * log_count(ranking->n);
    if (kind & SUMMARY_NAME) *sum += w[WORD_name];
    if (!(kind & SUMMARY_UNQUOTED)) *sum += w[WORD_quoted];
    if (kind & SUMMARY_VERB) *sum += w[WORD_verb];
    if (kind & SUMMARY_TITLE) *sum += w[WORD_title];
    if ((kind & SUMMARY_TITLE) && (kind & SUMMARY_VERB)) *sum += w[WORD_title_verb];
  }
  return m;
}

static float logit_of(const struct word_model *m, const struct summary_word *w) {
  bool title = w->kind & SUMMARY_TITLE;
  float rarity = w->rarity, met = m->company * w->company + m->central * w->central;
  return m->kinds[w->kind] + m->in[title].count * log_count(w->count + 1) +
         (w->first ? m->in[title].place * log_count(w->first + 1) : m->in[title].opening) +
         (m->in[title].rarity + m->rarity_squared * rarity) * rarity +
         m->spread * (float)w->sentences + met / per_sentence(w);
}

/* The chance of every word of the article that a summary has it. */
static float *word_chances(calque_arena *arena, const struct summary_ranking *ranking,
                           const float *weights) {
  float *chances = arena_alloc(arena, (ranking->n_words + 1) * sizeof *chances);
  const struct word_model model = model_of(ranking, weights);
  for (uint32_t i = 0; i < ranking->n_words; i++)
    chances[i] = 1 / (1 + expf(-logit_of(&model, &ranking->words[i])));
  return chances;
}

void summary_expect(calque_arena *arena, struct summary_ranking *ranking, const float *weights) {
  const float *chances = word_chances(arena, ranking, weights), much = log_count(ranking->n);
  for (uint32_t i = 0; i < ranking->n; i++) {
    const struct summary_vector *v = &ranking->sentences[i].vector;
    float *f = ranking->sentences[i].features, sum = 0;
    for (uint32_t k = 0; k < v->n; k++) sum += chances[v->terms[k].word];
    f[FEATURE_expected] = logf(sum + 0.5f);
    f[FEATURE_expected_share] = sum / (float)(v->n + 1);
    f[FEATURE_expected_long] = f[FEATURE_expected] * f[FEATURE_log_words];
    f[FEATURE_title_late] = f[FEATURE_title_early] * f[FEATURE_log_place];
    f[FEATURE_title_much] = f[FEATURE_title_early] * much;
    f[FEATURE_first_late] = f[FEATURE_like_first] * f[FEATURE_log_place];
    f[FEATURE_place_much] = f[FEATURE_log_place] * much;
  }
}

/* In four sums, which are independent of one another. */
static float product(const float *a, const float *b, size_t n) {
  float sum[4] = {0};
  size_t i = 0;
  for (; i + 4 <= n; i += 4)
    for (size_t k = 0; k < 4; k++) sum[k] += a[i + k] * b[i + k];
  for (; i < n; i++) sum[0] += a[i] * b[i];
  return sum[0] + sum[1] + sum[2] + sum[3];
}

void summary_score(struct summary_ranking *ranking, const float *weights) {
  float low = 0, high = 0;
  for (uint32_t i = 0; i < ranking->n; i++) {
    struct summary_candidate *c = &ranking->sentences[i];
    c->score = product(weights, c->features, N_FEATURES);
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
