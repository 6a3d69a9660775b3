/* What the project knows of English words: what they are in French, and which of them French has
 * taken over. dictionaries/english_french.tsv and english_terms.tsv compiled into one section: rows
 * of word ids, sorted, so that the words of a document are found without touching a letter. */
#ifndef LEXICON_ENGLISH_TABLE_H
#define LEXICON_ENGLISH_TABLE_H

#include "lexicon/lexicon.h"

#define ENGLISH_TABLE_WORDS 6u /* of the longest row */

enum english_kind {
  ENGLISH_WORD,      /* noun, verb, adjective, adverb, function word */
  ENGLISH_PHRASE,    /* state of affairs */
  ENGLISH_PLACE,     /* Russia */
  ENGLISH_DATE,      /* Monday, March */
  ENGLISH_TITLE,     /* Secretary of State */
  ENGLISH_CREDIT,    /* Photo by */
  ENGLISH_FURNITURE, /* Skip to content */
  ENGLISH_TERM,      /* fake news: French by now */
  N_ENGLISH_KINDS
};

struct english_entry {
  word_id words[ENGLISH_TABLE_WORDS]; /* 0 behind the last one */
  uint32_t french;                    /* offset of the French text, in the section's texts */
  uint16_t french_len;
  uint8_t kind;
  uint8_t n_words;
};

struct english_table {
  const struct english_entry *entries; /* sorted by their words */
  size_t n_entries;
  const char *texts;
  size_t texts_len;
};

/* The table of a lexicon; empty when the lexicon has none. */
struct english_table english_table_open(const calque_lexicon *lex);

/* The longest entry of `kinds` (bits 1 << kind) that the tokens tokens[0 .. n) start with, or NULL.
 * A token matches by its lower-case form; where the row has a capital, as written. */
const struct english_entry *english_table_find(const struct english_table *table,
                                               const calque_token *tokens, size_t n,
                                               unsigned kinds);

/* The French of an entry; empty when the table names none. */
calque_str english_table_french(const struct english_table *table,
                                const struct english_entry *entry);

#endif
