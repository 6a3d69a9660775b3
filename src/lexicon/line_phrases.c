/* Finds the patterns of boilerplate.tsv in a line. Each is looked for by the rarest of the words
 * that it cannot do without, so that most words of a text start nothing. */
#include "lexicon/line_phrases.h"

#include "lexicon/line_format.h"

enum { MAX_UNKNOWN = 40 /* bytes of a word that is in no dictionary but may be in a pattern */ };

const char *line_kind_name(enum line_kind kind) {
  static const char *const names[] = {
      NULL,
#define LINE_KIND(name, word, message) message,
#include "lexicon/line_kinds.def"
  };
  return names[kind];
}

/* ---- The section ----------------------------------------------------------------------------- */

static bool sizes_fit(const struct line_header *h, size_t size) {
  if (h->n_classes < N_ITEM_KINDS || h->n_classes > LINE_PROGRAMMING ||
      h->n_words64 > LINE_MAX_SETS || h->n_phrases > LINE_MAX_PHRASES ||
      h->n_elements > UINT16_MAX || h->n_keys > 1u << 24)
    return false;
  size_t want =
      sizeof *h + 8u * (size_t)h->n_classes * h->n_words64 +
      sizeof(struct line_phrase) * h->n_phrases + sizeof(struct line_element) * h->n_elements +
      sizeof(struct line_class) * h->n_classes + 4u * ((size_t)h->n_classes * N_KEY_GROUPS + 1) +
      sizeof(struct line_key) * h->n_keys + 2u * (size_t)h->n_words;
  return want == size;
}

static const void *take(const char **at, size_t size) {
  const void *here = *at;
  *at += size;
  return here;
}

bool line_phrases_open(const calque_lexicon *lex, struct line_phrases *out) {
  calque_str section = lexicon_section(lex, SECTION_LINE_PHRASES);
  struct line_header h;
  *out = (struct line_phrases){.n_words = 0};
  if (section.len < sizeof h) return false;
  memcpy(&h, section.ptr, sizeof h);
  if (!sizes_fit(&h, section.len)) return false;
  const char *at = section.ptr + sizeof h;
  *out = (struct line_phrases){.lex = lex,
                               .n_words = h.n_words,
                               .n_classes = h.n_classes,
                               .n_words64 = h.n_words64,
                               .n_phrases = h.n_phrases,
                               .end_reach = h.end_reach,
                               .key_marks = h.key_marks};
  out->members = take(&at, 8u * (size_t)h.n_classes * h.n_words64);
  out->keys = take(&at, sizeof(struct line_key) * h.n_keys);
  out->phrases = take(&at, sizeof(struct line_phrase) * h.n_phrases);
  out->elements = take(&at, sizeof(struct line_element) * h.n_elements);
  out->class_facts = take(&at, sizeof(struct line_class) * h.n_classes);
  out->key_index = take(&at, 4u * ((size_t)h.n_classes * N_KEY_GROUPS + 1));
  out->classes = take(&at, 2u * (size_t)h.n_words);
  return true;
}

/* ---- Items ----------------------------------------------------------------------------------- */

/* The lexicon has the words of patterns as the patterns do, without accents: « Español ». */
static uint16_t class_of_unknown(const struct line_phrases *p, const calque_doc *doc,
                                 const calque_token *t) {
  char folded[3 * MAX_UNKNOWN];
  calque_str s = token_str(doc, t);
  if (s.len > MAX_UNKNOWN) return ITEM_UNKNOWN;
  size_t len = utf8_fold_word(s, folded);
  word_id id = lexicon_find(p->lex, (calque_str){folded, len});
  return line_phrases_word(p, id) & (uint16_t)~LINE_PROGRAMMING;
}

uint16_t line_phrases_rare_class(const struct line_phrases *p, const calque_doc *doc,
                                 const calque_token *t) {
  if (!(t->lower | t->exact)) return class_of_unknown(p, doc, t);
  uint16_t lower = line_phrases_word(p, t->lower), exact = line_phrases_word(p, t->exact);
  bool by_lower = lower & (uint16_t)~LINE_PROGRAMMING;
  return (by_lower ? lower : exact) | ((lower | exact) & LINE_PROGRAMMING);
}

