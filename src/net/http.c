/* Redirects are followed here and not by libcurl: each hop is a request of its own, so that its
 * address, its host and the kind of the redirect can be judged; one deadline holds for all hops. */
#include "net/http.h"

#include "net/retry.h"
#include "net/transfer.h"
#include "net/url.h"

#include <stdlib.h>

enum { CONNECT_MS = 10000, TOTAL_MS = 30000, STALL_S = 10 };
#define MAX_BODY ((size_t)16 << 20)

struct http {
  struct transfer_options options;
  CURL *curl;
};

struct http *http_open(const struct http_options *o) {
  struct http *h = must_alloc(sizeof *h);
  *h = (struct http){.curl = transfer_curl(),
                     .options = {.allow_private = o->allow_private,
                                 .connect_ms = o->connect_ms ? o->connect_ms : CONNECT_MS,
                                 .total_ms = o->total_ms ? o->total_ms : TOTAL_MS,
                                 .stall_s = o->stall_s ? o->stall_s : STALL_S,
                                 .max_answer = o->max_answer ? o->max_answer : MAX_BODY,
                                 .user_agent = o->user_agent ? o->user_agent : HTTP_USER_AGENT}};
  return h;
}

void http_free(struct http *h) {
  if (!h) return;
  curl_easy_cleanup(h->curl);
  free(h);
}

long http_retry_after(calque_str value, int64_t now) {
  const int64_t ms = retry_after_ms(value, now);
  return ms > 0 ? (long)((ms + 999) / 1000) : 0;
}

/* An address without what may be secret in it: user, password. */
static const char *shown(calque_arena *arena, calque_str url) {
  return transfer_shown(arena, url, true);
}

static calque_status hop(struct transfer *t, const struct http_request *r, calque_str url,
                         int64_t deadline, calque_error *err) {
  transfer_prepare(t, r, url, deadline - transfer_now_ms());
  return transfer_end(t, curl_easy_perform(t->curl), shown(t->arena, url), err);
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
  int64_t deadline = transfer_now_ms() + h->options.total_ms;
  struct http_request r = *request;
  *answer = (struct http_answer){.moved_for_good = true};
  struct transfer t = {.curl = h->curl, .options = &h->options, .arena = arena, .answer = answer};
  transfer_init(&t);
  calque_status status;
  for (int hops = 0;; hops++) {
    status = hop(&t, &r, url, deadline, err);
    if (status || r.redirects == HTTP_REDIRECTS_NONE || !transfer_is_redirect(&t)) break;
    if (hops == TRANSFER_MAX_REDIRECTS) {
      status = fail(err, CALQUE_E_NETWORK, shown(arena, request->url), 0, "more than %d redirects",
                    TRANSFER_MAX_REDIRECTS);
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
  transfer_free(&t);
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
