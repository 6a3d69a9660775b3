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
 * used up) or the server does (X-Should-Retry). The pause before the second try is drawn
 * from 0 to backoff_ms, before each further one from twice as much, up to backoff_max_ms; it is
 * never shorter than the server asks for by Retry-After (seconds, a fraction, a date) or
 * Retry-After-Ms, and where that passes the deadline, the call ends at once with the server's own
 * words. A call that waits keeps its place among those of its host, so that a host in trouble gets
 * less work and not more. A 429 or 503 pauses every call to that host.
 *
 * Keys are in no message. They are in this process's memory, and in its environment, so a program
 * that has keys keeps its memory out of core files (calque: cli/environment.c). */
#ifndef NET_CLIENT_H
#define NET_CLIENT_H

#include "net/http.h"

#define CLIENT_USER_AGENT "calque/" CALQUE_VERSION

/* Zero means: as written behind the field. */
struct client_options {
  /* May call machines that are not public. Loopback: always; where a proxy is in use, which
   * machines are called is its matter. */
  bool allow_private;
  /* May send a key over http without TLS to any machine. On loopback: always; to machines that are
   * not public, with allow_private. */
  bool allow_plain;
  unsigned connect_ms;     /* 10 s */
  unsigned deadline_ms;    /* for all tries of a call, from its first: 120 s */
  unsigned stall_s;        /* streaming calls only: no byte for so long is given up: 60 s */
  unsigned max_tries;      /* 4 */
  unsigned backoff_ms;     /* 500 */
  unsigned backoff_max_ms; /* 20 s */
  unsigned per_host;       /* calls at once: 4; loopback: 2 */
  size_t max_answer;       /* bytes of a body, unpacked: 8 MB */
  const char *ca_file;     /* NULL: CURL_CA_BUNDLE, SSL_CERT_FILE, else the system's */
  const char *proxy;       /* NULL: https_proxy and so on; never for loopback */
  const char *user_agent;  /* CLIENT_USER_AGENT */
  uint64_t seed;           /* of the pauses: random, or by CALQUE_SEED */
};

/* What a call's judge says of an answer that is not 2xx. */
enum client_judgement {
  CLIENT_USUAL,     /* by the code, as above */
  CLIENT_AGAIN,     /* may pass later; X-Should-Retry: false says no to that */
  CLIENT_NOT_AGAIN, /* never will */
  CLIENT_NEVER /* nor will another call to that host: a wrong key, a used-up quota. Those that wait
                  for a place end unsent. */
};

/* Everything is borrowed until the call is done. Callbacks run inside client_wait. */
struct client_call {
  struct http_request request; /* redirects: within the origin only, whatever it says */
  /* The body or the address holds a key. Of headers all values are taken for keys but those of a
   * few names (Content-Type, Accept...). */
  bool has_key;
  void *context;
  /* May be NULL. Also asked of a 2xx answer, which CLIENT_AGAIN sends again: a service may say in
   * it that it is busy. Not of a stream. */
  enum client_judgement (*judge)(void *context, const struct http_answer *answer);
  /* NULL: the whole body at the end. Else every piece of a 2xx body as it arrives; false cuts
   * the stream. A stream that has begun is not tried again. */
  bool (*receive)(void *context, calque_str piece);
};

/* How a call ended. */
struct client_done {
  const struct client_call *call;
  /* CALQUE_OK: an answer came, whatever its code. Else CALQUE_E_NETWORK; CALQUE_E_CONFIG, it must
   * not be sent; CALQUE_E_PROVIDER, the answer is too large. */
  calque_status status;
  struct http_answer answer; /* status OK: code, body (empty for a stream) ... */
  /* Status not OK, or a stream that is not complete: names the address without its query, and what
   * happened. */
  calque_error error;
  unsigned tries; /* how often it was sent, some of them may be billed; 0: never */
  /* Of a stream: it ended as HTTP says. One that was cut has status OK all the same: its protocol
   * may have an end mark of its own, which came, and its reader knows why it cut it. */
  bool complete;
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
