/* Answers: good ones, every way to end, and everything that a 200 may be instead of an answer. */
#include "provider_case.h"

#define VARIABLES(...) ((const char *const[]){__VA_ARGS__, NULL})

static const calque_str french[] = {
    STR_INIT("Le maire de la ville a parlé dans la salle des fêtes."),
    STR_INIT("Il a dit non, et la salle est restée calme."), STR_INIT("13 h 30")};
static const struct provider_job model_job = {.system = STR_INIT("Translate."),
                                              .user = STR_INIT("[1] L’été.")};

static const char *const everything[] = {"OPENAI_API_KEY=" SECRET,
                                         "OPENAI_MODEL=m",
                                         "ANTHROPIC_API_KEY=" SECRET,
                                         "ANTHROPIC_MODEL=m",
                                         "OLLAMA_MODEL=m",
                                         "DEEPL_AUTH_KEY=" SECRET,
                                         "LIBRETRANSLATE_API_KEY=" SECRET,
                                         "GOOGLE_API_KEY=" SECRET,
                                         "AZURE_TRANSLATOR_KEY=" SECRET,
                                         "CALQUE_TEMPLATE_URL=http://a.test/?q={{text}}",
                                         "CALQUE_TEMPLATE_KEY=" SECRET,
                                         "CALQUE_TEMPLATE_ANSWER=/out/0/t~1x",
                                         "CALQUE_TEMPLATE_FINISH=/end",
                                         "CALQUE_TEMPLATE_FINISH_OK=fin, stop",
                                         "CALQUE_TEMPLATE_ERROR=/oops",
                                         NULL};

/* One text for what takes one, three for the others. */
static struct provider_job job_for(const struct provider *p) {
  if (p->kind == PROVIDER_MODEL) return model_job;
  return case_texts(french, p->max_texts == 1 ? 1 : 3);
}

/* A good answer of each, in what order the texts are ONE TWO and the same time. */
static const struct {
  const char *id, *body;
} good[] = {
    {"openai",
     "{\"id\":\"c\",\"model\":\"m-1\",\"choices\":[{\"index\":0,\"message\":{\"role\":"
     "\"assistant\","
     "\"content\":\"The mayor spoke.\",\"refusal\":null},\"finish_reason\":\"stop\"}],"
     "\"usage\":{\"prompt_tokens\":31,\"completion_tokens\":5}}"},
    {"anthropic",
     "{\"type\":\"message\",\"model\":\"m-1\",\"content\":[{\"type\":\"thinking\",\"thinking\":"
     "\"Hm\"},"
     "{\"type\":\"text\",\"text\":\"The mayor \"},{\"type\":\"text\",\"text\":\"spoke.\"}],"
     "\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":30,"
     "\"cache_read_input_tokens\":1,\"output_tokens\":5}}"},
    {"ollama",
     "{\"model\":\"m-1\",\"message\":{\"role\":\"assistant\",\"content\":\"The mayor spoke.\","
     "\"thinking\":\"Hm\"},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":31,"
     "\"eval_count\":5}"},
    {"deepl",
     "{\"translations\":[{\"detected_source_language\":\"FR\",\"text\":\"The mayor spoke.\","
     "\"billed_characters\":50},{\"text\":\"He said "
     "no.\",\"billed_characters\":40},{\"text\":\"1:30 p.m.\"}]}"},
    {"libretranslate", "{\"translatedText\":[\"The mayor spoke.\",\"He said no.\",\"1:30 p.m.\"]}"},
    {"google",
     "{\"data\":{\"translations\":[{\"translatedText\":\"The mayor spoke.\"},"
     "{\"translatedText\":\"He said no.\"},{\"translatedText\":\"1:30 p.m.\"}]}}"},
    {"azure",
     "[{\"translations\":[{\"text\":\"The mayor "
     "spoke.\",\"to\":\"en\"}]},{\"translations\":[{\"text\":"
     "\"He said no.\"}]},{\"translations\":[{\"text\":\"1:30 p.m.\"}]}]"},
    {"apy",
     "{\"responseData\":{\"translatedText\":\"The mayor "
     "spoke.\",\"translationChain\":[\"fra\",\"cat\",\"eng\"]},"
     "\"responseDetails\":null,\"responseStatus\":200}"},
    {"template", "{\"out\":[{\"t/x\":\"The mayor spoke.\"}],\"end\":\"fin\",\"oops\":null}"},
};
#define N_GOOD (sizeof good / sizeof *good)

