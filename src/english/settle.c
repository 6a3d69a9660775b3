/* What becomes of an answer. It is read against its French at once, chunk by chunk, so that what is
 * wrong can be told to the model while there is still something to be done; the finished work is
 * read once more as a whole. What cannot be mended is given back as it is, with the findings: the
 * French is there for whoever wants to know. */
#include "english/prompt.h"
#include "english/translator.h"

#include <stdlib.h>

enum {
  SMALLEST = 160,       /* bytes of a text that is worth cutting in two */
  MAX_PROBLEMS = 12,    /* told to the model */
  MAX_PROBLEM_LEN = 300 /* bytes of one */
};

static const unsigned WEIGHT[] = {
    [CALQUE_NOTE] = 0, [CALQUE_MINOR] = 3, [CALQUE_MAJOR] = 10, [CALQUE_CRITICAL] = 100};

static const char WHOLE_ANSWER[] = "segment";

/* ---- Texts --------------------------------------------------------------------------------------
 */

/* The answers of a task are lines; so are its parts. */
static calque_str join(calque_arena *arena, const calque_str *texts, size_t n, const char *glue) {
  struct buf out;
  buf_init(&out, BUF_MAX_OUTPUT);
  for (size_t i = 0; i < n; i++) {
    if (i) buf_puts(&out, glue);
    buf_str(&out, texts[i]);
  }
  calque_str copy = arena_copy(arena, buf_view(&out));
  buf_free(&out);
  return copy;
}

/* A copy in one line; a model puts line breaks where it likes. */
static calque_str as_line(calque_arena *arena, calque_str s) {
  s = str_trim(s);
  char *out = arena_alloc(arena, s.len + 1);
  size_t n = 0;
  for (size_t i = 0; i < s.len; i++) {
    bool gap = s.ptr[i] == '\n' || s.ptr[i] == '\r' || s.ptr[i] == '\t' || s.ptr[i] == '\0';
    if (gap && n && out[n - 1] == ' ') continue;
    out[n++] = gap ? ' ' : s.ptr[i];
  }
  return (calque_str){out, n};
}

/* The same of a summary. A first line that ends with a colon stays a line: it announces what
 * follows, and is found as such only where it stands alone. */
static calque_str as_told(calque_arena *arena, calque_str s) {
  calque_str rest = str_trim(s);
  const calque_str first = str_trim(str_cut(&rest, '\n'));
  if (!rest.ptr || !str_ends(first, STR(":"))) return as_line(arena, s);
  const calque_str head = as_line(arena, first), tail = as_line(arena, rest);
  return arena_printf(arena, "%.*s\n%.*s", STR_ARG(head), STR_ARG(tail));
}

/* Text i of the English is that of text i of the French; NULL: not known. */
static calque_verification verify(const struct run *run, const struct english_work *work,
                                  calque_str french, calque_str english,
                                  const calque_passage *passages, size_t n_passages) {
  const calque_translator *t = run->translator;
  calque_verify_options options = {.summary = work->told,
                                   .terms = t->options.terms,
                                   .n_terms = t->options.n_terms,
                                   .passages = passages,
                                   .n_passages = n_passages};
  return calque_verify(run->arena, t->lex, french, english, &options);
}

/* The place of a text of `len` bytes behind those before it. */
static calque_span next_place(size_t *at, size_t len, size_t glue) {
  calque_span place = {(uint32_t)*at, (uint32_t)(*at + len)};
  *at += len + glue;
  return len ? place : (calque_span){0, 0};
}

/* The passages of n texts that are joined with so many bytes between. */
static const calque_passage *pair_texts(calque_arena *arena, const calque_str *french,
                                        const calque_str *english, size_t n, size_t glue) {
  calque_passage *pairs = ARENA_ARRAY(arena, calque_passage, n + 1);
  size_t fr = 0, en = 0;
  for (size_t i = 0; i < n; i++) {
    pairs[i].fr = next_place(&fr, french[i].len, glue);
    pairs[i].en = next_place(&en, english[i].len, glue);
  }
  return pairs;
}

/* ---- More tasks ---------------------------------------------------------------------------------
 */

static void queue(struct run *run, const struct task *task) {
  struct task *copy = ARENA_NEW(run->arena, struct task);
  *copy = *task;
  copy->run = run;
  copy->stream = (struct provider_stream){0};
  copy->n_shown = 0;
  copy->misnumbered = (calque_str){NULL, 0};
  ARRAY_PUSH(run->arena, &run->waiting, copy);
}

