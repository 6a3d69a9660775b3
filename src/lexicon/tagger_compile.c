/* dictionaries/tagger.tsv -> dense costs of trigrams and a row of costs for every word. A row of
 * the file: what it is about, its key, the costs of tags.
 *
 *   after   NA            E:31 P:14 ...   tags behind a noun and an adjective; *A: behind any tag
 * and an adjective, where no row of two tags says more look    <capitals>    X:-20 N:3 tagger_look
 *   class   NV            N:-9 V:12       words that may be these tags by the dictionary
 *   word    porte         N:2 V:8         a word that the treebank has often
 *   suffix  ment          R:-30 N:11      unknown words with this ending */
#include <stdlib.h>

#include "lexicon/tagger_format.h"
#include "lexicon/tsv.h"

enum { MAX_COST = 4096 };

struct tagger_build {
  calque_arena *arena;
  uint8_t *after;
  bool *stated; /* a row of two tags gave it */
  ARRAY(struct tagger_row) rows;
  ARRAY(struct tagger_cell) cells;
  ARRAY(struct tagger_suffix) suffixes;
  struct map classes; /* name -> row */
  uint16_t *row_of_word;
};

static bool read_cell(calque_str s, struct tagger_cell *out) {
  uint64_t value;
  enum tag tag = s.len > 2 && s.ptr[1] == ':' ? tagger_tag(s.ptr[0]) : N_TAGS;
  bool negative = s.len > 2 && s.ptr[2] == '-';
  if (tag == N_TAGS || !str_to_u64(str_slice(s, negative ? 3 : 2, s.len), &value)) return false;
  if (value > MAX_COST) return false;
  *out = (struct tagger_cell){(uint8_t)tag, 0, (int16_t)(negative ? -(int)value : (int)value)};
  return true;
}

/* The costs behind tags a and b; a is N_TAGS for any. */
static void set_after(struct tagger_build *g, enum tag a, enum tag b, const struct tagger_cell *c,
                      size_t n) {
  for (uint32_t i = 0; i < N_TAGS; i++) {
    size_t context = (size_t)i * N_TAGS + b;
    if (a == N_TAGS ? g->stated[context] : i != a) continue;
    memset(g->after + context * N_TAGS, TAGGER_NEVER, N_TAGS);
    for (size_t k = 0; k < n; k++)
      g->after[context * N_TAGS + c[k].tag] = (uint8_t)(c[k].cost < 0              ? 0
                                                        : c[k].cost < TAGGER_NEVER ? c[k].cost
                                                                                   : TAGGER_NEVER);
    g->stated[context] = a != N_TAGS;
  }
}

static bool read_after(struct tagger_build *g, calque_str key, const struct tagger_cell *c,
                       size_t n) {
  if (key.len != 2) return false;
  enum tag a = tagger_tag(key.ptr[0]), b = tagger_tag(key.ptr[1]);
  if (b == N_TAGS || (a == N_TAGS && key.ptr[0] != '*')) return false;
  set_after(g, a, b, c, n);
  return true;
}

static uint16_t add_row(struct tagger_build *g, const struct tagger_cell *cells, size_t n) {
  struct tagger_row row = {(uint16_t)g->cells.n, (uint16_t)n};
  for (size_t i = 0; i < n; i++) ARRAY_PUSH(g->arena, &g->cells, cells[i]);
  ARRAY_PUSH(g->arena, &g->rows, row);
  return (uint16_t)(g->rows.n - 1);
}

static bool read_look(struct tagger_build *g, calque_str key, uint16_t row) {
  static const calque_str names[] = {
#define L(name, text) STR_INIT(text),
      TAGGER_LOOKS(L)
#undef L
  };
  for (size_t i = 0; i < COUNT(names); i++)
    if (str_eq(key, names[i])) {
      g->rows.ptr[i] = g->rows.ptr[row];
      return true;
    }
  return false;
}

static bool read_suffix(struct tagger_build *g, calque_str key, uint16_t row) {
  struct tagger_suffix s = {.row = row};
  size_t n = 0;
  for (size_t i = 0; i < key.len; i++) n += ((unsigned char)key.ptr[i] & 0xc0) != 0x80;
  if (n > TAGGER_SUFFIX || !tagger_ending(key, n, s.text)) return false;
  ARRAY_PUSH(g->arena, &g->suffixes, s);
  return true;
}

