/* What the reader follows: words and names, a topic a line. A topic may have several words
 * (« réforme des retraites ») and alternatives (« climat | GIEC »); lines of # and blank lines are
 * skipped.
 *
 * A word with a capital is a name: it stands with a capital, accents or not. Another word stands
 * for all its forms; one that no dictionary has, for itself in any case, accents or not. Function
 * words are passed over on both sides: « réforme de nos retraites » is the same topic. */
#ifndef DIGEST_TOPICS_H
#define DIGEST_TOPICS_H

#include "base/error.h"
#include "lexicon/lexicon.h"

struct topics;

/* The list is copied. NULL and an error that names file and line: not valid UTF-8, too long, a
 * topic without a word to look for. The topics hold for this lexicon, which must outlive them. */
struct topics *topics_new(const calque_lexicon *lex, calque_str list, const char *name,
                          calque_error *err);
/* The same, read from a file. */
struct topics *topics_open(const calque_lexicon *lex, const char *path, calque_error *err);
void topics_free(struct topics *t);

/* A topic as it was written. */
calque_str topics_name(const struct topics *t, uint16_t topic);

/* The topics that an article touches: in its title, near its start, or again and again. Fills at
 * most `max` in ascending order and returns how many. Any thread. */
uint32_t topics_find(calque_arena *arena, const struct topics *t, const calque_doc *doc,
                     const calque_doc *title, uint16_t *out, uint32_t max);

#endif
