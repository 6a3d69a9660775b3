/* Learns src/checks/line_weights.def:
 *   line_weights LEXICON lines.jsonl.gz [TEXT.jsonl.gz ...] > src/checks/line_weights.def
 * A file of name *.txt has pages as tests/train/lines.txt tells. The first file has articles with
 * furniture put in, and what every line is ("byte_lines": start, end, keep, drop, meta or caption,
 * category); the others articles without any. Furniture that a phrase proves is learned from as if
 * none did, for other pages have other wordings. Each line comes twice: as it looks in the first
 * round, when only proofs are known, and when its neighbours are.
 *
 * A logistic regression by Newton's method: no chance, no order, the same weights every time. On
 * standard error: how it does on lines of wordings that it has not seen (those of the same wording
 * but for names and numbers are kept together), and on kinds of furniture that it has not seen. */
#include "checks/line_repeats.h"
#include "checks/line_score.h"

#include "../unit/line_pages.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

enum {
  N = N_LINE_FEATURES + 1, /* and the bias */
  MAX_LINE = 1 << 24,
  FOLDS = 5,
  STEPS = 25
};
static const double ridge = 1.0, text_weight = 3.0, other_weight = 0.2, page_weight = 2.0;
static const double page_text_weight = 4.0;
static const double threshold = 0.7;

struct sample {
  bool has[N_LINE_FEATURES], furniture;
  double weight;
  uint32_t wording, category; /* folds */
  char name[24];              /* category */
};

struct samples {
  struct sample *ptr;
  size_t n, cap;
};

static struct sample *new_sample(struct samples *s) {
  if (s->n == s->cap) {
    s->cap = s->cap ? s->cap * 2 : 4096;
    s->ptr = must_realloc(s->ptr, s->cap * sizeof *s->ptr);
  }
  s->ptr[s->n] = (struct sample){.wording = 0};
  return &s->ptr[s->n++];
}

/* ---- Reading --------------------------------------------------------------------------------- */

/* The line without its names and numbers. */
static uint32_t wording_of(const calque_doc *doc, const calque_line *line) {
  uint64_t h = 1;
  for (uint32_t i = line->first_token; i < line->first_token + line->n_tokens; i++) {
    const calque_token *t = &doc->tokens[i];
    if (t->kind != CALQUE_WORD || ((t->flags & CALQUE_CAPITAL) && i > line->first_token)) continue;
    h = str_hash(token_str(doc, t), h);
  }
  return (uint32_t)(h >> 16);
}

/* What the lines of a text are. */
struct gold {
  const json_t *lines;          /* of an article with furniture put in; NULL: it has none */
  const struct line_page *page; /* or a page of our own */
};

static int gold_of_mark(char mark, const char **category) {
  *category = mark == '-' ? "page" : "page text";
  return mark == '-' ? 1 : mark == '=' ? -1 : 0;
}

/* 1: furniture, 0: text, -1: neither or not said. */
static int gold_of_line(const json_t *lines, calque_span span, const char **category) {
  size_t i;
  json_t *row;
  *category = "text";
  if (!lines) return 0;
  json_array_foreach(lines, i, row) {
    json_int_t start = json_integer_value(json_array_get(row, 0));
    json_int_t end = json_integer_value(json_array_get(row, 1));
    const char *label = json_string_value(json_array_get(row, 2));
    if (start > span.start || end < span.end) continue;
    *category = json_string_value(json_array_get(row, 3));
    return strcmp(label, "drop") == 0 ? 1 : strcmp(label, "keep") == 0 ? 0 : -1;
  }
  return -1;
}

static int gold_of(const struct gold *gold, const calque_doc *doc, uint32_t i,
                   const char **category) {
  if (gold->page) return gold_of_mark(gold->page->marks[i], category);
  return gold_of_line(gold->lines, doc->lines[i].span, category);
}

static double weight_of(const struct gold *gold, bool furniture) {
  if (gold->page) return furniture ? page_weight : page_text_weight;
  return furniture ? 1 : gold->lines ? text_weight : other_weight;
}

static void add_samples(struct samples *out, calque_arena *arena, const calque_doc *doc,
                        const struct line_facts *facts, const uint8_t *open, const uint8_t *states,
                        const struct gold *answers) {
  const struct line_surroundings *around = line_surroundings_of(arena, doc, facts, states);
  for (uint32_t i = 0; i < doc->n_lines; i++) {
    const char *category;
    int gold = gold_of(answers, doc, i, &category);
    if (gold < 0 && strcmp(category, "title") == 0) gold = 0;
    if ((!open[i] && (gold != 1 || !facts[i].proof.kind)) || gold < 0 || !around[i].may_score)
      continue;
    struct sample *s = new_sample(out);
    struct line_facts unproved = facts[i];
    struct line_surroundings place = around[i];
    if (!open[i]) {
      unproved.proof.kind = KIND_NONE;
      unproved.hints = unproved.word_hints;
      place.proofs--;
    }
    line_features_of(&unproved, &place, s->has);
    s->furniture = gold;
    s->weight = weight_of(answers, gold);
    s->wording = wording_of(doc, &doc->lines[i]);
    s->category = (uint32_t)str_hash(calque_str_of(category), 7);
    snprintf(s->name, sizeof s->name, "%s", category);
  }
}

