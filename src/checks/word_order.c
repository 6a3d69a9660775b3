/* The adjective of a nation before its noun, as English puts it: les américaines sanctions, le
 * russe président. Nouns piled on nouns are not looked at: good news have as many (assurance
 * chômage, début juin, site internet) as machine translation. */
#include "checks/tags.h"
#include "lexicon/gazetteer.h"

enum { LONGEST = 40 /* bytes of an adjective */ };

static uint64_t morph_at(const struct check_context *ctx, uint32_t i) {
  return lexicon_word(ctx->lex, ctx->doc->tokens[i].lower)->morph;
}

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

/* What may stand behind a noun that could be a verb too: le russe président a … */
static bool is_behind_noun(const struct check_context *ctx, uint32_t i) {
  const calque_token *next = token_after(ctx->doc, i);
  if (!next || next->kind == CALQUE_PUNCT) return true;
  enum tag tag = tag_of(ctx, i + 1);
  return tag == TAG_VERB || tag == TAG_AUXILIARY;
}

static bool is_noun(const struct check_context *ctx, uint32_t i) {
  const uint64_t other = M_PREP | M_CONJ | M_PRONOUN | M_ADV | M_ADJ | M_PART_PAST;
  uint64_t m = morph_at(ctx, i);
  if (!is_plain(ctx, i) || !(m & M_NOUN) || (m & other)) return false;
  return !(m & M_VERB) || is_behind_noun(ctx, i);
}

static bool is_before_its_noun(const struct check_context *ctx, const struct gazetteer *g,
                               uint32_t i) {
  const calque_token *determiner = token_before(ctx->doc, i);
  if (!determiner || !token_after(ctx->doc, i)) return false;
  if (!(token_morph(ctx->lex, determiner) & M_DET)) return false;
  if (!is_plain(ctx, i) || !is_noun(ctx, i + 1) || !is_of_place(ctx, g, i)) return false;
  enum tag before = tag_of(ctx, i - 1);
  return (before == TAG_DETERMINER || before == TAG_CONTRACTED) && tag_of(ctx, i + 1) == TAG_NOUN;
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  struct gazetteer g;
  if (!gazetteer_open(&g, lexicon_section(ctx->lex, GAZETTEER_SECTION))) return;
  for (uint32_t i = 1; i < doc->n_tokens; i++) {
    const calque_token *t = &doc->tokens[i];
    if (t->kind != CALQUE_WORD || !(morph_at(ctx, i) & M_ADJ) || !in_article(ctx, t)) continue;
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
    .title = "adjective of a nation before its noun",
    .why = "English says the American sanctions; in French such an adjective follows its noun.",
    .run = run,
    .bad = "Les ⟦américaines sanctions⟧ visent le pétrole.",
    .good = "Les sanctions américaines visent le pétrole.",
};
