/* What was left in French, or in the Catalan or Spanish that an engine went through. */
#ifndef ENGLISH_UNTRANSLATED_H
#define ENGLISH_UNTRANSLATED_H

#include "english/names.h"

/* The language that a folded word tells, if it is a function word of one; 0: none. */
enum { ENGLISH_WORD = 1, FRENCH_WORD, PIVOT_WORD };
int function_language(calque_str folded);

void untranslated_find(struct findings *out, const struct name_index *fr,
                       const struct name_index *en);

#endif
