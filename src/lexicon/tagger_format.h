/* How the section of the tagger lies in the file. */
#ifndef LEXICON_TAGGER_FORMAT_H
#define LEXICON_TAGGER_FORMAT_H

#include "lexicon/build.h"
#include "lexicon/tagger.h"

/* Header; after (uint8_t), rows, cells, suffixes, row_of_word: each padded to 8 bytes. */
struct tagger_header {
  uint32_t n_tags, n_rows, n_cells, n_suffixes, n_words, reserved;
};

static inline uint64_t tagger_padded(uint64_t bytes) { return (bytes + 7) / 8 * 8; }

/* The name of a set of tags: their letters in the order of tagger.def. */
enum { TAGGER_CLASS = 32 /* bytes with its NUL */ };
static inline calque_str tagger_class(uint32_t tags, char out[TAGGER_CLASS]) {
  size_t n = 0;
  for (int i = 0; i < N_TAGS; i++)
    if (tags & (1u << i)) out[n++] = tagger_letter((enum tag)i);
  return (calque_str){out, n};
}

/* sections.def */
build_section tagger_compile;

#endif
