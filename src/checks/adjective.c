/* A noun and the adjective or participle right behind it that cannot agree: une décision important,
 * des mesures économique. The adjective may belong to a noun further back (une équipe de football
 * américaine), so it must clash with every noun of its phrase. */
#include "checks/english.h"
#include "checks/subject.h"

enum {
  MAX_PHRASE = 24 /* tokens back from the adjective */
};

#define NO_NOUN (M_ADV | M_PREP | M_NUM | M_AFFIX) /* mieux, point, neuf, ultra */

static bool belongs_to_phrase(enum tag tag) {
  switch (tag) {
    case TAG_NOUN:
    case TAG_NAME:
    case TAG_ADJECTIVE:
    case TAG_DETERMINER:
    case TAG_PREPOSITION:
    case TAG_CONTRACTED:
    case TAG_CONJUNCTION:
    case TAG_ADVERB:
    case TAG_NUMERAL:
    case TAG_PARTICIPLE:
    case TAG_COMMA:
    case TAG_MARK:
    case TAG_OTHER: return true;
    default: return false;
  }
}

/* Could the adjective go with this noun or name? */
static bool may_go_with(const struct check_context *ctx, uint32_t i, uint64_t features) {
  const calque_token *t = &ctx->doc->tokens[i];
  const uint64_t part = M_NOUN | M_PRONOUN | M_ADJ | M_PART_PAST; /* they agree with theirs */
  if (!is_small_word(t)) return true;                             /* a name: it has any gender */
  uint64_t m = lexicon_word(ctx->lex, t->lower)->morph;
  if (!(m & part)) return false;
  return subject_may_agree(ctx, t->lower, part, features);
}

/* Verbs whose object or subject an adjective further on may describe. */
static const calque_str copulas[] = {
    STR_INIT("être"),     STR_INIT("rester"),   STR_INIT("sembler"), STR_INIT("paraître"),
    STR_INIT("devenir"),  STR_INIT("demeurer"), STR_INIT("dire"),    STR_INIT("rendre"),
    STR_INIT("juger"),    STR_INIT("trouver"),  STR_INIT("laisser"), STR_INIT("croire"),
    STR_INIT("avérer"),   STR_INIT("montrer"),  STR_INIT("estimer"), STR_INIT("considérer"),
    STR_INIT("déclarer"), STR_INIT("voir"),     STR_INIT("tenir"),   STR_INIT("vivre"),
    STR_INIT("mourir"),   STR_INIT("partir"),   STR_INIT("revenir"), STR_INIT("sortir")};
/* They stand without agreement, or as nouns: un départ surprise, mille euros brut. */
static const calque_str invariable[] = {
    STR_INIT("brut"),      STR_INIT("net"),        STR_INIT("possible"),   STR_INIT("cher"),
    STR_INIT("haut"),      STR_INIT("bon"),        STR_INIT("standard"),   STR_INIT("surprise"),
    STR_INIT("client"),    STR_INIT("clients"),    STR_INIT("seul"),       STR_INIT("seule"),
    STR_INIT("seuls"),     STR_INIT("seules"),     STR_INIT("maximum"),    STR_INIT("minimum"),
    STR_INIT("neuf"),      STR_INIT("député"),     STR_INIT("synchro"),    STR_INIT("brouillon"),
    STR_INIT("gris"),      STR_INIT("brun"),       STR_INIT("bleu"),       STR_INIT("vert"),
    STR_INIT("rouge"),     STR_INIT("noir"),       STR_INIT("blond"),      STR_INIT("châtain"),
    STR_INIT("tutsi"),     STR_INIT("hutu"),       STR_INIT("satellite"),  STR_INIT("passager"),
    STR_INIT("composant"), STR_INIT("composants"), STR_INIT("cible"),      STR_INIT("phare"),
    STR_INIT("candidat"),  STR_INIT("vedette"),    STR_INIT("modèle"),     STR_INIT("pirate"),
    STR_INIT("sortie"),    STR_INIT("vue"),        STR_INIT("hypertexte"), STR_INIT("rendu"),
    STR_INIT("entrée"),    STR_INIT("arrivée"),    STR_INIT("glamour")};
/* Present participles, which have one form, are often adjectives too; these are nothing else. */
static const calque_str adjectives[] = {STR_INIT("important"), STR_INIT("intéressant"),
                                        STR_INIT("constant"),  STR_INIT("puissant"),
                                        STR_INIT("suffisant"), STR_INIT("insuffisant")};
