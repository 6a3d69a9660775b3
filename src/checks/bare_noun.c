/* A noun without its determiner, as machines leave it that translate the English of the press word
 * for word: « Officiels ont dit », « Surintendant Anil Mehra a dit », « FBI a saisi ». Looked for
 * where a clause of the article begins, outside quotations, with the finite verb in sight; and a
 * title with its name behind a verb of speech or a preposition. What French lets stand bare
 * (Rendez-vous est pris, Plainte a été déposée, a name that is a common noun too) is left alone. */
#include "checks/subject.h"

enum {
  MIN_WORDS = 6,  /* fewer may be a heading or a proverb */
  MAX_PHRASE = 9, /* tokens from the noun to its verb */
  MAX_CLITICS = 3,
  MAX_NAME_GAP = 4, /* tokens of « de police » between a title and the name */
};

static const calque_str titles[] = {
#define TITLE(noun) STR_INIT(noun),
#include "checks/bare_noun.def"
};
static const calque_str fore_adjectives[] = {
#define FORE(adjective) STR_INIT(adjective),
#include "checks/bare_noun.def"
};
static const calque_str bare_nouns[] = {
#define BARE(noun) STR_INIT(noun),
#include "checks/bare_noun.def"
};
static const calque_str says[] = {
#define SAYS(infinitive) STR_INIT(infinitive),
#include "checks/attribution.def"
};
static const struct {
  calque_str name, article;
} acronyms[] = {
#define ACRONYM(acronym, article) {STR_INIT(acronym), STR_INIT(article)},
#include "checks/bare_noun.def"
};

/* A subject that needs a determiner: its first token, its noun and its verb. */
struct bare {
  uint32_t first, noun, verb;
  bool title; /* an office, with or without a name */
};

static calque_str lower_of(const struct check_context *ctx, uint32_t i) {
  return lexicon_name(ctx->lex, ctx->doc->tokens[i].lower);
}

/* Good prose: of the article, ends with a full stop, long enough. */
static bool is_prose(const struct check_context *ctx, const calque_sentence *s) {
  const calque_token *t = &ctx->doc->tokens[s->first_token];
  uint32_t words = 0;
  if (token_char(ctx->doc, &t[s->n_tokens - 1]) != '.') return false;
  for (uint32_t i = 0; i < s->n_tokens && words < MIN_WORDS; i++) words += t[i].kind == CALQUE_WORD;
  return words == MIN_WORDS;
}

/* Orange, Marine, Libération: the article has it with its capital inside a sentence too. */
static bool is_name_elsewhere(const struct check_context *ctx, uint32_t i) {
  const calque_doc *doc = ctx->doc;
  for (uint32_t k = 0; k < doc->n_tokens; k++)
    if (doc->tokens[k].lower == doc->tokens[i].lower && is_capital_word(&doc->tokens[k]) &&
        !(doc->tokens[k].flags & CALQUE_FIRST) && k > 0 && doc->tokens[k - 1].kind == CALQUE_WORD)
      return true;
  return false;
}

/* The finite verb at i, behind ne and object pronouns, third person and of this number; 0: none. */
static uint32_t verb_at(const struct check_context *ctx, uint32_t i, uint32_t end,
                        uint64_t number) {
  if (i < end && !(lower_morph(ctx, i) & (M_FINITE | M_NEG | M_PREVERB | M_PRO_OBJ))) return 0;
  for (int n = 0; i < end && n < MAX_CLITICS; n++, i++) {
    enum tag tag = tag_of(ctx, i);
    if (tag != TAG_OBJECT && tag != TAG_NEGATION) break;
  }
  if (i + 1 >= end || !is_small_word(&ctx->doc->tokens[i])) return 0;
  if (ctx->doc->tokens[i].flags & (CALQUE_CLITIC | CALQUE_HYPHEN)) return 0;
  if (ctx->doc->tokens[i + 1].flags & CALQUE_CLITIC) return 0;
  enum tag tag = tag_of(ctx, i);
  if (tag != TAG_VERB && tag != TAG_AUXILIARY) return 0;
  return subject_may_govern(ctx, ctx->doc->tokens[i].lower, M_3 | number) ? i : 0;
}

/* Rendez-vous est pris, Plainte a été déposée, Noblesse oblige: French may leave it out. */
static bool is_turn(const struct check_context *ctx, uint32_t verb) {
  calque_str lemma =
      lexicon_name(ctx->lex, lexicon_word(ctx->lex, ctx->doc->tokens[verb].lower)->lemma);
  const calque_token *next = token_after(ctx->doc, verb);
  if (str_eq(lemma, STR("obliger"))) return true;
  return str_eq(lemma, STR("être")) || (next && token_is(ctx->doc, next, STR("été")));
}

