/* Numbers in words. They follow the grammar of both languages closely enough to tell « soixante et
 * onze » (71) from « deux, trois » (two numbers), and no closer: a spelled number only ever
 * explains a number of the other side, it is never asked for. */
#include "english/number_parse.h"

#include <math.h>

#define MAX_SPELLED 24 /* pieces of one spelled number */

/* Cardinal being read: `total` holds finished scales, `group` what is below the next one. */
struct cardinal {
  double total, group, last_scale;
  int64_t end;
  bool any;
};

/* The piece where the next word of the same number may stand: over one hyphen or one « et ». */
static int64_t next_word(const struct number_scan *s, int64_t i) {
  const struct piece *p = piece_at(s->p, i);
  if (piece_is_hyphen(p)) {
    p = piece_at(s->p, ++i);
    if ((piece_is(p, STR("et")) || piece_is(p, STR("and"))) &&
        piece_is_hyphen(piece_at(s->p, i + 1))) {
      return i + 2;
    }
    return i;
  }
  bool join = piece_is(p, s->side == FRENCH ? STR("et") : STR("and"));
  return join ? i + 1 : i;
}

/* Can `value` (below 100) follow the digits of `group`? The new group, or -1. */
static double join_unit(const struct cardinal *c, enum side side, double value, bool joined) {
  double low = fmod(c->group, 100);
  if (c->group <= 0) return joined && c->total <= 0 ? -1 : value;
  if (side == FRENCH && low == 4 && value == 20 && !joined) return c->group - 4 + 80;
  if (low == 0) return side == FRENCH && joined ? -1 : c->group + value;
  bool tens = fmod(low, 10) == 0 && low >= 20;
  if (tens && value < 10 && value > 0) return c->group + value;
  if (side == ENGLISH) {
    bool year = c->group >= 10 && c->group <= 20 && value >= 10 && c->total <= 0 && !joined;
    return year ? c->group * 100 + value : -1;
  }
  if ((low == 60 || low == 80) && value < 20) return c->group + value;
  bool ten = low == 10 || low == 70 || low == 90;
  return ten && value >= 7 && value <= 9 ? c->group + value : -1;
}

static bool take_scale(struct cardinal *c, double scale) {
  if (c->total == 0 && c->group == 0) c->group = 1;
  if (c->total == 0 || scale < c->last_scale) {
    c->total += (c->group > 0 ? c->group : 1) * scale;
  } else if (scale > c->last_scale) {
    c->total = (c->total + c->group) * scale;
  } else {
    return false;
  }
  c->last_scale = scale;
  c->group = 0;
  return true;
}

/* Takes the word at piece i into the number; false: it does not go on there. */
static bool take_word(const struct number_scan *s, struct cardinal *c, int64_t i, bool joined) {
  const struct number_word *row = number_word_at(s, i, UNIT);
  if (row) {
    double group = join_unit(c, s->side, row->value, joined);
    if (group < 0) return false;
    c->group = group;
  } else if (number_word_at(s, i, HUNDRED)) {
    if (joined || c->group >= 100) return false;
    c->group = (c->group > 0 ? c->group : 1) * 100;
  } else if ((row = number_word_at(s, i, SCALE))) {
    if (joined || !take_scale(c, row->value)) return false;
  } else {
    return false;
  }
  c->any = true;
  c->end = i + 1;
  return true;
}

static struct cardinal read_cardinal(const struct number_scan *s, int64_t i) {
  struct cardinal c = {.end = i};
  if (number_word_at(s, i, ARTICLE)) {
    int64_t after = piece_is_hyphen(piece_at(s->p, i + 1)) ? i + 2 : i + 1;
    c.group = 1;
    if (number_word_at(s, after, HUNDRED) || number_word_at(s, after, SCALE)) {
      take_word(s, &c, after, false);
    } else {
      c.any = true;
      c.end = i + 1;
      return c;
    }
  }
  for (int64_t start = c.end; c.end - start < MAX_SPELLED;) {
    int64_t at = c.any ? next_word(s, c.end) : c.end;
    bool joined = c.any && at > c.end && !piece_is_hyphen(piece_at(s->p, at - 1));
    if (!take_word(s, &c, at, joined)) break;
  }
  return c;
}

/* « virgule cinq », “point five”: digits in words behind a whole number. */
static int64_t read_decimals(const struct number_scan *s, int64_t i, double *value) {
  bool point = piece_is(piece_at(s->p, i), s->side == FRENCH ? STR("virgule") : STR("point"));
  double step = 0.1;
  int64_t at = i + 1;
  if (!point || !number_word_at(s, at, UNIT)) return i;
  for (const struct number_word *row; (row = number_word_at(s, at, UNIT)) && row->value < 10;
       at++) {
    *value += row->value * step;
    step /= 10;
  }
  return at;
}

