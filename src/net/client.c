/* A job is a call on its way: it waits in the queue of its host, gets one of the host's places, is
 * sent, perhaps waits and is sent again, and leaves its place when it is done. So at most per_host
 * jobs of a host are active, and each turn of the loop looks at active jobs only. */
#define _GNU_SOURCE
#include "net/client.h"

#include "base/array.h"
#include "base/map.h"
#include "net/address.h"
#include "net/retry.h"
#include "net/transfer.h"
#include "net/url.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum {
  CONNECT_MS = 10000,
  DEADLINE_MS = 120000,
  STALL_S = 60,
  MAX_TRIES = 4,
  BACKOFF_MS = 500,
  BACKOFF_MAX_MS = 20000,
  PER_HOST = 4,
  PER_HOST_LOOPBACK = 2,
  POLL_MS = 1000 /* longest sleep without looking at the clock */
};
#define MAX_BODY ((size_t)8 << 20)

struct host {
  struct host *next;
  char *origin; /* "https://host:port" */
  struct job *queue, **queue_end;
  unsigned n_active, max_active;
  int64_t paused_until_ms;
};

struct job {
  struct job *next;
  struct client_done done;
  struct http_request request; /* of this hop: a redirect may take body and method away */
  calque_arena *arena;         /* of this try's strings and the address */
  struct host *host;
  struct transfer transfer;
  calque_str url;
  unsigned hops;
  bool turned_down;    /* its judge says that no call to its host will pass */
  bool near_only;      /* as in its transfer */
  bool sending;        /* its transfer is libcurl's now; else it waits */
  int64_t deadline_ms; /* 0: not yet sent */
  int64_t not_before_ms;
};

struct client {
  struct client_options options;
  struct transfer_options transfers;
  CURLM *multi;
  struct host *hosts;
  struct job *active;             /* every job that has a place */
  struct job *ended, **ended_end; /* to be returned, in this order */
  struct job *returned;           /* by the last client_wait */
  size_t n_queued;
  uint64_t seed;
  int pipe[2]; /* a byte in it wakes the loop up */
  atomic_bool interrupted;
};

/* ---- Opening and closing -----------------------------------------------------------------------
 */

static void fill_in(struct client_options *o) {
  if (!o->connect_ms) o->connect_ms = CONNECT_MS;
  if (!o->deadline_ms) o->deadline_ms = DEADLINE_MS;
  if (!o->stall_s) o->stall_s = STALL_S;
  if (!o->max_tries) o->max_tries = MAX_TRIES;
  if (!o->backoff_ms) o->backoff_ms = BACKOFF_MS;
  if (!o->backoff_max_ms) o->backoff_max_ms = BACKOFF_MAX_MS;
  if (!o->max_answer) o->max_answer = MAX_BODY;
  if (!o->user_agent) o->user_agent = CLIENT_USER_AGENT;
  if (!o->seed) o->seed = map_random_seed();
}

struct client *client_open(const struct client_options *options) {
  struct client *c = must_alloc(sizeof *c);
  *c = (struct client){.options = *options, .pipe = {-1, -1}};
  struct client_options *o = &c->options;
  fill_in(o);
  c->seed = o->seed;
  c->ended_end = &c->ended;
  c->transfers = (struct transfer_options){.allow_private = o->allow_private,
                                           .allow_loopback = true,
                                           .connect_ms = o->connect_ms,
                                           .total_ms = o->deadline_ms,
                                           .max_answer = o->max_answer,
                                           .user_agent = o->user_agent,
                                           .ca_file = o->ca_file,
                                           .proxy = o->proxy};
  curl_easy_cleanup(transfer_curl()); /* starts libcurl */
  c->multi = curl_multi_init();
  /* Without it only the clock would see an interruption. */
  if (pipe2(c->pipe, O_CLOEXEC | O_NONBLOCK) != 0) c->pipe[0] = c->pipe[1] = -1;
  return c;
}

static void job_free(struct job *j) {
  if (!j) return;
  transfer_free(&j->transfer);
  curl_easy_cleanup(j->transfer.curl);
  calque_arena_free(j->arena);
  free(j);
}

