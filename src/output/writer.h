/* How results are written. A writer is one file with one `const struct writer`, and one line in
 * writers.def; commands know nothing of forms, writers nothing of options and files.
 *
 *   escape.c     text made safe for JSON, HTML, Markdown and terminals
 *   place.c      byte offsets to lines and columns, walking forward only
 *   ui.c         what pages and digests say themselves, in French and English; dates, counts
 *   moment.c     days and times of day
 *   story.c      what all digests say of a story
 *   terminal.c   findings as a compiler prints them   (terminal_digest.c, terminal_verify.c,
 *                                                      terminal_summary.c)
 *   json.c       JSON and JSON Lines                  (json_digest.c, json_verify.c)
 *   english.c    an English version in all forms
 *   html.c       the page around everything           (html_check.c, html_digest.c, html_story.c,
 *                                                      html_figure.c, html_summary.c,
 *                                                      html_verify.c)
 *   atom.c       a digest as a feed
 *   mail.c       a digest as an e-mail                (mime.c)
 *   markdown.c   sarif.c   lines.c
 *
 * How to add a form: copy lines.c, the shortest; fill in the functions of the commands it serves
 * and leave the others NULL; add a line to writers.def and the name to --to in cli/options.def;
 * `make docs test`.
 *
 * begin, put and end run in one thread, in the order of the articles. The functions of an article
 * run in any thread and see nothing but their arguments. */
#ifndef OUTPUT_WRITER_H
#define OUTPUT_WRITER_H

#include "base/buf.h"
#include "base/str.h"
#include "checks/check.h"
#include "digest/day.h"
#include "output/ui.h"

/* What is written: one for each command that has writers. */
enum subject {
  SUBJECT_CHECK,
  SUBJECT_SUMMARY,
  SUBJECT_CLEAN,
  SUBJECT_DIGEST,
  SUBJECT_EXPLAIN,
  SUBJECT_VERIFY,
  SUBJECT_ENGLISH,
  N_SUBJECTS
};

struct style {
  bool color;
  bool headings;                   /* several articles: say whose text follows */
  unsigned width;                  /* terminal columns; 0: not a terminal, nothing is wrapped */
  bool links;                      /* a terminal's digest names the address of each article */
  enum ui ui;                      /* the language of pages and digests */
  const char *mail_from, *mail_to; /* of --to=mail, valid (mime.h); NULL: no such line */
};

/* One article with what was found. `doc->meta.id` names it. */
struct checked {
  const calque_doc *doc;
  calque_report report;
  calque_verdict verdict;
  size_t number;  /* 1-based, in order of input */
  bool with_text; /* the text is not what the input file holds (HTML, .gz): report it too */
};

struct summarized {
  const calque_doc *doc;
  const calque_summary_sentence *sentences;
  size_t n_sentences;
  const calque_sentence_score *scores; /* of every sentence; NULL: nobody asked */
  size_t n_scores;
  const calque_translation *english; /* of the sentences; NULL: nobody asked */
  size_t number;                     /* 1-based, in order of input */
};

struct cleaned {
  const calque_doc *doc;
  const calque_span *kept; /* in order, disjoint */
  size_t n_kept;
};

/* A French text, what was made of it in English, and what is wrong with that. */
struct verified {
  calque_str id;
  calque_str fr, en;
  calque_str fr_name, en_name; /* files, for places in messages; empty: the id with .fr and .en */
  calque_str extra;            /* raw JSON members to pass through */
  calque_str label;            /* what the English is, for a person; empty: nothing to say */
  bool gist;                   /* made by rules: right numbers do not make it good */
  const calque_verification *result;
  size_t number;  /* 1-based, in order of input */
  bool with_text; /* the texts are not what the input files hold: report them too */
};

/* An article in English. */
struct englished {
  const calque_article *meta;
  const calque_translation *result;
  size_t number; /* 1-based, in order of input */
  bool shown;    /* its English went to the terminal while it came: do not repeat it */
};

struct writer;

/* A run of one command. Fill in the first three fields, then output_begin. */
struct output {
  const struct writer *writer;
  enum subject subject;
  struct style style;
  size_t n_items;    /* put so far */
  size_t n_results;  /* findings among them, where the form counts them */
  size_t n_left_out; /* that the form has no room for; the command must say so */
  struct buf held;   /* kept back until the end */
};

struct writer {
  const char *name;
  void (*begin)(struct output *o, struct buf *out); /* may be NULL, as may put and end */
  void (*check)(const struct style *style, const struct checked *item, struct buf *out);
  void (*summary)(const struct style *style, const struct summarized *item, struct buf *out);
  void (*clean)(const struct style *style, const struct cleaned *item, struct buf *out);
  void (*digest)(const struct style *style, const struct digest_day *day, struct buf *out);
  void (*explain)(const struct style *style, const struct check *check, struct buf *out);
  void (*verify)(const struct style *style, const struct verified *item, struct buf *out);
  void (*english)(const struct style *style, const struct englished *item, struct buf *out);
  void (*put)(struct output *o, calque_str item, struct buf *out); /* NULL: as it is */
  void (*end)(struct output *o, struct buf *out);
};

extern const struct writer *const all_writers[];
extern const size_t n_writers;

/* The writer of that name, NULL when there is none. */
const struct writer *writer_find(calque_str name);
bool writer_serves(const struct writer *writer, enum subject subject);

/* What stands before the first item, around each, and after the last. */
void output_begin(struct output *o, struct buf *out);
void output_put(struct output *o, calque_str item, struct buf *out);
void output_end(struct output *o, struct buf *out);

#endif