/* Nouns that people use with the other gender, and that count others. */
static const calque_str loose[] = {
    STR_INIT("chef"),     STR_INIT("maire"),     STR_INIT("auteur"),  STR_INIT("professeur"),
    STR_INIT("millier"),  STR_INIT("milliard"),  STR_INIT("million"), STR_INIT("moitié"),
    STR_INIT("majorité"), STR_INIT("capitaine"), STR_INIT("tiers"),   STR_INIT("quart"),
    STR_INIT("partie"),   STR_INIT("amiante"),   STR_INIT("être"),    STR_INIT("air"),
    STR_INIT("nombre"),   STR_INIT("reste")};
/* Une fois arrivés, un jour demandée: they say when. */
static const calque_str times[] = {
    STR_INIT("fois"),   STR_INIT("jour"),     STR_INIT("jours"),  STR_INIT("instant"),
    STR_INIT("moment"), STR_INIT("temps"),    STR_INIT("ans"),    STR_INIT("mois"),
    STR_INIT("heure"),  STR_INIT("heures"),   STR_INIT("années"), STR_INIT("soir"),
    STR_INIT("matin"),  STR_INIT("semaines"), STR_INIT("suite"),  STR_INIT("habitude")};

/* The phrase ends at token i, a verb or another word that does not belong to it. May the adjective
 * describe something before that? */
static bool reaches_beyond(const struct check_context *ctx, uint32_t i, bool participle) {
  enum tag tag = tag_of(ctx, i);
  if (tag == TAG_PRONOUN) return true; /* l’un des élus blessé */
  if (tag != TAG_VERB && tag != TAG_AUXILIARY && tag != TAG_INFINITIVE && tag != TAG_GERUND)
    return participle && tag != TAG_SUBORDINATOR && tag != TAG_RELATIVE;
  word_id lemma = lexicon_word(ctx->lex, ctx->doc->tokens[i].lower)->lemma;
  return participle || is_among(lexicon_name(ctx->lex, lemma), copulas, COUNT(copulas));
}

/* Does a noun before it in its phrase, or two of them together, excuse the adjective? */
static bool is_excused(const struct check_context *ctx, uint32_t noun, uint64_t features,
                       bool participle) {
  uint32_t first = ctx->doc->sentences[ctx->doc->tokens[noun].sentence].first_token;
  for (uint32_t i = noun; i-- > first && noun - i <= MAX_PHRASE;) {
    enum tag tag = tag_of(ctx, i);
    if (!belongs_to_phrase(tag)) return reaches_beyond(ctx, i, participle);
    if (tag == TAG_CONJUNCTION && (features & M_PLUR))
      return true; /* un homme et une femme blessés */
    if (ctx->doc->tokens[i].kind == CALQUE_WORD && !token_morph(ctx->lex, &ctx->doc->tokens[i]))
      return true; /* a word that nobody knows */
    bool noun_like = tag == TAG_NOUN || tag == TAG_NAME || tag == TAG_ADJECTIVE;
    if (noun_like && may_go_with(ctx, i, features)) return true;
  }
  return false;
}

/* An English word that French has by chance. */
static bool is_english(const struct word *w) {
  return (w->flags & WORD_ENGLISH) && english_is_commoner(w);
}

static bool is_plain(const struct check_context *ctx, uint32_t i) {
  const calque_token *t = &ctx->doc->tokens[i];
  return is_small_word(t) && !(t->flags & (CALQUE_HYPHEN | CALQUE_CLITIC | CALQUE_ELIDED)) &&
         !is_english(lexicon_word(ctx->lex, t->lower));
}

static bool is_modifier(const struct check_context *ctx, uint32_t i) {
  word_id id = ctx->doc->tokens[i].lower;
  const uint64_t other = M_ADV | M_PREP | M_DET | M_PRONOUN | M_FINITE | M_AFFIX;
  uint64_t m = lexicon_word(ctx->lex, id)->morph;
  if (!is_plain(ctx, i) || !(m & (M_ADJ | M_PART_PAST)) || (m & other)) return false;
  calque_str word = lexicon_name(ctx->lex, id);
  if (is_among(word, invariable, COUNT(invariable)) || str_starts(word, STR("anti"))) return false;
  if ((m & M_PART_PRES) && !is_among(word, adjectives, COUNT(adjectives))) return false;
  if ((m & M_NOUN) && (str_ends(word, STR("eur")) || str_ends(word, STR("eurs")))) return false;
  enum tag tag = tag_of(ctx, i);
  return tag == TAG_ADJECTIVE || tag == TAG_PARTICIPLE;
}

/* un stockage haute performance, rares sont les élus: the adjective looks ahead. */
static bool looks_ahead(const struct check_context *ctx, uint32_t i) {
  const calque_token *next = token_after(ctx->doc, i);
  if (!next || next->kind != CALQUE_WORD) return false;
  enum tag tag = tag_of(ctx, i + 1);
  return tag == TAG_NOUN || tag == TAG_AUXILIARY || tag == TAG_ADJECTIVE || tag == TAG_NAME;
}

