/* Learns src/lexicon/garble.def, the weights of the garble score of a sentence and its thresholds:
 *   garble_weights news/valid.jsonl.gz > src/lexicon/garble.def
 * The sentences of the first TRAIN_ARTICLES articles, every other one broken by artificial edits
 * (no real translation is seen), teach a logistic regression on standardised features; the
 * sentences of the other articles, all good, give the thresholds. The file must not be among those
 * that tests/train/garble.c counted. Deterministic: the edits are drawn by a rule, the regression
 * is Newton's method. Elision is repaired behind every edit, or it would give the edit away. */
#include "corpus.h"
#include "lexicon/garble.h"

enum {
  TRAIN_ARTICLES = 700,
  MIN_SYMBOLS = 8,
  MAX_SYMBOLS = 300,
  MAX_EDITS = 3,
  STEPS = 30,
  N = GARBLE_FEATURES + 1 /* and the bias */
};
static const double ridge = 10; /* on standardised weights */

/* Function words that a program confuses, group by group. */
static const char *const groups[][16] = {
    {"à", "de", "en", "dans", "sur", "pour", "par", "avec", "sans", "sous", "vers", "chez"},
    {"le", "la", "les", "un", "une", "des", "du", "au", "aux", "ce", "cette", "ces", "son", "sa"},
    {"il", "elle", "ils", "elles", "on", "je", "nous", "vous", "se", "y", "lui", "qui", "que"},
    {"est", "sont", "était", "étaient", "a", "ont", "avait", "avaient", "être", "avoir", "été"},
    {"et", "ou", "mais", "que", "si", "comme", "quand", "donc", "car", "ni", "où", "dont"},
};
/* Before a vowel, and else. */
static const char *const elisions[][2] = {
    {"le", "l'"}, {"la", "l'"}, {"de", "d'"}, {"que", "qu'"}, {"ne", "n'"},
    {"se", "s'"}, {"je", "j'"}, {"me", "m'"}, {"te", "t'"},
};

struct item {
  word_id word; /* lower case; 0: a mark, a number, an unknown word */
  symbol_id symbol;
  bool vowel; /* takes an elided word before it */
};

struct items {
  struct item ptr[MAX_SYMBOLS + 8];
  uint32_t n;
};

struct sample {
  double x[N];
  bool broken;
};

struct trainer {
  const calque_lexicon *lex;
  struct symbols symbols;
  struct garble_table table;
  calque_arena *arena;
  uint64_t random;
  uint32_t n_articles, n_sentences;
  symbol_id of_group[COUNT(groups)][16], of_elision[COUNT(elisions)][2];
  word_id *next_form;     /* ring of the forms of one lemma */
  struct item pool[4096]; /* content words met of late */
  uint32_t n_pool;
  struct {
    struct sample *ptr;
    size_t n, cap;
  } samples;
  struct {
    float *ptr;
    size_t n, cap;
  } good; /* features of held-out sentences, N a sentence */
};

/* ---- The language ---------------------------------------------------------------------------- */

static symbol_id symbol_of_word(const struct trainer *t, const char *name) {
  word_id id = lexicon_find(t->lex, calque_str_of(name));
  return id < t->symbols.n_words ? t->symbols.of_word[id] : 0;
}

/* Forms of one lemma in a ring: any other form is a few steps away. */
static void link_forms(struct trainer *t) {
  uint32_t n = lexicon_size(t->lex);
  word_id *last = must_alloc(n * sizeof *last);
  t->next_form = must_alloc(n * sizeof *t->next_form);
  for (uint32_t i = 0; i < n; i++) t->next_form[i] = i, last[i] = 0;
  for (uint32_t i = 1; i < n; i++) {
    word_id lemma = lexicon_word(t->lex, i)->lemma;
    if (!lexicon_word(t->lex, i)->morph || lemma >= n) continue;
    if (last[lemma]) {
      t->next_form[i] = t->next_form[last[lemma]];
      t->next_form[last[lemma]] = i;
    }
    last[lemma] = i;
  }
  free(last);
}

