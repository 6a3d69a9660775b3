/* The score, and what it comes from: one reason a check, and one for the sentences that no French
 * writer would put together so, whether or not a place in them was underlined. */
#include "verdict/verdict.h"

#include <math.h>
#include <stdlib.h>

#include "checks/density.h"
#include "lexicon/garble.h"

#define GARBLE_TITLE  "sentences that read like machine output"
#define DENSITY_TITLE "attribution and linking as English has them, again and again"
#define SEAMS_TITLE   "seam around a name, code or a label: the text was put together out of pieces"

enum { N_OTHER = 3 /* causes that are no check */ };

struct cause {
  const char *title, *family;
  double loss; /* in spoiled words */
  size_t n;
};

static int by_loss(const void *a, const void *b) {
  const struct cause *x = a, *y = b;
  if (x->loss != y->loss) return x->loss > y->loss ? -1 : 1;
  return strcmp(x->title, y->title);
}

/* Sentences that hardly any good article has; their loss in the unit of findings. */
static struct cause garble_cause(const calque_doc *doc, const calque_report *report) {
  struct cause cause = {.title = GARBLE_TITLE, .family = "reading"};
  const float strong = garble_thresholds.suspect - garble_thresholds.usual;
  double sum = 0;
  for (uint32_t i = 0; report->garble && i < doc->n_sentences; i++) {
    sum += (double)report->garble[i];
    cause.n += report->garble[i] >= strong;
  }
  if (cause.n)
    cause.loss = verdict_weights.garble * sum / (doc->n_sentences + PRIOR_SENTENCES) *
                 (doc->n_words + PRIOR_WORDS);
  return cause;
}

/* The loss of the whole article in the unit of findings: `evidence` nats at `weight` each. */
static double whole_loss(const calque_doc *doc, double weight, double evidence) {
  return weight * evidence * (doc->n_words + PRIOR_WORDS);
}

static struct cause density_cause(const calque_doc *doc, const calque_report *report) {
  return (struct cause){.title = DENSITY_TITLE,
                        .family = "density",
                        .loss = whole_loss(doc, verdict_weights.density, report->density),
                        .n = report->density > 0};
}

static struct cause seams_cause(const calque_doc *doc, const calque_report *report) {
  double evidence = seams_evidence(report->n_seams, doc->n_words);
  return (struct cause){.title = SEAMS_TITLE,
                        .family = "seams",
                        .loss = whole_loss(doc, verdict_weights.seams, evidence),
                        .n = report->n_seams};
}

/* causes[i]: of check i; the last three: of the sentences, two of the article. */
static struct cause *count_causes(calque_arena *arena, const calque_doc *doc,
                                  const calque_report *report) {
  struct cause *causes = ARENA_ARRAY(arena, struct cause, n_checks + N_OTHER);
  for (size_t i = 0; i < n_checks; i++) {
    causes[i].title = all_checks[i]->title;
    causes[i].family = all_checks[i]->family;
  }
  for (size_t i = 0; i < report->n_findings; i++) {
    const calque_finding *f = &report->findings[i];
    const struct check *check = check_find(calque_str_of(f->check));
    for (size_t k = 0; k < n_checks; k++) {
      if (all_checks[k] != check) continue;
      causes[k].loss += verdict_weights.finding[family_find(f->family)][f->severity];
      causes[k].n += f->severity != CALQUE_NOTE;
    }
  }
  causes[n_checks] = garble_cause(doc, report);
  causes[n_checks + 1] = density_cause(doc, report);
  causes[n_checks + 2] = seams_cause(doc, report);
  return causes;
}

static calque_str reason_text(calque_arena *arena, const calque_doc *doc, const struct cause *c) {
  if (strcmp(c->title, GARBLE_TITLE) == 0)
    return arena_printf(arena, "%s (%zu of %u)", c->title, c->n, doc->n_sentences);
  if (c->n > 1) return arena_printf(arena, "%s (%zu times)", c->title, c->n);
  return calque_str_of(c->title);
}

static size_t list_reasons(calque_arena *arena, const calque_doc *doc, const calque_report *report,
                           const calque_reason **out) {
  struct cause *causes = count_causes(arena, doc, report);
  size_t n = 0;
  double sum = 0;
  for (size_t i = 0; i < n_checks + N_OTHER; i++)
    if (causes[i].loss > 0) causes[n++] = causes[i];
  if (n) qsort(causes, n, sizeof *causes, by_loss);
  for (size_t i = 0; i < n; i++) sum += causes[i].loss;
  calque_reason *reasons = ARENA_ARRAY(arena, calque_reason, n);
  for (size_t i = 0; i < n; i++)
    reasons[i] = (calque_reason){.text = reason_text(arena, doc, &causes[i]),
                                 .weight = causes[i].loss / sum,
                                 .family = causes[i].family,
                                 .n = causes[i].n};
  *out = reasons;
  return n;
}

calque_verdict calque_judge(calque_arena *arena, const calque_doc *doc,
                            const calque_report *report) {
  struct passages passages = passages_cut(arena, doc, report);
  calque_verdict v = {.score = (int)lround(100 * exp(-passages_loss(&passages, &verdict_weights)))};
  v.grade = v.score >= SCORE_GOOD      ? CALQUE_GOOD
            : v.score >= SCORE_SUSPECT ? CALQUE_SUSPECT
                                       : CALQUE_POOR;
  v.n_reasons = list_reasons(arena, doc, report, &v.reasons);
  return v;
}

const char *calque_grade_name(calque_grade grade) {
  static const char *const names[] = {"good", "suspect", "poor"};
  return names[grade];
}
