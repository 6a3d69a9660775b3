#define _GNU_SOURCE
#include "net/transfer.h"

#include "base/array.h"
#include "net/address.h"
#include "net/retry.h"
#include "net/url.h"

#include <pthread.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>

enum { STALL_BYTES = 100 };

static void start_curl(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }

CURL *transfer_curl(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, start_curl);
  return curl_easy_init();
}

int64_t transfer_now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- What libcurl calls ------------------------------------------------------------------------
 */

/* A piece of a body as the server meant it. */
static bool on_piece(void *transfer, calque_str piece) {
  struct transfer *t = transfer;
  long code = 0;
  t->n_body += piece.len;
  if (t->n_body > t->options->max_answer) {
    t->trouble = TRANSFER_TOO_LARGE;
    return false;
  }
  curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, &code);
  if (!t->receive || code < 200 || code > 299) {
    buf_str(&t->body, piece);
  } else if (!t->receive(t->context, piece)) {
    t->trouble = TRANSFER_GIVEN_UP;
    return false;
  }
  return true;
}

static size_t on_body(char *bytes, size_t size, size_t n, void *transfer) {
  struct transfer *t = transfer;
  const calque_str piece = {bytes, size * n};
  t->last_byte_ms = transfer_now_ms();
  bool ok = t->unpack.begun || unpack_start(&t->unpack, t->encoding);
  ok = ok && unpack_feed(&t->unpack, piece, on_piece, t);
  if (!ok && !t->trouble) t->trouble = TRANSFER_PACKED;
  return ok ? piece.len : 0;
}

/* A wait in seconds for people and in milliseconds for us, from either header; what is more exact
 * counts. */
static void keep_wait(struct transfer *t, int64_t ms) {
  if (ms < 0) return;
  t->retry_after_ms = ms;
  t->answer->retry_after_s = (long)((ms + 999) / 1000);
}

static void keep_retry_after(struct transfer *t, calque_str value) {
  if (t->retry_after_ms < 0) keep_wait(t, retry_after_ms(value, (int64_t)time(NULL)));
}

static void keep_retry_after_ms(struct transfer *t, calque_str value) {
  keep_wait(t, retry_after_ms_header(value));
}

static void keep_should_retry(struct transfer *t, calque_str value) {
  if (str_eq_nocase(value, STR("true"))) t->should_retry = 1;
  if (str_eq_nocase(value, STR("false"))) t->should_retry = -1;
}

static void keep_location(struct transfer *t, calque_str value) {
  t->location = arena_copy(t->arena, value);
}

static void keep_encoding(struct transfer *t, calque_str value) {
  t->encoding = arena_copy(t->arena, value);
}

/* Headers that are kept: as a string of the answer, or by a function. */
static const struct {
  calque_str name;
  size_t field; /* of struct http_answer, where keep is NULL */
  void (*keep)(struct transfer *t, calque_str value);
} kept[] = {
    {STR_INIT("ETag"), offsetof(struct http_answer, etag), NULL},
    {STR_INIT("Last-Modified"), offsetof(struct http_answer, last_modified), NULL},
    {STR_INIT("Content-Type"), offsetof(struct http_answer, type), NULL},
    {STR_INIT("X-Request-Id"), offsetof(struct http_answer, request_id), NULL},
    {STR_INIT("Request-Id"), offsetof(struct http_answer, request_id), NULL},
    {STR_INIT("X-RequestId"), offsetof(struct http_answer, request_id), NULL},
    {STR_INIT("X-Trace-ID"), offsetof(struct http_answer, request_id), NULL},
    {STR_INIT("Location"), 0, keep_location},
    {STR_INIT("Content-Encoding"), 0, keep_encoding},
    {STR_INIT("Retry-After"), 0, keep_retry_after},
    {STR_INIT("Retry-After-Ms"), 0, keep_retry_after_ms},
    {STR_INIT("X-Should-Retry"), 0, keep_should_retry},
};

static void forget_head(struct transfer *t) {
  struct http_answer *a = t->answer;
  a->etag = a->last_modified = a->type = a->request_id = t->location = t->encoding = STR("");
  a->retry_after_s = 0;
  t->retry_after_ms = -1;
  t->should_retry = 0;
}

