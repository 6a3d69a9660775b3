/* Apertium on this machine, without a server: French into English by way of Catalan, or Spanish
 * where only that is installed. It needs no account and sends nothing anywhere. What it makes is a
 * gist: topic, names and numbers can be read, clauses cannot be printed. */
#ifndef ENGLISH_APERTIUM_H
#define ENGLISH_APERTIUM_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* Bytes of one segment; what is longer must be cut before. */
#define APERTIUM_MAX_SEGMENT ((size_t)4 << 10)

struct apertium {
  const char *program;               /* "/usr/bin/apertium" */
  const char *to_pivot, *from_pivot; /* modes: "fra-cat", "cat-eng" */
  unsigned deadline_ms;              /* for one run of both */
};

/* Looks for the program in PATH and for a way to English among its modes. False when there is
 * none. Strings are in the arena. */
bool apertium_find(calque_arena *arena, struct apertium *out);

/* The English of n segments, each in one line, in the arena. CALQUE_E_NETWORK: it takes too long;
 * CALQUE_E_PROVIDER: it fails, or a segment does not come back. Any thread. */
calque_status apertium_translate(calque_arena *arena, const struct apertium *apertium,
                                 const calque_str *french, size_t n, calque_str *english,
                                 calque_error *err);

/* What Apertium leaves French is made English where that is certain: 1,5 -> 1.5,
 * 100 000 -> 100,000, 28e -> 28th, 14h30 -> 14:30, « a » -> “a”. In the arena. */
calque_str apertium_mend(calque_arena *arena, calque_str french, calque_str english);

#endif
