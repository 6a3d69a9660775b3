/* Topics as patterns of words. Each alternative is found by its first word in a sorted table; the
 * others must follow, with nothing but function words between. */
#include "digest/topics.h"

#include <stdlib.h>

#include "base/file.h"

enum {
  MAX_TOPICS = 1000,
  MAX_LINE = 400,   /* bytes of a topic */
  MAX_WORDS = 8,    /* of an alternative */
  MAX_BETWEEN = 3,  /* function words between two words of a topic */
  MAX_LEMMAS = 4,   /* readings of a word that are looked at */
  MAX_WORD = 80,    /* bytes */
  START_WORDS = 45, /* a topic so near the start is what the article is about */
  MIN_TIMES = 3,    /* and so is one that comes so often */
  MAX_TOKENS_READ = 4000
};
#define MAX_LIST ((size_t)1 << 20)

enum kind { KIND_NAME, KIND_WORD, KIND_OTHER };

struct topic_word {
  enum kind kind;
  uint64_t keys[MAX_LEMMAS]; /* of its lemmas, or one of its folded letters */
  uint32_t n_keys;
};

struct alternative {
  struct topic_word words[MAX_WORDS];
  uint32_t n;
  uint16_t topic;
};

struct first_word {
  uint64_t key;
  uint32_t alternative;
};

struct topics {
  calque_arena *arena;
  const calque_lexicon *lex;
  ARRAY(calque_str) names;
  ARRAY(struct alternative) alternatives;
  ARRAY(struct first_word) first; /* by key */
};

/* ---- Words ------------------------------------------------------------------------------------
 */

static uint64_t folded_key(calque_str s) {
  char folded[3 * MAX_WORD];
  if (s.len > MAX_WORD) s.len = utf8_valid_prefix(str_slice(s, 0, MAX_WORD));
  size_t n = utf8_fold_word(s, folded);
  return str_hash((calque_str){folded, n}, 1);
}

static uint64_t lemma_key(const calque_lexicon *lex, word_id lemma) {
  return str_hash(lexicon_name(lex, lemma), 2);
}

/* Adds the lemmas of the readings that have one of the bits; returns how many there are now. */
static uint32_t add_lemmas(const calque_lexicon *lex, word_id id, uint64_t bits,
                           uint64_t keys[MAX_LEMMAS], uint32_t n_keys) {
  size_t n;
  const struct reading *r = lexicon_readings(lex, id, &n);
  for (size_t i = 0; i < n && n_keys < MAX_LEMMAS; i++) {
    uint64_t key = lemma_key(lex, r[i].lemma);
    bool known = !(r[i].morph & bits);
    for (uint32_t k = 0; k < n_keys && !known; k++) known = keys[k] == key;
    if (!known) keys[n_keys++] = key;
  }
  return n_keys;
}

/* Says nothing of a subject: an article, a preposition. Names do. */
static bool is_passed_over(const calque_lexicon *lex, const calque_token *t) {
  if (t->kind != CALQUE_WORD) return false;
  bool name = t->flags & CALQUE_CAPITAL && !(t->flags & CALQUE_FIRST);
  return t->flags & (CALQUE_ELIDED | CALQUE_CLITIC) || (!name && token_flags(lex, t) & WORD_STOP);
}

/* « retraites » is the noun and not a form of retraiter: nouns before adjectives before verbs. */
static struct topic_word word_of(const calque_lexicon *lex, const calque_doc *doc,
                                 const calque_token *t) {
  static const uint64_t orders[] = {M_NOUN, M_ADJ, ~UINT64_C(0)};
  struct topic_word w = {.kind = KIND_WORD};
  bool name = t->flags & CALQUE_CAPITAL;
  for (size_t i = 0; i < COUNT(orders) && !w.n_keys && !name; i++)
    w.n_keys = add_lemmas(lex, t->lower, orders[i], w.keys, 0);
  if (w.n_keys) return w;
  w.kind = name ? KIND_NAME : KIND_OTHER;
  w.keys[w.n_keys++] = folded_key(token_str(doc, t));
  return w;
}

/* ---- Reading the list -------------------------------------------------------------------------
 */

