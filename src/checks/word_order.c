/* The adjective of a nation or of a field before its noun, as English puts it: les américaines
 * sanctions, un économique accord. Which fields is learned from good news (relational.def). Nouns
 * piled on nouns are not looked at: good news have as many (assurance chômage, début juin, site
 * internet) as machine translation. */
#include "checks/tags.h"
#include "lexicon/gazetteer.h"

#include <stdlib.h>

enum { LONGEST = 40 /* bytes of an adjective */ };

/* In the order of their bytes. */
static const calque_str relational[] = {
#define RELATIONAL(adjective) STR_INIT(adjective),
#include "checks/relational.def"
};

static bool is_plain(const struct check_context *ctx, uint32_t i) {
  const calque_token *t = &ctx->doc->tokens[i];
  return is_small_word(t) && !(t->flags & (CALQUE_HYPHEN | CALQUE_ELIDED | CALQUE_CLITIC));
}

/* américaine, ukrainiens: by the names of places. */
static bool is_of_place(const struct check_context *ctx, const struct gazetteer *g, uint32_t i) {
  calque_str word = token_str(ctx->doc, &ctx->doc->tokens[i]);
  char folded[3 * LONGEST + 1];
  unsigned words;
  if (word.len > LONGEST) return false;
  calque_str key = {folded, gazetteer_fold(word, folded, &words)};
  uint32_t id = gazetteer_find(g, &g->french, key);
  return id != GAZETTEER_NONE && (g->french.phrases[id].kinds & GAZETTEER_ADJECTIVE);
}

static int compare_words(const void *key, const void *element) {
  const calque_str *a = key, *b = element;
  int order = memcmp(a->ptr, b->ptr, a->len < b->len ? a->len : b->len);
  return order ? order : (a->len > b->len) - (a->len < b->len);
}

/* économiques, présidentielle: by their lemma. */
static bool is_relational(const struct check_context *ctx, uint32_t i) {
  const uint64_t other = M_DET | M_PREP | M_PART_PAST | M_NUM | M_ADV;
  size_t n;
  const struct reading *r = lexicon_readings(ctx->lex, ctx->doc->tokens[i].lower, &n);
  if (lower_morph(ctx, i) & other) return false;
  for (size_t k = 0; k < n; k++) {
    calque_str lemma = lexicon_name(ctx->lex, r[k].lemma);
    if ((r[k].morph & M_ADJ) &&
        bsearch(&lemma, relational, COUNT(relational), sizeof *relational, compare_words))
      return true;
  }
  return false;
}

/* Share the two words a gender and a number? */
static bool agree(const struct check_context *ctx, uint32_t i) {
  const uint64_t gender = M_MASC | M_FEM, number = M_SING | M_PLUR;
  uint64_t both = lower_morph(ctx, i) & lower_morph(ctx, i + 1);
  return (both & gender) && (both & number);
}

/* La socialiste maire de Paris is a noun with another beside it. */
static bool is_apposition(const struct check_context *ctx, uint32_t i) {
  const calque_token *behind = token_after(ctx->doc, i + 1);
  return (lower_morph(ctx, i) & M_NOUN) && behind && behind->kind == CALQUE_WORD &&
         (token_is(ctx->doc, behind, STR("de")) || token_is(ctx->doc, behind, STR("du")) ||
          token_is(ctx->doc, behind, STR("des")) || token_is(ctx->doc, behind, STR("d'")));
}

/* What may stand behind a noun that could be a verb too: le russe président a … */
static bool is_behind_noun(const struct check_context *ctx, uint32_t i) {
  const calque_token *next = token_after(ctx->doc, i);
  if (!next || next->kind == CALQUE_PUNCT) return true;
  enum tag tag = tag_of(ctx, i + 1);
  return tag == TAG_VERB || tag == TAG_AUXILIARY;
}

/* Behind what can only be an adjective a word that could be a verb is none: judiciaire enquête. */
static bool is_noun(const struct check_context *ctx, uint32_t i) {
  const uint64_t other = M_PREP | M_CONJ | M_PRONOUN | M_ADV | M_ADJ | M_PART_PAST;
  uint64_t m = lower_morph(ctx, i);
  if (!is_plain(ctx, i) || !(m & M_NOUN) || (m & other)) return false;
  const calque_token *t = &ctx->doc->tokens[i]; /* une primaire des écologistes début décembre */
  if (token_is(ctx->doc, t, STR("début")) || token_is(ctx->doc, t, STR("fin"))) return false;
  return !(m & M_VERB) || !(lower_morph(ctx, i - 1) & M_NOUN) || is_behind_noun(ctx, i);
}

static bool is_before_its_noun(const struct check_context *ctx, const struct gazetteer *g,
                               uint32_t i) {
  const calque_token *before = token_before(ctx->doc, i);
  if (!before || !token_after(ctx->doc, i)) return false;
  if (!(token_morph(ctx->lex, before) & (M_DET | M_PREP))) return false;
  if (!is_plain(ctx, i) || !is_noun(ctx, i + 1)) return false;
  calque_str word = token_str(ctx->doc, &ctx->doc->tokens[i]);
  bool person = str_ends(word, STR("iste")) || str_ends(word, STR("istes"));
  if (person && is_apposition(ctx, i)) return false;
  bool place = is_of_place(ctx, g, i);
  if (!place && (!is_relational(ctx, i) || !agree(ctx, i) || is_apposition(ctx, i))) return false;
  enum tag tag = tag_of(ctx, i - 1);
  bool determined = tag == TAG_DETERMINER || tag == TAG_CONTRACTED;
  return (determined || (!place && tag == TAG_PREPOSITION)) && tag_of(ctx, i + 1) == TAG_NOUN;
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  struct gazetteer g;
  if (!gazetteer_open(&g, lexicon_section(ctx->lex, SECTION_GAZETTEER))) return;
  for (uint32_t i = second_token(ctx); i < ctx->window.end_token; i++) {
    const calque_token *t = &doc->tokens[i];
    if (t->kind != CALQUE_WORD || !(lower_morph(ctx, i) & M_ADJ) || !in_article(ctx, t)) continue;
    if (!is_before_its_noun(ctx, &g, i)) continue;
    calque_str adjective = token_str(doc, t), noun = token_str(doc, t + 1);
    report_add(out, token_range(doc, i, i + 1),
               arena_printf(ctx->arena, "%.*s %.*s", STR_ARG(noun), STR_ARG(adjective)),
               "English order: « %.*s » stands behind its noun in French", STR_ARG(adjective));
  }
}

const struct check check_word_order = {
    .id = "word-order",
    .family = "grammar",
    .severity = CALQUE_MAJOR,
    .title = "adjective of a nation or a field before its noun",
    .why =
        "English says the American sanctions, an economic agreement; in French such an adjective "
        "follows its noun.",
    .run = run,
    .bad = "Les ⟦américaines sanctions⟧ visent le pétrole.",
    .good = "Les sanctions américaines visent le pétrole.",
};
