/* One output a process, because a signal handler has to know it. The handler and the writer share
 * one atomic word: idle, writing or dying. A signal in the middle of a write waits for its end;
 * a second one does not. */
#define _GNU_SOURCE
#include "cli/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HOLD = 64 << 10 };
enum { IDLE, WRITING, DYING };

static atomic_int state = IDLE;
static atomic_int pending;       /* a signal that came during a write */
static char temporary[PATH_MAX]; /* empty: none */
static char target[PATH_MAX];    /* what it will be renamed to */

static void die_by(int signal_number) {
  if (temporary[0]) unlink(temporary);
  signal(signal_number, SIG_DFL);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, signal_number);
  pthread_sigmask(SIG_UNBLOCK, &only, NULL);
  kill(getpid(), signal_number);
  _exit(128 + signal_number);
}

static void on_signal(int signal_number) {
  int idle = IDLE;
  if (atomic_exchange(&pending, signal_number) ||
      atomic_compare_exchange_strong(&state, &idle, DYING))
    die_by(signal_number);
}

void sink_catch_signals(void) {
  static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
    struct sigaction old, new = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
    sigaction(signals[i], NULL, &old);
    if (old.sa_handler != SIG_IGN) sigaction(signals[i], &new, NULL); /* nohup */
  }
}

static void begin_write(void) {
  int idle = IDLE;
  while (!atomic_compare_exchange_strong(&state, &idle, WRITING)) pause(); /* dying elsewhere */
}

static void end_write(void) {
  atomic_store(&state, IDLE);
  int signal_number = atomic_load(&pending);
  if (signal_number) die_by(signal_number);
}

static bool fail_sink(struct sink *s, const char *verb) {
  fail(&s->err, CALQUE_E_IO, NULL, 0, "cannot %s '%s': %s", verb,
       s->path ? s->path : "standard output", strerror(errno));
  return false;
}

static unsigned umask_now(void) {
  mode_t mask = umask(0);
  umask(mask);
  return (unsigned)mask;
}

/* Opens a temporary file beside the one that will be replaced. Links are followed, permissions of
 * an existing file kept. */
static bool open_temporary(struct sink *s, const struct stat *old) {
  if (!old || !realpath(s->path, target)) snprintf(target, sizeof target, "%s", s->path);
  int n = snprintf(temporary, sizeof temporary, "%s.XXXXXX", target);
  if (n < 0 || (size_t)n >= sizeof temporary) {
    temporary[0] = '\0';
    errno = ENAMETOOLONG;
    return fail_sink(s, "write");
  }
  begin_write();
  s->fd = mkostemp(temporary, O_CLOEXEC);
  if (s->fd < 0) temporary[0] = '\0';
  end_write();
  if (s->fd < 0) return fail_sink(s, "write");
  s->renames = true;
  mode_t mode = old ? old->st_mode & 07777 : (mode_t)(0666 & ~umask_now());
  return fchmod(s->fd, mode) == 0 || fail_sink(s, "write");
}

bool sink_open(struct sink *s, const char *path) {
  struct stat st;
  *s = (struct sink){.fd = STDOUT_FILENO, .path = path};
  buf_init(&s->held, BUF_MAX_OUTPUT);
  if (path) {
    bool exists = stat(path, &st) == 0;
    if (!exists || S_ISREG(st.st_mode)) return open_temporary(s, exists ? &st : NULL);
    s->fd = open(path, O_WRONLY | O_CLOEXEC); /* a device or a pipe */
    if (s->fd < 0) return fail_sink(s, "write");
  }
  s->flushes = fstat(s->fd, &st) != 0 || !S_ISREG(st.st_mode);
  return true;
}

static bool write_bytes(struct sink *s, calque_str bytes) {
  while (bytes.len) {
    ssize_t n = write(s->fd, bytes.ptr, bytes.len);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return fail_sink(s, "write");
    bytes = str_slice(bytes, (size_t)n, bytes.len);
  }
  return true;
}

bool sink_flush(struct sink *s) {
  if (s->err.status) return false;
  begin_write();
  bool ok = write_bytes(s, buf_view(&s->held));
  end_write();
  buf_clear(&s->held);
  return ok;
}

bool sink_write(struct sink *s, calque_str lines) {
  if (s->err.status) return false;
  buf_str(&s->held, lines);
  if (buf_failed(&s->held)) {
    errno = EFBIG;
    return fail_sink(s, "write");
  }
  return s->flushes || s->held.len >= HOLD ? sink_flush(s) : true;
}

bool sink_close(struct sink *s, bool keep) {
  bool ok = s->fd >= 0 && sink_flush(s);
  if (s->fd >= 0 && s->renames && ok && keep) ok = fsync(s->fd) == 0 || fail_sink(s, "write");
  if (s->fd >= 0 && close(s->fd) != 0 && ok) ok = fail_sink(s, "write");
  if (s->renames) {
    if (!ok || !keep) unlink(temporary);
    else if (rename(temporary, target) != 0) ok = fail_sink(s, "write");
    temporary[0] = '\0';
  }
  buf_free(&s->held);
  return ok;
}
