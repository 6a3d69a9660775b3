/* All pipes are served by one poll loop, so that no program waits for another that waits for us.
 * The programs are a process group of their own: what they start in turn is killed with them. */
#define _GNU_SOURCE
#include "base/process.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MESSAGE_MAX = 4096, PIECE = 64 << 10, NAP_MS = 5, MAX_VARIABLES = 8 };

struct row {
  pid_t pids[PROCESS_MAX_ROW];
  size_t n;                   /* started */
  int input, output, message; /* our ends; -1: closed */
  calque_str rest;            /* of the input */
  struct buf *out;
  struct buf said; /* on standard error */
  int64_t deadline;
};

static int64_t now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

const char *process_find(calque_arena *arena, const char *name) {
  const char *path = getenv("PATH");
  for (calque_str rest = calque_str_of(path ? path : "/usr/bin:/bin"); rest.ptr;) {
    calque_str dir = str_cut(&rest, ':');
    if (!dir.len || dir.ptr[0] != '/') continue;
    const char *file = arena_printf(arena, "%.*s/%s", STR_ARG(dir), name).ptr;
    if (access(file, X_OK) == 0 && !file_is_dir(file)) return file;
  }
  return NULL;
}

/* ---- Starting -----------------------------------------------------------------------------------
 */

/* PATH, HOME and TMPDIR as they are; the tools of Apertium want a UTF-8 locale. */
static void fill_environment(char **env) {
  extern char **environ;
  static char locale[] = "LC_ALL=C.UTF-8";
  static const calque_str kept[] = {STR_INIT("PATH="), STR_INIT("HOME="), STR_INIT("TMPDIR=")};
  size_t n = 0;
  for (char **p = environ; *p; p++) {
    for (size_t i = 0; i < sizeof kept / sizeof *kept && n < MAX_VARIABLES - 2; i++) {
      if (str_starts(calque_str_of(*p), kept[i])) env[n++] = *p;
    }
  }
  env[n++] = locale;
  env[n] = NULL;
}

/* One program between two pipe ends, which stay open here. Signals have their usual meaning. */
static int spawn_one(struct row *row, process_argv argv, int in, int out, int message) {
  char *env[MAX_VARIABLES];
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  sigset_t none, usual;
  fill_environment(env);
  sigemptyset(&none);
  sigemptyset(&usual);
  sigaddset(&usual, SIGPIPE);
  sigaddset(&usual, SIGINT);
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, message, STDERR_FILENO);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes,
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  posix_spawnattr_setpgroup(&attributes, row->n ? row->pids[0] : 0);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &usual);
  int code = posix_spawn(&row->pids[row->n], argv[0], &files, &attributes,
                         (char *const *)(uintptr_t)argv, env);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  if (code == 0) row->n++;
  return code;
}

static void close_end(int *fd) {
  if (*fd >= 0) close(*fd);
  *fd = -1;
}

static void set_nonblocking(int fd) { fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK); }

/* Starts the row; 0, or errno. */
static int start(struct row *row, const process_argv *programs, size_t n) {
  int ends[2], said[2], in;
  if (pipe2(said, O_CLOEXEC) != 0) return errno;
  row->message = said[0];
  if (pipe2(ends, O_CLOEXEC) != 0) return close(said[1]), errno;
  in = ends[0];
  row->input = ends[1];
  int code = 0;
  for (size_t i = 0; i < n && !code; i++) {
    if (pipe2(ends, O_CLOEXEC) != 0) {
      code = errno;
      break;
    }
    code = spawn_one(row, programs[i], in, ends[1], said[1]);
    close(in);
    close(ends[1]);
    in = ends[0];
  }
  row->output = in;
  close(said[1]);
  set_nonblocking(row->input);
  set_nonblocking(row->output);
  set_nonblocking(row->message);
  return code;
}

/* ---- Serving ------------------------------------------------------------------------------------
 */

