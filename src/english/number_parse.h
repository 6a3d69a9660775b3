/* What the files that read numbers share; nobody else includes this. */
#ifndef ENGLISH_NUMBER_PARSE_H
#define ENGLISH_NUMBER_PARSE_H

#include "english/numbers.h"

enum number_role {
  ROLE_NONE,
  ARTICLE,  /* a, an: one before hundred, dozen, year */
  CENT,     /* a hundredth of a currency */
  CLOCK,    /* noon: minutes of the day */
  DECADE,   /* sixties */
  FRACTION, /* a third: its denominator */
  GROUP,    /* a dozen, une vingtaine */
  HALF,
  HALFDAY, /* am, pm */
  HUNDRED,
  MONEY,
  MONTH,
  MULTIPLE, /* twice, pair, octogenarian: may explain a number, takes no part in one */
  OPTIONAL, /* Covid-19, CO2: digits that a translation may leave out */
  ORDINAL,
  SCALE, /* thousand and more */
  SHORT, /* the same abbreviated; only after digits */
  TIME,  /* a unit: seconds */
  UNIT,  /* cardinal below 100 */
  WEEKDAY
};

struct number_word {
  const char *word;
  uint8_t len;
  uint8_t role; /* enum number_role */
  double value;
};

/* Where a word stands in the table, as written and without a plural -s: index + 1, 0: nowhere. */
struct number_rows {
  uint16_t exact, singular;
};

struct number_scan {
  calque_arena *arena;
  const struct pieces *p;
  const struct number_rows *rows; /* one a piece */
  enum side side;
  struct calendar calendar;
  ARRAY(struct number) out;
};

/* The row of a word in that role, or NULL. A plural -s is taken off when it has no row. */
const struct number_word *number_word_find(enum side side, calque_str folded, enum number_role);
/* The same for the word piece at i; NULL when there is none. */
const struct number_word *number_word_at(const struct number_scan *s, int64_t i,
                                         enum number_role role);
/* Fills s->rows, so that no word is searched twice. */
void number_words_look_up(struct number_scan *s);
/* Every row, for tests: NULL past the last. */
const struct number_word *number_word_row(enum side side, size_t i);

struct number number_new(const struct number_scan *s, int64_t first, int64_t end);
void number_add_reading(struct number *n, double value);
/* A word that stands alone, e.g. « et » « à » : is piece i one of the `n` folded words? */
bool piece_is_any(const struct number_scan *s, int64_t i, const calque_str *words, size_t n);

/* Reads scale, currency, unit, « et demi », clock behind a number whose pieces end at
 * n->end_piece, and moves that end. */
void number_read_tail(struct number_scan *s, struct number *n);

/* « et demi », “and a half” at piece i: the piece behind it, or i. */
int64_t number_half_end(const struct number_scan *s, int64_t i);

/* Each reads what may start at piece i, pushes it and returns the piece behind it; i: nothing. */
int64_t number_read_digits(struct number_scan *s, int64_t i);
int64_t number_read_words(struct number_scan *s, int64_t i);

#endif
