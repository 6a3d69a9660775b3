/* The numbers of a text, each as the set of values it may stand for: « 839.000 » is 839,000 or
 * 839.0, « 1,5 milliard » is 1.5 billion, « 14h30 » is 2:30 pm, « les années 80 » are the 1980s.
 * Two numbers agree when their sets meet. Only what is written with digits must have a
 * counterpart; words (three, une vingtaine, half), Roman numerals and months may be one.
 *
 *   number_words.c   words and their values (number_words_fr.def, number_words_en.def)
 *   number_parse.c   numbers in digits
 *   number_spell.c   numbers in words, fractions, Roman numerals
 *   number_tail.c    what follows a number: scale, currency, unit, minutes
 *   number_style.c   English numbers that are written as in French
 *   numbers.c        the numbers of one side against those of the other */
#ifndef ENGLISH_NUMBERS_H
#define ENGLISH_NUMBERS_H

#include "english/finding.h"
#include "english/pieces.h"

#define NUMBER_READINGS 8
#define NUMBER_NO_CLOCK (-1)

enum {                           /* number.flags */
       NUMBER_REQUIRED = 1 << 0, /* written with digits: the other side must have it */
       NUMBER_HALF_DAY = 1 << 1, /* the clock says am or pm, or is past 12 */
       NUMBER_GROUPED = 1 << 2,  /* groups of three parted by spaces */
       NUMBER_GLUED = 1 << 5,    /* letters stick to it: 1st, 28e, 5bn */
       NUMBER_PART = 1 << 3,     /* a piece of the number before it: day, minutes */
       NUMBER_ALONE = 1 << 4 /* no scale, unit or currency of its own: may share the next one's */
};

struct number {
  calque_span span;
  double readings[NUMBER_READINGS];
  double scale;   /* 1e6 in « 3 millions »; 1 when there is none */
  double unit_s;  /* seconds of its unit of time; 0: none */
  double seconds; /* as a length of time; 0: none */
  double vague;   /* « des milliers »: 1000, for a few or many of them; 0: not vague */
  int32_t clock;  /* minutes of the day, or NUMBER_NO_CLOCK */
  uint32_t first_part;
  uint32_t first_piece, end_piece;
  uint8_t n_readings, n_parts;
  uint8_t money; /* which currency; 0: none */
  uint8_t flags;
};

/* Months and days of the week that a text names. */
struct calendar {
  uint16_t months, days;         /* bit m: month m; bit d: day d, Monday is 1 */
  calque_span month[13], day[8]; /* where first */
};

struct numbers {
  const struct number *ptr;
  uint32_t n;
  struct calendar calendar;
};

struct numbers numbers_scan(calque_arena *arena, const struct pieces *pieces, enum side side);

/* The whole word as a Roman numeral in capitals, a French ordinal ending allowed (XIXe), or 0. */
double number_roman_value(calque_str word);

/* Reports numbers of the English that are written in the French way. */
void numbers_check_style(struct findings *out, const struct pieces *fr, const struct pieces *en);
/* Reports the numbers of either side that the other lacks. */
void numbers_compare(struct findings *out, const struct pieces *fr, const struct pieces *en);
/* The same for English against a French text that says more than it: a summary. */
void numbers_support(struct findings *out, const struct pieces *fr, const struct pieces *en);

#endif
