/* Findings -> a score, a grade and the reasons. The score is 100 exp(-loss) (loss.h): it never
 * reaches 0, and every finding counts less than the one before. The weights are learned so that an
 * article at SCORE_GOOD is as likely a translation that nobody corrected as it is good French, and
 * one at SCORE_SUSPECT fifty times as likely (tests/train/verdict.c). */
#ifndef VERDICT_VERDICT_H
#define VERDICT_VERDICT_H

#include "verdict/loss.h"

enum {
  SCORE_GOOD = 80,   /* at or above: good */
  SCORE_SUSPECT = 55 /* at or above: suspect; below: poor */
};

#endif
