/* The client of services against the hostile server (tests/http): every misbehavior of the
 * transport must end in the right answer or a clear error, within its deadline, with no request too
 * many and with the key in no message. */
#define _GNU_SOURCE
#include "hostile.h"
#include "net/client.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define OPENAI "/v1/chat/completions"
#define DEEPL  "/v2/translate"

static struct hostile *server;

static int start(void **state) {
  (void)state;
  server = hostile_start("tests/http/parallel.tsv", NULL);
  return server ? 0 : -1;
}

static int stop(void **state) {
  (void)state;
  hostile_stop(server);
  return 0;
}

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void pause_ms(long ms) {
  nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

/* ---- Calls ------------------------------------------------------------------------------------
 */

static const char *const openai_headers[] = {"Authorization: Bearer " HOSTILE_KEY,
                                             "Content-Type: application/json"};
static const char *const deepl_headers[] = {"Authorization: DeepL-Auth-Key " HOSTILE_KEY,
                                            "Content-Type: application/json"};
#define BODY                                                             \
  "\"model\":\"oracle-1\",\"messages\":[{\"role\":\"user\",\"content\":" \
  "\"[1] Les syndicats demandent une garantie écrite.\"}]}"
#define ENGLISH "The unions are asking for a written guarantee."

static calque_str url_of(calque_arena *arena, const char *plan, const char *path) {
  return arena_printf(arena, "http://127.0.0.1:%u/%s%s", hostile_port(server), plan, path);
}

static struct client_call openai_call(calque_arena *arena, const char *plan) {
  return (struct client_call){.request = {.url = url_of(arena, plan, OPENAI),
                                          .headers = openai_headers,
                                          .n_headers = 2,
                                          .body = STR("{" BODY)}};
}

/* Everything that a call says to people. */
static void assert_no_secret(const struct client_done *done, const char *name) {
  char text[600];
  error_text(&done->error, text, sizeof text);
  if (strstr(text, HOSTILE_KEY) || strstr(text, "Bearer")) fail_msg("%s tells: %s", name, text);
}

/* ---- Answers ----------------------------------------------------------------------------------
 */

static const struct client_options quick = {
    .deadline_ms = 3000, .backoff_ms = 20, .backoff_max_ms = 40, .max_answer = 1000000, .seed = 1};

/* `expected`: a part of the body after code 2xx; with another code, of the error answer; with code
 * 0, the message. */
struct row {
  const char *plan;
  long code;
  const char *expected;
  size_t n_requests;
  double least_s;
};

static const struct row answers[] = {
    {"ok", 200, ENGLISH, 1, 0},
    /* Codes that no other try can change. */
    {"400", 400, "invalid_request_error", 1, 0},
    {"401", 401, "wrong key", 1, 0},
    {"403", 403, "permission_error", 1, 0},
    {"404", 404, "not_found_error", 1, 0},
    {"413", 413, "request_too_large", 1, 0},
    {"422", 422, "unprocessable", 1, 0},
    {"456", 456, "quota_exceeded", 1, 0},
    {"429-never", 429, "rate_limit_error", 1, 0},
    {"204", 204, "", 1, 0},
    /* Codes that may pass, and do. */
    {"408+ok", 200, ENGLISH, 2, 0},
    {"409+ok", 200, ENGLISH, 2, 0},
    {"429+ok", 200, ENGLISH, 2, 0},
    {"500+502+ok", 200, ENGLISH, 3, 0},
    {"503+529+ok", 200, ENGLISH, 3, 0},
    {"400-again+ok", 200, ENGLISH, 2, 0},
    /* And do not. */
    {"500", 500, "api_error", 4, 0},
    {"502", 502, "nginx", 4, 0},
    {"503", 503, "unavailable", 4, 0},
    {"529", 529, "overloaded_error", 4, 0},
    {"429", 429, "rate_limit_error", 4, 0},
    {"429-nonsense", 429, "rate_limit_error", 4, 0},
    /* As long as the server asks for, in every notation. */
    {"429-seconds+ok", 200, ENGLISH, 2, 1},
    {"429-float+ok", 200, ENGLISH, 2, 0.4},
    {"429-ms+ok", 200, ENGLISH, 2, 0.3},
    {"503-float+ok", 200, ENGLISH, 2, 0.4},
    {"429-long", 429, "rate_limit_error", 1, 0},
    /* Time. */
    {"slow", 200, ENGLISH, 1, 0},
    /* Length. */
    {"close+ok", 200, ENGLISH, 2, 0},
    {"close~4", 0, "the answer was cut off", 4, 0},
    {"half+half-chunk+longer+ok", 200, ENGLISH, 4, 0},
    {"half", 0, "the answer was cut off", 4, 0},
    {"half-chunk", 0, "the answer was cut off", 4, 0},
    {"longer", 0, "the answer was cut off", 4, 0},
    {"endless", 0, "the answer has more than 1000000 bytes", 1, 0},
    {"bomb", 0, "the answer has more than 1000000 bytes", 1, 0},
    {"headers", 0, "its headers have more than 131072 bytes", 1, 0},
    {"header", 0, "a line of its headers is too long", 1, 0},
    {"continue", 0, "its headers have more than 131072 bytes", 1, 0},
    /* Packing. */
    {"packed", 200, ENGLISH, 1, 0},
    {"packed-half+ok", 200, ENGLISH, 2, 0},
    {"packed-half", 0, "the answer was cut off", 4, 0},
    {"packed-not", 0, "the answer cannot be unpacked", 1, 0},
    /* Places. */
    {"redirect-within", 200, ENGLISH, 1, 0},
    {"redirect-origin", 0,
     "it redirects to another place, and is not followed: http://127.0.0.1:", 1, 0},
    {"redirect-name", 0, "it redirects to another place, and is not followed: http://localhost:", 1,
     0},
    {"redirect-file", 0, "it redirects to what is no web address, and is not followed", 1, 0},
    {"redirect-loop", 0, "more than 5 redirects", 6, 0},
    /* What only a provider can judge arrives as it was sent. */
    {"not-http", 0, "the answer is not HTTP", 1, 0},
    {"bad-utf8", 200, "\xe2", 1, 0},
    {"shorter", 200, "{", 1, 0},
    {"deep-json", 200, "[[[[", 1, 0},
    {"empty", 200, "", 1, 0},
};

/* These take their deadline. */
static const struct row hopeless[] = {
    {"silent", 0, "no whole answer in time (1 s at most)", 1, 0.28},
    {"drip", 0, "no whole answer in time (1 s at most)", 1, 0.28},
    {"stall", 0, "no whole answer in time (1 s at most)", 1, 0.28},
};

static void try_row(calque_arena *arena, const struct client_options *options,
                    const struct row *row) {
  const char *plan = row->plan;
  struct client *client = client_open(options);
  const struct client_call call = openai_call(arena, plan);
  const double before = seconds();
  client_submit(client, &call);
  const struct client_done *done = client_wait(client);
  const double took = seconds() - before;
  const calque_str said = done->status ? calque_str_of(done->error.text) : done->answer.body;
  const size_t n = hostile_count(server, plan);
  if (done->call != &call || (done->status ? 0 : done->answer.code) != row->code ||
      !str_has(said, calque_str_of(row->expected)))
    fail_msg("%s: code %ld, %.*s", plan, done->answer.code, STR_ARG(said));
  if (n != row->n_requests) fail_msg("%s: %zu requests", plan, n);
  if (took < row->least_s || took > options->deadline_ms / 1000.0 + 0.5)
    fail_msg("%s: %.2f s", plan, took);
  if (done->status && done->answer.body.len) fail_msg("%s: a part of an answer", plan);
  if (!strstr(plan, "redirect") && done->tries != n)
    fail_msg("%s: says that it tried %u times", plan, done->tries);
  assert_no_secret(done, plan);
  assert_null(client_wait(client));
  client_free(client);
}

static void every_misbehavior(void **state) {
  (void)state;
  struct client_options soon = quick;
  soon.deadline_ms = 300;
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < COUNT(answers); i++) try_row(arena, &quick, &answers[i]);
  for (size_t i = 0; i < COUNT(hopeless); i++) try_row(arena, &soon, &hopeless[i]);
  /* Nothing went to another origin, and within the origin text and key came along. */
  assert_int_equal(hostile_count(server, HOSTILE_ELSEWHERE), 0);
  assert_int_equal(hostile_count(server, "ok~" HOSTILE_ELSEWHERE), 0);
  assert_int_equal(hostile_count(server, "ok~moved"), 1);
  calque_arena_free(arena);
}

