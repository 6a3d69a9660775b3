/* The end of the text is cut off: no stop, and the last word is a piece of one, or one behind which
 * no sentence ends. Signatures, sources, scores and list items end without a stop too; none of them
 * ends like that. */
#include "checks/check.h"

enum {
  MIN_WORDS = 6,   /* of the last line */
  MIN_PIECE = 2,   /* characters of a piece of a word */
  MAX_WORD = 12,   /* bytes of the longest word in truncated.def */
  MAX_OMISSION = 6 /* tokens of « [+2345 chars] » */
};

static const calque_str endings[] = {
#define TRUNCATED(words) STR_INIT(words),
#include "checks/truncated.def"
};

static bool is_unending(const calque_doc *doc, const calque_token *t) {
  char lower[3 * 2 * MAX_WORD];
  calque_str s = token_str(doc, t);
  if (s.len > MAX_WORD) return false;
  s = (calque_str){lower, utf8_lower_word(s, lower)};
  for (size_t i = 0; i < COUNT(endings); i++)
    for (calque_str rest = endings[i]; rest.ptr;)
      if (str_eq(str_cut(&rest, ' '), s)) return true;
  return false;
}

/* A word in small letters that no dictionary has, or no news that words were counted in (« suppl »
 * and « ann » are in the dictionaries): a name or an acronym has capitals. */
static bool is_piece(const struct check_context *ctx, const calque_token *t) {
  const uint16_t not_one =
      CALQUE_CAPITAL | CALQUE_ALL_CAPS | CALQUE_HYPHEN | CALQUE_CLITIC | CALQUE_IN_QUOTE;
  const struct word *word = token_word(ctx->lex, t);
  bool known = (t->flags & (CALQUE_FRENCH | CALQUE_ENGLISH)) && word->news;
  return !(t->flags & not_one) && !known && utf8_count(token_str(ctx->doc, t)) >= MIN_PIECE;
}

/* The last line of the article, or NULL when it has only one: a title is no text. */
static const calque_line *last_line(const struct check_context *ctx) {
  const calque_line *last = NULL;
  uint32_t n = 0;
  for (uint32_t i = 0; i < ctx->doc->n_lines; i++) {
    if (ctx->roles[i] != LINE_TEXT) continue;
    last = &ctx->doc->lines[i];
    n++;
  }
  return n > 1 || (last && last->n_sentences > 1) ? last : NULL;
}

static bool has_words(const calque_doc *doc, const calque_line *line) {
  uint32_t n = 0;
  for (uint32_t i = line->first_token; i < line->first_token + line->n_tokens && n < MIN_WORDS; i++)
    n += doc->tokens[i].kind == CALQUE_WORD;
  return n == MIN_WORDS;
}

static bool is_ellipsis(const calque_doc *doc, const calque_token *t) {
  return token_char(doc, t) == 0x2026 || token_is(doc, t, STR("..."));
}

/* The line ends with the mark of what was left out, « […] », or with a number of characters of it,
 * « [+2345 chars] », as feeds do; a writer puts such a mark before words that follow. */
static uint32_t omission_at(const calque_doc *doc, const calque_line *line) {
  uint32_t last = line->first_token + line->n_tokens - 1, open = last;
  uint32_t close = token_char(doc, &doc->tokens[last]);
  if (close != ']' && close != ')') return NO_TOKEN;
  while (open > line->first_token && last - open < MAX_OMISSION &&
         token_char(doc, &doc->tokens[open]) != (close == ']' ? '[' : '('))
    open--;
  const calque_token *inside = &doc->tokens[open + 1];
  bool chars = last - open > 1 && token_is(doc, inside, STR("+")) &&
               token_is(doc, &doc->tokens[last - 1], STR("chars"));
  return (last - open == 2 && is_ellipsis(doc, inside)) || chars ? open : NO_TOKEN;
}

static void report(const struct check_context *ctx, uint32_t first, uint32_t last, const char *why,
                   struct report *out) {
  calque_span span = token_range(ctx->doc, first, last);
  report_add(out, span, NO_SUGGESTION, "the text ends at « %.*s », %s",
             STR_ARG(str_of_span(ctx->doc->text, span)), why);
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_line *line = last_line(ctx);
  if (!line || !line->n_tokens || !has_words(doc, line)) return;
  uint32_t last = line->first_token + line->n_tokens - 1, omission = omission_at(doc, line);
  if (omission != NO_TOKEN) {
    report(ctx, omission, last, "where something was left out", out);
    return;
  }
  bool goes_on = token_char(doc, &doc->tokens[last]) == ',' || is_ellipsis(doc, &doc->tokens[last]);
  if (goes_on) last--; /* « à ses… », but not « qui sait… » */
  uint32_t first = last;
  const calque_token *t = &doc->tokens[last];
  if (t->kind != CALQUE_WORD) return;
  bool piece = !goes_on && is_piece(ctx, t);
  bool comma = goes_on && token_char(doc, t + 1) == ',' && is_small_word(t);
  bool dots = goes_on && !comma; /* « il s’est tu… » */
  bool small = token_morph(ctx->lex, t) & (M_DET | M_PREP);
  if (!piece && !comma && (!is_unending(doc, t) || (dots && !small))) return;
  if (last > line->first_token && (t[-1].flags & CALQUE_ELIDED)) first--;
  if (first > line->first_token && t[-1].kind != CALQUE_WORD && t[-1].kind != CALQUE_NUMBER) return;
  report(ctx, first, last + comma, piece ? "a piece of a word" : "with which no sentence ends",
         out);
}

const struct check check_truncated = {
    .id = "truncated",
    .family = "truncated",
    .severity = CALQUE_MAJOR,
    .title = "text cut off at its end",
    .why =
        "The last sentence stops in a word, or behind one that must be followed: the rest of the "
        "article is missing.",
    .whole = true,
    .run = run,
    .bad =
        "Le maire a présenté son budget dimanche.\\nIl prévoit de vendre trois bâtiments, ce que "
        "les ⟦respons⟧",
    .good = "Le maire a présenté son budget dimanche.\\nLe vote aura lieu le 7 décembre",
};
