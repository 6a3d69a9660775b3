/* Sending an answer, well or badly. */
#define _GNU_SOURCE
#include "hostile.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <zlib.h>

enum { STREAM_PIECE = 7 }; /* bytes: parts events, lines and characters anywhere */

/* ---- Bytes ------------------------------------------------------------------------------------
 */

static bool send_all(const struct connection *c, calque_str bytes) {
  while (bytes.len && !*c->stopping) {
    const ssize_t sent = send(c->fd, bytes.ptr, bytes.len, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes = str_slice(bytes, (size_t)sent, bytes.len);
  }
  return !*c->stopping;
}

/* Sleeps, unless the client goes away or the server stops before: then false. */
static bool sleep_ms(const struct connection *c, int ms) {
  struct pollfd p = {.fd = c->fd, .events = POLLRDHUP};
  for (; ms > 0 && !*c->stopping; ms -= 20)
    if (poll(&p, 1, ms < 20 ? ms : 20) > 0) return false;
  return !*c->stopping;
}

static bool send_chunk(const struct connection *c, calque_str bytes) {
  char size[24];
  snprintf(size, sizeof size, "%zx\r\n", bytes.len);
  return send_all(c, calque_str_of(size)) && send_all(c, bytes) && send_all(c, STR("\r\n"));
}

static const char *phrase(long code) {
  switch (code) {
    case 200: return "OK";
    case 204: return "No Content";
    case 429: return "Too Many Requests";
    default: return code < 400 ? "Elsewhere" : code < 500 ? "No" : "Alas";
  }
}

/* The head without the line that ends it. */
static calque_str head_of(const struct connection *c, const struct behavior *b,
                          const struct reply *reply) {
  return arena_printf(c->arena, "HTTP/1.1 %ld %s\r\n%s%.*sContent-Type: %.*s\r\n", reply->code,
                      phrase(reply->code), b->headers, STR_ARG(reply->headers),
                      STR_ARG(reply->type));
}

static bool send_with_length(const struct connection *c, const struct behavior *b,
                             const struct reply *reply, calque_str body, size_t length) {
  const calque_str head = head_of(c, b, reply);
  return send_all(
             c, arena_printf(c->arena, "%.*sContent-Length: %zu\r\n\r\n", STR_ARG(head), length)) &&
         send_all(c, body);
}

static bool send_body(const struct connection *c, const struct behavior *b,
                      const struct reply *reply, calque_str body) {
  return send_with_length(c, b, reply, body, body.len);
}

static bool begin_chunks(const struct connection *c, const struct behavior *b,
                         const struct reply *reply) {
  const calque_str head = head_of(c, b, reply);
  return send_all(c,
                  arena_printf(c->arena, "%.*sTransfer-Encoding: chunked\r\n\r\n", STR_ARG(head)));
}

/* Events in pieces that end anywhere. */
static bool send_events(const struct connection *c, const struct reply *reply, size_t n) {
  struct buf all;
  buf_init(&all, (size_t)64 << 20);
  for (size_t i = 0; i < n; i++) buf_str(&all, reply->events.ptr[i]);
  bool ok = true;
  for (size_t at = 0; ok && at < all.len; at += STREAM_PIECE)
    ok = send_chunk(c, str_slice(buf_view(&all), at,
                                 at + STREAM_PIECE < all.len ? at + STREAM_PIECE : all.len));
  buf_free(&all);
  return ok;
}

/* As it should be. */
static bool send_well(const struct connection *c, const struct behavior *b,
                      const struct reply *reply) {
  if (!reply->events.n) return send_body(c, b, reply, reply->body);
  return begin_chunks(c, b, reply) && send_events(c, reply, reply->events.n) &&
         send_chunk(c, STR(""));
}

/* ---- Ways to misbehave ------------------------------------------------------------------------
 */

#define WAY(name)                                                        \
  static bool name(const struct connection *c, const struct behavior *b, \
                   const struct hostile_request *r, const struct reply *reply)
#define UNUSED(x) (void)(x)

static calque_str body_of(const struct connection *c, const struct reply *reply) {
  struct buf all;
  if (!reply->events.n) return reply->body;
  buf_init(&all, (size_t)64 << 20);
  for (size_t i = 0; i < reply->events.n; i++) buf_str(&all, reply->events.ptr[i]);
  const calque_str copy = arena_copy(c->arena, buf_view(&all));
  buf_free(&all);
  return copy;
}

static calque_str half(calque_str s) { return str_slice(s, 0, s.len / 2); }

WAY(send_date) {
  UNUSED(r);
  char date[64];
  struct tm tm;
  const time_t at = time(NULL) + 2; /* one to two seconds from now */
  strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&at, &tm));
  struct reply dated = *reply;
  dated.headers = arena_printf(c->arena, "Retry-After: %s\r\n", date);
  return send_well(c, b, &dated);
}

