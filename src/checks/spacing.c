/* Spaces where no French writer puts one: before a closing bracket, a comma or a full stop, after
 * an opening bracket; none behind a comma; and « » without their inner spaces in a text that
 * otherwise has them. The space before ; : ! ? is left alone, with or without: usage differs and
 * pages lose it. */
#include "checks/english.h"

/* The space that stands before token i, on one line; empty when there is none. */
static calque_span space_before(const calque_doc *doc, uint32_t i) {
  const calque_token *t = &doc->tokens[i];
  if (!(t->flags & CALQUE_SPACE_BEFORE) || !token_before(doc, i)) return (calque_span){0, 0};
  return (calque_span){doc->tokens[i - 1].span.end, t->span.start};
}

static bool is_bracket_word(const calque_token *t) {
  return t && (t->kind == CALQUE_WORD || t->kind == CALQUE_NUMBER);
}

/* In a text on programming a space before a mark may be where a tag was swallowed: « dans un , puis
 * », « la balise . ». A machine that translates around the names of things leaves it behind others.
 */
static bool is_about_programs(const struct check_context *ctx) {
  english_of(ctx); /* knows the register */
  return english_in_programming(ctx);
}

/* « les élus . » in prose: seven of a million words of news. */
static bool is_stop_apart(const struct check_context *ctx, uint32_t i) {
  const calque_doc *doc = ctx->doc;
  const calque_token *before = token_before(doc, i);
  const calque_token *after = i + 1 < doc->n_tokens ? &doc->tokens[i + 1] : NULL;
  bool starts_name = is_bracket_word(after) && !(after->flags & CALQUE_SPACE_BEFORE) &&
                     after->span.start == doc->tokens[i].span.end; /* « en .Net » */
  if (token_str(doc, &doc->tokens[i]).len != 1 || !before || before->kind != CALQUE_WORD)
    return false;
  if (starts_name) return false;
  calque_span gap = space_before(doc, i);
  bool small = token_morph(ctx->lex, before) & (M_DET | M_PREP | M_CONJ);
  return gap.end > gap.start && !small;
}

/* Behind these words a name is missing, or may be. */
static bool may_miss_name(const struct check_context *ctx, const calque_token *before,
                          uint32_t mark) {
  const uint64_t small = M_DET | M_PREP | M_CONJ | M_CONJ_SUB;
  return mark == '.' || mark == '[' || !before || token_morph(ctx->lex, before) & small;
}

/* « dix personnes,en mai »: 28 of two million words of news, all of them slips. */
static void check_glued_comma(const struct check_context *ctx, uint32_t i, struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_token *t = &doc->tokens[i], *before = token_before(doc, i);
  const calque_token *after = token_after(doc, i);
  if (!before || before->kind != CALQUE_WORD || !is_small_word(after)) return;
  if ((t->flags | after->flags) & CALQUE_SPACE_BEFORE || !(after->flags & CALQUE_FRENCH)) return;
  if (after->span.end - after->span.start < 2 || is_about_programs(ctx)) return;
  report_add(out, token_range(doc, i - 1, i + 1),
             arena_printf(ctx->arena, "%.*s, %.*s", STR_ARG(token_str(doc, before)),
                          STR_ARG(token_str(doc, after))),
             "no space behind the comma");
}

