/* Numbers in digits. A literal is digits with glued separators (or thin gaps between groups of
 * three); what the separators mean decides which values it may have. Where both readings are
 * possible both are kept: the check must not guess, only notice what fits neither. */
#include "english/number_parse.h"

#include <math.h>

#define MAX_GROUPS 8

/* 12.03.2020 -> pieces 0 2 4 and the separators between them; ' ' for a gap. */
struct literal {
  int64_t groups[MAX_GROUPS];
  uint32_t separators[MAX_GROUPS];
  int n; /* groups */
  int64_t end;
};

static calque_str digits_at(const struct number_scan *s, int64_t i) {
  return piece_at(s->p, i)->folded;
}

static double digits_value(calque_str digits) {
  double value = 0;
  for (size_t i = 0; i < digits.len; i++) value = value * 10 + (digits.ptr[i] - '0');
  return value;
}

static double value_at(const struct number_scan *s, int64_t i) {
  return digits_value(digits_at(s, i));
}

struct number number_new(const struct number_scan *s, int64_t first, int64_t end) {
  struct number n = {.scale = 1, .clock = NUMBER_NO_CLOCK};
  n.first_piece = (uint32_t)first;
  n.end_piece = (uint32_t)end;
  n.span = (calque_span){piece_at(s->p, first)->span.start, piece_at(s->p, end - 1)->span.end};
  return n;
}

void number_add_reading(struct number *n, double value) {
  for (int i = 0; i < n->n_readings; i++) {
    if (n->readings[i] == value) return;
  }
  if (n->n_readings < NUMBER_READINGS) n->readings[n->n_readings++] = value;
}

static bool glued_digits(const struct number_scan *s, int64_t i) {
  const struct piece *p = piece_at(s->p, i);
  return p->kind == PIECE_DIGITS && !piece_has_space(p);
}

/* One character of white space between piece i - 1 and piece i. */
static bool single_gap(const struct number_scan *s, int64_t i) {
  calque_span gap = {piece_at(s->p, i - 1)->span.end, piece_at(s->p, i)->span.start};
  size_t n;
  if (gap.end <= gap.start) return false;
  calque_str between = str_of_span(s->p->text, gap);
  return utf8_decode(between, &n) != '\n' && n == between.len;
}

/* « 50, 3 % », « 0, 5 point »: a gap that typing left where it cannot part two numbers. */
static bool loose_decimal(const struct number_scan *s, int64_t comma) {
  const struct piece *d = piece_at(s->p, comma + 1);
  if (s->side != FRENCH || piece_at(s->p, comma)->mark != ',' || d->kind != PIECE_DIGITS)
    return false;
  if (str_eq(digits_at(s, comma - 1), STR("0"))) return true;
  return d->folded.len <= 2 && digits_at(s, comma - 1).len <= 2 &&
         piece_is_mark(piece_at(s->p, comma + 2), '%');
}

/* The separator that joins the literal so far with the digits behind it; 0: none. *step: pieces. */
static uint32_t next_separator(const struct number_scan *s, const struct literal *l, int *step) {
  const struct piece *p = piece_at(s->p, l->end);
  uint32_t before = l->n > 1 ? l->separators[l->n - 2] : 0;
  *step = 1;
  if (p->kind == PIECE_DIGITS && piece_has_space(p) && p->folded.len == 3 &&
      digits_at(s, l->groups[0]).len <= 3 && (!before || before == ' ') && single_gap(s, l->end)) {
    return ' ';
  }
  *step = 2;
  bool joins = p->kind == PIECE_MARK && !piece_has_space(p) &&
               (p->mark == '.' || p->mark == ',' || p->mark == ':' || p->mark == '/' ||
                piece_is_apostrophe(p));
  if (!joins) return 0;
  if (glued_digits(s, l->end + 1)) return piece_is_apostrophe(p) ? '\'' : p->mark;
  return l->n == 1 && loose_decimal(s, l->end) ? ',' : 0;
}

