/* Reads boilerplate.tsv and boilerplate_sets.tsv. Strict: a pattern with a word that no folded
 * token can equal would never match and nobody would see it. */
#include "lexicon/line_patterns.h"

#include "lexicon/tsv.h"

static const struct {
  calque_str word;
  uint8_t kind;
} kind_words[] = {
#define LINE_KIND(name, word, message) {STR_INIT(word), KIND_##name},
#include "lexicon/line_kinds.def"
};

static const calque_str where_words[N_LINE_WHERES] = {
    [WHERE_LINE] = STR_INIT("line"),
    [WHERE_START] = STR_INIT("start"),
    [WHERE_ANY] = STR_INIT("any"),
    [WHERE_HINT] = STR_INIT("hint"),
};

/* Words that lose their vowel: a pattern that has the one takes the other too. */
static const struct {
  calque_str full, elided;
} elided_words[] = {
    {STR_INIT("la"), STR_INIT("l'")}, {STR_INIT("le"), STR_INIT("l'")},
    {STR_INIT("de"), STR_INIT("d'")}, {STR_INIT("que"), STR_INIT("qu'")},
    {STR_INIT("ne"), STR_INIT("n'")}, {STR_INIT("se"), STR_INIT("s'")},
    {STR_INIT("si"), STR_INIT("s'")}, {STR_INIT("me"), STR_INIT("m'")},
    {STR_INIT("te"), STR_INIT("t'")}, {STR_INIT("ce"), STR_INIT("c'")},
    {STR_INIT("je"), STR_INIT("j'")}, {STR_INIT("jusque"), STR_INIT("jusqu'")},
};

static const calque_str name_joins =
    STR_INIT("de|d'|du|des|la|le|l'|les|et|en|au|aux|a|avec|pour|sur|of|the|and|for|von|van|der");

static calque_status wrong(const struct tsv *t, calque_error *err, const char *what,
                           calque_str word) {
  return fail(err, CALQUE_E_SYNTAX, t->path, t->line, "%s: '%.*s'", what, STR_ARG(word));
}

bool patterns_word(calque_str *rest, calque_str *word, bool *is_lemma) {
  while (rest->ptr) {
    calque_str w = str_cut(rest, '|');
    *is_lemma = w.len > 2 && w.ptr[0] == '<' && w.ptr[w.len - 1] == '>';
    *word = *is_lemma ? str_slice(w, 1, w.len - 1) : w;
    if (word->len) return true;
  }
  return false;
}

static bool is_folded(calque_str word) {
  char folded[BUILD_MAX_NAME * 3];
  if (!word.len || word.len > BUILD_MAX_NAME) return false;
  bool letter = (word.ptr[0] >= 'a' && word.ptr[0] <= 'z') || word.ptr[0] == '{';
  if (!letter && !utf8_is_digit((unsigned char)word.ptr[0])) return false;
  calque_str f = {folded, utf8_fold_word(word, folded)};
  return str_eq(f, word);
}

/* ---- Sets ------------------------------------------------------------------------------------ */

static bool has_word(const struct buf *b, calque_str word) {
  calque_str rest = buf_view(b), w;
  bool is_lemma;
  while (patterns_word(&rest, &w, &is_lemma))
    if (str_eq(w, word)) return true;
  return false;
}

static void put_word(struct buf *b, calque_str word) {
  if (has_word(b, word)) return;
  if (b->len) buf_char(b, '|');
  buf_str(b, word);
}

static calque_status put_alternative(const struct patterns *p, struct buf *b, const struct tsv *t,
                                     calque_str word, calque_error *err) {
  if (word.len && word.ptr[0] == '@') {
    const uint32_t *at = map_find(&p->set_names, word);
    if (!at) return wrong(t, err, "no such set", word);
    if (b->len) buf_char(b, '|');
    buf_str(b, p->named.ptr[*at - 1]);
    return CALQUE_OK;
  }
  if (str_eq(word, STR("{name}"))) return wrong(t, err, "a name is no alternative of words", word);
  bool is_lemma = word.len > 2 && word.ptr[0] == '<';
  if (is_lemma && word.ptr[word.len - 1] != '>') return wrong(t, err, "no closing >", word);
  if (!is_folded(is_lemma ? str_slice(word, 1, word.len - 1) : word))
    return wrong(t, err, "not in lower case without accents", word);
  put_word(b, word);
  for (size_t i = 0; i < COUNT(elided_words); i++)
    if (str_eq(word, elided_words[i].full)) put_word(b, elided_words[i].elided);
  return CALQUE_OK;
}

