/* Sockets and threads: one of either for each connection, which may bring many requests. */
#define _GNU_SOURCE
#include "hostile.h"

#include <arpa/inet.h>
#include <jansson.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_REQUESTS = 20000, MAX_REQUEST = 8 << 20, MAX_PLANS = 1000 };

struct plan {
  calque_str name;
  size_t n, under_way, at_once;
};

struct hostile {
  int fd[2]; /* the server and its other origin */
  unsigned port[2];
  pthread_t thread[2];
  atomic_bool stopping;
  atomic_uint n_connections;
  struct oracle *oracle;
  FILE *log;
  pthread_mutex_t lock; /* of what follows */
  calque_arena *arena;
  struct hostile_request *requests;
  size_t n_requests;
  struct plan plans[MAX_PLANS];
  size_t n_plans;
};

struct link {
  struct hostile *server;
  int fd;
  bool elsewhere; /* came to the other origin */
};

/* ---- What came in -----------------------------------------------------------------------------
 */

static struct plan *plan_of(struct hostile *h, calque_str name) {
  for (size_t i = 0; i < h->n_plans; i++)
    if (str_eq(h->plans[i].name, name)) return &h->plans[i];
  if (h->n_plans == MAX_PLANS) abort();
  h->plans[h->n_plans] = (struct plan){.name = arena_copy(h->arena, name)};
  return &h->plans[h->n_plans++];
}

static void write_log(struct hostile *h, const struct hostile_request *r) {
  if (!h->log) return;
  json_t *line =
      json_pack("{s:o, s:o, s:o, s:o}", "plan", json_stringn_nocheck(r->plan.ptr, r->plan.len),
                "path", json_stringn_nocheck(r->path.ptr, r->path.len), "head",
                json_stringn_nocheck(r->head.ptr, r->head.len), "body",
                json_stringn_nocheck(r->body.ptr ? r->body.ptr : "", r->body.len));
  char *text = json_dumps(line, JSON_COMPACT);
  fprintf(h->log, "%s\n", text ? text : "{}");
  fflush(h->log);
  free(text);
  json_decref(line);
}

static struct hostile_request *keep(struct hostile *h, struct hostile_request r) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  pthread_mutex_lock(&h->lock);
  if (h->n_requests == MAX_REQUESTS) abort();
  struct plan *plan = plan_of(h, r.plan);
  struct hostile_request *kept = &h->requests[h->n_requests++];
  *kept = (struct hostile_request){.plan = plan->name,
                                   .head = arena_copy(h->arena, r.head),
                                   .path = arena_copy(h->arena, r.path),
                                   .body = arena_copy(h->arena, r.body),
                                   .at_ms = (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000,
                                   .nth = plan->n++};
  if (++plan->under_way > plan->at_once) plan->at_once = plan->under_way;
  write_log(h, kept);
  pthread_mutex_unlock(&h->lock);
  return kept;
}

static void is_over(struct hostile *h, const struct hostile_request *r) {
  pthread_mutex_lock(&h->lock);
  plan_of(h, r->plan)->under_way--;
  pthread_mutex_unlock(&h->lock);
}

size_t hostile_count(struct hostile *h, const char *plan) {
  pthread_mutex_lock(&h->lock);
  const size_t n = plan_of(h, calque_str_of(plan))->n;
  pthread_mutex_unlock(&h->lock);
  return n;
}

size_t hostile_at_once(struct hostile *h, const char *plan) {
  pthread_mutex_lock(&h->lock);
  const size_t n = plan_of(h, calque_str_of(plan))->at_once;
  pthread_mutex_unlock(&h->lock);
  return n;
}

const struct hostile_request *hostile_nth(struct hostile *h, const char *plan, size_t n) {
  const struct hostile_request *found = NULL;
  pthread_mutex_lock(&h->lock);
  for (size_t i = 0; i < h->n_requests && !found; i++)
    if (str_eq(h->requests[i].plan, calque_str_of(plan)) && h->requests[i].nth == n)
      found = &h->requests[i];
  pthread_mutex_unlock(&h->lock);
  return found;
}

/* ---- A request --------------------------------------------------------------------------------
 */

/* Reads more; false at the end. Wakes up to see whether the server stops. */
static bool read_more(const struct link *l, struct buf *in) {
  struct pollfd p = {.fd = l->fd, .events = POLLIN};
  while (!l->server->stopping && poll(&p, 1, 50) == 0) continue;
  if (l->server->stopping || in->len > MAX_REQUEST) return false;
  char *room = buf_room(in, 1 << 16);
  const ssize_t got = recv(l->fd, room, 1 << 16, 0);
  if (got > 0) in->len += (size_t)got;
  return got > 0;
}

static calque_str header(calque_str head, const char *name) {
  while (head.ptr) {
    calque_str value = str_cut(&head, '\n');
    if (str_eq_nocase(str_cut(&value, ':'), calque_str_of(name)) && value.ptr)
      return str_trim(value);
  }
  return STR("");
}

static bool read_request(const struct link *l, struct buf *in, struct hostile_request *r) {
  size_t end;
  buf_clear(in);
  while ((end = str_find(buf_view(in), STR("\r\n\r\n"))) == SIZE_MAX)
    if (!read_more(l, in)) return false;
  uint64_t length = 0;
  str_to_u64(header(str_slice(buf_view(in), 0, end), "Content-Length"), &length);
  while (in->len < end + 4 + length)
    if (!read_more(l, in)) return false;
  calque_str line = r->head = str_slice(buf_view(in), 0, end);
  r->body = str_slice(buf_view(in), end + 4, in->len);
  str_cut(&line, ' ');
  calque_str path = str_cut(&line, ' ');
  path = path.len ? str_slice(path, 1, path.len) : path;
  const calque_str whole = path;
  r->plan = str_cut(&path, '/');
  r->path = path.ptr ? str_slice(whole, r->plan.len, whole.len) : STR("");
  if (l->elsewhere) r->plan = STR(HOSTILE_ELSEWHERE);
  return true;
}