static struct literal collect(const struct number_scan *s, int64_t i) {
  struct literal l = {.groups = {i}, .n = 1, .end = i + 1};
  int step;
  for (uint32_t c; l.n < MAX_GROUPS && (c = next_separator(s, &l, &step));) {
    l.separators[l.n - 1] = c;
    l.groups[l.n++] = l.end + step - 1;
    l.end += step;
  }
  return l;
}

/* Groups `from` to the end have three digits each, and the first one to three. */
static bool grouped(const struct number_scan *s, const struct literal *l, int n) {
  if (digits_at(s, l->groups[0]).len > 3) return false;
  for (int g = 1; g < n; g++) {
    if (digits_at(s, l->groups[g]).len != 3) return false;
  }
  return n > 1;
}

static double joined(const struct number_scan *s, const struct literal *l, int n) {
  double value = 0;
  for (int g = 0; g < n; g++) {
    calque_str d = digits_at(s, l->groups[g]);
    value = value * pow(10, (double)d.len) + digits_value(d);
  }
  return value;
}

/* Groups 0 to n - 2 before the decimal mark, group n - 1 behind it. */
static double decimal(const struct number_scan *s, const struct literal *l, int n) {
  calque_str d = digits_at(s, l->groups[n - 1]);
  return joined(s, l, n - 1) + digits_value(d) / pow(10, (double)d.len);
}

static bool same_separators(const struct literal *l) {
  for (int g = 1; g + 1 < l->n; g++) {
    if (l->separators[g] != l->separators[0]) return false;
  }
  return true;
}

static void set_clock(struct number *n, double hour, double minute) {
  if (hour > 24 || minute > 59) return;
  n->clock = (int32_t)(hour * 60 + minute);
  if (hour > 12 || hour == 0) n->flags |= NUMBER_HALF_DAY;
}

/* Parts of a literal that is no single value: 12/03/2020, 2:03:59, 1.2.3. */
static void read_parts(struct number_scan *s, const struct literal *l, struct number *n) {
  n->first_part = (uint32_t)s->out.n;
  n->n_parts = (uint8_t)l->n;
  for (int g = 0; g < l->n; g++) {
    struct number part = number_new(s, l->groups[g], l->groups[g] + 1);
    part.flags = NUMBER_PART;
    double value = value_at(s, l->groups[g]);
    number_add_reading(&part, value);
    /* 2011/12 */
    bool short_year =
        g > 0 && digits_at(s, l->groups[g]).len == 2 && digits_at(s, l->groups[g - 1]).len == 4;
    if (short_year)
      number_add_reading(&part, floor(value_at(s, l->groups[g - 1]) / 100) * 100 + value);
    ARRAY_PUSH(s->arena, &s->out, part);
  }
}

/* One dot or comma between two groups. */
static void read_one_mark(struct number_scan *s, const struct literal *l, struct number *n) {
  calque_str whole = digits_at(s, l->groups[0]), rest = digits_at(s, l->groups[1]);
  bool comma = l->separators[0] == ',';
  bool group = grouped(s, l, 2) && whole.ptr[0] != '0';
  bool english_group = group && comma && s->side == ENGLISH;
  if (!english_group) number_add_reading(n, decimal(s, l, 2));
  if (group) number_add_reading(n, joined(s, l, 2));
  if (rest.len == 2 && whole.len <= 2) {
    set_clock(n, digits_value(whole), digits_value(rest));
  }
  /* « 5,6 ans » may be five or six, « 50, 3 % » two numbers after all. */
  bool next = comma && digits_value(rest) == digits_value(whole) + 1;
  bool loose = piece_has_space(piece_at(s->p, l->groups[1]));
  if (s->side == FRENCH && (next || loose)) read_parts(s, l, n);
}