static void add_alternative(struct topics *t, calque_arena *scratch, calque_str text) {
  const calque_article article = {.text = text};
  const calque_doc *doc = calque_doc_parse(scratch, t->lex, &article);
  struct alternative a = {.topic = (uint16_t)(t->names.n - 1)};
  for (uint32_t i = 0; i < doc->n_tokens && a.n < MAX_WORDS; i++) {
    const calque_token *token = &doc->tokens[i];
    bool word = token->kind == CALQUE_WORD || token->kind == CALQUE_NUMBER;
    bool capital = token->flags & CALQUE_CAPITAL; /* « Elle », the magazine */
    if (word && (capital || !is_passed_over(t->lex, token)))
      a.words[a.n++] = word_of(t->lex, doc, token);
  }
  if (!a.n) return;
  for (uint32_t k = 0; k < a.words[0].n_keys; k++)
    ARRAY_PUSH(t->arena, &t->first,
               ((struct first_word){a.words[0].keys[k], (uint32_t)t->alternatives.n}));
  ARRAY_PUSH(t->arena, &t->alternatives, a);
}

static calque_status add_line(struct topics *t, calque_arena *scratch, calque_str line,
                              const char *name, long number, calque_error *err) {
  line = str_trim(line);
  if (!line.len || *line.ptr == '#') return CALQUE_OK;
  if (line.len > MAX_LINE)
    return fail(err, CALQUE_E_LIMIT, name, number, "a topic of more than %d bytes", MAX_LINE);
  if (t->names.n == MAX_TOPICS)
    return fail(err, CALQUE_E_LIMIT, name, number, "more than %d topics", MAX_TOPICS);
  size_t before = t->alternatives.n;
  line = arena_copy(t->arena, line);
  ARRAY_PUSH(t->arena, &t->names, line);
  for (calque_str rest = line; rest.ptr;) add_alternative(t, scratch, str_cut(&rest, '|'));
  if (t->alternatives.n > before) return CALQUE_OK;
  return fail(err, CALQUE_E_CONFIG, name, number,
              "no word to look for in '%.*s': it has function words only", STR_ARG(line));
}

static int by_key(const void *a, const void *b) {
  const struct first_word *x = a, *y = b;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  return (x->alternative > y->alternative) - (x->alternative < y->alternative);
}

struct topics *topics_new(const calque_lexicon *lex, calque_str list, const char *name,
                          calque_error *err) {
  struct topics *t = must_alloc(sizeof *t);
  calque_arena *scratch = calque_arena_new();
  *t = (struct topics){.arena = calque_arena_new(), .lex = lex};
  calque_status status = CALQUE_OK;
  long number = 0;
  if (list.len > MAX_LIST) status = fail(err, CALQUE_E_LIMIT, name, 0, "more than 1 MiB of topics");
  if (str_starts(list, STR("\xef\xbb\xbf"))) list = str_slice(list, 3, list.len);
  for (calque_str rest = list; rest.ptr && !status;) {
    calque_str line = str_cut(&rest, '\n');
    number++;
    if (utf8_valid_prefix(line) < line.len)
      status = fail(err, CALQUE_E_ENCODING, name, number, "not valid UTF-8");
    else status = add_line(t, scratch, line, name, number, err);
  }
  calque_arena_free(scratch);
  if (!status && t->first.n) qsort(t->first.ptr, t->first.n, sizeof(struct first_word), by_key);
  if (!status) return t;
  topics_free(t);
  return NULL;
}

struct topics *topics_open(const calque_lexicon *lex, const char *path, calque_error *err) {
  struct buf list;
  struct topics *t = NULL;
  buf_init(&list, MAX_LIST);
  if (!file_read(path, &list, err)) t = topics_new(lex, buf_view(&list), path, err);
  buf_free(&list);
  return t;
}

void topics_free(struct topics *t) {
  if (!t) return;
  calque_arena_free(t->arena);
  free(t);
}

calque_str topics_name(const struct topics *t, uint16_t topic) { return t->names.ptr[topic]; }

/* ---- Looking for them -------------------------------------------------------------------------
 */

/* What a token of the text may be found by. */
struct token_keys {
  uint64_t folded, lemmas[MAX_LEMMAS], folded_lemmas[MAX_LEMMAS];
  uint32_t n_lemmas;
  bool capital;
};

