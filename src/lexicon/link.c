/* From words with strings to records with ids: which lemma a form most likely has, which French
 * word stands behind one that lost its accents, and which forms are ambiguous in the same way. */
#include "lexicon/build.h"
#include "lexicon/format.h"

#include <stdlib.h>

/* How frequent the forms of a lemma are, in units of struct word: the two best, to leave out the
 * form that asks. */
struct lemma_weight {
  int first, second;
  uint32_t first_form;
};

struct linker {
  const struct build *build;
  calque_arena *arena;
  struct lemma_weight *lemmas; /* by word_id of the lemma */
  struct map accents;          /* initial's case and folded name -> word_id */
  struct map classes;          /* sorted morphs as bytes -> class_id */
};

static const struct build_reading *readings_of(const struct build *b, uint32_t id, uint32_t *n) {
  *n = b->words.ptr[id].n_readings;
  return b->readings.ptr + b->words.ptr[id].first_reading;
}

/* The frequency of a form, shared out among its readings: 8 is one half. */
static int form_weight(const struct build_word *w, uint32_t n_readings) {
  int best = w->news > w->french ? w->news : w->french;
  for (; n_readings > 1; n_readings /= 2) best -= 8;
  return best;
}

static void weigh_lemmas(struct linker *l) {
  const struct build *b = l->build;
  for (uint32_t id = 1; id < b->words.n; id++) {
    uint32_t n;
    const struct build_reading *r = readings_of(b, id, &n);
    int weight = form_weight(&b->words.ptr[id], n);
    for (uint32_t i = 0; i < n; i++) {
      struct lemma_weight *lemma = &l->lemmas[build_find(b, r[i].lemma)];
      if (id == lemma->first_form) continue;
      if (weight > lemma->first) {
        lemma->second = lemma->first;
        lemma->first = weight;
        lemma->first_form = id;
      } else if (weight > lemma->second) lemma->second = weight;
    }
  }
}

/* Grammatical words and être, avoir before all others: « suis » is être, not suivre. Else the
 * lemma whose other forms are met most: « livres » is livre, not livrer. */
static uint32_t usual_lemma(const struct linker *l, uint32_t id) {
  uint32_t n, best = id;
  int best_weight = -1000;
  const struct build_reading *r = readings_of(l->build, id, &n);
  for (uint32_t i = 0; i < n; i++) {
    uint32_t lemma = build_find(l->build, r[i].lemma);
    const struct lemma_weight *w = &l->lemmas[lemma];
    int weight = w->first_form == id ? w->second : w->first;
    if (r[i].morph & (M_AUX | M_FUNCTION)) weight += 1000;
    if (!lemma || weight <= best_weight) continue;
    best = lemma;
    best_weight = weight;
  }
  return best;
}

/* "cetat" for état, "Cetat" for État: a capital is no accent. */
static calque_str accent_key(calque_str name, char *out) {
  size_t len;
  out[0] = utf8_is_upper(utf8_decode(name, &len)) ? 'C' : 'c';
  return (calque_str){out, 1 + utf8_fold_word(name, out + 1)};
}

static void collect_accents(struct linker *l) {
  char key[BUILD_MAX_NAME * 3 + 1];
  for (uint32_t id = 1; id < l->build->words.n; id++) {
    const struct build_word *w = &l->build->words.ptr[id];
    if (!(w->flags & WORD_FRENCH)) continue;
    calque_str k = accent_key(w->name, key);
    if (!map_find(&l->accents, k)) *map_add(&l->accents, arena_copy(l->arena, k), 0) = id;
  }
}

static uint32_t accented_form(const struct linker *l, const struct build_word *w) {
  char key[BUILD_MAX_NAME * 3 + 1];
  if (w->flags & WORD_FRENCH) return 0;
  const uint32_t *found = map_find(&l->accents, accent_key(w->name, key));
  return found ? *found : 0;
}

static int by_morph(const void *x, const void *y) {
  const uint64_t *a = x, *b = y;
  return (*a > *b) - (*a < *b);
}

