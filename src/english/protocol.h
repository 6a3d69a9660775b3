/* What the files provider_*.c share: putting a request together, and reading answers of which
 * nothing may be believed. Every string that comes out of here is valid UTF-8 without control
 * characters, and none of the messages holds the key.
 *
 *   protocol.c         requests
 *   protocol_answer.c  trees, texts, what is wrong with them
 *   protocol_words.c   what a service says of an error, without keys
 *   protocol_stream.c  lines and events of a stream */
#ifndef ENGLISH_PROTOCOL_H
#define ENGLISH_PROTOCOL_H

#include "base/json.h"
#include "english/provider.h"

#define PROTOCOL_MAX_REQUEST ((size_t)8 << 20)  /* bytes of a body */
#define PROTOCOL_MAX_TEXT    ((size_t)32 << 20) /* bytes of a text; more than the client takes in */
#define PROTOCOL_MAX_LINE    ((size_t)1 << 20)  /* bytes of a line or an event of a stream */
#define PROTOCOL_MAX_WORDS   ((size_t)200)      /* bytes of a message */
#define PROTOCOL_MAX_HEADERS 24

/* ---- Requests -------------------------------------------------------------------------------- */

/* POST to address + path with that type of body. Takes the buffer and frees it. */
calque_status protocol_post(calque_arena *arena, const struct provider_setup *setup,
                            const char *path, const char *type, struct buf *body,
                            struct http_request *request, calque_error *err);
/* Adds "name: prefix value"; nothing when the value is empty. */
void protocol_header(calque_arena *arena, struct http_request *request, const char *name,
                     const char *prefix, calque_str value);
/* Printable ASCII without spaces: fit for a header or an address. */
bool protocol_is_plain(calque_str s);
/* The value of a variable of the setup; empty: unset. */
calque_str protocol_variable(const struct provider_setup *setup, const char *name);

/* ,"name": in front of a value; the comma unless a bracket stands before it. */
void protocol_member(struct buf *body, const char *name);
void protocol_member_str(struct buf *body, const char *name, calque_str value);
/* ,"messages":[...] with the system's part as a message of its own, or without it. */
void protocol_messages(struct buf *body, const struct provider_job *job, bool with_system);
/* The JSON array of the texts. */
void protocol_texts(struct buf *body, const struct provider_job *job);
/* name=value of a form, with & before it where needed. */
void protocol_field(struct buf *body, const char *name, calque_str value);
/* Percent-encoded, but for letters, digits and -._~ */
void protocol_encode(struct buf *out, calque_str value);

/* Tokens that the answer may take, with room for the thoughts of models that think; 0: no limit was
 * given. */
unsigned protocol_tokens(const struct provider_setup *setup, const struct provider_job *job);
/* ,"temperature":0, or what CALQUE_TEMPERATURE says; nothing for models that refuse to be told. */
void protocol_temperature(struct buf *body, const struct provider_setup *setup);
/* Is CALQUE_TEMPERATURE a number from 0 to 2, "none" or unset? */
calque_status protocol_check_temperature(const struct provider_setup *setup, calque_error *err);
/* Is British English asked for (CALQUE_ENGLISH)? */
bool protocol_british(const struct provider_setup *setup);
/* Does the address belong to this host or one below it? */
bool protocol_host_is(calque_str url, const char *host);

/* ---- Answers --------------------------------------------------------------------------------- */

/* The tree of an answer, an object or an array; json_decref it, also after a failure. An object
 * with an "error" is one, even under 200. */
calque_status protocol_tree(calque_arena *arena, const struct provider_setup *setup,
                            const struct http_answer *answer, json_t **tree, calque_error *err);
/* CALQUE_E_PROVIDER "<name>: the answer has no ..." */
calque_status protocol_lacks(const struct provider_setup *setup, const char *what,
                             calque_error *err);
/* The string at `pointer`, cleaned; empty when it is none. */
calque_str protocol_string(calque_arena *arena, const json_t *tree, const char *pointer);
/* The whole number at `pointer`; 0 when it is none. */
uint64_t protocol_number(const json_t *tree, const char *pointer);
/* Without control characters but tab and newline, broken UTF-8 as U+FFFD, PROTOCOL_MAX_TEXT. */
calque_str protocol_clean(calque_arena *arena, calque_str s);

/* How an engine's list is written: the list, and where in an element its text stands. */
struct protocol_list {
  const json_t *array;
  const char *text; /* pointer */
};
/* Takes the texts of the list over: as many as were sent, none empty where its French is not. */
calque_status protocol_list(calque_arena *arena, const struct provider_setup *setup,
                            const struct provider_job *job, struct protocol_list list,
                            struct provider_answer *out, calque_error *err);
/* The same of a whole answer whose list stands at `list`, a pointer; each text at `text`. */
calque_status protocol_listed(calque_arena *arena, const struct provider_setup *setup,
                              const struct provider_job *job, const struct http_answer *answer,
                              const char *list, const char *text, struct provider_answer *out,
                              calque_error *err);
/* The same for texts that are cleaned already. */
calque_status protocol_engine(const struct provider_setup *setup, const struct provider_job *job,
                              const calque_str *texts, size_t n, struct provider_answer *out,
                              calque_error *err);
/* The one text of a model. Thoughts that it wrote in front of it are taken off. Notices a prompt
 * that the server cut. */
calque_status protocol_model(calque_arena *arena, const struct provider_setup *setup,
                             const struct provider_job *job, calque_str text,
                             struct provider_answer *out, calque_error *err);
calque_str protocol_after_space(calque_str s);
/* What stands behind the thoughts that a model writes in front of its answer, and behind white
 * space; empty while they have no end, or may yet begin. *thinking: one of the three. */
calque_str protocol_after_thoughts(calque_str text, bool *thinking);
/* Is it a whole sentence or more of French? */
bool protocol_is_french(calque_str text);

/* A word of a protocol and what it means. */
struct protocol_finish {
  const char *word;
  enum provider_finish finish;
};
/* The row of the word; PROVIDER_ODD when there is none. */
enum provider_finish protocol_finish(const struct protocol_finish *rows, size_t n, calque_str word);

/* ---- Errors ---------------------------------------------------------------------------------- */

/* Words of a service for a person: one line, without keys, PROTOCOL_MAX_WORDS. */
calque_str protocol_words(calque_arena *arena, const struct provider_setup *setup,
                          calque_str words);
/* The message of an error object, wherever services put it; empty: none. */
calque_str protocol_complaint(calque_arena *arena, const json_t *tree);
/* Appends s with every key as ***. */
void protocol_hide(struct buf *out, const struct provider_setup *setup, calque_str s);

/* ---- Streams --------------------------------------------------------------------------------- */

/* Both cut a piece into what the protocol hands out at once, each as a tree. False: malformed, or
 * `take` said so. */
bool protocol_events(struct provider_stream *stream, calque_str piece,
                     bool (*take)(struct provider_stream *stream, const json_t *tree));
bool protocol_lines(struct provider_stream *stream, calque_str piece,
                    bool (*take)(struct provider_stream *stream, const json_t *tree));
/* A piece of the answer. */
void protocol_append(struct provider_stream *stream, const json_t *text);
/* The stream failed with these words. */
void protocol_stream_fail(struct provider_stream *stream, calque_str words);

#endif
