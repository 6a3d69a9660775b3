/* Learns src/checks/relational.def from good news:
 *   relational news/train.jsonl.gz > TREE/src/checks/relational.def
 * which adjectives follow their noun always: those that the tagger finds MIN_BEHIND times behind a
 * noun, all but never between a determiner or preposition and a noun, and that are seldom graded
 * (très, plus): un considérable effort is rare, but French. Deterministic. */
#include "corpus.h"
#include "lexicon/tagger.h"

enum {
  MIN_BEHIND = 60,
  MAX_BEFORE = 150, /* at most one in so many stands before a noun: slips of writer and tagger */
  MAX_GRADED = 50   /* and so many are graded */
};

static const calque_str degrees[] = {STR_INIT("très"),  STR_INIT("plus"),  STR_INIT("moins"),
                                     STR_INIT("trop"),  STR_INIT("aussi"), STR_INIT("si"),
                                     STR_INIT("assez"), STR_INIT("peu")};

struct counter {
  const calque_lexicon *lex;
  struct tagger tagger;
  calque_arena *arena;
  uint32_t *behind, *before, *graded; /* by lemma */
  uint64_t words;
};

/* The lemma of the word as an adjective; 0: it is none. */
static word_id adjective_of(const calque_lexicon *lex, const calque_token *t) {
  size_t n;
  const struct reading *r = lexicon_readings(lex, t->lower, &n);
  if (t->kind != CALQUE_WORD || (t->flags & (CALQUE_CAPITAL | CALQUE_HYPHEN))) return 0;
  if (lexicon_word(lex, t->lower)->morph & (M_DET | M_PREP | M_PART_PAST | M_NUM | M_ADV)) return 0;
  for (size_t k = 0; k < n; k++)
    if (r[k].morph & M_ADJ) return r[k].lemma;
  return 0;
}

/* Rare before a noun, but French there, for effect (un suprême effort); and names of colours and
 * other nouns that have a noun of their own behind them: un bleu nuit, le public cible, une
 * politique fiction. */
static const calque_str spared[] = {
    STR_INIT("considérable"), STR_INIT("croissant"),    STR_INIT("suprême"),
    STR_INIT("excessif"),     STR_INIT("définitif"),    STR_INIT("inédit"),
    STR_INIT("aîné"),         STR_INIT("gratuit"),      STR_INIT("similaire"),
    STR_INIT("successif"),    STR_INIT("respectif"),    STR_INIT("inconnu"),
    STR_INIT("existant"),     STR_INIT("préalable"),    STR_INIT("universel"),
    STR_INIT("intégral"),     STR_INIT("majeur"),       STR_INIT("mineur"),
    STR_INIT("supérieur"),    STR_INIT("rond"),         STR_INIT("permanent"),
    STR_INIT("nu"),           STR_INIT("haineux"),      STR_INIT("vital"),
    STR_INIT("blanc"),        STR_INIT("bleu"),         STR_INIT("gris"),
    STR_INIT("jaune"),        STR_INIT("noir"),         STR_INIT("orange"),
    STR_INIT("rouge"),        STR_INIT("vert"),         STR_INIT("brut"),
    STR_INIT("général"),      STR_INIT("public"),       STR_INIT("horaire"),
    STR_INIT("maximum"),      STR_INIT("citoyen"),      STR_INIT("portable"),
    STR_INIT("automobile"),   STR_INIT("suivant"),      STR_INIT("censé"),
    STR_INIT("originaire"),   STR_INIT("politique"),    STR_INIT("absolu"),
    STR_INIT("continu"),      STR_INIT("criminel"),     STR_INIT("immédiat"),
    STR_INIT("involontaire"), STR_INIT("royal"),        STR_INIT("sauvage"),
    STR_INIT("soignant"),     STR_INIT("voisin"),       STR_INIT("insoumis"),
    STR_INIT("policier"),     STR_INIT("matériel"),     STR_INIT("technique"),
    STR_INIT("volontaire"),   STR_INIT("professionnel")};

static bool is_spared(calque_str word) {
  for (size_t k = 0; k < COUNT(spared); k++)
    if (str_eq(word, spared[k])) return true;
  return false;
}

static bool is_degree(const calque_doc *doc, const calque_token *t) {
  for (size_t k = 0; k < COUNT(degrees); k++)
    if (token_is(doc, t, degrees[k])) return true;
  return false;
}

