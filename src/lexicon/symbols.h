/* Every token as one of about two thousand symbols: function words stand for themselves, content
 * words for what they may be (« porte »: noun feminine singular or verb), marks for themselves.
 * Two words that are ambiguous in the same way are the same symbol: no tagger decides. */
#ifndef LEXICON_SYMBOLS_H
#define LEXICON_SYMBOLS_H

#include "lexicon/lexicon.h"

typedef uint16_t symbol_id; /* 0: no evidence either way; never part of a pair */

enum { SYMBOL_NAME = 96 /* bytes of a name with its NUL */ };

/* Symbols that are no words; word symbols follow from N_FIXED_SYMBOLS on. */
/* clang-format off */
#define FIXED_SYMBOLS(S) \
  S("<none>") S("<s>") S("<U>") S("<X>") S("<url>") S("<sym>") S("<num>") S("<num4>") \
  S(".") S(",") S(";") S(":") S("!") S("?") S("...") S("(") S(")") S("[") S("]") S("-") S("/") \
  S("%") S("€") S("$")
/* clang-format on */

/* The compiled section, opened: how words map to symbols. */
struct symbols {
  const symbol_id *of_word; /* by word_id */
  const struct symbol_entry *entries;
  const char *names;
  uint32_t n_words, n_symbols, names_len;
};

/* False when the lexicon has no such section. */
bool symbols_open(const calque_lexicon *lex, struct symbols *out);
uint32_t symbols_count(const struct symbols *s);
calque_str symbols_name(const struct symbols *s, symbol_id id);

/* The symbols of a sentence, quotation marks left out, `<s>` before and behind. `out` has room for
 * n_tokens + 2. tokens[i]: the token of symbol i (NO_TOKEN for the edges). Returns how many. */
uint32_t symbols_of_sentence(const struct symbols *s, const calque_doc *doc,
                             const calque_sentence *sentence, symbol_id *out, uint32_t *tokens);

#endif
