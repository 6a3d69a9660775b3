/* dictionaries/calques.tsv -> the section `phrases`: rows, elements, alternatives, and an index
 * from words to the rows that may stand where the word does. A row is indexed by the element whose
 * words are rarest in French news, so that common words start nothing. */
#include <stdlib.h>

#include "lexicon/phrase_format.h"
#include "lexicon/tsv.h"

#define CALQUE_COLUMNS "id\tfamily\tseverity\tpattern\tenglish\tbetter\tbad\tgood"

enum { N_COLUMNS = 8 };

static calque_status read_rows(struct phrase_compiler *c, const char *dir, calque_error *err,
                               calque_status (*row)(struct phrase_compiler *, const struct tsv *,
                                                    const calque_str *, calque_error *)) {
  struct tsv t;
  calque_str cell[N_COLUMNS];
  calque_status status = tsv_open(&t, c->arena, dir, "calques.tsv", CALQUE_COLUMNS, err);
  while (!status && !(status = tsv_row(&t, cell, N_COLUMNS, err))) {
    status = row(c, &t, cell, err);
  }
  return status == CALQUE_END ? CALQUE_OK : status;
}

static calque_status collect_row(struct phrase_compiler *c, const struct tsv *t,
                                 const calque_str *cell, calque_error *err) {
  return phrase_parse(c, cell[3], t->path, t->line, err);
}

calque_status phrases_collect(struct build *b, calque_error *err) {
  struct phrase_compiler c = {.arena = b->arena, .collect = b};
  buf_init(&c.bytes, TSV_MAX_FILE);
  calque_status status = read_rows(&c, b->sources->data_dir, err, collect_row);
  buf_free(&c.bytes);
  return status;
}

static struct phrase_text add_text(struct phrase_compiler *c, calque_str s) {
  struct phrase_text text = {(uint32_t)c->bytes.len, (uint32_t)s.len};
  buf_str(&c->bytes, s);
  return text;
}

static calque_status severity_of(calque_str s, const struct tsv *t, uint32_t *out,
                                 calque_error *err) {
  static const calque_str names[] = {STR_INIT("note"), STR_INIT("minor"), STR_INIT("major"),
                                     STR_INIT("critical")};
  for (uint32_t i = 0; i < COUNT(names); i++)
    if (str_eq(s, names[i])) return *out = i, CALQUE_OK;
  return fail(err, CALQUE_E_SYNTAX, t->path, t->line, "'%.*s' is no severity", STR_ARG(s));
}

/* Forms of a lemma: pairs sorted by lemma, made once. */
struct form_of {
  word_id lemma, form;
};

static int by_lemma(const void *a, const void *b) {
  const struct form_of *x = a, *y = b;
  if (x->lemma != y->lemma) return x->lemma < y->lemma ? -1 : 1;
  return (x->form > y->form) - (x->form < y->form);
}

typedef ARRAY(struct form_of) form_array;

static form_array all_forms(const struct build *b) {
  form_array out = {0};
  for (uint32_t i = 1; i < b->words.n; i++) {
    const struct build_word *w = &b->words.ptr[i];
    for (uint32_t k = 0; k < w->n_readings; k++) {
      struct form_of f = {build_find(b, b->readings.ptr[w->first_reading + k].lemma), i};
      if (f.lemma) ARRAY_PUSH(b->arena, &out, f);
    }
  }
  if (out.n) qsort(out.ptr, out.n, sizeof *out.ptr, by_lemma);
  return out;
}

