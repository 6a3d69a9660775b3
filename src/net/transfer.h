/* One exchange over libcurl, request and answer without redirects or retries: what the simple
 * fetch (http.c) and the client of services (client.c) have in common. Nobody else includes this,
 * the one header that shows libcurl.
 *
 * The size of a body is counted as it is unpacked (libcurl 7.88 counts only what the server
 * announces), headers are counted too, and the address is looked at after names were resolved. */
#ifndef NET_TRANSFER_H
#define NET_TRANSFER_H

#include "base/buf.h"
#include "net/http.h"
#include "net/unpack.h"

#include <curl/curl.h>

#define TRANSFER_MAX_HEADERS ((size_t)128 << 10)
enum { TRANSFER_MAX_REDIRECTS = 5 };

struct transfer_options {
  bool allow_private;
  bool allow_loopback;           /* this machine too, and a proxy wherever it stands */
  unsigned connect_ms, total_ms; /* total_ms: for messages; the caller sets the time left */
  unsigned stall_s;              /* slower than 100 bytes a second for so long; 0: any speed */
  size_t max_answer;
  const char *user_agent;
  const char *ca_file; /* NULL: CURL_CA_BUNDLE, SSL_CERT_FILE, else the system's */
  const char *proxy;   /* NULL: http_proxy and so on; never for loopback */
};

#define TRANSFER_PLAIN_WORDS                                                                       \
  "over http everybody on the way could read the key; https keeps it secret (--allow-plain sends " \
  "it all the same)"

enum transfer_trouble {
  TRANSFER_NONE,
  TRANSFER_TOO_LARGE,
  TRANSFER_HEADERS_TOO_LARGE,
  TRANSFER_PACKED,  /* in a way that we cannot unpack */
  TRANSFER_PRIVATE, /* the machine's address must not be called */
  TRANSFER_PLAIN,   /* it is out in the open, where a key would be read on the way */
  TRANSFER_GIVEN_UP /* by `receive` */
};

struct transfer {
  /* The caller's, set before transfer_init: */
  CURL *curl;
  const struct transfer_options *options;
  calque_arena *arena; /* of the answer's strings */
  struct http_answer *answer;
  /* Pieces of a 2xx body go there, all else into `body`; NULL: everything into body. */
  bool (*receive)(void *context, calque_str piece);
  void *context;
  bool near_only; /* only to a private or loopback address: a key goes without TLS */
  /* Its own: */
  struct buf body;
  struct curl_slist *headers;
  size_t n_header, n_body; /* bytes so far */
  struct unpack unpack;
  calque_str location, encoding;
  int64_t retry_after_ms;   /* the server asks to wait so long; -1: it does not */
  int64_t last_byte_ms;     /* transfer_now_ms of the newest byte, or of the start */
  signed char should_retry; /* X-Should-Retry: 1 yes, -1 no, 0 nothing */
  enum transfer_trouble trouble;
  CURLcode code; /* how it ended */
  bool loopback, proxied;
};

/* Milliseconds of a clock that nobody sets. */
int64_t transfer_now_ms(void);

/* An easy handle, once libcurl is started. */
CURL *transfer_curl(void);

void transfer_init(struct transfer *t);
/* Of what a transfer holds, all but `curl` and the arena. */
void transfer_free(struct transfer *t);

/* Prepares t->curl for one exchange of at most timeout_ms; empties what an earlier one left. */
void transfer_prepare(struct transfer *t, const struct http_request *request, calque_str url,
                      int64_t timeout_ms);

/* To be called once behind each prepare, with what libcurl said: the code of the answer, or the
 * error, which names `where`. */
calque_status transfer_end(struct transfer *t, CURLcode code, const char *where, calque_error *err);

/* Did it fail in a way that another try may not? */
bool transfer_may_pass(const struct transfer *t);

/* 301, 302, 303, 307 or 308 that says where to. */
bool transfer_is_redirect(const struct transfer *t);

/* An address for a message: without user and password, and without its query and fragment, which
 * may hold a key, where `query` is false. */
const char *transfer_shown(calque_arena *arena, calque_str url, bool query);

#endif
