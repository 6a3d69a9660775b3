/* One person in two spellings: Sergueï Lavrov and, lines below, Sergey Lavrov. A translation takes
 * names as they stand in each source; an editor settles on one spelling.
 *
 * Names are compared by a coarse spelling of their sound (name_sounds.def). Two words that sound
 * alike and differ in letters are one name when the name beside them is the same, given name or
 * surname, or when both are surnames of the gazetteer (Poutine, Putin). Accents do not count: pages
 * drop them. Nor do given names that were translated (Jean, John): they may be two people. */
#include <stdlib.h>

#include "checks/check.h"
#include "lexicon/gazetteer.h"

enum { MIN_NAME = 4, MAX_NAME = 40 /* bytes of a folded word */ };

static const struct {
  calque_str letters, spelling;
} sounds[] = {
#define SOUND(letters, spelling) {STR_INIT(letters), STR_INIT(spelling)},
#include "checks/name_sounds.def"
#undef SOUND
};

/* A mention: one surname, or two names side by side. */
struct mention {
  uint64_t key;         /* of what it sounds like */
  uint32_t token;       /* the first of them */
  calque_str folded[2]; /* [1] is empty for one word */
};

typedef ARRAY(struct mention) mention_array;

/* Where the rows of a letter begin in `sounds`, where they are side by side or further on, and
 * which letters are consonants: bit c - 'a'. */
static uint8_t first_sounds[256];
#define VOWELS (1u | 1u << 4 | 1u << 8 | 1u << 14 | 1u << 20 | 1u << 24) /* a e i o u y */

__attribute__((constructor)) static void sounds_fill(void) {
  memset(first_sounds, COUNT(sounds), sizeof first_sounds);
  for (size_t i = COUNT(sounds); i-- > 0;)
    first_sounds[(unsigned char)sounds[i].letters.ptr[0]] = (uint8_t)i;
}

static bool is_consonant(char c) { return c >= 'a' && c <= 'z' && !(VOWELS >> (c - 'a') & 1u); }

/* The row that the letters start with; COUNT(sounds): none. */
static size_t sound_at(calque_str rest) {
  size_t i = first_sounds[(unsigned char)rest.ptr[0]];
  while (i < COUNT(sounds) &&
         (sounds[i].letters.ptr[0] != rest.ptr[0] || !str_starts(rest, sounds[i].letters)))
    i++;
  return i;
}

/* Folded letters -> sound; double consonants sound as one. */
static calque_str sound_of(calque_arena *arena, calque_str folded) {
  char *out = arena_alloc(arena, folded.len + 1);
  size_t len = 0;
  for (size_t at = 0; at < folded.len;) {
    calque_str rest = str_slice(folded, at, folded.len), spelling = str_slice(rest, 0, 1);
    size_t taken = 1, row = sound_at(rest);
    if (row < COUNT(sounds)) {
      spelling = sounds[row].spelling;
      taken = sounds[row].letters.len;
    }
    for (size_t i = 0; i < spelling.len; i++)
      if (!len || out[len - 1] != spelling.ptr[i] || !is_consonant(out[len - 1]))
        out[len++] = spelling.ptr[i];
    at += taken;
  }
  return (calque_str){out, len};
}

static calque_str folded_at(const struct check_context *ctx, uint32_t i) {
  calque_str s = token_str(ctx->doc, &ctx->doc->tokens[i]);
  char *out = arena_alloc(ctx->arena, 3 * s.len + 1);
  return (calque_str){out, utf8_fold_word(s, out)};
}

static bool is_name(const struct check_context *ctx, const calque_token *t) {
  size_t len = t->span.end - t->span.start;
  return is_capital_word(t) && !(t->flags & (CALQUE_ALL_CAPS | CALQUE_ELIDED | CALQUE_HYPHEN)) &&
         len <= MAX_NAME && in_article(ctx, t);
}

static bool is_person(const struct gazetteer *g, calque_str folded) {
  uint32_t fr = gazetteer_find(g, &g->french, folded), en = gazetteer_find(g, &g->english, folded);
  return (fr != GAZETTEER_NONE && g->french.phrases[fr].kinds & GAZETTEER_PERSON) ||
         (en != GAZETTEER_NONE && g->english.phrases[en].kinds & GAZETTEER_PERSON);
}