/* What gateways say. */
WAY(send_page) {
  UNUSED(r);
  struct reply page = *reply;
  page.type = STR("text/html");
  return send_body(c, b, &page, STR("<html><h1>Bad Gateway</h1><p>nginx</p></html>"));
}

WAY(send_head) {
  UNUSED(r);
  const calque_str head = head_of(c, b, reply);
  return send_all(c, arena_printf(c->arena, "%.*s\r\n", STR_ARG(head)));
}

/* The head at once, the body a byte at a time, but all of it. */
WAY(send_byte_by_byte) {
  UNUSED(r);
  const calque_str body = body_of(c, reply);
  if (!send_with_length(c, b, reply, STR(""), body.len)) return false;
  for (size_t i = 0; i < body.len; i++)
    if (!send_all(c, str_slice(body, i, i + 1)) || (i % 8 == 0 && !sleep_ms(c, 1))) return false;
  return true;
}

WAY(send_nothing_for_ever) {
  UNUSED(b), UNUSED(r), UNUSED(reply);
  while (sleep_ms(c, 1000)) continue;
  return false;
}

WAY(send_drops_for_ever) {
  UNUSED(r);
  send_with_length(c, b, reply, STR(""), 1000000);
  while (send_all(c, STR(" ")) && sleep_ms(c, 20)) continue;
  return false;
}

WAY(send_half_and_wait) {
  send_with_length(c, b, reply, half(body_of(c, reply)), 1000000);
  return send_nothing_for_ever(c, b, r, reply);
}

/* Long enough for others to be sent meanwhile. */
WAY(send_late) {
  UNUSED(r);
  return sleep_ms(c, 60) && send_well(c, b, reply);
}

WAY(send_close) {
  UNUSED(c), UNUSED(b), UNUSED(r), UNUSED(reply);
  return false;
}

WAY(send_half) {
  UNUSED(r);
  const calque_str body = body_of(c, reply);
  send_with_length(c, b, reply, half(body), body.len);
  return false;
}

WAY(send_half_chunk) {
  UNUSED(r);
  begin_chunks(c, b, reply);
  send_chunk(c, half(body_of(c, reply)));
  return false;
}

WAY(send_longer_length) {
  UNUSED(r);
  const calque_str body = body_of(c, reply);
  send_with_length(c, b, reply, body, body.len + 500);
  return false;
}

WAY(send_shorter_length) {
  UNUSED(r);
  const calque_str body = body_of(c, reply);
  send_with_length(c, b, reply, body, body.len - body.len / 3);
  return false;
}

WAY(send_endless) {
  UNUSED(r);
  static char spaces[1 << 16];
  memset(spaces, ' ', sizeof spaces);
  begin_chunks(c, b, reply);
  while (send_chunk(c, (calque_str){spaces, sizeof spaces})) continue;
  return false;
}

