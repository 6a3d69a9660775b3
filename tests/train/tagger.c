/* Learns dictionaries/tagger.tsv from a treebank and from plain text:
 *   tagger sequoia-train.conllu.gz news/train.jsonl.gz sequoia-dev.conllu.gz sequoia-test.conllu.gz
 * writes it to standard output. The first file is counted; the articles of the second are tagged
 * with what that gives, and what their ambiguous words are there is counted too, up to NEWS_CAP
 * times a word: the treebank has few of the words of the news. On the others the tagger is
 * measured, as the first lines of the table tell. Deterministic. Costs are -16 ln of a probability:
 *   after     P(c | a b), drawn towards P(c | b) and that towards P(c)
 *   the rest  P(tag | word) / P(tag), which differs from P(word | tag) by what is the same for all
 *             tags; words are smoothed with their class, classes and endings with the tags */
#include "lexicon/tagger_format.h"
#include "treebank.h"

enum {
  MIN_WORD = 3,   /* times that an ambiguous word with a row of its own was seen */
  MIN_CLEAR = 12, /* any word */
  MIN_ENDING = 8, /* and an ending */
  NEWS_ARTICLES = 4000,
  NEWS_MIN = 20, /* times that plain text has a word before it counts */
  NEWS_CAP = 12, /* at most so often, as the treebank's words do */
  RARE = 5       /* words seen at most so often tell what unknown words are */
};
static const double word_weight = 1, class_weight = 1, ending_weight = 5, least = 0.001,
                    telling = 0.1;

struct entry {
  calque_str key;
  uint32_t tags; /* that the dictionary allows */
  double n, p[N_TAGS];
  double n_news, news[N_TAGS]; /* in plain text, by the tagger */
  uint16_t row;
};

struct table {
  calque_arena *arena;
  ARRAY(struct entry) entries;
  struct map index;
};

struct model {
  const calque_lexicon *lex;
  calque_arena *arena;
  double one[N_TAGS], two[N_TAGS][N_TAGS], three[N_TAGS][N_TAGS][N_TAGS], total;
  struct entry looks[N_LOOKS];
  struct table words, classes, endings;
  /* As the compiler packs it. */
  uint8_t *after;
  ARRAY(struct tagger_row) rows;
  ARRAY(struct tagger_cell) cells;
  ARRAY(struct tagger_suffix) suffixes;
  uint16_t *row_of_word;
};

static const char *const look_names[] = {
#define L(name, text) text,
    TAGGER_LOOKS(L)
#undef L
};

static void table_init(struct table *t, calque_arena *arena) {
  *t = (struct table){.arena = arena};
  map_init(&t->index, arena, 4096, 0);
}

static struct entry *table_entry(struct table *t, calque_str key) {
  uint32_t *known = map_find(&t->index, key);
  if (known) return &t->entries.ptr[*known];
  struct entry e = {.key = arena_copy(t->arena, key)};
  *map_add(&t->index, e.key, 0) = (uint32_t)t->entries.n;
  ARRAY_PUSH(t->arena, &t->entries, e);
  return &ARRAY_LAST(&t->entries);
}

static uint32_t tags_of_word(const calque_lexicon *lex, word_id id) {
  size_t n;
  const struct reading *r = lexicon_readings(lex, id, &n);
  uint32_t tags = 0;
  for (size_t i = 0; i < n; i++) tags |= tagger_tags_of(r[i].morph);
  return tags;
}

/* ---- Counting -------------------------------------------------------------------------------- */

static void count_example(struct model *m, const struct example *e) {
  m->one[e->tag]++;
  m->total++;
  if (e->look < N_LOOKS) {
    m->looks[e->look].p[e->tag]++;
    m->looks[e->look].n++;
  }
  if (e->look == LOOK_WORD) {
    struct entry *word = table_entry(&m->words, lexicon_name(m->lex, e->word));
    word->tags = tags_of_word(m->lex, e->word);
    word->p[e->tag]++;
    word->n++;
  }
}

