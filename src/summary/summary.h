/* Which sentences carry a document.
 *
 *   body.c       which sentences are the article, and which of them may not be quoted, and why
 *   lean.c       which sentences need the one before them (leads.def)
 *   terms.c      what each sentence says: a unit vector over lemmas, and what its tokens count
 *   features.c   what is measured of each sentence (features.def)
 *   rank.c       features x weights (weights.def, learned by tests/train/summary.c)
 *   choose.c     the best sentences within a budget that do not repeat one another
 *   compress.c   what a sentence can do without
 *   summary.c    calque_summarize and calque_summary_explain: all of it in order
 *
 * Time is linear in the text: similarities are products of sparse vectors with one dense sum, never
 * of every pair of sentences. */
#ifndef SUMMARY_SUMMARY_H
#define SUMMARY_SUMMARY_H

#include "checks/lines.h"
#include "lexicon/lexicon.h"
#include "summary/lean.h"

/* Only so many sentences of an article are ranked; later ones are not quoted. */
#define SUMMARY_MAX_SENTENCES 131072u
/* Only so many different words of a sentence are looked at. */
#define SUMMARY_MAX_TERMS 64u

#define NO_QUOTE          UINT32_MAX

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
/* "a quotation goes on", "no full stop" ...; NULL for VETO_NONE. */
const char *summary_veto_name(enum summary_veto veto);

enum summary_feature {
#define FEATURE(name, what) FEATURE_##name,
#include "summary/features.def"
  N_FEATURES
};
enum word_feature {
#define WORD_FEATURE(name, what) WORD_##name,
#include "summary/features.def"
  N_WORD_FEATURES
};

/* What the ranker learned, or learns: weights.def. */
struct summary_weights {
  float sentence[N_FEATURES];
  float word[N_WORD_FEATURES]; /* of the logit that a summary has the word */
};
extern const struct summary_weights summary_trained;

#define SUMMARY_EARLY 35u /* words: what a short summary shows of a sentence */

/* One word of a sentence. */
struct summary_term {
  uint32_t word; /* index among those of its document */
  float weight;
};

/* The different words of a sentence, in order of the text. */
struct summary_vector {
  const struct summary_term *terms;
  uint32_t n;
};

enum {                       /* summary_word.kind */
       SUMMARY_NAME = 1,     /* has a capital within a sentence */
       SUMMARY_UNQUOTED = 2, /* stands outside of quotations */
       SUMMARY_VERB = 4,     /* is a verb and no noun */
       SUMMARY_TITLE = 8,    /* stands in the title */
       SUMMARY_KINDS = 16
};

/* A word of the article, whatever its form. */
struct summary_word {
  uint32_t key;              /* the lemma's word_id, or a hash with the top bit set */
  uint32_t count, sentences; /* how often it occurs, and in how many sentences */
  uint32_t first;            /* place of the first sentence that has it */
  uint32_t last_term;        /* 1 + index of its last term among all of the document; 0: none */
  float company;             /* title_share of the sentences that have it, added up */
  float central;             /* their LexRank, added up */
  uint8_t rarity;            /* 16 x idf */
  uint8_t kind;
};

/* A sentence of the article. */
struct summary_candidate {
  calque_span span;
  uint32_t sentence; /* index into doc->sentences */
  uint32_t words;    /* words and numbers */
  enum summary_veto veto;
  /* Indexes of quotations that go on over its start or end. It tells who speaks, so it can be
   * quoted with the mark that stands in another sentence. */
  uint32_t opened_before, closed_after; /* NO_QUOTE: none */
  struct lean lean;
  float score;                  /* features x weights: compares within one document */
  float standing;               /* the same from 0 to 1: worst and best sentence of its document */
  struct summary_vector vector; /* of length 1, or no word with a weight at all */
  struct summary_vector shared; /* its terms that other sentences have too */
  float own;                    /* square of the length of the others */
  uint32_t n_early;             /* terms among its first words (SUMMARY_EARLY) */
  float features[N_FEATURES];
};

struct summary_ranking {
  struct summary_candidate *sentences; /* in order of the text */
  struct summary_word *words;
  uint32_t n, n_words;
  enum summary_veto level; /* sentences of this veto or a lesser one may be quoted */
  uint8_t *vetoes;         /* of every sentence of the document */
  uint32_t n_vetoes;
  struct vetting *vetting; /* what spoils a sentence and is not known yet; NULL: all is known */
};

/* Every sentence of the article, measured and scored. For a text of furniture only, its first
 * sentence. Everything is in the arena. */
struct summary_ranking summary_rank(calque_arena *arena, const calque_lexicon *lex,
                                    const calque_doc *doc, const calque_report *report,
                                    const struct line_label *labels);

/* Asks the vetting about `n` sentences of the ranking (about all of it that may be quoted). Those
 * that a finding spoils may be quoted no more, unless nothing better is there. Is there one? */
bool summary_reject(struct summary_ranking *ranking, const uint32_t *sentences, uint32_t n);
bool summary_reject_all(struct summary_ranking *ranking);

/* Features, score and standing once more, with weights of one's own: for training. */
void summary_expect(calque_arena *arena, struct summary_ranking *ranking, const float *weights);
void summary_score(struct summary_ranking *ranking, const float *weights);
/* The features of a word. */
void summary_word_features(const struct summary_ranking *ranking, const struct summary_word *word,
                           float out[N_WORD_FEATURES]);

static inline bool summary_may_quote(const struct summary_ranking *r, uint32_t i) {
  return r->sentences[i].veto <= r->level;
}

#endif
