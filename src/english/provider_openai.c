/* Chat completions as OpenAI defined them and nearly every server of language models speaks them:
 * llama.cpp, vLLM, LM Studio, Mistral, OpenRouter, Ollama under /v1. They differ in small things,
 * and some refuse a member that they do not know, so to strangers only what all of them take is
 * sent; what OpenAI alone has goes to OpenAI alone. */
#include "english/protocol.h"

static bool is_openai(calque_str url) {
  return protocol_host_is(url, "openai.com") || protocol_host_is(url, "openai.azure.com");
}

static calque_status build(calque_arena *arena, const struct provider_setup *setup,
                           const struct provider_job *job, struct http_request *request,
                           calque_error *err) {
  struct buf body;
  buf_init(&body, PROTOCOL_MAX_REQUEST);
  bool theirs = is_openai(setup->url);
  unsigned tokens = protocol_tokens(setup, job);
  buf_char(&body, '{');
  if (setup->model.len) protocol_member_str(&body, "model", setup->model);
  protocol_messages(&body, job, true);
  protocol_temperature(&body, setup);
  if (tokens) {
    protocol_member(&body, theirs ? "max_completion_tokens" : "max_tokens");
    buf_printf(&body, "%u", tokens);
  }
  if (theirs) {
    protocol_member(&body, "store");
    buf_puts(&body, "false");
  }
  if (job->stream) buf_puts(&body, ",\"stream\":true");
  if (job->stream && theirs) buf_puts(&body, ",\"stream_options\":{\"include_usage\":true}");
  buf_char(&body, '}');
  calque_status status =
      protocol_post(arena, setup, "/chat/completions", "application/json", &body, request, err);
  if (status) return status;
  protocol_header(arena, request, "Authorization", "Bearer ", setup->key);
  if (!theirs) return CALQUE_OK;
  calque_str organization = protocol_variable(setup, "OPENAI_ORG_ID");
  calque_str project = protocol_variable(setup, "OPENAI_PROJECT_ID");
  if (protocol_is_plain(organization))
    protocol_header(arena, request, "OpenAI-Organization", "", organization);
  if (protocol_is_plain(project)) protocol_header(arena, request, "OpenAI-Project", "", project);
  return CALQUE_OK;
}

/* ---- Answers --------------------------------------------------------------------------------- */

static const struct protocol_finish finishes[] = {
    {"stop", PROVIDER_STOP},
    {"eos", PROVIDER_STOP},
    {"end_turn", PROVIDER_STOP},
    {"length", PROVIDER_LENGTH},
    {"max_tokens", PROVIDER_LENGTH},
    {"model_length", PROVIDER_LENGTH},
    {"content_filter", PROVIDER_REFUSED},
    {"safety", PROVIDER_REFUSED},
    {"recitation", PROVIDER_REFUSED},
    {"refusal", PROVIDER_REFUSED},
};
#define N_FINISHES (sizeof finishes / sizeof *finishes)

/* A content: a string, or a list of chunks of which those of type text count (Mistral). */
static calque_str content(calque_arena *arena, const json_t *tree, const char *pointer) {
  const json_t *at = json_pointer(tree, calque_str_of(pointer));
  if (!json_is_array(at)) return protocol_string(arena, tree, pointer);
  struct buf text;
  buf_init(&text, PROTOCOL_MAX_TEXT);
  for (size_t i = 0; i < json_array_size(at); i++) {
    const json_t *chunk = json_array_get(at, i);
    calque_str type = protocol_string(arena, chunk, "/type");
    if (!type.len || str_eq(type, STR("text")) || str_eq(type, STR("output_text")))
      buf_str(&text, protocol_string(arena, chunk, "/text"));
  }
  calque_str all = arena_copy(arena, text.len ? buf_view(&text) : STR(""));
  buf_free(&text);
  return all;
}

