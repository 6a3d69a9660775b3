/* The requests, member by member: addresses, headers, bodies, and the small differences between
 * servers that speak alike. */
#include "provider_case.h"

#define VARIABLES(...) ((const char *const[]){__VA_ARGS__, NULL})

static const calque_str texts[] = {STR_INIT("Le maire a dit : « Non. »"),
                                   STR_INIT("Une \"vingtaine\"\nde pompiers \\ 100 %")};
static const struct provider_job model_job = {
    .system = STR_INIT("Translate."), .user = STR_INIT("[1] L’été."), .max_output_chars = 1000};

static json_t *tree_of(const struct http_request *request) {
  calque_error err = {0};
  json_t *tree = json_tree(request->body, "request", &err);
  if (!tree) fail_msg("%s: %.*s", err.text, STR_ARG(request->body));
  return tree;
}

static calque_str at(const json_t *tree, const char *pointer) {
  const json_t *value = json_pointer(tree, calque_str_of(pointer));
  return value && json_is_string(value) ? calque_str_of(json_string_value(value)) : STR("(none)");
}

static long number_at(const json_t *tree, const char *pointer) {
  const json_t *value = json_pointer(tree, calque_str_of(pointer));
  return json_is_integer(value) ? (long)json_integer_value(value) : -1;
}

static void openai(void **state) {
  (void)state;
  struct provider_setup s = case_setup(
      "openai", VARIABLES("OPENAI_API_KEY=" SECRET, "OPENAI_MODEL=gpt-4.1", "OPENAI_ORG_ID=org-7"));
  struct http_request r = case_build(&s, &model_job);
  expect_str(r.url, "https://api.openai.com/v1/chat/completions");
  assert_true(case_has_header(&r, "Authorization: Bearer " SECRET));
  assert_true(case_has_header(&r, "Content-Type: application/json"));
  assert_true(case_has_header(&r, "OpenAI-Organization: org-7"));
  assert_int_equal(r.redirects, HTTP_REDIRECTS_HOST);
  json_t *tree = tree_of(&r);
  expect_str(at(tree, "/model"), "gpt-4.1");
  expect_str(at(tree, "/messages/0/role"), "system");
  expect_str(at(tree, "/messages/1/content"), "[1] L’été.");
  assert_int_equal(number_at(tree, "/temperature"), 0);
  assert_int_equal(number_at(tree, "/max_completion_tokens"), 756);
  assert_true(json_is_false(json_object_get(tree, "store")));
  assert_null(json_object_get(tree, "stream"));
  json_decref(tree);
}

static void openai_reasoning_takes_no_temperature(void **state) {
  (void)state;
  static const char *const models[] = {"OPENAI_MODEL=o3-mini", "OPENAI_MODEL=gpt-5.1",
                                       "OPENAI_MODEL=openai/o1"};
  for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
    struct provider_setup s = case_setup("openai", VARIABLES("OPENAI_API_KEY=k", models[i]));
    struct http_request r = case_build(&s, &model_job);
    json_t *tree = tree_of(&r);
    assert_null(json_object_get(tree, "temperature"));
    assert_int_equal(number_at(tree, "/max_completion_tokens"), 4 * 756 + 4096);
    json_decref(tree);
  }
}

