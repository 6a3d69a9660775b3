/* The future or the conditional where French wants the subjunctive: « il est possible que le
 * conseil voterait ». English has one form for both. Only the first finite verb behind the
 * conjunction is looked at. */
#include "checks/check.h"

enum { MAX_DISTANCE = 24 /* tokens from que to its verb */ };

/* What takes the subjunctive when que follows. */
static const calque_str heads[] = {
    STR_INIT("possible"), STR_INIT("impossible"),    STR_INIT("nécessaire"),
    STR_INIT("afin"),     STR_INIT("avant"),         STR_INIT("essentiel"),
    STR_INIT("faut"),     STR_INIT("indispensable"), STR_INIT("souhaitable")};

/* « peu probable », but not « probable »; « bien que » as a conjunction, but not « si bien que » or
 * « il sait bien que ». */
static bool is_head(const struct check_context *ctx, uint32_t i) {
  const calque_doc *doc = ctx->doc;
  const calque_token *t = &doc->tokens[i], *before = token_before(doc, i);
  calque_str s = lexicon_name(ctx->lex, t->lower);
  if (str_eq(s, STR("bien")))
    return !before || before->kind != CALQUE_WORD || (token_morph(ctx->lex, before) & M_CONJ);
  if (str_eq(s, STR("probable"))) return before && token_is(doc, before, STR("peu"));
  for (size_t k = 0; k < COUNT(heads); k++)
    if (str_eq(s, heads[k])) return true;
  return false;
}

static bool is_que(const struct check_context *ctx, const calque_token *t) {
  return lexicon_closed(ctx->lex, t->lower) & CLOSED_QUE;
}

static bool opens_clause(const struct check_context *ctx, const calque_token *t) {
  uint64_t m = lexicon_word(ctx->lex, t->lower)->morph;
  return t->kind == CALQUE_PUNCT || t->kind == CALQUE_QUOTE || is_que(ctx, t) || (m & M_PRO_REL);
}

/* The first word behind token i that can only be a finite verb, in the same clause. */
static const calque_token *first_verb(const struct check_context *ctx, uint32_t i) {
  const calque_doc *doc = ctx->doc;
  const calque_token *t = token_after(doc, i);
  for (int n = 0; t && n < MAX_DISTANCE; n++, t = token_after(doc, (uint32_t)(t - doc->tokens))) {
    if (opens_clause(ctx, t)) return NULL;
    uint64_t m = lexicon_word(ctx->lex, t->lower)->morph;
    if (!is_small_word(t) || !(m & M_FINITE)) continue;
    if ((m & M_AUX) || !(m & (M_NOUN | M_ADJ | M_PREP | M_DET | M_ADV))) return t; /* else skip */
  }
  return NULL;
}

static bool wants_subjunctive(uint64_t m) {
  return (m & (M_CONDITIONAL | M_FUTURE)) && !(m & (M_SUBJUNCTIVE | M_PRESENT | M_IMPERFECT));
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  for (uint32_t i = 0; i < doc->n_tokens; i++) {
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
    .title = "future or conditional for the subjunctive",
    .why =
        "French takes the subjunctive after il est possible que, afin que, bien que and their "
        "like; English has no such form, and a translation falls back on would or will.",
    .run = run,
    .bad = "Il est ⟦possible que le conseil voterait⟧ le budget jeudi.",
    .good = "Il est possible que le conseil vote le budget jeudi.",
};
