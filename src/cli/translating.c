/* Nothing is sent before the user was told where it goes. */
#include "cli/translating.h"

#include "english/glossary.h"
#include "output/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>

/* Tokens: French has some 3.4 characters in one, English 4; a prompt has so many of its own. */
#define FRENCH_CHARS_PER_TOKEN  3.4
#define ENGLISH_CHARS_PER_TOKEN 4.0
#define ENGLISH_PER_FRENCH      0.9
#define PROMPT_TOKENS           1000.0

static void say_how_to_configure(void) {
  fputs(
      "calque: without any service: make apertium (or install apertium, apertium-fra-cat and "
      "apertium-eng-cat)\n"
      "calque: a model on this machine: OLLAMA_MODEL=gemma3:12b in .env, with Ollama running\n"
      "calque: a service: its key in .env, DEEPL_AUTH_KEY=...; calque english --list names all\n",
      stderr);
}

static void say_where(const struct translating *t, const struct options *o) {
  const calque_translator *translator = t->translator;
  if (o->quiet) return;
  if (translator->local) {
    fputs(
        "calque: Apertium translates on this machine, nothing is sent: a machine gist, to see "
        "what it is about\n",
        stderr);
    return;
  }
  fprintf(stderr, "calque: French is sent to %s (%s)\n", calque_translator_host(translator),
          translator->setup.provider->name);
  if (translator->glossary_name.len)
    fprintf(stderr, "calque: the glossary is sent there and kept as %.*s\n",
            STR_ARG(translator->glossary_name));
}

/* Of a key that is not going to be sent there is nothing to warn of. */
static void say_warning(const struct translating *t, const struct options *o) {
  if (t->translator->local || !(o->allow_plain || o->allow_private)) return;
  calque_str warning = provider_warning(t->arena, &t->translator->setup);
  if (warning.len) fprintf(stderr, "calque: %.*s\n", STR_ARG(warning));
}

bool translating_open(struct translating *t, const calque_lexicon *lex, const struct options *o,
                      const calque_translator_options *more) {
  calque_error err = {0};
  calque_translator_options options = *more;
  t->arena = calque_arena_new();
  if (o->glossary) glossary_read(t->arena, o->glossary, &options.terms, &options.n_terms, &err);
  options.provider = o->provider ? o->provider : getenv("CALQUE_PROVIDER");
  options.url = o->url;
  options.model = o->model ? o->model : getenv("CALQUE_MODEL");
  options.cache = o->no_cache ? "" : getenv("CALQUE_CACHE");
  options.refresh = o->refresh;
  options.timeout_s = o->timeout;
  options.max_chars = o->max_chars;
  options.max_requests = o->max_requests;
  options.allow_private = o->allow_private;
  options.allow_plain = o->allow_plain;
  if (!options.provider && !o->url) environment_addresses(&err);
  if (!err.status) t->translator = calque_translator_open(lex, &options, &err);
  if (!t->translator) {
    batch_complain(&err);
    if (!options.provider && !o->url && !o->model && !err.where[0]) say_how_to_configure();
    return false;
  }
  if (!t->translator->local) prctl(PR_SET_DUMPABLE, 0); /* no key in a core file */
  if (!options.dry_run) say_where(t, o);
  say_warning(t, o);
  return true;
}

static void put_some(struct buf *line, uint64_t n, const char *what) {
  if (!n) return;
  buf_puts(line, ", ");
  count_english(line, (size_t)n);
  buf_puts(line, what);
}

/* "calque: 3 requests, 8,412 characters of French, 2,100 tokens in, 900 tokens out" */
static void say_what_was_spent(const calque_translator *t) {
  struct buf line;
  if (!t->requests || t->options.dry_run) return;
  buf_init(&line, 4096);
  count_english(&line, t->requests);
  buf_puts(&line, t->requests == 1 ? " request" : " requests");
  put_some(&line, t->chars_sent, " characters of French");
  put_some(&line, t->tokens_in, " tokens in");
  put_some(&line, t->tokens_out, " tokens out");
  put_some(&line, t->billed_chars, " characters billed");
  fprintf(stderr, "calque: %s\n", line.ptr);
  buf_free(&line);
}

