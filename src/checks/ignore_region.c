/* A marker calque:ignore that does not do what its writer thinks: it has no end, or names no check.
 */
#include "checks/check.h"

static void check_names(const struct check_context *ctx, const struct ignored *region,
                        struct report *out) {
  for (calque_str rest = region->list; rest.ptr;) {
    calque_str name = str_trim(str_cut(&rest, ','));
    if (!name.len || check_is_name(name)) continue;
    uint32_t at = (uint32_t)(name.ptr - ctx->doc->text.ptr);
    report_add(out, (calque_span){at, at + (uint32_t)name.len}, NO_SUGGESTION,
               "no check or family is called « %.*s »", STR_ARG(name));
  }
}

static void run(const struct check_context *ctx, struct report *out) {
  for (size_t i = 0; i < ctx->n_ignored; i++) {
    const struct ignored *region = &ctx->ignored[i];
    check_names(ctx, region, out);
    if (!region->closed)
      report_add(out, region->marker, NO_SUGGESTION,
                 "calque:ignore without calque:end holds up to the end of the text");
  }
}

const struct check check_ignore_region = {
    .id = "ignore-region",
    .family = "layout",
    .severity = CALQUE_NOTE,
    .title = "calque:ignore that has no end or names no check",
    .why =
        "What stands between the lines calque:ignore and calque:end is not judged; without its end "
        "the rest of the text is not, and a name that no check has holds for nothing.",
    .whole = true,
    .run = run,
    .bad = "Le pont rouvrira lundi.\\n⟦calque:ignore⟧\\nLe lengthy rapport fait du sens.",
    .good =
        "Le pont rouvrira lundi.\\ncalque:ignore\\nLe lengthy rapport fait du sens.\\ncalque:end",
};