static void count_sentences(struct model *m, const struct treebank *bank) {
  for (size_t s = 0; s < bank->sentences.n; s++) {
    size_t end = s + 1 < bank->sentences.n ? bank->sentences.ptr[s + 1].first : bank->examples.n;
    enum tag a = TAG_EDGE, b = TAG_EDGE;
    for (size_t i = bank->sentences.ptr[s].first; i <= end; i++) {
      enum tag c = i < end ? bank->examples.ptr[i].tag : TAG_EDGE;
      if (i < end) count_example(m, &bank->examples.ptr[i]);
      else m->one[TAG_EDGE]++, m->total++;
      m->two[b][c]++;
      m->three[a][b][c]++;
      a = b, b = c;
    }
  }
}

static void count_ending(struct model *m, const struct entry *word) {
  for (size_t n = 1; n <= TAGGER_SUFFIX; n++) {
    char ending[4 * TAGGER_SUFFIX];
    if (!tagger_ending(word->key, n, ending)) return;
    size_t len = strlen(ending);
    struct entry *e =
        table_entry(&m->endings, str_slice(word->key, word->key.len - len, word->key.len));
    for (int t = 0; t < N_TAGS; t++) e->p[t] += word->p[t] / word->n;
    e->n++;
  }
}

/* Classes are counted by words more than by their uses, so that être does not speak for nouns. */
static void count_classes(struct model *m) {
  for (size_t i = 0; i < m->words.entries.n; i++) {
    const struct entry *word = &m->words.entries.ptr[i];
    char name[TAGGER_CLASS];
    struct entry *e = table_entry(&m->classes, tagger_class(word->tags, name));
    double weight = word->n < RARE ? 1 : RARE / word->n;
    e->tags = word->tags;
    for (int t = 0; t < N_TAGS; t++) e->p[t] += weight * word->p[t];
    e->n += weight * word->n;
    if (word->n <= RARE) count_ending(m, word);
  }
}

/* What the words of plain text are by a first model. */
struct plain {
  struct model *m;
  const struct tagger *tagger;
  calque_arena *arena;
  uint32_t n; /* articles so far */
};

static void count_plain_sentence(const struct plain *plain, const calque_doc *doc,
                                 const calque_sentence *s, uint8_t *tags) {
  struct model *m = plain->m;
  tagger_run(plain->tagger, m->lex, doc, s, tags);
  for (uint32_t i = 0; i < s->n_tokens; i++) {
    const calque_token *t = &doc->tokens[s->first_token + i];
    if (tagger_look(m->lex, doc, t) != LOOK_WORD) continue;
    struct entry *word = table_entry(&m->words, lexicon_name(m->lex, t->lower));
    word->tags = tags_of_word(m->lex, t->lower);
    word->news[tags[i]]++;
    word->n_news++;
  }
}

static void count_plain(void *user, const json_t *record) {
  struct plain *plain = user;
  const char *text = corpus_text(record);
  if (!text || plain->n++ >= NEWS_ARTICLES) return;
  const calque_article article = {.text = calque_str_of(text)};
  const calque_doc *doc = calque_doc_parse(plain->arena, plain->m->lex, &article);
  uint8_t *tags = ARENA_ARRAY(plain->arena, uint8_t, doc->n_tokens + 1);
  for (uint32_t i = 0; i < doc->n_sentences; i++)
    count_plain_sentence(plain, doc, &doc->sentences[i], tags);
  calque_arena_reset(plain->arena);
}

/* The first model's counts are gone, its words remain with what the news say of them. */
static void add_news(struct model *m) {
  for (size_t i = 0; i < m->words.entries.n; i++) {
    struct entry *word = &m->words.entries.ptr[i];
    if (word->n_news < NEWS_MIN) continue;
    double weight = word->n_news > NEWS_CAP ? NEWS_CAP / word->n_news : 1;
    for (int t = 0; t < N_TAGS; t++) word->p[t] += weight * word->news[t];
    word->n += weight * word->n_news;
  }
}

/* ---- Probabilities --------------------------------------------------------------------------- */

static int cost_of(double p) {
  int cost = p > 0 ? (int)lround(-TAGGER_UNIT * log(p)) : TAGGER_NEVER;
  return cost < TAGGER_NEVER ? cost : TAGGER_NEVER;
}

