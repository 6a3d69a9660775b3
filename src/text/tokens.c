/* Tokens: the scanner goes over each line once. French needs three things that Unicode's word
 * breaks do not give: an elided word ends with its apostrophe (l’|eau, but aujourd’hui), a clitic
 * starts with its hyphen (dit|-il, va|-t-on, but rendez-vous), and a number keeps its spaces. */
#include "text/parts.h"

#include <assert.h>

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

/* Kept out of the loop over the tokens, whose registers it would take. */
#define RARE __attribute__((noinline))

enum {
  MAX_TABLE_WORD = 32, /* bytes: longer words are in none of the tables */
  MIN_WHOLE = 6,       /* shorter ones are not in `wholes` */
  MAX_CLITIC = 8,      /* longer ones are no clitics */
  MAX_JOINED = 256     /* bytes: longer chains of hyphens and apostrophes are cut */
};

static bool in_table(const calque_str *table, size_t n, calque_str word) {
  for (size_t i = 0; i < n && word.len; i++)
    if (table[i].ptr[0] == word.ptr[0] && str_eq(table[i], word)) return true;
  return false;
}

static bool is_word_char(uint32_t c) {
  return utf8_is_letter(c) || utf8_is_digit(c) || c == 0xad; /* soft hyphen */
}

/* What the scanner does at a byte. Most words are letters of one or two bytes that end before a
 * space or a comma; at anything else the long way begins. */
enum step {
  STEP_LONG,  /* what this is must be looked at */
  STEP_UPPER, /* a letter */
  STEP_LOWER,
  STEP_LATIN, /* the first byte of U+00C0 to U+023F */
  STEP_END    /* ends a word, whatever follows */
};
static uint8_t steps[256];
/* What the token is that starts with a byte. */
enum start {
  START_OTHER, /* must be looked at */
  START_SMALL, /* a word: a small ASCII letter */
  START_WORD,  /* a word */
  START_MARK   /* an ASCII mark */
};
static uint8_t starts[256];
static uint8_t mark_kinds[0x80]; /* calque_token_kind of an ASCII mark */
static bool may_link[256];       /* letters before it may begin a link */
/* For the first letter (modulo 32) of a word of `wholes`, which letters may stand behind its first
 * apostrophe or hyphen, and which behind these: bits, modulo 32, and bit 0 for what is not ASCII.
 */
static struct whole_starts { uint32_t behind, next; } whole_starts[32];

static uint32_t letter_bit(char c) { return (unsigned char)c < 0x80 ? 1u << (c & 31) : 1; }

static void wholes_fill(void) {
  for (size_t i = 0; i < COUNT(wholes); i++) {
    const char *join = strpbrk(wholes[i].ptr, "'-");
    assert(join && wholes[i].len >= MIN_WHOLE);
    whole_starts[wholes[i].ptr[0] & 31].behind |= letter_bit(join[1]);
    whole_starts[wholes[i].ptr[0] & 31].next |= letter_bit(join[2]);
  }
}

static void starts_fill(void) {
  memset(starts, START_MARK, 0x80);
  memset(&starts['0'], START_OTHER, 10);
  memset(&starts['A'], START_WORD, 26);
  memset(&starts['a'], START_SMALL, 26);
  memset(&starts[0xc3], START_WORD, 6);
  for (const char *p = "\t\n\v\f\r #@"; *p; p++) starts[(unsigned char)*p] = START_OTHER;
}

__attribute__((constructor)) static void tables_fill(void) {
  memset(steps, STEP_END, 0x80);
  memset(&steps['0'], STEP_LONG, 10);
  memset(&steps['A'], STEP_UPPER, 26);
  memset(&steps['a'], STEP_LOWER, 26);
  memset(&steps[0xc3], STEP_LATIN, 6);
  for (const char *p = "'-.@:/_+"; *p; p++) steps[(unsigned char)*p] = STEP_LONG;
  for (const char *p = ".@:/-_+"; *p; p++) may_link[(unsigned char)*p] = true;
  memset(mark_kinds, CALQUE_SYMBOL, sizeof mark_kinds);
  for (const char *p = ".,;:!?()[]{}-/"; *p; p++) mark_kinds[(unsigned char)*p] = CALQUE_PUNCT;
  mark_kinds['"'] = mark_kinds['\''] = CALQUE_QUOTE;
  starts_fill();
  wholes_fill();
}

