/* A hole of blank lines in mid-text: something that stood there was not copied. */
#include "checks/check.h"

enum { MIN_BLANK = 4 };

static void run(const struct check_context *ctx, struct report *out) {
  for (uint32_t i = 1; i < ctx->doc->n_lines; i++) {
    const calque_line *line = &ctx->doc->lines[i];
    if (line->blank_before < MIN_BLANK) continue;
    calque_span hole = {line[-1].span.end, line->span.start};
    report_add(out, hole, NO_SUGGESTION, "%u blank lines: something was not copied",
               line->blank_before);
  }
}

const struct check check_layout_hole = {
    .id = "layout-hole",
    .family = "layout",
    .severity = CALQUE_MINOR,
    .title = "hole of blank lines",
    .why =
        "Four blank lines or more stand where a picture, a video or an advert was: the page was "
        "copied by a program.",
    .whole = true,
    .run = run,
    .bad = "Le pont rouvrira lundi.⟦\\n\\n\\n\\n\\n\\n⟧Les travaux ont duré huit mois.",
    .good = "Le pont rouvrira lundi.\\n\\n\\nLes travaux ont duré huit mois.",
};
