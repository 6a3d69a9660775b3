/* Which quotation marks open, which close, and what they pair with. « and “ say it themselves;
 * " and ' are told by what stands around them and by what is open. A quotation may go on in the
 * next paragraphs: then each of them opens again, or the mark closes there. */
#include "text/parts.h"

enum {
  MAX_DEPTH = 8,       /* quotations inside quotations; deeper ones are left unpaired */
  MAX_CARRY_LINES = 12 /* an open « or “ waits for its partner over so many lines */
};

enum mark { GUILLEMET, CURLY, SINGLE, STRAIGHT, APOSTROPHE, OTHER };

struct open_quote {
  uint32_t quote; /* index into quotes */
  enum mark mark;
  uint32_t line;
};

struct pairing {
  struct cutting *c;
  struct open_quote stack[MAX_DEPTH];
  size_t depth;
  uint32_t line;
};

static enum mark mark_of(uint32_t ch) {
  switch (ch) {
    case 0xab:
    case 0xbb: return GUILLEMET;
    case 0x201c:
    case 0x201d:
    case 0x201e: return CURLY;
    case 0x2018:
    case 0x2019: return SINGLE;
    case '"': return STRAIGHT;
    case '\'': return APOSTROPHE;
    default: return OTHER;
  }
}

static const calque_token *next_in_line(const struct pairing *p, uint32_t i) {
  const calque_line *line = &p->c->lines.ptr[p->line];
  return i + 1 < line->first_token + line->n_tokens ? &p->c->tokens.ptr[i + 1] : NULL;
}

/* For marks that look the same on both sides: open after a space, close before one. */
static bool opens_by_place(const struct pairing *p, uint32_t i, bool one_is_open) {
  const calque_token *t = &p->c->tokens.ptr[i], *next = next_in_line(p, i);
  bool space_before = t->flags & CALQUE_SPACE_BEFORE;
  bool space_after = !next || (next->flags & CALQUE_SPACE_BEFORE);
  if (space_before != space_after) return space_before;
  return !one_is_open;
}

static bool has_open(const struct pairing *p, enum mark mark) {
  for (size_t i = p->depth; i-- > 0;)
    if (p->stack[i].mark == mark) return true;
  return false;
}

static bool mark_opens(const struct pairing *p, uint32_t i, uint32_t ch, enum mark mark) {
  switch (mark) {
    case GUILLEMET: return ch == 0xab;
    case CURLY: return ch != 0x201d;
    case SINGLE: return ch == 0x2018;
    default: return opens_by_place(p, i, has_open(p, mark));
  }
}

static void open_at(struct pairing *p, uint32_t i, enum mark mark) {
  uint32_t parent = p->depth ? p->stack[p->depth - 1].quote : NO_TOKEN;
  calque_quote q = {i, NO_TOKEN, parent};
  if (p->depth < MAX_DEPTH) {
    p->stack[p->depth++] = (struct open_quote){(uint32_t)p->c->quotes.n, mark, p->line};
  }
  ARRAY_PUSH(p->c->arena, &p->c->quotes, q);
  p->c->tokens.ptr[i].flags |= CALQUE_OPENS;
}

static void close_at(struct pairing *p, uint32_t i, enum mark mark) {
  p->c->tokens.ptr[i].flags |= CALQUE_CLOSES;
  for (size_t k = p->depth; k-- > 0;) {
    if (p->stack[k].mark != mark) continue;
    p->c->quotes.ptr[p->stack[k].quote].close = i;
    p->depth = k; /* what was opened inside and not closed stays without partner */
    return;
  }
  calque_quote q = {NO_TOKEN, i, p->depth ? p->stack[p->depth - 1].quote : NO_TOKEN};
  ARRAY_PUSH(p->c->arena, &p->c->quotes, q);
}

/* An apostrophe that stands alone closes what is open and is otherwise left in peace. */
static bool is_plain_apostrophe(const struct pairing *p, uint32_t i, uint32_t ch, enum mark mark) {
  if (mark == SINGLE && ch == 0x2019) return !has_open(p, SINGLE);
  return mark == APOSTROPHE && !has_open(p, APOSTROPHE) && !opens_by_place(p, i, false);
}

/* At the end of a line " and ' are forgotten; « and “ may wait for the next paragraph. */
static void end_line(struct pairing *p) {
  size_t kept = 0;
  for (size_t i = 0; i < p->depth; i++) {
    bool waits = (p->stack[i].mark == GUILLEMET || p->stack[i].mark == CURLY) &&
                 p->line - p->stack[i].line < MAX_CARRY_LINES;
    if (waits) p->stack[kept++] = p->stack[i];
  }
  p->depth = kept;
}

/* A paragraph that opens with the mark that is still open continues that quotation. */
static void begin_line(struct pairing *p) {
  const calque_line *line = &p->c->lines.ptr[p->line];
  const calque_token *first = &p->c->tokens.ptr[line->first_token];
  if (!line->n_tokens || first->kind != CALQUE_QUOTE || !p->depth) return;
  enum mark mark = mark_of(token_char(p->c->doc, first));
  while (p->depth && p->stack[p->depth - 1].mark == mark) p->depth--;
}

/* Pairs the marks of the line; `next` is the first of c->others in it. Returns the first behind. */
static size_t pair_line(struct pairing *p, size_t next) {
  const struct cutting *c = p->c;
  const calque_line *line = &c->lines.ptr[p->line];
  begin_line(p);
  for (; next < c->others.n && c->others.ptr[next] < line->first_token + line->n_tokens; next++) {
    uint32_t i = c->others.ptr[next];
    if (c->tokens.ptr[i].kind != CALQUE_QUOTE) continue;
    uint32_t ch = token_char(c->doc, &c->tokens.ptr[i]);
    enum mark mark = mark_of(ch);
    if (mark == OTHER || is_plain_apostrophe(p, i, ch, mark)) continue;
    if (mark_opens(p, i, ch, mark)) open_at(p, i, mark);
    else close_at(p, i, mark);
  }
  end_line(p);
  return next;
}

/* Marks the tokens between the marks of every pair; no token is in more than MAX_DEPTH. */
static void mark_inside(struct cutting *c) {
  for (size_t i = 0; i < c->quotes.n; i++) {
    const calque_quote *q = &c->quotes.ptr[i];
    if (q->open == NO_TOKEN || q->close == NO_TOKEN) continue;
    for (uint32_t k = q->open + 1; k < q->close; k++) {
      c->tokens.ptr[k].depth++;
      c->tokens.ptr[k].flags |= CALQUE_IN_QUOTE;
    }
  }
}

void cut_quotes(struct cutting *c) {
  struct pairing p = {.c = c};
  for (size_t next = 0; p.line < c->lines.n; p.line++) next = pair_line(&p, next);
  mark_inside(c);
}
