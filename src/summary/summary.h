/* Which sentences carry a document.
 *
 *   body.c       which sentences are the article, and which of them may not be quoted, and why
 *   terms.c      what each sentence speaks of: a unit vector over lemmas
 *   features.c   what is measured of each sentence (features.def)
 *   cues.c       small sets of words that the features look for (cues.def)
 *   rank.c       features x weights (weights.def, learned by tests/train/summary.c)
 *   choose.c     the best sentences within a budget that do not repeat one another
 *   compress.c   what a sentence can do without
 *   summary.c    calque_summarize: all of it in order
 *
 * Time is linear in the text: similarities are products of sparse vectors with one dense sum, never
 * of every pair of sentences. */
#ifndef SUMMARY_SUMMARY_H
#define SUMMARY_SUMMARY_H

#include "checks/lines.h"
#include "lexicon/lexicon.h"

/* Only so many sentences of an article are ranked; later ones are not quoted. */
#define SUMMARY_MAX_SENTENCES 131072u
/* Only so many different words of a sentence are looked at. */
#define SUMMARY_MAX_TERMS 64u

/* Why a sentence is not quoted; a later one is worse. Where every sentence has a reason, those
 * with the least of them are taken: a text that has a sentence has a summary. */
enum summary_veto {
  VETO_NONE,
  VETO_QUOTE,     /* holds one end of a quotation that goes on elsewhere */
  VETO_UNENDED,   /* no full stop: a heading, a list item, cut off */
  VETO_SPOILED,   /* a finding of weight stands in it */
  VETO_TITLE,     /* is the title */
  VETO_NOT_PROSE, /* caption, byline, date; or not one word */
  VETO_FURNITURE, /* advert, menu, repeat, disclosure */
  N_VETOES
};
/* "quotation goes on", "unended" ...; NULL for VETO_NONE. */
const char *summary_veto_name(enum summary_veto veto);

enum summary_feature {
#define FEATURE(name, what) FEATURE_##name,
#include "summary/features.def"
  N_FEATURES
};

/* One word of a sentence. Keys mean the same in every document of one lexicon, so vectors of
 * different documents compare: the lemma's word_id, or a hash with the top bit set. */
struct summary_term {
  uint32_t key;
  uint32_t local; /* index of the key among those of its document */
  float weight;
};

/* Sorted by key, of length 1 (or no term at all). */
struct summary_vector {
  const struct summary_term *terms;
  uint32_t n;
};

/* A sentence of the article. */
struct summary_candidate {
  calque_span span;
  uint32_t sentence; /* index into doc->sentences */
  uint32_t words;    /* words and numbers */
  enum summary_veto veto;
  float score;    /* features x weights: compares within one document */
  float standing; /* the same from 0 to 1: worst and best sentence of its document */
  struct summary_vector vector;
  float features[N_FEATURES];
};

struct summary_ranking {
  struct summary_candidate *sentences; /* in order of the text */
  uint32_t n;
  uint32_t n_terms;        /* different words: locals are below it */
  enum summary_veto level; /* sentences of this veto or a lesser one may be quoted */
};

/* Every sentence of the article, measured and scored. For a text of furniture only, its first
 * sentence. Everything is in the arena. */
struct summary_ranking summary_rank(calque_arena *arena, const calque_lexicon *lex,
                                    const calque_doc *doc, const calque_report *report,
                                    const enum line_role *roles);

static inline bool summary_may_quote(const struct summary_ranking *r, uint32_t i) {
  return r->sentences[i].veto <= r->level;
}

/* 0: nothing in common, 1: the same words; also for vectors of different documents. */
float summary_cosine(const struct summary_vector *a, const struct summary_vector *b);

#endif
