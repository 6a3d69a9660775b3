/* A row of the table -> a finding: what the English was, what French says instead. */
#include "checks/phrase_check.h"

#include "checks/variant.h"

/* « aurait dit ; selon X » -> « aurait dit »; nothing where the cell explains « (à retirer) » or
 * shows how with figures of its own, « 15 heures ». */
static calque_str suggestion_of(calque_str better) {
  size_t end = str_find(better, STR(" ; "));
  calque_str first = end == SIZE_MAX ? better : str_slice(better, 0, end);
  for (size_t i = 0; i < first.len; i++)
    if (first.ptr[i] == '(' || utf8_is_digit((unsigned char)first.ptr[i])) return NO_SUGGESTION;
  return first;
}

static bool is_quoted(const calque_doc *doc, const calque_token *t, calque_span span) {
  uint32_t last = token_at(doc, span.end - 1);
  return (t->flags & CALQUE_IN_QUOTE) && last < doc->n_tokens &&
         (doc->tokens[last].flags & CALQUE_IN_QUOTE);
}

void phrase_check(const struct check_context *ctx, calque_str family, const char *says,
                  struct report *out) {
  uint32_t covered = 0; /* end of the last finding that counts: one defect is said once */
  for (size_t i = 0; i < ctx->n_phrases; i++) {
    const struct phrase_match *m = &ctx->phrases[i];
    struct phrase row = phrases_row(ctx->lex, m->row);
    const calque_token *t = &ctx->doc->tokens[token_at(ctx->doc, m->span.start)];
    if (!str_eq(row.family, family)) continue;
    if (!in_article(ctx, t)) continue;
    if (m->span.start < covered) continue;
    calque_severity severity = row.severity;
    if (severity > CALQUE_NOTE && is_quoted(ctx->doc, t, m->span)) severity--;
    severity = variant_of_row(ctx, row.id, severity);
    if (severity > CALQUE_NOTE) covered = m->span.end;
    report_add_as(out, severity, m->span, (calque_span){0, 0}, suggestion_of(row.better),
                  "« %.*s » %s: %.*s", STR_ARG(str_of_span(ctx->doc->text, m->span)), says,
                  STR_ARG(row.english));
  }
}
