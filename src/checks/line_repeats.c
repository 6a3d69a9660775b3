/* Two lines are the same when their words and numbers are, whatever their capitals, quotation
 * marks, spaces and stops; a site's name behind a dash or a bar may stand in one of them only.
 * Every line is hashed once, so that a text of a million lines costs no more per line than one of
 * ten; and not at all when no other line has as many words, as most lines of an article. */
#include "checks/line_repeats.h"

#include "base/map.h"

enum {
  MIN_ITEMS = 8,       /* a line of fewer words may come again: a score, a refrain, an answer */
  MIN_TITLE_ITEMS = 3, /* but not the first one, when it comes again soon */
  TITLE_REACH = 10,    /* lines in which the title comes again */
  REACH = 24,          /* lines in which a short one comes again; a long one may anywhere */
  LONG_ITEMS = 16,
  MAX_SUFFIX = 8 /* words of a site's name behind the title */
};

struct slot {
  uint64_t hash;
  uint32_t line; /* + 1; 0: empty */
};

enum { N_LENGTHS = 512 }; /* longer lines are told apart by the rest of a division */
struct lengths {
  uint64_t once[N_LENGTHS / 64], again[N_LENGTHS / 64];
};

struct finder {
  const calque_lexicon *lex;
  const calque_doc *doc;
  const struct line_facts *facts;
  struct slot *slots;
  size_t mask;
  uint64_t seed;
  uint32_t title; /* line */
  struct lengths lengths;
};

static void count_length(struct lengths *l, uint32_t n) {
  const uint64_t bit = UINT64_C(1) << (n % 64);
  l->again[n % N_LENGTHS / 64] |= l->once[n % N_LENGTHS / 64] & bit;
  l->once[n % N_LENGTHS / 64] |= bit;
}

static bool stands_again(const struct lengths *l, uint32_t n) {
  return l->again[n % N_LENGTHS / 64] >> (n % 64) & 1u;
}

/* The word without its capitals; the French one when capitals lost the accents. */
static uint64_t word_hash(const struct finder *f, const calque_token *t) {
  char lower[3 * 256];
  if (t->kind == CALQUE_WORD && t->lower) {
    word_id accented = lexicon_word(f->lex, t->lower)->accented;
    return accented ? accented : t->lower;
  }
  calque_str s = token_str(f->doc, t);
  if (s.len > 255) return str_hash(s, f->seed);
  return str_hash((calque_str){lower, utf8_lower_word(s, lower)}, f->seed);
}

static uint64_t range_hash(const struct finder *f, const struct line_facts *line, uint32_t n) {
  uint64_t h = f->seed;
  for (uint32_t i = 0; i < n; i++) {
    h = (h ^ word_hash(f, &f->doc->tokens[line->items[i].token])) * 0x9e3779b97f4a7c15u;
    h ^= h >> 29;
  }
  return h ^ (uint64_t)n << 48;
}

/* Items before the last dash or bar, when what stands behind is short; else all. */
static uint32_t without_suffix(const struct line_facts *line) {
  for (uint32_t i = line->n_items; i-- > 1 && line->n_items - i <= MAX_SUFFIX;)
    if (line->items[i].marks & (MARK_PIPE | MARK_DASH | MARK_BULLET | MARK_SLASH)) return i;
  return line->n_items;
}

static struct slot *slot_of(const struct finder *f, uint64_t hash) {
  size_t i = (size_t)(hash ^ hash >> 32) & f->mask;
  while (f->slots[i].line && f->slots[i].hash != hash) i = (i + 1) & f->mask;
  return &f->slots[i];
}

static bool same_words(const struct finder *f, const struct line_facts *a,
                       const struct line_facts *b, uint32_t n) {
  if (a->n_items < n || b->n_items < n) return false;
  for (uint32_t i = 0; i < n; i++)
    if (word_hash(f, &f->doc->tokens[a->items[i].token]) !=
        word_hash(f, &f->doc->tokens[b->items[i].token]))
      return false;
  return true;
}

static bool may_repeat(const struct finder *f, uint32_t first, uint32_t line, uint32_t n) {
  if (n >= MIN_ITEMS) return n >= LONG_ITEMS || line - first <= REACH;
  return first == f->title && line - first <= TITLE_REACH && n >= MIN_TITLE_ITEMS;
}

/* The first line that is no furniture. */
static uint32_t title_of(const struct line_facts *facts, uint32_t n_lines) {
  uint32_t i = 0;
  while (i < n_lines && facts[i].proof.kind) i++;
  return i;
}

/* Looks the first n items up; stores them when they are new. */
static uint32_t look_up(const struct finder *f, uint32_t line, uint32_t n) {
  if (n < MIN_TITLE_ITEMS || !stands_again(&f->lengths, n)) return NO_LINE;
  uint64_t hash = range_hash(f, &f->facts[line], n);
  struct slot *slot = slot_of(f, hash);
  if (!slot->line) {
    *slot = (struct slot){hash, line + 1};
    return NO_LINE;
  }
  uint32_t first = slot->line - 1;
  bool same = first != line && may_repeat(f, first, line, n) &&
              same_words(f, &f->facts[first], &f->facts[line], n);
  return same ? first : NO_LINE;
}

/* Items of a line that may also be looked up without the name of the site. */
static uint32_t bare_items(const struct finder *f, uint32_t line) {
  return line <= TITLE_REACH ? without_suffix(&f->facts[line]) : f->facts[line].n_items;
}

static void count_lengths(struct finder *f, uint32_t n_lines) {
  for (uint32_t i = 0; i < n_lines; i++) {
    uint32_t n = f->facts[i].n_items, bare = bare_items(f, i);
    count_length(&f->lengths, n);
    if (bare < n) count_length(&f->lengths, bare);
  }
}

static uint32_t find_first(const struct finder *f, uint32_t line) {
  uint32_t n = f->facts[line].n_items, bare = bare_items(f, line);
  uint32_t first = look_up(f, line, n);
  return first == NO_LINE && bare < n ? look_up(f, line, bare) : first;
}

uint32_t *line_repeats_find(calque_arena *arena, const calque_lexicon *lex, const calque_doc *doc,
                            const struct line_facts *facts) {
  uint32_t *first = ARENA_ARRAY(arena, uint32_t, doc->n_lines + 1);
  struct finder f = {.lex = lex, .doc = doc, .facts = facts, .seed = map_random_seed()};
  size_t n_slots = 16;
  while (n_slots < 4 * (size_t)doc->n_lines) n_slots *= 2;
  f.slots = ARENA_ARRAY(arena, struct slot, n_slots);
  f.mask = n_slots - 1;
  f.title = title_of(facts, doc->n_lines);
  count_lengths(&f, doc->n_lines);
  for (uint32_t i = 0; i < doc->n_lines; i++) first[i] = find_first(&f, i);
  return first;
}