/* A program that ended early would kill us by SIGPIPE; the signal is held back and eaten. */
static void feed(struct row *row) {
  sigset_t broken, old, waiting;
  sigemptyset(&broken);
  sigaddset(&broken, SIGPIPE);
  sigpending(&waiting);
  bool was_waiting = sigismember(&waiting, SIGPIPE) == 1;
  pthread_sigmask(SIG_BLOCK, &broken, &old);
  size_t most = row->rest.len < PIECE ? row->rest.len : PIECE;
  ssize_t n = most ? write(row->input, row->rest.ptr, most) : 0;
  int code = errno;
  if (n > 0) row->rest = str_slice(row->rest, (size_t)n, row->rest.len);
  bool over = n < 0 && code != EAGAIN && code != EINTR;
  if (over && code == EPIPE && !was_waiting) {
    struct timespec zero = {0, 0};
    while (sigtimedwait(&broken, NULL, &zero) < 0 && errno == EINTR) continue;
  }
  pthread_sigmask(SIG_SETMASK, &old, NULL);
  if (over || !row->rest.len) close_end(&row->input);
}

/* Takes what is there; false when the buffer is full. */
static bool drain(int *fd, struct buf *into) {
  char piece[16 << 10];
  ssize_t n = read(*fd, piece, sizeof piece);
  if (n > 0) buf_add(into, piece, (size_t)n);
  else if (n == 0 || (errno != EAGAIN && errno != EINTR)) close_end(fd);
  return !buf_failed(into);
}

/* Until the last program has closed its output. */
static calque_status serve(struct row *row, const char *name, calque_error *err) {
  while (row->output >= 0) {
    struct pollfd fds[3] = {
        {row->output, POLLIN, 0}, {row->message, POLLIN, 0}, {row->input, POLLOUT, 0}};
    int64_t left = row->deadline - now_ms();
    if (left <= 0) return fail(err, CALQUE_E_NETWORK, name, 0, "took too long");
    if (poll(fds, 3, (int)left) < 0 && errno != EINTR) {
      return fail(err, CALQUE_E_IO, name, 0, "cannot wait: %s", strerror(errno));
    }
    if (fds[2].revents) feed(row);
    if (fds[1].revents) drain(&row->message, &row->said);
    if (fds[0].revents && !drain(&row->output, row->out)) {
      return fail(err, CALQUE_E_LIMIT, name, 0, "wrote more than %zu bytes", row->out->max);
    }
  }
  return CALQUE_OK;
}

/* Waits for all; false when one failed or does not end in time. */
static bool reap(struct row *row, bool kill_them) {
  bool good = true;
  if (kill_them && row->n) kill(-row->pids[0], SIGKILL);
  for (size_t i = 0; i < row->n; i++) {
    int status = 0;
    pid_t pid;
    while ((pid = waitpid(row->pids[i], &status, kill_them ? 0 : WNOHANG)) <= 0) {
      if (pid < 0 && errno != EINTR) break;
      if (pid == 0 && now_ms() > row->deadline) {
        kill(-row->pids[0], SIGKILL);
        kill_them = true;
        good = false;
      }
      struct timespec nap = {0, NAP_MS * 1000000L};
      if (pid == 0) nanosleep(&nap, NULL);
    }
    good = good && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }
  return good;
}

static calque_status complain(struct row *row, const char *name, calque_error *err) {
  if (row->message >= 0) drain(&row->message, &row->said);
  calque_str rest = buf_view(&row->said), line = str_trim(str_cut(&rest, '\n'));
  if (line.len > 200) line.len = 200;
  if (!line.len) return fail(err, CALQUE_E_IO, name, 0, "it failed and did not say why");
  return fail(err, CALQUE_E_IO, name, 0, "it failed: %.*s", STR_ARG(line));
}

calque_status process_run(const process_argv *programs, size_t n, calque_str input, struct buf *out,
                          unsigned deadline_ms, calque_error *err) {
  struct row row = {.input = -1, .output = -1, .message = -1, .rest = input, .out = out};
  const char *name = programs[0][0];
  buf_init(&row.said, MESSAGE_MAX);
  row.deadline = now_ms() + deadline_ms;
  int code = start(&row, programs, n);
  calque_status status = CALQUE_OK;
  if (code) status = fail(err, CALQUE_E_IO, name, 0, "cannot run it: %s", strerror(code));
  else status = serve(&row, name, err);
  close_end(&row.input);
  close_end(&row.output);
  bool good = reap(&row, status != CALQUE_OK);
  if (!status && !good) status = complain(&row, name, err);
  close_end(&row.message);
  buf_free(&row.said);
  return status;
}