/* Shares of `counts`, drawn towards `lower` the more, the more different tags came (Witten and
 * Bell). */
static void interpolate(const double *counts, const double *lower, double *out) {
  double n = 0, kinds = 0;
  for (int c = 0; c < N_TAGS; c++) n += counts[c], kinds += counts[c] > 0;
  for (int c = 0; c < N_TAGS; c++)
    out[c] = n > 0 ? (counts[c] + kinds * lower[c]) / (n + kinds) : lower[c];
}

static void fill_after(struct model *m) {
  double one[N_TAGS], two[N_TAGS], three[N_TAGS];
  for (int c = 0; c < N_TAGS; c++) one[c] = m->one[c] / m->total;
  for (int b = 0; b < N_TAGS; b++) {
    interpolate(m->two[b], one, two);
    for (int a = 0; a < N_TAGS; a++) {
      interpolate(m->three[a][b], two, three);
      for (int c = 0; c < N_TAGS; c++)
        m->after[(a * N_TAGS + b) * N_TAGS + c] = (uint8_t)cost_of(three[c]);
    }
  }
}

/* Counts -> shares, drawn towards `prior` as if that had been seen `weight` times. */
static void smooth(struct entry *e, const double *prior, double weight) {
  for (int t = 0; t < N_TAGS; t++) e->p[t] = (e->p[t] + weight * prior[t]) / (e->n + weight);
}

static void prior_of(const struct model *m, uint32_t tags, double *out) {
  double sum = 0;
  for (int t = 0; t < N_TAGS; t++) sum += out[t] = tags & (1u << t) ? m->one[t] : 0;
  for (int t = 0; t < N_TAGS; t++) out[t] = sum > 0 ? out[t] / sum : 1.0 / N_TAGS;
}

static const double *class_of(struct model *m, uint32_t tags) {
  char name[TAGGER_CLASS];
  return table_entry(&m->classes, tagger_class(tags, name))->p;
}

static const double *shorter_ending(struct model *m, calque_str key) {
  size_t len;
  utf8_decode(key, &len);
  calque_str rest = str_slice(key, len, key.len);
  return rest.len ? table_entry(&m->endings, rest)->p : m->looks[LOOK_UNKNOWN].p;
}

static int by_length(const void *a, const void *b) {
  const struct entry *x = a, *y = b;
  if (x->key.len != y->key.len) return x->key.len < y->key.len ? -1 : 1;
  return memcmp(x->key.ptr, y->key.ptr, x->key.len);
}

static void estimate(struct model *m) {
  double prior[N_TAGS];
  fill_after(m);
  prior_of(m, (1u << TAG_NOUN) | (1u << TAG_ADJECTIVE) | (1u << TAG_OTHER), prior);
  for (int i = 0; i < N_LOOKS; i++) smooth(&m->looks[i], prior, i == LOOK_UNKNOWN ? 2 : 0.5);
  for (size_t i = 0; i < m->classes.entries.n; i++) {
    prior_of(m, m->classes.entries.ptr[i].tags, prior);
    smooth(&m->classes.entries.ptr[i], prior, class_weight);
  }
  for (size_t i = 0; i < m->words.entries.n; i++) {
    struct entry *e = &m->words.entries.ptr[i];
    smooth(e, class_of(m, e->tags), word_weight);
  }
  struct entry *endings = m->endings.entries.ptr;
  qsort(endings, m->endings.entries.n, sizeof *endings, by_length);
  for (size_t i = 0; i < m->endings.entries.n; i++)
    *map_find(&m->endings.index, endings[i].key) = (uint32_t)i;
  for (size_t i = 0; i < m->endings.entries.n; i++)
    smooth(&endings[i], shorter_ending(m, endings[i].key), ending_weight);
}

/* ---- The table ------------------------------------------------------------------------------- */

static int by_cost(const void *a, const void *b) {
  const struct tagger_cell *x = a, *y = b;
  if (x->cost != y->cost) return x->cost < y->cost ? -1 : 1;
  return (int)x->tag - (int)y->tag;
}