/* A date has whole seconds, so that it needs a longer deadline than the others. */
static void retry_after_a_date(void **state) {
  (void)state;
  struct client_options options = quick;
  options.deadline_ms = 4000;
  calque_arena *arena = calque_arena_new();
  struct client *client = client_open(&options);
  const struct client_call call = openai_call(arena, "429-date+ok");
  client_submit(client, &call);
  const struct client_done *done = client_wait(client);
  assert_true(!done->status && done->answer.code == 200 && done->tries == 2);
  const struct hostile_request *first = hostile_nth(server, "429-date+ok", 0);
  const struct hostile_request *second = hostile_nth(server, "429-date+ok", 1);
  const int64_t waited = second->at_ms - first->at_ms;
  if (waited < 950 || waited > 2500) fail_msg("%lld ms", (long long)waited);
  client_free(client);
  calque_arena_free(arena);
}

/* ---- What is sent -----------------------------------------------------------------------------
 */

static void request_as_it_was_meant(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  struct client *client = client_open(&quick);
  const struct client_call call = openai_call(arena, "500+ok~sent");
  client_submit(client, &call);
  const struct client_done *done = client_wait(client);
  assert_true(str_eq(done->answer.url, call.request.url));
  for (size_t i = 0; i < 2; i++) {
    const struct hostile_request *r = hostile_nth(server, "500+ok~sent", i);
    assert_true(str_starts(r->head, STR("POST /500+ok~sent" OPENAI " HTTP/1.1")));
    assert_true(str_has(r->head, STR("Authorization: Bearer " HOSTILE_KEY)));
    assert_true(str_has(r->head, STR("User-Agent: calque/")));
    assert_false(str_has(r->head, STR("Expect:")) || str_has(r->head, STR("Cookie")));
    assert_true(str_eq(r->body, call.request.body));
  }
  client_free(client);
  calque_arena_free(arena);
}

