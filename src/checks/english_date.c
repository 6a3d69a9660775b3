/* English months and days: `le 5 March`, `Monday`. A month counts only beside a number or behind
 * « en », for April, May and June are names too; a day only without another capital beside it
 * (Black Friday). */
#include "checks/english.h"

static bool is_number(const struct check_context *ctx, uint32_t i, uint32_t beside) {
  const calque_doc *doc = ctx->doc;
  return i < doc->n_tokens && doc->tokens[i].kind == CALQUE_NUMBER &&
         doc->tokens[i].sentence == doc->tokens[beside].sentence;
}

static bool is_capital(const struct check_context *ctx, uint32_t i) {
  const calque_doc *doc = ctx->doc;
  return i < doc->n_tokens && doc->tokens[i].kind == CALQUE_WORD &&
         doc->tokens[i].flags & CALQUE_CAPITAL;
}

static bool is_day(const calque_doc *doc, const calque_token *t) {
  return str_ends(token_str(doc, t), STR("day")) || str_ends(token_str(doc, t), STR("days"));
}

/* « en March », « fin June », and not « en May Lorne » */
static bool is_dated(const struct check_context *ctx, uint32_t i) {
  const calque_doc *doc = ctx->doc;
  const calque_token *before = token_before(doc, i);
  if (!before || is_capital(ctx, i + 1) || doc->tokens[i].flags & CALQUE_IN_QUOTE) return false;
  return token_is(doc, before, STR("en")) || token_is(doc, before, STR("fin")) ||
         token_is(doc, before, STR("début"));
}

static bool is_date(const struct check_context *ctx, uint32_t i) {
  const calque_token *t = &ctx->doc->tokens[i];
  if (is_number(ctx, i + 1, i) || (i && is_number(ctx, i - 1, i))) return true;
  if (is_dated(ctx, i)) return true;
  if (!is_day(ctx->doc, t) || is_capital(ctx, i + 1)) return false;
  if (i > 1 && is_capital(ctx, i - 2) && token_is(ctx->doc, t - 1, STR("on"))) return false;
  return i == 0 || !is_capital(ctx, i - 1) || (t - 1)->sentence != t->sentence;
}

static void run(const struct check_context *ctx, struct report *out) {
  const struct english_entry *e;
  uint32_t i;
  for (size_t at = 0; (e = english_next_capital(ctx, 1u << ENGLISH_DATE, &at, &i));) {
    if (!is_date(ctx, i) || english_covers(english_of(ctx), i)) continue;
    calque_str french = english_table_french(&english_of(ctx)->table, e);
    calque_span span = ctx->doc->tokens[i].span;
    report_add(out, span, french, "English date: « %.*s » is « %.*s »",
               STR_ARG(str_of_span(ctx->doc->text, span)), STR_ARG(french));
  }
}

const struct check check_english_date = {
    .id = "english-date",
    .family = "leak",
    .severity = CALQUE_MAJOR,
    .title = "Month or day in English",
    .why = "French months and days are other words and take no capital.",
    .whole = true,
    .run = run,
    .bad = "La séance du 5 ⟦March⟧{english-date → mars} a été annulée.",
    .good = "Les soldes du Black Friday attirent April Lorne depuis le 5 mars.",
};
