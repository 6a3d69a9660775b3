/* A person's own words, which are never findings of the families leak and name. One term a line,
 * one word or several; a capital in it must stand in the text too, otherwise case does not count.
 * Blank lines and lines of # are skipped. */
#ifndef CHECKS_WORDS_H
#define CHECKS_WORDS_H

#include "lexicon/lexicon.h"

#define WORDS_MAX_FILE ((size_t)1 << 20)
enum { WORDS_MAX_TOKENS = 16 /* of one term */ };

/* One byte a token of the document: is it part of one of the terms? In the arena. NULL when none
 * is, or when there are no words. */
const uint8_t *words_excuse(calque_arena *arena, const calque_words *words, const calque_doc *doc);

/* Are all words of the span excused, and is there one? `excused` may be NULL. */
bool words_cover(const uint8_t *excused, const calque_doc *doc, calque_span span);

#endif
