/* Learns src/summary/weights.def:
 *   summary calque.lex news/train.jsonl.gz news/valid.jsonl.gz > weights.def
 * A row of news is a JSON object with title, abstract and article. First the words: a logistic
 * regression says which words of an article its abstract has. Then the sentences: each article is a
 * list, and the weights are those whose softmax over its sentences comes nearest (cross-entropy) to
 * the softmax of what the sentences are worth: ROUGE-1 + 2 + L of their first 35
 * words against the abstract. Features are measured by the
 * library itself, so training and use cannot differ. */
#include "newton.h"
#include "rouge.h"
#include "summary/choose.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

enum {
  MAX_LINE = 1 << 24, /* bytes of a row */
  STEPS = 8,          /* of Newton's method; it stands still after five */
  EARLY = 35          /* words of a sentence that count */
};
#define TEMPERATURE 0.1 /* of the softmax of what sentences are worth */
#define RIDGE       1.0

struct article {
  struct summary_ranking ranking;
  struct rouge_text *sentences, abstract;
  float *worth;      /* of each sentence */
  bool *in_abstract; /* of each word of the ranking */
};

struct corpus {
  calque_arena *arena;
  ARRAY(struct article) articles;
};

static const char *const sentence_names[] = {
#define FEATURE(name, what) #name,
#include "summary/features.def"
};
static const char *const word_names[] = {
#define WORD_FEATURE(name, what) #name,
#include "summary/features.def"
};

/* ---- Reading -----------------------------------------------------------------------------------
 */

static struct summary_ranking rank(calque_arena *arena, const calque_lexicon *lex, calque_str title,
                                   calque_str text) {
  calque_article *article = ARENA_NEW(arena, calque_article);
  *article = (calque_article){.title = title, .text = text};
  const calque_doc *doc = calque_doc_parse(arena, lex, article);
  return summary_rank(arena, lex, doc, NULL, lines_label(arena, lex, doc));
}

static bool holds(const struct summary_ranking *r, uint32_t key) {
  for (uint32_t i = 0; i < r->n_words; i++)
    if (r->words[i].key == key) return true;
  return false;
}

static void keep_vector(calque_arena *arena, struct summary_vector *v) {
  struct summary_term *terms = ARENA_ARRAY(arena, struct summary_term, v->n + 1);
  memcpy(terms, v->terms, v->n * sizeof *terms);
  v->terms = terms;
}

/* What stays of a ranking when its scratch arena is reset. */
static void keep_ranking(calque_arena *arena, struct summary_ranking *r) {
  struct summary_candidate *sentences = ARENA_ARRAY(arena, struct summary_candidate, r->n + 1);
  struct summary_word *words = ARENA_ARRAY(arena, struct summary_word, r->n_words + 1);
  memcpy(sentences, r->sentences, r->n * sizeof *sentences);
  memcpy(words, r->words, r->n_words * sizeof *words);
  r->sentences = sentences;
  r->words = words;
  r->vetoes = NULL;
  for (uint32_t i = 0; i < r->n; i++) {
    keep_vector(arena, &sentences[i].vector);
    keep_vector(arena, &sentences[i].shared);
  }
}

static void add_article(struct corpus *c, calque_arena *scratch, const calque_lexicon *lex,
                        calque_str title, calque_str text, calque_str abstract) {
  struct article a = {.ranking = rank(scratch, lex, title, text)};
  struct summary_ranking *r = &a.ranking, gist = rank(scratch, lex, STR(""), abstract);
  a.abstract = rouge_read(c->arena, abstract);
  a.in_abstract = ARENA_ARRAY(c->arena, bool, r->n_words + 1);
  for (uint32_t i = 0; i < r->n_words; i++) a.in_abstract[i] = holds(&gist, r->words[i].key);
  a.sentences = ARENA_ARRAY(c->arena, struct rouge_text, r->n + 1);
  a.worth = ARENA_ARRAY(c->arena, float, r->n + 1);
  for (uint32_t i = 0; i < r->n; i++) {
    a.sentences[i] = rouge_read(c->arena, str_of_span(text, r->sentences[i].span));
    struct rouge_scores s = rouge_score(&a.sentences[i], EARLY, &a.abstract);
    a.worth[i] = (float)(s.one + s.two + s.longest);
  }
  keep_ranking(c->arena, r);
  ARRAY_PUSH(c->arena, &c->articles, a);
}

