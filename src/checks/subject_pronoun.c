/* A subject pronoun that is missing or stands where none can: ce que avons fait; avec ils. A French
 * verb of the first or second person wants its je, tu, nous or vous somewhere in the sentence,
 * unless it is an imperative; where a sentence begins, missing_subject.c has looked. Behind a
 * preposition stand lui and eux. */
#include "checks/subject.h"

enum { NEAR = 40 /* tokens */, MIN_LENGTH = 4 /* bytes */ };
/* Plurals misspelt, « les crées », look like forms of tu. */
enum { ONLY_THOU = 1u << 1 /* the row of tu */ };

/* With which pronouns a verb of this person and number may stand. */
static const struct {
  uint64_t person, number;
  calque_str pronouns[5];
} persons[] = {{M_1, M_SING, {STR_INIT("je"), STR_INIT("j'"), STR_INIT("moi")}},
               {M_2, M_SING, {STR_INIT("tu"), STR_INIT("t'"), STR_INIT("toi"), STR_INIT("te")}},
               {M_1, M_PLUR, {STR_INIT("nous"), STR_INIT("moi"), STR_INIT("je"), STR_INIT("j'")}},
               {M_2, M_PLUR, {STR_INIT("vous"), STR_INIT("toi"), STR_INIT("tu")}}};

static const calque_str prepositions[] = {
    STR_INIT("de"),     STR_INIT("d'"),   STR_INIT("à"),    STR_INIT("avec"),  STR_INIT("pour"),
    STR_INIT("dans"),   STR_INIT("par"),  STR_INIT("sur"),  STR_INIT("chez"),  STR_INIT("vers"),
    STR_INIT("contre"), STR_INIT("sous"), STR_INIT("sans"), STR_INIT("entre"), STR_INIT("parmi")};

/* The rows of `persons`, one bit each, that the finite readings of the word have; 0 when one of
 * them needs no such pronoun. */
static unsigned persons_of(const struct check_context *ctx, word_id id) {
  size_t n;
  const struct reading *r = lexicon_readings(ctx->lex, id, &n);
  unsigned found = 0;
  for (size_t i = 0; i < n; i++) {
    uint64_t m = r[i].morph;
    if (m & M_FINITE && m & (M_3 | M_IMPERATIVE)) return 0;
    for (size_t k = 0; k < COUNT(persons); k++)
      if ((m & M_FINITE) && (m & persons[k].person) && (m & persons[k].number)) found |= 1u << k;
  }
  return found;
}

static bool is_pronoun_of(calque_str word, unsigned rows) {
  for (size_t k = 0; k < COUNT(persons); k++)
    if ((rows & (1u << k)) && is_among(word, persons[k].pronouns, COUNT(persons[k].pronouns)))
      return true;
  return false;
}

/* nous; moi-même, vous-même */
static bool is_any_pronoun(const struct check_context *ctx, const calque_token *t, unsigned rows) {
  calque_str word = token_str(ctx->doc, t);
  if ((t->flags & CALQUE_HYPHEN) && str_ends(word, STR("même"))) return true;
  if (str_ends(word, STR("vous")) || str_ends(word, STR("nous"))) return true; /* qu’vous */
  return t->lower && is_pronoun_of(lexicon_name(ctx->lex, t->lower), rows);
}

static bool has_pronoun(const struct check_context *ctx, uint32_t verb, unsigned rows) {
  const calque_sentence *s = &ctx->doc->sentences[ctx->doc->tokens[verb].sentence];
  uint32_t from = verb > s->first_token + NEAR ? verb - NEAR : s->first_token;
  for (uint32_t i = from; i < s->first_token + s->n_tokens && i < verb + NEAR; i++)
    if (is_any_pronoun(ctx, &ctx->doc->tokens[i], rows)) return true;
  return false;
}