/* The message names the address without what may be a key. */
static void addresses_without_secrets(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  struct client *client = client_open(&quick);
  const struct client_call call = {
      .request = {.url = arena_printf(arena,
                                      "http://me:" HOSTILE_KEY "@127.0.0.1:%u/close~q%s?key=%s#%s",
                                      hostile_port(server), OPENAI, HOSTILE_KEY, HOSTILE_KEY)}};
  client_submit(client, &call);
  const struct client_done *done = client_wait(client);
  assert_int_equal(done->status, CALQUE_E_NETWORK);
  assert_string_equal(done->error.where, url_of(arena, "close~q", OPENAI).ptr);
  client_free(client);
  calque_arena_free(arena);
}

static void what_is_not_sent(void **state) {
  (void)state;
  static const char *const good[] = {"Authorization: Bearer " HOSTILE_KEY};
  static const char *const line_end[] = {"x-api-key: " HOSTILE_KEY "\n"};
  static const struct {
    const char *url;
    const char *const *headers;
    bool has_key;
    const char *expected;
  } table[] = {
      {"http://api.example.org/v1", good, false,
       "over http everybody on the way could read the key"},
      {"http://api.example.org/v1", NULL, true,
       "over http everybody on the way could read the key"},
      {"http://me@api.example.org/", NULL, false, "over http everybody on the way"},
      {"http://127.0.0.1.example.org/", good, false, "over http everybody on the way"},
      {"http://127.0.0.1:1/v1", line_end, false,
       "the value for the header 'x-api-key' holds a line end"},
      {"file:///etc/passwd", NULL, false, "not an address of the web"},
      {"ftp://127.0.0.1/", NULL, false, "not an address of the web"},
      {"http://", NULL, false, "not an address of the web"},
      {"", NULL, false, "not an address of the web"},
      {"https://10.0.0.1/", good, false, "its machine is not a public one"},
      {"http://169.254.169.254/latest", NULL, false, "its machine is not a public one"},
      {"http://0.0.0.0:1/", NULL, false, "its machine is not a public one"},
  };
  for (size_t i = 0; i < COUNT(table); i++) {
    struct client *client = client_open(&quick);
    const struct client_call call = {.request = {.url = calque_str_of(table[i].url),
                                                 .headers = table[i].headers,
                                                 .n_headers = table[i].headers ? 1 : 0,
                                                 .body = STR("Bonjour.")},
                                     .has_key = table[i].has_key};
    client_submit(client, &call);
    const struct client_done *done = client_wait(client);
    if (done->status != CALQUE_E_CONFIG || !strstr(done->error.text, table[i].expected))
      fail_msg("%s: %s", table[i].url, done->error.text);
    assert_no_secret(done, table[i].url);
    client_free(client);
  }
}

