/* Many articles at once: all their chunks are asked for together, so that a service is kept busy
 * with as many requests as it takes, and Apertium is started once. */
#include "base/utf8.h"
#include "english/translator.h"

/* ---- Tasks --------------------------------------------------------------------------------------
 */

static void add_task(struct run *run, const struct task *task) {
  struct task *copy = ARENA_NEW(run->arena, struct task);
  *copy = *task;
  copy->run = run;
  ARRAY_PUSH(run->arena, &run->waiting, copy);
}

/* A summary that is asked of a model is one question about everything. */
static struct chunk_limits limits_of(const calque_translator *t, const struct english_work *work) {
  struct chunk_limits none = {0};
  return work->told ? none : t->limits;
}

static void start_work(struct run *run, struct english_work *work) {
  calque_arena *arena = run->arena;
  work->extra.arena = arena;
  work->chunks =
      chunks_cut(arena, work->paragraphs, work->n_paragraphs, limits_of(run->translator, work));
  work->halves = arena_zalloc(arena, (work->chunks.n_pieces + 1) * sizeof *work->halves);
  buf_init(&work->dry_run, BUF_MAX_OUTPUT);
  for (uint32_t i = 0; i < work->chunks.n; i++) {
    struct chunk chunk = work->chunks.list[i];
    struct task task = {.work = work, .n = chunk.n};
    task.parts = ARENA_ARRAY(arena, struct part, chunk.n);
    for (uint32_t k = 0; k < chunk.n; k++) {
      task.parts[k].piece = chunk.first + k;
      task.parts[k].french = work->chunks.pieces[chunk.first + k].text;
    }
    add_task(run, &task);
  }
}

static void give_up(struct english_work *work, const calque_error *err) {
  if (work->status) return;
  work->status = err->status;
  work->err = *err;
}

static size_t chars_of(const struct task *task) {
  size_t chars = 0;
  for (size_t i = 0; i < task->n; i++) chars += utf8_count(task->parts[i].french);
  return chars;
}

/* ---- Apertium on this machine -------------------------------------------------------------------
 */

/* The parts of the tasks in one row, and back. */
static calque_status ask_locally(struct run *run, struct task *const *tasks, size_t n,
                                 calque_error *err) {
  size_t n_parts = 0, at = 0;
  for (size_t i = 0; i < n; i++) n_parts += tasks[i]->n;
  calque_str *french = ARENA_ARRAY(run->arena, calque_str, n_parts + 1);
  calque_str *english = ARENA_ARRAY(run->arena, calque_str, n_parts + 1);
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < tasks[i]->n; k++) french[at++] = tasks[i]->parts[k].french;
  calque_status status =
      apertium_translate(run->arena, &run->translator->apertium, french, n_parts, english, err);
  at = 0;
  for (size_t i = 0; i < n && !status; i++) {
    task_settle(run, tasks[i], english + at, false, false);
    at += tasks[i]->n;
  }
  return status;
}

/* Together; when that fails each alone, for one of them may be the cause. */
static void run_locally(struct run *run) {
  ARRAY(struct task *) tasks = {0};
  for (size_t i = 0; i < run->waiting.n; i++) {
    struct task *task = run->waiting.ptr[i];
    calque_str *texts = ARENA_ARRAY(run->arena, calque_str, task->n + 1);
    if (task_find_cached(run, task, texts)) task_settle(run, task, texts, true, false);
    else ARRAY_PUSH(run->arena, &tasks, task);
  }
  calque_error err = {0};
  if (!tasks.n || ask_locally(run, tasks.ptr, tasks.n, &err) == CALQUE_OK) return;
  for (size_t i = 0; i < tasks.n; i++) {
    calque_error own = {0};
    if (tasks.n > 1 && err.status != CALQUE_E_NETWORK) {
      if (ask_locally(run, &tasks.ptr[i], 1, &own) == CALQUE_OK) continue;
    } else {
      own = err;
    }
    give_up(tasks.ptr[i]->work, &own);
  }
}

