/* Where sentences end. A line break always ends one (a title has no full stop); inside a line a
 * full stop does, unless it belongs to an abbreviation, an initial or a list number, or the
 * sentence visibly goes on. `mot.Mot` is two sentences whose break was lost. A full stop before a
 * small letter ends a sentence too: that the next one starts small is for a check to report. */
#include "text/parts.h"

/* What stands behind the end of a sentence, within its line. */
struct after {
  const calque_token *next; /* NULL: the line ends */
  bool closed;              /* a closing quote or bracket comes between */
};

static bool is_stop(uint32_t ch) { return ch == '.' || ch == '!' || ch == '?' || ch == 0x2026; }

/* First character of a stop token: "..." counts as an ellipsis. */
static uint32_t stop_char(const calque_doc *doc, const calque_token *t) {
  if (t->kind != CALQUE_PUNCT) return 0;
  calque_str s = token_str(doc, t);
  if (s.ptr[0] == '.' && s.len > 1) return 0x2026;
  size_t len;
  uint32_t ch = utf8_decode(s, &len);
  return is_stop(ch) ? ch : 0;
}

static bool closes(const calque_doc *doc, const calque_token *t) {
  if (t->kind == CALQUE_QUOTE) return (t->flags & CALQUE_CLOSES) && !(t->flags & CALQUE_OPENS);
  uint32_t ch = token_char(doc, t);
  return t->kind == CALQUE_PUNCT && (ch == ')' || ch == ']');
}

/* Letter case of the first letter of a token: 1 upper, -1 lower, 0 none. */
static int case_of(const calque_doc *doc, const calque_token *t) {
  size_t len;
  uint32_t ch = utf8_decode(token_str(doc, t), &len);
  return utf8_is_upper(ch) ? 1 : utf8_is_lower(ch) ? -1 : 0;
}

static bool is_single_capital(const calque_token *t, calque_str s) {
  return t->kind == CALQUE_WORD && (t->flags & CALQUE_CAPITAL) && s.len <= 2 && utf8_count(s) == 1;
}

/* Does the full stop behind this token belong to it? */
static bool stop_belongs(const calque_doc *doc, const calque_token *first,
                         const calque_token *before, int next_case) {
  calque_str s = token_str(doc, before);
  if (before->kind == CALQUE_NUMBER) return before == first; /* 1. Premier point */
  if (before->kind != CALQUE_WORD) return false;
  enum abbreviation kind = abbreviation_of(s);
  if (kind == NEVER_ENDS)
    return utf8_count(s) > 1 || (before->flags & CALQUE_CAPITAL) || next_case <= 0;
  if (kind == MAY_END) return next_case < 0;
  if (is_single_capital(before, s)) /* J. Martin, Antony J. Martin; but: le plan B. Le maire */
    return next_case < 0 || before == first || (before[-1].flags & CALQUE_CAPITAL) ||
           before[-1].kind != CALQUE_WORD;
  return next_case < 0 && s.ptr[s.len - 1] == '.';
}

/* Does a sentence end behind the stop `ch`, given what comes next? */
static bool ends_before(const calque_doc *doc, uint32_t ch, const struct after *after) {
  const calque_token *next = after->next;
  if (!next) return true;
  bool space = next->flags & CALQUE_SPACE_BEFORE;
  int kase = case_of(doc, next);
  if (!space) {
    if (after->closed) return kase > 0;
    return kase > 0 || (next->kind == CALQUE_QUOTE && (next->flags & CALQUE_OPENS));
  }
  if (kase < 0) return ch == '.' && (!after->closed || next->kind != CALQUE_WORD);
  if (next->kind == CALQUE_PUNCT) {
    uint32_t c = token_char(doc, next);
    return c == '(' || c == '[' || c == '-' || (c >= 0x2010 && c <= 0x2015);
  }
  return next->kind != CALQUE_SYMBOL || ch == '.';
}

/* “... Union soviétique”. se référant: the stop stands behind the quote, and a small letter
 * follows. `dit-il` after « Je pars. » goes on instead. */
static bool stop_is_last(const calque_doc *doc, uint32_t stop, uint32_t end) {
  for (uint32_t i = stop + 1; i < end; i++)
    if (closes(doc, &doc->tokens[i])) return false;
  return true;
}

static void push_sentence(struct cutting *c, uint32_t first, uint32_t end, uint32_t line) {
  if (first >= end) return;
  calque_token *tokens = c->tokens.ptr;
  const uint32_t sentence = (uint32_t)c->sentences.n;
  calque_sentence s = {.first_token = first, .n_tokens = end - first, .line = line};
  s.span = (calque_span){tokens[first].span.start, tokens[end - 1].span.end};
  for (uint32_t i = first; i < end; i++) tokens[i].sentence = sentence;
  for (uint32_t i = first; i < end; i++) {
    if (tokens[i].kind != CALQUE_WORD) continue;
    tokens[i].flags |= CALQUE_FIRST;
    break;
  }
  ARRAY_PUSH(c->arena, &c->sentences, s);
}

/* Does the sentence end at the stop `ch`, token i? *past: behind the further stops and closing
 * marks that belong to it. `end` bounds the line. */
static bool ends_at(const calque_doc *doc, uint32_t first, uint32_t i, uint32_t ch, uint32_t end,
                    uint32_t *past) {
  const calque_token *tokens = doc->tokens;
  uint32_t k = i + 1;
  while (k < end && !(tokens[k].flags & CALQUE_SPACE_BEFORE) && stop_char(doc, &tokens[k])) k++;
  while (k < end && closes(doc, &tokens[k])) k++;
  *past = k;
  struct after after = {k < end ? &tokens[k] : NULL, !stop_is_last(doc, i, k)};
  int next_case = after.next ? case_of(doc, after.next) : 0;
  if (ch == '.' && k == i + 1 && i > first && after.next &&
      !(tokens[i].flags & CALQUE_SPACE_BEFORE) &&
      stop_belongs(doc, &tokens[first], &tokens[i - 1], next_case))
    return false;
  return ends_before(doc, ch, &after);
}

/* Abbreviated words that hold their full stop (p.m., U.S.) end a sentence before a capital that
 * starts one; we cannot know, and leave it to the line break. `next` is the first of c->others in
 * the line; returns the first behind it. */
static size_t cut_line(struct cutting *c, uint32_t index, size_t next) {
  calque_line *line = &c->lines.ptr[index];
  uint32_t first = line->first_token, past = first, end = first + line->n_tokens;
  line->first_sentence = (uint32_t)c->sentences.n;
  for (; next < c->others.n && c->others.ptr[next] < end; next++) {
    uint32_t i = c->others.ptr[next], ch = stop_char(c->doc, &c->tokens.ptr[i]);
    if (!ch || i < past || !ends_at(c->doc, first, i, ch, end, &past)) continue;
    push_sentence(c, first, past, index);
    first = past;
  }
  push_sentence(c, first, end, index);
  line->n_sentences = (uint32_t)c->sentences.n - line->first_sentence;
  return next;
}

void cut_sentences(struct cutting *c) {
  size_t next = 0;
  c->doc->tokens = c->tokens.ptr;
  for (uint32_t i = 0; i < c->lines.n; i++) next = cut_line(c, i, next);
}
