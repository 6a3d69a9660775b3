/* The patterns of boilerplate.tsv as bit tests. Each word of the lexicon gets a class: words that
 * are in the same sets of alternatives share one, and a row of bits says which sets those are. */
#include "lexicon/build.h"
#include "lexicon/line_keys.h"

struct classes {
  calque_arena *arena;
  size_t words64;    /* per row */
  struct map words;  /* folded word -> index of its row, + 1 */
  struct map lemmas; /* the same of words in < > */
  ARRAY(uint64_t *) rows;
  struct map ids; /* row as bytes -> class */
  ARRAY(const uint64_t *) classes;
};

/* ---- Rows of bits ---------------------------------------------------------------------------- */

static uint64_t *row_of(struct classes *c, struct map *map, calque_str word) {
  uint32_t *at = map_add(map, word, 0);
  if (!*at) {
    uint64_t *row = ARENA_ARRAY(c->arena, uint64_t, c->words64);
    ARRAY_PUSH(c->arena, &c->rows, row);
    *at = (uint32_t)c->rows.n;
  }
  return c->rows.ptr[*at - 1];
}

static bool has_set(const uint64_t *row, size_t set) { return row[set / 64] >> (set % 64) & 1u; }

static void set_bit(uint64_t *row, size_t bit) { row[bit / 64] |= UINT64_C(1) << (bit % 64); }

static uint16_t class_of_row(struct classes *c, const uint64_t *row) {
  calque_str key = {(const char *)row, c->words64 * sizeof *row};
  uint32_t *id = map_find(&c->ids, key);
  if (id) return (uint16_t)*id;
  calque_str copy = arena_copy(c->arena, key);
  *map_add(&c->ids, copy, 0) = (uint32_t)c->classes.n;
  ARRAY_PUSH(c->arena, &c->classes, (const uint64_t *)(const void *)copy.ptr);
  return (uint16_t)(c->classes.n - 1);
}

static void collect_sets(struct classes *c, const struct patterns *p, uint64_t *number,
                         uint64_t *link) {
  for (size_t s = 0; s < p->sets.n; s++) {
    calque_str rest = p->sets.ptr[s].words, word;
    bool is_lemma;
    while (patterns_word(&rest, &word, &is_lemma)) {
      if (str_eq(word, STR("{number}"))) set_bit(number, s);
      else if (str_eq(word, STR("{link}"))) set_bit(link, s);
      else set_bit(row_of(c, is_lemma ? &c->lemmas : &c->words, word), s);
    }
  }
}

/* Classes in the order of enum ITEM_*, then those of words. */
static void classes_init(struct classes *c, calque_arena *arena, const struct patterns *p) {
  *c = (struct classes){.arena = arena, .words64 = (p->sets.n + 63) / 64};
  map_init(&c->words, arena, 2048, 0);
  map_init(&c->lemmas, arena, 256, 0);
  map_init(&c->ids, arena, 2048, 0);
  uint64_t *nothing = ARENA_ARRAY(arena, uint64_t, c->words64);
  uint64_t *number = ARENA_ARRAY(arena, uint64_t, c->words64);
  uint64_t *link = ARENA_ARRAY(arena, uint64_t, c->words64);
  collect_sets(c, p, number, link);
  class_of_row(c, nothing);
  ARRAY_PUSH(arena, &c->classes, (const uint64_t *)number);
  ARRAY_PUSH(arena, &c->classes, (const uint64_t *)link);
}

static void add_row(const struct classes *c, const struct map *map, calque_str word,
                    uint64_t *row) {
  char folded[BUILD_MAX_NAME * 3];
  calque_str f = {folded, utf8_fold_word(word, folded)};
  const uint32_t *at = map_find(map, f);
  for (size_t i = 0; at && i < c->words64; i++) row[i] |= c->rows.ptr[*at - 1][i];
}

static uint16_t class_of_word(struct classes *c, const struct build *b, uint32_t id,
                              uint64_t *row) {
  const struct build_word *w = &b->words.ptr[id];
  memset(row, 0, c->words64 * sizeof *row);
  add_row(c, &c->words, w->name, row);
  for (uint32_t i = 0; i < w->n_readings; i++) {
    calque_str lemma = b->readings.ptr[w->first_reading + i].lemma;
    if (lemma.len && lemma.len <= BUILD_MAX_NAME) add_row(c, &c->lemmas, lemma, row);
  }
  return class_of_row(c, row);
}

/* ---- Which patterns a class may open -----------------------------------------------------------
 */

