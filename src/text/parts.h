/* What the files of this folder pass to one another while a text is cut. */
#ifndef TEXT_PARTS_H
#define TEXT_PARTS_H

#include "text/text.h"

/* A document under construction. */
struct cutting {
  calque_arena *arena;
  calque_doc *doc;
  ARRAY(calque_line) lines;
  ARRAY(calque_token) tokens;
  ARRAY(uint32_t) others; /* indexes of the tokens that are no words */
  ARRAY(calque_sentence) sentences;
  ARRAY(calque_quote) quotes;
};

/* Each fills its array and relies on those before it. */
void cut_lines(struct cutting *c);
void cut_tokens(struct cutting *c); /* and first_token, n_tokens of the lines; n_words */
void cut_quotes(struct cutting *c); /* and IN_QUOTE, OPENS, CLOSES, depth of the tokens */
void cut_sentences(struct cutting *c);

/* End of the number that starts at byte i of s (a digit); at least i + 1. */
size_t number_end(calque_str s, size_t i);
/* End of the link, address, handle or hashtag that starts at byte i, or i when there is none. */
size_t link_end(calque_str s, size_t i);

/* What an abbreviation followed by a full stop says about the end of its sentence. */
enum abbreviation { NOT_ABBREVIATED, NEVER_ENDS, MAY_END };
enum abbreviation abbreviation_of(calque_str word);

#endif
