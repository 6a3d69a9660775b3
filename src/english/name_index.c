/* What a text says by way of names: its words, once each, and the phrases of the gazetteer that
 * stand in it. Built once a side, so that each name of the other side is one look-up. */
#include "english/names.h"

#include <stdlib.h>

#define MAX_PHRASE 256 /* bytes of a folded phrase */

/* English endings of a place's name: Middle East -> Middle Eastern, Brazil -> Brazilians. */
static const calque_str PLACE_ENDINGS[] = {STR_INIT("s"),    STR_INIT("n"),   STR_INIT("ns"),
                                           STR_INIT("an"),   STR_INIT("ans"), STR_INIT("ian"),
                                           STR_INIT("ians"), STR_INIT("ern"), STR_INIT("ese"),
                                           STR_INIT("ish"),  STR_INIT("er"),  STR_INIT("ers")};

/* Apostrophes and hyphens hold a phrase together, other marks end it. */
static int64_t next_of_phrase(const struct pieces *p, int64_t i) {
  const struct piece *q = piece_at(p, i);
  if (piece_is_hyphen(q) || piece_is_apostrophe(q)) q = piece_at(p, ++i);
  return q->kind == PIECE_MARK ? -1 : i;
}

static bool append(char *phrase, size_t *len, calque_str word) {
  if (*len + word.len + 1 > MAX_PHRASE) return false;
  if (*len) phrase[(*len)++] = ' ';
  memcpy(phrase + *len, word.ptr, word.len);
  *len += word.len;
  return true;
}

uint32_t name_longest_phrase(const struct pieces *p, const struct gazetteer *g,
                             const struct gazetteer_side *side, int64_t i, int64_t *end) {
  char phrase[MAX_PHRASE];
  size_t len = 0;
  uint32_t best = GAZETTEER_NONE;
  for (int64_t at = i; at >= 0 && at < (int64_t)p->n; at = next_of_phrase(p, at + 1)) {
    if (!append(phrase, &len, piece_at(p, at)->folded)) break;
    uint32_t id = gazetteer_find(g, side, (calque_str){phrase, len});
    if (id == GAZETTEER_NONE) break;
    if (!side->phrases[id].kinds) continue;
    best = id;
    *end = at + 1;
  }
  return best;
}

static void add_hit(struct name_index *x, calque_arena *arena, uint32_t id, int64_t first,
                    int64_t end, bool capital) {
  struct name_hit hit = {id, (uint32_t)first, (uint32_t)end, capital};
  ARRAY_PUSH(arena, &x->hits, hit);
}

/* Phrases that are found when an ending is taken off the last word. */
static void add_inflected(struct name_index *x, calque_arena *arena, calque_str phrase,
                          int64_t first, int64_t end, bool capital) {
  const struct gazetteer *g = x->tables->gazetteer;
  for (size_t e = 0; e < COUNT(PLACE_ENDINGS); e++) {
    calque_str ending = PLACE_ENDINGS[e];
    if (phrase.len < ending.len + 3 || !str_ends(phrase, ending)) continue;
    uint32_t id = gazetteer_find(g, &g->english, str_slice(phrase, 0, phrase.len - ending.len));
    if (id == GAZETTEER_NONE) continue;
    uint16_t kinds = g->english.phrases[id].kinds;
    if (e == 0 ? kinds != 0 : (kinds & GAZETTEER_PLACE) != 0) {
      add_hit(x, arena, id, first, end, capital);
    }
  }
}

/* “england”, for writers who do without capitals: no word of its own in small letters. */
static bool is_only_name(const struct name_index *x, const struct piece *p) {
  const calque_lexicon *lex = x->tables->lex;
  if (!lex || x->side == FRENCH || p->folded.len < 5) return false;
  return !(lexicon_word(lex, p->exact)->flags & WORD_ENGLISH);
}