/* A key over plain http where the user allows it: then only the network stops us. 0.0.0.0 is this
 * machine, but no loopback address. */
static void plain_http_when_allowed(void **state) {
  (void)state;
  static const struct {
    bool allow_private, allow_plain;
    const char *url, *proxy, *expected;
  } table[] = {
      {true, true, "http://0.0.0.0:1/", NULL, "cannot connect"},
      {true, false, "http://0.0.0.0:1/", NULL, "cannot connect"},
      {false, true, "http://0.0.0.0:1/", NULL, "its machine is not a public one"},
      {false, false, "http://0.0.0.0:1/", NULL, "over http everybody on the way"},
      {true, false, "http://192.88.99.1/", NULL, "over http everybody on the way"},
      {true, false, "http://0.0.0.0:1/", "http://127.0.0.1:1", "over http everybody on the way"},
  };
  for (size_t i = 0; i < COUNT(table); i++) {
    struct client_options options = quick;
    options.allow_private = table[i].allow_private;
    options.allow_plain = table[i].allow_plain;
    options.proxy = table[i].proxy;
    options.connect_ms = 50;
    options.max_tries = 1;
    struct client *client = client_open(&options);
    const struct client_call call = {
        .request = {.url = calque_str_of(table[i].url), .headers = openai_headers, .n_headers = 2}};
    client_submit(client, &call);
    const struct client_done *done = client_wait(client);
    if (!done->status || !strstr(done->error.text, table[i].expected))
      fail_msg("%zu: %s", i, done->error.text);
    client_free(client);
  }
}

/* A proxy of the environment is not asked for this machine; for others it is. */
static void proxies(void **state) {
  (void)state;
  char proxy[60];
  snprintf(proxy, sizeof proxy, "http://127.0.0.1:%u", hostile_port(server));
  setenv("http_proxy", "http://127.0.0.1:1", 1);
  setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
  calque_arena *arena = calque_arena_new();
  struct client *client = client_open(&quick);
  struct client_call call = openai_call(arena, "ok~direct");
  client_submit(client, &call);
  assert_int_equal(client_wait(client)->answer.code, 200);
  call.request.url =
      arena_printf(arena, "http://localhost:%u/ok~direct" OPENAI, hostile_port(server));
  client_submit(client, &call);
  assert_int_equal(client_wait(client)->answer.code, 200);
  client_free(client);
  /* The proxy sees the whole address, which makes a plan of its own. */
  struct client_options options = quick;
  options.proxy = proxy;
  options.max_tries = 1;
  client = client_open(&options);
  call = (struct client_call){.request = {.url = STR("http://api.example.org/x")}};
  client_submit(client, &call);
  client_wait(client);
  assert_int_equal(hostile_count(server, "ttp:"), 1);
  client_free(client);
  unsetenv("http_proxy");
  unsetenv("ALL_PROXY");
  calque_arena_free(arena);
}