static void free_list(struct job *j) {
  while (j) {
    struct job *next = j->next;
    job_free(j);
    j = next;
  }
}

void client_free(struct client *c) {
  if (!c) return;
  for (struct job *j = c->active; j; j = j->next)
    if (j->sending) curl_multi_remove_handle(c->multi, j->transfer.curl);
  free_list(c->active);
  free_list(c->ended);
  job_free(c->returned);
  while (c->hosts) {
    struct host *next = c->hosts->next;
    free_list(c->hosts->queue);
    free(c->hosts->origin);
    free(c->hosts);
    c->hosts = next;
  }
  curl_multi_cleanup(c->multi);
  for (int i = 0; i < 2; i++)
    if (c->pipe[i] >= 0) close(c->pipe[i]);
  free(c);
}

void client_interrupt(struct client *c) {
  atomic_store(&c->interrupted, true);
  const ssize_t written = write(c->pipe[1], "", 1); /* a full pipe wakes as well */
  (void)written;
}

/* ---- Submitting -------------------------------------------------------------------------------
 */

static const char *shown(const struct job *j) { return transfer_shown(j->arena, j->url, false); }

static bool is_tls(calque_str url) { return str_eq_nocase(str_slice(url, 0, 6), STR("https:")); }

/* "https://host:port", the port only where it is not the scheme's own. */
static calque_str origin_of(calque_arena *arena, calque_str url) {
  return arena_printf(arena, "%s://%.*s", is_tls(url) ? "https" : "http",
                      STR_ARG(url_host(arena, url)));
}

static calque_str header_name(const char *line) {
  calque_str rest = calque_str_of(line);
  return str_trim(str_cut(&rest, ':'));
}

/* All but a few headers are taken for keys: a new service may call its key as it likes. */
static bool has_key(const struct client_call *call) {
  static const calque_str harmless[] = {
      STR_INIT("Content-Type"),    STR_INIT("Accept"),
      STR_INIT("Accept-Language"), STR_INIT("anthropic-version"),
      STR_INIT("User-Agent"),      STR_INIT("Ocp-Apim-Subscription-Region")};
  const calque_str url = call->request.url;
  const calque_str place = str_slice(url, str_find(url, STR("//")) + 2, url.len);
  if (call->has_key || str_has(str_cut(&(calque_str){place.ptr, place.len}, '/'), STR("@")))
    return true;
  for (size_t i = 0; i < call->request.n_headers; i++) {
    bool known = false;
    for (size_t k = 0; k < COUNT(harmless); k++)
      known |= str_eq_nocase(header_name(call->request.headers[i]), harmless[k]);
    if (!known) return true;
  }
  return false;
}

/* May this be sent at all? */
static calque_status check(const struct client *c, struct job *j) {
  const struct client_call *call = j->done.call;
  calque_error *err = &j->done.error;
  if (!url_is_web(j->url) || memchr(j->url.ptr, '\0', j->url.len) ||
      !url_host(j->arena, j->url).len)
    return fail(err, CALQUE_E_CONFIG, shown(j), 0, "not an address of the web (http, https)");
  for (size_t i = 0; i < call->request.n_headers; i++) {
    const char *line = call->request.headers[i];
    for (const char *p = line; *p; p++)
      if (((unsigned char)*p < 0x20 && *p != '\t') || *p == 0x7f)
        return fail(err, CALQUE_E_CONFIG, shown(j), 0,
                    "the value for the header '%.*s' holds a line end or another control character",
                    STR_ARG(header_name(line)));
  }
  j->near_only = !c->options.allow_plain && !is_tls(j->url) &&
                 !address_is_loopback_host(url_host(j->arena, j->url)) && has_key(call);
  if (j->near_only && !c->options.allow_private)
    return fail(err, CALQUE_E_CONFIG, shown(j), 0, "%s", TRANSFER_PLAIN_WORDS);
  return CALQUE_OK;
}

