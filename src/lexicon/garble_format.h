/* How the section of garble tables lies in the file. */
#ifndef LEXICON_GARBLE_FORMAT_H
#define LEXICON_GARBLE_FORMAT_H

#include "lexicon/build.h"

/* Header, index (uint16_t by symbol, padded to 8 bytes), pair and skip (int8_t, n x n). */
struct garble_header {
  uint32_t n_symbols, n;
};

/* sections.def; behind the symbols, whose names it uses. */
build_section garble_compile;

#endif