static void good_answers(void **state) {
  (void)state;
  assert_int_equal(N_GOOD, n_providers);
  for (size_t i = 0; i < N_GOOD; i++) {
    struct provider_setup s = case_setup(good[i].id, everything);
    struct provider_job job = job_for(s.provider);
    struct provider_answer out;
    calque_error err;
    if (case_parse(&s, &job, calque_str_of(good[i].body), &out, &err))
      fail_msg("%s: %s", good[i].id, err.text);
    assert_int_equal(out.finish, PROVIDER_STOP);
    assert_int_equal(out.n_texts, job.n_texts ? job.n_texts : 1);
    expect_str(out.texts[0], "The mayor spoke.");
    if (out.n_texts > 1) expect_str(out.texts[1], "He said no.");
    if (s.provider->kind == PROVIDER_MODEL) {
      expect_str(out.model, "m-1");
      assert_int_equal(out.tokens_in, 31);
      assert_int_equal(out.tokens_out, 5);
    }
    if (strcmp(good[i].id, "deepl") == 0) assert_int_equal(out.billed_chars, 90);
  }
}

/* Cut anywhere, an answer is an error and never a part of one. */
static void cut_anywhere(void **state) {
  (void)state;
  for (size_t i = 0; i < N_GOOD; i++) {
    struct provider_setup s = case_setup(good[i].id, everything);
    struct provider_job job = job_for(s.provider);
    for (size_t n = 0; n < strlen(good[i].body); n++) {
      struct provider_answer out;
      calque_error err;
      char *copy = must_alloc(n + 1); /* its own, so that a read beyond it shows */
      memcpy(copy, good[i].body, n);
      assert_int_equal(case_parse(&s, &job, (calque_str){copy, n}, &out, &err), CALQUE_E_PROVIDER);
      assert_true(err.text[0]);
      free(copy);
    }
  }
}

/* Every value of every good answer replaced by values of other types: right, or an error. */
static void wrong_types(void **state) {
  (void)state;
  static const char *const values[] = {
      "null", "true", "7",    "-1e300",       "\"\"",
      "[]",   "{}",   "[[]]", "{\"text\":7}", "18446744073709551616"};
  for (size_t i = 0; i < N_GOOD; i++) {
    struct provider_setup s = case_setup(good[i].id, everything);
    struct provider_job job = job_for(s.provider);
    calque_str body = calque_str_of(good[i].body);
    for (size_t at = 0; at < body.len; at++) {
      if (at && !strchr(":[,", body.ptr[at - 1])) continue;
      size_t n = json_value_len(str_slice(body, at, body.len));
      for (size_t v = 0; n != SIZE_MAX && v < sizeof values / sizeof *values; v++) {
        calque_str changed =
            arena_printf(arena, "%.*s%s%s", (int)at, body.ptr, values[v], body.ptr + at + n);
        struct provider_answer out;
        calque_error err;
        if (case_parse(&s, &job, changed, &out, &err)) assert_true(err.text[0]);
        else assert_int_equal(out.n_texts, job.n_texts ? job.n_texts : 1);
      }
    }
  }
}

static void refused(const char *id, const char *body, const char *words) {
  struct provider_setup s = case_setup(id, everything);
  struct provider_job job = job_for(s.provider);
  struct provider_answer out;
  calque_error err;
  if (!case_parse(&s, &job, calque_str_of(body), &out, &err)) fail_msg("%s took %s", id, body);
  assert_int_equal(err.status, CALQUE_E_PROVIDER);
  expect_has(calque_str_of(err.text), words);
  expect_lacks(calque_str_of(err.text), SECRET);
}

static void no_answer_at_all(void **state) {
  (void)state;
  char *deep = arena_alloc(arena, 100001);
  memset(deep, '[', 100000);
  deep[100000] = '\0';
  for (size_t i = 0; i < N_GOOD; i++) {
    refused(good[i].id, "", "the answer is empty");
    refused(good[i].id, " \r\n", "the answer is empty");
    refused(good[i].id, "<html><body>Bad gateway</body></html>", "not valid JSON");
    refused(good[i].id, "{\"a\":\"\xff\xfe\"}", "not valid JSON");
    refused(good[i].id, "{\"a\":\"b\\u0000c\"}", "not valid JSON");
    refused(good[i].id, deep, "not valid JSON");
    refused(good[i].id, "{}", "the answer has no");
    refused(good[i].id, "{\"error\":{\"message\":\"No such thing.\"}}",
            "is an error: No such thing");
    refused(good[i].id, "{\"error\":\"Key " SECRET " is bad\"}", "is an error: Key *** is bad");
    refused(good[i].id, "{\"error\":[[[]]]}", "is an error: without words");
  }
}

struct ending {
  const char *id, *body;
  enum provider_finish finish;
  const char *detail;
};

