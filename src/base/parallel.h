/* An ordered parallel map: one thread reads, N work, the results come out in the order in which
 * they went in. The number of jobs in flight is bounded, so memory does not grow with input. */
#ifndef BASE_PARALLEL_H
#define BASE_PARALLEL_H

#include "calque.h"

/* What a caller gives. `slot` is memory of slot_size bytes, zeroed once and then reused: arenas
 * and buffers may live in it. */
struct parallel {
  void *ctx;
  size_t slot_size;
  unsigned jobs; /* worker threads; 0: one a core */
  /* Called by one thread at a time, in order. False: nothing more to read. */
  bool (*next)(void *ctx, void *slot);
  /* Called by any worker; touches its slot and what is constant. */
  void (*work)(void *ctx, void *slot);
  /* Called by the calling thread, in the order of next. False: stop early. */
  bool (*emit)(void *ctx, void *slot);
  /* Called once for every slot at the end, by the calling thread. May be NULL. */
  void (*release)(void *ctx, void *slot);
};

void parallel_run(const struct parallel *p);

#endif
