/* Learns dictionaries/garble.tsv from good French:
 *   garble news/train.jsonl.gz 1 clean/novels.jsonl.gz 2 ... > dictionaries/garble.tsv
 * Each file is followed by how often it counts. Deterministic. What is written: for every pair of
 * symbols (neighbours, and neighbours but one) 16 ln((E + 1/2) / (c + 1/2)) where that is 16 or
 * more, for symbols seen MIN_SEEN times. The lexicon must hold the section `symbols`. */
#include "corpus.h"
#include "lexicon/symbols.h"

enum { MIN_SEEN = 20, MIN_VALUE = 16, MAX_VALUE = 127 };

struct counts {
  uint32_t n;        /* symbols */
  uint32_t *single;  /* [n] */
  uint32_t *pair[2]; /* [n * n]: neighbours, neighbours but one */
  uint64_t total[2];
};

static void count_sentence(struct counts *c, const symbol_id *s, uint32_t n, uint32_t times) {
  for (uint32_t i = 0; i < n; i++) {
    c->single[s[i]] += times;
    for (uint32_t d = 1; d <= 2 && i + d < n; d++) {
      c->pair[d - 1][(size_t)s[i] * c->n + s[i + d]] += times;
      c->total[d - 1] += times;
    }
  }
}

static void count_text(struct counts *c, const calque_lexicon *lex, const struct symbols *symbols,
                       calque_arena *arena, calque_str text, uint32_t times) {
  calque_article article = {.text = text};
  const calque_doc *doc = calque_doc_parse(arena, lex, &article);
  symbol_id *s = ARENA_ARRAY(arena, symbol_id, doc->n_tokens + 2);
  uint32_t *tokens = ARENA_ARRAY(arena, uint32_t, doc->n_tokens + 2);
  for (uint32_t i = 0; i < doc->n_sentences; i++) {
    uint32_t n = symbols_of_sentence(symbols, doc, &doc->sentences[i], s, tokens);
    count_sentence(c, s, n, times);
  }
}

struct source {
  struct counts *counts;
  const calque_lexicon *lex;
  const struct symbols *symbols;
  calque_arena *arena;
  uint32_t times;
};

static void count_record(void *user, const json_t *record) {
  const struct source *s = user;
  const char *text = corpus_text(record);
  if (text) count_text(s->counts, s->lex, s->symbols, s->arena, calque_str_of(text), s->times);
  calque_arena_reset(s->arena);
}

/* Symbols that never are evidence: unknown words, links, signs that pages lose or add. */
static bool is_neutral(const struct counts *c, const struct symbols *symbols, uint32_t s) {
  static const char *const names[] = {"<none>", "<s>", "<U>", "<url>", "<sym>", ":", "-",
                                      "/",      "...", "[",   "]",     "%",     "€", "$"};
  calque_str name = symbols_name(symbols, (symbol_id)s);
  for (size_t i = 0; i < COUNT(names); i++)
    if (str_eq(name, calque_str_of(names[i]))) return true;
  return c->single[s] < MIN_SEEN;
}

static int value_of(const struct counts *c, int table, uint32_t a, uint32_t b) {
  double seen = c->pair[table][(size_t)a * c->n + b];
  double expected = (double)c->single[a] * (double)c->single[b] / (double)c->total[table];
  int value = (int)lround(16 * log((expected + 0.5) / (seen + 0.5)));
  return value < MAX_VALUE ? value : MAX_VALUE;
}

static void print_row(const struct counts *c, const struct symbols *symbols, int table, uint32_t a,
                      const bool *neutral) {
  bool any = false;
  calque_str left = symbols_name(symbols, (symbol_id)a);
  for (uint32_t b = 0; b < c->n; b++) {
    if (neutral[b]) continue;
    int value = value_of(c, table, a, b);
    if (value < MIN_VALUE) continue;
    calque_str right = symbols_name(symbols, (symbol_id)b);
    if (!any) printf("%.*s\t%s\t", STR_ARG(left), table ? "skip" : "pair");
    printf("%s%.*s:%d", any ? " " : "", STR_ARG(right), value);
    any = true;
  }
  if (any) printf("\n");
}

int main(int argc, char **argv) {
  calque_error err = {0};
  calque_lexicon *lex = calque_lexicon_open(NULL, &err);
  struct symbols symbols;
  if (!lex || !symbols_open(lex, &symbols) || argc < 3) {
    fprintf(stderr, "garble: usage: garble FILE TIMES [FILE TIMES]...; %s\n", err.text);
    return 1;
  }
  struct counts c = {.n = symbols_count(&symbols)};
  c.single = calloc(c.n, sizeof *c.single);
  for (int i = 0; i < 2; i++) c.pair[i] = calloc((size_t)c.n * c.n, sizeof *c.pair[i]);
  bool *neutral = calloc(c.n, sizeof *neutral);
  if (!c.single || !c.pair[0] || !c.pair[1] || !neutral) return 1;
  calque_arena *arena = calque_arena_new();
  for (int i = 1; i + 1 < argc; i += 2)
    corpus_each(
        argv[i], count_record,
        &(struct source){&c, lex, &symbols, arena, (uint32_t)strtoul(argv[i + 1], NULL, 10)});
  for (uint32_t s = 0; s < c.n; s++) neutral[s] = is_neutral(&c, &symbols, s);
  printf(
      "# Pairs of symbols (src/lexicon/symbols.h) that good French avoids: 16 ln((E + 1/2) / (c + "
      "1/2)), 16 or\n# more; pair: neighbours, skip: neighbours but one. Learned by "
      "tests/train/garble.c; dictionaries/README.md\n# says from what.\nleft\ttable\tright\n");
  for (uint32_t a = 0; a < c.n; a++)
    for (int table = 0; table < 2 && !neutral[a]; table++)
      print_row(&c, &symbols, table, a, neutral);
  calque_arena_free(arena);
  free(neutral);
  free(c.single);
  free(c.pair[0]);
  free(c.pair[1]);
  calque_lexicon_free(lex);
  return 0;
}
