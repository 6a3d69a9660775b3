/* Looking a name of one text up in the other; nobody but the name checks includes this. */
#ifndef ENGLISH_NAME_SEARCH_H
#define ENGLISH_NAME_SEARCH_H

#include "english/names.h"

/* Pairs of unlike spellings that are compared letter by letter; beyond it only equal spellings and
 * the tables count. A thousand names on either side are past any article. */
#define NAME_MAX_COMPARISONS 2000000

/* Names of `from` are looked for in `to`. */
struct name_search {
  const struct name_tables *tables;
  const struct name_index *from, *to;
  size_t left; /* comparisons */
};

static inline const struct piece *name_piece(const struct name_search *s, int64_t i) {
  return piece_at(s->from->p, i);
}

/* What the gazetteer knows of a phrase of `from`: its kinds, and the phrases that translate it. */
uint16_t name_kinds(const struct name_search *s, uint32_t phrase);
const uint32_t *name_links(const struct name_search *s, uint32_t phrase, size_t *n);

/* Is a translation of the phrase there? */
bool name_has_translation(const struct name_search *s, uint32_t phrase);
/* The word as written, with or without the -s of a plural; `capital`: with a capital. */
bool name_has_spelling(const struct name_search *s, calque_str folded, bool capital);
/* A capitalised word that is nearly the same. `known`: the tables have the name, so that nothing
 * but a slip of the pen may differ. */
bool name_has_near(struct name_search *s, calque_str folded, bool known);
/* « le Parlement », “parliamentary”: a word of any case with the same stem. */
bool name_has_stem_of(struct name_search *s, calque_str folded);
/* OTAN for NATO, or the first letters of consecutive words. */
bool name_has_acronym(struct name_search *s, const struct piece *p);

#endif
