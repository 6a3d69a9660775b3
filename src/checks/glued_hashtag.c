/* A hashtag of small letters that the dictionary cuts into French words: #victoireduclub. People
 * who coin one put a capital on each word; a program that glues the words of a title does not. */
#include "checks/check.h"

enum {
  MIN_LETTERS = 11, /* two words by accident are shorter */
  MAX_LETTERS = 64,
  MIN_PIECES = 3, /* words, one of them small: « victoire du club » */
  MIN_PIECE = 2,
  LONG_PIECE = 4, /* bytes of a word that is no small one */
  USUAL = 40      /* frequency in news of such a word */
};

/* Without accents, as hashtags are written, the table has words only through those that it names.
 */
static const struct word *word_of(const struct check_context *ctx, calque_str s) {
  const struct word *w = lexicon_word(ctx->lex, lexicon_find(ctx->lex, s));
  return w->flags & WORD_FRENCH || !w->accented ? w : lexicon_word(ctx->lex, w->accented);
}

static bool is_piece(const struct check_context *ctx, calque_str s) {
  const struct word *w = word_of(ctx, s);
  if (!(w->flags & WORD_FRENCH)) return false;
  return w->flags & WORD_STOP || (s.len >= LONG_PIECE && w->news >= USUAL);
}

/* How many words the letters are, in the cut with the fewest; 0: they are none. *small: one of them
 * is a function word. */
static int pieces_of(const struct check_context *ctx, calque_str s, bool *small) {
  int best[MAX_LETTERS + 1] = {0};
  bool has_small[MAX_LETTERS + 1] = {false};
  for (size_t end = MIN_PIECE; end <= s.len; end++)
    for (size_t start = 0; start + MIN_PIECE <= end; start++) {
      if ((start && !best[start]) || !is_piece(ctx, str_slice(s, start, end))) continue;
      int n = best[start] + 1;
      if (best[end] && best[end] <= n) continue;
      best[end] = n;
      has_small[end] =
          has_small[start] || (word_of(ctx, str_slice(s, start, end))->flags & WORD_STOP);
    }
  *small = has_small[s.len];
  return best[s.len];
}

static bool is_small_letters(calque_str s) {
  for (size_t i = 0; i < s.len; i++)
    if (!(s.ptr[i] >= 'a' && s.ptr[i] <= 'z') && (unsigned char)s.ptr[i] < 0x80) return false;
  return true;
}

static void run(const struct check_context *ctx, struct report *out) {
  for (uint32_t i = ctx->window.first_token; i < ctx->window.end_token; i++) {
    const calque_token *t = &ctx->doc->tokens[i];
    calque_str s = token_str(ctx->doc, t);
    if (t->kind != CALQUE_LINK || s.ptr[0] != '#' || t->flags & CALQUE_IN_QUOTE) continue;
    if (!in_article(ctx, t)) continue;
    calque_str letters = str_slice(s, 1, s.len);
    bool small;
    if (letters.len < MIN_LETTERS || letters.len > MAX_LETTERS || !is_small_letters(letters))
      continue;
    int n = pieces_of(ctx, letters, &small);
    if (n >= MIN_PIECES && small)
      report_add(out, t->span, NO_SUGGESTION, "hashtag of %d words glued together", n);
  }
}

const struct check check_glued_hashtag = {
    .id = "glued-hashtag",
    .family = "boilerplate",
    .severity = CALQUE_MINOR,
    .title = "hashtag of glued words",
    .why =
        "Programs that publish translated articles make hashtags of their titles, in small "
        "letters; people write each word with a capital.",
    .run = run,
    .bad = "La réforme a été votée ⟦#reformedesretraites⟧ mardi soir.",
    .good = "La réforme a été votée mardi soir, et #RetraitesPourTous a été cité mille fois.",
};