/* "a|@social|<lire>" with every set written out, in the arena. */
static calque_status resolve(const struct patterns *p, const struct tsv *t, calque_str text,
                             calque_str *out, calque_error *err) {
  struct buf b;
  calque_status status = CALQUE_OK;
  buf_init(&b, (size_t)1 << 16);
  for (calque_str rest = text; rest.ptr && !status;)
    status = put_alternative(p, &b, t, str_cut(&rest, '|'), err);
  *out = arena_copy(p->arena, buf_view(&b));
  buf_free(&b);
  return status;
}

static uint32_t set_of(struct patterns *p, calque_str words) {
  uint32_t *id = map_add(&p->set_ids, words, (uint32_t)p->sets.n);
  if (*id == p->sets.n) {
    struct pattern_set set = {words};
    ARRAY_PUSH(p->arena, &p->sets, set);
  }
  return *id;
}

static calque_status read_sets(struct patterns *p, const char *dir, calque_error *err) {
  struct tsv t;
  calque_str cell[3], words;
  calque_status status =
      tsv_open(&t, p->arena, dir, "boilerplate_sets.tsv", "set\twords\texample", err);
  while (!status && !(status = tsv_row(&t, cell, 3, err))) {
    if (cell[0].ptr[0] != '@') return wrong(&t, err, "a set's name starts with @", cell[0]);
    status = resolve(p, &t, cell[1], &words, err);
    if (map_find(&p->set_names, cell[0])) return wrong(&t, err, "this set stands twice", cell[0]);
    ARRAY_PUSH(p->arena, &p->named, words);
    map_add(&p->set_names, cell[0], (uint32_t)p->named.n);
  }
  return status == CALQUE_END ? CALQUE_OK : status;
}

/* ---- Patterns -------------------------------------------------------------------------------- */

static uint16_t mark_of(calque_str word) {
  static const struct {
    calque_str marks;
    uint16_t bit;
  } table[] = {
#define LINE_MARK(name, marks) {STR_INIT(marks), MARK_##name},
#include "lexicon/line_marks.def"
  };
  for (size_t i = 0; i < COUNT(table); i++)
    if (str_has(table[i].marks, word)) return table[i].bit;
  return 0;
}

static calque_status set_element(struct patterns *p, const struct tsv *t, calque_str word,
                                 struct line_element *out, calque_error *err) {
  calque_str words;
  if (word.len > 1 && word.ptr[word.len - 1] == '?') {
    out->optional = 1;
    word.len--;
  }
  calque_status status = resolve(p, t, word, &words, err);
  if (status) return status;
  out->set = (uint16_t)set_of(p, words);
  return p->sets.n > LINE_MAX_SETS ? wrong(t, err, "too many sets", word) : CALQUE_OK;
}

static calque_status element_of(struct patterns *p, const struct tsv *t, calque_str word,
                                struct line_element *out, calque_error *err) {
  *out = (struct line_element){.type = ELEMENT_SET};
  if (str_eq(word, STR("*"))) out->type = ELEMENT_GAP;
  else if (str_eq(word, STR("$"))) out->type = ELEMENT_END;
  else if (str_eq(word, STR("{name}")) || str_eq(word, STR("{name}?"))) {
    out->type = ELEMENT_NAME;
    out->optional = str_eq(word, STR("{name}?"));
  } else if (mark_of(word)) {
    out->type = ELEMENT_MARK;
    out->marks = mark_of(word);
  } else return set_element(p, t, word, out, err);
  return CALQUE_OK;
}

/* A pattern is found by one of its first words, so it must have one; only at the start of a line
 * may that be a name. */
static bool starts_with_word(const struct line_element *e, size_t n, uint8_t where) {
  bool at_start = where == WHERE_LINE || where == WHERE_START;
  for (size_t i = 0; i < n; i++) {
    if (e[i].type == ELEMENT_GAP) return false;
    if (e[i].type == ELEMENT_NAME) return at_start && !e[i].optional;
    if (e[i].type == ELEMENT_SET && !e[i].optional) return true;
  }
  return false;
}

/* Must its first word be there? */
static bool starts_plainly(const struct line_element *e) {
  while (e->type == ELEMENT_MARK) e++;
  return e->type == ELEMENT_SET && !e->optional;
}

