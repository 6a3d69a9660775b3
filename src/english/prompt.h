/* Prompts: prompts/<name>.md with {{name}} places, compiled into the program. A template opens with
 * its version; `# system` and `# user` head its two parts. A name that is unknown, or given and not
 * used, is an error, so that a template cannot drift from its code. Lines {{#name}} and {{/name}}
 * hold lines that are left out when the value is empty.
 *
 *   translate  english (American English), delimiter, count, text (numbered_write); title, before,
 *              glossary (lines "French = English"), problems (what a check found): may be empty
 *   summarize  english, delimiter, text (cited_write), sentences ("3 sentences"), low, high
 * (words); title, glossary, problems: may be empty
 *
 * What comes from an article or a service (text, title, before, problems) must not hold the
 * delimiter: give prompt_delimiter all of it. */
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

/* The same with a template of the caller's; `name` is for messages. */
calque_status prompt_fill_text(calque_arena *arena, const char *name, calque_str text,
                               const struct prompt_value *values, size_t n_values,
                               struct prompt *out, calque_error *err);

/* The delimiter that holds data apart from orders: random by `nonce`, and not in `text`. */
calque_str prompt_delimiter(calque_arena *arena, calque_str text, uint64_t nonce);

/* Numbered paragraphs: "[1] ...\n\n[2] ...", and back. A paragraph is one line there, and what
 * looks like a number of ours at its start is put into round brackets. numbered_read gives the text
 * of each number from 1 to n, trimmed; false where a number is missing, doubled or out of order
 * (*why says which). It takes the ways in which models write numbers: [1], **[1]**, 1., (1), 1), in
 * a line of their own or not; what stands before the first is dropped. Where there are no numbers
 * at all, n paragraphs between blank lines are taken for the n. */
calque_str numbered_write(calque_arena *arena, const calque_str *texts, size_t n);
bool numbered_read(calque_arena *arena, calque_str answer, size_t n, calque_str *texts,
                   calque_str *why);

/* The same for a summary, which cites them: "[P1] ...\n\n[P2] ...". */
calque_str cited_write(calque_arena *arena, const calque_str *texts, size_t n);
/* Where what stood at byte i of a summary stands without its citations: to[i] - lead, `len` at
 * most. */
struct cited_moves {
  const uint32_t *to;
  uint32_t lead, len; /* trimmed off the start; what is left */
};
/* The summary without its citations [P3], [P2, P5], [P1-P3] and the space before them; `moves` may
 * be NULL. */
calque_str cited_drop(calque_arena *arena, calque_str summary, struct cited_moves *moves);

#endif
