/* The words of numbers: two sorted tables, searched by halves. */
#include "english/number_parse.h"

static const struct number_word FRENCH_WORDS[] = {
#define NUMBER_WORD(word, role, value) {word, sizeof word - 1, role, value},
#include "english/number_words_fr.def"
};

static const struct number_word ENGLISH_WORDS[] = {
#include "english/number_words_en.def"
#undef NUMBER_WORD
};

const struct number_word *number_word_row(enum side side, size_t i) {
  if (side == FRENCH) return i < COUNT(FRENCH_WORDS) ? &FRENCH_WORDS[i] : NULL;
  return i < COUNT(ENGLISH_WORDS) ? &ENGLISH_WORDS[i] : NULL;
}

static calque_str name_of(const struct number_word *row) {
  return (calque_str){row->word, row->len};
}

static const struct number_word *table_of(enum side side, size_t *n) {
  *n = side == FRENCH ? COUNT(FRENCH_WORDS) : COUNT(ENGLISH_WORDS);
  return side == FRENCH ? FRENCH_WORDS : ENGLISH_WORDS;
}

/* Index of the first row of `word` plus one; 0: none. */
static uint16_t first_row(enum side side, calque_str word) {
  size_t n, low = 0;
  const struct number_word *rows = table_of(side, &n);
  for (size_t high = n; low < high;) {
    size_t middle = (low + high) / 2;
    if (str_compare(name_of(&rows[middle]), word) < 0) low = middle + 1;
    else high = middle;
  }
  return low < n && str_eq(name_of(&rows[low]), word) ? (uint16_t)(low + 1) : 0;
}

static const struct number_word *row_in_role(enum side side, uint16_t first,
                                             enum number_role role) {
  size_t n;
  const struct number_word *rows = table_of(side, &n);
  if (!first) return NULL;
  calque_str word = name_of(&rows[first - 1]);
  for (size_t i = first - 1u; i < n && str_eq(name_of(&rows[i]), word); i++) {
    if (rows[i].role == role) return &rows[i];
  }
  return NULL;
}

static struct number_rows rows_of(enum side side, calque_str folded) {
  struct number_rows rows = {first_row(side, folded), 0};
  if (folded.len >= 3 && folded.ptr[folded.len - 1] == 's') {
    rows.singular = first_row(side, str_slice(folded, 0, folded.len - 1));
  }
  return rows;
}

static const struct number_word *find(enum side side, struct number_rows rows,
                                      enum number_role role) {
  const struct number_word *row = row_in_role(side, rows.exact, role);
  if (row || role == MONTH) return row; /* « mais » is not the plural of « mai » */
  return row_in_role(side, rows.singular, role);
}

const struct number_word *number_word_find(enum side side, calque_str folded,
                                           enum number_role role) {
  return find(side, rows_of(side, folded), role);
}

const struct number_word *number_word_at(const struct number_scan *s, int64_t i,
                                         enum number_role role) {
  return i >= 0 && i < (int64_t)s->p->n ? find(s->side, s->rows[i], role) : NULL;
}

void number_words_look_up(struct number_scan *s) {
  struct number_rows *rows = ARENA_ARRAY(s->arena, struct number_rows, s->p->n + 1);
  for (uint32_t i = 0; i < s->p->n; i++) {
    if (s->p->ptr[i].kind == PIECE_WORD) rows[i] = rows_of(s->side, s->p->ptr[i].folded);
  }
  s->rows = rows;
}
