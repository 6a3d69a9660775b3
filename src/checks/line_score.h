/* Is a line that no phrase proves to be furniture part of the article? A linear model over its
 * shape and its surroundings. Private to lines.c, and for the program that trains it. */
#ifndef CHECKS_LINE_SCORE_H
#define CHECKS_LINE_SCORE_H

#include "checks/line_doubt.h"

enum line_feature {
#define LINE_FEATURE(name, condition) LINE_FEATURE_##name,
#include "checks/line_features.def"
  N_LINE_FEATURES
};

/* What is known of a line so far. */
enum line_state { STATE_OPEN, STATE_TEXT, STATE_FURNITURE };

/* What the score of a line may look at beside its own facts. */
struct line_surroundings {
  uint32_t index; /* of the line */
  bool may_score; /* short enough, in a text that has a body */
  bool is_last, body_before, body_after, prev_body, next_body;
  bool prev_proof, next_proof, prev_colon;
  bool under_list;  /* below the heading of a list of articles, nothing of the body between */
  bool same_start;  /* as its neighbours: a number or sign */
  bool site_name;   /* has a name that lines of furniture have and the body has not */
  bool same_label;  /* « Label : value », as its neighbour */
  bool after_label; /* « Ingrédients : » stands above the run of short lines that it is in */
  bool near_hints;  /* hints stand in the short lines on both sides, or in the one that there is */
  uint32_t run;     /* short lines without a stop that stand together, it among them; 0: none */
  struct line_register text;
  bool is_headline, before_headline; /* the first line before the body that could be a title */
  bool is_title, under_title;        /* the first line that is not proved, the one behind it */
  uint32_t near_proofs, proofs;      /* in the lines around, in the text */
};

/* The surroundings of every line, given what is known of each. In the arena. */
struct line_surroundings *line_surroundings_of(calque_arena *arena, const calque_doc *doc,
                                               const struct line_facts *facts,
                                               const uint8_t *states);

/* Sets has[0 .. N_LINE_FEATURES). */
void line_features_of(const struct line_facts *f, const struct line_surroundings *c, bool *has);

/* Above 0: furniture. */
double line_score(const struct line_facts *f, const struct line_surroundings *c);

/* Is a line that is longer than any that is scored an offer to the reader? */
bool line_is_long_offer(const struct line_facts *f, const struct line_surroundings *c);

const char *line_feature_name(size_t feature);

#endif
