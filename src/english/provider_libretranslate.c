/* LibreTranslate. Its key goes in the body. What it cannot translate it sends back as it was, and
 * to those it takes for abusers an emoji, both under 200; protocol_engine refuses them. */
#include "english/protocol.h"

static calque_status build(calque_arena *arena, const struct provider_setup *setup,
                           const struct provider_job *job, struct http_request *request,
                           calque_error *err) {
  struct buf body;
  buf_init(&body, PROTOCOL_MAX_REQUEST);
  buf_char(&body, '{');
  protocol_member(&body, "q");
  protocol_texts(&body, job);
  protocol_member_str(&body, "source", STR("fr"));
  protocol_member_str(&body, "target", STR("en"));
  protocol_member_str(&body, "format", STR("text"));
  if (setup->key.len) protocol_member_str(&body, "api_key", setup->key);
  buf_char(&body, '}');
  return protocol_post(arena, setup, "/translate", "application/json", &body, request, err);
}

static calque_status parse(calque_arena *arena, const struct provider_setup *setup,
                           const struct provider_job *job, const struct http_answer *answer,
                           struct provider_answer *out, calque_error *err) {
  json_t *tree;
  *out = (struct provider_answer){.finish = PROVIDER_ODD};
  calque_status status = protocol_tree(arena, setup, answer, &tree, err);
  const json_t *texts = json_pointer(tree, STR("/translatedText"));
  if (!status && json_is_string(texts)) { /* old servers answer a list of one so */
    calque_str *one = ARENA_ARRAY(arena, calque_str, 1);
    *one = protocol_string(arena, texts, "");
    status = protocol_engine(setup, job, one, 1, out, err);
  } else if (!status) {
    struct protocol_list list = {texts, ""};
    status = protocol_list(arena, setup, job, list, out, err);
  }
  json_decref(tree);
  return status;
}

static const struct provider_meaning meanings[] = {
    {400, "exceeds text limit", PROVIDER_TOO_LONG},
    {400, "exceeds character limit", PROVIDER_TOO_LONG},
    {400, "batch limit", PROVIDER_TOO_LONG},
    {400, NULL, PROVIDER_DENIED},
};

const struct provider provider_libretranslate = {
    .id = "libretranslate",
    .name = "LibreTranslate",
    .kind = PROVIDER_ENGINE,
    .url = "http://127.0.0.1:5000",
    .url_variables = (const char *const[]){"LIBRETRANSLATE_URL", NULL},
    .key_variables = (const char *const[]){"LIBRETRANSLATE_API_KEY", NULL},
    .max_chars = 2000, /* what public servers allow */
    .max_texts = 20,
    .per_host = 2,
    .needs = "LIBRETRANSLATE_URL; LIBRETRANSLATE_API_KEY where the server wants one",
    .build = build,
    .parse = parse,
    .meanings = meanings,
    .n_meanings = sizeof meanings / sizeof *meanings,
};