/* ---- Over the network ---------------------------------------------------------------------------
 */

/* Is there budget for the task? */
static calque_status check_budget(const calque_translator *t, size_t chars, calque_error *err) {
  const calque_translator_options *o = &t->options;
  if (o->max_chars && t->chars_sent + chars > o->max_chars)
    return fail(err, CALQUE_E_LIMIT, NULL, 0, "not sent: it would pass the limit of %zu characters",
                o->max_chars);
  if (o->max_requests && t->requests >= o->max_requests)
    return fail(err, CALQUE_E_LIMIT, NULL, 0, "not sent: the limit of %u requests is reached",
                o->max_requests);
  return CALQUE_OK;
}

static void spend(struct task *task, size_t chars, unsigned requests) {
  calque_translator *t = task->run->translator;
  t->chars_sent += chars;
  t->requests += requests;
  task->work->result.chars_sent += chars;
  task->work->result.requests += requests;
}

/* What would be sent, for a person. */
static void note_dry_run(struct run *run, struct task *task) {
  calque_str shown = provider_redact(run->arena, &run->translator->setup, &task->call.request,
                                     task->call.request.body.len);
  buf_str(&task->work->dry_run, shown);
  buf_puts(&task->work->dry_run, "\n\n");
  spend(task, chars_of(task), 1);
}

static void send_task(struct run *run, struct task *task) {
  calque_translator *t = run->translator;
  calque_error err = {0};
  if (task->work->status) return;
  calque_str *texts = ARENA_ARRAY(run->arena, calque_str, task->n + 1);
  if (!task->told && task_find_cached(run, task, texts)) {
    task_settle(run, task, texts, true, false);
    return;
  }
  size_t chars = chars_of(task);
  if (!t->options.dry_run) kept_glossary_open(run);
  if (t->refused.status) err = t->refused;
  else check_budget(t, chars, &err);
  if (!err.status) task_build(run, task, &err);
  if (err.status) {
    give_up(task->work, &err);
    return;
  }
  if (t->options.dry_run) {
    note_dry_run(run, task);
    return;
  }
  spend(task, chars, 1);
  run->n_sent++;
  t->wire.submit(t->wire.context, &task->call);
}

static void take_answer(struct run *run, const struct client_done *done) {
  struct task *task = done->call->context;
  calque_error err = {0};
  bool cut = false;
  if (done->tries > 1) spend(task, (done->tries - 1) * chars_of(task), done->tries - 1);
  calque_str *texts = ARENA_ARRAY(run->arena, calque_str, task->n + 1);
  calque_status status = task_read(run, task, done, texts, &cut, &err);
  provider_stream_free(&task->stream);
  if (status) give_up(task->work, &err);
  else task_settle(run, task, texts, false, cut);
}

/* A stream is shown to a person: one after another, else all at once. */
static void run_remotely(struct run *run) {
  const calque_translator *t = run->translator;
  size_t at_once = t->options.show ? 1 : SIZE_MAX;
  for (;;) {
    while (run->n_waiting < run->waiting.n && run->n_sent < at_once)
      send_task(run, run->waiting.ptr[run->n_waiting++]);
    if (!run->n_sent) {
      if (run->n_waiting == run->waiting.n) return;
      continue;
    }
    const struct client_done *done = t->wire.wait(t->wire.context);
    if (!done) return;
    run->n_sent--;
    take_answer(run, done);
  }
}

void translate_works(calque_translator *t, calque_arena *arena, struct english_work *works,
                     size_t n) {
  struct run run = {.translator = t, .arena = arena};
  for (size_t i = 0; i < n; i++) start_work(&run, &works[i]);
  if (t->local) run_locally(&run);
  else run_remotely(&run);
  for (size_t i = 0; i < n; i++) {
    work_finish(&run, &works[i]);
    buf_free(&works[i].dry_run);
  }
}