/* Where a verb may stand; a word misspelt, « les constations », looks like one. */
static bool is_verb_here(const struct check_context *ctx, uint32_t i) {
  /* nous, les femmes, qui avons …; les sommes dues */
  static const calque_str doubtful[] = {STR_INIT("qui"), STR_INIT("les"), STR_INIT("la"),
                                        STR_INIT("le")};
  const calque_token *next = token_after(ctx->doc, i);
  enum tag tag = tag_of(ctx, i);
  if (next && (next->flags & CALQUE_CLITIC || token_char(ctx->doc, next) == '(')) return false;
  if (tag != TAG_VERB && tag != TAG_AUXILIARY) return false;
  const calque_token *before = token_before(ctx->doc, i);
  if (!before) return true;
  switch (tag_of(ctx, i - 1)) {
    case TAG_DETERMINER:
    case TAG_CONTRACTED:
    case TAG_PREPOSITION:
    case TAG_NUMERAL:
    case TAG_ADJECTIVE:
    case TAG_NOUN:
    case TAG_OTHER: return false;
    default: return !is_among(token_str(ctx->doc, before), doubtful, COUNT(doubtful));
  }
}

static bool lacks_pronoun(const struct check_context *ctx, uint32_t i) {
  const calque_token *t = &ctx->doc->tokens[i];
  const struct word *w = lexicon_word(ctx->lex, t->lower);
  const uint16_t odd = CALQUE_CAPITAL | CALQUE_HYPHEN | CALQUE_CLITIC | CALQUE_ELIDED;
  if (!(w->morph & M_FINITE) || (w->morph & M_3) || (t->flags & odd)) return false;
  if (!subject_is_verb(ctx, t->lower) || w->name_len < MIN_LENGTH) return false;
  unsigned rows = persons_of(ctx, t->lower);
  if (!rows || rows == ONLY_THOU || has_pronoun(ctx, i, rows)) return false;
  if ((w->flags & WORD_ENGLISH) && w->english > w->french) return false;
  return !token_is(ctx->doc, t, STR("hélas")) && is_verb_here(ctx, i);
}

/* avec ils, pour il; not d’il y a dix ans */
static bool is_misplaced(const struct check_context *ctx, uint32_t i) {
  static const calque_str subjects[] = {STR_INIT("il"), STR_INIT("ils")};
  const calque_token *t = &ctx->doc->tokens[i];
  const calque_token *before = token_before(ctx->doc, i), *next = token_after(ctx->doc, i);
  if (!(lexicon_word(ctx->lex, t->lower)->morph & M_PRO_SUBJ)) return false;
  if (!before || !is_small_word(t) || (t->flags & CALQUE_CLITIC)) return false;
  if (!is_among(lexicon_name(ctx->lex, t->lower), subjects, COUNT(subjects))) return false;
  if (!is_among(lexicon_name(ctx->lex, before->lower), prepositions, COUNT(prepositions)))
    return false;
  return !next || !token_is(ctx->doc, next, STR("y"));
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  for (uint32_t i = ctx->window.first_token; i < ctx->window.end_token; i++) {
    const calque_token *t = &doc->tokens[i];
    if (t->kind != CALQUE_WORD || !in_article(ctx, t)) continue;
    if (lacks_pronoun(ctx, i) && !report_touches(out, t->span))
      report_add(out, t->span, NO_SUGGESTION, "the verb « %.*s » has no subject",
                 STR_ARG(token_str(doc, t)));
    else if (is_misplaced(ctx, i))
      report_add(out, token_range(doc, i - 1, i), NO_SUGGESTION,
                 "« %.*s » cannot stand behind a preposition", STR_ARG(token_str(doc, t)));
  }
}

const struct check check_subject_pronoun = {
    .id = "subject-pronoun",
    .family = "grammar",
    .severity = CALQUE_MAJOR,
    .title = "subject pronoun missing or out of place",
    .why = "French names the subject with every verb, and has other pronouns behind prepositions.",
    .run = run,
    .bad = "Le maire a signé un accord ⟦avec ils⟧.",
    .good = "Le maire a signé un accord avec eux.",
};