enum { NUMBERS = 2000000, LINKS = 10000 }; /* of a hundred million items of news */

/* How often each set is met in so many; build_word.news is a logarithm. */
static double *set_frequencies(const struct build *b, const struct classes *c,
                               const uint16_t *class_ids, calque_arena *arena) {
  double *of_class = ARENA_ARRAY(arena, double, c->classes.n);
  double *of_set = ARENA_ARRAY(arena, double, 64 * c->words64);
  for (size_t id = 1; id < b->words.n; id++)
    of_class[class_ids[id] & ~LINE_PROGRAMMING] +=
        (double)((uint64_t)1 << (b->words.ptr[id].news / 8));
  of_class[ITEM_NUMBER] = NUMBERS;
  of_class[ITEM_LINK] = LINKS;
  for (size_t i = 0; i < c->classes.n; i++)
    for (size_t set = 0; set < 64 * c->words64; set++)
      if (has_set(c->classes.ptr[i], set)) of_set[set] += of_class[i];
  return of_set;
}

/* A hint of one word is no pattern to be tried: it is a bit of the word's class. */
static bool is_word_hint(const struct patterns *p, const struct line_phrase *phrase) {
  return phrase->where == WHERE_HINT && phrase->n_elements == 1 &&
         p->elements.ptr[phrase->first_element].type == ELEMENT_SET;
}

static uint32_t hints_of(const struct patterns *p, const uint64_t *row) {
  uint32_t hints = 0;
  for (size_t k = 0; k < p->phrases.n; k++) {
    const struct line_phrase *phrase = &p->phrases.ptr[k];
    uint16_t set = p->elements.ptr[phrase->first_element].set;
    if (is_word_hint(p, phrase) && has_set(row, set)) hints |= UINT32_C(1) << phrase->kind;
  }
  return hints;
}

typedef ARRAY(struct line_key) key_array;

static uint64_t bits_of_set(const struct classes *c, uint16_t set) {
  uint64_t bits = 0;
  for (size_t i = 0; i < c->classes.n; i++)
    if (has_set(c->classes.ptr[i], set)) bits |= line_class_bit((uint16_t)i);
  return bits;
}

/* The keys that class i has in the group; those of no class are the patterns that begin with a
 * mark. */
static void index_class(calque_arena *arena, const struct patterns *p,
                        const struct pattern_key *keys, const struct classes *c, size_t i,
                        enum line_key_group group, key_array *out) {
  for (size_t k = 0; k < p->phrases.n; k++) {
    const struct pattern_key *key = &keys[k];
    bool found = i == ITEM_UNKNOWN ? !key->any : key->any && has_set(c->classes.ptr[i], key->set);
    if (!found || key->group != group || is_word_hint(p, &p->phrases.ptr[k])) continue;
    struct line_key entry = {.beside = key->side ? bits_of_set(c, key->beside) : 0,
                             .phrase = (uint16_t)k,
                             .nearest = key->nearest,
                             .farthest = key->farthest,
                             .side = key->side};
    ARRAY_PUSH(arena, out, entry);
  }
}

/* The marks that patterns are looked for by which begin with one. */
static calque_status find_marks(const struct build *b, const struct patterns *p,
                                const struct pattern_key *keys, uint32_t *marks,
                                calque_error *err) {
  for (size_t k = 0; k < p->phrases.n; k++) {
    const struct line_phrase *phrase = &p->phrases.ptr[k];
    const struct line_element *first = p->elements.ptr + phrase->first_element;
    if (keys[k].any) continue;
    if (first->type != ELEMENT_MARK)
      return fail(err, CALQUE_E_SYNTAX, b->sources->data_dir, phrase->row,
                  "a pattern has no word to be found by");
    *marks |= first->marks;
  }
  return CALQUE_OK;
}

/* ---- The section ----------------------------------------------------------------------------- */

struct section {
  const struct patterns *patterns;
  struct classes classes;
  uint16_t *class_ids;      /* of every word */
  struct pattern_key *keys; /* of every pattern */
  struct line_class *facts; /* of every class */
  ARRAY(uint32_t) index;
  key_array list;
  uint32_t end_reach, marks;
};

static void make_classes(struct section *s, const struct build *b, calque_arena *arena) {
  classes_init(&s->classes, arena, s->patterns);
  s->class_ids = ARENA_ARRAY(arena, uint16_t, b->words.n);
  uint64_t *row = ARENA_ARRAY(arena, uint64_t, s->classes.words64);
  for (uint32_t id = 1; id < b->words.n; id++) {
    s->class_ids[id] = class_of_word(&s->classes, b, id, row);
    if (b->words.ptr[id].flags & WORD_PROGRAMMING) s->class_ids[id] |= LINE_PROGRAMMING;
  }
}

