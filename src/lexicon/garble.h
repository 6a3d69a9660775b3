/* How much a sentence looks put together by a machine that does not know French: pairs of symbols
 * that ought to meet by chance and never do in good French. For neighbours a b
 *   x = ln((E + 1/2) / (c + 1/2)),  c = times seen together, E = c(a) c(b) / N expected by chance;
 * rare symbols give E near 0 and no evidence, frequent ones that never meet give 4 to 9. The tables
 * (dictionaries/garble.tsv) are learned by tests/train/garble.c, the weights
 * (garble.def) by tests/train/garble_weights.c. Good neural translation is
 * invisible to it. */
#ifndef LEXICON_GARBLE_H
#define LEXICON_GARBLE_H

#include "lexicon/symbols.h"

enum { GARBLE_FEATURES = 8 };

struct garble_table {
  const uint16_t *index;     /* symbol -> row of the tables; 0: neutral */
  const int8_t *pair, *skip; /* 16 x of a b, and of a _ b */
  uint32_t n_symbols, n;     /* n rows of n cells */
};

/* One sentence: where it is worst, and its features for the score. */
struct garble {
  float worst;            /* x of the worst pair */
  uint32_t first, second; /* its tokens; NO_TOKEN: none */
  float score;            /* above garble_thresholds.suspect about 2 % of good news sentences */
  float features[GARBLE_FEATURES];
};

/* Scores that so many of the sentences of good news reach: .1, .5, 2 and 5 %. */
struct garble_thresholds {
  float rare, odd, suspect, usual;
};
extern const struct garble_thresholds garble_thresholds;

bool garble_open(const calque_lexicon *lex, struct garble_table *out);
/* The worst pair of a sentence alone; no score. */
struct garble garble_worst(const struct garble_table *t, const symbol_id *symbols,
                           const uint32_t *tokens, uint32_t n);
/* Scores a sentence given as symbols (symbols_of_sentence). */
struct garble garble_score(const struct garble_table *t, const symbol_id *symbols,
                           const uint32_t *tokens, uint32_t n);

#endif
