/* Subjects by tags. The noun phrase must open its clause: the start of a sentence, behind que, si,
 * quand, or behind an opening phrase and its comma. */
#include "checks/subject.h"

enum {
  MAX_CLITICS = 4,
  MAX_ADJECTIVES = 2,
  COMPARISON = 4,   /* tokens before que */
  MAX_OPENING = 40, /* tokens of an opening phrase */
  MAX_PHRASE = 16,  /* from a determiner to its verb */
  MAX_BEHIND = 5    /* from être to its participle */
};

struct subjects {
  ARRAY(struct subject) found;
};

static const struct {
  calque_str word;
  uint64_t morph;
} pronouns[] = {
    {STR_INIT("je"), M_1 | M_SING | M_GENDER}, {STR_INIT("j'"), M_1 | M_SING | M_GENDER},
    {STR_INIT("tu"), M_2 | M_SING | M_GENDER}, {STR_INIT("il"), M_3 | M_SING | M_MASC},
    {STR_INIT("elle"), M_3 | M_SING | M_FEM},  {STR_INIT("on"), M_3 | M_SING | M_GENDER},
    {STR_INIT("ils"), M_3 | M_PLUR | M_MASC},  {STR_INIT("elles"), M_3 | M_PLUR | M_FEM},
};

/* Time tells when, not who: « ces derniers jours est apparu … ». */
static const calque_str times[] = {STR_INIT("jour"),    STR_INIT("an"),     STR_INIT("année"),
                                   STR_INIT("semaine"), STR_INIT("mois"),   STR_INIT("heure"),
                                   STR_INIT("fois"),    STR_INIT("matin"),  STR_INIT("soir"),
                                   STR_INIT("minute"),  STR_INIT("saison"), STR_INIT("week-end"),
                                   STR_INIT("été"),     STR_INIT("hiver"),  STR_INIT("nuit"),
                                   STR_INIT("journée"), STR_INIT("soirée")};

/* Verb and participle may agree with what they count: une vingtaine d’élus sont venus. */
static const calque_str collectives[] = {
    STR_INIT("majorité"), STR_INIT("plupart"), STR_INIT("moitié"),   STR_INIT("tiers"),
    STR_INIT("quart"),    STR_INIT("partie"),  STR_INIT("reste"),    STR_INIT("nombre"),
    STR_INIT("totalité"), STR_INIT("foule"),   STR_INIT("couple"),   STR_INIT("ensemble"),
    STR_INIT("minorité"), STR_INIT("total"),   STR_INIT("poignée"),  STR_INIT("série"),
    STR_INIT("tonne"),    STR_INIT("million"), STR_INIT("milliard"), STR_INIT("sorte"),
    STR_INIT("genre"),    STR_INIT("type"),    STR_INIT("espèce"),   STR_INIT("pourcentage")};

static bool is_collective(const struct check_context *ctx, word_id id) {
  calque_str s = lexicon_name(ctx->lex, id);
  calque_str lemma = lexicon_name(ctx->lex, lexicon_word(ctx->lex, id)->lemma);
  return is_among(s, collectives, COUNT(collectives)) || str_ends(s, STR("aine")) ||
         is_among(lemma, collectives, COUNT(collectives));
}

bool subject_may_agree(const struct check_context *ctx, word_id word, uint64_t part,
                       uint64_t features) {
  size_t n;
  const struct reading *r = lexicon_readings(ctx->lex, word, &n);
  for (size_t i = 0; i < n; i++) {
    uint64_t m = r[i].morph;
    if (!(m & part)) continue;
    bool gender = !(m & M_GENDER) || (m & features & M_GENDER);
    bool number = !(m & M_NUMBER) || (m & features & M_NUMBER);
    if (gender && number) return true;
  }
  return false;
}

