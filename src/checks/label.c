/* What stands on a screen, in small letters: « cliquez sur installer », « la boîte de dialogue
 * créer un compte », « sélectionnez fichier ». Who describes a program writes a label as it is,
 * with its capital or in quotation marks, or puts an article before it; a machine translates it
 * like any word, and a preposition meets an infinitive. « Cliquez sur le bouton », « choisissez
 * entre deux formats », « voir le menu disparaître » are French. */
#include "checks/density.h"

extern const struct check check_label;

static const uint64_t small_words = M_DET | M_PRONOUN | M_NUM | M_NEG | M_AUX;
static const uint64_t no_bare_noun =
    M_DET | M_PRONOUN | M_NUM | M_NEG | M_AUX | M_ADJ | M_ADV | M_PREP | M_CONJ | M_CONJ_SUB;

/* « consultez about_Types », « cliquez sur setup.exe »: the word goes on. */
static bool is_part_of_name(const calque_doc *doc, const calque_token *t) {
  const char *end = doc->text.ptr + t->span.end, *stop = doc->text.ptr + doc->text.len;
  if (end == stop) return false;
  bool point = *end == '.' && end + 1 < stop && end[1] > ' ';
  return point || strchr("_/\\@*", *end);
}

/* A French word without capital or quotation marks, with one of `some` readings and none of
 * `none`. */
static bool is_plain(const struct check_context *ctx, const calque_token *t, uint64_t some,
                     uint64_t none) {
  if (!is_small_word(t) || !(t->flags & CALQUE_FRENCH)) return false;
  if (t->flags & (CALQUE_ELIDED | CALQUE_CLITIC | CALQUE_IN_QUOTE)) return false;
  if (is_part_of_name(ctx->doc, t)) return false;
  uint64_t m = lexicon_word(ctx->lex, t->lower)->morph;
  return (m & some) && !(m & none);
}

static bool is_infinitive(const struct check_context *ctx, const calque_token *t) {
  return is_plain(ctx, t, M_INF, no_bare_noun | M_NOUN);
}

/* vendredi, janvier: they do without an article. */
static bool is_bare_noun(const struct check_context *ctx, const calque_token *t) {
  return is_plain(ctx, t, M_NOUN, no_bare_noun) && !(token_closed(ctx->lex, t) & CLOSED_DATE);
}

static bool is_either_or(const struct check_context *ctx, uint32_t i) {
  const calque_token *next = token_after(ctx->doc, i);
  return next && (token_is(ctx->doc, next, STR("ou")) || token_is(ctx->doc, next, STR("et")));
}

/* « sur installer », i: sur; behind `verb`, « le bouton droit de la souris » or « puis ». */
static bool is_clicked(const struct check_context *ctx, uint32_t verb, uint32_t i) {
  static const calque_str links[] = {STR_INIT("droit"), STR_INIT("souris"), STR_INIT("puis")};
  const calque_token *before = &ctx->doc->tokens[i - 1], *after = &ctx->doc->tokens[i + 1];
  const calque_token *next = token_after(ctx->doc, i + 1);
  if (!is_plain(ctx, after, M_NOUN | M_ADJ | M_VERB, small_words)) return false;
  if (next && next->kind == CALQUE_QUOTE) return false; /* cliquez sur bouton « S’abonner » */
  return i == verb + 1 || is_among(lexicon_name(ctx->lex, before->lower), links, COUNT(links));
}

/* « choisissez fichier »; « choisissez fromage ou dessert » is French. */
static bool is_picked(const struct check_context *ctx, uint32_t i) {
  const calque_token *after = token_after(ctx->doc, i);
  if (!after || is_either_or(ctx, i + 1)) return false;
  return is_infinitive(ctx, after) || is_bare_noun(ctx, after);
}

static bool is_preposition(const struct check_context *ctx, const calque_token *t) {
  uint64_t m = lexicon_word(ctx->lex, t->lower)->morph;
  return (m & M_PREP) && !(m & M_VERB); /* vu */
}

