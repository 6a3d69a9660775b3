/* Words in a sense that only their English counterpart has: the rows of family sense. */
#include "checks/phrase_check.h"

static void run(const struct check_context *ctx, struct report *out) {
  phrase_check(ctx, STR("sense"), "takes the wrong sense of the English", out);
}

const struct check check_false_sense = {
    .id = "false-sense",
    .family = "calque",
    .severity = CALQUE_MAJOR,
    .title = "wrong sense of a word",
    .why =
        "The word has two senses in English and the machine chose the other one: a facture for a "
        "bill of law, a costume for a lawsuit.",
    .run = run,
    .bad = "Le sénateur a ⟦parrainé une facture⟧ sur les retraites.",
    .good = "Le sénateur a déposé une proposition de loi sur les retraites.",
};
