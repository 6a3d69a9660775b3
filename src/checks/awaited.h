/* Does a sentence run on into a quotation? « elle est « brisée » », « prêts à « répondre » », « qui
 * « n’a rien vu » »: the word before the mark awaits the one behind it, which no title and no
 * sentence quoted whole can be. */
#ifndef CHECKS_AWAITED_H
#define CHECKS_AWAITED_H

#include "checks/check.h"

/* A finite form of être or avoir: serait “La seule issue”, avait « Toujours agi ». No title stands
 * behind either. */
static inline bool is_auxiliary(const struct check_context *ctx, const calque_token *t) {
  uint64_t m = token_morph(ctx->lex, t);
  return is_small_word(t) && (m & M_AUX) && (m & M_FINITE);
}

/* Is the first word of the quotation, whatever its case, awaited by the words before the opening
 * mark? True only where quote_starts_french. */
bool quote_is_awaited(const struct check_context *ctx, const calque_quote *q);

/* Does it begin, behind a small word, with a French word that is no name, and no title in the
 * English way (« Fear the Walking Dead »)? */
bool quote_starts_french(const struct check_context *ctx, const calque_quote *q);

/* Is one of the `reach` tokens before token `open` a noun of what bears a name: le film, le mot? */
bool quote_is_named(const struct check_context *ctx, uint32_t open, int reach);

#endif
