/* The wrong form of a verb behind another: il a décider, pour allé, elle à acheté, il peut décidé,
 * il a est venu. French tells infinitive, participle and finite verb apart where English has one
 * form. */
#include "checks/subject.h"

enum {
  MAX_ADVERBS = 2,
  MAX_SUBJECT = 6, /* tokens */
  RELATIVE = 10,   /* tokens back to qui, que */
  MAX_OBJECT = 24  /* tokens back to an object */
};

/* Forms behind which an infinitive stands. */
static const calque_str modals[] = {STR_INIT("pouvoir"), STR_INIT("devoir"), STR_INIT("vouloir"),
                                    STR_INIT("falloir"), STR_INIT("aller"),  STR_INIT("oser")};
static const calque_str prepositions[] = {STR_INIT("pour"), STR_INIT("sans"), STR_INIT("afin"),
                                          STR_INIT("à")};

/* A small word of nothing but these readings. */
static bool is_only(const struct check_context *ctx, uint32_t i, uint64_t part) {
  const uint64_t parts = M_NOUN | M_ADJ | M_ADV | M_PREP | M_DET | M_PRONOUN | M_CONJ | M_NUM |
                         M_FINITE | M_INF | M_PART_PAST | M_PART_PRES | M_INTERJ;
  const calque_token *t = &ctx->doc->tokens[i];
  uint64_t m = lower_morph(ctx, i);
  return is_small_word(t) && !(t->flags & (CALQUE_CLITIC | CALQUE_HYPHEN | CALQUE_ELIDED)) &&
         (m & part) && !(m & parts & ~part);
}

/* Adverbs between an auxiliary and its participle. */
static uint32_t next_verb(const struct check_context *ctx, uint32_t i, uint32_t end) {
  for (int n = 0; i < end && n < MAX_ADVERBS && is_only(ctx, i, M_ADV | M_NEG | M_FUNCTION); n++)
    i++;
  return i;
}

/* Is token i the verb of a clear subject? */
static bool has_subject(const struct check_context *ctx, uint32_t i) {
  uint32_t first = ctx->doc->sentences[ctx->doc->tokens[i].sentence].first_token;
  struct subject s;
  for (uint32_t n = 1; n <= MAX_SUBJECT && i >= first + n; n++)
    if (subject_at(ctx, i - n, &s) && s.verb == i) return true;
  return false;
}

/* « a » for à is a slip of the keyboard, unless it has a subject. */
static bool is_auxiliary(const struct check_context *ctx, uint32_t i) {
  static const calque_str avoir[] = {STR_INIT("avoir")};
  const calque_token *t = &ctx->doc->tokens[i];
  if (!is_small_word(t) || !has_lemma(ctx, &ctx->doc->tokens[i], M_AUX, avoir, 1)) return false;
  return !token_is(ctx->doc, t, STR("a")) || has_subject(ctx, i);
}

/* décidé for décider: it sounds the same. */
static bool sounds_infinitive(const struct check_context *ctx, uint32_t i) {
  return is_small_word(&ctx->doc->tokens[i]) && (lower_morph(ctx, i) & M_PART_PAST) &&
         str_ends(token_str(ctx->doc, &ctx->doc->tokens[i]), STR("é"));
}

/* elle « à vécu » ici, elle « à acheté » une maison; « de privé à fermé » has adjectives */
static bool is_bare_participle(const struct check_context *ctx, uint32_t i) {
  if (is_only(ctx, i, M_PART_PAST)) return true;
  const calque_token *next = token_after(ctx->doc, i);
  return is_only(ctx, i, M_PART_PAST | M_ADJ) && is_small_word(next) &&
         (lexicon_word(ctx->lex, next->lower)->morph & (M_DET | M_CONJ_SUB));
}

/* il a est venu, la mairie est doit: and no relative clause, « ceux qui sont là sont », or comma
 * between them. */
static bool meets_verb(const struct check_context *ctx, uint32_t i, uint32_t verb) {
  const calque_token *tokens = ctx->doc->tokens;
  static const calque_str never[] = {STR_INIT("soit"), STR_INIT("hélas"), STR_INIT("peut"),
                                     STR_INIT("semble")};
  if (!subject_is_verb(ctx, tokens[verb].lower) || !is_small_word(&tokens[verb])) return false;
  if (!is_small_word(&tokens[i]) || (tokens[i].flags & CALQUE_CLITIC)) return false;
  if (is_among(token_str(ctx->doc, &tokens[verb]), never, COUNT(never)) ||
      token_is(ctx->doc, &tokens[i], STR("soit")))
    return false;
  const calque_token *before_it = token_before(ctx->doc, i), *next = token_after(ctx->doc, verb);
  if (before_it && (before_it->flags & CALQUE_ELIDED) && token_is(ctx->doc, &tokens[i], STR("est")))
    return false; /* l’est du pays */
  if (next && (next->flags & CALQUE_CLITIC || token_is(ctx->doc, next, STR("priori"))))
    return false; /* était semble-t-il; était a priori */
  uint32_t first = ctx->doc->sentences[tokens[i].sentence].first_token;
  for (uint32_t n = 1; n <= RELATIVE && i >= first + n; n++)
    if (lexicon_word(ctx->lex, tokens[i - n].lower)->morph & (M_PRO_REL | M_PRO_INT | M_CONJ_SUB))
      return false;
  enum tag tag = tag_of(ctx, verb);
  return (tag == TAG_VERB || tag == TAG_AUXILIARY) && tag_of(ctx, i) != TAG_NOUN;
}