bool subject_may_govern(const struct check_context *ctx, word_id verb, uint64_t morph) {
  size_t n;
  const struct reading *r = lexicon_readings(ctx->lex, verb, &n);
  for (size_t i = 0; i < n; i++) {
    uint64_t m = r[i].morph;
    if (!(m & M_FINITE)) continue;
    if (!(m & (M_1 | M_2 | M_3)) || !(m & M_NUMBER)) return true;
    if ((m & morph & (M_1 | M_2 | M_3)) && (m & morph & M_NUMBER)) return true;
  }
  return false;
}

bool subject_is_verb(const struct check_context *ctx, word_id verb) {
  uint64_t m = lexicon_word(ctx->lex, verb)->morph;
  const uint64_t other =
      M_NOUN | M_ADJ | M_ADV | M_PREP | M_DET | M_PART_PAST | M_PRONOUN | M_CONJ | M_CONJ_SUB;
  return (m & M_FINITE) && ((m & M_AUX) || !(m & other));
}

/* Gender and number of the noun's readings that its determiner allows. */
static uint64_t features_of_noun(const struct check_context *ctx, word_id noun, uint64_t allowed) {
  size_t n;
  const struct reading *r = lexicon_readings(ctx->lex, noun, &n);
  uint64_t bits = 0;
  for (size_t i = 0; i < n; i++) {
    uint64_t m = r[i].morph;
    if ((m & M_NOUN) && (m & allowed & M_GENDER) && (m & allowed & M_NUMBER)) bits |= m & allowed;
  }
  return bits & (M_GENDER | M_NUMBER);
}

/* The first token from i on that is no ne and no object pronoun: the place of the verb. */
static uint32_t skip_clitics(const struct check_context *ctx, uint32_t i, uint32_t end,
                             struct subject *s) {
  for (int n = 0; i < end && n < MAX_CLITICS; n++, i++) {
    const calque_token *t = &ctx->doc->tokens[i];
    calque_str word = lexicon_name(ctx->lex, t->lower);
    if (t->kind != CALQUE_WORD || (t->flags & CALQUE_CAPITAL)) break;
    bool negation = str_eq(word, STR("ne")) || str_eq(word, STR("n'"));
    bool pronoun = lexicon_word(ctx->lex, t->lower)->morph & M_PREVERB;
    if (!negation && !pronoun) break;
    s->reflexive |= str_eq(word, STR("se")) || str_eq(word, STR("s'"));
  }
  return i;
}

static bool is_verb_place(const struct check_context *ctx, uint32_t i, uint32_t end) {
  const calque_token *t = &ctx->doc->tokens[i];
  if (i >= end || !is_small_word(t) || (t->flags & (CALQUE_CLITIC | CALQUE_HYPHEN))) return false;
  return lexicon_word(ctx->lex, t->lower)->morph & M_FINITE;
}

/* lui et elle ont, ni eux ni il: more than one. A clause may begin with et too: et il a. */
static bool is_coordinated(const struct check_context *ctx, uint32_t i, bool disjunctive) {
  const calque_token *before = token_before(ctx->doc, i);
  if (!before || tag_of(ctx, i - 1) != TAG_CONJUNCTION) return false;
  const calque_token *other = token_before(ctx->doc, i - 1);
  return other && (disjunctive || (token_morph(ctx->lex, other) & M_PRONOUN));
}

static uint64_t pronoun_morph(calque_str word) {
  for (size_t i = 0; i < COUNT(pronouns); i++)
    if (str_eq(word, pronouns[i].word)) return pronouns[i].morph;
  return 0;
}

