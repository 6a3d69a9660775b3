/* Quotation marks that do not pair: « that nobody closes, » where « belongs, a full stop inside
 * the curly marks of a quotation that began in mid-sentence. Straight quotes are a house style of
 * agencies and are left alone; so is a quotation of several paragraphs, each of which opens with
 * its mark, as long as it begins where a quotation begins: at a paragraph or after a colon. */
#include "checks/check.h"

enum { MAX_SHOWN = 6 /* words behind a wrong mark that are underlined with it */ };

static bool is_straight(const calque_doc *doc, uint32_t i) {
  uint32_t c = token_char(doc, &doc->tokens[i]);
  return c == '"' || c == '\'';
}

static const calque_line *line_of(const calque_doc *doc, uint32_t i) {
  return &doc->lines[doc->sentences[doc->tokens[i].sentence].line];
}

/* Does the quotation go on in the next paragraph, which opens with the same mark? */
static bool goes_on(const calque_doc *doc, uint32_t open) {
  const calque_line *line = line_of(doc, open), *next = line + 1;
  if (next >= doc->lines + doc->n_lines || !next->n_tokens) return false;
  if (token_char(doc, &doc->tokens[next->first_token]) != token_char(doc, &doc->tokens[open]))
    return false;
  if (open == line->first_token) return true;
  uint32_t before = token_char(doc, &doc->tokens[open - 1]);
  return before == ':' || before == '.';
}

/* From the mark to the end of a few words, at most to the end of its line or the next mark. */
static calque_span mark_and_words(const calque_doc *doc, uint32_t i) {
  const calque_line *line = line_of(doc, i);
  uint32_t last = i, words = 0;
  for (uint32_t k = i + 1; k < line->first_token + line->n_tokens && words < MAX_SHOWN; k++) {
    if (doc->tokens[k].kind != CALQUE_WORD) break;
    last = k;
    words++;
  }
  return token_range(doc, i, last);
}

static void check_unclosed(const struct check_context *ctx, uint32_t open, struct report *out) {
  if (is_straight(ctx->doc, open) || goes_on(ctx->doc, open)) return;
  if (token_char(ctx->doc, &ctx->doc->tokens[open]) == 0x2018) return; /* ’ may be lost in a word */
  report_add(out, mark_and_words(ctx->doc, open), NO_SUGGESTION,
             "this quotation mark is never closed");
}

/* A closing mark with a space before it and none behind opens a word: d' »aide ». */
static bool is_reversed(const calque_doc *doc, uint32_t close) {
  const calque_token *t = &doc->tokens[close], *next = token_after(doc, close);
  bool apart = t->flags & CALQUE_SPACE_BEFORE || (close && t[-1].flags & CALQUE_ELIDED);
  return apart && next && !(next->flags & CALQUE_SPACE_BEFORE) && next->kind == CALQUE_WORD;
}

/* Does the mark close what the reversed one before it opened? */
static bool closes_reversed(const calque_doc *doc, const calque_quote *q) {
  return q > doc->quotes && q[-1].open == NO_TOKEN && is_reversed(doc, q[-1].close) &&
         line_of(doc, q[-1].close) == line_of(doc, q->close);
}

static void check_unopened(const struct check_context *ctx, const calque_quote *q,
                           struct report *out) {
  const calque_doc *doc = ctx->doc;
  uint32_t close = q->close;
  const calque_token *t = &doc->tokens[close], *next = token_after(doc, close);
  if (is_straight(doc, close) || token_char(doc, t) == 0x2019) return;
  if (is_reversed(doc, close)) {
    report_add(out, mark_and_words(doc, close),
               arena_printf(ctx->arena, "« %.*s", STR_ARG(token_str(doc, next))),
               "closing quotation mark where an opening one belongs");
  } else if (closes_reversed(doc, q)) {
    return;
  } else if (close == 0 || doc->tokens[close].sentence != doc->tokens[close - 1].sentence ||
             !(doc->tokens[close - 1].flags & CALQUE_CLOSES)) {
    report_add_as(out, CALQUE_MINOR, t->span, (calque_span){0, 0}, NO_SUGGESTION,
                  "this quotation mark was never opened");
  }
}

static bool uses_curly(const calque_doc *doc) {
  for (uint32_t i = 0; i < doc->n_quotes; i++) {
    const calque_quote *q = &doc->quotes[i];
    if (q->open != NO_TOKEN && token_char(doc, &doc->tokens[q->open]) == 0x201c) return true;
  }
  return false;
}

/* Is it a part of the sentence around it, behind a word or « , »? */
static bool is_woven(const calque_doc *doc, const calque_quote *q) {
  const calque_token *before = token_before(doc, q->open), *first = &doc->tokens[q->open + 1];
  return before && is_small_word(first) &&
         (before->kind == CALQUE_WORD || token_char(doc, before) == ',') &&
         doc->tokens[q->close - 1].sentence == before->sentence;
}

/* American order: “plus large.” where the quotation is a part of the sentence around it, “nous
 * partons,” everywhere. */
static void check_stop(const struct check_context *ctx, const calque_quote *q, bool curly,
                       struct report *out) {
  const calque_doc *doc = ctx->doc;
  if (!curly || token_char(doc, &doc->tokens[q->open]) == 0xab || q->close < q->open + 3) return;
  const calque_token *mark = &doc->tokens[q->close - 1];
  if (mark[-1].kind != CALQUE_WORD && mark[-1].kind != CALQUE_NUMBER) return;
  bool comma = token_char(doc, mark) == ',';
  if (!comma && (token_char(doc, mark) != '.' || !is_woven(doc, q))) return;
  report_add_as(out, CALQUE_MINOR, token_range(doc, q->close - 2, q->close), (calque_span){0, 0},
                arena_printf(ctx->arena, "%.*s%.*s%.*s", STR_ARG(token_str(doc, mark - 1)),
                             STR_ARG(token_str(doc, mark + 1)), STR_ARG(token_str(doc, mark))),
                "the %s belongs behind the quotation mark", comma ? "comma" : "full stop");
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  bool curly = uses_curly(doc);
  for (uint32_t i = 0; i < doc->n_quotes; i++) {
    const calque_quote *q = &doc->quotes[i];
    uint32_t mark = q->open != NO_TOKEN ? q->open : q->close;
    if (!in_article(ctx, &doc->tokens[mark])) continue;
    if (q->close == NO_TOKEN) check_unclosed(ctx, q->open, out);
    else if (q->open == NO_TOKEN) check_unopened(ctx, q, out);
    else check_stop(ctx, q, curly, out);
  }
}

const struct check check_quotes = {
    .id = "quotes",
    .family = "quotes",
    .severity = CALQUE_MAJOR,
    .title = "quotation marks that do not pair",
    .why =
        "Machines move words across quotation marks, turn » into « and back, and lose one of a "
        "pair. A reader no longer knows who says what.",
    .whole = true,
    .run = run,
    .bad = "La région a voté trois millions d’euros d’⟦»aide⟧ » aux éleveurs.",
    .good = "La région a voté trois millions d’euros d’« aide » aux éleveurs.",
};