/* « l’onglet propriétés », « l’onglet utilisateurs »: a noun, or a plural that is no adjective of a
 * tab; not « l’onglet compte deux lignes ». */
static bool is_tab_name(const struct check_context *ctx, const calque_token *t) {
  const uint64_t none = (no_bare_noun & ~M_ADJ) | M_FINITE;
  if (!is_plain(ctx, t, M_NOUN, none) || token_closed(ctx->lex, t) & CLOSED_DATE) return false;
  uint64_t m = lexicon_word(ctx->lex, t->lower)->morph;
  return !(m & M_ADJ) || !(m & M_SING);
}

/* « du bouton fermer », « l’onglet utilisateurs »; not « voir le bouton changer ». */
static bool is_borne(const struct check_context *ctx, uint32_t i) {
  const calque_doc *doc = ctx->doc;
  const calque_token *after = token_after(doc, i), *before = token_before(doc, i);
  if (!after || !before) return false;
  if (token_is(doc, &doc->tokens[i], STR("onglet")) && is_tab_name(ctx, after)) return true;
  if (!is_infinitive(ctx, after)) return false;
  const calque_token *first = token_before(doc, i - 1);
  return is_preposition(ctx, before) || (first && is_preposition(ctx, first));
}

static void report_label(const struct check_context *ctx, uint32_t first, uint32_t label,
                         struct report *out) {
  const calque_token *t = &ctx->doc->tokens[label];
  calque_str word = token_str(ctx->doc, t);
  char capital[4];
  size_t len, n = utf8_encode(utf8_upper(utf8_decode(word, &len)), capital);
  calque_span span = token_range(ctx->doc, first, label);
  calque_str before = str_slice(ctx->doc->text, span.start, t->span.start);
  report_add(out, span,
             arena_printf(ctx->arena, "%.*s%.*s%.*s", STR_ARG(before), (int)n, capital,
                          STR_ARG(str_slice(word, len, word.len))),
             "« %.*s » is a label or a title here: it keeps its capital, or takes an article",
             STR_ARG(word));
  seam_add(ctx, &ctx->shared->seams.labels, &check_label, t->span.start);
}

/* What follows « cliquez » at token `verb`, up to `end`: cliquez sur Fichier, puis sur … */
static void check_clicks(const struct check_context *ctx, uint32_t verb, uint32_t end,
                         struct report *out) {
  const calque_sentence *s = &ctx->doc->sentences[ctx->doc->tokens[verb].sentence];
  if (end > s->first_token + s->n_tokens) end = s->first_token + s->n_tokens;
  for (uint32_t i = verb + 1; i + 1 < end; i++)
    if (token_is(ctx->doc, &ctx->doc->tokens[i], STR("sur")) && is_clicked(ctx, verb, i))
      report_label(ctx, i, i + 1, out);
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  uint32_t verb = NO_TOKEN; /* the last that clicks */
  for (size_t k = 0; k < ctx->n_phrases; k++) {
    struct phrase row = phrases_row(ctx->lex, ctx->phrases[k].row);
    if (!str_eq(row.family, STR("label"))) continue;
    uint32_t i = token_at(doc, ctx->phrases[k].span.start);
    if (!in_article(ctx, &doc->tokens[i])) continue;
    if (str_eq(row.id, STR("l001"))) {
      if (verb != NO_TOKEN) check_clicks(ctx, verb, i, out);
      verb = i;
    } else if (str_eq(row.id, STR("l002")) ? is_picked(ctx, i) : is_borne(ctx, i)) {
      report_label(ctx, i, i + 1, out);
    }
  }
  if (verb != NO_TOKEN) check_clicks(ctx, verb, doc->n_tokens, out);
}

const struct check check_label = {
    .id = "label",
    .family = "case",
    .severity = CALQUE_MINOR,
    .title = "label of a screen in small letters",
    .why =
        "A machine translates the names of buttons and menus like any other word; who describes "
        "a program writes them as they stand on the screen.",
    .run = run,
    .bad = "Ouvrez la fenêtre, puis cliquez ⟦sur installer⟧.",
    .good = "Ouvrez la fenêtre, puis cliquez sur Installer.",
};
