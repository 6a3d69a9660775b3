/* Which passage of the English translates which of the French: paragraphs in order, one to one
 * where the counts allow, else by length and by what both share (figures, names). */
#ifndef ENGLISH_SEGMENTS_H
#define ENGLISH_SEGMENTS_H

#include "english/finding.h"
#include "english/pieces.h"

enum passage_kind { PARAGRAPHS, SENTENCES };

/* Passages of a text, each without white space around it. */
struct passages {
  const calque_span *ptr;
  uint32_t n;
};

/* A bead: so many passages of the French are so many of the English. Either may be none. */
struct segment_pair {
  uint32_t fr, n_fr; /* first passage, count 0..2 */
  uint32_t en, n_en;
};

struct segment_pairs {
  const struct segment_pair *ptr;
  uint32_t n;
};

/* Lines that are not blank. */
struct passages passages_lines(calque_arena *arena, calque_str text);
/* Sentences of a cut text: they end at . ! ? … before a word that opens one. */
struct passages passages_sentences(calque_arena *arena, const struct pieces *p);

/* Aligns in order. Linear: an English passage is only compared with those near its place. */
struct segment_pairs segments_align(calque_arena *arena, calque_str fr_text, struct passages fr,
                                    calque_str en_text, struct passages en, enum passage_kind kind);

/* From the start of the first to the end of the last passage; {0,0} for none. */
calque_span passages_span(struct passages p, uint32_t first, uint32_t n);

#endif
