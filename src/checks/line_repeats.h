/* Lines that stand earlier in the same text. Private to lines.c. */
#ifndef CHECKS_LINE_REPEATS_H
#define CHECKS_LINE_REPEATS_H

#include "checks/line_facts.h"

/* For every line the earlier line that it says again, or NO_LINE. In the arena. */
uint32_t *line_repeats_find(calque_arena *arena, const calque_lexicon *lex, const calque_doc *doc,
                            const struct line_facts *facts);

#endif
