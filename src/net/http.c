/* Redirects are followed here and not by libcurl: each hop is a request of its own, so that its
 * address, its host and the kind of the redirect can be judged. The size of a body is counted as
 * it is unpacked (libcurl 7.88 counts only what the server announces), and one deadline holds for
 * all hops. */
#define _GNU_SOURCE
#include "net/http.h"

#include "base/buf.h"
#include "net/address.h"
#include "net/url.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
  CONNECT_MS = 10000,
  TOTAL_MS = 30000,
  STALL_S = 10,
  STALL_BYTES = 100,
  MAX_REDIRECTS = 5,
  MAX_RETRY_AFTER_S = 24 * 3600
};
#define MAX_BODY    ((size_t)16 << 20)
#define MAX_HEADERS ((size_t)128 << 10)

struct http {
  struct http_options options;
  CURL *curl;
};

/* One hop. */
struct transfer {
  const struct http *http;
  calque_arena *arena;
  struct buf body;
  size_t n_header; /* bytes of headers so far */
  struct http_answer *answer;
  calque_str location;
  bool too_large, headers_too_large, refused;
};

/* ---- Options ----------------------------------------------------------------------------------
 */

static void start_curl(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }

struct http *http_open(const struct http_options *options) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, start_curl);
  struct http *h = must_alloc(sizeof *h);
  *h = (struct http){.options = *options, .curl = curl_easy_init()};
  struct http_options *o = &h->options;
  if (!o->connect_ms) o->connect_ms = CONNECT_MS;
  if (!o->total_ms) o->total_ms = TOTAL_MS;
  if (!o->stall_s) o->stall_s = STALL_S;
  if (!o->max_answer) o->max_answer = MAX_BODY;
  if (!o->user_agent) o->user_agent = HTTP_USER_AGENT;
  return h;
}

void http_free(struct http *h) {
  if (!h) return;
  curl_easy_cleanup(h->curl);
  free(h);
}

static int64_t now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- What libcurl calls ------------------------------------------------------------------------
 */

static size_t on_body(char *bytes, size_t size, size_t n, void *transfer) {
  struct transfer *t = transfer;
  buf_add(&t->body, bytes, size * n);
  t->too_large = buf_failed(&t->body);
  return t->too_large ? 0 : size * n;
}

/* "ETag: x" -> x when the name is this one. */
static bool header_is(calque_str line, const char *name, calque_str *value) {
  size_t colon = str_find(line, STR(":"));
  if (colon == SIZE_MAX || !str_eq_nocase(str_slice(line, 0, colon), calque_str_of(name)))
    return false;
  *value = str_trim(str_slice(line, colon + 1, line.len));
  return true;
}

static size_t on_header(char *bytes, size_t size, size_t n, void *transfer) {
  struct transfer *t = transfer;
  calque_str line = {bytes, size * n}, value;
  struct http_answer *a = t->answer;
  t->n_header += line.len;
  t->headers_too_large = t->n_header > MAX_HEADERS;
  if (t->headers_too_large) return 0;
  if (str_starts(line, STR("HTTP/"))) { /* another head, behind 100 Continue */
    a->etag = a->last_modified = a->type = t->location = STR("");
    a->retry_after_s = 0;
  } else if (header_is(line, "ETag", &value)) {
    a->etag = arena_copy(t->arena, value);
  } else if (header_is(line, "Last-Modified", &value)) {
    a->last_modified = arena_copy(t->arena, value);
  } else if (header_is(line, "Content-Type", &value)) {
    a->type = arena_copy(t->arena, value);
  } else if (header_is(line, "Location", &value)) {
    t->location = arena_copy(t->arena, value);
  } else if (header_is(line, "Retry-After", &value)) {
    a->retry_after_s = http_retry_after(value, (int64_t)time(NULL));
  }
  return line.len;
}

