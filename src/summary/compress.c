/* What a sentence can do without: the connective at its start, parentheses, a relative clause at
 * its end. Only what adds to what is said is left out; never who said it, a conditional, a
 * negation, a number, and no clause that names somebody. Where a limit asks for it, the end behind
 * a clause goes too, by the same rules. A quotation that goes on in another sentence gets its mark
 * back. */
#include "summary/compress.h"

#include "base/array.h"

enum {
  MIN_MAIN = 6,         /* words that a sentence keeps in front of what it loses at its end */
  MIN_RELATIVE = 3,     /* words of a clause that is worth leaving out */
  MAX_PARENTHESIS = 16, /* tokens; a longer one is a sentence of its own */
  MAX_DATELINE = 12,    /* tokens before its dash */
  MAX_BESIDE = 12       /* sentences that are searched for a short name */
};

struct cutting {
  calque_arena *arena;
  const calque_lexicon *lex;
  const calque_doc *doc;
  const calque_token *tokens; /* of the sentence */
  uint32_t n;
  bool *gone; /* tokens that are left out */
  struct saying how;
};

static uint32_t char_at(const struct cutting *c, uint32_t i) {
  return i < c->n ? token_char(c->doc, &c->tokens[i]) : 0;
}

static uint32_t cue_at(const struct cutting *c, uint32_t i) {
  return i < c->n && c->tokens[i].kind == CALQUE_WORD ? token_closed(c->lex, &c->tokens[i]) : 0;
}

static bool is_word(const struct cutting *c, uint32_t i) {
  return c->tokens[i].kind == CALQUE_WORD || c->tokens[i].kind == CALQUE_NUMBER;
}

static uint32_t words_in(const struct cutting *c, uint32_t first, uint32_t end) {
  uint32_t words = 0;
  for (uint32_t i = first; i < end; i++) words += !c->gone[i] && is_word(c, i);
  return words;
}

static bool has_verb(const struct cutting *c, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; i++)
    if (!c->gone[i] && lean_is_verb(c->lex, c->tokens, i)) return true;
  return false;
}

/* Does the token say something that must not get lost? */
static bool is_needed(const struct cutting *c, uint32_t i) {
  const calque_token *t = &c->tokens[i];
  if (t->kind == CALQUE_NUMBER || t->kind == CALQUE_LINK || t->kind == CALQUE_QUOTE) return true;
  if (t->kind != CALQUE_WORD) return false;
  uint64_t morph = token_morph(c->lex, t);
  return (cue_at(c, i) & (CLOSED_ATTRIBUTION | CLOSED_NEGATION)) || (morph & M_CONDITIONAL) ||
         ((morph & M_NUM) && !(morph & (M_DET | M_NOUN | M_PRO_IND)));
}

static bool any_needed(const struct cutting *c, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; i++)
    if (is_needed(c, i)) return true;
  return false;
}

static bool any_name(const struct cutting *c, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; i++)
    if (c->tokens[i].flags & CALQUE_CAPITAL) return true;
  return false;
}

static bool any_date(const struct cutting *c, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; i++)
    if (cue_at(c, i) & CLOSED_DATE) return true;
  return false;
}

static void leave_out(const struct cutting *c, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; i++) c->gone[i] = true;
}

/* ---- Parentheses
 * --------------------------------------------------------------------------------- */

static uint32_t find_closing(const struct cutting *c, uint32_t open) {
  for (uint32_t i = open + 1; i < c->n && i <= open + MAX_PARENTHESIS; i++) {
    uint32_t ch = char_at(c, i);
    if (ch == '(') return 0;
    if (ch == ')') return i;
  }
  return 0;
}

static bool has_token(const struct cutting *c, const calque_token *tokens, uint32_t n,
                      const calque_token *wanted) {
  calque_str s = token_str(c->doc, wanted);
  for (uint32_t i = 0; i < n; i++)
    if (&tokens[i] != wanted && token_is(c->doc, &tokens[i], s)) return true;
  return false;
}

/* « (Sdis) », « (SDIS, Isère) »: a name that the summary goes on to use, or a list of names. */
static bool is_used(const struct cutting *c, uint32_t open, uint32_t close) {
  uint32_t names = 0;
  for (uint32_t i = open + 1; i < close; i++) {
    const calque_token *t = &c->tokens[i];
    if (t->kind != CALQUE_WORD || !(t->flags & CALQUE_CAPITAL)) continue;
    names += char_at(c, i + 1) == ',';
    if (has_token(c, c->tokens + close, c->n - close, t)) return true;
    for (uint32_t k = 0; k < c->how.n_beside && k < MAX_BESIDE; k++) {
      const calque_sentence *s = &c->doc->sentences[c->how.beside[k]];
      const calque_token *tokens = &c->doc->tokens[s->first_token];
      if (tokens != c->tokens && has_token(c, tokens, s->n_tokens, t)) return true;
    }
  }
  return names > 1;
}

/* Not élu(s), not the first words, not behind a quotation (it names the speaker), not inside one
 * (the editor's word completes it). */