/* The apostrophes ' and ’: bytes at i, 0 when there is none. The modifier letter ʼ is a letter. */
static size_t apostrophe(calque_str s, size_t i) {
  if (i >= s.len) return 0;
  if (s.ptr[i] == '\'') return 1;
  return str_starts(str_slice(s, i, s.len), STR("\xe2\x80\x99")) ? 3 : 0;
}

static uint32_t char_at(calque_str s, size_t i, size_t *len) {
  *len = 0;
  return i < s.len ? utf8_decode(str_slice(s, i, s.len), len) : 0;
}

static bool letter_at(calque_str s, size_t i) {
  size_t len;
  return utf8_is_letter(char_at(s, i, &len));
}

/* End of the small ASCII letters that begin at i, eight at a time. */
static inline size_t small_end(calque_str s, size_t i) {
  const uint64_t ones = 0x0101010101010101u, high = 0x80 * ones;
  const bool first_is_lowest = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;
  for (uint64_t eight; first_is_lowest && i + 8 <= s.len; i += 8) {
    memcpy(&eight, s.ptr + i, 8);
    /* Below 'a' a byte borrows from its top bit, behind 'z' it carries into it. That may spoil the
     * bytes behind it, but the first one counts. */
    uint64_t other = (eight | (eight - 'a' * ones) | (eight + (0x7f - 'z') * ones)) & high;
    if (other) return i + (size_t)__builtin_ctzll(other) / 8;
  }
  while (i < s.len && steps[(unsigned char)s.ptr[i]] == STEP_LOWER) i++;
  return i;
}

static size_t letters_end(calque_str s, size_t i) {
  size_t len;
  while (is_word_char(char_at(s, i = small_end(s, i), &len))) i += len;
  return i;
}

static bool sounds_open(uint32_t letter) {
  switch (letter < 0x80 ? letter | ('a' ^ 'A') : utf8_fold(letter)) {
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u':
    case 'y':
    case 'h':
    case 0xe6: /* æ */
    case 0x153: /* œ */ return true;
    default: return false;
  }
}

/* In front of a vowel, an h or a y; before an acronym (d’RTL); before a quote or a number. */
static bool may_elide_before(calque_str s, size_t i) {
  size_t len, len2;
  uint32_t c = char_at(s, i, &len);
  if (!utf8_is_letter(c) || sounds_open(c)) return true;
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
  if (long_end - start < MIN_WHOLE || long_end - start > MAX_TABLE_WORD) return start;
  calque_str word = {lower, utf8_lower_word(str_slice(s, start, long_end), lower)};
  for (size_t i = 0; i < COUNT(wholes); i++) {
    if (wholes[i].ptr[0] != lower[0]) continue;
    calque_str w = wholes[i];
    bool open = w.ptr[w.len - 1] == '*';
    if (open) w.len--;
    if (open ? str_starts(word, w) : str_eq(word, w)) return long_end;
  }
  return start;
}

/* Length of the sign at i that joins both genders in one word: développeur·ses, élu.e.s (a full
 * stop only before e, es, and before s behind another). 0: none. */
static size_t inclusive_join(calque_str s, size_t start, size_t i) {
  if (i >= s.len) return 0;
  if (str_starts(str_slice(s, i, s.len), STR("\xc2\xb7"))) return letter_at(s, i + 2) ? 2 : 0;
  if (s.ptr[i] != '.' || i - start < 3) return 0;
  size_t end = letters_end(s, i + 1);
  calque_str ending = str_slice(s, i + 1, end);
  bool plural = str_starts(str_slice(s, end, s.len), STR(".s")) && !letter_at(s, end + 2);
  if (plural && ending.len && ending.len <= 6) return ending.ptr[ending.len - 1] == 'e';
  if (str_eq(ending, STR("s"))) {
    for (size_t k = start; k < i; k++)
      if (s.ptr[k] == '.' && s.ptr[i - 1] == 'e') return 1;
    return 0;
  }
  return str_eq(ending, STR("e")) || str_eq(ending, STR("es"));
}

