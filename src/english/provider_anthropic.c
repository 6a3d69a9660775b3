/* Anthropic's Messages. The answer is the text blocks of a list that may hold others. */
#include "english/protocol.h"

#define DEFAULT_TOKENS 8192 /* the protocol wants a limit */

static calque_status build(calque_arena *arena, const struct provider_setup *setup,
                           const struct provider_job *job, struct http_request *request,
                           calque_error *err) {
  struct buf body;
  buf_init(&body, PROTOCOL_MAX_REQUEST);
  unsigned tokens = protocol_tokens(setup, job);
  buf_char(&body, '{');
  if (setup->model.len) protocol_member_str(&body, "model", setup->model);
  protocol_member(&body, "max_tokens");
  buf_printf(&body, "%u", tokens ? tokens : DEFAULT_TOKENS);
  if (job->system.len) protocol_member_str(&body, "system", job->system);
  protocol_messages(&body, job, false);
  protocol_temperature(&body, setup);
  if (job->stream) buf_puts(&body, ",\"stream\":true");
  buf_char(&body, '}');
  bool versioned = str_ends(setup->url, STR("/v1")) || str_ends(setup->url, STR("/v1/messages"));
  calque_status status = protocol_post(arena, setup, versioned ? "/messages" : "/v1/messages",
                                       "application/json", &body, request, err);
  if (status) return status;
  protocol_header(arena, request, "anthropic-version", "", STR("2023-06-01"));
  bool token = !protocol_variable(setup, "ANTHROPIC_API_KEY").len;
  if (token) protocol_header(arena, request, "Authorization", "Bearer ", setup->key);
  else protocol_header(arena, request, "x-api-key", "", setup->key);
  return CALQUE_OK;
}

/* ---- Answers --------------------------------------------------------------------------------- */

static const struct protocol_finish finishes[] = {
    {"end_turn", PROVIDER_STOP},     {"stop_sequence", PROVIDER_STOP},
    {"max_tokens", PROVIDER_LENGTH}, {"model_context_window_exceeded", PROVIDER_LENGTH},
    {"refusal", PROVIDER_REFUSED},
};
#define N_FINISHES (sizeof finishes / sizeof *finishes)

static calque_str text_blocks(calque_arena *arena, const json_t *content) {
  struct buf text;
  buf_init(&text, PROTOCOL_MAX_TEXT);
  for (size_t i = 0; i < json_array_size(content); i++) {
    const json_t *block = json_array_get(content, i);
    if (str_eq(protocol_string(arena, block, "/type"), STR("text")))
      buf_str(&text, protocol_string(arena, block, "/text"));
  }
  calque_str all = arena_copy(arena, text.len ? buf_view(&text) : STR(""));
  buf_free(&text);
  return all;
}

/* Tokens of the prompt, those that a cache held among them. */
static uint64_t prompt_tokens(const json_t *usage) {
  return protocol_number(usage, "/input_tokens") +
         protocol_number(usage, "/cache_read_input_tokens") +
         protocol_number(usage, "/cache_creation_input_tokens");
}

static calque_status parse(calque_arena *arena, const struct provider_setup *setup,
                           const struct provider_job *job, const struct http_answer *answer,
                           struct provider_answer *out, calque_error *err) {
  json_t *tree;
  *out = (struct provider_answer){.finish = PROVIDER_ODD};
  calque_status status = protocol_tree(arena, setup, answer, &tree, err);
  const json_t *content = json_pointer(tree, STR("/content"));
  if (!status && !json_is_array(content)) status = protocol_lacks(setup, "content", err);
  if (!status) {
    calque_str word = protocol_string(arena, tree, "/stop_reason");
    out->finish = protocol_finish(finishes, N_FINISHES, word);
    if (out->finish != PROVIDER_STOP)
      out->detail = protocol_words(arena, setup, word.len ? word : STR("no reason"));
    out->model = protocol_string(arena, tree, "/model");
    out->tokens_in = prompt_tokens(json_object_get(tree, "usage"));
    out->tokens_out = protocol_number(tree, "/usage/output_tokens");
    status = protocol_model(arena, setup, job, text_blocks(arena, content), out, err);
  }
  json_decref(tree);
  return status;
}

static const struct provider_meaning meanings[] = {
    {429, "enforced_spend_limit", PROVIDER_DENIED},
    {400, "prompt is too long", PROVIDER_TOO_LONG},
    {400, "exceed context limit", PROVIDER_TOO_LONG},
    {400, NULL, PROVIDER_DENIED},
};

/* ---- Streams --------------------------------------------------------------------------------- */

static void take_end(struct provider_stream *stream, const json_t *tree, calque_arena *arena) {
  calque_str word = protocol_string(arena, tree, "/delta/stop_reason");
  if (word.len) {
    stream->finish = protocol_finish(finishes, N_FINISHES, word);
    if (stream->finish != PROVIDER_STOP && !stream->detail.len)
      buf_str(&stream->detail, protocol_words(arena, stream->setup, word));
  }
  uint64_t out = protocol_number(tree, "/usage/output_tokens");
  if (out) stream->tokens_out = out;
}

static bool take(struct provider_stream *stream, const json_t *tree) {
  calque_arena *arena = calque_arena_new();
  calque_str type = protocol_string(arena, tree, "/type");
  if (str_eq(type, STR("error")) || json_object_get(tree, "error"))
    protocol_stream_fail(stream, protocol_complaint(arena, tree));
  else if (str_eq(type, STR("message_start")))
    stream->tokens_in = prompt_tokens(json_pointer(tree, STR("/message/usage")));
  else if (str_eq(type, STR("content_block_start")) &&
           str_eq(protocol_string(arena, tree, "/content_block/type"), STR("text")))
    protocol_append(stream, json_pointer(tree, STR("/content_block/text")));
  else if (str_eq(type, STR("content_block_delta")) &&
           str_eq(protocol_string(arena, tree, "/delta/type"), STR("text_delta")))
    protocol_append(stream, json_pointer(tree, STR("/delta/text")));
  else if (str_eq(type, STR("message_delta"))) take_end(stream, tree, arena);
  else if (str_eq(type, STR("message_stop"))) stream->ended = true;
  calque_arena_free(arena);
  return true;
}

static bool receive(struct provider_stream *stream, calque_str piece) {
  return protocol_events(stream, piece, take);
}

const struct provider provider_anthropic = {
    .id = "anthropic",
    .name = "Anthropic",
    .kind = PROVIDER_MODEL,
    .streams = true,
    .url = "https://api.anthropic.com",
    .url_variables = (const char *const[]){"ANTHROPIC_BASE_URL", NULL},
    .key_variables = (const char *const[]){"ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", NULL},
    .model_variables = (const char *const[]){"ANTHROPIC_MODEL", NULL},
    .needs_key = true,
    .needs_model = true,
    .needs = "ANTHROPIC_API_KEY and ANTHROPIC_MODEL",
    .build = build,
    .parse = parse,
    .meanings = meanings,
    .n_meanings = sizeof meanings / sizeof *meanings,
    .receive = receive,
};
