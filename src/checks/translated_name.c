/* Names that a machine took for common nouns: the rows of family name in dictionaries/calques.tsv,
 * and the outlets, firms and teams of dictionaries/names/outlets.tsv whose mistaken French is no
 * name of anything else (Renard Nouvelles), where it has a capital inside a sentence. One word
 * (Ardoise, for Slate) is never enough: villages are called so. */
#include "checks/phrase_check.h"
#include "lexicon/gazetteer.h"

enum { MAX_WORDS = 6, MAX_BYTES = 80 /* of a name */ };

static bool may_begin(const struct check_context *ctx, const calque_token *t) {
  return is_capital_word(t) && !(t->flags & (CALQUE_FIRST | CALQUE_ALL_CAPS | CALQUE_ELIDED)) &&
         in_article(ctx, t);
}

/* The longest mistaken form of two words or more that begins at token i: its last token and its
 * phrase. A phrase is in the table with all its beginnings, so the search stops at the first that
 * is not. */
static uint32_t mistaken_at(const struct check_context *ctx, const struct gazetteer *g, uint32_t i,
                            uint32_t *last) {
  const calque_sentence *s = &ctx->doc->sentences[ctx->doc->tokens[i].sentence];
  uint32_t end = s->first_token + s->n_tokens, found = GAZETTEER_NONE;
  char folded[3 * MAX_BYTES + 1];
  unsigned words;
  for (uint32_t k = i + 1; k < end && k < i + MAX_WORDS; k++) {
    calque_str text = str_of_span(ctx->doc->text, token_range(ctx->doc, i, k));
    if (ctx->doc->tokens[k].kind != CALQUE_WORD || text.len > MAX_BYTES) break;
    size_t len = gazetteer_fold(text, folded, &words);
    uint32_t id = gazetteer_find(g, &g->french, (calque_str){folded, len});
    if (id == GAZETTEER_NONE) break;
    if (!(g->french.phrases[id].kinds & GAZETTEER_MISTAKEN)) continue;
    found = id;
    *last = k;
  }
  return found;
}

static void find_outlets(const struct check_context *ctx, struct report *out) {
  struct gazetteer g;
  if (!gazetteer_open(&g, lexicon_section(ctx->lex, SECTION_GAZETTEER))) return;
  for (uint32_t i = ctx->window.first_token; i < ctx->window.end_token; i++) {
    uint32_t last = i;
    size_t n;
    if (!may_begin(ctx, &ctx->doc->tokens[i])) continue;
    uint32_t id = mistaken_at(ctx, &g, i, &last);
    if (id == GAZETTEER_NONE) continue;
    const uint32_t *links = gazetteer_links(&g.french, &g.french.phrases[id], &n);
    if (!n || links[0] >= g.english.n_phrases) continue;
    calque_str english = gazetteer_text(&g, &g.english.phrases[links[0]]);
    calque_span span = token_range(ctx->doc, i, last);
    if (str_ends(gazetteer_text(&g, &g.french.phrases[id]), english))
      continue; /* Le New York ... */
    report_add(out, span, NO_SUGGESTION, "« %.*s » is a name put into French: %.*s",
               STR_ARG(str_of_span(ctx->doc->text, span)), STR_ARG(english));
  }
}

static void run(const struct check_context *ctx, struct report *out) {
  phrase_check(ctx, STR("name"), "is a name put into French", out);
  find_outlets(ctx, out);
}

const struct check check_translated_name = {
    .id = "translated-name",
    .family = "name",
    .severity = CALQUE_MAJOR,
    .title = "name translated as a common noun",
    .why =
        "Names of newspapers, companies and institutions are not translated, or have a French form "
        "of their own.",
    .run = run,
    .bad = "L’information a été révélée par le ⟦New York Temps⟧.",
    .good = "L’information a été révélée par le New York Times.",
};