static bool pronoun_at(const struct check_context *ctx, uint32_t i, uint32_t end,
                       struct subject *out) {
  const calque_token *t = &ctx->doc->tokens[i];
  calque_str word = lexicon_name(ctx->lex, t->lower);
  uint64_t morph = pronoun_morph(word);
  if (!morph || (t->flags & (CALQUE_CLITIC | CALQUE_ALL_CAPS))) return false;
  bool disjunctive = str_starts(word, STR("elle")); /* avec elles, plus grand qu’elle */
  *out = (struct subject){.first = i, .head = i, .morph = morph};
  out->verb = skip_clitics(ctx, i + 1, end, out);
  if (!is_verb_place(ctx, out->verb, end) || is_coordinated(ctx, i, disjunctive)) return false;
  if (disjunctive && i > 0 && token_before(ctx->doc, i)) {
    enum tag before = tag_of(ctx, i - 1);
    if (before == TAG_PREPOSITION || before == TAG_CONTRACTED || before == TAG_ADVERB) return false;
    if (tag_of(ctx, i) != TAG_SUBJECT) return false;
  }
  return true;
}

/* En 2019, … ; Selon le maire, …: no verb and nothing that could be a part of the subject. */
static bool is_opening_phrase(const struct check_context *ctx, uint32_t first, uint32_t comma) {
  enum tag start = tag_of(ctx, first);
  if (comma - first > MAX_OPENING) return false;
  if (start != TAG_PREPOSITION && start != TAG_ADVERB && start != TAG_CONTRACTED) return false;
  for (uint32_t i = first; i < comma; i++) {
    enum tag tag = tag_of(ctx, i);
    if (tag == TAG_VERB || tag == TAG_AUXILIARY || tag == TAG_COMMA || tag == TAG_MARK)
      return false;
  }
  return true;
}

/* plus élevé que la moyenne, ainsi que le maire: no clause begins there. */
static bool is_comparison(const struct check_context *ctx, uint32_t que, uint32_t first) {
  static const calque_str words[] = {STR_INIT("plus"),   STR_INIT("moins"),  STR_INIT("aussi"),
                                     STR_INIT("autant"), STR_INIT("autre"),  STR_INIT("autres"),
                                     STR_INIT("même"),   STR_INIT("mêmes"),  STR_INIT("mieux"),
                                     STR_INIT("tel"),    STR_INIT("tels"),   STR_INIT("telle"),
                                     STR_INIT("ainsi"),  STR_INIT("plutôt"), STR_INIT("davantage"),
                                     STR_INIT("bien"),   STR_INIT("pire"),   STR_INIT("meilleur")};
  for (uint32_t n = 1; n <= COMPARISON && que >= first + n; n++) {
    const calque_token *t = &ctx->doc->tokens[que - n];
    if (is_among(lexicon_name(ctx->lex, t->lower), words, COUNT(words))) return true;
  }
  return false;
}

bool subject_opens_clause(const struct check_context *ctx, uint32_t i) {
  const calque_token *before = token_before(ctx->doc, i);
  if (!before) return true;
  uint32_t first = ctx->doc->sentences[before->sentence].first_token;
  if (before->kind == CALQUE_QUOTE) return i - 1 == first;
  switch (tag_of(ctx, i - 1)) {
    case TAG_SUBORDINATOR: return !is_comparison(ctx, i - 1, first);
    case TAG_COMMA: return is_opening_phrase(ctx, first, i - 1);
    default: return false;
  }
}

bool subject_may_open_clause(const struct check_context *ctx, uint32_t i) {
  const calque_token *before = token_before(ctx->doc, i);
  if (!before || before->kind != CALQUE_WORD) return true;
  return token_morph(ctx->lex, before) & (M_CONJ_SUB | M_PRO_REL);
}

static uint32_t skip_adjectives(const struct check_context *ctx, uint32_t i, uint32_t end) {
  for (int n = 0; n < MAX_ADJECTIVES && i < end; n++, i++)
    if (!is_small_word(&ctx->doc->tokens[i]) || tag_of(ctx, i) != TAG_ADJECTIVE) break;
  return i;
}