static size_t on_header(char *bytes, size_t size, size_t n, void *transfer) {
  struct transfer *t = transfer;
  const calque_str line = {bytes, size * n};
  t->last_byte_ms = transfer_now_ms();
  t->n_header += line.len;
  if (t->n_header > TRANSFER_MAX_HEADERS) {
    t->trouble = TRANSFER_HEADERS_TOO_LARGE;
    return 0;
  }
  if (str_starts(line, STR("HTTP/"))) forget_head(t); /* another head, behind 100 Continue */
  calque_str value = line;
  const calque_str name = str_cut(&value, ':');
  for (size_t i = 0; value.ptr && i < COUNT(kept); i++) {
    if (!str_eq_nocase(name, kept[i].name)) continue;
    if (kept[i].keep) kept[i].keep(t, str_trim(value));
    else
      *(calque_str *)(void *)((char *)t->answer + kept[i].field) =
          arena_copy(t->arena, str_trim(value));
  }
  return line.len;
}

static curl_socket_t on_socket(void *transfer, curlsocktype purpose, struct curl_sockaddr *to) {
  struct transfer *t = transfer;
  const struct transfer_options *o = t->options;
  bool allowed = o->allow_private || (t->proxied && o->allow_loopback) ||
                 (o->allow_loopback && address_is_loopback(&to->addr)) ||
                 !address_is_private(&to->addr);
  (void)purpose;
  if (!allowed) {
    t->trouble = TRANSFER_PRIVATE;
    return CURL_SOCKET_BAD;
  }
  if (t->near_only && (t->proxied || !address_is_private(&to->addr))) {
    t->trouble = TRANSFER_PLAIN;
    return CURL_SOCKET_BAD;
  }
  return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
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
  list = add_header(list, "Accept-Encoding: " UNPACK_ACCEPTED);
  return list;
}

static void set_limits(CURL *c, const struct transfer_options *o, int64_t left_ms) {
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_QUICK_EXIT, 1L); /* a name server that is silent holds nobody up */
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, (long)o->connect_ms);
  curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, (long)(left_ms > 1 ? left_ms : 1));
  if (o->stall_s) {
    curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, (long)STALL_BYTES);
    curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, (long)o->stall_s);
  }
  curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
  curl_easy_setopt(c, CURLOPT_USERAGENT, o->user_agent);
  curl_easy_setopt(c, CURLOPT_HTTP09_ALLOWED, 0L);
  curl_easy_setopt(c, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
  curl_easy_setopt(c, CURLOPT_PIPEWAIT, 1L); /* rather a stream of a connection than another one */
  curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
}

static const char *variable(const char *name) {
  const char *value = getenv(name);
  return value && *value ? value : NULL;
}

/* libcurl's command line reads these variables, libcurl does not. */
static void set_authorities(CURL *c, const struct transfer_options *o) {
  const char *file = o->ca_file ? o->ca_file : variable("CURL_CA_BUNDLE");
  if (!file) file = variable("SSL_CERT_FILE");
  if (file) curl_easy_setopt(c, CURLOPT_CAINFO, file);
  if (variable("SSL_CERT_DIR")) curl_easy_setopt(c, CURLOPT_CAPATH, variable("SSL_CERT_DIR"));
}

/* libcurl asks the proxy of the environment for this machine too, which no proxy can reach. */
static void set_proxy(struct transfer *t, calque_str url) {
  static const char *const of_http[] = {"http_proxy", "all_proxy", "ALL_PROXY"};
  static const char *const of_https[] = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
  const bool tls = str_eq_nocase(str_slice(url, 0, 6), STR("https:"));
  t->loopback = address_is_loopback_host(url_host(t->arena, url));
  t->proxied = !t->loopback && t->options->proxy;
  if (t->loopback) curl_easy_setopt(t->curl, CURLOPT_PROXY, "");
  else if (t->proxied) curl_easy_setopt(t->curl, CURLOPT_PROXY, t->options->proxy);
  if (t->loopback || t->proxied) return;
  for (size_t i = 0; !tls && i < COUNT(of_http); i++) t->proxied |= !!variable(of_http[i]);
  for (size_t i = 0; tls && i < COUNT(of_https); i++) t->proxied |= !!variable(of_https[i]);
}

