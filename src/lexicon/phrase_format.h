/* How compiled phrases lie in the file, and the pattern as it is read from a table. */
#ifndef LEXICON_PHRASE_FORMAT_H
#define LEXICON_PHRASE_FORMAT_H

#include "lexicon/build.h"

enum phrase_element_kind {
  ELEMENT_ALTERNATIVES,
  ELEMENT_ADVERBS, /* ~ */
  ELEMENT_GAP,     /* * */
  ELEMENT_ANY,     /* _ */
  ELEMENT_NEXT_IS,
  ELEMENT_NEXT_NOT,
  ELEMENT_BEFORE_IS,
  ELEMENT_BEFORE_NOT,
  ELEMENT_NEAR,
  ELEMENT_FAR,
  ELEMENT_BOS,
  ELEMENT_EOS,
  ELEMENT_QUOTED
};

enum phrase_alternative_kind {
  ALTERNATIVE_ANY_CASE, /* value: word_id of the lower-case form */
  ALTERNATIVE_EXACT,    /* value: word_id as written */
  ALTERNATIVE_LEMMA,    /* value: word_id of the lemma */
  ALTERNATIVE_CLASS,    /* value: index into phrase_classes.def */
  ALTERNATIVE_MARK,     /* value: the character */
  ALTERNATIVE_TEXT,     /* value: offset of the bytes, len their number: 50-50, 6 */
  ALTERNATIVE_EDGE      /* {EOS} among others: no token */
};

struct phrase_alternative {
  uint32_t value;
  uint16_t len;
  uint8_t kind;
  uint8_t stop; /* a full stop follows: Sen. Mr. */
};

struct phrase_element {
  uint32_t first, n; /* alternatives */
  uint8_t kind, optional;
  uint8_t stops; /* some alternative takes a full stop with it */
  uint8_t reserved[5];
  uint64_t
      words; /* phrase_bit of each word that may match, of 0 for what is no word; or all bits */
};

/* The bit of a word in sets of words that may hold others too. */
static inline uint64_t phrase_bit(word_id word) {
  return UINT64_C(1) << ((word * 0x9e3779b1u) >> 26);
}

struct phrase_text {
  uint32_t offset, len;
};

struct phrase_row {
  uint32_t first, n; /* elements */
  uint32_t anchor;   /* the element by which the row is found, counted from `first` */
  uint32_t severity;
  struct phrase_text id, family, english, better;
};

/* What stands beside the anchor of a row, as phrase_element.words, the nearest first. Apart from
 * the rows, for it is all that is read of most. */
enum { PHRASE_REACH = 2 };
struct phrase_sides {
  uint64_t before[PHRASE_REACH], behind[PHRASE_REACH];
};

/* The rows that a word may anchor: postings[first .. first + n). Key 0 has none. */
struct phrase_key {
  uint64_t before, behind; /* what stands right beside the anchor of any of them */
  uint32_t first, n;
};

struct phrase_header {
  uint32_t n_rows, n_elements, n_alternatives, n_keys, n_postings, n_words, n_bytes, reserved;
};
/* The section: header, keys, the sides of every row, rows, elements, alternatives, postings
 * (uint32_t), the key of every word (uint16_t), bytes. */

/* A pattern being compiled; arrays grow over all rows. */
struct phrase_compiler {
  calque_arena *arena;
  const struct build *build; /* NULL: only collect words */
  struct build *collect;     /* words are added here when build is NULL */
  ARRAY(struct phrase_row) rows;
  ARRAY(struct phrase_element) elements;
  ARRAY(struct phrase_alternative) alternatives;
  struct buf bytes;
};

/* Reads one pattern and appends its elements. CALQUE_E_SYNTAX with what is wrong in err. */
calque_status phrase_parse(struct phrase_compiler *c, calque_str pattern, const char *path,
                           long line, calque_error *err);

/* lists.c: adds every word of the patterns to the table. */
calque_status phrases_collect(struct build *b, calque_error *err);
/* sections.def */
build_section phrases_compile;

#endif
