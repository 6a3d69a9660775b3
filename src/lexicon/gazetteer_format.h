/* How the section lies in the file: header, then for each language phrases, slots, links, then the
 * texts; each part on 8 bytes. Shared by the compiler and the look-ups. */
#ifndef LEXICON_GAZETTEER_FORMAT_H
#define LEXICON_GAZETTEER_FORMAT_H

#include "lexicon/gazetteer.h"

#define GAZETTEER_MAGIC "calqgaz1"

struct gazetteer_counts {
  uint32_t n_phrases, n_slots, n_links;
};

struct gazetteer_header {
  char magic[8];
  struct gazetteer_counts french, english;
  uint32_t texts_len, reserved;
};

#endif