static void add_text(struct samples *out, calque_arena *arena, const calque_lexicon *lex,
                     calque_str text, const struct gold *answers) {
  calque_article article = {.text = text};
  const calque_doc *doc = calque_doc_parse(arena, lex, &article);
  const struct line_facts *facts = line_facts_gather(arena, lex, doc);
  const uint32_t *first = line_repeats_find(arena, lex, doc, facts);
  uint8_t *open = ARENA_ARRAY(arena, uint8_t, doc->n_lines + 1);
  uint8_t *states = ARENA_ARRAY(arena, uint8_t, doc->n_lines + 1);
  for (uint32_t i = 0; i < doc->n_lines; i++) {
    bool meta = facts[i].proof.kind == KIND_META || facts[i].proof.kind == KIND_CAPTION;
    open[i] = !facts[i].proof.kind && first[i] == NO_LINE;
    states[i] = open[i] ? STATE_OPEN : meta ? STATE_TEXT : STATE_FURNITURE;
  }
  add_samples(out, arena, doc, facts, open, states, answers);
  for (uint32_t i = 0; i < doc->n_lines; i++) {
    const char *category;
    if (open[i] && gold_of(answers, doc, i, &category) == 1) states[i] = STATE_FURNITURE;
  }
  if (answers->lines || answers->page) add_samples(out, arena, doc, facts, open, states, answers);
}

static void add_article(struct samples *out, calque_arena *arena, const calque_lexicon *lex,
                        const json_t *row) {
  const char *text = json_string_value(json_object_get(row, "text"));
  if (!text) text = json_string_value(json_object_get(row, "article"));
  const struct gold answers = {.lines = json_object_get(row, "byte_lines")};
  if (text) add_text(out, arena, lex, calque_str_of(text), &answers);
}

static void read_pages(struct samples *out, const calque_lexicon *lex, const char *path) {
  calque_arena *own = calque_arena_new(), *arena = calque_arena_new();
  const struct line_pages pages = line_pages_load(own, path);
  if (!pages.n) fprintf(stderr, "line_weights: no pages in '%s'\n", path);
  for (size_t i = 0; i < pages.n; i++) {
    add_text(out, arena, lex, pages.ptr[i].text, &(struct gold){.page = &pages.ptr[i]});
    calque_arena_reset(arena);
  }
  calque_arena_free(arena);
  calque_arena_free(own);
}

static void read_articles(struct samples *out, const calque_lexicon *lex, const char *path) {
  gzFile in = gzopen(path, "rb");
  char *line = must_alloc(MAX_LINE);
  calque_arena *arena = calque_arena_new();
  if (!in) {
    fprintf(stderr, "line_weights: cannot open '%s'\n", path);
    exit(1);
  }
  while (gzgets(in, line, MAX_LINE)) {
    json_error_t error;
    json_t *row = json_loads(line, 0, &error);
    if (row) add_article(out, arena, lex, row);
    json_decref(row);
    calque_arena_reset(arena);
  }
  gzclose(in);
  calque_arena_free(arena);
  free(line);
}

/* ---- Learning -------------------------------------------------------------------------------- */

static double score(const struct sample *s, const double *w) {
  double sum = w[N_LINE_FEATURES];
  for (size_t i = 0; i < N_LINE_FEATURES; i++) sum += s->has[i] ? w[i] : 0;
  return sum;
}

/* Solves a x = b by Cholesky; a is symmetric and positive. Both are overwritten. */
static void solve(double (*a)[N], double *b) {
  for (size_t j = 0; j < N; j++) {
    for (size_t k = 0; k < j; k++) a[j][j] -= a[j][k] * a[j][k];
    a[j][j] = sqrt(a[j][j] > 1e-12 ? a[j][j] : 1e-12);
    for (size_t i = j + 1; i < N; i++) {
      for (size_t k = 0; k < j; k++) a[i][j] -= a[i][k] * a[j][k];
      a[i][j] /= a[j][j];
    }
  }
  for (size_t i = 0; i < N; i++) {
    for (size_t k = 0; k < i; k++) b[i] -= a[i][k] * b[k];
    b[i] /= a[i][i];
  }
  for (size_t i = N; i-- > 0;) {
    for (size_t k = i + 1; k < N; k++) b[i] -= a[k][i] * b[k];
    b[i] /= a[i][i];
  }
}

static size_t active(const struct sample *s, size_t *which) {
  size_t n = 0;
  for (size_t i = 0; i < N_LINE_FEATURES; i++)
    if (s->has[i]) which[n++] = i;
  which[n++] = N_LINE_FEATURES;
  return n;
}