static void finish_signals(void **state) {
  (void)state;
#define OPENAI(content, reason) \
  "{\"choices\":[{\"message\":{\"content\":" content "},\"finish_reason\":" reason "}]}"
#define ANTHROPIC(reason) \
  "{\"content\":[{\"type\":\"text\",\"text\":\"x\"}],\"stop_reason\":" reason "}"
#define OLLAMA(rest)     "{\"message\":{\"content\":\"x\"}," rest "}"
#define TEMPLATE(reason) "{\"out\":[{\"t/x\":\"x\"}],\"end\":" reason "}"
  static const struct ending rows[] = {
      {"openai", OPENAI("\"x\"", "\"stop\""), PROVIDER_STOP, ""},
      {"openai", OPENAI("\"x\"", "\"length\""), PROVIDER_LENGTH, "length"},
      {"openai", OPENAI("\"x\"", "\"model_length\""), PROVIDER_LENGTH, "model_length"},
      {"openai", OPENAI("null", "\"length\""), PROVIDER_LENGTH, "length"},
      {"openai", OPENAI("null", "\"content_filter\""), PROVIDER_REFUSED, "content_filter"},
      {"openai", OPENAI("null", "\"tool_calls\""), PROVIDER_ODD, "tool_calls"},
      {"openai", OPENAI("\"x\"", "\"error\""), PROVIDER_ODD, "error"},
      {"openai", OPENAI("\"x\"", "null"), PROVIDER_ODD, "no reason"},
      {"openai", OPENAI("\"x\"", "\"\\u001b[31mred\""), PROVIDER_ODD, "[31mred"},
      {"openai",
       "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"I "
       "cannot.\"},\"finish_reason\":\"stop\"}]}",
       PROVIDER_REFUSED, "I cannot"},
      {"openai",
       OPENAI("[{\"type\":\"thinking\",\"text\":\"hm\"},{\"type\":\"text\",\"text\":\"x\"}]",
              "\"stop\""),
       PROVIDER_STOP, ""},
      {"anthropic", ANTHROPIC("\"end_turn\""), PROVIDER_STOP, ""},
      {"anthropic", ANTHROPIC("\"stop_sequence\""), PROVIDER_STOP, ""},
      {"anthropic", ANTHROPIC("\"max_tokens\""), PROVIDER_LENGTH, "max_tokens"},
      {"anthropic", ANTHROPIC("\"model_context_window_exceeded\""), PROVIDER_LENGTH,
       "model_context_window_exceeded"},
      {"anthropic", ANTHROPIC("\"refusal\""), PROVIDER_REFUSED, "refusal"},
      {"anthropic", "{\"content\":[],\"stop_reason\":\"refusal\"}", PROVIDER_REFUSED, "refusal"},
      {"anthropic", ANTHROPIC("\"tool_use\""), PROVIDER_ODD, "tool_use"},
      {"anthropic", ANTHROPIC("\"pause_turn\""), PROVIDER_ODD, "pause_turn"},
      {"anthropic", ANTHROPIC("null"), PROVIDER_ODD, "no reason"},
      {"ollama", OLLAMA("\"done\":true,\"done_reason\":\"stop\""), PROVIDER_STOP, ""},
      {"ollama", OLLAMA("\"done\":true"), PROVIDER_STOP, ""},
      {"ollama", OLLAMA("\"done\":true,\"done_reason\":\"length\""), PROVIDER_LENGTH, "length"},
      {"ollama", OLLAMA("\"done\":true,\"done_reason\":\"load\""), PROVIDER_ODD, "load"},
      {"ollama", OLLAMA("\"done\":true,\"done_reason\":\"unload\""), PROVIDER_ODD, "unload"},
      {"ollama", OLLAMA("\"done\":false,\"done_reason\":\"stop\""), PROVIDER_ODD, "stop"},
      {"template", TEMPLATE("\"fin\""), PROVIDER_STOP, ""},
      {"template", TEMPLATE("\"stop\""), PROVIDER_STOP, ""},
      {"template", TEMPLATE("\"length\""), PROVIDER_LENGTH, "length"},
      {"template", TEMPLATE("\"mood\""), PROVIDER_ODD, "mood"},
      {"template", TEMPLATE("null"), PROVIDER_ODD, "no reason"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct provider_setup s = case_setup(rows[i].id, everything);
    struct provider_job job = job_for(s.provider);
    struct provider_answer out;
    calque_error err;
    if (case_parse(&s, &job, calque_str_of(rows[i].body), &out, &err))
      fail_msg("%s: %s", rows[i].body, err.text);
    if (out.finish != rows[i].finish) fail_msg("%s ends as %d", rows[i].body, out.finish);
    expect_str(out.detail, rows[i].detail);
  }
}

static void empty_answers_of_models(void **state) {
  (void)state;
  refused("openai", OPENAI("\"\"", "\"stop\""), "the answer has no text");
  refused("openai", OPENAI("null", "\"stop\""), "the answer has no text");
  refused("openai", OPENAI("\"<think>It must be\"", "\"stop\""), "the answer has no text");
  refused("anthropic", "{\"content\":[],\"stop_reason\":\"end_turn\"}", "has no text");
  refused("ollama", "{\"message\":{\"content\":\" \\n\"},\"done\":true}", "has no text");
}

/* What is lost, doubled or nothing. */
static void wrong_counts(void **state) {
  (void)state;
  refused("deepl", "{\"translations\":[{\"text\":\"a\"}]}", "has 1 texts for 3");
  refused(
      "deepl",
      "{\"translations\":[{\"text\":\"a\"},{\"text\":\"b\"},{\"text\":\"c\"},{\"text\":\"d\"}]}",
      "has 4 texts for 3");
  refused("deepl", "{\"translations\":[{\"text\":\"a\"},{\"text\":7},{\"text\":\"c\"}]}",
          "no text where");
  refused("deepl", "{\"translations\":[{\"text\":\"a\"},{\"text\":\" \"},{\"text\":\"c\"}]}",
          "text 2 of 3 is empty");
  refused("google", "{\"data\":{\"translations\":[]}}", "has 0 texts for 3");
  refused("azure", "[]", "has 0 texts for 3");
  refused("azure", "[{\"translations\":[]},{},{}]", "no text where");
  refused("libretranslate", "{\"translatedText\":\"one string\"}", "has 1 texts for 3");
}

/* LibreTranslate sends back what it cannot translate, and emoji to those it does not like. */
static void french_or_an_emoji_sent_back(void **state) {
  (void)state;
  refused("libretranslate", "{\"translatedText\":[\"\\ud83d\\ude09\",\"b\",\"c\"]}",
          "text 1 of 3 has no words");
  refused("libretranslate",
          "{\"translatedText\":[\"The mayor.\",\"Il a dit non, et la salle est rest\xc3\xa9"
          "e calme.\",\"c\"]}",
          "text 2 of 3 is the French as it was");
  struct provider_setup s = case_setup("libretranslate", everything);
  struct provider_answer out;
  calque_error err;
  /* What is the same in both languages may come back. */
  const calque_str same[] = {STR("13 h 30"), STR("Paris, 2026"), STR("“All you need is love”")};
  struct provider_job job = case_texts(same, 3);
  assert_int_equal(
      case_parse(
          &s, &job,
          STR("{\"translatedText\":[\"13 h 30\",\"Paris, 2026\",\"“All you need is love”\"]}"),
          &out, &err),
      CALQUE_OK);
}

static void thoughts_are_taken_off(void **state) {
  (void)state;
  static const char *const contents[] = {
      "<think>Le maire… hm</think>\\n\\nThe mayor.", "\\n<thinking>hm</thinking>The mayor.",
      "[THINK]hm[/THINK] The mayor.", "The mayor.", "<think></think>The mayor."};
  for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
    struct provider_setup s = case_setup("openai", everything);
    struct provider_answer out;
    calque_error err;
    calque_str body = arena_printf(arena, OPENAI("\"%s\"", "\"stop\""), contents[i]);
    assert_int_equal(case_parse(&s, &model_job, body, &out, &err), CALQUE_OK);
    expect_str(out.texts[0], "The mayor.");
  }
}

