/* The phrases of dictionaries/boilerplate.tsv: what stands around an article on a page. Compiled
 * into a section of the lexicon: for every word the class it belongs to (words that stand in the
 * same places of the patterns share one), the patterns as sequences of sets of classes, and by
 * which class each is looked for. Matching is then a few bit tests, and for a word by which none is
 * looked for, two loads.
 *
 * A pattern is a sequence of words in lower case and without accents, between spaces:
 *
 *   abonne|abonnez   one of these words (la, de, que ... also stand for l', d', qu' ...)
 *   <partager>       any form of the word
 *   @social          one of the words of that row of boilerplate_sets.tsv
 *   vous?            may be missing
 *   *                up to four words
 *   {number}         a number
 *   {name}           one to six words of a name: capitals, with de, du, la, et between them
 *   {link}           an address, @handle or #hashtag
 *   : ( [ > | ©      this kind of mark must stand here (line_marks.def)
 *   $                the line must end here
 *
 * Marks that the pattern does not ask for may stand between its words. */
#ifndef LEXICON_LINE_PHRASES_H
#define LEXICON_LINE_PHRASES_H

#include "lexicon/lexicon.h"

enum line_kind {
  KIND_NONE,
#define LINE_KIND(name, word, message) KIND_##name,
#include "lexicon/line_kinds.def"
  N_LINE_KINDS
};

#define KIND_BIT(name) (UINT32_C(1) << KIND_##name)

enum line_mark_bit {
#define LINE_MARK(name, marks) MARK_BIT_##name,
#include "lexicon/line_marks.def"
  MARK_BIT_OTHER
};
enum { /* line_item.marks */
#define LINE_MARK(name, marks) MARK_##name = 1 << MARK_BIT_##name,
#include "lexicon/line_marks.def"
       MARK_OTHER = 1 << MARK_BIT_OTHER
};

/* Where a pattern must stand to say something of its line. */
enum line_where {
  WHERE_LINE,  /* it begins the line, and little else is on it */
  WHERE_START, /* it begins the line or a sentence */
  WHERE_ANY,   /* anywhere in a line that is not long; of a long one, its sentence */
  WHERE_HINT,  /* anywhere: no proof alone */
  N_LINE_WHERES
};

/* A word, number or link of a line, and the marks before it. A line of n items has an item more,
 * which has the marks behind the last one. */
struct line_item {
  uint32_t token; /* of the document */
  uint16_t class_id;
  uint16_t marks; /* MARK_*, between this item and the one before */
};

/* The two classes that are no words. */
enum { ITEM_UNKNOWN, ITEM_NUMBER, ITEM_LINK, N_ITEM_KINDS };

struct line_phrase {
  uint16_t first_element;
  uint16_t row; /* line of boilerplate.tsv, for tests and messages */
  uint8_t n_elements;
  uint8_t kind; /* line_kind */
  uint8_t where;
  uint8_t bound;  /* a mark or the end of the line is part of it: one word is then proof enough */
  uint8_t starts; /* line_starts */
  uint8_t reach;  /* items that it can take when the line must end behind it, else LINE_NO_END */
  uint8_t lead;   /* items before its leading word, the rarest of the first ones */
  uint8_t reserved;
};
#define LINE_NO_END UINT8_MAX

/* Which items a pattern may begin with. */
enum line_starts {
  STARTS_ANYWHERE,
  STARTS_LINE,    /* what could start a line or sentence, or be a button that was glued to one */
  STARTS_SENTENCE /* the first of a line or sentence: its own first word may be missing */
};

/* A pattern that has words of a class as those it is looked for by, which stand so many items
 * behind its first one. */
struct line_key {
  uint64_t beside; /* line_class_bit of every class of which a word must stand beside it: */
  uint16_t phrase;
  uint8_t nearest, farthest;
  int8_t side; /* right behind it (1), right in front of it (-1); 0: there is none such */
  uint8_t reserved[3];
};
static inline uint64_t line_class_bit(uint16_t class_id) { return UINT64_C(1) << (class_id % 64); }

/* The keys of a class are tried only where they may open something. */
enum line_key_group {
  KEYS_INSIDE, /* anywhere; of ITEM_UNKNOWN: the patterns that begin with a mark */
  KEYS_START,  /* the word is the first one, and must stand where a line or sentence could start */
  KEYS_END,    /* the pattern ends the line */
  N_KEY_GROUPS
};

/* Words that no pattern tells apart. */
struct line_class {
  uint32_t hints;  /* KIND_BITs that one such word alone hints at */
  uint32_t groups; /* a bit for every line_key_group in which it has keys */
};

/* Beside the class of a word: dictionaries/programming.tsv has it. */
#define LINE_PROGRAMMING 0x8000u

/* The patterns, as they lie in the lexicon. */
struct line_phrases {
  const calque_lexicon *lex;
  const uint16_t *classes; /* one a word of the lexicon */
  const uint64_t *members; /* n_words64 a class: which sets it is in */
  const struct line_phrase *phrases;
  const struct line_element *elements;
  const struct line_class *class_facts;
  const uint32_t *key_index; /* N_KEY_GROUPS a class: where its keys of each group begin */
  const struct line_key *keys;
  uint32_t n_words, n_classes, n_words64, n_phrases;
  uint32_t end_reach; /* the largest reach of a pattern */
  uint32_t key_marks; /* the marks that patterns begin with */
};

/* What stands in `classes` for a word. */
static inline uint16_t line_phrases_word(const struct line_phrases *p, word_id id) {
  return id < p->n_words ? p->classes[id] : (uint16_t)ITEM_UNKNOWN;
}

struct line_hit {
  const struct line_phrase *phrase;
  uint32_t first, end; /* items [first, end) */
};

/* False when the lexicon was compiled without them, or they are damaged. */
bool line_phrases_open(const calque_lexicon *lex, struct line_phrases *out);

/* The class of a word that has a capital, or that the lexicon does not have. */
uint16_t line_phrases_rare_class(const struct line_phrases *p, const calque_doc *doc,
                                 const calque_token *t);
/* The class of a word, with LINE_PROGRAMMING. */
static inline uint16_t line_phrases_class(const struct line_phrases *p, const calque_doc *doc,
                                          const calque_token *t) {
  if (t->exact != t->lower || !t->lower) return line_phrases_rare_class(p, doc, t);
  return line_phrases_word(p, t->lower);
}
/* The mark bit of a token that is no word, number or link. */
uint16_t line_phrases_mark(const calque_doc *doc, const calque_token *t);

/* The patterns that stand in a line of n items and these marks, in the order of their leading words
 * and then of their rows; returns how many there are, at most `max`: the first ones. Hints of one
 * word are not among them: they are the hints of its class. */
size_t line_phrases_find(const struct line_phrases *p, const calque_doc *doc,
                         const struct line_item *items, size_t n, uint16_t marks,
                         struct line_hit *hits, size_t max);

/* "advertising", "share buttons" ... for messages; NULL for KIND_NONE. */
const char *line_kind_name(enum line_kind kind);

#endif
