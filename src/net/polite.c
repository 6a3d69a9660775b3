/* A list of hosts, each with its turn. A thread holds a host's turn for the request and, before
 * it, for what is left of the pause. */
#define _GNU_SOURCE
#include "net/polite.h"

#include "base/map.h"
#include "net/robots.h"
#include "net/url.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#define MAX_ROBOTS ((size_t)512 << 10) /* RFC 9309 asks for 500 KiB */

enum robots_state { ROBOTS_UNREAD, ROBOTS_READ, ROBOTS_NONE, ROBOTS_UNKNOWN };

struct host {
  pthread_mutex_t turn;
  struct timespec free_at; /* of a steady clock */
  enum robots_state state;
  calque_str robots; /* in the arena of the whole */
};

struct polite {
  pthread_mutex_t lock; /* of what follows */
  calque_arena *arena;
  struct map index; /* scheme and host -> hosts */
  struct host **hosts;
  size_t n, cap;
  unsigned pause_ms;
};

struct polite *polite_new(unsigned pause_ms) {
  struct polite *p = must_alloc(sizeof *p);
  *p = (struct polite){.arena = calque_arena_new(), .pause_ms = pause_ms};
  pthread_mutex_init(&p->lock, NULL);
  map_init(&p->index, p->arena, 64, map_random_seed());
  return p;
}

void polite_free(struct polite *p) {
  if (!p) return;
  for (size_t i = 0; i < p->n; i++) pthread_mutex_destroy(&p->hosts[i]->turn);
  for (size_t i = 0; i < p->n; i++) free(p->hosts[i]);
  free(p->hosts);
  pthread_mutex_destroy(&p->lock);
  calque_arena_free(p->arena);
  free(p);
}

static struct host *find_host(struct polite *p, calque_str name) {
  pthread_mutex_lock(&p->lock);
  uint32_t *at = map_find(&p->index, name);
  if (!at) {
    struct host *h = must_alloc(sizeof *h);
    *h = (struct host){.state = ROBOTS_UNREAD};
    pthread_mutex_init(&h->turn, NULL);
    if (p->n == p->cap) {
      p->cap = p->cap ? 2 * p->cap : 64;
      p->hosts = must_realloc(p->hosts, p->cap * sizeof *p->hosts);
    }
    at = map_add(&p->index, arena_copy(p->arena, name), (uint32_t)p->n);
    p->hosts[p->n++] = h;
  }
  struct host *host = p->hosts[*at];
  pthread_mutex_unlock(&p->lock);
  return host;
}

/* Holding the turn: waits for the end of the pause, asks, begins the next pause. */
static calque_status ask(struct polite *p, struct host *host, struct http *http,
                         calque_arena *arena, const struct http_request *request,
                         struct http_answer *answer, calque_error *err) {
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &host->free_at, NULL) != 0) continue;
  calque_status status = http_ask(http, arena, request, answer, err);
  clock_gettime(CLOCK_MONOTONIC, &host->free_at);
  host->free_at.tv_sec += p->pause_ms / 1000;
  host->free_at.tv_nsec += (long)(p->pause_ms % 1000) * 1000000;
  if (host->free_at.tv_nsec >= 1000000000)
    host->free_at.tv_sec++, host->free_at.tv_nsec -= 1000000000;
  return status;
}

calque_status polite_ask(struct polite *p, struct http *http, calque_arena *arena,
                         const struct http_request *request, struct http_answer *answer,
                         calque_error *err) {
  struct host *host = find_host(p, url_host(arena, request->url));
  pthread_mutex_lock(&host->turn);
  calque_status status = ask(p, host, http, arena, request, answer, err);
  pthread_mutex_unlock(&host->turn);
  return status;
}

static void read_robots(struct polite *p, struct host *host, struct http *http, calque_arena *arena,
                        calque_str url) {
  struct http_request request = {.url = url_join(arena, url, STR("/robots.txt"))};
  struct http_answer answer;
  calque_status status = ask(p, host, http, arena, &request, &answer, NULL);
  if (status) {
    host->state = answer.code >= 400 && answer.code < 500 && answer.code != 429 ? ROBOTS_NONE
                                                                                : ROBOTS_UNKNOWN;
    return;
  }
  size_t len = answer.body.len < MAX_ROBOTS ? answer.body.len : MAX_ROBOTS;
  pthread_mutex_lock(&p->lock);
  host->robots = arena_copy(p->arena, str_slice(answer.body, 0, len));
  pthread_mutex_unlock(&p->lock);
  host->state = ROBOTS_READ;
}

calque_status polite_may_read(struct polite *p, struct http *http, calque_arena *arena,
                              calque_str url, calque_error *err) {
  struct host *host = find_host(p, url_host(arena, url));
  pthread_mutex_lock(&host->turn);
  if (host->state == ROBOTS_UNREAD) read_robots(p, host, http, arena, url);
  pthread_mutex_unlock(&host->turn);
  const char *where = arena_copy_z(arena, url);
  if (host->state == ROBOTS_UNKNOWN)
    return fail(err, CALQUE_E_NETWORK, where, 0, "its host does not answer for robots.txt");
  if (host->state == ROBOTS_READ &&
      !robots_allow(host->robots, STR("calque"), url_path(arena, url)))
    return fail(err, CALQUE_E_CONFIG, where, 0, "robots.txt does not allow it");
  return CALQUE_OK;
}
