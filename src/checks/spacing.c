/* Spaces where no French writer puts one: before a closing bracket, a comma or a full stop, after
 * an opening bracket; none behind a comma; and « » without their inner spaces in a text that
 * otherwise has them. The space before ; : ! ? is left alone, with or without: usage differs and
 * pages lose it. */
#include "checks/density.h"
#include "checks/english.h"

extern const struct check check_spacing;

/* The space that stands before token i, on one line; empty when there is none. */
static calque_span space_before(const calque_doc *doc, uint32_t i) {
  const calque_token *t = &doc->tokens[i];
  if (!(t->flags & CALQUE_SPACE_BEFORE) || !token_before(doc, i)) return (calque_span){0, 0};
  return (calque_span){doc->tokens[i - 1].span.end, t->span.start};
}

static bool is_bracket_word(const calque_token *t) {
  return t && (t->kind == CALQUE_WORD || t->kind == CALQUE_NUMBER);
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

/* « ASP. net », « contoso. com »: i is the point of a name that is written in one. */
static bool is_split_name(const calque_doc *doc, uint32_t i) {
  static const calque_str ends[] = {
#define NAME_END(word) STR_INIT(word),
#include "checks/name_ends.def"
  };
  const calque_token *before = token_before(doc, i), *after = &doc->tokens[i + 1];
  if (i + 1 >= doc->n_tokens || !before || before->kind != CALQUE_WORD) return false;
  if (doc->tokens[i].flags & CALQUE_SPACE_BEFORE || !(after->flags & CALQUE_SPACE_BEFORE))
    return false;
  if (after->span.start != doc->tokens[i].span.end + 1 || !is_small_word(after)) return false;
  return is_among(token_str(doc, after), ends, COUNT(ends));
}

/* Behind these words a name is missing, or may be. */
static bool is_small(const struct check_context *ctx, const calque_token *before) {
  const uint64_t small = M_DET | M_PREP | M_CONJ | M_CONJ_SUB;
  return !before || token_morph(ctx->lex, before) & small;
}
static bool may_miss_name(const struct check_context *ctx, const calque_token *before,
                          uint32_t mark) {
  return mark == '.' || mark == '[' || is_small(ctx, before);
}

/* The space that is wrong at mark i, and the tokens around it; empty when none is. */
struct wrong {
  calque_span gap;
  uint32_t from, to;
};

static struct wrong wrong_at(const struct check_context *ctx, uint32_t i, uint32_t c) {
  const calque_doc *doc = ctx->doc;
  const calque_token *before = token_before(doc, i), *after = token_after(doc, i);
  bool apart =
      ((c == ')' || c == ']') && is_bracket_word(before)) ||
      (c == ',' && is_bracket_word(before) && after && (after->flags & CALQUE_SPACE_BEFORE)) ||
      (c == '.' && is_stop_apart(ctx, i));
  if (apart) return (struct wrong){space_before(doc, i), i - 1, i};
  if ((c == '(' || c == '[') && is_bracket_word(after))
    return (struct wrong){space_before(doc, i + 1), i, i + 1};
  return (struct wrong){{0, 0}, i, i};
}

static void report_space(const struct check_context *ctx, calque_span gap, uint32_t from,
                         uint32_t to, const char *what, struct report *out) {
  const calque_doc *doc = ctx->doc;
  calque_str left = str_slice(doc->text, doc->tokens[from].span.start, gap.start);
  calque_str right = str_slice(doc->text, gap.end, doc->tokens[to].span.end);
  report_add(out, token_range(doc, from, to),
             arena_printf(ctx->arena, "%.*s%.*s", STR_ARG(left), STR_ARG(right)), "%s", what);
}

static void check_split_name(const struct check_context *ctx, uint32_t i, struct report *out) {
  const calque_token *t = &ctx->doc->tokens[i];
  seam_add(ctx, &ctx->shared->seams.names, &check_spacing, t->span.start);
  if (t[1].flags & CALQUE_FRENCH) return; /* net, com: a fragment, says another check */
  report_space(ctx, (calque_span){t->span.end, t[1].span.start}, i - 1, i + 1,
               "space inside a name", out);
}

/* « dix personnes,en mai »: 28 of two million words of news, all of them slips. */
static void check_glued_comma(const struct check_context *ctx, uint32_t i, struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_token *t = &doc->tokens[i], *before = token_before(doc, i);
  const calque_token *after = token_after(doc, i);
  if (!before || before->kind != CALQUE_WORD || !is_small_word(after)) return;
  if ((t->flags | after->flags) & CALQUE_SPACE_BEFORE || !(after->flags & CALQUE_FRENCH)) return;
  if (after->span.end - after->span.start < 2 || english_in_programming(ctx)) return;
  report_add(out, token_range(doc, i - 1, i + 1),
             arena_printf(ctx->arena, "%.*s, %.*s", STR_ARG(token_str(doc, before)),
                          STR_ARG(token_str(doc, after))),
             "no space behind the comma");
}

/* In a text on programming a space before a mark may be where a tag was swallowed: « dans un , puis
 * », « la balise . ». A machine that translates around the names of things leaves it behind others.
 */
static void check_mark(const struct check_context *ctx, uint32_t i, struct report *out) {
  uint32_t c = token_char(ctx->doc, &ctx->doc->tokens[i]);
  if (c == ',') check_glued_comma(ctx, i, out);
  const calque_token *before = token_before(ctx->doc, i);
  struct wrong w = wrong_at(ctx, i, c);
  if (c == '.' && is_split_name(ctx->doc, i)) check_split_name(ctx, i, out);
  if (w.gap.end == w.gap.start) return;
  if (!is_small(ctx, before))
    seam_add(ctx, &ctx->shared->seams.spaces, &check_spacing, w.gap.start);
  if (may_miss_name(ctx, before, c) && english_in_programming(ctx)) return;
  report_space(ctx, w.gap, w.from, w.to,
               c == ','   ? "space before a comma"
               : c == '.' ? "space before a full stop"
                          : "space inside the bracket",
               out);
}

/* « d’ innocence »: nothing stands between an apostrophe and its word. */
static void check_elided(const struct check_context *ctx, uint32_t i, struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_token *after = token_after(doc, i);
  if (!after || after->kind != CALQUE_WORD || !(after->flags & CALQUE_SPACE_BEFORE)) return;
  if (!(after->flags & (CALQUE_FRENCH | CALQUE_CAPITAL))) return; /* rock ’n’ roll */
  seam_add(ctx, &ctx->shared->seams.spaces, &check_spacing, after->span.start);
  if (!(after->flags & CALQUE_FRENCH) || english_in_programming(ctx))
    return; /* « les props d’ sont … » lost a name */
  report_add(out, token_range(doc, i, i + 1),
             arena_printf(ctx->arena, "%.*s%.*s", STR_ARG(token_str(doc, &doc->tokens[i])),
                          STR_ARG(token_str(doc, after))),
             "space behind an apostrophe");
}

/* « l ’ industrie »: i is the apostrophe, which stands alone and is taken for a quotation mark. */
static void check_apostrophe(const struct check_context *ctx, uint32_t i, struct report *out) {
  static const calque_str stems[] = {
      STR_INIT("l"),  STR_INIT("d"),     STR_INIT("n"),      STR_INIT("s"),     STR_INIT("c"),
      STR_INIT("j"),  STR_INIT("m"),     STR_INIT("t"),      STR_INIT("L"),     STR_INIT("D"),
      STR_INIT("N"),  STR_INIT("S"),     STR_INIT("C"),      STR_INIT("J"),     STR_INIT("Qu"),
      STR_INIT("qu"), STR_INIT("jusqu"), STR_INIT("lorsqu"), STR_INIT("puisqu")};
  const calque_doc *doc = ctx->doc;
  const calque_token *before = token_before(doc, i), *after = token_after(doc, i);
  uint32_t c = token_char(doc, &doc->tokens[i]);
  if ((c != '\'' && c != 0x2019) || !before || !after) return;
  if (!(doc->tokens[i].flags & after->flags & CALQUE_SPACE_BEFORE)) return;
  if (!(token_flags(ctx->lex, after) & WORD_ELIDES)) return;
  calque_str stem = token_str(doc, before);
  if (!is_among(stem, stems, COUNT(stems))) return;
  seam_add(ctx, &ctx->shared->seams.spaces, &check_spacing, before->span.start);
  report_add(out, token_range(doc, i - 1, i + 1),
             arena_printf(ctx->arena, "%.*s’%.*s", STR_ARG(stem), STR_ARG(token_str(doc, after))),
             "spaces around an apostrophe");
}

/* « dans , », « la balise  et »: a word is gone, its spaces are still there. Something
 * stands between token i and the one before it. */
static bool is_hole(const struct check_context *ctx, uint32_t i) {
  const calque_doc *doc = ctx->doc;
  const calque_token *t = &doc->tokens[i], *before = &doc->tokens[i - 1];
  if (before->kind != CALQUE_WORD || before->sentence != t->sentence) return false;
  if (t->span.start - before->span.end > 1 && doc->text.ptr[before->span.end + 1] == ' ')
    return true;
  uint32_t c = t->kind == CALQUE_PUNCT ? token_char(doc, t) : 0;
  return (c == ',' || c == '.' || c == ')') && is_small(ctx, before);
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
    uint32_t gap = i ? t->span.start - t[-1].span.end : 0;
    if (t->kind == CALQUE_PUNCT && in_article(ctx, t)) check_mark(ctx, i, out);
    if (t->kind == CALQUE_QUOTE && in_article(ctx, t)) check_apostrophe(ctx, i, out);
    if (t->flags & CALQUE_ELIDED && in_article(ctx, t)) check_elided(ctx, i, out);
    if (gap > (t->kind != CALQUE_PUNCT) && is_hole(ctx, i) && in_article(ctx, t))
      seam_add(ctx, &ctx->shared->seams.holes, &check_spacing, t->span.start);
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