/* `n` bytes packed, of `bytes` over and over. */
static calque_str pack(calque_arena *arena, calque_str bytes, size_t times) {
  z_stream z = {0};
  deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  const size_t room = bytes.len * times / 500 + bytes.len + 1000;
  char *out = arena_alloc(arena, room);
  z.next_out = (unsigned char *)out;
  z.avail_out = (unsigned)room;
  for (size_t i = 0; i < times; i++) {
    z.next_in = (unsigned char *)(uintptr_t)bytes.ptr;
    z.avail_in = (unsigned)bytes.len;
    deflate(&z, i + 1 < times ? Z_NO_FLUSH : Z_FINISH);
  }
  deflateEnd(&z);
  return (calque_str){out, z.total_out};
}

static bool send_as_packed(const struct connection *c, const struct behavior *b,
                           const struct reply *reply, calque_str body) {
  struct reply packed = *reply;
  packed.headers = STR("Content-Encoding: gzip\r\n");
  return send_body(c, b, &packed, body);
}

/* 16 MB of spaces in 16 kB. */
WAY(send_bomb) {
  UNUSED(r);
  static char spaces[1 << 16];
  memset(spaces, ' ', sizeof spaces);
  const calque_str bomb = pack(c->arena, (calque_str){spaces, sizeof spaces}, 250);
  return send_as_packed(c, b, reply, bomb);
}

WAY(send_packed) {
  UNUSED(r);
  return send_as_packed(c, b, reply, pack(c->arena, body_of(c, reply), 1));
}

/* Cut, and the announced length agrees with that. */
WAY(send_packed_half) {
  UNUSED(r);
  return send_as_packed(c, b, reply, half(pack(c->arena, body_of(c, reply), 1)));
}

WAY(send_not_packed) {
  UNUSED(r);
  return send_as_packed(c, b, reply, body_of(c, reply));
}

/* 10 MB. */
WAY(send_many_headers) {
  UNUSED(r);
  static char line[1000];
  memset(line, 'x', sizeof line);
  memcpy(line, "X-Much: ", 8);
  memcpy(line + sizeof line - 2, "\r\n", 2);
  send_all(c, head_of(c, b, reply));
  for (int i = 0; i < 10000; i++)
    if (!send_all(c, (calque_str){line, sizeof line})) return false;
  send_all(c, STR("\r\n"));
  return false;
}

WAY(send_long_header) {
  UNUSED(r);
  static char piece[10000];
  memset(piece, 'x', sizeof piece);
  send_all(c, head_of(c, b, reply));
  send_all(c, STR("X-Long: "));
  for (int i = 0; i < 1000; i++)
    if (!send_all(c, (calque_str){piece, sizeof piece})) return false;
  return false;
}

WAY(send_endless_continue) {
  UNUSED(b), UNUSED(r), UNUSED(reply);
  while (send_all(c, STR("HTTP/1.1 100 Continue\r\nX: y\r\n\r\n"))) continue;
  return false;
}

static bool send_redirect(const struct connection *c, const struct behavior *b,
                          const struct reply *reply, calque_str to) {
  struct reply moved = *reply;
  moved.headers = arena_printf(c->arena, "Location: %.*s\r\n", STR_ARG(to));
  return send_body(c, b, &moved, STR("moved"));
}

WAY(send_redirect_within) {
  const calque_str to = arena_printf(c->arena, "/ok~moved%.*s", STR_ARG(r->path));
  return send_redirect(c, b, reply, to);
}

WAY(send_redirect_origin) {
  const calque_str to =
      arena_printf(c->arena, "http://127.0.0.1:%u/ok%.*s", c->elsewhere, STR_ARG(r->path));
  return send_redirect(c, b, reply, to);
}

/* The same machine and port under another name is another origin. */
WAY(send_redirect_name) {
  const calque_str to = arena_printf(c->arena, "http://localhost:%u/ok~%s%.*s?key=%s", c->port,
                                     HOSTILE_ELSEWHERE, STR_ARG(r->path), HOSTILE_KEY);
  return send_redirect(c, b, reply, to);
}

WAY(send_redirect_file) {
  UNUSED(r);
  return send_redirect(c, b, reply, STR("file:///etc/passwd"));
}