static bool is_content(const struct trainer *t, const struct item *i) {
  uint64_t m = lexicon_word(t->lex, i->word)->morph;
  return i->word && i->symbol && !(m & (M_FUNCTION | M_AUX));
}

/* The group of a function word and its place there, or -1. */
static int group_of(const struct trainer *t, symbol_id s, uint32_t skip) {
  for (size_t g = 0; g < COUNT(groups); g++)
    for (size_t k = 0; s && k < COUNT(groups[g]); k++)
      if (t->of_group[g][k] == s && skip-- == 0) return (int)g;
  return -1;
}

static void load_language(struct trainer *t) {
  for (size_t g = 0; g < COUNT(groups); g++)
    for (size_t k = 0; k < COUNT(groups[g]) && groups[g][k]; k++)
      t->of_group[g][k] = symbol_of_word(t, groups[g][k]);
  for (size_t i = 0; i < COUNT(elisions); i++)
    for (size_t k = 0; k < 2; k++) t->of_elision[i][k] = symbol_of_word(t, elisions[i][k]);
  link_forms(t);
}

/* ---- Edits ----------------------------------------------------------------------------------- */

static uint32_t draw(struct trainer *t, uint32_t n) { return corpus_draw(&t->random, n); }

static void remove_items(struct items *s, uint32_t at, uint32_t n) {
  memmove(s->ptr + at, s->ptr + at + n, (s->n - at - n) * sizeof *s->ptr);
  s->n -= n;
}

static void insert_item(struct items *s, uint32_t at, struct item item) {
  memmove(s->ptr + at + 1, s->ptr + at, (s->n - at) * sizeof *s->ptr);
  s->ptr[at] = item;
  s->n++;
}

static struct item function_word(struct trainer *t, size_t group) {
  for (;;) {
    uint32_t k = draw(t, COUNT(groups[0]));
    if (!groups[group][k] || !t->of_group[group][k]) continue;
    word_id id = lexicon_find(t->lex, calque_str_of(groups[group][k]));
    return (struct item){id, t->of_group[group][k],
                         (lexicon_word(t->lex, id)->flags & WORD_ELIDES) != 0};
  }
}

/* The first item from a drawn place on that is a function word (content word); 0: none. */
static uint32_t find_item(struct trainer *t, const struct items *s, bool content) {
  uint32_t from = draw(t, s->n);
  for (uint32_t i = 0; i < s->n; i++) {
    uint32_t at = (from + i) % s->n;
    if (content ? is_content(t, &s->ptr[at]) : group_of(t, s->ptr[at].symbol, 0) >= 0) return at;
  }
  return 0;
}

static bool edit_function(struct trainer *t, struct items *s, uint32_t how) {
  uint32_t at = find_item(t, s, false);
  if (!at) return false;
  if (how == 0) {
    symbol_id old = s->ptr[at].symbol;
    int group = group_of(t, old, draw(t, 2));
    if (group < 0) group = group_of(t, old, 0);
    s->ptr[at] = function_word(t, (size_t)group);
    return s->ptr[at].symbol != old;
  }
  if (how == 1) remove_items(s, at, 1);
  else insert_item(s, 1 + draw(t, s->n - 1), function_word(t, draw(t, COUNT(groups))));
  return true;
}

static bool edit_content(struct trainer *t, struct items *s, uint32_t how) {
  uint32_t at = find_item(t, s, true);
  if (!at) return false;
  symbol_id old = s->ptr[at].symbol;
  if (how == 0) {
    word_id form = s->ptr[at].word;
    for (uint32_t k = 1 + draw(t, 12); k > 0; k--) form = t->next_form[form];
    s->ptr[at] = (struct item){form, t->symbols.of_word[form],
                               (lexicon_word(t->lex, form)->flags & WORD_ELIDES) != 0};
  } else if (how == 1) {
    s->ptr[at] = t->pool[draw(t, t->n_pool)];
  } else {
    remove_items(s, at, 1);
    return true;
  }
  return s->ptr[at].symbol != old;
}