/* End of the longest run of letters joined by hyphens, apostrophes and the signs of inclusive
 * spelling; the first letters of it end at i. */
static size_t joined_end(calque_str s, size_t start, size_t i) {
  for (;; i = letters_end(s, i)) {
    if (i - start > MAX_JOINED) return i;
    size_t join = apostrophe(s, i);
    if (!join) join = inclusive_join(s, start, i);
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

static unsigned case_flags(calque_str word) {
  unsigned flags = 0;
  size_t capitals = 0, len, i = small_end(word, 0);
  bool lower = i > 0;
  for (size_t next; i < word.len; i = next) {
    uint32_t c = utf8_decode(str_slice(word, i, word.len), &len);
    uint8_t properties = utf8_properties(c);
    if (c == '-') flags |= CALQUE_HYPHEN;
    if (properties & UTF8_UPPER && !capitals && !lower) flags |= CALQUE_CAPITAL;
    capitals += properties & UTF8_UPPER ? 1 : 0;
    next = small_end(word, i + len);
    lower |= (properties & UTF8_LETTER && !(properties & UTF8_UPPER)) || next > i + len;
  }
  return flags | (capitals > 1 && !lower ? CALQUE_ALL_CAPS : 0);
}

static inline void push(struct cutting *c, size_t start, size_t end, calque_token_kind kind,
                        unsigned flags) {
  calque_token t = {
      .span = {(uint32_t)start, (uint32_t)end}, .flags = (uint16_t)flags, .kind = (uint8_t)kind};
  if (kind != CALQUE_WORD) ARRAY_PUSH(c->arena, &c->others, (uint32_t)c->tokens.n);
  ARRAY_PUSH(c->arena, &c->tokens, t);
}

static void push_word(struct cutting *c, size_t start, size_t end, unsigned flags) {
  push(c, start, end, CALQUE_WORD, flags | case_flags(str_slice(c->doc->text, start, end)));
}

/* Where the clitics of the hyphenated word s[start, end) begin; `end` when it has none. */
static size_t clitic_start(calque_str s, size_t start, size_t end) {
  char lower[MAX_CLITIC * 3];
  size_t i = end - start > MAX_CLITIC + 1 ? end - MAX_CLITIC - 1 : start + 1;
  for (; i < end; i++) {
    if (s.ptr[i] != '-') continue;
    size_t len = utf8_lower_word(str_slice(s, i + 1, end), lower);
    calque_str tail = {lower, len};
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

/* Can the word whose first letters are s[i, letters) be one of `wholes`? They may hold ʼ, which is
 * an apostrophe in the table. */
static bool may_be_whole(calque_str s, size_t i, size_t letters, size_t mark) {
  size_t behind = letters + (mark ? mark : 1);
  if (behind + 1 >= s.len || (!mark && s.ptr[letters] != '-')) return false;
  if (!mark && memchr(s.ptr + i, 0xca, letters - i)) return true;
  const struct whole_starts *w = &whole_starts[s.ptr[i] & 31];
  return w->behind & letter_bit(s.ptr[behind]) && w->next & letter_bit(s.ptr[behind + 1]);
}

/* The word at i, whose first letters end at `letters`; returns its end. Elided words in front are
 * tokens of their own. */
static size_t cut_word(struct cutting *c, calque_str line, size_t i, size_t letters,
                       unsigned flags) {
  size_t end = 0, mark = apostrophe(line, letters);
  if (may_be_whole(line, i, letters, mark)) {
    end = joined_end(line, i, letters);
    if (whole_end(line, i, end) == end) return push_word(c, i, end, flags), end;
  }
  if (mark && elides(line, i, letters, letters + mark)) {
    push_word(c, i, letters + mark, flags | CALQUE_ELIDED);
    return letters + mark;
  }
  if (!end) end = joined_end(line, i, letters);
  if (letters == end) push_word(c, i, end, flags);
  else push_hyphenated(c, i, end, flags);
  return end;
}

static bool is_quote(uint32_t c) {
  return c == 0xab || c == 0xbb || (c >= 0x2018 && c <= 0x201f) || c == 0x2039 || c == 0x203a;
}

static bool is_punctuation(uint32_t c) {
  return c == 0x2026 || (c >= 0x2010 && c <= 0x2015) || c == 0xa1 || c == 0xbf;
}

static calque_token_kind mark_kind(uint32_t c) {
  if (c < 0x80) return mark_kinds[c];
  if (is_quote(c)) return CALQUE_QUOTE;
  return is_punctuation(c) ? CALQUE_PUNCT : CALQUE_SYMBOL;
}

/* Does byte `at` of s, behind the letters of a word, end that word, so that it is neither joined
 * nor a link? More than one letter: not initials either. Full stops and colons do so before a
 * space, but for "www."; in the block of ’, everything but ’. */
static bool ends_plainly(calque_str s, size_t start, size_t at) {
  if (at == s.len) return true;
  unsigned char b = (unsigned char)s.ptr[at];
  if (steps[b] == STEP_END) return true;
  size_t left = s.len - at;
  unsigned char next = left > 1 ? (unsigned char)s.ptr[at + 1] : ' ';
  if (b == '.' || b == ':') return next == ' ' && s.ptr[start] != 'w' && at > start + 2;
  if (b == 0xe2) return next == 0x80 && left > 2 && (unsigned char)s.ptr[at + 2] != 0x99;
  return b == 0xc2 && (next == 0xa0 || next == 0xab || next == 0xbb);
}

/* The character whose first of two bytes stands at i. */
static inline size_t latin_at(calque_str s, size_t i) {
  const unsigned char *p = (const unsigned char *)s.ptr + i;
  return (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
}

/* The elided word s[i, letters) with its apostrophe; returns its end, or i when it is none. */
static size_t cut_elided(struct cutting *c, calque_str s, size_t i, size_t letters,
                         unsigned flags) {
  size_t mark = apostrophe(s, letters);
  if (!mark || may_be_whole(s, i, letters, mark) || !elides(s, i, letters, letters + mark))
    return i;
  push(c, i, letters + mark, CALQUE_WORD, flags | CALQUE_ELIDED);
  return letters + mark;
}

/* The word at i, if it is nothing but letters that are easy to know and perhaps the apostrophe of
 * an elision; returns its end, or i. Its small ASCII letters in front end at `at`. */
static inline size_t cut_plain(struct cutting *c, calque_str s, size_t i, size_t at,
                               unsigned flags) {
  size_t capitals = 0;
  bool lower = at > i;
  enum step step;
  while ((step = at < s.len ? (enum step)steps[(unsigned char)s.ptr[at]] : STEP_END) != STEP_END) {
    unsigned properties = UTF8_LETTER | UTF8_UPPER;
    if (step == STEP_LONG) break;
    if (step == STEP_LATIN) properties = utf8_latin[latin_at(s, at)].properties;
    if (!(properties & UTF8_LETTER)) return i;
    bool capital = properties & UTF8_UPPER;
    if (capital && at == i) flags |= CALQUE_CAPITAL;
    capitals += capital;
    at += step == STEP_LATIN ? 2 : 1;
    size_t end = small_end(s, at);
    lower |= !capital || end > at;
    at = end;
  }
  if (capitals > 1 && !lower) flags |= CALQUE_ALL_CAPS;
  if (step != STEP_END && !ends_plainly(s, i, at)) return cut_elided(c, s, i, at, flags);
  push(c, i, at, CALQUE_WORD, flags);
  return at;
}

/* Whatever stands at i, the long way; returns its end. */
static RARE size_t cut_other(struct cutting *c, calque_str s, size_t i, unsigned flags) {
  size_t len, end = i;
  uint32_t ch = utf8_decode(str_slice(s, i, s.len), &len);
  size_t letters = utf8_is_letter(ch) ? letters_end(s, i) : i;
  /* Only what is followed by certain bytes can be a link; asking is dear. */
  bool linked = letters > i && letters < s.len && may_link[(unsigned char)s.ptr[letters]];
  if (ch == '#' || ch == '@' || linked) end = link_end(s, i);
  if (end > i) return push(c, i, end, CALQUE_LINK, flags), end;
  if (letters < s.len && s.ptr[letters] == '.' && (end = initials_end(s, i)) > i)
    return push_word(c, i, end, flags), end;
  if (letters > i) return cut_word(c, s, i, letters, flags);
  if (!utf8_is_digit(ch)) return push(c, i, i + len, mark_kind(ch), flags), i + len;
  end = number_end(s, i);
  return push(c, i, end, CALQUE_NUMBER, flags), end;
}

/* The mark of one byte at i; returns its end. Full stops in a row are one token. */
static size_t cut_mark(struct cutting *c, calque_str s, size_t i, unsigned flags) {
  size_t end = i + 1;
  while (s.ptr[i] == '.' && end < s.len && s.ptr[end] == '.') end++;
  push(c, i, end, (calque_token_kind)mark_kinds[(unsigned char)s.ptr[i]], flags);
  return end;
}

/* The token at i, which is no space; returns its end. */
static inline size_t cut_token(struct cutting *c, calque_str s, size_t i, unsigned flags) {
  enum start start = (enum start)starts[(unsigned char)s.ptr[i]];
  size_t end = i;
  if (start == START_MARK) return cut_mark(c, s, i, flags);
  if (start == START_SMALL) {
    end = small_end(s, i);
    if (end == s.len || steps[(unsigned char)s.ptr[end]] == STEP_END)
      return push(c, i, end, CALQUE_WORD, flags), end;
  }
  end = start == START_OTHER ? i : cut_plain(c, s, i, end, flags);
  return end > i ? end : cut_other(c, s, i, flags);
}

static RARE size_t spaces_end(calque_str s, size_t i) {
  for (size_t len; i < s.len; i += len)
    if (!utf8_is_space(utf8_decode(str_slice(s, i, s.len), &len))) break;
  return i;
}

/* End of the white space at i, which is one blank or nothing most of the time. */
static inline size_t space_end(calque_str s, size_t i) {
  i += i < s.len && s.ptr[i] == ' ';
  bool over = i == s.len || ((unsigned char)s.ptr[i] > ' ' && (unsigned char)s.ptr[i] < 0x80);
  return over ? i : spaces_end(s, i);
}

static void cut_line(struct cutting *c, calque_line *line) {
  const calque_str s = str_slice(c->doc->text, 0, line->span.end);
  const size_t first = c->tokens.n;
  for (size_t end = line->span.start, i; (i = space_end(s, end)) < s.len;)
    end = cut_token(c, s, i, i > end ? CALQUE_SPACE_BEFORE : 0);
  line->first_token = (uint32_t)first;
  line->n_tokens = (uint32_t)(c->tokens.n - first);
  if (line->n_tokens) c->tokens.ptr[first].flags |= CALQUE_SPACE_BEFORE;
}

void cut_tokens(struct cutting *c) {
  ARRAY_RESERVE(c->arena, &c->tokens, c->doc->text.len / 5 + 16);
  ARRAY_RESERVE(c->arena, &c->others, c->doc->text.len / 32 + 16);
  for (size_t i = 0; i < c->lines.n; i++) cut_line(c, &c->lines.ptr[i]);
  c->doc->n_words = (uint32_t)(c->tokens.n - c->others.n);
}
