/* The indicative or the conditional where French wants the subjunctive: « il est possible que le
 * conseil voterait », « heureux que cela a fonctionné », « afin que vous pouvez ». English has one
 * form for both. Only the first finite verb behind the conjunction is looked at. */
#include "checks/tags.h"

enum { MAX_DISTANCE = 24 /* tokens from que to its verb */ };

/* What takes the subjunctive when que follows. */
static const calque_str heads[] = {
    STR_INIT("possible"), STR_INIT("impossible"),    STR_INIT("nécessaire"),
    STR_INIT("afin"),     STR_INIT("avant"),         STR_INIT("essentiel"),
    STR_INIT("faut"),     STR_INIT("indispensable"), STR_INIT("souhaitable"),
    STR_INIT("pour"),     STR_INIT("sans"),          STR_INIT("pourvu")};

/* Feelings, by lemma: « heureux que cela fonctionne », but « si heureux que la foule a crié ». */
static const calque_str feelings[] = {
    STR_INIT("heureux"),   STR_INIT("content"),  STR_INIT("ravi"),    STR_INIT("désolé"),
    STR_INIT("surpris"),   STR_INIT("étonné"),   STR_INIT("déçu"),    STR_INIT("triste"),
    STR_INIT("furieux"),   STR_INIT("navré"),    STR_INIT("soulagé"), STR_INIT("vouloir"),
    STR_INIT("souhaiter"), STR_INIT("craindre"), STR_INIT("exiger"),  STR_INIT("préférer"),
    STR_INIT("regretter")};
static const calque_str degrees[] = {STR_INIT("si"),   STR_INIT("tellement"), STR_INIT("plus"),
                                     STR_INIT("tant"), STR_INIT("moins"),     STR_INIT("aussi"),
                                     STR_INIT("très"), STR_INIT("trop")};

/* Words that need another before them: « peu probable », but not « probable »; « à moins que »,
 * « jusqu’à ce que »; « bien que » as a conjunction, but not « si bien que », « bel et bien que »
 * or « il sait bien que ». */
static bool is_second_word(const struct check_context *ctx, uint32_t i, calque_str s) {
  const calque_doc *doc = ctx->doc;
  const calque_token *before = token_before(doc, i);
  const calque_token *third = before ? token_before(doc, i - 1) : NULL;
  if (str_eq(s, STR("bien")))
    return !before || before->kind != CALQUE_WORD ||
           ((token_morph(ctx->lex, before) & M_CONJ) &&
            !(third && token_is(doc, third, STR("bel"))) && !token_is(doc, before, STR("tant")));
  if (!before) return false;
  if (str_eq(s, STR("probable"))) return token_is(doc, before, STR("peu"));
  if (str_eq(s, STR("moins")) || str_eq(s, STR("condition")))
    return token_is(doc, before, STR("à")) || token_is(doc, before, STR("À"));
  return str_eq(s, STR("ce")) && third && token_is(doc, before, STR("à")) &&
         str_starts(lexicon_name(ctx->lex, third->lower), STR("jusqu"));
}

static bool is_feeling(const struct check_context *ctx, uint32_t i) {
  const calque_token *before = token_before(ctx->doc, i);
  if (before && is_among(lexicon_name(ctx->lex, before->lower), degrees, COUNT(degrees)))
    return false;
  return has_lemma(ctx, &ctx->doc->tokens[i], M_ADJ | M_PART_PAST | M_FINITE | M_INF, feelings,
                   COUNT(feelings)) &&
         tag_of(ctx, i) != TAG_NOUN; /* les craintes qu’elles ont provoquées */
}

static bool is_head(const struct check_context *ctx, uint32_t i) {
  calque_str s = lexicon_name(ctx->lex, ctx->doc->tokens[i].lower);
  return is_among(s, heads, COUNT(heads)) || is_second_word(ctx, i, s) || is_feeling(ctx, i);
}

static bool is_que(const struct check_context *ctx, const calque_token *t) {
  return lexicon_closed(ctx->lex, t->lower) & CLOSED_QUE;
}

static bool opens_clause(const struct check_context *ctx, const calque_token *t) {
  uint64_t m = lexicon_word(ctx->lex, t->lower)->morph;
  return t->kind == CALQUE_PUNCT || t->kind == CALQUE_QUOTE || is_que(ctx, t) || (m & M_PRO_REL);
}

/* possible que oui; possible que si l’autre …, que s’il …; nécessaire que lorsque … */
static bool is_answer(const struct check_context *ctx, const calque_token *t) {
  calque_str s = lexicon_name(ctx->lex, t->lower);
  if (str_eq(s, STR("s'"))) {
    const calque_token *next = token_after(ctx->doc, (uint32_t)(t - ctx->doc->tokens));
    return next && str_starts(token_str(ctx->doc, next), STR("il"));
  }
  return str_eq(s, STR("oui")) || str_eq(s, STR("non")) ||
         (lexicon_word(ctx->lex, t->lower)->morph & M_CONJ_SUB);
}

/* The first word behind token i that can only be a finite verb, in the same clause. */
static const calque_token *first_verb(const struct check_context *ctx, uint32_t i) {
  const calque_doc *doc = ctx->doc;
  const calque_token *t = token_after(doc, i);
  for (int n = 0; t && n < MAX_DISTANCE; n++, t = token_after(doc, (uint32_t)(t - doc->tokens))) {
    if (opens_clause(ctx, t) || is_answer(ctx, t)) return NULL;
    uint64_t m = lexicon_word(ctx->lex, t->lower)->morph;
    if (!is_small_word(t) || !(m & M_FINITE)) continue;
    if ((m & M_AUX) || !(m & (M_NOUN | M_ADJ | M_PREP | M_DET | M_ADV | M_PRONOUN))) return t;
    if (tag_of(ctx, (uint32_t)(t - doc->tokens)) == TAG_VERB) return t; /* else skip it */
  }
  return NULL;
}

static bool wants_subjunctive(uint64_t m) {
  return (m & (M_CONDITIONAL | M_FUTURE | M_PRESENT)) && !(m & (M_SUBJUNCTIVE | M_IMPERFECT));
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  for (uint32_t i = ctx->window.first_token; i < ctx->window.end_token; i++) {
    const calque_token *t = &doc->tokens[i], *head = token_before(doc, i);
    if (t->kind != CALQUE_WORD || !head || !is_que(ctx, t) || !is_head(ctx, i - 1)) continue;
    const calque_token *verb = first_verb(ctx, i);
    if (!verb || !in_article(ctx, t)) continue;
    if (!wants_subjunctive(lexicon_word(ctx->lex, verb->lower)->morph)) continue;
    report_add(out, (calque_span){head->span.start, verb->span.end}, NO_SUGGESTION,
               "« %.*s que » takes the subjunctive, not « %.*s »", STR_ARG(token_str(doc, head)),
               STR_ARG(token_str(doc, verb)));
  }
}

const struct check check_mood = {
    .id = "mood",
    .family = "grammar",
    .severity = CALQUE_MINOR,
    .title = "indicative or conditional for the subjunctive",
    .why =
        "French takes the subjunctive after il est possible que, afin que, heureux que and their "
        "like; English has no such form, and a translation falls back on is, will or would.",
    .run = run,
    .bad = "Il est ⟦possible que le conseil voterait⟧ le budget jeudi.",
    .good = "Il est possible que le conseil vote le budget jeudi.",
};
