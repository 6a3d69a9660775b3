/* A row of the table -> a finding: what the English was, what French says instead. */
#include "checks/phrase_check.h"

/* « aurait dit ; selon X » -> « aurait dit »; nothing where the cell explains instead of naming. */
static calque_str first_of(calque_str better) {
  size_t end = str_find(better, STR(" ; "));
  return end == SIZE_MAX ? better : str_slice(better, 0, end);
}

static bool is_quoted(const calque_doc *doc, const calque_token *t, calque_span span) {
  uint32_t last = token_at(doc, span.end - 1);
  return (t->flags & CALQUE_IN_QUOTE) && last < doc->n_tokens &&
         (doc->tokens[last].flags & CALQUE_IN_QUOTE);
}

void phrase_check(const struct check_context *ctx, calque_str family, struct report *out) {
  for (size_t i = 0; i < ctx->n_phrases; i++) {
    const struct phrase_match *m = &ctx->phrases[i];
    struct phrase row = phrases_row(ctx->lex, m->row);
    const calque_token *t = &ctx->doc->tokens[token_at(ctx->doc, m->span.start)];
    if (!str_eq(row.family, family) || !in_article(ctx, t)) continue;
    calque_severity severity = row.severity;
    if (severity > CALQUE_NOTE && is_quoted(ctx->doc, t, m->span)) severity--;
    report_add_as(out, severity, m->span, (calque_span){0, 0}, first_of(row.better),
                  "« %.*s » is English word for word: %.*s",
                  STR_ARG(str_of_span(ctx->doc->text, m->span)), STR_ARG(row.english));
  }
}
