/* Azure Translator, version 3. A key of a region needs the region's name beside it; a resource with
 * a host of its own has the same service under another path. */
#include "english/protocol.h"

static calque_status check(const struct provider_setup *setup, calque_error *err) {
  if (protocol_is_plain(protocol_variable(setup, "AZURE_TRANSLATOR_REGION"))) return CALQUE_OK;
  return fail(err, CALQUE_E_CONFIG, "AZURE_TRANSLATOR_REGION", 0, "is not the name of a region");
}

static calque_status build(calque_arena *arena, const struct provider_setup *setup,
                           const struct provider_job *job, struct http_request *request,
                           calque_error *err) {
  struct buf body;
  buf_init(&body, PROTOCOL_MAX_REQUEST);
  buf_char(&body, '[');
  for (size_t i = 0; i < job->n_texts; i++) {
    buf_puts(&body, i ? ",{" : "{");
    protocol_member_str(&body, "Text", job->texts[i]);
    buf_char(&body, '}');
  }
  buf_char(&body, ']');
  bool resource = protocol_host_is(setup->url, "cognitiveservices.azure.com") &&
                  !str_has(setup->url, STR("/translator/"));
  calque_str path = arena_printf(arena, "%s/translate?api-version=3.0&from=fr&to=%s",
                                 resource ? "/translator/text/v3.0" : "",
                                 protocol_british(setup) ? "en-GB" : "en");
  calque_status status =
      protocol_post(arena, setup, path.ptr, "application/json", &body, request, err);
  if (status) return status;
  protocol_header(arena, request, "Ocp-Apim-Subscription-Key", "", setup->key);
  protocol_header(arena, request, "Ocp-Apim-Subscription-Region", "",
                  protocol_variable(setup, "AZURE_TRANSLATOR_REGION"));
  return CALQUE_OK;
}

static calque_status parse(calque_arena *arena, const struct provider_setup *setup,
                           const struct provider_job *job, const struct http_answer *answer,
                           struct provider_answer *out, calque_error *err) {
  return protocol_listed(arena, setup, job, answer, "", "/translations/0/text", out, err);
}

static const struct provider_meaning meanings[] = {
    {0, "403001", PROVIDER_DENIED}, /* the free quota is used up */
    {400, "400050", PROVIDER_TOO_LONG},
    {400, "400077", PROVIDER_TOO_LONG},
    {400, NULL, PROVIDER_DENIED},
};

const struct provider provider_azure = {
    .id = "azure",
    .name = "Azure Translator",
    .kind = PROVIDER_ENGINE,
    .url = "https://api.cognitive.microsofttranslator.com",
    .url_variables = (const char *const[]){"AZURE_TRANSLATOR_ENDPOINT", NULL},
    .key_variables = (const char *const[]){"AZURE_TRANSLATOR_KEY", NULL},
    .needs_key = true,
    .max_chars = 10000,
    .max_texts = 100,
    .needs = "AZURE_TRANSLATOR_KEY, and AZURE_TRANSLATOR_REGION unless its resource is global",
    .check = check,
    .build = build,
    .parse = parse,
    .meanings = meanings,
    .n_meanings = sizeof meanings / sizeof *meanings,
};
