/* Many requests to services that may be slow, busy or broken: retries where they can help, one
 * deadline over all tries, a bounded number at once for each host, answers that are read while they
 * arrive. It runs on libcurl's multi interface in one thread; nothing happens between calls of
 * client_wait.
 *
 *   struct client *client = client_open(&options);
 *   client_submit(client, &call);                       as many as there is work
 *   while ((done = client_wait(client))) ...            in order of completion; may submit more
 *
 * A request is sent again after a connection that failed, after 408, 409, 429, 500 and above, and
 * after an answer that was cut, unless the call's judge says that it is of no use (a quota that is
 * used up). The pause before try n is drawn from 0 to min(backoff_max_ms, backoff_ms * 2^n), but
 * never shorter than the server asks for by Retry-After (seconds, a fraction, a date) or
 * retry-after-ms; where that passes the deadline, the call ends at once with the server's own
 * words. A 429 or 503 pauses every call to that host. */
#ifndef NET_CLIENT_H
#define NET_CLIENT_H

#include "net/http.h"

/* Zero means: as written behind the field. */
struct client_options {
  bool allow_private;      /* may call machines that are not public (loopback: always) */
  unsigned connect_ms;     /* 10 s */
  unsigned deadline_ms;    /* for all tries of a call, from its first: 120 s */
  unsigned stall_s;        /* streaming calls only: no byte for so long is given up: 60 s */
  unsigned max_tries;      /* 4 */
  unsigned backoff_ms;     /* 500 */
  unsigned backoff_max_ms; /* 20 s */
  unsigned per_host;       /* calls at once: 4; loopback: 2 */
  size_t max_answer;       /* bytes of a body, unpacked: 8 MB */
  const char *ca_file;     /* NULL: SSL_CERT_FILE, CURL_CA_BUNDLE, else the system's */
  const char *proxy;       /* NULL: https_proxy and so on; never for loopback */
  const char *user_agent;  /* HTTP_USER_AGENT */
};

/* What a call's judge says of an answer that is not 2xx. */
enum client_judgement {
  CLIENT_USUAL,    /* by the code, as above */
  CLIENT_AGAIN,    /* may pass later */
  CLIENT_NOT_AGAIN /* never will: a wrong key, a used-up quota */
};

/* Everything is borrowed until the call is done. Callbacks run inside client_wait. */
struct client_call {
  struct http_request request; /* redirects: within the origin only, whatever it says */
  void *context;
  /* May be NULL. */
  enum client_judgement (*judge)(void *context, const struct http_answer *answer);
  /* NULL: the whole body at the end. Else every piece of a 2xx body as it arrives; false gives the
   * call up. A stream that has begun is not tried again. */
  bool (*receive)(void *context, calque_str piece);
};

/* How a call ended. */
struct client_done {
  const struct client_call *call;
  calque_status status;      /* CALQUE_OK: an answer came, whatever its code */
  struct http_answer answer; /* status OK: code, body (empty for a stream) ... */
  calque_error error; /* status not OK: names the address without its query, and what happened */
  unsigned tries;     /* how often it was sent; some of them may be billed */
  bool complete;      /* of a stream: it ended as HTTP says, not by a cut */
};

struct client;

struct client *client_open(const struct client_options *options);
/* Gives up what is under way. */
void client_free(struct client *c);
void client_submit(struct client *c, const struct client_call *call);
/* The next call that ended, NULL when none is left. Lives until the next client_wait; what it
 * points to is in an arena of the call that client_wait frees then. */
const struct client_done *client_wait(struct client *c);
/* Gives up all calls as soon as possible; may be called from a signal handler or another thread.
 * They come back with CALQUE_E_NETWORK "interrupted". */
void client_interrupt(struct client *c);

#endif
