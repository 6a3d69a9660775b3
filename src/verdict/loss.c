/* One walk over the sentences, one over the findings, which are in order. */
#include "verdict/loss.h"

#include "checks/density.h"

const struct verdict_weights verdict_weights = {
    .finding =
        {
#define WEIGHT(family, minor, major, critical) {0, minor, major, critical},
#define GARBLE_SENTENCE(weight)
#define DENSITY_NAT(weight)
#define SEAM_NAT(weight)
#include "verdict/weights.def"
#undef WEIGHT
#undef GARBLE_SENTENCE
#undef DENSITY_NAT
#undef SEAM_NAT
        },
#define WEIGHT(family, minor, major, critical)
#define GARBLE_SENTENCE(weight) .garble = weight,
#define DENSITY_NAT(weight)     .density = weight,
#define SEAM_NAT(weight)        .seams = weight,
#include "verdict/weights.def"
#undef WEIGHT
#undef GARBLE_SENTENCE
#undef DENSITY_NAT
#undef SEAM_NAT
};

const char *const family_names[N_FAMILIES] = {
#define WEIGHT(family, minor, major, critical) #family,
#define GARBLE_SENTENCE(weight)
#define DENSITY_NAT(weight)
#define SEAM_NAT(weight)
#include "verdict/weights.def"
#undef WEIGHT
#undef GARBLE_SENTENCE
#undef DENSITY_NAT
#undef SEAM_NAT
};

enum verdict_family family_find(const char *name) {
  for (int i = 0; i < N_FAMILIES; i++)
    if (strcmp(family_names[i], name) == 0) return (enum verdict_family)i;
  return (enum verdict_family)0;
}

static uint32_t words_of(const calque_doc *doc, const calque_sentence *s) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->n_tokens; i++)
    n += doc->tokens[s->first_token + i].kind == CALQUE_WORD;
  return n;
}

static void charge(struct passages *passages, const calque_report *report) {
  size_t at = 0;
  for (size_t i = 0; i < report->n_findings; i++) {
    const calque_finding *f = &report->findings[i];
    while (at + 1 < passages->n && f->span.start >= passages->ptr[at].end) at++;
    passages->ptr[at].counts[family_find(f->family)][f->severity]++;
  }
}

struct passages passages_cut(calque_arena *arena, const calque_doc *doc,
                             const calque_report *report) {
  struct passages out = {.density = report->density,
                         .seams = seams_evidence(report->n_seams, doc->n_words)};
  struct passage p = {0};
  for (uint32_t i = 0; i < doc->n_sentences; i++) {
    p.words += words_of(doc, &doc->sentences[i]);
    p.sentences++;
    p.end = doc->sentences[i].span.end;
    if (report->garble) p.garble += (double)report->garble[i];
    if (p.words < PASSAGE_WORDS) continue;
    ARRAY_PUSH(arena, &out, p);
    p = (struct passage){0};
  }
  if (p.sentences || !out.n) ARRAY_PUSH(arena, &out, p);
  charge(&out, report);
  return out;
}

/* The two losses of a passage before they are divided. */
static double spoiled_words(const struct passage *p, const struct verdict_weights *w) {
  double sum = 0;
  for (size_t f = 0; f < N_FAMILIES; f++)
    for (size_t s = 0; s < COUNT(p->counts[f]); s++) sum += w->finding[f][s] * p->counts[f][s];
  return sum;
}

static double passage_loss(const struct passage *p, const struct verdict_weights *w) {
  return spoiled_words(p, w) / (p->words + PRIOR_WORDS) +
         w->garble * p->garble / (p->sentences + PRIOR_SENTENCES);
}

size_t passages_worst(const struct passages *passages, const struct verdict_weights *weights) {
  size_t worst = 0;
  for (size_t i = 1; i < passages->n; i++)
    if (passage_loss(&passages->ptr[i], weights) > passage_loss(&passages->ptr[worst], weights))
      worst = i;
  return worst;
}

double passages_loss(const struct passages *passages, const struct verdict_weights *weights) {
  double spoiled = 0, garble = 0;
  uint32_t words = PRIOR_WORDS, sentences = PRIOR_SENTENCES;
  for (size_t i = 0; i < passages->n; i++) {
    spoiled += spoiled_words(&passages->ptr[i], weights);
    garble += passages->ptr[i].garble;
    words += passages->ptr[i].words;
    sentences += passages->ptr[i].sentences;
  }
  double mean = spoiled / words + weights->garble * garble / sentences;
  double worst = passage_loss(&passages->ptr[passages_worst(passages, weights)], weights);
  if (worst > mean) mean += WORST_SHARE * (worst - mean);
  return mean + weights->density * passages->density + weights->seams * passages->seams;
}
