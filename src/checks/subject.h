/* Clear subjects: a pronoun, or a determiner and its noun where a clause begins, with the finite
 * verb right behind (clitics seen through). What stands further from its verb is left alone: the
 * checks that ask would rather miss than cry wolf. */
#ifndef CHECKS_SUBJECT_H
#define CHECKS_SUBJECT_H

#include "checks/tags.h"

struct subject {
  uint32_t first, head, verb; /* tokens; head: the pronoun or noun */
  uint64_t morph;             /* person, gender and number that it may have */
  bool is_noun;
  bool reflexive;      /* se stands before the verb */
  bool is_collective;  /* la majorité, une vingtaine */
  uint32_t complement; /* the noun behind the head and de; 0: none */
};

/* Is token i the start of a clear subject? */
bool subject_at(const struct check_context *ctx, uint32_t i, struct subject *out);

/* The clear subjects of the article whose verb or what stands behind it may not agree with them,
 * found when first asked for. */
const struct subject *subjects_of(const struct check_context *ctx, size_t *n);

/* Does a clause begin with token i: a sentence, behind que, si, quand, behind an opening phrase and
 * its comma? */
bool subject_opens_clause(const struct check_context *ctx, uint32_t i);
/* The same without tags, which cost more: false for nearly all words where none begins. */
bool subject_may_open_clause(const struct check_context *ctx, uint32_t i);

/* Is it a finite verb and nothing else, or a form of être or avoir? */
bool subject_is_verb(const struct check_context *ctx, word_id word);
/* Has the verb a finite reading of this person and number, or one that does not say? */
bool subject_may_govern(const struct check_context *ctx, word_id verb, uint64_t morph);
/* The readings of a word among those that have a bit of `part`: is there one whose gender and
 * number both may be those of `features`? True also when a reading does not say. */
bool subject_may_agree(const struct check_context *ctx, word_id word, uint64_t part,
                       uint64_t features);

#endif
