/* Every look-up is bounded: by a hash, or by the comparisons that are left. */
#include "english/name_search.h"

static const struct gazetteer_side *side_of(const struct name_search *s, enum side side) {
  const struct gazetteer *g = s->tables->gazetteer;
  return side == FRENCH ? &g->french : &g->english;
}

uint16_t name_kinds(const struct name_search *s, uint32_t phrase) {
  return phrase == GAZETTEER_NONE ? 0 : side_of(s, s->from->side)->phrases[phrase].kinds;
}

const uint32_t *name_links(const struct name_search *s, uint32_t phrase, size_t *n) {
  const struct gazetteer_side *side = side_of(s, s->from->side);
  *n = 0;
  return phrase == GAZETTEER_NONE ? NULL : gazetteer_links(side, &side->phrases[phrase], n);
}

bool name_has_translation(const struct name_search *s, uint32_t phrase) {
  size_t n;
  const uint32_t *links = name_links(s, phrase, &n);
  for (size_t i = 0; i < n; i++) {
    if (name_index_has(s->to, links[i])) return true;
  }
  return false;
}

bool name_has_spelling(const struct name_search *s, calque_str folded, bool capital) {
  char plural[256];
  const struct name_word *found[3] = {name_index_word(s->to, folded), NULL, NULL};
  if (folded.len + 1 <= sizeof plural) {
    memcpy(plural, folded.ptr, folded.len);
    plural[folded.len] = 's';
    found[1] = name_index_word(s->to, (calque_str){plural, folded.len + 1});
  }
  if (folded.len > 3 && folded.ptr[folded.len - 1] == 's') {
    found[2] = name_index_word(s->to, str_slice(folded, 0, folded.len - 1));
  }
  for (int i = 0; i < 3; i++) {
    if (found[i] && (!capital || found[i]->capitals)) return true;
  }
  return false;
}

/* Does the English word stand for a name of its own? */
static bool is_other_name(const struct name_search *s, calque_str folded) {
  const struct gazetteer_side *side = side_of(s, s->to->side);
  const uint16_t names = GAZETTEER_PLACE | GAZETTEER_ADJECTIVE | GAZETTEER_ORGANISATION |
                         GAZETTEER_PERSON | GAZETTEER_GIVEN;
  uint32_t id = gazetteer_find(s->tables->gazetteer, side, folded);
  return id != GAZETTEER_NONE && (side->phrases[id].kinds & names);
}

/* A name of the tables passes for a misspelt one only where hardly a letter differs, and a word
 * that stands on both sides for none but itself. */
bool name_has_near(struct name_search *s, calque_str folded, bool known) {
  char buffer[2 * 256 + 1];
  if (folded.len > 256) return false;
  calque_str key = {buffer, name_key(folded, s->from->side, buffer)};
  for (size_t i = 0; i < s->to->capitals.n && s->left; i++, s->left--) {
    const struct name_word *w = &s->to->list.ptr[s->to->capitals.ptr[i]];
    bool close = (key.len >= 3 && str_eq(key, w->key)) || name_is_close(folded, w->folded);
    bool near = !known && (name_is_near(folded, w->folded) || name_is_near(key, w->key) ||
                           name_is_inside(folded, w->folded));
    if (!close && !near) continue;
    if (name_index_word(s->from, w->folded)) continue;
    if (!is_other_name(s, w->folded) || (close && !known)) return true;
  }
  return false;
}

bool name_has_stem_of(struct name_search *s, calque_str folded) {
  for (size_t i = 0; i < s->to->list.n && s->left; i++, s->left--) {
    if (name_has_stem(folded, s->to->list.ptr[i].folded)) return true;
  }
  return false;
}

bool name_has_acronym(struct name_search *s, const struct piece *p) {
  if (!(p->flags & PIECE_CAPS) || p->folded.len > 8) return false;
  for (size_t i = 0; i < s->to->capitals.n && s->left; i++, s->left--) {
    const struct name_word *w = &s->to->list.ptr[s->to->capitals.ptr[i]];
    if (w->caps && name_is_permutation(p->folded, w->folded)) return true;
  }
  size_t matched = 0;
  for (uint32_t i = 0; i < s->to->p->n && s->left; i++, s->left--) {
    const struct piece *q = &s->to->p->ptr[i];
    if (q->kind != PIECE_WORD) continue;
    matched = q->folded.ptr[0] == p->folded.ptr[matched] ? matched + 1 : 0;
    if (matched == p->folded.len) return true;
  }
  return false;
}