/* ---- Judges -----------------------------------------------------------------------------------
 */

static enum client_judgement judge(void *context, const struct http_answer *answer) {
  *(size_t *)context += 1;
  if (str_has(answer->body, STR("insufficient_quota"))) return CLIENT_NOT_AGAIN;
  return answer->body.len == 0 ? CLIENT_AGAIN : CLIENT_USUAL;
}

static void judges(void **state) {
  (void)state;
  static const struct {
    const char *plan;
    size_t n_requests;
    long code;
  } table[] = {{"429-quota", 1, 429},
               {"429+ok~judged", 2, 200},
               {"empty+ok", 2, 200},
               {"400~judged", 1, 400}};
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < COUNT(table); i++) {
    size_t judged = 0;
    struct client *client = client_open(&quick);
    struct client_call call = openai_call(arena, table[i].plan);
    call.judge = judge;
    call.context = &judged;
    client_submit(client, &call);
    const struct client_done *done = client_wait(client);
    assert_int_equal(done->answer.code, table[i].code);
    assert_int_equal(hostile_count(server, table[i].plan), table[i].n_requests);
    assert_int_equal(judged, table[i].n_requests);
    client_free(client);
  }
  calque_arena_free(arena);
}

static enum client_judgement says_again(void *context, const struct http_answer *answer) {
  (void)context, (void)answer;
  return CLIENT_AGAIN;
}

/* What the server says of itself counts more than the opinion that it is only busy. */
static void a_server_that_says_never(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  struct client *client = client_open(&quick);
  struct client_call call = openai_call(arena, "429-never~again");
  call.judge = says_again;
  client_submit(client, &call);
  assert_int_equal(client_wait(client)->answer.code, 429);
  assert_int_equal(hostile_count(server, "429-never~again"), 1);
  client_free(client);
  calque_arena_free(arena);
}

static enum client_judgement says_never(void *context, const struct http_answer *answer) {
  (void)context;
  return answer->code == 401 ? CLIENT_NEVER : CLIENT_USUAL;
}

/* A wrong key: text that waits for its turn stays here. */
static void a_key_that_is_wrong(void **state) {
  (void)state;
  enum { CALLS = 20 };
  calque_arena *arena = calque_arena_new();
  struct client *client = client_open(&quick);
  struct client_call calls[CALLS];
  size_t denied = 0, unsent = 0;
  for (size_t i = 0; i < CALLS; i++) {
    calls[i] = openai_call(arena, "401~never");
    calls[i].judge = says_never;
    client_submit(client, &calls[i]);
  }
  for (const struct client_done *done; (done = client_wait(client));) {
    denied += done->answer.code == 401;
    assert_true(denied); /* first why, then what was not sent */
    unsent += done->tries == 0 && strstr(done->error.text, "not sent") != NULL;
  }
  assert_int_equal(denied + unsent, CALLS);
  assert_int_equal(hostile_count(server, "401~never"), denied);
  assert_true(denied <= 2); /* the places of loopback */
  client_free(client);
  calque_arena_free(arena);
}

/* ---- Streams ----------------------------------------------------------------------------------
 */

struct heard {
  struct buf all;
  size_t n_pieces, enough; /* false from `enough` bytes on; 0: never */
};

static bool hear(void *context, calque_str piece) {
  struct heard *h = context;
  buf_str(&h->all, piece);
  h->n_pieces++;
  return !h->enough || h->all.len < h->enough;
}

