/* The rows of family density of dictionaries/calques.tsv, counted. With r occurrences per 1,000
 * words in good news and TIMES as many in a translation, n of them in so many words speak for the
 * translation with n ln TIMES - (TIMES - 1) r words / 1000 (Poisson); one way of writing may bring
 * MOST at most, or a single habit of a writer would decide. */
#include "checks/density.h"

#include <math.h>

enum { TIMES = 10 };
static const double most = 4, least = 3;

static const struct {
  calque_str row;
  double rate;
} rates[] = {
#define DENSITY(row, rate) {STR_INIT(row), rate},
#include "checks/density.def"
#undef DENSITY
};

double density_of(const struct check_context *ctx) {
  uint32_t n[COUNT(rates)] = {0};
  for (size_t i = 0; i < ctx->n_phrases; i++) {
    const struct phrase_match *m = &ctx->phrases[i];
    struct phrase row = phrases_row(ctx->lex, m->row);
    const calque_token *t = &ctx->doc->tokens[token_at(ctx->doc, m->span.start)];
    if (!str_eq(row.family, STR("density")) || !in_article(ctx, t)) continue;
    for (size_t k = 0; k < COUNT(rates); k++) n[k] += str_eq(rates[k].row, row.id);
  }
  double sum = 0;
  for (size_t k = 0; k < COUNT(rates); k++) {
    double here = n[k] * log(TIMES) - (TIMES - 1) * rates[k].rate * ctx->doc->n_words / 1000;
    sum += here > most ? most : here;
  }
  return sum > least ? sum : 0;
}