/* Some models refuse a temperature, some users want another. */
static void temperature(void **state) {
  (void)state;
  const struct {
    const char *id, *model, *wanted, *body; /* NULL: none is sent */
  } rows[] = {
      {"openai", "OPENAI_MODEL=gpt-4.1", "CALQUE_TEMPERATURE=", "\"temperature\":0,"},
      {"openai", "OPENAI_MODEL=gpt-4.1", "CALQUE_TEMPERATURE=0.7", "\"temperature\":0.7,"},
      {"openai", "OPENAI_MODEL=gpt-4.1", "CALQUE_TEMPERATURE=None", NULL},
      {"openai", "OPENAI_MODEL=gpt-5", "CALQUE_TEMPERATURE=1", "\"temperature\":1,"},
      {"openai", "OPENAI_MODEL=anthropic/claude-opus-4.7", "CALQUE_TEMPERATURE=", NULL},
      {"openai", "OPENAI_MODEL=openai/gpt-oss-20b", "CALQUE_TEMPERATURE=", "\"temperature\":0,"},
      {"anthropic", "ANTHROPIC_MODEL=claude-3-5-haiku-latest",
       "CALQUE_TEMPERATURE=", "\"temperature\":0"},
      {"anthropic", "ANTHROPIC_MODEL=claude-opus-4-6", "CALQUE_TEMPERATURE=", "\"temperature\":0"},
      {"anthropic", "ANTHROPIC_MODEL=claude-opus-4-7", "CALQUE_TEMPERATURE=", NULL},
      {"anthropic", "ANTHROPIC_MODEL=claude-sonnet-5", "CALQUE_TEMPERATURE=", NULL},
      {"ollama", "OLLAMA_MODEL=gemma3", "CALQUE_TEMPERATURE=2", "\"temperature\":2}"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct provider_setup s = case_setup(
        rows[i].id,
        VARIABLES("OPENAI_API_KEY=k", "ANTHROPIC_API_KEY=k", rows[i].model, rows[i].wanted));
    struct http_request r = case_build(&s, &model_job);
    if (rows[i].body) expect_has(r.body, rows[i].body);
    else expect_lacks(r.body, "temperature");
  }
  static const char *const wrong[] = {"3", "2.1", "-1", "1e1", "0.", ".5", "hot", "00", "0,5"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    struct provider_setup s;
    calque_error err = {0};
    const char *variable = arena_printf(arena, "CALQUE_TEMPERATURE=%s", wrong[i]).ptr;
    assert_int_equal(provider_configure(provider_find(STR("ollama")), STR(""), STR("m"),
                                        case_variable, VARIABLES(variable), &s, &err),
                     CALQUE_E_CONFIG);
    assert_string_equal(err.where, "CALQUE_TEMPERATURE");
  }
}

/* Mistral answers 422 to members that it does not know. */
static void others_get_what_all_servers_take(void **state) {
  (void)state;
  struct provider_setup s = case_setup(
      "openai", VARIABLES("OPENAI_API_KEY=k", "OPENAI_BASE_URL=https://api.mistral.ai/v1",
                          "OPENAI_MODEL=mistral-small", "OPENAI_ORG_ID=org-7"));
  struct provider_job job = model_job;
  job.stream = true;
  struct http_request r = case_build(&s, &job);
  expect_str(r.url, "https://api.mistral.ai/v1/chat/completions");
  assert_int_equal(r.n_headers, 2);
  json_t *tree = tree_of(&r);
  static const char *const members[] = {"model", "messages", "temperature", "max_tokens", "stream"};
  assert_int_equal(json_object_size(tree), sizeof members / sizeof *members);
  for (size_t i = 0; i < sizeof members / sizeof *members; i++)
    assert_non_null(json_object_get(tree, members[i]));
  json_decref(tree);
  s = case_setup("openai", VARIABLES("OPENAI_BASE_URL=http://127.0.0.1:8080/v1/chat/completions"));
  r = case_build(&s, &model_job);
  expect_str(r.url, "http://127.0.0.1:8080/v1/chat/completions");
  assert_int_equal(r.n_headers, 1); /* no key */
  expect_lacks(r.body, "\"model\"");
}

/* "evilopenai.com" is not OpenAI. */
static void knows_hosts_by_their_end(void **state) {
  (void)state;
  struct provider_setup s = case_setup(
      "openai", VARIABLES("OPENAI_BASE_URL=https://evilopenai.com/v1", "OPENAI_ORG_ID=org-7"));
  struct http_request r = case_build(&s, &model_job);
  assert_int_equal(r.n_headers, 1);
  s = case_setup("openai",
                 VARIABLES("OPENAI_BASE_URL=https://eu.api.openai.com/v1", "OPENAI_ORG_ID=org-7"));
  r = case_build(&s, &model_job);
  assert_int_equal(r.n_headers, 2);
}

static void anthropic(void **state) {
  (void)state;
  struct provider_setup s = case_setup(
      "anthropic", VARIABLES("ANTHROPIC_API_KEY=" SECRET, "ANTHROPIC_MODEL=claude-sonnet-4-5"));
  struct provider_job job = model_job;
  job.stream = true;
  struct http_request r = case_build(&s, &job);
  expect_str(r.url, "https://api.anthropic.com/v1/messages");
  assert_true(case_has_header(&r, "x-api-key: " SECRET));
  assert_true(case_has_header(&r, "anthropic-version: 2023-06-01"));
  json_t *tree = tree_of(&r);
  expect_str(at(tree, "/system"), "Translate.");
  expect_str(at(tree, "/messages/0/role"), "user");
  assert_int_equal(number_at(tree, "/max_tokens"), 756);
  assert_int_equal(number_at(tree, "/temperature"), 0);
  assert_true(json_is_true(json_object_get(tree, "stream")));
  json_decref(tree);
  s = case_setup("anthropic",
                 VARIABLES("ANTHROPIC_AUTH_TOKEN=" SECRET, "ANTHROPIC_MODEL=claude-next",
                           "ANTHROPIC_BASE_URL=http://127.0.0.1:9/v1"));
  job.max_output_chars = 0;
  r = case_build(&s, &job);
  expect_str(r.url, "http://127.0.0.1:9/v1/messages");
  assert_true(case_has_header(&r, "Authorization: Bearer " SECRET));
  expect_lacks(r.body, "temperature");
  expect_has(r.body, "\"max_tokens\":8192");
}

static void ollama(void **state) {
  (void)state;
  const struct {
    const char *host, *url;
  } rows[] = {
      {"OLLAMA_HOST=", "http://127.0.0.1:11434/api/chat"},
      {"OLLAMA_HOST=0.0.0.0", "http://127.0.0.1:11434/api/chat"},
      {"OLLAMA_HOST=0.0.0.0:9", "http://127.0.0.1:9/api/chat"},
      {"OLLAMA_HOST=http://0.0.0.0:9", "http://127.0.0.1:9/api/chat"},
      {"OLLAMA_HOST=[::]:9", "http://127.0.0.1:9/api/chat"},
      {"OLLAMA_HOST=::", "http://127.0.0.1:11434/api/chat"},
      {"OLLAMA_HOST=:8080", "http://127.0.0.1:8080/api/chat"},
      {"OLLAMA_HOST=box.test", "http://box.test:11434/api/chat"},
      {"OLLAMA_HOST=box.test:80", "http://box.test:80/api/chat"},
      {"OLLAMA_HOST=http://box.test", "http://box.test/api/chat"},
      {"OLLAMA_HOST=https://ollama.test/sub/", "https://ollama.test/sub/api/chat"},
      {"OLLAMA_HOST=[::1]:7", "http://[::1]:7/api/chat"},
      {"OLLAMA_HOST=[::1]", "http://[::1]:11434/api/chat"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct provider_setup s = case_setup("ollama", VARIABLES("OLLAMA_MODEL=m", rows[i].host));
    struct http_request r = case_build(&s, &model_job);
    expect_str(r.url, rows[i].url);
  }
}

/* The context is as large as the prompt and the answer need. */
static void ollama_asks_for_context(void **state) {
  (void)state;
  struct provider_setup s =
      case_setup("ollama", VARIABLES("OLLAMA_MODEL=m", "OLLAMA_API_KEY=" SECRET));
  struct http_request r = case_build(&s, &model_job);
  json_t *tree = tree_of(&r);
  assert_int_equal(number_at(tree, "/options/num_ctx"), 4096);
  assert_int_equal(number_at(tree, "/options/num_predict"), 756);
  assert_true(json_is_false(json_object_get(tree, "stream")));
  assert_true(json_is_false(json_object_get(tree, "think")));
  assert_true(case_has_header(&r, "Authorization: Bearer " SECRET));
  json_decref(tree);
  char *large = arena_alloc(arena, 30000);
  memset(large, 'a', 30000);
  struct provider_job job = {.user = {large, 30000}, .max_output_chars = 30000, .stream = true};
  r = case_build(&s, &job);
  tree = tree_of(&r);
  assert_int_equal(number_at(tree, "/options/num_ctx"), 32768);
  assert_true(json_is_true(json_object_get(tree, "stream")));
  json_decref(tree);
}

static void deepl(void **state) {
  (void)state;
  struct provider_setup s = case_setup("deepl", VARIABLES("DEEPL_AUTH_KEY=" SECRET));
  struct provider_job job = case_texts(texts, 2);
  job.before = STR("The day before.");
  job.glossary = STR("g-1");
  struct http_request r = case_build(&s, &job);
  expect_str(r.url, "https://api.deepl.com/v2/translate");
  assert_true(case_has_header(&r, "Authorization: DeepL-Auth-Key " SECRET));
  json_t *tree = tree_of(&r);
  expect_str(at(tree, "/text/1"), "Une \"vingtaine\"\nde pompiers \\ 100 %");
  expect_str(at(tree, "/source_lang"), "FR");
  expect_str(at(tree, "/target_lang"), "EN-US");
  expect_str(at(tree, "/context"), "The day before.");
  expect_str(at(tree, "/glossary_id"), "g-1");
  json_decref(tree);
  s = case_setup(
      "deepl", VARIABLES("DEEPL_AUTH_KEY=abc:fx", "CALQUE_ENGLISH=en-GB", "DEEPL_GLOSSARY_ID=g-2"));
  job.glossary = STR("");
  r = case_build(&s, &job);
  expect_str(r.url, "https://api-free.deepl.com/v2/translate");
  expect_has(r.body, "\"EN-GB\"");
  expect_has(r.body, "\"g-2\"");
  s = case_setup("deepl",
                 VARIABLES("DEEPL_AUTH_KEY=abc:fx", "DEEPL_SERVER_URL=http://127.0.0.1:3"));
  r = case_build(&s, &job);
  expect_str(r.url, "http://127.0.0.1:3/v2/translate");
}

static void libretranslate(void **state) {
  (void)state;
  struct provider_setup s =
      case_setup("libretranslate", VARIABLES("LIBRETRANSLATE_API_KEY=" SECRET));
  struct provider_job job = case_texts(texts, 2);
  struct http_request r = case_build(&s, &job);
  expect_str(r.url, "http://127.0.0.1:5000/translate");
  assert_int_equal(r.n_headers, 1);
  json_t *tree = tree_of(&r);
  expect_str(at(tree, "/q/0"), "Le maire a dit : « Non. »");
  expect_str(at(tree, "/api_key"), SECRET);
  expect_str(at(tree, "/format"), "text");
  json_decref(tree);
}

static void google(void **state) {
  (void)state;
  struct provider_setup s = case_setup("google", VARIABLES("GOOGLE_API_KEY=" SECRET));
  struct provider_job job = case_texts(texts, 2);
  struct http_request r = case_build(&s, &job);
  expect_str(r.url, "https://translation.googleapis.com/language/translate/v2");
  assert_true(case_has_header(&r, "X-Goog-Api-Key: " SECRET));
  expect_has(r.body, "\"format\":\"text\"");
}

static void azure(void **state) {
  (void)state;
  struct provider_setup s = case_setup(
      "azure", VARIABLES("AZURE_TRANSLATOR_KEY=" SECRET, "AZURE_TRANSLATOR_REGION=westeurope"));
  struct provider_job job = case_texts(texts, 2);
  struct http_request r = case_build(&s, &job);
  expect_str(
      r.url,
      "https://api.cognitive.microsofttranslator.com/translate?api-version=3.0&from=fr&to=en");
  assert_true(case_has_header(&r, "Ocp-Apim-Subscription-Key: " SECRET));
  assert_true(case_has_header(&r, "Ocp-Apim-Subscription-Region: westeurope"));
  json_t *tree = tree_of(&r);
  expect_str(at(tree, "/1/Text"), "Une \"vingtaine\"\nde pompiers \\ 100 %");
  json_decref(tree);
  s = case_setup("azure",
                 VARIABLES("AZURE_TRANSLATOR_KEY=k",
                           "AZURE_TRANSLATOR_ENDPOINT=https://mine.cognitiveservices.azure.com/"));
  r = case_build(&s, &job);
  expect_str(r.url,
             "https://mine.cognitiveservices.azure.com/translator/text/v3.0/translate?"
             "api-version=3.0&from=fr&to=en");
  assert_int_equal(r.n_headers, 2);
}

static void apy(void **state) {
  (void)state;
  struct provider_setup s = case_setup("apy", VARIABLES("APERTIUM_APY_URL=http://127.0.0.1:2737/"));
  calque_str text = STR("L’été & 100 %");
  struct provider_job job = case_texts(&text, 1);
  struct http_request r = case_build(&s, &job);
  expect_str(r.url, "http://127.0.0.1:2737/translateChain");
  expect_str(
      r.body,
      "langpairs=fra%7Ccat%7Ceng&markUnknown=no&q=L%E2%80%99%C3%A9t%C3%A9%20%26%20100%20%25");
  assert_true(case_has_header(&r, "Content-Type: application/x-www-form-urlencoded"));
}

static void template_fills_in(void **state) {
  (void)state;
  struct provider_setup s = case_setup(
      "template",
      VARIABLES("CALQUE_TEMPLATE_URL=http://a.test/{{source}}/{{target}}?m={{model}}",
                "CALQUE_TEMPLATE_MODEL=m 1", "CALQUE_TEMPLATE_KEY=" SECRET,
                "CALQUE_TEMPLATE_ANSWER=/t",
                "CALQUE_TEMPLATE_HEADERS=Authorization: Bearer {{key}}\\nAccept: */*\nX-Two: 2",
                "CALQUE_TEMPLATE_BODY={\"q\": \"<{{ text }}>\", \"before\": \"{{before}}\"}"));
  struct provider_job job = case_texts(texts + 1, 1);
  struct http_request r = case_build(&s, &job);
  expect_str(r.url, "http://a.test/fr/en?m=m%201");
  assert_string_equal(r.method, "POST");
  assert_true(case_has_header(&r, "Authorization: Bearer " SECRET));
  assert_true(case_has_header(&r, "Accept: */*"));
  assert_true(case_has_header(&r, "X-Two: 2"));
  json_t *tree = tree_of(&r);
  expect_str(at(tree, "/q"), "<Une \"vingtaine\"\nde pompiers \\ 100 %>");
  json_decref(tree);
  s = case_setup("template", VARIABLES("CALQUE_TEMPLATE_URL=http://a.test/?q={{text}}",
                                       "CALQUE_TEMPLATE_ANSWER=raw"));
  r = case_build(&s, &job);
  assert_string_equal(r.method, "GET");
  assert_int_equal(r.body.len + r.n_headers, 0);
  expect_str(r.url, "http://a.test/?q=Une%20%22vingtaine%22%0Ade%20pompiers%20%5C%20100%20%25");
  s = case_setup("template",
                 VARIABLES("CALQUE_TEMPLATE_URL=http://a.test/", "CALQUE_TEMPLATE_ANSWER=raw",
                           "CALQUE_TEMPLATE_TYPE=text", "CALQUE_TEMPLATE_BODY={{text}}",
                           "CALQUE_TEMPLATE_HEADERS=Content-Type: text/x-french"));
  r = case_build(&s, &job);
  expect_str(r.body, "Une \"vingtaine\"\nde pompiers \\ 100 %");
  assert_int_equal(r.n_headers, 1);
  assert_true(case_has_header(&r, "Content-Type: text/x-french"));
}

/* A text that looks like a place is not one. */
static void template_does_not_fill_texts(void **state) {
  (void)state;
  struct provider_setup s =
      case_setup("template", VARIABLES("CALQUE_TEMPLATE_URL=http://a.test/",
                                       "CALQUE_TEMPLATE_KEY=" SECRET, "CALQUE_TEMPLATE_ANSWER=/t",
                                       "CALQUE_TEMPLATE_BODY={\"q\":\"{{text}}\"}"));
  calque_str text = STR("Envoyez {{key}}\",\"evil\":\"1");
  struct provider_job job = case_texts(&text, 1);
  struct http_request r = case_build(&s, &job);
  expect_lacks(r.body, SECRET);
  json_t *tree = tree_of(&r);
  assert_int_equal(json_object_size(tree), 1);
  expect_str(at(tree, "/q"), "Envoyez {{key}}\",\"evil\":\"1");
  json_decref(tree);
}

static void template_is_tried_when_configured(void **state) {
  (void)state;
#define URL  "CALQUE_TEMPLATE_URL=http://a.test/"
#define GOOD "CALQUE_TEMPLATE_BODY={\"q\":\"{{text}}\"}"
  const struct {
    const char *const *variables;
    const char *words;
  } rows[] = {
      {VARIABLES(URL, GOOD), "needs CALQUE_TEMPLATE_ANSWER"},
      {VARIABLES(URL, GOOD, "CALQUE_TEMPLATE_ANSWER=t"),
       "CALQUE_TEMPLATE_ANSWER: is not a JSON pointer"},
      {VARIABLES(URL, GOOD, "CALQUE_TEMPLATE_ANSWER=/a~2"), "is not a JSON pointer"},
      {VARIABLES(URL, GOOD, "CALQUE_TEMPLATE_ANSWER=/a", "CALQUE_TEMPLATE_FINISH=b"),
       "CALQUE_TEMPLATE_FINISH: is not"},
      {VARIABLES(URL, "CALQUE_TEMPLATE_ANSWER=/a", "CALQUE_TEMPLATE_BODY={\"q\":\"x\"}"),
       "has no {{text}}"},
      {VARIABLES(URL, "CALQUE_TEMPLATE_ANSWER=/a", "CALQUE_TEMPLATE_BODY={\"q\":{{text}}}"),
       "CALQUE_TEMPLATE_BODY: is not valid JSON"},
      {VARIABLES(URL, "CALQUE_TEMPLATE_ANSWER=/a", "CALQUE_TEMPLATE_BODY={\"q\":\"{{text}}\""),
       "is not valid JSON"},
      {VARIABLES(URL, "CALQUE_TEMPLATE_ANSWER=/a", "CALQUE_TEMPLATE_BODY={\"q\":\"{{text}\"}"),
       "has {{ without }}"},
      {VARIABLES(URL, "CALQUE_TEMPLATE_ANSWER=/a", "CALQUE_TEMPLATE_BODY={\"q\":\"{{texte}}\"}"),
       "{{texte}} is no place"},
      {VARIABLES(URL, "CALQUE_TEMPLATE_ANSWER=/a",
                 "CALQUE_TEMPLATE_BODY={\"q\":\"{{text}}{{key}}\"}"),
       "CALQUE_TEMPLATE_KEY is not set"},
      {VARIABLES(URL, "CALQUE_TEMPLATE_ANSWER=/a",
                 "CALQUE_TEMPLATE_BODY={\"q\":\"{{text}}{{model}}\"}"),
       "CALQUE_TEMPLATE_MODEL is not set"},
      {VARIABLES(URL, GOOD, "CALQUE_TEMPLATE_ANSWER=/a", "CALQUE_TEMPLATE_HEADERS=Accept"),
       "header 1 is not"},
      {VARIABLES(URL, GOOD, "CALQUE_TEMPLATE_ANSWER=/a",
                 "CALQUE_TEMPLATE_HEADERS=Accept: a\\nHost: b"),
       "header 2 is not"},
      {VARIABLES(URL, GOOD, "CALQUE_TEMPLATE_ANSWER=/a",
                 "CALQUE_TEMPLATE_HEADERS=Accept: {{text}}"),
       "{{text}} is no place"},
      {VARIABLES(URL, GOOD, "CALQUE_TEMPLATE_ANSWER=/a", "CALQUE_TEMPLATE_HEADERS=Accept: a\rX: b"),
       "control character"},
      {VARIABLES(URL, GOOD, "CALQUE_TEMPLATE_ANSWER=/a", "CALQUE_TEMPLATE_TYPE=xml"),
       "is json, form or text"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct provider_setup s;
    calque_error err = {0};
    assert_int_equal(provider_configure(provider_find(STR("template")), STR(""), STR(""),
                                        case_variable, rows[i].variables, &s, &err),
                     CALQUE_E_CONFIG);
    char text[600];
    expect_has(calque_str_of(error_text(&err, text, sizeof text)), rows[i].words);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(openai),
      cmocka_unit_test(openai_reasoning_takes_no_temperature),
      cmocka_unit_test(temperature),
      cmocka_unit_test(others_get_what_all_servers_take),
      cmocka_unit_test(knows_hosts_by_their_end),
      cmocka_unit_test(anthropic),
      cmocka_unit_test(ollama),
      cmocka_unit_test(ollama_asks_for_context),
      cmocka_unit_test(deepl),
      cmocka_unit_test(libretranslate),
      cmocka_unit_test(google),
      cmocka_unit_test(azure),
      cmocka_unit_test(apy),
      cmocka_unit_test(template_fills_in),
      cmocka_unit_test(template_does_not_fill_texts),
      cmocka_unit_test(template_is_tried_when_configured),
  };
  return cmocka_run_group_tests(tests, case_open, case_close);
}
