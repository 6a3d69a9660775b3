/* Protocols, as their documentation describes them. */
#include "hostile.h"

#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* ---- JSON -------------------------------------------------------------------------------------
 */

static calque_str dump(calque_arena *arena, json_t *value) {
  char *text = json_dumps(value, JSON_COMPACT);
  const calque_str copy = arena_copy(arena, calque_str_of(text ? text : "null"));
  free(text);
  json_decref(value);
  return copy;
}

static json_t *string(calque_str s) { return json_stringn_nocheck(s.ptr ? s.ptr : "", s.len); }

static json_t *body_json(const struct hostile_request *r) {
  return json_loadb(r->body.ptr ? r->body.ptr : "", r->body.len, 0, NULL);
}

static void refuse(struct asked *asked, const char *why) {
  asked->code = 400;
  asked->complaint = calque_str_of(why);
}

static void add_text(calque_arena *arena, struct asked *asked, const json_t *text) {
  if (!json_is_string(text)) {
    refuse(asked, "a text is missing");
    return;
  }
  const calque_str s = {json_string_value(text), json_string_length(text)};
  ARRAY_PUSH(arena, &asked->texts, arena_copy(arena, s));
}

/* A string or a list of strings. */
static void add_texts(calque_arena *arena, struct asked *asked, const json_t *texts) {
  size_t i;
  json_t *text;
  if (!json_is_array(texts)) add_text(arena, asked, texts);
  else json_array_foreach(texts, i, text) add_text(arena, asked, text);
}

/* ---- Models: the texts are paragraphs of a prompt ----------------------------------------------
 */

static size_t marker(calque_str s, size_t number) {
  char with[2][32];
  snprintf(with[0], sizeof with[0], "[%zu] ", number);
  snprintf(with[1], sizeof with[1], "[P%zu] ", number);
  for (int i = 0; i < 2; i++)
    if (str_starts(s, calque_str_of(with[i]))) return strlen(with[i]);
  return 0;
}

/* "[1] a text\n\n[2] another", a line each; without any number the whole prompt is one text. */
static void read_prompt(calque_arena *arena, struct asked *asked, calque_str prompt) {
  calque_str rest = prompt;
  while (rest.ptr) {
    const calque_str line = str_cut(&rest, '\n');
    const size_t n = marker(line, asked->texts.n + 1);
    if (n) ARRAY_PUSH(arena, &asked->texts, arena_copy(arena, str_slice(line, n, line.len)));
  }
  asked->numbered = asked->texts.n > 0;
  if (!asked->numbered) ARRAY_PUSH(arena, &asked->texts, arena_copy(arena, prompt));
}

/* {"model", "messages": [{"role", "content"}], "stream"}: alike with all of them. */
static void ask_chat(calque_arena *arena, const struct hostile_request *r, struct asked *asked,
                     bool stream_by_default, const char *also_needed) {
  json_t *body = body_json(r), *message;
  const json_t *messages = json_object_get(body, "messages");
  const json_t *stream = json_object_get(body, "stream");
  size_t i;
  asked->model = true;
  asked->stream = stream ? json_is_true(stream) : stream_by_default;
  if (!json_is_string(json_object_get(body, "model"))) refuse(asked, "model is missing");
  else if (json_array_size(messages) == 0) refuse(asked, "messages is missing");
  else if (also_needed && !json_object_get(body, also_needed)) refuse(asked, "a field is missing");
  json_array_foreach(messages, i, message) {
    const char *role = json_string_value(json_object_get(message, "role"));
    const json_t *content = json_object_get(message, "content");
    const calque_str text = {json_string_value(content), json_string_length(content)};
    if (!role || !text.ptr) refuse(asked, "a message is malformed");
    else if (strcmp(role, "user") == 0) read_prompt(arena, asked, text);
    if (text.ptr && role && strcmp(role, "user") != 0)
      asked->summary |= strstr(text.ptr, "summar") != NULL;
  }
  const char *system = json_string_value(json_object_get(body, "system"));
  asked->summary |= system && strstr(system, "summar") != NULL;
  json_decref(body);
}

/* The next word with the space behind it. */
static calque_str next_piece(calque_str *rest) {
  size_t end = 0;
  while (end < rest->len && rest->ptr[end] != ' ') end++;
  if (end < rest->len) end++;
  const calque_str piece = str_slice(*rest, 0, end);
  *rest = str_slice(*rest, end, rest->len);
  return piece;
}