static calque_str member(const json_t *row, const char *name) {
  const char *value = json_string_value(json_object_get(row, name));
  return calque_str_of(value ? value : "");
}

static void read_news(struct corpus *c, const calque_lexicon *lex, const char *path) {
  char *line = must_alloc(MAX_LINE);
  gzFile in = gzopen(path, "rb");
  if (!in) {
    fprintf(stderr, "summary: cannot open '%s'\n", path);
    exit(1);
  }
  calque_arena *scratch = calque_arena_new();
  while (gzgets(in, line, MAX_LINE)) {
    json_t *row = json_loads(line, 0, NULL);
    add_article(c, scratch, lex, member(row, "title"), member(row, "article"),
                member(row, "abstract"));
    json_decref(row);
    calque_arena_reset(scratch);
  }
  calque_arena_free(scratch);
  gzclose(in);
  free(line);
}

/* ---- Learning ----------------------------------------------------------------------------------
 */

static void add_words(struct newton *s, const struct article *a) {
  float f[N_WORD_FEATURES];
  for (uint32_t i = 0; i < a->ranking.n_words; i++) {
    const struct summary_word *word = &a->ranking.words[i];
    if (!word->count) continue; /* of the title only */
    summary_word_features(&a->ranking, word, f);
    double p = 1 / (1 + exp(-newton_value(s, f))), wanted = a->in_abstract[i];
    s->loss -= log(a->in_abstract[i] ? p : 1 - p);
    newton_add(s, f, p - wanted, p * (1 - p));
  }
}

/* exp of the values less their maximum, summing up to 1. */
static void softmax(double *values, uint32_t n) {
  double most = -INFINITY, sum = 0;
  for (uint32_t i = 0; i < n; i++) most = values[i] > most ? values[i] : most;
  for (uint32_t i = 0; i < n; i++) sum += values[i] = exp(values[i] - most);
  for (uint32_t i = 0; i < n; i++) values[i] /= sum;
}

/* Only sentences that may be quoted compete. */
static void add_list(struct newton *s, const struct article *a) {
  uint32_t n = 0;
  const struct summary_candidate **list = must_alloc((a->ranking.n + 1) * sizeof *list);
  double *p = must_alloc((a->ranking.n + 1) * sizeof *p);
  double *wanted = must_alloc((a->ranking.n + 1) * sizeof *wanted);
  for (uint32_t i = 0; i < a->ranking.n; i++) {
    if (!summary_may_quote(&a->ranking, i)) continue;
    list[n] = &a->ranking.sentences[i];
    p[n] = newton_value(s, list[n]->features);
    wanted[n++] = (double)a->worth[i] / TEMPERATURE;
  }
  softmax(p, n);
  softmax(wanted, n);
  float mean[N_FEATURES] = {0};
  for (uint32_t i = 0; i < n; i++) {
    s->loss -= wanted[i] * log(p[i] + 1e-12);
    newton_add(s, list[i]->features, p[i] - wanted[i], p[i]);
    for (int f = 0; f < N_FEATURES; f++) mean[f] += (float)p[i] * list[i]->features[f];
  }
  newton_add(s, mean, 0, -1);
  free(list);
  free(p);
  free(wanted);
}

static void learn(const struct corpus *c, const char *what, int n, float *weights,
                  void (*add)(struct newton *, const struct article *)) {
  struct newton *s = must_alloc(sizeof *s);
  *s = (struct newton){.n = n};
  for (int step = 0; step < STEPS; step++) {
    newton_clear(s);
    for (size_t i = 0; i < c->articles.n; i++) add(s, &c->articles.ptr[i]);
    fprintf(stderr, "%s: step %d, loss %.5f an article\n", what, step,
            s->loss / (double)c->articles.n);
    newton_step(s, RIDGE);
  }
  for (int f = 0; f < n; f++) weights[f] = (float)s->x[f];
  free(s);
}

