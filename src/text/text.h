/* Cutting a text into lines, sentences, tokens and quotations. One pass each, nothing copied:
 * everything is a span of the text.
 *
 *   lines.c      lines as the writer meant them (hard-wrapped ones joined)
 *   tokens.c     words, elision, clitics, numbers, links, marks
 *   numbers.c    the token that a number is
 *   sentences.c  where sentences end: abbreviations.def, initials, quotes, lost line breaks
 *   quotes.c     which marks open, which close, and which pairs they make
 *   text.c       text_parse: all of it in order */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include "base/array.h"
#include "base/str.h"
#include "base/utf8.h"

#define NO_TOKEN UINT32_MAX

/* Cuts the article's text, which must be valid UTF-8. Token ids and the flags CALQUE_FRENCH and
 * CALQUE_ENGLISH stay 0 until lexicon_annotate. The document lives in `arena`. */
calque_doc *text_parse(calque_arena *arena, const calque_article *article);

static inline calque_str token_str(const calque_doc *doc, const calque_token *t) {
  return str_of_span(doc->text, t->span);
}

static inline bool token_is(const calque_doc *doc, const calque_token *t, calque_str s) {
  return str_eq(token_str(doc, t), s);
}

/* The single character of a one-character token, else 0. Punctuation and quotes always are. */
static inline uint32_t token_char(const calque_doc *doc, const calque_token *t) {
  size_t len;
  uint32_t c = utf8_decode(token_str(doc, t), &len);
  return len == t->span.end - t->span.start ? c : 0;
}

/* The span from the start of token a to the end of token b, a <= b. */
static inline calque_span token_range(const calque_doc *doc, uint32_t a, uint32_t b) {
  return (calque_span){doc->tokens[a].span.start, doc->tokens[b].span.end};
}

/* Index of the token that holds or follows byte `offset`; n_tokens when there is none. */
uint32_t token_at(const calque_doc *doc, uint32_t offset);

/* « ... » and “...” as they stand in the text, including marks; for a quotation without its
 * partner, only its mark. */
calque_span quote_span(const calque_doc *doc, const calque_quote *q);

#endif
