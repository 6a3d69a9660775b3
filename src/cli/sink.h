/* Where results go: standard output, or a file that appears under its name only when it is
 * complete. What is handed to sink_write is whole lines, and a signal never cuts one. */
#ifndef CLI_SINK_H
#define CLI_SINK_H

#include "base/buf.h"
#include "base/error.h"

struct sink {
  int fd;
  const char *path; /* NULL: standard output */
  bool renames;     /* is written under a temporary name */
  bool flushes;     /* somebody may be waiting for each result: a pipe or a terminal */
  struct buf held;
  calque_error err; /* the first write error; later writes do nothing */
};

/* Catches SIGINT, SIGTERM and SIGHUP so that no temporary file is left behind and no line is cut;
 * the program still dies by the signal. Call once, before sink_open. */
void sink_catch_signals(void);
/* `path` NULL: standard output. False on failure; s->err says why. */
bool sink_open(struct sink *s, const char *path);
/* Takes whole lines. False when writing has failed. */
bool sink_write(struct sink *s, calque_str lines);
bool sink_flush(struct sink *s);
/* Flushes, closes and, with `keep`, gives the file its name; without, removes it. False when
 * anything failed. */
bool sink_close(struct sink *s, bool keep);

#endif
