/* Viterbi over pairs of tags. Words have one to four candidates, so a token costs a few dozen
 * additions; a sentence longer than the window is decided in pieces. */
#include "lexicon/tagger.h"

#include <limits.h>

#include "lexicon/tagger_format.h"

static const char letters[] = {
#define TAG(name, letter) letter,
#include "lexicon/tagger.def"
#undef TAG
};

enum tag tagger_tag(char letter) {
  for (int i = 0; i < N_TAGS; i++)
    if (letters[i] == letter) return (enum tag)i;
  return N_TAGS;
}

char tagger_letter(enum tag tag) { return letters[tag]; }

uint32_t tagger_tags_of(uint64_t m) {
  static const struct {
    uint64_t morph;
    enum tag tag;
  } of[] = {{M_NOUN | M_TITLE, TAG_NOUN},
            {M_PROPER, TAG_NAME},
            {M_ADJ, TAG_ADJECTIVE},
            {M_DET, TAG_DETERMINER},
            {M_PREP, TAG_PREPOSITION},
            {M_PRO_SUBJ, TAG_SUBJECT},
            {M_PRO_OBJ | M_PREVERB, TAG_OBJECT},
            {M_PRO_REL | M_PRO_INT, TAG_RELATIVE},
            {M_PRO_DEM | M_PRO_IND, TAG_PRONOUN},
            {M_CONJ, TAG_CONJUNCTION},
            {M_CONJ_SUB, TAG_SUBORDINATOR},
            {M_ADV | M_NEG, TAG_ADVERB},
            {M_FINITE, TAG_VERB},
            {M_INF, TAG_INFINITIVE},
            {M_PART_PAST, TAG_PARTICIPLE},
            {M_PART_PRES, TAG_GERUND},
            {M_NUM, TAG_NUMERAL},
            {M_INTERJ | M_AFFIX, TAG_OTHER}};
  uint32_t tags = 0;
  for (size_t i = 0; i < COUNT(of); i++)
    if (m & of[i].morph) tags |= 1u << of[i].tag;
  if ((m & M_AUX) && (m & M_FINITE)) tags |= 1u << TAG_AUXILIARY;
  return tags;
}

static enum tagger_look look_of_mark(uint32_t c) {
  switch (c) {
    case '.':
    case '!':
    case '?':
    case 0: /* several full stops */
    case 0x2026: return LOOK_STOP;
    case ',': return LOOK_COMMA;
    default: return LOOK_MARK;
  }
}

static enum tagger_look look_of_capital(const calque_lexicon *lex, const calque_token *t) {
  const struct word *lower = lexicon_word(lex, t->lower);
  bool first = t->flags & CALQUE_FIRST;
  if (!lower->n_readings) return first ? LOOK_UNKNOWN_FIRST : LOOK_UNKNOWN_CAPITAL;
  if (!first) return lower->morph & M_FUNCTION ? LOOK_FUNCTION : LOOK_CAPITAL;
  return lexicon_word(lex, t->exact)->morph & M_PROPER ? LOOK_FIRST : LOOK_WORD;
}

enum tagger_look tagger_look(const calque_lexicon *lex, const calque_doc *doc,
                             const calque_token *t) {
  switch (t->kind) {
    case CALQUE_WORD: break;
    case CALQUE_NUMBER: return LOOK_NUMBER;
    case CALQUE_PUNCT: return look_of_mark(token_char(doc, t));
    case CALQUE_QUOTE: return LOOK_MARK;
    default: return LOOK_SIGN;
  }
  if (t->flags & CALQUE_CLITIC) return LOOK_CLITIC;
  if (t->flags & CALQUE_ALL_CAPS) return LOOK_CAPITALS;
  if (t->flags & CALQUE_CAPITAL) return look_of_capital(lex, t);
  return lexicon_word(lex, t->lower)->n_readings ? LOOK_WORD : LOOK_UNKNOWN;
}

bool tagger_ending(calque_str word, size_t n, char out[4 * TAGGER_SUFFIX]) {
  size_t at = word.len;
  for (size_t k = 0; k < n; k++) {
    if (at == 0) return false;
    do at--;
    while (at > 0 && ((unsigned char)word.ptr[at] & 0xc0) == 0x80);
  }
  memset(out, 0, 4 * TAGGER_SUFFIX);
  for (size_t i = at; i < word.len; i++) out[word.len - 1 - i] = word.ptr[i];
  return true;
}