/* de l’ingénieur, du conseil municipal */
static uint32_t skip_complement(const struct check_context *ctx, uint32_t i, uint32_t end,
                                uint32_t *noun) {
  const calque_doc *doc = ctx->doc;
  if (i + 2 >= end) return i;
  calque_str word = lexicon_name(ctx->lex, doc->tokens[i].lower);
  bool de = str_eq(word, STR("de")) || str_eq(word, STR("d'"));
  if (!de && tag_of(ctx, i) != TAG_CONTRACTED) return i;
  uint32_t at = i + 1;
  if (de && tag_of(ctx, at) == TAG_DETERMINER) at++;
  at = skip_adjectives(ctx, at, end);
  if (at >= end || (tag_of(ctx, at) != TAG_NOUN && tag_of(ctx, at) != TAG_NAME)) return i;
  *noun = at;
  return skip_adjectives(ctx, at + 1, end);
}

/* No questions (quelle réponse ont donné les élus ?), no time, no « quelque chose ». */
static bool may_be_head(const struct check_context *ctx, uint32_t determiner, uint32_t head) {
  const calque_token *tokens = ctx->doc->tokens;
  word_id noun = tokens[head].lower;
  if (str_starts(lexicon_name(ctx->lex, tokens[determiner].lower), STR("quel"))) return false;
  return !is_among(lexicon_name(ctx->lex, noun), times, COUNT(times)) &&
         !is_among(lexicon_name(ctx->lex, lexicon_word(ctx->lex, noun)->lemma), times,
                   COUNT(times));
}

static bool noun_phrase_at(const struct check_context *ctx, uint32_t i, uint32_t end,
                           struct subject *out) {
  const calque_doc *doc = ctx->doc;
  if (!(lexicon_word(ctx->lex, doc->tokens[i].lower)->morph & M_DET)) return false;
  if (!subject_may_open_clause(ctx, i) || tag_of(ctx, i) != TAG_DETERMINER ||
      !subject_opens_clause(ctx, i))
    return false;
  uint32_t head = skip_adjectives(ctx, i + 1, end);
  if (head >= end || !is_small_word(&doc->tokens[head]) || tag_of(ctx, head) != TAG_NOUN)
    return false;
  if (!may_be_head(ctx, i, head)) return false;
  uint64_t allowed = lexicon_features(ctx->lex, doc->tokens[i].lower, M_DET);
  *out = (struct subject){.first = i, .head = head, .is_noun = true};
  out->is_collective = is_collective(ctx, doc->tokens[head].lower);
  out->morph = features_of_noun(ctx, doc->tokens[head].lower, allowed);
  if (!(out->morph & M_NUMBER) || (out->morph & M_NUMBER) == M_NUMBER) return false;
  for (uint32_t k = i + 1; k < head; k++) { /* l’ordinateur cible, l’alerte enlèvement */
    if (!subject_may_agree(ctx, doc->tokens[k].lower, M_ADJ, out->morph)) return false;
    out->morph |= features_of_noun(ctx, doc->tokens[k].lower, allowed);
  }
  out->morph |= M_3;
  uint32_t at = skip_adjectives(ctx, head + 1, end);
  at = skip_complement(ctx, at, end, &out->complement);
  out->verb = skip_clitics(ctx, at, end, out);
  if (!is_verb_place(ctx, out->verb, end)) return false;
  if (out->verb + 1 < end && (doc->tokens[out->verb + 1].flags & CALQUE_CLITIC)) return false;
  enum tag verb = tag_of(ctx, out->verb);
  return verb == TAG_VERB || verb == TAG_AUXILIARY;
}

bool subject_at(const struct check_context *ctx, uint32_t i, struct subject *out) {
  const calque_token *t = &ctx->doc->tokens[i];
  const calque_sentence *s = &ctx->doc->sentences[t->sentence];
  uint32_t end = s->first_token + s->n_tokens;
  if (t->kind != CALQUE_WORD) return false;
  uint64_t m = lexicon_word(ctx->lex, t->lower)->morph;
  if ((m & M_PRO_SUBJ) && pronoun_at(ctx, i, end, out)) return true;
  return (m & M_DET) && noun_phrase_at(ctx, i, end, out);
}

/* ---- The subjects of a document -------------------------------------------------------------- */

