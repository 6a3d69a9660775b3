/* An article and what a service answers, parted by the bytes 0xff: whatever a model says, as a
 * translation and as a summary, the result is valid UTF-8 and every span lies in its text; and what
 * Apertium leaves is mended without a byte out of place. */
#include "base/array.h"
#include "base/json.h"
#include "base/utf8.h"
#include "english/translator.h"
#include "replay.h"

#undef NDEBUG
#include <assert.h>

enum { MAX_ANSWERS = 4, MAX_CALLS = 256 };

static calque_arena *arena;
static calque_str answers[MAX_ANSWERS]; /* in turn */
static const struct client_call *calls[MAX_CALLS];
static size_t n_calls, n_done;

static void submit(void *context, const struct client_call *call) {
  (void)context;
  if (n_calls < MAX_CALLS) calls[n_calls++] = call;
}

static const struct client_done *wait_for(void *context) {
  static struct client_done done;
  (void)context;
  if (n_done == n_calls) return NULL;
  struct buf body;
  calque_str answer = answers[n_done % MAX_ANSWERS];
  buf_init(&body, BUF_MAX_OUTPUT);
  buf_puts(&body, "{\"choices\":[{\"message\":{\"content\":");
  json_write_str(&body, answer);
  buf_puts(&body, "},\"finish_reason\":");
  buf_puts(&body, answer.len % 5 ? "\"stop\"}]}" : "\"length\"}]}");
  done = (struct client_done){.call = calls[n_done++], .tries = 1, .complete = true};
  done.answer.code = 200;
  done.answer.body = arena_copy(arena, buf_view(&body));
  buf_free(&body);
  return &done;
}

static const char *variable(void *context, const char *name) {
  (void)context;
  if (strcmp(name, "OPENAI_API_KEY") == 0) return "sk-test-Zx81mQ4vTr7bLw93";
  return strcmp(name, "OPENAI_MODEL") == 0 ? "m" : NULL;
}

static void check_span(calque_str text, calque_span span) {
  assert(span.start <= span.end && span.end <= text.len);
  assert(utf8_valid_prefix(str_of_span(text, span)) == span.end - span.start);
}

static void check(const calque_translation *t) {
  assert(utf8_valid_prefix(t->english) == t->english.len);
  assert(utf8_valid_prefix(t->french) == t->french.len);
  for (size_t i = 0; i < t->verification.n_findings; i++) {
    const calque_verify_finding *f = &t->verification.findings[i];
    check_span(t->french, f->fr);
    check_span(t->english, f->en);
    assert(f->severity == CALQUE_NOTE || !t->verification.ok);
  }
  for (size_t i = 0; i < t->verification.n_passages; i++) {
    check_span(t->french, t->verification.passages[i].fr);
    check_span(t->english, t->verification.passages[i].en);
  }
}

static calque_str next_text(calque_str *rest) {
  struct buf text;
  calque_str bytes = rest->ptr ? str_cut(rest, '\xff') : STR("");
  buf_init(&text, BUF_MAX_OUTPUT);
  utf8_repair(&text, bytes);
  calque_str copy = arena_copy(arena, buf_view(&text));
  buf_free(&text);
  return copy;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static calque_lexicon *lex;
  const struct translator_wire wire = {NULL, submit, wait_for};
  const calque_translator_options options = {
      .provider = "openai", .variable = variable, .cache = "", .max_requests = MAX_CALLS};
  if (!lex) lex = calque_lexicon_open(NULL, NULL);
  assert(lex);
  arena = calque_arena_new();
  calque_str rest = {size ? (const char *)data : "", size};
  calque_article article = {.text = next_text(&rest)};
  for (size_t i = 0; i < MAX_ANSWERS; i++) answers[i] = next_text(&rest);
  calque_str mended = apertium_mend(arena, article.text, answers[0]);
  assert(utf8_valid_prefix(mended) == mended.len);
  const calque_doc *doc = calque_doc_parse(arena, lex, &article);
  calque_report report = calque_check(arena, lex, doc, NULL);
  calque_translator *t = translator_open_on(lex, &options, &wire, NULL);
  assert(t);
  for (int summary = 0; summary < 2; summary++) {
    calque_english_options asked = {.summary = summary, .words = 30, .all = true};
    calque_translation result;
    n_calls = n_done = 0;
    if (calque_english(t, arena, doc, &report, &asked, &result, NULL) == CALQUE_OK) check(&result);
  }
  calque_translator_free(t);
  calque_arena_free(arena);
  return 0;
}
