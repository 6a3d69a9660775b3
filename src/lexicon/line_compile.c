/* The patterns of boilerplate.tsv as bit tests. Each word of the lexicon gets a class: words that
 * are in the same sets of alternatives share one, and a row of bits says which sets those are. */
#include "lexicon/build.h"
#include "lexicon/line_patterns.h"

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

/* ---- Which word a pattern is looked for by ----------------------------------------------------
 */

/* The frequency of the most frequent word of a set. */
static unsigned set_frequency(const struct build *b, calque_str words) {
  unsigned best = 0;
  calque_str word;
  bool is_lemma;
  while (patterns_word(&words, &word, &is_lemma)) {
    const struct build_word *w = &b->words.ptr[build_find(b, word)];
    unsigned f = w->news > w->french ? w->news : w->french;
    if (f > best) best = f;
  }
  return best;
}

struct anchor {
  uint16_t set;
  uint32_t offset;
};

/* The rarest set among those at a fixed distance from the start. */
static struct anchor anchor_of(const struct build *b, const struct patterns *p,
                               const struct line_phrase *phrase) {
  const struct line_element *e = p->elements.ptr + phrase->first_element;
  struct anchor best = {0, 0};
  unsigned best_frequency = UINT32_MAX;
  uint32_t offset = 0;
  for (size_t i = 0; i < phrase->n_elements; i++) {
    if (e[i].type == ELEMENT_MARK) continue;
    if (e[i].type != ELEMENT_SET || e[i].optional) break;
    unsigned f = set_frequency(b, p->sets.ptr[e[i].set].words);
    if (f < best_frequency) {
      best = (struct anchor){e[i].set, offset};
      best_frequency = f;
    }
    offset++;
  }
  return best;
}

/* Must its first word be there? Then it can be looked for by a rarer one behind it. */
static bool starts_plainly(const struct patterns *p, const struct line_phrase *phrase) {
  const struct line_element *e = p->elements.ptr + phrase->first_element;
  while (e->type == ELEMENT_MARK) e++;
  return e->type == ELEMENT_SET && !e->optional;
}

/* Is the set of this class one that the phrase can start with? */
static bool can_start(const struct patterns *p, const struct line_phrase *phrase,
                      const uint64_t *row) {
  const struct line_element *e = p->elements.ptr + phrase->first_element;
  for (size_t i = 0; i < phrase->n_elements; i++) {
    if (e[i].type == ELEMENT_MARK) continue;
    if (e[i].type == ELEMENT_NAME) return true; /* any word may be one */
    if (row[e[i].set / 64] >> (e[i].set % 64) & 1u) return true;
    if (!e[i].optional) return false;
  }
  return false;
}

struct index {
  ARRAY(uint32_t) at, list;
};

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
    if (is_word_hint(p, phrase) && (row[set / 64] >> (set % 64) & 1u))
      hints |= UINT32_C(1) << phrase->kind;
  }
  return hints;
}

static void index_class(calque_arena *arena, const struct patterns *p, const struct anchor *anchors,
                        const uint64_t *row, struct index *start, struct index *any) {
  ARRAY_PUSH(arena, &start->at, (uint32_t)start->list.n);
  ARRAY_PUSH(arena, &any->at, (uint32_t)any->list.n);
  for (uint32_t k = 0; row && k < p->phrases.n; k++) {
    const struct line_phrase *phrase = &p->phrases.ptr[k];
    const struct anchor a = anchors[k];
    if (is_word_hint(p, phrase)) continue;
    if (!starts_plainly(p, phrase)) {
      if (can_start(p, phrase, row))
        ARRAY_PUSH(arena, &start->list, line_index_entry(phrase, k, 0));
    } else if (row[a.set / 64] >> (a.set % 64) & 1u) {
      ARRAY_PUSH(arena, &any->list, line_index_entry(phrase, k, a.offset));
    }
  }
}

