/* The dictionaries that a run uses. */
#ifndef CLI_LEXICON_H
#define CLI_LEXICON_H

#include "cli/options.h"

/* The compiled file of --lexicon; or the Hunspell dictionaries of --dictionary-path, compiled once
 * and kept in the user's cache; or what calque_lexicon_open finds. NULL on failure. */
calque_lexicon *lexicon_of_options(const struct options *options, calque_error *err);

#endif