/* A noun that can be nothing else: not the adjective of « un nucléaire civil ». */
static bool is_noun(const calque_lexicon *lex, const calque_token *t) {
  const uint64_t other = M_PREP | M_CONJ | M_PRONOUN | M_ADV | M_ADJ | M_PART_PAST;
  uint64_t m = lexicon_word(lex, t->lower)->morph;
  return t->kind == CALQUE_WORD && !(t->flags & CALQUE_CAPITAL) && (m & M_NOUN) && !(m & other);
}

static void count_sentence(struct counter *c, const calque_doc *doc, const calque_sentence *s) {
  uint8_t *tags = ARENA_ARRAY(c->arena, uint8_t, s->n_tokens + 1);
  const calque_token *t = doc->tokens + s->first_token;
  tagger_run(&c->tagger, c->lex, doc, s, tags);
  for (uint32_t i = 1; i < s->n_tokens; i++) {
    word_id lemma = adjective_of(c->lex, &t[i]);
    if (!lemma) continue;
    uint8_t left = tags[i - 1], right = i + 1 < s->n_tokens ? tags[i + 1] : TAG_EDGE;
    c->behind[lemma] += left == TAG_NOUN && tags[i] == TAG_ADJECTIVE;
    c->before[lemma] +=
        (left == TAG_DETERMINER || left == TAG_CONTRACTED || left == TAG_PREPOSITION) &&
        right == TAG_NOUN && is_noun(c->lex, &t[i + 1]);
    c->graded[lemma] += is_degree(doc, &t[i - 1]);
  }
}

static void count(void *user, const json_t *record) {
  struct counter *c = user;
  const calque_doc *doc = corpus_doc(c->arena, c->lex, record);
  if (!doc) return;
  for (uint32_t i = 0; i < doc->n_sentences; i++) count_sentence(c, doc, &doc->sentences[i]);
  c->words += doc->n_words;
  calque_arena_reset(c->arena);
}

static int compare(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static void print_table(const struct counter *c) {
  uint32_t n = 0, size = lexicon_size(c->lex);
  char **found = must_alloc(size * sizeof *found);
  for (uint32_t id = 1; id < size; id++) {
    uint32_t behind = c->behind[id];
    if (behind < MIN_BEHIND || c->before[id] * MAX_BEFORE > behind ||
        c->graded[id] * MAX_GRADED > behind)
      continue;
    calque_str name = lexicon_name(c->lex, id);
    if (is_spared(name)) continue;
    found[n] = must_alloc(name.len + 1);
    memcpy(found[n], name.ptr, name.len);
    found[n++][name.len] = 0;
  }
  qsort(found, n, sizeof *found, compare);
  printf(
      "/* RELATIONAL(adjective): those that stand %d times or more behind a noun in %.1f million "
      "words\n * of good news (OrangeSum, CC BY-SA 4.0), at most once in %d before one, and are "
      "seldom graded,\n * but for the words that the program spares; in the order of their bytes. "
      "Learned by\n * tests/train/relational.c. */\n",
      MIN_BEHIND, (double)c->words / 1e6, MAX_BEFORE);
  for (uint32_t i = 0; i < n; i++) printf("RELATIONAL(\"%s\")\n", found[i]);
  printf("#undef RELATIONAL\n");
  for (uint32_t i = 0; i < n; i++) free(found[i]);
  free(found);
}

int main(int argc, char **argv) {
  calque_error err = {0};
  struct counter c = {.lex = calque_lexicon_open(NULL, &err)};
  if (!c.lex || !tagger_open(c.lex, &c.tagger) || argc != 2) {
    fprintf(stderr, "usage: relational news/train.jsonl.gz; %s\n", err.text);
    return 1;
  }
  size_t bytes = lexicon_size(c.lex) * sizeof *c.behind;
  c.behind = memset(must_alloc(bytes), 0, bytes);
  c.before = memset(must_alloc(bytes), 0, bytes);
  c.graded = memset(must_alloc(bytes), 0, bytes);
  c.arena = calque_arena_new();
  corpus_each(argv[1], count, &c);
  print_table(&c);
  calque_arena_free(c.arena);
  free(c.behind);
  free(c.before);
  free(c.graded);
  calque_lexicon_free((calque_lexicon *)c.lex);
  return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