#define EVENT(arena, reply, ...) \
  ARRAY_PUSH(arena, &(reply)->events, arena_printf(arena, __VA_ARGS__))

/* ---- OpenAI and what is compatible ------------------------------------------------------------
 */

static void ask_openai(calque_arena *arena, const struct hostile_request *r, struct asked *asked) {
  ask_chat(arena, r, asked, false, NULL);
}

static calque_str say_openai(calque_arena *arena, const struct said *said) {
  const bool refused = said->spoil == SPOIL_REFUSAL;
  json_t *text = string(said->texts.ptr[0]);
  json_t *message =
      json_pack("{s:s, s:O, s:O}", "role", "assistant", "content", refused ? json_null() : text,
                "refusal", refused ? text : json_null());
  json_decref(text);
  return dump(arena,
              json_pack("{s:s, s:s, s:s, s:[{s:i, s:o, s:s}], s:{s:i, s:i}}", "id", "c-1", "object",
                        "chat.completion", "model", "oracle-1", "choices", "index", 0, "message",
                        message, "finish_reason", said->spoil == SPOIL_LENGTH ? "length" : "stop",
                        "usage", "prompt_tokens", 100, "completion_tokens", 50));
}

static void openai_chunk(calque_arena *arena, struct reply *reply, json_t *delta,
                         const char *finish) {
  const calque_str chunk =
      dump(arena,
           json_pack("{s:s, s:s, s:[{s:i, s:o, s:s?}]}", "object", "chat.completion.chunk", "model",
                     "oracle-1", "choices", "index", 0, "delta", delta, "finish_reason", finish));
  EVENT(arena, reply, "data: %.*s\n\n", STR_ARG(chunk));
}

static void stream_openai(calque_arena *arena, const struct said *said, struct reply *reply) {
  const char *field = said->spoil == SPOIL_REFUSAL ? "refusal" : "content";
  reply->type = STR("text/event-stream");
  EVENT(arena, reply, ": ping\n\n");
  openai_chunk(arena, reply, json_pack("{s:s, s:s}", "role", "assistant", "content", ""), NULL);
  for (calque_str rest = said->texts.ptr[0]; rest.len;)
    openai_chunk(arena, reply, json_pack("{s:o}", field, string(next_piece(&rest))), NULL);
  openai_chunk(arena, reply, json_object(), said->spoil == SPOIL_LENGTH ? "length" : "stop");
  EVENT(arena, reply,
        "data: {\"object\":\"chat.completion.chunk\",\"choices\":[],"
        "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":50}}\n\n");
  EVENT(arena, reply, "data: [DONE]\n\n");
}

static calque_str complain_openai(calque_arena *arena, long code, const char *kind,
                                  const char *words) {
  (void)code;
  return dump(arena, json_pack("{s:{s:s, s:s, s:n, s:s}}", "error", "message", words, "type", kind,
                               "param", "code", kind));
}

/* ---- Anthropic --------------------------------------------------------------------------------
 */

static void ask_anthropic(calque_arena *arena, const struct hostile_request *r,
                          struct asked *asked) {
  ask_chat(arena, r, asked, false, "max_tokens");
  if (!str_has(r->head, STR("anthropic-version: 2023-06-01")))
    refuse(asked, "anthropic-version: header is required");
}

static const char *anthropic_stop(const struct said *said) {
  return said->spoil == SPOIL_LENGTH    ? "max_tokens"
         : said->spoil == SPOIL_REFUSAL ? "refusal"
                                        : "end_turn";
}

static calque_str say_anthropic(calque_arena *arena, const struct said *said) {
  return dump(arena,
              json_pack("{s:s, s:s, s:s, s:s, s:[{s:s, s:o}], s:s, s:{s:i, s:i}}", "id", "msg_1",
                        "type", "message", "role", "assistant", "model", "oracle-1", "content",
                        "type", "text", "text", string(said->texts.ptr[0]), "stop_reason",
                        anthropic_stop(said), "usage", "input_tokens", 100, "output_tokens", 50));
}

