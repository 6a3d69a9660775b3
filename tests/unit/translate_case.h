/* A translator whose service is played by the test: what it is sent, and what it answers. */
#ifndef TRANSLATE_CASE_H
#define TRANSLATE_CASE_H

#include "base/array.h"
#include "base/file.h"
#include "base/json.h"
#include "english/translator.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h> /* behind error.h: it has a macro fail() */

#define SECRET "sk-test-Zx81mQ4vTr7bLw93"

/* An article of two paragraphs, and its English. */
#define FRENCH                                                                                      \
  "Le maire de Brossac a promis 14 millions d’euros mardi.\n\nLe pont sera fermé pendant trois " \
  "mois, a dit Paul Querrec."
#define ENGLISH_1 "The mayor of Brossac promised 14 million euros on Tuesday."
#define ENGLISH_2 "The bridge will be closed for three months, Paul Querrec said."

static calque_arena *arena;
static calque_lexicon *lex;

static int open_lexicon(void **state) {
  (void)state;
  calque_error err = {0};
  arena = calque_arena_new();
  lex = calque_lexicon_open(NULL, &err);
  if (!lex) fprintf(stderr, "no lexicon: %s\n", err.text);
  return lex ? 0 : -1;
}

static int close_lexicon(void **state) {
  (void)state;
  calque_lexicon_free(lex);
  calque_arena_free(arena);
  return 0;
}

/* What the played service makes of the request, the nth from 1. */
struct play {
  /* The answer's text for a model, or for text i of an engine. */
  const char *(*answer)(int nth, size_t i, calque_str french);
  const char *finish;  /* of a model; NULL: "stop" */
  int cut_first;       /* so many first answers end by length */
  long code;           /* 0: 200 */
  int code_first;      /* so many first answers have that code; 0: all */
  const char *body;    /* of an answer with another code */
  bool as_stream;      /* pieces of an event stream */
  int drop_last_first; /* of an engine: so many first answers lack their last text */
};

static struct play play;
static int n_sent;
static calque_str sent[64]; /* bodies, in `arena` */
static const struct client_call *calls[64];
static int n_done;

static void play_submit(void *context, const struct client_call *call) {
  (void)context;
  assert_true(n_sent < 64);
  calls[n_sent] = call;
  sent[n_sent++] = call->request.body;
}

static calque_str json_text(const char *text) {
  struct buf out;
  buf_init(&out, BUF_MAX_OUTPUT);
  json_write_str(&out, calque_str_of(text));
  calque_str copy = arena_copy(arena, buf_view(&out));
  buf_free(&out);
  return copy;
}

static calque_str model_answer(int nth) {
  const char *text = play.answer(nth, 0, sent[nth - 1]);
  const char *finish = nth <= play.cut_first ? "length" : play.finish ? play.finish : "stop";
  return arena_printf(arena,
                      "{\"choices\":[{\"message\":{\"content\":%.*s},\"finish_reason\":\"%s\"}],"
                      "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":5}}",
                      STR_ARG(json_text(text)), finish);
}

static calque_str engine_answer(int nth) {
  struct buf out;
  json_t *tree = json_tree(sent[nth - 1], "request", NULL);
  json_t *texts = json_object_get(tree, "text");
  size_t n = json_array_size(texts);
  buf_init(&out, BUF_MAX_OUTPUT);
  buf_puts(&out, "{\"translations\":[");
  for (size_t i = 0; i + (nth <= play.drop_last_first) < n; i++) {
    calque_str french = calque_str_of(json_string_value(json_array_get(texts, i)));
    buf_printf(&out, "%s{\"text\":%.*s}", i ? "," : "",
               STR_ARG(json_text(play.answer(nth, i, french))));
  }
  buf_puts(&out, "]}");
  calque_str copy = arena_copy(arena, buf_view(&out));
  buf_free(&out);
  json_decref(tree);
  return copy;
}

