/* What each line of a document is: the article, or the page around it. */
#ifndef CHECKS_LINES_H
#define CHECKS_LINES_H

#include "lexicon/lexicon.h"

enum line_role {
  LINE_TEXT,       /* the article: title, headings, paragraphs, lists, scores */
  LINE_META,       /* byline, date, place: kept, but not text to judge or to quote */
  LINE_CAPTION,    /* of a picture, with its credit */
  LINE_FURNITURE,  /* ads, paywall, share buttons, related links, hashtags, banners, menus */
  LINE_DISCLOSURE, /* the page says that it was translated by a machine */
  LINE_REPEAT,     /* a line that stands earlier in the text: title or lead twice */
  N_LINE_ROLES
};

/* One role a line, in the arena. */
enum line_role *lines_classify(calque_arena *arena, const calque_lexicon *lex,
                               const calque_doc *doc);

/* Why a line is furniture, for the message: "advertising", "paywall", "related link" ... NULL for
 * the other roles. Same arguments, constant strings. */
const char *lines_reason(const calque_lexicon *lex, const calque_doc *doc, uint32_t line);

#endif