/* Ollama reads what fits and says how much that was. */
static void a_prompt_that_was_cut(void **state) {
  (void)state;
  struct provider_setup s = case_setup("ollama", everything);
  char *large = arena_alloc(arena, 30000);
  memset(large, 'a', 30000);
  struct provider_job job = {.user = {large, 30000}};
  static const struct {
    unsigned tokens;
    enum provider_finish finish;
  } rows[] = {{2048, PROVIDER_LENGTH}, {4095, PROVIDER_LENGTH}, {5001, PROVIDER_STOP},
              {9000, PROVIDER_STOP},   {0, PROVIDER_STOP},      {10, PROVIDER_STOP}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct provider_answer out;
    calque_error err;
    calque_str body = arena_printf(
        arena, "{\"message\":{\"content\":\"x\"},\"done\":true,\"prompt_eval_count\":%u}",
        rows[i].tokens);
    assert_int_equal(case_parse(&s, &job, body, &out, &err), CALQUE_OK);
    assert_int_equal(out.finish, rows[i].finish);
    if (out.finish == PROVIDER_LENGTH) expect_has(out.detail, "read only");
  }
}

static void apy_marks_and_cuts(void **state) {
  (void)state;
  struct provider_setup s = case_setup("apy", everything);
  static const struct {
    const char *french, *english, *text;
    enum provider_finish finish;
  } rows[] = {
      {"Une résolution.", "A *resolution diplomatic, #give @x", "A resolution diplomatic, give x",
       PROVIDER_STOP},
      {"Le #climat et @marie.", "The #climate and @marie *ok", "The #climate and @marie ok",
       PROVIDER_STOP},
      {"Cinq étoiles.", "Five * stars 2 * 3", "Five * stars 2 * 3", PROVIDER_STOP},
      {"Un. Deux. Trois. Quatre. Cinq.", "One. Two. Three. Four.", "One. Two. Three. Four.",
       PROVIDER_STOP},
      {"Un. Deux. Trois. Quatre. Cinq.", "One. Two. Three.", "One. Two. Three.", PROVIDER_LENGTH},
      {"Un titre\n\nUne phrase.", "A title", "A title", PROVIDER_LENGTH},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    calque_str text = calque_str_of(rows[i].french);
    struct provider_job job = case_texts(&text, 1);
    struct provider_answer out;
    calque_error err;
    calque_str body =
        arena_printf(arena, "{\"responseData\":{\"translatedText\":\"%s\"},\"responseStatus\":200}",
                     rows[i].english);
    if (case_parse(&s, &job, body, &out, &err)) fail_msg("%s", err.text);
    expect_str(out.texts[0], rows[i].text);
    assert_int_equal(out.finish, rows[i].finish);
  }
}