static void set_method(CURL *c, const struct http_request *r) {
  if (r->body.len || (r->method && strcmp(r->method, "POST") == 0)) {
    curl_easy_setopt(c, CURLOPT_POST, 1L);
    curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)r->body.len);
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, r->body.len ? r->body.ptr : "");
  }
  if (r->method) curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, r->method);
}

void transfer_init(struct transfer *t) { buf_init(&t->body, t->options->max_answer); }

void transfer_free(struct transfer *t) {
  curl_slist_free_all(t->headers);
  t->headers = NULL;
  unpack_free(&t->unpack);
  buf_free(&t->body);
}

void transfer_prepare(struct transfer *t, const struct http_request *r, calque_str url,
                      int64_t timeout_ms) {
  CURL *c = t->curl;
  buf_clear(&t->body);
  unpack_free(&t->unpack);
  t->n_header = t->n_body = 0;
  t->trouble = TRANSFER_NONE;
  t->last_byte_ms = transfer_now_ms();
  forget_head(t);
  t->headers = make_headers(t->arena, r);
  curl_easy_reset(c);
  set_limits(c, t->options, timeout_ms);
  set_authorities(c, t->options);
  set_proxy(t, url);
  set_method(c, r);
  curl_easy_setopt(c, CURLOPT_URL, arena_copy_z(t->arena, url));
  curl_easy_setopt(c, CURLOPT_HTTPHEADER, t->headers);
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(c, CURLOPT_WRITEDATA, t);
  curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(c, CURLOPT_HEADERDATA, t);
  curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, on_socket);
  curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, t);
  curl_easy_setopt(c, CURLOPT_FRESH_CONNECT, (long)t->near_only); /* on_socket is to be asked */
}

/* ---- How it ended -----------------------------------------------------------------------------
 */

/* What libcurl says, in our words, and whether another try may succeed. */
static const struct {
  CURLcode code;
  bool may_pass;
  const char *words;
} ends[] = {
    {CURLE_COULDNT_RESOLVE_HOST, true, "no such host"},
    {CURLE_COULDNT_RESOLVE_PROXY, true, "no such host as the proxy's"},
    {CURLE_PROXY, true, "the proxy does not let us through"},
    {CURLE_COULDNT_CONNECT, true, "cannot connect"},
    {CURLE_PARTIAL_FILE, true, "the answer was cut off"},
    {CURLE_GOT_NOTHING, true, "the answer was cut off"},
    {CURLE_RECV_ERROR, true, "the answer was cut off"},
    {CURLE_SEND_ERROR, true, "the request was cut off"},
    {CURLE_HTTP2, true, "the answer was cut off"},
    {CURLE_HTTP2_STREAM, true, "the answer was cut off"},
    {CURLE_SSL_CONNECT_ERROR, true, "no secure connection; is it http there?"},
    {CURLE_PEER_FAILED_VERIFICATION, false,
     "its certificate is not valid here; CURL_CA_BUNDLE may name its authority"},
    {CURLE_SSL_CACERT_BADFILE, false, "cannot read the file of certificate authorities"},
    {CURLE_UNSUPPORTED_PROTOCOL, false, "the answer is not HTTP"},
    {CURLE_WEIRD_SERVER_REPLY, false, "the answer is not HTTP"},
    {CURLE_URL_MALFORMAT, false, "not an address of the web"},
};

/* Before the deadline only the connection has a time of its own. */
static bool connecting_took_too_long(const struct transfer *t) {
  curl_off_t connected = 0;
  curl_easy_getinfo(t->curl, CURLINFO_PRETRANSFER_TIME_T, &connected);
  return connected == 0 && t->options->connect_ms < t->options->total_ms;
}