void translating_close(struct translating *t, const struct options *o) {
  if (t->translator && !o->quiet) {
    say_what_was_spent(t->translator);
    if (*calque_translator_trouble(t->translator))
      fprintf(stderr, "calque: %s\n", calque_translator_trouble(t->translator));
  }
  calque_translator_free(t->translator);
  calque_arena_free(t->arena);
}

void translating_name(calque_error *err, const calque_article *article) {
  calque_error named = {.status = err->status};
  bool has_place = err->where[0] != '\0';
  snprintf(named.where, sizeof named.where, "%.*s", STR_ARG(article->id));
  snprintf(named.text, sizeof named.text, "%.80s%s%.170s", err->where, has_place ? ": " : "",
           err->text);
  *err = named;
}

/* ---- Digests ------------------------------------------------------------------------------------
 */

/* The headline and each sentence are paragraphs. */
static struct english_work work_of(calque_arena *arena, const struct digest_story *s) {
  calque_str *texts = ARENA_ARRAY(arena, calque_str, s->n_sentences + 1);
  size_t n = 0;
  if (s->headline.len) texts[n++] = s->headline;
  for (uint32_t i = 0; i < s->n_sentences; i++) texts[n++] = s->sentences[i].text;
  return (struct english_work){.paragraphs = texts, .n_paragraphs = n};
}

static calque_str first_fault(const calque_translation *t) {
  for (size_t i = 0; i < t->verification.n_findings; i++)
    if (t->verification.findings[i].severity > CALQUE_NOTE)
      return t->verification.findings[i].message;
  return STR("");
}

/* "The headline\n\nOne.\n\nTwo." into both, the sentences on one line. */
static void take_english(calque_arena *arena, const calque_translation *t, struct digest_story *s) {
  struct buf text;
  calque_str rest = t->english;
  buf_init(&text, BUF_MAX_OUTPUT);
  if (s->headline.len) s->english_headline = str_trim(str_cut(&rest, '\n'));
  while (rest.ptr) {
    calque_str line = str_trim(str_cut(&rest, '\n'));
    if (!line.len) continue;
    if (text.len) buf_char(&text, ' ');
    buf_str(&text, line);
  }
  s->english = arena_copy(arena, buf_view(&text));
  buf_free(&text);
  s->english_note = t->gist ? STR("machine gist by Apertium") : STR("");
}

struct digest_day translating_day(struct translating *t, calque_arena *arena,
                                  const struct digest_day *day, calque_error *err) {
  struct digest_story *stories = ARENA_ARRAY(arena, struct digest_story, day->n_stories + 1);
  struct english_work *works = ARENA_ARRAY(arena, struct english_work, day->n_stories + 1);
  size_t n = 0;
  for (uint32_t i = 0; i < day->n_stories; i++) {
    stories[i] = day->stories[i];
    if (stories[i].n_sentences) works[n++] = work_of(arena, &stories[i]);
  }
  translate_works(t->translator, arena, works, n);
  const struct english_work *work = works;
  for (uint32_t i = 0; i < day->n_stories; i++) {
    if (!stories[i].n_sentences) continue;
    calque_error why = work->err;
    const calque_translation *result = &work->result;
    if (!work->status && result->verification.ok) take_english(arena, result, &stories[i]);
    else if (!work->status)
      stories[i].english_note =
          arena_printf(arena, "no verified English: %.*s", STR_ARG(first_fault(result)));
    else stories[i].english_note = arena_printf(arena, "no English: %s", why.text);
    if (work->status && !err->status) *err = work->err;
    work++;
  }
  struct digest_day translated = *day;
  translated.stories = stories;
  return translated;
}

/* ---- --list -------------------------------------------------------------------------------------
 */

static calque_str variable(const void *context, const char *name) {
  const char *value = getenv(name);
  (void)context;
  return value ? calque_str_of(value) : STR("");
}