/* The first finite verb behind token i; `end` when something comes first that no phrase has. */
static uint32_t first_verb(const struct check_context *ctx, uint32_t i, uint32_t end) {
  for (uint32_t k = i + 1; k < end; k++) {
    const calque_token *t = &ctx->doc->tokens[k];
    uint64_t m = lexicon_word(ctx->lex, t->lower)->morph;
    if (subject_is_verb(ctx, t->lower)) return k;
    if (t->kind == CALQUE_PUNCT || (m & (M_CONJ | M_CONJ_SUB | M_PRO_REL))) return end;
  }
  return end;
}

/* Could a participle or adjective behind this form of être or avoir été clash? */
static bool may_clash_behind(const struct check_context *ctx, uint32_t verb, uint32_t end,
                             uint64_t features) {
  const calque_token *tokens = ctx->doc->tokens;
  word_id lemma = lexicon_word(ctx->lex, tokens[verb].lower)->lemma;
  bool has_been = str_eq(lexicon_name(ctx->lex, lemma), STR("être"));
  for (uint32_t k = verb + 1; k < end && k <= verb + MAX_BEHIND; k++) {
    const uint64_t part = M_ADJ | M_PART_PAST;
    uint64_t m = lexicon_word(ctx->lex, tokens[k].lower)->morph;
    if (token_is(ctx->doc, &tokens[k], STR("été"))) has_been = true;
    else if (m & part) return has_been && !subject_may_agree(ctx, tokens[k].lower, part, features);
    else if (!(m & (M_ADV | M_NEG))) return false;
  }
  return false;
}

/* Does the first finite verb behind token i, or a participle behind that, clash with these features
 * by a look at the words alone? */
static bool may_matter(const struct check_context *ctx, uint32_t i, uint64_t features) {
  const calque_sentence *s = &ctx->doc->sentences[ctx->doc->tokens[i].sentence];
  uint32_t end = s->first_token + s->n_tokens;
  uint32_t near = end < i + MAX_PHRASE ? end : i + MAX_PHRASE, verb = first_verb(ctx, i, near);
  if (verb >= near) return false;
  word_id id = ctx->doc->tokens[verb].lower;
  if (!subject_may_govern(ctx, id, features)) return true;
  return (lexicon_word(ctx->lex, id)->morph & M_AUX) && may_clash_behind(ctx, verb, end, features);
}

static bool is_candidate(const struct check_context *ctx, uint32_t i) {
  const calque_token *t = &ctx->doc->tokens[i];
  if (t->kind != CALQUE_WORD) return false;
  uint64_t m = lexicon_word(ctx->lex, t->lower)->morph;
  uint64_t pronoun = m & M_PRO_SUBJ ? pronoun_morph(lexicon_name(ctx->lex, t->lower)) : 0;
  if (pronoun) return may_matter(ctx, i, pronoun) && in_article(ctx, t);
  if (!(m & M_DET) || !subject_may_open_clause(ctx, i) || !in_article(ctx, t)) return false;
  uint64_t allowed = lexicon_features(ctx->lex, t->lower, M_DET);
  const calque_token *next = token_after(ctx->doc, i);
  uint64_t noun = next ? features_of_noun(ctx, next->lower, allowed) : 0;
  return next && may_matter(ctx, i, M_3 | (noun ? noun : allowed));
}

const struct subject *subjects_of(const struct check_context *ctx, size_t *n) {
  struct subjects *all = ctx->shared->subjects;
  if (!all) {
    all = ctx->shared->subjects = ARENA_NEW(ctx->arena, struct subjects);
    for (uint32_t i = ctx->window.first_token; i < ctx->window.end_token; i++) {
      struct subject s;
      if (is_candidate(ctx, i) && subject_at(ctx, i, &s)) ARRAY_PUSH(ctx->arena, &all->found, s);
    }
  }
  *n = all->found.n;
  return all->found.ptr;
}