static bool is_loose(calque_str noun) {
  return is_among(noun, loose, COUNT(loose)) || is_among(noun, times, COUNT(times)) ||
         str_ends(noun, STR("aine"));
}

/* les transitions écologique et numérique: one each */
static bool shares_noun(const struct check_context *ctx, uint32_t i, uint64_t noun) {
  const calque_token *next = token_after(ctx->doc, i);
  if (!next || !(noun & M_PLUR)) return false;
  if (tag_of(ctx, i + 1) == TAG_CONJUNCTION) return true;
  const calque_token *other = token_after(ctx->doc, i + 1);
  return tag_of(ctx, i + 1) == TAG_COMMA && is_small_word(other) &&
         (token_morph(ctx->lex, other) & (M_ADJ | M_PART_PAST | M_ADV));
}

/* A noun with its article, or behind de and another noun; not en revanche, sans doute. */
static bool is_noun(const struct check_context *ctx, uint32_t i) {
  const calque_doc *doc = ctx->doc;
  word_id id = doc->tokens[i].lower;
  uint64_t m = lexicon_word(ctx->lex, id)->morph;
  if (!is_plain(ctx, i) || !(m & M_NOUN) || (m & NO_NOUN)) return false;
  if (tag_of(ctx, i) != TAG_NOUN || is_loose(lexicon_name(ctx->lex, id))) return false;
  uint32_t first = doc->sentences[doc->tokens[i].sentence].first_token, at = i;
  while (at > first && is_small_word(&doc->tokens[at - 1]) && tag_of(ctx, at - 1) == TAG_ADJECTIVE)
    at--;
  if (at == first) return false;
  enum tag before = tag_of(ctx, at - 1);
  if (before == TAG_PREPOSITION)
    return str_starts(token_str(doc, &doc->tokens[at - 1]), STR("d")) && at - 1 > first &&
           tag_of(ctx, at - 2) == TAG_NOUN;
  return before == TAG_DETERMINER || before == TAG_CONTRACTED || before == TAG_NUMERAL;
}

/* Adjective and noun clash in every reading: a look at two words that rules out nearly all. */
static bool clashes(const struct check_context *ctx, uint32_t i) {
  const calque_token *t = &ctx->doc->tokens[i];
  const uint64_t part = M_ADJ | M_PART_PAST;
  if (!(lexicon_word(ctx->lex, t->lower)->morph & part)) return false;
  uint64_t noun = lexicon_word(ctx->lex, t[-1].lower)->morph;
  if (!(noun & M_NOUN) || (noun & NO_NOUN)) return false;
  const calque_token *before = token_before(ctx->doc, i - 1);
  if (!before || !(token_morph(ctx->lex, before) & (M_DET | M_PREP | M_ADJ | M_NUM))) return false;
  uint64_t features = lexicon_features(ctx->lex, t->lower, part);
  return (features & M_GENDER) && (features & M_NUMBER) &&
         !subject_may_agree(ctx, t->lower, part, lexicon_features(ctx->lex, t[-1].lower, M_NOUN));
}

static bool is_wrong(const struct check_context *ctx, uint32_t i) {
  const calque_token *tokens = ctx->doc->tokens;
  if (!clashes(ctx, i) || !is_modifier(ctx, i) || !is_noun(ctx, i - 1)) return false;
  if (looks_ahead(ctx, i) ||
      shares_noun(ctx, i, lexicon_features(ctx->lex, tokens[i - 1].lower, M_NOUN)))
    return false;
  uint64_t features = lexicon_features(ctx->lex, tokens[i].lower, M_ADJ | M_PART_PAST);
  bool participle = lexicon_word(ctx->lex, tokens[i].lower)->morph & M_PART_PAST;
  return !is_excused(ctx, i - 1, features, participle);
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  for (uint32_t i = second_token(ctx); i < ctx->window.end_token; i++) {
    const calque_token *t = &doc->tokens[i];
    if (t->kind != CALQUE_WORD || t->sentence != t[-1].sentence || !in_article(ctx, t)) continue;
    if (!is_wrong(ctx, i)) continue;
    report_add(out, token_range(doc, i - 1, i), NO_SUGGESTION,
               "« %.*s » and « %.*s » do not agree in gender or number",
               STR_ARG(token_str(doc, t - 1)), STR_ARG(token_str(doc, t)));
  }
}

const struct check check_adjective = {
    .id = "adjective",
    .family = "grammar",
    .severity = CALQUE_MAJOR,
    .title = "noun and adjective that do not agree",
    .why = "English adjectives have one form; French ones take gender and number of their noun.",
    .run = run,
    .bad = "Le conseil a pris une ⟦décision important⟧ pour le port.",
    .good = "Le conseil a pris une décision importante pour le port.",
};
