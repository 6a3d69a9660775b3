/* The table while it is being built. compile.c goes through these stages: propose (affix.h), judge
 * (proposals.c), lists (lists.c), order (order.c), link (link.c), sections, file. */
#ifndef LEXICON_BUILD_H
#define LEXICON_BUILD_H

#include "base/array.h"
#include "base/map.h"
#include "lexicon/affix.h"
#include "lexicon/lexicon.h"

/* Words of more bytes are left out of the table; no look-up can ask for them. */
#define BUILD_MAX_NAME 120u
/* idf of a word that no article of the 20,000 has: 16 * ln(20001 / 0.5). */
#define BUILD_RAREST 170

/* One word: before build_order in the order of arrival, after it by id. */
struct build_word {
  calque_str name;
  uint32_t flags;                     /* WORD_* */
  uint32_t first_reading, n_readings; /* of build.readings */
  uint8_t french, english, news, idf;
};

/* A reading whose lemma is still a string. */
struct build_reading {
  uint64_t morph;
  calque_str lemma;
};

struct build {
  calque_arena *arena;
  const struct lexicon_sources *sources;
  struct map ids;                 /* name -> index into words */
  ARRAY(struct build_word) words; /* words[0] is the empty one */
  ARRAY(struct build_reading) readings;
  struct affix_options french, english;
};

/* Index of the word, new when there was none; the apostrophe is straightened. 0 for an empty or
 * overlong name. */
uint32_t build_add(struct build *b, calque_str name);
/* Index of a word that is there, else 0. */
uint32_t build_find(const struct build *b, calque_str name);

/* proposals.c: all forms of both dictionaries that Hunspell accepts, French ones with readings. */
calque_status build_dictionaries(struct build *b, calque_error *err);

/* elision.c: WORD_ELIDES, after aspirated.tsv. */
calque_status build_elision(struct build *b, calque_error *err);

/* lists.c: frequencies.tsv, stopwords.tsv ... : new words, counts and flags. */
calque_status build_lists(struct build *b, calque_error *err);

/* closed.c: the flags of the words of closed.def that have one. */
void build_closed(struct build *b);

/* line_compile.c: the words of boilerplate.tsv, so that each has an id. */
calque_status build_line_words(struct build *b, calque_error *err);

/* order.c: sorts the words so that those which stand together in texts stand together in memory.
 * From here on indexes are word_ids. */
void build_order(struct build *b);

/* ---- After build_order ----------------------------------------------------------------------- */

/* A section that is made from dictionaries/ and the finished word table. To add one: write a
 * function that appends its bytes to `out` (aligned by itself from offset 0) and name it in
 * sections.def. word_ids come from build_find. */
typedef calque_status build_section(const struct build *b, struct buf *out, calque_error *err);

/* link.c: the records of struct word, their readings and classes. */
calque_status build_words(const struct build *b, struct buf *words, struct buf *readings,
                          struct buf *classes, calque_error *err);

#endif
