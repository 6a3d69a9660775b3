/* What each line of a document is: the article, or the page around it. */
#ifndef CHECKS_LINES_H
#define CHECKS_LINES_H

#include "lexicon/line_phrases.h"

enum line_role {
  LINE_TEXT,       /* the article: title, headings, paragraphs, lists, scores */
  LINE_META,       /* byline, date, place: kept, but not text to judge or to quote */
  LINE_CAPTION,    /* of a picture, with its credit */
  LINE_FURNITURE,  /* ads, paywall, share buttons, related links, hashtags, banners, menus */
  LINE_DISCLOSURE, /* the page says that it was translated by a machine */
  LINE_REPEAT,     /* a line that stands earlier in the text: title or lead twice */
  N_LINE_ROLES
};

#define NO_LINE UINT32_MAX

/* One a line. */
struct line_label {
  enum line_role role;
  enum line_kind kind; /* what furniture it is; KIND_NONE for text and repeats */
  uint32_t first;      /* the line that a repeat says again; else NO_LINE */
  calque_span part;    /* furniture in a line that is not: before or behind the text; {0,0}: none */
  enum line_kind part_kind;
};

/* What role a line of this kind has. */
enum line_role line_role_of(enum line_kind kind);

/* One label a line, in the arena. */
const struct line_label *lines_label(calque_arena *arena, const calque_lexicon *lex,
                                     const calque_doc *doc);

/* The roles alone: one a line, in the arena. */
enum line_role *lines_roles(calque_arena *arena, const calque_doc *doc,
                            const struct line_label *labels);

#endif