/* Learns from the samples that `wanted` keeps. */
static void learn(const struct samples *s, const bool *wanted, double *w) {
  static double hessian[N][N], gradient[N];
  memset(w, 0, N * sizeof *w);
  for (int step = 0; step < STEPS; step++) {
    memset(hessian, 0, sizeof hessian);
    for (size_t i = 0; i < N; i++) {
      hessian[i][i] = i == N_LINE_FEATURES ? 1e-6 : ridge;
      gradient[i] = i == N_LINE_FEATURES ? 0 : -ridge * w[i];
    }
    for (size_t k = 0; k < s->n; k++) {
      if (!wanted[k]) continue;
      size_t which[N], n = active(&s->ptr[k], which);
      double p = 1 / (1 + exp(-score(&s->ptr[k], w)));
      double c = s->ptr[k].weight;
      for (size_t i = 0; i < n; i++) {
        gradient[which[i]] += c * ((s->ptr[k].furniture ? 1 : 0) - p);
        for (size_t j = 0; j < n; j++) hessian[which[i]][which[j]] += c * p * (1 - p);
      }
    }
    solve(hessian, gradient);
    for (size_t i = 0; i < N; i++) w[i] += gradient[i];
  }
}

/* ---- How well -------------------------------------------------------------------------------- */

struct tally {
  char name[24];
  size_t hit, n;
};

static void count(struct tally *t, size_t *n_tallies, const char *name, bool hit) {
  size_t i = 0;
  while (i < *n_tallies && strcmp(t[i].name, name) != 0) i++;
  if (i == *n_tallies) snprintf(t[(*n_tallies)++].name, sizeof t->name, "%s", name);
  t[i].hit += hit;
  t[i].n++;
}

/* Each sample judged by weights of the folds that it is not in. */
static void cross_validate(const struct samples *s, bool by_category, const char *title) {
  static struct tally tallies[200];
  size_t n_tallies = 0, hit = 0, wrong = 0, n = 0;
  bool *wanted = must_alloc(s->n + 1);
  double w[N];
  memset(tallies, 0, sizeof tallies);
  for (uint32_t fold = 0; fold < FOLDS * (by_category ? 3 : 1); fold++) {
    uint32_t folds = FOLDS * (by_category ? 3 : 1);
    for (size_t k = 0; k < s->n; k++)
      wanted[k] = (by_category ? s->ptr[k].category : s->ptr[k].wording) % folds != fold;
    learn(s, wanted, w);
    for (size_t k = 0; k < s->n; k++) {
      if (wanted[k]) continue;
      bool furniture = score(&s->ptr[k], w) > threshold;
      hit += furniture && s->ptr[k].furniture;
      wrong += furniture && !s->ptr[k].furniture;
      n += s->ptr[k].furniture;
      count(tallies, &n_tallies, s->ptr[k].name, furniture);
    }
  }
  fprintf(stderr, "%s: recall %.3f, wrong %zu of %zu\n", title, (double)hit / (double)(n ? n : 1),
          wrong, s->n - n);
  for (size_t i = 0; i < n_tallies; i++)
    fprintf(stderr, "  %s %zu/%zu", tallies[i].name, tallies[i].hit, tallies[i].n);
  fprintf(stderr, "\n");
  free(wanted);
}

int main(int argc, char **argv) {
  calque_error err = {0};
  struct samples s = {NULL, 0, 0};
  double w[N];
  if (argc < 3) {
    fputs("usage: line_weights LEXICON lines.jsonl.gz [TEXT.jsonl.gz ...]\n", stderr);
    return 2;
  }
  calque_lexicon *lex = calque_lexicon_open(argv[1], &err);
  if (!lex) {
    fprintf(stderr, "line_weights: %s\n", err.text);
    return 1;
  }
  for (int i = 2; i < argc; i++) {
    bool pages = str_ends(calque_str_of(argv[i]), STR(".txt"));
    (pages ? read_pages : read_articles)(&s, lex, argv[i]);
  }
  cross_validate(&s, false, "wordings not seen");
  cross_validate(&s, true, "kinds not seen");
  bool *all = must_alloc(s.n + 1);
  memset(all, 1, s.n + 1);
  learn(&s, all, w);
  printf(
      "/* Learned by tests/train/line_weights.c (dictionaries/README.md says from what): how much "
      "each\n"
      " * feature of line_features.def speaks for furniture. */\n");
  printf("LINE_BIAS(%.3f)\n", w[N_LINE_FEATURES] - threshold);
  for (size_t i = 0; i < N_LINE_FEATURES; i++)
    printf("LINE_WEIGHT(%s, %.3f)\n", line_feature_name(i), w[i]);
  printf("#undef LINE_BIAS\n#undef LINE_WEIGHT\n");
  free(all);
  free(s.ptr);
  calque_lexicon_free(lex);
  return 0;
}
