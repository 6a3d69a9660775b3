/* English in a French text, found once a document for all checks of the family leak.
 *
 * Every word is weighed: how much more probable it is in English than in French, in eighths of a
 * bit. A word that no French dictionary has and every English one does weighs much (`lengthy`); a
 * French form that English uses far more often weighs something (`in`, `state`); a French word
 * that English does not know weighs against. Runs whose weights add up to more than the cost of
 * leaving French are spans: `state of affairs` is held together by `of` although `state` is a form
 * of the verb stater. Then the neighbours are asked whether the span has a right to be there: a
 * name, the title of a work, a quotation, a term of the article (english_excuse.c). */
#ifndef CHECKS_ENGLISH_H
#define CHECKS_ENGLISH_H

#include "checks/check.h"
#include "lexicon/english_table.h"

enum english_excuse {
  ENGLISH_LEAK,       /* no excuse */
  ENGLISH_CODE,       /* part of a formula, a path, a program; the jargon of programmers */
  ENGLISH_LISTED,     /* French by now: dictionaries/english_terms.tsv */
  ENGLISH_NAME,       /* of a person, a firm, a place, a work: capitals say so */
  ENGLISH_QUOTED,     /* a quotation, a title, a word spoken of */
  ENGLISH_INTRODUCED, /* « en anglais », « appelé », « le slogan » stand before it */
  ENGLISH_FOREIGN,    /* its neighbours are of a third language */
  ENGLISH_LITERARY,   /* a story told in the past of books, with the loans of its time */
  ENGLISH_STEADY      /* the article uses it again and again, as a term */
};

struct english_span {
  uint32_t first, last; /* tokens, both inclusive */
  uint32_t n_words;
  uint32_t n_sure;    /* words that can only be English, in lower case */
  uint32_t n_exonyms; /* Russia, Monday */
  int weight;
  enum english_excuse excuse;
};

/* Sentences that stayed English from end to end. */
struct english_passage {
  uint32_t first, last; /* tokens, both inclusive */
  uint32_t n_words;
};

struct english {
  struct english_table table;
  const struct english_span *spans; /* in order, disjoint */
  size_t n_spans;
  const struct english_passage *passages; /* in order, disjoint */
  size_t n_passages;
  const word_id *sure; /* the sure words of the document, sorted */
  size_t n_sure;
  const uint32_t *capitals; /* tokens that begin an entry of the table with a capital */
  size_t n_capitals;
  const word_id
      *names; /* lower-case ids of capitals inside sentences, sorted; see english_is_name */
  size_t n_names;
  bool programming, narrative, register_known;
};

enum { ENGLISH_SURE = 80 }; /* a word of this weight is evidence alone */

/* The spans of the document; computed by the first check that asks, kept in its arena. */
const struct english *english_of(const struct check_context *ctx);

/* How English token i looks where it stands: eighths of a bit, negative for French. */
int english_weight(const struct check_context *ctx, uint32_t i);

/* Is there English evidence in this token alone? */
bool english_is_sure(const struct check_context *ctx, uint32_t i);

/* Does anybody read the token's line as part of the article: its text or its captions? */
static inline bool english_in_prose(const struct check_context *ctx, const calque_token *t) {
  enum line_role role = ctx->roles[ctx->doc->sentences[t->sentence].line];
  return role == LINE_TEXT || role == LINE_CAPTION || role == LINE_META;
}

/* The French word from which the small-letter token i differs by its accents alone, when it is the
 * English cognate; 0: it is none. */
word_id english_lost_accent(const struct check_context *ctx, uint32_t i);

/* The entry of the table that tokens first .. last are, word for word; NULL: none. */
const struct english_entry *english_entry_of(const struct check_context *ctx, uint32_t first,
                                             uint32_t last);

/* The first capitalised entry of `kinds` at or behind capital *at of english->capitals that an
 * English name or quotation does not explain; *at moves behind it. NULL: no more. */
const struct english_entry *english_next_capital(const struct check_context *ctx, unsigned kinds,
                                                 size_t *at, uint32_t *first);

/* Is the word clearly more frequent in English, four times, than in spoken and in written French?
 */
static inline bool english_is_commoner(const struct word *w) {
  enum { FOUR_TIMES = 16 }; /* 8 * log2 */
  return w->english > w->french + FOUR_TIMES && w->english > w->news + FOUR_TIMES;
}

/* Is the text about programming, where English words are names of things in programs? */
bool english_in_programming(const struct check_context *ctx);

/* Is it a story in the simple past, as novels are and newspapers never? */
bool english_in_narrative(const struct check_context *ctx);

/* wake-up: two English words with a hyphen, no evidence alone but beside others. */
bool english_is_compound(const struct check_context *ctx, uint32_t i);

/* Russia, Monday: a capital that English has and French has not. */
bool english_is_exonym(const struct check_context *ctx, const calque_token *t);

/* How often a sorted list of ids holds one of them. */
size_t english_count(const word_id *ids, size_t n, word_id id);

/* The English passages around the spans (english_passage.c); in the arena, returns how many. */
size_t english_passages(const struct check_context *ctx, const struct english *english,
                        const struct english_passage **out);

/* Is token i inside a passage, or inside a span of several words that is reported as a phrase? */
bool english_covers(const struct english *english, uint32_t i);

/* Is the span all that its line says? Outside the article it is worth its place only then. */
bool english_fills_line(const struct check_context *ctx, const struct english_span *span);

/* Why the span may stand (english_excuse.c). */
enum english_excuse english_excuse_of(const struct check_context *ctx,
                                      const struct english *english,
                                      const struct english_span *span);

#endif
