/* Phrases and idioms carried over word for word: the rows of family calque in
 * dictionaries/calques.tsv. */
#include "checks/phrase_check.h"

static void run(const struct check_context *ctx, struct report *out) {
  phrase_check(ctx, STR("calque"), "is English word for word", out);
}

const struct check check_calque = {
    .id = "calque",
    .family = "calque",
    .severity = CALQUE_MAJOR,
    .title = "English idiom in French words",
    .why = "A phrase or idiom was carried over word for word. Each word is French; nobody says it.",
    .run = run,
    .bad = "La ministre a été ⟦citée comme disant⟧ que l’accord était mort.",
    .good = "La ministre aurait dit que l’accord était mort.",
};
