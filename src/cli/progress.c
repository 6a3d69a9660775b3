/* Drawn at most five times a second; the rate is that of the whole run, and the time left follows
 * from the bytes read, because articles differ in length. */
#define _GNU_SOURCE
#include "cli/progress.h"

#include "base/buf.h"
#include "output/parts.h"

#include <time.h>
#include <unistd.h>

enum { BAR = 24, LINE_MAX_BYTES = 512 };
static const double FIRST = 1.0, STEP = 0.2;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void progress_start(struct progress *p, bool wanted, size_t total) {
  *p = (struct progress){.wanted = wanted, .started = now(), .total = total};
}

static void put_bar(struct buf *line, double done, double seconds) {
  buf_char(line, '[');
  for (int i = 0; i < BAR; i++) buf_puts(line, (double)i < done * BAR ? "█" : "·");
  long left = done > 0 ? (long)(seconds * (1 - done) / done + 0.5) : 0;
  buf_printf(line, "] %3.0f%%, %ld:%02ld left", done * 100, left / 60, left % 60);
}

void progress_show(struct progress *p, size_t articles, size_t bytes) {
  if (!p->wanted) return;
  double t = now(), seconds = t - p->started;
  if (seconds < FIRST || t - p->last < STEP) return;
  p->last = t;
  p->shown = true;
  struct buf line;
  buf_init(&line, LINE_MAX_BYTES);
  buf_puts(&line, "\r\033[K");
  count_english(&line, articles);
  buf_puts(&line, " articles, ");
  count_english(&line, (size_t)((double)articles / seconds + 0.5));
  buf_puts(&line, "/s ");
  if (p->total) put_bar(&line, bytes < p->total ? (double)bytes / (double)p->total : 1, seconds);
  ssize_t ignored = write(STDERR_FILENO, line.ptr, line.len);
  (void)ignored; /* a progress bar that cannot be drawn is no error */
  buf_free(&line);
}

void progress_clear(struct progress *p) {
  if (!p->shown) return;
  p->shown = false;
  ssize_t ignored = write(STDERR_FILENO, "\r\033[K", 4);
  (void)ignored;
}