bool transfer_may_pass(const struct transfer *t) {
  if (t->trouble != TRANSFER_NONE) return false;
  if (t->code == CURLE_OPERATION_TIMEDOUT) return connecting_took_too_long(t);
  for (size_t i = 0; i < COUNT(ends); i++)
    if (ends[i].code == t->code) return ends[i].may_pass;
  return false;
}

static calque_status explain(const struct transfer *t, const char *where, calque_error *err) {
  const CURLcode code = t->code;
  const struct transfer_options *o = t->options;
  switch (t->trouble) {
    case TRANSFER_PACKED:
      return fail(err, CALQUE_E_NETWORK, where, 0, "the answer cannot be unpacked");
    case TRANSFER_PRIVATE:
      return fail(err, CALQUE_E_CONFIG, where, 0,
                  "its machine is not a public one; --allow-private permits it");
    case TRANSFER_PLAIN: return fail(err, CALQUE_E_CONFIG, where, 0, "%s", TRANSFER_PLAIN_WORDS);
    case TRANSFER_TOO_LARGE:
      return fail(err, CALQUE_E_LIMIT, where, 0, "the answer has more than %zu bytes",
                  o->max_answer);
    case TRANSFER_HEADERS_TOO_LARGE:
      return fail(err, CALQUE_E_LIMIT, where, 0, "its headers have more than %zu bytes",
                  TRANSFER_MAX_HEADERS);
    case TRANSFER_GIVEN_UP:
      return fail(err, CALQUE_E_PROVIDER, where, 0, "the answer was not read to its end");
    case TRANSFER_NONE: break;
  }
  if (code == CURLE_OPERATION_TIMEDOUT && connecting_took_too_long(t))
    return fail(err, CALQUE_E_NETWORK, where, 0, "cannot connect in time (%u s at most)",
                (o->connect_ms + 999) / 1000);
  if (code == CURLE_OPERATION_TIMEDOUT)
    return fail(err, CALQUE_E_NETWORK, where, 0, "no whole answer in time (%u s at most)",
                (o->total_ms + 999) / 1000);
  /* libcurl has room for a line of 100 kB, and calls this lack of memory. */
  if (code == CURLE_OUT_OF_MEMORY && !t->n_body)
    return fail(err, CALQUE_E_LIMIT, where, 0, "a line of its headers is too long");
  for (size_t i = 0; i < COUNT(ends); i++)
    if (ends[i].code == code) return fail(err, CALQUE_E_NETWORK, where, 0, "%s", ends[i].words);
  return fail(err, CALQUE_E_NETWORK, where, 0, "%s", curl_easy_strerror(code));
}

calque_status transfer_end(struct transfer *t, CURLcode code, const char *where,
                           calque_error *err) {
  curl_slist_free_all(t->headers);
  t->headers = NULL;
  t->code = code == CURLE_OK && !unpack_is_whole(&t->unpack) ? CURLE_PARTIAL_FILE : code;
  curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, &t->answer->code);
  return t->code == CURLE_OK ? CALQUE_OK : explain(t, where, err);
}

bool transfer_is_redirect(const struct transfer *t) {
  const long code = t->answer->code;
  return t->location.len &&
         (code == 301 || code == 302 || code == 303 || code == 307 || code == 308);
}

const char *transfer_shown(calque_arena *arena, calque_str url, bool query) {
  size_t start = str_find(url, STR("//")), end = 0;
  if (start == SIZE_MAX) return arena_copy_z(arena, url);
  calque_str scheme = str_slice(url, 0, start + 2), rest = str_slice(url, start + 2, url.len);
  while (end < rest.len && !strchr("/?#", rest.ptr[end])) end++;
  for (size_t i = end; i > 0; i--)
    if (rest.ptr[i - 1] == '@') {
      rest = str_slice(rest, i, rest.len);
      end -= i;
      break;
    }
  if (!query)
    while (end < rest.len && rest.ptr[end] != '?' && rest.ptr[end] != '#') end++;
  return arena_printf(arena, "%.*s%.*s", STR_ARG(scheme), (int)(query ? rest.len : end), rest.ptr)
      .ptr;
}
