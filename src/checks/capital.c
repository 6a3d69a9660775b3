/* Capitals that English word order left in the middle of a French sentence. A machine translates
 * a clause by itself, as if it opened a sentence: serait “La seule décision”, pour Le président,
 * “…”, Le maire a dit. Titles of works and newspapers keep their capital: « La Panse de brebis »,
 * dans Le Monde; so does a sentence that is quoted whole, after a colon or a verb of speech. */
#include "checks/awaited.h"

enum {
  SENTENCE_WORDS = 6, /* a quotation of so many words with a verb is no title */
  CLAUSE_WORDS = 4,   /* the same behind que */
  NAMED_REACH = 2     /* tokens before a quotation in which « le film » makes it a title */
};

/* A small grammatical word or adverb wearing a capital: La, Un, De, Où, Ce, Toujours ... */
static bool is_capital_function(const struct check_context *ctx, const calque_token *t) {
  if (!is_capital_word(t) || (t->flags & CALQUE_ALL_CAPS)) return false;
  uint64_t lower = lexicon_word(ctx->lex, t->lower)->morph;
  return (lower & (M_FUNCTION | M_ADV)) && !(lexicon_word(ctx->lex, t->exact)->morph & M_PROPER);
}

static bool is_capital_determiner(const struct check_context *ctx, const calque_token *t) {
  return is_capital_function(ctx, t) && (lexicon_word(ctx->lex, t->lower)->morph & M_DET);
}

/* A form that can only be a finite verb. */
static bool is_finite(const struct check_context *ctx, const calque_token *t) {
  uint64_t m = token_morph(ctx->lex, t);
  return is_small_word(t) && (m & M_FINITE) &&
         !(m & (M_NOUN | M_ADJ | M_PREP | M_DET | M_PART_PAST));
}

/* How many words the quotation holds and whether one of them is a finite verb. */
static uint32_t words_inside(const struct check_context *ctx, const calque_quote *q, bool *verb) {
  uint32_t n = 0;
  uint32_t last = q->close != NO_TOKEN ? q->close : q->open;
  *verb = false;
  for (uint32_t i = q->open + 1; i < last; i++) {
    n += ctx->doc->tokens[i].kind == CALQUE_WORD;
    *verb |= is_finite(ctx, &ctx->doc->tokens[i]) || is_auxiliary(ctx, &ctx->doc->tokens[i]);
  }
  return n;
}

/* Does a bare noun follow the quotation: « De fabrication soviétique » drones? */
static bool bare_noun_follows(const struct check_context *ctx, const calque_quote *q) {
  const calque_token *next = q->close != NO_TOKEN ? token_after(ctx->doc, q->close) : NULL;
  uint64_t m = next ? token_morph(ctx->lex, next) : 0;
  return is_small_word(next) && (m & M_NOUN) && !(m & (M_FUNCTION | M_FINITE | M_ADV));
}

static bool asks_or_relates(const struct check_context *ctx, const calque_token *t) {
  return lexicon_word(ctx->lex, t->lower)->morph & (M_PRO_INT | M_PRO_REL | M_CONJ_SUB);
}

/* « Où est la maison ? » asks, and may be a title. */
static bool ends_asking(const calque_doc *doc, const calque_quote *q) {
  return q->close != NO_TOKEN && q->close > 0 && token_char(doc, &doc->tokens[q->close - 1]) == '?';
}

/* Whether the capital at the start of this quotation stands in mid-sentence. `before` is the word
 * in front of the opening mark. */
static bool is_misplaced(const struct check_context *ctx, const calque_quote *q,
                         const calque_token *before, const calque_token *first) {
  bool verb;
  uint32_t n = words_inside(ctx, q, &verb);
  uint64_t m = token_morph(ctx->lex, before);
  if (!is_small_word(first + 1)) return false; /* « La Panse »: a title */
  if (bare_noun_follows(ctx, q) && !verb) return true;
  bool weak = lexicon_word(ctx->lex, first->lower)->morph & (M_DET | M_ADV);
  if (weak && is_auxiliary(ctx, before) && !token_is(ctx->doc, before, STR("soit"))) return true;
  bool que = lexicon_closed(ctx->lex, before->lower) & CLOSED_QUE;
  if (((m & M_PREP) || que) && is_small_word(before))
    return verb && n >= (que ? CLAUSE_WORDS : SENTENCE_WORDS);
  return is_capital_word(before) && verb && asks_or_relates(ctx, first) &&
         !ends_asking(ctx->doc, q);
}