/* 2000 sentences in, 1827 back: as the real one does past 40 kB. */
static void apy_silent_truncation(void **state) {
  (void)state;
  struct provider_setup s = case_setup("apy", everything);
  struct buf fr, en;
  buf_init(&fr, 1 << 20);
  buf_init(&en, 1 << 20);
  buf_puts(&en, "{\"responseStatus\":200,\"responseData\":{\"translatedText\":\"");
  for (int i = 0; i < 1000; i++) {
    buf_printf(&fr, "La phrase %d est courte. ", i);
    if (i < 600) buf_printf(&en, "The sentence %d is short. ", i);
  }
  buf_puts(&en, "\"}}");
  calque_str text = buf_view(&fr);
  struct provider_job job = case_texts(&text, 1);
  struct provider_answer out;
  calque_error err;
  assert_int_equal(case_parse(&s, &job, buf_view(&en), &out, &err), CALQUE_OK);
  assert_int_equal(out.finish, PROVIDER_LENGTH);
  expect_has(out.detail, "only the beginning");
  buf_free(&fr);
  buf_free(&en);
}

static void google_entities(void **state) {
  (void)state;
  struct provider_setup s = case_setup("google", everything);
  const calque_str texts[] = {STR("L’été d’Anne."), STR("Écrivez &amp; ici.")};
  struct provider_job job = case_texts(texts, 2);
  struct provider_answer out;
  calque_error err;
  assert_int_equal(case_parse(&s, &job,
                              STR("{\"data\":{\"translations\":[{\"translatedText\":\"Anne&#39;s "
                                  "&quot;summer&quot; &amp;lt; &x\"},"
                                  "{\"translatedText\":\"Write &amp; here.\"}]}}"),
                              &out, &err),
                   CALQUE_OK);
  expect_str(out.texts[0], "Anne's \"summer\" &lt; &x");
  expect_str(out.texts[1], "Write &amp; here.");
}

/* Control characters, marks of direction, escape sequences: none comes through. */
static void texts_are_clean(void **state) {
  (void)state;
  struct provider_setup s = case_setup("openai", everything);
  struct provider_answer out;
  calque_error err;
  calque_str body =
      STR("{\"choices\":[{\"message\":{\"content\":\"a\\u001b["
          "31mb\\u202ec\\u0007\\td\\r\\ne\\u0085\\ufeff\\u007f\"},"
          "\"finish_reason\":\"stop\"}]}");
  assert_int_equal(case_parse(&s, &model_job, body, &out, &err), CALQUE_OK);
  expect_str(out.texts[0], "a[31mbc\td\ne");
}

/* ---- Errors ---------------------------------------------------------------------------------- */

struct trouble_row {
  const char *id;
  long code;
  const char *body;
  enum provider_trouble trouble;
  const char *message;
};