static const struct {
  const char *plan;
  calque_status status;
  bool complete;
  const char *heard, *not_heard, *error;
  size_t n_requests;
} streams[] = {
    {"ok~stream", CALQUE_OK, true, "[DONE]", "\x01", "", 1},
    {"503+ok~stream", CALQUE_OK, true, "[DONE]", "unavailable", "", 2},
    {"401~stream", CALQUE_OK, true, "", "wrong key", "", 1},
    {"close+ok~stream", CALQUE_OK, true, "[DONE]", "\x01", "", 2},
    {"stream-cut", CALQUE_OK, false, "unions", "guarantee", "the answer was cut off", 1},
    {"stream-short", CALQUE_OK, true, "unions", "guarantee", "", 1},
    {"stream-error", CALQUE_OK, true, "overloaded in mid-stream", "guarantee", "", 1},
    {"stream-stall", CALQUE_E_NETWORK, false, "unions", "guarantee",
     "nothing came any more, and it was given up", 1},
    {"silent~stream", CALQUE_E_NETWORK, false, "", "guarantee",
     "nothing came any more, and it was given up", 1},
    {"drip~stream", CALQUE_E_NETWORK, false, " ", "guarantee",
     "no whole answer in time (2 s at most)", 1},
    {"endless~stream", CALQUE_E_PROVIDER, false, " ", "guarantee",
     "the answer has more than 1000000 bytes", 1},
    {"slow~stream", CALQUE_OK, true, "[DONE]", "\x01", "", 1},
};

/* All at once, each with a place of its own. */
static void every_stream(void **state) {
  (void)state;
  enum { N = COUNT(streams) };
  struct client_options options = quick;
  options.stall_s = 1;
  options.deadline_ms = 1500;
  options.per_host = N;
  calque_arena *arena = calque_arena_new();
  struct client *client = client_open(&options);
  struct client_call calls[N];
  struct heard heard[N] = {0};
  size_t n = 0;
  for (size_t i = 0; i < N; i++) {
    buf_init(&heard[i].all, 2000000);
    calls[i] = openai_call(arena, streams[i].plan);
    calls[i].request.body = STR("{\"stream\":true," BODY);
    calls[i].receive = hear;
    calls[i].context = &heard[i];
    client_submit(client, &calls[i]);
  }
  for (const struct client_done *done; (done = client_wait(client)); n++) {
    const size_t i = (size_t)(done->call - calls);
    const char *plan = streams[i].plan;
    const calque_str all = heard[i].all.len ? buf_view(&heard[i].all) : STR("");
    if (done->status != streams[i].status || done->complete != streams[i].complete ||
        strcmp(done->error.text, streams[i].error))
      fail_msg("%s: %d, %d: %s", plan, done->status, done->complete, done->error.text);
    if (!str_has(all, calque_str_of(streams[i].heard)) ||
        str_has(all, calque_str_of(streams[i].not_heard)))
      fail_msg("%s: %.*s", plan, STR_ARG(all));
    if (hostile_count(server, plan) != streams[i].n_requests)
      fail_msg("%s: %zu requests", plan, hostile_count(server, plan));
    assert_no_secret(done, plan);
    buf_free(&heard[i].all);
  }
  assert_int_equal(n, N);
  client_free(client);
  calque_arena_free(arena);
}

static void a_reader_that_has_enough(void **state) {
  (void)state;
  struct heard heard = {.enough = 100};
  buf_init(&heard.all, 2000000);
  calque_arena *arena = calque_arena_new();
  struct client *client = client_open(&quick);
  struct client_call call = openai_call(arena, "endless~enough");
  call.receive = hear;
  call.context = &heard;
  client_submit(client, &call);
  const struct client_done *done = client_wait(client);
  assert_true(done->status == CALQUE_OK && done->answer.code == 200 && !done->complete);
  assert_int_equal(heard.n_pieces, 1);
  assert_int_equal(hostile_count(server, "endless~enough"), 1);
  client_free(client);
  buf_free(&heard.all);
  calque_arena_free(arena);
}

