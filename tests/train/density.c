/* Counts how often the rows of family density of dictionaries/calques.tsv stand in good news, and
 * how often good French of several kinds has a seam (src/checks/density.h), each kind weighing the
 * same: density news/train.jsonl.gz [KIND...] > TREE/src/checks/density.def A rate alone is all
 * that is learned: that a translation has ten times as many is an assumption (measured once: « a
 * déclaré » behind its subject 80 times, gerunds 10 times as frequent in five machine-translated
 * articles that no program was trained on). */
#include "calque.h"
#include "corpus.h"
#include "lexicon/phrases.h"

struct counter {
  const calque_lexicon *lex;
  calque_arena *arena;
  uint64_t words;
  uint64_t *of_row;
  uint64_t seams;
};

static void count(void *user, const json_t *record) {
  struct counter *c = user;
  const calque_doc *doc = corpus_doc(c->arena, c->lex, record);
  if (!doc) return;
  const struct phrase_match *found;
  size_t n = phrases_find(c->arena, c->lex, doc, 0, doc->n_sentences, &found);
  for (size_t i = 0; i < n; i++) c->of_row[found[i].row]++;
  c->words += doc->n_words;
  calque_arena_reset(c->arena);
}

static void count_seams(void *user, const json_t *record) {
  struct counter *c = user;
  const calque_doc *doc = corpus_doc(c->arena, c->lex, record);
  if (!doc) return;
  c->seams += calque_check(c->arena, c->lex, doc, NULL).n_seams;
  c->words += doc->n_words;
  calque_arena_reset(c->arena);
}

/* Seams in 1,000 words, the mean of the kinds. */
static double seam_rate(struct counter *c, char **paths, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) {
    c->words = c->seams = 0;
    corpus_each(paths[i], count_seams, c);
    sum += 1000 * (double)c->seams / (double)(c->words + 1);
  }
  return sum / n;
}

int main(int argc, char **argv) {
  calque_error err = {0};
  calque_lexicon *lex = calque_lexicon_open(NULL, &err);
  if (!lex || argc < 2) {
    fprintf(stderr, "usage: density news/train.jsonl.gz [KIND...]; %s\n", err.text);
    return 1;
  }
  struct counter c = {lex, calque_arena_new(), 0, must_alloc(phrases_count(lex) * sizeof(uint64_t)),
                      0};
  memset(c.of_row, 0, phrases_count(lex) * sizeof(uint64_t));
  corpus_each(argv[1], count, &c);
  printf(
      "/* DENSITY(row of dictionaries/calques.tsv, times per 1,000 words of good news): counted "
      "by\n"
      " * tests/train/density.c in %.1f million words (OrangeSum, CC BY-SA 4.0).\n"
      " * SEAMS(times per 1,000 words of good French): the mean of that news, novels (public "
      "domain),\n"
      " * the French React documentation (CC BY 4.0), articles of developers and texts of Québec "
      "(MIT).\n"
      " */\n",
      (double)c.words / 1e6);
  for (uint32_t row = 0; row < phrases_count(lex); row++) {
    struct phrase p = phrases_row(lex, row);
    if (str_eq(p.family, STR("density")))
      printf("DENSITY(\"%.*s\", %.4f)\n", STR_ARG(p.id),
             1000 * (double)(c.of_row[row] + 1) / (double)(c.words + 1));
  }
  printf("SEAMS(%.4f)\n", seam_rate(&c, argv + 1, argc - 1));
  free(c.of_row);
  calque_arena_free(c.arena);
  calque_lexicon_free(lex);
  return 0;
}