static struct host *host_of(struct client *c, struct job *j) {
  const calque_str origin = origin_of(j->arena, j->url);
  for (struct host *h = c->hosts; h; h = h->next)
    if (str_eq(calque_str_of(h->origin), origin)) return h;
  struct host *h = must_alloc(sizeof *h);
  *h = (struct host){.next = c->hosts, .origin = must_alloc(origin.len + 1)};
  memcpy(h->origin, origin.ptr, origin.len);
  h->origin[origin.len] = '\0';
  h->queue_end = &h->queue;
  h->max_active = c->options.per_host;
  if (!h->max_active)
    h->max_active =
        address_is_loopback_host(url_host(j->arena, j->url)) ? PER_HOST_LOOPBACK : PER_HOST;
  c->hosts = h;
  return h;
}

static void append(struct job ***end, struct job *j) {
  j->next = NULL;
  **end = j;
  *end = &j->next;
}

void client_submit(struct client *c, const struct client_call *call) {
  struct job *j = must_alloc(sizeof *j);
  *j = (struct job){.done = {.call = call}, .url = call->request.url};
  j->arena = calque_arena_new();
  j->done.status = check(c, j);
  if (j->done.status) {
    append(&c->ended_end, j);
    return;
  }
  j->host = host_of(c, j);
  append(&j->host->queue_end, j);
  c->n_queued++;
}

/* ---- Sending ----------------------------------------------------------------------------------
 */

static calque_status send_hop(struct client *c, struct job *j, int64_t now) {
  struct transfer *t = &j->transfer;
  transfer_prepare(t, &j->request, j->url, j->deadline_ms - now);
  curl_easy_setopt(t->curl, CURLOPT_PRIVATE, j);
  j->sending = curl_multi_add_handle(c->multi, t->curl) == CURLM_OK;
  if (j->sending) return CALQUE_OK;
  j->not_before_ms = now + POLL_MS; /* perhaps later, until the deadline */
  j->done.status = fail(&j->done.error, CALQUE_E_NETWORK, shown(j), 0, "no memory for a request");
  return j->done.status;
}

/* The first or a further try: nothing of the one before is left. */
static void send_try(struct client *c, struct job *j, int64_t now) {
  const struct client_call *call = j->done.call;
  calque_arena_reset(j->arena);
  j->done.answer = (struct http_answer){0};
  j->done.error = (calque_error){0};
  j->done.complete = false;
  j->done.tries++;
  j->request = call->request;
  j->url = call->request.url;
  j->hops = 0;
  send_hop(c, j, now);
}

/* Takes the oldest job of a queue; it gets a place. */
static void start_next(struct client *c, struct host *h, int64_t now) {
  struct job *j = h->queue;
  h->queue = j->next;
  if (!h->queue) h->queue_end = &h->queue;
  c->n_queued--;
  h->n_active++;
  j->next = c->active;
  c->active = j;
  j->deadline_ms = now + c->options.deadline_ms;
  j->transfer = (struct transfer){.curl = transfer_curl(),
                                  .options = &c->transfers,
                                  .arena = j->arena,
                                  .answer = &j->done.answer,
                                  .near_only = j->near_only,
                                  .receive = j->done.call->receive,
                                  .context = j->done.call->context};
  transfer_init(&j->transfer);
  send_try(c, j, now);
}

/* ---- Ending -----------------------------------------------------------------------------------
 */

/* The job leaves its place, and its host. */
static void end_job(struct client *c, struct job *j, calque_status status) {
  struct job **p = &c->active;
  while (*p && *p != j) p = &(*p)->next;
  if (*p) *p = j->next;
  j->host->n_active--;
  j->done.status = status;
  j->done.answer.url = j->url;
  j->done.answer.body = status ? STR("") : buf_view(&j->transfer.body);
  append(&c->ended_end, j);
}

/* Every job of a queue ends, unsent. */
static void end_queue(struct client *c, struct host *h, const char *words) {
  while (h->queue) {
    struct job *j = h->queue;
    h->queue = j->next;
    c->n_queued--;
    j->done.status = fail(&j->done.error, CALQUE_E_NETWORK, shown(j), 0, "%s", words);
    append(&c->ended_end, j);
  }
  h->queue_end = &h->queue;
}

