/* A task as a question, and what came back. The text of an article is data: it goes to an engine as
 * such, and to a model between delimiters that no article can know. Nothing in it can change what
 * is asked, and whatever a model makes of it is read against the French. */
#include "english/prompt.h"
#include "english/translator.h"
#include "lexicon/gazetteer.h"

/* Bump when the local engine's output changes for the same input. */
#define LOCAL_VERSION "1"

enum {
  STREAM_MAX = 4 << 20,
  REDACTED_MORE = 64 << 10, /* bytes of headers and address */
  GLOSSARY_TERMS_MAX = 200, /* of one prompt */
  ROOM_CHARS = 400,         /* an answer may need beyond the length of the French */
  CHARS_PER_WORD = 12,      /* of a summary, references and all */
  WORDS_OF_SENTENCE = 22
};

/* ---- The prompt ---------------------------------------------------------------------------------
 */

static calque_str fold(calque_arena *arena, calque_str s) {
  char *out = arena_alloc(arena, 3 * s.len + 1);
  return (calque_str){out, utf8_fold_word(s, out)};
}

/* "bac = ferry", for the terms that stand in the text. */
static calque_str glossary_for(calque_arena *arena, const calque_translator *t, calque_str text) {
  const calque_translator_options *o = &t->options;
  if (!o->n_terms) return STR("");
  calque_str folded = fold(arena, text);
  struct buf out;
  size_t n = 0;
  buf_init(&out, BUF_MAX_OUTPUT);
  for (size_t i = 0; i < o->n_terms && n < GLOSSARY_TERMS_MAX; i++) {
    if (!str_has(folded, fold(arena, o->terms[i].french))) continue;
    buf_printf(&out, "%.*s = %.*s\n", STR_ARG(o->terms[i].french), STR_ARG(o->terms[i].english));
    n++;
  }
  calque_str copy = arena_copy(arena, buf_view(&out));
  buf_free(&out);
  return copy;
}

/* The delimiter must be in nothing that others wrote. */
static calque_str delimiter_for(calque_arena *arena, const calque_str *texts, size_t n,
                                uint64_t nonce) {
  struct buf all;
  buf_init(&all, BUF_MAX_OUTPUT);
  for (size_t i = 0; i < n; i++) {
    buf_str(&all, texts[i]);
    buf_char(&all, '\n');
  }
  calque_str delimiter = prompt_delimiter(arena, buf_view(&all), nonce);
  buf_free(&all);
  return delimiter;
}

static calque_str sentences_for(calque_arena *arena, unsigned words) {
  unsigned n = (words + WORDS_OF_SENTENCE / 2) / WORDS_OF_SENTENCE;
  return n > 1 ? arena_printf(arena, "%u sentences", n) : STR("1 sentence");
}

static calque_str english_of(const calque_translator *t) {
  calque_str wanted = t->setup.variable(t->setup.context, "CALQUE_ENGLISH");
  return str_eq_nocase(wanted, STR("en-GB")) ? STR("British English") : STR("American English");
}

/* The whole prompt of the task. The same nonce makes the same prompt. Chunks are asked for at the
 * same time, so the English before this one is not there to be shown. */
static calque_status fill_prompt(struct run *run, const struct task *task, uint64_t nonce,
                                 struct prompt *out, calque_error *err) {
  calque_arena *arena = run->arena;
  const struct english_work *work = task->work;
  calque_str *french = ARENA_ARRAY(arena, calque_str, task->n + 1);
  for (size_t i = 0; i < task->n; i++) french[i] = task->parts[i].french;
  bool summary = work->told;
  calque_str text =
      summary ? cited_write(arena, french, task->n) : numbered_write(arena, french, task->n);
  calque_str glossary = glossary_for(arena, run->translator, text);
  const calque_str others[] = {text, work->title, glossary, task->problems};
  calque_str delimiter = delimiter_for(arena, others, COUNT(others), nonce);
  if (summary) {
    const struct prompt_value values[] = {
        {"english", english_of(run->translator)},
        {"delimiter", delimiter},
        {"text", text},
        {"title", work->title},
        {"glossary", glossary},
        {"problems", task->problems},
        {"sentences", sentences_for(arena, work->words)},
        {"low", arena_printf(arena, "%u", work->words * 3 / 4)},
        {"high", arena_printf(arena, "%u", work->words * 5 / 4)},
    };
    return prompt_fill(arena, "summarize", values, COUNT(values), out, err);
  }
  const struct prompt_value values[] = {
      {"english", english_of(run->translator)},
      {"delimiter", delimiter},
      {"text", text},
      {"count", arena_printf(arena, "%zu", task->n)},
      {"title", work->title},
      {"before", STR("")},
      {"glossary", glossary},
      {"problems", task->problems},
  };
  return prompt_fill(arena, "translate", values, COUNT(values), out, err);
}

