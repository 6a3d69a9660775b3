/* What follows a number and changes it: a scale (« milliards »), a currency, a unit of time, « et
 * demi », minutes, am and pm. */
#include "english/number_parse.h"

#include <math.h>

#define MAX_TAIL 12 /* pieces behind a number that can still belong to it */

static const calque_str AND[] = {STR_INIT("et"), STR_INIT("and")};
static const calque_str LINKS[] = {STR_INIT("de"), STR_INIT("d"),  STR_INIT("of"), STR_INIT("a"),
                                   STR_INIT("an"), STR_INIT("us"), STR_INIT("the")};
/* Adjectives between a number and its unit. */
static const calque_str FILLERS[] = {
    STR_INIT("derniers"), STR_INIT("dernieres"),  STR_INIT("prochains"), STR_INIT("prochaines"),
    STR_INIT("premiers"), STR_INIT("premieres"),  STR_INIT("longs"),     STR_INIT("longues"),
    STR_INIT("bonnes"),   STR_INIT("last"),       STR_INIT("next"),      STR_INIT("past"),
    STR_INIT("first"),    STR_INIT("long"),       STR_INIT("full"),      STR_INIT("more"),
    STR_INIT("straight"), STR_INIT("consecutive")};

bool piece_is_any(const struct number_scan *s, int64_t i, const calque_str *words, size_t n) {
  const struct piece *p = piece_at(s->p, i);
  for (size_t w = 0; w < n; w++) {
    if (piece_is(p, words[w])) return true;
  }
  return false;
}

static void scale_by(struct number *n, double factor) {
  for (int i = 0; i < n->n_readings; i++) n->readings[i] *= factor;
  n->scale *= factor;
}

static bool is_money_mark(const struct piece *p, uint8_t *money) {
  if (p->kind != PIECE_MARK) return false;
  switch (p->mark) {
    case 0x20ac: *money = 1; return true; /* € */
    case '$': *money = 2; return true;
    case 0xa3: *money = 3; return true; /* £ */
    case 0xa5: *money = 4; return true; /* ¥ */
    default: return false;
  }
}

/* A scale at piece i. Abbreviations count after digits only, and a small m (metres, minutes) only
 * where money is meant. */
static double scale_at(const struct number_scan *s, const struct number *n, int64_t i) {
  const struct number_word *row = number_word_at(s, i, SCALE);
  if (row) return row->value;
  row = number_word_at(s, i, SHORT);
  if (!row || !(n->flags & NUMBER_REQUIRED)) return 0;
  const struct piece *p = piece_at(s->p, i);
  uint8_t money = 0;
  bool priced = n->money || is_money_mark(piece_at(s->p, i + 1), &money);
  if (str_eq(p->folded, STR("m"))) return priced ? row->value : 0;
  if (p->folded.len == 1) return priced || !piece_has_space(p) ? row->value : 0;
  return row->value;
}

int64_t number_half_end(const struct number_scan *s, int64_t i) {
  int64_t at = i;
  while (piece_is_hyphen(piece_at(s->p, at))) at++;
  if (!piece_is_any(s, at, AND, COUNT(AND))) return i;
  at++;
  while (piece_is_hyphen(piece_at(s->p, at)) || number_word_at(s, at, ARTICLE)) at++;
  const struct number_word *half = number_word_at(s, at, HALF);
  return half ? at + 1 : i;
}

static void add_half(struct number *n) {
  double half = 0.5 * n->scale;
  if (n->n_readings) n->readings[0] += half;
}

static void read_scale(struct number_scan *s, struct number *n) {
  for (;;) {
    int64_t at = n->end_piece;
    if (piece_is_hyphen(piece_at(s->p, at))) at++;
    double factor = scale_at(s, n, at);
    if (factor == 0) break;
    scale_by(n, factor);
    n->end_piece = (uint32_t)at + 1;
  }
  int64_t end = number_half_end(s, n->end_piece);
  if (end > n->end_piece && n->n_readings) {
    add_half(n);
    n->end_piece = (uint32_t)end;
  }
}

/* « 1 million 200 000 », « 582 millions 835 »: the rest is added. */
static void read_rest(struct number_scan *s, struct number *n) {
  const struct piece *p = piece_at(s->p, n->end_piece);
  if (s->side != FRENCH || n->scale <= 1 || !n->n_readings || p->kind != PIECE_DIGITS) return;
  double rest = 0;
  int64_t at = n->end_piece;
  for (int groups = 0; groups < 4; groups++, at++) {
    const struct piece *d = piece_at(s->p, at);
    if (d->kind != PIECE_DIGITS || d->folded.len > 3) break;
    if (groups > 0 && d->folded.len != 3) break;
    for (size_t i = 0; i < d->folded.len; i++) rest = rest * 10 + (d->folded.ptr[i] - '0');
  }
  if (at == n->end_piece || rest >= n->scale) return;
  n->readings[0] += rest;
  if (rest < 1000) number_add_reading(n, n->readings[0] - rest + rest * n->scale / 1000);
  n->end_piece = (uint32_t)at;
}

