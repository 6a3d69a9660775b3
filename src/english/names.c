/* The names of the French, looked for in the English. A miss is worth what the name is: a place, a
 * person or an organisation that is gone is a fault; a capitalised common noun (« la Faculté ») put
 * another way is a note. A name said twice and translated once counts as a miss too. */
#include "english/name_class.h"
#include "english/name_search.h"

struct comparison {
  struct findings *out;
  struct name_search search;
  struct map reported;
};

static bool has_word(struct name_search *s, int64_t i, uint32_t phrase, enum name_class class) {
  const struct piece *p = name_piece(s, i);
  bool known = name_kinds(s, phrase) & (GAZETTEER_PLACE | GAZETTEER_ADJECTIVE);
  bool ordinary = name_is_ordinary(s->tables, s->from->p, i);
  if (name_has_translation(s, phrase)) return true;
  if (name_has_spelling(s, p->folded, class != NAME_GENERIC && !ordinary)) return true;
  bool bends = class == NAME_GENERIC || (ordinary && !known);
  if (bends && name_has_stem_of(s, p->folded)) return true;
  return name_has_near(s, p->folded, known) || name_has_acronym(s, p);
}

/* ---- How often ------------------------------------------------------------------------------- */

/* Mentions of the place and what is made from its name, on either side: « l’Allemagne ... les
 * Allemands » may be “the Germans ... German”, but not one of them. The first English form leads to
 * the rest of the family. */
static bool is_family_short(const struct name_search *s, uint32_t phrase) {
  const struct gazetteer_side *side = &s->tables->gazetteer->english;
  size_t n, n_kin, french = name_index_count(s->from, phrase), english = 0;
  const uint32_t *links = name_links(s, phrase, &n);
  if (n == 0) return false;
  for (size_t i = 0; i < n; i++) english += name_index_count(s->to, links[i]);
  const uint32_t *kin = gazetteer_links(side, &side->phrases[links[0]], &n_kin);
  for (size_t i = 0; i < n_kin; i++) {
    if (kin[i] != phrase) french += name_index_count(s->from, kin[i]);
  }
  return english > 0 && english < french;
}

/* Fewer in the English, though not none. Acronyms are often taken up by another word. */
static bool is_short(const struct name_search *s, int64_t i, uint32_t phrase,
                     enum name_class class) {
  const struct piece *p = name_piece(s, i);
  if (class == NAME_ADJECTIVE || class == NAME_GENERIC || (p->flags & PIECE_CAPS)) return false;
  if (name_kinds(s, phrase) & GAZETTEER_PLACE) return is_family_short(s, phrase);
  const struct name_word *fr = name_index_word(s->from, p->folded);
  const struct name_word *en = name_index_word(s->to, p->folded);
  size_t n, count = en ? en->capitals : 0;
  const uint32_t *links = name_links(s, phrase, &n);
  for (size_t k = 0; k < n; k++) count += name_index_count(s->to, links[k]);
  return fr && count > 0 && count < fr->capitals;
}

/* ---- What a miss is worth -------------------------------------------------------------------- */

/* An English acronym that the French has not: the French one may have become it. */
static bool has_new_acronym(const struct name_search *s) {
  for (size_t i = 0; i < s->to->capitals.n; i++) {
    const struct name_word *w = &s->to->list.ptr[s->to->capitals.ptr[i]];
    if (w->caps && !name_index_word(s->from, w->folded)) return true;
  }
  return false;
}

/* « Peter Englund » is “Mr. Englund” in some papers. */
static bool has_courtesy(struct name_search *s, int64_t i) {
  static const calque_str TITLES[] = {STR_INIT("mr"), STR_INIT("mrs"), STR_INIT("ms"),
                                      STR_INIT("miss"), STR_INIT("dr")};
  const struct pieces *en = s->to->p;
  calque_str surname = name_piece(s, i + 1)->folded;
  for (uint32_t k = 1; k < en->n && s->left; k++, s->left--) {
    if (!piece_is(&en->ptr[k], surname)) continue;
    int64_t before = piece_is_mark(&en->ptr[k - 1], '.') ? (int64_t)k - 2 : (int64_t)k - 1;
    for (size_t t = 0; t < COUNT(TITLES); t++) {
      if (piece_is(piece_at(en, before), TITLES[t])) return true;
    }
  }
  return false;
}

/* « Haute-Garonne »: one half is there, so the other must be. */
static bool lost_its_half(struct name_search *s, int64_t i) {
  const struct piece *next = name_piece(s, i + 2);
  if (!piece_is_hyphen(name_piece(s, i + 1)) || piece_has_space(next)) return false;
  if (!(next->flags & PIECE_CAPITAL)) return false;
  return name_has_spelling(s, next->folded, true) || name_has_near(s, next->folded, false);
}

