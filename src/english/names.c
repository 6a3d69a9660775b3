/* The names of the French, looked for in the English. A miss is worth what the name is: a place, a
 * person or an organisation that is gone is a fault; a capitalised common noun (« la Faculté ») put
 * another way is a note. A name said twice and translated once counts as a miss too. */
#include "english/name_class.h"

/* Pairs of unlike spellings that are compared letter by letter; beyond it only equal spellings and
 * the tables count. Two thousand names on either side are past any article. */
#define MAX_COMPARISONS 4000000

struct comparison {
  struct findings *out;
  const struct name_tables *tables;
  struct name_index fr, en;
  struct map reported;
  size_t left; /* comparisons */
};

static const struct piece *fr_piece(const struct comparison *c, int64_t i) {
  return piece_at(c->fr.p, i);
}

static uint16_t kinds_of(const struct comparison *c, uint32_t phrase) {
  return phrase == GAZETTEER_NONE ? 0 : c->tables->gazetteer->french.phrases[phrase].kinds;
}

static const uint32_t *links_of(const struct comparison *c, uint32_t phrase, size_t *n) {
  const struct gazetteer_side *side = &c->tables->gazetteer->french;
  *n = 0;
  return phrase == GAZETTEER_NONE ? NULL : gazetteer_links(side, &side->phrases[phrase], n);
}

/* ---- Looking for it in the English ------------------------------------------------------------
 */

static bool has_translation(const struct comparison *c, uint32_t phrase) {
  size_t n;
  const uint32_t *links = links_of(c, phrase, &n);
  for (size_t i = 0; i < n; i++) {
    if (name_index_has(&c->en, links[i])) return true;
  }
  return false;
}

/* As written, or with or without the -s of a plural. */
static bool has_spelling(const struct comparison *c, calque_str folded, bool capital) {
  char plural[256];
  const struct name_word *found[3] = {name_index_word(&c->en, folded), NULL, NULL};
  if (folded.len + 1 <= sizeof plural) {
    memcpy(plural, folded.ptr, folded.len);
    plural[folded.len] = 's';
    found[1] = name_index_word(&c->en, (calque_str){plural, folded.len + 1});
  }
  if (folded.len > 3 && folded.ptr[folded.len - 1] == 's') {
    found[2] = name_index_word(&c->en, str_slice(folded, 0, folded.len - 1));
  }
  for (int i = 0; i < 3; i++) {
    if (found[i] && (!capital || found[i]->capitals)) return true;
  }
  return false;
}

/* Does the English word stand for a name of its own? */
static bool is_other_name(const struct comparison *c, calque_str folded) {
  const struct gazetteer *g = c->tables->gazetteer;
  const uint16_t names = GAZETTEER_PLACE | GAZETTEER_ADJECTIVE | GAZETTEER_ORGANISATION |
                         GAZETTEER_PERSON | GAZETTEER_GIVEN;
  uint32_t id = gazetteer_find(g, &g->english, folded);
  return id != GAZETTEER_NONE && (g->english.phrases[id].kinds & names);
}

/* A capitalised English word that is nearly the same. `known`: the tables have the French name, so
 * that nothing but a slip of the pen may differ. A name of the tables, too, passes for a misspelt
 * one only where hardly a letter differs, and a word that the French has as well for none. */
static bool has_near(struct comparison *c, calque_str folded, bool known) {
  char buffer[2 * 256 + 1];
  if (folded.len > 256) return false;
  calque_str key = {buffer, name_key(folded, FRENCH, buffer)};
  for (size_t i = 0; i < c->en.capitals.n && c->left; i++, c->left--) {
    const struct name_word *w = &c->en.list.ptr[c->en.capitals.ptr[i]];
    bool close = (key.len >= 3 && str_eq(key, w->key)) || name_is_close(folded, w->folded);
    bool near = !known && (name_is_near(folded, w->folded) || name_is_near(key, w->key) ||
                           name_is_inside(folded, w->folded));
    if (!close && !near) continue;
    if (name_index_word(&c->fr, w->folded)) continue;
    if (!is_other_name(c, w->folded) || (close && !known)) return true;
  }
  return false;
}

/* « le Parlement », “parliamentary”: an ordinary word may lose its capital and change its class. */
static bool has_stem(struct comparison *c, calque_str folded) {
  for (size_t i = 0; i < c->en.list.n && c->left; i++, c->left--) {
    if (name_has_stem(folded, c->en.list.ptr[i].folded)) return true;
  }
  return false;
}

