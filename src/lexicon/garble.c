/* Two look-ups by index a token, then a few sums. */
#include "lexicon/garble.h"

#include <math.h>

#include "lexicon/garble_format.h"

bool garble_open(const calque_lexicon *lex, struct garble_table *out) {
  calque_str s = lexicon_section(lex, SECTION_GARBLE);
  struct garble_header h;
  if (s.len < sizeof h) return false;
  memcpy(&h, s.ptr, sizeof h);
  uint64_t index = ((uint64_t)h.n_symbols + 3) / 4 * 4 * sizeof *out->index;
  uint64_t cells = (uint64_t)h.n * h.n;
  if (sizeof h + index + 2 * cells != s.len) return false;
  out->index = (const void *)(s.ptr + sizeof h);
  out->pair = (const void *)(s.ptr + sizeof h + index);
  out->skip = out->pair + cells;
  out->n_symbols = h.n_symbols;
  out->n = h.n;
  return true;
}

const struct garble_thresholds garble_thresholds = {
#define GARBLE_BIAS(b)
#define GARBLE_WEIGHT(name, w)
#define GARBLE_THRESHOLD(name, value) .name = value,
#include "lexicon/garble.def"
#undef GARBLE_BIAS
#undef GARBLE_WEIGHT
#undef GARBLE_THRESHOLD
};

static uint32_t row_of(const struct garble_table *t, symbol_id s) {
  uint32_t row = s < t->n_symbols ? t->index[s] : 0;
  return row < t->n ? row : 0;
}

struct sums {
  float max, over1, over3;
};

static void add(struct sums *s, float x) {
  if (x > s->max) s->max = x;
  if (x > 1) s->over1 += x - 1;
  if (x > 3) s->over3 += x - 3;
}

static float capped(float x, float limit) { return x < limit ? x : limit; }

static void fill_features(struct garble *g, const struct sums *pair, const struct sums *skip,
                          uint32_t n) {
  const float features[GARBLE_FEATURES] = {capped(pair->max, 9),     capped(pair->over1, 12),
                                           capped(pair->over3, 12),  capped(skip->max, 9),
                                           capped(skip->over1, 12),  capped(skip->over3, 12),
                                           logf((float)(n ? n : 1)), sqrtf((float)n)};
  memcpy(g->features, features, sizeof features);
}

static float weigh(const float *features) {
  static const float weights[] = {
#define GARBLE_BIAS(b)
#define GARBLE_WEIGHT(name, w) w,
#define GARBLE_THRESHOLD(name, value)
#include "lexicon/garble.def"
#undef GARBLE_BIAS
#undef GARBLE_WEIGHT
#undef GARBLE_THRESHOLD
  };
  float score =
#define GARBLE_BIAS(b) b
#define GARBLE_WEIGHT(name, w)
#define GARBLE_THRESHOLD(name, value)
#include "lexicon/garble.def"
#undef GARBLE_BIAS
#undef GARBLE_WEIGHT
#undef GARBLE_THRESHOLD
      ;
  for (size_t i = 0; i < GARBLE_FEATURES; i++) score += weights[i] * features[i];
  return score;
}

struct garble garble_worst(const struct garble_table *t, const symbol_id *symbols,
                           const uint32_t *tokens, uint32_t n) {
  struct garble g = {.first = NO_TOKEN, .second = NO_TOKEN};
  int8_t worst = 0;
  for (uint32_t i = 0, before = 0; i < n; i++) {
    uint32_t row = row_of(t, symbols[i]);
    int8_t x = row && before ? t->pair[before * t->n + row] : 0;
    if (x > worst) {
      worst = x;
      g.first = tokens[i - 1];
      g.second = tokens[i];
    }
    before = row;
  }
  g.worst = (float)worst / 16;
  return g;
}

struct garble garble_score(const struct garble_table *t, const symbol_id *symbols,
                           const uint32_t *tokens, uint32_t n) {
  struct garble g = {.first = NO_TOKEN, .second = NO_TOKEN};
  struct sums pair = {0}, skip = {0};
  uint32_t before = 0, middle = 0; /* rows of the last two symbols */
  for (uint32_t i = 0; i < n; i++) {
    uint32_t row = row_of(t, symbols[i]);
    int8_t met = row && middle ? t->pair[middle * t->n + row] : 0;
    int8_t apart = row && before && middle ? t->skip[before * t->n + row] : 0;
    if (met > 0) { /* pairs that meet as often as they should, or oftener, add nothing */
      float x = (float)met / 16;
      add(&pair, x);
      if (x > g.worst) {
        g.worst = x;
        g.first = tokens[i - 1];
        g.second = tokens[i];
      }
    }
    if (apart > 0) add(&skip, (float)apart / 16);
    before = middle;
    middle = row;
  }
  fill_features(&g, &pair, &skip, n > 1 ? n - 1 : 1);
  g.score = weigh(g.features);
  return g;
}
