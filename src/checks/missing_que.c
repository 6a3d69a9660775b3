/* A clause without its que, as English leaves out that: le maire a dit il viendrait. Looks at
 * pronouns with their verb right behind a verb of saying or thinking; nouns there are its object as
 * often, or the speaker. Quotations are left alone, for so people speak. */
#include "checks/tags.h"

enum { MAX_BETWEEN = 3 /* ne, le, lui before the verb */, MAX_ADVERBS = 2 };

static const calque_str verbs[] = {
#define SAYS(infinitive) STR_INIT(infinitive),
#include "checks/attribution.def"
#define THINKS(infinitive) STR_INIT(infinitive),
#include "checks/clause_verbs.def"
};

static const struct {
  calque_str pronoun;
  uint64_t person;
} subjects[] = {{STR_INIT("il"), M_3},    {STR_INIT("elle"), M_3}, {STR_INIT("ils"), M_3},
                {STR_INIT("elles"), M_3}, {STR_INIT("nous"), M_1}, {STR_INIT("je"), M_1},
                {STR_INIT("j'"), M_1}};

/* The person of the verb that goes with the pronoun; 0: it is none. */
static uint64_t person_of(const struct check_context *ctx, const calque_token *t) {
  calque_str word = lexicon_name(ctx->lex, t->lower);
  for (size_t k = 0; k < COUNT(subjects); k++)
    if (str_eq(word, subjects[k].pronoun)) return subjects[k].person;
  return 0;
}

/* Is it a form of one of `verbs` with one of these bits? */
static bool is_saying(const struct check_context *ctx, uint32_t i, uint64_t form) {
  return has_lemma(ctx, &ctx->doc->tokens[i], form, verbs, COUNT(verbs));
}

/* « a dit », « a déjà dit », with the participle at token i. */
static bool is_compound(const struct check_context *ctx, uint32_t i) {
  for (uint32_t n = 0; n <= MAX_ADVERBS && token_before(ctx->doc, i - n); n++) {
    const calque_token *t = token_before(ctx->doc, i - n);
    if (t->kind != CALQUE_WORD || (t->flags & CALQUE_CLITIC)) return false;
    uint64_t m = lexicon_word(ctx->lex, t->lower)->morph;
    if (m & M_AUX) return true;
    if (!(m & M_ADV)) return false;
  }
  return false;
}

static bool is_said(const struct check_context *ctx, uint32_t i) {
  if (is_saying(ctx, i, M_PART_PAST) && is_compound(ctx, i)) return true;
  return is_saying(ctx, i, M_FINITE) && tag_of(ctx, i) == TAG_VERB;
}

/* Does a finite verb of this person follow the pronoun at token i? « il y a dix ans » is none. */
static bool has_verb(const struct check_context *ctx, uint32_t i, uint64_t person) {
  for (uint32_t k = i + 1; k <= i + 1 + MAX_BETWEEN && token_after(ctx->doc, k - 1); k++) {
    const calque_token *t = &ctx->doc->tokens[k];
    if (!is_small_word(t) || token_is(ctx->doc, t, STR("y"))) return false;
    uint64_t m = lower_morph(ctx, k);
    if (m & (M_PREVERB | M_NEG)) continue;
    if (!(m & M_FINITE) || !(m & person)) return false;
    enum tag tag = tag_of(ctx, k);
    return tag == TAG_VERB || tag == TAG_AUXILIARY;
  }
  return false;
}

static calque_str with_que(const struct check_context *ctx, uint32_t i) {
  calque_str verb = token_str(ctx->doc, &ctx->doc->tokens[i - 1]);
  calque_str pronoun = token_str(ctx->doc, &ctx->doc->tokens[i]);
  bool vowel = pronoun.ptr[0] == 'i' || pronoun.ptr[0] == 'e';
  return arena_printf(ctx->arena, "%.*s %s%.*s", STR_ARG(verb), vowel ? "qu’" : "que ",
                      STR_ARG(pronoun));
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  for (uint32_t i = second_token(ctx); i < ctx->window.end_token; i++) {
    const calque_token *t = &doc->tokens[i];
    if (!is_small_word(t) || (t->flags & (CALQUE_IN_QUOTE | CALQUE_CLITIC))) continue;
    if (!(lower_morph(ctx, i) & M_PRO_SUBJ) || !is_small_word(token_before(doc, i))) continue;
    if (!is_saying(ctx, i - 1, M_PART_PAST | M_FINITE)) continue;
    uint64_t person = person_of(ctx, t);
    if (!person || !in_article(ctx, t) || !has_verb(ctx, i, person) || !is_said(ctx, i - 1))
      continue;
    report_add(out, token_range(doc, i - 1, i), with_que(ctx, i),
               "English leaves out that: French wants « que » before the clause");
  }
}

const struct check check_missing_que = {
    .id = "missing-que",
    .family = "grammar",
    .severity = CALQUE_MAJOR,
    .title = "clause without que behind a verb of saying",
    .why = "English says the mayor said he would come; in French the clause begins with que.",
    .run = run,
    .bad = "Le maire a ⟦dit il⟧ viendrait demain.",
    .good = "Le maire a dit qu’il viendrait demain.",
};
