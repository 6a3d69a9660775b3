/* An English stem under a French ending: `il a announcé`, `les familys`, `ils ont achieved`. No
 * dictionary has such a word; without its ending it is a frequent English one. */
#include "checks/english.h"

static const calque_str endings[] = {
#define ENDING(text) STR_INIT(text),
#include "checks/english_endings.def"
};

enum {
  MIN_STEM = 4,       /* bytes */
  MIN_FREQUENCY = 52, /* of the stem in English */
  MAX_STEM = 40
};

/* Is s an English word that French has not, and a frequent one? */
static bool is_english_stem(const struct check_context *ctx, calque_str s) {
  const struct word *w = lexicon_word(ctx->lex, lexicon_find(ctx->lex, s));
  if (!(w->flags & WORD_ENGLISH) || w->flags & WORD_ANGLICISM || w->english < MIN_FREQUENCY)
    return false;
  if (w->flags & WORD_ENGLISH_LISTED) return w->english > w->news + 24;
  return !(w->flags & WORD_FRENCH) && w->english > w->news + 16;
}

/* The stem, or the stem with the e that the ending took away: announc(e). */
static calque_str stem_of(const struct check_context *ctx, calque_str word, calque_str ending) {
  char with_e[MAX_STEM + 1];
  calque_str stem = {word.ptr, word.len - ending.len};
  if (stem.len < MIN_STEM || stem.len >= MAX_STEM) return (calque_str){"", 0};
  if (is_english_stem(ctx, stem)) return stem;
  if (str_eq(ending, STR("s"))) return (calque_str){"", 0};
  memcpy(with_e, stem.ptr, stem.len);
  with_e[stem.len] = 'e';
  calque_str longer = {with_e, stem.len + 1};
  return is_english_stem(ctx, longer) ? arena_copy(ctx->arena, longer) : (calque_str){"", 0};
}

static calque_str english_stem(const struct check_context *ctx, calque_str word) {
  for (size_t i = 0; i < COUNT(endings); i++) {
    if (!str_ends(word, endings[i])) continue;
    calque_str stem = stem_of(ctx, word, endings[i]);
    if (stem.len) return stem;
  }
  return (calque_str){"", 0};
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  const uint16_t never = CALQUE_FRENCH | CALQUE_ENGLISH | CALQUE_CAPITAL | CALQUE_ALL_CAPS |
                         CALQUE_ELIDED | CALQUE_CLITIC | CALQUE_HYPHEN;
  for (uint32_t i = ctx->window.first_token; i < ctx->window.end_token; i++) {
    const calque_token *t = &doc->tokens[i];
    if (t->kind != CALQUE_WORD || t->flags & never || !english_in_prose(ctx, t)) continue;
    const struct word *w = lexicon_word(ctx->lex, t->lower);
    if (w->accented || w->news || w->flags & WORD_ANGLICISM || english_is_sure(ctx, i)) continue;
    calque_str word = token_str(doc, t), stem = english_stem(ctx, word);
    struct english_span span = {.first = i, .last = i, .n_words = 1};
    if (!stem.len || english_covers(english_of(ctx), i) ||
        english_excuse_of(ctx, english_of(ctx), &span))
      continue;
    report_add(out, t->span, NO_SUGGESTION, "« %.*s » is English « %.*s » with a French ending",
               STR_ARG(word), STR_ARG(stem));
  }
}

const struct check check_english_ending = {
    .id = "english-ending",
    .family = "leak",
    .severity = CALQUE_MAJOR,
    .title = "English word with a French ending",
    .why = "No dictionary has the word; without its ending it is English.",
    .run = run,
    .bad = "Le maire a ⟦announcé⟧ sa démission.",
    .good = "Le maire a annoncé sa démission, puis il a tweeté.",
};
