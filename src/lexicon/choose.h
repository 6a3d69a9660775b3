/* Which compiled lexicon is opened when the caller names none. */
#ifndef LEXICON_CHOOSE_H
#define LEXICON_CHOOSE_H

#include "base/error.h"

/* CALQUE_LEXICON; else the dictionaries of the folder CALQUE_DICTIONARIES, compiled once into the
 * user's cache; else calque.lex beside the running program or in the installed data folder. The
 * path lives in the arena; NULL (and an error) when there is none. */
const char *choose_lexicon(calque_arena *arena, calque_error *err);

#endif
