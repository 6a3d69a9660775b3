/* A participle or adjective behind être that does not agree with the subject: la situation est
 * tendu, ils sont venu, les mesures ont été annoncé. Subjects are the clear ones (subject.h). */
#include "checks/subject.h"

enum { MAX_ADVERBS = 3 };

static bool is_lemma(const struct check_context *ctx, word_id id, calque_str lemma) {
  size_t n;
  const struct reading *r = lexicon_readings(ctx->lex, id, &n);
  for (size_t i = 0; i < n; i++)
    if ((r[i].morph & M_AUX) && str_eq(lexicon_name(ctx->lex, r[i].lemma), lemma)) return true;
  return false;
}

static uint32_t skip_adverbs(const struct check_context *ctx, uint32_t i, uint32_t end) {
  for (int n = 0; i < end && n < MAX_ADVERBS && tag_of(ctx, i) == TAG_ADVERB; n++, i++)
    if (lexicon_word(ctx->lex, ctx->doc->tokens[i].lower)->morph & M_PREP)
      return end; /* sans nouvelles, en plus */
  return i;
}

/* The place of the participle or adjective; `end`: there is none. */
static uint32_t predicate_of(const struct check_context *ctx, const struct subject *s,
                             uint32_t end) {
  const calque_token *tokens = ctx->doc->tokens;
  word_id verb = tokens[s->verb].lower;
  uint32_t at = skip_adverbs(ctx, s->verb + 1, end);
  if (token_is(ctx->doc, &tokens[s->verb], STR("soit"))) return end; /* quoi qu’il en soit */
  if (is_lemma(ctx, verb, STR("être"))) return at;
  if (!is_lemma(ctx, verb, STR("avoir")) || at >= end) return end;
  return token_is(ctx->doc, &tokens[at], STR("été")) ? skip_adverbs(ctx, at + 1, end) : end;
}

/* An adjective or participle here, all of whose readings as one clash. */
static bool clashes(const struct check_context *ctx, const struct subject *s, uint32_t i) {
  const calque_token *t = &ctx->doc->tokens[i];
  const uint64_t part = M_ADJ | M_PART_PAST;
  uint64_t m = lexicon_word(ctx->lex, t->lower)->morph;
  if (!is_small_word(t) || !(m & part) || (m & (M_ADV | M_PREP | M_DET | M_PRONOUN))) return false;
  if (m & M_NUM && s->morph & M_PLUR) return false; /* ils sont neuf */
  enum tag tag = tag_of(ctx, i);
  if (tag != TAG_ADJECTIVE && tag != TAG_PARTICIPLE) return false;
  const calque_token *next = token_after(ctx->doc, i);
  if (next && (m & M_NOUN) && tag_of(ctx, i + 1) == TAG_NOUN) return false; /* bon enfant */
  return !subject_may_agree(ctx, t->lower, part, s->morph);
}

static uint64_t features_of(const struct check_context *ctx, word_id id) {
  return lexicon_word(ctx->lex, id)->morph & (M_GENDER | M_NUMBER);
}

/* On est rassurés; des tonnes de déchets sont brûlés: the sense decides. « bien entendu ». */
static bool is_excused(const struct check_context *ctx, const struct subject *s, uint32_t at) {
  const calque_doc *doc = ctx->doc;
  calque_str word = token_str(doc, &doc->tokens[at]);
  if (str_eq(word, STR("bel")) || str_eq(word, STR("partie"))) return true; /* bel et bien */
  if (s->is_collective || (s->morph & M_GENDER) == M_GENDER) return true;
  if (token_is(doc, &doc->tokens[at - 1], STR("bien")) &&
      (str_eq(word, STR("entendu")) || str_eq(word, STR("sûr"))))
    return true;
  if (!s->complement || !(s->morph & M_PLUR)) return false;
  return subject_may_agree(ctx, doc->tokens[s->complement].lower, M_NOUN,
                           features_of(ctx, doc->tokens[at].lower));
}

static void check_subject(const struct check_context *ctx, const struct subject *s,
                          struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_sentence *sentence = &doc->sentences[doc->tokens[s->head].sentence];
  uint32_t end = sentence->first_token + sentence->n_tokens;
  if (s->reflexive || !(s->morph & M_3)) return;
  if (!subject_may_govern(ctx, doc->tokens[s->verb].lower, s->morph)) return; /* subject_verb.c */
  uint32_t at = predicate_of(ctx, s, end);
  if (at >= end || !clashes(ctx, s, at) || is_excused(ctx, s, at)) return;
  report_add(out, (calque_span){doc->tokens[s->first].span.start, doc->tokens[at].span.end},
             NO_SUGGESTION, "« %.*s » does not agree with the subject « %.*s »",
             STR_ARG(token_str(doc, &doc->tokens[at])),
             STR_ARG(token_str(doc, &doc->tokens[s->head])));
}

static void run(const struct check_context *ctx, struct report *out) {
  size_t n;
  const struct subject *subjects = subjects_of(ctx, &n);
  for (size_t i = 0; i < n; i++) check_subject(ctx, &subjects[i], out);
}

const struct check check_predicate = {
    .id = "predicate",
    .family = "grammar",
    .severity = CALQUE_MAJOR,
    .title = "participle or adjective that does not agree with the subject",
    .why =
        "English participles and adjectives have one form for all; in French what stands behind "
        "être takes gender and number of the subject.",
    .run = run,
    .bad = "⟦La situation est tendu⟧ à la frontière.",
    .good = "La situation est tendue à la frontière.",
};