/* Ends a heading that was glued to its text: « de vérificationLe ministre a dit ». */
static bool is_glued(const struct check_context *ctx, const calque_token *t) {
  calque_str s = token_str(ctx->doc, t);
  bool small = false;
  size_t len;
  for (size_t at = 0; at < s.len; at += len) {
    uint32_t c = utf8_decode(str_slice(s, at, s.len), &len);
    if (small && utf8_is_upper(c)) return true;
    small = c != '-' && c != '\'' && c != 0x2019 && !utf8_is_upper(c);
  }
  return false;
}

/* What may stand between a noun and its verb: adjectives, and de with what it brings. A name only
 * behind de, its article or a name: « Intervention de grande ampleur L’enquête a mené ». */
static bool continues_phrase(const struct check_context *ctx, uint32_t i, bool *complement) {
  static const calque_str of[] = {STR_INIT("de"), STR_INIT("d'"), STR_INIT("du"), STR_INIT("des")};
  const calque_token *t = &ctx->doc->tokens[i];
  if (t->kind != CALQUE_WORD) return false;
  calque_str word = lower_of(ctx, i);
  const bool de = word.len <= 3 && is_among(word, of, COUNT(of));
  const uint64_t m = lower_morph(ctx, i);
  if (!*complement && !de && m && !(m & (M_ADJ | M_PART_PAST)))
    return false; /* spares the tagger */
  if (is_glued(ctx, t)) return false;
  if (is_capital_word(t)) {
    enum tag before = tag_of(ctx, i - 1);
    bool name = before == TAG_PREPOSITION || before == TAG_CONTRACTED || before == TAG_DETERMINER ||
                is_capital_word(t - 1);
    if (!*complement || !name || t->flags & CALQUE_ELIDED) return false;
  }
  switch (tag_of(ctx, i)) {
    case TAG_ADJECTIVE:
    case TAG_PARTICIPLE: return true;
    case TAG_PREPOSITION:
    case TAG_CONTRACTED: *complement = true; return de;
    case TAG_NOUN:
    case TAG_NAME:
    case TAG_DETERMINER: return *complement;
    default: return false;
  }
}

/* Could a finite verb be reached from the noun, by what its words may be? Spares the tagger. */
static bool may_reach_verb(const struct check_context *ctx, uint32_t noun, uint32_t end) {
  const uint64_t between =
      M_ADJ | M_PART_PAST | M_PREP | M_DET | M_NOUN | M_PROPER | M_NEG | M_PREVERB | M_PRO_OBJ;
  for (uint32_t i = noun + 1; i < end && i < noun + MAX_PHRASE + MAX_CLITICS; i++) {
    const calque_token *t = &ctx->doc->tokens[i];
    const uint64_t m = lower_morph(ctx, i);
    if (t->kind != CALQUE_WORD) return false;
    if (is_small_word(t) && m & M_FINITE && m & M_3) return true;
    if (m && !(m & between)) return false;
  }
  return false;
}

/* Officiels ont dit; Entreprise de transport annonce. */
static bool find_common(const struct check_context *ctx, uint32_t end, struct bare *b) {
  uint64_t m = lower_morph(ctx, b->noun);
  const uint64_t other =
      M_INF | M_ADV | M_PREP | M_DET | M_PRONOUN | M_NUM | M_CONJ | M_CONJ_SUB | M_INTERJ | M_AFFIX;
  if ((m & other && !b->title) || !may_reach_verb(ctx, b->noun, end)) return false;
  uint64_t number = lexicon_features(ctx->lex, ctx->doc->tokens[b->noun].lower, M_NOUN) & M_NUMBER;
  bool complement = false;
  for (uint32_t i = b->noun + 1; i < end && i < b->noun + MAX_PHRASE; i++) {
    b->verb = verb_at(ctx, i, end, number);
    if (b->verb) {
      word_id verb = ctx->doc->tokens[b->verb].lower;
      if (!subject_is_verb(ctx, verb)) return false;
      if (m & M_FINITE && !b->title && !(lexicon_word(ctx->lex, verb)->morph & M_AUX)) return false;
      return b->title || !is_turn(ctx, b->verb);
    }
    if (!continues_phrase(ctx, i, &complement)) return false;
  }
  return false;
}

