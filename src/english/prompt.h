/* Prompts: prompts/<name>.md with {{name}} places, compiled into the program. A template opens with
 * its version; `# system` and `# user` head its two parts. A name that is unknown, or given and not
 * used, is an error, so that a template cannot drift from its code. */
#ifndef ENGLISH_PROMPT_H
#define ENGLISH_PROMPT_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

struct prompt_value {
  const char *name;
  calque_str value; /* put in as it is; never searched for places again */
};

struct prompt {
  calque_str system, user;
  unsigned version; /* part of the cache's key */
};

/* `name`: "translate", "summarize". Texts are in the arena. */
calque_status prompt_fill(calque_arena *arena, const char *name, const struct prompt_value *values,
                          size_t n_values, struct prompt *out, calque_error *err);

/* The delimiter that holds data apart from orders: random by `nonce`, and not in `text`. */
calque_str prompt_delimiter(calque_arena *arena, calque_str text, uint64_t nonce);

/* Numbered paragraphs: "[1] ...\n\n[2] ...", and back. numbered_read gives the text of each number
 * from 1 to n; false where a number is missing, doubled or out of order (*why says which). */
calque_str numbered_write(calque_arena *arena, const calque_str *texts, size_t n);
bool numbered_read(calque_arena *arena, calque_str answer, size_t n, calque_str *texts,
                   calque_str *why);

#endif