static void add_fraction(struct number *n, double numerator, double denominator) {
  double value = numerator / denominator;
  n->n_readings = 0;
  number_add_reading(n, value);
  number_add_reading(n, 100 * value);
  number_add_reading(n, round(100 * value));
  number_add_reading(n, floor(100 * value));
  number_add_reading(n, denominator);
}

static struct number number_of(struct number_scan *s, int64_t first, int64_t end, double value) {
  struct number n = number_new(s, first, end);
  number_add_reading(&n, value);
  return n;
}

static int64_t push(struct number_scan *s, struct number n) {
  n.span.end = piece_at(s->p, (int64_t)n.end_piece - 1)->span.end;
  ARRAY_PUSH(s->arena, &s->out, n);
  return n.end_piece;
}

/* Ordinals: « vingt-deuxième », “twenty-second”; behind a small number a fraction: “two fifths”. */
static int64_t read_ordinal(struct number_scan *s, int64_t first, int64_t i, double base) {
  const struct number_word *row = number_word_at(s, i, ORDINAL);
  if (!row) return first;
  bool tens = base >= 20 && fmod(base, 10) == 0 && row->value < 20;
  bool hundreds = base >= 100 && fmod(base, 100) == 0 && row->value < 100;
  struct number n = number_of(s, first, i + 1, tens || hundreds ? base + row->value : row->value);
  if (base > 0 && base < 10 && row->value > 2) {
    add_fraction(&n, base, row->value);
    push(s, number_of(s, first, i, base));
  }
  /* « huitièmes de finale »: sixteen are left. */
  if (piece_is(piece_at(s->p, i + 2), STR("finale"))) number_add_reading(&n, 2 * row->value);
  if (row->value >= 100 && base >= 1 && base < row->value)
    number_add_reading(&n, base * row->value);
  number_read_tail(s, &n);
  return push(s, n);
}

static int64_t read_fraction(struct number_scan *s, int64_t first, int64_t i, double base) {
  const struct number_word *row = number_word_at(s, i, FRACTION);
  if (!row) return first;
  struct number n = number_new(s, first, i + 1);
  add_fraction(&n, base > 0 ? base : 1, row->value);
  if (base > 0) push(s, number_of(s, first, i, base));
  number_read_tail(s, &n);
  return push(s, n);
}

/* “half a million”, « demi-douzaine », “half past two” */
static int64_t read_half(struct number_scan *s, int64_t i) {
  if (!number_word_at(s, i, HALF)) return i;
  struct number n = number_new(s, i, i + 1);
  int64_t at = i + 1;
  if (piece_is(piece_at(s->p, at), STR("past")) && number_word_at(s, at + 1, UNIT)) {
    double hour = number_word_at(s, at + 1, UNIT)->value;
    n = number_of(s, i, at + 2, hour + 0.5);
    n.clock = (int32_t)hour * 60 + 30;
    return push(s, n);
  }
  while (piece_is_hyphen(piece_at(s->p, at)) || number_word_at(s, at, ARTICLE)) at++;
  const struct number_word *row = number_word_at(s, at, SCALE);
  if (!row) row = number_word_at(s, at, GROUP);
  if (!row) row = number_word_at(s, at, HUNDRED);
  if (row) {
    n = number_of(s, i, at + 1, 0.5 * row->value);
    n.scale = row->value;
  } else {
    add_fraction(&n, 1, 2);
  }
  number_read_tail(s, &n);
  return push(s, n);
}

static int64_t read_group(struct number_scan *s, int64_t first, int64_t i, double base) {
  const struct number_word *row = number_word_at(s, i, GROUP);
  if (!row) return first;
  struct number n = number_of(s, first, i + 1, (base > 0 ? base : 1) * row->value);
  number_add_reading(&n, row->value);
  if (base <= 0) n.vague = row->value;
  if (s->side == FRENCH && piece_is(piece_at(s->p, i + 1), STR("de")))
    n.end_piece = (uint32_t)i + 2;
  number_read_tail(s, &n);
  return push(s, n);
}

/* Months and days of the week have a capital in English: “may” and “march” are verbs. */
static void note_calendar(struct number_scan *s, int64_t i, enum number_role role, unsigned n) {
  const struct piece *p = piece_at(s->p, i);
  if (s->side == ENGLISH && !(p->flags & PIECE_CAPITAL)) return;
  uint16_t *seen = role == MONTH ? &s->calendar.months : &s->calendar.days;
  calque_span *first = role == MONTH ? s->calendar.month : s->calendar.day;
  if (!(*seen >> n & 1)) first[n] = p->span;
  *seen |= (uint16_t)(1u << n);
}

