/* What a capitalised French word is, as far as a translation must keep it. */
#ifndef ENGLISH_NAME_CLASS_H
#define ENGLISH_NAME_CLASS_H

#include "english/names.h"

enum name_class {
  NAME_NONE,      /* nothing to ask for */
  NAME_IDENTITY,  /* a place, a person, an organisation, a word that is no French word */
  NAME_GIVEN,     /* a given name before another name */
  NAME_ADJECTIVE, /* allemand, Parisiens */
  NAME_GENERIC    /* an ordinary word with a capital: la Commission */
};

/* Class of the word at piece i, which the gazetteer knows as `kinds` (0: not at all). */
enum name_class name_class_of(const struct name_tables *tables, const struct pieces *p, int64_t i,
                              uint16_t kinds);
/* Is it in small letters an ordinary French noun or adjective? */
bool name_is_ordinary(const struct name_tables *tables, const struct pieces *p, int64_t i);
/* Would English spell the word alike, give or take an ending, and use it often? */
bool name_is_english(const struct name_tables *tables, calque_str folded);

#endif
