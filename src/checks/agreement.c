/* A determiner and its noun, or an adjective and the noun behind it, that clash in gender or
 * number: un heure, à fort impression, un « ligne rouge ». Quotation marks are seen through, for a
 * machine translates what stands inside them by itself. All readings of the noun must clash; a
 * word that may be a verb excuses le, la, les and leur, which are pronouns too. Measured on 1.3
 * million words of French news: what is found there are mostly slips of the pen. */
#include "checks/english.h"
#include "checks/tags.h"

/* Nouns that people use with the other gender, or that are prefixes standing alone. */
static const calque_str exceptions[] = {
    STR_INIT("chef"),       STR_INIT("numéro"), STR_INIT("édile"),     STR_INIT("pseudo"),
    STR_INIT("pro"),        STR_INIT("anti"),   STR_INIT("ex"),        STR_INIT("fait"),
    STR_INIT("auteur"),     STR_INIT("bus"),    STR_INIT("mannequin"), STR_INIT("capitaine"),
    STR_INIT("professeur"), STR_INIT("maire"),  STR_INIT("procureur"), STR_INIT("député"),
    STR_INIT("mi"),         STR_INIT("applet"), STR_INIT("applets")};

static bool may_agree(uint64_t a, uint64_t b) { return (a & b & M_GENDER) && (a & b & M_NUMBER); }

/* Does every reading of the word that may follow a determiner clash with it? `verbs_excuse`: a
 * finite verb is a reason for silence. */
static bool clashes(const struct check_context *ctx, const calque_token *t, uint64_t features,
                    bool verbs_excuse) {
  size_t n;
  const struct reading *r = lexicon_readings(ctx->lex, t->lower, &n);
  bool any = false;
  for (size_t i = 0; i < n; i++) {
    uint64_t m = r[i].morph;
    if (m & (M_NOUN | M_ADJ | M_PART_PAST)) {
      if (!(m & M_GENDER) || !(m & M_NUMBER) || may_agree(m, features)) return false;
      any |= (m & M_NOUN) != 0;
    } else if (!(m & M_FINITE) || verbs_excuse) {
      return false;
    }
  }
  return any;
}

static bool starts_with_vowel(const calque_doc *doc, const calque_token *t) {
  size_t len;
  uint32_t c = utf8_fold(utf8_decode(token_str(doc, t), &len));
  return c == 0x153 || (c < 0x80 && strchr("aeiouyh", (int)c));
}

static bool is_exception(const calque_doc *doc, const calque_token *t) {
  calque_str s = token_str(doc, t);
  for (size_t i = 0; i < COUNT(exceptions); i++)
    if (s.ptr[0] == exceptions[i].ptr[0] && str_eq(s, exceptions[i])) return true;
  return false;
}

/* The word goes on behind its token: les élu·es, les auteur(e)s, un console.log, un module_id. */
static bool goes_on(const calque_doc *doc, const calque_token *t) {
  calque_str rest = str_slice(doc->text, t->span.end, doc->text.len);
  if (str_starts(rest, STR("·")) || str_starts(rest, STR("•")) || str_starts(rest, STR("(")) ||
      str_starts(rest, STR("_")))
    return true;
  size_t len;
  return rest.len > 1 && rest.ptr[0] == '.' &&
         utf8_is_lower(utf8_decode(str_slice(rest, 1, rest.len), &len));
}

/* ces pull requests, une media query, un string: terms that are English by right. */
static bool is_english_term(const struct check_context *ctx, const calque_token *t) {
  const calque_token *next = token_after(ctx->doc, (uint32_t)(t - ctx->doc->tokens));
  const struct word *w = lexicon_word(ctx->lex, t->lower);
  if (!(t->flags & CALQUE_ENGLISH)) return false;
  if (next && (next->flags & CALQUE_ENGLISH) && !(next->flags & CALQUE_FRENCH)) return true;
  return (w->flags & WORD_PROGRAMMING) || english_is_commoner(w);
}

/* vingt et une minutes: the determiner is part of a number. */
static bool ends_number(const struct check_context *ctx, const calque_token *before) {
  return before && token_is(ctx->doc, before, STR("et"));
}

/* The word behind token i in its sentence; an opening quotation mark is seen through. */
static const calque_token *noun_after(const calque_doc *doc, uint32_t i, bool *quoted) {
  const calque_token *next = token_after(doc, i);
  *quoted = next && next->kind == CALQUE_QUOTE && (next->flags & CALQUE_OPENS);
  if (*quoted) next = token_after(doc, i + 1);
  if (!next || !is_small_word(next)) return NULL;
  if (is_exception(doc, next) || goes_on(doc, next)) return NULL;
  if (next->flags & (CALQUE_HYPHEN | CALQUE_ELIDED | CALQUE_CLITIC)) return NULL;
  return next;
}

/* « un « oui » », « le « a » »: a word that is quoted alone is only mentioned. */
static bool is_mention(const calque_doc *doc, const calque_token *noun) {
  const calque_token *next = token_after(doc, (uint32_t)(noun - doc->tokens));
  return next && (next->flags & CALQUE_CLOSES);
}

/* Is there a reason not to speak? */
static bool is_excused(const struct check_context *ctx, const calque_token *noun, bool quoted) {
  return (quoted && is_mention(ctx->doc, noun)) || is_english_term(ctx, noun);
}

