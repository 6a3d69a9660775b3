/* Which words end with a full stop of their own: abbreviations.def. */
#include "text/parts.h"

static const struct {
  calque_str word;
  enum abbreviation kind;
} table[] = {
#define NEVER(word) {STR_INIT(word), NEVER_ENDS},
#define MAY(word)   {STR_INIT(word), MAY_END},
#include "text/abbreviations.def"
#undef NEVER
#undef MAY
};

enum { MAX_ABBREVIATION = 8 /* bytes */ };

enum abbreviation abbreviation_of(calque_str word) {
  char lower[MAX_ABBREVIATION * 3];
  if (word.len > MAX_ABBREVIATION) return NOT_ABBREVIATED;
  calque_str w = {lower, utf8_lower_word(word, lower)};
  for (size_t i = 0; i < COUNT(table); i++)
    if (str_eq(table[i].word, w)) return table[i].kind;
  return NOT_ABBREVIATED;
}
