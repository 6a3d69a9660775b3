/* The score. A document is cut into passages of about 150 words at line ends; each loses points
 * by the weight of its findings per 100 words. The document's loss is the mean over passages,
 * drawn towards the worst one, so that a garbled half is not diluted by a clean one. The score is
 * 100 exp(-loss / 100): it never reaches 0, and every finding counts less than the one before. */
#include "verdict/verdict.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"

#define WORST_SHARE 0.4 /* of the loss comes from the worst passage */
#define STEEPNESS   2.5 /* how fast the score falls with the loss */

struct family_weight {
  const char *family;
  double by_severity[4];
};

static const struct family_weight weights[] = {
#define WEIGHT(family, minor, major, critical) {#family, {0, minor, major, critical}},
#include "verdict/weights.def"
#undef WEIGHT
};

struct passage {
  uint32_t end; /* first byte behind it */
  uint32_t words;
  double loss;
};

typedef ARRAY(struct passage) passage_array;

double finding_weight(const calque_finding *finding) {
  for (size_t i = 0; i < COUNT(weights); i++)
    if (strcmp(weights[i].family, finding->family) == 0)
      return weights[i].by_severity[finding->severity];
  return weights[0].by_severity[finding->severity];
}

static uint32_t words_of_line(const calque_doc *doc, const calque_line *line) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < line->n_tokens; i++)
    n += doc->tokens[line->first_token + i].kind == CALQUE_WORD;
  return n;
}

static passage_array cut_passages(calque_arena *arena, const calque_doc *doc) {
  passage_array out = {0};
  struct passage p = {0, 0, 0};
  for (uint32_t i = 0; i < doc->n_lines; i++) {
    p.words += words_of_line(doc, &doc->lines[i]);
    p.end = doc->lines[i].span.end;
    if (p.words < PASSAGE_WORDS && i + 1 < doc->n_lines) continue;
    ARRAY_PUSH(arena, &out, p);
    p = (struct passage){0, 0, 0};
  }
  return out;
}

static void charge(passage_array *passages, const calque_report *report) {
  size_t at = 0;
  for (size_t i = 0; i < report->n_findings; i++) {
    const calque_finding *f = &report->findings[i];
    while (at + 1 < passages->n && f->span.start >= passages->ptr[at].end) at++;
    if (passages->n) passages->ptr[at].loss += finding_weight(f);
  }
}

static double total_loss(const passage_array *passages) {
  double sum = 0, worst = 0;
  uint32_t words = 0;
  for (size_t i = 0; i < passages->n; i++) {
    const struct passage *p = &passages->ptr[i];
    double local = 100 * p->loss / (p->words + PRIOR_WORDS);
    if (local > worst) worst = local;
    sum += p->loss;
    words += p->words;
  }
  double mean = 100 * sum / (words + PRIOR_WORDS);
  return mean + WORST_SHARE * (worst - mean);
}

struct cause {
  const struct check *check;
  double loss;
  size_t n;
};

static int by_loss(const void *a, const void *b) {
  const struct cause *x = a, *y = b;
  if (x->loss != y->loss) return x->loss > y->loss ? -1 : 1;
  return strcmp(x->check->id, y->check->id);
}

/* One reason a check: its title and how often. */
static size_t list_reasons(calque_arena *arena, const calque_report *report,
                           const calque_reason **out) {
  struct cause *causes = ARENA_ARRAY(arena, struct cause, n_checks);
  size_t n = 0;
  double sum = 0;
  for (size_t i = 0; i < n_checks; i++) causes[i].check = all_checks[i];
  for (size_t i = 0; i < report->n_findings; i++) {
    const calque_finding *f = &report->findings[i];
    for (size_t k = 0; k < n_checks; k++) {
      if (strcmp(causes[k].check->id, f->check) != 0) continue;
      causes[k].loss += finding_weight(f);
      causes[k].n += f->severity != CALQUE_NOTE;
      sum += finding_weight(f);
    }
  }
  qsort(causes, n_checks, sizeof *causes, by_loss);
  while (n < n_checks && causes[n].loss > 0) n++;
  calque_reason *reasons = ARENA_ARRAY(arena, calque_reason, n);
  for (size_t i = 0; i < n; i++) {
    reasons[i].text =
        causes[i].n > 1 ? arena_printf(arena, "%s (%zu times)", causes[i].check->title, causes[i].n)
                        : calque_str_of(causes[i].check->title);
    reasons[i].weight = causes[i].loss / sum;
  }
  *out = reasons;
  return n;
}

calque_verdict calque_judge(calque_arena *arena, const calque_doc *doc,
                            const calque_report *report) {
  passage_array passages = cut_passages(arena, doc);
  charge(&passages, report);
  calque_verdict v = {.score = (int)lround(100 * exp(-STEEPNESS * total_loss(&passages) / 100))};
  v.grade = v.score >= SCORE_GOOD      ? CALQUE_GOOD
            : v.score >= SCORE_SUSPECT ? CALQUE_SUSPECT
                                       : CALQUE_POOR;
  v.n_reasons = list_reasons(arena, report, &v.reasons);
  return v;
}

const char *calque_grade_name(calque_grade grade) {
  static const char *const names[] = {"good", "suspect", "poor"};
  return names[grade];
}
