/* How the section "line.phrases" is laid out: shared by its compiler and the matcher. */
#ifndef LEXICON_LINE_FORMAT_H
#define LEXICON_LINE_FORMAT_H

#include "lexicon/line_phrases.h"

#define LINE_MAX_ELEMENTS 24u   /* of one pattern */
#define LINE_MAX_SETS     4096u /* sets of alternatives, in all patterns together */
#define LINE_MAX_PHRASES  8192u
#define LINE_MAX_GAP      4u /* words that * stands for */
#define LINE_MAX_NAME     6u /* words of a {name} */
#define LINE_NAME_JOINS   0u /* the set of the words that may stand inside a name */

enum element_type { ELEMENT_SET, ELEMENT_GAP, ELEMENT_NAME, ELEMENT_MARK, ELEMENT_END };

struct line_element {
  uint16_t set;   /* of ELEMENT_SET */
  uint16_t marks; /* of ELEMENT_MARK */
  uint8_t type, optional;
  uint8_t reserved[2];
};

/* Followed by: members, keys, phrases, elements, class_facts, key_index, classes. */
struct line_header {
  uint32_t n_words, n_classes, n_words64, n_phrases;
  uint32_t n_elements, n_keys, end_reach, key_marks;
};

#endif
