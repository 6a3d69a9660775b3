/* What all commands that read articles share: every input read, each article worked on in any
 * thread, the results written in order, errors told in their place, the statuses. */
#ifndef CLI_BATCH_H
#define CLI_BATCH_H

#include "cli/options.h"
#include "cli/progress.h"
#include "cli/sink.h"
#include "cli/status.h"
#include "input/reader.h"
#include "output/writer.h"

/* An article on its way. Its arena holds all of it and is reset for the next. */
struct batch_slot {
  calque_arena *arena;
  struct buf out; /* what the writer made of it */
  struct reader_item item;
  calque_article article;
  calque_error err; /* status set: the document is lost */
  calque_grade grade;
  const void *result; /* for collect; in the arena */
  size_t number;      /* 1-based, in order of input */
  size_t bytes;       /* of input read when it was taken */
};

struct batch {
  const struct options *options;
  enum subject subject;
  /* Once, when the lexicon is open: reads what the command needs beside it. May be NULL. False and
   * a message: the run ends as for a wrong option. */
  bool (*prepare)(struct batch *batch);
  /* Any thread: analyses slot->article and writes it into slot->out. */
  void (*work)(const struct batch *batch, struct batch_slot *slot);
  /* Instead of work, where several articles are worked on together: up to max_group of them, fewer
   * at the start, so that the first results come soon. Slots whose err is set are left out. */
  void (*work_group)(const struct batch *batch, struct batch_slot *const *slots, size_t n);
  size_t max_group; /* 0: each by itself */
  /* One thread at a time: the next article, in slot->item for parse or as slot->article;
   * CALQUE_END at the end. NULL: reader_take. */
  calque_status (*take)(struct batch *batch, struct batch_slot *slot);
  /* Any thread: makes slot->article of slot->item. NULL: reader_parse. */
  calque_status (*parse)(const struct batch *batch, struct batch_slot *slot);
  /* For results that all articles make together; both NULL: each has its own. One thread, in
   * order: takes what work left in the slot; at the end writes the whole. */
  void (*collect)(struct batch *batch, const struct batch_slot *slot);
  void (*finish)(struct batch *batch, struct buf *out);
  void *ctx; /* of the command */
  /* Before anything is read, with lex there. False, and its own message: nothing is done. NULL:
   * nothing more is needed. */
  bool (*opened)(struct batch *batch);
  /* filled by batch_run */
  calque_lexicon *lex;
  calque_words *words;
  calque_check_options checking; /* how every article is checked */
  struct reader *reader;
  struct output output;
  struct sink sink;
  struct progress progress;
  size_t n_taken;
  size_t next_group;     /* articles of it */
  calque_status failure; /* the worst of those of documents that are lost */
  bool misconfigured;    /* one of them is lost to a setting: an address that must not be called */
  size_t n_read, n_failed, n_grades[CALQUE_POOR + 1];
};

/* Runs the whole command; the exit status. */
int batch_run(struct batch *batch);

/* Color, width, headings for this run, from the options and what standard output is. */
struct style batch_style(const struct options *options);
/* Is the text that offsets count in another one than the file holds? */
bool batch_text_differs(const struct batch_slot *slot);
/* Writes all of it to a file (NULL: standard output); the exit status. */
int print_all(const char *path, calque_str text);
/* Prints "calque: MESSAGE" to standard error. */
void batch_complain(const calque_error *err);
/* Opens what --lexicon or --dictionary-path names. NULL and a message on failure. */
calque_lexicon *batch_lexicon(const struct options *options);

#endif
