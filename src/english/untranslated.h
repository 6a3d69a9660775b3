/* What was left in French, or in the Catalan or Spanish that an engine went through. */
#ifndef ENGLISH_UNTRANSLATED_H
#define ENGLISH_UNTRANSLATED_H

#include "english/names.h"

void untranslated_find(struct findings *out, const struct name_index *fr,
                       const struct name_index *en);

#endif
