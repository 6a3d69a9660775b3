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
  uint8_t reserved[6];
  uint32_t words[2]; /* a bit for each word that may match; all bits where not words alone do */
};

/* The bit of a word in phrase_element.words. */
static inline uint32_t phrase_bit(word_id word) { return (word * 0x9e3779b1u) >> 26; }
static inline bool phrase_may_be(const struct phrase_element *e, word_id word) {
  uint32_t bit = phrase_bit(word);
  return e->words[bit / 32] >> (bit % 32) & 1u;
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

/* The rows that a word may anchor: postings[first .. first + n). Sorted by word. */
struct phrase_key {
  uint32_t word, first, n;
};

/* Which of 32 words (ids 32 i to 32 i + 31) have a key, and how many keys come before theirs: the
 * key of a word is found by counting bits. */
struct phrase_block {
  uint32_t bits, before;
};

struct phrase_header {
  uint32_t n_rows, n_elements, n_alternatives, n_keys, n_postings, n_blocks, n_bytes;
};
/* The section: header, rows, elements, alternatives, keys, postings (uint32_t), blocks, bytes. */

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
