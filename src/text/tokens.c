/* Tokens: the scanner goes over each line once. French needs three things that Unicode's word
 * breaks do not give: an elided word ends with its apostrophe (l’|eau, but aujourd’hui), a clitic
 * starts with its hyphen (dit|-il, va|-t-on, but rendez-vous), and a number keeps its spaces. */
#include "text/parts.h"

static const calque_str elisions[] = {
#define ELISION(word) STR_INIT(word),
#include "text/words.def"
};
static const calque_str wholes[] = {
#define WHOLE(word) STR_INIT(word),
#include "text/words.def"
};
static const calque_str clitics[] = {
#define CLITIC(word) STR_INIT(word),
#include "text/words.def"
};

enum {
  MAX_TABLE_WORD = 32, /* bytes: longer words are in none of the tables */
  MAX_JOINED = 256     /* bytes: longer chains of hyphens and apostrophes are cut */
};

static bool in_table(const calque_str *table, size_t n, calque_str word) {
  for (size_t i = 0; i < n; i++)
    if (str_eq(table[i], word)) return true;
  return false;
}

/* The apostrophes ' and ’ (and the modifier letter ʼ): bytes at i, 0 when there is none. */
static size_t apostrophe(calque_str s, size_t i) {
  if (i >= s.len) return 0;
  if (s.ptr[i] == '\'') return 1;
  calque_str rest = str_slice(s, i, s.len);
  if (str_starts(rest, STR("\xe2\x80\x99"))) return 3;
  return str_starts(rest, STR("\xca\xbc")) ? 2 : 0;
}

static uint32_t char_at(calque_str s, size_t i, size_t *len) {
  *len = 0;
  return i < s.len ? utf8_decode(str_slice(s, i, s.len), len) : 0;
}

static bool letter_at(calque_str s, size_t i) {
  size_t len;
  return utf8_is_letter(char_at(s, i, &len));
}

static bool is_word_char(uint32_t c) {
  return utf8_is_letter(c) || utf8_is_digit(c) || c == 0xad; /* soft hyphen */
}

static size_t letters_end(calque_str s, size_t i) {
  size_t len;
  while (is_word_char(char_at(s, i, &len))) i += len;
  return i;
}

/* In front of a vowel, an h or a y; before an acronym (d’RTL); before a quote or a number. */
static bool may_elide_before(calque_str s, size_t i) {
  size_t len, len2;
  uint32_t c = char_at(s, i, &len);
  if (!utf8_is_letter(c)) return true;
  uint32_t f = utf8_fold(c);
  if (f < 0x80 && strchr("aeiouyh", (int)f)) return true;
  if (f == 0x153 || f == 0xe6) return true;
  return utf8_is_upper(c) && utf8_is_upper(char_at(s, i + len, &len2));
}

/* Is s[start, end) followed by an apostrophe an elision? */
static bool elides(calque_str s, size_t start, size_t end, size_t after) {
  char lower[MAX_TABLE_WORD * 3];
  if (end - start > MAX_TABLE_WORD) return false;
  calque_str word = {lower, utf8_lower_word(str_slice(s, start, end), lower)};
  return in_table(elisions, COUNT(elisions), word) && may_elide_before(s, after);
}

/* End of the word of the table `wholes` that starts here; `start` when there is none. */
static size_t whole_end(calque_str s, size_t start, size_t long_end) {
  char lower[MAX_TABLE_WORD * 3];
  if (long_end - start > MAX_TABLE_WORD) return start;
  calque_str word = {lower, utf8_lower_word(str_slice(s, start, long_end), lower)};
  for (size_t i = 0; i < COUNT(wholes); i++) {
    calque_str w = wholes[i];
    bool open = w.ptr[w.len - 1] == '*';
    if (open) w.len--;
    if (open ? str_starts(word, w) : str_eq(word, w)) return long_end;
  }
  return start;
}

/* End of the longest run of letters joined by hyphens and apostrophes. */
static size_t joined_end(calque_str s, size_t i) {
  size_t start = i;
  for (;;) {
    i = letters_end(s, i);
    if (i - start > MAX_JOINED) return i;
    size_t join = apostrophe(s, i);
    if (!join && i < s.len && s.ptr[i] == '-') join = 1;
    if (!join || !letter_at(s, i + join)) {
      size_t len;
      bool digit =
          join == 1 && i < s.len && s.ptr[i] == '-' && utf8_is_digit(char_at(s, i + 1, &len));
      if (!digit) return i;
    }
    i += join;
  }
}

/* "U.S.", "p.m.", "J.-C.": single letters with full stops, two or more. */
static size_t initials_end(calque_str s, size_t i) {
  size_t end = i, len, n = 0;
  for (;;) {
    size_t at = end < s.len && s.ptr[end] == '-' && n ? end + 1 : end;
    if (!utf8_is_letter(char_at(s, at, &len)) || at + len >= s.len || s.ptr[at + len] != '.') break;
    end = at + len + 1;
    n++;
  }
  return n >= 2 && !letter_at(s, end) ? end : i;
}

static uint16_t case_flags(calque_str word) {
  size_t len, letters = 0;
  bool first = true, lower = false;
  uint16_t flags = 0;
  for (size_t i = 0; i < word.len; i += len) {
    uint32_t c = utf8_decode(str_slice(word, i, word.len), &len);
    if (c == '-') flags |= CALQUE_HYPHEN;
    if (!utf8_is_letter(c)) continue;
    if (first && utf8_is_upper(c)) flags |= CALQUE_CAPITAL;
    first = false;
    lower |= !utf8_is_upper(c);
    letters++;
  }
  if (letters >= 2 && !lower) flags |= CALQUE_ALL_CAPS;
  return flags;
}

