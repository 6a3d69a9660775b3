/* Tokens -> symbols, by index: a word's symbol is read from a table, a mark's from its character.
 */
#include "lexicon/symbols.h"

#include "lexicon/symbol_format.h"

enum fixed_symbol {
  NONE,
  EDGE,
  UNKNOWN,
  PROPER,
  URL,
  SIGN,
  NUMBER,
  YEAR,
  STOP,
  COMMA,
  SEMICOLON,
  COLON,
  EXCLAMATION,
  QUESTION,
  ELLIPSIS,
  OPEN,
  CLOSE,
  OPEN_SQUARE,
  CLOSE_SQUARE,
  DASH,
  SLASH,
  PERCENT,
  EURO,
  DOLLAR
};

bool symbols_open(const calque_lexicon *lex, struct symbols *out) {
  calque_str s = lexicon_section(lex, SECTION_SYMBOLS);
  struct symbol_header h;
  if (s.len < sizeof h) return false;
  memcpy(&h, s.ptr, sizeof h);
  uint64_t entries = (uint64_t)h.n_symbols * sizeof *out->entries;
  uint64_t words = ((uint64_t)h.n_words + 3) / 4 * 4 * sizeof *out->of_word;
  if (sizeof h + entries + words + h.names_len != s.len) return false;
  out->entries = (const void *)(s.ptr + sizeof h);
  out->of_word = (const void *)(s.ptr + sizeof h + entries);
  out->names = s.ptr + sizeof h + entries + words;
  out->n_symbols = h.n_symbols;
  out->n_words = h.n_words;
  out->names_len = h.names_len;
  return true;
}

uint32_t symbols_count(const struct symbols *s) { return s->n_symbols; }

calque_str symbols_name(const struct symbols *s, symbol_id id) {
  if (id >= s->n_symbols) return STR("");
  const struct symbol_entry *e = &s->entries[id];
  if ((uint64_t)e->name + e->name_len > s->names_len) return STR("");
  return (calque_str){s->names + e->name, e->name_len};
}

static symbol_id symbol_of_mark(uint32_t c) {
  switch (c) {
    case '.': return STOP;
    case ',': return COMMA;
    case ';': return SEMICOLON;
    case ':': return COLON;
    case '!': return EXCLAMATION;
    case '?': return QUESTION;
    case 0: /* several full stops */
    case 0x2026: return ELLIPSIS;
    case '(': return OPEN;
    case ')': return CLOSE;
    case '[': return OPEN_SQUARE;
    case ']': return CLOSE_SQUARE;
    case '/': return SLASH;
    case '%': return PERCENT;
    case 0x20ac: return EURO;
    case '$': return DOLLAR;
    default: return (c == '-' || (c >= 0x2010 && c <= 0x2015)) ? DASH : SIGN;
  }
}

static symbol_id word_symbol(const struct symbols *s, word_id id) {
  return id < s->n_words ? s->of_word[id] : NONE;
}

static bool is_function(const struct symbols *s, symbol_id id) {
  return id < s->n_symbols && s->entries[id].capital;
}

/* Capitals inside a sentence make a name of everything but function words. */
static symbol_id symbol_of_word(const struct symbols *s, const calque_token *t) {
  symbol_id lower = word_symbol(s, t->lower);
  if (t->flags & CALQUE_ALL_CAPS) return NONE;
  if (t->flags & CALQUE_CLITIC) return is_function(s, lower) ? s->entries[lower].clitic : NONE;
  if (!(t->flags & CALQUE_CAPITAL)) return t->lower ? lower : UNKNOWN;
  if (is_function(s, lower)) return t->flags & CALQUE_FIRST ? lower : s->entries[lower].capital;
  bool proper = t->exact && t->exact != t->lower;
  return (t->flags & CALQUE_FIRST) && lower && !proper ? lower : PROPER;
}

static bool is_year(calque_str s) {
  return s.len == 4 &&
         ((s.ptr[0] == '1' && s.ptr[1] == '9') || (s.ptr[0] == '2' && s.ptr[1] == '0'));
}

static symbol_id symbol_of(const struct symbols *s, const calque_doc *doc, const calque_token *t) {
  switch (t->kind) {
    case CALQUE_WORD: return symbol_of_word(s, t);
    case CALQUE_NUMBER: return is_year(token_str(doc, t)) ? YEAR : NUMBER;
    case CALQUE_LINK: return URL;
    default: return symbol_of_mark(token_char(doc, t));
  }
}

/* « oui »: a word that is quoted alone is mentioned, not used. */
static bool is_mention(const calque_doc *doc, const calque_token *t) {
  return t > doc->tokens && (t[-1].flags & CALQUE_OPENS) && t + 1 < doc->tokens + doc->n_tokens &&
         (t[1].flags & CALQUE_CLOSES);
}

/* vingt et un pompiers: un is a part of the number. */
static bool is_in_number(const calque_doc *doc, const calque_sentence *s, const calque_token *t) {
  calque_str word = token_str(doc, t);
  if (word.len > 3 || word.ptr[0] != 'u') return false;
  return (str_eq(word, STR("un")) || str_eq(word, STR("une"))) &&
         t - doc->tokens >= (ptrdiff_t)s->first_token + 2 && token_is(doc, t - 1, STR("et")) &&
         (str_ends(token_str(doc, t - 2), STR("t")) || str_ends(token_str(doc, t - 2), STR("te")));
}

uint32_t symbols_of_sentence(const struct symbols *s, const calque_doc *doc,
                             const calque_sentence *sentence, symbol_id *out, uint32_t *tokens) {
  uint32_t n = 0, end = sentence->first_token + sentence->n_tokens;
  out[n] = EDGE;
  tokens[n++] = NO_TOKEN;
  for (uint32_t i = sentence->first_token; i < end; i++) {
    const calque_token *t = &doc->tokens[i];
    if (t->kind == CALQUE_QUOTE) continue;
    out[n] = symbol_of(s, doc, t);
    bool inner_stop = out[n] == STOP && i + 2 < end; /* p. ex., J. Martin: it ends nothing */
    if (inner_stop || is_mention(doc, t) || is_in_number(doc, sentence, t)) out[n] = NONE;
    tokens[n++] = i;
  }
  out[n] = EDGE;
  tokens[n++] = NO_TOKEN;
  return n;
}