/* Surintendant de police Anil Mehra a dit. */
static bool find_named(const struct check_context *ctx, uint32_t end, struct bare *b) {
  const calque_token *tokens = ctx->doc->tokens;
  uint32_t i = b->noun + 1;
  bool complement = false;
  while (i < end && i <= b->noun + MAX_NAME_GAP && is_small_word(&tokens[i])) {
    enum tag tag = tag_of(ctx, i);
    if (tag != TAG_NOUN && !continues_phrase(ctx, i, &complement)) return false;
    i++;
  }
  if (i >= end || !is_capital_word(&tokens[i])) return false;
  for (; i < end && i < b->noun + MAX_PHRASE; i++) {
    bool initial = token_char(ctx->doc, &tokens[i]) == '.';
    if (!is_capital_word(&tokens[i]) && !initial) break;
  }
  b->verb = verb_at(ctx, i, end, M_SING);
  return b->verb != 0;
}

/* The noun that begins with token b->first, behind an adjective perhaps (premier ministre). */
static bool find_noun(const struct check_context *ctx, uint32_t end, struct bare *b) {
  b->noun = b->first;
  if (lower_morph(ctx, b->first) & M_ADJ &&
      is_among(lower_of(ctx, b->first), fore_adjectives, COUNT(fore_adjectives)))
    b->noun++;
  if (b->noun + 2 >= end || !(lower_morph(ctx, b->noun) & M_NOUN)) return false;
  if (b->noun != b->first && !is_small_word(&ctx->doc->tokens[b->noun])) return false;
  if (ctx->doc->tokens[b->noun + 1].kind != CALQUE_WORD) return false;
  if (is_glued(ctx, &ctx->doc->tokens[b->noun])) return false;
  calque_str noun = lower_of(ctx, b->noun);
  if (noun.len < 2) return false;
  b->title = is_among(noun, titles, COUNT(titles));
  return true;
}

static bool is_bare_subject(const struct check_context *ctx, uint32_t end, struct bare *b) {
  const calque_token *t = &ctx->doc->tokens[b->first];
  if (!find_noun(ctx, end, b)) return false;
  if (b->title && find_named(ctx, end, b)) return true;
  bool name = lexicon_word(ctx->lex, t->exact)->morph & M_PROPER && t->exact != t->lower;
  if (name || !find_common(ctx, end, b)) return false;
  if (!b->title && is_among(lower_of(ctx, b->noun), bare_nouns, COUNT(bare_nouns))) return false;
  return !(is_capital_word(t) && is_name_elsewhere(ctx, b->first));
}

/* en tant que ministre: no clause; and what is no noun there (si populaire). */
static bool is_inside(const struct check_context *ctx, uint32_t i) {
  uint32_t first = ctx->doc->sentences[ctx->doc->tokens[i].sentence].first_token;
  if (i == first) return true;
  if (i > first + 1 && token_is(ctx->doc, &ctx->doc->tokens[i - 2], STR("tant"))) return false;
  return tag_of(ctx, i) == TAG_NOUN ||
         is_among(lower_of(ctx, i), fore_adjectives, COUNT(fore_adjectives));
}

/* A name; not a party, nor the first word of what was glued behind: « policier Les enquêteurs ». */
static bool is_name(const struct check_context *ctx, const calque_token *t) {
  const uint64_t small = M_DET | M_PREP | M_PRONOUN | M_CONJ | M_CONJ_SUB | M_ADV;
  return is_capital_word(t) && !(t->flags & (CALQUE_ELIDED | CALQUE_ALL_CAPS)) &&
         !(lexicon_word(ctx->lex, t->lower)->morph & small);
}

/* « a déclaré président Obama », « par président Obama »: i is the token before the title. Behind
 * de a title stands bare too (au poste de premier secrétaire), but not with a whole name. */
static bool brings_name(const struct check_context *ctx, uint32_t i) {
  static const calque_str prepositions[] = {STR_INIT("par"),   STR_INIT("avec"),  STR_INIT("à"),
                                            STR_INIT("chez"),  STR_INIT("selon"), STR_INIT("sur"),
                                            STR_INIT("contre")};
  if (is_among(lower_of(ctx, i), prepositions, COUNT(prepositions))) return true;
  if (token_is(ctx->doc, &ctx->doc->tokens[i], STR("de"))) {
    const calque_token *name = token_after(ctx->doc, i + 1);
    return name && is_name(ctx, name) && is_capital_word(token_after(ctx->doc, i + 2));
  }
  return has_lemma(ctx, &ctx->doc->tokens[i], M_PART_PAST, says, COUNT(says));
}