static void add_mentions(const struct check_context *ctx, const struct gazetteer *g, uint32_t i,
                         mention_array *out) {
  const calque_token *t = &ctx->doc->tokens[i], *next = token_after(ctx->doc, i);
  if (!is_name(ctx, t)) return;
  struct mention m = {.token = i, .folded = {folded_at(ctx, i), STR_INIT("")}};
  bool person = m.folded[0].len >= MIN_NAME && is_person(g, m.folded[0]);
  bool paired = next && is_name(ctx, next);
  if (!person && !paired) return;
  calque_str sound = sound_of(ctx->arena, m.folded[0]);
  if (person) {
    m.key = str_hash(str_ends(sound, STR("ine")) ? str_slice(sound, 0, sound.len - 1) : sound, 1);
    ARRAY_PUSH(ctx->arena, out, m);
  }
  if (!paired) return;
  m.folded[1] = folded_at(ctx, i + 1);
  m.key = str_hash(sound_of(ctx->arena, m.folded[1]), str_hash(sound, 2));
  ARRAY_PUSH(ctx->arena, out, m);
}

static int by_key(const void *a, const void *b) {
  const struct mention *x = a, *y = b;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  return (x->token > y->token) - (x->token < y->token);
}

/* Which of the two words differs, when one does: 0 or 1; -1: none or both. */
static int differing(const struct mention *a, const struct mention *b) {
  bool first = !str_eq(a->folded[0], b->folded[0]), second = !str_eq(a->folded[1], b->folded[1]);
  if (first == second) return -1;
  return first ? 0 : 1;
}

/* Is the second spelling the French one, so that the first is to be changed? */
static bool is_french_spelling(const struct check_context *ctx, const struct gazetteer *g,
                               const struct mention *a, const struct mention *b, int which) {
  uint32_t x = gazetteer_find(g, &g->french, a->folded[which]);
  uint32_t y = gazetteer_find(g, &g->french, b->folded[which]);
  if ((x == GAZETTEER_NONE) != (y == GAZETTEER_NONE)) return x == GAZETTEER_NONE;
  const calque_token *t = ctx->doc->tokens;
  return !(t[a->token + (uint32_t)which].flags & CALQUE_FRENCH) &&
         (t[b->token + (uint32_t)which].flags & CALQUE_FRENCH);
}

static void report_pair(const struct check_context *ctx, const struct gazetteer *g,
                        const struct mention *a, const struct mention *b, int which,
                        struct report *out) {
  if (is_french_spelling(ctx, g, a, b, which)) {
    const struct mention *swapped = a;
    a = b;
    b = swapped;
  }
  const calque_token *kept = &ctx->doc->tokens[a->token + (uint32_t)which];
  const calque_token *changed = &ctx->doc->tokens[b->token + (uint32_t)which];
  report_add_as(out, CALQUE_MINOR, changed->span, kept->span, token_str(ctx->doc, kept),
                "the same name is spelled « %.*s » and « %.*s » in one article",
                STR_ARG(token_str(ctx->doc, kept)), STR_ARG(token_str(ctx->doc, changed)));
}

static void run(const struct check_context *ctx, struct report *out) {
  struct gazetteer g;
  mention_array found = {0};
  gazetteer_open(&g, lexicon_section(ctx->lex, SECTION_GAZETTEER));
  for (uint32_t i = 0; i < ctx->doc->n_tokens; i++) add_mentions(ctx, &g, i, &found);
  if (found.n) qsort(found.ptr, found.n, sizeof *found.ptr, by_key);
  for (size_t first = 0, i = 1; i < found.n; i++) {
    if (found.ptr[i].key != found.ptr[first].key) {
      first = i;
      continue;
    }
    int which = differing(&found.ptr[first], &found.ptr[i]);
    bool long_enough = which >= 0 && found.ptr[first].folded[which].len >= MIN_NAME &&
                       found.ptr[i].folded[which].len >= MIN_NAME;
    if (!long_enough || str_eq(found.ptr[i].folded[which], found.ptr[i - 1].folded[which]))
      continue;
    report_pair(ctx, &g, &found.ptr[first], &found.ptr[i], which, out);
  }
}

const struct check check_name_variant = {
    .id = "name-variant",
    .family = "name",
    .severity = CALQUE_MINOR,
    .title = "one name in two spellings",
    .why =
        "An article spells a name in one way. Two transliterations side by side are left over "
        "from two sources, or from a translation that knew only one of them.",
    .whole = true,
    .run = run,
    .bad = "Sergueï Lavrov est à Genève. ⟦Sergey⟧ Lavrov y restera deux jours.",
    .good = "Sergueï Lavrov est à Genève. M. Lavrov y restera deux jours.",
};
