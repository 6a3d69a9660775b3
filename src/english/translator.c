/* Opening a translator: the provider that was named, else the one that the variables make ready,
 * else Apertium on this machine, which needs neither account nor network. */
#include "english/translator.h"

#include "base/map.h"
#include "net/url.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
  TIMEOUT_S = 120,
  SUMMARY_WORDS = 60,
  SUMMARY_MAX = 24000,        /* bytes of an article that a model is asked to summarize */
  SUMMARY_SOURCE_WORDS = 3000 /* of what carries a longer one */
};

/* Models translate a page better than a book, and say more clearly what they left out. */
static const struct chunk_limits MODEL_LIMITS = {4000, 4000, 40};
static const struct chunk_limits LOCAL_LIMITS = {APERTIUM_MAX_SEGMENT - 1024, 32 << 10, 0};
enum { ENGINE_PIECE = 4000, ENGINE_CHUNK = 20000 };

bool translator_is_model(const calque_translator *t) {
  return !t->local && t->setup.provider->kind == PROVIDER_MODEL;
}

static calque_str variable(const void *context, const char *name) {
  const calque_translator *t = context;
  const char *value =
      t->options.variable ? t->options.variable(t->options.variable_context, name) : getenv(name);
  return value ? calque_str_of(value) : STR("");
}

static const char *keep(calque_arena *arena, const char *z) {
  return z ? arena_copy_z(arena, calque_str_of(z)) : NULL;
}

static calque_str given(const char *z) { return z ? calque_str_of(z) : STR(""); }

static size_t least(size_t a, size_t b) { return a && a < b ? a : b; }

static struct chunk_limits limits_of(const struct provider *p) {
  if (p->kind == PROVIDER_MODEL) {
    struct chunk_limits limits = MODEL_LIMITS;
    limits.max_piece = limits.max_chunk = least(p->max_chars, MODEL_LIMITS.max_chunk);
    return limits;
  }
  size_t chunk = least(p->max_chars, ENGINE_CHUNK);
  return (struct chunk_limits){least(ENGINE_PIECE, chunk), chunk, p->max_texts};
}

static calque_status set_local(calque_translator *t, calque_error *err) {
  t->local = t->gist = true;
  t->host = "this machine";
  t->limits = LOCAL_LIMITS;
  if (!apertium_find(t->arena, &t->apertium))
    return fail(err, CALQUE_E_CONFIG, NULL, 0,
                "nothing is there that could translate: no service is configured, and Apertium "
                "is not installed");
  t->apertium.deadline_ms = t->options.timeout_s * 1000;
  return CALQUE_OK;
}

static calque_status set_remote(calque_translator *t, const struct provider *p, calque_error *err) {
  const calque_translator_options *o = &t->options;
  calque_status status =
      provider_configure(p, given(o->url), given(o->model), variable, t, &t->setup, err);
  if (status) return status;
  t->setup.url = provider_address(t->arena, &t->setup);
  calque_str host = url_host(t->arena, t->setup.url);
  t->host = arena_copy_z(t->arena, host.len ? host : t->setup.url);
  t->limits = limits_of(p);
  t->gist = strcmp(p->id, "apy") == 0;
  kept_glossary_name(t);
  return CALQUE_OK;
}

static calque_status choose(calque_translator *t, calque_error *err) {
  const char *id = t->options.provider;
  if (id && strcmp(id, LOCAL_ID) == 0) return set_local(t, err);
  const struct provider *p = id ? provider_find(calque_str_of(id)) : provider_ready(variable, t);
  if (id && !p)
    return fail(err, CALQUE_E_CONFIG, NULL, 0,
                "unknown provider '%.60s'; calque english --list names them", id);
  if (!p && (t->options.url || t->options.model))
    return fail(err, CALQUE_E_CONFIG, NULL, 0, "say by --provider whose %s that is",
                t->options.url ? "address" : "model");
  return p ? set_remote(t, p, err) : set_local(t, err);
}

/* ---- Opening ----------------------------------------------------------------------------------
 */

static void submit(void *context, const struct client_call *call) { client_submit(context, call); }

