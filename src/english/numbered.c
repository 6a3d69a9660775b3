/* Numbers hold the paragraphs of an answer to those of the question; without them a dropped
 * paragraph shows only in one case of two. An article may hold numbers of its own, even set there
 * to fool us: those at the start of a paragraph are changed before they are sent, so that a number
 * at the start of a line of the answer is one of ours or an error. */
#include "base/buf.h"
#include "english/prompt.h"

#define MAX_NUMBERED ((size_t)32 << 20)

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Bytes of "[12]" or "[P12]" at the start of s; 0: none. */
static size_t bracketed(calque_str s) {
  size_t i = 1;
  if (!s.len || s.ptr[0] != '[') return 0;
  if (i < s.len && (s.ptr[i] == 'P' || s.ptr[i] == 'p')) i++;
  size_t digits = i;
  while (i < s.len && is_digit(s.ptr[i])) i++;
  return i > digits && i < s.len && s.ptr[i] == ']' ? i + 1 : 0;
}

/* The paragraph as one line; its own brackets at the start become round ones. */
static void write_line(struct buf *out, calque_str text) {
  text = str_trim(text);
  for (size_t n; (n = bracketed(text)); text = str_trim(str_slice(text, n, text.len))) {
    buf_char(out, '(');
    buf_str(out, str_slice(text, 1, n - 1));
    buf_puts(out, ") ");
  }
  for (size_t i = 0; i < text.len; i++)
    buf_char(out, text.ptr[i] == '\n' || text.ptr[i] == '\r' ? ' ' : text.ptr[i]);
}

static calque_str write_all(calque_arena *arena, const calque_str *texts, size_t n,
                            const char *letter) {
  struct buf out;
  buf_init(&out, MAX_NUMBERED);
  for (size_t i = 0; i < n; i++) {
    buf_printf(&out, "%s[%s%zu] ", i ? "\n\n" : "", letter, i + 1);
    write_line(&out, texts[i]);
  }
  calque_str all = out.len ? arena_copy(arena, buf_view(&out)) : STR("");
  buf_free(&out);
  return all;
}

calque_str numbered_write(calque_arena *arena, const calque_str *texts, size_t n) {
  return write_all(arena, texts, n, "");
}

calque_str cited_write(calque_arena *arena, const calque_str *texts, size_t n) {
  return write_all(arena, texts, n, "P");
}

/* ---- Reading back ---------------------------------------------------------------------------- */

/* How an answer writes its numbers: what stands before and behind the figures. */
enum style { NO_STYLE, SQUARE, ROUND, PAREN, DOT, N_STYLES };
static const struct {
  char open, close; /* 0: nothing */
} styles[N_STYLES] = {
    [SQUARE] = {'[', ']'}, [ROUND] = {'(', ')'}, [PAREN] = {0, ')'}, [DOT] = {0, '.'}};

struct mark {
  uint64_t number;
  size_t len;     /* of it and what decorates it */
  bool open_bold; /* "**" stands before it and none behind it */
};

static size_t skip(calque_str s, size_t i, const char *bytes) {
  while (i < s.len && s.ptr[i] && strchr(bytes, s.ptr[i])) i++;
  return i;
}

/* The mark at the start of a line, if it is written in that style. */
static bool read_mark(calque_str line, enum style style, struct mark *m) {
  size_t i = skip(line, 0, " \t*_#>"), digits;
  if (styles[style].open && (i >= line.len || line.ptr[i++] != styles[style].open)) return false;
  if (style == SQUARE && i < line.len && (line.ptr[i] == 'P' || line.ptr[i] == 'p')) i++;
  for (digits = i; i < line.len && is_digit(line.ptr[i]);) i++;
  if (i == digits || i - digits > 9 || !str_to_u64(str_slice(line, digits, i), &m->number))
    return false;
  if (i >= line.len || line.ptr[i] != styles[style].close) return false;
  size_t behind = skip(line, i + 1, "*_");
  m->open_bold = behind == i + 1 && str_starts(str_trim(line), STR("**"));
  i = behind;
  /* "3.5 million" and "1)a" are no marks. */
  if (style != SQUARE && i < line.len && line.ptr[i] != ' ' && line.ptr[i] != '\t') return false;
  if (i < line.len && line.ptr[i] == ':') i++;
  m->len = i;
  return true;
}

/* The style in which there is a first paragraph; square brackets are what was asked for. */
static enum style find_style(calque_str answer) {
  for (enum style s = SQUARE; s < N_STYLES; s++) {
    for (calque_str rest = answer; rest.ptr;) {
      struct mark m;
      if (read_mark(str_cut(&rest, '\n'), s, &m) && m.number == 1) return s;
    }
  }
  return NO_STYLE;
}

/* "**[1] Title**" has lost its first stars with the mark. */
static calque_str behind_mark(calque_str line, const struct mark *m) {
  line = str_trim(str_slice(line, m->len, line.len));
  return m->open_bold && str_ends(line, STR("**")) ? str_slice(line, 0, line.len - 2) : line;
}

/* A line of nothing but a code fence or one of our tags. */
static bool is_wrapping(calque_str line) {
  line = str_trim(line);
  if (str_starts(line, STR("```"))) return line.len < 16;
  calque_str tag = STR("text-");
  return (str_starts(line, STR("<text-")) || str_starts(line, STR("</text-"))) &&
         str_ends(line, STR(">")) && line.len <= tag.len + 19;
}

