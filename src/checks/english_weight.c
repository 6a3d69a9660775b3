/* How English a word looks where it stands: its frequency in both languages, the dictionaries that
 * have it, its letters, its capital. Names and odd spellings weigh next to nothing either way. */
#include "base/array.h"
#include "checks/english.h"

enum {                    /* eighths of a bit */
       SURE_COMMON = 100, /* not French, and frequent in English or listed */
       SURE_RARE = 85,    /* not French, and English has it */
       COMPOUND = 40,     /* two English words with a hyphen: often a term that French took over */
       MAX_HOMOGRAPH = 60,
       FRENCH_ONLY = -90,
       UNKNOWN = -30, /* small letters, neither language: a third one, a slip */
       NAME = -5,
       EXONYM = 60, /* with a function word beside it, not alone */
       COMMA = -20,
       MIN_ENGLISH_FREQUENCY = 40,
       SHORT = 3, /* bytes: el, den, git are many things */
       SHORT_RATIO = 40,
       MAX_BRITISH = 32 /* bytes */
};

static int clamp(int x, int low, int high) { return x < low ? low : x > high ? high : x; }

/* iPhone, m3, H1N1: no word of any language. */
static bool is_odd(calque_str s) {
  bool odd = false;
  for (size_t i = 0; i < s.len; i++)
    odd |= (s.ptr[i] >= '0' && s.ptr[i] <= '9') || (i && s.ptr[i] >= 'A' && s.ptr[i] <= 'Z');
  return odd;
}

static bool is_plain_french(const calque_token *t) {
  return t->kind == CALQUE_WORD && t->flags & CALQUE_FRENCH && !(t->flags & CALQUE_CAPITAL);
}

/* « la key réside »: French words in small letters on both sides, no name, no other language. */
static bool is_amid_french(const struct check_context *ctx, const calque_token *t) {
  const calque_token *end = ctx->doc->tokens + ctx->doc->n_tokens;
  bool before = t > ctx->doc->tokens && t[-1].sentence == t->sentence && is_plain_french(&t[-1]);
  return before && t + 1 < end && is_plain_french(&t[1]);
}

/* favour, neighbour, travelled, acknowledgement: the American dictionary has them otherwise. */
static bool is_british(const struct check_context *ctx, calque_str word) {
  static const struct {
    calque_str british, american;
  } spellings[] = {{STR_INIT("our"), STR_INIT("or")},
                   {STR_INIT("ll"), STR_INIT("l")},
                   {STR_INIT("gement"), STR_INIT("gment")}};
  char american[MAX_BRITISH];
  if (word.len >= MAX_BRITISH) return false;
  for (size_t i = 0; i < COUNT(spellings); i++) {
    size_t at = str_find(word, spellings[i].british), rest = at + spellings[i].british.len;
    if (at == SIZE_MAX || at == 0) continue;
    size_t n = spellings[i].american.len, tail = word.len - rest;
    memcpy(american, word.ptr, at);
    memcpy(american + at, spellings[i].american.ptr, n);
    memcpy(american + at + n, word.ptr + rest, tail);
    word_id id = lexicon_find(ctx->lex, (calque_str){american, at + n + tail});
    const struct word *w = lexicon_word(ctx->lex, id);
    if ((w->flags & (WORD_ENGLISH | WORD_FRENCH)) == WORD_ENGLISH && w->english) return true;
  }
  return false;
}

/* Not in the French dictionary. What French newspapers write all the same is no evidence. */
static int weigh_foreign(const struct check_context *ctx, const calque_token *t,
                         const struct word *w) {
  if (is_odd(token_str(ctx->doc, t))) return NAME;
  if (w->flags & WORD_ENGLISH_LISTED) return SURE_COMMON; /* alone; think tank is a term */
  if (w->flags & WORD_ANGLICISM) return NAME;
  bool english = t->flags & CALQUE_ENGLISH;
  if (!english && !w->news && !w->accented && is_british(ctx, token_str(ctx->doc, t)))
    return SURE_RARE;
  if (!english && (w->english < MIN_ENGLISH_FREQUENCY || w->news || w->accented)) return UNKNOWN;
  if (t->flags & CALQUE_HYPHEN) return COMPOUND;
  bool slight = !(w->flags & WORD_ENGLISH_FUNCTION) && w->name_len <= SHORT &&
                (w->news || w->english < w->french + SHORT_RATIO);
  if (slight && !is_amid_french(ctx, t)) return COMPOUND;
  int base = w->english >= MIN_ENGLISH_FREQUENCY ? SURE_COMMON : SURE_RARE;
  return w->news ? clamp(60 + w->english - w->news, UNKNOWN, base) : base;
}

