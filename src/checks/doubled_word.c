/* The same word twice: « dans dans la ville », « le le maire », « la décision décision ». Adverbs
 * and other words are repeated on purpose too often (très très, jamais jamais); pronouns double by
 * rule (nous nous, vous vous). */
#include "checks/check.h"

enum { MIN_LENGTH = 5 /* bytes */ };

static const calque_str doubling[] = {
    STR_INIT("nous"), STR_INIT("vous"),   STR_INIT("tout"), STR_INIT("si"),    STR_INIT("ha"),
    STR_INIT("ah"),   STR_INIT("non"),    STR_INIT("oui"),  STR_INIT("moins"), STR_INIT("plus"),
    STR_INIT("peu"),  STR_INIT("jamais"), STR_INIT("très"), STR_INIT("bien"),  STR_INIT("trop")};

static bool may_double(const calque_doc *doc, const calque_token *t) {
  for (size_t i = 0; i < COUNT(doubling); i++)
    if (token_is(doc, t, doubling[i])) return true;
  return false;
}

static bool is_function(const struct check_context *ctx, const calque_token *t) {
  return lexicon_word(ctx->lex, t->lower)->morph & (M_DET | M_PREP | M_CONJ | M_CONJ_SUB);
}

/* A noun or verb of some length, « la décision décision », between words: nobody says that on
 * purpose. */
static bool is_long(const struct check_context *ctx, uint32_t i) {
  const calque_token *t = &ctx->doc->tokens[i], *before = token_before(ctx->doc, i - 1);
  const calque_token *next = token_after(ctx->doc, i);
  const uint64_t never = M_ADV | M_INTERJ | M_PRONOUN | M_NUM | M_PROPER;
  uint64_t m = lexicon_word(ctx->lex, t->lower)->morph;
  if (!(m & (M_NOUN | M_ADJ | M_VERB)) || (m & never)) return false;
  if (t->span.end - t->span.start < MIN_LENGTH || (t->flags & CALQUE_HYPHEN)) return false;
  if (token_is(ctx->doc, t, STR("faire"))) return false; /* faire faire un tour */
  bool between = before && (is_small_word(before) || (before->flags & CALQUE_FIRST));
  return between && next && !(next->flags & CALQUE_CLOSES) && t->span.start == t[-1].span.end + 1;
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  for (uint32_t i = second_token(ctx); i < ctx->window.end_token; i++) {
    const calque_token *a = &doc->tokens[i - 1], *b = &doc->tokens[i];
    if (a->lower != b->lower || !b->lower || a->sentence != b->sentence) continue;
    if (!is_small_word(a) || !is_small_word(b) || (b->flags & CALQUE_CLITIC)) continue;
    if (!is_function(ctx, b) && !is_long(ctx, i)) continue;
    if (may_double(doc, b) || !in_article(ctx, a)) continue;
    report_add(out, token_range(doc, i - 1, i), token_str(doc, b), "« %.*s » stands here twice",
               STR_ARG(token_str(doc, b)));
  }
}

const struct check check_doubled_word = {
    .id = "doubled-word",
    .family = "grammar",
    .severity = CALQUE_MINOR,
    .title = "word twice in a row",
    .why = "A small word stands twice where two pieces of a translation meet.",
    .run = run,
    .bad = "Les pompiers sont intervenus ⟦dans dans⟧ la nuit.",
    .good = "Les pompiers sont intervenus dans la nuit.",
};