/* The same where the quotation has too little to be told from a title by itself. */
static bool is_in_midst(const struct check_context *ctx, const calque_quote *q) {
  const calque_doc *doc = ctx->doc;
  const calque_token *first = token_after(doc, q->open), *before = token_before(doc, q->open);
  if (quote_is_awaited(ctx, q)) return true;
  return token_char(doc, &doc->tokens[q->open]) != '"' && is_capital_function(ctx, first) &&
         is_misplaced(ctx, q, before, first);
}

static bool has_capital(const struct check_context *ctx, const calque_quote *q) {
  if (q->open == NO_TOKEN) return false;
  const calque_token *first = token_after(ctx->doc, q->open);
  const calque_token *before = token_before(ctx->doc, q->open);
  return is_capital_word(first) && before && before->kind == CALQUE_WORD && in_article(ctx, before);
}

/* Does the document have a quotation whose capital is wrong beyond doubt, or two that are wrong as
 * far as one can see? */
static bool has_wrong_capitals(const struct check_context *ctx) {
  struct check_shared *shared = ctx->shared;
  uint32_t doubts = 0;
  for (uint32_t i = 0; shared->capitals == CAPITALS_UNKNOWN && i < ctx->doc->n_quotes; i++) {
    const calque_quote *q = &ctx->doc->quotes[i];
    if (!has_capital(ctx, q) || !is_in_midst(ctx, q)) continue;
    if (quote_is_awaited(ctx, q) || ++doubts == 2) shared->capitals = CAPITALS_WRONG;
  }
  if (shared->capitals == CAPITALS_UNKNOWN) shared->capitals = CAPITALS_RIGHT;
  return shared->capitals == CAPITALS_WRONG;
}

/* « un « Acte de guerre » », « possible « Si Paris le veut » »: what may be a title elsewhere is
 * none in an article that has such capitals beyond doubt. Behind a noun it may be its name. */
static bool is_suspect(const struct check_context *ctx, const calque_quote *q) {
  const calque_token *before = token_before(ctx->doc, q->open);
  uint64_t m = before ? token_morph(ctx->lex, before) : 0;
  bool noun = (m & M_NOUN) && !(m & (M_DET | M_PREP | M_FUNCTION));
  return quote_starts_french(ctx, q) && q->close != NO_TOKEN && !noun &&
         !quote_is_named(ctx, q->open, NAMED_REACH) && !ends_asking(ctx->doc, q) &&
         has_wrong_capitals(ctx);
}

static void check_quote(const struct check_context *ctx, const calque_quote *q,
                        struct report *out) {
  const calque_doc *doc = ctx->doc;
  if (!has_capital(ctx, q)) return;
  bool sure = is_in_midst(ctx, q);
  if (!sure && !is_suspect(ctx, q)) return;
  const calque_token *first = token_after(doc, q->open);
  uint32_t start = doc->tokens[q->open].span.start;
  calque_str mark = str_slice(doc->text, start, first->span.start);
  report_add_as(
      out, sure ? CALQUE_MAJOR : CALQUE_MINOR, (calque_span){start, first->span.end},
      (calque_span){0, 0},
      arena_printf(ctx->arena, "%.*s%.*s", STR_ARG(mark), STR_ARG(token_lower(ctx, first))),
      "capital « %.*s » after an opening quotation mark in mid-sentence",
      STR_ARG(token_str(doc, first)));
}

/* que Le président, mais Les élus: behind et and ou another title may follow. */
static bool is_joined(const struct check_context *ctx, const calque_token *t) {
  static const calque_str joining[] = {STR_INIT("que"),     STR_INIT("mais"),  STR_INIT("car"),
                                       STR_INIT("lorsque"), STR_INIT("quand"), STR_INIT("si")};
  return t->kind == CALQUE_WORD &&
         is_among(lexicon_name(ctx->lex, t->lower), joining, COUNT(joining));
}

/* pour Le président; “…”, Le président */
static void check_determiner(const struct check_context *ctx, uint32_t i, struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_token *t = &doc->tokens[i], *before = token_before(doc, i);
  const calque_token *after = token_after(doc, i);
  if ((t->flags & CALQUE_FIRST) || !before || !is_small_word(after)) return;
  if (!(token_morph(ctx->lex, after) & (M_NOUN | M_ADJ | M_NUM)) || !in_article(ctx, t)) return;
  if (token_is(doc, t, STR("Une")) && token_is(doc, before, STR("en"))) return; /* the front page */
  uint64_t m = token_morph(ctx->lex, before);
  bool opens = (before->flags & CALQUE_FIRST) && /* Selon Le rapport, but: Dans Votre premier pas */
               !(lexicon_word(ctx->lex, t->lower)->morph & M_POSSESSIVE);
  bool governed = is_small_word(before) && (m & (M_PREP | M_FINITE)) &&
                  (token_morph(ctx->lex, after) & (M_NOUN | M_ADJ));
  bool quoted =
      token_char(doc, before) == ',' && i >= 2 && (doc->tokens[i - 2].flags & CALQUE_CLOSES);
  bool weak = (is_small_word(before) || opens) && ((m & M_PREP) || is_joined(ctx, before));
  if (!governed && !quoted && !weak) return;
  report_add_as(out, governed || quoted ? CALQUE_MAJOR : CALQUE_MINOR, t->span, (calque_span){0, 0},
                token_lower(ctx, t), "capital « %.*s » in mid-sentence",
                STR_ARG(token_str(doc, t)));
}

