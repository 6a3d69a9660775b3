/* What annotate.c shares with the look-ups. */
#ifndef LEXICON_SPELLING_H
#define LEXICON_SPELLING_H

#include "lexicon/format.h"

/* lexicon_find for a word whose apostrophe is straight already. */
word_id lexicon_find_straight(const calque_lexicon *lex, calque_str word);
/* The same with its format_hash. */
word_id lexicon_find_hashed(const calque_lexicon *lex, calque_str word, uint64_t hash);

/* The word after ICONV (typographic apostrophe, ligatures, decomposed accents): itself when
 * nothing changes, else in out; empty when it does not fit into `size` bytes. */
calque_str spelling_convert(const struct spelling_rules *rules, calque_str word, char *out,
                            size_t size);

#endif
