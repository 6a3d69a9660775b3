/* French denies with a pair (ne ... pas), English with a word or a prefix, and a translator may
 * turn the sentence round. Only a passage in which one side denies and the other holds nothing of
 * the kind is worth a look. */
#include "english/wording.h"

#define NEAR 6 /* pieces between « ne » and the word that goes with it */

static const calque_str ENGLISH_NEGATIONS[] = {
#define NEGATION(word) STR_INIT(word),
#include "english/negations.def"
#undef NEGATION
};

static const calque_str FRENCH_SECONDS[] = {
    STR_INIT("pas"),    STR_INIT("jamais"),   STR_INIT("rien"),  STR_INIT("aucun"),
    STR_INIT("aucune"), STR_INIT("personne"), STR_INIT("guere"), STR_INIT("nullement")};

static const calque_str PREFIXES[] = {STR_INIT("un"),  STR_INIT("in"),  STR_INIT("im"),
                                      STR_INIT("dis"), STR_INIT("non"), STR_INIT("ir")};

static bool is_one_of(const struct piece *p, const calque_str *words, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (piece_is(p, words[i])) return true;
  }
  return false;
}

/* Where « ne » and its second word stand; {0,0}: nowhere. */
static calque_span french_negation(const struct pieces *p) {
  for (int64_t i = 0; i < (int64_t)p->n; i++) {
    const struct piece *ne = piece_at(p, i);
    bool first = piece_is(ne, STR("ne")) || (piece_is(ne, STR("n")) && (ne->flags & PIECE_ELIDED));
    for (int64_t k = i + 1; first && k <= i + NEAR; k++) {
      if (is_one_of(piece_at(p, k), FRENCH_SECONDS, COUNT(FRENCH_SECONDS))) {
        return (calque_span){ne->span.start, piece_at(p, k)->span.end};
      }
    }
  }
  return (calque_span){0, 0};
}

/* “n’t”, or a word of the list; `strict`: one that does nothing but deny. */
static bool is_negation(const struct pieces *p, int64_t i, bool strict) {
  static const calque_str STRICT[] = {STR_INIT("not"), STR_INIT("never"), STR_INIT("cannot"),
                                      STR_INIT("nobody"), STR_INIT("nothing")};
  const struct piece *q = piece_at(p, i);
  if (piece_is(q, STR("t")) && piece_is_apostrophe(piece_at(p, i - 1))) return true;
  if (strict) return is_one_of(q, STRICT, COUNT(STRICT));
  if (is_one_of(q, ENGLISH_NEGATIONS, COUNT(ENGLISH_NEGATIONS))) return true;
  for (size_t k = 0; k < COUNT(PREFIXES); k++) {
    bool prefixed = q->kind == PIECE_WORD && str_starts(q->folded, PREFIXES[k]);
    if (prefixed && q->folded.len > PREFIXES[k].len + 3) return true;
  }
  return false;
}

static calque_span english_negation(const struct pieces *p, bool strict) {
  for (int64_t i = 0; i < (int64_t)p->n; i++) {
    if (is_negation(p, i, strict)) return piece_at(p, i)->span;
  }
  return (calque_span){0, 0};
}

/* Anything that may have become a negation: half of one, sans, non, a prefix. */
static bool denies_somehow(const struct pieces *p) {
  static const calque_str WORDS[] = {STR_INIT("ne"),     STR_INIT("n"),      STR_INIT("sans"),
                                     STR_INIT("non"),    STR_INIT("pas"),    STR_INIT("ni"),
                                     STR_INIT("jamais"), STR_INIT("aucun"),  STR_INIT("rien"),
                                     STR_INIT("refuse"), STR_INIT("aucune"), STR_INIT("peu"),
                                     STR_INIT("sauf"),   STR_INIT("faute"),  STR_INIT("ignore")};
  for (int64_t i = 0; i < (int64_t)p->n; i++) {
    const struct piece *q = piece_at(p, i);
    if (is_one_of(q, WORDS, COUNT(WORDS))) return true;
    for (size_t k = 1; k < COUNT(PREFIXES); k++) {
      bool prefixed = q->kind == PIECE_WORD && str_starts(q->folded, PREFIXES[k]);
      if (prefixed && q->folded.len > PREFIXES[k].len + 3) return true;
    }
  }
  return false;
}

static bool is_empty(calque_span s) { return s.start == s.end; }

static bool opens_quote(const struct pieces *p, int64_t i) {
  const struct piece *q = piece_at(p, i);
  if (q->kind != PIECE_MARK) return false;
  return q->mark == 0xab || q->mark == 0x201c || q->mark == 0x201e || q->mark == '"' ||
         (q->mark == 0x2018 && piece_has_space(q));
}

static calque_span first_quote(const struct pieces *p) {
  for (int64_t i = 0; i < (int64_t)p->n; i++) {
    if (opens_quote(p, i)) return piece_at(p, i)->span;
  }
  return (calque_span){0, 0};
}

void wording_check_quotes(struct findings *out, const struct pieces *fr, const struct pieces *en,
                          calque_severity severity) {
  calque_span made = first_quote(en);
  if (is_empty(made) || !is_empty(first_quote(fr))) return;
  finding_add(out, "quote", severity, STR("the English quotes where the French does not"),
              (calque_span){0, 0}, made);
}

void wording_check(struct findings *out, const struct pieces *fr, const struct pieces *en) {
  const calque_span none = {0, 0};
  calque_span denied = french_negation(fr), made = english_negation(en, true);
  if (!is_empty(denied) && is_empty(english_negation(en, false))) {
    finding_add(out, "negation", CALQUE_NOTE, STR("the French denies, the English does not"),
                denied, none);
  }
  if (!is_empty(made) && !denies_somehow(fr)) {
    finding_add(out, "negation", CALQUE_NOTE, STR("the English denies, the French does not"), none,
                made);
  }
  calque_span quoted = first_quote(fr);
  if (!is_empty(quoted) && is_empty(first_quote(en))) {
    finding_add(out, "quote", CALQUE_NOTE, STR("the French quotes, the English does not"), quoted,
                none);
  }
  wording_check_quotes(out, fr, en, CALQUE_NOTE);
}
