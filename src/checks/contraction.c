/* What French contracts or elides and a program left open: de le, à les, si il, que il. Names keep
 * their article (de Le Havre), pronouns theirs (de les voir). */
#include "checks/check.h"

static const struct {
  calque_str first, second, contracted;
} pairs[] = {
    {STR_INIT("de"), STR_INIT("le"), STR_INIT("du")},
    {STR_INIT("de"), STR_INIT("les"), STR_INIT("des")},
    {STR_INIT("à"), STR_INIT("le"), STR_INIT("au")},
    {STR_INIT("à"), STR_INIT("les"), STR_INIT("aux")},
    {STR_INIT("si"), STR_INIT("il"), STR_INIT("s’il")},
    {STR_INIT("si"), STR_INIT("ils"), STR_INIT("s’ils")},
    {STR_INIT("que"), STR_INIT("il"), STR_INIT("qu’il")},
    {STR_INIT("que"), STR_INIT("ils"), STR_INIT("qu’ils")},
    {STR_INIT("que"), STR_INIT("elle"), STR_INIT("qu’elle")},
    {STR_INIT("que"), STR_INIT("elles"), STR_INIT("qu’elles")},
    {STR_INIT("que"), STR_INIT("on"), STR_INIT("qu’on")},
    {STR_INIT("que"), STR_INIT("un"), STR_INIT("qu’un")},
    {STR_INIT("que"), STR_INIT("une"), STR_INIT("qu’une")},
    {STR_INIT("de"), STR_INIT("un"), STR_INIT("d’un")},
    {STR_INIT("de"), STR_INIT("une"), STR_INIT("d’une")},
    {STR_INIT("de"), STR_INIT("elle"), STR_INIT("d’elle")},
    {STR_INIT("ne"), STR_INIT("est"), STR_INIT("n’est")},
    {STR_INIT("ne"), STR_INIT("a"), STR_INIT("n’a")},
    {STR_INIT("je"), STR_INIT("ai"), STR_INIT("j’ai")},
    {STR_INIT("se"), STR_INIT("est"), STR_INIT("s’est")},
};

/* le and les are pronouns before a verb, y and en: de les voir, à le dire. */
static bool is_pronoun_place(const struct check_context *ctx, const calque_token *next) {
  if (!next || next->kind != CALQUE_WORD) return true;
  uint64_t m = token_morph(ctx->lex, next);
  return (m & (M_INF | M_PREVERB | M_FINITE | M_ADV)) || !(m & (M_NOUN | M_ADJ));
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  for (uint32_t i = 1; i < doc->n_tokens; i++) {
    const calque_token *a = &doc->tokens[i - 1], *b = &doc->tokens[i];
    if (b->span.end - b->span.start > 5 || a->span.end - a->span.start > 3) continue;
    if (a->kind != CALQUE_WORD || !is_small_word(b) || a->sentence != b->sentence) continue;
    if (!(lexicon_closed(ctx->lex, a->lower) & CLOSED_CONTRACTS) ||
        !(lexicon_closed(ctx->lex, b->exact) & CLOSED_CONTRACTED))
      continue;
    for (size_t k = 0; k < COUNT(pairs); k++) {
      if (!str_eq(lexicon_name(ctx->lex, a->lower), pairs[k].first)) continue;
      if (!token_is(doc, b, pairs[k].second) || !in_article(ctx, a)) continue;
      bool article = str_starts(pairs[k].second, STR("le"));
      if (article && is_pronoun_place(ctx, token_after(doc, i))) continue;
      report_add(out, token_range(doc, i - 1, i), pairs[k].contracted,
                 "French writes « %.*s » as one", STR_ARG(pairs[k].contracted));
    }
  }
}

const struct check check_contraction = {
    .id = "contraction",
    .family = "grammar",
    .severity = CALQUE_MINOR,
    .title = "contraction or elision not made",
    .why =
        "French joins de le, à les, si il and que il; programs that put words in one by one do "
        "not.",
    .run = run,
    .bad = "Le maire a demandé ⟦que il⟧ soit entendu.",
    .good = "Le maire a demandé qu’il soit entendu.",
};