WAY(send_redirect_loop) {
  const calque_str to = arena_printf(c->arena, "/%.*s%.*s", STR_ARG(r->plan), STR_ARG(r->path));
  return send_redirect(c, b, reply, to);
}

WAY(send_not_http) {
  UNUSED(b), UNUSED(r), UNUSED(reply);
  send_all(c, STR("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
  return false;
}

/* Its first letter becomes half a character. */
WAY(send_bad_utf8) {
  UNUSED(r);
  const calque_str body = body_of(c, reply);
  char *copy = arena_copy_z(c->arena, body);
  for (size_t i = body.len / 2; i < body.len; i++)
    if (copy[i] >= 'a' && copy[i] <= 'z' && copy[i - 1] == ' ') {
      copy[i] = (char)0xe2;
      break;
    }
  return send_body(c, b, reply, (calque_str){copy, body.len});
}

WAY(send_cut_json) {
  UNUSED(r);
  return send_body(c, b, reply, half(body_of(c, reply)));
}

WAY(send_deep_json) {
  UNUSED(r);
  static char deep[200001];
  memset(deep, '[', 100000);
  memset(deep + 100000, ']', 100000);
  return send_body(c, b, reply, (calque_str){deep, 200000});
}

WAY(send_other_json) {
  UNUSED(r);
  return send_body(c, b, reply,
                   STR("{\"choices\": 5, \"data\": [null], \"message\": {\"x\": []}}"));
}

WAY(send_empty) {
  UNUSED(r);
  return send_body(c, b, reply, STR(""));
}

/* Half of the events, and the connection breaks. */
WAY(send_stream_cut) {
  if (!reply->events.n) return send_half(c, b, r, reply);
  begin_chunks(c, b, reply);
  send_events(c, reply, reply->events.n / 2);
  return false;
}

/* Half of the events, and HTTP says that this was all. */
WAY(send_stream_short) {
  if (!reply->events.n) return send_cut_json(c, b, r, reply);
  return begin_chunks(c, b, reply) && send_events(c, reply, reply->events.n / 2) &&
         send_chunk(c, STR(""));
}

/* Half of the events, and then an error after the code 200. */
WAY(send_stream_error) {
  static const struct {
    const char *voice, *form;
  } forms[] = {{"anthropic", "event: error\ndata: %.*s\n\n"},
               {"openai", "data: %.*s\n\n"},
               {"ollama", "%.*s\n"}};
  const struct voice *voice = voice_of(r->path);
  const calque_str error = voice->complain(c->arena, 529, b->kind, "overloaded in mid-stream");
  if (!reply->events.n) return send_body(c, b, reply, error);
  bool ok = begin_chunks(c, b, reply) && send_events(c, reply, reply->events.n / 2);
  for (size_t i = 0; ok && i < COUNT(forms); i++)
    if (strcmp(voice->id, forms[i].voice) == 0)
      ok = send_chunk(c, arena_printf(c->arena, forms[i].form, STR_ARG(error)));
  return ok && send_chunk(c, STR(""));
}

WAY(send_stream_stall) {
  begin_chunks(c, b, reply);
  send_events(c, reply, reply->events.n / 2);
  return send_nothing_for_ever(c, b, r, reply);
}

static const struct behavior behaviors[] = {
#define B(name, code, headers, kind, spoil, send) {name, code, headers, kind, spoil, send},
#include "behaviors.def"
#undef B
};

const struct behavior *behavior_of(calque_str plan, size_t n) {
  calque_str rest = str_cut(&plan, '~'), name;
  do name = str_cut(&rest, '+');
  while (n-- && rest.ptr);
  for (size_t i = 0; i < COUNT(behaviors); i++)
    if (str_eq(name, calque_str_of(behaviors[i].name))) return &behaviors[i];
  return NULL;
}

bool behavior_send(const struct connection *c, const struct behavior *b,
                   const struct hostile_request *r, const struct reply *reply) {
  return b->send ? b->send(c, b, r, reply) : send_well(c, b, reply);
}
