/* Names in French and in English: places and the adjectives made of them, organisations, people,
 * given names, titles. dictionaries/names/ compiled into one section of the lexicon, mapped and
 * never parsed again.
 *
 * A phrase is looked up folded: words in small letters without accents, dots taken out, every
 * other separator one space (« Côte d’Ivoire » -> "cote d ivoire", U.S. -> "us"). */
#ifndef LEXICON_GAZETTEER_H
#define LEXICON_GAZETTEER_H

#include "lexicon/lexicon.h"

#define GAZETTEER_NONE      UINT32_MAX
#define GAZETTEER_MAX_WORDS 20 /* of one phrase; longer rows are refused */

enum { /* gazetteer_phrase.kinds */
       GAZETTEER_PLACE = 1u << 0,
       GAZETTEER_LANGUAGE = 1u << 1,
       GAZETTEER_ADJECTIVE = 1u << 2, /* of a place, a people, a belief; inhabitants too */
       GAZETTEER_AMBIGUOUS = 1u << 3, /* in small letters also an ordinary word */
       GAZETTEER_ORGANISATION = 1u << 4,
       GAZETTEER_PERSON = 1u << 5,
       GAZETTEER_GIVEN = 1u << 6,
       GAZETTEER_OUTLET = 1u << 7,   /* French that a machine made of an English name */
       GAZETTEER_TITLE = 1u << 8,    /* carries no identity */
       GAZETTEER_COMMON = 1u << 9,   /* the same: words that take a capital in names */
       GAZETTEER_CAPITAL = 1u << 10, /* a form of it has a capital */
       GAZETTEER_SMALL = 1u << 11,   /* a form of it has none */
       GAZETTEER_MISTAKEN = 1u << 12 /* an outlet that is no name of anything else */
};

struct gazetteer_phrase {
  uint32_t text;       /* offset of its folded bytes in texts */
  uint32_t first_link; /* French: into links, ids of English phrases; English: the other way */
  uint16_t n_links;
  uint16_t kinds; /* GAZETTEER_*, all rows or-ed together */
  uint8_t len;    /* bytes of text */
  uint8_t words;
  uint8_t reserved[2];
};

/* One language of the table. */
struct gazetteer_side {
  const struct gazetteer_phrase *phrases;
  const uint32_t *slots; /* phrase id + 1; 0: empty */
  const uint32_t *links;
  uint32_t n_phrases, slot_mask, n_links;
};

struct gazetteer {
  struct gazetteer_side french, english;
  const char *texts;
  uint32_t texts_len;
};

/* The table in `section` (lexicon_section(lex, SECTION_GAZETTEER)); false when it is not one, and
 * then an empty table. */
bool gazetteer_open(struct gazetteer *g, calque_str section);

/* Id of the folded phrase, or GAZETTEER_NONE. The first words of a longer phrase are found too;
 * they have no kinds unless they are a phrase of their own. */
uint32_t gazetteer_find(const struct gazetteer *g, const struct gazetteer_side *side,
                        calque_str folded);
/* Its bytes. */
calque_str gazetteer_text(const struct gazetteer *g, const struct gazetteer_phrase *phrase);
/* Ids of the phrases that translate it, of the other side. */
const uint32_t *gazetteer_links(const struct gazetteer_side *side,
                                const struct gazetteer_phrase *phrase, size_t *n);

/* Folds `phrase` into out (room for 3 * len + 1), returns the bytes; *words: how many words. */
size_t gazetteer_fold(calque_str phrase, char *out, unsigned *words);

/* Compiles dictionaries/names/ below data_dir. */
calque_status gazetteer_compile(calque_arena *arena, const char *data_dir, struct buf *out,
                                calque_error *err);

#endif
