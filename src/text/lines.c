/* Lines as the writer meant them. In most texts a line break ends a paragraph, a heading or a
 * button; in some the paragraphs were wrapped at a fixed width, and there a break is a space. The
 * text as a whole tells which: wrapped lines are all about as long and go on in mid-sentence. */
#include "text/parts.h"

enum {
  WRAP_MIN_PAIRS = 4,   /* neighbouring lines needed to judge */
  WRAP_MAX_CHARS = 100, /* no wrapped line is longer */
  WRAP_MIN_CHARS = 40,  /* lines that go on are at least this long */
  WRAP_SHARE = 60       /* per cent of neighbours that go on */
};

struct raw_line {
  calque_span span; /* trimmed; empty for a blank line */
};

typedef ARRAY(struct raw_line) raw_array;

static void trim_into(const calque_doc *doc, uint32_t start, uint32_t end, raw_array *out,
                      calque_arena *arena) {
  calque_str s = str_trim(str_slice(doc->text, start, end));
  uint32_t at = s.len ? (uint32_t)(s.ptr - doc->text.ptr) : start;
  struct raw_line line = {{at, at + (uint32_t)s.len}};
  ARRAY_PUSH(arena, out, line);
}

static raw_array split(const calque_doc *doc, calque_arena *arena) {
  raw_array out = {0};
  for (uint32_t i = 0; i < doc->n_breaks; i++) {
    uint32_t end = i + 1 < doc->n_breaks ? doc->breaks[i + 1] : (uint32_t)doc->text.len;
    trim_into(doc, doc->breaks[i], end, &out, arena);
  }
  return out;
}

static bool is_blank(const struct raw_line *l) { return l->span.start == l->span.end; }

static bool starts_lower(const calque_doc *doc, calque_span span) {
  size_t len;
  return utf8_is_lower(utf8_decode(str_of_span(doc->text, span), &len));
}

/* Does a sentence go on behind this line? */
static bool goes_on(const calque_doc *doc, const struct raw_line *line,
                    const struct raw_line *next) {
  calque_str s = str_of_span(doc->text, line->span);
  char last = s.ptr[s.len - 1];
  return utf8_count(s) >= WRAP_MIN_CHARS && last != '.' && last != '!' && last != '?' &&
         last != ':' && starts_lower(doc, next->span);
}

static bool is_wrapped(const calque_doc *doc, const raw_array *raw) {
  size_t pairs = 0, on = 0;
  for (size_t i = 0; i < raw->n; i++) {
    const struct raw_line *line = &raw->ptr[i];
    if (line->span.end - line->span.start > 4 * WRAP_MAX_CHARS) return false;
    if (utf8_count(str_of_span(doc->text, line->span)) > WRAP_MAX_CHARS) return false;
    if (i + 1 == raw->n || is_blank(line) || is_blank(line + 1)) continue;
    pairs++;
    on += goes_on(doc, line, line + 1);
  }
  return pairs >= WRAP_MIN_PAIRS && on * 100 >= pairs * WRAP_SHARE;
}

void cut_lines(struct cutting *c) {
  raw_array raw = split(c->doc, c->arena);
  bool wrapped = is_wrapped(c->doc, &raw);
  uint32_t blank = 0;
  for (size_t i = 0; i < raw.n; i++) {
    if (is_blank(&raw.ptr[i])) {
      blank++;
      continue;
    }
    bool joins = wrapped && blank == 0 && c->lines.n > 0 &&
                 utf8_count(str_of_span(c->doc->text, raw.ptr[i - 1].span)) >= WRAP_MIN_CHARS;
    if (joins) {
      ARRAY_LAST(&c->lines).span.end = raw.ptr[i].span.end;
    } else {
      calque_line line = {.span = raw.ptr[i].span, .blank_before = blank};
      ARRAY_PUSH(c->arena, &c->lines, line);
    }
    blank = 0;
  }
}
