/* Parts of speech for checks: a sentence is tagged when a check first asks for one of its words,
 * and once only. */
#ifndef CHECKS_TAGS_H
#define CHECKS_TAGS_H

#include "checks/check.h"
#include "lexicon/tagger.h"

/* The tag of token i; TAG_OTHER when the lexicon has no tagger. */
enum tag tag_of(const struct check_context *ctx, uint32_t i);

#endif