static size_t bytes_of(const struct part *parts, size_t n) {
  size_t bytes = 0;
  for (size_t i = 0; i < n; i++) bytes += parts[i].french.len;
  return bytes;
}

static void queue_half(struct run *run, const struct task *task, const struct part *parts, size_t n,
                       bool first) {
  struct task half = *task;
  half.parts = ARENA_ARRAY(run->arena, struct part, n);
  memcpy(half.parts, parts, n * sizeof *parts);
  half.n = n;
  half.halved = true;
  half.told = false;
  half.again = first;
  half.before = NULL;
  half.problems = STR("");
  queue(run, &half);
}

bool task_can_be_halved(const struct task *task) {
  if (task->halved || task->work->told) return false;
  return task->n > 1 || task->parts[0].french.len >= SMALLEST;
}

/* Asks for both halves instead. False when the task cannot be cut, or is a half already. */
static bool halve(struct run *run, const struct task *task) {
  if (!task_can_be_halved(task)) return false;
  if (task->n > 1) {
    size_t all = bytes_of(task->parts, task->n), first = 1;
    while (first + 1 < task->n && bytes_of(task->parts, first + 1) <= all / 2) first++;
    queue_half(run, task, task->parts, first, true);
    queue_half(run, task, task->parts + first, task->n - first, false);
    return true;
  }
  calque_str text = task->parts[0].french;
  const calque_str *cuts;
  if (chunks_part(run->arena, text, text.len / 2 + text.len / 8, &cuts) < 2) return false;
  struct part one = task->parts[0], two = one;
  size_t at = (size_t)(cuts[1].ptr - text.ptr);
  one.french = cuts[0];
  two.french = str_slice(text, at, text.len);
  two.half = 1;
  queue_half(run, task, &one, 1, true);
  queue_half(run, task, &two, 1, false);
  return true;
}

/* What was wrong, a line each, for the model. */
static calque_str problems_of(calque_arena *arena, const calque_verification *v, calque_str french,
                              calque_str english) {
  struct buf out;
  size_t told = 0;
  buf_init(&out, BUF_MAX_OUTPUT);
  for (size_t i = 0; i < v->n_findings && told < MAX_PROBLEMS; i++) {
    const calque_verify_finding *f = &v->findings[i];
    if (f->severity == CALQUE_NOTE) continue;
    calque_str fr = str_of_span(french, f->fr), en = str_of_span(english, f->en);
    buf_printf(&out, "- %s: %.*s", f->family, STR_ARG(f->message));
    if (fr.len && fr.len < MAX_PROBLEM_LEN) buf_printf(&out, " (French: %.*s)", STR_ARG(fr));
    if (en.len && en.len < MAX_PROBLEM_LEN) buf_printf(&out, " (English: %.*s)", STR_ARG(en));
    buf_char(&out, '\n');
    told++;
  }
  calque_str copy = arena_copy(arena, buf_view(&out));
  buf_free(&out);
  return copy;
}

/* The same once more, with what was wrong. */
static void queue_told(struct run *run, const struct task *task, const calque_str *texts,
                       calque_str problems) {
  struct task again = *task;
  calque_str *before = ARENA_ARRAY(run->arena, calque_str, task->n + 1);
  memcpy(before, texts, task->n * sizeof *texts);
  again.told = again.again = true;
  again.before = before;
  again.problems = problems;
  queue(run, &again);
}

/* ---- Settling ---------------------------------------------------------------------------------
 */

static void accept(const struct task *task, const calque_str *texts, bool cached) {
  struct english_work *work = task->work;
  for (size_t i = 0; i < task->n; i++) {
    calque_str text = texts[i].ptr ? texts[i] : STR("");
    work->halves[task->parts[i].piece][task->parts[i].half] = text;
  }
  work->fresh = work->fresh || !cached;
}

static unsigned weight_of(const calque_verification *v) {
  unsigned sum = 0;
  for (size_t i = 0; i < v->n_findings; i++) sum += WEIGHT[v->findings[i].severity];
  return sum;
}

/* A passage that an engine left out, or the end that it cut off. */
static bool lost_something(const calque_verification *v) {
  for (size_t i = 0; i < v->n_findings; i++) {
    const calque_verify_finding *f = &v->findings[i];
    bool lost = strcmp(f->family, "segment") == 0 || strcmp(f->family, "length") == 0;
    if (lost && f->severity > CALQUE_MINOR) return true;
  }
  return false;
}