static const struct {
  calque_str marks;
  uint16_t bit;
} mark_table[] = {
#define LINE_MARK(name, marks) {STR_INIT(marks), MARK_##name},
#include "lexicon/line_marks.def"
};

static uint16_t mark_of(calque_str s) {
  for (size_t i = 0; i < COUNT(mark_table); i++)
    if (str_has(mark_table[i].marks, s)) return mark_table[i].bit;
  return MARK_OTHER;
}

/* The answers for what stands between most words: ASCII, and the quotation marks, dashes and dots
 * of Latin-1 and of the block of General Punctuation. */
static uint16_t marks_ascii[0x80], marks_latin[0x40], marks_general[0x40];

__attribute__((constructor)) static void marks_fill(void) {
  for (unsigned c = 0; c < 0x80; c++) marks_ascii[c] = mark_of((calque_str){(char[]){(char)c}, 1});
  for (unsigned c = 0; c < 0x40; c++) {
    char latin[] = {'\xc2', (char)(0x80 | c)}, general[] = {'\xe2', '\x80', (char)(0x80 | c)};
    marks_latin[c] = mark_of((calque_str){latin, sizeof latin});
    marks_general[c] = mark_of((calque_str){general, sizeof general});
  }
}

uint16_t line_phrases_mark(const calque_doc *doc, const calque_token *t) {
  calque_str s = token_str(doc, t);
  const unsigned char *p = (const unsigned char *)s.ptr;
  if (s.len && p[0] == '.') return s.len > 1 ? MARK_DOTS : MARK_STOP;
  if (s.len == 1 && p[0] < 0x80) return marks_ascii[p[0]];
  if (s.len == 2 && p[0] == 0xc2) return marks_latin[p[1] & 0x3f];
  if (s.len == 3 && p[0] == 0xe2 && p[1] == 0x80) return marks_general[p[2] & 0x3f];
  return mark_of(s);
}

/* ---- Matching -------------------------------------------------------------------------------- */

struct matcher {
  const struct line_phrases *p;
  const calque_doc *doc;
  const struct line_item *items;
  size_t n;
};

/* What is looked for, and what was found. */
struct finder {
  struct matcher matcher;
  struct line_hit *hits;
  size_t n_hits, max;
};

static bool is_member(const struct line_phrases *p, uint16_t class_id, uint16_t set) {
  return p->members[(size_t)class_id * p->n_words64 + set / 64u] >> (set % 64u) & 1u;
}

static bool match(const struct matcher *m, const struct line_element *e, size_t n_elements,
                  size_t i, size_t *end);

/* False when the element, or the mark, must stand at item i and does not: nearly always, and cheap
 * to ask before matching begins. */
static inline bool may_match(const struct matcher *m, const struct line_element *e,
                             size_t n_elements, size_t i) {
  if (!n_elements || e->optional) return true;
  if (e->type == ELEMENT_SET) return i < m->n && is_member(m->p, m->items[i].class_id, e->set);
  return e->type != ELEMENT_MARK || (m->items[i].marks & e->marks);
}

static bool match_gap(const struct matcher *m, const struct line_element *e, size_t n_elements,
                      size_t i, size_t *end) {
  for (size_t k = 0; k <= LINE_MAX_GAP && i + k <= m->n; k++)
    if (may_match(m, e + 1, n_elements - 1, i + k) && match(m, e + 1, n_elements - 1, i + k, end))
      return true;
  return false;
}

static bool in_name(const struct matcher *m, size_t i, bool first) {
  const struct line_item *item = &m->items[i];
  if (m->doc->tokens[item->token].flags & CALQUE_CAPITAL) return true;
  return !first && is_member(m->p, item->class_id, LINE_NAME_JOINS);
}