static void end_text(calque_arena *arena, struct buf *text, calque_str *out) {
  *out = str_trim(arena_copy(arena, text->len ? buf_view(text) : STR("")));
  buf_clear(text);
}

/* An end of a paragraph: is the next number the one that must follow? */
static bool accept(calque_arena *arena, uint64_t expected, uint64_t number, size_t n,
                   calque_str *why) {
  if (number == expected && number <= n) return true;
  if (number < expected) *why = arena_printf(arena, "paragraph %u comes twice", (unsigned)number);
  else if (number > n)
    *why = arena_printf(arena, "there is a paragraph %u, of %zu", (unsigned)number, n);
  else *why = arena_printf(arena, "paragraph %u is missing", (unsigned)expected);
  return false;
}

static bool read_lines(calque_arena *arena, calque_str answer, size_t n, enum style style,
                       calque_str *texts, calque_str *why, struct buf *text) {
  uint64_t at = 0; /* the paragraph that we are in; 0: before the first */
  for (calque_str rest = answer; rest.ptr;) {
    calque_str line = str_cut(&rest, '\n');
    struct mark m;
    bool marked = read_mark(line, style, &m);
    /* A sentence may begin with "2024." or "12)": only what could be a number of ours counts. */
    if (marked && style != SQUARE && (m.number == 0 || m.number > n)) marked = false;
    if (marked && at == 0 && m.number != 1) marked = false;
    if (marked) {
      if (!accept(arena, at + 1, m.number, n, why)) return false;
      if (at) end_text(arena, text, &texts[at - 1]);
      at = m.number;
      line = behind_mark(line, &m);
    }
    if (!at || (!marked && is_wrapping(line))) continue;
    buf_str(text, line);
    buf_char(text, '\n');
  }
  if (at) end_text(arena, text, &texts[at - 1]);
  if (at == n) return true;
  *why = arena_printf(arena, "paragraph %u is missing", (unsigned)at + 1);
  return false;
}

/* An answer without any numbers: its paragraphs between blank lines, if there are n of them; of a
 * single one all of it. That they are the right ones is for the check of the English to see. */
static bool read_bare(calque_arena *arena, calque_str answer, size_t n, calque_str *texts,
                      calque_str *why, struct buf *text) {
  size_t at = 0;
  *why = STR("the paragraphs have no numbers");
  for (calque_str rest = answer; rest.ptr;) {
    calque_str line = str_cut(&rest, '\n');
    struct mark m;
    if (n > 1 && read_mark(line, SQUARE, &m)) return false; /* a number, but there was no 1 */
    if (is_wrapping(line)) continue;
    bool blank = !str_trim(line).len;
    if (blank && text->len && n > 1) {
      if (at == n) return false;
      end_text(arena, text, &texts[at++]);
    } else if (!blank || n == 1) {
      buf_str(text, line);
      buf_char(text, '\n');
    }
  }
  if (at < n && (text->len || n == 1)) end_text(arena, text, &texts[at++]);
  return at == n && !text->len;
}

bool numbered_read(calque_arena *arena, calque_str answer, size_t n, calque_str *texts,
                   calque_str *why) {
  enum style style = find_style(answer);
  struct buf text;
  buf_init(&text, MAX_NUMBERED);
  *why = STR("");
  bool ok = style == NO_STYLE ? read_bare(arena, answer, n, texts, why, &text)
                              : read_lines(arena, answer, n, style, texts, why, &text);
  for (size_t i = 0; ok && i < n; i++) {
    if (texts[i].len) continue;
    *why = arena_printf(arena, "paragraph %zu is empty", i + 1);
    ok = false;
  }
  buf_free(&text);
  return ok;
}

/* ---- Citations ------------------------------------------------------------------------------- */

/* Bytes of "[P2, P5]" at the start of s; 0: none. */
static size_t citation(calque_str s) {
  if (s.len < 3 || s.ptr[0] != '[' || (s.ptr[1] != 'P' && s.ptr[1] != 'p')) return 0;
  bool digit = false;
  for (size_t i = 1; i < s.len; i++) {
    if (s.ptr[i] == ']') return digit ? i + 1 : 0;
    digit = digit || is_digit(s.ptr[i]);
    if (!is_digit(s.ptr[i]) && !(s.ptr[i] && strchr(" ,;-Pp", s.ptr[i]))) return 0;
  }
  return 0;
}

calque_str cited_drop(calque_arena *arena, calque_str summary, struct cited_moves *moves) {
  char *out = arena_alloc(arena, summary.len + 1);
  uint32_t *to = arena_alloc(arena, (summary.len + 1) * sizeof *to);
  size_t n = 0;
  for (size_t i = 0; i < summary.len;) {
    size_t cut = citation(str_slice(summary, i, summary.len));
    if (!cut) {
      to[i] = (uint32_t)n;
      out[n++] = summary.ptr[i++];
      continue;
    }
    while (n && out[n - 1] == ' ') n--;
    for (size_t k = i; k > 0 && summary.ptr[k - 1] == ' '; k--) to[k - 1] = (uint32_t)n;
    for (size_t end = i + cut; i < end; i++) to[i] = (uint32_t)n;
  }
  to[summary.len] = (uint32_t)n;
  calque_str trimmed = str_trim((calque_str){out, n});
  if (moves)
    *moves = (struct cited_moves){to, (uint32_t)(trimmed.ptr - out), (uint32_t)trimmed.len};
  return trimmed;
}