static void add_cell(struct model *m, int tag, double ratio) {
  struct tagger_cell cell = {(uint8_t)tag, 0, (int16_t)lround(-TAGGER_UNIT * log(ratio))};
  ARRAY_PUSH(m->arena, &m->cells, cell);
}

static uint16_t add_row(struct model *m, const double *p) {
  size_t first = m->cells.n;
  for (int t = 0; t < N_TAGS; t++)
    if (p[t] >= least && m->one[t] > 0) add_cell(m, t, p[t] / (m->one[t] / m->total));
  size_t n = m->cells.n - first;
  qsort(m->cells.ptr + first, n, sizeof *m->cells.ptr, by_cost);
  struct tagger_row row = {(uint16_t)first, (uint16_t)n};
  ARRAY_PUSH(m->arena, &m->rows, row);
  return (uint16_t)(m->rows.n - 1);
}

/* A capital: what a name costs, and what it costs not to be one. */
static void add_capital(struct model *m, const struct entry *look) {
  double name = look->p[TAG_NAME];
  struct tagger_row row = {(uint16_t)m->cells.n, 2};
  add_cell(m, TAG_NAME, name / (m->one[TAG_NAME] / m->total));
  add_cell(m, TAG_EDGE, 1 - name);
  ARRAY_PUSH(m->arena, &m->rows, row);
}

/* Does it say more than its class? */
static bool is_telling(struct model *m, const struct entry *word) {
  uint32_t tags = word->tags;
  const double *class = class_of(m, tags);
  double apart = 0;
  for (int t = 0; t < N_TAGS; t++) apart += fabs(word->p[t] - class[t]);
  if (apart < telling) return false;
  if (word->n < MIN_WORD) return false;
  if (tags & (tags - 1) || word->n >= MIN_CLEAR) return true;
  for (int t = 0; t < N_TAGS; t++)
    if (word->p[t] >= 0.02 && !(tags & (1u << t))) return true;
  return false;
}

static void pack_words(struct model *m) {
  for (size_t i = 0; i < m->classes.entries.n; i++)
    m->classes.entries.ptr[i].row = add_row(m, m->classes.entries.ptr[i].p);
  for (size_t i = 0; i < m->words.entries.n; i++) {
    struct entry *e = &m->words.entries.ptr[i];
    if (is_telling(m, e)) e->row = add_row(m, e->p);
  }
  for (word_id id = 1; id < lexicon_size(m->lex); id++) {
    char name[TAGGER_CLASS];
    const uint32_t *word = map_find(&m->words.index, lexicon_name(m->lex, id));
    uint32_t tags = tags_of_word(m->lex, id);
    if (word) m->row_of_word[id] = m->words.entries.ptr[*word].row;
    if (m->row_of_word[id] || !tags) continue;
    size_t known = m->classes.entries.n;
    struct entry *e = table_entry(&m->classes, tagger_class(tags, name));
    if (m->classes.entries.n > known) {
      prior_of(m, tags, e->p);
      e->row = add_row(m, e->p);
    }
    m->row_of_word[id] = e->row;
  }
}

static int by_text(const void *a, const void *b) {
  const struct tagger_suffix *x = a, *y = b;
  return memcmp(x->text, y->text, sizeof x->text);
}

static void pack(struct model *m, struct tagger *out) {
  for (int i = 0; i < N_LOOKS; i++) {
    if (i <= LOOK_FIRST) add_capital(m, &m->looks[i]);
    else add_row(m, m->looks[i].p);
  }
  pack_words(m);
  for (size_t i = 0; i < m->endings.entries.n; i++) {
    struct entry *e = &m->endings.entries.ptr[i];
    if (e->n < MIN_ENDING) continue;
    struct tagger_suffix s = {.row = e->row = add_row(m, e->p)};
    size_t n = 0;
    for (size_t k = 0; k < e->key.len; k++) n += ((unsigned char)e->key.ptr[k] & 0xc0) != 0x80;
    tagger_ending(e->key, n, s.text);
    ARRAY_PUSH(m->arena, &m->suffixes, s);
  }
  qsort(m->suffixes.ptr, m->suffixes.n, sizeof *m->suffixes.ptr, by_text);
  *out = (struct tagger){.after = m->after,
                         .rows = m->rows.ptr,
                         .cells = m->cells.ptr,
                         .suffixes = m->suffixes.ptr,
                         .row_of_word = m->row_of_word,
                         .n_rows = (uint32_t)m->rows.n,
                         .n_cells = (uint32_t)m->cells.n,
                         .n_suffixes = (uint32_t)m->suffixes.n,
                         .n_words = lexicon_size(m->lex)};
}

