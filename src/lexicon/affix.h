/* Every form that a Hunspell dictionary can make, without Hunspell: it can judge a word but not
 * list what it knows. The list only proposes; Hunspell accepts or refuses each form (hunspell.c).
 */
#ifndef LEXICON_AFFIX_H
#define LEXICON_AFFIX_H

#include "base/arena.h"
#include "base/error.h"

/* Longest form, in bytes, that is listed; Hunspell itself refuses words of 256 bytes. */
#define AFFIX_MAX_FORM ((size_t)200)
/* Largest .aff or .dic that is read. */
#define AFFIX_MAX_FILE ((size_t)64 << 20)

enum {                          /* of one proposed form */
       FORM_HIDDEN = 1u << 0,   /* the Initial shape that lets miXed words pass in ALL CAPS */
       FORM_KEEP_CASE = 1u << 1 /* from an entry that may be written in no other case */
};

/* What the compiled table must know of a .aff beside its forms. */
struct affix_options {
  const calque_str *iconv;  /* pairs: from, to; in the order of the file */
  size_t n_iconv;           /* pairs */
  const calque_str *breaks; /* BREAK patterns, ^ and $ kept; the three of Hunspell when not given */
  size_t n_breaks;
};

/* Called once or more for each form; the bytes live only during the call. */
typedef void affix_sink(void *ctx, calque_str form, unsigned flags);

/* Reads both files and proposes every form, with the elision prefixes (l' d' qu' ...) left out.
 * *options lives in `arena`. Fails, naming file and line, on a file that is missing, empty, not
 * UTF-8, without the header of its kind, or that uses compounding other than ordinal numbers. */
calque_status affix_expand(const char *aff_path, const char *dic_path, calque_arena *arena,
                           struct affix_options *options, affix_sink *sink, void *ctx,
                           calque_error *err);

#endif