bool tagger_open(const calque_lexicon *lex, struct tagger *out) {
  calque_str s = lexicon_section(lex, SECTION_TAGGER);
  struct tagger_header h;
  if (s.len < sizeof h) return false;
  memcpy(&h, s.ptr, sizeof h);
  const uint64_t sizes[] = {tagger_padded((uint64_t)N_TAGS * N_TAGS * N_TAGS),
                            tagger_padded(h.n_rows * sizeof *out->rows),
                            tagger_padded(h.n_cells * sizeof *out->cells),
                            tagger_padded(h.n_suffixes * sizeof *out->suffixes),
                            tagger_padded(h.n_words * sizeof *out->row_of_word)};
  uint64_t starts[COUNT(sizes)], at = sizeof h;
  for (size_t i = 0; i < COUNT(sizes); at += sizes[i++]) starts[i] = at;
  if (at != s.len || h.n_tags != N_TAGS || h.n_rows < N_LOOKS) return false;
  *out = (struct tagger){.after = (const void *)(s.ptr + starts[0]),
                         .rows = (const void *)(s.ptr + starts[1]),
                         .cells = (const void *)(s.ptr + starts[2]),
                         .suffixes = (const void *)(s.ptr + starts[3]),
                         .row_of_word = (const void *)(s.ptr + starts[4]),
                         .n_rows = h.n_rows,
                         .n_cells = h.n_cells,
                         .n_suffixes = h.n_suffixes,
                         .n_words = h.n_words};
  return true;
}

/* ---- What a token may be --------------------------------------------------------------------- */

struct candidates {
  uint32_t n;
  uint8_t tag[TAGGER_CANDIDATES];
  int cost[TAGGER_CANDIDATES];
};

static uint32_t row_of_unknown(const struct tagger *t, calque_str word) {
  char ending[4 * TAGGER_SUFFIX];
  for (size_t n = TAGGER_SUFFIX; n > 0; n--) {
    if (!tagger_ending(word, n, ending)) continue;
    uint32_t low = 0, high = t->n_suffixes;
    while (low < high) {
      uint32_t middle = (low + high) / 2;
      if (memcmp(t->suffixes[middle].text, ending, sizeof ending) < 0) low = middle + 1;
      else high = middle;
    }
    if (low < t->n_suffixes && memcmp(t->suffixes[low].text, ending, sizeof ending) == 0)
      return t->suffixes[low].row;
  }
  return LOOK_UNKNOWN;
}

/* Adds the row's tags, or makes those that are there cheaper. */
static void add_row(const struct tagger *t, uint32_t row, int more, struct candidates *out) {
  if (row >= t->n_rows) return;
  const struct tagger_row *r = &t->rows[row];
  for (uint32_t i = r->first; i < (uint32_t)r->first + r->n && i < t->n_cells; i++) {
    const struct tagger_cell *cell = &t->cells[i];
    uint32_t k = 0;
    while (k < out->n && out->tag[k] != cell->tag) k++;
    int cost = cell->cost + more;
    if (k == TAGGER_CANDIDATES || cell->tag >= N_TAGS) continue;
    if (k == out->n) out->tag[out->n++] = cell->tag;
    else if (out->cost[k] <= cost) continue;
    out->cost[k] = cost;
  }
}

static uint32_t row_of_word(const struct tagger *t, word_id id) {
  return id < t->n_words ? t->row_of_word[id] : 0;
}

/* A capital: a name at the cost of the look's first cell, or the lower-case word at that of its
 * second. */
static void add_capital(const struct tagger *t, enum tagger_look look, uint32_t row,
                        struct candidates *out) {
  const struct tagger_row *r = &t->rows[look];
  bool whole = r->n == 2 && (uint32_t)r->first + 2 <= t->n_cells;
  int name = whole ? t->cells[r->first].cost : 0, word = whole ? t->cells[r->first + 1].cost : 0;
  add_row(t, row, word, out);
  for (uint32_t i = 0; i < out->n; i++)
    if (out->tag[i] == TAG_NAME && out->cost[i] > name) out->cost[i] = name;
  for (uint32_t i = 0; i < out->n; i++)
    if (out->tag[i] == TAG_NAME) return;
  if (out->n == TAGGER_CANDIDATES) return;
  out->tag[out->n] = TAG_NAME;
  out->cost[out->n++] = name;
}

static void candidates_of(const struct tagger *t, const calque_lexicon *lex, const calque_doc *doc,
                          const calque_token *token, struct candidates *out) {
  enum tagger_look look = tagger_look(lex, doc, token);
  uint32_t row = row_of_word(t, token->lower);
  out->n = 0;
  if (look == LOOK_WORD) add_row(t, row, 0, out);
  else if (look <= LOOK_FIRST) add_capital(t, look, row, out);
  else if (look == LOOK_UNKNOWN) add_row(t, row_of_unknown(t, token_str(doc, token)), 0, out);
  else add_row(t, look, 0, out);
  if (out->n) return;
  out->n = 1;
  out->tag[0] = TAG_OTHER;
  out->cost[0] = 0;
}

