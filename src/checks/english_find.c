/* Questions that several checks ask of the words: which row of the table they are, which French
 * word an English cognate lost its accents from. */
#include "checks/english.h"

enum {
  MIN_COGNATE = 40,  /* frequency in English below which a missing accent is a slip */
  MIN_CAPITAL = 60,  /* the same at the start of a sentence, where names stand too */
  SHORT_COGNATE = 3, /* bytes of words that are too many things in too many languages */
  DENSE = 8,         /* words of a thousand that make a register */
  MANY = 3
};

/* « répondit », « furent »: nothing but the simple past. */
static bool is_simple_past(const struct word *w) {
  const uint64_t other =
      M_PRESENT | M_PART_PAST | M_NOUN | M_ADJ | M_ADV | M_PREP | M_DET | M_PRONOUN;
  return w->morph & M_PAST && !(w->morph & other);
}

/* createStore: a name that programs give. Not iPhone, eBay; « parRyan » has lost a space. */
static bool is_camel_case(const calque_lexicon *lex, const calque_doc *doc, const calque_token *t) {
  const uint16_t other = CALQUE_FRENCH | CALQUE_ENGLISH | CALQUE_CAPITAL;
  if (t->kind != CALQUE_WORD || t->flags & other) return false;
  calque_str s = token_str(doc, t);
  for (size_t i = 2; i + 1 < s.len; i++)
    if (s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' && s.ptr[i + 1] >= 'a' && s.ptr[i + 1] <= 'z') {
      word_id head = lexicon_find(lex, str_slice(s, 0, i));
      return !(lexicon_word(lex, head)->flags & WORD_FRENCH);
    }
  return false;
}

/* One look at the whole text, when something hangs on it. */
static const struct english *with_register(const struct check_context *ctx) {
  english_of(ctx);
  struct english *english = ctx->shared->english;
  if (english->register_known) return english;
  const calque_doc *doc = ctx->doc;
  uint64_t programming = 0, past = 0;
  for (uint32_t i = 0; i < doc->n_tokens; i++) {
    const struct word *w = lexicon_word(ctx->lex, doc->tokens[i].lower);
    const calque_token *t = &doc->tokens[i];
    programming += (token_flags(ctx->lex, t) & WORD_PROGRAMMING) || is_camel_case(ctx->lex, doc, t);
    past += is_simple_past(w);
  }
  uint64_t few = (uint64_t)doc->n_words * DENSE;
  english->register_known = true;
  english->programming = programming >= MANY && programming * 1000 >= few;
  english->narrative = past >= MANY && past * 1000 >= few;
  return english;
}

bool english_in_programming(const struct check_context *ctx) {
  return with_register(ctx)->programming;
}

bool english_in_narrative(const struct check_context *ctx) { return with_register(ctx)->narrative; }

static calque_str listed_french(const struct check_context *ctx, const calque_token *t) {
  const struct english_table *table = &english_of(ctx)->table;
  return english_table_french(table, english_table_find(table, t, 1, 1u << ENGLISH_WORD));
}

word_id english_lost_accent(const struct check_context *ctx, uint32_t i) {
  const calque_token *t = &ctx->doc->tokens[i];
  const uint16_t never = CALQUE_FRENCH | CALQUE_ALL_CAPS | CALQUE_ELIDED | CALQUE_CLITIC;
  if (t->kind != CALQUE_WORD || t->flags & never) return 0;
  const struct word *w = lexicon_word(ctx->lex, t->lower);
  bool english = w->flags & WORD_ENGLISH ? w->english > 0 : w->english >= MIN_COGNATE;
  if (!w->accented || w->name_len <= SHORT_COGNATE || !english || w->news >= w->english ||
      w->flags & WORD_ANGLICISM)
    return 0;
  calque_str french = lexicon_name(ctx->lex, w->accented);
  if (w->flags & WORD_ENGLISH_LISTED && !str_eq(listed_french(ctx, t), french)) return 0;
  if (!(t->flags & CALQUE_CAPITAL)) return w->accented;
  if (w->english < MIN_CAPITAL) return 0;
  bool same_start = french.ptr[0] == lexicon_name(ctx->lex, t->lower).ptr[0];
  return t->flags & CALQUE_FIRST && same_start ? w->accented : 0;
}

const struct english_entry *english_entry_of(const struct check_context *ctx, uint32_t first,
                                             uint32_t last) {
  const struct english *english = english_of(ctx);
  const unsigned all = (1u << N_ENGLISH_KINDS) - 1 - (1u << ENGLISH_TERM);
  const struct english_entry *e =
      english_table_find(&english->table, &ctx->doc->tokens[first], last - first + 1, all);
  return e && e->n_words == last - first + 1 ? e : NULL;
}

static bool is_foreign_capital(const struct check_context *ctx, uint32_t i) {
  if (i >= ctx->doc->n_tokens) return false;
  const calque_token *t = &ctx->doc->tokens[i];
  return t->kind == CALQUE_WORD && t->flags & CALQUE_CAPITAL && !(t->flags & CALQUE_FRENCH);
}

const struct english_entry *english_next_capital(const struct check_context *ctx, unsigned kinds,
                                                 size_t *at, uint32_t *first) {
  const struct english *english = english_of(ctx);
  const calque_doc *doc = ctx->doc;
  while (*at < english->n_capitals) {
    uint32_t i = english->capitals[(*at)++];
    const struct english_entry *e =
        english_table_find(&english->table, &doc->tokens[i], doc->n_tokens - i, kinds);
    if (!e || (i && is_foreign_capital(ctx, i - 1))) continue;
    if (e->kind != ENGLISH_CREDIT && !english_in_prose(ctx, &doc->tokens[i])) continue;
    struct english_span span = {.first = i, .last = i + e->n_words - 1, .n_words = e->n_words};
    enum english_excuse excuse = english_excuse_of(ctx, english, &span);
    if (excuse && excuse != ENGLISH_NAME) continue;
    *first = i;
    return e;
  }
  return NULL;
}