static void read_literal(struct number_scan *s, const struct literal *l, struct number *n) {
  uint32_t last = l->n > 1 ? l->separators[l->n - 2] : 0;
  bool same = same_separators(l), mark = last == '.' || last == ',';
  if (l->n == 1) {
    number_add_reading(n, value_at(s, l->groups[0]));
    return;
  }
  if (l->n == 2 && mark && same) {
    read_one_mark(s, l, n);
    return;
  }
  if (same && grouped(s, l, l->n) && last != ':' && last != '/') {
    number_add_reading(n, joined(s, l, l->n));
    if (last == ' ') n->flags |= NUMBER_GROUPED;
    if (last == ' ') read_parts(s, l, n);
    return;
  }
  if (mark && !same && grouped(s, l, l->n - 1) && l->separators[0] != last) {
    number_add_reading(n, decimal(s, l, l->n)); /* 1 234,5  1.234,5  1,234.5 */
    return;
  }
  if (last == ':' && l->n == 2) set_clock(n, value_at(s, l->groups[0]), value_at(s, l->groups[1]));
  read_parts(s, l, n);
  /* « 1/8 de finale »: sixteen are left. */
  if (last == '/' && piece_is(piece_at(s->p, l->end + 1), STR("finale"))) {
    number_add_reading(n, value_at(s, l->groups[1]));
    number_add_reading(n, 2 * value_at(s, l->groups[1]));
  }
}

/* « h30 » -> letters "h", digits "30". */
static bool split_suffix(calque_str suffix, calque_str *letters, calque_str *digits) {
  size_t at = 0;
  while (at < suffix.len && !utf8_is_digit((unsigned char)suffix.ptr[at])) at++;
  *letters = str_slice(suffix, 0, at);
  *digits = str_slice(suffix, at, suffix.len);
  for (size_t i = 0; i < digits->len; i++) {
    if (!utf8_is_digit((unsigned char)digits->ptr[i])) return false;
  }
  return true;
}

static void add_part(struct number_scan *s, struct number *n, int64_t piece, double value) {
  struct number part = number_new(s, piece, piece + 1);
  part.flags = NUMBER_PART;
  number_add_reading(&part, value);
  ARRAY_PUSH(s->arena, &s->out, part);
  n->n_parts++;
}

/* Hour and minutes: every way to write them is a reading. */
static void read_clock(struct number_scan *s, struct number *n, int64_t minutes, double m) {
  double h = n->readings[0];
  if (h > 24 || m > 59) return;
  set_clock(n, h, m);
  n->first_part = (uint32_t)s->out.n;
  n->n_parts = 0;
  add_part(s, n, n->first_piece, h);
  if (m > 0) add_part(s, n, minutes, m);
  n->seconds = h * 3600 + m * 60;
  if (h > 12) number_add_reading(n, h - 12);
  if (m == 0) return;
  n->readings[0] = h + m / 60;
  n->n_readings = 1;
  number_add_reading(n, h + m / 100);
  number_add_reading(n, h * 100 + m);
  if (h > 12) number_add_reading(n, h - 12 + m / 100);
}

/* Digits with letters stuck to them: 28e, 14h30, 1m80, 1980s, 5bn, 4x4. */
static void read_suffix(struct number_scan *s, struct number *n) {
  const struct piece *p = piece_at(s->p, n->end_piece);
  calque_str letters, digits;
  if (p->kind != PIECE_WORD || piece_has_space(p) || !split_suffix(p->folded, &letters, &digits)) {
    return;
  }
  n->flags |= NUMBER_GLUED;
  int64_t at = n->end_piece;
  double value = n->readings[0], tail = digits_value(digits);
  if (!digits.len) {
    if (!str_eq(letters, STR("s"))) return;
    n->end_piece++;
    if (value >= 10 && value < 100) number_add_reading(n, 1900 + value);
    if (value >= 1000 && value < 2100 && fmod(value, 100) == 0) {
      number_add_reading(n, value / 100 + 1); /* the 1800s are the 19th century */
    }
    if (value >= 1900 && value < 2000) number_add_reading(n, value - 1900);
    return;
  }
  n->end_piece++;
  if (str_eq(letters, STR("h")) && digits.len <= 2) {
    read_clock(s, n, at, tail);
  } else if (str_eq(letters, STR("m")) && digits.len == 2) {
    n->readings[0] = value + tail / 100;
    number_add_reading(n, value * 100 + tail);
  } else {
    n->first_part = (uint32_t)s->out.n;
    n->n_readings = 0;
    add_part(s, n, n->first_piece, value);
    add_part(s, n, at, tail);
  }
}

