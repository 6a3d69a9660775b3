/* The user's glossary at a service that keeps glossaries (DeepL). It is looked for once in a run,
 * before the first text is sent, by a name that is made of its terms; where it is not there yet it
 * is made, and never changed or deleted: other terms have another name. What the service will not
 * keep is said, and the terms are then only looked for in the English, as they always are. */
#include "english/translator.h"

#include <stdlib.h>

enum { NAME_BYTES = 8 }; /* of the hash */

static int by_french(const void *a, const void *b) {
  const calque_term *const *x = a, *const *y = b;
  const int order = str_compare((*x)->french, (*y)->french);
  return order ? order : (*x > *y) - (*x < *y);
}

static bool has_control(calque_str s) {
  for (size_t i = 0; i < s.len; i++)
    if ((unsigned char)s.ptr[i] < 0x20 || s.ptr[i] == 0x7f) return true;
  return false;
}

/* Sorted, the first of those that the French term has, none that no line can hold. */
static size_t tidy_terms(calque_arena *arena, const calque_translator_options *o,
                         calque_term **out) {
  const calque_term **sorted = ARENA_ARRAY(arena, const calque_term *, o->n_terms + 1);
  size_t n = 0;
  *out = ARENA_ARRAY(arena, calque_term, o->n_terms + 1);
  for (size_t i = 0; i < o->n_terms; i++) sorted[i] = &o->terms[i];
  qsort(sorted, o->n_terms, sizeof *sorted, by_french);
  for (size_t i = 0; i < o->n_terms; i++) {
    const calque_term *term = sorted[i];
    if (has_control(term->french) || has_control(term->english)) continue;
    if (n && str_eq((*out)[n - 1].french, term->french)) continue;
    (*out)[n++] = *term;
  }
  return n;
}

static calque_str name_of(calque_arena *arena, const calque_term *terms, size_t n) {
  struct sha256 hash;
  unsigned char digest[SHA256_BYTES];
  struct buf out;
  sha256_init(&hash);
  for (size_t i = 0; i < n; i++) {
    sha256_field(&hash, terms[i].french);
    sha256_field(&hash, terms[i].english);
  }
  sha256_end(&hash, digest);
  buf_init(&out, 256);
  buf_puts(&out, "calque-");
  for (size_t i = 0; i < NAME_BYTES; i++) buf_printf(&out, "%02x", digest[i]);
  const calque_str name = arena_copy(arena, buf_view(&out));
  buf_free(&out);
  return name;
}

void kept_glossary_name(calque_translator *t) {
  const struct provider_glossary *g = t->setup.provider->glossary;
  if (!g || !t->options.n_terms) return;
  if (t->setup.variable(t->setup.context, g->variable).len) return; /* the user's own */
  t->n_kept_terms = tidy_terms(t->arena, &t->options, &t->kept_terms);
  if (t->n_kept_terms) t->glossary_name = name_of(t->arena, t->kept_terms, t->n_kept_terms);
}

/* One request and its answer, when nothing else is under way. False: there is no answer. */
static bool exchange(struct run *run, const struct http_request *request,
                     struct http_answer *answer) {
  calque_translator *t = run->translator;
  struct client_call call = {.request = *request, .has_key = true};
  if (t->options.max_requests && t->requests >= t->options.max_requests) return false;
  t->wire.submit(t->wire.context, &call);
  const struct client_done *done = t->wire.wait(t->wire.context);
  if (!done) return false;
  t->requests += done->tries;
  if (done->status) t->refused = done->error; /* nor would the text come through */
  *answer = done->answer;
  answer->body = arena_copy(run->arena, done->answer.body);
  return !done->status;
}

/* False, and why in *err where it is not known to the run already. */
static bool ask(struct run *run, const struct http_request *request, struct http_answer *answer,
                calque_error *err) {
  const calque_translator *t = run->translator;
  calque_str message = STR("");
  if (!exchange(run, request, answer)) return false;
  if (answer->code >= 200 && answer->code <= 299) return true;
  provider_read_error(run->arena, &t->setup, answer, &message);
  fail(err, CALQUE_E_PROVIDER, t->host, 0, "%s answers %ld%s%.*s", t->setup.provider->name,
       answer->code, message.len ? ": " : "", STR_ARG(message));
  return false;
}

static calque_str find_or_make(struct run *run, calque_error *err) {
  calque_translator *t = run->translator;
  const struct provider_glossary *g = t->setup.provider->glossary;
  calque_arena *arena = run->arena;
  struct http_request request;
  struct http_answer answer;
  calque_str id = STR("");
  if (g->list(arena, &t->setup, &request, err) || !ask(run, &request, &answer, err)) return id;
  if (g->find(arena, &t->setup, &answer, t->glossary_name, &id, err) || id.len) return id;
  const struct provider_terms terms = {t->glossary_name, t->kept_terms, t->n_kept_terms};
  if (g->make(arena, &t->setup, &terms, &request, err) || !ask(run, &request, &answer, err))
    return id;
  g->made(arena, &t->setup, &answer, &id, err);
  return id;
}

void kept_glossary_open(struct run *run) {
  calque_translator *t = run->translator;
  calque_error err = {0};
  if (!t->glossary_name.len || t->glossary_asked) return;
  t->glossary_asked = true;
  t->glossary_id = arena_copy(t->arena, find_or_make(run, &err));
  if (!err.status) return;
  const calque_str why = arena_printf(
      t->arena, "the glossary is not kept by %s, its terms are only looked for in the English: %s",
      t->setup.provider->name, err.text);
  t->glossary_trouble = arena_copy_z(t->arena, why);
}
