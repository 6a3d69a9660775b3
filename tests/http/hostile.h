/* A server on the loopback interface that speaks the protocol of every provider and misbehaves as
 * it is told. The first part of a path is the plan, the rest says which protocol is spoken:
 *
 *   http://127.0.0.1:PORT/ok/v1/chat/completions              an OpenAI-compatible model, perfect
 *   http://127.0.0.1:PORT/429-ms+503+ok/v2/translate          DeepL: busy, then down, then fine
 *   http://127.0.0.1:PORT/digit~7/api/chat                    Ollama, with a digit changed
 *
 * A plan is a list of behaviors (behaviors.def), one a request, the last one for all further ones;
 * what stands behind ~ only tells plans apart. A perfect answer is that of an oracle, which knows
 * the sentences of parallel.tsv. What came in is kept, so that a test can count and look.
 *
 *   hostile.c    sockets, plans, what came in
 *   behaviors.c  answers sent badly
 *   voices.c     protocols: what is asked, an answer, a stream, an error
 *   oracle.c     French sentences and their English; ways to spoil it
 *   main.c       the server as a program, for run.sh */
#ifndef HOSTILE_H
#define HOSTILE_H

#include "base/array.h"
#include "base/buf.h"
#include "base/str.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* The key of every service here. No output of calque may hold it. */
#define HOSTILE_KEY "k3y-0123456789abcdef-hostile"
/* The plan under which requests to the server's second port are kept: another origin. */
#define HOSTILE_ELSEWHERE "elsewhere"

struct hostile_request {
  calque_str plan; /* with its ~ */
  calque_str head; /* from the method to the last header */
  calque_str path; /* behind the plan */
  calque_str body;
  int64_t at_ms; /* on the monotonic clock */
  size_t nth;    /* of its plan, from 0 */
};

struct hostile;

/* Reads parallel.tsv; NULL when it cannot, or cannot listen. `log`: every request is appended
 * there as a line of JSON; may be NULL. */
struct hostile *hostile_start(const char *parallel, const char *log);
/* Ends answers that go on for ever. */
void hostile_stop(struct hostile *h);
unsigned hostile_port(const struct hostile *h);

/* Requests of that plan so far. */
size_t hostile_count(struct hostile *h, const char *plan);
/* The nth of them from 0, NULL when there is none; lives as long as the server. */
const struct hostile_request *hostile_nth(struct hostile *h, const char *plan, size_t n);
/* How many requests of a plan were under way at once, at most. */
size_t hostile_at_once(struct hostile *h, const char *plan);

/* ---- Between the files ------------------------------------------------------------------------
 */

enum spoil {
  SPOIL_NOTHING,
  SPOIL_DIGIT,     /* one digit changed */
  SPOIL_NAME,      /* one name dropped */
  SPOIL_PARAGRAPH, /* one text dropped */
  SPOIL_PREAMBLE,
  SPOIL_LOOP,
  SPOIL_ECHO,   /* the French */
  SPOIL_EMPTY,  /* no text at all */
  SPOIL_LENGTH, /* cut, and said so */
  SPOIL_REFUSAL
};

struct asked {
  ARRAY(calque_str) texts;
  bool model, stream, numbered, summary;
  calque_str complaint; /* what is wrong with the request; empty: nothing */
  long code;            /* then */
};

struct said {
  ARRAY(calque_str) texts;
  enum spoil spoil;
};

/* An answer before it is sent. */
struct reply {
  long code;
  calque_str headers; /* lines with \r\n */
  calque_str type, body;
  ARRAY(calque_str) events; /* of a stream, in place of the body */
};

struct voice {
  const char *id;
  const char *path; /* part of the path that tells it apart */
  const char *key;  /* header that must be there, or NULL */
  bool model;
  void (*ask)(calque_arena *arena, const struct hostile_request *r, struct asked *asked);
  calque_str (*say)(calque_arena *arena, const struct said *said);
  void (*stream)(calque_arena *arena, const struct said *said, struct reply *reply);
  calque_str (*complain)(calque_arena *arena, long code, const char *kind, const char *words);
};

/* The voice of a path; the generic one when no other fits. */
const struct voice *voice_of(calque_str path);

struct oracle;

struct oracle *oracle_open(const char *path);
void oracle_free(struct oracle *o);
/* What a service says to that, spoiled. */
void oracle_answer(const struct oracle *o, calque_arena *arena, const struct asked *asked,
                   enum spoil spoil, struct said *said);

struct connection {
  struct hostile *server;
  calque_arena *arena;
  const atomic_bool *stopping;
  int fd;
  unsigned port, elsewhere; /* the server's two ports */
};

struct behavior {
  const char *name;
  long code;
  const char *headers;
  const char *kind; /* of an error, as services name it */
  enum spoil spoil;
  /* Sends the reply; false: the connection is to be closed. NULL: as it should be. */
  bool (*send)(const struct connection *c, const struct behavior *b,
               const struct hostile_request *r, const struct reply *reply);
};

/* The behavior at place n of a plan, NULL when there is none of that name. */
const struct behavior *behavior_of(calque_str plan, size_t n);
bool behavior_send(const struct connection *c, const struct behavior *b,
                   const struct hostile_request *r, const struct reply *reply);

#endif
