/* Places under their English name: Russia, Moscow, White House in a French sentence. */
#include "checks/english.h"

static bool is_capital(const struct check_context *ctx, uint32_t i) {
  const calque_doc *doc = ctx->doc;
  return i < doc->n_tokens && doc->tokens[i].kind == CALQUE_WORD &&
         doc->tokens[i].flags & CALQUE_CAPITAL;
}

/* Bank of Russia, Air China, London Bridge, Radio-London: part of a longer name. */
static bool is_part_of_name(const struct check_context *ctx, uint32_t first, uint32_t last) {
  const calque_doc *doc = ctx->doc;
  if (is_capital(ctx, last + 1)) return true;
  if (first == 0 || doc->tokens[first - 1].sentence != doc->tokens[first].sentence) return false;
  const calque_token *before = &doc->tokens[first - 1];
  if (is_capital(ctx, first - 1)) return !(before->flags & CALQUE_FIRST);
  return before->kind == CALQUE_WORD && before->flags & CALQUE_ENGLISH &&
         !(before->flags & CALQUE_FRENCH);
}

static void run(const struct check_context *ctx, struct report *out) {
  const struct english_entry *e;
  uint32_t first;
  for (size_t at = 0; (e = english_next_capital(ctx, 1u << ENGLISH_PLACE, &at, &first));) {
    uint32_t last = first + e->n_words - 1;
    if (is_part_of_name(ctx, first, last) || english_covers(english_of(ctx), first)) continue;
    calque_span span = token_range(ctx->doc, first, last);
    calque_str french = english_table_french(&english_of(ctx)->table, e);
    report_add(out, span, french, "English name « %.*s »: in French « %.*s »",
               STR_ARG(str_of_span(ctx->doc->text, span)), STR_ARG(french));
  }
}

const struct check check_exonym = {
    .id = "exonym",
    .family = "leak",
    .severity = CALQUE_MINOR,
    .title = "Place under its English name",
    .why =
        "Countries and cities have French names; the English one shows that nobody read the "
        "translation.",
    .whole = true,
    .run = run,
    .bad = "Les troupes se massent à la frontière de la ⟦Russia⟧{exonym → Russie}.",
    .good = "La Bank of Russia et Air China ont signé à Kyiv.",
};
