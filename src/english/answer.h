/* The answer as a whole: refusals, words around the translation, code fences, loops, an end that
 * breaks off. What a service gives back besides a translation or instead of one. */
#ifndef ENGLISH_ANSWER_H
#define ENGLISH_ANSWER_H

#include "english/finding.h"
#include "english/pieces.h"

void answer_check(struct findings *out, const struct pieces *fr, const struct pieces *en,
                  bool summary);

/* “Here is the translation: ” in the line of what it announces: an engine that is a model may say
 * so before every text. Part of answer_check for the first text. */
void answer_check_announced(struct findings *out, const struct pieces *fr, const struct pieces *en);

#endif
