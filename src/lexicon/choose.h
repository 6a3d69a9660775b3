/* Which compiled lexicon is opened, and compiling a user's own dictionaries. */
#ifndef LEXICON_CHOOSE_H
#define LEXICON_CHOOSE_H

#include "base/error.h"

/* When the caller names none: CALQUE_LEXICON; else the dictionaries of the folder
 * CALQUE_DICTIONARIES; else calque.lex beside the running program or in the installed data folder.
 * The path lives in the arena; NULL (and an error) when there is none. */
const char *choose_lexicon(calque_arena *arena, calque_error *err);

/* The lexicon of fr.aff, fr.dic, en_US.aff and en_US.dic in `folder`, compiled into the user's
 * cache unless it is there. The path lives in the arena; NULL (and an error) on failure. */
const char *choose_compiled(calque_arena *arena, const char *folder, calque_error *err);

#endif