static void read_money(struct number_scan *s, struct number *n) {
  int64_t at = n->end_piece;
  uint8_t before = 0;
  if (is_money_mark(piece_at(s->p, (int64_t)n->first_piece - 1), &before)) n->money = before;
  if (is_money_mark(piece_at(s->p, at), &n->money)) {
    n->end_piece++;
    return;
  }
  while (at < n->end_piece + 2 && piece_is_any(s, at, LINKS, COUNT(LINKS))) {
    at++;
    if (piece_is_apostrophe(piece_at(s->p, at))) at++;
  }
  const struct number_word *row = number_word_at(s, at, MONEY);
  if (!row) return;
  n->money = (uint8_t)row->value;
  n->end_piece = (uint32_t)at + 1;
}

/* « 2 euros 50 », « 50 centimes ». */
static void read_cents(struct number_scan *s, struct number *n) {
  const struct piece *p = piece_at(s->p, n->end_piece);
  if (n->money && n->n_readings && n->scale <= 1 && p->kind == PIECE_DIGITS && p->folded.len == 2) {
    double cents = (p->folded.ptr[0] - '0') * 10 + (p->folded.ptr[1] - '0');
    number_add_reading(n, n->readings[0] + cents / 100);
    n->end_piece++;
  } else if (!n->money && n->n_readings && number_word_at(s, n->end_piece, CENT)) {
    number_add_reading(n, n->readings[0] / 100);
  }
}

/* The unit of time at piece i, with « d’ » “of an” before it: seconds, and the piece behind it. */
static const struct number_word *unit_at(const struct number_scan *s, int64_t i, int64_t *end) {
  int64_t at = i;
  for (int skipped = 0; skipped < 3; skipped++, at++) {
    const struct piece *p = piece_at(s->p, at);
    if (piece_is_apostrophe(p) && piece_is(piece_at(s->p, at - 1), STR("d"))) continue;
    if (!piece_is_hyphen(p) && !piece_is_any(s, at, LINKS, COUNT(LINKS)) &&
        !piece_is_any(s, at, FILLERS, COUNT(FILLERS))) {
      break;
    }
  }
  *end = at + 1;
  return number_word_at(s, at, TIME);
}

static int64_t read_minutes(struct number_scan *s, struct number *n, int64_t end) {
  const struct piece *p = piece_at(s->p, end);
  double h = n->readings[0];
  if (h > 24 || h != floor(h)) return end;
  int32_t minutes = 0;
  if (p->kind == PIECE_DIGITS && p->folded.len == 2 && p->folded.ptr[0] < '6') {
    minutes = (p->folded.ptr[0] - '0') * 10 + (p->folded.ptr[1] - '0');
    number_add_reading(n, h + minutes / 60.0);
    number_add_reading(n, h + minutes / 100.0);
    number_add_reading(n, h * 100 + minutes);
    n->seconds += 60 * minutes;
    end++;
  } else if (piece_is_any(s, end, AND, COUNT(AND)) && number_word_at(s, end + 1, FRACTION)) {
    minutes = 15;
    end += 2;
  } else if (piece_is(p, STR("moins")) && number_word_at(s, end + 2, FRACTION)) {
    minutes = -15;
    end += 3;
  }
  n->clock = (int32_t)h * 60 + minutes;
  if (n->clock < 0) n->clock += 1440;
  if (h > 12) {
    n->flags |= NUMBER_HALF_DAY;
    number_add_reading(n, h - 12 + minutes / 100.0);
    number_add_reading(n, h * 100 + minutes); /* 2200 GMT */
  }
  return end;
}

static void read_unit(struct number_scan *s, struct number *n) {
  int64_t end;
  const struct number_word *unit = unit_at(s, n->end_piece, &end);
  if (!unit || !n->n_readings) return;
  n->unit_s = unit->value;
  n->seconds = n->readings[0] * unit->value;
  if (s->side == FRENCH && unit->value == 3600) end = read_minutes(s, n, end);
  int64_t half = number_half_end(s, end);
  if (half > end) {
    number_add_reading(n, n->readings[0] + 0.5);
    n->seconds += 0.5 * unit->value;
    if (n->clock >= 0) n->clock += 30;
    end = half;
  }
  n->end_piece = (uint32_t)end;
}

/* “2 pm”, “2:30 p.m.”, “2 o’clock” */
static void read_half_day(struct number_scan *s, struct number *n) {
  const struct number_word *row = number_word_at(s, n->end_piece, HALFDAY);
  bool oclock = piece_is(piece_at(s->p, n->end_piece), STR("o")) &&
                piece_is(piece_at(s->p, (int64_t)n->end_piece + 2), STR("clock"));
  if ((!row && !oclock) || (!n->n_readings && n->clock < 0)) return;
  if (n->clock < 0 && n->readings[0] <= 24) n->clock = (int32_t)n->readings[0] * 60;
  n->end_piece += row ? 1 : 3;
  if (!row || n->clock < 0) return;
  n->clock = n->clock % 720 + (int32_t)row->value;
  n->flags |= NUMBER_HALF_DAY;
}

void number_read_tail(struct number_scan *s, struct number *n) {
  uint8_t before = 0;
  if (is_money_mark(piece_at(s->p, (int64_t)n->first_piece - 1), &before)) n->money = before;
  read_scale(s, n);
  read_rest(s, n);
  read_money(s, n);
  read_cents(s, n);
  read_half_day(s, n);
  read_unit(s, n);
  if (n->scale <= 1 && !n->money && n->unit_s == 0) n->flags |= NUMBER_ALONE;
}
