/* Several English words in a row, one finding however long: a phrase, a bracket that was inserted
 * for English readers, a sentence, a paragraph, the furniture of an English page. */
#include "checks/english.h"

enum { LONG = 5 /* words from which on it is no slip but text that was not translated */ };

/* Outside the article a finding is worth its place only when the whole line is English. */
static bool fills_its_line(const struct check_context *ctx, const struct english_span *s) {
  const calque_doc *doc = ctx->doc;
  const calque_line *line = &doc->lines[doc->sentences[doc->tokens[s->first].sentence].line];
  uint32_t words = 0;
  for (uint32_t i = line->first_token; i < line->first_token + line->n_tokens; i++)
    words += doc->tokens[i].kind == CALQUE_WORD;
  return s->n_words == words;
}

static bool is_worth_it(const struct check_context *ctx, const struct english_span *s) {
  if (s->excuse || s->n_words < 2) return false;
  return english_in_prose(ctx, &ctx->doc->tokens[s->first]) || fills_its_line(ctx, s);
}

static bool is_whole(const struct check_context *ctx, const struct english_span *s) {
  const calque_doc *doc = ctx->doc;
  const calque_sentence *a = &doc->sentences[doc->tokens[s->first].sentence];
  return s->first == a->first_token && s->n_words >= LONG;
}

/* Do the two spans belong to one English passage: nothing but marks, names and numbers between? */
static bool runs_on(const struct check_context *ctx, const struct english_span *a,
                    const struct english_span *b) {
  for (uint32_t i = a->last + 1; i < b->first; i++) {
    const calque_token *t = &ctx->doc->tokens[i];
    bool neutral = t->kind != CALQUE_WORD || t->flags & CALQUE_ENGLISH ||
                   (t->flags & CALQUE_CAPITAL && !(t->flags & CALQUE_FRENCH));
    if (!neutral) return false;
  }
  return true;
}

static void report_phrase(const struct check_context *ctx, struct report *out, uint32_t first,
                          uint32_t last, uint32_t words, bool whole) {
  calque_span span = token_range(ctx->doc, first, last);
  if (whole) {
    report_add(out, span, NO_SUGGESTION, "%u words of English text that was not translated", words);
    return;
  }
  calque_str text = str_of_span(ctx->doc->text, span);
  const struct english_entry *e = english_entry_of(ctx, first, last);
  calque_str french = english_table_french(&english_of(ctx)->table, e);
  report_add_as(out, words < LONG ? CALQUE_MAJOR : CALQUE_CRITICAL, span, (calque_span){0, 0},
                french, "English « %.*s » left in French", STR_ARG(text));
}

static void run(const struct check_context *ctx, struct report *out) {
  const struct english *english = english_of(ctx);
  for (size_t i = 0; i < english->n_spans; i++) {
    const struct english_span *s = &english->spans[i], *last = s;
    if (!is_worth_it(ctx, s)) continue;
    bool whole = is_whole(ctx, s);
    uint32_t words = s->n_words;
    while (i + 1 < english->n_spans && words >= LONG && runs_on(ctx, last, last + 1)) {
      last = &english->spans[++i];
      words += last->n_words;
    }
    report_phrase(ctx, out, s->first, last->last, words, whole);
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
    .run = run,
    .bad = "Le contrat est suspendu ⟦until further notice⟧{english-phrase → jusqu’à nouvel ordre}.",
    .good = "La Bank of England a relevé son taux directeur, et le think tank s’en félicite.",
};
