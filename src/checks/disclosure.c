/* The page says itself that a machine translated it, and that nobody read the result. */
#include "checks/check.h"

static void run(const struct check_context *ctx, struct report *out) {
  for (uint32_t i = 0; i < ctx->doc->n_lines; i++) {
    const struct line_label *label = &ctx->labels[i];
    bool line = label->role == LINE_DISCLOSURE;
    if (!line && !(label->part.end && label->part_kind == KIND_DISCLOSURE)) continue;
    report_add(out, line ? ctx->doc->lines[i].span : label->part, NO_SUGGESTION,
               "the page says that a machine wrote or translated it");
  }
}

const struct check check_disclosure = {
    .id = "disclosure",
    .family = "disclosure",
    .severity = CALQUE_CRITICAL,
    .title = "the page says that it was machine-translated",
    .why = "There is no better evidence than the page's own word that a machine translated it.",
    .whole = true,
    .run = run,
    .bad = "Le conseil se réunira mardi.\\n\\n⟦Cet article a été traduit automatiquement.⟧",
    .good = "Le ministère a fait traduire automatiquement le formulaire en douze langues.",
};
