/* What was said to or by a machine: the rows of family prompt. */
#include "checks/phrase_check.h"

static void run(const struct check_context *ctx, struct report *out) {
  phrase_check(ctx, STR("prompt"), "is no part of an article", out);
}

const struct check check_leaked_prompt = {
    .id = "leaked-prompt",
    .family = "disclosure",
    .severity = CALQUE_CRITICAL,
    .title = "instruction to a translator left in",
    .why = "What was said to or by the machine that wrote the text stands in the text.",
    .run = run,
    .bad = "⟦Voici la traduction en⟧ français de l’article :",
    .good = "La traduction de ce roman paraîtra en mai.",
};