/* The id of this set of morphs; a new set is appended to `out` as its count and its morphs. */
static uint32_t class_of(struct linker *l, const struct build_reading *r, uint32_t n,
                         struct buf *out) {
  uint64_t *set = ARENA_ARRAY(l->arena, uint64_t, n);
  size_t kept = 0;
  for (uint32_t i = 0; i < n; i++) set[i] = r[i].morph;
  if (n) qsort(set, n, sizeof *set, by_morph);
  for (size_t i = 0; i < n; i++)
    if (!i || set[i] != set[i - 1]) set[kept++] = set[i];
  calque_str key = {(const char *)set, kept * sizeof *set};
  uint32_t *id = map_add(&l->classes, key, 0);
  if (!*id) {
    uint64_t count = kept;
    *id = (uint32_t)l->classes.n;
    buf_add(out, &count, sizeof count);
    buf_str(out, key);
  }
  return *id;
}

static void write_readings(const struct linker *l, uint32_t id, struct word *w,
                           struct buf *readings) {
  uint32_t n;
  const struct build_reading *r = readings_of(l->build, id, &n);
  w->reading = (uint32_t)(readings->len / sizeof(struct reading));
  w->n_readings = (uint16_t)n;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t lemma = build_find(l->build, r[i].lemma);
    struct reading reading = {r[i].morph, lemma ? lemma : id, 0};
    w->morph |= r[i].morph;
    buf_add(readings, &reading, sizeof reading);
  }
}

static bool is_plain(calque_str name) {
  for (size_t i = 0, len; i < name.len; i += len)
    if (!utf8_is_lower(utf8_decode(str_slice(name, i, name.len), &len))) return false;
  return true;
}

/* What a text is about is counted by lemmas; a form tells all that is asked of its own. */
static void link_lemma(const struct linker *l, struct word *w, uint32_t lemma) {
  const struct build_word *of = &l->build->words.ptr[lemma];
  w->lemma = lemma;
  w->rarity = of->idf < w->idf ? of->idf : w->idf;
  if (of->flags & WORD_STOP) w->flags |= WORD_STOP_LEMMA;
}

static struct word record(struct linker *l, uint32_t id, struct buf *readings,
                          struct buf *classes) {
  const struct build_word *b = &l->build->words.ptr[id];
  uint32_t n;
  const struct build_reading *r = readings_of(l->build, id, &n);
  struct word w = {.flags = b->flags | (is_plain(b->name) ? (uint32_t)WORD_PLAIN : 0),
                   .name_len = (uint8_t)b->name.len,
                   .french = b->french,
                   .english = b->english,
                   .news = b->news,
                   .idf = b->idf};
  if (n) w.class_id = (uint16_t)class_of(l, r, n, classes);
  write_readings(l, id, &w, readings);
  w.flags |= lexicon_verb_flags(w.morph);
  link_lemma(l, &w, usual_lemma(l, id));
  w.accented = accented_form(l, b);
  return w;
}

calque_status build_words(const struct build *b, struct buf *words, struct buf *readings,
                          struct buf *classes, calque_error *err) {
  struct linker l = {.build = b, .arena = calque_arena_new()};
  uint32_t name = 0;
  l.lemmas = ARENA_ARRAY(l.arena, struct lemma_weight, b->words.n);
  map_init(&l.accents, l.arena, b->words.n, 0);
  map_init(&l.classes, l.arena, 4096, 0);
  weigh_lemmas(&l);
  collect_accents(&l);
  for (uint32_t id = 0; id < b->words.n; id++) {
    struct word w = {0};
    if (id) w = record(&l, id, readings, classes);
    w.name = name;
    name += w.name_len;
    buf_add(words, &w, sizeof w);
  }
  size_t n_classes = l.classes.n;
  calque_arena_free(l.arena);
  if (n_classes > UINT16_MAX)
    return fail(err, CALQUE_E_LIMIT, b->sources->french_dic, 0,
                "%zu kinds of ambiguity, more than the table can tell apart", n_classes);
  return CALQUE_OK;
}