/* A form of both languages. Film subtitles hold English by mistake, so newspapers count first. */
static int weigh_homograph(const struct word *w) {
  int french = w->news ? w->news : clamp(w->french, 24, 60);
  return clamp(w->english - french, FRENCH_ONLY, MAX_HOMOGRAPH);
}

/* « Castle comprit »: a name that also stands in the midst of sentences, with its capital. */
static bool is_also_name(const struct check_context *ctx, word_id lower) {
  const struct english *english = ctx->shared->english;
  return english_count(english->names, english->n_names, lower) > 0;
}

/* Russia, Monday: capitals that English has and French has not. */
bool english_is_exonym(const struct check_context *ctx, const calque_token *t) {
  if (!(t->flags & CALQUE_CAPITAL)) return false;
  if (!(lexicon_word(ctx->lex, t->exact)->flags & WORD_ENGLISH_LISTED)) return false;
  return english_table_find(&ctx->shared->english->table, t, 1,
                            1u << ENGLISH_PLACE | 1u << ENGLISH_DATE);
}

/* A capital inside a sentence makes a name of a word, whatever its letters spell. At the start of
 * a sentence only words that are never names are evidence. */
static int weigh_capital(const struct check_context *ctx, const calque_token *t) {
  const struct word *lower = lexicon_word(ctx->lex, t->lower);
  if (english_is_exonym(ctx, t)) return EXONYM;
  if (t->flags & CALQUE_ALL_CAPS || !(t->flags & CALQUE_FIRST)) return NAME;
  if (lower->flags & WORD_FRENCH)
    return lower->flags & WORD_ENGLISH ? weigh_homograph(lower) : FRENCH_ONLY;
  bool plain = lower->flags & (WORD_ENGLISH_FUNCTION | WORD_ENGLISH_LISTED) ||
               (lower->english >= 60 && !lower->news && !lexicon_word(ctx->lex, t->exact)->flags);
  bool slip = lower->accented && !(lower->flags & WORD_ENGLISH_FUNCTION);
  if (!plain || slip || is_also_name(ctx, t->lower)) return NAME;
  return weigh_foreign(ctx, t, lower);
}

int english_weight(const struct check_context *ctx, uint32_t i) {
  const calque_token *t = &ctx->doc->tokens[i];
  if (t->kind == CALQUE_PUNCT) return COMMA;
  if (t->kind != CALQUE_WORD) return 0;
  if (t->flags & (CALQUE_ELIDED | CALQUE_CLITIC)) return FRENCH_ONLY;
  if (t->flags & (CALQUE_CAPITAL | CALQUE_ALL_CAPS)) return weigh_capital(ctx, t);
  const struct word *w = lexicon_word(ctx->lex, t->lower);
  if (!(t->flags & CALQUE_FRENCH)) return weigh_foreign(ctx, t, w);
  return t->flags & CALQUE_ENGLISH ? weigh_homograph(w) : FRENCH_ONLY;
}

bool english_is_sure(const struct check_context *ctx, uint32_t i) {
  const calque_token *t = &ctx->doc->tokens[i];
  if (t->kind != CALQUE_WORD || t->flags & (CALQUE_FRENCH | CALQUE_ELIDED | CALQUE_CLITIC))
    return false;
  return english_weight(ctx, i) >= ENGLISH_SURE;
}

bool english_is_compound(const struct check_context *ctx, uint32_t i) {
  const calque_token *t = &ctx->doc->tokens[i];
  const uint16_t flags = t->flags & (CALQUE_HYPHEN | CALQUE_ENGLISH | CALQUE_FRENCH);
  return flags == (CALQUE_HYPHEN | CALQUE_ENGLISH) && english_weight(ctx, i) == COMPOUND;
}
