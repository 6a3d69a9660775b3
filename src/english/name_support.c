/* The other direction: names of the English that the French does not have. A translation may spell
 * out what the French leaves to be understood, so there it is a note; a summary that names somebody
 * whom its article does not name has made him up. */
#include "english/name_class.h"
#include "english/name_search.h"

/* English words that take a capital and name nobody. */
static const calque_str CAPITALISED[] = {
#define ENGLISH_CAPITAL(word) STR_INIT(word),
#include "english/english_capitals.def"
#undef ENGLISH_CAPITAL
};

static bool is_capitalised_word(calque_str folded) {
  size_t low = 0;
  for (size_t high = COUNT(CAPITALISED); low < high;) {
    size_t middle = (low + high) / 2;
    if (str_compare(CAPITALISED[middle], folded) < 0) low = middle + 1;
    else high = middle;
  }
  return low < COUNT(CAPITALISED) && str_eq(CAPITALISED[low], folded);
}

/* An ordinary English word in small letters: its capital is that of a title or a headline. */
static bool is_ordinary(const struct name_search *s, const struct piece *p) {
  if (!s->tables->lex || p->lower == p->exact) return false;
  const struct word *small = lexicon_word(s->tables->lex, p->lower);
  return (small->flags & WORD_ENGLISH) && !(small->flags & WORD_KEEP_CASE);
}

/* The tables have it as the name of something: China, Apple. */
static bool is_known(const struct name_search *s, calque_str folded) {
  const struct gazetteer *g = s->tables->gazetteer;
  const uint16_t names = GAZETTEER_PLACE | GAZETTEER_ADJECTIVE | GAZETTEER_ORGANISATION |
                         GAZETTEER_PERSON | GAZETTEER_GIVEN;
  return name_kinds(s, gazetteer_find(g, &g->english, folded)) & names;
}

static bool names_somebody(const struct name_search *s, int64_t i) {
  const struct piece *p = name_piece(s, i);
  if (p->kind != PIECE_WORD || !(p->flags & PIECE_CAPITAL)) return false;
  if (p->folded.len < 3 || (p->flags & (PIECE_MIXED | PIECE_FIRST | PIECE_CAPS))) return false;
  if (is_capitalised_word(p->folded)) return false;
  return is_known(s, p->folded) || !is_ordinary(s, p);
}

static bool is_supported(struct name_search *s, int64_t i) {
  const struct piece *p = name_piece(s, i);
  const struct gazetteer *g = s->tables->gazetteer;
  uint32_t phrase = gazetteer_find(g, &g->english, p->folded);
  if (name_has_translation(s, phrase) || name_has_spelling(s, p->folded, false)) return true;
  bool known = is_known(s, p->folded);
  return name_has_near(s, p->folded, known) || (!known && name_has_stem_of(s, p->folded));
}

/* The piece behind a phrase of the tables whose French stands in the text, or i. */
static int64_t supported_phrase(const struct name_search *s, int64_t i) {
  const struct gazetteer *g = s->tables->gazetteer;
  int64_t end = i;
  uint32_t id = name_longest_phrase(s->from->p, g, &g->english, i, &end);
  return id != GAZETTEER_NONE && name_has_translation(s, id) ? end : i;
}

void names_support(struct findings *out, const struct name_index *fr, const struct name_index *en,
                   calque_severity severity) {
  struct name_search s = {en->tables, en, fr, NAME_MAX_COMPARISONS};
  struct map reported;
  map_init(&reported, out->arena, 16, map_random_seed());
  for (int64_t i = 0; i < (int64_t)en->p->n;) {
    int64_t end = en->p->ptr[i].kind == PIECE_WORD ? supported_phrase(&s, i) : i + 1;
    if (end == i && names_somebody(&s, i) && !is_supported(&s, i)) {
      calque_span span = name_piece(&s, i)->span;
      calque_str name = str_of_span(en->p->text, span);
      uint32_t *seen = map_add(&reported, name, 0);
      if (!(*seen)++) {
        calque_str message = arena_printf(out->arena, "“%.*s” is not in the French", STR_ARG(name));
        finding_add(out, "name", severity, message, (calque_span){0, 0}, span);
      }
    }
    i = end > i ? end : i + 1;
  }
}
