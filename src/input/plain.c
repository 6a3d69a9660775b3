/* A plain text file is one article: its path is the id, the whole of it the text. Its title is a
 * line near the top that looks like a headline: short, without a final stop, before the first
 * paragraph. The line stays in the text, where the checks see it. */
#include "base/utf8.h"
#include "input/encoding.h"
#include "input/formats.h"

enum {
  TITLE_MAX_CHARS = 200, /* headlines of news agencies stay below 160 */
  TITLE_MIN_WORDS = 2,   /* a single word is a section or a place */
  TITLE_GOOD_WORDS = 4,  /* below that it may be a link (“Skip to content”) */
  TITLE_MAX_LINES = 6,   /* lines looked at before the first paragraph */
  PARAGRAPH_MIN_CHARS = 80
};

struct line {
  calque_str text; /* trimmed */
  bool gap;        /* a blank line comes before it */
};

/* The next line that is not blank. */
static bool next_line(calque_str *rest, struct line *out) {
  out->gap = false;
  while (rest->len) {
    size_t n = 0;
    while (n < rest->len && rest->ptr[n] != '\n' && rest->ptr[n] != '\r') n++;
    out->text = str_trim(str_slice(*rest, 0, n));
    if (n + 1 < rest->len && rest->ptr[n] == '\r' && rest->ptr[n + 1] == '\n') n++;
    *rest = str_slice(*rest, n < rest->len ? n + 1 : n, rest->len);
    if (out->text.len) return true;
    out->gap = true;
  }
  return false;
}

static size_t count_words(calque_str s) {
  size_t n = 0;
  bool inside = false;
  for (size_t i = 0, len; i < s.len; i += len) {
    uint32_t c = utf8_decode(str_slice(s, i, s.len), &len);
    bool word = utf8_is_letter(c) || utf8_is_digit(c);
    n += word && !inside;
    inside = word || (inside && !utf8_is_space(c));
  }
  return n;
}

/* The last character that is not a closing quotation mark or bracket. */
static uint32_t last_char(calque_str s) {
  size_t end = s.len, len;
  while (end) {
    uint32_t c = utf8_decode_before(s, end, &len);
    bool closes = c == '"' || c == ')' || c == ']' || c == 0xbb || c == 0x201d || c == 0x2019;
    if (!closes && !utf8_is_space(c)) return c;
    end -= len;
  }
  return 0;
}

static bool ends_sentence(calque_str s) {
  uint32_t c = last_char(s);
  return c == '.' || c == 0x2026 || c == ';' || c == ',' || c == ':';
}

static bool is_paragraph(calque_str s) {
  size_t chars = utf8_count(s);
  return chars > TITLE_MAX_CHARS || (chars >= PARAGRAPH_MIN_CHARS && ends_sentence(s));
}

/* Not a list item, a hashtag, a link or a lower-case fragment. */
static bool starts_like_title(calque_str s) {
  size_t len;
  uint32_t c = utf8_decode(s, &len);
  if (utf8_is_letter(c)) return !utf8_is_lower(c) && !str_starts(s, STR("http"));
  return utf8_is_digit(c) || c == '"' || c == 0xab || c == 0x201c || c == 0x2018 || c == '[';
}

static bool is_title(calque_str s) {
  return starts_like_title(s) && !ends_sentence(s) && utf8_count(s) <= TITLE_MAX_CHARS &&
         count_words(s) >= TITLE_MIN_WORDS;
}

/* The first headline of four words or more before the first paragraph, else the first of two. Some
 * text must follow it, behind a blank line or in a paragraph longer than itself. */
static calque_str find_title(calque_str text) {
  calque_str rest = text, best = STR("");
  struct line line, next;
  if (!next_line(&rest, &line)) return best;
  for (int i = 0; i < TITLE_MAX_LINES && !is_paragraph(line.text); i++, line = next) {
    if (!next_line(&rest, &next)) return best;
    if (!is_title(line.text) || !(next.gap || next.text.len > line.text.len)) continue;
    if (count_words(line.text) >= TITLE_GOOD_WORDS) return line.text;
    if (!best.len) best = line.text;
  }
  return best;
}

calque_status plain_parse(calque_arena *arena, const struct reader_item *item, calque_article *out,
                          calque_error *err) {
  (void)err;
  out->id = encoding_decode(arena, arena_copy(arena, calque_str_of(item->path)), ENCODING_UTF8);
  out->text = encoding_decode(arena, item->raw, ENCODING_UNKNOWN);
  out->title = find_title(out->text);
  out->title_from_text = out->title.len > 0;
  return CALQUE_OK;
}
