/* What is asked of a setup before anything is sent, which provider counts as ready, and a request
 * as it may be shown. */
#include "provider_case.h"

#define VARIABLES(...) ((const char *const[]){__VA_ARGS__, NULL})

static void refused(const char *id, const char *const *variables, const char *words) {
  struct provider_setup setup;
  calque_error err = {0};
  calque_status status = provider_configure(provider_find(calque_str_of(id)), STR(""), STR(""),
                                            case_variable, variables, &setup, &err);
  assert_int_equal(status, CALQUE_E_CONFIG);
  char text[600];
  expect_has(calque_str_of(error_text(&err, text, sizeof text)), words);
  expect_lacks(calque_str_of(text), SECRET);
}

static void says_what_is_missing(void **state) {
  (void)state;
  refused("openai", VARIABLES("X=1"), "OpenAI: needs a key: set OPENAI_API_KEY");
  refused("openai", VARIABLES("OPENAI_API_KEY=" SECRET),
          "needs the name of a model: set OPENAI_MODEL");
  refused("anthropic", VARIABLES("ANTHROPIC_API_KEY=" SECRET), "set ANTHROPIC_MODEL");
  refused("deepl", VARIABLES("X=1"), "set DEEPL_AUTH_KEY");
  refused("google", VARIABLES("X=1"), "set GOOGLE_API_KEY");
  refused("azure", VARIABLES("X=1"), "set AZURE_TRANSLATOR_KEY");
  refused("ollama", VARIABLES("X=1"), "set OLLAMA_MODEL");
  refused("ollama", VARIABLES("OLLAMA_HOST=10.0.0.7"), "set OLLAMA_MODEL");
  refused("template", VARIABLES("X=1"), "set CALQUE_TEMPLATE_URL");
}

static void refuses_addresses(void **state) {
  (void)state;
  refused("openai", VARIABLES("OPENAI_BASE_URL=file:///etc/passwd"), "must begin with http");
  refused("openai", VARIABLES("OPENAI_BASE_URL=localhost:8080/v1"), "must begin with http");
  refused("openai", VARIABLES("OPENAI_BASE_URL=http://a b/"),
          "OPENAI_BASE_URL: the address of OpenAI is not an address");
  refused("openai", VARIABLES("OPENAI_BASE_URL=http://a/?key=1"), "must not hold ?");
  refused("openai", VARIABLES("OPENAI_BASE_URL=http://me:" SECRET "@a/"), "must not hold a user");
  refused("ollama", VARIABLES("OLLAMA_MODEL=m", "OLLAMA_HOST=ftp://h"), "must begin with http");
  refused("openai", VARIABLES("OPENAI_BASE_URL=http://ex\xc3\xa9mple/"), "is not an address");
  refused("openai", VARIABLES("OPENAI_BASE_URL=refused: .env:1 would send it there"),
          "OPENAI_BASE_URL: refused: .env:1 would send it there");
  refused("ollama", VARIABLES("OLLAMA_MODEL=m", "OLLAMA_HOST=refused: .env:1"),
          "OLLAMA_HOST: refused: .env:1");
}

static void refuses_keys_that_are_headers(void **state) {
  (void)state;
  refused("deepl", VARIABLES("DEEPL_AUTH_KEY=" SECRET "\r\nX-Evil: 1"),
          "holds something that no key does");
  refused("deepl", VARIABLES("DEEPL_AUTH_KEY=clé-secrète"), "no key does");
  refused("azure", VARIABLES("AZURE_TRANSLATOR_KEY=k", "AZURE_TRANSLATOR_REGION=a\nb"),
          "name of a region");
}

static void takes_what_is_given(void **state) {
  (void)state;
  struct provider_setup s =
      case_setup("openai", VARIABLES("OPENAI_BASE_URL= http://127.0.0.1:8080/v1// "));
  expect_str(s.url, "http://127.0.0.1:8080/v1");
  assert_int_equal(s.key.len, 0); /* a server of one's own may want no key and no model */
  s = case_setup("anthropic", VARIABLES("ANTHROPIC_API_KEY=" SECRET, "ANTHROPIC_MODEL=m"));
  expect_str(s.url, "https://api.anthropic.com");
  struct provider_setup flags;
  calque_error err = {0};
  assert_int_equal(provider_configure(provider_find(STR("OpenAI")), STR("https://b.test/v1"),
                                      STR("by-flag"), case_variable,
                                      VARIABLES("OPENAI_BASE_URL=http://a.test", "OPENAI_MODEL=m"),
                                      &flags, &err),
                   CALQUE_OK);
  expect_str(flags.url, "https://b.test/v1");
  expect_str(flags.model, "by-flag");
}

