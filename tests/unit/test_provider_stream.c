/* Streams, cut into pieces at every byte, with every way to end, and broken ones. */
#include "provider_case.h"

#define VARIABLES(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char *const everything[] = {"OPENAI_API_KEY=" SECRET,
                                         "OPENAI_MODEL=m",
                                         "ANTHROPIC_API_KEY=" SECRET,
                                         "ANTHROPIC_MODEL=m",
                                         "OLLAMA_MODEL=m",
                                         "OLLAMA_API_KEY=" SECRET,
                                         NULL};
static const struct provider_job job = {.user = STR_INIT("[1] L’été.")};

#define CHUNK(rest) "data: {\"choices\":[{\"index\":0," rest "}]}\n\n"
#define DELTA(text) CHUNK("\"delta\":{\"content\":\"" text "\"},\"finish_reason\":null")
#define BLOCK(text)                                                                            \
  "event: content_block_delta\ndata: "                                                         \
  "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":" \
  "\"" text "\"}}\n\n"
#define LINE(text) \
  "{\"message\":{\"role\":\"assistant\",\"content\":\"" text "\"},\"done\":false}\n"

static const struct {
  const char *id, *body;
} good[] = {
    {"openai",
     ": a comment\n\n" CHUNK(
         "\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null")
         DELTA("L’été: ") DELTA("the \\ud83c\\udf1e") DELTA(" summer.")
             CHUNK("\"delta\":{},\"finish_reason\":\"stop\"") "data: "
                                                              "{\"choices\":[],\"usage\":{\"prompt_"
                                                              "tokens\":9,\"completion_tokens\":4}}"
                                                              "\n\ndata: [DONE]\n\n"},
    {"anthropic",
     "event: message_start\ndata: "
     "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}"
     "\n\n"
     "event: content_block_start\ndata: "
     "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":"
     "\"\"}}\n\n"
     "event: ping\ndata: {\"type\":\"ping\"}\n\n" BLOCK("L’été: ") BLOCK(
         "the \\ud83c\\udf1e summer.") "event: content_block_stop\ndata: "
                                       "{\"type\":\"content_block_stop\",\"index\":0}\n\n"
                                       "event: message_delta\ndata: "
                                       "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"
                                       "\"end_turn\"},\"usage\":{\"output_tokens\":4}}\n\n"
                                       "event: message_stop\ndata: "
                                       "{\"type\":\"message_stop\"}\n\n"},
    {"ollama", LINE("L’été: ") LINE("the \\ud83c\\udf1e")
                   LINE(" summer.") "{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":"
                                    "\"stop\",\"prompt_eval_count\":9,\"eval_count\":4}\n"},
};
#define N_GOOD (sizeof good / sizeof *good)

struct reading {
  struct provider_setup setup;
  struct provider_stream stream;
  bool took; /* every piece */
  calque_status status;
  struct provider_answer out;
  calque_error err;
};

static void start(struct reading *r, const char *id) {
  *r = (struct reading){.setup = case_setup(id, everything), .took = true};
  provider_stream_init(&r->stream, &r->setup, 1 << 16);
}

static void give(struct reading *r, calque_str piece) {
  char *copy = must_alloc(piece.len + 1); /* its own, so that a read beyond it shows */
  if (piece.len) memcpy(copy, piece.ptr, piece.len);
  if (r->took) r->took = r->setup.provider->receive(&r->stream, (calque_str){copy, piece.len});
  free(copy);
}

static void end(struct reading *r, bool complete) {
  r->status = provider_stream_answer(arena, &r->stream, &job, complete, &r->out, &r->err);
  provider_stream_free(&r->stream);
}

static struct reading read_whole(const char *id, const char *body) {
  struct reading r;
  start(&r, id);
  give(&r, calque_str_of(body));
  end(&r, true);
  return r;
}

static void expect_summer(const struct reading *r) {
  if (r->status) fail_msg("%s: %s", r->setup.provider->id, r->err.text);
  assert_true(r->took);
  assert_int_equal(r->out.finish, PROVIDER_STOP);
  expect_str(r->out.texts[0], "L’été: the 🌞 summer.");
  assert_int_equal(r->out.tokens_in, 9);
  assert_int_equal(r->out.tokens_out, 4);
}