static void troubles(void **state) {
  (void)state;
  static const struct trouble_row rows[] = {
      {"openai", 401,
       "{\"error\":{\"message\":\"Incorrect API key provided: "
       "sk-test-****Lw93.\",\"type\":\"invalid_request_error\"}}",
       PROVIDER_DENIED, "Incorrect API key provided: *** (request r-1)"},
      {"openai", 404,
       "{\"error\":{\"message\":\"The model `gpt-4o-2024-08-06` does not "
       "exist\",\"code\":\"model_not_found\"}}",
       PROVIDER_DENIED, "The model `gpt-4o-2024-08-06` does not exist (request r-1)"},
      {"openai", 429,
       "{\"error\":{\"message\":\"Rate limit reached\",\"code\":\"rate_limit_exceeded\"}}",
       PROVIDER_BUSY, "Rate limit reached (request r-1)"},
      {"openai", 429,
       "{\"error\":{\"message\":\"You exceeded your current "
       "quota.\",\"code\":\"insufficient_quota\"}}",
       PROVIDER_DENIED, "You exceeded your current quota (request r-1)"},
      {"openai", 400, "{\"error\":{\"message\":\"Too long\",\"code\":\"context_length_exceeded\"}}",
       PROVIDER_TOO_LONG, "Too long (request r-1)"},
      {"openai", 400,
       "{\"error\":{\"code\":400,\"message\":\"the request exceeds the available context "
       "size\",\"type\":\"exceed_context_size_error\",\"n_ctx\":512}}",
       PROVIDER_TOO_LONG, "the request exceeds the available context size (request r-1)"},
      {"openai", 500,
       "{\"error\":{\"code\":500,\"message\":\"no\",\"type\":\"exceed_context_size_error\"}}",
       PROVIDER_TOO_LONG, "no (request r-1)"},
      {"openai", 503,
       "{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"}}",
       PROVIDER_BUSY, "Loading model (request r-1)"},
      {"openai", 422,
       "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"seed\"],\"msg\":\"Extra "
       "inputs are not permitted\"}]}",
       PROVIDER_DENIED, "Extra inputs are not permitted (request r-1)"},
      {"openai", 502, "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>",
       PROVIDER_USUAL, "502 Bad Gateway nginx (request r-1)"},
      {"openai", 500, "", PROVIDER_USUAL, "(request r-1)"},
      {"anthropic", 429,
       "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Your credit "
       "balance is too low\"}}",
       PROVIDER_DENIED, "Your credit balance is too low (request r-1)"},
      {"ollama", 429, "{\"error\":\"you exceeded your current quota\"}", PROVIDER_DENIED,
       "you exceeded your current quota (request r-1)"},
      {"ollama", 429, "{\"error\":\"too many requests\"}", PROVIDER_BUSY,
       "too many requests (request r-1)"},
      {"anthropic", 529,
       "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"},"
       "\"request_id\":\"req_9\"}",
       PROVIDER_BUSY, "Overloaded (request r-1)"},
      {"anthropic", 429,
       "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Slow\","
       "\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}}}",
       PROVIDER_DENIED, "Slow (request r-1)"},
      {"anthropic", 429,
       "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Slow\"}}",
       PROVIDER_BUSY, "Slow (request r-1)"},
      {"anthropic", 400,
       "{\"type\":\"error\",\"error\":{\"message\":\"prompt is too long: 210000 tokens > 200000 "
       "maximum\"}}",
       PROVIDER_TOO_LONG, "prompt is too long: 210000 tokens > 200000 maximum (request r-1)"},
      {"anthropic", 413,
       "{\"type\":\"error\",\"error\":{\"type\":\"request_too_large\",\"message\":\"large\"}}",
       PROVIDER_TOO_LONG, "large (request r-1)"},
      {"ollama", 404, "{\"error\":\"model 'x' not found\"}", PROVIDER_DENIED,
       "model 'x' not found (request r-1)"},
      {"ollama", 500, "{\"error\":\"model requires more system memory (9 GiB) than is available\"}",
       PROVIDER_DENIED,
       "model requires more system memory (9 GiB) than is available (request r-1)"},
      {"ollama", 502, "{\"error\":\"upstream\"}", PROVIDER_USUAL, "upstream (request r-1)"},
      {"deepl", 403, "{\"message\":\"Wrong endpoint. Use https://api.deepl.com\"}", PROVIDER_DENIED,
       "Wrong endpoint. Use https://api.deepl.com (request r-1)"},
      {"deepl", 456, "{\"message\":\"Quota Exceeded\"}", PROVIDER_DENIED,
       "Quota Exceeded (request r-1)"},
      {"deepl", 429, "{\"message\":\"Too many requests\"}", PROVIDER_BUSY,
       "Too many requests (request r-1)"},
      {"deepl", 529, "", PROVIDER_BUSY, "(request r-1)"},
      {"deepl", 413, "", PROVIDER_TOO_LONG, "(request r-1)"},
      {"deepl", 414, "", PROVIDER_TOO_LONG, "(request r-1)"},
      {"libretranslate", 400,
       "{\"error\":\"Invalid request: request (5000) exceeds text limit (2000)\"}",
       PROVIDER_TOO_LONG,
       "Invalid request: request (5000) exceeds text limit (2000) (request r-1)"},
      {"libretranslate", 400,
       "{\"error\":\"Please contact the server operator to get an API key\"}", PROVIDER_DENIED,
       "Please contact the server operator to get an API key (request r-1)"},
      {"libretranslate", 403, "{\"error\":\"Invalid API key\"}", PROVIDER_DENIED,
       "Invalid API key (request r-1)"},
      {"libretranslate", 429, "{\"error\":\"Slowdown: 20 per 1 minute\"}", PROVIDER_BUSY,
       "Slowdown: 20 per 1 minute (request r-1)"},
      {"google", 403,
       "{\"error\":{\"code\":403,\"message\":\"User Rate Limit "
       "Exceeded\",\"errors\":[{\"reason\":\"userRateLimitExceeded\"}]}}",
       PROVIDER_BUSY, "User Rate Limit Exceeded (request r-1)"},
      {"google", 400,
       "{\"error\":{\"code\":400,\"message\":\"API key not valid. Please pass a valid API "
       "key.\",\"status\":\"INVALID_ARGUMENT\"}}",
       PROVIDER_DENIED, "API key not valid. Please pass a valid API key (request r-1)"},
      {"azure", 401,
       "{\"error\":{\"code\":401000,\"message\":\"The request is not authorized because "
       "credentials are missing or invalid.\"}}",
       PROVIDER_DENIED,
       "The request is not authorized because credentials are missing or invalid (request r-1)"},
      {"azure", 403, "{\"error\":{\"code\":403001,\"message\":\"free quota\"}}", PROVIDER_DENIED,
       "free quota (request r-1)"},
      {"azure", 429, "{\"error\":{\"code\":429001,\"message\":\"Too many requests\"}}",
       PROVIDER_BUSY, "Too many requests (request r-1)"},
      {"azure", 400,
       "{\"error\":{\"code\":400077,\"message\":\"The maximum request size has been exceeded.\"}}",
       PROVIDER_TOO_LONG, "The maximum request size has been exceeded (request r-1)"},
      {"apy", 400,
       "{\"status\":\"error\",\"code\":400,\"message\":\"Bad Request\",\"explanation\":\"That pair "
       "is not installed\"}",
       PROVIDER_DENIED, "That pair is not installed (request r-1)"},
      {"template", 500, "{\"oops\":\"Out of order\"}", PROVIDER_USUAL,
       "Out of order (request r-1)"},
      {"template", 403, "no", PROVIDER_DENIED, "no (request r-1)"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct provider_setup s = case_setup(rows[i].id, everything);
    struct http_answer answer = {
        .code = rows[i].code, .body = calque_str_of(rows[i].body), .request_id = STR("r-1")};
    calque_str message;
    enum provider_trouble t = provider_read_error(arena, &s, &answer, &message);
    if (t != rows[i].trouble) fail_msg("%s %ld %s: %d", rows[i].id, rows[i].code, rows[i].body, t);
    expect_str(message, rows[i].message);
  }
}

