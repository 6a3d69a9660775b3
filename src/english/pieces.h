/* One cutting for both sides of a translation: words, runs of digits and marks, with the spelling
 * folded (no capitals, no accents) so that « Évry » and “Evry” are the same bytes. It is coarser
 * than calque_doc_parse, which knows French only: every apostrophe and hyphen parts two words here,
 * and U.S. or O.N.U. is one word. */
#ifndef ENGLISH_PIECES_H
#define ENGLISH_PIECES_H

#include "base/array.h"
#include "base/str.h"
#include "base/utf8.h"
#include "lexicon/lexicon.h"

enum side { FRENCH, ENGLISH };

enum piece_kind { PIECE_WORD, PIECE_DIGITS, PIECE_MARK };

enum {                         /* piece.flags */
       PIECE_SPACE = 1 << 0,   /* white space or a start comes before it */
       PIECE_CAPITAL = 1 << 1, /* first letter is upper case */
       PIECE_CAPS = 1 << 2,    /* two letters or more, all upper case */
       PIECE_FIRST = 1 << 3,   /* first word of a sentence, a line or a quotation */
       PIECE_ELIDED = 1 << 4,  /* an apostrophe follows at once: l’, Tymoshenko’s */
       PIECE_MIXED = 1 << 5,  /* has a digit inside or a capital after a small letter: G7, iPhone */
       PIECE_DOTTED = 1 << 6, /* was written with dots: U.S. */
       PIECE_SMALL_AFTER = 1 << 7 /* has a capital and a small letter: not an acronym */
};

struct piece {
  calque_span span;
  calque_str folded;    /* words: small letters without accents, dots taken out; else as written */
  uint32_t mark;        /* the character of a mark; 0 for words and digits */
  word_id exact, lower; /* in the lexicon; 0 without one or when unknown */
  uint16_t flags;
  uint8_t kind; /* piece_kind */
};

struct pieces {
  calque_str text;
  const struct piece *ptr;
  uint32_t n;
};

/* Cuts `text[span]`; spans count from the start of `text`. `lex` may be NULL. All in the arena. */
struct pieces pieces_cut(calque_arena *arena, const calque_lexicon *lex, calque_str text,
                         calque_span span);

/* The piece at i, or an empty mark outside. Never NULL. */
const struct piece *piece_at(const struct pieces *p, int64_t i);

static inline bool piece_is_mark(const struct piece *p, uint32_t c) {
  return p->kind == PIECE_MARK && p->mark == c;
}
static inline bool piece_has_space(const struct piece *p) { return p->flags & PIECE_SPACE; }
static inline bool piece_is(const struct piece *p, calque_str folded) {
  return p->kind == PIECE_WORD && str_eq(p->folded, folded);
}
/* ' or ’ */
static inline bool piece_is_apostrophe(const struct piece *p) {
  return p->kind == PIECE_MARK && (p->mark == '\'' || p->mark == 0x2019);
}
/* - or ‑ (a hyphen, not a dash) */
static inline bool piece_is_hyphen(const struct piece *p) {
  return p->kind == PIECE_MARK && (p->mark == '-' || p->mark == 0x2010 || p->mark == 0x2011);
}

#endif
