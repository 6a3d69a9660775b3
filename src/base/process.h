/* Other programs, run in a row: the output of each is the input of the next. No shell stands
 * between; a program gets PATH, HOME, TMPDIR and a UTF-8 locale and nothing else of the
 * environment, where keys may be. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

#define PROCESS_MAX_ROW 4

/* A program with its arguments, NULL-ended; [0] is its path. */
typedef const char *const *process_argv;

/* Where `name` is in PATH, in the arena; NULL when nowhere. Only absolute folders count. */
const char *process_find(calque_arena *arena, const char *name);

/* Runs n <= PROCESS_MAX_ROW programs in a row on `input`, appends what the last one wrote to
 * `out`. CALQUE_E_IO when one cannot be started or fails (with the first line that it wrote to its
 * standard error), CALQUE_E_NETWORK when they take longer than deadline_ms, CALQUE_E_LIMIT when
 * more than out->max is written; then all are killed. Nothing runs on when it returns. Any
 * thread. */
calque_status process_run(const process_argv *programs, size_t n, calque_str input, struct buf *out,
                          unsigned deadline_ms, calque_error *err);

#endif