static bool has_line(calque_str head, const char *wanted) {
  while (head.ptr)
    if (str_eq_nocase(str_trim(str_cut(&head, '\n')), calque_str_of(wanted))) return true;
  return false;
}

static void make_reply(const struct link *l, calque_arena *arena, const struct behavior *b,
                       const struct hostile_request *r, struct reply *reply) {
  const struct voice *voice = voice_of(r->path);
  const bool has_key = str_has(r->head, STR(HOSTILE_KEY)) || str_has(r->body, STR(HOSTILE_KEY));
  struct asked asked = {0};
  *reply = (struct reply){.code = b->code, .type = STR("application/json")};
  voice->ask(arena, r, &asked);
  if (voice->key && !has_line(r->head, voice->key))
    reply->body = voice->complain(arena, reply->code = 401, "authentication_error", "no key");
  else if (asked.code)
    reply->body = voice->complain(arena, reply->code = asked.code, "invalid_request_error",
                                  arena_copy_z(arena, asked.complaint));
  else if (b->code >= 300) /* services repeat what was wrong with a key */
    reply->body = voice->complain(arena, b->code, b->kind,
                                  has_key && b->code == 401 ? "wrong key: " HOSTILE_KEY : b->kind);
  if (reply->body.len) return;
  struct said said;
  oracle_answer(l->server->oracle, arena, &asked, b->spoil, &said);
  if (asked.stream && voice->stream) voice->stream(arena, &said, reply);
  else reply->body = voice->say(arena, &said);
}

static bool serve(const struct link *l, struct buf *in) {
  struct hostile_request got = {0};
  if (!read_request(l, in, &got)) return false;
  calque_arena *arena = calque_arena_new();
  const struct hostile_request *r = keep(l->server, got);
  const struct connection c = {
      l->server, arena, &l->server->stopping, l->fd, l->server->port[0], l->server->port[1]};
  const struct behavior *b = behavior_of(l->elsewhere ? STR("ok") : r->plan, r->nth);
  struct reply reply;
  bool again = false;
  if (b) {
    make_reply(l, arena, b, r, &reply);
    again = behavior_send(&c, b, r, &reply);
  }
  is_over(l->server, r);
  calque_arena_free(arena);
  return again;
}

static void *run_connection(void *memory) {
  struct link l = *(struct link *)memory;
  struct buf in;
  free(memory);
  buf_init(&in, (size_t)2 * MAX_REQUEST);
  while (serve(&l, &in)) continue;
  buf_free(&in);
  close(l.fd);
  l.server->n_connections--;
  return NULL;
}

/* ---- Starting and stopping --------------------------------------------------------------------
 */

struct door {
  struct hostile *server;
  int i;
};

static void *accept_all(void *memory) {
  const struct door door = *(struct door *)memory;
  free(memory);
  while (!door.server->stopping) {
    const int fd = accept4(door.server->fd[door.i], NULL, NULL, SOCK_CLOEXEC);
    pthread_t thread;
    if (fd < 0) continue;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    struct link *l = malloc(sizeof *l);
    *l = (struct link){door.server, fd, door.i == 1};
    door.server->n_connections++;
    if (pthread_create(&thread, NULL, run_connection, l) != 0) abort();
    pthread_detach(thread);
  }
  return NULL;
}

static bool listen_at(struct hostile *h, int i) {
  struct sockaddr_in address = {.sin_family = AF_INET};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t len = sizeof address;
  h->fd[i] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (h->fd[i] < 0 || bind(h->fd[i], (struct sockaddr *)&address, len) < 0 ||
      listen(h->fd[i], 64) < 0 || getsockname(h->fd[i], (struct sockaddr *)&address, &len) < 0)
    return false;
  h->port[i] = ntohs(address.sin_port);
  struct door *door = malloc(sizeof *door);
  *door = (struct door){h, i};
  return pthread_create(&h->thread[i], NULL, accept_all, door) == 0;
}

struct hostile *hostile_start(const char *parallel, const char *log) {
  struct hostile *h = calloc(1, sizeof *h);
  h->oracle = oracle_open(parallel);
  h->log = log ? fopen(log, "a") : NULL;
  h->arena = calque_arena_new();
  h->requests = calloc(MAX_REQUESTS, sizeof *h->requests);
  pthread_mutex_init(&h->lock, NULL);
  return h->oracle && (!log || h->log) && listen_at(h, 0) && listen_at(h, 1) ? h : NULL;
}

unsigned hostile_port(const struct hostile *h) { return h->port[0]; }

void hostile_stop(struct hostile *h) {
  h->stopping = true;
  for (int i = 0; i < 2; i++) {
    shutdown(h->fd[i], SHUT_RDWR);
    pthread_join(h->thread[i], NULL);
    close(h->fd[i]);
  }
  while (h->n_connections) usleep(1000); /* each looks at `stopping` often */
  oracle_free(h->oracle);
  calque_arena_free(h->arena);
  pthread_mutex_destroy(&h->lock);
  if (h->log) fclose(h->log);
  free(h->requests);
  free(h);
}
