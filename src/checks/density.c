/* The rows of family density of dictionaries/calques.tsv, and seams, counted. With r occurrences
 * per 1,000 words in good texts and TIMES as many in a translation, n of them in so many words
 * speak for the translation with n ln TIMES - (TIMES - 1) r words / 1000 (Poisson); one kind may
 * bring MOST at most, or a single habit of a writer, or of a page, would decide. */
#include "checks/density.h"

#include <math.h>

enum { TIMES = 10, ACCIDENTS = 1 /* spaces that anybody may leave in a text */ };
static const double most = 4, least = 3;

static const struct {
  calque_str row;
  double rate;
} rates[] = {
#define DENSITY(row, rate) {STR_INIT(row), rate},
#define SEAMS(rate)
#include "checks/density.def"
#undef DENSITY
#undef SEAMS
};
static const double seam_rate =
#define DENSITY(row, rate)
#define SEAMS(rate) rate
#include "checks/density.def"
#undef DENSITY
#undef SEAMS
    ;

/* How much n occurrences speak for a translation; `rate`: per 1,000 words of good texts. */
static double evidence(uint32_t n, double rate, uint32_t words) {
  double here = n * log(TIMES) - (TIMES - 1) * rate * words / 1000;
  return here > most ? most : here;
}

void seam_add(const struct check_context *ctx, uint32_t *n, const struct check *check,
              uint32_t place) {
  *n += !ignore_drops(ctx->ignored, ctx->n_ignored, check, place);
}

uint32_t seams_count(const struct seams *seams) {
  uint32_t forgiven = seams->holes + ACCIDENTS;
  uint32_t spaces = seams->spaces > forgiven ? seams->spaces - forgiven : 0;
  return spaces + seams->fused + seams->names + seams->labels;
}

double seams_evidence(uint32_t n, uint32_t words) { return fmax(0, evidence(n, seam_rate, words)); }

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
  for (size_t k = 0; k < COUNT(rates); k++) sum += evidence(n[k], rates[k].rate, ctx->doc->n_words);
  return sum > least ? sum : 0;
}