static void push(struct cutting *c, size_t start, size_t end, calque_token_kind kind,
                 unsigned flags) {
  calque_token t = {
      .span = {(uint32_t)start, (uint32_t)end}, .flags = (uint16_t)flags, .kind = (uint8_t)kind};
  ARRAY_PUSH(c->arena, &c->tokens, t);
  c->doc->n_words += kind == CALQUE_WORD;
}

static void push_word(struct cutting *c, size_t start, size_t end, unsigned flags) {
  push(c, start, end, CALQUE_WORD, flags | case_flags(str_slice(c->doc->text, start, end)));
}

/* Where the clitics of the hyphenated word s[start, end) begin; `end` when it has none. */
static size_t clitic_start(calque_str s, size_t start, size_t end) {
  char lower[MAX_TABLE_WORD];
  for (size_t i = start + 1; i < end; i++) {
    if (s.ptr[i] != '-' || end - i - 1 > 8) continue;
    calque_str tail = {lower, utf8_lower_word(str_slice(s, i + 1, end), lower)};
    if (in_table(clitics, COUNT(clitics), tail)) return i;
  }
  return end;
}

static void push_hyphenated(struct cutting *c, size_t start, size_t end, unsigned flags) {
  size_t last = clitic_start(c->doc->text, start, end);
  if (last == end) {
    push_word(c, start, end, flags);
    return;
  }
  size_t first = clitic_start(c->doc->text, start, last); /* donne-le-moi has two */
  push_word(c, start, first, flags);
  if (first < last) push_word(c, first, last, CALQUE_CLITIC);
  push_word(c, last, end, CALQUE_CLITIC);
}

/* The word at i; returns its end. Elided words in front are tokens of their own. */
static size_t cut_word(struct cutting *c, calque_str line, size_t i, unsigned flags) {
  size_t end = joined_end(line, i);
  if (whole_end(line, i, end) == end) {
    push_word(c, i, end, flags);
    return end;
  }
  size_t letters = letters_end(line, i), mark = apostrophe(line, letters);
  if (mark && elides(line, i, letters, letters + mark)) {
    push_word(c, i, letters + mark, flags | CALQUE_ELIDED);
    return letters + mark;
  }
  if (letters == end) push_word(c, i, end, flags);
  else push_hyphenated(c, i, end, flags);
  return end;
}

static bool is_quote(uint32_t c) {
  return c == '"' || c == 0xab || c == 0xbb || (c >= 0x2018 && c <= 0x201f) || c == '\'' ||
         c == 0x2039 || c == 0x203a;
}

static bool is_punctuation(uint32_t c) {
  return (c < 0x80 && c && strchr(".,;:!?()[]{}-/", (int)c)) || c == 0x2026 ||
         (c >= 0x2010 && c <= 0x2015) || c == 0xa1 || c == 0xbf;
}

/* End of a mark: full stops in a row are one token, everything else is one character. */
static size_t mark_end(calque_str s, size_t i, size_t len) {
  size_t end = i + len;
  if (s.ptr[i] == '.')
    while (end < s.len && s.ptr[end] == '.') end++;
  return end;
}

static calque_token_kind mark_kind(uint32_t c) {
  if (is_quote(c)) return CALQUE_QUOTE;
  return is_punctuation(c) ? CALQUE_PUNCT : CALQUE_SYMBOL;
}

/* Only what is followed by one of these bytes can be a link; asking is dear. */
static bool may_be_link(calque_str line, size_t word_end) {
  return word_end < line.len && strchr(".@:/-_+", line.ptr[word_end]) && line.ptr[word_end];
}

static size_t cut_token(struct cutting *c, calque_str line, size_t i, uint32_t ch, size_t len,
                        unsigned flags) {
  if (ch == '#' || ch == '@' || (utf8_is_letter(ch) && may_be_link(line, letters_end(line, i)))) {
    size_t end = link_end(line, i);
    if (end > i) return push(c, i, end, CALQUE_LINK, flags), end;
  }
  if (utf8_is_letter(ch)) {
    size_t end = initials_end(line, i);
    if (end > i) return push_word(c, i, end, flags), end;
    return cut_word(c, line, i, flags);
  }
  if (utf8_is_digit(ch)) {
    size_t end = number_end(line, i);
    return push(c, i, end, CALQUE_NUMBER, flags), end;
  }
  size_t end = mark_end(line, i, len);
  return push(c, i, end, mark_kind(ch), flags), end;
}

static void cut_line(struct cutting *c, calque_line *line) {
  calque_str s = str_slice(c->doc->text, 0, line->span.end);
  unsigned flags = CALQUE_SPACE_BEFORE;
  size_t len;
  line->first_token = (uint32_t)c->tokens.n;
  for (size_t i = line->span.start; i < line->span.end;) {
    uint32_t ch = utf8_decode(str_slice(s, i, s.len), &len);
    if (utf8_is_space(ch)) {
      flags = CALQUE_SPACE_BEFORE;
      i += len;
      continue;
    }
    i = cut_token(c, s, i, ch, len, flags);
    flags = 0;
  }
  line->n_tokens = (uint32_t)c->tokens.n - line->first_token;
}

void cut_tokens(struct cutting *c) {
  ARRAY_RESERVE(c->arena, &c->tokens, c->doc->text.len / 5 + 16);
  for (size_t i = 0; i < c->lines.n; i++) cut_line(c, &c->lines.ptr[i]);
}
