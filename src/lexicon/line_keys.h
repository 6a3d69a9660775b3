/* By which of its words each pattern of boilerplate.tsv is looked for. Private to line_compile.c.
 */
#ifndef LEXICON_LINE_KEYS_H
#define LEXICON_LINE_KEYS_H

#include "lexicon/line_patterns.h"

/* Of the sets that a pattern cannot do without, the one that makes for the fewest tries. */
struct pattern_key {
  bool any; /* there is one, and the pattern does not begin with a mark */
  uint16_t set;
  uint8_t nearest, farthest; /* items between its first one and this */
  int8_t side;               /* 1, -1: the next item, the one before must be of the set `beside` */
  uint16_t beside;           /* 0: there is none such */
  enum line_key_group group;
};

/* `frequencies`: of every set, in items of a hundred million of news. */
struct pattern_key pattern_key_of(const struct patterns *p, const struct line_phrase *phrase,
                                  const double *frequencies);

/* How far from the start the rarest set stands, among those at a fixed distance from it. */
uint8_t pattern_lead_of(const struct build *b, const struct patterns *p,
                        const struct line_phrase *phrase);

#endif
