/* Hunspell's verdict without Hunspell, after what its 1.7.1 does with a word: ICONV, dots at the
 * end, numbers, the kind of capitals, then BREAK. A test compares both on every list we have. */
#include "lexicon/spelling.h"
#include "lexicon/format.h"

#define MAX_WORD   255u /* bytes; Hunspell refuses longer words */
#define MAX_BREAKS 10u  /* break points; Hunspell refuses words of more */

enum capitals { NO_CAPITAL, INITIAL, ALL, MIXED };

struct speller {
  const calque_lexicon *lex;
  const struct spelling_rules *rules;
};

static bool spells(const struct speller *s, calque_str word);

/* ---- The word as Hunspell sees it ------------------------------------------------------------ */

/* The longest ICONV pair whose left side starts `s`. */
static size_t longest_pair(const struct spelling_rules *r, calque_str s) {
  size_t best = SIZE_MAX;
  for (size_t i = 0; i < r->n_pairs; i++)
    if (str_starts(s, r->from[i]) && (best == SIZE_MAX || r->from[i].len > r->from[best].len))
      best = i;
  return best;
}

calque_str spelling_convert(const struct spelling_rules *r, calque_str word, char *out,
                            size_t size) {
  size_t n = 0;
  bool any = false;
  for (size_t i = 0; i < word.len && !any; i++) any = r->triggers[(unsigned char)word.ptr[i]];
  if (!any) return word;
  for (size_t i = 0; i < word.len;) {
    calque_str rest = str_slice(word, i, word.len);
    size_t pair = longest_pair(r, rest);
    calque_str piece = pair == SIZE_MAX ? str_slice(rest, 0, 1) : r->to[pair];
    if (n + piece.len > size) return (calque_str){"", 0};
    if (piece.len) memcpy(out + n, piece.ptr, piece.len);
    n += piece.len;
    i += pair == SIZE_MAX ? 1 : r->from[pair].len;
  }
  return (calque_str){out, n};
}

static enum capitals capitals_of(calque_str word) {
  size_t n = 0, capitals = 0, neutral = 0, len;
  bool first = false;
  for (size_t i = 0; i < word.len; i += len, n++) {
    uint32_t c = utf8_decode(str_slice(word, i, word.len), &len), lower;
    if (c >= 'a' && c <= 'z') continue;
    lower = utf8_lower(c);
    capitals += c != lower;
    neutral += utf8_upper(c) == lower;
    if (!i) first = c != lower;
  }
  if (!capitals) return NO_CAPITAL;
  if (capitals == 1 && first) return INITIAL;
  return capitals + neutral == n ? ALL : MIXED;
}

/* Digits with single dots, commas and hyphens between them. */
static bool is_number(calque_str s) {
  bool separator = true;
  for (size_t i = 0; i < s.len; i++) {
    bool digit = s.ptr[i] >= '0' && s.ptr[i] <= '9';
    if (!digit && (separator || !memchr(",.-", s.ptr[i], 3))) return false;
    separator = !digit;
  }
  return !separator;
}

/* The lower-case word, with an Initial capital if asked for; out holds 3 * MAX_WORD. */
static calque_str recased(calque_str s, bool initial, char *out) {
  size_t n = 0, len;
  for (size_t i = 0; i < s.len; i += len) {
    uint32_t c = utf8_lower(utf8_decode(str_slice(s, i, s.len), &len));
    if (initial && !i) c = utf8_upper(c);
    if (c < 0x80) out[n++] = (char)c;
    else n += utf8_encode(c, out + n);
  }
  return (calque_str){out, n};
}

/* ---- Looking up ------------------------------------------------------------------------------ */

/* "1234th" is spelled as "34th" is: the rule of English ordinals lets any digits stand before. */
static calque_str last_digits(calque_str s) {
  size_t digits = 0;
  while (digits < s.len && s.ptr[digits] >= '0' && s.ptr[digits] <= '9') digits++;
  return digits > 2 && digits < s.len ? str_slice(s, digits - 2, s.len) : s;
}

