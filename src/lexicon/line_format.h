/* How the section "line.phrases" is laid out: shared by its compiler and the matcher. */
#ifndef LEXICON_LINE_FORMAT_H
#define LEXICON_LINE_FORMAT_H

#include "lexicon/line_phrases.h"

#define LINE_SECTION      "line.phrases"
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

/* Followed by: members, phrases, elements, start_index, any_index, start_list, any_list, classes.
 */
struct line_header {
  uint32_t n_words, n_classes, n_words64, n_phrases;
  uint32_t n_elements, n_start, n_any, reserved;
};

/* An entry of start_list and any_list: the phrase, how far its word stands from its start and, for
 * words that begin a phrase which must begin a line or sentence, a bit that spares most entries of
 * frequent words a look at the phrase. */
#define LINE_FIRST_BOUND (UINT32_C(1) << 31)
static inline uint32_t line_index_entry(const struct line_phrase *phrase, uint32_t id,
                                        uint32_t offset) {
  bool anywhere = phrase->where == WHERE_ANY || phrase->where == WHERE_HINT;
  return id | offset << 16 | (anywhere || offset ? 0 : LINE_FIRST_BOUND);
}
static inline uint32_t line_index_phrase(uint32_t entry) { return entry & 0xffffu; }
static inline uint32_t line_index_offset(uint32_t entry) {
  return (entry & ~LINE_FIRST_BOUND) >> 16;
}

#endif
