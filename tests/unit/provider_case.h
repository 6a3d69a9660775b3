/* A provider with the variables of a test, and what all tests of providers do. */
#ifndef PROVIDER_CASE_H
#define PROVIDER_CASE_H

#include "base/json.h"
#include "base/utf8.h"
#include "english/provider.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h> /* behind error.h: it has a macro fail() */

#define SECRET "sk-test-Zx81mQ4vTr7bLw93"

static calque_arena *arena;

/* "NAME=value" strings, NULL-ended. */
static inline calque_str case_variable(const void *context, const char *name) {
  for (const char *const *row = context; row && *row; row++) {
    calque_str value = calque_str_of(*row), key = str_cut(&value, '=');
    if (str_eq(key, calque_str_of(name))) return value;
  }
  return STR("");
}

static inline struct provider_setup case_setup(const char *id, const char *const *variables) {
  struct provider_setup setup;
  calque_error err = {0};
  const struct provider *p = provider_find(calque_str_of(id));
  assert_non_null(p);
  if (provider_configure(p, STR(""), STR(""), case_variable, variables, &setup, &err))
    fail_msg("%s: %s: %s", id, err.where, err.text);
  return setup;
}

static inline struct provider_job case_texts(const calque_str *texts, size_t n) {
  return (struct provider_job){.texts = texts, .n_texts = n};
}

static inline struct http_request case_build(const struct provider_setup *setup,
                                             const struct provider_job *job) {
  struct http_request request;
  calque_error err = {0};
  if (setup->provider->build(arena, setup, job, &request, &err))
    fail_msg("%s: %s", setup->provider->id, err.text);
  return request;
}

static inline calque_status case_parse(const struct provider_setup *setup,
                                       const struct provider_job *job, calque_str body,
                                       struct provider_answer *out, calque_error *err) {
  struct http_answer answer = {.code = 200, .body = body};
  *err = (calque_error){0};
  return setup->provider->parse(arena, setup, job, &answer, out, err);
}

static inline bool case_has_header(const struct http_request *request, const char *line) {
  for (size_t i = 0; i < request->n_headers; i++)
    if (strcmp(request->headers[i], line) == 0) return true;
  return false;
}

static inline void expect_str(calque_str is, const char *should) {
  if (!str_eq(is, calque_str_of(should))) fail_msg("'%.*s' should be '%s'", STR_ARG(is), should);
}

static inline void expect_has(calque_str s, const char *needle) {
  if (!str_has(s, calque_str_of(needle))) fail_msg("'%.*s' lacks '%s'", STR_ARG(s), needle);
}

static inline void expect_lacks(calque_str s, const char *needle) {
  if (str_has(s, calque_str_of(needle))) fail_msg("'%.*s' holds '%s'", STR_ARG(s), needle);
}

static inline int case_open(void **state) {
  (void)state;
  arena = calque_arena_new();
  return 0;
}

static inline int case_close(void **state) {
  (void)state;
  calque_arena_free(arena);
  return 0;
}

#endif
