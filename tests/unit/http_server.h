/* A server on the loopback interface in a thread of the test. Each connection is one request; the
 * test's function reads it and writes the answer, well or badly, byte by byte if it likes. */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct http_server {
  int fd;
  unsigned port;
  pthread_t thread;
  atomic_bool stopping;
  atomic_uint n_requests;
  /* Answers a request whose head is `head`; writes to fd. */
  void (*answer)(struct http_server *s, int fd, const char *head);
};

static inline void server_send(int fd, const char *bytes, size_t n) {
  while (n) {
    ssize_t sent = send(fd, bytes, n, MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes += sent;
    n -= (size_t)sent;
  }
}

static inline void server_say(int fd, const char *text) { server_send(fd, text, strlen(text)); }

static inline void server_pause(long ms) {
  struct timespec t = {ms / 1000, ms % 1000 * 1000000};
  nanosleep(&t, NULL);
}

/* A whole answer with its length. */
static inline void server_reply(int fd, const char *code, const char *headers, const char *body) {
  char head[4096];
  snprintf(head, sizeof head, "HTTP/1.1 %s\r\n%sContent-Length: %zu\r\nConnection: close\r\n\r\n",
           code, headers, strlen(body));
  server_say(fd, head);
  server_say(fd, body);
}

struct server_connection {
  struct http_server *server;
  int fd;
};

static inline void *server_connection(void *memory) {
  struct server_connection c = *(struct server_connection *)memory;
  free(memory);
  char head[8192];
  size_t n = 0;
  while (n < sizeof head - 1) {
    ssize_t got = recv(c.fd, head + n, sizeof head - 1 - n, 0);
    if (got <= 0) break;
    n += (size_t)got;
    head[n] = '\0';
    if (strstr(head, "\r\n\r\n")) break;
  }
  head[n] = '\0';
  if (n) {
    c.server->n_requests++;
    c.server->answer(c.server, c.fd, head);
  }
  close(c.fd);
  return NULL;
}

static inline void *server_accept(void *server) {
  struct http_server *s = server;
  while (!s->stopping) {
    struct server_connection *c = malloc(sizeof *c);
    pthread_t thread;
    *c = (struct server_connection){s, accept(s->fd, NULL, NULL)};
    if (c->fd < 0 || pthread_create(&thread, NULL, server_connection, c) != 0) {
      free(c);
      continue;
    }
    pthread_detach(thread);
  }
  return NULL;
}

static inline int server_start(struct http_server *s) {
  struct sockaddr_in address = {.sin_family = AF_INET};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t len = sizeof address;
  s->fd = socket(AF_INET, SOCK_STREAM, 0);
  if (s->fd < 0 || bind(s->fd, (struct sockaddr *)&address, len) < 0 || listen(s->fd, 64) < 0 ||
      getsockname(s->fd, (struct sockaddr *)&address, &len) < 0)
    return -1;
  s->port = ntohs(address.sin_port);
  return pthread_create(&s->thread, NULL, server_accept, s);
}

static inline void server_stop(struct http_server *s) {
  s->stopping = true;
  shutdown(s->fd, SHUT_RDWR); /* ends accept */
  pthread_join(s->thread, NULL);
  close(s->fd);
}

#endif
