/* Every token of a document looked up: once as written and, when it has a capital, once in lower
 * case. Most tokens are lower-case words of the table: one hash and two cache lines; whatever needs
 * more thought (all capitals, hyphens, decomposed accents) is rare and goes the long way. */
#include "lexicon/spelling.h"

#define MAX_TOKEN 255u /* bytes; longer ones are in no dictionary */

/* « -il », « -t-on », « -là »: the word behind the hyphens. */
static calque_str without_hyphens(calque_str s) {
  if (str_starts(s, STR("-t-"))) return str_slice(s, 3, s.len);
  while (s.len && s.ptr[0] == '-') s = str_slice(s, 1, s.len);
  return s;
}

static bool is_ascii(calque_str s) {
  unsigned char all = 0;
  for (size_t i = 0; i < s.len; i++) all |= (unsigned char)s.ptr[i];
  return all < 0x80;
}

static uint16_t spelled(const struct word *exact, const struct word *lower) {
  uint32_t usable = lower->flags & WORD_KEEP_CASE ? lower->flags & ~(uint32_t)WORD_FRENCH
                                                  : lower->flags;
  if (lower->flags & 1u << 10) usable &= ~(uint32_t)WORD_ENGLISH;
  uint32_t flags = exact->flags | usable;
  return (uint16_t)((flags & WORD_FRENCH ? CALQUE_FRENCH : 0) |
                    (flags & WORD_ENGLISH ? CALQUE_ENGLISH : 0));
}

/* Could BREAK, capitals or numbers still make Hunspell accept it? */
static bool is_simple(calque_str s, uint16_t flags) {
  return !(flags & (CALQUE_ALL_CAPS | CALQUE_HYPHEN | CALQUE_CLITIC | CALQUE_ELIDED)) &&
         !memchr(s.ptr, '\'', s.len) && !memchr(s.ptr, '.', s.len) && !memchr(s.ptr, '-', s.len);
}

static void annotate(const calque_lexicon *lex, calque_str text, calque_token *t) {
  char converted[MAX_TOKEN], lower[MAX_TOKEN * 3];
  calque_str s = str_of_span(text, t->span);
  if (s.len > MAX_TOKEN) return;
  if (t->flags & CALQUE_CLITIC) s = without_hyphens(s);
  bool ascii = is_ascii(s);
  if (!ascii) s = spelling_convert(&lex->french, s, converted, sizeof converted);
  if (!s.len) return;
  t->exact = t->lower = lexicon_find_straight(lex, s);
  const struct word *exact = lexicon_word(lex, t->exact), *low = exact;
  if (t->flags & (CALQUE_CAPITAL | CALQUE_ALL_CAPS) || !t->exact) {
    calque_str l = {lower, utf8_lower_word(s, lower)};
    if (!str_eq(l, s)) t->lower = lexicon_find_straight(lex, l);
    low = lexicon_word(lex, t->lower);
  }
  uint16_t found = spelled(exact, low);
  const uint16_t both = CALQUE_FRENCH | CALQUE_ENGLISH;
  if (found != both && (!is_simple(s, t->flags) || !ascii || (low != exact && !(t->flags & CALQUE_CAPITAL)))) {
    found = (uint16_t)((lexicon_spells_french(lex, s) ? CALQUE_FRENCH : 0) |
                       (lexicon_spells_english(lex, s) ? CALQUE_ENGLISH : 0));
  }
  t->flags |= found;
}

void lexicon_annotate(const calque_lexicon *lex, calque_doc *doc) {
  calque_token *tokens = (calque_token *)(uintptr_t)doc->tokens;
  for (uint32_t i = 0; i < doc->n_tokens; i++)
    if (tokens[i].kind == CALQUE_WORD) annotate(lex, doc->text, &tokens[i]);
}

const calque_doc *calque_doc_parse(calque_arena *arena, const calque_lexicon *lex,
                                   const calque_article *article) {
  calque_doc *doc = text_parse(arena, article);
  lexicon_annotate(lex, doc);
  return doc;
}
