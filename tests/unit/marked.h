/* Examples with their findings marked in the text, as tests/spec/ and the checks write them:
 *
 *   Cela ⟦fait du sens⟧{calque → a du sens} pour les élus.
 *
 * The brackets hold exactly the bytes of the finding; the braces name the check and, after the
 * arrow, what it suggests. Without braces the check is the one whose page it is. Marks may nest.
 * \n stands for a line break, \u00a0 for a no-break space (any four hexadecimal digits). */
#ifndef TESTS_MARKED_H
#define TESTS_MARKED_H

#include "base/array.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/utf8.h"

#define MARKED_DEPTH 4

struct mark {
  calque_span span;
  calque_str check;
  calque_str suggestion; /* ptr NULL: any */
};

struct marked {
  calque_str text; /* without the marks */
  struct mark *marks;
  size_t n_marks;
  const char *error; /* what is wrong with the marks; NULL: nothing */
};

struct marked_parser {
  calque_arena *arena;
  calque_str in;
  size_t at;
  char *out;
  size_t out_len;
  calque_str own_check;
  ARRAY(struct mark) marks;
  size_t open[MARKED_DEPTH];
  size_t n_open;
  const char *error;
};

static inline bool marked_take(struct marked_parser *p, calque_str s) {
  if (!str_starts(str_slice(p->in, p->at, p->in.len), s)) return false;
  p->at += s.len;
  return true;
}

/* \n and \uXXXX at p->at; false when it is neither. */
static inline bool marked_escape(struct marked_parser *p) {
  if (marked_take(p, STR("\\n"))) return p->out[p->out_len++] = '\n', true;
  if (p->at + 6 > p->in.len || !marked_take(p, STR("\\u"))) return false;
  uint32_t c = 0;
  for (int i = 0; i < 4; i++) {
    char d = p->in.ptr[p->at++];
    c = c * 16 + (uint32_t)(d <= '9' ? d - '0' : (d | 0x20) - 'a' + 10);
  }
  p->out_len += utf8_encode(c, p->out + p->out_len);
  return true;
}

/* `s` with its escapes resolved. */
static inline calque_str marked_unescape(calque_arena *arena, calque_str s) {
  struct marked_parser p = {.in = s, .out = arena_alloc(arena, s.len + 1)};
  while (p.at < s.len)
    if (!marked_escape(&p)) p.out[p.out_len++] = s.ptr[p.at++];
  return (calque_str){p.out, p.out_len};
}

/* What stands in the braces behind a closing mark, if there are any. */
static inline void marked_name(struct marked_parser *p, struct mark *mark) {
  mark->check = p->own_check;
  if (!marked_take(p, STR("{"))) return;
  calque_str rest = str_slice(p->in, p->at, p->in.len);
  size_t end = str_find(rest, STR("}"));
  if (end == SIZE_MAX) {
    p->error = "a brace is not closed";
    return;
  }
  p->at += end + 1;
  calque_str inside = str_slice(rest, 0, end);
  size_t arrow = str_find(inside, STR("→"));
  mark->check = str_trim(str_slice(inside, 0, arrow == SIZE_MAX ? end : arrow));
  if (arrow != SIZE_MAX)
    mark->suggestion =
        marked_unescape(p->arena, str_trim(str_slice(inside, arrow + STR("→").len, inside.len)));
}

static inline void marked_open(struct marked_parser *p) {
  if (p->n_open == MARKED_DEPTH) {
    p->error = "marks are nested too deep";
    return;
  }
  struct mark mark = {.span = {(uint32_t)p->out_len, UINT32_MAX}, .check = p->own_check};
  p->open[p->n_open++] = p->marks.n;
  ARRAY_PUSH(p->arena, &p->marks, mark);
}

static inline void marked_close(struct marked_parser *p) {
  if (p->n_open == 0) {
    p->error = "a mark is closed that was not opened";
    return;
  }
  struct mark *mark = &p->marks.ptr[p->open[--p->n_open]];
  mark->span.end = (uint32_t)p->out_len;
  marked_name(p, mark);
}

/* Takes the marks out of `in`. `own_check` is meant where a mark names none. Everything is in the
 * arena. */
static inline struct marked marked_parse(calque_arena *arena, calque_str in, calque_str own_check) {
  struct marked_parser p = {.arena = arena, .in = in, .own_check = own_check};
  p.out = arena_alloc(arena, in.len + 1);
  while (p.at < in.len && !p.error) {
    if (marked_take(&p, STR("⟦"))) marked_open(&p);
    else if (marked_take(&p, STR("⟧"))) marked_close(&p);
    else if (!marked_escape(&p)) p.out[p.out_len++] = in.ptr[p.at++];
  }
  if (p.n_open && !p.error) p.error = "a mark is not closed";
  return (struct marked){
      .text = {p.out, p.out_len}, .marks = p.marks.ptr, .n_marks = p.marks.n, .error = p.error};
}

#endif