static struct token_keys keys_of(const struct topics *t, const calque_doc *doc, uint32_t i) {
  const calque_token *token = &doc->tokens[i];
  struct token_keys k = {.folded = folded_key(token_str(doc, token)),
                         .capital = token->flags & CALQUE_CAPITAL};
  word_id id = token->lower ? token->lower : token->exact;
  k.n_lemmas = add_lemmas(t->lex, id, ~UINT64_C(0), k.lemmas, 0);
  size_t n;
  const struct reading *r = lexicon_readings(t->lex, id, &n);
  for (size_t m = 0; m < MAX_LEMMAS; m++)
    k.folded_lemmas[m] = m < n ? folded_key(lexicon_name(t->lex, r[m].lemma)) : 0;
  return k;
}

static bool matches(const struct topic_word *w, const struct token_keys *k) {
  if (w->kind == KIND_NAME) return k->capital && w->keys[0] == k->folded;
  bool found = w->kind == KIND_OTHER && w->keys[0] == k->folded;
  for (uint32_t i = 0; i < MAX_LEMMAS && w->kind == KIND_OTHER; i++)
    found |= k->folded_lemmas[i] == w->keys[0];
  for (uint32_t i = 0; i < k->n_lemmas && w->kind == KIND_WORD; i++)
    for (uint32_t m = 0; m < w->n_keys; m++) found |= k->lemmas[i] == w->keys[m];
  return found;
}

/* Do the other words of the alternative follow token i? */
static bool follows(const struct topics *t, const struct alternative *a, const calque_doc *doc,
                    uint32_t i) {
  for (uint32_t w = 1; w < a->n; w++) {
    uint32_t between = 0;
    for (i++; i < doc->n_tokens && between < MAX_BETWEEN; i++, between++)
      if (!is_passed_over(t->lex, &doc->tokens[i])) break;
    if (i >= doc->n_tokens) return false;
    struct token_keys k = keys_of(t, doc, i);
    if (!matches(&a->words[w], &k)) return false;
  }
  return true;
}

static size_t first_of(const struct topics *t, uint64_t key) {
  size_t low = 0, high = t->first.n;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (t->first.ptr[middle].key < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* Counts `worth` for every topic whose first word is found by the key. */
static void try_key(const struct topics *t, uint64_t key, const struct token_keys *k,
                    const calque_doc *doc, uint32_t i, uint32_t worth, uint32_t *counts) {
  for (size_t f = first_of(t, key); f < t->first.n && t->first.ptr[f].key == key; f++) {
    const struct alternative *a = &t->alternatives.ptr[t->first.ptr[f].alternative];
    if (counts[a->topic] >= MIN_TIMES || !matches(&a->words[0], k)) continue;
    if (follows(t, a, doc, i)) counts[a->topic] += worth;
  }
}

static void count_topics(const struct topics *t, const calque_doc *doc, uint32_t start,
                         uint32_t *counts) {
  uint32_t words = 0;
  for (uint32_t i = 0; i < doc->n_tokens && i < MAX_TOKENS_READ; i++) {
    const calque_token *token = &doc->tokens[i];
    if (token->kind != CALQUE_WORD && token->kind != CALQUE_NUMBER) continue;
    uint32_t worth = words++ < start ? MIN_TIMES : 1;
    struct token_keys k = keys_of(t, doc, i);
    try_key(t, k.folded, &k, doc, i, worth, counts);
    for (uint32_t m = 0; m < k.n_lemmas; m++) try_key(t, k.lemmas[m], &k, doc, i, worth, counts);
    for (uint32_t m = 0; m < k.n_lemmas; m++)
      if (k.folded_lemmas[m] != k.folded) try_key(t, k.folded_lemmas[m], &k, doc, i, worth, counts);
  }
}

uint32_t topics_find(calque_arena *arena, const struct topics *t, const calque_doc *doc,
                     const calque_doc *title, uint16_t *out, uint32_t max) {
  uint32_t *counts = ARENA_ARRAY(arena, uint32_t, t->names.n + 1), n = 0;
  count_topics(t, title, UINT32_MAX, counts);
  count_topics(t, doc, START_WORDS, counts);
  for (size_t i = 0; i < t->names.n && n < max; i++)
    if (counts[i] >= MIN_TIMES) out[n++] = (uint16_t)i;
  return n;
}