static void check_mark(const struct check_context *ctx, uint32_t i, struct report *out) {
  const calque_doc *doc = ctx->doc;
  uint32_t c = token_char(doc, &doc->tokens[i]);
  if (c == ',') check_glued_comma(ctx, i, out);
  const calque_token *before = token_before(doc, i), *after = token_after(doc, i);
  calque_span gap = {0, 0};
  uint32_t from = i, to = i;
  if ((c == ')' || c == ']') && is_bracket_word(before)) gap = space_before(doc, i), from = i - 1;
  else if (c == ',' && is_bracket_word(before) && after && (after->flags & CALQUE_SPACE_BEFORE))
    gap = space_before(doc, i), from = i - 1;
  else if (c == '.' && is_stop_apart(ctx, i)) gap = space_before(doc, i), from = i - 1;
  else if ((c == '(' || c == '[') && is_bracket_word(after))
    gap = space_before(doc, i + 1), to = i + 1;
  if (gap.end == gap.start || (may_miss_name(ctx, before, c) && is_about_programs(ctx))) return;
  calque_str left = str_slice(doc->text, doc->tokens[from].span.start, gap.start);
  calque_str right = str_slice(doc->text, gap.end, doc->tokens[to].span.end);
  report_add(out, token_range(doc, from, to),
             arena_printf(ctx->arena, "%.*s%.*s", STR_ARG(left), STR_ARG(right)),
             c == ','   ? "space before a comma"
             : c == '.' ? "space before a full stop"
                        : "space inside the bracket");
}

/* « d’ innocence »: nothing stands between an apostrophe and its word. */
static void check_elided(const struct check_context *ctx, uint32_t i, struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_token *after = token_after(doc, i);
  if (!after || after->kind != CALQUE_WORD || !(after->flags & CALQUE_SPACE_BEFORE)) return;
  if (!(after->flags & CALQUE_FRENCH)) return; /* rock ’n’ roll */
  if (is_about_programs(ctx)) return;          /* « les props d’ sont … » lost a name */
  report_add(out, token_range(doc, i, i + 1),
             arena_printf(ctx->arena, "%.*s%.*s", STR_ARG(token_str(doc, &doc->tokens[i])),
                          STR_ARG(token_str(doc, after))),
             "space behind an apostrophe");
}

/* Is there a space on the inner side of both guillemets? */
static bool is_spaced(const calque_doc *doc, const calque_quote *q) {
  return (doc->tokens[q->open + 1].flags & CALQUE_SPACE_BEFORE) &&
         (doc->tokens[q->close].flags & CALQUE_SPACE_BEFORE);
}

static bool is_guillemet_pair(const calque_doc *doc, const calque_quote *q) {
  return q->open != NO_TOKEN && q->close != NO_TOKEN && q->close > q->open + 1 &&
         token_char(doc, &doc->tokens[q->open]) == 0xab;
}

/* The style that is rarer in this article, when both occur. */
static void check_guillemets(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  uint32_t spaced = 0, tight = 0;
  for (uint32_t i = 0; i < doc->n_quotes; i++) {
    if (!is_guillemet_pair(doc, &doc->quotes[i])) continue;
    if (is_spaced(doc, &doc->quotes[i])) spaced++;
    else tight++;
  }
  if (!tight || spaced <= tight) return;
  for (uint32_t i = 0; i < doc->n_quotes; i++) {
    const calque_quote *q = &doc->quotes[i];
    if (!is_guillemet_pair(doc, q) || is_spaced(doc, q)) continue;
    if (!in_article(ctx, &doc->tokens[q->open])) continue;
    report_add(out, quote_span(doc, q), NO_SUGGESTION,
               "guillemets without their inner spaces beside others that have them");
  }
}

static void run(const struct check_context *ctx, struct report *out) {
  for (uint32_t i = 0; i < ctx->doc->n_tokens; i++) {
    const calque_token *t = &ctx->doc->tokens[i];
    if (t->kind == CALQUE_PUNCT && in_article(ctx, t)) check_mark(ctx, i, out);
    if (t->flags & CALQUE_ELIDED && in_article(ctx, t)) check_elided(ctx, i, out);
  }
  check_guillemets(ctx, out);
}

const struct check check_spacing = {
    .id = "spacing",
    .family = "spacing",
    .severity = CALQUE_MINOR,
    .title = "space in the wrong place",
    .why =
        "A space before a closing bracket or a comma comes from pieces that a program put "
        "together.",
    .whole = true,
    .run = run,
    .bad = "Le musée (fermé depuis ⟦2019 )⟧ rouvre samedi.",
    .good = "Le musée (fermé depuis 2019) rouvre samedi.",
};