/* The longest name first: what follows is seldom part of one. */
static bool match_name(const struct matcher *m, const struct line_element *e, size_t n_elements,
                       size_t i, size_t *end) {
  size_t len = 0;
  while (len < LINE_MAX_NAME && i + len < m->n && in_name(m, i + len, len == 0)) len++;
  for (; len > 0; len--)
    if (may_match(m, e + 1, n_elements - 1, i + len) &&
        match(m, e + 1, n_elements - 1, i + len, end))
      return true;
  return false;
}

static bool match(const struct matcher *m, const struct line_element *e, size_t n_elements,
                  size_t i, size_t *end) {
  *end = i;
  if (!n_elements) return true;
  switch (e->type) {
    case ELEMENT_GAP: return match_gap(m, e, n_elements, i, end);
    case ELEMENT_NAME:
      return match_name(m, e, n_elements, i, end) ||
             (e->optional && match(m, e + 1, n_elements - 1, i, end));
    case ELEMENT_END: return i == m->n;
    case ELEMENT_MARK:
      return (m->items[i].marks & e->marks) && match(m, e + 1, n_elements - 1, i, end);
    default: break;
  }
  if (i < m->n && is_member(m->p, m->items[i].class_id, e->set) &&
      match(m, e + 1, n_elements - 1, i + 1, end))
    return true;
  return e->optional && match(m, e + 1, n_elements - 1, i, end);
}

/* Could item i start a line or a sentence, or be a button that was glued to one? Most words cannot.
 */
static bool may_start(const struct matcher *m, size_t i) {
  const uint16_t flags = CALQUE_FIRST | CALQUE_CAPITAL;
  return (i <= 1) | (m->items[i].marks != 0) |
         ((m->doc->tokens[m->items[i].token].flags & flags) != 0);
}

/* Can a mark or a word that must follow a name which begins at item i do so? */
static bool may_match_behind_name(const struct matcher *m, const struct line_element *e,
                                  size_t n_elements, size_t i) {
  for (size_t len = 1; len <= LINE_MAX_NAME && i + len <= m->n; len++) {
    if (may_match(m, e, n_elements, i + len)) return true;
    if (i + len < m->n && !in_name(m, i + len, false)) return false;
  }
  return false;
}

/* The first two elements, where each is one item, or the first is a name. */
static bool may_match_at(const struct matcher *m, const struct line_phrase *phrase, size_t i) {
  const struct line_element *e = m->p->elements + phrase->first_element;
  if (e->type == ELEMENT_NAME && !e->optional)
    return i < m->n && in_name(m, i, true) &&
           may_match_behind_name(m, e + 1, phrase->n_elements - 1u, i);
  if (!may_match(m, e, phrase->n_elements, i)) return false;
  return e->optional || e->type != ELEMENT_SET ||
         may_match(m, e + 1, phrase->n_elements - 1u, i + 1);
}

static bool stands(const struct matcher *m, const struct line_phrase *phrase, size_t i) {
  switch (phrase->starts) {
    case STARTS_LINE: return may_start(m, i);
    case STARTS_SENTENCE: return !i || m->doc->tokens[m->items[i].token].flags & CALQUE_FIRST;
    default: return true;
  }
}

/* By their leading words; those whose first word may be missing come behind. */
static bool stands_before(const struct line_hit *a, const struct line_hit *b) {
  const struct line_phrase *p = a->phrase, *q = b->phrase;
  uint32_t at = a->first + p->lead, other = b->first + q->lead;
  if (at != other) return at < other;
  return p->starts / STARTS_SENTENCE != q->starts / STARTS_SENTENCE ? p->starts < q->starts : p < q;
}

/* Once for each pattern and place, for two of its words may have found it; the first `max` stay. */
static void add_hit(struct finder *f, struct line_hit hit) {
  size_t at = f->n_hits;
  while (at > 0 && stands_before(&hit, &f->hits[at - 1])) at--;
  if (at == f->max || (at > 0 && !stands_before(&f->hits[at - 1], &hit))) return;
  if (f->n_hits < f->max) f->n_hits++;
  memmove(&f->hits[at + 1], &f->hits[at], (f->n_hits - at - 1) * sizeof *f->hits);
  f->hits[at] = hit;
}