uint8_t patterns_most_items(const struct line_element *e) {
  switch (e->type) {
    case ELEMENT_SET: return 1;
    case ELEMENT_NAME: return LINE_MAX_NAME;
    case ELEMENT_GAP: return LINE_MAX_GAP;
    default: return 0;
  }
}

static uint8_t reach_of(const struct line_element *e, size_t n) {
  uint8_t reach = 0;
  for (size_t i = 0; i < n; i++) {
    if (e[i].type == ELEMENT_END) return reach;
    reach = (uint8_t)(reach + patterns_most_items(&e[i]));
  }
  return LINE_NO_END;
}

static calque_status place_pattern(const struct tsv *t, calque_str pattern,
                                   const struct line_element *e, struct line_phrase *phrase,
                                   calque_error *err) {
  const bool anywhere = phrase->where == WHERE_ANY || phrase->where == WHERE_HINT;
  const bool plainly = starts_plainly(e);
  if (!starts_with_word(e, phrase->n_elements, phrase->where))
    return wrong(t, err, "the pattern does not start with a word", pattern);
  if (anywhere && !plainly)
    return wrong(t, err, "a pattern for anywhere starts with an optional word", pattern);
  phrase->starts = anywhere ? STARTS_ANYWHERE : plainly ? STARTS_LINE : STARTS_SENTENCE;
  phrase->reach = reach_of(e, phrase->n_elements);
  return CALQUE_OK;
}

static calque_status read_pattern(struct patterns *p, const struct tsv *t, calque_str pattern,
                                  struct line_phrase *phrase, calque_error *err) {
  phrase->first_element = (uint16_t)p->elements.n;
  for (calque_str rest = pattern; rest.ptr;) {
    calque_str word = str_cut(&rest, ' ');
    struct line_element e;
    if (!word.len) continue;
    calque_status status = element_of(p, t, word, &e, err);
    if (status) return status;
    ARRAY_PUSH(p->arena, &p->elements, e);
  }
  size_t n = p->elements.n - phrase->first_element;
  if (n > LINE_MAX_ELEMENTS || p->elements.n > UINT16_MAX)
    return wrong(t, err, "the pattern is too long", pattern);
  phrase->n_elements = (uint8_t)n;
  for (size_t i = phrase->first_element; i < p->elements.n; i++) {
    uint8_t type = p->elements.ptr[i].type;
    if (type == ELEMENT_MARK || type == ELEMENT_END) phrase->bound = 1;
  }
  return place_pattern(t, pattern, p->elements.ptr + phrase->first_element, phrase, err);
}

static calque_status read_labels(const struct tsv *t, const calque_str *cell,
                                 struct line_phrase *phrase, calque_error *err) {
  for (size_t i = 0; i < COUNT(kind_words); i++)
    if (str_eq(kind_words[i].word, cell[1])) phrase->kind = kind_words[i].kind;
  if (!phrase->kind) return wrong(t, err, "no such kind", cell[1]);
  for (uint8_t w = 0; w < N_LINE_WHERES; w++) {
    phrase->where = w;
    if (str_eq(where_words[w], cell[2])) return CALQUE_OK;
  }
  return wrong(t, err, "neither line, start, any nor hint", cell[2]);
}

static calque_status read_patterns(struct patterns *p, const char *dir, calque_error *err) {
  struct tsv t;
  calque_str cell[6];
  calque_status status = tsv_open(&t, p->arena, dir, "boilerplate.tsv",
                                  "pattern\tkind\twhere\tlanguage\tbad\tgood", err);
  while (!status && !(status = tsv_row(&t, cell, 6, err))) {
    struct line_phrase phrase = {.row = (uint16_t)t.line};
    status = read_labels(&t, cell, &phrase, err);
    if (!status) status = read_pattern(p, &t, cell[0], &phrase, err);
    if (!status && p->phrases.n == LINE_MAX_PHRASES)
      status = wrong(&t, err, "too many patterns", cell[0]);
    if (!status) ARRAY_PUSH(p->arena, &p->phrases, phrase);
  }
  return status == CALQUE_END ? CALQUE_OK : status;
}

calque_status patterns_read(struct patterns *p, calque_arena *arena, const char *data_dir,
                            calque_error *err) {
  *p = (struct patterns){.arena = arena};
  map_init(&p->set_names, arena, 64, 0);
  map_init(&p->set_ids, arena, 1024, 0);
  set_of(p, name_joins); /* LINE_NAME_JOINS */
  calque_status status = read_sets(p, data_dir, err);
  return status ? status : read_patterns(p, data_dir, err);
}
