/* dictionaries/english_french.tsv and english_terms.tsv -> the section of english_table.h. */
#include <stdlib.h>

#include "lexicon/build.h"
#include "lexicon/english_table.h"
#include "lexicon/tsv.h"

static const struct kind {
  const char *name;
  enum english_kind kind;
} kinds[] = {
    {"noun", ENGLISH_WORD},     {"verb", ENGLISH_WORD},           {"adjective", ENGLISH_WORD},
    {"adverb", ENGLISH_WORD},   {"function", ENGLISH_WORD},       {"phrase", ENGLISH_PHRASE},
    {"place", ENGLISH_PLACE},   {"date", ENGLISH_DATE},           {"title", ENGLISH_TITLE},
    {"credit", ENGLISH_CREDIT}, {"furniture", ENGLISH_FURNITURE}, {"term", ENGLISH_TERM},
};

struct table_build {
  const struct build *b;
  ARRAY(struct english_entry) entries;
  struct buf texts;
};

static bool kind_of(calque_str name, uint8_t *out) {
  for (size_t i = 0; i < COUNT(kinds); i++)
    if (str_eq(calque_str_of(kinds[i].name), name)) return *out = (uint8_t)kinds[i].kind, true;
  return false;
}

/* One form: its words by id. */
static calque_status add_form(struct table_build *t, const struct tsv *tsv, calque_str form,
                              calque_str french, uint8_t kind, calque_error *err) {
  struct english_entry e = {
      .kind = kind, .french = (uint32_t)t->texts.len, .french_len = (uint16_t)french.len};
  for (calque_str rest = form; rest.ptr;) {
    calque_str word = str_cut(&rest, ' ');
    if (!word.len || e.n_words == ENGLISH_TABLE_WORDS)
      return fail(err, CALQUE_E_SYNTAX, tsv->path, tsv->line, "'%.*s' has no words or too many",
                  STR_ARG(form));
    e.words[e.n_words++] = build_find(t->b, word);
    if (!e.words[e.n_words - 1])
      return fail(err, CALQUE_E_CONFIG, tsv->path, tsv->line, "'%.*s' is not in the word table",
                  STR_ARG(word));
  }
  buf_str(&t->texts, french);
  ARRAY_PUSH(t->b->arena, &t->entries, e);
  return CALQUE_OK;
}

/* Forms and their French stand side by side, between bars; the last French serves the rest. */
static calque_status add_row(struct table_build *t, const struct tsv *tsv, calque_str english,
                             calque_str french, calque_str kind, calque_error *err) {
  uint8_t k;
  if (!kind_of(kind, &k))
    return fail(err, CALQUE_E_SYNTAX, tsv->path, tsv->line, "no kind is named '%.*s'",
                STR_ARG(kind));
  calque_str put = {"", 0};
  calque_status status = CALQUE_OK;
  while (english.ptr && !status) {
    calque_str form = str_trim(str_cut(&english, '|'));
    if (french.ptr) put = str_trim(str_cut(&french, '|'));
    status = add_form(t, tsv, form, put, k, err);
  }
  return status;
}

static calque_status read_words(struct table_build *t, calque_error *err) {
  struct tsv tsv;
  calque_str cell[4];
  calque_status status = tsv_open(&tsv, t->b->arena, t->b->sources->data_dir, "english_french.tsv",
                                  "english\tfrench\tkind\texample", err);
  while (!status && !(status = tsv_row(&tsv, cell, 4, err)))
    status = add_row(t, &tsv, cell[0], cell[1], cell[2], err);
  return status == CALQUE_END ? CALQUE_OK : status;
}

static calque_status read_terms(struct table_build *t, calque_error *err) {
  struct tsv tsv;
  calque_str cell[2];
  calque_status status = tsv_open(&tsv, t->b->arena, t->b->sources->data_dir, "english_terms.tsv",
                                  "term\texample", err);
  while (!status && !(status = tsv_row(&tsv, cell, 2, err)))
    status = add_row(t, &tsv, cell[0], (calque_str){"", 0}, STR("term"), err);
  return status == CALQUE_END ? CALQUE_OK : status;
}

static int by_words(const void *a, const void *b) {
  const struct english_entry *x = a, *y = b;
  for (size_t i = 0; i < ENGLISH_TABLE_WORDS; i++)
    if (x->words[i] != y->words[i]) return x->words[i] < y->words[i] ? -1 : 1;
  return (x->kind > y->kind) - (x->kind < y->kind);
}

build_section build_english; /* named in sections.def */

calque_status build_english(const struct build *b, struct buf *out, calque_error *err) {
  struct table_build t = {.b = b};
  buf_init(&t.texts, TSV_MAX_FILE);
  calque_status status = read_words(&t, err);
  if (!status) status = read_terms(&t, err);
  uint64_t n = t.entries.n;
  if (n) qsort(t.entries.ptr, t.entries.n, sizeof *t.entries.ptr, by_words);
  buf_add(out, &n, sizeof n);
  buf_add(out, t.entries.ptr, t.entries.n * sizeof *t.entries.ptr);
  buf_str(out, buf_view(&t.texts));
  buf_free(&t.texts);
  return status;
}
