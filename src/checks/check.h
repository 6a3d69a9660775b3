/* The contract of a check, and how to add one.
 *
 * How to add a check (fifteen minutes):
 *   1. Copy the shortest file of this folder to checks/<id with _>.c; change run, id, family,
 *      severity, title, why, bad and good.
 *   2. Add one line to checks.def.
 *   3. Write tests/spec/<id>.md: at least eight marked lines and twelve silent ones.
 *   4. make test: bad must be found, good must stay silent under all checks, no other spec moves.
 *   5. make docs: the manual and the README table learn of it.
 * A new calque, anglicism or boilerplate phrase is one row in dictionaries/ and no C. */
#ifndef CHECKS_CHECK_H
#define CHECKS_CHECK_H

#include "checks/lines.h"
#include "lexicon/lexicon.h"

/* What every check may look at. Constant while checks run. */
struct check_context {
  calque_arena *arena;
  const calque_lexicon *lex;
  const calque_doc *doc;
  const enum line_role *roles; /* doc->n_lines of them: text, furniture, ... (lines.h) */
};

struct report; /* grows while checks run: run.c */

struct check {
  const char *id;     /* stable for ever: users disable it by name */
  const char *family; /* leak calque grammar case quotes spacing fragment repeat truncated ... */
  calque_severity severity;
  const char *title; /* "English word left in French" */
  const char *why;   /* one or two sentences for `calque explain` */
  void (*run)(const struct check_context *ctx, struct report *out);
  const char *bad, *good; /* run as tests; ⟦ ⟧ marks what is found in bad */
};

/* Adds a finding with the check's own severity; the message is formatted into the arena. */
void report_add(struct report *out, calque_span span, calque_str suggestion, const char *format,
                ...) __attribute__((format(printf, 4, 5)));
/* The same with another severity, and a related span ({0,0}: none). */
void report_add_as(struct report *out, calque_severity severity, calque_span span,
                   calque_span related, calque_str suggestion, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

#define NO_SUGGESTION ((calque_str){"", 0})

/* Is the token's line part of the article (not furniture, not a repeat)? Checks of language look
 * only there. */
static inline bool in_article(const struct check_context *ctx, const calque_token *t) {
  return ctx->roles[ctx->doc->sentences[t->sentence].line] == LINE_TEXT;
}

/* All checks, in the order of checks.def; check_find: the one with this id, or NULL. */
extern const struct check *const all_checks[];
extern const size_t n_checks;
const struct check *check_find(calque_str id);

#endif
