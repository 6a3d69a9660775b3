/* What a service may answer. The first line names the provider and how it is read, as in
 * "deepl answer", "openai stream", "ollama error" or "deepl glossary"; the rest is the answer.
 * Whatever it is: texts are valid UTF-8 without control characters and as many as promised, a
 * message is one line without the key, and a stream gives the same text however it is cut. "apy
 * article" is an article with tabs between its paragraphs, which the numbers of a prompt must hold
 * apart. */
#include "base/utf8.h"
#include "english/prompt.h"
#include "english/provider.h"
#include "replay.h"

#undef NDEBUG
#include <assert.h>

#define KEY "sk-fuzz-9f81Qm4vTr7bLw93"

static calque_str variable(const void *context, const char *name) {
  static const char *const rows[][2] = {
      {"OPENAI_MODEL", "m"},
      {"OPENAI_API_KEY", KEY},
      {"ANTHROPIC_MODEL", "m"},
      {"ANTHROPIC_API_KEY", KEY},
      {"OLLAMA_MODEL", "m"},
      {"OLLAMA_API_KEY", KEY},
      {"DEEPL_AUTH_KEY", KEY},
      {"LIBRETRANSLATE_API_KEY", KEY},
      {"GOOGLE_API_KEY", KEY},
      {"AZURE_TRANSLATOR_KEY", KEY},
      {"CALQUE_TEMPLATE_URL", "http://127.0.0.1/?q={{text}}"},
      {"CALQUE_TEMPLATE_KEY", KEY},
      {"CALQUE_TEMPLATE_ANSWER", "/out/0/text"},
      {"CALQUE_TEMPLATE_FINISH", "/end"},
      {"CALQUE_TEMPLATE_ERROR", "/oops"},
  };
  (void)context;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (strcmp(rows[i][0], name) == 0) return calque_str_of(rows[i][1]);
  return STR("");
}

static void check_clean(calque_str s) {
  assert(utf8_valid_prefix(s) == s.len);
  for (size_t n; s.len; s = str_slice(s, n, s.len)) {
    uint32_t c = utf8_decode(s, &n);
    assert(!utf8_is_control(c) && c != '\r' && c != 0x7f);
  }
}

/* Every provider but apy has the key. */
static void check_message(const struct provider_setup *setup, calque_str s) {
  check_clean(s);
  assert(s.len < 400 && !str_has(s, STR("\n")));
  assert(!setup->key.len || !str_has(s, STR("9f81Qm4v")));
}

static void check_answer(const struct provider_setup *setup, const struct provider_answer *a,
                         size_t n) {
  assert(a->n_texts == n && a->finish <= PROVIDER_ODD);
  for (size_t i = 0; i < n; i++) check_clean(a->texts[i]);
  check_message(setup, a->detail);
  check_clean(a->model);
}

static const calque_str french[] = {STR_INIT("Le maire de la ville a parlé dans la salle."),
                                    STR_INIT("Il a dit non, et la salle est restée calme.")};

static struct provider_job job_for(const struct provider *p) {
  if (p->kind == PROVIDER_MODEL) return (struct provider_job){.user = STR("[1] L’été.")};
  return (struct provider_job){.texts = french, .n_texts = p->max_texts == 1 ? 1 : 2};
}

static void read_answer(calque_arena *arena, const struct provider_setup *setup, calque_str body) {
  struct provider_job job = job_for(setup->provider);
  struct http_answer answer = {.code = 200, .body = body, .request_id = body};
  struct provider_answer out;
  calque_error err = {0};
  size_t n = job.n_texts ? job.n_texts : 1;
  if (setup->provider->parse(arena, setup, &job, &answer, &out, &err) == CALQUE_OK) {
    check_answer(setup, &out, n);
    calque_str texts[3], why;
    for (size_t k = 1; k <= 3; k++)
      if (!numbered_read(arena, out.texts[0], k, texts, &why)) check_message(setup, why);
    check_clean(cited_drop(arena, out.texts[0], NULL));
  } else {
    assert(err.status == CALQUE_E_PROVIDER && err.text[0]);
    check_message(setup, calque_str_of(err.text));
  }
}

static void read_error(calque_arena *arena, const struct provider_setup *setup, calque_str body) {
  static const long codes[] = {400, 401, 403, 404, 413, 422, 429, 456, 500, 503, 529};
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
    struct http_answer answer = {.code = codes[i], .body = body, .request_id = body};
    calque_str message;
    assert(provider_read_error(arena, setup, &answer, &message) <= PROVIDER_DENIED);
    check_message(setup, message);
  }
}