static bool is_date_word(const struct check_context *ctx, const calque_token *t) {
  return t->kind == CALQUE_WORD && (lexicon_closed(ctx->lex, t->lower) & CLOSED_DATE);
}

static bool is_day(const struct check_context *ctx, const calque_token *t) {
  calque_str s = lexicon_name(ctx->lex, t->lower);
  return str_ends(s, STR("di")) || str_eq(s, STR("dimanche"));
}

/* lundi 12 Janvier, le 12 Janvier 2026, en Janvier 2026; le 1er Mai and the 14 Juillet are feasts.
 */
static bool is_month_of_date(const struct check_context *ctx, uint32_t i) {
  const calque_doc *doc = ctx->doc;
  const calque_token *before = token_before(doc, i), *after = token_after(doc, i);
  bool year = after && after->kind == CALQUE_NUMBER && token_str(doc, after).len == 4;
  if (token_is(doc, before, STR("en"))) return year;
  if (before->kind != CALQUE_NUMBER || token_is(doc, before, STR("1er"))) return false;
  const calque_token *day = token_before(doc, i - 1);
  return year || (day && is_date_word(ctx, day) && is_day(ctx, day));
}

/* le Mardi 9 juin, publiée Mercredi dans; not le Journal du Dimanche, le Vendredi saint. */
static bool is_day_of_date(const struct check_context *ctx, uint32_t i) {
  const calque_doc *doc = ctx->doc;
  const calque_token *before = token_before(doc, i), *after = token_after(doc, i);
  if (!is_small_word(before)) return false;
  if (after && after->kind == CALQUE_NUMBER) {
    const calque_token *month = token_after(doc, i + 1);
    return month && is_date_word(ctx, month);
  }
  if (token_is(doc, before, STR("le")) || token_is(doc, before, STR("ce")))
    return !after || (!is_capital_word(after) && !token_is(doc, after, STR("saint")));
  uint64_t m = token_morph(ctx->lex, before);
  bool said = (m & (M_PART_PAST | M_FINITE)) && !(m & (M_NOUN | M_PREP | M_DET | M_ADV));
  return said && (!after || after->kind == CALQUE_PUNCT ||
                  (is_small_word(after) && (token_morph(ctx->lex, after) & M_FUNCTION)));
}

static void check_date(const struct check_context *ctx, uint32_t i, struct report *out) {
  const calque_token *t = &ctx->doc->tokens[i];
  if ((t->flags & (CALQUE_FIRST | CALQUE_IN_QUOTE | CALQUE_ALL_CAPS)) || !is_date_word(ctx, t) ||
      !token_before(ctx->doc, i) || !in_article(ctx, t))
    return;
  if (is_day(ctx, t) ? !is_day_of_date(ctx, i) : !is_month_of_date(ctx, i)) return;
  report_add_as(out, CALQUE_MINOR, t->span, (calque_span){0, 0}, token_lower(ctx, t),
                "French writes « %.*s » with a small letter", STR_ARG(token_lower(ctx, t)));
}

static void run(const struct check_context *ctx, struct report *out) {
  for (uint32_t i = 0; i < ctx->doc->n_quotes; i++)
    if (in_window(ctx, ctx->doc->quotes[i].open)) check_quote(ctx, &ctx->doc->quotes[i], out);
  for (uint32_t i = ctx->window.first_token; i < ctx->window.end_token; i++) {
    const calque_token *t = &ctx->doc->tokens[i];
    if (!is_capital_word(t)) continue;
    if (is_capital_determiner(ctx, t)) check_determiner(ctx, i, out);
    else check_date(ctx, i, out);
  }
}

const struct check check_capital = {
    .id = "capital",
    .family = "case",
    .severity = CALQUE_MAJOR,
    .title = "capital letter in mid-sentence",
    .why =
        "A clause that was translated by itself keeps the capital of a sentence of its own. "
        "French writes a small letter there; only names and titles of works keep theirs.",
    .run = run,
    .bad = "Le projet serait ⟦“La⟧ seule issue possible”, selon la mairie.",
    .good = "Le projet serait “la seule issue possible”, selon la mairie.",
};
