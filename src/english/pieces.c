/* One pass over the characters. Folded forms are written into one block as long as the text can
 * need, so that a piece costs no allocation of its own. */
#include "english/pieces.h"

/* A small-letter word that ends with a full stop without ending its sentence. */
static const calque_str ABBREVIATIONS[] = {
#define ABBREVIATION(word) STR_INIT(word),
#include "english/abbreviations.def"
#undef ABBREVIATION
};

struct cutter {
  calque_arena *arena;
  const calque_lexicon *lex;
  calque_str text;
  size_t at, end;
  bool space; /* white space since the last piece */
  bool first; /* the next word opens a sentence */
  char *folded;
  ARRAY(struct piece) pieces;
};

static uint32_t peek(const struct cutter *c, size_t at, size_t *len) {
  *len = 0;
  if (at >= c->end) return 0;
  return utf8_decode(str_slice(c->text, at, c->end), len);
}

static bool is_word_char(uint32_t ch) { return utf8_is_letter(ch) || utf8_is_digit(ch); }

/* End of a dotted acronym (U.S. O.N.U. a.m.) that starts at `at`, or `at` when there is none: at
 * least two single letters, each with its full stop; the last stop may be missing. */
static size_t dotted_end(const struct cutter *c, size_t at) {
  size_t end = at, letters = 0, n, dot;
  for (;;) {
    uint32_t ch = peek(c, end, &n);
    if (!n || !utf8_is_letter(ch)) break;
    bool stop = peek(c, end + n, &dot) == '.';
    if (!stop) {
      size_t next;
      if (letters == 0 || is_word_char(peek(c, end + n, &next))) break;
      return letters >= 1 ? end + n : at;
    }
    letters++;
    end += n + dot;
  }
  return letters >= 2 ? end : at;
}

static size_t word_end(const struct cutter *c, size_t at, uint16_t *flags) {
  size_t n, upper = 0, lower = 0, letters = 0;
  bool mixed = false;
  for (uint32_t ch; (ch = peek(c, at, &n)), n && is_word_char(ch); at += n) {
    if (utf8_is_digit(ch)) {
      mixed = true;
      continue;
    }
    if (utf8_is_upper(ch)) {
      if (letters == 0) *flags |= PIECE_CAPITAL;
      if (lower) mixed = true;
      upper++;
    } else if (utf8_is_lower(ch)) {
      lower++;
    }
    letters++;
  }
  if (upper >= 2 && !lower) *flags |= PIECE_CAPS;
  if (upper && lower) *flags |= PIECE_SMALL_AFTER;
  if (mixed) *flags |= PIECE_MIXED;
  return at;
}

static calque_str fold_into(struct cutter *c, calque_str word) {
  size_t n = utf8_fold_word(word, c->folded), kept = 0;
  for (size_t i = 0; i < n; i++) {
    if (c->folded[i] != '.') c->folded[kept++] = c->folded[i];
  }
  calque_str folded = {c->folded, kept};
  c->folded += kept;
  return folded;
}

static void push(struct cutter *c, struct piece p) {
  if (c->space) p.flags |= PIECE_SPACE;
  c->space = false;
  ARRAY_PUSH(c->arena, &c->pieces, p);
}

static void look_up(const struct cutter *c, struct piece *p) {
  char small[256];
  calque_str word = str_of_span(c->text, p->span);
  if (!c->lex || word.len * 3 > sizeof small) return;
  p->exact = lexicon_find(c->lex, word);
  p->lower = p->exact;
  if (p->flags & PIECE_CAPITAL) {
    p->lower = lexicon_find(c->lex, (calque_str){small, utf8_lower_word(word, small)});
  }
}