/* A server may repeat the key, whole, in pieces, or in a header's form; any may be in any place. */
static void no_key_in_any_message(void **state) {
  (void)state;
  static const char *const echoes[] = {
      "Bad key " SECRET,
      "Bad key '" SECRET "'.",
      "Authorization: Bearer " SECRET,
      "DeepL-Auth-Key " SECRET " is wrong",
      "key=" SECRET "&q=",
      "sk-test-Zx81mQ4v***",
      "\\u001b[31m" SECRET,
      "x" SECRET "x",
      "Zx81mQ4vTr",
  };
  for (size_t i = 0; i < N_GOOD; i++) {
    struct provider_setup s = case_setup(good[i].id, everything);
    s.key = STR(SECRET);
    for (size_t k = 0; k < sizeof echoes / sizeof *echoes; k++) {
      const char *forms[] = {"{\"error\":{\"message\":\"%s\"}}", "{\"message\":\"%s\"}",
                             "{\"error\":\"%s\"}", "<p>%s</p>", "{\"oops\":\"%s\"}"};
      for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        struct http_answer answer = {.code = 401,
                                     .body = arena_printf(arena, forms[f], echoes[k]),
                                     .request_id = STR(SECRET)};
#pragma GCC diagnostic pop
        calque_str message;
        provider_read_error(arena, &s, &answer, &message);
        expect_lacks(message, "Zx81mQ4v");
        expect_lacks(message, "Tr7bLw93");
        expect_lacks(message, "\x1b");
        assert_int_equal(utf8_valid_prefix(message), message.len);
      }
    }
  }
}

/* It looks like a key, and support wants to have it. */
static void request_ids_are_shown(void **state) {
  (void)state;
  struct provider_setup s = case_setup("openai", everything);
  static const char *const ids[][2] = {
      {"req_8f3a1c9b8f3a1c9b8f3a1c9b8f3a1c9b", "(request req_8f3a1c9b8f3a1c9b8f3a1c9b8f3a1c9b)"},
      {"6b1e2d34-0000-4000-8000-0123456789ab", "(request 6b1e2d34-0000-4000-8000-0123456789ab)"},
      {"one\ntwo", "(request one)"},
      {"\x1b[2J", ""},
      {"", ""},
  };
  for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
    struct http_answer answer = {.code = 500, .request_id = calque_str_of(ids[i][0])};
    calque_str message;
    provider_read_error(arena, &s, &answer, &message);
    expect_str(message, ids[i][1]);
  }
}

static void long_and_broken_words(void **state) {
  (void)state;
  struct provider_setup s = case_setup("openai", everything);
  struct buf body;
  buf_init(&body, 1 << 20);
  for (int i = 0; i < 5000; i++) buf_puts(&body, i % 7 ? "é\xff " : "mot\n");
  struct http_answer answer = {.code = 500, .body = buf_view(&body)};
  calque_str message;
  provider_read_error(arena, &s, &answer, &message);
  assert_true(message.len > 100 && message.len <= 210);
  assert_int_equal(utf8_valid_prefix(message), message.len);
  expect_lacks(message, "\n");
  assert_true(str_ends(message, STR("...")));
  buf_free(&body);
}