static void knows_who_is_ready(void **state) {
  (void)state;
  const struct {
    const char *const *variables;
    const char *id; /* NULL: none */
  } rows[] = {
      {VARIABLES("HOME=/root"), NULL},
      {VARIABLES("OPENAI_API_KEY=k"), NULL}, /* which model? */
      {VARIABLES("OPENAI_API_KEY=k", "OPENAI_MODEL=m"), "openai"},
      {VARIABLES("OPENAI_BASE_URL=http://127.0.0.1:1/v1"), "openai"},
      {VARIABLES("DEEPL_AUTH_KEY=k"), "deepl"},
      {VARIABLES("GOOGLE_API_KEY=k", "DEEPL_AUTH_KEY=k"), "deepl"},
      {VARIABLES("OLLAMA_MODEL=m", "DEEPL_AUTH_KEY=k"), "ollama"},
      {VARIABLES("APERTIUM_APY_URL=http://127.0.0.1:2737"), "apy"},
      {VARIABLES("LIBRETRANSLATE_URL=http://127.0.0.1:5000"), "libretranslate"},
      {VARIABLES("AZURE_TRANSLATOR_KEY=k"), "azure"},
      {VARIABLES("ANTHROPIC_API_KEY=k", "ANTHROPIC_MODEL=m"), "anthropic"},
      {VARIABLES("GOOGLE_API_KEY=k"), "google"},
      {VARIABLES("CALQUE_TEMPLATE_URL=http://a/?q={{text}}", "CALQUE_TEMPLATE_ANSWER=raw",
                 "DEEPL_AUTH_KEY=k"),
       "template"},
      /* What is wrong is not passed over; what is missing, only in variables of our own. */
      {VARIABLES("CALQUE_TEMPLATE_URL=http://a/", "DEEPL_AUTH_KEY=k"), "template"},
      {VARIABLES("CALQUE_TEMPLATE_URL=http://a/{{txt}}", "CALQUE_TEMPLATE_ANSWER=raw",
                 "DEEPL_AUTH_KEY=k"),
       "template"},
      {VARIABLES("OPENAI_BASE_URL=refused: .env:1", "OPENAI_MODEL=m", "GOOGLE_API_KEY=k"),
       "openai"},
      {VARIABLES("DEEPL_AUTH_KEY=a b", "GOOGLE_API_KEY=k"), "deepl"},
      {VARIABLES("OLLAMA_HOST=127.0.0.1", "GOOGLE_API_KEY=k"), "google"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const struct provider *p = provider_ready(case_variable, rows[i].variables);
    if (!rows[i].id) assert_null(p);
    else assert_string_equal(p ? p->id : "none", rows[i].id);
  }
}

static void every_provider_is_whole(void **state) {
  (void)state;
  for (size_t i = 0; i < n_providers; i++) {
    const struct provider *p = providers[i];
    assert_ptr_equal(provider_find(calque_str_of(p->id)), p);
    assert_true(p->name && p->needs && p->build && p->parse && p->url_variables);
    assert_true(p->streams == (p->receive != NULL));
  }
  assert_null(provider_find(STR("nobody")));
}

static void warns_of_keys_in_clear(void **state) {
  (void)state;
  const struct {
    const char *url;
    bool warns;
  } rows[] = {{"http://example.org/v1", true},  {"https://example.org/v1", false},
              {"http://127.0.0.1:8080", false}, {"http://localhost/v1", false},
              {"http://[::1]:80/v1", false},    {"HTTP://10.1.2.3/v1", true},
              {"http://localhost.evil", true},  {"http://127.evil.test/v1", true},
              {"http://[::1].evil/", true},     {"http://LOCALHOST:80/v1", false}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct provider_setup s = {.provider = provider_find(STR("openai")),
                               .url = calque_str_of(rows[i].url),
                               .key = STR(SECRET)};
    calque_str words = provider_warning(arena, &s);
    assert_int_equal(words.len > 0, rows[i].warns);
    expect_lacks(words, SECRET);
    s.key = STR("");
    assert_int_equal(provider_warning(arena, &s).len, 0);
  }
  struct provider_setup bare = {
      .provider = provider_find(STR("ollama")), .url = STR("far.test:1"), .key = STR(SECRET)};
  expect_has(provider_warning(arena, &bare), "far.test:1 unencrypted");
  bare.url = STR("0.0.0.0:11434"); /* what a server of Ollama listens on */
  assert_int_equal(provider_warning(arena, &bare).len, 0);
}

static const calque_str one_text[] = {STR_INIT("Le préfet a parlé.")};

static void shows_no_key(void **state) {
  (void)state;
  const struct {
    const char *id;
    const char *const *variables;
  } rows[] = {
      {"openai", VARIABLES("OPENAI_API_KEY=" SECRET, "OPENAI_MODEL=m", "OPENAI_ORG_ID=org-1")},
      {"anthropic", VARIABLES("ANTHROPIC_API_KEY=" SECRET, "ANTHROPIC_MODEL=m")},
      {"anthropic", VARIABLES("ANTHROPIC_AUTH_TOKEN=" SECRET, "ANTHROPIC_MODEL=m")},
      {"ollama", VARIABLES("OLLAMA_API_KEY=" SECRET, "OLLAMA_MODEL=m")},
      {"deepl", VARIABLES("DEEPL_AUTH_KEY=" SECRET ":fx")},
      {"libretranslate", VARIABLES("LIBRETRANSLATE_API_KEY=" SECRET)},
      {"google", VARIABLES("GOOGLE_API_KEY=" SECRET)},
      {"azure", VARIABLES("AZURE_TRANSLATOR_KEY=" SECRET, "AZURE_TRANSLATOR_REGION=westeurope")},
      {"template", VARIABLES("CALQUE_TEMPLATE_KEY=" SECRET, "CALQUE_TEMPLATE_ANSWER=/t",
                             "CALQUE_TEMPLATE_URL=http://a.test/{{key}}/x?key={{key}}&from=fr",
                             "CALQUE_TEMPLATE_HEADERS=X-Odd: {{key}}\\nAuthorization: Basic abcdef",
                             "CALQUE_TEMPLATE_BODY={\"token\": \"hard-coded\", \"q\": "
                             "\"{{text}}\", \"k\": \"{{key}}\"}")},
      {"template", VARIABLES("CALQUE_TEMPLATE_KEY=" SECRET, "CALQUE_TEMPLATE_ANSWER=/t",
                             "CALQUE_TEMPLATE_URL=http://a.test/", "CALQUE_TEMPLATE_TYPE=form",
                             "CALQUE_TEMPLATE_BODY=auth_key=hard-coded&q={{text}}&k={{key}}")},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct provider_setup s = case_setup(rows[i].id, rows[i].variables);
    struct provider_job job = {
        .system = STR("s"), .user = one_text[0], .texts = one_text, .n_texts = 1};
    struct http_request request = case_build(&s, &job);
    calque_str shown = provider_redact(arena, &s, &request, 4000);
    expect_lacks(shown, SECRET);
    expect_lacks(shown, "hard-coded");
    expect_lacks(shown, "abcdef");
    expect_has(shown, "POST http");
    expect_has(shown, "pr");
    assert_true(str_has(shown, STR("préfet")) || str_has(shown, STR("pr%C3%A9fet")));
  }
}

static void cuts_what_it_shows(void **state) {
  (void)state;
  struct provider_setup s =
      case_setup("libretranslate", VARIABLES("LIBRETRANSLATE_URL=http://a.test"));
  struct provider_job job = case_texts(one_text, 1);
  struct http_request request = case_build(&s, &job);
  for (size_t max = 0; max < request.body.len; max++) {
    calque_str shown = provider_redact(arena, &s, &request, max);
    assert_int_equal(utf8_valid_prefix(shown), shown.len);
    expect_has(shown, "bytes more)");
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(says_what_is_missing),
      cmocka_unit_test(refuses_addresses),
      cmocka_unit_test(refuses_keys_that_are_headers),
      cmocka_unit_test(takes_what_is_given),
      cmocka_unit_test(knows_who_is_ready),
      cmocka_unit_test(every_provider_is_whole),
      cmocka_unit_test(warns_of_keys_in_clear),
      cmocka_unit_test(shows_no_key),
      cmocka_unit_test(cuts_what_it_shows),
  };
  return cmocka_run_group_tests(tests, case_open, case_close);
}