static const struct client_done *wait_for(void *context) { return client_wait(context); }

static void open_client(calque_translator *t) {
  const struct provider *p = t->setup.provider;
  struct client_options options = {.allow_private = t->options.allow_private,
                                   .allow_plain = t->options.allow_plain,
                                   .deadline_ms = t->options.timeout_s * 1000,
                                   .per_host = p ? p->per_host : 0,
                                   .user_agent = "calque/" CALQUE_VERSION};
  t->client = client_open(&options);
  t->wire = (struct translator_wire){t->client, submit, wait_for};
}

static void open_cache(calque_translator *t) {
  const char *path = t->options.cache;
  if (path && !*path) return;
  struct cache_options options = {.path = path, .refresh = t->options.refresh};
  t->cache = cache_open(&options);
}

calque_translator *translator_open_on(const calque_lexicon *lex,
                                      const calque_translator_options *options,
                                      const struct translator_wire *wire, calque_error *err) {
  calque_translator *t = must_alloc(sizeof *t);
  *t = (calque_translator){.lex = lex, .arena = calque_arena_new()};
  if (options) t->options = *options;
  calque_translator_options *o = &t->options;
  o->provider = keep(t->arena, o->provider);
  o->url = keep(t->arena, o->url);
  o->model = keep(t->arena, o->model);
  o->cache = keep(t->arena, o->cache);
  if (!o->timeout_s) o->timeout_s = TIMEOUT_S;
  if (choose(t, err) != CALQUE_OK) {
    calque_translator_free(t);
    return NULL;
  }
  struct timespec now;
  timespec_get(&now, TIME_UTC);
  t->nonce = map_random_seed() ^ ((uint64_t)now.tv_nsec << 32);
  if (!o->dry_run) open_cache(t);
  if (wire) t->wire = *wire;
  else if (!t->local) open_client(t);
  return t;
}

calque_translator *calque_translator_open(const calque_lexicon *lex,
                                          const calque_translator_options *options,
                                          calque_error *err) {
  return translator_open_on(lex, options, NULL, err);
}

void calque_translator_free(calque_translator *t) {
  if (!t) return;
  cache_free(t->cache);
  client_free(t->client);
  calque_arena_free(t->arena);
  free(t);
}

const char *calque_translator_host(const calque_translator *t) { return t->host; }

const char *calque_translator_trouble(const calque_translator *t) {
  const char *trouble = t->cache ? cache_trouble(t->cache) : "";
  return *trouble || !t->glossary_trouble ? trouble : t->glossary_trouble;
}

/* ---- One article --------------------------------------------------------------------------------
 */

static size_t bytes_of(const calque_str *texts, size_t n) {
  size_t bytes = 0;
  for (size_t i = 0; i < n; i++) bytes += texts[i].len;
  return bytes;
}

struct english_work translator_work(const calque_translator *t, calque_arena *arena,
                                    const calque_doc *doc, const calque_report *report,
                                    const calque_english_options *options) {
  struct english_work work = {.title = str_trim(doc->meta.title),
                              .summary = options && options->summary};
  work.words = options && options->words ? options->words : SUMMARY_WORDS;
  work.told = work.summary && translator_is_model(t);
  if (work.summary && !work.told) {
    work.n_paragraphs = french_summary(arena, t->lex, doc, report, work.words, &work.paragraphs);
    return work;
  }
  bool all = options && options->all;
  work.n_paragraphs = french_paragraphs(arena, doc, report, all, &work.paragraphs);
  if (work.told && bytes_of(work.paragraphs, work.n_paragraphs) > SUMMARY_MAX)
    work.n_paragraphs =
        french_summary(arena, t->lex, doc, report, SUMMARY_SOURCE_WORDS, &work.paragraphs);
  return work;
}

calque_status calque_english(calque_translator *t, calque_arena *arena, const calque_doc *doc,
                             const calque_report *report, const calque_english_options *options,
                             calque_translation *out, calque_error *err) {
  struct english_work work = translator_work(t, arena, doc, report, options);
  translate_works(t, arena, &work, 1);
  *out = work.result;
  if (work.status && err && !err->status) *err = work.err;
  return work.status;
}
