/* What was said to or by a machine: whole lines of it, and in the article the rows of family
 * prompt. */
#include "checks/phrase_check.h"

static void run(const struct check_context *ctx, struct report *out) {
  const calque_sentence *sentences = ctx->doc->sentences;
  for (uint32_t k = ctx->window.first; k < ctx->window.end; k++) {
    uint32_t i = sentences[k].line;
    if (k > ctx->window.first && i == sentences[k - 1].line) continue;
    const struct line_label *label = &ctx->labels[i];
    bool line = label->role == LINE_FURNITURE && label->kind == KIND_PROMPT;
    if (!line && !(label->part.end && label->part_kind == KIND_PROMPT)) continue;
    report_add(out, line ? ctx->doc->lines[i].span : label->part, NO_SUGGESTION,
               "said to or by the machine that wrote the text");
  }
  phrase_check(ctx, STR("prompt"), "is no part of an article", out);
}

const struct check check_leaked_prompt = {
    .id = "leaked-prompt",
    .family = "disclosure",
    .severity = CALQUE_CRITICAL,
    .title = "instruction to a translator left in",
    .why = "What was said to or by the machine that wrote the text stands in the text.",
    .run = run,
    .bad = "⟦Voici la traduction en français de l’article :⟧",
    .good = "La traduction de ce roman paraîtra en mai.",
};
