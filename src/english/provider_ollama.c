/* Ollama's own protocol, because under /v1 it ignores num_ctx: its context is small unless asked
 * for, and a prompt that does not fit loses its beginning without a word. So the context is asked
 * for by the size of the prompt, and the count of what was read is looked at (protocol_model). */
#include "english/protocol.h"

#define PORT           "11434"
#define MIN_CONTEXT    4096
#define MAX_CONTEXT    (128u << 10)
#define BYTES_A_TOKEN  2 /* of French at worst */
#define DEFAULT_TOKENS 2048

/* OLLAMA_HOST as Ollama reads it: HOST, :PORT, HOST:PORT with or without http://; 0.0.0.0 and ::
 * are where a server listens and no addresses to call. */
static calque_str address(calque_arena *arena, const struct provider_setup *setup) {
  calque_str url = setup->url;
  size_t start = str_find(url, STR("://"));
  bool bare = start == SIZE_MAX;
  calque_str scheme = bare ? STR("http") : str_slice(url, 0, start);
  calque_str path = bare ? url : str_slice(url, start + 3, url.len);
  calque_str host = str_cut(&path, '/'), port = STR("");
  if (str_eq(host, STR("::"))) host = STR("[::]");
  size_t bracket = str_find(host, STR("]")), colon = bracket == SIZE_MAX ? 0 : bracket;
  size_t n = str_find(str_slice(host, colon, host.len), STR(":"));
  if (n != SIZE_MAX) {
    port = str_slice(host, colon + n, host.len);
    host = str_slice(host, 0, colon + n);
  } else if (bare) {
    port = STR(":" PORT);
  }
  if (!host.len || str_eq(host, STR("0.0.0.0")) || str_eq(host, STR("[::]")))
    host = STR("127.0.0.1");
  return arena_printf(arena, "%.*s://%.*s%.*s%s%.*s", STR_ARG(scheme), STR_ARG(host), STR_ARG(port),
                      path.len ? "/" : "", STR_ARG(path));
}

static unsigned context(const struct provider_job *job, unsigned tokens) {
  size_t need = (job->system.len + job->user.len) / BYTES_A_TOKEN + tokens + 64;
  size_t size = MIN_CONTEXT;
  while (size < need && size < MAX_CONTEXT) size *= 2;
  return (unsigned)size;
}

static calque_status check(const struct provider_setup *setup, calque_error *err) {
  if (setup->model.len) return CALQUE_OK;
  return fail(err, CALQUE_E_CONFIG, setup->provider->name, 0,
              PROVIDER_NEEDS "the name of a model: set OLLAMA_MODEL");
}

static calque_status build(calque_arena *arena, const struct provider_setup *setup,
                           const struct provider_job *job, struct http_request *request,
                           calque_error *err) {
  struct provider_setup resolved = *setup;
  resolved.url = address(arena, setup);
  unsigned tokens = protocol_tokens(setup, job);
  if (!tokens) tokens = DEFAULT_TOKENS;
  struct buf body;
  buf_init(&body, PROTOCOL_MAX_REQUEST);
  buf_char(&body, '{');
  protocol_member_str(&body, "model", setup->model);
  protocol_messages(&body, job, true);
  buf_printf(&body, ",\"stream\":%s,\"think\":false", job->stream ? "true" : "false");
  buf_printf(&body, ",\"options\":{\"num_ctx\":%u,\"num_predict\":%u", context(job, tokens),
             tokens);
  protocol_temperature(&body, setup);
  buf_puts(&body, "}}");
  calque_status status =
      protocol_post(arena, &resolved, "/api/chat", "application/json", &body, request, err);
  if (status) return status;
  protocol_header(arena, request, "Authorization", "Bearer ", setup->key);
  return CALQUE_OK;
}

/* Servers before 0.3 gave no reason. */
static enum provider_finish finish_of(calque_arena *arena, const json_t *tree) {
  static const struct protocol_finish rows[] = {{"stop", PROVIDER_STOP},
                                                {"length", PROVIDER_LENGTH}};
  if (!json_is_true(json_object_get(tree, "done"))) return PROVIDER_ODD;
  calque_str word = protocol_string(arena, tree, "/done_reason");
  return word.len ? protocol_finish(rows, 2, word) : PROVIDER_STOP;
}

static calque_str reason(calque_arena *arena, const struct provider_setup *setup,
                         const json_t *tree) {
  calque_str word = protocol_string(arena, tree, "/done_reason");
  return protocol_words(arena, setup, word.len ? word : STR("no reason"));
}

static calque_status parse(calque_arena *arena, const struct provider_setup *setup,
                           const struct provider_job *job, const struct http_answer *answer,
                           struct provider_answer *out, calque_error *err) {
  json_t *tree;
  *out = (struct provider_answer){.finish = PROVIDER_ODD};
  calque_status status = protocol_tree(arena, setup, answer, &tree, err);
  if (!status && !json_is_string(json_pointer(tree, STR("/message/content"))))
    status = protocol_lacks(setup, "message", err);
  if (!status) {
    out->finish = finish_of(arena, tree);
    if (out->finish != PROVIDER_STOP) out->detail = reason(arena, setup, tree);
    out->model = protocol_string(arena, tree, "/model");
    out->tokens_in = protocol_number(tree, "/prompt_eval_count");
    out->tokens_out = protocol_number(tree, "/eval_count");
    status = protocol_model(arena, setup, job, protocol_string(arena, tree, "/message/content"),
                            out, err);
  }
  json_decref(tree);
  return status;
}

static const struct provider_meaning meanings[] = {
    {400, "context length", PROVIDER_TOO_LONG},
    {400, "context size", PROVIDER_TOO_LONG},
    {500, "context size", PROVIDER_TOO_LONG},
    {500, "requires more system memory", PROVIDER_DENIED},
    {400, NULL, PROVIDER_DENIED},
};

static bool take(struct provider_stream *stream, const json_t *tree) {
  calque_arena *arena = calque_arena_new();
  if (json_object_get(tree, "error")) {
    protocol_stream_fail(stream, protocol_complaint(arena, tree));
  } else {
    protocol_append(stream, json_pointer(tree, STR("/message/content")));
    if (json_is_true(json_object_get(tree, "done"))) {
      stream->ended = true;
      stream->finish = finish_of(arena, tree);
      stream->tokens_in = protocol_number(tree, "/prompt_eval_count");
      stream->tokens_out = protocol_number(tree, "/eval_count");
      if (stream->finish != PROVIDER_STOP)
        buf_str(&stream->detail, reason(arena, stream->setup, tree));
    }
  }
  calque_arena_free(arena);
  return true;
}

static bool receive(struct provider_stream *stream, calque_str piece) {
  return protocol_lines(stream, piece, take);
}

const struct provider provider_ollama = {
    .id = "ollama",
    .name = "Ollama",
    .kind = PROVIDER_MODEL,
    .streams = true,
    .url = "http://127.0.0.1:" PORT,
    .url_variables = (const char *const[]){"OLLAMA_HOST", NULL},
    .key_variables = (const char *const[]){"OLLAMA_API_KEY", NULL},
    .model_variables = (const char *const[]){"OLLAMA_MODEL", NULL},
    .needs_model = true,
    .bare_host = true,
    .per_host = 1,
    .needs = "OLLAMA_MODEL; OLLAMA_HOST where it is not this machine",
    .check = check,
    .address = address,
    .build = build,
    .parse = parse,
    .meanings = meanings,
    .n_meanings = sizeof meanings / sizeof *meanings,
    .receive = receive,
};
