/* A user's glossary: lines of a French and an English term with a tab between; blank lines and
 * lines of # are skipped. */
#ifndef ENGLISH_GLOSSARY_H
#define ENGLISH_GLOSSARY_H

#include "base/arena.h"
#include "base/error.h"

#define GLOSSARY_MAX_FILE  ((size_t)4 << 20)
#define GLOSSARY_MAX_TERMS 10000

/* Fills *terms, in the arena. Fails with file and line. */
calque_status glossary_read(calque_arena *arena, const char *path, const calque_term **terms,
                            size_t *n, calque_error *err);

#endif
