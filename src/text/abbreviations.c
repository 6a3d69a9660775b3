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

/* For the first letter of an abbreviation the bits of its last one; both are counted modulo 32. */
static uint32_t lasts[32];

static uint32_t last_bit(calque_str word) { return 1u << (word.ptr[word.len - 1] & 31); }

__attribute__((constructor)) static void lasts_fill(void) {
  for (size_t i = 0; i < COUNT(table); i++)
    lasts[table[i].word.ptr[0] & 31] |= last_bit(table[i].word);
}

/* Most words are told by two letters. One that is not ASCII may be another in lower case. */
static bool may_be_abbreviated(calque_str word) {
  bool ascii = (unsigned char)(word.ptr[0] | word.ptr[word.len - 1]) < 0x80;
  return !ascii || lasts[word.ptr[0] & 31] & last_bit(word);
}

enum abbreviation abbreviation_of(calque_str word) {
  char lower[MAX_ABBREVIATION * 3];
  if (!word.len || word.len > MAX_ABBREVIATION || !may_be_abbreviated(word)) return NOT_ABBREVIATED;
  calque_str w = {lower, utf8_lower_word(word, lower)};
  for (size_t i = 0; i < COUNT(table); i++)
    if (str_eq(table[i].word, w)) return table[i].kind;
  return NOT_ABBREVIATED;
}
