/* Lines of the page around the article. A finding a line: the reader sees each with its reason. */
#include "checks/check.h"

enum { LARGE_BLOCK = 40 }; /* words: so much of it in one line was read by nobody */

static void report_part(const struct check_context *ctx, const struct line_label *label,
                        struct report *out) {
  if (label->part.end > label->part.start && label->part_role == LINE_FURNITURE)
    report_add(out, label->part, NO_SUGGESTION, "not part of the article: %s", label->part_reason);
  (void)ctx;
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_span none = {0, 0};
  for (uint32_t i = 0; i < ctx->doc->n_lines; i++) {
    const struct line_label *label = &ctx->labels[i];
    const calque_line *line = &ctx->doc->lines[i];
    report_part(ctx, label, out);
    if (label->role != LINE_FURNITURE) continue;
    calque_severity severity = line->n_tokens >= LARGE_BLOCK ? CALQUE_MAJOR : CALQUE_MINOR;
    report_add_as(out, severity, line->span, none, NO_SUGGESTION, "not part of the article: %s",
                  label->reason);
  }
}

const struct check check_boilerplate = {
    .id = "boilerplate",
    .family = "boilerplate",
    .severity = CALQUE_MINOR,
    .title = "page furniture in the text",
    .why =
        "Adverts, paywalls, share buttons, links and menus are not the article; a text full of "
        "them was taken by a program and read by nobody.",
    .run = run,
    .bad =
        "La digue a tenu toute la nuit.\\n\\n⟦Lire aussi : trois villages coupés du monde⟧\\n\\n"
        "Le préfet se rendra sur place.",
    .good = "Il faut lire aussi entre les lignes du communiqué.",
};