static size_t first_form(const form_array *forms, word_id lemma) {
  size_t low = 0, high = forms->n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (forms->ptr[middle].lemma < lemma) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* How often an alternative starts a comparison in running text; the figure of struct word is a
 * logarithm, so 2^(news/8) is proportional to the count. -1: it has no word to be found by. */
static double cost_of(const struct build *b, const form_array *forms,
                      const struct phrase_alternative *a) {
  double sum = 0;
  switch (a->kind) {
    case ALTERNATIVE_ANY_CASE:
    case ALTERNATIVE_EXACT:
      return a->value ? (double)((uint64_t)1 << (b->words.ptr[a->value].news / 8)) : 0;
    case ALTERNATIVE_LEMMA:
      for (size_t i = first_form(forms, a->value); i < forms->n && forms->ptr[i].lemma == a->value;
           i++)
        sum += (double)((uint64_t)1 << (b->words.ptr[forms->ptr[i].form].news / 8));
      return sum;
    default: return -1;
  }
}

static double element_cost(const struct phrase_compiler *c, const form_array *forms,
                           const struct phrase_element *e) {
  double sum = 0;
  if (e->kind != ELEMENT_ALTERNATIVES || e->optional) return -1;
  for (uint32_t i = 0; i < e->n; i++) {
    double cost = cost_of(c->build, forms, &c->alternatives.ptr[e->first + i]);
    if (cost < 0) return -1;
    sum += cost;
  }
  return sum;
}

struct posting {
  uint32_t word, row;
};

typedef ARRAY(struct posting) posting_array;

static int by_word(const void *a, const void *b) {
  const struct posting *x = a, *y = b;
  if (x->word != y->word) return x->word < y->word ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

static void post(const struct phrase_compiler *c, const form_array *forms, uint32_t row,
                 const struct phrase_alternative *a, posting_array *out) {
  struct posting p = {a->value, row};
  if (!a->value) return;
  if (a->kind != ALTERNATIVE_LEMMA) {
    ARRAY_PUSH(c->arena, out, p);
    return;
  }
  for (size_t i = first_form(forms, a->value); i < forms->n && forms->ptr[i].lemma == a->value;
       i++) {
    p.word = forms->ptr[i].form;
    ARRAY_PUSH(c->arena, out, p);
  }
}

static void add_bit(struct phrase_element *e, word_id word) {
  uint32_t bit = phrase_bit(word);
  e->words[bit / 32] |= UINT32_C(1) << (bit % 32);
}

/* Which words an element may be at all: for most tokens it is none of them. */
static void mark_words(const struct phrase_compiler *c, const form_array *forms,
                       struct phrase_element *e) {
  for (uint32_t k = 0; k < e->n; k++) {
    const struct phrase_alternative *a = &c->alternatives.ptr[e->first + k];
    if (a->kind == ALTERNATIVE_LEMMA) {
      for (size_t i = first_form(forms, a->value); i < forms->n && forms->ptr[i].lemma == a->value;
           i++)
        add_bit(e, forms->ptr[i].form);
    } else if (a->kind == ALTERNATIVE_ANY_CASE || a->kind == ALTERNATIVE_EXACT) {
      add_bit(e, a->value);
    } else {
      memset(e->words, 0xff, sizeof e->words);
    }
  }
}

/* Finds the anchor of a row and posts its words. */
static calque_status index_row(struct phrase_compiler *c, const form_array *forms, uint32_t row,
                               posting_array *out, const char *path, calque_error *err) {
  struct phrase_row *r = &c->rows.ptr[row];
  double best = -1;
  for (uint32_t i = 0; i < r->n; i++) {
    double cost = element_cost(c, forms, &c->elements.ptr[r->first + i]);
    if (cost < 0 || (best >= 0 && cost >= best)) continue;
    best = cost;
    r->anchor = i;
  }
  if (best < 0)
    return fail(err, CALQUE_E_SYNTAX, path, 0, "row '%.*s' has no word to be found by",
                (int)r->id.len, c->bytes.ptr + r->id.offset);
  const struct phrase_element *e = &c->elements.ptr[r->first + r->anchor];
  for (uint32_t i = 0; i < e->n; i++) post(c, forms, row, &c->alternatives.ptr[e->first + i], out);
  return CALQUE_OK;
}

static calque_status compile_row(struct phrase_compiler *c, const struct tsv *t,
                                 const calque_str *cell, calque_error *err) {
  struct phrase_row r = {.first = (uint32_t)c->elements.n};
  calque_status status = phrase_parse(c, cell[3], t->path, t->line, err);
  r.n = (uint32_t)c->elements.n - r.first;
  if (!status) status = severity_of(cell[2], t, &r.severity, err);
  r.id = add_text(c, cell[0]);
  r.family = add_text(c, cell[1]);
  r.english = add_text(c, cell[4]);
  r.better = add_text(c, cell[5]);
  ARRAY_PUSH(c->arena, &c->rows, r);
  return status;
}

/* One bit a word; `keys` are sorted by word. */
static struct phrase_block *make_blocks(const struct phrase_compiler *c,
                                        const struct phrase_key *keys, size_t n_keys,
                                        uint32_t *n_blocks) {
  *n_blocks = (uint32_t)(c->build->words.n / 32 + 1);
  struct phrase_block *blocks = ARENA_ARRAY(c->arena, struct phrase_block, *n_blocks);
  for (size_t i = 0; i < n_keys; i++)
    blocks[keys[i].word / 32].bits |= UINT32_C(1) << (keys[i].word % 32);
  for (uint32_t i = 1; i < *n_blocks; i++)
    blocks[i].before = blocks[i - 1].before + (uint32_t)__builtin_popcount(blocks[i - 1].bits);
  return blocks;
}

static void write_section(const struct phrase_compiler *c, posting_array *postings,
                          struct buf *out) {
  ARRAY(struct phrase_key) keys = {0};
  ARRAY(uint32_t) rows = {0};
  if (postings->n) qsort(postings->ptr, postings->n, sizeof *postings->ptr, by_word);
  for (size_t i = 0; i < postings->n; i++) {
    const struct posting *p = &postings->ptr[i];
    if (i && p[-1].word == p->word && p[-1].row == p->row) continue;
    if (!keys.n || ARRAY_LAST(&keys).word != p->word) {
      struct phrase_key key = {p->word, (uint32_t)rows.n, 0};
      ARRAY_PUSH(c->arena, &keys, key);
    }
    ARRAY_LAST(&keys).n++;
    ARRAY_PUSH(c->arena, &rows, p->row);
  }
  struct phrase_header h = {
      (uint32_t)c->rows.n,   (uint32_t)c->elements.n, (uint32_t)c->alternatives.n,
      (uint32_t)keys.n,      (uint32_t)rows.n,        0,
      (uint32_t)c->bytes.len};
  const struct phrase_block *blocks = make_blocks(c, keys.ptr, keys.n, &h.n_blocks);
  buf_add(out, &h, sizeof h);
  buf_add(out, c->rows.ptr, c->rows.n * sizeof *c->rows.ptr);
  buf_add(out, c->elements.ptr, c->elements.n * sizeof *c->elements.ptr);
  buf_add(out, c->alternatives.ptr, c->alternatives.n * sizeof *c->alternatives.ptr);
  buf_add(out, keys.ptr, keys.n * sizeof *keys.ptr);
  buf_add(out, rows.ptr, rows.n * sizeof *rows.ptr);
  buf_add(out, blocks, h.n_blocks * sizeof *blocks);
  buf_add(out, c->bytes.ptr, c->bytes.len);
}

calque_status phrases_compile(const struct build *b, struct buf *out, calque_error *err) {
  struct phrase_compiler c = {.arena = b->arena, .build = b};
  posting_array postings = {0};
  buf_init(&c.bytes, TSV_MAX_FILE);
  calque_status status = read_rows(&c, b->sources->data_dir, err, compile_row);
  form_array forms = all_forms(b);
  for (uint32_t i = 0; i < c.rows.n && !status; i++)
    status = index_row(&c, &forms, i, &postings, "calques.tsv", err);
  for (size_t i = 0; i < c.elements.n && !status; i++) mark_words(&c, &forms, &c.elements.ptr[i]);
  if (!status) write_section(&c, &postings, out);
  buf_free(&c.bytes);
  return status;
}