static void stream_anthropic(calque_arena *arena, const struct said *said, struct reply *reply) {
  reply->type = STR("text/event-stream");
  EVENT(arena, reply,
        "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\","
        "\"model\":\"oracle-1\",\"content\":[],\"usage\":{\"input_tokens\":100,"
        "\"output_tokens\":1}}}\n\n");
  EVENT(arena, reply,
        "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
        "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n");
  EVENT(arena, reply, "event: ping\ndata: {\"type\":\"ping\"}\n\n");
  for (calque_str rest = said->texts.ptr[0]; rest.len;) {
    const calque_str data =
        dump(arena, json_pack("{s:s, s:i, s:{s:s, s:o}}", "type", "content_block_delta", "index", 0,
                              "delta", "type", "text_delta", "text", string(next_piece(&rest))));
    EVENT(arena, reply, "event: content_block_delta\ndata: %.*s\n\n", STR_ARG(data));
  }
  EVENT(arena, reply,
        "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n");
  EVENT(arena, reply,
        "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"
        "\"%s\"},\"usage\":{\"output_tokens\":50}}\n\n",
        anthropic_stop(said));
  EVENT(arena, reply, "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
}

static calque_str complain_anthropic(calque_arena *arena, long code, const char *kind,
                                     const char *words) {
  (void)code;
  return dump(arena, json_pack("{s:s, s:{s:s, s:s}, s:s}", "type", "error", "error", "type", kind,
                               "message", words, "request_id", "req_1"));
}

/* ---- Ollama -----------------------------------------------------------------------------------
 */

static void ask_ollama(calque_arena *arena, const struct hostile_request *r, struct asked *asked) {
  ask_chat(arena, r, asked, true, NULL);
}

static json_t *ollama_part(calque_str text, bool done, const char *reason) {
  return json_pack("{s:s, s:{s:s, s:o}, s:b, s:s*, s:i, s:i}", "model", "oracle-1", "message",
                   "role", "assistant", "content", string(text), "done", done, "done_reason",
                   reason, "prompt_eval_count", 100, "eval_count", 50);
}

static const char *ollama_reason(const struct said *said) {
  return said->spoil == SPOIL_LENGTH ? "length" : "stop";
}

static calque_str say_ollama(calque_arena *arena, const struct said *said) {
  return dump(arena, ollama_part(said->texts.ptr[0], true, ollama_reason(said)));
}

static void stream_ollama(calque_arena *arena, const struct said *said, struct reply *reply) {
  reply->type = STR("application/x-ndjson");
  for (calque_str rest = said->texts.ptr[0]; rest.len;) {
    const calque_str line = dump(arena, ollama_part(next_piece(&rest), false, NULL));
    EVENT(arena, reply, "%.*s\n", STR_ARG(line));
  }
  const calque_str last = dump(arena, ollama_part(STR(""), true, ollama_reason(said)));
  EVENT(arena, reply, "%.*s\n", STR_ARG(last));
}

static calque_str complain_words(calque_arena *arena, long code, const char *kind,
                                 const char *words) {
  (void)code, (void)kind;
  return dump(arena, json_pack("{s:s}", "error", words));
}

/* ---- Engines ----------------------------------------------------------------------------------
 */

/* A field of a body or of a form. */
static void ask_field(calque_arena *arena, const struct hostile_request *r, struct asked *asked,
                      const char *field) {
  json_t *body = body_json(r);
  if (json_is_object(body)) add_texts(arena, asked, json_object_get(body, field));
  else refuse(asked, "not a JSON object");
  json_decref(body);
}

static bool is_kept(const char *name);

static void ask_deepl(calque_arena *arena, const struct hostile_request *r, struct asked *asked) {
  ask_field(arena, r, asked, "text");
  if (!str_has(r->body, STR("\"target_lang\":"))) refuse(asked, "Value for 'target_lang' missing");
  json_t *body = body_json(r);
  const char *id = json_string_value(json_object_get(body, "glossary_id"));
  if (id && !(strncmp(id, "id-of-", 6) == 0 && is_kept(id + 6))) refuse(asked, "Invalid glossary");
  json_decref(body);
}

static void ask_q(calque_arena *arena, const struct hostile_request *r, struct asked *asked) {
  ask_field(arena, r, asked, "q");
  if (!str_has(r->body, STR("\"target\":"))) refuse(asked, "Invalid request: missing target");
}

static void ask_generic(calque_arena *arena, const struct hostile_request *r, struct asked *asked) {
  ask_field(arena, r, asked, "text");
}

static void ask_azure(calque_arena *arena, const struct hostile_request *r, struct asked *asked) {
  json_t *body = body_json(r), *one;
  size_t i;
  if (json_array_size(body) == 0) refuse(asked, "the body is not a list");
  json_array_foreach(body, i, one) add_text(arena, asked, json_object_get(one, "Text"));
  json_decref(body);
}

static int hex(char c) { return c >= 'a' ? c - 'a' + 10 : c >= 'A' ? c - 'A' + 10 : c - '0'; }

/* q=... of a form. */
static void ask_apy(calque_arena *arena, const struct hostile_request *r, struct asked *asked) {
  calque_str rest = r->body;
  while (rest.ptr) {
    calque_str value = str_cut(&rest, '&');
    if (!str_eq(str_cut(&value, '='), STR("q"))) continue;
    char *out = arena_alloc(arena, value.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < value.len; i++) {
      out[n] = value.ptr[i] == '+' ? ' ' : value.ptr[i];
      if (value.ptr[i] == '%' && i + 2 < value.len) {
        out[n] = (char)(hex(value.ptr[i + 1]) * 16 + hex(value.ptr[i + 2]));
        i += 2;
      }
      n++;
    }
    const calque_str text = {out, n};
    ARRAY_PUSH(arena, &asked->texts, text);
  }
  if (!asked->texts.n) refuse(asked, "Missing argument q");
}

/* [wrap(text), ...] */
static json_t *list_of(const struct said *said, const char *field) {
  json_t *list = json_array();
  for (size_t i = 0; i < said->texts.n; i++)
    json_array_append_new(list, json_pack("{s:o}", field, string(said->texts.ptr[i])));
  return list;
}

static calque_str say_deepl(calque_arena *arena, const struct said *said) {
  return dump(arena, json_pack("{s:o}", "translations", list_of(said, "text")));
}

static calque_str say_google(calque_arena *arena, const struct said *said) {
  return dump(arena,
              json_pack("{s:{s:o}}", "data", "translations", list_of(said, "translatedText")));
}

static calque_str say_azure(calque_arena *arena, const struct said *said) {
  json_t *all = json_array();
  for (size_t i = 0; i < said->texts.n; i++)
    json_array_append_new(all, json_pack("{s:[{s:o, s:s}]}", "translations", "text",
                                         string(said->texts.ptr[i]), "to", "en"));
  return dump(arena, all);
}

static calque_str say_libre(calque_arena *arena, const struct said *said) {
  json_t *texts = json_array();
  for (size_t i = 0; i < said->texts.n; i++)
    json_array_append_new(texts, string(said->texts.ptr[i]));
  return dump(arena, json_pack("{s:o}", "translatedText", texts));
}

static calque_str say_apy(calque_arena *arena, const struct said *said) {
  const calque_str text = said->texts.n ? said->texts.ptr[0] : STR("");
  return dump(arena, json_pack("{s:{s:o}, s:n, s:i}", "responseData", "translatedText",
                               string(text), "responseDetails", "responseStatus", 200));
}

static calque_str say_generic(calque_arena *arena, const struct said *said) {
  const calque_str text = said->texts.n ? said->texts.ptr[0] : STR("");
  return dump(arena, json_pack("{s:{s:o}}", "out", "english", string(text)));
}

static calque_str complain_deepl(calque_arena *arena, long code, const char *kind,
                                 const char *words) {
  (void)code, (void)kind;
  return dump(arena, json_pack("{s:s}", "message", words));
}

static calque_str complain_google(calque_arena *arena, long code, const char *kind,
                                  const char *words) {
  return dump(arena, json_pack("{s:{s:i, s:s, s:s}}", "error", "code", (int)code, "message", words,
                               "status", kind));
}

static calque_str complain_azure(calque_arena *arena, long code, const char *kind,
                                 const char *words) {
  (void)kind;
  return dump(arena,
              json_pack("{s:{s:i, s:s}}", "error", "code", (int)code * 1000, "message", words));
}

static calque_str complain_apy(calque_arena *arena, long code, const char *kind,
                               const char *words) {
  return dump(arena, json_pack("{s:s, s:i, s:s, s:s}", "status", "error", "code", (int)code,
                               "message", kind, "explanation", words));
}

/* ---- DeepL's glossaries -----------------------------------------------------------------------
 */

enum { MAX_KEPT = 16, MAX_NAME = 64 };

/* Names of those that were made, for all plans: a plan is one run of one test. */
static struct {
  pthread_mutex_t lock;
  char names[MAX_KEPT][MAX_NAME];
  size_t n;
} kept = {.lock = PTHREAD_MUTEX_INITIALIZER};

static bool is_kept(const char *name) {
  bool found = false;
  pthread_mutex_lock(&kept.lock);
  for (size_t i = 0; i < kept.n; i++) found |= strcmp(kept.names[i], name) == 0;
  pthread_mutex_unlock(&kept.lock);
  return found;
}

static void keep(struct asked *asked, const char *name) {
  pthread_mutex_lock(&kept.lock);
  if (kept.n < MAX_KEPT) snprintf(kept.names[kept.n++], MAX_NAME, "%s", name);
  else refuse(asked, "Quota for glossaries exceeded");
  pthread_mutex_unlock(&kept.lock);
}

static bool has_line_for_each(const char *entries) {
  for (const char *line = entries; *line; line += strcspn(line, "\n") + 1)
    if (strcspn(line, "\t") >= strcspn(line, "\n")) return false;
  return *entries != '\0';
}

/* POST makes one, GET lists all. */
static void ask_glossary(calque_arena *arena, const struct hostile_request *r,
                         struct asked *asked) {
  if (!r->body.len) return;
  json_t *body = body_json(r);
  const char *name, *entries, *from, *to, *format;
  if (json_unpack(body, "{s:s, s:s, s:s, s:s, s:s}", "name", &name, "entries", &entries,
                  "source_lang", &from, "target_lang", &to, "entries_format", &format) != 0)
    refuse(asked, "a member is missing");
  else if (strcmp(from, "fr") != 0 || strcmp(to, "en") != 0 || strcmp(format, "tsv") != 0)
    refuse(asked, "Unsupported glossary");
  else if (!has_line_for_each(entries)) refuse(asked, "Invalid glossary entries");
  else keep(asked, name);
  if (!asked->code) add_text(arena, asked, json_object_get(body, "name"));
  json_decref(body);
}

static json_t *glossary_of(const char *name) {
  return json_pack("{s:s+, s:s, s:b, s:s, s:s, s:i}", "glossary_id", "id-of-", name, "name", name,
                   "ready", true, "source_lang", "fr", "target_lang", "en", "entry_count", 1);
}

static calque_str say_glossary(calque_arena *arena, const struct said *said) {
  if (said->texts.n) return dump(arena, glossary_of(arena_copy_z(arena, said->texts.ptr[0])));
  json_t *all = json_array();
  pthread_mutex_lock(&kept.lock);
  for (size_t i = 0; i < kept.n; i++) json_array_append_new(all, glossary_of(kept.names[i]));
  pthread_mutex_unlock(&kept.lock);
  return dump(arena, json_pack("{s:o}", "glossaries", all));
}

/* The first whose part of the path is there; the last one fits all. */
static const struct voice voices[] = {
    {"openai", "/chat/completions", "authorization: bearer " HOSTILE_KEY, true, ask_openai,
     say_openai, stream_openai, complain_openai},
    {"anthropic", "/messages", "x-api-key: " HOSTILE_KEY, true, ask_anthropic, say_anthropic,
     stream_anthropic, complain_anthropic},
    {"ollama", "/api/chat", NULL, true, ask_ollama, say_ollama, stream_ollama, complain_words},
    {"google", "/language/translate/v2", "x-goog-api-key: " HOSTILE_KEY, false, ask_q, say_google,
     NULL, complain_google},
    {"azure", "api-version=", "ocp-apim-subscription-key: " HOSTILE_KEY, false, ask_azure,
     say_azure, NULL, complain_azure},
    {"deepl", "/v2/glossaries", "authorization: deepl-auth-key " HOSTILE_KEY, false, ask_glossary,
     say_glossary, NULL, complain_deepl},
    {"deepl", "/v2/translate", "authorization: deepl-auth-key " HOSTILE_KEY, false, ask_deepl,
     say_deepl, NULL, complain_deepl},
    {"apy", "/translateChain", NULL, false, ask_apy, say_apy, NULL, complain_apy},
    {"libretranslate", "/translate", NULL, false, ask_q, say_libre, NULL, complain_words},
    {"generic", "", NULL, false, ask_generic, say_generic, NULL, complain_words},
};

const struct voice *voice_of(calque_str path) {
  for (size_t i = 0;; i++)
    if (!*voices[i].path || str_has(path, calque_str_of(voices[i].path))) return &voices[i];
}
