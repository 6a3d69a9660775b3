/* What French contracts or elides and a program left open: de le, à les, si il, la agence, de
 * Ukraine. Names keep their article (de Le Havre), pronouns theirs (de les voir); what lets others
 * lose their vowel is in the lexicon (WORD_ELIDES), places in the table of names. */
#include "checks/check.h"
#include "lexicon/gazetteer.h"

enum { LONGEST_NAME = 60 /* bytes */ };

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
    {STR_INIT("ce"), STR_INIT("est"), STR_INIT("c’est")},
};

/* le and les are pronouns before a verb, y and en: de les voir, à le dire. */
static bool is_pronoun_place(const struct check_context *ctx, const calque_token *next) {
  if (!next || next->kind != CALQUE_WORD) return true;
  uint64_t m = token_morph(ctx->lex, next);
  return (m & (M_INF | M_PREVERB | M_FINITE | M_ADV)) || !(m & (M_NOUN | M_ADJ));
}

/* Words that lose their vowel before another: la agence, de Ukraine, que ils. */
static const struct {
  calque_str whole, elided, capital;
} elisions[] = {{STR_INIT("le"), STR_INIT("l’"), STR_INIT("L’")},
                {STR_INIT("la"), STR_INIT("l’"), STR_INIT("L’")},
                {STR_INIT("de"), STR_INIT("d’"), STR_INIT("D’")},
                {STR_INIT("que"), STR_INIT("qu’"), STR_INIT("Qu’")},
                {STR_INIT("ne"), STR_INIT("n’"), STR_INIT("N’")},
                {STR_INIT("se"), STR_INIT("s’"), STR_INIT("S’")},
                {STR_INIT("me"), STR_INIT("m’"), STR_INIT("M’")},
                {STR_INIT("te"), STR_INIT("t’"), STR_INIT("T’")},
                {STR_INIT("je"), STR_INIT("j’"), STR_INIT("J’")}};

/* A place that French writes with d’: de Ukraine; people and brands may keep de. */
static bool is_place(const struct check_context *ctx, const calque_token *t) {
  struct gazetteer g;
  calque_str name = token_str(ctx->doc, t);
  char folded[3 * LONGEST_NAME + 1];
  unsigned words;
  if (name.len > LONGEST_NAME || str_starts(name, STR("H")) || str_starts(name, STR("Ou")))
    return false;
  if (!gazetteer_open(&g, lexicon_section(ctx->lex, SECTION_GAZETTEER))) return false;
  calque_str key = {folded, gazetteer_fold(name, folded, &words)};
  uint32_t id = gazetteer_find(&g, &g.french, key);
  return id != GAZETTEER_NONE && (g.french.phrases[id].kinds & GAZETTEER_PLACE);
}

static bool is_english(const struct word *w) {
  return (w->flags & WORD_ENGLISH) && w->english > w->french && w->english > w->news;
}

/* Does the word let others lose their vowel? */
static bool lets_elide(const struct check_context *ctx, const calque_token *t) {
  const uint16_t odd = CALQUE_ALL_CAPS | CALQUE_CLITIC | CALQUE_ELIDED | CALQUE_HYPHEN;
  if (t->kind != CALQUE_WORD || (t->flags & odd) || !(t->flags & CALQUE_FRENCH)) return false;
  const struct word *w = token_word(ctx->lex, t);
  if (lexicon_closed(ctx->lex, t->lower) & CLOSED_HIATUS) return false;
  if (!(w->flags & WORD_ELIDES) || w->name_len < 2 || !w->morph || is_english(w)) return false;
  return !(t->flags & CALQUE_CAPITAL) || is_place(ctx, t);
}

/* Nothing but one space between them: a page may have lost what stood there. */
static bool is_beside(const calque_doc *doc, const calque_token *a, const calque_token *b) {
  return (a->flags & CALQUE_SPACE_BEFORE || a->flags & CALQUE_FIRST) &&
         b->span.start == a->span.end + 1 && doc->text.ptr[a->span.end] == ' ';
}

static void check_elision(const struct check_context *ctx, uint32_t i, struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_token *a = &doc->tokens[i - 1], *b = &doc->tokens[i];
  if (b->kind != CALQUE_WORD || !(token_flags(ctx->lex, b) & WORD_ELIDES)) return;
  for (size_t k = 0; k < COUNT(elisions); k++) {
    if (!str_eq(lexicon_name(ctx->lex, a->lower), elisions[k].whole)) continue;
    if (!lets_elide(ctx, b) || !is_beside(doc, a, b) || !in_article(ctx, a)) return;
    calque_str elided = a->flags & CALQUE_CAPITAL ? elisions[k].capital : elisions[k].elided;
    calque_str joined =
        arena_printf(ctx->arena, "%.*s%.*s", STR_ARG(elided), STR_ARG(token_str(doc, b)));
    report_add(out, token_range(doc, i - 1, i), joined, "« %.*s » loses its vowel before « %.*s »",
               STR_ARG(elisions[k].whole), STR_ARG(token_str(doc, b)));
    return;
  }
}

/* une peine de un à dix ans, un chiffre de un: a number */
static bool is_counted(const struct check_context *ctx, uint32_t i) {
  const calque_doc *doc = ctx->doc;
  const calque_token *next = token_after(doc, i);
  if (!token_is(doc, &doc->tokens[i], STR("un"))) return false;
  return !next || next->kind != CALQUE_WORD || token_is(doc, next, STR("à"));
}

static void check_pair(const struct check_context *ctx, uint32_t i, struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_token *a = &doc->tokens[i - 1], *b = &doc->tokens[i];
  if (b->span.start != a->span.end + 1) return; /* a page may have lost what stood there */
  if (b->span.end - b->span.start > 5 || !is_small_word(b) || (a->flags & CALQUE_ALL_CAPS)) return;
  if (!(lexicon_closed(ctx->lex, a->lower) & CLOSED_CONTRACTS) ||
      !(lexicon_closed(ctx->lex, b->exact) & CLOSED_CONTRACTED))
    return;
  for (size_t k = 0; k < COUNT(pairs); k++) {
    if (!str_eq(lexicon_name(ctx->lex, a->lower), pairs[k].first)) continue;
    if (!token_is(doc, b, pairs[k].second) || !in_article(ctx, a) || is_counted(ctx, i)) continue;
    bool article = str_starts(pairs[k].second, STR("le"));
    if (article && is_pronoun_place(ctx, token_after(doc, i))) continue;
    report_add(out, token_range(doc, i - 1, i), pairs[k].contracted,
               "French writes « %.*s » as one", STR_ARG(pairs[k].contracted));
  }
}

/* de, la, à, si, que: short, and all that can be lost or joined ends so. */
static bool is_short(const calque_doc *doc, const calque_token *t) {
  if (t->kind != CALQUE_WORD || t->span.end - t->span.start > 3) return false;
  char last = doc->text.ptr[t->span.end - 1];
  return last == 'e' || last == 'a' || last == 'i' || last == '\xa0';
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  for (uint32_t i = second_token(ctx); i < ctx->window.end_token; i++) {
    const calque_token *a = &doc->tokens[i - 1];
    if (!is_short(doc, a) || a->sentence != doc->tokens[i].sentence) continue;
    if ((is_small_word(a) || (a->flags & CALQUE_FIRST)) && !(a->flags & CALQUE_CLITIC) &&
        lexicon_closed(ctx->lex, a->lower) & CLOSED_LOSES_VOWEL)
      check_elision(ctx, i, out);
    check_pair(ctx, i, out);
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
