/* Reading the corpora: gzipped or plain JSON Lines, a record after another, in order. And numbers
 * drawn by a rule (splitmix64), so that a program that draws writes the same table every time. */
#ifndef TRAIN_CORPUS_H
#define TRAIN_CORPUS_H

#include "base/array.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

enum { CORPUS_LINE = 1 << 24 /* bytes of the longest record */ };

/* Called with each record of `path`; stops the program when the file cannot be read. */
static inline void corpus_each(const char *path, void (*each)(void *user, const json_t *record),
                               void *user) {
  gzFile in = gzopen(path, "rb");
  char *line = must_alloc(CORPUS_LINE);
  if (!in) {
    fprintf(stderr, "cannot open '%s'\n", path);
    exit(1);
  }
  while (gzgets(in, line, CORPUS_LINE)) {
    json_t *record = json_loads(line, 0, NULL);
    if (record) each(user, record);
    json_decref(record);
  }
  gzclose(in);
  free(line);
}

/* The text of a record, or NULL. */
static inline const char *corpus_text(const json_t *record) {
  const char *text = json_string_value(json_object_get(record, "article"));
  return text ? text : json_string_value(json_object_get(record, "text"));
}

/* The record's text as a document in the arena; NULL when it has none. */
static inline const calque_doc *corpus_doc(calque_arena *arena, const calque_lexicon *lex,
                                           const json_t *record) {
  const char *text = corpus_text(record);
  if (!text) return NULL;
  const calque_article article = {.text = calque_str_of(text)};
  return calque_doc_parse(arena, lex, &article);
}

/* A number below n (n > 0). */
static inline uint32_t corpus_draw(uint64_t *state, uint32_t n) {
  uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  z ^= z >> 31;
  return (uint32_t)((z >> 32) * n >> 32);
}

/* Solves A x = b in place by elimination, A symmetric and positive: b becomes x. */
static inline void corpus_solve(double *a, double *b, size_t n) {
  for (size_t k = 0; k < n; k++)
    for (size_t i = k + 1; i < n; i++) {
      double f = a[i * n + k] / a[k * n + k];
      for (size_t j = k; j < n; j++) a[i * n + j] -= f * a[k * n + j];
      b[i] -= f * b[k];
    }
  for (size_t k = n; k-- > 0;) {
    for (size_t j = k + 1; j < n; j++) b[k] -= a[k * n + j] * b[j];
    b[k] /= a[k * n + k];
  }
}

#endif
