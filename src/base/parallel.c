/* A ring of slots. Each goes free -> filled -> done -> free; workers take the next slot to fill
 * under one lock (reading is sequential anyway), work outside it, and the caller emits the oldest
 * as soon as it is done. With one job nothing is started: the caller does all three. */
#define _GNU_SOURCE
#include "base/parallel.h"

#include "base/arena.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { SLOTS_PER_JOB = 8, MAX_JOBS = 256 };

struct ring {
  const struct parallel *p;
  char *slots;
  bool *done;
  size_t n_slots;
  size_t read, emitted; /* counters; slot = counter % n_slots */
  bool ended;           /* next said so, or emit wants to stop */
  pthread_mutex_t reading, state;
  pthread_cond_t freed, finished;
};

static void *slot_at(const struct ring *r, size_t counter) {
  return r->slots + (counter % r->n_slots) * r->p->slot_size;
}

/* Waits for a free slot and fills it. The reading lock keeps the order of input. */
static bool take(struct ring *r, size_t *mine) {
  pthread_mutex_lock(&r->reading);
  pthread_mutex_lock(&r->state);
  while (!r->ended && r->read - r->emitted == r->n_slots) pthread_cond_wait(&r->freed, &r->state);
  bool go = !r->ended;
  size_t counter = r->read;
  pthread_mutex_unlock(&r->state);
  go = go && r->p->next(r->p->ctx, slot_at(r, counter));
  pthread_mutex_lock(&r->state);
  if (go) {
    r->done[counter % r->n_slots] = false;
    r->read++;
  } else {
    r->ended = true;
    pthread_cond_broadcast(&r->finished);
  }
  pthread_mutex_unlock(&r->state);
  pthread_mutex_unlock(&r->reading);
  *mine = counter;
  return go;
}

static void *worker(void *arg) {
  struct ring *r = arg;
  for (size_t mine; take(r, &mine);) {
    r->p->work(r->p->ctx, slot_at(r, mine));
    pthread_mutex_lock(&r->state);
    r->done[mine % r->n_slots] = true;
    pthread_cond_broadcast(&r->finished);
    pthread_mutex_unlock(&r->state);
  }
  return NULL;
}

static void emit_in_order(struct ring *r) {
  bool wanted = true;
  for (;;) {
    pthread_mutex_lock(&r->state);
    while (r->emitted == r->read ? !r->ended : !r->done[r->emitted % r->n_slots])
      pthread_cond_wait(&r->finished, &r->state);
    bool more = r->emitted < r->read;
    pthread_mutex_unlock(&r->state);
    if (!more) return;
    if (wanted) wanted = r->p->emit(r->p->ctx, slot_at(r, r->emitted));
    pthread_mutex_lock(&r->state);
    r->emitted++;
    if (!wanted) r->ended = true;
    pthread_cond_broadcast(&r->freed);
    pthread_mutex_unlock(&r->state);
  }
}

static void run_alone(const struct parallel *p, char *slot) {
  while (p->next(p->ctx, slot)) {
    p->work(p->ctx, slot);
    if (!p->emit(p->ctx, slot)) break;
  }
}

static void run_threads(struct ring *r, unsigned jobs) {
  pthread_t threads[MAX_JOBS];
  unsigned started = 0;
  while (started < jobs && pthread_create(&threads[started], NULL, worker, r) == 0) started++;
  if (started) emit_in_order(r);
  else run_alone(r->p, r->slots); /* no thread to be had: do it here */
  for (unsigned i = 0; i < started; i++) pthread_join(threads[i], NULL);
}

void parallel_run(const struct parallel *p) {
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  unsigned jobs = p->jobs ? p->jobs : cores > 0 ? (unsigned)cores : 1;
  if (jobs > MAX_JOBS) jobs = MAX_JOBS;
  size_t n = jobs == 1 ? 1 : (size_t)jobs * SLOTS_PER_JOB;
  struct ring r = {.p = p, .n_slots = n};
  r.slots = must_alloc(n * p->slot_size);
  memset(r.slots, 0, n * p->slot_size);
  if (jobs == 1) {
    run_alone(p, r.slots);
  } else {
    r.done = must_alloc(n * sizeof *r.done);
    memset(r.done, 0, n * sizeof *r.done);
    pthread_mutex_init(&r.reading, NULL);
    pthread_mutex_init(&r.state, NULL);
    pthread_cond_init(&r.freed, NULL);
    pthread_cond_init(&r.finished, NULL);
    run_threads(&r, jobs);
    pthread_cond_destroy(&r.finished);
    pthread_cond_destroy(&r.freed);
    pthread_mutex_destroy(&r.state);
    pthread_mutex_destroy(&r.reading);
    free(r.done);
  }
  if (p->release)
    for (size_t i = 0; i < n; i++) p->release(p->ctx, r.slots + i * p->slot_size);
  free(r.slots);
}