static void print_row(const struct model *m, const char *kind, calque_str key, uint16_t row) {
  const struct tagger_row *r = &m->rows.ptr[row];
  if (!r->n) return;
  printf("%s\t%.*s\t", kind, STR_ARG(key));
  for (uint32_t i = 0; i < r->n; i++) {
    const struct tagger_cell *c = &m->cells.ptr[r->first + i];
    printf("%s%c:%d", i ? " " : "", tagger_letter((enum tag)c->tag), c->cost);
  }
  printf("\n");
}

static void print_after(const struct model *m, int a, int b, char left) {
  printf("after\t%c%c\t", left, tagger_letter((enum tag)b));
  for (int c = 0, n = 0; c < N_TAGS; c++) {
    int cost = m->after[(a * N_TAGS + b) * N_TAGS + c];
    if (cost == TAGGER_NEVER) continue;
    printf("%s%c:%d", n++ ? " " : "", tagger_letter((enum tag)c), cost);
  }
  printf("\n");
}

/* Two tags that never met in the treebank have the row of the second alone. */
static void print_all_after(const struct model *m) {
  for (int b = 0; b < N_TAGS; b++) {
    int unseen = -1;
    for (int a = 0; a < N_TAGS && unseen < 0; a++)
      if (m->two[a][b] == 0) unseen = a;
    if (unseen >= 0) print_after(m, unseen, b, '*');
    for (int a = 0; a < N_TAGS; a++)
      if (m->two[a][b] > 0 || (a == TAG_EDGE && b == TAG_EDGE))
        print_after(m, a, b, tagger_letter((enum tag)a));
  }
}

static void print_table(const struct model *m) {
  printf("kind\tkey\tcosts\n");
  print_all_after(m);
  for (int i = 0; i < N_LOOKS; i++) print_row(m, "look", calque_str_of(look_names[i]), (uint16_t)i);
  for (size_t i = 0; i < m->classes.entries.n; i++)
    if (m->classes.entries.ptr[i].n > 0)
      print_row(m, "class", m->classes.entries.ptr[i].key, m->classes.entries.ptr[i].row);
  for (size_t i = 0; i < m->words.entries.n; i++)
    if (m->words.entries.ptr[i].row)
      print_row(m, "word", m->words.entries.ptr[i].key, m->words.entries.ptr[i].row);
  for (size_t i = 0; i < m->endings.entries.n; i++)
    if (m->endings.entries.ptr[i].row)
      print_row(m, "suffix", m->endings.entries.ptr[i].key, m->endings.entries.ptr[i].row);
}

/* ---- Measuring ------------------------------------------------------------------------------- */

struct score {
  uint32_t words, right, ambiguous, ambiguous_right; /* without marks */
  uint32_t marks;
};