static bool edit_order(struct trainer *t, struct items *s, uint32_t how) {
  uint32_t at = 1 + draw(t, s->n - 7), far = how ? 2 + draw(t, 3) : 1;
  struct item moved = s->ptr[at];
  if (moved.symbol == s->ptr[at + far].symbol || !moved.word) return false;
  remove_items(s, at, 1);
  insert_item(s, at + far, moved);
  return true;
}

static bool edit_once(struct trainer *t, struct items *s) {
  if (s->n < MIN_SYMBOLS + 1) return false;
  switch (draw(t, 12)) {
    case 0:
    case 1:
    case 2: return edit_function(t, s, 0);
    case 3: return edit_function(t, s, 1);
    case 4: return edit_function(t, s, 2);
    case 5:
    case 6: return edit_content(t, s, 0);
    case 7: return edit_content(t, s, 1);
    case 8: return edit_content(t, s, 2);
    case 9: return edit_order(t, s, 0);
    case 10: return edit_order(t, s, 1);
    default: {
      uint32_t n = 2 + draw(t, 5), room = s->n - 2;
      if (room < n + 4) return false;
      remove_items(s, 1 + draw(t, room - n), n);
      return true;
    }
  }
}

/* le + agence -> l'agence, l' + maire -> le maire. */
static void repair_elision(const struct trainer *t, struct items *s) {
  for (uint32_t i = 0; i + 1 < s->n; i++)
    for (size_t k = 0; s->ptr[i].symbol && k < COUNT(elisions); k++) {
      bool vowel = s->ptr[i + 1].vowel;
      if (s->ptr[i].symbol != t->of_elision[k][!vowel]) continue;
      s->ptr[i].symbol = t->of_elision[k][vowel];
      break;
    }
}

static void break_sentence(struct trainer *t, struct items *s) {
  uint32_t wanted = 1 + draw(t, MAX_EDITS);
  for (uint32_t tries = 0; wanted > 0 && tries < 50; tries++) wanted -= edit_once(t, s);
  repair_elision(t, s);
}

/* ---- Samples --------------------------------------------------------------------------------- */

static void read_items(struct trainer *t, const calque_doc *doc, const calque_sentence *sentence,
                       struct items *out) {
  symbol_id ids[MAX_SYMBOLS + 2];
  uint32_t tokens[MAX_SYMBOLS + 2];
  out->n = symbols_of_sentence(&t->symbols, doc, sentence, ids, tokens);
  for (uint32_t i = 0; i < out->n; i++) {
    const calque_token *token = tokens[i] == NO_TOKEN ? NULL : &doc->tokens[tokens[i]];
    bool word = token && token->kind == CALQUE_WORD;
    out->ptr[i] = (struct item){word ? token->lower : 0, ids[i],
                                word && (token_flags(t->lex, token) & WORD_ELIDES)};
    if (word && is_content(t, &out->ptr[i]))
      t->pool[(t->n_pool < COUNT(t->pool)) ? t->n_pool++ : draw(t, COUNT(t->pool))] = out->ptr[i];
  }
}

static struct garble score_items(const struct trainer *t, const struct items *s) {
  symbol_id ids[MAX_SYMBOLS + 8];
  uint32_t tokens[MAX_SYMBOLS + 8] = {0};
  for (uint32_t i = 0; i < s->n; i++) ids[i] = s->ptr[i].symbol;
  return garble_score(&t->table, ids, tokens, s->n);
}

#define GROW(list, more)                                                      \
  do {                                                                        \
    if ((list).n + (more) > (list).cap) {                                     \
      (list).cap = 2 * (list).cap + 4096;                                     \
      (list).ptr = must_realloc((list).ptr, (list).cap * sizeof *(list).ptr); \
    }                                                                         \
  } while (0)

