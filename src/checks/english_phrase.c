/* Several English words in a row, one finding however long: a phrase, a bracket that was inserted
 * for English readers, sentences that nobody translated, the furniture of an English page. */
#include "checks/english.h"

enum { LONG = 5 /* words from which on it is no slip but text that was not translated */ };

static bool is_worth_it(const struct check_context *ctx, const struct english_span *s) {
  if (s->excuse || s->n_words < 2) return false;
  return english_in_prose(ctx, &ctx->doc->tokens[s->first]) || english_fills_line(ctx, s);
}

static void report_phrase(const struct check_context *ctx, struct report *out,
                          const struct english_span *s) {
  const struct english *english = english_of(ctx);
  calque_span span = token_range(ctx->doc, s->first, s->last);
  const struct english_entry *e = english_entry_of(ctx, s->first, s->last);
  calque_severity severity = s->n_words < LONG ? CALQUE_MAJOR : CALQUE_CRITICAL;
  if (!english_in_prose(ctx, &ctx->doc->tokens[s->first])) severity = CALQUE_MINOR;
  report_add_as(out, severity, span, (calque_span){0, 0}, english_table_french(&english->table, e),
                "English « %.*s » left in French", STR_ARG(str_of_span(ctx->doc->text, span)));
}

static void run(const struct check_context *ctx, struct report *out) {
  const struct english *english = english_of(ctx);
  for (size_t i = 0; i < english->n_passages; i++) {
    const struct english_passage *p = &english->passages[i];
    report_add(out, token_range(ctx->doc, p->first, p->last), NO_SUGGESTION,
               "%u words of English that nobody translated", p->n_words);
  }
  size_t at = 0; /* the first passage that does not end before the span */
  for (size_t i = 0; i < english->n_spans; i++) {
    const struct english_span *s = &english->spans[i];
    while (at < english->n_passages && english->passages[at].last < s->first) at++;
    bool inside = at < english->n_passages && english->passages[at].first <= s->first;
    if (!inside && is_worth_it(ctx, s)) report_phrase(ctx, out, s);
  }
}

const struct check check_english_phrase = {
    .id = "english-phrase",
    .family = "leak",
    .severity = CALQUE_CRITICAL,
    .title = "English phrase left in French",
    .why =
        "Several English words in a row; many of them are French forms too (on, in, or, state), "
        "so that a spelling checker sees half of them at best.",
    .whole = true,
    .run = run,
    .bad = "Le contrat est suspendu ⟦until further notice⟧{english-phrase → jusqu’à nouvel ordre}.",
    .good = "La Bank of England a relevé son taux directeur, et le think tank s’en félicite.",
};
