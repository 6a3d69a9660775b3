/* The words of closed.def by id. Resolved once when a lexicon is opened: to know whether a token is
 * one of twenty determiners then costs one probe of a small table and no comparison of strings. */
#include "lexicon/build.h"
#include "lexicon/format.h"

#include <assert.h>

static const struct {
  uint32_t list;
  calque_str words;
} rows[] = {
#define CLOSED(list, words) {CLOSED_##list, STR_INIT(words)},
#include "lexicon/closed.def"
};

_Static_assert(N_CLOSED_LISTS <= 32, "the lists of closed.def are bits");

static uint32_t flag_of(uint32_t list) {
  switch (list) {
    case CLOSED_FIRST_PERSON: return WORD_FIRST_PERSON;
    case CLOSED_DATE: return WORD_DATE;
    case CLOSED_NEGATION: return WORD_NEGATION;
    case CLOSED_SUBJECT:
    case CLOSED_TONIC: return WORD_PERSON;
    default: return 0;
  }
}

void build_closed(struct build *b) {
  for (size_t i = 0; i < COUNT(rows); i++)
    for (calque_str rest = rows[i].words; rest.ptr;) {
      uint32_t word = build_find(b, str_cut(&rest, ' '));
      if (word) b->words.ptr[word].flags |= flag_of(rows[i].list);
    }
}

void closed_resolve(calque_lexicon *lex) {
  size_t n = 0;
  for (size_t i = 0; i < COUNT(rows); i++)
    for (calque_str rest = rows[i].words; rest.ptr;) {
      word_id id = lexicon_find(lex, str_cut(&rest, ' '));
      if (!id) continue;
      struct closed *slot = &lex->closed[closed_slot(lex->closed, id)];
      n += !slot->id;
      assert(n <= CLOSED_SLOTS / 2);
      slot->id = id;
      slot->lists |= rows[i].list;
    }
  lex->records.closed = lex->closed;
}
