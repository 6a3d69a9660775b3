/* Finds the patterns of boilerplate.tsv in a line. Each is looked for by one word: the first when
 * it must stand at the start, else the rarest of those that stand at a fixed distance from it. */
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
  if (h->n_classes < N_ITEM_KINDS || h->n_classes > UINT16_MAX || h->n_words64 > LINE_MAX_SETS ||
      h->n_phrases > LINE_MAX_PHRASES || h->n_elements > UINT16_MAX || h->n_start > 1u << 24 ||
      h->n_any > 1u << 24)
    return false;
  size_t want = sizeof *h + 8u * (size_t)h->n_classes * h->n_words64 +
                sizeof(struct line_phrase) * h->n_phrases + 8u * (size_t)h->n_elements +
                8u * (size_t)(h->n_classes + 1) + 4u * ((size_t)h->n_start + h->n_any) +
                4u * (size_t)h->n_classes + 2u * (size_t)h->n_words;
  return want == size;
}

static const void *take(const char **at, size_t size) {
  const void *here = *at;
  *at += size;
  return here;
}

bool line_phrases_open(const calque_lexicon *lex, struct line_phrases *out) {
  calque_str section = lexicon_section(lex, LINE_SECTION);
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
                               .n_phrases = h.n_phrases};
  out->members = take(&at, 8u * (size_t)h.n_classes * h.n_words64);
  out->phrases = take(&at, sizeof(struct line_phrase) * h.n_phrases);
  out->elements = take(&at, sizeof(struct line_element) * h.n_elements);
  out->start_index = take(&at, 4u * (size_t)(h.n_classes + 1));
  out->any_index = take(&at, 4u * (size_t)(h.n_classes + 1));
  out->start_list = take(&at, 4u * (size_t)h.n_start);
  out->any_list = take(&at, 4u * (size_t)h.n_any);
  out->hints = take(&at, 4u * (size_t)h.n_classes);
  out->classes = take(&at, 2u * (size_t)h.n_words);
  return true;
}

/* ---- Items ----------------------------------------------------------------------------------- */

static uint16_t class_of(const struct line_phrases *p, word_id id) {
  return id < p->n_words ? p->classes[id] : (uint16_t)ITEM_UNKNOWN;
}

/* The lexicon has the words of patterns as the patterns do, without accents: « Español ». */
static uint16_t class_of_unknown(const struct line_phrases *p, const calque_doc *doc,
                                 const calque_token *t) {
  char folded[3 * MAX_UNKNOWN];
  calque_str s = token_str(doc, t);
  if (s.len > MAX_UNKNOWN) return ITEM_UNKNOWN;
  size_t len = utf8_fold_word(s, folded);
  return class_of(p, lexicon_find(p->lex, (calque_str){folded, len}));
}

uint16_t line_phrases_class(const struct line_phrases *p, const calque_doc *doc,
                            const calque_token *t) {
  if (t->kind == CALQUE_NUMBER) return ITEM_NUMBER;
  if (t->kind == CALQUE_LINK) return ITEM_LINK;
  if (!(t->lower | t->exact)) return class_of_unknown(p, doc, t);
  uint16_t lower = class_of(p, t->lower);
  return lower != ITEM_UNKNOWN ? lower : class_of(p, t->exact);
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
  return i <= 1 || m->items[i].marks || (m->doc->tokens[m->items[i].token].flags & flags);
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

static size_t try_list(const struct matcher *m, const uint32_t *list, uint32_t from, uint32_t to,
                       size_t i, struct line_hit *hits, size_t n_hits, size_t max) {
  const bool starts_here = may_start(m, i);
  for (uint32_t k = from; k < to && n_hits < max; k++) {
    if (list[k] & LINE_FIRST_BOUND && !starts_here) continue;
    const struct line_phrase *phrase = &m->p->phrases[line_index_phrase(list[k])];
    size_t offset = line_index_offset(list[k]), end;
    bool anywhere = phrase->where == WHERE_ANY || phrase->where == WHERE_HINT;
    if (offset > i || (!anywhere && !may_start(m, i - offset))) continue;
    if (!may_match_at(m, phrase, i - offset)) continue;
    if (!match(m, m->p->elements + phrase->first_element, phrase->n_elements, i - offset, &end))
      continue;
    hits[n_hits++] = (struct line_hit){phrase, (uint32_t)(i - offset), (uint32_t)end};
  }
  return n_hits;
}

size_t line_phrases_at(const struct line_phrases *p, const calque_doc *doc,
                       const struct line_item *items, size_t n, size_t i, bool at_start,
                       struct line_hit *hits, size_t n_hits, size_t max) {
  const struct matcher m = {p, doc, items, n};
  uint16_t c = items[i].class_id;
  if (i > 0 && !at_start && p->any_index[c] == p->any_index[c + 1]) return n_hits;
  n_hits = try_list(&m, p->any_list, p->any_index[c], p->any_index[c + 1], i, hits, n_hits, max);
  if (at_start)
    n_hits =
        try_list(&m, p->start_list, p->start_index[c], p->start_index[c + 1], i, hits, n_hits, max);
  return n_hits;
}