/* OTAN for NATO, or the first letters of consecutive English words. */
static bool has_acronym(struct comparison *c, const struct piece *p) {
  if (!(p->flags & PIECE_CAPS) || p->folded.len > 8) return false;
  for (size_t i = 0; i < c->en.capitals.n && c->left; i++, c->left--) {
    const struct name_word *w = &c->en.list.ptr[c->en.capitals.ptr[i]];
    if (w->caps && name_is_permutation(p->folded, w->folded)) return true;
  }
  size_t matched = 0;
  for (uint32_t i = 0; i < c->en.p->n; i++) {
    const struct piece *q = &c->en.p->ptr[i];
    if (q->kind != PIECE_WORD) continue;
    matched = q->folded.ptr[0] == p->folded.ptr[matched] ? matched + 1 : 0;
    if (matched == p->folded.len) return true;
  }
  return false;
}

static bool has_word(struct comparison *c, int64_t i, uint32_t phrase, enum name_class class) {
  const struct piece *p = fr_piece(c, i);
  uint16_t kinds = kinds_of(c, phrase);
  bool known = kinds & (GAZETTEER_PLACE | GAZETTEER_ADJECTIVE);
  bool ordinary = name_is_ordinary(c->tables, c->fr.p, i);
  if (has_translation(c, phrase)) return true;
  if (has_spelling(c, p->folded, class != NAME_GENERIC && !ordinary)) return true;
  if ((class == NAME_GENERIC || (ordinary && !known)) && has_stem(c, p->folded)) return true;
  return has_near(c, p->folded, known) || has_acronym(c, p);
}

/* ---- How often ----------------------------------------------------------------------------------
 */

/* Mentions of the place and what is made from its name, on either side: « l’Allemagne ... les
 * Allemands » may be “the Germans ... German”, but not one of them. */
static void count_family(const struct comparison *c, uint32_t phrase, size_t *french,
                         size_t *english) {
  const struct gazetteer_side *side = &c->tables->gazetteer->english;
  size_t n, back;
  const uint32_t *links = links_of(c, phrase, &n);
  *french = name_index_count(&c->fr, phrase);
  *english = 0;
  for (size_t i = 0; i < n; i++) *english += name_index_count(&c->en, links[i]);
  if (n == 0) return;
  /* The first English form leads to the rest of the family. */
  const uint32_t *kin = gazetteer_links(side, &side->phrases[links[0]], &back);
  for (size_t i = 0; i < back; i++) {
    if (kin[i] != phrase) *french += name_index_count(&c->fr, kin[i]);
  }
}

/* Fewer in the English, though not none. Acronyms are often taken up by another word. */
static bool is_short(const struct comparison *c, int64_t i, uint32_t phrase,
                     enum name_class class) {
  const struct piece *p = fr_piece(c, i);
  const struct name_word *fr = name_index_word(&c->fr, p->folded);
  const struct name_word *en = name_index_word(&c->en, p->folded);
  if (class == NAME_ADJECTIVE || class == NAME_GENERIC || (p->flags & PIECE_CAPS)) return false;
  if (kinds_of(c, phrase) & GAZETTEER_PLACE) {
    size_t french, english;
    count_family(c, phrase, &french, &english);
    return english > 0 && english < french;
  }
  size_t n, count = en ? en->capitals : 0;
  const uint32_t *links = links_of(c, phrase, &n);
  for (size_t k = 0; k < n; k++) count += name_index_count(&c->en, links[k]);
  return fr && count > 0 && count < fr->capitals;
}

/* ---- What a miss is worth -----------------------------------------------------------------------
 */

/* An English acronym that the French has not: the French one may have become it. */
static bool has_new_acronym(const struct comparison *c) {
  for (size_t i = 0; i < c->en.capitals.n; i++) {
    const struct name_word *w = &c->en.list.ptr[c->en.capitals.ptr[i]];
    if (w->caps && !name_index_word(&c->fr, w->folded)) return true;
  }
  return false;
}

/* « Peter Englund » is “Mr. Englund” in some papers. */
static bool has_courtesy(const struct comparison *c, int64_t i) {
  static const calque_str TITLES[] = {STR_INIT("mr"), STR_INIT("mrs"), STR_INIT("ms"),
                                      STR_INIT("miss"), STR_INIT("dr")};
  calque_str surname = fr_piece(c, i + 1)->folded;
  for (uint32_t k = 1; k < c->en.p->n; k++) {
    if (!piece_is(&c->en.p->ptr[k], surname)) continue;
    int64_t before = piece_is_mark(&c->en.p->ptr[k - 1], '.') ? (int64_t)k - 2 : (int64_t)k - 1;
    for (size_t t = 0; t < COUNT(TITLES); t++) {
      if (piece_is(piece_at(c->en.p, before), TITLES[t])) return true;
    }
  }
  return false;
}

