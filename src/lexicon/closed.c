/* The words of closed.def by id. Resolved once when a lexicon is opened: to know whether a token is
 * one of twenty determiners then costs one probe of a small table and no comparison of strings. */
#include "lexicon/format.h"

#include "base/array.h"

static const struct {
  uint32_t list;
  calque_str word;
} rows[] = {
#define CLOSED(list, word) {CLOSED_##list, STR_INIT(word)},
#include "lexicon/closed.def"
};

_Static_assert(COUNT(rows) * 2 <= CLOSED_SLOTS, "the table of closed.def is too small");

static uint32_t slot_of(const struct closed *slots, word_id id) {
  uint32_t i = (id * 0x9e3779b1u) >> (32u - CLOSED_BITS);
  while (slots[i].id && slots[i].id != id) i = (i + 1) & (CLOSED_SLOTS - 1);
  return i;
}

void closed_resolve(calque_lexicon *lex) {
  for (size_t i = 0; i < COUNT(rows); i++) {
    word_id id = lexicon_find(lex, rows[i].word);
    if (!id) continue;
    struct closed *slot = &lex->closed[slot_of(lex->closed, id)];
    slot->id = id;
    slot->lists |= rows[i].list;
  }
}

uint32_t lexicon_closed(const calque_lexicon *lex, word_id id) {
  return id ? lex->closed[slot_of(lex->closed, id)].lists : 0;
}