static void stop_sending(struct client *c, struct job *j) {
  curl_multi_remove_handle(c->multi, j->transfer.curl);
  j->sending = false;
}

static void give_up(struct client *c, struct job *j, const char *words) {
  const char *where = shown(j);
  if (j->sending) {
    stop_sending(c, j);
    transfer_end(&j->transfer, CURLE_OK, where, NULL);
  }
  j->done.error = (calque_error){0};
  end_job(c, j, fail(&j->done.error, CALQUE_E_NETWORK, where, 0, "%s", words));
}

static void give_all_up(struct client *c, const char *words) {
  while (c->active) give_up(c, c->active, words);
  for (struct host *h = c->hosts; h; h = h->next) end_queue(c, h, words);
}

/* Sends the job where the answer says, if that is within the origin. */
static calque_status follow(struct client *c, struct job *j) {
  calque_error *err = &j->done.error;
  const calque_str next = url_join(j->arena, j->url, j->transfer.location);
  if (!next.len)
    return fail(err, CALQUE_E_NETWORK, shown(j), 0,
                "it redirects to what is no web address, and is not followed");
  if (!str_eq(origin_of(j->arena, next), origin_of(j->arena, j->url)))
    return fail(err, CALQUE_E_NETWORK, shown(j), 0,
                "it redirects to another place, and is not followed: %.100s",
                transfer_shown(j->arena, next, false));
  if (++j->hops > TRANSFER_MAX_REDIRECTS)
    return fail(err, CALQUE_E_NETWORK, shown(j), 0, "more than %d redirects",
                TRANSFER_MAX_REDIRECTS);
  j->url = next;
  if (j->done.answer.code == 303) j->request.method = NULL, j->request.body = STR("");
  return send_hop(c, j, transfer_now_ms());
}

/* An answer came: is it worth another try? */
static bool is_to_be_sent_again(struct job *j) {
  const struct client_call *call = j->done.call;
  const long code = j->done.answer.code;
  const bool good = code >= 200 && code <= 299;
  if (good && call->receive) return false;
  j->done.answer.body = buf_view(&j->transfer.body);
  const enum client_judgement judgement =
      call->judge ? call->judge(call->context, &j->done.answer) : CLIENT_USUAL;
  j->turned_down = judgement == CLIENT_NEVER;
  if (judgement == CLIENT_NEVER || judgement == CLIENT_NOT_AGAIN) return false;
  if (j->transfer.should_retry && !good) return j->transfer.should_retry > 0;
  return judgement == CLIENT_AGAIN || (!good && retry_is_useful(code));
}

/* Puts the next try off; false when there is none, or no time for it. */
static bool wait_for_next_try(struct client *c, struct job *j) {
  const struct client_options *o = &c->options;
  const long code = j->done.answer.code;
  const int64_t now = transfer_now_ms();
  int64_t wait = retry_backoff_ms(&c->seed, j->done.tries - 1, o->backoff_ms, o->backoff_max_ms);
  if (wait < j->transfer.retry_after_ms) wait = j->transfer.retry_after_ms;
  if ((code == 429 || code == 503) && j->host->paused_until_ms < now + wait)
    j->host->paused_until_ms = now + wait;
  if (j->done.tries >= o->max_tries || now + wait >= j->deadline_ms) return false;
  j->not_before_ms = now + wait;
  return true;
}

/* Libcurl is done with the job's transfer. */
static void end_transfer(struct client *c, struct job *j, CURLcode code) {
  struct transfer *t = &j->transfer;
  const struct client_call *call = j->done.call;
  stop_sending(c, j);
  calque_status status = transfer_end(t, code, shown(j), &j->done.error);
  if (status == CALQUE_E_LIMIT) status = j->done.error.status = CALQUE_E_PROVIDER;
  bool again = status ? transfer_may_pass(t) : false;
  const bool begun = call->receive && j->done.answer.code / 100 == 2 && t->n_body;
  if (!status && transfer_is_redirect(t)) {
    status = follow(c, j);
    if (j->sending) return;
  } else if (!status) {
    again = is_to_be_sent_again(j);
    j->done.complete = true;
  } else if (begun && (again || t->trouble == TRANSFER_GIVEN_UP)) {
    again = false;
    status = CALQUE_OK; /* a stream that was cut, from either side */
  }
  j->done.status = status;
  if (!again || !wait_for_next_try(c, j)) end_job(c, j, status);
  if (j->turned_down) /* told first */
    end_queue(c, j->host, "not sent, since the service turned down what came before it");
}