/* ---- Many calls -------------------------------------------------------------------------------
 */

static void places_of_a_host(void **state) {
  (void)state;
  enum { CALLS = 24 };
  calque_arena *arena = calque_arena_new();
  struct client_options options = quick;
  for (unsigned per_host = 0; per_host < 5; per_host += 4) {
    options.per_host = per_host;
    const char *plan = per_host ? "late~four" : "late~usual";
    struct client *client = client_open(&options);
    struct client_call calls[CALLS];
    size_t n = 0;
    for (size_t i = 0; i < CALLS; i++) {
      calls[i] = openai_call(arena, plan);
      client_submit(client, &calls[i]);
    }
    for (const struct client_done *done; (done = client_wait(client)); n++) {
      assert_int_equal(done->answer.code, 200);
      assert_true(str_has(done->answer.body, STR(ENGLISH)));
    }
    assert_int_equal(n, CALLS);
    assert_int_equal(hostile_at_once(server, plan), per_host ? 4 : 2); /* loopback: 2 */
    client_free(client);
  }
  calque_arena_free(arena);
}

/* One 429: nobody asks that host while it rests. */
static void one_pause_for_all(void **state) {
  (void)state;
  enum { CALLS = 6 };
  const char *plan = "ok+429-float+ok~pause";
  calque_arena *arena = calque_arena_new();
  struct client *client = client_open(&quick);
  struct client_call calls[CALLS];
  for (size_t i = 0; i < CALLS; i++) {
    calls[i] = openai_call(arena, plan);
    client_submit(client, &calls[i]);
  }
  for (const struct client_done *done; (done = client_wait(client));)
    assert_int_equal(done->answer.code, 200);
  assert_int_equal(hostile_count(server, plan), CALLS + 1);
  /* Requests that were under way already may have come with it, or just behind. */
  const int64_t told = hostile_nth(server, plan, 1)->at_ms;
  for (size_t i = 2; i < CALLS + 1; i++) {
    const int64_t after = hostile_nth(server, plan, i)->at_ms - told;
    if (after > 50 && after < 395) fail_msg("a request after %lld ms", (long long)after);
  }
  assert_true(hostile_nth(server, plan, CALLS)->at_ms - told >= 395);
  client_free(client);
  calque_arena_free(arena);
}

/* The host rests for longer than anybody can wait: the others are not even sent. */
static void too_long_a_pause_for_all(void **state) {
  (void)state;
  enum { CALLS = 10 };
  calque_arena *arena = calque_arena_new();
  struct client *client = client_open(&quick);
  struct client_call calls[CALLS];
  size_t told = 0, unsent = 0;
  const double before = seconds();
  for (size_t i = 0; i < CALLS; i++) {
    calls[i] = openai_call(arena, "429-long~all");
    client_submit(client, &calls[i]);
  }
  for (const struct client_done *done; (done = client_wait(client));)
    if (done->status == CALQUE_E_NETWORK && done->tries == 0) unsent++;
    else if (done->answer.code == 429 && done->answer.retry_after_s == 3600) told++;
  assert_int_equal(told + unsent, CALLS);
  assert_true(told <= 2 && told == hostile_count(server, "429-long~all"));
  assert_true(seconds() - before < 3);
  client_free(client);
  calque_arena_free(arena);
}

/* A call may be submitted while others are under way, as more work turns up. */
static void more_work_turns_up(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  struct client *client = client_open(&quick);
  struct client_call calls[10];
  size_t n = 1, ended = 0;
  calls[0] = openai_call(arena, "ok~more");
  client_submit(client, &calls[0]);
  for (const struct client_done *done; (done = client_wait(client)); ended++)
    for (int i = 0; i < 2 && n < 10; i++) {
      calls[n] = openai_call(arena, "ok~more");
      client_submit(client, &calls[n++]);
    }
  assert_int_equal(ended, 10);
  client_free(client);
  client = client_open(&quick);
  assert_null(client_wait(client));
  client_submit(client, &calls[0]); /* given up by free */
  client_free(client);
  calque_arena_free(arena);
}

