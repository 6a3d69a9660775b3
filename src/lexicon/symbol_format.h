/* How the section of symbols lies in the file, and how a word's symbol is named. */
#ifndef LEXICON_SYMBOL_FORMAT_H
#define LEXICON_SYMBOL_FORMAT_H

#include "lexicon/build.h"
#include "lexicon/symbols.h"

/* Header, entries, of_word (padded to 8 bytes), names. */
struct symbol_header {
  uint32_t n_symbols, n_words, names_len, reserved;
};

struct symbol_entry {
  uint32_t name; /* offset */
  uint16_t name_len;
  symbol_id capital; /* the same function word with a capital inside a sentence; 0: <X> */
  symbol_id clitic;  /* the same behind a hyphen: -il; 0: none */
  uint16_t reserved;
};

/* sections.def */
build_section symbols_compile;

#endif