static void take_word(struct cutter *c) {
  struct piece p = {.kind = PIECE_WORD, .span = {(uint32_t)c->at, 0}};
  size_t n, end = dotted_end(c, c->at);
  if (end > c->at) {
    uint32_t ch = peek(c, c->at, &n);
    p.flags |= PIECE_DOTTED;
    if (utf8_is_upper(ch)) p.flags |= PIECE_CAPITAL | PIECE_CAPS;
  } else {
    end = word_end(c, c->at, &p.flags);
  }
  p.span.end = (uint32_t)end;
  p.folded = fold_into(c, str_of_span(c->text, p.span));
  if (c->first) p.flags |= PIECE_FIRST;
  c->first = false;
  uint32_t after = peek(c, end, &n);
  if (after == '\'' || after == 0x2019) p.flags |= PIECE_ELIDED;
  look_up(c, &p);
  c->at = end;
  push(c, p);
}

static void take_digits(struct cutter *c) {
  struct piece p = {.kind = PIECE_DIGITS, .span = {(uint32_t)c->at, 0}};
  size_t n;
  for (uint32_t ch; (ch = peek(c, c->at, &n)), n && utf8_is_digit(ch);) c->at += n;
  p.span.end = (uint32_t)c->at;
  p.folded = str_of_span(c->text, p.span);
  if (c->first) p.flags |= PIECE_FIRST;
  c->first = false;
  push(c, p);
}

static bool is_abbreviation(calque_str folded) {
  if (folded.len == 1) return true; /* initials, M. */
  for (size_t i = 0; i < COUNT(ABBREVIATIONS); i++) {
    if (str_eq(folded, ABBREVIATIONS[i])) return true;
  }
  return false;
}

/* Does the mark end a sentence, so that the next word may be capital for that reason alone? Opening
 * quotation marks and colons count too: what follows may be a sentence of its own. */
static bool opens_sentence(const struct cutter *c, uint32_t mark) {
  switch (mark) {
    case '!':
    case '?':
    case 0x2026: /* … */
    case ':':
    case 0x00ab: /* « */
    case 0x201c: /* “ */
    case 0x201e: /* „ */
    case '(':
    case '[':
    case 0x2022: /* bullet */ return true;
    case '"': return c->space || c->at == 0;
    case '-':
    case 0x2013:
    case 0x2014: return c->first;
    case '.': {
      if (!c->pieces.n) return true;
      const struct piece *before = &ARRAY_LAST(&c->pieces);
      return !(before->kind == PIECE_WORD && is_abbreviation(before->folded));
    }
    default: return false;
  }
}

static void take_mark(struct cutter *c, uint32_t ch, size_t n) {
  struct piece p = {.kind = PIECE_MARK, .mark = ch};
  p.span = (calque_span){(uint32_t)c->at, (uint32_t)(c->at + n)};
  p.folded = str_of_span(c->text, p.span);
  /* Marks that close or stand between leave "first" as it is: « Il part. » */
  if (opens_sentence(c, ch)) c->first = true;
  c->at += n;
  push(c, p);
}

struct pieces pieces_cut(calque_arena *arena, const calque_lexicon *lex, calque_str text,
                         calque_span span) {
  struct cutter c = {arena, lex, text, span.start, span.end, true, true, NULL, {0}};
  c.folded = arena_alloc(arena, 3 * (size_t)(span.end - span.start) + 16);
  while (c.at < c.end) {
    size_t n;
    uint32_t ch = peek(&c, c.at, &n);
    if (utf8_is_space(ch)) {
      c.space = true;
      if (ch == '\n' || ch == 0x2028 || ch == 0x2029) c.first = true;
      c.at += n;
    } else if (utf8_is_letter(ch)) {
      take_word(&c);
    } else if (utf8_is_digit(ch)) {
      take_digits(&c);
    } else {
      take_mark(&c, ch, n);
    }
  }
  return (struct pieces){text, c.pieces.ptr, (uint32_t)c.pieces.n};
}

const struct piece *piece_at(const struct pieces *p, int64_t i) {
  static const struct piece none = {.kind = PIECE_MARK, .flags = PIECE_SPACE};
  return i >= 0 && i < (int64_t)p->n ? &p->ptr[i] : &none;
}
