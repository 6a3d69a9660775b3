/* A subject and the verb right behind it that differ in person or number: ils a, les élus a voté,
 * le groupe ont perdu. The statistics of tags find the clear cases (subject.h); collective nouns
 * (la majorité ont), whose verb may be plural, are left alone. */
#include "checks/subject.h"

/* Is there one of the third person? les projets crées is a slip of another kind. */
static bool is_third(const struct check_context *ctx, word_id verb) {
  return lexicon_word(ctx->lex, verb)->morph & M_3;
}

/* La nouveauté sont les passages: the verb looks ahead. Je vas: people used to say so. */
static bool is_excused(const struct check_context *ctx, const struct subject *s) {
  const calque_token *verb = &ctx->doc->tokens[s->verb], *next = token_after(ctx->doc, s->verb);
  if (token_is(ctx->doc, verb, STR("vas"))) return true;
  return s->is_noun && (s->morph & M_SING) && next && (token_morph(ctx->lex, next) & M_DET) &&
         (lexicon_word(ctx->lex, verb->lower)->morph & M_AUX);
}

static bool is_wrong(const struct check_context *ctx, const struct subject *s) {
  word_id verb = ctx->doc->tokens[s->verb].lower;
  if (subject_may_govern(ctx, verb, s->morph) || !subject_is_verb(ctx, verb)) return false;
  if (is_excused(ctx, s)) return false;
  if (!s->is_noun) return true;
  if (!is_third(ctx, verb)) return false;
  if (s->complement && (s->morph & M_SING)) return false; /* un groupe d’élus ont */
  return !s->is_collective;
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  size_t n;
  const struct subject *subjects = subjects_of(ctx, &n);
  for (size_t i = 0; i < n; i++) {
    const struct subject *s = &subjects[i];
    if (!is_wrong(ctx, s)) continue;
    report_add(out, token_range(doc, s->first, s->verb), NO_SUGGESTION,
               "the verb « %.*s » does not agree with its subject « %.*s »",
               STR_ARG(token_str(doc, &doc->tokens[s->verb])),
               STR_ARG(token_str(doc, &doc->tokens[s->head])));
  }
}

const struct check check_subject_verb = {
    .id = "subject-verb",
    .family = "grammar",
    .severity = CALQUE_MAJOR,
    .title = "subject and verb that do not agree",
    .why = "English verbs hardly change with their subject; French ones do.",
    .run = run,
    .bad = "⟦Les élus a⟧ rejeté le budget de la commune.",
    .good = "Les élus ont rejeté le budget de la commune.",
};
