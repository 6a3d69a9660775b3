/* A translation service or a language model behind HTTP: which request it wants, what its answers
 * mean. Pure functions over strings; nothing here opens a socket, and an answer is hostile.
 *
 * Add one: a file provider_<id>.c with `const struct provider provider_<id>`, a line in
 * providers.def, its variables in cli/env.def, a case in tests/unit/test_provider.c with requests
 * and answers written by us, and a voice of the test server in tests/http/. */
#ifndef ENGLISH_PROVIDER_H
#define ENGLISH_PROVIDER_H

#include "base/buf.h"
#include "base/json.h"
#include "net/http.h"

enum provider_kind {
  PROVIDER_ENGINE, /* translates each text of a list */
  PROVIDER_MODEL   /* is told in words what to do, answers with one text */
};

struct provider;

/* How the text of an error begins that says that something is not set. */
#define PROVIDER_NEEDS "needs "

/* What the user configured. Strings are borrowed; empty: not given. `key` and the values of
 * headers are secret: they go into http_request.headers (or a body) and nowhere else. */
struct provider_setup {
  const struct provider *provider;
  calque_str url; /* base address, without a slash at its end; the default where not given */
  calque_str key;
  calque_str model;
  /* The value of a variable that only this provider knows (Azure's region, the template's body);
   * empty: unset. */
  calque_str (*variable)(const void *context, const char *name);
  const void *context;
};

/* One request's worth of work. */
struct provider_job {
  calque_str system, user; /* for a model: the whole prompt */
  const calque_str *texts; /* for an engine */
  size_t n_texts;
  calque_str before;       /* for an engine: the text before, as context; may be ignored */
  calque_str glossary;     /* id of a glossary of the service; empty: none */
  size_t max_output_chars; /* the answer will not need more; models get it as tokens */
  bool stream;             /* only where provider->streams */
};

enum provider_finish {
  PROVIDER_STOP,    /* it said all it wanted */
  PROVIDER_LENGTH,  /* cut: the job must be made smaller */
  PROVIDER_REFUSED, /* by the model or a content filter */
  PROVIDER_ODD      /* no finish signal where the protocol has one, or an unknown one */
};

/* In the arena. */
struct provider_answer {
  const calque_str *texts; /* as many as were sent for an engine; one for a model */
  size_t n_texts;
  enum provider_finish finish;
  calque_str detail;              /* of a refusal or an odd end, for a message */
  calque_str model;               /* that answered, if it says so */
  uint64_t tokens_in, tokens_out; /* 0: unknown */
  uint64_t billed_chars;
};

/* What an error answer (not 2xx) or an error inside a 200 means. */
enum provider_trouble {
  PROVIDER_USUAL,    /* as the code says */
  PROVIDER_BUSY,     /* again later */
  PROVIDER_TOO_LONG, /* again with less text */
  PROVIDER_DENIED,   /* wrong key, used-up quota, unknown model: not again */
};

/* An answer with this code (0: any) and these words (NULL: any; in any case) means trouble so. */
struct provider_meaning {
  long code;
  const char *words;
  enum provider_trouble trouble;
};

/* A stream being read: what has come so far. */
struct provider_stream {
  const struct provider_setup *setup;
  struct buf line;  /* an unfinished line */
  struct buf event; /* data lines of an unfinished event */
  struct buf held;  /* the start, while it may be the thoughts of a model */
  struct buf text;  /* the answer so far; the caller shows what is new */
  bool begun;       /* nothing is held back any more */
  enum provider_finish finish;
  bool ended;  /* the protocol's own end mark has come */
  bool failed; /* an error came in mid-stream: detail says which */
  struct buf detail;
  uint64_t tokens_in, tokens_out;
};

/* A glossary to be kept. */
struct provider_terms {
  calque_str name;
  const calque_term *terms; /* each French one once */
  size_t n;
};

/* Of a service that keeps glossaries: requests and answers, as below. */
struct provider_glossary {
  const char *variable; /* where a user names one that is there */
  calque_status (*list)(calque_arena *arena, const struct provider_setup *setup,
                        struct http_request *request, calque_error *err);
  /* *id: of the one with that name, empty: there is none. */
  calque_status (*find)(calque_arena *arena, const struct provider_setup *setup,
                        const struct http_answer *answer, calque_str name, calque_str *id,
                        calque_error *err);
  calque_status (*make)(calque_arena *arena, const struct provider_setup *setup,
                        const struct provider_terms *terms, struct http_request *request,
                        calque_error *err);
  calque_status (*made)(calque_arena *arena, const struct provider_setup *setup,
                        const struct http_answer *answer, calque_str *id, calque_error *err);
};

