/* Terms stand in chains under the lower-case form of their first token. A token that the lexicon
 * knows costs one bit to be ruled out; only the others, a few in a hundred, are hashed. */
#include "checks/words.h"

#include "base/file.h"
#include "base/map.h"

enum { LONGEST_TOKEN = 255 /* bytes; a longer one is no word */ };

struct term {
  uint32_t first_piece, n_pieces;
  uint32_t next; /* another with the same first token; NO_TERM: none */
};

#define NO_TERM UINT32_MAX

struct piece {
  calque_str text; /* as written */
  bool exact;      /* it has a capital */
};

struct calque_words {
  calque_arena *arena;
  struct map first; /* lower-case first token -> term */
  ARRAY(struct term) terms;
  ARRAY(struct piece) pieces;
  uint8_t *known; /* a bit a word of the lexicon: does a term begin with it? */
};

static bool has_capital(calque_str s) {
  size_t len;
  for (size_t i = 0; i < s.len; i += len)
    if (utf8_is_upper(utf8_decode(str_slice(s, i, s.len), &len))) return true;
  return false;
}

/* The two apostrophes are one. */
static uint32_t next_letter(calque_str *s) {
  size_t len;
  uint32_t c = utf8_decode(*s, &len);
  *s = str_slice(*s, len, s->len);
  return c == 0x2019 || c == 0x2BC ? '\'' : c;
}

static bool same_letters(calque_str a, calque_str b, bool exact) {
  while (a.len && b.len) {
    uint32_t x = next_letter(&a), y = next_letter(&b);
    if (x != y && (exact || utf8_lower(x) != utf8_lower(y))) return false;
  }
  return a.len == b.len;
}

/* ---- Reading --------------------------------------------------------------------------------- */

static void add_term(struct calque_words *w, const calque_doc *line) {
  const calque_token *start = &line->tokens[0];
  struct term term = {(uint32_t)w->pieces.n, line->n_tokens, NO_TERM};
  for (uint32_t i = 0; i < line->n_tokens; i++) {
    struct piece piece = {.text = token_str(line, &line->tokens[i])};
    piece.exact = has_capital(piece.text);
    ARRAY_PUSH(w->arena, &w->pieces, piece);
  }
  if (start->lower) w->known[start->lower / 8] |= (uint8_t)(1u << (start->lower % 8));
  calque_str text = token_str(line, start);
  char *lower = arena_alloc(w->arena, 3 * text.len);
  calque_str key = {lower, utf8_lower_word(text, lower)};
  uint32_t *chain = map_add(&w->first, key, NO_TERM);
  term.next = *chain;
  *chain = (uint32_t)w->terms.n;
  ARRAY_PUSH(w->arena, &w->terms, term);
}

static calque_status read_line(struct calque_words *w, const calque_lexicon *lex, calque_str line,
                               const char *name, long number, calque_error *err) {
  if (utf8_valid_prefix(line) != line.len)
    return fail(err, CALQUE_E_ENCODING, name, number, "not valid UTF-8");
  line = str_trim(line);
  if (!line.len || line.ptr[0] == '#') return CALQUE_OK;
  calque_article article = {.text = line};
  const calque_doc *doc = calque_doc_parse(w->arena, lex, &article);
  bool words = doc->n_words > 0;
  for (uint32_t i = 0; i < doc->n_tokens && words; i++)
    words = token_str(doc, &doc->tokens[i]).len <= LONGEST_TOKEN;
  if (!words) return fail(err, CALQUE_E_SYNTAX, name, number, "expected a word or a term");
  if (doc->n_tokens > WORDS_MAX_TOKENS)
    return fail(err, CALQUE_E_LIMIT, name, number, "a term of more than %d words",
                WORDS_MAX_TOKENS);
  add_term(w, doc);
  return CALQUE_OK;
}

calque_words *calque_words_new(const calque_lexicon *lex, calque_str list, const char *name,
                               calque_error *err) {
  calque_arena *arena = calque_arena_new();
  struct calque_words *w = ARENA_NEW(arena, struct calque_words);
  w->arena = arena;
  w->known = arena_zalloc(arena, lexicon_size(lex) / 8 + 1);
  map_init(&w->first, arena, 64, map_random_seed());
  calque_status status = CALQUE_OK;
  if (list.len > WORDS_MAX_FILE)
    status = fail(err, CALQUE_E_LIMIT, name, 0, "larger than %zu bytes", WORDS_MAX_FILE);
  calque_str rest = status ? (calque_str){NULL, 0} : arena_copy(arena, list);
  for (long number = 1; !status && rest.ptr; number++)
    status = read_line(w, lex, str_cut(&rest, '\n'), name, number, err);
  if (!status) return w;
  calque_words_free(w);
  return NULL;
}

calque_words *calque_words_open(const calque_lexicon *lex, const char *path, calque_error *err) {
  struct buf text;
  buf_init(&text, WORDS_MAX_FILE);
  calque_status status = file_read(path, &text, err);
  calque_words *words = status ? NULL : calque_words_new(lex, buf_view(&text), path, err);
  buf_free(&text);
  return words;
}

void calque_words_free(calque_words *words) {
  if (words) calque_arena_free(words->arena);
}

/* ---- Looking up ------------------------------------------------------------------------------ */

/* How many tokens the term takes at token i; 0: it does not stand there. */
static uint32_t stands_at(const struct calque_words *w, const struct term *term,
                          const calque_doc *doc, uint32_t i) {
  if (term->n_pieces > doc->n_tokens - i) return 0;
  for (uint32_t k = 0; k < term->n_pieces; k++) {
    const struct piece *piece = &w->pieces.ptr[term->first_piece + k];
    if (!same_letters(token_str(doc, &doc->tokens[i + k]), piece->text, piece->exact)) return 0;
  }
  return term->n_pieces;
}

static uint32_t first_term(const struct calque_words *w, const calque_doc *doc,
                           const calque_token *t) {
  char lower[3 * LONGEST_TOKEN];
  if (t->lower && !(w->known[t->lower / 8] & (1u << (t->lower % 8)))) return NO_TERM;
  calque_str text = token_str(doc, t);
  if (text.len > LONGEST_TOKEN || (!t->lower && t->kind == CALQUE_PUNCT)) return NO_TERM;
  const uint32_t *term = map_find(&w->first, (calque_str){lower, utf8_lower_word(text, lower)});
  return term ? *term : NO_TERM;
}

const uint8_t *words_excuse(calque_arena *arena, const calque_words *w, const calque_doc *doc) {
  if (!w || !w->terms.n) return NULL;
  uint8_t *excused = NULL;
  for (uint32_t i = 0; i < doc->n_tokens; i++) {
    uint32_t longest = 0;
    for (uint32_t term = first_term(w, doc, &doc->tokens[i]); term != NO_TERM;
         term = w->terms.ptr[term].next) {
      uint32_t n = stands_at(w, &w->terms.ptr[term], doc, i);
      if (n > longest) longest = n;
    }
    if (longest && !excused) excused = ARENA_ARRAY(arena, uint8_t, doc->n_tokens);
    if (longest) memset(excused + i, 1, longest);
  }
  return excused;
}

bool words_cover(const uint8_t *excused, const calque_doc *doc, calque_span span) {
  if (!excused) return false;
  bool any = false;
  for (uint32_t i = token_at(doc, span.start);
       i < doc->n_tokens && doc->tokens[i].span.start < span.end; i++) {
    if (!excused[i] && doc->tokens[i].kind == CALQUE_WORD) return false;
    any = any || excused[i];
  }
  return any;
}