static void read_fraction_sign(struct number_scan *s, struct number *n) {
  static const struct {
    uint32_t sign;
    double value;
  } SIGNS[] = {
      {0xbd, 1.0 / 2}, {0xbc, 1.0 / 4}, {0xbe, 3.0 / 4}, {0x2153, 1.0 / 3}, {0x2154, 2.0 / 3}};
  const struct piece *p = piece_at(s->p, n->end_piece);
  for (size_t i = 0; i < COUNT(SIGNS); i++) {
    if (!piece_is_mark(p, SIGNS[i].sign)) continue;
    n->readings[0] += SIGNS[i].value;
    n->end_piece++;
  }
}

/* « les années 80 », and the second year of 2012-13. */
static void read_short_year(struct number_scan *s, struct number *n) {
  double value = n->readings[0];
  const struct piece *before = piece_at(s->p, (int64_t)n->first_piece - 1);
  if (digits_at(s, n->first_piece).len != 2 || n->end_piece - n->first_piece != 1) return;
  if (s->side == FRENCH && piece_is(before, STR("annees"))) number_add_reading(n, 1900 + value);
  if (piece_is_apostrophe(before)) number_add_reading(n, 1900 + value);
  if (piece_is_mark(before, '/') || piece_is_hyphen(before) || piece_is_mark(before, 0x2013)) {
    const struct piece *year = piece_at(s->p, (int64_t)n->first_piece - 2);
    if (year->kind != PIECE_DIGITS || year->folded.len != 4) return;
    number_add_reading(n, floor(digits_value(year->folded) / 100) * 100 + value);
  }
}

static size_t letters_before(calque_str code) {
  size_t n = 0;
  while (n < code.len && !utf8_is_digit((unsigned char)code.ptr[n])) n++;
  return n;
}

/* A350, G20, F1: letters first. Every run of digits must be on the other side. */
static int64_t read_code(struct number_scan *s, int64_t i) {
  const struct piece *p = piece_at(s->p, i);
  if (!(p->flags & PIECE_MIXED) || number_word_at(s, i, OPTIONAL)) return i;
  bool any = false, name = letters_before(p->folded) > 3; /* jean1975 */
  for (size_t at = 0, end; at < p->folded.len; at = end) {
    for (end = at; end < p->folded.len && utf8_is_digit((unsigned char)p->folded.ptr[end]);) end++;
    if (end == at) {
      end++;
      continue;
    }
    struct number n = number_new(s, i, i + 1);
    n.flags = name ? 0 : NUMBER_REQUIRED;
    number_add_reading(&n, digits_value(str_slice(p->folded, at, end)));
    ARRAY_PUSH(s->arena, &s->out, n);
    any = true;
  }
  return any ? i + 1 : i;
}

int64_t number_read_digits(struct number_scan *s, int64_t i) {
  if (piece_at(s->p, i)->kind == PIECE_WORD) return read_code(s, i);
  if (piece_at(s->p, i)->kind != PIECE_DIGITS) return i;
  struct literal l = collect(s, i);
  struct number n = number_new(s, i, l.end);
  n.flags = NUMBER_REQUIRED;
  read_literal(s, &l, &n);
  if (n.n_readings) {
    read_fraction_sign(s, &n);
    read_suffix(s, &n);
    read_short_year(s, &n);
  }
  number_read_tail(s, &n);
  const struct piece *before = piece_at(s->p, i - 1);
  int64_t word = piece_is_hyphen(before) ? i - 2 : i - 1;
  if (number_word_at(s, word, OPTIONAL)) n.flags &= (uint8_t)~NUMBER_REQUIRED;
  n.span.end = piece_at(s->p, (int64_t)n.end_piece - 1)->span.end;
  ARRAY_PUSH(s->arena, &s->out, n);
  return n.end_piece;
}