/* What starts with a word that may be missing is looked for at starts only. */
static calque_status check_anchors(const struct build *b, const struct patterns *p,
                                   calque_error *err) {
  for (size_t k = 0; k < p->phrases.n; k++) {
    const struct line_phrase *phrase = &p->phrases.ptr[k];
    if (phrase->where >= WHERE_ANY && !starts_plainly(p, phrase))
      return fail(err, CALQUE_E_SYNTAX, b->sources->data_dir, phrase->row,
                  "a pattern for anywhere starts with an optional word");
  }
  return CALQUE_OK;
}

/* ---- The section ----------------------------------------------------------------------------- */

static void write_classes(struct buf *out, struct classes *c, const struct build *b,
                          uint16_t *class_ids) {
  uint64_t *row = ARENA_ARRAY(c->arena, uint64_t, c->words64);
  for (uint32_t id = 1; id < b->words.n; id++) class_ids[id] = class_of_word(c, b, id, row);
  for (size_t i = 0; i < c->classes.n; i++)
    buf_add(out, c->classes.ptr[i], c->words64 * sizeof **c->classes.ptr);
}

static void write_section(struct buf *out, const struct build *b, const struct patterns *p,
                          struct classes *c, calque_arena *arena) {
  struct index start = {.at = {0}}, any = {.at = {0}};
  struct anchor *anchors = ARENA_ARRAY(arena, struct anchor, p->phrases.n + 1);
  uint16_t *class_ids = ARENA_ARRAY(arena, uint16_t, b->words.n);
  struct buf members;
  buf_init(&members, BUF_MAX_OUTPUT);
  write_classes(&members, c, b, class_ids);
  for (size_t k = 0; k < p->phrases.n; k++) anchors[k] = anchor_of(b, p, &p->phrases.ptr[k]);
  for (size_t i = 0; i <= c->classes.n; i++)
    index_class(arena, p, anchors, i < c->classes.n ? c->classes.ptr[i] : NULL, &start, &any);
  const struct line_header h = {.n_words = (uint32_t)b->words.n,
                                .n_classes = (uint32_t)c->classes.n,
                                .n_words64 = (uint32_t)c->words64,
                                .n_phrases = (uint32_t)p->phrases.n,
                                .n_elements = (uint32_t)p->elements.n,
                                .n_start = (uint32_t)start.list.n,
                                .n_any = (uint32_t)any.list.n};
  buf_add(out, &h, sizeof h);
  buf_str(out, buf_view(&members));
  buf_add(out, p->phrases.ptr, p->phrases.n * sizeof *p->phrases.ptr);
  buf_add(out, p->elements.ptr, p->elements.n * sizeof *p->elements.ptr);
  buf_add(out, start.at.ptr, start.at.n * sizeof *start.at.ptr);
  buf_add(out, any.at.ptr, any.at.n * sizeof *any.at.ptr);
  buf_add(out, start.list.ptr, start.list.n * sizeof *start.list.ptr);
  buf_add(out, any.list.ptr, any.list.n * sizeof *any.list.ptr);
  for (size_t i = 0; i < c->classes.n; i++) {
    uint32_t hints = hints_of(p, c->classes.ptr[i]);
    buf_add(out, &hints, sizeof hints);
  }
  buf_add(out, class_ids, b->words.n * sizeof *class_ids);
  buf_free(&members);
}

calque_status build_line_phrases(const struct build *b, struct buf *out, calque_error *err) {
  calque_arena *arena = calque_arena_new();
  struct patterns p;
  struct classes c;
  calque_status status = patterns_read(&p, arena, b->sources->data_dir, err);
  if (!status) status = check_anchors(b, &p, err);
  if (!status) {
    classes_init(&c, arena, &p);
    write_section(out, b, &p, &c, arena);
    if (c.classes.n > UINT16_MAX)
      status = fail(err, CALQUE_E_LIMIT, b->sources->data_dir, 0, "too many classes of words");
  }
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