/* A summary that is half as long again as it was asked to be. */
static calque_str too_long(calque_arena *arena, const struct english_work *work, calque_str text) {
  unsigned words = 0;
  for (calque_str rest = text; rest.ptr;) words += str_trim(str_cut(&rest, ' ')).len > 0;
  if (words <= work->words + work->words / 2 + 10) return STR("");
  return arena_printf(arena, "the summary has %u words, %u were asked for", words, work->words);
}

static void note(struct english_work *work, const char *family, calque_severity severity,
                 calque_str message) {
  finding_add(&work->extra, family, severity, message, (calque_span){0, 0}, (calque_span){0, 0});
}

/* The answer of a task as one text, and what is to be said of it. */
struct reading {
  calque_str french, english;
  calque_verification result;
};

static struct reading read_answer(const struct run *run, const struct task *task,
                                  const calque_str *texts) {
  calque_arena *arena = run->arena;
  calque_str *french = ARENA_ARRAY(arena, calque_str, task->n + 1);
  for (size_t i = 0; i < task->n; i++) french[i] = task->parts[i].french;
  struct reading r = {.french = join(arena, french, task->n, "\n")};
  bool told = task->work->told; /* one answer to all parts */
  r.english = told ? texts[0] : join(arena, texts, task->n, "\n");
  const calque_passage *pairs = told ? NULL : pair_texts(arena, french, texts, task->n, 1);
  r.result = verify(run, task->work, r.french, r.english, pairs, task->n);
  return r;
}

/* Read, kept when it is good; else asked for again, or taken as it is. */
static void settle_whole(struct run *run, struct task *task, const calque_str *texts, bool cached) {
  calque_translator *t = run->translator;
  bool model = translator_is_model(t), told = task->work->told;
  struct reading r = read_answer(run, task, texts);
  calque_str longer = told ? too_long(run->arena, task->work, r.english) : STR("");
  if (r.result.ok && !longer.len) {
    if (t->cache && !cached) cache_keep(t->cache, &task->key, texts, told ? 1 : task->n);
    accept(task, texts, cached);
    return;
  }
  if (!model && !t->local && lost_something(&r.result) && halve(run, task)) return;
  if (model && !task->told) {
    calque_str problems = problems_of(run->arena, &r.result, r.french, r.english);
    if (longer.len)
      problems =
          arena_printf(run->arena, "%.*s- length: %.*s\n", STR_ARG(problems), STR_ARG(longer));
    queue_told(run, task, texts, problems);
    return;
  }
  if (task->before) {
    struct reading before = read_answer(run, task, task->before);
    if (before.english.len && weight_of(&before.result) < weight_of(&r.result))
      texts = task->before;
  }
  accept(task, texts, cached);
}

void task_settle(struct run *run, struct task *task, const calque_str *answer, bool cached,
                 bool cut) {
  calque_arena *arena = run->arena;
  calque_str *texts = ARENA_ARRAY(arena, calque_str, task->n + 1);
  for (size_t i = 0; i < task->n; i++)
    texts[i] = task->work->told ? as_told(arena, answer[i]) : as_line(arena, answer[i]);
  if (task->refusal.ptr) {
    note(task->work, "refusal", CALQUE_CRITICAL, task->refusal);
    accept(task, texts, cached);
  } else if (cut) {
    if (halve(run, task)) return;
    note(task->work, WHOLE_ANSWER, CALQUE_CRITICAL, STR("the answer was cut before its end"));
    accept(task, texts, cached);
  } else if (task->misnumbered.ptr) {
    if (!task->told) queue_told(run, task, texts, task->misnumbered);
    else if (halve(run, task)) return;
    else accept(task, texts, cached);
  } else {
    settle_whole(run, task, texts, cached);
  }
}

/* ---- The whole ----------------------------------------------------------------------------------
 */

/* The English of every paragraph; false when a piece was never answered. */
static bool collect(struct run *run, const struct english_work *work, calque_str *out) {
  const struct chunks *chunks = &work->chunks;
  for (size_t i = 0; i < work->n_paragraphs; i++) out[i] = STR("");
  for (uint32_t i = 0; i < chunks->n_pieces; i++) {
    calque_str *whole = &out[chunks->pieces[i].paragraph];
    if (!work->halves[i][0].ptr) return false;
    for (int half = 0; half < 2; half++) {
      calque_str text = work->halves[i][half];
      if (!text.len) continue;
      *whole =
          whole->len ? arena_printf(run->arena, "%.*s %.*s", STR_ARG(*whole), STR_ARG(text)) : text;
    }
  }
  return true;
}

