/* Google Translate, version 2. The key goes into a header, for addresses end up in logs. It takes
 * text for HTML unless told not to, and some that imitate it answer with entities all the same. */
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
  buf_char(&body, '}');
  calque_status status = protocol_post(arena, setup, "/language/translate/v2", "application/json",
                                       &body, request, err);
  if (status) return status;
  protocol_header(arena, request, "X-Goog-Api-Key", "", setup->key);
  return CALQUE_OK;
}

/* Entities in what has none in the French. */
static calque_str without_entities(calque_arena *arena, calque_str french, calque_str s) {
  static const struct {
    calque_str entity;
    char c;
  } rows[] = {{STR_INIT("&#39;"), '\''},
              {STR_INIT("&quot;"), '"'},
              {STR_INIT("&amp;"), '&'},
              {STR_INIT("&lt;"), '<'},
              {STR_INIT("&gt;"), '>'}};
  enum { N_ROWS = sizeof rows / sizeof *rows };
  if (str_has(french, STR("&#")) || str_has(french, STR("&quot;")) || str_has(french, STR("&amp;")))
    return s;
  char *out = arena_alloc(arena, s.len + 1);
  size_t n = 0;
  for (size_t i = 0; i < s.len;) {
    size_t row = 0;
    while (row < N_ROWS && !str_starts(str_slice(s, i, s.len), rows[row].entity)) row++;
    out[n++] = row < N_ROWS ? rows[row].c : s.ptr[i];
    i += row < N_ROWS ? rows[row].entity.len : 1;
  }
  return (calque_str){out, n};
}

static calque_status parse(calque_arena *arena, const struct provider_setup *setup,
                           const struct provider_job *job, const struct http_answer *answer,
                           struct provider_answer *out, calque_error *err) {
  calque_status status =
      protocol_listed(arena, setup, job, answer, "/data/translations", "/translatedText", out, err);
  if (!status && out->n_texts) {
    calque_str *texts = ARENA_ARRAY(arena, calque_str, out->n_texts);
    for (size_t i = 0; i < out->n_texts; i++)
      texts[i] = without_entities(arena, job->texts[i], out->texts[i]);
    out->texts = texts;
  }
  return status;
}

static const struct provider_meaning meanings[] = {
    {403, "rateLimitExceeded", PROVIDER_BUSY},
    {403, "userRateLimitExceeded", PROVIDER_BUSY},
    {429, "per day", PROVIDER_DENIED},
    {400, "too long", PROVIDER_TOO_LONG},
    {400, "Too many text segments", PROVIDER_TOO_LONG},
    {400, NULL, PROVIDER_DENIED},
};

const struct provider provider_google = {
    .id = "google",
    .name = "Google Translate",
    .kind = PROVIDER_ENGINE,
    .url = "https://translation.googleapis.com",
    .url_variables = (const char *const[]){"GOOGLE_TRANSLATE_URL", NULL},
    .key_variables = (const char *const[]){"GOOGLE_API_KEY", NULL},
    .needs_key = true,
    .max_chars = 5000,
    .max_texts = 128,
    .needs = "GOOGLE_API_KEY",
    .build = build,
    .parse = parse,
    .meanings = meanings,
    .n_meanings = sizeof meanings / sizeof *meanings,
};
