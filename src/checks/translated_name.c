/* Names that a machine took for common nouns: the rows of family name. */
#include "checks/phrase_check.h"

static void run(const struct check_context *ctx, struct report *out) {
  phrase_check(ctx, STR("name"), "is a name put into French", out);
}

const struct check check_translated_name = {
    .id = "translated-name",
    .family = "name",
    .severity = CALQUE_MAJOR,
    .title = "name translated as a common noun",
    .why =
        "Names of newspapers, companies and institutions are not translated, or have a French form "
        "of their own.",
    .run = run,
    .bad = "L’information a été révélée par le ⟦New York Temps⟧.",
    .good = "L’information a été révélée par le New York Times.",
};
