/* Matching: for each token the rows that its word anchors are tried, forwards behind the anchor
 * and backwards in front of it. Patterns are short and gaps are bounded, so a try is bounded too.
 */
#include "lexicon/phrases.h"

#include "base/array.h"
#include "lexicon/phrase_format.h"

enum {
  MAX_ADVERBS = 2,
  MAX_GAP = 3,
  MAX_NEAR = 120 /* tokens on either side that near: looks at */
};

struct table {
  struct phrase_header h;
  const struct phrase_sides *sides; /* of every row */
  const struct phrase_row *rows;
  const struct phrase_element *elements;
  const struct phrase_alternative *alternatives;
  const struct phrase_key *keys;
  const uint32_t *postings; /* rows */
  const uint16_t *key_ids;  /* of every word */
  const char *bytes;
};

/* One sentence in which a row is tried. Token indexes; first <= i < end. */
struct trial {
  const struct table *table;
  const calque_lexicon *lex;
  const calque_doc *doc;
  const struct phrase_row *row;
  uint32_t first, end;
  uint32_t near;     /* where near: and far: begin to look: the sentence before, on one line */
  uint32_t from, to; /* tokens of the match, to exclusive */
};

/* Reads the section; false when it is absent or not of the size it says. */
static bool table_open(const calque_lexicon *lex, struct table *t) {
  calque_str s = lexicon_section(lex, SECTION_PHRASES);
  if (s.len < sizeof t->h) return false;
  memcpy(&t->h, s.ptr, sizeof t->h);
  const struct phrase_header *h = &t->h;
  uint64_t sides = (uint64_t)h->n_rows * sizeof *t->sides;
  uint64_t rows = (uint64_t)h->n_rows * sizeof *t->rows;
  uint64_t elements = (uint64_t)h->n_elements * sizeof *t->elements;
  uint64_t alternatives = (uint64_t)h->n_alternatives * sizeof *t->alternatives;
  uint64_t keys = (uint64_t)h->n_keys * sizeof *t->keys;
  uint64_t postings = (uint64_t)h->n_postings * sizeof *t->postings;
  uint64_t key_ids = (uint64_t)h->n_words * sizeof *t->key_ids;
  uint64_t total =
      sizeof *h + sides + rows + elements + alternatives + keys + postings + key_ids + h->n_bytes;
  if (total != s.len) return false;
  const char *p = s.ptr + sizeof *h;
  t->keys = (const void *)p;
  t->sides = (const void *)(p += keys);
  t->rows = (const void *)(p += sides);
  t->elements = (const void *)(p += rows);
  t->alternatives = (const void *)(p += elements);
  t->postings = (const void *)(p += alternatives);
  t->key_ids = (const void *)(p += postings);
  t->bytes = p + key_ids;
  return true;
}

/* ---- One token ----------------------------------------------------------------------------- */

static bool in_class(const struct trial *r, const calque_token *t, uint32_t class_id) {
  uint64_t m = t->kind == CALQUE_WORD ? token_morph(r->lex, t) : 0;
  uint32_t c = token_char(r->doc, t);
  uint32_t i = 0;
#define CLASS(name, word, test) \
  if (class_id == i++) return (test) != 0;
#include "lexicon/phrase_classes.def"
#undef CLASS
  (void)c;
  return false;
}

static bool has_lemma(const calque_lexicon *lex, word_id word, word_id lemma) {
  size_t n;
  const struct reading *readings = lexicon_readings(lex, word, &n);
  for (size_t i = 0; i < n; i++)
    if (readings[i].lemma == lemma) return true;
  return false;
}

static bool is_stop_at(const struct trial *r, uint32_t i) {
  return i < r->end && token_char(r->doc, &r->doc->tokens[i]) == '.';
}

/* Does alternative `a` match token i? *used: 1, or 2 with its full stop. */
static bool is_alternative(const struct trial *r, const struct phrase_alternative *a, uint32_t i,
                           uint32_t *used) {
  *used = 1;
  if (a->kind == ALTERNATIVE_EDGE) return i >= r->end || i < r->first;
  if (i >= r->end || i < r->first) return false;
  const calque_token *t = &r->doc->tokens[i];
  if (a->stop) {
    *used = 2;
    if (!is_stop_at(r, i + 1)) return false;
  }
  switch (a->kind) {
    case ALTERNATIVE_ANY_CASE: return a->value && t->lower == a->value;
    case ALTERNATIVE_EXACT: return a->value && t->exact == a->value;
    case ALTERNATIVE_LEMMA:
      return a->value && (has_lemma(r->lex, t->lower, a->value) ||
                          (t->exact != t->lower && has_lemma(r->lex, t->exact, a->value)));
    case ALTERNATIVE_CLASS: return in_class(r, t, a->value);
    case ALTERNATIVE_MARK: return token_char(r->doc, t) == a->value;
    default: {
      calque_str s = {r->table->bytes + a->value, a->len};
      return a->value + (uint64_t)a->len <= r->table->h.n_bytes && token_is(r->doc, t, s);
    }
  }
}

