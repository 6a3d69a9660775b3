/* Capitals say little at the start of a sentence and not everything inside one. The gazetteer
 * decides first, then the dictionary and how often French news writes the word small. */
#include "english/name_class.h"

#include "english/number_parse.h"

/* Differences of struct word.news: eighths of a power of two. */
#define MOSTLY_NAME  13 /* three times as often with a capital as without */
#define MOSTLY_WORD  5  /* one and a half times as often without */
#define RARE_WORD    60 /* twenty times in seven million words: rarer ones are no reason to doubt */
#define USUAL_WORD   55 /* of English */
#define USUAL_FRENCH 100

#define ANY_SPEECH   (~(M_PROPER | M_GENDER | M_NUMBER))

struct view {
  const calque_lexicon *lex;
  const struct pieces *p;
};

static const struct word *word_of(const struct view *v, word_id id) {
  static const struct word unknown = {0};
  return v->lex ? lexicon_word(v->lex, id) : &unknown;
}

/* The word in small letters with an accent put on its first letter, as « Evidemment », « Ile » and
 * « Ca » leave it out, or with œ for oe; 0: no such word. */
static word_id restored(const struct view *v, calque_str word) {
  static const struct {
    calque_str plain, accented;
  } FIRST[] = {{STR_INIT("e"), STR_INIT("é")},      {STR_INIT("e"), STR_INIT("ê")},
               {STR_INIT("i"), STR_INIT("î")},      {STR_INIT("o"), STR_INIT("ô")},
               {STR_INIT("c"), STR_INIT("ç")},      {STR_INIT("a"), STR_INIT("â")},
               {STR_INIT("choe"), STR_INIT("chœ")}, {STR_INIT("oe"), STR_INIT("œ")},
               {STR_INIT("coe"), STR_INIT("cœ")},   {STR_INIT("soe"), STR_INIT("sœ")}};
  char small[256], changed[264];
  if (!v->lex || 3 * word.len > sizeof small) return 0;
  calque_str lower = {small, utf8_lower_word(word, small)};
  for (size_t i = 0; i < COUNT(FIRST); i++) {
    calque_str plain = FIRST[i].plain, accented = FIRST[i].accented;
    if (!str_starts(lower, plain)) continue;
    memcpy(changed, accented.ptr, accented.len);
    memcpy(changed + accented.len, lower.ptr + plain.len, lower.len - plain.len);
    word_id id = lexicon_find(v->lex, (calque_str){changed, accented.len + lower.len - plain.len});
    if (id) return id;
  }
  return 0;
}

static const struct word *small_word(const struct view *v, const struct piece *p) {
  const struct word *plain = word_of(v, p->lower);
  if (plain->flags & WORD_FRENCH) return plain;
  if (plain->accented) return word_of(v, plain->accented);
  word_id id = restored(v, str_of_span(v->p->text, p->span));
  return id ? word_of(v, id) : plain;
}

static bool is_french(const struct word *small, uint64_t speech) {
  return (small->flags & WORD_FRENCH) && (small->morph & speech);
}

static const struct word *capital_word(const struct view *v, const struct piece *p) {
  return word_of(v, p->exact != p->lower ? p->exact : 0);
}

static bool is_person(const struct view *v, const struct piece *p) {
  return capital_word(v, p)->morph & (M_GIVEN | M_FAMILY);
}

static int capital_lead(const struct view *v, const struct piece *p) {
  return (int)capital_word(v, p)->news - (int)small_word(v, p)->news;
}

/* At the start of a sentence, where every word has a capital. « Dépêche-toi » is a verb. */
static bool opens_as_name(const struct view *v, int64_t i) {
  const struct piece *p = piece_at(v->p, i), *next = piece_at(v->p, i + 2);
  bool clitic = piece_is_hyphen(piece_at(v->p, i + 1)) && !piece_has_space(next) &&
                next->kind == PIECE_WORD && !(next->flags & PIECE_CAPITAL);
  if (clitic && is_french(small_word(v, p), M_VERB)) return false;
  return capital_lead(v, p) >= MOSTLY_NAME || !is_french(small_word(v, p), ANY_SPEECH);
}

/* « 2007, Ceci a été » */
static bool is_grammatical(const struct view *v, const struct piece *p) {
  const struct word *small = small_word(v, p);
  if (is_person(v, p) || !is_french(small, ANY_SPEECH)) return false;
  bool asks = str_ends(p->folded, STR("ez")) || str_ends(p->folded, STR("ons"));
  if (asks && (small->morph & M_VERB) && !(small->morph & (M_NOUN | M_ADJ))) return true;
  return (small->flags & WORD_STOP) || !(small->morph & (M_NOUN | M_ADJ | M_VERB));
}

/* « TON livre »: a common word in capitals is stressed, no acronym. */
static bool is_stressed(const struct view *v, const struct piece *p) {
  const struct word *small = small_word(v, p);
  return (p->flags & PIECE_CAPS) && is_french(small, ANY_SPEECH) && small->news >= USUAL_FRENCH;
}

/* « Hmmm », « Aaaah » */
static bool is_drawn_out(calque_str folded) {
  for (size_t i = 2; i < folded.len; i++) {
    if (folded.ptr[i] == folded.ptr[i - 1] && folded.ptr[i] == folded.ptr[i - 2]) return true;
  }
  return false;
}

static bool is_generic(const struct view *v, const struct piece *p) {
  const struct word *small = small_word(v, p);
  if (is_french(small, M_INF) && !is_person(v, p)) return true; /* « Cliquez sur Envoyer » */
  return is_french(small, M_NOUN | M_ADJ) && small->news >= RARE_WORD &&
         capital_lead(v, p) <= -MOSTLY_WORD;
}

