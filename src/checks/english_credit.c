/* Bylines and credits of pictures that stayed English: `Photo by`, `Updated at`. */
#include "checks/english.h"

static void run(const struct check_context *ctx, struct report *out) {
  const struct english_entry *e;
  uint32_t first;
  for (size_t at = 0; (e = english_next_capital(ctx, 1u << ENGLISH_CREDIT, &at, &first));) {
    calque_span span = token_range(ctx->doc, first, first + e->n_words - 1);
    calque_str french = english_table_french(&english_of(ctx)->table, e);
    report_add(out, span, french, "credit left in English: « %.*s »",
               STR_ARG(str_of_span(ctx->doc->text, span)));
  }
}

const struct check check_english_credit = {
    .id = "english-credit",
    .family = "leak",
    .severity = CALQUE_MINOR,
    .title = "Byline or photo credit in English",
    .why = "The page around the text was taken over untranslated.",
    .whole = true,
    .run = run,
    .bad = "La place du marché mardi. (⟦Photo by⟧{english-credit → Photo :} Adam Lorne)",
    .good = "Adam Lorne a pris cette photo de la place du marché.",
};
