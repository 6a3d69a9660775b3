/* Phrase patterns over the tokens of a sentence: dictionaries/calques.tsv and its like, compiled
 * into a section of the lexicon. The language, all of it:
 *
 *   mot            this word in any case; with a capital: exactly so; with signs: , : $ % exactly
 *   <lemme>        any form of the lemma; <de> <à> <le> <un> <ce> <son>: contracted and elided too
 *   {CLASS}        a class of tokens: phrase_classes.def (CAP, NUM, INF, SAY, DAY ...)
 *   a|b|<c>        any of them        x?   or nothing
 *   ~              up to two adverbs or negations      *  up to three words      _  any one word
 *   {!a|b} {>a}    the next token is none (one) of these; it is not part of the phrase
 *   {<!a} {<=a}    the token before is none (one) of these
 *   {near:a} {far:a}  one (none) of these stands in the same sentence or in the one before it, if
 *                  both are on one line: the subject is often named there
 *   {BOS} {EOS} {Q1}  here the sentence begins, ends; the sentence opens with a quotation mark
 *
 * A row is tried only where its rarest word stands, and what may stand beside it; gaps do not cross
 * punctuation. Whether a word anchors rows is one look-up by its id. */
#ifndef LEXICON_PHRASES_H
#define LEXICON_PHRASES_H

#include "lexicon/lexicon.h"

/* One row of the table, as the checks need it. Strings lie in the mapped file. */
struct phrase {
  calque_str id;      /* "c001" */
  calque_str family;  /* calque sense government name format furniture prompt */
  calque_str english; /* what was translated word for word */
  calque_str better;  /* what French says; alternatives separated by " ; " */
  calque_severity severity;
};

struct phrase_match {
  calque_span span;
  uint32_t row;
};

/* Every place in sentences first .. end - 1 where a row of the lexicon's table matches, in order of
 * start. In the arena. */
size_t phrases_find(calque_arena *arena, const calque_lexicon *lex, const calque_doc *doc,
                    uint32_t first, uint32_t end, const struct phrase_match **out);

/* How many rows there are, and one of them. */
uint32_t phrases_count(const calque_lexicon *lex);
struct phrase phrases_row(const calque_lexicon *lex, uint32_t row);

#endif