static bool is_capital_word(const struct piece *p) {
  return p->kind == PIECE_WORD && (p->flags & PIECE_CAPITAL);
}

static bool is_given(const struct view *v, int64_t i, uint16_t kinds) {
  const struct piece *p = piece_at(v->p, i);
  bool given = (kinds & GAZETTEER_GIVEN) || (capital_word(v, p)->morph & M_GIVEN);
  return given && is_capital_word(piece_at(v->p, i + 1));
}

/* A name stands straight before it: what follows is its second half, however ordinary the word. */
static bool follows_name(const struct view *v, int64_t i) {
  const struct piece *before = piece_at(v->p, i - 1);
  if (!is_capital_word(before) || (piece_at(v->p, i)->flags & PIECE_FIRST)) return false;
  return !is_french(small_word(v, before), ANY_SPEECH) || is_person(v, before);
}

/* « Aujourd’hui » is cut at its apostrophe. */
static bool is_cut_word(const struct piece *p) {
  static const calque_str CUT[] = {STR_INIT("aujourd"), STR_INIT("quelqu"), STR_INIT("jusqu"),
                                   STR_INIT("lorsqu"),  STR_INIT("puisqu"), STR_INIT("presqu"),
                                   STR_INIT("quoiqu"),  STR_INIT("qu")};
  for (size_t i = 0; i < COUNT(CUT); i++) {
    if ((p->flags & PIECE_ELIDED) && str_eq(p->folded, CUT[i])) return true;
  }
  return (p->flags & PIECE_ELIDED) && p->folded.len <= 2;
}

static bool is_calendar(const struct piece *p) {
  static const calque_str DAYS[] = {STR_INIT("lundi"),   STR_INIT("mardi"),    STR_INIT("mercredi"),
                                    STR_INIT("jeudi"),   STR_INIT("vendredi"), STR_INIT("samedi"),
                                    STR_INIT("dimanche")};
  for (size_t i = 0; i < COUNT(DAYS); i++) {
    if (str_eq(p->folded, DAYS[i])) return true;
  }
  return number_word_find(FRENCH, p->folded, MONTH) != NULL;
}

/* Initials, numbers in words or Roman (the number check has them), codes, months. */
static bool is_no_name(const struct view *v, int64_t i) {
  const struct piece *p = piece_at(v->p, i);
  if (p->folded.len < 2 || is_drawn_out(p->folded)) return true;
  if ((p->flags & PIECE_MIXED) || is_cut_word(p) || is_calendar(p)) return true;
  bool initials = (p->flags & PIECE_DOTTED) && p->folded.len <= 3;
  if (initials && is_capital_word(piece_at(v->p, i + 1))) return true;
  if (number_word_find(FRENCH, p->folded, UNIT) || number_word_find(FRENCH, p->folded, ORDINAL)) {
    return true;
  }
  return number_roman_value(str_of_span(v->p->text, p->span)) > 0;
}

enum name_class name_class_of(const struct name_tables *tables, const struct pieces *p, int64_t i,
                              uint16_t kinds) {
  const struct view v = {tables->lex, p};
  const struct piece *word = piece_at(p, i);
  if (!(word->flags & PIECE_CAPITAL)) {
    bool asked = (kinds & GAZETTEER_ADJECTIVE) && !(kinds & GAZETTEER_AMBIGUOUS);
    return asked ? NAME_ADJECTIVE : NAME_NONE;
  }
  if (is_no_name(&v, i)) return NAME_NONE;
  if (kinds & GAZETTEER_PLACE) return NAME_IDENTITY;
  bool given = is_given(&v, i, kinds);
  bool first = (word->flags & PIECE_FIRST) && !opens_as_name(&v, i);
  if (first && !given && !(kinds & GAZETTEER_ADJECTIVE)) return NAME_NONE;
  if (kinds & GAZETTEER_ADJECTIVE) return NAME_ADJECTIVE;
  if (given) return NAME_GIVEN;
  if (kinds & (GAZETTEER_ORGANISATION | GAZETTEER_PERSON)) return NAME_IDENTITY;
  if (follows_name(&v, i)) return NAME_IDENTITY;
  if (kinds & (GAZETTEER_TITLE | GAZETTEER_COMMON)) return NAME_GENERIC;
  if (is_grammatical(&v, word) || is_stressed(&v, word)) return NAME_NONE;
  return is_generic(&v, word) ? NAME_GENERIC : NAME_IDENTITY;
}

bool name_is_ordinary(const struct name_tables *tables, const struct pieces *p, int64_t i) {
  const struct view v = {tables->lex, p};
  return is_french(small_word(&v, piece_at(p, i)), M_NOUN | M_ADJ);
}

bool name_is_english(const struct name_tables *tables, calque_str folded) {
  static const calque_str ENDINGS[] = {STR_INIT(""), STR_INIT("s"), STR_INIT("e"), STR_INIT("es")};
  for (size_t i = 0; tables->lex && i < COUNT(ENDINGS); i++) {
    if (!str_ends(folded, ENDINGS[i])) continue;
    word_id id = lexicon_find(tables->lex, str_slice(folded, 0, folded.len - ENDINGS[i].len));
    const struct word *w = lexicon_word(tables->lex, id);
    if ((w->flags & WORD_ENGLISH) && w->english >= USUAL_WORD) return true;
  }
  return false;
}