static void add_sentence(struct trainer *t, struct items *s) {
  bool held_out = t->n_articles > TRAIN_ARTICLES, broken = !held_out && t->n_sentences++ % 2;
  if (broken) break_sentence(t, s);
  struct garble g = score_items(t, s);
  if (held_out) {
    GROW(t->good, GARBLE_FEATURES);
    for (size_t i = 0; i < GARBLE_FEATURES; i++) t->good.ptr[t->good.n++] = g.features[i];
    return;
  }
  GROW(t->samples, 1);
  struct sample *sample = &t->samples.ptr[t->samples.n++];
  sample->broken = broken;
  for (size_t i = 0; i < GARBLE_FEATURES; i++) sample->x[i] = (double)g.features[i];
  sample->x[N - 1] = 1;
}

static void add_article(void *user, const json_t *record) {
  struct trainer *t = user;
  const calque_doc *doc = corpus_doc(t->arena, t->lex, record);
  if (!doc) return;
  t->n_articles++;
  for (uint32_t i = 0; i < doc->n_sentences; i++) {
    struct items items;
    if (doc->sentences[i].n_tokens > MAX_SYMBOLS) continue;
    read_items(t, doc, &doc->sentences[i], &items);
    if (items.n >= MIN_SYMBOLS) add_sentence(t, &items);
  }
  calque_arena_reset(t->arena);
}

/* ---- Learning -------------------------------------------------------------------------------- */

static void standardise(struct trainer *t, double *mean, double *deviation) {
  for (size_t k = 0; k < GARBLE_FEATURES; k++) {
    double sum = 0, squares = 0, n = (double)t->samples.n;
    for (size_t i = 0; i < t->samples.n; i++) {
      sum += t->samples.ptr[i].x[k];
      squares += t->samples.ptr[i].x[k] * t->samples.ptr[i].x[k];
    }
    mean[k] = sum / n;
    deviation[k] = sqrt(squares / n - mean[k] * mean[k]) + 1e-9;
    for (size_t i = 0; i < t->samples.n; i++)
      t->samples.ptr[i].x[k] = (t->samples.ptr[i].x[k] - mean[k]) / deviation[k];
  }
}

static void newton_step(const struct trainer *t, double *w) {
  double hessian[N * N] = {0}, gradient[N] = {0};
  for (size_t k = 0; k < GARBLE_FEATURES; k++) {
    gradient[k] = -ridge * w[k];
    hessian[k * N + k] = ridge;
  }
  for (size_t s = 0; s < t->samples.n; s++) {
    const double *x = t->samples.ptr[s].x;
    double sum = 0;
    for (size_t k = 0; k < N; k++) sum += w[k] * x[k];
    double p = 1 / (1 + exp(-sum));
    for (size_t k = 0; k < N; k++) {
      gradient[k] += (t->samples.ptr[s].broken - p) * x[k];
      for (size_t j = 0; j < N; j++) hessian[k * N + j] += p * (1 - p) * x[k] * x[j];
    }
  }
  corpus_solve(hessian, gradient, N);
  for (size_t k = 0; k < N; k++) w[k] += gradient[k];
}

static void learn(struct trainer *t, double *w) {
  double mean[GARBLE_FEATURES], deviation[GARBLE_FEATURES];
  standardise(t, mean, deviation);
  for (int step = 0; step < STEPS; step++) newton_step(t, w);
  for (size_t k = 0; k < GARBLE_FEATURES; k++) {
    w[k] /= deviation[k];
    w[N - 1] -= w[k] * mean[k];
  }
  for (size_t s = 0; s < t->samples.n; s++) /* back to the features as they are */
    for (size_t k = 0; k < GARBLE_FEATURES; k++)
      t->samples.ptr[s].x[k] = t->samples.ptr[s].x[k] * deviation[k] + mean[k];
}