static curl_socket_t on_socket(void *transfer, curlsocktype purpose, struct curl_sockaddr *to) {
  struct transfer *t = transfer;
  (void)purpose;
  if (!t->http->options.allow_private && address_is_private(&to->addr)) {
    t->refused = true;
    return CURL_SOCKET_BAD;
  }
  return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

long http_retry_after(calque_str value, int64_t now) {
  uint64_t seconds;
  if (!str_to_u64(value, &seconds)) {
    char date[64];
    if (value.len >= sizeof date) return 0;
    memcpy(date, value.ptr, value.len);
    date[value.len] = '\0';
    int64_t at = curl_getdate(date, NULL);
    if (at < 0 || at <= now) return 0;
    seconds = (uint64_t)(at - now);
  }
  return seconds < MAX_RETRY_AFTER_S ? (long)seconds : MAX_RETRY_AFTER_S;
}

/* ---- Errors -----------------------------------------------------------------------------------
 */

/* An address without what may be secret in it: user, password. */
static const char *shown(calque_arena *arena, calque_str url) {
  size_t start = str_find(url, STR("//")), at = str_find(url, STR("@"));
  size_t slash =
      start == SIZE_MAX ? SIZE_MAX : str_find(str_slice(url, start + 2, url.len), STR("/"));
  if (start == SIZE_MAX || at == SIZE_MAX || (slash != SIZE_MAX && at > start + 2 + slash))
    return arena_copy_z(arena, url);
  calque_str scheme = str_slice(url, 0, start + 2), rest = str_slice(url, at + 1, url.len);
  return arena_printf(arena, "%.*s%.*s", STR_ARG(scheme), STR_ARG(rest)).ptr;
}

static calque_status explain(struct transfer *t, CURLcode code, calque_str url, calque_error *err) {
  const char *where = shown(t->arena, url);
  const struct http_options *o = &t->http->options;
  if (t->refused)
    return fail(err, CALQUE_E_CONFIG, where, 0,
                "its machine is not a public one; --allow-private permits it");
  if (t->too_large)
    return fail(err, CALQUE_E_LIMIT, where, 0, "the answer has more than %zu bytes", o->max_answer);
  if (t->headers_too_large)
    return fail(err, CALQUE_E_LIMIT, where, 0, "its headers have more than %zu bytes", MAX_HEADERS);
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return fail(err, CALQUE_E_NETWORK, where, 0, "no whole answer in time (%u s at most)",
                  (o->total_ms + 999) / 1000);
    case CURLE_COULDNT_RESOLVE_HOST: return fail(err, CALQUE_E_NETWORK, where, 0, "no such host");
    case CURLE_COULDNT_CONNECT: return fail(err, CALQUE_E_NETWORK, where, 0, "cannot connect");
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR: return fail(err, CALQUE_E_NETWORK, where, 0, "the answer was cut off");
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
      return fail(err, CALQUE_E_NETWORK, where, 0, "the answer is not HTTP");
    case CURLE_BAD_CONTENT_ENCODING:
      return fail(err, CALQUE_E_NETWORK, where, 0, "the answer cannot be unpacked");
    default: return fail(err, CALQUE_E_NETWORK, where, 0, "%s", curl_easy_strerror(code));
  }
}

/* ---- A request --------------------------------------------------------------------------------
 */

/* A value may not end its line. */
static struct curl_slist *add_header(struct curl_slist *list, const char *line) {
  if (strpbrk(line, "\r\n")) return list;
  return curl_slist_append(list, line);
}

static struct curl_slist *make_headers(calque_arena *arena, const struct http_request *r) {
  struct curl_slist *list = NULL;
  for (size_t i = 0; i < r->n_headers; i++) list = add_header(list, r->headers[i]);
  if (r->etag.len)
    list = add_header(list, arena_printf(arena, "If-None-Match: %.*s", STR_ARG(r->etag)).ptr);
  if (r->last_modified.len)
    list = add_header(
        list, arena_printf(arena, "If-Modified-Since: %.*s", STR_ARG(r->last_modified)).ptr);
  if (r->body.len) list = add_header(list, "Expect:"); /* no waiting for 100 Continue */
  return list;
}

static void set_limits(CURL *c, const struct http_options *o, int64_t left_ms) {
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, (long)o->connect_ms);
  curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, (long)(left_ms > 1 ? left_ms : 1));
  curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, (long)STALL_BYTES);
  curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, (long)o->stall_s);
  curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
  curl_easy_setopt(c, CURLOPT_NOPROXY, "localhost,127.0.0.1,::1");
  curl_easy_setopt(c, CURLOPT_USERAGENT, o->user_agent);
  curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
  curl_easy_setopt(c, CURLOPT_HTTP09_ALLOWED, 0L);
}

static void set_method(CURL *c, const struct http_request *r) {
  if (r->body.len || (r->method && strcmp(r->method, "POST") == 0)) {
    curl_easy_setopt(c, CURLOPT_POST, 1L);
    curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)r->body.len);
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, r->body.len ? r->body.ptr : "");
  }
  if (r->method) curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, r->method);
}

