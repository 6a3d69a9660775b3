/* ROUGE-1, 2 and L (F1) between short lists of token numbers, as google's rouge-score computes them
 * with its defaults: lower case, tokens of a-z and 0-9 only, so that accents cut words. */
#ifndef TRAIN_ROUGE_H
#define TRAIN_ROUGE_H

#include "base/array.h"
#include "base/utf8.h"

enum { ROUGE_MAX = 512 /* tokens of one text; the rest is left out */ };

/* A token, and which running word of the text it stands in. */
struct rouge_token {
  uint32_t id, word;
};
struct rouge_text {
  const struct rouge_token *tokens;
  uint32_t n, words;
};
struct rouge_scores {
  double one, two, longest;
};

static inline bool rouge_is_ascii_token(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* The tokens of s, in the arena. */
static inline struct rouge_text rouge_read(calque_arena *arena, calque_str s) {
  struct rouge_token tokens[ROUGE_MAX];
  uint32_t id = 0, n = 0, words = 0;
  bool in_word = false;
  for (size_t i = 0, len; i <= s.len; i += len) {
    len = 1;
    uint32_t ch = i < s.len ? utf8_lower(utf8_decode(str_slice(s, i, s.len), &len)) : ' ';
    bool letter = utf8_is_letter(ch) || utf8_is_digit(ch);
    bool ascii = ch < 0x80 && rouge_is_ascii_token((char)ch);
    if (ascii) id = (id ^ ch) * 0x01000193u + 0x9e3779b9u;
    else if (id && n < ROUGE_MAX) tokens[n++] = (struct rouge_token){id, words};
    if (!ascii) id = 0;
    words += in_word && !letter;
    in_word = letter;
  }
  struct rouge_token *kept = ARENA_ARRAY(arena, struct rouge_token, n + 1);
  memcpy(kept, tokens, n * sizeof *kept);
  return (struct rouge_text){kept, n, words};
}

/* b behind a. */
static inline struct rouge_text rouge_join(calque_arena *arena, struct rouge_text a,
                                           struct rouge_text b) {
  struct rouge_token *tokens = ARENA_ARRAY(arena, struct rouge_token, ROUGE_MAX);
  uint32_t n = a.n;
  if (n) memcpy(tokens, a.tokens, n * sizeof *tokens);
  for (uint32_t i = 0; i < b.n && n < ROUGE_MAX; i++)
    tokens[n++] = (struct rouge_token){b.tokens[i].id, b.tokens[i].word + a.words};
  return (struct rouge_text){tokens, n, a.words + b.words};
}

static inline double rouge_f1(double match, double a, double b) {
  return match > 0 ? 2 * match / (a + b) : 0;
}

/* How many n-grams both have, each counted as often as in the one that has it less often. */
static inline uint32_t rouge_matches(const uint64_t *a, uint32_t n_a, const uint64_t *b,
                                     uint32_t n_b) {
  bool used[ROUGE_MAX] = {false};
  uint32_t n = 0;
  for (uint32_t i = 0; i < n_a; i++)
    for (uint32_t k = 0; k < n_b; k++)
      if (!used[k] && a[i] == b[k]) {
        used[k] = true;
        n++;
        break;
      }
  return n;
}

static inline uint32_t rouge_common(const struct rouge_text *a, uint32_t n_a,
                                    const struct rouge_text *b) {
  uint32_t row[ROUGE_MAX + 1] = {0};
  for (uint32_t i = 0; i < n_a; i++) {
    uint32_t diagonal = 0;
    for (uint32_t k = 0; k < b->n; k++) {
      uint32_t up = row[k + 1];
      if (a->tokens[i].id == b->tokens[k].id) row[k + 1] = diagonal + 1;
      else if (row[k] > up) row[k + 1] = row[k];
      diagonal = up;
    }
  }
  return row[b->n];
}

/* Of the first `words` words of `a` (0: all of it) against b. */
static inline struct rouge_scores rouge_score(const struct rouge_text *a, uint32_t words,
                                              const struct rouge_text *b) {
  uint64_t x[ROUGE_MAX], y[ROUGE_MAX];
  uint32_t n = 0;
  while (n < a->n && (!words || a->tokens[n].word < words)) n++;
  for (uint32_t i = 0; i < n; i++) x[i] = a->tokens[i].id;
  for (uint32_t i = 0; i < b->n; i++) y[i] = b->tokens[i].id;
  struct rouge_scores s = {.longest = rouge_f1(rouge_common(a, n, b), n, b->n)};
  s.one = rouge_f1(rouge_matches(x, n, y, b->n), n, b->n);
  for (uint32_t i = 0; i + 1 < n; i++) x[i] = x[i] << 32 | a->tokens[i + 1].id;
  for (uint32_t i = 0; i + 1 < b->n; i++) y[i] = y[i] << 32 | b->tokens[i + 1].id;
  if (n > 1 && b->n > 1) s.two = rouge_f1(rouge_matches(x, n - 1, y, b->n - 1), n - 1, b->n - 1);
  return s;
}

#endif