struct provider {
  const char *id;   /* "deepl" */
  const char *name; /* "DeepL" */
  enum provider_kind kind;
  bool streams;
  const char *url;   /* default base address; NULL: must be given */
  const char *model; /* default model; NULL: must be given or none is needed */
  const char *const
      *url_variables; /* names of variables, the first that is set counts; NULL-ended */
  const char *const *key_variables;
  const char *const *model_variables;
  bool needs_key, needs_model; /* at its default address; elsewhere the server says so itself */
  bool bare_host;              /* its address may be HOST or HOST:PORT without http:// */
  size_t max_chars, max_texts; /* of one request; 0: no limit of its own */
  unsigned per_host;           /* requests at once; 0: the client's own limit */
  const char *needs;           /* one line for --list: what to set */

  /* Is the setup whole? CALQUE_E_CONFIG with what is wrong, or PROVIDER_NEEDS "..." for what is
   * missing; the template is read here. */
  calque_status (*check)(const struct provider_setup *setup, calque_error *err); /* may be NULL */
  /* The base address that is called, where it is not setup->url as given; may be NULL. Its own
   * result comes back unchanged. */
  calque_str (*address)(calque_arena *arena, const struct provider_setup *setup);
  calque_status (*build)(calque_arena *arena, const struct provider_setup *setup,
                         const struct provider_job *job, struct http_request *request,
                         calque_error *err);
  /* A 2xx answer. CALQUE_E_PROVIDER when it is not what the protocol says. */
  calque_status (*parse)(calque_arena *arena, const struct provider_setup *setup,
                         const struct provider_job *job, const struct http_answer *answer,
                         struct provider_answer *out, calque_error *err);
  /* What its error answers mean; rows that hold for all services come behind them. */
  const struct provider_meaning *meanings;
  size_t n_meanings;
  /* Where an error answer says in words what is wrong; NULL: where services usually do. */
  calque_str (*complaint)(calque_arena *arena, const struct provider_setup *setup,
                          const json_t *tree);
  const struct provider_glossary *glossary; /* NULL: it keeps none */
  /* A piece of a stream; NULL where !streams. False: malformed beyond repair. */
  bool (*receive)(struct provider_stream *stream, calque_str piece);
};

extern const struct provider *const providers[];
extern const size_t n_providers;

const struct provider *provider_find(calque_str id); /* NULL: none of that name */

/* What an answer that is not 2xx means; its own words, cleaned of control characters and of
 * anything that looks like a key, in *message (may be empty). */
enum provider_trouble provider_read_error(calque_arena *arena, const struct provider_setup *setup,
                                          const struct http_answer *answer, calque_str *message);

/* The setup of a provider from flags (empty: not given) and variables; then its check. `variable`
 * looks up the environment; it must outlive the setup. A variable "refused: ..." instead of an
 * address is an error of these words. */
calque_status provider_configure(const struct provider *provider, calque_str url, calque_str model,
                                 calque_str (*variable)(const void *context, const char *name),
                                 const void *context, struct provider_setup *setup,
                                 calque_error *err);
/* The provider that the variables make ready, by the order of providers.def; NULL: none. Ready is
 * one of which at least one variable is set and nothing is missing. One that has all it needs and
 * something wrong counts too, so that configuring it says what: to pass it over in silence would
 * send the text somewhere else. */
const struct provider *provider_ready(calque_str (*variable)(const void *context, const char *name),
                                      const void *context);

/* The setup is borrowed: an error in mid-stream may repeat the key. */
void provider_stream_init(struct provider_stream *stream, const struct provider_setup *setup,
                          size_t max);
void provider_stream_free(struct provider_stream *stream);
/* The stream as an answer to the job, when no more of it comes. `complete`: it ended as HTTP says.
 */
calque_status provider_stream_answer(calque_arena *arena, struct provider_stream *stream,
                                     const struct provider_job *job, bool complete,
                                     struct provider_answer *out, calque_error *err);

/* The base address that is called: setup->url, or what the provider makes of it. */
calque_str provider_address(calque_arena *arena, const struct provider_setup *setup);

/* What the user should know before anything is sent, in the arena: a key that goes unencrypted to
 * another machine. Empty: nothing. */
calque_str provider_warning(calque_arena *arena, const struct provider_setup *setup);

/* The request for a person: method, address and headers with every secret as ***, the body with
 * its secrets taken out, cut after max bytes. */
calque_str provider_redact(calque_arena *arena, const struct provider_setup *setup,
                           const struct http_request *request, size_t max);

#endif
