/* From an article to an English version that has been read back.
 *
 *   translator.c    opening: which provider, with which settings; the public functions
 *   french.c        the paragraphs of an article that are worth putting into English
 *   chunks.c        cut into what one request can carry
 *   translate.c     every chunk asked for, over the network or of Apertium here
 *   kept_glossary.c the terms, at a service that keeps glossaries
 *   ask.c           a chunk as a request, an answer as texts
 *   settle.c        an answer read against its French: kept, asked for again, or marked
 *   cache.c         what was verified before
 *
 * The unit is a task: some pieces of one article that go into one request. A task ends in an answer
 * for each of its pieces, or turns into others: one that tells the model what was wrong, or two
 * halves of one that was too long. Each of that happens once. */
#ifndef ENGLISH_TRANSLATOR_H
#define ENGLISH_TRANSLATOR_H

#include "english/apertium.h"
#include "english/cache.h"
#include "english/chunks.h"
#include "english/finding.h"
#include "english/provider.h"
#include "net/client.h"

/* The id of Apertium on this machine, which is no provider: it has no address. */
#define LOCAL_ID "local"

/* Where requests go: the client, or what a test puts in its place. */
struct translator_wire {
  void *context;
  void (*submit)(void *context, const struct client_call *call);
  const struct client_done *(*wait)(void *context);
};

struct calque_translator {
  const calque_lexicon *lex;
  calque_translator_options options; /* strings in `arena` */
  calque_arena *arena;               /* lives as long as the translator */
  bool local;
  bool gist;                   /* Apertium, here or by its server */
  struct apertium apertium;    /* if local */
  struct provider_setup setup; /* if not */
  const char *host;
  struct chunk_limits limits;
  struct cache *cache;   /* NULL: none */
  struct client *client; /* NULL: local, or a test's wire */
  struct translator_wire wire;
  /* Spent so far. */
  size_t chars_sent;
  unsigned requests;
  uint64_t tokens_in, tokens_out, billed_chars; /* as far as the service tells */
  /* What the service says of every request (a wrong key): nothing more is sent. */
  calque_error refused;
  /* kept_glossary.c */
  calque_str glossary_name; /* empty: the service keeps none of ours */
  calque_str glossary_id;   /* once asked for; empty: it would not */
  calque_term *kept_terms;
  size_t n_kept_terms;
  bool glossary_asked;
  const char *glossary_trouble; /* NULL: none */
  uint64_t nonce;               /* grows with every prompt */
};

/* A part of the French of an article: a paragraph, a part of one, or a half of that. */
struct part {
  calque_str french, english;
  uint32_t piece;
  uint8_t half; /* 0, or 1: the second of two */
};

/* One article to be put into English. */
struct english_work {
  const calque_str *paragraphs; /* in the arena of the run */
  size_t n_paragraphs;
  calque_str title;
  bool told;    /* a model is asked to tell them in so many words, not to translate them */
  bool summary; /* if not told: the paragraphs are its sentences already, and become one */
  unsigned words;
  /* filled by translate_works */
  calque_translation result;
  calque_status status;
  calque_error err;
  /* of translate_works */
  struct chunks chunks;
  calque_str (*halves)[2]; /* the English of each piece */
  struct findings extra;   /* that no reading of the text finds: cut, refused */
  bool fresh;              /* something was not in the cache */
  struct buf dry_run;
};

struct task {
  struct english_work *work;
  struct part *parts;
  size_t n;
  bool told, halved;
  bool again; /* what was shown of an answer before it no longer holds */
  struct cache_key key;
  /* The answer before this one, of a task that is told what was wrong with it. */
  const calque_str *before;
  calque_str problems; /* a line for each */
  /* Of the request under way. */
  struct provider_job job;
  struct client_call call;
  struct provider_stream stream;
  struct run *run;
  size_t n_shown;         /* bytes of the stream */
  calque_str refusal;     /* ptr not NULL: the service will not do it, and says why */
  calque_str misnumbered; /* ptr not NULL: the answer is not one text for each part, and why */
};

/* translate_works under way. */
struct run {
  calque_translator *translator;
  calque_arena *arena;
  ARRAY(struct task *) waiting; /* to be sent */
  size_t n_waiting;             /* of them, sent already are the first */
  size_t n_sent;                /* and not yet answered */
};

/* french.c: what of the article is put into English, in order; a title that does not stand in the
 * text is the first. Each is one line. Returns how many. */
size_t french_paragraphs(calque_arena *arena, const calque_doc *doc, const calque_report *report,
                         bool all, const calque_str **out);
/* The sentences that carry it, for a service that cannot summarize. */
size_t french_summary(calque_arena *arena, const calque_lexicon *lex, const calque_doc *doc,
                      const calque_report *report, unsigned words, const calque_str **out);

/* The work for an article, by what the translator can do. */
struct english_work translator_work(const calque_translator *t, calque_arena *arena,
                                    const calque_doc *doc, const calque_report *report,
                                    const calque_english_options *options);
/* Puts all of them into English at once; each has its own status. */
void translate_works(calque_translator *t, calque_arena *arena, struct english_work *works,
                     size_t n);
/* The same as calque_translator_open, with requests going to `wire` (NULL: the client). */
calque_translator *translator_open_on(const calque_lexicon *lex,
                                      const calque_translator_options *options,
                                      const struct translator_wire *wire, calque_error *err);
/* Is a language model asked? Not an engine. */
bool translator_is_model(const calque_translator *t);

/* kept_glossary.c: whether the service is to keep the glossary, and its name there. */
void kept_glossary_name(calque_translator *t);
/* Its id, asked for once, when nothing is under way. */
void kept_glossary_open(struct run *run);

/* ask.c: the key of the task's question; false when there is no cache. */
bool task_find_cached(struct run *run, struct task *task, calque_str *texts);
/* Fills the call. */
calque_status task_build(struct run *run, struct task *task, calque_error *err);
/* What came back, as one text for each part; *cut: it ends too early, or is not as many texts. */
calque_status task_read(struct run *run, struct task *task, const struct client_done *done,
                        calque_str *texts, bool *cut, calque_error *err);

/* settle.c: takes one text for each part of the task as its answer, or queues another task. */
bool task_can_be_halved(const struct task *task);
void task_settle(struct run *run, struct task *task, const calque_str *texts, bool cached,
                 bool cut);
/* The English of the whole work, read against its French. */
void work_finish(struct run *run, struct english_work *work);

#endif