/* ---- The loop ---------------------------------------------------------------------------------
 */

static void start_jobs(struct client *c, int64_t now) {
  for (struct job *j = c->active; j; j = j->next)
    if (!j->sending && now >= j->not_before_ms && now >= j->host->paused_until_ms)
      send_try(c, j, now);
  for (struct host *h = c->hosts; h; h = h->next) {
    if (h->queue && h->paused_until_ms - now > (int64_t)c->options.deadline_ms)
      end_queue(c, h, "not sent: the server asked for a longer pause than there is time");
    if (now < h->paused_until_ms) continue;
    while (h->queue && h->n_active < h->max_active) start_next(c, h, now);
  }
}

/* A pause of the host may have grown past what a waiting job has time for. */
static void check_clocks(struct client *c, int64_t now) {
  for (struct job *j = c->active, *next; j; j = next) {
    next = j->next;
    if (j->sending) {
      if (j->done.call->receive &&
          now - j->transfer.last_byte_ms >= (int64_t)c->options.stall_s * 1000)
        give_up(c, j, "nothing came any more, and it was given up");
    } else if (j->host->paused_until_ms >= j->deadline_ms || now >= j->deadline_ms) {
      end_job(c, j, j->done.status); /* as its last try ended */
    }
  }
}

static int64_t earliest(int64_t a, int64_t b) { return a < b ? a : b; }

/* When something of ours is due; libcurl knows its own times. */
static int64_t next_due(const struct client *c, int64_t now) {
  int64_t due = now + POLL_MS;
  for (const struct job *j = c->active; j; j = j->next) {
    const int64_t paused = j->host->paused_until_ms;
    if (!j->sending) due = earliest(due, paused > j->not_before_ms ? paused : j->not_before_ms);
    else if (j->done.call->receive)
      due = earliest(due, j->transfer.last_byte_ms + (int64_t)c->options.stall_s * 1000);
  }
  for (const struct host *h = c->hosts; h; h = h->next)
    if (h->queue && now < h->paused_until_ms) due = earliest(due, h->paused_until_ms);
  return due > now ? due : now;
}

static void collect_ended(struct client *c) {
  int left;
  for (CURLMsg *m; (m = curl_multi_info_read(c->multi, &left));) {
    if (m->msg != CURLMSG_DONE) continue;
    const CURLcode code = m->data.result; /* m dies with the handle's removal */
    struct job *j = NULL;
    curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&j);
    end_transfer(c, j, code);
  }
}

static void turn(struct client *c) {
  struct curl_waitfd wakeup = {.fd = c->pipe[0], .events = CURL_WAIT_POLLIN};
  int64_t now = transfer_now_ms();
  int running;
  check_clocks(c, now);
  start_jobs(c, now);
  if (curl_multi_perform(c->multi, &running) != CURLM_OK) {
    give_all_up(c, "the network library failed");
    return;
  }
  collect_ended(c);
  if (c->ended) return;
  now = transfer_now_ms();
  curl_multi_poll(c->multi, &wakeup, wakeup.fd >= 0, (int)(next_due(c, now) - now), NULL);
}

const struct client_done *client_wait(struct client *c) {
  job_free(c->returned);
  c->returned = NULL;
  while (!c->ended && (c->active || c->n_queued)) {
    if (atomic_load(&c->interrupted)) give_all_up(c, "interrupted");
    else turn(c);
  }
  if (!c->ended) return NULL;
  struct job *j = c->ended;
  c->ended = j->next;
  if (!c->ended) c->ended_end = &c->ended;
  c->returned = j;
  return &j->done;
}