static void measure_sentence(const struct model *m, const struct tagger *tagger,
                             const struct treebank *bank, const struct treebank_sentence *s,
                             struct score *out, bool tell) {
  const calque_sentence *sentence = &s->doc->sentences[s->sentence];
  uint8_t *tags = ARENA_ARRAY(bank->arena, uint8_t, sentence->n_tokens + 1);
  const struct example *e = &bank->examples.ptr[s->first];
  tagger_run(tagger, m->lex, s->doc, sentence, tags);
  for (uint32_t i = 0; i < sentence->n_tokens; i++) {
    const calque_token *t = &s->doc->tokens[sentence->first_token + i];
    if (t->kind == CALQUE_QUOTE) continue;
    enum tag gold = e->tag;
    bool mark = e->look == LOOK_STOP || e->look == LOOK_COMMA || e->look == LOOK_MARK;
    uint32_t may_be = e->look == LOOK_WORD ? tags_of_word(m->lex, e->word) : 0;
    bool ambiguous = may_be & (may_be - 1);
    out->words += !mark;
    out->marks += mark;
    out->right += !mark && tags[i] == gold;
    out->ambiguous += ambiguous;
    out->ambiguous_right += ambiguous && tags[i] == gold;
    if (tell && !mark && tags[i] != gold)
      fprintf(stderr, "%c>%c %.*s | %.*s\n", tagger_letter(gold), tagger_letter((enum tag)tags[i]),
              STR_ARG(e->text), STR_ARG(s->doc->text));
    e++;
  }
}

static struct score measure(const struct model *m, const struct tagger *tagger, const char *path,
                            bool tell) {
  struct treebank bank = {.arena = calque_arena_new(), .lex = m->lex};
  struct score score = {0};
  treebank_read(&bank, path);
  for (size_t i = 0; i < bank.sentences.n; i++)
    measure_sentence(m, tagger, &bank, &bank.sentences.ptr[i], &score, tell);
  calque_arena_free(bank.arena);
  return score;
}

static void print_score(const char *name, const struct score *s) {
  printf(
      "# %s: %.2f %% of %u words (%.2f %% of tokens with marks); %.2f %% of %u ambiguous words.\n",
      name, 100.0 * s->right / s->words, s->words,
      100.0 * (s->right + s->marks) / (s->words + s->marks),
      100.0 * s->ambiguous_right / s->ambiguous, s->ambiguous);
}

/* The model of the treebank, with `news` if given, which the tagger so far tells. */
static void learn(struct model *m, const struct treebank *bank, const char *news,
                  struct tagger *tagger) {
  struct model *next = calloc(1, sizeof *next);
  if (!next) exit(1);
  next->lex = m->lex;
  next->arena = m->arena;
  table_init(&next->words, m->arena);
  table_init(&next->classes, m->arena);
  table_init(&next->endings, m->arena);
  next->after = ARENA_ARRAY(m->arena, uint8_t, N_TAGS * N_TAGS * N_TAGS);
  next->row_of_word = ARENA_ARRAY(m->arena, uint16_t, lexicon_size(m->lex));
  count_sentences(next, bank);
  count_classes(next);
  if (news) {
    struct plain plain = {next, tagger, calque_arena_new(), 0};
    corpus_each(news, count_plain, &plain);
    calque_arena_free(plain.arena);
    add_news(next);
  }
  estimate(next);
  pack(next, tagger);
  *m = *next;
  free(next);
}

int main(int argc, char **argv) {
  calque_error err = {0};
  struct model *m = calloc(1, sizeof *m);
  if (!m || argc < 5 || !(m->lex = calque_lexicon_open(NULL, &err))) {
    fprintf(stderr, "tagger: usage: tagger TRAIN NEWS DEV TEST; %s\n", err.text);
    return 1;
  }
  m->arena = calque_arena_new();
  struct treebank bank = {.arena = m->arena, .lex = m->lex};
  struct tagger tagger;
  treebank_read(&bank, argv[1]);
  learn(m, &bank, NULL, &tagger);
  learn(m, &bank, argv[2], &tagger);
  struct score dev = measure(m, &tagger, argv[3], argc > 5), test = measure(m, &tagger, argv[4], 0);
  printf(
      "# What a word may be and what follows what (src/lexicon/tagger.h): 16 ln of probabilities, "
      "learned by\n# tests/train/tagger.c from the training part of UD French-Sequoia (LGPL-LR), "
      "%zu sentences, and %d articles\n# of OrangeSum (CC BY-SA 4.0) as that tags them.\n",
      bank.sentences.n, NEWS_ARTICLES);
  print_score("Its development part", &dev);
  print_score("Its test part", &test);
  print_table(m);
  calque_arena_free(m->arena);
  calque_lexicon_free((calque_lexicon *)(uintptr_t)m->lex);
  free(m);
  return 0;
}