/* ---- The request --------------------------------------------------------------------------------
 */

/* Which answers are worth another try, by the service's own words. */
static enum client_judgement judge(void *context, const struct http_answer *answer) {
  const struct task *task = context;
  const calque_translator *t = task->run->translator;
  calque_str message;
  if (answer->code >= 200 && answer->code < 300) return CLIENT_USUAL;
  switch (provider_read_error(task->run->arena, &t->setup, answer, &message)) {
    case PROVIDER_BUSY: return CLIENT_AGAIN;
    case PROVIDER_TOO_LONG: return CLIENT_NOT_AGAIN;
    case PROVIDER_DENIED: return CLIENT_NEVER;
    case PROVIDER_USUAL: break;
  }
  return CLIENT_USUAL;
}

static bool receive(void *context, calque_str piece) {
  struct task *task = context;
  const calque_translator *t = task->run->translator;
  if (!t->setup.provider->receive(&task->stream, piece)) return false;
  calque_str text = buf_view(&task->stream.text);
  size_t whole =
      task->n_shown + utf8_valid_prefix(str_slice(text, text.len ? task->n_shown : 0, text.len));
  if (!t->options.show || whole <= task->n_shown) return true;
  calque_str fresh = str_slice(text, task->n_shown, whole);
  task->n_shown = whole;
  t->options.show(t->options.show_context, &fresh);
  return true;
}

static size_t room_for(const struct task *task) {
  size_t chars = ROOM_CHARS;
  if (task->work->told) return chars + (size_t)task->work->words * CHARS_PER_WORD * 2;
  for (size_t i = 0; i < task->n; i++) chars += utf8_count(task->parts[i].french) * 5 / 4 + 8;
  return chars;
}

/* The same nonce makes the same request; with 0 it is made for its key and not for sending, so that
 * the glossary goes by its name: an id is another wherever the same terms are kept anew. */
static calque_status build_request(struct run *run, struct task *task, uint64_t nonce,
                                   calque_error *err) {
  calque_translator *t = run->translator;
  const struct provider *p = t->setup.provider;
  struct provider_job *job = &task->job;
  if (p->kind == PROVIDER_MODEL) {
    struct prompt prompt;
    calque_status status = fill_prompt(run, task, nonce, &prompt, err);
    if (status) return status;
    job->system = prompt.system;
    job->user = prompt.user;
  } else {
    calque_str *texts = ARENA_ARRAY(run->arena, calque_str, task->n + 1);
    for (size_t i = 0; i < task->n; i++) texts[i] = task->parts[i].french;
    job->texts = texts;
    job->n_texts = task->n;
    job->glossary = nonce && !t->options.dry_run ? t->glossary_id : t->glossary_name;
    uint32_t first = task->parts[0].piece;
    if (first) job->before = task->work->chunks.pieces[first - 1].text;
  }
  return p->build(run->arena, &t->setup, job, &task->call.request, err);
}

calque_status task_build(struct run *run, struct task *task, calque_error *err) {
  calque_translator *t = run->translator;
  bool stream = t->setup.provider->streams && t->options.show;
  task->job = (struct provider_job){.max_output_chars = room_for(task), .stream = stream};
  task->call = (struct client_call){.has_key = t->setup.key.len > 0,
                                    .context = task,
                                    .judge = judge,
                                    .receive = stream ? receive : NULL};
  calque_status status = build_request(run, task, ++t->nonce, err);
  if (!status && stream) provider_stream_init(&task->stream, &t->setup, STREAM_MAX);
  if (!status && stream && task->again) t->options.show(t->options.show_context, NULL);
  return status;
}