/* Where what stood at a byte of the summary stands now. */
static uint32_t moved(const struct cited_moves *m, uint32_t at) {
  uint32_t to = m->to[at] > m->lead ? m->to[at] - m->lead : 0;
  return to < m->len ? to : m->len;
}

static calque_span moved_span(const struct cited_moves *m, calque_span s) {
  return (calque_span){moved(m, s.start), moved(m, s.end)};
}

/* Takes the references of a summary away, and moves what was found behind them. */
static void strip_references(calque_arena *arena, calque_translation *result) {
  struct cited_moves m;
  calque_verification *v = &result->verification;
  result->english = cited_drop(arena, result->english, &m);
  calque_verify_finding *findings = ARENA_ARRAY(arena, calque_verify_finding, v->n_findings + 1);
  calque_passage *passages = ARENA_ARRAY(arena, calque_passage, v->n_passages + 1);
  for (size_t i = 0; i < v->n_findings; i++) {
    findings[i] = v->findings[i];
    findings[i].en = moved_span(&m, findings[i].en);
  }
  for (size_t i = 0; i < v->n_passages; i++) {
    passages[i] = v->passages[i];
    passages[i].en = moved_span(&m, passages[i].en);
  }
  v->findings = findings;
  v->passages = passages;
}

/* What was found while asking goes first. */
static void add_extra(struct english_work *work) {
  calque_verification *v = &work->result.verification;
  if (!work->extra.list.n) return;
  for (size_t i = 0; i < v->n_findings; i++)
    ARRAY_PUSH(work->extra.arena, &work->extra.list, v->findings[i]);
  v->findings = work->extra.list.ptr;
  v->n_findings = work->extra.list.n;
  for (size_t i = 0; i < v->n_findings; i++)
    v->ok = v->ok && v->findings[i].severity <= CALQUE_NOTE;
}

static void spaces_for_breaks(calque_arena *arena, calque_str *s) {
  char *out = arena_copy_z(arena, *s);
  for (size_t i = 0; i < s->len; i++)
    if (out[i] == '\n') out[i] = ' ';
  s->ptr = out;
}

/* Sentences of an engine's summary stand in lines for the reading, then in one paragraph. */
static void put_together(struct run *run, struct english_work *work, const calque_str *english) {
  calque_translation *r = &work->result;
  calque_arena *arena = run->arena;
  bool told = work->told;
  const char *glue = work->summary ? "\n" : "\n\n";
  r->french = join(arena, work->paragraphs, work->n_paragraphs, glue);
  r->english = told ? work->halves[0][0] : join(arena, english, work->n_paragraphs, glue);
  const calque_passage *pairs =
      told ? NULL : pair_texts(arena, work->paragraphs, english, work->n_paragraphs, strlen(glue));
  r->verification = verify(run, work, r->french, r->english, pairs, work->n_paragraphs);
  if (told) {
    calque_str longer = too_long(arena, work, r->english);
    if (longer.len) note(work, "length", CALQUE_MINOR, longer);
    strip_references(arena, r);
    spaces_for_breaks(arena, &r->english);
  } else if (work->summary) {
    spaces_for_breaks(arena, &r->french);
    spaces_for_breaks(arena, &r->english);
  }
}

void work_finish(struct run *run, struct english_work *work) {
  const calque_translator *t = run->translator;
  calque_translation *r = &work->result;
  r->summary = work->summary;
  r->gist = t->gist;
  r->provider = t->local ? LOCAL_ID : t->setup.provider->id;
  if (t->local)
    r->model = arena_printf(run->arena, "%s %s", t->apertium.to_pivot, t->apertium.from_pivot);
  else if (!r->model.len) r->model = arena_copy(run->arena, t->setup.model);
  r->dry_run = arena_copy(run->arena, buf_view(&work->dry_run));
  r->verification.ok = true;
  if (work->status || t->options.dry_run) return;
  calque_str *english = ARENA_ARRAY(run->arena, calque_str, work->n_paragraphs + 1);
  if (!collect(run, work, english)) {
    work->status = fail(&work->err, CALQUE_E_NETWORK, t->host, 0, "interrupted");
    return;
  }
  r->cached = work->chunks.n_pieces > 0 && !work->fresh;
  if (work->chunks.n_pieces) put_together(run, work, english);
  add_extra(work);
}
