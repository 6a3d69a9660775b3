/* dictionaries/boilerplate.tsv as it is read: patterns cut into elements, alternatives still words.
 */
#ifndef LEXICON_LINE_PATTERNS_H
#define LEXICON_LINE_PATTERNS_H

#include "lexicon/build.h"
#include "lexicon/line_format.h"

struct pattern_set {
  calque_str words; /* "abonne|<lire>", sets resolved */
};

struct patterns {
  calque_arena *arena;
  struct map set_names; /* @social -> index + 1 into named */
  ARRAY(calque_str) named;
  struct map set_ids; /* text of the alternatives -> index into sets */
  ARRAY(struct pattern_set) sets;
  ARRAY(struct line_phrase) phrases;
  ARRAY(struct line_element) elements;
};

/* Reads both tables; everything is in `arena`. A pattern that is not what line_phrases.h says is an
 * error that names its line. */
calque_status patterns_read(struct patterns *p, calque_arena *arena, const char *data_dir,
                            calque_error *err);

/* The next alternative of a set's words; is_lemma: it stood in < >. False at the end. */
bool patterns_word(calque_str *rest, calque_str *word, bool *is_lemma);

/* How many items of a line an element can take. */
uint8_t patterns_most_items(const struct line_element *e);

#endif
