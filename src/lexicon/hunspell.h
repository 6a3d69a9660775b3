/* Hunspell as a judge of words and their analyses. Only the compiler of the lexicon and the tests
 * that compare with it use this; a judge belongs to one thread at a time, and opening and closing
 * them must not happen in two threads at once. */
#ifndef LEXICON_HUNSPELL_H
#define LEXICON_HUNSPELL_H

#include "base/arena.h"
#include "base/error.h"

struct judge;

/* Words that a dictionary must accept, and one that none may. */
struct judge_probe {
  const char *const *known; /* ends with NULL */
  const char *unknown;
};

extern const struct judge_probe french_probe, english_probe;

/* Opens a dictionary, or fails naming the file: Hunspell itself returns a handle that refuses (or
 * accepts) every word when a file is missing or is no dictionary. Close with judge_free. */
struct judge *judge_open(const char *aff, const char *dic, const struct judge_probe *probe,
                         calque_error *err);
void judge_free(struct judge *judge);

/* Hunspell_spell. The word has no NUL inside. */
bool judge_accepts(struct judge *judge, calque_str word);

/* One analysis of Hunspell_analyze. */
struct analysis {
  uint64_t morph;   /* bits of morph.h */
  calque_str lemma; /* st: with a straight apostrophe; the word itself when there is none */
};

/* All distinct analyses of a word, in Hunspell's order, in the arena. Returns how many. */
size_t judge_analyze(struct judge *judge, calque_arena *arena, calque_str word,
                     struct analysis **out);

#endif
