/* Answers of good servers and of hostile ones, over the loopback interface. Each must end with a
 * whole answer or with an error that names the address, and soon. */
#define _GNU_SOURCE
#include "base/array.h"
#include "base/buf.h"
#include "http_server.h"
#include "net/address.h"
#include "net/http.h"
#include "net/url.h"

#include <setjmp.h>
#include <stdarg.h>
#include <zlib.h>

#include <cmocka.h>

static struct http_server server;
static char last_head[8192]; /* of the newest request; tests are sequential */

/* ---- The server -------------------------------------------------------------------------------
 */

/* 8 MB of zeros in 8 KB. */
static void send_bomb(int fd) {
  static unsigned char zeros[1 << 16], packed[1 << 17];
  z_stream z = {0};
  deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  z.next_out = packed;
  z.avail_out = sizeof packed;
  for (int i = 0; i < 128; i++) {
    z.next_in = zeros;
    z.avail_in = sizeof zeros;
    deflate(&z, i < 127 ? Z_NO_FLUSH : Z_FINISH);
  }
  char head[200];
  snprintf(head, sizeof head,
           "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %lu\r\n\r\n", z.total_out);
  server_say(fd, head);
  server_send(fd, (const char *)packed, z.total_out);
  deflateEnd(&z);
}

/* `missing`: so many bytes of the end are not sent, and the announced length agrees with that. */
static void send_packed(int fd, size_t missing) {
  static const char text[] = "Un texte qui était comprimé.";
  unsigned char packed[200];
  z_stream z = {0};
  deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  z.next_out = packed;
  z.avail_out = sizeof packed;
  z.next_in = (unsigned char *)(uintptr_t)text;
  z.avail_in = sizeof text - 1;
  deflate(&z, Z_FINISH);
  server_say(fd, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n");
  server_send(fd, (const char *)packed, z.total_out - missing);
  deflateEnd(&z);
}

/* Ends when the client has gone away or the test is over. */
static void send_forever(struct http_server *s, int fd, const char *piece, long pause_ms) {
  while (!s->stopping && send(fd, piece, strlen(piece), MSG_NOSIGNAL) > 0)
    if (pause_ms) server_pause(pause_ms);
}

static void redirect(int fd, const char *code, const char *to) {
  char header[300];
  snprintf(header, sizeof header, "Location: %s\r\n", to);
  server_reply(fd, code, header, "moved");
}

static void answer(struct http_server *s, int fd, const char *head) {
  static char chunk[20000];
  char path[200] = "";
  snprintf(last_head, sizeof last_head, "%s", head);
  sscanf(head, "%*s %199s", path);
  bool kept = strstr(head, "If-None-Match: \"v1\"");
  if (!strcmp(path, "/good"))
    server_reply(fd, "200 OK",
                 "ETag: \"v1\"\r\nLast-Modified: Sat, 21 Nov 2026 10:00:00 GMT\r\nContent-Type: "
                 "text/plain\r\n",
                 "Bonjour.");
  else if (!strcmp(path, "/feed"))
    server_reply(fd, kept ? "304 Not Modified" : "200 OK", "ETag: \"v1\"\r\n", kept ? "" : "<rss>");
  else if (!strcmp(path, "/packed")) send_packed(fd, 0);
  else if (!strcmp(path, "/cut-packed")) send_packed(fd, 12);
  else if (!strcmp(path, "/cut-packed-tail")) send_packed(fd, 1);
  else if (!strcmp(path, "/packed-twice"))
    server_reply(fd, "200 OK", "Content-Encoding: gzip, gzip\r\n", "x");
  else if (!strcmp(path, "/301")) redirect(fd, "301 Moved Permanently", "/308");
  else if (!strcmp(path, "/308")) redirect(fd, "308 Permanent Redirect", "good");
  else if (!strcmp(path, "/302")) redirect(fd, "302 Found", "/good");
  else if (!strcmp(path, "/loop")) redirect(fd, "302 Found", "/loop");
  else if (!strcmp(path, "/to-file")) redirect(fd, "302 Found", "file:///etc/passwd");
  else if (!strcmp(path, "/to-ftp")) redirect(fd, "302 Found", "ftp://127.0.0.1/x");
  else if (!strcmp(path, "/to-other")) redirect(fd, "302 Found", "http://localhost:1/x");
  else if (!strcmp(path, "/429"))
    server_reply(fd, "429 Too Many Requests", "Retry-After: 120\r\n", "");
  else if (!strcmp(path, "/500")) server_reply(fd, "500 Oops", "", "<rss>");
  else if (!strncmp(path, "/404", 4)) server_reply(fd, "404 Not Found", "", "no");
  else if (!strcmp(path, "/cut"))
    server_say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss>");
  else if (!strcmp(path, "/cut-chunk"))
    server_say(fd, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n");
  else if (!strcmp(path, "/nothing")) return;
  else if (!strcmp(path, "/garbage")) server_say(fd, "SSH-2.0-OpenSSH\r\n\r\n");
  else if (!strcmp(path, "/bomb")) send_bomb(fd);
  else if (!strcmp(path, "/broken-gzip"))
    server_reply(fd, "200 OK", "Content-Encoding: gzip\r\n", "no gzip");
  else if (!strcmp(path, "/drip")) {
    server_say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    send_forever(s, fd, "x", 20);
  } else if (!strcmp(path, "/head-drip")) {
    server_say(fd, "HTTP/1.1 200 OK\r\n");
    send_forever(s, fd, "X: y\r\n", 20);
  } else if (!strcmp(path, "/silent")) send_forever(s, fd, "", 20), server_pause(900);
  else if (!strcmp(path, "/endless")) {
    memset(chunk, 'x', sizeof chunk - 1);
    memcpy(chunk, "4000\r\n", 6);
    memcpy(chunk + 6 + 0x4000, "\r\n", 3);
    server_say(fd, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    send_forever(s, fd, chunk, 0);
  } else if (!strcmp(path, "/headers")) {
    memset(chunk, 'h', sizeof chunk - 1);
    memcpy(chunk, "X: ", 3);
    memcpy(chunk + sizeof chunk - 3, "\r\n", 3);
    server_say(fd, "HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 100; i++) server_say(fd, chunk);
    server_say(fd, "\r\n");
  } else server_reply(fd, "200 OK", "", "");
}

static int start(void **state) {
  (void)state;
  server.answer = answer;
  return server_start(&server);
}

static int stop(void **state) {
  (void)state;
  server_stop(&server);
  return 0;
}

static calque_str url_of(calque_arena *arena, const char *path) {
  return arena_printf(arena, "http://127.0.0.1:%u%s", server.port, path);
}

/* ---- Tables -----------------------------------------------------------------------------------
 */

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void answers(void **state) {
  (void)state;
  static const struct {
    const char *path;
    enum http_redirects redirects;
    const char *expected; /* the body, or "!" and the message without its address */
  } table[] = {
      {"/good", HTTP_REDIRECTS_ANY, "Bonjour."},
      {"/packed", HTTP_REDIRECTS_ANY, "Un texte qui était comprimé."},
      {"/301", HTTP_REDIRECTS_ANY, "Bonjour."},
      {"/302", HTTP_REDIRECTS_HOST, "Bonjour."},
      {"/302", HTTP_REDIRECTS_NONE, "!the server answers 302 not what was asked for"},
      {"/loop", HTTP_REDIRECTS_ANY, "!more than 5 redirects"},
      {"/to-file", HTTP_REDIRECTS_ANY,
       "!it redirects to 'file:///etc/passwd', which is no web address"},
      {"/to-ftp", HTTP_REDIRECTS_ANY,
       "!it redirects to 'ftp://127.0.0.1/x', which is no web address"},
      {"/to-other", HTTP_REDIRECTS_HOST, "!it redirects to another host: http://localhost:1/x"},
      {"/429", HTTP_REDIRECTS_ANY, "!the server answers 429 too many requests; try again in 120 s"},
      {"/500", HTTP_REDIRECTS_ANY, "!the server answers 500 internal error"},
      {"/404", HTTP_REDIRECTS_ANY, "!the server answers 404 not found"},
      {"/cut", HTTP_REDIRECTS_ANY, "!the answer was cut off"},
      {"/cut-chunk", HTTP_REDIRECTS_ANY, "!the answer was cut off"},
      {"/cut-packed", HTTP_REDIRECTS_ANY, "!the answer was cut off"},
      {"/cut-packed-tail", HTTP_REDIRECTS_ANY, "!the answer was cut off"},
      {"/packed-twice", HTTP_REDIRECTS_ANY, "!the answer cannot be unpacked"},
      {"/nothing", HTTP_REDIRECTS_ANY, "!the answer was cut off"},
      {"/garbage", HTTP_REDIRECTS_ANY, "!the answer is not HTTP"},
      {"/bomb", HTTP_REDIRECTS_ANY, "!the answer has more than 1000000 bytes"},
      {"/endless", HTTP_REDIRECTS_ANY, "!the answer has more than 1000000 bytes"},
      {"/broken-gzip", HTTP_REDIRECTS_ANY, "!the answer cannot be unpacked"},
      {"/headers", HTTP_REDIRECTS_ANY, "!its headers have more than 131072 bytes"},
      {"/drip", HTTP_REDIRECTS_ANY, "!no whole answer in time (1 s at most)"},
      {"/head-drip", HTTP_REDIRECTS_ANY, "!no whole answer in time (1 s at most)"},
      {"/silent", HTTP_REDIRECTS_ANY, "!no whole answer in time (1 s at most)"},
  };
  struct http_options options = {.allow_private = true, .total_ms = 400, .max_answer = 1000000};
  struct http *http = http_open(&options);
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < COUNT(table); i++) {
    calque_str url = url_of(arena, table[i].path);
    struct http_request request = {.url = url, .redirects = table[i].redirects};
    struct http_answer got;
    calque_error err = {0};
    double before = seconds();
    calque_status status = http_ask(http, arena, &request, &got, &err);
    double took = seconds() - before;
    calque_str text = status ? arena_printf(arena, "!%s", err.text) : got.body;
    if (!str_eq(text, calque_str_of(table[i].expected)) || took > 1 || status != err.status)
      fail_msg("%s after %.2f s: %.*s", table[i].path, took, STR_ARG(text));
    if (status) assert_true(str_eq(calque_str_of(err.where), url));
    /* The body of an answer that says no may explain why; a broken one is never seen. */
    if (status && !strstr(err.text, "the server answers")) assert_int_equal(got.body.len, 0);
    calque_arena_reset(arena);
  }
  calque_arena_free(arena);
  http_free(http);
}

/* Matrix of names for this machine: none is called unless the user says so. */
static void private_addresses(void **state) {
  (void)state;
  static const char *const hosts[] = {
      "127.0.0.1",          "127.1",     "0x7f.1",   "2130706433",      "localhost",   "[::1]",
      "[::ffff:127.0.0.1]", "0.0.0.0",   "10.0.0.1", "169.254.169.254", "192.168.1.1", "172.16.0.1",
      "100.64.0.1",         "[fe80::1]", "[fc00::1]"};
  struct http_options options = {.total_ms = 500};
  struct http *http = http_open(&options);
  calque_arena *arena = calque_arena_new();
  unsigned before = server.n_requests;
  for (size_t i = 0; i < COUNT(hosts); i++) {
    calque_error err = {0};
    struct http_answer got;
    struct http_request request = {
        .url = arena_printf(arena, "http://%s:%u/good", hosts[i], server.port)};
    calque_status status = http_fetch(http, arena, &request, &got, &err);
    if (status != CALQUE_E_CONFIG || !strstr(err.text, "--allow-private"))
      fail_msg("%s: %s", hosts[i], err.text);
  }
  static const char *const schemes[] = {
      "file:///etc/passwd", "gopher://127.0.0.1/", "ftp://a/", "data:,x", "", "http",
      "javascript:1"};
  for (size_t i = 0; i < COUNT(schemes); i++) {
    struct http_answer got;
    struct http_request request = {.url = calque_str_of(schemes[i])};
    assert_int_equal(http_fetch(http, arena, &request, &got, NULL), CALQUE_E_CONFIG);
  }
  assert_int_equal(server.n_requests, before);
  calque_arena_free(arena);
  http_free(http);
}

static void address_table(void **state) {
  (void)state;
  static const struct {
    const char *address;
    bool is_private;
  } table[] = {
      {"8.8.8.8", false},
      {"127.0.0.1", true},
      {"10.1.2.3", true},
      {"172.15.255.255", false},
      {"172.31.255.255", true},
      {"172.32.0.0", false},
      {"100.63.255.255", false},
      {"100.127.255.255", true},
      {"192.169.0.1", false},
      {"224.0.0.1", true},
      {"255.255.255.255", true},
      {"2001:4860:4860::8888", false},
      {"::", true},
      {"::1", true},
      {"::ffff:10.0.0.1", true},
      {"::ffff:8.8.8.8", false},
      {"64:ff9b::7f00:1", true},
      {"64:ff9b::808:808", false},
      {"2002:7f00:1::", true},
      {"fe80::1", true},
      {"fd12::1", true},
      {"ff02::1", true},
      {"fec0::1", true},
      {"2a01:e0a::1", false},
  };
  for (size_t i = 0; i < COUNT(table); i++) {
    union {
      struct sockaddr any;
      struct sockaddr_in v4;
      struct sockaddr_in6 v6;
    } a = {0};
    bool six = strchr(table[i].address, ':');
    a.any.sa_family = six ? AF_INET6 : AF_INET;
    assert_int_equal(inet_pton(a.any.sa_family, table[i].address,
                               six ? (void *)&a.v6.sin6_addr : (void *)&a.v4.sin_addr),
                     1);
    if (address_is_private(&a.any) != table[i].is_private) fail_msg("%s", table[i].address);
  }
}

/* ---- What is sent and what is learnt ----------------------------------------------------------
 */

static void conditional(void **state) {
  (void)state;
  struct http_options options = {.allow_private = true};
  struct http *http = http_open(&options);
  calque_arena *arena = calque_arena_new();
  struct http_request request = {.url = url_of(arena, "/feed")};
  struct http_answer got;
  assert_int_equal(http_ask(http, arena, &request, &got, NULL), CALQUE_OK);
  assert_int_equal(got.code, 200);
  assert_true(strstr(last_head, "User-Agent: calque/") && strstr(last_head, "gzip"));
  assert_false(strstr(last_head, "If-None-Match") || strstr(last_head, "Cookie"));
  request.etag = got.etag;
  request.last_modified = STR("Sat, 21 Nov 2026 10:00:00 GMT\r\nX-Evil: 1");
  assert_int_equal(http_ask(http, arena, &request, &got, NULL), CALQUE_OK);
  assert_int_equal(got.code, 304);
  assert_int_equal(got.body.len, 0);
  assert_false(strstr(last_head, "X-Evil"));
  calque_arena_free(arena);
  http_free(http);
}

static void redirects_are_told(void **state) {
  (void)state;
  struct http_options options = {.allow_private = true};
  struct http *http = http_open(&options);
  calque_arena *arena = calque_arena_new();
  struct http_answer got;
  struct http_request request = {.url = url_of(arena, "/301")};
  assert_int_equal(http_ask(http, arena, &request, &got, NULL), CALQUE_OK);
  assert_true(got.moved_for_good && str_eq(got.url, url_of(arena, "/good")));
  assert_true(str_eq(got.type, STR("text/plain")));
  request.url = url_of(arena, "/302");
  assert_int_equal(http_ask(http, arena, &request, &got, NULL), CALQUE_OK);
  assert_false(got.moved_for_good);
  request.url = url_of(arena, "/good");
  assert_int_equal(http_ask(http, arena, &request, &got, NULL), CALQUE_OK);
  assert_false(got.moved_for_good);
  calque_arena_free(arena);
  http_free(http);
}

static void posts_with_a_key(void **state) {
  (void)state;
  struct http_options options = {.allow_private = true};
  struct http *http = http_open(&options);
  calque_arena *arena = calque_arena_new();
  struct http_answer got;
  static const char *const headers[] = {"Authorization: Bearer k3y",
                                        "Content-Type: application/json"};
  struct http_request request = {
      .url = url_of(arena, "/429"), .headers = headers, .n_headers = 2, .body = STR("{\"a\": 1}")};
  calque_error err = {0};
  assert_int_equal(http_ask(http, arena, &request, &got, &err), CALQUE_E_NETWORK);
  assert_true(strstr(last_head, "POST /429") == last_head);
  assert_true(strstr(last_head, "Authorization: Bearer k3y") &&
              strstr(last_head, "Content-Length: 8"));
  assert_false(strstr(err.text, "k3y") || strstr(err.where, "k3y"));
  assert_int_equal(got.retry_after_s, 120);
  calque_arena_free(arena);
  http_free(http);
}

static void retry_after(void **state) {
  (void)state;
  assert_int_equal(http_retry_after(STR("120"), 0), 120);
  assert_int_equal(http_retry_after(STR("99999999"), 0), 86400);
  assert_int_equal(http_retry_after(STR("Thu, 01 Jan 1970 01:00:00 GMT"), 600), 3000);
  assert_int_equal(http_retry_after(STR("Thu, 01 Jan 1970 01:00:00 GMT"), 7200), 0);
  assert_int_equal(http_retry_after(STR("-5"), 0), 0);
  assert_int_equal(http_retry_after(STR("soon"), 0), 0);
  assert_int_equal(http_retry_after(STR(""), 0), 0);
}

static void passwords_are_not_shown(void **state) {
  (void)state;
  struct http_options options = {.allow_private = true, .total_ms = 300};
  struct http *http = http_open(&options);
  calque_arena *arena = calque_arena_new();
  struct http_answer got;
  calque_error err = {0};
  struct http_request request = {
      .url = arena_printf(arena, "http://me:s3cret@127.0.0.1:%u/404?a@b", server.port)};
  assert_int_equal(http_ask(http, arena, &request, &got, &err), CALQUE_E_NETWORK);
  assert_false(strstr(err.where, "s3cret") || strstr(err.text, "s3cret"));
  assert_non_null(strstr(err.where, "/404?a@b"));
  calque_arena_free(arena);
  http_free(http);
}

/* ---- Addresses --------------------------------------------------------------------------------
 */

static void loopback_hosts(void **state) {
  (void)state;
  static const char *const here[] = {"localhost",   "LOCALHOST:11434", "127.0.0.1", "127.0.0.1:80",
                                     "127.3.2.1:1", "[::1]",           "[::1]:8080"};
  static const char *const elsewhere[] = {"localhost.evil.fr",
                                          "127.0.0.1.evil.fr",
                                          "128.0.0.1",
                                          "[::2]",
                                          "10.0.0.1",
                                          "api.example.org",
                                          "",
                                          "[",
                                          "0.0.0.0",
                                          "::1",
                                          "local",
                                          "[fe80::1]",
                                          "[::1].evil.fr",
                                          "[::1",
                                          "127.0.0.1x"};
  for (size_t i = 0; i < COUNT(here); i++)
    if (!address_is_loopback_host(calque_str_of(here[i]))) fail_msg("%s", here[i]);
  for (size_t i = 0; i < COUNT(elsewhere); i++)
    if (address_is_loopback_host(calque_str_of(elsewhere[i]))) fail_msg("%s", elsewhere[i]);
}

static void urls(void **state) {
  (void)state;
  static const struct {
    const char *base, *link, *joined;
  } joins[] = {
      {"https://a.fr/b/c", "d", "https://a.fr/b/d"},
      {"https://a.fr/b/c", "/d?e#f", "https://a.fr/d?e#f"},
      {"https://a.fr/b/c", "../../../d", "https://a.fr/d"},
      {"https://a.fr/b/", "//x.fr/y", "https://x.fr/y"},
      {"https://a.fr/b/", "?p=1", "https://a.fr/b/?p=1"},
      {"https://a.fr/b/", "été 1", "https://a.fr/b/%c3%a9t%c3%a9%201"},
      {"", "http://a.fr", "http://a.fr/"},
      {"", "//a.fr/x", "https://a.fr/x"},
      {"", "a/b", ""},
      {"https://a.fr/", "file:///etc/passwd", ""},
      {"https://a.fr/", "javascript:alert(1)", ""},
      {"https://a.fr/", "mailto:a@b.fr", ""},
  };
  static const struct {
    const char *url, *canonical;
  } same[] = {
      {"http://www.A.fr/b/?utm_source=x&id=2&fbclid=3#c", "https://a.fr/b?id=2"},
      {"https://a.fr", "https://a.fr"},
      {"https://a.fr:443/x", "https://a.fr/x"},
      {"https://a.fr:8443/x", "https://a.fr:8443/x"},
      {"nothing", ""},
  };
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < COUNT(joins); i++) {
    calque_str got = url_join(arena, calque_str_of(joins[i].base), calque_str_of(joins[i].link));
    if (!str_eq(got, calque_str_of(joins[i].joined)))
      fail_msg("'%s' on '%s' became '%.*s'", joins[i].link, joins[i].base, STR_ARG(got));
  }
  for (size_t i = 0; i < COUNT(same); i++) {
    calque_str got = url_canonical(arena, calque_str_of(same[i].url));
    if (!str_eq(got, calque_str_of(same[i].canonical)))
      fail_msg("'%s' became '%.*s'", same[i].url, STR_ARG(got));
  }
  calque_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(answers),
      cmocka_unit_test(private_addresses),
      cmocka_unit_test(address_table),
      cmocka_unit_test(conditional),
      cmocka_unit_test(redirects_are_told),
      cmocka_unit_test(posts_with_a_key),
      cmocka_unit_test(retry_after),
      cmocka_unit_test(passwords_are_not_shown),
      cmocka_unit_test(loopback_hosts),
      cmocka_unit_test(urls),
  };
  return cmocka_run_group_tests(tests, start, stop);
}