static calque_status parse(calque_arena *arena, const struct provider_setup *setup,
                           const struct provider_job *job, const struct http_answer *answer,
                           struct provider_answer *out, calque_error *err) {
  json_t *tree;
  *out = (struct provider_answer){.finish = PROVIDER_ODD};
  calque_status status = protocol_tree(arena, setup, answer, &tree, err);
  if (!status && !json_is_object(json_pointer(tree, STR("/choices/0/message"))))
    status = protocol_lacks(setup, "message", err);
  if (!status) {
    calque_str word = protocol_string(arena, tree, "/choices/0/finish_reason");
    calque_str refusal = protocol_string(arena, tree, "/choices/0/message/refusal");
    out->finish = refusal.len ? PROVIDER_REFUSED : protocol_finish(finishes, N_FINISHES, word);
    if (out->finish != PROVIDER_STOP)
      out->detail = refusal.len ? protocol_words(arena, setup, refusal)
                                : protocol_words(arena, setup, word.len ? word : STR("no reason"));
    out->model = protocol_string(arena, tree, "/model");
    out->tokens_in = protocol_number(tree, "/usage/prompt_tokens");
    out->tokens_out = protocol_number(tree, "/usage/completion_tokens");
    status = protocol_model(arena, setup, job, content(arena, tree, "/choices/0/message/content"),
                            out, err);
  }
  json_decref(tree);
  return status;
}

static const struct provider_meaning meanings[] = {
    {400, "context_length_exceeded", PROVIDER_TOO_LONG},
    {0, "exceed_context_size", PROVIDER_TOO_LONG},
    {400, "maximum context length", PROVIDER_TOO_LONG},
    {400, "context size", PROVIDER_TOO_LONG},
    {500, "context size", PROVIDER_TOO_LONG},
    {400, "context length", PROVIDER_TOO_LONG},
    {400, "too large for model", PROVIDER_TOO_LONG},
    {400, "too long", PROVIDER_TOO_LONG},
    {400, "too many tokens", PROVIDER_TOO_LONG},
    {422, "too long", PROVIDER_TOO_LONG},
    {503, "loading model", PROVIDER_BUSY},
    {400, NULL, PROVIDER_DENIED},
    {422, NULL, PROVIDER_DENIED},
};

/* ---- Streams --------------------------------------------------------------------------------- */

/* What a chunk adds to the text. */
static void take_delta(struct provider_stream *stream, const json_t *delta) {
  const json_t *added = json_object_get(delta, "content");
  if (!json_is_array(added)) {
    protocol_append(stream, added);
    return;
  }
  for (size_t i = 0; i < json_array_size(added); i++)
    protocol_append(stream, json_object_get(json_array_get(added, i), "text"));
}

static bool take(struct provider_stream *stream, const json_t *tree) {
  calque_arena *arena = calque_arena_new();
  const json_t *error = json_object_get(tree, "error");
  if (error && !json_is_null(error)) {
    protocol_stream_fail(stream, protocol_complaint(arena, tree));
    calque_arena_free(arena);
    return true;
  }
  take_delta(stream, json_pointer(tree, STR("/choices/0/delta")));
  calque_str word = protocol_string(arena, tree, "/choices/0/finish_reason");
  calque_str refusal = protocol_string(arena, tree, "/choices/0/delta/refusal");
  if (word.len && stream->finish != PROVIDER_REFUSED) {
    stream->finish = protocol_finish(finishes, N_FINISHES, word);
    if (stream->finish != PROVIDER_STOP && !stream->detail.len)
      buf_str(&stream->detail, protocol_words(arena, stream->setup, word));
  }
  if (refusal.len) {
    stream->finish = PROVIDER_REFUSED;
    buf_str(&stream->detail, protocol_words(arena, stream->setup, refusal));
  }
  uint64_t in = protocol_number(tree, "/usage/prompt_tokens");
  uint64_t out = protocol_number(tree, "/usage/completion_tokens");
  if (in) stream->tokens_in = in;
  if (out) stream->tokens_out = out;
  calque_arena_free(arena);
  return true;
}

static bool receive(struct provider_stream *stream, calque_str piece) {
  return protocol_events(stream, piece, take);
}

const struct provider provider_openai = {
    .id = "openai",
    .name = "OpenAI",
    .kind = PROVIDER_MODEL,
    .streams = true,
    .url = "https://api.openai.com/v1",
    .url_variables = (const char *const[]){"OPENAI_BASE_URL", "OPENAI_API_BASE", NULL},
    .key_variables = (const char *const[]){"OPENAI_API_KEY", NULL},
    .model_variables = (const char *const[]){"OPENAI_MODEL", NULL},
    .needs_key = true,
    .needs_model = true,
    .needs =
        "OPENAI_API_KEY and OPENAI_MODEL; another server (llama.cpp, vLLM, Mistral) by "
        "OPENAI_BASE_URL",
    .build = build,
    .parse = parse,
    .meanings = meanings,
    .n_meanings = sizeof meanings / sizeof *meanings,
    .receive = receive,
};