static void in_one_piece(void **state) {
  (void)state;
  for (size_t i = 0; i < N_GOOD; i++) {
    struct reading r = read_whole(good[i].id, good[i].body);
    expect_summer(&r);
  }
}

static void in_two_pieces_cut_at_every_byte(void **state) {
  (void)state;
  for (size_t i = 0; i < N_GOOD; i++) {
    calque_str body = calque_str_of(good[i].body);
    for (size_t n = 0; n <= body.len; n++) {
      struct reading r;
      start(&r, good[i].id);
      give(&r, str_slice(body, 0, n));
      give(&r, str_slice(body, n, body.len));
      end(&r, true);
      expect_summer(&r);
    }
  }
}

static void byte_by_byte_with_all_line_ends(void **state) {
  (void)state;
  static const char *const ends[] = {"\n", "\r\n", "\r"};
  for (size_t i = 0; i < N_GOOD; i++) {
    for (size_t e = 0; e < sizeof ends / sizeof *ends; e++) {
      struct reading r;
      start(&r, good[i].id);
      for (const char *p = good[i].body; *p; p++) {
        if (*p != '\n') give(&r, (calque_str){p, 1});
        else
          for (const char *q = ends[e]; *q; q++) give(&r, (calque_str){q, 1});
      }
      end(&r, true);
      expect_summer(&r);
    }
  }
}

/* What has come grows only, and is whole characters: the caller shows it as it comes. */
static void text_grows(void **state) {
  (void)state;
  for (size_t i = 0; i < N_GOOD; i++) {
    struct reading r;
    start(&r, good[i].id);
    calque_str whole = STR("L’été: the 🌞 summer.");
    for (const char *p = good[i].body; *p; p++) {
      give(&r, (calque_str){p, 1});
      calque_str text = r.stream.text.len ? buf_view(&r.stream.text) : STR("");
      assert_true(str_starts(whole, text));
      assert_int_equal(utf8_valid_prefix(text), text.len);
    }
    assert_true(r.stream.ended);
    end(&r, true);
  }
}

/* A stream that stops anywhere before its end is never taken for a whole answer. */
static void cut_off(void **state) {
  (void)state;
  for (size_t i = 0; i < N_GOOD; i++) {
    calque_str body = calque_str_of(good[i].body);
    size_t last = str_find(body, i == 0   ? STR("data: [DONE]")
                                 : i == 1 ? STR("{\"type\":\"message_stop\"")
                                          : STR("\"eval_count\""));
    for (size_t n = 0; n < last; n++) {
      struct reading r;
      start(&r, good[i].id);
      give(&r, str_slice(body, 0, n));
      end(&r, false);
      assert_int_equal(r.status, CALQUE_E_NETWORK);
      expect_has(calque_str_of(r.err.text), "cut off");
      start(&r, good[i].id);
      give(&r, str_slice(body, 0, n));
      end(&r, true); /* a proxy ends it as HTTP wants */
      if (!r.status) assert_int_equal(r.out.finish, PROVIDER_ODD);
    }
  }
}

/* Some servers leave out the line end behind the last line. */
static void last_line_without_its_end(void **state) {
  (void)state;
  for (size_t i = 0; i < N_GOOD; i++) {
    calque_str body = str_trim(calque_str_of(good[i].body));
    struct reading r;
    start(&r, good[i].id);
    give(&r, body);
    end(&r, true);
    expect_summer(&r);
  }
}

struct ending {
  const char *id, *body;
  enum provider_finish finish;
  const char *detail;
};

