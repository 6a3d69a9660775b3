/* dictionaries/calques.tsv -> the section `phrases`: rows, elements, alternatives, and an index
 * from words to the rows that may stand where the word does. A row is indexed by the element whose
 * words are rarest in French news, so that common words start nothing, and tried only between words
 * that it may stand between. */
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

static uint64_t words_of(const form_array *forms, const struct phrase_alternative *a) {
  static const bool has_words[] = {
#define CLASS(name, word, test) word,
#include "lexicon/phrase_classes.def"
#undef CLASS
  };
  uint64_t words = 0;
  switch (a->kind) {
    case ALTERNATIVE_ANY_CASE:
    case ALTERNATIVE_EXACT: return phrase_bit(a->value);
    case ALTERNATIVE_LEMMA:
      for (size_t i = first_form(forms, a->value); i < forms->n && forms->ptr[i].lemma == a->value;
           i++)
        words |= phrase_bit(forms->ptr[i].form);
      return words;
    case ALTERNATIVE_CLASS: return has_words[a->value] ? UINT64_MAX : phrase_bit(0);
    default: return phrase_bit(0);
  }
}

/* What an element may be at all: for most tokens it is none of it. */
static void mark_words(const struct phrase_compiler *c, const form_array *forms,
                       struct phrase_element *e) {
  for (uint32_t k = 0; k < e->n; k++) {
    const struct phrase_alternative *a = &c->alternatives.ptr[e->first + k];
    e->words |= words_of(forms, a);
    e->stops |= a->stop;
  }
}

/* What may stand in front of the anchor of a row, or behind it; the nearest first. */
static void words_beside(const struct phrase_compiler *c, const struct phrase_row *r, bool behind,
                         uint64_t *words) {
  const struct phrase_element *e = c->elements.ptr + r->first;
  uint32_t least = 0, most = 0; /* tokens between the anchor and element k */
  uint64_t others = UINT64_MAX; /* what may stand where the pattern does not reach */
  for (uint32_t k = r->anchor; !e[k].stops && (behind ? ++k < r->n : k-- > 0);) {
    if (e[k].kind == (behind ? ELEMENT_EOS : ELEMENT_BOS)) {
      others = phrase_bit(0);
      break;
    }
    if (e[k].kind >= ELEMENT_NEXT_IS) continue;
    if (e[k].kind != ELEMENT_ALTERNATIVES || e[k].stops) break;
    for (uint32_t at = least; at <= most && at < PHRASE_REACH; at++) words[at] |= e[k].words;
    least += !e[k].optional;
    most++;
  }
  for (uint32_t at = least; at < PHRASE_REACH; at++) words[at] |= others;
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

/* The index from words to rows. */
struct phrase_index {
  struct phrase_sides *sides;    /* of every row */
  ARRAY(struct phrase_key) keys; /* the first has no rows */
  ARRAY(uint32_t) postings;
  uint16_t *key_ids; /* of every word */
};

static calque_status make_index(const struct phrase_compiler *c, const posting_array *sorted,
                                struct phrase_index *out, calque_error *err) {
  struct phrase_key key = {.n = 0};
  *out = (struct phrase_index){.sides = ARENA_ARRAY(c->arena, struct phrase_sides, c->rows.n),
                               .key_ids = ARENA_ARRAY(c->arena, uint16_t, c->build->words.n)};
  for (size_t i = 0; i < c->rows.n; i++) {
    words_beside(c, &c->rows.ptr[i], false, out->sides[i].before);
    words_beside(c, &c->rows.ptr[i], true, out->sides[i].behind);
  }
  ARRAY_PUSH(c->arena, &out->keys, key);
  for (size_t i = 0; i < sorted->n; i++) {
    const struct posting *p = &sorted->ptr[i];
    if (i && p[-1].word == p->word && p[-1].row == p->row) continue;
    if (!out->key_ids[p->word]) {
      if (out->keys.n > UINT16_MAX)
        return fail(err, CALQUE_E_LIMIT, "calques.tsv", 0, "too many words to be found by");
      out->key_ids[p->word] = (uint16_t)out->keys.n;
      key.first = (uint32_t)out->postings.n;
      ARRAY_PUSH(c->arena, &out->keys, key);
    }
    ARRAY_LAST(&out->keys).n++;
    ARRAY_LAST(&out->keys).before |= out->sides[p->row].before[0];
    ARRAY_LAST(&out->keys).behind |= out->sides[p->row].behind[0];
    ARRAY_PUSH(c->arena, &out->postings, p->row);
  }
  return CALQUE_OK;
}

static void write_section(const struct phrase_compiler *c, const struct phrase_index *index,
                          struct buf *out) {
  const struct phrase_header h = {.n_rows = (uint32_t)c->rows.n,
                                  .n_elements = (uint32_t)c->elements.n,
                                  .n_alternatives = (uint32_t)c->alternatives.n,
                                  .n_keys = (uint32_t)index->keys.n,
                                  .n_postings = (uint32_t)index->postings.n,
                                  .n_words = (uint32_t)c->build->words.n,
                                  .n_bytes = (uint32_t)c->bytes.len};
  buf_add(out, &h, sizeof h);
  buf_add(out, index->keys.ptr, index->keys.n * sizeof *index->keys.ptr);
  buf_add(out, index->sides, c->rows.n * sizeof *index->sides);
  buf_add(out, c->rows.ptr, c->rows.n * sizeof *c->rows.ptr);
  buf_add(out, c->elements.ptr, c->elements.n * sizeof *c->elements.ptr);
  buf_add(out, c->alternatives.ptr, c->alternatives.n * sizeof *c->alternatives.ptr);
  buf_add(out, index->postings.ptr, index->postings.n * sizeof *index->postings.ptr);
  buf_add(out, index->key_ids, h.n_words * sizeof *index->key_ids);
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
  struct phrase_index index;
  if (postings.n) qsort(postings.ptr, postings.n, sizeof *postings.ptr, by_word);
  if (!status) status = make_index(&c, &postings, &index, err);
  if (!status) write_section(&c, &index, out);
  buf_free(&c.bytes);
  return status;
}
