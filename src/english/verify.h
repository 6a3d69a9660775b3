/* Reading the English against the French: calque_verify of calque.h and its parts. Pure functions
 * over two texts; all memory is the arena's, time is linear in their length.
 *
 *   pieces.c        one cutting for both languages
 *   segments.c      which passage translates which
 *   number*.c       numbers as sets of readings
 *   name*.c         names, exonyms, spellings
 *   untranslated.c  French, Catalan, Spanish left in
 *   answer.c        refusals, preambles, fences, loops, a cut end
 *   wording.c       negation and quotation marks
 *   summary.c       sentences that cite paragraphs
 *   verify.c        all of it in order */
#ifndef ENGLISH_VERIFY_H
#define ENGLISH_VERIFY_H

#include "english/answer.h"
#include "english/names.h"
#include "english/numbers.h"
#include "english/segments.h"
#include "english/untranslated.h"
#include "english/wording.h"

struct verification {
  struct findings found;
  struct name_tables tables;
  calque_str fr, en;
  const calque_verify_options *options;
  ARRAY(calque_passage) passages;
};

/* Compares one passage with its translation. */
void verify_passage(struct verification *v, calque_span fr, calque_span en);
/* Every sentence of the summary against the paragraphs that it cites. */
void verify_summary(struct verification *v);

#endif