static double score_of(const double *w, const double *x) {
  double sum = w[N - 1];
  for (size_t k = 0; k < GARBLE_FEATURES; k++) sum += w[k] * x[k];
  return sum;
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* ---- The table ------------------------------------------------------------------------------- */

static const char *const feature_names[] = {
#define GARBLE_BIAS(b)
#define GARBLE_WEIGHT(name, w) #name,
#define GARBLE_THRESHOLD(name, value)
#include "lexicon/garble.def"
#undef GARBLE_BIAS
#undef GARBLE_WEIGHT
#undef GARBLE_THRESHOLD
};

static const struct {
  const char *name;
  double share;
} thresholds[] = {{"rare", 0.001}, {"odd", 0.005}, {"suspect", 0.02}, {"usual", 0.05}};

static void print_table(const struct trainer *t, const double *w) {
  size_t n_good = t->good.n / GARBLE_FEATURES, n_broken = 0, found[COUNT(thresholds)] = {0};
  double *scores = must_alloc((n_good + 1) * sizeof *scores), limits[COUNT(thresholds)];
  for (size_t i = 0; i < n_good; i++) {
    double x[GARBLE_FEATURES];
    for (size_t k = 0; k < GARBLE_FEATURES; k++)
      x[k] = (double)t->good.ptr[i * GARBLE_FEATURES + k];
    scores[i] = score_of(w, x);
  }
  qsort(scores, n_good, sizeof *scores, by_value);
  for (size_t i = 0; i < COUNT(thresholds); i++)
    limits[i] = scores[(size_t)((double)(n_good - 1) * (1 - thresholds[i].share))];
  free(scores);
  for (size_t s = 0; s < t->samples.n; s++) {
    n_broken += t->samples.ptr[s].broken;
    for (size_t i = 0; i < COUNT(thresholds) && t->samples.ptr[s].broken; i++)
      found[i] += score_of(w, t->samples.ptr[s].x) >= limits[i];
  }
  printf(
      "/* Weights and thresholds of the garble score of a sentence, learned by\n"
      " * tests/train/garble_weights.c from the articles of news/valid (OrangeSum, CC BY-SA 4.0;\n"
      " * see dictionaries/README.md): %zu sentences of %d articles, every other one broken by\n"
      " * artificial edits; thresholds from the %zu sentences of the others, all good.\n"
      " * GARBLE_WEIGHT(feature, weight)\n"
      " * GARBLE_THRESHOLD(name, score): so many of the good sentences reach it, of the broken\n"
      " * ones",
      t->samples.n, TRAIN_ARTICLES, n_good);
  for (size_t i = 0; i < COUNT(thresholds); i++)
    printf("%s %s %.1f %%: %.1f %%", i ? "," : "", thresholds[i].name, 100 * thresholds[i].share,
           100.0 * (double)found[i] / (double)n_broken);
  printf(" */\nGARBLE_BIAS(%.4ff)\n", w[N - 1]);
  for (size_t k = 0; k < GARBLE_FEATURES; k++)
    printf("GARBLE_WEIGHT(%s, %.4ff)\n", feature_names[k], w[k]);
  for (size_t i = 0; i < COUNT(thresholds); i++)
    printf("GARBLE_THRESHOLD(%s, %.3ff)\n", thresholds[i].name, limits[i]);
}

int main(int argc, char **argv) {
  static struct trainer t = {.random = 1};
  calque_error err = {0};
  calque_lexicon *lex = calque_lexicon_open(NULL, &err);
  t.lex = lex;
  if (!lex || argc != 2 || !symbols_open(lex, &t.symbols) || !garble_open(lex, &t.table)) {
    fprintf(stderr, "usage: garble_weights news/valid.jsonl.gz; %s\n", err.text);
    return 1;
  }
  double w[N] = {0};
  t.arena = calque_arena_new();
  load_language(&t);
  corpus_each(argv[1], add_article, &t);
  learn(&t, w);
  print_table(&t, w);
  calque_arena_free(t.arena);
  calque_lexicon_free(lex);
  free(t.next_form);
  free(t.samples.ptr);
  free(t.good.ptr);
  return 0;
}