/* ---- Interruption -----------------------------------------------------------------------------
 */

static struct client *interrupted;

static void on_alarm(int signal) {
  (void)signal;
  client_interrupt(interrupted);
}

static void *interrupt_soon(void *client) {
  pause_ms(100);
  client_interrupt(client);
  return NULL;
}

/* By a signal and by a thread; calls under way, in a pause and in the queue. */
static void interruption(void **state) {
  (void)state;
  static const char *const plans[] = {"silent~i", "429-seconds~i", "silent~i", "silent~i"};
  calque_arena *arena = calque_arena_new();
  for (int by_signal = 0; by_signal < 2; by_signal++) {
    struct client_options options = quick;
    options.deadline_ms = 60000;
    struct client *client = interrupted = client_open(&options);
    struct client_call calls[COUNT(plans)];
    for (size_t i = 0; i < COUNT(plans); i++) {
      calls[i] = openai_call(arena, plans[i]);
      client_submit(client, &calls[i]);
    }
    pthread_t thread;
    const double before = seconds();
    if (by_signal) {
      sigaction(SIGALRM, &(struct sigaction){.sa_handler = on_alarm}, NULL);
      ualarm(100000, 0);
    } else {
      assert_int_equal(pthread_create(&thread, NULL, interrupt_soon, client), 0);
    }
    size_t n = 0;
    for (const struct client_done *done; (done = client_wait(client)); n++) {
      assert_int_equal(done->status, CALQUE_E_NETWORK);
      assert_string_equal(done->error.text, "interrupted");
    }
    const double took = seconds() - before;
    if (!by_signal) pthread_join(thread, NULL);
    assert_int_equal(n, COUNT(plans));
    if (took < 0.09 || took > 3) fail_msg("after %.2f s", took);
    /* It stays so. */
    client_submit(client, &calls[0]);
    assert_string_equal(client_wait(client)->error.text, "interrupted");
    client_free(client);
  }
  calque_arena_free(arena);
}

/* ---- The server's own voices ------------------------------------------------------------------
 */

/* An engine gets its list back in order; a request without its key is refused. */
static void voices(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  struct client *client = client_open(&quick);
  struct client_call call = {
      .request = {
          .url = url_of(arena, "ok~voice", DEEPL),
          .headers = deepl_headers,
          .n_headers = 2,
          .body = STR("{\"text\":[\"Les syndicats demandent une garantie écrite.\",\"Rien.\"],"
                      "\"target_lang\":\"EN-US\"}")}};
  client_submit(client, &call);
  assert_true(str_has(client_wait(client)->answer.body,
                      STR("{\"translations\":[{\"text\":\"" ENGLISH "\"},{\"text\":\"Rien.\"}]}")));
  call.request.headers = openai_headers;
  client_submit(client, &call);
  assert_int_equal(client_wait(client)->answer.code, 401);
  client_free(client);
  calque_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_misbehavior),
      cmocka_unit_test(retry_after_a_date),
      cmocka_unit_test(request_as_it_was_meant),
      cmocka_unit_test(addresses_without_secrets),
      cmocka_unit_test(what_is_not_sent),
      cmocka_unit_test(plain_http_when_allowed),
      cmocka_unit_test(proxies),
      cmocka_unit_test(judges),
      cmocka_unit_test(a_server_that_says_never),
      cmocka_unit_test(a_key_that_is_wrong),
      cmocka_unit_test(every_stream),
      cmocka_unit_test(a_reader_that_has_enough),
      cmocka_unit_test(places_of_a_host),
      cmocka_unit_test(one_pause_for_all),
      cmocka_unit_test(too_long_a_pause_for_all),
      cmocka_unit_test(more_work_turns_up),
      cmocka_unit_test(interruption),
      cmocka_unit_test(voices),
  };
  return cmocka_run_group_tests(tests, start, stop);
}