/* Reads the stream in pieces of `size` bytes; what comes out of it. */
static calque_status read_pieces(calque_arena *arena, const struct provider_setup *setup,
                                 calque_str body, size_t size, struct provider_answer *out) {
  struct provider_stream stream;
  provider_stream_init(&stream, setup, 1 << 20);
  bool ok = true;
  for (size_t i = 0; ok && i < body.len; i += size) {
    size_t end = i + size < body.len ? i + size : body.len;
    ok = setup->provider->receive(&stream, str_slice(body, i, end));
    if (stream.text.len) check_clean(buf_view(&stream.text));
  }
  assert(ok || stream.failed);
  struct provider_job job = job_for(setup->provider);
  calque_error err = {0};
  calque_status status = provider_stream_answer(arena, &stream, &job, true, out, &err);
  if (status) check_message(setup, calque_str_of(err.text));
  else check_answer(setup, out, 1);
  provider_stream_free(&stream);
  return status;
}

static void read_stream(calque_arena *arena, const struct provider_setup *setup, calque_str body) {
  struct provider_answer whole, cut;
  calque_status status = read_pieces(arena, setup, body, body.len + 1, &whole);
  size_t sizes[] = {1, 7, 64};
  for (size_t i = body.len > 4096 ? 1 : 0; i < sizeof sizes / sizeof *sizes; i++) {
    assert(read_pieces(arena, setup, body, sizes[i], &cut) == status);
    if (status) continue;
    assert(str_eq(whole.texts[0], cut.texts[0]) && whole.finish == cut.finish);
  }
}

/* A list of glossaries, or one that was made: an id is fit for a request, or none. */
static void read_glossary(calque_arena *arena, const struct provider_setup *setup,
                          calque_str body) {
  const struct provider_glossary *g = setup->provider->glossary;
  struct http_answer answer = {.code = 200, .body = body, .request_id = body};
  for (int made = 0; made < 2; made++) {
    calque_str id = STR("");
    calque_error err = {0};
    calque_status status = made ? g->made(arena, setup, &answer, &id, &err)
                                : g->find(arena, setup, &answer, STR("calque-1"), &id, &err);
    check_clean(id);
    assert(id.len <= 128 && !str_has(id, STR(" ")));
    assert(!status || err.status == CALQUE_E_PROVIDER);
    if (status) check_message(setup, calque_str_of(err.text));
  }
}

/* Paragraphs of an article, however hostile, come back from a model that only repeats them. */
static void send_article(calque_arena *arena, calque_str body) {
  struct buf valid;
  buf_init(&valid, BUF_MAX_OUTPUT);
  utf8_repair(&valid, body);
  calque_str sent[64], back[64], why, rest = valid.len ? buf_view(&valid) : STR("");
  size_t n = 0;
  while (rest.ptr && n < 64) {
    calque_str text = str_cut(&rest, '\t');
    if (str_trim(text).len) sent[n++] = text;
  }
  calque_str all = numbered_write(arena, sent, n);
  calque_str delimiter = prompt_delimiter(arena, all, 7);
  assert(!str_has(all, delimiter));
  assert(numbered_read(arena, all, n, back, &why));
  for (size_t i = 0; i < n; i++) assert(back[i].len);
  buf_free(&valid);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  calque_str body = {size ? (const char *)data : "", size};
  calque_str how = str_cut(&body, '\n'), id = str_cut(&how, ' ');
  const struct provider *p = provider_find(id);
  if (!p || !body.ptr || size > 1 << 17) return 0;
  struct provider_setup setup;
  calque_error err = {0};
  if (provider_configure(p, STR(""), STR(""), variable, NULL, &setup, &err)) return 0;
  calque_arena *arena = calque_arena_new();
  if (str_eq(how, STR("answer"))) read_answer(arena, &setup, body);
  if (str_eq(how, STR("article"))) send_article(arena, body);
  if (str_eq(how, STR("error"))) read_error(arena, &setup, body);
  if (str_eq(how, STR("glossary")) && p->glossary) read_glossary(arena, &setup, body);
  if (str_eq(how, STR("stream")) && p->receive) read_stream(arena, &setup, body);
  calque_arena_free(arena);
  return 0;
}
