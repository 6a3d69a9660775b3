/* What can be counted on a line before it is judged: its words and marks, its shape, and the
 * phrases of furniture on it. Private to lines.c and its neighbours. */
#ifndef CHECKS_LINE_FACTS_H
#define CHECKS_LINE_FACTS_H

#include "checks/lines.h"
#include "lexicon/line_phrases.h"

/* A run of items that phrases prove to be furniture: one sentence or several of a line. */
struct line_proof {
  uint32_t first, end;   /* items */
  enum line_kind kind;   /* KIND_NONE: nothing is proved */
  uint32_t said;         /* items under the longest phrase that proves each sentence of it */
  enum line_where where; /* that phrase must stand */
};

/* Hints at no furniture: who is addressed, the date or the author, words of buttons. */
#define IDLE_HINTS (KIND_BIT(PAGE) | KIND_BIT(META) | KIND_BIT(BUTTON) | KIND_BIT(MINE))

struct line_facts {
  const struct line_item *items; /* n_items, and one more with the marks at the end */
  uint32_t n_items;
  uint32_t n_words, n_known; /* words; those that French or English has */
  uint32_t n_numbers, n_links;
  uint32_t n_capitals; /* words with a capital */
  uint32_t n_all_caps; /* words of capitals only, two letters or more */
  uint32_t n_lower;    /* words without a capital */
  uint32_t n_english;  /* words that only English has */
  uint32_t n_verbs;    /* finite verbs that can be nothing else */
  uint32_t n_orders;   /* imperatives of the second person plural (ends in -ez) */
  uint32_t n_phrases;  /* phrases of furniture that stand where they should, however long it is */
  uint32_t n_mine, n_buttons; /* mon, notre ...; words of buttons */
  uint32_t n_addressed;       /* vous, votre, vos, tu, ton, notre, nos ... */
  uint32_t n_function;        /* function words */
  uint32_t n_separators;      /* | / > • · and their like between items */
  uint32_t n_programming;     /* words of programming and names of things in programs */
  uint32_t n_quoted;          /* items between quotation marks */
  uint32_t label_items;       /* items before the first colon that has some behind it; 0: none */
  uint16_t marks;             /* all of the line or-ed together */
  uint16_t marks_first, marks_last;
  uint32_t hints;          /* KIND_BIT: what its words and phrases hint at */
  uint32_t word_hints;     /* its words alone */
  uint32_t covered;        /* items under some phrase, proofs and hints */
  struct line_proof proof; /* of the whole line */
  struct line_proof part;  /* of some of its sentences, when the rest is something else */
  uint32_t first_hints;    /* of its first word */
  uint32_t caption_items;  /* words before the credit that ends the line; 0: no credit does */
  bool starts_quote, starts_lower, starts_number, starts_order, starts_infinitive, starts_i;
  bool starts_capital; /* its first word, behind a number */
  bool ends_stop, ends_colon;
};

/* Facts of every line, in the arena; NULL when the lexicon has no phrases. */
struct line_facts *line_facts_gather(calque_arena *arena, const calque_lexicon *lex,
                                     const calque_doc *doc);

#endif
