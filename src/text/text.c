/* text_parse: the passes in order, then the small look-ups that everybody needs. */
#include "text/text.h"

#include "text/parts.h"

#include <assert.h>

enum { CHARS_STEP = 1024 }; /* bytes between two entries of doc->chars */

static unsigned char is_break(unsigned char c) { return (c == '\n') | (c == '\r'); }

/* Offset of the next line feed or carriage return from i on; s.len when there is none. */
static size_t next_break(calque_str s, size_t i) {
  enum { BLOCK = 64 }; /* bytes that are looked at at once */
  const unsigned char *p = (const unsigned char *)s.ptr;
  for (; i + BLOCK <= s.len; i += BLOCK) {
    unsigned char found = 0;
    for (int k = 0; k < BLOCK; k++) found |= is_break(p[i + (size_t)k]);
    if (found) break;
  }
  while (i < s.len && !is_break(p[i])) i++;
  return i;
}

/* Offsets of the physical lines: LF, CR LF and lone CR break. */
static void index_breaks(struct cutting *c) {
  calque_str s = c->doc->text;
  ARRAY(uint32_t) breaks = {0};
  ARRAY_PUSH(c->arena, &breaks, 0);
  for (size_t i = next_break(s, 0); i < s.len; i = next_break(s, i + 1)) {
    if (s.ptr[i] == '\r' && i + 1 < s.len && s.ptr[i + 1] == '\n') i++;
    ARRAY_PUSH(c->arena, &breaks, (uint32_t)(i + 1));
  }
  c->doc->breaks = breaks.ptr;
  c->doc->n_breaks = (uint32_t)breaks.n;
}

static void index_chars(struct cutting *c) {
  calque_str s = c->doc->text;
  size_t n = s.len / CHARS_STEP + 1;
  uint32_t *chars = ARENA_ARRAY(c->arena, uint32_t, n);
  for (size_t i = 1; i < n; i++)
    chars[i] =
        chars[i - 1] + (uint32_t)utf8_count(str_slice(s, (i - 1) * CHARS_STEP, i * CHARS_STEP));
  c->doc->chars = chars;
}

calque_doc *text_parse(calque_arena *arena, const calque_article *article) {
  assert(article->text.len <= UINT32_MAX);
  calque_doc *doc = ARENA_NEW(arena, calque_doc);
  struct cutting c = {.arena = arena, .doc = doc};
  doc->meta = *article;
  doc->text = article->text.ptr ? article->text : STR("");
  index_breaks(&c);
  index_chars(&c);
  cut_lines(&c);
  cut_tokens(&c);
  cut_quotes(&c);
  cut_sentences(&c);
  doc->lines = c.lines.ptr;
  doc->n_lines = (uint32_t)c.lines.n;
  doc->tokens = c.tokens.ptr;
  doc->n_tokens = (uint32_t)c.tokens.n;
  doc->quotes = c.quotes.ptr;
  doc->n_quotes = (uint32_t)c.quotes.n;
  doc->sentences = c.sentences.ptr;
  doc->n_sentences = (uint32_t)c.sentences.n;
  return doc;
}

/* Index of the last entry of sorted[0..n) that is <= key; sorted[0] <= key. */
static uint32_t last_not_above(const uint32_t *sorted, uint32_t n, uint32_t key) {
  uint32_t low = 0, high = n;
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    if (sorted[middle] <= key) low = middle;
    else high = middle;
  }
  return low;
}

static uint32_t chars_before(const calque_doc *doc, uint32_t offset) {
  uint32_t k = offset / CHARS_STEP;
  return doc->chars[k] + (uint32_t)utf8_count(str_slice(doc->text, k * CHARS_STEP, offset));
}

void calque_doc_position(const calque_doc *doc, uint32_t offset, uint32_t *line, uint32_t *column) {
  assert(offset <= doc->text.len);
  uint32_t i = last_not_above(doc->breaks, doc->n_breaks, offset);
  *line = i + 1;
  *column = chars_before(doc, offset) - chars_before(doc, doc->breaks[i]) + 1;
}

uint32_t token_at(const calque_doc *doc, uint32_t offset) {
  uint32_t low = 0, high = doc->n_tokens;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (doc->tokens[middle].span.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

calque_span quote_span(const calque_doc *doc, const calque_quote *q) {
  uint32_t open = q->open != NO_TOKEN ? q->open : q->close;
  uint32_t close = q->close != NO_TOKEN ? q->close : q->open;
  return token_range(doc, open, close);
}