static void glossaries_by_name(void **state) {
  (void)state;
  static const struct {
    const char *body, *id; /* NULL: an error */
  } rows[] = {
      {"{\"glossaries\":[{\"glossary_id\":\"a\",\"name\":\"other\"},{\"glossary_id\":\"b\","
       "\"name\":\"calque-1\"},{\"glossary_id\":\"c\",\"name\":\"calque-1\"}]}",
       "b"},
      {"{\"glossaries\":[{\"glossary_id\":7,\"name\":\"calque-1\"},null,[],\"calque-1\"]}", ""},
      {"{\"glossaries\":[]}", ""},
      {"{\"glossaries\":[{\"glossary_id\":\"a b\",\"name\":\"calque-1\"}]}", ""},
      {"{\"glossaries\":{\"name\":\"calque-1\"}}", NULL},
      {"{}", NULL},
      {"[", NULL},
      {"", NULL},
  };
  struct provider_setup s = case_setup("deepl", everything);
  const struct provider_glossary *g = s.provider->glossary;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct http_answer answer = {.code = 200, .body = calque_str_of(rows[i].body)};
    calque_error err = {0};
    calque_str id = STR("");
    calque_status status = g->find(arena, &s, &answer, STR("calque-1"), &id, &err);
    assert_int_equal(status != CALQUE_OK, rows[i].id == NULL);
    expect_str(id, rows[i].id ? rows[i].id : "");
    id = STR("");
    status = g->made(arena, &s, &answer, &id, &err);
    assert_int_equal(status, CALQUE_E_PROVIDER);
  }
  struct http_answer answer = {.code = 201, .body = STR("{\"glossary_id\":\"g-1\"}")};
  calque_str id = STR("");
  assert_int_equal(g->made(arena, &s, &answer, &id, NULL), CALQUE_OK);
  expect_str(id, "g-1");
}

static void a_glossary_is_made_in_lines(void **state) {
  (void)state;
  const calque_term terms[] = {{STR_INIT("bac"), STR_INIT("ferry")},
                               {STR_INIT("« maire »"), STR_INIT("a \"mayor\"")}};
  const struct provider_terms named = {STR("calque-1"), terms, 2};
  static const struct {
    const char *key, *url, *called;
  } rows[] = {
      {"DEEPL_AUTH_KEY=" SECRET, "DEEPL_SERVER_URL=", "https://api.deepl.com/v2/glossaries"},
      {"DEEPL_AUTH_KEY=" SECRET ":fx",
       "DEEPL_SERVER_URL=", "https://api-free.deepl.com/v2/glossaries"},
      {"DEEPL_AUTH_KEY=" SECRET, "DEEPL_SERVER_URL=https://d.test/v2/translate",
       "https://d.test/v2/glossaries"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct provider_setup s = case_setup("deepl", VARIABLES(rows[i].key, rows[i].url));
    struct http_request request;
    assert_int_equal(s.provider->glossary->make(arena, &s, &named, &request, NULL), CALQUE_OK);
    expect_str(request.url, rows[i].called);
    expect_has(request.body, "\"entries\":\"bac\\tferry\\n« maire »\\ta \\\"mayor\\\"\\n\"");
    expect_lacks(request.body, SECRET);
    assert_int_equal(s.provider->glossary->list(arena, &s, &request, NULL), CALQUE_OK);
    expect_str(request.url, rows[i].called);
    assert_string_equal(request.method, "GET");
    assert_int_equal(request.body.len, 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(good_answers),
      cmocka_unit_test(cut_anywhere),
      cmocka_unit_test(wrong_types),
      cmocka_unit_test(no_answer_at_all),
      cmocka_unit_test(finish_signals),
      cmocka_unit_test(empty_answers_of_models),
      cmocka_unit_test(wrong_counts),
      cmocka_unit_test(french_or_an_emoji_sent_back),
      cmocka_unit_test(thoughts_are_taken_off),
      cmocka_unit_test(a_prompt_that_was_cut),
      cmocka_unit_test(apy_marks_and_cuts),
      cmocka_unit_test(apy_silent_truncation),
      cmocka_unit_test(google_entities),
      cmocka_unit_test(texts_are_clean),
      cmocka_unit_test(troubles),
      cmocka_unit_test(no_key_in_any_message),
      cmocka_unit_test(request_ids_are_shown),
      cmocka_unit_test(long_and_broken_words),
      cmocka_unit_test(glossaries_by_name),
      cmocka_unit_test(a_glossary_is_made_in_lines),
  };
  return cmocka_run_group_tests(tests, case_open, case_close);
}