static bool any_set(const char *const *names) {
  for (; names && *names; names++)
    if (variable(NULL, *names).len) return true;
  return false;
}

/* "yes", "no"; "wrong" when something is set and not all is well: *err says what. */
static const char *readiness(const struct provider *p, const struct options *o, calque_error *err) {
  struct provider_setup setup;
  bool mine = o->provider && strcmp(o->provider, p->id) == 0;
  bool set = any_set(p->url_variables) || any_set(p->key_variables) || any_set(p->model_variables);
  calque_str url = mine && o->url ? calque_str_of(o->url) : STR("");
  calque_str model = mine && o->model ? calque_str_of(o->model) : STR("");
  if (!set && !url.len) return "no";
  if (provider_configure(p, url, model, variable, NULL, &setup, err) != CALQUE_OK) return "wrong";
  return "yes";
}

static void put_row(struct buf *out, const char *name, const char *ready, const char *needs) {
  buf_printf(out, "%-15s%-7s%s\n", name, ready, needs);
}

int translating_list(const struct options *o) {
  struct buf out;
  struct apertium apertium;
  calque_arena *arena = calque_arena_new();
  buf_init(&out, BUF_MAX_OUTPUT);
  put_row(&out, "provider", "ready", "needs");
  for (size_t i = 0; i < n_providers; i++) {
    calque_error err = {0};
    const char *ready = readiness(providers[i], o, &err);
    put_row(&out, providers[i]->id, ready, providers[i]->needs);
    if (err.status) buf_printf(&out, "%22s%s\n", "", err.text);
  }
  bool here = apertium_find(arena, &apertium);
  put_row(&out, LOCAL_ID, here ? "yes" : "no",
          here ? "nothing: Apertium on this machine" : "Apertium on this machine: make apertium");
  const struct provider *first = provider_ready(variable, NULL);
  if (first || here) buf_printf(&out, "\nwithout --provider: %s\n", first ? first->id : LOCAL_ID);
  int status = print_all(o->output, buf_view(&out));
  buf_free(&out);
  calque_arena_free(arena);
  return status;
}

/* ---- Estimates ----------------------------------------------------------------------------------
 */

bool price_read(const char *text, struct price *out, calque_error *err) {
  char *end;
  *out = (struct price){0};
  if (!text) return true;
  out->given = true;
  out->in = strtod(text, &end);
  bool good = end != text && out->in >= 0 && out->in < 1e6;
  if (good && *end == '/') {
    const char *second = end + 1;
    out->out = strtod(second, &end);
    good = end != second && out->out >= 0 && out->out < 1e6;
  }
  if (good && !*end) return true;
  fail(err, CALQUE_E_CONFIG, "--price", 0, "'%.60s' is not a price as 0.15/0.60 or 20", text);
  return false;
}

static void put_about(struct buf *out, double n) {
  /* Two figures are all that an estimate is worth. */
  double unit = 1;
  while (n / unit >= 100) unit *= 10;
  count_english(out, (size_t)(n / unit + 0.5) * (size_t)unit);
}

void estimate_put(const calque_translation *t, bool model, const struct price *price,
                  struct buf *out) {
  double chars = (double)t->chars_sent, requests = t->requests;
  double in = chars / FRENCH_CHARS_PER_TOKEN + requests * PROMPT_TOKENS;
  double answer = chars * ENGLISH_PER_FRENCH / ENGLISH_CHARS_PER_TOKEN;
  count_english(out, t->requests);
  buf_puts(out, t->requests == 1 ? " request, " : " requests, ");
  count_english(out, t->chars_sent);
  buf_puts(out, " characters of French");
  if (model) {
    buf_puts(out, "; about ");
    put_about(out, in);
    buf_puts(out, " tokens in and ");
    put_about(out, answer);
    buf_puts(out, " out");
  }
  if (price->given) {
    double cost = model ? in * price->in + answer * price->out : chars * price->in;
    buf_printf(out, "; about %.4f", cost / 1e6);
  }
  buf_char(out, '\n');
}
