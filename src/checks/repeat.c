/* A line that stands earlier in the text: the title twice, the lead twice. */
#include "checks/check.h"

enum { QUOTED = 60 }; /* bytes of the line in the message */

static calque_str shortened(calque_str s) {
  if (s.len <= QUOTED) return s;
  s.len = utf8_valid_prefix(str_slice(s, 0, QUOTED));
  return s;
}

static void run(const struct check_context *ctx, struct report *out) {
  for (uint32_t i = 0; i < ctx->doc->n_lines; i++) {
    const struct line_label *label = &ctx->labels[i];
    if (label->role != LINE_REPEAT) continue;
    const calque_line *line = &ctx->doc->lines[i];
    calque_str text = str_of_span(ctx->doc->text, line->span);
    report_add_as(out, CALQUE_MAJOR, line->span, ctx->doc->lines[label->first].span, NO_SUGGESTION,
                  "« %.*s%s » stands earlier in the text", STR_ARG(shortened(text)),
                  text.len > QUOTED ? "…" : "");
  }
}

const struct check check_repeat = {
    .id = "repeat",
    .family = "repeat",
    .severity = CALQUE_MAJOR,
    .title = "line repeated",
    .why =
        "A title or paragraph that comes twice was put together by a program and read by nobody.",
    .whole = true,
    .run = run,
    .bad =
        "Le pont de la Lorne rouvrira lundi\\n\\n⟦Le pont de la Lorne rouvrira lundi⟧\\n\\n"
        "Les voitures pourront de nouveau passer.",
    .good =
        "Le pont de la Lorne rouvrira lundi\\n\\nLe pont, fermé depuis huit mois, rouvrira à six "
        "heures.",
};
