/* Sorting 35 numbers, and saying the first of them. */
#include "output/scores.h"

#include <math.h>
#include <stdlib.h>

static const double LEAST = 0.005; /* less is written as 0.00 */

struct score_means scores_mean(const struct summarized *item) {
  struct score_means m = {.score = 0};
  size_t n = 0;
  for (size_t i = 0; i < item->n_scores; i++) {
    const calque_sentence_score *row = &item->scores[i];
    if (!row->parts) continue;
    n++;
    m.score += row->score;
    for (size_t f = 0; f < CALQUE_FEATURES; f++) m.parts[f] += row->parts[f];
  }
  if (!n) return m;
  m.score /= (double)n;
  for (size_t f = 0; f < CALQUE_FEATURES; f++) m.parts[f] /= (double)n;
  return m;
}

static int by_distance(const void *a, const void *b) {
  const struct score_part *x = a, *y = b;
  double dx = fabs(x->apart), dy = fabs(y->apart);
  if (dx != dy) return dx > dy ? -1 : 1;
  return x->feature < y->feature ? -1 : 1;
}

size_t scores_apart(const calque_sentence_score *row, const struct score_means *means,
                    struct score_part out[CALQUE_FEATURES]) {
  size_t n = 0;
  for (size_t f = 0; row->parts && f < CALQUE_FEATURES; f++) {
    double apart = row->parts[f] - means->parts[f];
    if (fabs(apart) >= LEAST) out[n++] = (struct score_part){f, row->parts[f], apart};
  }
  if (n) qsort(out, n, sizeof *out, by_distance);
  return n;
}

void scores_words(struct buf *out, const calque_sentence_score *row,
                  const struct score_means *means, size_t max) {
  struct score_part parts[CALQUE_FEATURES];
  size_t n = scores_apart(row, means, parts);
  size_t start = out->len;
  for (size_t i = 0; i < n && i < max; i++)
    buf_printf(out, "%s%s\u00a0%+.2f", i ? ", " : "", calque_feature_name(parts[i].feature),
               parts[i].apart);
  if (row->leans) buf_printf(out, "%s%s", out->len > start ? "; " : "", row->leans);
  if (row->left_out) buf_printf(out, "%sleft out: %s", out->len > start ? "; " : "", row->left_out);
}