/* The bits of token i, for phrase_element.words and its like. */
static uint64_t words_at(const struct trial *r, uint32_t i) {
  if (i >= r->end || i < r->first) return phrase_bit(0); /* in front of the first, i may wrap */
  return phrase_bit(r->doc->tokens[i].lower) | phrase_bit(r->doc->tokens[i].exact);
}

/* Some alternative of the element at token i; *used as above, of the first that matches. */
static bool is_one_of(const struct trial *r, const struct phrase_element *e, uint32_t i,
                      uint32_t *used) {
  if (!(e->words & words_at(r, i))) return false;
  const word_id lower = i < r->end && i >= r->first ? r->doc->tokens[i].lower : 0;
  for (uint32_t k = 0; k < e->n && e->first + k < r->table->h.n_alternatives; k++) {
    const struct phrase_alternative *a = &r->table->alternatives[e->first + k];
    if (a->kind == ALTERNATIVE_ANY_CASE && !a->stop) { /* nearly all */
      if (lower && lower == a->value) return *used = 1, true;
    } else if (is_alternative(r, a, i, used)) {
      return true;
    }
  }
  return false;
}

static bool is_word(const struct trial *r, uint32_t i) {
  return i >= r->first && i < r->end &&
         (r->doc->tokens[i].kind == CALQUE_WORD || r->doc->tokens[i].kind == CALQUE_NUMBER);
}

static bool is_adverb(const struct trial *r, uint32_t i) {
  if (!is_word(r, i)) return false;
  return token_morph(r->lex, &r->doc->tokens[i]) & (M_ADV | M_NEG);
}

/* ---- What consumes nothing ------------------------------------------------------------------- */

static bool stands_near(const struct trial *r, const struct phrase_element *e) {
  struct trial wider = *r;
  uint32_t used, high = r->end;
  wider.first = r->near;
  if (r->from > wider.first + MAX_NEAR) wider.first = r->from - MAX_NEAR;
  if (high > r->from + MAX_NEAR) high = r->from + MAX_NEAR;
  for (uint32_t i = wider.first; i < high; i++)
    if (is_one_of(&wider, e, i, &used)) return true;
  return false;
}

static bool opens_with_quote(const struct trial *r) {
  return r->first < r->end && (r->doc->tokens[r->first].flags & CALQUE_OPENS);
}

/* Guards at the gap in front of token i. near and far wait until the match is complete. */
static bool guard_holds(const struct trial *r, const struct phrase_element *e, uint32_t i) {
  uint32_t used;
  switch (e->kind) {
    case ELEMENT_NEXT_IS: return is_one_of(r, e, i, &used);
    case ELEMENT_NEXT_NOT: return !is_one_of(r, e, i, &used);
    case ELEMENT_BEFORE_IS: return is_one_of(r, e, i - 1, &used); /* wraps: outside */
    case ELEMENT_BEFORE_NOT: return !is_one_of(r, e, i - 1, &used);
    case ELEMENT_BOS: return i == r->first;
    case ELEMENT_EOS: return i >= r->end || (i + 1 == r->end && is_stop_at(r, i));
    case ELEMENT_QUOTED: return opens_with_quote(r);
    default: return true;
  }
}

static bool is_guard(const struct phrase_element *e) { return e->kind >= ELEMENT_NEXT_IS; }

/* ---- Sequences ------------------------------------------------------------------------------- */

/* Most tokens that a gap may take. */
static uint32_t gap_limit(const struct phrase_element *e) {
  return e->kind == ELEMENT_ADVERBS ? MAX_ADVERBS : e->kind == ELEMENT_GAP ? MAX_GAP : 0;
}

static bool fits_gap(const struct trial *r, const struct phrase_element *e, uint32_t i) {
  return e->kind == ELEMENT_ADVERBS ? is_adverb(r, i) : is_word(r, i);
}

/* Matches elements k.. of the row from token i on; sets r->to. */
static bool forwards(struct trial *r, uint32_t k, uint32_t i) {
  if (k == r->row->n) return r->to = i, true;
  const struct phrase_element *e = &r->table->elements[r->row->first + k];
  uint32_t used;
  if (is_guard(e)) return guard_holds(r, e, i) && forwards(r, k + 1, i);
  if (e->kind == ELEMENT_ANY) return is_word(r, i) && forwards(r, k + 1, i + 1);
  if (e->kind == ELEMENT_ALTERNATIVES) {
    if (is_one_of(r, e, i, &used) && forwards(r, k + 1, i + used)) return true;
    return e->optional && forwards(r, k + 1, i);
  }
  for (uint32_t n = 0;; n++) {
    if (forwards(r, k + 1, i + n)) return true;
    if (n == gap_limit(e) || !fits_gap(r, e, i + n)) return false;
  }
}

