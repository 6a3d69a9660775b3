/* Which part of speech a word is in its sentence: « porte » in « il porte la porte ». A hidden
 * Markov model over trigrams of tags (tagger.def): the lexicon's readings say what a word may be,
 * tables learned from a treebank (dictionaries/tagger.tsv, tests/train/tagger.c) how likely each is
 * and what follows what; Viterbi finds the likeliest sequence. Costs are integers, -16 ln p, so
 * every machine answers the same. Quotation marks are seen through. A garbled sentence gets the
 * least unlikely tags, which mean less than those of a good one. */
#ifndef LEXICON_TAGGER_H
#define LEXICON_TAGGER_H

#include "lexicon/lexicon.h"

enum tag {
#define TAG(name, letter) TAG_##name,
#include "lexicon/tagger.def"
#undef TAG
  N_TAGS
};

enum {
  TAGGER_NEVER = 255,    /* cost of what was never seen */
  TAGGER_UNIT = 16,      /* costs of a factor e */
  TAGGER_CANDIDATES = 8, /* tags that a word may have */
  TAGGER_WINDOW = 240,   /* tokens that are decided together */
  TAGGER_SUFFIX = 4      /* characters of the longest ending that tells what an unknown word is */
};

/* What a token looks like when it is not simply a word of the lexicon in lower case; each has a row
 * of costs of its own. The first three add to the costs of the lower-case word. */
#define TAGGER_LOOKS(L)                                                                           \
  L(CAPITAL, "<capital>")                 /* La Poste, inside a sentence */                       \
  L(FUNCTION, "<function>")               /* a grammatical word with a capital, inside */         \
  L(FIRST, "<first>")                     /* at its start, and the dictionary has a name of it */ \
  L(UNKNOWN_CAPITAL, "<unknown capital>") /* no such word in lower case */                        \
  L(UNKNOWN_FIRST, "<unknown first>")     /* the same at the start */                             \
  L(CAPITALS, "<capitals>")                                                                       \
  L(CLITIC, "<clitic>")                                                                           \
  L(NUMBER, "<number>")                                                                           \
  L(STOP, "<stop>")                                                                               \
  L(COMMA, "<comma>")                                                                             \
  L(MARK, "<mark>")                                                                               \
  L(SIGN, "<sign>")                                                                               \
  L(UNKNOWN, "<unknown>")

enum tagger_look {
#define L(name, text) LOOK_##name,
  TAGGER_LOOKS(L)
#undef L
      N_LOOKS,
  LOOK_WORD /* it is */
};

struct tagger_cell {
  uint8_t tag, reserved;
  int16_t cost; /* -16 ln P(tag | word) / P(tag) */
};
struct tagger_row {
  uint16_t first, n; /* of the cells */
};
struct tagger_suffix {
  char text[4 * TAGGER_SUFFIX]; /* its end, read backwards, then NULs */
  uint16_t row, reserved;
};

/* The compiled section, opened. */
struct tagger {
  const uint8_t *after;          /* [a][b][c]: cost of tag c behind a b */
  const struct tagger_row *rows; /* of the looks, then of words and classes */
  const struct tagger_cell *cells;
  const struct tagger_suffix *suffixes; /* by text */
  const uint16_t *row_of_word;          /* by word_id; 0: none, for row 0 is of a look */
  uint32_t n_rows, n_cells, n_suffixes, n_words;
};

/* The tags that a reading allows, bit 1 << tag. */
uint32_t tagger_tags_of(uint64_t morph);
/* How the token looks. */
enum tagger_look tagger_look(const calque_lexicon *lex, const calque_doc *doc,
                             const calque_token *t);
/* The end of a word of `n` characters as tagger_suffix has it; false when the word is shorter. */
bool tagger_ending(calque_str word, size_t n, char out[4 * TAGGER_SUFFIX]);

/* False when the lexicon has no such section. */
bool tagger_open(const calque_lexicon *lex, struct tagger *out);
/* Writes the tag of every token of the sentence to out[0 .. n_tokens); quotation marks get
 * TAG_MARK. Linear, without allocation. */
void tagger_run(const struct tagger *t, const calque_lexicon *lex, const calque_doc *doc,
                const calque_sentence *sentence, uint8_t *out);

/* A tag by its letter; N_TAGS: none. */
enum tag tagger_tag(char letter);
char tagger_letter(enum tag tag);

#endif