static void make_keys(struct section *s, const struct build *b, calque_arena *arena) {
  const struct patterns *p = s->patterns;
  const double *frequencies = set_frequencies(b, &s->classes, s->class_ids, arena);
  s->keys = ARENA_ARRAY(arena, struct pattern_key, p->phrases.n + 1);
  for (size_t k = 0; k < p->phrases.n; k++) {
    struct line_phrase *phrase = &p->phrases.ptr[k];
    s->keys[k] = pattern_key_of(p, phrase, frequencies);
    phrase->lead = pattern_lead_of(b, p, phrase);
    if (phrase->reach != LINE_NO_END && phrase->reach > s->end_reach) s->end_reach = phrase->reach;
  }
}

static void index_keys(struct section *s, calque_arena *arena) {
  const struct classes *c = &s->classes;
  s->facts = ARENA_ARRAY(arena, struct line_class, c->classes.n);
  for (size_t i = 0; i < c->classes.n; i++) {
    s->facts[i].hints = hints_of(s->patterns, c->classes.ptr[i]);
    for (unsigned group = 0; group < N_KEY_GROUPS; group++) {
      ARRAY_PUSH(arena, &s->index, (uint32_t)s->list.n);
      index_class(arena, s->patterns, s->keys, c, i, group, &s->list);
      if (i != ITEM_UNKNOWN && s->list.n > ARRAY_LAST(&s->index)) s->facts[i].groups |= 1u << group;
    }
  }
  ARRAY_PUSH(arena, &s->index, (uint32_t)s->list.n);
}

static void write_section(const struct section *s, const struct build *b, struct buf *out) {
  const struct patterns *p = s->patterns;
  const struct classes *c = &s->classes;
  const struct line_header h = {.n_words = (uint32_t)b->words.n,
                                .n_classes = (uint32_t)c->classes.n,
                                .n_words64 = (uint32_t)c->words64,
                                .n_phrases = (uint32_t)p->phrases.n,
                                .n_elements = (uint32_t)p->elements.n,
                                .n_keys = (uint32_t)s->list.n,
                                .end_reach = s->end_reach,
                                .key_marks = s->marks};
  buf_add(out, &h, sizeof h);
  for (size_t i = 0; i < c->classes.n; i++)
    buf_add(out, c->classes.ptr[i], c->words64 * sizeof **c->classes.ptr);
  buf_add(out, s->list.ptr, s->list.n * sizeof *s->list.ptr);
  buf_add(out, p->phrases.ptr, p->phrases.n * sizeof *p->phrases.ptr);
  buf_add(out, p->elements.ptr, p->elements.n * sizeof *p->elements.ptr);
  buf_add(out, s->facts, c->classes.n * sizeof *s->facts);
  buf_add(out, s->index.ptr, s->index.n * sizeof *s->index.ptr);
  buf_add(out, s->class_ids, b->words.n * sizeof *s->class_ids);
}

calque_status build_line_phrases(const struct build *b, struct buf *out, calque_error *err) {
  calque_arena *arena = calque_arena_new();
  struct patterns p;
  struct section s = {.patterns = &p};
  calque_status status = patterns_read(&p, arena, b->sources->data_dir, err);
  if (!status) {
    make_classes(&s, b, arena);
    make_keys(&s, b, arena);
    index_keys(&s, arena);
    status = find_marks(b, &p, s.keys, &s.marks, err);
    if (s.classes.classes.n > LINE_PROGRAMMING)
      status = fail(err, CALQUE_E_LIMIT, b->sources->data_dir, 0, "too many classes of words");
  }
  if (!status) write_section(&s, b, out);
  calque_arena_free(arena);
  return status;
}

calque_status build_line_words(struct build *b, calque_error *err) {
  calque_arena *arena = calque_arena_new();
  struct patterns p;
  calque_status status = patterns_read(&p, arena, b->sources->data_dir, err);
  for (size_t s = 0; !status && s < p.sets.n; s++) {
    calque_str rest = p.sets.ptr[s].words, word;
    bool is_lemma;
    while (patterns_word(&rest, &word, &is_lemma))
      if (word.ptr[0] != '{') build_add(b, arena_copy(b->arena, word));
  }
  calque_arena_free(arena);
  return status;
}
