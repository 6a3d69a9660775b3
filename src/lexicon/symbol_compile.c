/* Readings -> symbols. A function word, être and avoir are their own symbol (=le, =avait), and two
 * more with a capital inside a sentence (^Le) and behind a hyphen (-il). A content word is the
 * sorted set of its reduced readings: Nfs, Ams, V3s, I, G, S3p, R, X. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "lexicon/symbol_format.h"

enum { MAX_READINGS = 24, REDUCED = 8 /* bytes of a reduced reading with its NUL */ };

struct symbol_table {
  calque_arena *arena;
  struct map ids; /* name -> symbol */
  ARRAY(struct symbol_entry) entries;
  struct buf names;
};

static symbol_id symbol_add(struct symbol_table *t, calque_str name) {
  uint32_t *known = map_find(&t->ids, name);
  if (known) return (symbol_id)*known;
  struct symbol_entry e = {(uint32_t)t->names.len, (uint16_t)name.len, 0, 0, 0};
  if (t->entries.n >= UINT16_MAX) return 0;
  buf_str(&t->names, name);
  *map_add(&t->ids, arena_copy(t->arena, name), 0) = (uint32_t)t->entries.n;
  ARRAY_PUSH(t->arena, &t->entries, e);
  return (symbol_id)(t->entries.n - 1);
}

static char gender_of(uint64_t m) {
  return (m & M_GENDER) == M_GENDER ? 'e' : m & M_MASC ? 'm' : m & M_FEM ? 'f' : '-';
}
static char number_of(uint64_t m) {
  return (m & M_NUMBER) == M_NUMBER ? 'i' : m & M_SING ? 's' : m & M_PLUR ? 'p' : '-';
}

typedef ARRAY(const char *) reduced_array;

static void reduce_to(struct symbol_table *t, reduced_array *out, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void reduce_to(struct symbol_table *t, reduced_array *out, const char *format, ...) {
  char text[REDUCED];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  for (size_t i = 0; i < out->n; i++)
    if (strcmp(out->ptr[i], text) == 0) return;
  const char *copy = arena_copy_z(t->arena, calque_str_of(text));
  ARRAY_PUSH(t->arena, out, copy);
}

static void reduce_verb(struct symbol_table *t, reduced_array *out, uint64_t m) {
  bool subjunctive = (m & M_SUBJUNCTIVE) && !(m & (M_PRESENT | M_IMPERFECT | M_PAST));
  char mood = subjunctive ? 'S' : 'V', number = m & M_PLUR ? 'p' : 's';
  if (m & M_1) reduce_to(t, out, "%c1%c", mood, number);
  if (m & M_2) reduce_to(t, out, "%c2%c", mood, number);
  if (m & M_3) reduce_to(t, out, "%c3%c", mood, number);
}

/* What one reading may be, in a few letters each. */
static void reduce(struct symbol_table *t, reduced_array *out, uint64_t m) {
  char g = gender_of(m), n = number_of(m);
  if (m & M_NOUN) reduce_to(t, out, "N%c%c", g, n);
  if (m & M_ADJ) reduce_to(t, out, "A%c%c", g, n);
  if (m & M_PART_PAST) reduce_to(t, out, "P%c%c", g, n);
  if (m & M_INF) reduce_to(t, out, "I");
  if (m & M_PART_PRES) reduce_to(t, out, "G");
  if (m & M_FINITE) reduce_verb(t, out, m);
  if (m & M_ADV) reduce_to(t, out, "R");
  if (m & M_PROPER) reduce_to(t, out, "X");
  if (m & M_INTERJ) reduce_to(t, out, "J");
  if (m & M_NUM) reduce_to(t, out, "B");
  if (m & M_TITLE) reduce_to(t, out, "T");
}

static int by_text(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static symbol_id content_symbol(struct symbol_table *t, const struct build *b,
                                const struct build_word *w) {
  reduced_array out = {0};
  char name[SYMBOL_NAME];
  size_t len = 0;
  for (uint32_t i = 0; i < w->n_readings && i < MAX_READINGS; i++)
    reduce(t, &out, b->readings.ptr[w->first_reading + i].morph);
  if (!out.n) return 0;
  qsort(out.ptr, out.n, sizeof *out.ptr, by_text);
  for (size_t i = 0; i < out.n; i++) {
    size_t n = strlen(out.ptr[i]);
    if (len + n + 1 >= sizeof name) break;
    if (len) name[len++] = '.';
    memcpy(name + len, out.ptr[i], n);
    len += n;
  }
  return symbol_add(t, (calque_str){name, len});
}

static bool has_capital(calque_str s) {
  size_t len;
  return utf8_is_upper(utf8_decode(s, &len));
}

/* The word itself, its capital and its clitic. */
static symbol_id function_symbol(struct symbol_table *t, calque_str name) {
  symbol_id id = symbol_add(t, arena_printf(t->arena, "=%.*s", STR_ARG(name)));
  symbol_id capital = symbol_add(t, arena_printf(t->arena, "^%.*s", STR_ARG(name)));
  symbol_id clitic = symbol_add(t, arena_printf(t->arena, "-%.*s", STR_ARG(name)));
  t->entries.ptr[id].capital = capital;
  t->entries.ptr[id].clitic = clitic;
  return id;
}

static symbol_id symbol_of(struct symbol_table *t, const struct build *b, uint32_t word) {
  const struct build_word *w = &b->words.ptr[word];
  uint64_t morph = 0;
  for (uint32_t i = 0; i < w->n_readings; i++) morph |= b->readings.ptr[w->first_reading + i].morph;
  if (!morph) return 0;
  if ((morph & (M_FUNCTION | M_AUX)) && !has_capital(w->name)) return function_symbol(t, w->name);
  return content_symbol(t, b, w);
}

calque_status symbols_compile(const struct build *b, struct buf *out, calque_error *err) {
  static const calque_str fixed[] = {
#define S(name) STR_INIT(name),
      FIXED_SYMBOLS(S)
#undef S
  };
  struct symbol_table t = {.arena = calque_arena_new()};
  uint32_t n_words = (uint32_t)b->words.n;
  symbol_id *of_word = ARENA_ARRAY(t.arena, symbol_id, n_words + 4);
  map_init(&t.ids, t.arena, 4096, 0);
  buf_init(&t.names, (size_t)1 << 24);
  for (size_t i = 0; i < COUNT(fixed); i++) symbol_add(&t, fixed[i]);
  for (uint32_t i = 1; i < n_words; i++) of_word[i] = symbol_of(&t, b, i);
  struct symbol_header h = {(uint32_t)t.entries.n, n_words, (uint32_t)t.names.len, 0};
  buf_add(out, &h, sizeof h);
  buf_add(out, t.entries.ptr, t.entries.n * sizeof *t.entries.ptr);
  buf_add(out, of_word, ((size_t)n_words + 3) / 4 * 4 * sizeof *of_word);
  buf_add(out, t.names.ptr, t.names.len);
  calque_status status = CALQUE_OK;
  if (t.entries.n >= UINT16_MAX)
    status =
        fail(err, CALQUE_E_LIMIT, b->sources->french_dic, 0, "more than %u symbols", UINT16_MAX);
  buf_free(&t.names);
  calque_arena_free(t.arena);
  return status;
}
