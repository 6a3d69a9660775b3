/* Looking names up in the mapped table. Opening checks the sizes only; every offset is checked
 * where it is used, so that a damaged file cannot lead outside it. */
#include "lexicon/gazetteer_format.h"

static bool take(calque_str *rest, size_t size, const void **out) {
  size_t padded = (size + 7) & ~(size_t)7;
  if (rest->len < padded) return false;
  *out = rest->ptr;
  *rest = str_slice(*rest, padded, rest->len);
  return true;
}

static bool take_side(calque_str *rest, const struct gazetteer_counts *counts,
                      struct gazetteer_side *side) {
  const void *phrases, *slots, *links;
  if (!counts->n_slots || (counts->n_slots & (counts->n_slots - 1))) return false;
  if (counts->n_phrases >= counts->n_slots) return false;
  if (!take(rest, (size_t)counts->n_phrases * sizeof *side->phrases, &phrases)) return false;
  if (!take(rest, (size_t)counts->n_slots * sizeof *side->slots, &slots)) return false;
  if (!take(rest, (size_t)counts->n_links * sizeof *side->links, &links)) return false;
  side->phrases = phrases;
  side->slots = slots;
  side->links = links;
  side->n_phrases = counts->n_phrases;
  side->slot_mask = counts->n_slots - 1;
  side->n_links = counts->n_links;
  return true;
}

bool gazetteer_open(struct gazetteer *g, calque_str section) {
  static const uint32_t empty_slot = 0;
  static const struct gazetteer empty = {.french = {.slots = &empty_slot},
                                         .english = {.slots = &empty_slot}};
  const void *header, *texts;
  calque_str rest = section;
  *g = empty;
  if (!take(&rest, sizeof(struct gazetteer_header), &header)) return false;
  const struct gazetteer_header *h = header;
  if (memcmp(h->magic, GAZETTEER_MAGIC, sizeof h->magic) != 0) return false;
  struct gazetteer found = empty;
  found.texts_len = h->texts_len;
  if (!take_side(&rest, &h->french, &found.french) ||
      !take_side(&rest, &h->english, &found.english) || !take(&rest, h->texts_len, &texts)) {
    return false;
  }
  found.texts = texts;
  *g = found;
  return true;
}

calque_str gazetteer_text(const struct gazetteer *g, const struct gazetteer_phrase *phrase) {
  bool sound = phrase->text <= g->texts_len && phrase->len <= g->texts_len - phrase->text;
  return sound ? (calque_str){g->texts + phrase->text, phrase->len} : STR("");
}

uint32_t gazetteer_find(const struct gazetteer *g, const struct gazetteer_side *side,
                        calque_str folded) {
  uint32_t i = (uint32_t)str_hash(folded, 0) & side->slot_mask;
  for (uint32_t tried = 0; side->slots[i] && tried <= side->slot_mask; tried++) {
    uint32_t id = side->slots[i] - 1;
    if (id >= side->n_phrases) break;
    if (str_eq(gazetteer_text(g, &side->phrases[id]), folded)) return id;
    i = (i + 1) & side->slot_mask;
  }
  return GAZETTEER_NONE;
}

const uint32_t *gazetteer_links(const struct gazetteer_side *side,
                                const struct gazetteer_phrase *phrase, size_t *n) {
  bool sound =
      phrase->first_link <= side->n_links && phrase->n_links <= side->n_links - phrase->first_link;
  *n = sound ? phrase->n_links : 0;
  return side->links + (sound ? phrase->first_link : 0);
}

size_t gazetteer_fold(calque_str phrase, char *out, unsigned *words) {
  size_t n, len = 0;
  *words = 0;
  bool gap = true;
  for (size_t at = 0; at < phrase.len; at += n) {
    uint32_t c = utf8_decode(str_slice(phrase, at, phrase.len), &n);
    bool in_word = utf8_is_letter(c) || utf8_is_digit(c);
    if (c == '.') continue;
    if (!in_word) {
      gap = true;
      continue;
    }
    if (gap) {
      if (len) out[len++] = ' ';
      ++*words;
    }
    gap = false;
    if (c < 0x80) out[len++] = (char)utf8_latin[c].fold;
    else len += utf8_fold_word(str_slice(phrase, at, at + n), out + len);
  }
  return len;
}
