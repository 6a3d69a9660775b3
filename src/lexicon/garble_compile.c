/* dictionaries/garble.tsv -> dense tables. A row of the file: the left symbol, the table (pair or
 * skip), and the right symbols with 16 x: « =du | pair | Nfs:52 Nfp:71 ». */
#include "lexicon/garble_format.h"
#include "lexicon/symbol_format.h"
#include "lexicon/tsv.h"

enum { MAX_ROWS = 2048 };

struct garble_build {
  calque_arena *arena;
  struct map symbols; /* name -> symbol id */
  uint16_t *index;    /* symbol id -> row */
  uint32_t n_symbols, n;
  int8_t *tables[2];
};

/* The names of the symbols, as symbols_compile gave them out. */
static calque_status read_symbols(const struct build *b, struct garble_build *g,
                                  calque_error *err) {
  struct buf section;
  buf_init(&section, (size_t)1 << 28);
  calque_status status = symbols_compile(b, &section, err);
  if (status) return status;
  struct symbol_header h;
  calque_str s = arena_copy(g->arena, buf_view(&section));
  buf_free(&section);
  memcpy(&h, s.ptr, sizeof h);
  const struct symbol_entry *e = (const void *)(s.ptr + sizeof h);
  const char *names = s.ptr + s.len - h.names_len;
  map_init(&g->symbols, g->arena, h.n_symbols, 0);
  for (uint32_t i = 0; i < h.n_symbols; i++)
    *map_add(&g->symbols, (calque_str){names + e[i].name, e[i].name_len}, 0) = i;
  g->n_symbols = h.n_symbols;
  g->index = ARENA_ARRAY(g->arena, uint16_t, h.n_symbols + 4);
  return CALQUE_OK;
}

/* The row of a symbol, new when it has none. 0 for a symbol that these dictionaries do not make: a
 * user's own may know fewer kinds of words. */
static uint32_t row_of(struct garble_build *g, calque_str name) {
  const uint32_t *id = map_find(&g->symbols, name);
  if (!id || g->n >= MAX_ROWS) return 0;
  if (!g->index[*id]) g->index[*id] = (uint16_t)g->n++;
  return g->index[*id];
}

static calque_status read_cell(struct garble_build *g, int8_t *row, calque_str cell,
                               const struct tsv *t, calque_error *err) {
  size_t colon = cell.len;
  while (colon > 0 && cell.ptr[colon - 1] != ':') colon--;
  uint64_t value;
  if (colon < 2 || !str_to_u64(str_slice(cell, colon, cell.len), &value) || value > INT8_MAX)
    return fail(err, CALQUE_E_SYNTAX, t->path, t->line, "'%.*s' is no cell", STR_ARG(cell));
  uint32_t right = row_of(g, str_slice(cell, 0, colon - 1));
  if (right) row[right] = (int8_t)value;
  return CALQUE_OK;
}

static calque_status read_tables(const struct build *b, struct garble_build *g, calque_error *err) {
  struct tsv t;
  calque_str cell[3];
  calque_status status =
      tsv_open(&t, g->arena, b->sources->data_dir, "garble.tsv", "left\ttable\tright", err);
  while (!status && !(status = tsv_row(&t, cell, 3, err))) {
    uint32_t left = row_of(g, cell[0]);
    if (!left) continue;
    int8_t *row = g->tables[str_eq(cell[1], STR("skip"))] + (size_t)left * MAX_ROWS;
    for (calque_str rest = cell[2]; rest.ptr && !status;) {
      calque_str one = str_cut(&rest, ' ');
      if (one.len) status = read_cell(g, row, one, &t, err);
    }
  }
  return status == CALQUE_END ? CALQUE_OK : status;
}

calque_status garble_compile(const struct build *b, struct buf *out, calque_error *err) {
  struct garble_build g = {.arena = calque_arena_new(), .n = 1};
  for (int i = 0; i < 2; i++) g.tables[i] = ARENA_ARRAY(g.arena, int8_t, MAX_ROWS * MAX_ROWS);
  calque_status status = read_symbols(b, &g, err);
  if (!status) status = read_tables(b, &g, err);
  if (!status) {
    struct garble_header h = {g.n_symbols, g.n};
    buf_add(out, &h, sizeof h);
    buf_add(out, g.index, ((size_t)g.n_symbols + 3) / 4 * 4 * sizeof *g.index);
    for (int i = 0; i < 2; i++)
      for (uint32_t r = 0; r < g.n; r++) buf_add(out, g.tables[i] + (size_t)r * MAX_ROWS, g.n);
  }
  calque_arena_free(g.arena);
  return status;
}