static void drop_parentheses(const struct cutting *c) {
  for (uint32_t i = 1; i < c->n; i++) {
    if (char_at(c, i) != '(' || !(c->tokens[i].flags & CALQUE_SPACE_BEFORE)) continue;
    uint32_t close = find_closing(c, i);
    if (!close || close + 1 >= c->n) continue;
    const calque_token *before = &c->tokens[i - 1], *after = &c->tokens[close + 1];
    bool attached = !(after->flags & CALQUE_SPACE_BEFORE) && after->kind != CALQUE_PUNCT;
    if (before->kind == CALQUE_QUOTE || c->tokens[i].depth || attached) continue;
    if (!any_needed(c, i, close) && !is_used(c, i, close)) leave_out(c, i, close + 1);
  }
}

/* ---- Where and by whom it was written
 * ------------------------------------------------------------ */

static bool is_dash(uint32_t ch) { return ch == 0x2013 || ch == 0x2014 || ch == '-'; }

/* « PARIS (AFP) – », « SAINT-ÉVRARD, QUÉBEC — »: a place in capitals, or one with an agency, and
 * perhaps a date, before a dash and the first words of the sentence. */
static void drop_dateline(const struct cutting *c) {
  bool agency = false, shouted = c->n && c->tokens[0].flags & CALQUE_ALL_CAPS;
  uint32_t i = 0;
  for (int depth = 0; i < c->n && i < MAX_DATELINE; i++) {
    uint32_t ch = char_at(c, i);
    depth += (ch == '(') - (ch == ')');
    agency |= depth && c->tokens[i].flags & CALQUE_ALL_CAPS;
    if (is_dash(ch)) break;
    bool date = c->tokens[i].kind == CALQUE_NUMBER || (i && c->tokens[i - 1].kind == CALQUE_NUMBER);
    bool name = c->tokens[i].kind == CALQUE_WORD && c->tokens[i].flags & CALQUE_CAPITAL;
    if (!name && !date && !depth && ch != ',' && ch != ')' && ch != '.') return;
  }
  if (i == 0 || i + 1 >= c->n || !is_dash(char_at(c, i)) || !(agency || shouted)) return;
  bool parted = c->tokens[i].flags & c->tokens[i + 1].flags & CALQUE_SPACE_BEFORE;
  if (parted && c->tokens[i + 1].flags & CALQUE_CAPITAL) leave_out(c, 0, i + 1);
}

/* ---- Relative clauses
 * ---------------------------------------------------------------------------- */

static uint32_t end_of_words(const struct cutting *c) {
  uint32_t end = c->n;
  while (end > 0 && !is_word(c, end - 1)) end--;
  return end;
}

static bool is_pause(uint32_t ch) {
  return ch == ',' || ch == ';' || ch == ':' || ch == '(' || ch == ')' || ch == '[' ||
         ch == 0x2013 || ch == 0x2014 || ch == '-';
}

/* The last pause before token `end`, 0 when there is none. */
static uint32_t last_pause(const struct cutting *c, uint32_t end) {
  for (uint32_t i = end; i-- > 1;)
    if (!c->gone[i] && c->tokens[i].kind == CALQUE_PUNCT && is_pause(char_at(c, i))) return i;
  return 0;
}

/* « C’est le maire, hier, qui ... », « ceux, nombreux, qui ... »: the clause is what is said. */
static bool points_ahead(const struct cutting *c, uint32_t end) {
  for (uint32_t i = 0; i < end; i++)
    if (cue_at(c, i) & CLOSED_POINTER) return true;
  return false;
}

/* « ..., qui avait duré une partie de la nuit. » */
static void drop_relative(const struct cutting *c) {
  uint32_t end = end_of_words(c), comma = last_pause(c, end);
  if (!comma || char_at(c, comma) != ',' || c->tokens[comma].depth) return;
  if (!(cue_at(c, comma + 1) & CLOSED_RELATIVE) || end < c->n - 1) return;
  if (words_in(c, comma, end) < MIN_RELATIVE || words_in(c, 0, comma) < MIN_MAIN) return;
  if (!has_verb(c, 0, comma) || points_ahead(c, comma)) return;
  if (any_needed(c, comma, end) || any_name(c, comma, end) || any_date(c, comma, end)) return;
  if (words_in(c, comma, end) >= words_in(c, 0, comma)) return; /* it is what the sentence says */
  leave_out(c, comma, end);
}

/* ---- Cutting
 * ------------------------------------------------------------------------------------- */

/* How far a sentence is read: what stands before a token. */
struct measure {
  uint32_t words, chars;
  int brackets; /* open */
  bool verb;
};

static void measure_token(const struct cutting *c, uint32_t i, struct measure *m) {
  const calque_token *t = &c->tokens[i];
  uint32_t ch = char_at(c, i), end = i + 1 < c->n ? t[1].span.start : t->span.end;
  if (c->gone[i]) return;
  m->words += is_word(c, i);
  m->chars += (uint32_t)utf8_count(str_of_span(c->doc->text, (calque_span){t->span.start, end}));
  m->brackets += (ch == '(' || ch == '[') - (ch == ')' || ch == ']');
  m->verb |= lean_is_verb(c->lex, c->tokens, i);
}

