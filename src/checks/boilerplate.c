/* Lines of the page around the article. A finding a line: the reader sees each with its reason. */
#include "checks/check.h"

enum { LARGE_BLOCK = 40 /* tokens: so much of it in one line was read by nobody */ };

/* A credit under a picture is read by those who want it: it is no part of the text, and no fault.
 */
static calque_severity severity_of(enum line_kind kind, uint32_t n_tokens) {
  if (kind == KIND_CREDIT) return CALQUE_NOTE;
  return n_tokens >= LARGE_BLOCK ? CALQUE_MAJOR : CALQUE_MINOR;
}

/* Leaked prompts and disclosures have checks of their own. */
static bool is_ours(enum line_kind kind) {
  return line_role_of(kind) == LINE_FURNITURE && kind != KIND_PROMPT;
}

static void report_furniture(struct report *out, calque_span span, enum line_kind kind,
                             uint32_t n_tokens) {
  report_add_as(out, severity_of(kind, n_tokens), span, (calque_span){0, 0}, NO_SUGGESTION,
                "not part of the article: %s", line_kind_name(kind));
}

static void run(const struct check_context *ctx, struct report *out) {
  for (uint32_t i = 0; i < ctx->doc->n_lines; i++) {
    const struct line_label *label = &ctx->labels[i];
    const calque_line *line = &ctx->doc->lines[i];
    if (label->role == LINE_FURNITURE && is_ours(label->kind))
      report_furniture(out, line->span, label->kind, line->n_tokens);
    else if (label->part.end && is_ours(label->part_kind))
      report_furniture(out, label->part, label->part_kind, 0);
  }
}

const struct check check_boilerplate = {
    .id = "boilerplate",
    .family = "boilerplate",
    .severity = CALQUE_MINOR,
    .worst = CALQUE_MAJOR,
    .title = "page furniture in the text",
    .why =
        "Adverts, paywalls, share buttons, links and menus are not the article; a text full of "
        "them was taken by a program and read by nobody.",
    .whole = true,
    .run = run,
    .bad =
        "La digue a tenu toute la nuit.\\n\\n⟦Lire aussi : trois villages coupés du monde⟧\\n\\n"
        "Le préfet se rendra sur place.",
    .good = "Il faut lire aussi entre les lignes du communiqué.",
};