static void report(const struct check_context *ctx, calque_severity severity, const calque_token *a,
                   const calque_token *b, struct report *out) {
  const calque_doc *doc = ctx->doc;
  report_add_as(out, severity, (calque_span){a->span.start, b->span.end}, (calque_span){0, 0},
                NO_SUGGESTION, "« %.*s » and « %.*s » do not agree in gender or number",
                STR_ARG(token_str(doc, a)), STR_ARG(token_str(doc, b)));
}

/* dans les hormone, perturbe les hormone: no pronoun can stand there, so no verb excuses the noun.
 * Behind comme it can (comme le montre la carte), and programs have words of their own (les type).
 */
static bool is_no_pronoun(const struct check_context *ctx, uint32_t i) {
  const calque_token *before = token_before(ctx->doc, i);
  bool opens = ctx->doc->tokens[i].flags & CALQUE_FIRST; /* Les audience ont chuté. */
  if (!opens && (!is_small_word(before) || (token_morph(ctx->lex, before) & M_CONJ_SUB)))
    return false;
  if (english_in_programming(ctx)) return false;
  if (tag_of(ctx, i) != TAG_DETERMINER || tag_of(ctx, i + 1) != TAG_NOUN) return false;
  if (opens) return true;
  enum tag tag = tag_of(ctx, i - 1);
  return tag == TAG_PREPOSITION || tag == TAG_VERB || tag == TAG_INFINITIVE;
}

static void check_determiner(const struct check_context *ctx, uint32_t i, bool firm,
                             struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_token *t = &doc->tokens[i], *before = token_before(doc, i);
  bool quoted;
  const calque_token *noun = noun_after(doc, i, &quoted);
  if (!noun) return;
  if (before && (before->flags & (CALQUE_ELIDED | CALQUE_CLITIC))) return; /* l’un, d’une */
  if (ends_number(ctx, before) && str_starts(token_str(doc, t), STR("un"))) return;
  uint64_t features = lexicon_features(ctx->lex, t->lower, M_DET);
  if (lexicon_closed(ctx->lex, t->lower) & CLOSED_BEFORE_VOWEL && starts_with_vowel(doc, noun))
    features |= M_FEM;
  if (!clashes(ctx, noun, features, false) || is_excused(ctx, noun, quoted)) return;
  if (firm || clashes(ctx, noun, features, true)) report(ctx, CALQUE_MAJOR, t, noun, out);
  else if (is_no_pronoun(ctx, i)) report(ctx, CALQUE_MINOR, t, noun, out);
}

/* deux chien, trois maison; not deux cent, « les deux ferme », page deux */
static void check_numeral(const struct check_context *ctx, uint32_t i, struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_token *t = &doc->tokens[i], *before = token_before(doc, i);
  bool quoted;
  const calque_token *noun = noun_after(doc, i, &quoted);
  if (!noun || quoted || !is_small_word(t) || !is_small_word(before)) return;
  if (!(token_morph(ctx->lex, before) & (M_DET | M_PREP | M_FINITE))) return;
  if (str_starts(token_str(doc, before), STR("tou"))) return; /* ils font tous deux mention de */
  if ((token_morph(ctx->lex, noun) & (M_NUM | M_FINITE | M_PART_PAST)) ||
      is_english_term(ctx, noun))
    return;
  if (clashes(ctx, noun, M_GENDER | M_PLUR, true) && tag_of(ctx, i + 1) == TAG_NOUN)
    report(ctx, CALQUE_MAJOR, t, noun, out);
}

/* preposition + adjective + noun, no determiner: à fort impression */
static void check_adjective(const struct check_context *ctx, uint32_t i, struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_token *t = &doc->tokens[i], *before = token_before(doc, i);
  bool quoted;
  const calque_token *noun = noun_after(doc, i, &quoted);
  if (!noun || quoted || !before || !(token_morph(ctx->lex, before) & M_PREP)) return;
  if (clashes(ctx, noun, lexicon_features(ctx->lex, t->lower, M_ADJ), true))
    report(ctx, CALQUE_MAJOR, t, noun, out);
}

static void run(const struct check_context *ctx, struct report *out) {
  for (uint32_t i = ctx->window.first_token; i < ctx->window.end_token; i++) {
    const calque_token *t = &ctx->doc->tokens[i];
    uint64_t m = t->kind == CALQUE_WORD ? lexicon_word(ctx->lex, t->lower)->morph : 0;
    if (!(m & (M_DET | M_ADJ | M_NUM)) || !in_article(ctx, t)) continue;
    uint32_t lists = lexicon_closed(ctx->lex, t->lower);
    if (m & M_DET) {
      if (lists & (CLOSED_FIRM_DETERMINER | CLOSED_SOFT_DETERMINER))
        check_determiner(ctx, i, lists & CLOSED_FIRM_DETERMINER, out);
    } else if (lists & CLOSED_FORE_ADJECTIVE) {
      check_adjective(ctx, i, out);
    } else if (m & M_NUM && lists & CLOSED_SEVERAL) {
      check_numeral(ctx, i, out);
    }
  }
}

const struct check check_agreement = {
    .id = "agreement",
    .family = "grammar",
    .severity = CALQUE_MAJOR,
    .title = "determiner and noun that do not agree",
    .why =
        "A determiner or adjective and its noun differ in gender or number. Writers rarely slip "
        "there; programs that translate a quotation by itself do.",
    .run = run,
    .bad = "La mairie y voit ⟦une « seuil⟧ critique » pour la nappe.",
    .good = "La mairie y voit un « seuil critique » pour la nappe.",
};