/* Tries the pattern wherever item i would be the word that it is looked for by. */
static void try_key(struct finder *f, const struct line_key *key, size_t i) {
  const struct matcher *m = &f->matcher;
  const struct line_phrase *phrase = &m->p->phrases[key->phrase];
  const struct line_element *e = m->p->elements + phrase->first_element;
  for (size_t back = key->nearest, end; back <= key->farthest && back <= i; back++) {
    size_t start = i - back;
    if (phrase->reach != LINE_NO_END && start + phrase->reach < m->n) return;
    if (!stands(m, phrase, start) || !may_match_at(m, phrase, start)) continue;
    if (match(m, e, phrase->n_elements, start, &end))
      add_hit(f, (struct line_hit){phrase, (uint32_t)start, (uint32_t)end});
  }
}

/* May a word stand that must beside the one by which a pattern is looked for? */
static bool may_stand_beside(const struct matcher *m, const struct line_key *key, size_t i) {
  const size_t beside = i + (size_t)key->side; /* in front of the first, it wraps */
  return !key->side || (beside < m->n && (key->beside & line_class_bit(m->items[beside].class_id)));
}

static void try_group(struct finder *f, uint16_t class_id, enum line_key_group group, size_t i) {
  const struct line_phrases *p = f->matcher.p;
  const uint32_t *range = &p->key_index[class_id * N_KEY_GROUPS + group];
  for (uint32_t k = range[0]; k < range[1]; k++)
    if (may_stand_beside(&f->matcher, &p->keys[k], i)) try_key(f, &p->keys[k], i);
}

/* The few patterns that begin with a mark. */
static void find_marked(struct finder *f) {
  const struct matcher *m = &f->matcher;
  for (size_t i = 0; i < m->n; i++)
    if (m->items[i].marks & m->p->key_marks) try_group(f, ITEM_UNKNOWN, KEYS_INSIDE, i);
}

/* The groups of keys that may apply to item i, by where it stands; bit 1 << group. */
static unsigned groups_at(const struct matcher *m, size_t i) {
  return 1u << KEYS_INSIDE | (unsigned)may_start(m, i) << KEYS_START |
         (unsigned)(i + m->p->end_reach >= m->n) << KEYS_END;
}

/* Numbers the items from `first` on that keys may apply to; returns how many. Every third word
 * does, and none foretells the next: hence no branch. */
static size_t find_keyed(const struct matcher *m, size_t first, size_t end, uint32_t *out) {
  size_t n = 0;
  for (size_t i = first; i < end; i++) {
    out[n] = (uint32_t)i;
    n += (m->p->class_facts[m->items[i].class_id].groups & groups_at(m, i)) != 0;
  }
  return n;
}

size_t line_phrases_find(const struct line_phrases *p, const calque_doc *doc,
                         const struct line_item *items, size_t n, uint16_t marks,
                         struct line_hit *hits, size_t max) {
  enum { BLOCK = 64 };
  struct finder f = {.matcher = {p, doc, items, n}, .hits = hits, .max = max};
  uint32_t keyed[BLOCK];
  for (size_t first = 0; first < n; first += BLOCK) {
    size_t n_keyed = find_keyed(&f.matcher, first, first + BLOCK < n ? first + BLOCK : n, keyed);
    for (size_t k = 0; k < n_keyed; k++) {
      const uint16_t id = items[keyed[k]].class_id;
      const unsigned groups = p->class_facts[id].groups & groups_at(&f.matcher, keyed[k]);
      if (groups >> KEYS_INSIDE & 1u) try_group(&f, id, KEYS_INSIDE, keyed[k]);
      if (groups >> KEYS_START & 1u) try_group(&f, id, KEYS_START, keyed[k]);
      if (groups >> KEYS_END & 1u) try_group(&f, id, KEYS_END, keyed[k]);
    }
  }
  if (marks & p->key_marks) find_marked(&f);
  return f.n_hits;
}