static uint32_t flags_of(const struct speller *s, calque_str word) {
  uint32_t flags = lexicon_word(s->lex, lexicon_find_straight(s->lex, word))->flags;
  if (flags & s->rules->accepted || s->rules->accepted != WORD_ENGLISH) return flags;
  calque_str tail = last_digits(word);
  return tail.len == word.len ? flags
                              : lexicon_word(s->lex, lexicon_find_straight(s->lex, tail))->flags;
}

/* With a dot again where dots were cut off: « etc. ». */
static uint32_t flags_with_dot(const struct speller *s, calque_str word, bool dot) {
  char dotted[MAX_WORD * 3 + 1];
  uint32_t flags = flags_of(s, word);
  if (flags & s->rules->accepted || !dot || word.len >= sizeof dotted) return flags;
  memcpy(dotted, word.ptr, word.len);
  dotted[word.len] = '.';
  return flags | flags_of(s, (calque_str){dotted, word.len + 1});
}

/* An all-capitals word with an apostrophe: L'ÉTAT as L'État. */
static bool spells_behind_apostrophe(const struct speller *s, calque_str word) {
  char out[MAX_WORD * 3];
  size_t at = str_find(word, STR("'")), n;
  if (at == SIZE_MAX || at + 1 >= word.len) return false;
  n = recased(str_slice(word, 0, at + 1), false, out).len;
  n += recased(str_slice(word, at + 1, word.len), true, out + n).len;
  return flags_of(s, (calque_str){out, n}) & s->rules->accepted;
}

static bool spells_as_capitals_allow(const struct speller *s, calque_str word, enum capitals kind,
                                     bool dot) {
  char out[MAX_WORD * 3];
  const struct spelling_rules *r = s->rules;
  if (flags_with_dot(s, word, dot) & r->accepted) return true;
  if (kind == NO_CAPITAL || kind == MIXED) return false;
  if (kind == ALL) {
    if (spells_behind_apostrophe(s, word)) return true;
    uint32_t flags = flags_with_dot(s, recased(word, true, out), dot);
    if (flags & (r->accepted | r->upper) && !(flags & r->keep_case)) return true;
  }
  uint32_t flags = flags_with_dot(s, recased(word, false, out), dot);
  return flags & r->accepted && !(flags & r->keep_case);
}

/* ---- BREAK ----------------------------------------------------------------------------------- */

static bool may_break(const struct speller *s, calque_str word) {
  for (size_t i = 0; i < word.len; i++)
    if (s->lex->byte_class[(unsigned char)word.ptr[i]] & BYTE_BREAKS) return true;
  return false;
}

static size_t find_pattern(calque_str word, calque_str pattern) {
  const char *end = word.ptr + word.len;
  for (const char *p = word.ptr; (p = memchr(p, pattern.ptr[0], (size_t)(end - p))); p++)
    if (str_starts((calque_str){p, (size_t)(end - p)}, pattern)) return (size_t)(p - word.ptr);
  return SIZE_MAX;
}

/* How often the patterns stand in the word; *present gets a bit for each that does. */
static size_t count_breaks(const struct spelling_rules *r, calque_str word, uint32_t *present) {
  size_t n = 0;
  *present = 0;
  for (size_t i = 0; i < r->n_breaks; i++) {
    calque_str rest = word;
    for (size_t at; r->breaks[i].len && (at = find_pattern(rest, r->breaks[i])) != SIZE_MAX; n++) {
      rest = str_slice(rest, at + r->breaks[i].len, rest.len);
      *present |= 1u << i;
    }
  }
  return n;
}