/* ---- The key ------------------------------------------------------------------------------------
 */

static void hash_terms(struct sha256 *hash, const calque_translator_options *o) {
  for (size_t i = 0; i < o->n_terms; i++) {
    sha256_field(hash, o->terms[i].french);
    sha256_field(hash, o->terms[i].english);
  }
}

/* What is asked is all that the answer depends on: the service, its address, the model, its
 * parameters, the prompt, the text. The request holds that, and as it may be shown it holds no
 * key. */
static bool make_key(struct run *run, struct task *task) {
  const calque_translator *t = run->translator;
  struct sha256 hash;
  sha256_init(&hash);
  if (t->local) {
    sha256_field(&hash, STR(LOCAL_ID LOCAL_VERSION));
    sha256_field(&hash, calque_str_of(t->apertium.to_pivot));
    sha256_field(&hash, calque_str_of(t->apertium.from_pivot));
  } else {
    task->job = (struct provider_job){.max_output_chars = room_for(task)};
    if (build_request(run, task, 0, NULL) != CALQUE_OK) return false;
    const struct http_request *request = &task->call.request;
    sha256_field(&hash, calque_str_of(t->setup.provider->id));
    sha256_field(&hash, provider_redact(run->arena, &t->setup, request,
                                        2 * request->body.len + REDACTED_MORE));
  }
  hash_terms(&hash, &t->options);
  for (size_t i = 0; i < task->n; i++) sha256_field(&hash, task->parts[i].french);
  sha256_end(&hash, task->key.hash);
  return true;
}

bool task_find_cached(struct run *run, struct task *task, calque_str *texts) {
  const calque_translator *t = run->translator;
  if (!t->cache || !make_key(run, task)) return false;
  return cache_find(t->cache, &task->key, run->arena, texts, task->work->told ? 1 : task->n);
}

/* ---- The answer ---------------------------------------------------------------------------------
 */

/* " and asks to wait 3600 s (--timeout is 120)": when to come back, which the service knows best.
 */
static calque_str wait_of(const struct run *run, const struct http_answer *answer) {
  const unsigned timeout_s = run->translator->options.timeout_s;
  const long wait_s = answer->retry_after_s;
  if (wait_s <= 0) return STR("");
  if (wait_s < (long)timeout_s) return arena_printf(run->arena, " and asks to wait %ld s", wait_s);
  return arena_printf(run->arena, " and asks to wait %ld s (--timeout is %u)", wait_s, timeout_s);
}

/* An answer that is an error. What holds for every request ends the run. */
static calque_status read_trouble(struct run *run, const struct task *task,
                                  const struct client_done *done, bool *cut, calque_error *err) {
  calque_translator *t = run->translator;
  calque_str message = STR("");
  enum provider_trouble trouble =
      provider_read_error(run->arena, &t->setup, &done->answer, &message);
  *cut = trouble == PROVIDER_TOO_LONG && task_can_be_halved(task);
  if (*cut) return CALQUE_OK;
  const calque_str wait = wait_of(run, &done->answer);
  fail(err, CALQUE_E_PROVIDER, t->host, 0, "%s answers %ld%.*s%s%.*s", t->setup.provider->name,
       done->answer.code, STR_ARG(wait), message.len ? ": " : "", STR_ARG(message));
  bool of_this_text = done->answer.code == 400 || done->answer.code == 422;
  if (trouble == PROVIDER_DENIED && !of_this_text) t->refused = *err;
  return CALQUE_E_PROVIDER;
}

/* What models put around an answer: a fence. */
static calque_str unwrap(calque_str s) {
  s = str_trim(s);
  if (s.len > 6 && str_starts(s, STR("```")) && str_ends(s, STR("```"))) {
    calque_str rest = str_slice(s, 0, s.len - 3);
    str_cut(&rest, '\n'); /* the fence may name a language */
    if (rest.ptr) s = str_trim(rest);
  }
  return s;
}

static void count(struct task *task, const struct provider_answer *answer) {
  calque_translation *r = &task->work->result;
  calque_translator *t = task->run->translator;
  r->tokens_in += answer->tokens_in;
  r->tokens_out += answer->tokens_out;
  r->billed_chars += answer->billed_chars;
  t->tokens_in += answer->tokens_in;
  t->tokens_out += answer->tokens_out;
  t->billed_chars += answer->billed_chars;
  if (answer->model.len) r->model = arena_copy(task->run->arena, answer->model);
}

