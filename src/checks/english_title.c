/* An English office before a name: `Secretary of State Antony Lorne`. */
#include "checks/english.h"

static bool is_name(const struct check_context *ctx, uint32_t i) {
  const calque_doc *doc = ctx->doc;
  return i < doc->n_tokens && doc->tokens[i].kind == CALQUE_WORD &&
         doc->tokens[i].flags & CALQUE_CAPITAL && doc->tokens[i].flags & CALQUE_SPACE_BEFORE;
}

static void run(const struct check_context *ctx, struct report *out) {
  const struct english_entry *e;
  uint32_t first;
  for (size_t at = 0; (e = english_next_capital(ctx, 1u << ENGLISH_TITLE, &at, &first));) {
    uint32_t last = first + e->n_words - 1;
    if (!is_name(ctx, last + 1) || english_covers(english_of(ctx), first)) continue;
    calque_span span = token_range(ctx->doc, first, last);
    calque_str french = english_table_french(&english_of(ctx)->table, e);
    report_add(out, span, french, "English title « %.*s » before a name: in French « %.*s »",
               STR_ARG(str_of_span(ctx->doc->text, span)), STR_ARG(french));
  }
}

const struct check check_english_title = {
    .id = "english-title",
    .family = "leak",
    .severity = CALQUE_MAJOR,
    .title = "Office before a name in English",
    .why = "French has a word for the office and writes it in small letters before the name.",
    .whole = true,
    .run = run,
    .bad = "Le ⟦Prime Minister⟧{english-title → Premier ministre} Adam Lorne a démissionné.",
    .good = "Le Premier ministre Adam Lorne a démissionné.",
};