/* Matches elements 0..k-1 so that they end in front of token i; sets r->from. */
static bool backwards(struct trial *r, uint32_t k, uint32_t i) {
  if (k == 0) return r->from = i, true;
  const struct phrase_element *e = &r->table->elements[r->row->first + k - 1];
  uint32_t used;
  if (is_guard(e)) return guard_holds(r, e, i) && backwards(r, k - 1, i);
  bool inside = i > r->first;
  if (e->kind == ELEMENT_ANY) return inside && is_word(r, i - 1) && backwards(r, k - 1, i - 1);
  if (e->kind == ELEMENT_ALTERNATIVES) {
    if (inside && is_one_of(r, e, i - 1, &used) && used == 1 && backwards(r, k - 1, i - 1))
      return true;
    if (e->stops && i > r->first + 1 && is_stop_at(r, i - 1) && is_one_of(r, e, i - 2, &used) &&
        used == 2 && backwards(r, k - 1, i - 2))
      return true;
    return e->optional && backwards(r, k - 1, i);
  }
  for (uint32_t n = 0;; n++) {
    if (backwards(r, k - 1, i - n)) return true;
    if (n == gap_limit(e) || i - n == r->first || !fits_gap(r, e, i - n - 1)) return false;
  }
}

static bool context_holds(const struct trial *r) {
  for (uint32_t k = 0; k < r->row->n; k++) {
    const struct phrase_element *e = &r->table->elements[r->row->first + k];
    if (e->kind == ELEMENT_NEAR && !stands_near(r, e)) return false;
    if (e->kind == ELEMENT_FAR && stands_near(r, e)) return false;
  }
  return true;
}

static bool matches_at(struct trial *r, uint32_t i) {
  const struct table *t = r->table;
  const struct phrase_row *row = r->row;
  uint32_t used;
  if ((uint64_t)row->first + row->n > t->h.n_elements || row->anchor >= row->n) return false;
  return backwards(r, row->anchor, i) &&
         is_one_of(r, &t->elements[row->first + row->anchor], i, &used) &&
         forwards(r, row->anchor + 1, i + used) && r->to > r->from && context_holds(r);
}

/* ---- Documents ------------------------------------------------------------------------------- */

typedef ARRAY(struct phrase_match) match_array;

/* 0 for most words. */
static inline uint16_t key_of(const struct table *t, word_id word) {
  return word < t->h.n_words ? t->key_ids[word] : 0;
}

static void try_key(calque_arena *arena, struct trial *r, uint16_t key_id, uint32_t i,
                    match_array *out) {
  const struct table *t = r->table;
  if (key_id >= t->h.n_keys) return;
  const struct phrase_key *key = &t->keys[key_id];
  const uint64_t before = words_at(r, i - 1), behind = words_at(r, i + 1);
  if (!(key->before & before) || !(key->behind & behind)) return;
  for (uint32_t k = 0; k < key->n && key->first + k < t->h.n_postings; k++) {
    uint32_t row = t->postings[key->first + k];
    if (row >= t->h.n_rows) continue;
    const struct phrase_sides *beside = &t->sides[row];
    if (!(beside->before[0] & before) || !(beside->behind[0] & behind)) continue;
    if (!(beside->before[1] & words_at(r, i - 2)) || !(beside->behind[1] & words_at(r, i + 2)))
      continue;
    r->row = &t->rows[row];
    if (!matches_at(r, i)) continue;
    struct phrase_match m = {token_range(r->doc, r->from, r->to - 1), row};
    ARRAY_PUSH(arena, out, m);
  }
}

size_t phrases_find(calque_arena *arena, const calque_lexicon *lex, const calque_doc *doc,
                    uint32_t first, uint32_t end, const struct phrase_match **out) {
  struct table t;
  match_array found = {0};
  *out = NULL;
  if (!table_open(lex, &t)) return 0;
  struct trial r = {.table = &t, .lex = lex, .doc = doc};
  for (uint32_t s = first; s < end; s++) {
    r.first = doc->sentences[s].first_token;
    r.end = r.first + doc->sentences[s].n_tokens;
    r.near = s && doc->sentences[s - 1].line == doc->sentences[s].line
                 ? doc->sentences[s - 1].first_token
                 : r.first;
    const calque_token *token = doc->tokens + r.first;
    for (uint32_t i = r.first; i < r.end; i++, token++) {
      const word_id lower = token->lower, exact = token->exact;
      uint16_t key = key_of(&t, lower);
      if (key) try_key(arena, &r, key, i, &found);
      if (exact != lower && (key = key_of(&t, exact))) try_key(arena, &r, key, i, &found);
    }
  }
  *out = found.ptr;
  return found.n;
}

uint32_t phrases_count(const calque_lexicon *lex) {
  struct table t;
  return table_open(lex, &t) ? t.h.n_rows : 0;
}

static calque_str text_of(const struct table *t, struct phrase_text text) {
  if ((uint64_t)text.offset + text.len > t->h.n_bytes) return STR("");
  return (calque_str){t->bytes + text.offset, text.len};
}

struct phrase phrases_row(const calque_lexicon *lex, uint32_t row) {
  struct table t;
  if (!table_open(lex, &t) || row >= t.h.n_rows) return (struct phrase){.id = STR("")};
  const struct phrase_row *r = &t.rows[row];
  return (struct phrase){.id = text_of(&t, r->id),
                         .family = text_of(&t, r->family),
                         .english = text_of(&t, r->english),
                         .better = text_of(&t, r->better),
                         .severity = (calque_severity)(r->severity & 3)};
}