/* ---- Viterbi --------------------------------------------------------------------------------- */

#define NO_COST_BELOW (-65536) /* of a candidate: two costs of cells may add up to one */

/* A cost times TAGGER_CANDIDATES, plus the candidate of the token before the two that it comes
 * through: the less of two ways is the cheaper one, of equals that of the first candidate. Which it
 * is cannot be foretold, so that it must not take a branch. TAGGER_WINDOW tokens stay far below
 * what fits. */
typedef uint32_t way;
static way way_of(uint32_t cost) { return cost * TAGGER_CANDIDATES; }
static uint32_t cost_of(way w) { return w / TAGGER_CANDIDATES; }
static uint32_t from_of(way w) { return w % TAGGER_CANDIDATES; }

/* One column: the cheapest way to end with candidate i of the token before and j of this one. */
struct column {
  struct candidates c;
  way best[TAGGER_CANDIDATES * TAGGER_CANDIDATES]; /* [j * TAGGER_CANDIDATES + i] */
};

/* Costs of the tags that may follow two others. */
static const uint8_t *costs_after(const struct tagger *t, uint8_t tag2, uint8_t tag) {
  return &t->after[((size_t)tag2 * N_TAGS + tag) * N_TAGS];
}

/* One row of costs serves all candidates of the token, so what came before is the outer loop. */
static void step(const struct tagger *t, const struct column *before2, const struct column *before,
                 struct column *now) {
  for (uint32_t i = 0; i < before->c.n; i++) {
    way best[TAGGER_CANDIDATES];
    memset(best, 0xff, sizeof best);
    for (uint32_t h = 0; h < before2->c.n; h++) {
      const uint8_t *after = costs_after(t, before2->c.tag[h], before->c.tag[i]);
      const way w = way_of(cost_of(before->best[i * TAGGER_CANDIDATES + h])) + h;
      for (uint32_t j = 0; j < now->c.n; j++) {
        const way longer = w + way_of(after[now->c.tag[j]]);
        best[j] = longer < best[j] ? longer : best[j];
      }
    }
    for (uint32_t j = 0; j < now->c.n; j++)
      now->best[j * TAGGER_CANDIDATES + i] =
          best[j] + way_of((uint32_t)(now->c.cost[j] - NO_COST_BELOW));
  }
}

static void start_column(struct column *c) {
  memset(c, 0, sizeof *c);
  c->c.n = 1;
  c->c.tag[0] = TAG_EDGE;
}

/* tokens[0 .. n): not quotation marks; columns[0] and [1] are the edge before them. */
static void decide(const struct tagger *t, struct column *columns, uint32_t n, uint8_t *tags) {
  for (uint32_t k = 0; k < n; k++) step(t, &columns[k], &columns[k + 1], &columns[k + 2]);
  struct column end;
  start_column(&end);
  step(t, &columns[n], &columns[n + 1], &end);
  uint32_t i = 0;
  for (uint32_t k = 1; k < columns[n + 1].c.n; k++)
    if (cost_of(end.best[k]) < cost_of(end.best[i])) i = k;
  uint32_t h = from_of(end.best[i]);
  for (uint32_t k = n + 1; k >= 2; k--) {
    tags[k - 2] = columns[k].c.tag[i];
    uint32_t next = from_of(columns[k].best[i * TAGGER_CANDIDATES + h]);
    i = h;
    h = next;
  }
}

void tagger_run(const struct tagger *t, const calque_lexicon *lex, const calque_doc *doc,
                const calque_sentence *sentence, uint8_t *out) {
  struct column columns[TAGGER_WINDOW + 2];
  uint32_t where[TAGGER_WINDOW], at = 0;
  uint8_t tags[TAGGER_WINDOW];
  start_column(&columns[0]);
  start_column(&columns[1]);
  while (at < sentence->n_tokens) {
    uint32_t n = 0;
    for (; at < sentence->n_tokens && n < TAGGER_WINDOW; at++) {
      const calque_token *token = &doc->tokens[sentence->first_token + at];
      out[at] = TAG_MARK;
      if (token->kind == CALQUE_QUOTE) continue;
      candidates_of(t, lex, doc, token, &columns[n + 2].c);
      where[n++] = at;
    }
    if (n) decide(t, columns, n, tags);
    for (uint32_t k = 0; k < n; k++) out[where[k]] = tags[k];
  }
}