/* Every phrase that starts at piece i, not the longest only: “Bank of England” holds England. */
static void add_phrases(struct name_index *x, calque_arena *arena, int64_t i) {
  const struct gazetteer *g = x->tables->gazetteer;
  const struct gazetteer_side *side = x->side == FRENCH ? &g->french : &g->english;
  char phrase[MAX_PHRASE];
  size_t len = 0;
  bool capital = false;
  for (int64_t at = i; at >= 0 && at < (int64_t)x->p->n; at = next_of_phrase(x->p, at + 1)) {
    const struct piece *p = piece_at(x->p, at);
    if (!append(phrase, &len, p->folded)) break;
    capital |= (p->flags & PIECE_CAPITAL) != 0 || is_only_name(x, p);
    calque_str folded = {phrase, len};
    uint32_t id = gazetteer_find(g, side, folded);
    bool known = id != GAZETTEER_NONE && side->phrases[id].kinds;
    if (known) add_hit(x, arena, id, i, at + 1, capital);
    else if (x->side == ENGLISH) add_inflected(x, arena, folded, i, at + 1, capital);
    if (id == GAZETTEER_NONE) break;
  }
}

static void add_word(struct name_index *x, calque_arena *arena, uint32_t i) {
  const struct piece *p = &x->p->ptr[i];
  uint32_t *slot = map_add(&x->words, p->folded, UINT32_MAX);
  if (*slot == UINT32_MAX) {
    struct name_word w = {.folded = p->folded, .piece = i};
    *slot = (uint32_t)x->list.n;
    ARRAY_PUSH(arena, &x->list, w);
  }
  struct name_word *w = &x->list.ptr[*slot];
  if (w->count < UINT16_MAX) w->count++;
  w->caps |= (p->flags & PIECE_CAPS) != 0;
  if (!(p->flags & PIECE_CAPITAL)) return;
  if (w->capitals < UINT16_MAX) w->capitals++;
  if (w->capitals > 1) return;
  char *key = arena_alloc(arena, 2 * p->folded.len + 1);
  w->key = (calque_str){key, name_key(p->folded, x->side, key)};
  ARRAY_PUSH(arena, &x->capitals, *slot);
}

static int by_phrase(const void *a, const void *b) {
  const struct name_hit *x = a, *y = b;
  if (x->phrase != y->phrase) return x->phrase < y->phrase ? -1 : 1;
  return (x->first > y->first) - (x->first < y->first);
}

void name_index_build(struct name_index *index, calque_arena *arena, const struct pieces *p,
                      enum side side, const struct name_tables *tables) {
  *index = (struct name_index){.p = p, .tables = tables, .side = side};
  map_init(&index->words, arena, p->n, map_random_seed());
  for (uint32_t i = 0; i < p->n; i++) {
    if (p->ptr[i].kind != PIECE_MARK) add_phrases(index, arena, i);
    if (p->ptr[i].kind == PIECE_WORD) add_word(index, arena, i);
  }
  if (index->hits.n) qsort(index->hits.ptr, index->hits.n, sizeof *index->hits.ptr, by_phrase);
}

const struct name_word *name_index_word(const struct name_index *index, calque_str folded) {
  const uint32_t *i = map_find(&index->words, folded);
  return i ? &index->list.ptr[*i] : NULL;
}

size_t name_index_count(const struct name_index *index, uint32_t phrase) {
  const struct gazetteer *g = index->tables->gazetteer;
  const struct gazetteer_side *side = index->side == FRENCH ? &g->french : &g->english;
  size_t low = 0, count = 0;
  for (size_t high = index->hits.n; low < high;) {
    size_t middle = (low + high) / 2;
    if (index->hits.ptr[middle].phrase < phrase) low = middle + 1;
    else high = middle;
  }
  bool needs_capital = !(side->phrases[phrase].kinds & GAZETTEER_SMALL);
  for (; low < index->hits.n && index->hits.ptr[low].phrase == phrase; low++) {
    if (!needs_capital || index->hits.ptr[low].capital) count++;
  }
  return count;
}

bool name_index_has(const struct name_index *index, uint32_t phrase) {
  return name_index_count(index, phrase) > 0;
}