static const char in_vain[] = "the participle behind avoir does not agree with what follows";

static bool is_ne(const struct check_context *ctx, uint32_t i) {
  return str_eq(lexicon_name(ctx->lex, ctx->doc->tokens[i].lower), STR("n'"));
}

/* May the object of a verb behind token i stand here: que, quelles mesures, combien? `clitic`: it
 * may be a pronoun too. */
static bool is_object(const struct check_context *ctx, uint32_t i, bool clitic) {
  const calque_token *t = &ctx->doc->tokens[i];
  uint64_t m = lower_morph(ctx, i);
  if (clitic && !is_ne(ctx, i) && ((m & M_PREVERB) || (t->flags & CALQUE_ELIDED))) return true;
  return (m & (M_PRO_REL | M_PRO_INT)) || (lexicon_closed(ctx->lex, t->lower) & CLOSED_QUE) ||
         str_starts(lexicon_name(ctx->lex, t->lower), STR("quel")) ||
         token_is(ctx->doc, t, STR("combien"));
}

/* « elle a remerciés les équipes »: the participle behind avoir agrees with what stands before it,
 * « les équipes qu’elle a remerciées le soir », never with what follows. */
static bool agrees_in_vain(const struct check_context *ctx, uint32_t i, uint32_t verb) {
  static const calque_str avoir[] = {STR_INIT("avoir")};
  const calque_token *tokens = ctx->doc->tokens, *next = token_after(ctx->doc, verb);
  uint64_t features = lexicon_features(ctx->lex, tokens[verb].lower, M_PART_PAST);
  if (!is_only(ctx, verb, M_PART_PAST | M_ADJ) || (features & M_MASC && features & M_SING))
    return false;
  if (!is_small_word(next) || !(token_morph(ctx->lex, next) & M_DET) || !is_auxiliary(ctx, i) ||
      !has_lemma(ctx, &ctx->doc->tokens[i], M_FINITE, avoir, 1) ||
      tag_of(ctx, verb + 1) != TAG_DETERMINER)
    return false;
  uint32_t first = ctx->doc->sentences[tokens[i].sentence].first_token;
  bool clitics = true; /* nothing but pronouns from here to the verb */
  for (uint32_t k = i; k-- > first && i - k <= MAX_OBJECT;) {
    if (is_object(ctx, k, clitics)) return false;
    clitics &= is_ne(ctx, k);
  }
  return true;
}

static const char *problem_at(const struct check_context *ctx, uint32_t i, uint32_t verb) {
  const calque_token *t = &ctx->doc->tokens[i];
  uint64_t m = lower_morph(ctx, i);
  if ((m & M_AUX) && (m & M_FINITE) && meets_verb(ctx, i, verb)) return "two finite verbs meet";
  if ((m & M_AUX) && (m & M_FINITE) && agrees_in_vain(ctx, i, verb)) return in_vain;
  if (is_only(ctx, verb, M_INF))
    return (m & M_AUX) && (m & M_FINITE) && is_auxiliary(ctx, i)
               ? "a participle, not the infinitive, stands behind avoir"
               : NULL;
  if (!sounds_infinitive(ctx, verb)) return NULL;
  bool modal = (m & M_FINITE) && !(m & M_AUX) && !token_is(ctx->doc, t, STR("puis")) &&
               has_lemma(ctx, &ctx->doc->tokens[i], M_FINITE, modals, COUNT(modals));
  bool preposition =
      verb == i + 1 && is_among(token_str(ctx->doc, t), prepositions, COUNT(prepositions));
  bool sure = token_is(ctx->doc, t, STR("à")) && is_bare_participle(ctx, verb);
  if ((!modal && !preposition) || (!sure && tag_of(ctx, verb) != TAG_PARTICIPLE)) return NULL;
  return "an infinitive, not the participle, stands behind this word";
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  for (uint32_t i = ctx->window.first_token; i < ctx->window.end_token; i++) {
    const calque_token *t = &doc->tokens[i];
    if (t->kind != CALQUE_WORD || !(lower_morph(ctx, i) & (M_FINITE | M_PREP))) continue;
    const calque_sentence *s = &doc->sentences[t->sentence];
    uint32_t end = s->first_token + s->n_tokens, verb = next_verb(ctx, i + 1, end);
    if (verb >= end || !(lower_morph(ctx, verb) & (M_INF | M_PART_PAST | M_FINITE)) ||
        !in_article(ctx, t))
      continue;
    const char *why = problem_at(ctx, i, verb);
    if (!why) continue;
    /* writers slip there too */
    bool usual = token_is(doc, t, STR("à")) || why == in_vain;
    calque_severity severity = usual ? CALQUE_MINOR : CALQUE_MAJOR;
    report_add_as(out, severity, token_range(doc, i, verb), (calque_span){0, 0}, NO_SUGGESTION,
                  "%s", why);
  }
}

const struct check check_verb_form = {
    .id = "verb-form",
    .family = "grammar",
    .severity = CALQUE_MAJOR,
    .title = "wrong form of a verb behind another",
    .why = "Infinitive, participle and finite verb are told apart in French, often not in English.",
    .run = run,
    .bad = "Le maire ⟦a décider⟧ de fermer la piscine.",
    .good = "Le maire a décidé de fermer la piscine.",
};