static bool read_row(const struct build *b, struct tagger_build *g, const calque_str *cell) {
  struct tagger_cell cells[N_TAGS];
  size_t n = 0;
  for (calque_str rest = cell[2]; rest.ptr;) {
    calque_str one = str_cut(&rest, ' ');
    if (n == N_TAGS || !read_cell(one, &cells[n++])) return false;
  }
  if (str_eq(cell[0], STR("after"))) return read_after(g, cell[1], cells, n);
  uint16_t row = add_row(g, cells, n);
  if (str_eq(cell[0], STR("look"))) return read_look(g, cell[1], row);
  if (str_eq(cell[0], STR("suffix"))) return read_suffix(g, cell[1], row);
  if (str_eq(cell[0], STR("class"))) *map_add(&g->classes, cell[1], 0) = row;
  else if (str_eq(cell[0], STR("word"))) g->row_of_word[build_find(b, cell[1])] = row;
  else return false;
  return true;
}

static calque_status read_table(const struct build *b, struct tagger_build *g, calque_error *err) {
  struct tsv t;
  calque_str cell[3];
  calque_status status =
      tsv_open(&t, g->arena, b->sources->data_dir, "tagger.tsv", "kind\tkey\tcosts", err);
  while (!status && !(status = tsv_row(&t, cell, 3, err))) {
    if (!read_row(b, g, cell))
      status = fail(err, CALQUE_E_SYNTAX, t.path, t.line, "'%.*s' is no row of the tagger",
                    STR_ARG(cell[1]));
    else if (g->cells.n + N_TAGS > UINT16_MAX)
      status = fail(err, CALQUE_E_LIMIT, t.path, t.line, "more than %u costs", UINT16_MAX);
  }
  return status == CALQUE_END ? CALQUE_OK : status;
}

/* A class that the treebank does not have: any of its tags. */
static uint16_t row_of_class(struct tagger_build *g, uint32_t tags) {
  char name[TAGGER_CLASS];
  struct tagger_cell cells[N_TAGS];
  size_t n = 0;
  calque_str key = tagger_class(tags, name);
  uint32_t *row = map_find(&g->classes, key);
  if (row) return (uint16_t)*row;
  for (uint8_t i = 0; i < N_TAGS; i++)
    if (tags & (1u << i)) cells[n++] = (struct tagger_cell){i, 0, 0};
  uint16_t added = add_row(g, cells, n);
  *map_add(&g->classes, arena_copy(g->arena, key), 0) = added;
  return added;
}

static void fill_words(const struct build *b, struct tagger_build *g) {
  for (size_t i = 1; i < b->words.n; i++) {
    const struct build_word *w = &b->words.ptr[i];
    uint32_t tags = 0;
    for (uint32_t k = 0; k < w->n_readings; k++)
      tags |= tagger_tags_of(b->readings.ptr[w->first_reading + k].morph);
    if (!g->row_of_word[i] && tags) g->row_of_word[i] = row_of_class(g, tags);
  }
  g->row_of_word[0] = 0;
}

static int by_text(const void *a, const void *b) {
  const struct tagger_suffix *x = a, *y = b;
  return memcmp(x->text, y->text, sizeof x->text);
}

static void add_padded(struct buf *out, const void *bytes, size_t n) {
  static const char zeros[8];
  if (n) buf_add(out, bytes, n);
  buf_add(out, zeros, (size_t)tagger_padded(n) - n);
}

static void write_section(const struct build *b, struct tagger_build *g, struct buf *out) {
  size_t n_words = b->words.n;
  if (g->suffixes.n) qsort(g->suffixes.ptr, g->suffixes.n, sizeof *g->suffixes.ptr, by_text);
  struct tagger_header h = {
      N_TAGS, (uint32_t)g->rows.n, (uint32_t)g->cells.n, (uint32_t)g->suffixes.n, (uint32_t)n_words,
      0};
  buf_add(out, &h, sizeof h);
  add_padded(out, g->after, (size_t)N_TAGS * N_TAGS * N_TAGS);
  add_padded(out, g->rows.ptr, g->rows.n * sizeof *g->rows.ptr);
  add_padded(out, g->cells.ptr, g->cells.n * sizeof *g->cells.ptr);
  add_padded(out, g->suffixes.ptr, g->suffixes.n * sizeof *g->suffixes.ptr);
  add_padded(out, g->row_of_word, n_words * sizeof *g->row_of_word);
}

calque_status tagger_compile(const struct build *b, struct buf *out, calque_error *err) {
  struct tagger_build g = {.arena = calque_arena_new()};
  g.after = ARENA_ARRAY(g.arena, uint8_t, N_TAGS * N_TAGS * N_TAGS);
  g.stated = ARENA_ARRAY(g.arena, bool, N_TAGS *N_TAGS);
  g.row_of_word = ARENA_ARRAY(g.arena, uint16_t, b->words.n + 1);
  map_init(&g.classes, g.arena, 256, 0);
  for (int i = 0; i < N_LOOKS; i++) ARRAY_PUSH(g.arena, &g.rows, (struct tagger_row){0});
  calque_status status = read_table(b, &g, err);
  if (!status) {
    fill_words(b, &g);
    write_section(b, &g, out);
  }
  calque_arena_free(g.arena);
  return status;
}