/* « Haute-Garonne »: one half is there, so the other must be. */
static bool lost_its_half(const struct comparison *c, int64_t i) {
  const struct piece *next = fr_piece(c, i + 2);
  return piece_is_hyphen(fr_piece(c, i + 1)) && !piece_has_space(next) &&
         (next->flags & PIECE_CAPITAL) && has_spelling(c, next->folded, true);
}

static calque_severity severity_of(const struct comparison *c, int64_t i, uint32_t phrase,
                                   enum name_class class) {
  const struct piece *p = fr_piece(c, i);
  switch (class) {
    case NAME_IDENTITY:
      if ((p->flags & PIECE_CAPS) && !kinds_of(c, phrase) && has_new_acronym(c)) return CALQUE_NOTE;
      return CALQUE_MAJOR;
    case NAME_GIVEN: return has_courtesy(c, i) ? CALQUE_NOTE : CALQUE_MINOR;
    case NAME_ADJECTIVE: return CALQUE_MINOR;
    default: break;
  }
  if (kinds_of(c, phrase) & GAZETTEER_TITLE) return CALQUE_NOTE;
  if (lost_its_half(c, i)) return CALQUE_MINOR;
  return name_is_english(c->tables, p->folded) ? CALQUE_MINOR : CALQUE_NOTE;
}

static void report(struct comparison *c, int64_t first, int64_t end, calque_severity severity,
                   const char *what) {
  calque_span span = {fr_piece(c, first)->span.start, fr_piece(c, end - 1)->span.end};
  calque_str name = str_of_span(c->fr.p->text, span);
  uint32_t *seen = map_add(&c->reported, name, 0);
  if ((*seen)++) return;
  calque_str message = arena_printf(c->out->arena, "« %.*s » %s", STR_ARG(name), what);
  finding_add(c->out, "name", severity, message, span, (calque_span){0, 0});
}

static void check_word(struct comparison *c, int64_t i) {
  const struct gazetteer *g = c->tables->gazetteer;
  uint32_t phrase = gazetteer_find(g, &g->french, fr_piece(c, i)->folded);
  enum name_class class = name_class_of(c->tables, c->fr.p, i, kinds_of(c, phrase));
  if (class == NAME_NONE) return;
  if (!has_word(c, i, phrase, class)) {
    report(c, i, i + 1, severity_of(c, i, phrase, class), "has no counterpart in the English");
  } else if (is_short(c, i, phrase, class)) {
    report(c, i, i + 1, CALQUE_MINOR, "stands in the French more often than in the English");
  }
}

static bool holds_capital(const struct comparison *c, int64_t first, int64_t end) {
  for (int64_t i = first; i < end; i++) {
    if (fr_piece(c, i)->flags & PIECE_CAPITAL) return true;
  }
  return false;
}

/* A phrase of several words that the tables know, as one name. Returns the piece behind it, or i
 * when its words are to be looked at one by one. */
static int64_t check_phrase(struct comparison *c, int64_t i) {
  const struct gazetteer *g = c->tables->gazetteer;
  int64_t end = i;
  uint32_t id = name_longest_phrase(c->fr.p, g, &g->french, i, &end);
  if (id == GAZETTEER_NONE || end == i + 1) return i;
  uint16_t kinds = kinds_of(c, id);
  const uint16_t named = GAZETTEER_PLACE | GAZETTEER_ADJECTIVE | GAZETTEER_LANGUAGE |
                         GAZETTEER_ORGANISATION | GAZETTEER_PERSON | GAZETTEER_GIVEN;
  if (!(kinds & named)) return has_translation(c, id) ? end : i;
  if (!holds_capital(c, i, end) && !(kinds & GAZETTEER_ADJECTIVE)) return i;
  return has_translation(c, id) ? end : i;
}

void names_compare(struct findings *out, const struct name_tables *tables, const struct pieces *fr,
                   const struct pieces *en) {
  struct comparison c = {.out = out, .tables = tables, .left = MAX_COMPARISONS};
  name_index_build(&c.fr, out->arena, fr, FRENCH, tables);
  name_index_build(&c.en, out->arena, en, ENGLISH, tables);
  map_init(&c.reported, out->arena, 16, map_random_seed());
  for (int64_t i = 0; i < (int64_t)fr->n;) {
    int64_t end = fr->ptr[i].kind == PIECE_WORD ? check_phrase(&c, i) : i + 1;
    if (end == i) check_word(&c, i);
    i = end > i ? end : i + 1;
  }
}