/* ---- Measuring ---------------------------------------------------------------------------------
 */

static struct rouge_scores measure(const struct corpus *c, calque_budget budget, uint32_t words) {
  struct rouge_scores sum = {0};
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < c->articles.n; i++) {
    const struct article *a = &c->articles.ptr[i];
    struct summary_choice choice = summary_choose(arena, NULL, &a->ranking, budget);
    struct rouge_text text = {0};
    for (uint32_t k = 0; k < choice.n; k++)
      text = rouge_join(arena, text, a->sentences[choice.sentences[k]]);
    struct rouge_scores s = rouge_score(&text, words, &a->abstract);
    sum.one += 100 * s.one / (double)c->articles.n;
    sum.two += 100 * s.two / (double)c->articles.n;
    sum.longest += 100 * s.longest / (double)c->articles.n;
    calque_arena_reset(arena);
  }
  calque_arena_free(arena);
  return sum;
}

static void apply(const struct corpus *c, const struct summary_weights *w) {
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < c->articles.n; i++) {
    summary_expect(arena, &c->articles.ptr[i].ranking, w->word);
    summary_score(&c->articles.ptr[i].ranking, w->sentence);
    calque_arena_reset(arena);
  }
  calque_arena_free(arena);
}

static void write_figures(const char *what, struct rouge_scores s) {
  printf(" *   %-13s %.2f / %.2f / %.2f\n", what, s.one, s.two, s.longest);
}

static void write_table(const struct corpus *train, const struct corpus *valid,
                        const struct summary_weights *w) {
  printf(
      "/* The weights of the ranker: WEIGHT of features of a sentence, WORD_WEIGHT of features of "
      "a\n"
      " * word (features.def). Learned by tests/train/summary.c from %zu articles of OrangeSum\n"
      " * (Eddine et al. 2021, CC BY-SA 4.0), by Newton's method: no random numbers. ROUGE-1/2/L "
      "(F1,\n"
      " * as google's rouge-score) on %zu articles that were not learned from:\n",
      train->articles.n, valid->articles.n);
  write_figures("35 words", measure(valid, (calque_budget){.words = EARLY}, EARLY));
  write_figures("one sentence", measure(valid, (calque_budget){.sentences = 1}, 0));
  write_figures("two sentences", measure(valid, (calque_budget){.sentences = 2}, 0));
  printf(
      " */\n#ifndef WEIGHT\n#define WEIGHT(feature, weight)\n#endif\n"
      "#ifndef WORD_WEIGHT\n#define WORD_WEIGHT(feature, weight)\n#endif\n\n");
  for (int f = 0; f < N_FEATURES; f++)
    printf("WEIGHT(%s, %.4f)\n", sentence_names[f], (double)w->sentence[f]);
  printf("\n");
  for (int f = 0; f < N_WORD_FEATURES; f++)
    printf("WORD_WEIGHT(%s, %.4f)\n", word_names[f], (double)w->word[f]);
  printf("\n#undef WEIGHT\n#undef WORD_WEIGHT\n");
}

int main(int argc, char **argv) {
  calque_error err = {0};
  if (argc != 4) {
    fputs("usage: summary calque.lex train.jsonl.gz valid.jsonl.gz\n", stderr);
    return 2;
  }
  calque_lexicon *lex = calque_lexicon_open(argv[1], &err);
  if (!lex) {
    fprintf(stderr, "summary: %s\n", err.text);
    return 1;
  }
  struct corpus train = {.arena = calque_arena_new()}, valid = {.arena = calque_arena_new()};
  struct summary_weights w = {0};
  read_news(&train, lex, argv[2]);
  read_news(&valid, lex, argv[3]);
  learn(&train, "words", N_WORD_FEATURES, w.word, add_words);
  apply(&train, &w);
  learn(&train, "sentences", N_FEATURES, w.sentence, add_list);
  apply(&valid, &w);
  write_table(&train, &valid, &w);
  calque_arena_free(train.arena);
  calque_arena_free(valid.arena);
  calque_lexicon_free(lex);
  return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