static calque_severity severity_of(struct name_search *s, int64_t i, uint32_t phrase,
                                   enum name_class class) {
  const struct piece *p = name_piece(s, i);
  uint16_t kinds = name_kinds(s, phrase);
  switch (class) {
    case NAME_IDENTITY:
      if ((p->flags & PIECE_CAPS) && !kinds && has_new_acronym(s)) return CALQUE_NOTE;
      return CALQUE_MAJOR;
    case NAME_GIVEN: return has_courtesy(s, i) ? CALQUE_NOTE : CALQUE_MINOR;
    case NAME_ADJECTIVE: return CALQUE_MINOR;
    default: break;
  }
  if (kinds & GAZETTEER_TITLE) return CALQUE_NOTE;
  if (lost_its_half(s, i)) return CALQUE_MINOR;
  return name_is_english(s->tables, p->folded) ? CALQUE_MINOR : CALQUE_NOTE;
}

static void report(struct comparison *c, int64_t first, int64_t end, calque_severity severity,
                   const char *format) {
  calque_span span = {name_piece(&c->search, first)->span.start,
                      name_piece(&c->search, end - 1)->span.end};
  calque_str name = str_of_span(c->search.from->p->text, span);
  uint32_t *seen = map_add(&c->reported, name, 0);
  if ((*seen)++) return;
  calque_str message = arena_printf(c->out->arena, "« %.*s » %s", STR_ARG(name), format);
  finding_add(c->out, "name", severity, message, span, (calque_span){0, 0});
}

#define GONE "has no counterpart in the English"
#define RARE "stands in the French more often than in the English"

/* What is wrong with the word at i, or NULL. */
static const char *fault_of(struct name_search *s, int64_t i, calque_severity *severity) {
  const struct gazetteer *g = s->tables->gazetteer;
  const struct piece *p = name_piece(s, i);
  if (p->kind != PIECE_WORD) return NULL;
  uint32_t phrase = gazetteer_find(g, &g->french, p->folded);
  enum name_class class = name_class_of(s->tables, s->from->p, i, name_kinds(s, phrase));
  if (class == NAME_NONE) return NULL;
  bool there = has_word(s, i, phrase, class);
  *severity = there ? CALQUE_MINOR : severity_of(s, i, phrase, class);
  return !there ? GONE : is_short(s, i, phrase, class) ? RARE : NULL;
}

static void check_word(struct comparison *c, int64_t i) {
  calque_severity severity;
  const char *fault = fault_of(&c->search, i, &severity);
  if (fault) report(c, i, i + 1, severity, fault);
}

/* « Grande-Bretagne » is one name: it is reported whole, for the worst that is wrong in it. */
static void check_place(struct comparison *c, int64_t first, int64_t end) {
  calque_severity worst = CALQUE_NOTE, severity = CALQUE_NOTE;
  const char *found = NULL;
  for (int64_t i = first; i < end; i++) {
    const char *fault = fault_of(&c->search, i, &severity);
    if (!fault || (found && severity <= worst)) continue;
    found = fault;
    worst = severity;
  }
  if (found) report(c, first, end, worst, found);
}

static bool holds_capital(const struct pieces *p, int64_t first, int64_t end) {
  for (int64_t i = first; i < end; i++) {
    if (piece_at(p, i)->flags & PIECE_CAPITAL) return true;
  }
  return false;
}

/* A phrase of several words that the tables know, as one name. Returns the piece behind it, or i
 * when its words are to be looked at one by one. */
static int64_t check_phrase(struct comparison *c, int64_t i) {
  const struct name_search *s = &c->search;
  const struct gazetteer *g = s->tables->gazetteer;
  int64_t end = i;
  uint32_t id = name_longest_phrase(s->from->p, g, &g->french, i, &end);
  if (id == GAZETTEER_NONE || end == i + 1) return i;
  bool small = name_kinds(s, id) & (GAZETTEER_ADJECTIVE | GAZETTEER_TITLE | GAZETTEER_COMMON);
  if (!small && !holds_capital(s->from->p, i, end)) return i;
  if (name_has_translation(s, id)) return end;
  if (!(name_kinds(s, id) & (GAZETTEER_PLACE | GAZETTEER_ORGANISATION))) return i;
  check_place(c, i, end);
  return end;
}

void names_compare(struct findings *out, const struct name_index *fr, const struct name_index *en) {
  struct comparison c = {.out = out, .search = {fr->tables, fr, en, NAME_MAX_COMPARISONS}};
  map_init(&c.reported, out->arena, 16, map_random_seed());
  for (int64_t i = 0; i < (int64_t)fr->p->n;) {
    int64_t end = fr->p->ptr[i].kind == PIECE_WORD ? check_phrase(&c, i) : i + 1;
    if (end == i) check_word(&c, i);
    i = end > i ? end : i + 1;
  }
}