/* Words that explain a number and nothing more. */
static int64_t read_explainer(struct number_scan *s, int64_t i) {
  static const enum number_role ROLES[] = {MULTIPLE, DECADE, CLOCK, TIME, MONTH, WEEKDAY};
  for (size_t r = 0; r < COUNT(ROLES); r++) {
    const struct number_word *row = number_word_at(s, i, ROLES[r]);
    if (!row) continue;
    if (ROLES[r] == MONTH || ROLES[r] == WEEKDAY) {
      note_calendar(s, i, ROLES[r], (unsigned)row->value);
      return i + 1;
    }
    struct number n = number_new(s, i, i + 1);
    if (ROLES[r] == CLOCK) {
      n.clock = (int32_t)row->value;
      number_add_reading(&n, row->value / 60);
      if (row->value == 0) number_add_reading(&n, 24);
    } else if (ROLES[r] == TIME) {
      n.seconds = n.unit_s = row->value;
      n.end_piece = (uint32_t)number_half_end(s, i + 1); /* “the last year and a half” */
      if (n.end_piece > i + 1) n.seconds *= 1.5;
    } else {
      number_add_reading(&n, row->value);
    }
    if (ROLES[r] == DECADE) number_add_reading(&n, 1900 + row->value);
    return push(s, n);
  }
  return i;
}

/* Only the way Rome wrote it, so that CD or MIX pass for numerals but VX does not. */
double number_roman_value(calque_str word) {
  static const struct {
    char letters[3];
    int value;
  } SIGNS[] = {{"M", 1000}, {"CM", 900}, {"D", 500}, {"CD", 400}, {"C", 100}, {"XC", 90}, {"L", 50},
               {"XL", 40},  {"X", 10},   {"IX", 9},  {"V", 5},    {"IV", 4},  {"I", 1}};
  static const calque_str ENDINGS[] = {STR_INIT(""),   STR_INIT("e"),   STR_INIT("er"),
                                       STR_INIT("re"), STR_INIT("ème"), STR_INIT("eme"),
                                       STR_INIT("th")};
  size_t at = 0;
  int value = 0;
  for (size_t i = 0; i < COUNT(SIGNS); i++) {
    calque_str sign = calque_str_of(SIGNS[i].letters);
    for (int times = 0; times < (sign.len == 1 ? 3 : 1); times++) {
      if (!str_starts(str_slice(word, at, word.len), sign)) break;
      value += SIGNS[i].value;
      at += sign.len;
    }
  }
  for (size_t i = 0; at > 0 && i < COUNT(ENDINGS); i++) {
    if (str_eq(str_slice(word, at, word.len), ENDINGS[i])) return value;
  }
  return 0;
}

static int64_t read_roman(struct number_scan *s, int64_t i) {
  const struct piece *p = piece_at(s->p, i), *before = piece_at(s->p, i - 1);
  calque_str word = str_of_span(s->p->text, p->span);
  if (!(p->flags & PIECE_CAPITAL) || word.len > 12) return i;
  double value = number_roman_value(word);
  bool alone = word.len == 1;
  bool named = before->kind == PIECE_WORD && (before->flags & PIECE_CAPITAL);
  if (value == 0 || (alone && !named)) return i;
  return push(s, number_of(s, i, i + 1, value));
}

/* Les années quatre-vingt. */
static void add_decade(const struct number_scan *s, struct number *n) {
  if (s->side != FRENCH || !piece_is(piece_at(s->p, (int64_t)n->first_piece - 1), STR("annees"))) {
    return;
  }
  if (n->readings[0] >= 10 && n->readings[0] < 100) number_add_reading(n, 1900 + n->readings[0]);
}

int64_t number_read_words(struct number_scan *s, int64_t i) {
  if (piece_at(s->p, i)->kind != PIECE_WORD) return i;
  struct cardinal c = read_cardinal(s, i);
  int64_t end;
  double value = c.total + c.group, base = c.any ? value : 0;
  int64_t next = c.any && piece_is_hyphen(piece_at(s->p, c.end)) ? c.end + 1 : c.end;
  if (c.any && piece_is_any(s, next, (const calque_str[]){STR_INIT("et"), STR_INIT("and")}, 2) &&
      number_word_at(s, next + 1, ORDINAL) && fmod(base, 10) == 0) {
    next++; /* « vingt et unième » */
  }
  if ((end = read_ordinal(s, i, next, base)) > i) return end;
  if ((end = read_fraction(s, i, next, base)) > i) return end;
  if ((end = read_group(s, i, next, base)) > i) return end;
  if (c.any) {
    struct number n = number_of(s, i, c.end, value);
    n.end_piece = (uint32_t)read_decimals(s, c.end, &n.readings[0]);
    bool bare = number_word_at(s, i, SCALE) || number_word_at(s, i, HUNDRED);
    if (bare && c.end == i + 1) n.vague = value;
    n.scale = c.last_scale > 0 && c.group == 0 ? c.last_scale : 1;
    add_decade(s, &n);
    number_read_tail(s, &n);
    return push(s, n);
  }
  if ((end = read_half(s, i)) > i) return end;
  if ((end = read_explainer(s, i)) > i) return end;
  return read_roman(s, i);
}