/* ^x and x$: the word without x at that end. */
static bool spells_without_end(const struct speller *s, calque_str word, calque_str pattern) {
  if (pattern.len < 2 || pattern.len > word.len) return false;
  calque_str head = str_slice(pattern, 1, pattern.len);
  if (pattern.ptr[0] == '^' && str_starts(word, head) &&
      spells(s, str_slice(word, head.len, word.len)))
    return true;
  calque_str tail = str_slice(pattern, 0, pattern.len - 1);
  return pattern.ptr[pattern.len - 1] == '$' && str_ends(word, tail) &&
         spells(s, str_slice(word, 0, word.len - tail.len));
}

static bool spells_both_sides(const struct speller *s, calque_str word, size_t at, size_t len) {
  return spells(s, str_slice(word, at + len, word.len)) && spells(s, str_slice(word, 0, at));
}

/* Broken at the second place first (it finds « porte-parole » in longer words), then the first. The
 * pattern stands in the word. */
static bool spells_broken(const struct speller *s, calque_str word, calque_str pattern,
                          bool second) {
  size_t at = find_pattern(word, pattern);
  if (at == 0 || at + pattern.len >= word.len) return false;
  if (second) {
    size_t next = find_pattern(str_slice(word, at + 1, word.len), pattern);
    if (next != SIZE_MAX && at + 1 + next + pattern.len < word.len) at += 1 + next;
  }
  return spells_both_sides(s, word, at, pattern.len);
}

static bool spells_in_parts(const struct speller *s, calque_str word) {
  const struct spelling_rules *r = s->rules;
  uint32_t present;
  if (count_breaks(r, word, &present) >= MAX_BREAKS) return false;
  for (size_t i = 0; i < r->n_breaks; i++)
    if (spells_without_end(s, word, r->breaks[i])) return true;
  for (size_t i = 0; i < r->n_breaks; i++)
    if (present & 1u << i && spells_broken(s, word, r->breaks[i], true)) return true;
  for (size_t i = 0; i < r->n_breaks; i++)
    if (present & 1u << i && spells_broken(s, word, r->breaks[i], false)) return true;
  return false;
}

/* « Côtes-d’Armor »: Hunspell knows l’ and d’ as prefixes, we as words of their own. It lets them
 * stand before consonants too, we do not. */
static bool spells_elided(const struct speller *s, calque_str word) {
  char lower[MAX_WORD * 3];
  size_t at = str_find(word, STR("'")), len;
  if (s->rules->accepted != WORD_FRENCH || at == SIZE_MAX || at + 1 >= word.len) return false;
  const uint32_t elided = WORD_FRENCH | WORD_STOP;
  calque_str head = recased(str_slice(word, 0, at + 1), false, lower);
  if ((flags_of(s, head) & elided) != elided) return false;
  calque_str rest = str_slice(word, at + 1, word.len);
  uint32_t first = utf8_fold(utf8_decode(rest, &len));
  return (first == 0x153 || first == 0xe6 || (first < 0x80 && strchr("aeiouyh", (int)first))) &&
         spells(s, rest);
}

/* ---- All of it ------------------------------------------------------------------------------- */

static bool spells(const struct speller *s, calque_str word) {
  char converted[MAX_WORD], out[MAX_WORD * 3];
  if (word.len > MAX_WORD) return false;
  word = spelling_convert(s->rules, word, converted, sizeof converted);
  size_t dots = 0;
  while (word.len && word.ptr[0] == ' ') word = str_slice(word, 1, word.len);
  for (; word.len && word.ptr[word.len - 1] == '.'; dots++) word.len--;
  if (!word.len || is_number(word)) return true;
  enum capitals kind = capitals_of(word);
  if (spells_as_capitals_allow(s, word, kind, dots > 0)) return true;
  const calque_str whole = kind == ALL ? recased(word, true, out) : word;
  return (may_break(s, word) && spells_in_parts(s, whole)) || spells_elided(s, word);
}

bool lexicon_spells_french(const calque_lexicon *lex, calque_str word) {
  return spells(&(struct speller){lex, &lex->french}, word);
}

bool lexicon_spells_english(const calque_lexicon *lex, calque_str word) {
  return spells(&(struct speller){lex, &lex->english}, word);
}
