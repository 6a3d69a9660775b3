/* A word that a pattern needs and that is rare tells soonest that the pattern is not there; a mark
 * that it begins with, sooner still. */
#include "lexicon/line_keys.h"

enum { START_SHARE = 5 /* one item of so many could start a line */ };

static uint8_t least_items(const struct line_element *e) {
  return (e->type == ELEMENT_SET || e->type == ELEMENT_NAME) && !e->optional;
}

static enum line_key_group group_of(const struct line_phrase *phrase,
                                    const struct pattern_key *key) {
  if (!key->any) return KEYS_INSIDE;
  if (phrase->reach != LINE_NO_END) return KEYS_END;
  return phrase->starts == STARTS_ANYWHERE || key->farthest ? KEYS_INSIDE : KEYS_START;
}

static double tries_of(const struct pattern_key *key, const double *frequencies) {
  double places = 1.0 + key->farthest - key->nearest;
  return frequencies[key->set] * places / (key->group == KEYS_START ? START_SHARE : 1);
}

/* The set that stands on one side of element i, if it must and alone can. */
static const struct line_element *neighbour(const struct line_element *e, size_t n, size_t i,
                                            int8_t side) {
  do i += (size_t)side; /* in front of the first, i wraps */
  while (i < n && e[i].type == ELEMENT_MARK);
  return i < n && e[i].type == ELEMENT_SET && !e[i].optional ? &e[i] : NULL;
}

/* Looks for the rarer of its neighbours. */
static void look_beside(struct pattern_key *key, const struct line_element *e, size_t n, size_t i,
                        const double *frequencies) {
  for (int8_t side = -1; side <= 1; side = (int8_t)(side + 2)) {
    const struct line_element *next = neighbour(e, n, i, side);
    if (!next || (key->side && frequencies[next->set] >= frequencies[key->beside])) continue;
    key->side = side;
    key->beside = next->set;
  }
}

struct pattern_key pattern_key_of(const struct patterns *p, const struct line_phrase *phrase,
                                  const double *frequencies) {
  const struct line_element *e = p->elements.ptr + phrase->first_element;
  struct pattern_key key = {.any = true}, best = {.any = false};
  size_t element = 0;
  for (size_t i = 0; i < phrase->n_elements && e->type != ELEMENT_MARK; i++) {
    if (e[i].type == ELEMENT_SET && !e[i].optional) {
      key.set = e[i].set;
      key.group = group_of(phrase, &key);
      if (!best.any || tries_of(&key, frequencies) < tries_of(&best, frequencies)) {
        best = key;
        element = i;
      }
    }
    key.nearest = (uint8_t)(key.nearest + least_items(&e[i]));
    key.farthest = (uint8_t)(key.farthest + patterns_most_items(&e[i]));
  }
  if (best.any) look_beside(&best, e, phrase->n_elements, element, frequencies);
  return best;
}

/* The frequency of the most frequent word of a set. */
static unsigned set_frequency(const struct build *b, calque_str words) {
  unsigned best = 0;
  calque_str word;
  bool is_lemma;
  while (patterns_word(&words, &word, &is_lemma)) {
    const struct build_word *w = &b->words.ptr[build_find(b, word)];
    unsigned f = w->news > w->french ? w->news : w->french;
    if (f > best) best = f;
  }
  return best;
}

uint8_t pattern_lead_of(const struct build *b, const struct patterns *p,
                        const struct line_phrase *phrase) {
  const struct line_element *e = p->elements.ptr + phrase->first_element;
  unsigned rarest = UINT32_MAX;
  uint8_t lead = 0, at = 0;
  if (phrase->starts == STARTS_SENTENCE) return 0;
  for (size_t i = 0; i < phrase->n_elements; i++) {
    if (e[i].type == ELEMENT_MARK) continue;
    if (e[i].type != ELEMENT_SET || e[i].optional) break;
    unsigned frequency = set_frequency(b, p->sets.ptr[e[i].set].words);
    if (frequency < rarest) {
      rarest = frequency;
      lead = at;
    }
    at++;
  }
  return lead;
}
