/* The words and figures of dictionaries/: how frequent a word is, and which lists name it. */
#include "lexicon/build.h"
#include "lexicon/format.h"
#include "lexicon/phrase_format.h"
#include "lexicon/tsv.h"

enum { MAX_COUNT = 255 };

static calque_status cell_byte(const struct tsv *t, calque_str cell, uint8_t *out,
                               calque_error *err) {
  uint64_t n;
  if (!str_to_u64(cell, &n) || n > MAX_COUNT)
    return fail(err, CALQUE_E_SYNTAX, t->path, t->line, "'%.*s' is no number from 0 to 255",
                STR_ARG(cell));
  *out = (uint8_t)n;
  return CALQUE_OK;
}

static calque_status read_frequencies(struct build *b, calque_error *err) {
  struct tsv t;
  calque_str cell[5];
  calque_status status = tsv_open(&t, b->arena, b->sources->data_dir, "frequencies.tsv",
                                  "word\tfrench\tenglish\tnews\tidf", err);
  while (!status && !(status = tsv_row(&t, cell, 5, err))) {
    struct build_word *w = &b->words.ptr[build_add(b, cell[0])];
    uint8_t *const fields[] = {&w->french, &w->english, &w->news, &w->idf};
    for (size_t i = 0; i < 4 && !status; i++) status = cell_byte(&t, cell[i + 1], fields[i], err);
  }
  return status == CALQUE_END ? CALQUE_OK : status;
}

/* Sets a flag on every word of a column; `separator` 0: the cell is one word. */
static void flag_words(struct build *b, calque_str cell, char separator, uint32_t flag) {
  for (calque_str rest = cell; rest.ptr;) {
    calque_str word = separator ? str_trim(str_cut(&rest, separator)) : rest;
    if (word.len) b->words.ptr[build_add(b, word)].flags |= flag;
    if (!separator) break;
  }
}

struct flag_list {
  const char *file, *columns;
  size_t n_columns, n_word_columns; /* the first ones hold words, separated by spaces */
  uint32_t flag;
};

static const struct flag_list flag_lists[] = {
    {"stopwords.tsv", "word\tkind\texample", 3, 1, WORD_STOP},
    {"english_function_words.tsv", "word\tfrench\texample", 3, 1, WORD_ENGLISH_FUNCTION},
    {"anglicisms.tsv", "word\tforms\tnote\texample", 4, 2, WORD_ANGLICISM},
    {"programming.tsv", "word\texample", 2, 1, WORD_PROGRAMMING},
};

static calque_status read_flags(struct build *b, const struct flag_list *list, calque_error *err) {
  struct tsv t;
  calque_str cell[TSV_MAX_COLUMNS];
  calque_status status =
      tsv_open(&t, b->arena, b->sources->data_dir, list->file, list->columns, err);
  while (!status && !(status = tsv_row(&t, cell, list->n_columns, err)))
    for (size_t i = 0; i < list->n_word_columns; i++) flag_words(b, cell[i], ' ', list->flag);
  return status == CALQUE_END ? CALQUE_OK : status;
}

/* The words of every form, so that they have ids. Listed are forms of one word, and the first word
 * of longer ones that begin with a capital: « Photo by ». */
static void add_forms(struct build *b, calque_str forms, uint32_t flag) {
  while (forms.ptr) {
    calque_str form = str_trim(str_cut(&forms, '|')), rest = form;
    flag_words(b, form, ' ', 0);
    calque_str first = str_cut(&rest, ' ');
    bool capital = first.len && first.ptr[0] >= 'A' && first.ptr[0] <= 'Z';
    if (!rest.ptr || capital) flag_words(b, first, 0, flag);
  }
}

static calque_status read_english(struct build *b, calque_error *err) {
  struct tsv t;
  calque_str cell[4];
  const char *dir = b->sources->data_dir;
  calque_status status =
      tsv_open(&t, b->arena, dir, "english_french.tsv", "english\tfrench\tkind\texample", err);
  while (!status && !(status = tsv_row(&t, cell, 4, err)))
    add_forms(b, cell[0], WORD_ENGLISH_LISTED);
  if (status == CALQUE_END)
    status = tsv_open(&t, b->arena, dir, "english_terms.tsv", "term\texample", err);
  while (!status && !(status = tsv_row(&t, cell, 2, err))) add_forms(b, cell[0], 0);
  return status == CALQUE_END ? CALQUE_OK : status;
}

static void copy_readings(struct build *b, uint32_t to, calque_str from_name) {
  uint32_t from = build_find(b, from_name);
  const struct build_word source = b->words.ptr[from];
  struct build_word *w = &b->words.ptr[to];
  if (!w->n_readings) w->first_reading = (uint32_t)b->readings.n;
  for (uint32_t i = 0; i < source.n_readings; i++) {
    struct build_reading r = b->readings.ptr[source.first_reading + i];
    ARRAY_PUSH(b->arena, &b->readings, r);
    w->n_readings++;
  }
}

/* l' has the readings of le and la. Hunspell knows elided words only as prefixes. */
static calque_status read_elisions(struct build *b, calque_error *err) {
  struct tsv t;
  calque_str cell[3];
  calque_status status =
      tsv_open(&t, b->arena, b->sources->data_dir, "elisions.tsv", "elided\tfull\texample", err);
  while (!status && !(status = tsv_row(&t, cell, 3, err))) {
    uint32_t id = build_add(b, cell[0]);
    b->words.ptr[id].flags |= WORD_FRENCH | WORD_STOP;
    b->words.ptr[id].n_readings = 0;
    for (calque_str rest = cell[1]; rest.ptr;) copy_readings(b, id, str_cut(&rest, ' '));
  }
  return status == CALQUE_END ? CALQUE_OK : status;
}

/* « Parlement », « Le »: the frequency list has capital forms of words that the dictionaries have
 * in lower case only. They are those words, with a frequency of their own. */
static void inherit(struct build *b, uint32_t id) {
  char out[BUILD_MAX_NAME * 3];
  size_t first;
  struct build_word *w = &b->words.ptr[id];
  if (w->flags || !utf8_is_upper(utf8_decode(w->name, &first))) return;
  calque_str lower = {out, utf8_lower_word(w->name, out)};
  if (lower.len != w->name.len ||
      memcmp(lower.ptr + first, w->name.ptr + first, lower.len - first) != 0)
    return;
  const struct build_word *from = &b->words.ptr[build_find(b, lower)];
  if (from->flags & (WORD_KEEP_CASE | WORD_ENGLISH_KEEP_CASE)) return;
  w->flags = from->flags;
  w->first_reading = from->first_reading;
  w->n_readings = from->n_readings;
  if (from->idf < w->idf) w->idf = from->idf;
}

calque_status build_lists(struct build *b, calque_error *err) {
  calque_status status = read_frequencies(b, err);
  for (size_t i = 0; !status && i < COUNT(flag_lists); i++)
    status = read_flags(b, &flag_lists[i], err);
  if (!status) status = read_english(b, err);
  if (!status) status = read_elisions(b, err);
  if (!status) status = phrases_collect(b, err);
  for (uint32_t id = 1; !status && id < b->words.n; id++) inherit(b, id);
  return status;
}
