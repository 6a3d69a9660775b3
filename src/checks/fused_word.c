/* Words that lost the space between them: « lafermeture », « demandentdes ». A word that no
 * dictionary knows is fused when it is a small word and a usual one of a kind that may stand beside
 * it. Capitals in the middle are paragraph breaks that a page lost, which say nothing of the text.
 */
#include "checks/density.h"

extern const struct check check_fused_word;

enum {
  MIN_BYTES = 7, /* of the whole */
  MIN_LONG = 6,  /* bytes of each of two long ones */
  MIN_REST = 4,  /* bytes of the word beside the small one */
  USUAL = 44,    /* its frequency in news */
  MAX_BYTES = 40
};

/* A small word, and what may stand beside it: behind it, before it; 0: it is not looked for there.
 */
struct small {
  calque_str word;
  uint64_t behind, before;
};

static const struct small smalls[] = {
#define SMALL(word, behind, before) {STR_INIT(word), behind, before},
#include "checks/fused_words.def"
};

static bool agree(uint64_t small, uint64_t other) {
  if (!(small & M_DET)) return true;
  bool gender = !(small & M_GENDER) || (small & other & M_GENDER);
  bool number = !(small & M_NUMBER) || (small & other & M_NUMBER);
  return gender && number;
}

static const struct word *usual_word(const struct check_context *ctx, calque_str s) {
  word_id id = lexicon_find(ctx->lex, s);
  const struct word *w = lexicon_word(ctx->lex, id);
  return id && w->flags & WORD_FRENCH && w->news >= USUAL && s.len >= MIN_REST ? w : NULL;
}

/* Where the second word begins; 0: it is no two words. */
static size_t seam_of(const struct check_context *ctx, calque_str s) {
  for (size_t i = 0; i < COUNT(smalls); i++) {
    const struct small *small = &smalls[i];
    size_t len = small->word.len;
    if (s.len < len + MIN_REST) continue;
    uint64_t own = lexicon_word(ctx->lex, lexicon_find(ctx->lex, small->word))->morph;
    const struct word *w = usual_word(ctx, str_slice(s, len, s.len));
    if (small->behind && str_starts(s, small->word) && w && w->morph & small->behind &&
        agree(own, w->morph))
      return len;
    w = usual_word(ctx, str_slice(s, 0, s.len - len));
    if (small->before && str_ends(s, small->word) && w && w->morph & small->before)
      return s.len - len;
  }
  return 0;
}

static bool has_capital(calque_str s) {
  for (size_t i = 0; i < s.len; i++)
    if (s.ptr[i] >= 'A' && s.ptr[i] <= 'Z') return true;
  return false;
}

/* A noun and its adjective: « gouvernementaméricain ». */
static size_t long_seam_of(const struct check_context *ctx, calque_str s) {
  if (has_capital(s)) return 0;
  for (size_t at = MIN_LONG; at + MIN_LONG <= s.len; at++) {
    const struct word *second = usual_word(ctx, str_slice(s, at, s.len));
    if (!second || !(second->morph & M_ADJ) || (second->morph & M_VERB)) continue;
    const struct word *first = usual_word(ctx, str_slice(s, 0, at));
    if (first && (first->morph & M_NOUN) && !(first->morph & (M_ADJ | M_ADV | M_AFFIX | M_PREP)) &&
        (first->morph & second->morph & M_GENDER) && (first->morph & second->morph & M_NUMBER))
      return at;
  }
  return 0;
}

static bool may_be_fused(const calque_token *t, calque_str s) {
  const uint16_t known = CALQUE_FRENCH | CALQUE_ENGLISH | CALQUE_CAPITAL | CALQUE_CLITIC;
  return t->kind == CALQUE_WORD && !(t->flags & known) && s.len >= MIN_BYTES && s.len <= MAX_BYTES;
}

static void run(const struct check_context *ctx, struct report *out) {
  for (uint32_t i = ctx->window.first_token; i < ctx->window.end_token; i++) {
    const calque_token *t = &ctx->doc->tokens[i];
    calque_str s = token_str(ctx->doc, t);
    if (!may_be_fused(t, s) || !in_article(ctx, t)) continue;
    size_t seam = seam_of(ctx, s);
    if (!seam) seam = long_seam_of(ctx, s);
    if (!seam) continue;
    seam_add(ctx, &ctx->shared->seams.fused, &check_fused_word, t->span.start);
    calque_str first = str_slice(s, 0, seam), second = str_slice(s, seam, s.len);
    report_add(out, t->span, arena_printf(ctx->arena, "%.*s %.*s", STR_ARG(first), STR_ARG(second)),
               "« %.*s » and « %.*s » in one word", STR_ARG(first), STR_ARG(second));
  }
}

const struct check check_fused_word = {
    .id = "fused-word",
    .family = "spacing",
    .severity = CALQUE_MINOR,
    .title = "two words written as one",
    .why = "Where pieces of a text were put together the space between two words is lost.",
    .run = run,
    .bad = "Les riverains ⟦demandentdes⟧{fused-word → demandent des} comptes.",
    .good = "Les riverains demandent des comptes.",
};