/* "[12] text": 12, and the text; 0 when the line has no number of 1 to n. */
static size_t number_of(calque_str line, size_t n, calque_str *text) {
  calque_str rest = line, head = str_cut(&rest, ']');
  uint64_t number;
  if (!rest.ptr || head.len < 2 || head.ptr[0] != '[') return 0;
  if (!str_to_u64(str_slice(head, 1, head.len), &number) || number > n) return 0;
  *text = str_trim(rest);
  return (size_t)number;
}

/* An answer that is not as it was asked for, as far as its numbers go: what is missing stays empty;
 * without any number all of it is the first. It is read against the French like any other. */
static void take_misnumbered(calque_arena *arena, calque_str whole, size_t n, calque_str *texts) {
  size_t at = 0;
  for (size_t i = 0; i < n; i++) texts[i] = STR("");
  for (calque_str rest = whole; rest.ptr;) {
    calque_str line = str_trim(str_cut(&rest, '\n')), text = line;
    size_t number = number_of(line, n, &text);
    if (number) at = number;
    if (!at || !text.len) continue;
    calque_str *to = &texts[at - 1];
    *to = to->len ? arena_printf(arena, "%.*s %.*s", STR_ARG(*to), STR_ARG(text)) : text;
  }
  if (!at) texts[0] = whole;
}

/* One text for each part. */
static void take_texts(struct run *run, struct task *task, const struct provider_answer *answer,
                       calque_str *texts, bool *cut) {
  calque_arena *arena = run->arena;
  if (!translator_is_model(run->translator)) {
    *cut = *cut || answer->n_texts != task->n;
    for (size_t i = 0; i < task->n && i < answer->n_texts; i++)
      texts[i] = run->translator->gist
                     ? apertium_mend(arena, task->parts[i].french, answer->texts[i])
                     : arena_copy(arena, answer->texts[i]);
    return;
  }
  calque_str whole = answer->n_texts ? unwrap(arena_copy(arena, answer->texts[0])) : STR("");
  calque_str why = STR("");
  if (task->work->told) {
    bool none = str_eq_nocase(whole, STR("NONE")) || str_eq_nocase(whole, STR("NONE."));
    if (none) task->refusal = STR("the model finds no article in it");
    texts[0] = none ? STR("") : whole;
  } else if (!numbered_read(arena, whole, task->n, texts, &why)) {
    take_misnumbered(arena, whole, task->n, texts);
    if (!*cut) task->misnumbered = arena_printf(arena, "- segment: %.*s\n", STR_ARG(why));
  }
}

calque_status task_read(struct run *run, struct task *task, const struct client_done *done,
                        calque_str *texts, bool *cut, calque_error *err) {
  const calque_translator *t = run->translator;
  struct provider_answer answer = {0};
  if (done->status && task->job.stream && task->stream.failed)
    return provider_stream_answer(run->arena, &task->stream, &task->job, false, &answer, err);
  if (done->status) {
    *err = done->error;
    /* A limit of ours that an answer passes is the service's fault. */
    if (err->status == CALQUE_E_LIMIT) err->status = CALQUE_E_PROVIDER;
    return err->status;
  }
  if (done->answer.code < 200 || done->answer.code > 299)
    return read_trouble(run, task, done, cut, err);
  calque_status status = task->job.stream
                             ? provider_stream_answer(run->arena, &task->stream, &task->job,
                                                      done->complete, &answer, err)
                             : t->setup.provider->parse(run->arena, &t->setup, &task->job,
                                                        &done->answer, &answer, err);
  if (status) return status;
  count(task, &answer);
  if (answer.finish == PROVIDER_REFUSED) {
    task->refusal = answer.detail.len ? arena_printf(run->arena, "the service refuses: %.*s",
                                                     STR_ARG(answer.detail))
                                      : STR("the service refuses");
    return CALQUE_OK;
  }
  *cut = answer.finish == PROVIDER_LENGTH || answer.finish == PROVIDER_ODD;
  take_texts(run, task, &answer, texts, cut);
  return CALQUE_OK;
}
