/* A page between its bytes and its article: blocks of text in document order and the elements
 * that hold them. Internal to input/html*.c. */
#ifndef INPUT_HTML_PAGE_H
#define INPUT_HTML_PAGE_H

#include "base/array.h"
#include "base/error.h"
#include "base/str.h"

#include <gumbo.h>

#define HTML_MAX_DEPTH     512                 /* levels of elements; deeper tags are left out */
#define HTML_MAX_ATTRIBUTE ((size_t)64 << 10)  /* bytes of an attribute's value; others left out */
#define HTML_MAX_TREE      ((size_t)256 << 20) /* bytes of gumbo's tree */

enum {                        /* html_node.hints */
       HINT_ARTICLE = 1 << 0, /* <article>, <main>, role=main */
       HINT_BODY = 1 << 1,    /* itemprop=articleBody */
       HINT_LEAD = 1 << 2,    /* named as the text under the headline: chapo, lead, standfirst */
       HINT_AGAINST = 1 << 3, /* navigation, comments, adverts, related links, hidden ... */
       HINT_CAPTION = 1 << 4, /* of a picture or table */
       HINT_OTHERS = 1 << 5   /* with HINT_AGAINST: surely no article, e.g. comments */
};

enum { /* html_block.flags */
       BLOCK_HEADING = 1 << 0,
       BLOCK_ITEM = 1 << 1, /* in a list */
       BLOCK_CELL = 1 << 2, /* in a table */
       BLOCK_BOLD = 1 << 3, /* all of it: perhaps a heading */
       BLOCK_LEAD = 1 << 4, /* in an element named so */
       BLOCK_AGAINST = 1 << 5,
       BLOCK_CAPTION = 1 << 6,
       BLOCK_QUOTE = 1 << 7,
       BLOCK_PARAGRAPH = 1 << 8 /* <p> */
};

/* An element that can hold blocks, in document order: parents come before children. */
struct html_node {
  uint32_t parent; /* the root's is itself */
  uint32_t first_block, end_block;
  uint32_t hints;
  GumboTag tag;
};

/* Text between two breaks, white space collapsed. */
struct html_block {
  calque_str text;
  uint32_t node;                     /* the innermost that holds it */
  uint32_t chars, link_chars, words; /* letters and digits */
  uint32_t flags;
  int level; /* of a heading, 1 to 6 */
};

struct html_page {
  calque_arena *arena;
  ARRAY(struct html_node) nodes;
  ARRAY(struct html_block) blocks;
  /* what the page says about itself; empty where it does not */
  calque_str title, description, date, source, url, author;
  calque_str body; /* the text of JSON-LD's articleBody */
};

/* Takes out what is no text; bounds depth and attributes. In the arena. */
calque_str html_sieve(calque_arena *arena, calque_str page);

/* Title, date, author, source, address, articleBody from the head, JSON-LD and microdata. */
void html_read_meta(struct html_page *page, const GumboNode *root);

/* Fills nodes and blocks. */
void html_read_blocks(struct html_page *page, const GumboNode *root);

/* The blocks that are the article, joined by blank lines; in the arena. */
calque_str html_main_text(struct html_page *page);

/* The share of the words of a that stand in b, 0 to 1. */
double html_overlap(calque_arena *arena, calque_str a, calque_str b);

typedef ARRAY(char) html_text;
/* Adds a paragraph behind a blank line. */
void html_add_paragraph(calque_arena *arena, html_text *out, calque_str paragraph);

/* What names of classes and ids say: HINT_LEAD, HINT_AGAINST, HINT_CAPTION or 0. */
uint32_t html_hints_of_names(calque_str names);

/* Whether a short line is furniture: "Lire aussi", "Publié le ...", "Partager". */
bool html_is_furniture(calque_str line);
/* Whether a line without final stop is about the making: "Par X", "AFP, publié le 3 mai 2024". */
bool html_is_byline(calque_str line);
/* Whether a heading opens a part of the page that is not the article: "Sur le même sujet". */
bool html_ends_article(calque_str heading);

/* The value of an attribute; empty when there is none. */
calque_str html_attribute(const GumboElement *e, const char *name);

#endif