/* An event for every five bytes. */
static void stream_answer(const struct client_call *call, int nth) {
  calque_str text = calque_str_of(play.answer(nth, 0, sent[nth - 1]));
  for (size_t at = 0; at < text.len; at += 5) {
    calque_str piece = str_slice(text, at, at + 5 < text.len ? at + 5 : text.len);
    char z[8];
    snprintf(z, sizeof z, "%.*s", STR_ARG(piece));
    calque_str event = arena_printf(
        arena, "data: {\"choices\":[{\"delta\":{\"content\":%.*s}}]}\n\n", STR_ARG(json_text(z)));
    assert_true(call->receive(call->context, event));
  }
  call->receive(call->context, STR("data: {\"choices\":[{\"delta\":{},\"finish_reason\":"
                                   "\"stop\"}]}\n\ndata: [DONE]\n\n"));
}

static const struct client_done *play_wait(void *context) {
  static struct client_done done;
  const bool *model = context;
  if (n_done == n_sent) return NULL;
  const struct client_call *call = calls[n_done++];
  bool coded = play.code && (!play.code_first || n_done <= play.code_first);
  done = (struct client_done){.call = call, .tries = 1, .complete = true};
  done.answer.code = coded ? play.code : 200;
  if (coded) done.answer.body = calque_str_of(play.body ? play.body : "{}");
  else if (play.as_stream) stream_answer(call, n_done);
  else done.answer.body = *model ? model_answer(n_done) : engine_answer(n_done);
  return &done;
}

static const char *model_variable(void *context, const char *name) {
  (void)context;
  if (strcmp(name, "OPENAI_API_KEY") == 0) return SECRET;
  return strcmp(name, "OPENAI_MODEL") == 0 ? "small-model" : NULL;
}

static const char *engine_variable(void *context, const char *name) {
  (void)context;
  return strcmp(name, "DEEPL_AUTH_KEY") == 0 ? SECRET : NULL;
}

/* A translator with a fresh play; cache: a path, "" for none. */
static inline calque_translator *open_played(bool model, calque_translator_options options) {
  static bool is_model[2] = {false, true};
  const struct translator_wire wire = {&is_model[model], play_submit, play_wait};
  calque_error err = {0};
  options.provider = model ? "openai" : "deepl";
  options.variable = model ? model_variable : engine_variable;
  if (!options.cache) options.cache = "";
  calque_translator *t = translator_open_on(lex, &options, &wire, &err);
  if (!t) fail_msg("%s", err.text);
  n_sent = n_done = 0;
  return t;
}

static inline calque_translation put_into_english(calque_translator *t, const char *text,
                                                  calque_english_options options,
                                                  calque_error *err) {
  calque_article article = {.id = STR("a"), .text = calque_str_of(text)};
  const calque_doc *doc = calque_doc_parse(arena, lex, &article);
  calque_report report = calque_check(arena, lex, doc, NULL);
  calque_translation result;
  *err = (calque_error){0};
  calque_english(t, arena, doc, &report, &options, &result, err);
  return result;
}

static inline void expect_text(calque_str is, const char *should) {
  if (!str_eq(is, calque_str_of(should))) fail_msg("'%.*s' should be '%s'", STR_ARG(is), should);
}

static inline void expect_has(calque_str s, const char *needle) {
  if (!str_has(s, calque_str_of(needle))) fail_msg("'%.*s' lacks '%s'", STR_ARG(s), needle);
}

static inline const calque_verify_finding *find_family(const calque_translation *t,
                                                       const char *family) {
  for (size_t i = 0; i < t->verification.n_findings; i++)
    if (strcmp(t->verification.findings[i].family, family) == 0)
      return &t->verification.findings[i];
  return NULL;
}

static const calque_english_options whole = {0};

/* A model that translates the article. */
static const char *right(int nth, size_t i, calque_str body) {
  (void)nth, (void)i, (void)body;
  return "[1] " ENGLISH_1 "\n\n[2] " ENGLISH_2;
}

#endif
