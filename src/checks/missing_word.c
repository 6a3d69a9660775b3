/* A small word that the translation dropped: « tout ouvrant la porte » for tout en ouvrant, « aller
 * Lyon » for aller à Lyon, « fournir services » for fournir des services. */
#include "checks/tags.h"

/* Verbs whose place is named with a preposition. Infinitives: a subject may follow other forms
 * (est arrivé Martin). */
static const calque_str motion_verbs[] = {
    STR_INIT("entrer"),  STR_INIT("aller"), STR_INIT("retourner"), STR_INIT("rentrer"),
    STR_INIT("arriver"), STR_INIT("venir"), STR_INIT("revenir"),   STR_INIT("partir"),
    STR_INIT("résider"), STR_INIT("vivre"), STR_INIT("séjourner")};

/* Behind them a noun stands without a determiner. */
static const calque_str bare_verbs[] = {
    STR_INIT("être"),   STR_INIT("rester"),  STR_INIT("devenir"), STR_INIT("demeurer"),
    STR_INIT("faire"),  STR_INIT("sembler"), STR_INIT("naître"),  STR_INIT("paraître"),
    STR_INIT("mourir"), STR_INIT("rendre"),  STR_INIT("avoir"),   STR_INIT("présenter"),
    STR_INIT("élire"),  STR_INIT("nommer"),  STR_INIT("appeler"), STR_INIT("prendre"),
    STR_INIT("dire"),   STR_INIT("pouvoir")};

enum { NEAR = 6 /* tokens behind a noun in which a list would show */ };

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

/* tout + present participle + its object or clause */
static void check_gerund(const struct check_context *ctx, uint32_t i, struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_token *verb = token_after(doc, i), *object = verb ? token_after(doc, i + 1) : NULL;
  if (!is_small_word(verb) || !object || object->kind != CALQUE_WORD) return;
  if (!(token_morph(ctx->lex, verb) & M_PART_PRES)) return;
  if (!(token_morph(ctx->lex, object) & (M_DET | M_PREVERB)) &&
      !(lexicon_closed(ctx->lex, object->lower) & CLOSED_QUE))
    return;
  report_add(out, (calque_span){doc->tokens[i].span.start, verb->span.end},
             arena_printf(ctx->arena, "tout en %.*s", STR_ARG(token_str(doc, verb))),
             "« en » is missing between « tout » and « %.*s »", STR_ARG(token_str(doc, verb)));
}

/* A plural that can be nothing but a noun. */
static bool is_plural_noun(const struct check_context *ctx, const calque_token *t) {
  const uint64_t other =
      M_SING | M_ADJ | M_VERB | M_PART_PAST | M_ADV | M_NUM | M_PREP | M_DET | M_PRONOUN | M_AFFIX;
  uint64_t m = lexicon_word(ctx->lex, t->lower)->morph;
  return is_small_word(t) && !(t->flags & (CALQUE_HYPHEN | CALQUE_CLITIC | CALQUE_ELIDED)) &&
         (m & M_NOUN) && (m & M_PLUR) && !(m & other);
}

/* A verb and nothing else, and not one behind which a noun stands alone. */
static bool is_plain_verb(const struct check_context *ctx, const calque_token *t) {
  const uint64_t other = M_AUX | M_NOUN | M_ADJ | M_PREP | M_PART_PAST | M_ADV;
  const struct word *w = lexicon_word(ctx->lex, t->lower);
  return (w->morph & M_VERB) && !(w->morph & other) &&
         !is_among(lexicon_name(ctx->lex, w->lemma), bare_verbs, COUNT(bare_verbs));
}

/* vendre meubles, jouets et livres; rendre visite pieds nus: lists and fixed turns need none. */
static bool needs_no_determiner(const struct check_context *ctx, uint32_t noun) {
  const calque_token *t = &ctx->doc->tokens[noun];
  for (int n = 0; n < NEAR && (t = token_after(ctx->doc, (uint32_t)(t - ctx->doc->tokens))); n++) {
    if (t->kind == CALQUE_PUNCT) return token_char(ctx->doc, t) != '.';
    if (lexicon_word(ctx->lex, t->lower)->morph & M_CONJ) return true;
    if (token_is(ctx->doc, t, STR("nus")) || token_is(ctx->doc, t, STR("nues"))) return true;
  }
  return false;
}

/* il fournit services: verb + plural noun */
static void check_determiner(const struct check_context *ctx, uint32_t i, struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_token *verb = &doc->tokens[i], *noun = token_after(doc, i);
  if (!noun || !is_plural_noun(ctx, noun) || !is_plain_verb(ctx, verb)) return;
  const calque_token *before = token_before(doc, i);
  if (before && str_starts(lexicon_name(ctx->lex, before->lower), STR("s")) &&
      (lexicon_word(ctx->lex, before->lower)->morph & M_PREVERB))
    return; /* où se mêlent touristes et habitants */
  if (noun->span.start != verb->span.end + 1 || needs_no_determiner(ctx, i + 1)) return;
  enum tag tag = tag_of(ctx, i);
  if (tag != TAG_VERB && tag != TAG_INFINITIVE && tag != TAG_GERUND) return;
  if (tag_of(ctx, i + 1) != TAG_NOUN) return;
  report_add(out, token_range(doc, i, i + 1),
             arena_printf(ctx->arena, "%.*s des %.*s", STR_ARG(token_str(doc, verb)),
                          STR_ARG(token_str(doc, noun))),
             "a determiner is missing between « %.*s » and « %.*s »", STR_ARG(token_str(doc, verb)),
             STR_ARG(token_str(doc, noun)));
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  for (uint32_t i = ctx->window.first_token; i < ctx->window.end_token; i++) {
    const calque_token *t = &doc->tokens[i];
    if (!is_small_word(t)) continue;
    uint64_t morph = lexicon_word(ctx->lex, t->lower)->morph;
    bool gerund = t->span.end - t->span.start == 4 && token_is(doc, t, STR("tout"));
    if ((!(morph & M_VERB) && !gerund) || !in_article(ctx, t)) continue;
    if (gerund) check_gerund(ctx, i, out);
    else if (morph & M_INF && is_motion(doc, t)) check_place(ctx, i, out);
    else check_determiner(ctx, i, out);
  }
}

const struct check check_missing_word = {
    .id = "missing-word",
    .family = "grammar",
    .severity = CALQUE_MAJOR,
    .title = "small word missing",
    .why = "A preposition or determiner that English does not need was not put in.",
    .run = run,
    .bad = "Elle a promis des moyens, ⟦tout fermant⟧ la porte aux embauches.",
    .good = "Elle a promis des moyens, tout en fermant la porte aux embauches.",
};