static bool passes(const struct measure *m, struct saying how) {
  return (how.max_words && m->words > how.max_words) || (how.max_chars && m->chars > how.max_chars);
}

/* The last pause within the limits that a clause ends at, outside of quotations and brackets; the
 * length of the sentence when it is within the limits; 0 when it must stay whole. */
static uint32_t find_cut(const struct cutting *c, struct saying how) {
  struct measure m = {0};
  uint32_t cut = 0;
  for (uint32_t i = 0; i < c->n; i++) {
    const calque_token *t = &c->tokens[i];
    bool pause = !c->gone[i] && t->kind == CALQUE_PUNCT && is_pause(char_at(c, i));
    if (pause && m.words >= MIN_MAIN && m.verb && !m.brackets && !t->depth) cut = i;
    measure_token(c, i, &m);
    if (passes(&m, how)) return cut;
  }
  return c->n;
}

static bool loses_needed(const struct cutting *c, uint32_t first) {
  for (uint32_t i = first; i < c->n; i++)
    if (!c->gone[i] && c->tokens[i].kind == CALQUE_WORD && is_needed(c, i)) return true;
  return false;
}

/* ---- Saying it
 * ------------------------------------------------------------------------------------ */

/* The mark that stands in another sentence; « and » with their no-break space. */
static void add_mark(const struct cutting *c, uint32_t quote, bool opening, struct buf *out) {
  const calque_quote *q = &c->doc->quotes[quote];
  calque_str mark = token_str(c->doc, &c->doc->tokens[opening ? q->open : q->close]);
  bool spaced = str_eq(mark, STR("«")) || str_eq(mark, STR("»"));
  if (!opening && spaced) buf_puts(out, "\u00a0");
  buf_str(out, mark);
  if (opening && spaced) buf_puts(out, "\u00a0");
}

/* The piece with a capital, as the first of a sentence. */
static void add_capital(struct buf *out, calque_str piece) {
  size_t len;
  char upper[4];
  uint32_t ch = utf8_decode(piece, &len);
  buf_add(out, upper, utf8_encode(utf8_upper(ch), upper));
  buf_str(out, str_slice(piece, len, piece.len));
}

/* Runs of tokens that stay, as spans and as text. */
static void add_pieces(const struct cutting *c, struct said *said, struct buf *out) {
  ARRAY(calque_span) kept = {0};
  for (uint32_t i = 0, end; i < c->n; i = end) {
    for (end = i; end < c->n && c->gone[end] == c->gone[i];) end++;
    if (c->gone[i]) continue;
    calque_span span = {c->tokens[i].span.start, c->tokens[end - 1].span.end};
    calque_str piece = str_of_span(c->doc->text, span);
    if (kept.n && c->tokens[i].flags & CALQUE_SPACE_BEFORE) buf_char(out, ' ');
    if (!kept.n && i > 0) add_capital(out, piece);
    else buf_str(out, piece);
    ARRAY_PUSH(c->arena, &kept, span);
  }
  said->kept = kept.ptr;
  said->n_kept = (uint32_t)kept.n;
}

static struct said say(const struct cutting *c, const struct summary_candidate *s, bool is_cut) {
  struct said said = {.words = words_in(c, 0, c->n), .is_cut = is_cut};
  struct buf out;
  buf_init(&out, BUF_MAX_OUTPUT);
  if (s->opened_before != NO_QUOTE) add_mark(c, s->opened_before, true, &out);
  add_pieces(c, &said, &out);
  if (is_cut) buf_puts(&out, "…");
  else if (s->closed_after != NO_QUOTE) add_mark(c, s->closed_after, false, &out);
  said.text = arena_copy(c->arena, buf_view(&out));
  buf_free(&out);
  return said;
}

static bool anything_gone(const struct cutting *c) {
  for (uint32_t i = 0; i < c->n; i++)
    if (c->gone[i]) return true;
  return false;
}

struct said summary_say(calque_arena *arena, const calque_lexicon *lex, const calque_doc *doc,
                        const struct summary_candidate *s, struct saying how) {
  const calque_sentence *sentence = &doc->sentences[s->sentence];
  struct cutting c = {arena,
                      lex,
                      doc,
                      &doc->tokens[sentence->first_token],
                      sentence->n_tokens,
                      ARENA_ARRAY(arena, bool, sentence->n_tokens + 1),
                      how};
  bool is_cut = false;
  if (how.compress) {
    leave_out(&c, 0, s->lean.lead);
    drop_dateline(&c);
    drop_parentheses(&c);
    drop_relative(&c);
  }
  if (how.max_words || how.max_chars) {
    uint32_t cut = find_cut(&c, how);
    is_cut = cut && cut < c.n && !loses_needed(&c, cut);
    if (is_cut) leave_out(&c, cut, c.n);
  }
  if (s->opened_before != NO_QUOTE || s->closed_after != NO_QUOTE || anything_gone(&c))
    return say(&c, s, is_cut);
  calque_span *all = ARENA_NEW(arena, calque_span);
  *all = s->span;
  return (struct said){str_of_span(doc->text, s->span), all, 1, words_in(&c, 0, c.n), false};
}
