/* Names: every place, person, organisation of the French must stand in the English, in its English
 * form (Moscou -> Moscow, Otan -> NATO), in another spelling (Sergueï -> Sergey) or as written.
 *
 *   name_index.c   the names and phrases of a text, to be asked for
 *   name_match.c   two spellings of one name: letters, transliteration, acronyms
 *   name_class.c   which words of the French are names, and of what kind
 *   name_search.c  one name of one text, looked for in the other
 *   names.c        the names of the French in the English, and what a miss is worth
 *   name_support.c the names of the English in the French */
#ifndef ENGLISH_NAMES_H
#define ENGLISH_NAMES_H

#include "base/map.h"
#include "english/finding.h"
#include "english/pieces.h"
#include "lexicon/gazetteer.h"

struct name_tables {
  const calque_lexicon *lex; /* may be NULL: then every word is unknown */
  const struct gazetteer *gazetteer;
};

/* A phrase of the table that stands in a text. */
struct name_hit {
  uint32_t phrase;     /* id of its side of the gazetteer */
  uint32_t first, end; /* pieces */
  bool capital;        /* some word of it is written with a capital */
};

/* A word of a text: once, however often it stands there. */
struct name_word {
  calque_str folded, key; /* key: its sounds, name_key */
  uint32_t piece;
  uint16_t count, capitals; /* how often; of these with a capital */
  bool caps;                /* somewhere in capitals */
};

struct name_index {
  const struct pieces *p;
  const struct name_tables *tables;
  enum side side;
  struct map words; /* folded -> index of `list` */
  ARRAY(struct name_word) list;
  ARRAY(struct name_hit) hits; /* sorted by phrase */
  ARRAY(uint32_t) capitals;    /* indexes of `list` */
};

void name_index_build(struct name_index *index, calque_arena *arena, const struct pieces *p,
                      enum side side, const struct name_tables *tables);
/* The word with that spelling, or NULL. */
const struct name_word *name_index_word(const struct name_index *index, calque_str folded);
/* Does the phrase stand in the text, with a capital where the table has one? */
bool name_index_has(const struct name_index *index, uint32_t phrase);
/* How often. */
size_t name_index_count(const struct name_index *index, uint32_t phrase);
/* The longest phrase of the table at piece i: its id, and the piece behind it in *end;
 * GAZETTEER_NONE when there is none. */
uint32_t name_longest_phrase(const struct pieces *p, const struct gazetteer *g,
                             const struct gazetteer_side *side, int64_t i, int64_t *end);

/* The letters as they sound in either language: Choïgou and Shoigu have the same key. `out` has
 * room for 2 * folded.len; returns bytes. */
size_t name_key(calque_str folded, enum side side, char *out);
/* Is one the other with a few letters changed, or with a common stem? Both folded. */
bool name_is_near(calque_str a, calque_str b);
/* One letter in five or more, two in eight or more; the first one the same. */
bool name_is_close(calque_str a, calque_str b);
/* Does one hold the other, of four letters or more? */
bool name_is_inside(calque_str a, calque_str b);
/* Five letters or more in common at the start, and not much behind them. */
bool name_has_stem(calque_str a, calque_str b);
/* Are they the same letters in another order (OTAN, NATO)? */
bool name_is_permutation(calque_str a, calque_str b);

/* Reports names of the French that the English lost. */
void names_compare(struct findings *out, const struct name_index *fr, const struct name_index *en);

/* Reports names of the English that the French does not have. */
void names_support(struct findings *out, const struct name_index *fr, const struct name_index *en,
                   calque_severity severity);

#endif
