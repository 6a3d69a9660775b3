/* Prepositions and constructions of English verbs: the rows of family government. */
#include "checks/phrase_check.h"

static void run(const struct check_context *ctx, struct report *out) {
  phrase_check(ctx, STR("government"), "is built as English builds it", out);
}

const struct check check_government = {
    .id = "government",
    .family = "grammar",
    .severity = CALQUE_MAJOR,
    .title = "English preposition or construction",
    .why = "The verb or adjective takes another preposition or construction in French.",
    .run = run,
    .bad = "La tempête a ⟦résulté en trois⟧ morts.",
    .good = "La tempête a fait trois morts.",
};
