/* What sets a sentence apart from the others of its article. Features add up to a score, but many
 * add about the same everywhere; what explains a choice is how far each is from the mean. */
#ifndef OUTPUT_SCORES_H
#define OUTPUT_SCORES_H

#include "output/writer.h"

struct score_means {
  double parts[CALQUE_FEATURES];
  double score;
};

struct score_part {
  size_t feature;
  double value; /* what it adds to the score */
  double apart; /* that, less the mean of the article */
};

struct score_means scores_mean(const struct summarized *item);
/* The features that set the sentence apart most, heaviest first; how many (0: it is not ranked). */
size_t scores_apart(const calque_sentence_score *row, const struct score_means *means,
                    struct score_part out[CALQUE_FEATURES]);
/* "title_early +0.81, log_place +0.60, length -0.20; refers back"; at most `max` features. */
void scores_words(struct buf *out, const calque_sentence_score *row,
                  const struct score_means *means, size_t max);

#endif
