/* A line on standard error that says how far a long run is. Silent for the first second, when
 * standard error is no terminal, and when results go to one too. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "calque.h"

struct progress {
  bool wanted, shown;
  double started, last; /* seconds of a steady clock */
  size_t total;         /* bytes of all inputs; 0: unknown */
};

void progress_start(struct progress *p, bool wanted, size_t total);
/* Call as often as you like. */
void progress_show(struct progress *p, size_t articles, size_t bytes);
/* Takes the line away, e.g. before a message. */
void progress_clear(struct progress *p);

#endif
