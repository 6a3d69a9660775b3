/* The contract of a check, and how to add one.
 *
 * How to add a check (fifteen minutes):
 *   1. Copy the shortest file of this folder to checks/<id with _>.c; change run, id, family,
 *      severity, title, why, bad and good.
 *   2. Add one line to checks.def.
 *   3. Write tests/spec/<id>.md: at least eight marked lines and twelve silent ones.
 *   4. make test: bad must be found, good must stay silent under all checks, no other spec moves.
 *   5. make docs: the manual and the README table learn of it.
 *
 * A check looks for faults in the sentences of ctx->window and may read the rest of the document;
 * one that must see all of it at once says so with `whole`. What the former finds lies in one
 * sentence.
 *
 * Findings that keep a sentence out of summaries are listed in vetoes.def; a check that can report
 * something worse than its severity says so in `worst` (purpose.h). A new calque, anglicism or
 * boilerplate phrase is one row in dictionaries/ and no C. */
#ifndef CHECKS_CHECK_H
#define CHECKS_CHECK_H

#include "checks/ignore.h"
#include "checks/lines.h"
#include "lexicon/lexicon.h"
#include "lexicon/phrases.h"

/* Where a program put a text together again out of pieces, counted by the checks that see it
 * (density.h). */
struct seams {
  uint32_t spaces; /* where none belongs */
  uint32_t fused;  /* words without the space between them */
  uint32_t holes;  /* « dans , », « de  et »: the page lost a word, and left its space */
  uint32_t names; /* taken to pieces, « ASP. net », or with a decimal for a version: « TLS 1,2 » */
  uint32_t labels; /* in small letters */
};

/* What several checks want to know, computed by the first that asks and kept in the arena. */
struct check_shared {
  struct english *english;                                            /* english.h */
  const float *garble;                                                /* calque_report.garble */
  struct tags *tags;                                                  /* tags.h */
  struct subjects *subjects;                                          /* subject.h */
  enum { CAPITALS_UNKNOWN, CAPITALS_RIGHT, CAPITALS_WRONG } capitals; /* capital.c */
  struct seams seams;
};

/* Sentences first .. end - 1, and the tokens that they consist of. */
struct check_window {
  uint32_t first, end;
  uint32_t first_token, end_token;
};

/* What every check may look at. Constant while checks run, but for `shared`. */
struct check_context {
  calque_arena *arena;
  const calque_lexicon *lex;
  const calque_doc *doc;
  struct check_window window;         /* where to look for faults: all of it, or one sentence */
  const struct line_label *labels;    /* doc->n_lines of them: what each line is (lines.h) */
  const enum line_role *roles;        /* of the same lines */
  const struct phrase_match *phrases; /* rows of dictionaries/calques.tsv in the window */
  size_t n_phrases;
  const struct ignored *ignored; /* regions calque:ignore */
  size_t n_ignored;
  calque_variant variant;
  calque_purpose purpose;
  struct check_shared *shared;
};

struct report; /* grows while checks run: run.c */

struct check {
  const char *id;     /* stable for ever: users disable it by name */
  const char *family; /* leak calque grammar case quotes spacing fragment repeat truncated ... */
  calque_severity severity;
  calque_severity worst; /* of its findings, where that is more than severity */
  bool whole;            /* it looks at the whole document, whatever the window */
  const char *title;     /* "English word left in French" */
  const char *why;       /* one or two sentences for `calque explain` */
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

/* Does a finding so far touch the span? For checks that only say what no other has said. Checks
 * that the purpose has no use for otherwise run now. */
bool report_touches(struct report *out, calque_span span);

#define NO_SUGGESTION ((calque_str){"", 0})

/* Is the token's line part of the article (not furniture, not a repeat)? Checks of language look
 * only there. */
static inline bool in_article(const struct check_context *ctx, const calque_token *t) {
  return ctx->roles[ctx->doc->sentences[t->sentence].line] == LINE_TEXT;
}

/* Is token i (NO_TOKEN is not) in the window? */
static inline bool in_window(const struct check_context *ctx, uint32_t i) {
  return i >= ctx->window.first_token && i < ctx->window.end_token;
}

/* The first token of the window that has one before it in the document. */
static inline uint32_t second_token(const struct check_context *ctx) {
  return ctx->window.first_token ? ctx->window.first_token : 1;
}

/* The token before (after) token i in its sentence, or NULL. */
static inline const calque_token *token_before(const calque_doc *doc, uint32_t i) {
  const calque_token *t = &doc->tokens[i];
  return i > doc->sentences[t->sentence].first_token ? t - 1 : NULL;
}
static inline const calque_token *token_after(const calque_doc *doc, uint32_t i) {
  const calque_token *t = &doc->tokens[i];
  const calque_sentence *s = &doc->sentences[t->sentence];
  return i + 1 < s->first_token + s->n_tokens ? t + 1 : NULL;
}

/* Is it a word with its first letter (no letter) in upper case? NULL is no word. */
static inline bool is_capital_word(const calque_token *t) {
  return t && t->kind == CALQUE_WORD && (t->flags & CALQUE_CAPITAL);
}
static inline bool is_small_word(const calque_token *t) {
  return t && t->kind == CALQUE_WORD && !(t->flags & CALQUE_CAPITAL);
}

/* Is the word one of a list? */
static inline bool is_among(calque_str s, const calque_str *words, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (str_eq(s, words[i])) return true;
  return false;
}

/* All readings of token i as a word in small letters. */
static inline uint64_t lower_morph(const struct check_context *ctx, uint32_t i) {
  return lexicon_word(ctx->lex, ctx->doc->tokens[i].lower)->morph;
}

/* Has the word a reading with a bit of `part` whose lemma is one of these? */
static inline bool has_lemma(const struct check_context *ctx, const calque_token *t, uint64_t part,
                             const calque_str *lemmas, size_t n_lemmas) {
  size_t n;
  const struct reading *r = lexicon_readings(ctx->lex, t->lower, &n);
  for (size_t k = 0; k < n; k++)
    if ((r[k].morph & part) && is_among(lexicon_name(ctx->lex, r[k].lemma), lemmas, n_lemmas))
      return true;
  return false;
}

/* The token in lower case, in the arena: what a suggestion puts in place of a capital. */
static inline calque_str token_lower(const struct check_context *ctx, const calque_token *t) {
  char *out = arena_alloc(ctx->arena, 3 * (size_t)(t->span.end - t->span.start));
  return (calque_str){out, utf8_lower_word(token_str(ctx->doc, t), out)};
}

/* All checks, in the order of checks.def; check_find: the one with this id, or NULL. */
extern const struct check *const all_checks[];
extern const size_t n_checks;
const struct check *check_find(calque_str id);
/* Is it the id or the family of a check? */
bool check_is_name(calque_str name);
/* Is the check's id or family one of the comma-separated words of `list`? */
bool check_is_listed(const struct check *check, calque_str list);

#endif
