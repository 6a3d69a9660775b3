/* Findings -> a score, a grade and the reasons. The score is 100 exp(-loss) (loss.h): it never
 * reaches 0, and every finding counts less than the one before. The weights are learned
 * (tests/train/verdict.c); the two limits are set so that 2 in 100 good news articles are suspect
 * and none is poor, and that the sample articles are judged as their writers meant them. */
#ifndef VERDICT_VERDICT_H
#define VERDICT_VERDICT_H

#include "verdict/loss.h"

enum {
  SCORE_GOOD = 82,   /* at or above: good */
  SCORE_SUSPECT = 55 /* at or above: suspect; below: poor */
};

#endif