static calque_status hop(struct transfer *t, const struct http_request *r, calque_str url,
                         int64_t deadline, calque_error *err) {
  CURL *c = t->http->curl;
  struct curl_slist *headers = make_headers(t->arena, r);
  curl_easy_reset(c);
  set_limits(c, &t->http->options, deadline - now_ms());
  set_method(c, r);
  curl_easy_setopt(c, CURLOPT_URL, arena_copy_z(t->arena, url));
  curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(c, CURLOPT_WRITEDATA, t);
  curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(c, CURLOPT_HEADERDATA, t);
  curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, on_socket);
  curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, t);
  CURLcode code = curl_easy_perform(c);
  curl_slist_free_all(headers);
  if (code != CURLE_OK) return explain(t, code, url, err);
  curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &t->answer->code);
  return CALQUE_OK;
}

static bool is_redirect(long code) {
  return code == 301 || code == 302 || code == 303 || code == 307 || code == 308;
}

/* May what was meant for `from` be told to `to`? Not when encryption would be lost on the way. */
static bool same_place(calque_arena *arena, calque_str from, calque_str to) {
  bool downgrade = str_eq_nocase(str_slice(from, 0, 5), STR("https")) &&
                   !str_eq_nocase(str_slice(to, 0, 5), STR("https"));
  return !downgrade && str_eq(url_host(arena, from), url_host(arena, to));
}

/* Where the answer sends us; an error when we must not go there. */
static calque_status next_url(struct transfer *t, const struct http_request *r, calque_str *url,
                              calque_error *err) {
  const char *where = shown(t->arena, *url);
  calque_str next = url_join(t->arena, *url, t->location);
  if (!next.len)
    return fail(err, CALQUE_E_NETWORK, where, 0,
                "it redirects to '%.100s', which is no web address",
                arena_copy_z(t->arena, t->location));
  if (r->redirects == HTTP_REDIRECTS_HOST && !same_place(t->arena, *url, next))
    return fail(err, CALQUE_E_NETWORK, where, 0, "it redirects to another host: %.100s",
                shown(t->arena, next));
  *url = next;
  return CALQUE_OK;
}

calque_status http_fetch(struct http *h, calque_arena *arena, const struct http_request *request,
                         struct http_answer *answer, calque_error *err) {
  calque_str url = request->url;
  if (!url_is_web(url))
    return fail(err, CALQUE_E_CONFIG, shown(arena, url), 0,
                "not an address of the web (http, https)");
  int64_t deadline = now_ms() + h->options.total_ms;
  struct http_request r = *request;
  *answer = (struct http_answer){.moved_for_good = true};
  struct transfer t = {.http = h, .arena = arena, .answer = answer};
  buf_init(&t.body, h->options.max_answer);
  calque_status status;
  for (int hops = 0;; hops++) {
    buf_clear(&t.body);
    t.n_header = 0;
    status = hop(&t, &r, url, deadline, err);
    bool go = !status && r.redirects != HTTP_REDIRECTS_NONE && is_redirect(answer->code);
    if (!go || !t.location.len) break;
    if (hops == MAX_REDIRECTS) {
      status = fail(err, CALQUE_E_NETWORK, shown(arena, request->url), 0, "more than %d redirects",
                    MAX_REDIRECTS);
      break;
    }
    calque_str from = url;
    if ((status = next_url(&t, &r, &url, err))) break;
    answer->moved_for_good &= answer->code == 301 || answer->code == 308;
    /* Headers may hold a key, which is for that host alone. */
    if (!same_place(arena, from, url)) r.n_headers = 0;
    if (answer->code == 303) r.method = NULL, r.body = STR("");
  }
  answer->moved_for_good &= !str_eq(url, request->url);
  answer->url = arena_copy(arena, url);
  answer->body = status ? STR("") : arena_copy(arena, buf_view(&t.body));
  buf_free(&t.body);
  return status;
}

calque_status http_ask(struct http *h, calque_arena *arena, const struct http_request *request,
                       struct http_answer *answer, calque_error *err) {
  static const struct {
    long code;
    const char *words;
  } codes[] = {{400, "bad request"},    {401, "not authorized"}, {403, "forbidden"},
               {404, "not found"},      {410, "gone"},           {429, "too many requests"},
               {500, "internal error"}, {502, "bad gateway"},    {503, "unavailable"},
               {504, "gateway timeout"}};
  calque_status status = http_fetch(h, arena, request, answer, err);
  if (status || (answer->code >= 200 && answer->code < 300) || answer->code == 304) return status;
  const char *words = "not what was asked for";
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
    if (codes[i].code == answer->code) words = codes[i].words;
  const char *where = shown(arena, request->url);
  if (answer->retry_after_s)
    return fail(err, CALQUE_E_NETWORK, where, 0, "the server answers %ld %s; try again in %ld s",
                answer->code, words, answer->retry_after_s);
  return fail(err, CALQUE_E_NETWORK, where, 0, "the server answers %ld %s", answer->code, words);
}
