/* What an article loses, passage by passage. A passage is about 150 words, cut at sentence ends.
 * Its loss is
 *   (sum of the weights of its findings) / (words + PRIOR_WORDS)
 *   + the garble weight * (sum of calque_report.garble) / (sentences + PRIOR_SENTENCES),
 * so a finding's weight says how many words it spoils. The article's loss is the mean over its
 * passages, drawn towards the worst one, so that a garbled half is not diluted by a clean one, and
 * the density weight * calque_report.density and the seams weight * seams_evidence.
 * tests/train/verdict.c learns the weights with the same functions. */
#ifndef VERDICT_LOSS_H
#define VERDICT_LOSS_H

#include "base/array.h"
#include "checks/check.h"

enum {
  PASSAGE_WORDS = 150, /* an article is judged by its passages of so many words */
  PRIOR_WORDS = 70,    /* words and sentences of clean text that every passage is given on */
  PRIOR_SENTENCES = 4  /* credit: a short text needs more evidence */
};

enum verdict_family {
#define WEIGHT(family, minor, major, critical) FAMILY_##family,
#define GARBLE_SENTENCE(weight)
#define DENSITY_NAT(weight)
#define SEAM_NAT(weight)
#include "verdict/weights.def"
#undef WEIGHT
#undef GARBLE_SENTENCE
#undef DENSITY_NAT
#undef SEAM_NAT
  N_FAMILIES
};

struct verdict_weights {
  double finding[N_FAMILIES][4]; /* by severity; a note weighs nothing */
  double garble;
  double density, seams; /* for one of calque_report.density, of seams_evidence */
};

struct passage {
  uint32_t end; /* first byte behind it */
  uint32_t words, sentences;
  uint32_t counts[N_FAMILIES][4]; /* findings */
  double garble;                  /* sum over its sentences */
};

struct passages {
  struct passage *ptr;
  size_t n, cap;
  double density, seams; /* of the whole article */
};

/* The weights that are in force (weights.def). */
extern const struct verdict_weights verdict_weights;
extern const char *const family_names[N_FAMILIES];

/* The index of a family's name; a family that has no weights counts as the first. */
enum verdict_family family_find(const char *name);

/* At least one passage, in the arena. */
struct passages passages_cut(calque_arena *arena, const calque_doc *doc,
                             const calque_report *report);
double passages_loss(const struct passages *passages, const struct verdict_weights *weights);
/* Which passage weighs most. */
size_t passages_worst(const struct passages *passages, const struct verdict_weights *weights);

#define WORST_SHARE 0.4 /* of the loss comes from the worst passage */

#endif