static void finish_signals(void **state) {
  (void)state;
#define DONE "data: [DONE]\n\n"
#define STOP_REASON(word)                                              \
  BLOCK("x")                                                           \
  "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":" word \
  "}}\n\ndata: {\"type\":\"message_stop\"}\n\n"
  static const struct ending rows[] = {
      {"openai", DELTA("x") CHUNK("\"delta\":{},\"finish_reason\":\"length\"") DONE,
       PROVIDER_LENGTH, "length"},
      {"openai", DELTA("x") CHUNK("\"delta\":{},\"finish_reason\":\"content_filter\"") DONE,
       PROVIDER_REFUSED, "content_filter"},
      {"openai",
       CHUNK("\"delta\":{\"refusal\":\"I \"},\"finish_reason\":null")
           CHUNK("\"delta\":{\"refusal\":\"cannot\"},\"finish_reason\":\"stop\"") DONE,
       PROVIDER_REFUSED, "Icannot"},
      {"openai", DELTA("x") DONE, PROVIDER_ODD, ""},
      {"openai", DELTA("x") CHUNK("\"delta\":{},\"finish_reason\":\"stop\""), PROVIDER_ODD,
       "the stream ended too early"},
      {"openai", DELTA("x") CHUNK("\"delta\":{},\"finish_reason\":\"tool_calls\"") DONE,
       PROVIDER_ODD, "tool_calls"},
      {"anthropic", STOP_REASON("\"max_tokens\""), PROVIDER_LENGTH, "max_tokens"},
      {"anthropic", STOP_REASON("\"refusal\""), PROVIDER_REFUSED, "refusal"},
      {"anthropic", STOP_REASON("null"), PROVIDER_ODD, ""},
      {"ollama", LINE("x") "{\"done\":true,\"done_reason\":\"length\"}\n", PROVIDER_LENGTH,
       "length"},
      {"ollama", LINE("x") "{\"done\":true,\"done_reason\":\"unload\"}\n", PROVIDER_ODD, "unload"},
      {"ollama", LINE("x") "{\"done\":true}\n", PROVIDER_STOP, ""},
      {"ollama", LINE("x"), PROVIDER_ODD, "the stream ended too early"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct reading r = read_whole(rows[i].id, rows[i].body);
    if (r.status) fail_msg("%s: %s", rows[i].body, r.err.text);
    if (r.out.finish != rows[i].finish) fail_msg("%s ends as %d", rows[i].body, r.out.finish);
    expect_str(r.out.detail, rows[i].detail);
  }
}

static void errors_in_mid_stream(void **state) {
  (void)state;
  const struct {
    const char *id, *body, *words;
  } rows[] = {
      {"openai",
       DELTA("x") "data: {\"error\":{\"message\":\"Upstream died\",\"code\":502}}\n\n" DELTA("y")
           DONE,
       "Upstream died"},
      {"openai",
       DELTA("x") "error: {\"code\":400,\"message\":\"the request exceeds the available context "
                  "size\"}\n\n" DONE,
       "exceeds the available context size"},
      {"openai", DELTA("x") "error: words only " SECRET "\n\n", "words only ***"},
      {"openai", DELTA("x") "{\"error\":{\"message\":\"bare words\"}}\n\n", "bare words"},
      {"openai", DELTA("x") "data: {\"error\":{\"message\":\"Bearer " SECRET "\"}}\n\n",
       "Bearer ***"},
      {"openai", DELTA("x") "data: not json\n\n", "not valid JSON"},
      {"openai", DELTA("x") "data: {\"choices\":[{\"delta\":{\"content\":\"\xff\"}}]}\n\n",
       "not valid JSON"},
      {"anthropic",
       BLOCK("x") "event: error\ndata: "
                  "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":"
                  "\"Overloaded\"}}\n\n",
       "Overloaded"},
      {"ollama",
       LINE("x") "{\"error\":\"an error was encountered while running the model " SECRET "\"}\n",
       "running the model ***"},
      {"ollama", LINE("x") "<html>\n", "not valid JSON"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct reading r = read_whole(rows[i].id, rows[i].body);
    assert_int_equal(r.status, CALQUE_E_PROVIDER);
    expect_has(calque_str_of(r.err.text), "in the middle of the answer");
    expect_has(calque_str_of(r.err.text), rows[i].words);
    expect_lacks(calque_str_of(r.err.text), SECRET);
  }
}

static void thoughts_are_not_shown(void **state) {
  (void)state;
  const char *bodies[] = {
      DELTA("<th") DELTA("ink>Le maire") DELTA(" hm > 3") DELTA("</think>\\n")
          DELTA("\\nThe mayor.") CHUNK("\"delta\":{},\"finish_reason\":\"stop\"") DONE,
      DELTA("<think>") DELTA("hm</think>The mayor.")
          CHUNK("\"delta\":{\"reasoning_content\":\"no\"},\"finish_reason\":\"stop\"") DONE,
      DELTA(" ") DELTA("The mayor.") CHUNK("\"delta\":{},\"finish_reason\":\"stop\"") DONE,
  };
  for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
    struct reading r;
    start(&r, "openai");
    for (const char *p = bodies[i]; *p; p++) {
      give(&r, (calque_str){p, 1});
      if (r.stream.text.len) expect_lacks(buf_view(&r.stream.text), "hm");
    }
    end(&r, true);
    assert_int_equal(r.status, CALQUE_OK);
    expect_str(r.out.texts[0], "The mayor.");
  }
  struct reading r = read_whole(
      "openai", DELTA("<think>never ends") CHUNK("\"delta\":{},\"finish_reason\":\"length\"") DONE);
  assert_int_equal(r.status, CALQUE_OK);
  assert_int_equal(r.out.finish, PROVIDER_LENGTH);
  assert_int_equal(r.out.texts[0].len, 0);
}

static void without_limits_there_is_an_end(void **state) {
  (void)state;
  struct reading r;
  start(&r, "openai");
  for (int i = 0; i < 100000 && r.took; i++) give(&r, STR(DELTA("forever and ever ")));
  assert_false(r.took);
  end(&r, true);
  expect_has(calque_str_of(r.err.text), "longer than it may be");
  start(&r, "ollama");
  for (int i = 0; i < 100000 && r.took; i++)
    give(&r, STR("a line without an end, 50 bytes at a time, for ever"));
  assert_false(r.took);
  end(&r, true);
  expect_has(calque_str_of(r.err.text), "has no end");
  start(&r, "anthropic");
  for (int i = 0; i < 100000 && r.took; i++)
    give(&r, STR("data: a piece of an event that has no end\n"));
  assert_false(r.took);
  end(&r, true);
  expect_has(calque_str_of(r.err.text), "has no end");
}

/* The data of one event may stand in several lines. */
static void events_of_several_lines(void **state) {
  (void)state;
  struct reading r = read_whole(
      "openai",
      "id: 1\nretry: 10\ndata: {\"choices\":\ndata:  "
      "[{\"delta\":{\"content\":\"x\"},\ndata\ndata:\"finish_reason\":\"stop\"}]}\n\n" DONE);
  assert_int_equal(r.status, CALQUE_OK);
  expect_str(r.out.texts[0], "x");
  assert_int_equal(r.out.finish, PROVIDER_STOP);
}

static void what_comes_behind_the_end(void **state) {
  (void)state;
  struct reading r =
      read_whole("openai", DELTA("x") CHUNK("\"delta\":{},\"finish_reason\":\"stop\"") DONE
                 "data: rubbish\n\n" DELTA("y"));
  assert_int_equal(r.status, CALQUE_OK);
  expect_str(r.out.texts[0], "x");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(in_one_piece),
      cmocka_unit_test(in_two_pieces_cut_at_every_byte),
      cmocka_unit_test(byte_by_byte_with_all_line_ends),
      cmocka_unit_test(text_grows),
      cmocka_unit_test(cut_off),
      cmocka_unit_test(last_line_without_its_end),
      cmocka_unit_test(finish_signals),
      cmocka_unit_test(errors_in_mid_stream),
      cmocka_unit_test(thoughts_are_not_shown),
      cmocka_unit_test(without_limits_there_is_an_end),
      cmocka_unit_test(events_of_several_lines),
      cmocka_unit_test(what_comes_behind_the_end),
  };
  return cmocka_run_group_tests(tests, case_open, case_close);
}
