/* What a chosen sentence says in the summary. */
#ifndef SUMMARY_COMPRESS_H
#define SUMMARY_COMPRESS_H

#include "summary/summary.h"

struct saying {
  bool compress;
  uint32_t max_words, max_chars; /* cut at a clause where it has more; 0: no limit */
  /* The sentences of the document that the summary has, or NULL: a short name in parentheses stays
   * where one of them uses it. */
  const uint32_t *beside;
  uint32_t n_beside;
};

struct said {
  calque_str text;         /* in the arena, or of the document where nothing is changed */
  const calque_span *kept; /* the pieces of the document that it is made of */
  uint32_t n_kept, words;
  bool is_cut;
};

struct said summary_say(calque_arena *arena, const calque_lexicon *lex, const calque_doc *doc,
                        const struct summary_candidate *c, struct saying how);

#endif
