/* What english, summarize --english and digest --english share: a translator as the options want
 * it, what the user is told of it, and what a dry run estimates. */
#ifndef CLI_TRANSLATING_H
#define CLI_TRANSLATING_H

#include "cli/batch.h"
#include "english/translator.h"
#include "output/escape.h"

enum { TRANSLATED_TOGETHER = 8 }; /* articles that are asked for at the same time */

struct translating {
  calque_translator *translator;
  calque_arena *arena; /* of the glossary */
};

/* Says on standard error where text goes. False, with a message, when it cannot be opened. `more`:
 * what is not among the options (show, dry_run). */
bool translating_open(struct translating *t, const calque_lexicon *lex, const struct options *o,
                      const calque_translator_options *more);
/* Says what was spent, and what is wrong with the cache. */
void translating_close(struct translating *t, const struct options *o);
/* The day with the English of its stories where that is verified, and a word why where not. In the
 * arena. *err: the first story's trouble with the service, if any. */
struct digest_day translating_day(struct translating *t, calque_arena *arena,
                                  const struct digest_day *day, calque_error *err);
/* Whose article the error is about. */
void translating_name(calque_error *err, const calque_article *article);
/* --list; the exit status. */
int translating_list(const struct options *o);

/* Of a million tokens, or of a million characters for an engine. */
struct price {
  bool given;
  double in, out;
};

/* "0.15/0.60", "20"; NULL: not given. */
bool price_read(const char *text, struct price *out, calque_error *err);
/* "2 requests, 3,911 characters of French; about 3,000 tokens in and 900 out" */
void estimate_put(const calque_translation *t, bool model, const struct price *price,
                  struct buf *out);

#endif
