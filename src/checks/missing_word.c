/* A small word that the translation dropped: « tout ouvrant la porte » for tout en ouvrant, « aller
 * Lyon » for aller à Lyon. */
#include "checks/check.h"

/* Verbs whose place is named with a preposition. Infinitives: a subject may follow other forms
 * (est arrivé Martin). */
static const calque_str motion_verbs[] = {
    STR_INIT("entrer"),  STR_INIT("aller"), STR_INIT("retourner"), STR_INIT("rentrer"),
    STR_INIT("arriver"), STR_INIT("venir"), STR_INIT("revenir"),   STR_INIT("partir"),
    STR_INIT("résider"), STR_INIT("vivre"), STR_INIT("séjourner")};

static bool is_motion(const calque_doc *doc, const calque_token *t) {
  for (size_t i = 0; i < COUNT(motion_verbs); i++)
    if (token_is(doc, t, motion_verbs[i])) return true;
  return false;
}

/* A proper noun that the dictionary knows as the name of a thing or place, not of a person. */
static bool is_place(const struct check_context *ctx, const calque_token *t) {
  const struct word *w = lexicon_word(ctx->lex, t->exact);
  if (!is_capital_word(t) || (t->flags & (CALQUE_ALL_CAPS | CALQUE_FIRST)) || !t->exact)
    return false;
  bool common = t->lower && t->lower != t->exact && lexicon_word(ctx->lex, t->lower)->morph;
  return (w->morph & (M_NAME | M_NOUN)) && !(w->morph & (M_GIVEN | M_FAMILY)) && !common;
}

static void check_place(const struct check_context *ctx, uint32_t i, struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_token *next = token_after(doc, i);
  if (next && next->kind == CALQUE_QUOTE && (next->flags & CALQUE_CLOSES))
    next = token_after(doc, i + 1);
  if (!next || !is_place(ctx, next)) return;
  report_add(out, (calque_span){doc->tokens[i].span.start, next->span.end}, NO_SUGGESTION,
             "a preposition is missing between « %.*s » and « %.*s »",
             STR_ARG(token_str(doc, &doc->tokens[i])), STR_ARG(token_str(doc, next)));
}

/* tout + present participle + its object */
static void check_gerund(const struct check_context *ctx, uint32_t i, struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_token *verb = token_after(doc, i), *object = verb ? token_after(doc, i + 1) : NULL;
  if (!is_small_word(verb) || !object || object->kind != CALQUE_WORD) return;
  if (!(token_morph(ctx->lex, verb) & M_PART_PRES)) return;
  if (!(token_morph(ctx->lex, object) & (M_DET | M_PREVERB))) return;
  report_add(out, (calque_span){doc->tokens[i].span.start, verb->span.end},
             arena_printf(ctx->arena, "tout en %.*s", STR_ARG(token_str(doc, verb))),
             "« en » is missing between « tout » and « %.*s »", STR_ARG(token_str(doc, verb)));
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  for (uint32_t i = 0; i < doc->n_tokens; i++) {
    const calque_token *t = &doc->tokens[i];
    if (!is_small_word(t)) continue;
    bool infinitive = lexicon_word(ctx->lex, t->lower)->morph & M_INF;
    bool gerund = t->span.end - t->span.start == 4 && token_is(doc, t, STR("tout"));
    if ((!infinitive && !gerund) || !in_article(ctx, t)) continue;
    if (gerund) check_gerund(ctx, i, out);
    else if (is_motion(doc, t)) check_place(ctx, i, out);
  }
}

const struct check check_missing_word = {
    .id = "missing-word",
    .family = "grammar",
    .severity = CALQUE_MAJOR,
    .title = "small word missing",
    .why = "A preposition that English does not need was not put in.",
    .run = run,
    .bad = "Elle a promis des moyens, ⟦tout fermant⟧ la porte aux embauches.",
    .good = "Elle a promis des moyens, tout en fermant la porte aux embauches.",
};
