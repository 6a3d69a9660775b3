/* Does a sentence lean on the one before it? */
#ifndef SUMMARY_LEAN_H
#define SUMMARY_LEAN_H

#include "lexicon/lexicon.h"

enum summary_lean {
  LEAN_NONE,
  LEAN_MENTION,  /* its subject is told of before but named again: Cette mesure, Son avocat */
  LEAN_LEAD,     /* starts with a connective that it can do without */
  LEAN_CONTRAST, /* starts with one that it cannot: En revanche, Puis */
  LEAN_REFERENCE /* speaks of somebody or something named before: Il, Cette mesure, Selon lui */
};

struct lean {
  enum summary_lean kind;
  uint32_t lead; /* tokens of the connective and its comma, 0: none */
};

/* Is token i a finite verb? A form that may be a noun too (« monte ») is one behind a noun or a
 * subject pronoun. */
bool lean_is_verb(const calque_lexicon *lex, const calque_token *tokens, uint32_t i);

struct lean lean_of(const calque_lexicon *lex, const calque_doc *doc, const calque_sentence *s);

#endif