/* « des officiels », « l’entreprise »; nothing when the gender is not known. */
static calque_str with_article(const struct check_context *ctx, const struct bare *b) {
  const calque_token *t = &ctx->doc->tokens[b->first];
  uint64_t m = lexicon_features(ctx->lex, ctx->doc->tokens[b->noun].lower, M_NOUN);
  uint64_t gender = m & M_GENDER, number = m & M_NUMBER;
  if (b->noun != b->first) gender &= lexicon_features(ctx->lex, t->lower, M_ADJ); /* le premier */
  bool big = is_capital_word(t);
  calque_str word = token_lower(ctx, t);
  if (number == M_PLUR)
    return arena_printf(ctx->arena, "%ses %.*s", big ? "D" : "d", STR_ARG(word));
  if (number != M_SING) return NO_SUGGESTION;
  if (lexicon_word(ctx->lex, t->lower)->flags & WORD_ELIDES)
    return arena_printf(ctx->arena, "%s’%.*s", big ? "L" : "l", STR_ARG(word));
  if (gender != M_MASC && gender != M_FEM) return NO_SUGGESTION;
  return arena_printf(ctx->arena, "%s%s %.*s", big ? "L" : "l", gender == M_MASC ? "e" : "a",
                      STR_ARG(word));
}

static void check_acronym(const struct check_context *ctx, uint32_t i, struct report *out) {
  const calque_token *t = &ctx->doc->tokens[i];
  const calque_sentence *s = &ctx->doc->sentences[t->sentence];
  for (size_t k = 0; k < COUNT(acronyms); k++) {
    if (!str_eq(lower_of(ctx, i), acronyms[k].name)) continue;
    if (!subject_opens_clause(ctx, i) || !is_prose(ctx, s)) return;
    if (!verb_at(ctx, i + 1, s->first_token + s->n_tokens, M_SING)) return;
    report_add(out, t->span,
               arena_printf(ctx->arena, "%s%.*s%.*s", i == s->first_token ? "L" : "l",
                            STR_ARG(acronyms[k].article), STR_ARG(token_str(ctx->doc, t))),
               "an article is missing before « %.*s »", STR_ARG(token_str(ctx->doc, t)));
  }
}

static void check_noun(const struct check_context *ctx, struct bare b, struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_token *t = &doc->tokens[b.first];
  const calque_sentence *s = &doc->sentences[t->sentence];
  bool first = b.first == s->first_token;
  uint32_t end = s->first_token + s->n_tokens;
  if (is_capital_word(t) != first) return;
  if (subject_may_open_clause(ctx, b.first)) {
    if (!is_bare_subject(ctx, end, &b) || !is_inside(ctx, b.first)) return;
    if (!subject_opens_clause(ctx, b.first)) return;
  } else {
    const calque_token *next = token_after(doc, b.first);
    if (!is_capital_word(next) && !is_capital_word(next ? token_after(doc, b.first + 1) : NULL))
      return;
    if (!brings_name(ctx, b.first - 1) || !find_noun(ctx, end, &b) || !b.title) return;
    if (!is_name(ctx, &doc->tokens[b.noun + 1])) return;
  }
  if (!is_prose(ctx, s)) return;
  report_add(out, t->span, with_article(ctx, &b), "a determiner is missing before « %.*s »",
             STR_ARG(token_str(doc, &doc->tokens[b.noun])));
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  for (uint32_t k = ctx->window.first; k < ctx->window.end; k++) {
    const calque_sentence *s = &doc->sentences[k];
    if (s->n_tokens <= MIN_WORDS || ctx->roles[s->line] != LINE_TEXT) continue;
    for (uint32_t i = s->first_token; i + 2 < s->first_token + s->n_tokens; i++) {
      const calque_token *t = &doc->tokens[i];
      if (t->kind != CALQUE_WORD || t->flags & (CALQUE_IN_QUOTE | CALQUE_CLITIC | CALQUE_ELIDED))
        continue;
      if (t->flags & CALQUE_ALL_CAPS) check_acronym(ctx, i, out);
      else if (lower_morph(ctx, i) & (M_NOUN | M_ADJ))
        check_noun(ctx, (struct bare){.first = i}, out);
    }
  }
}

const struct check check_bare_noun = {
    .id = "bare-noun",
    .family = "grammar",
    .severity = CALQUE_MAJOR,
    .title = "subject without its determiner",
    .why = "English headlines and titles do without an article; a French sentence does not.",
    .run = run,
    .bad = "⟦Officiels⟧ ont dit mardi que le pont resterait fermé.",
    .good = "Des responsables ont dit mardi que le pont resterait fermé.",
};
