/* Findings -> a score, a grade and the reasons. The numbers stand in weights.def and here. */
#ifndef VERDICT_VERDICT_H
#define VERDICT_VERDICT_H

#include "checks/check.h"

enum {
  PASSAGE_WORDS = 150, /* a document is judged by its passages of so many words */
  PRIOR_WORDS = 70,    /* words of clean text that every passage is given on credit: a short
                          text needs more evidence */
  SCORE_GOOD = 75,     /* at or above: good */
  SCORE_SUSPECT = 50   /* at or above: suspect; below: poor */
};

/* Loss of one finding in points for a text of 100 words. */
double finding_weight(const calque_finding *finding);

#endif
