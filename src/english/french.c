/* Lines of the document are paragraphs; what calque_clean takes away is taken out of them. White
 * space within a paragraph is one space, so that an empty line parts paragraphs and nothing else
 * does. */
#include "base/array.h"
#include "base/utf8.h"
#include "english/translator.h"

typedef ARRAY(calque_str) paragraph_array;

/* A copy with every run of spaces, tabs and line breaks as one space; no-break spaces stay. */
static calque_str one_line(calque_arena *arena, calque_str s) {
  char *out = arena_alloc(arena, s.len + 1);
  size_t n = 0, len;
  bool gap = false;
  s = str_trim(s);
  for (size_t at = 0; at < s.len; at += len) {
    uint32_t c = utf8_decode(str_slice(s, at, s.len), &len);
    bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r' || utf8_is_control(c) ||
                 c == 0x2028 || c == 0x2029;
    if (!space && gap) out[n++] = ' ';
    if (!space) {
      memcpy(out + n, s.ptr + at, len);
      n += len;
    }
    gap = space && n > 0;
  }
  return (calque_str){out, n};
}

/* The kept pieces of a line, joined. *next is the first span that may reach into it. */
static calque_str kept_of_line(calque_arena *arena, const calque_doc *doc, calque_span line,
                               const calque_span *kept, size_t n, size_t *next) {
  struct buf text;
  buf_init(&text, BUF_MAX_OUTPUT);
  while (*next < n && kept[*next].end <= line.start) ++*next;
  for (size_t i = *next; i < n && kept[i].start < line.end; i++) {
    uint32_t start = kept[i].start > line.start ? kept[i].start : line.start;
    uint32_t end = kept[i].end < line.end ? kept[i].end : line.end;
    if (text.len) buf_char(&text, ' ');
    buf_str(&text, str_slice(doc->text, start, end));
  }
  calque_str line_text = one_line(arena, buf_view(&text));
  buf_free(&text);
  return line_text;
}

static bool stands_first(calque_arena *arena, const calque_doc *doc, calque_str title) {
  if (!doc->n_lines) return false;
  calque_str first = one_line(arena, str_of_span(doc->text, doc->lines[0].span));
  return str_eq_nocase(first, title);
}

size_t french_paragraphs(calque_arena *arena, const calque_doc *doc, const calque_report *report,
                         bool all, const calque_str **out) {
  paragraph_array paragraphs = {0};
  calque_str title = one_line(arena, doc->meta.title);
  if (title.len && !doc->meta.title_from_text && !stands_first(arena, doc, title))
    ARRAY_PUSH(arena, &paragraphs, title);
  const calque_span *kept;
  calque_span whole = {0, (uint32_t)doc->text.len};
  size_t n = 1, next = 0;
  if (all) kept = &whole;
  else n = calque_clean(arena, doc, report, &kept);
  for (uint32_t i = 0; i < doc->n_lines; i++) {
    calque_str line = kept_of_line(arena, doc, doc->lines[i].span, kept, n, &next);
    if (line.len) ARRAY_PUSH(arena, &paragraphs, line);
  }
  *out = paragraphs.ptr;
  return paragraphs.n;
}

size_t french_summary(calque_arena *arena, const calque_lexicon *lex, const calque_doc *doc,
                      const calque_report *report, unsigned words, const calque_str **out) {
  const calque_summary_sentence *sentences;
  calque_budget budget = {.words = words};
  size_t n = calque_summarize(arena, lex, doc, report, budget, &sentences);
  calque_str *texts = ARENA_ARRAY(arena, calque_str, n + 1);
  for (size_t i = 0; i < n; i++) texts[i] = one_line(arena, sentences[i].text);
  *out = texts;
  return n;
}
