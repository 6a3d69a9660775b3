/* HTTP: a request and its whole answer, or an error that names the address and what happened. An
 * answer that was cut, came too slowly or was too large is an error, never a part of an answer.
 *
 *   struct http *http = http_open(&options);                           one a thread
 *   struct http_answer answer;
 *   calque_status status = http_fetch(http, arena, &request, &answer, &err);
 *
 *   http.c      one request at a time: feeds and pages
 *   client.c    many requests to services, with retries
 *   transfer.c  the exchange itself, for both
 *   retry.c     when a request may be sent again
 *   unpack.c    gzip
 *   url.c       addresses: joined, taken apart, compared
 *   address.c   which machines may be called
 *   polite.c    one request to a host at a time, robots.txt (robots.c)
 *
 * Libcurl is known to the first three, by transfer.h, and to two that use its parsers: url.c
 * (addresses), retry.c (dates). No header but transfer.h shows it, and nothing outside this folder
 * sees that; make lint looks.
 */
#ifndef NET_HTTP_H
#define NET_HTTP_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

#define HTTP_USER_AGENT "calque/" CALQUE_VERSION " (a reader of feeds)"

/* Zero means: as written behind the field. */
struct http_options {
  bool allow_private;     /* also machines that are not public (see address.h) */
  unsigned connect_ms;    /* to connect: 10 s */
  unsigned total_ms;      /* for all of a request with its redirects: 30 s */
  unsigned stall_s;       /* slower than 100 bytes a second for so long is given up: 10 s */
  size_t max_answer;      /* bytes of a body, unpacked: 16 MB */
  const char *user_agent; /* HTTP_USER_AGENT */
};

enum http_redirects {
  HTTP_REDIRECTS_ANY,  /* up to five, to http and https only */
  HTTP_REDIRECTS_HOST, /* the same, but only within the host */
  HTTP_REDIRECTS_NONE  /* the answer 3xx is an answer */
};

struct http_request {
  calque_str url;
  const char *method;         /* NULL: GET, or POST where there is a body */
  const char *const *headers; /* "Name: value"; values may be secret and are never in messages */
  size_t n_headers;
  calque_str body;
  calque_str etag, last_modified; /* of an answer that is kept; empty: none */
  enum http_redirects redirects;
};

/* All strings in the arena. */
struct http_answer {
  long code; /* 200, 304, 404 ... */
  calque_str body;
  calque_str url;  /* where it came from in the end */
  calque_str type; /* "text/html; charset=utf-8", empty: unknown */
  calque_str etag, last_modified;
  calque_str request_id; /* that its operators can find; empty: none */
  bool moved_for_good;   /* every redirect was 301 or 308: url is the new address */
  long retry_after_s;    /* the server asks to wait so long; 0: it does not */
};

struct http;

/* Never NULL. The options are copied but for user_agent. */
struct http *http_open(const struct http_options *options);
void http_free(struct http *h);

/* CALQUE_OK when an answer came, whatever its code; CALQUE_E_NETWORK, CALQUE_E_LIMIT or
 * CALQUE_E_CONFIG (an address that cannot or must not be called). */
calque_status http_fetch(struct http *h, calque_arena *arena, const struct http_request *request,
                         struct http_answer *answer, calque_error *err);

/* The same, and a code that is not 2xx or 304 is an error: "404 not found". */
calque_status http_ask(struct http *h, calque_arena *arena, const struct http_request *request,
                       struct http_answer *answer, calque_error *err);

/* Seconds that a Retry-After asks for at the time `now` (seconds since 1970): digits, a fraction or
 * a date; 0 when it is none of these, a day at most. */
long http_retry_after(calque_str value, int64_t now);

#endif
