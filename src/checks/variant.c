/* Looks findings up in variants.def. */
#include "checks/variant.h"

enum {
  VARIANT_QC = 1 << CALQUE_QC,
  VARIANT_BE = 1 << CALQUE_BE,
  VARIANT_CH = 1 << CALQUE_CH,
  MAX_WORDS = 3 /* of a finding: a passage of English is no usage anywhere */
};

struct usage {
  calque_str name; /* row or word */
  unsigned where;  /* bits of calque_variant */
  bool disputed;   /* counts in full elsewhere */
};

static const struct usage rows[] = {
#define VARIANT(row, where, example)          {STR_INIT(row), where, false},
#define VARIANT_DISPUTED(row, where, example) {STR_INIT(row), where, true},
#include "checks/variants.def"
};

static const struct usage words[] = {
#define VARIANT_WORD(word, where, example) {STR_INIT(word), where, false},
#include "checks/variants.def"
};

static calque_severity soften(const struct usage *u, calque_variant variant,
                              calque_severity severity) {
  if (u->where & (1u << variant)) return CALQUE_NOTE;
  return !u->disputed && severity > CALQUE_MINOR ? CALQUE_MINOR : severity;
}

calque_severity variant_of_row(const struct check_context *ctx, calque_str row,
                               calque_severity severity) {
  for (size_t i = 0; i < COUNT(rows); i++)
    if (str_eq(rows[i].name, row)) return soften(&rows[i], ctx->variant, severity);
  return severity;
}

static const struct usage *usage_of(const struct check_context *ctx, const calque_token *t) {
  calque_str word = lexicon_name(ctx->lex, t->lower);
  for (size_t i = 0; t->kind == CALQUE_WORD && i < COUNT(words); i++)
    if (str_eq(words[i].name, word)) return &words[i];
  return NULL;
}

calque_severity variant_of_span(const struct check_context *ctx, const struct check *check,
                                calque_span span, calque_severity severity) {
  bool heeds = strcmp(check->family, "leak") == 0 || strcmp(check->id, "agreement") == 0;
  if (!heeds || severity == CALQUE_NOTE) return severity;
  uint32_t first = token_at(ctx->doc, span.start);
  for (uint32_t i = first; i < ctx->doc->n_tokens && ctx->doc->tokens[i].span.start < span.end;
       i++) {
    if (i - first == MAX_WORDS) return severity;
    const struct usage *u = usage_of(ctx, &ctx->doc->tokens[i]);
    if (u) return soften(u, ctx->variant, severity);
  }
  return severity;
}
