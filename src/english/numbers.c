/* The numbers of the French against those of the English. Agreement is tested by looking values up
 * in sorted lists, so a page of figures costs n log n; a number may answer for several, for
 * writers repeat figures and translators do not. */
#include "english/number_parse.h"

#include <math.h>
#include <stdlib.h>

#define SAME_VALUE  1e-9 /* relative */
#define SAME_LENGTH 1e-6

struct lookup {
  double *values, *seconds, *vague;
  int32_t *clocks; /* clock_code */
  size_t n_values, n_seconds, n_vague, n_clocks;
  uint16_t months;
};

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static int by_minute(const void *a, const void *b) {
  int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
  return (x > y) - (x < y);
}

/* Minutes of the day; where the text does not say which half of it, of half a day and a mark. */
#define EITHER_HALF 2000

static int32_t clock_code(const struct number *n) {
  return n->flags & NUMBER_HALF_DAY ? n->clock % 1440 : n->clock % 720 + EITHER_HALF;
}

static struct lookup lookup_new(calque_arena *arena, const struct numbers *all) {
  struct lookup l = {.months = all->calendar.months};
  l.values = ARENA_ARRAY(arena, double, all->n *NUMBER_READINGS + 1);
  l.seconds = ARENA_ARRAY(arena, double, all->n + 1);
  l.vague = ARENA_ARRAY(arena, double, all->n + 1);
  l.clocks = ARENA_ARRAY(arena, int32_t, all->n + 1);
  for (uint32_t i = 0; i < all->n; i++) {
    const struct number *n = &all->ptr[i];
    for (int r = 0; r < n->n_readings; r++) l.values[l.n_values++] = n->readings[r];
    if (n->seconds > 0) l.seconds[l.n_seconds++] = n->seconds;
    if (n->vague > 0) l.vague[l.n_vague++] = n->vague;
    if (n->clock >= 0) l.clocks[l.n_clocks++] = clock_code(n);
  }
  qsort(l.values, l.n_values, sizeof *l.values, by_value);
  qsort(l.seconds, l.n_seconds, sizeof *l.seconds, by_value);
  qsort(l.vague, l.n_vague, sizeof *l.vague, by_value);
  qsort(l.clocks, l.n_clocks, sizeof *l.clocks, by_minute);
  return l;
}

/* Does the sorted list hold a value within `share` of the one looked for? */
static bool holds(const double *list, size_t n, double value, double share) {
  double least = value - fabs(value) * share;
  size_t low = 0;
  for (size_t high = n; low < high;) {
    size_t middle = (low + high) / 2;
    if (list[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low < n && list[low] <= value + fabs(value) * share;
}

static bool has_value(const struct lookup *l, const struct number *n) {
  for (int r = 0; r < n->n_readings; r++) {
    if (holds(l->values, l->n_values, n->readings[r], SAME_VALUE)) return true;
  }
  return false;
}

/* Eight days are a week and fifteen two weeks in French. */
static bool has_length(const struct lookup *l, const struct number *n) {
  if (n->seconds <= 0) return false;
  if (holds(l->seconds, l->n_seconds, n->seconds, SAME_LENGTH)) return true;
  double days = n->seconds / 86400;
  if (days == 8 || days == 15) return holds(l->seconds, l->n_seconds, n->seconds - 86400, 1e-6);
  if (days == 7 || days == 14) return holds(l->seconds, l->n_seconds, n->seconds + 86400, 1e-6);
  return false;
}

/* « des milliers » may be 5,000 or 20,000. */
static bool has_vague(const struct lookup *l, const struct number *n) {
  for (int r = 0; r < n->n_readings; r++) {
    double value = n->readings[r], scale = 10;
    for (int power = 1; power <= 9; power++, scale *= 10) {
      if (value < 2 * scale || value >= 100 * scale) continue;
      if (holds(l->vague, l->n_vague, scale, SAME_VALUE)) return true;
    }
  }
  return false;
}

static bool has_code(const struct lookup *l, int32_t code) {
  return bsearch(&code, l->clocks, l->n_clocks, sizeof code, by_minute) != NULL;
}

static bool has_clock(const struct lookup *l, const struct number *n) {
  if (n->clock < 0) return false;
  int32_t half = n->clock % 720;
  if (has_code(l, half + EITHER_HALF)) return true;
  if (n->flags & NUMBER_HALF_DAY) return has_code(l, n->clock % 1440);
  return has_code(l, half) || has_code(l, half + 720);
}

static bool has_part(const struct lookup *l, const struct number *part) {
  double value = part->readings[0];
  if (has_value(l, part) || value == 0) return true;
  if (value >= 1 && value <= 12 && value == floor(value) && (l->months >> (unsigned)value & 1)) {
    return true;
  }
  return value < 100 && (holds(l->values, l->n_values, 1900 + value, SAME_VALUE) ||
                         holds(l->values, l->n_values, 2000 + value, SAME_VALUE));
}

static bool has_number(const struct lookup *l, const struct numbers *all, const struct number *n) {
  if (has_value(l, n) || has_length(l, n) || has_clock(l, n) || has_vague(l, n)) return true;
  for (uint32_t i = 0; i < n->n_parts; i++) {
    if (!has_part(l, &all->ptr[n->first_part + i])) return false;
  }
  return n->n_parts > 0;
}

static bool connects(const struct number_scan *s, int64_t i) {
  static const calque_str WORDS[] = {STR_INIT("a"),  STR_INIT("ou"), STR_INIT("et"),
                                     STR_INIT("to"), STR_INIT("or"), STR_INIT("and")};
  const struct piece *p = piece_at(s->p, i);
  return piece_is_hyphen(p) || piece_is_mark(p, 0x2013) || piece_is_mark(p, ',') ||
         piece_is_any(s, i, WORDS, COUNT(WORDS));
}

/* « 3 à 5 millions », “five or six days”: the first shares scale and unit of the second. */
static void share_tails(struct number_scan *s) {
  for (size_t i = 0; i + 1 < s->out.n; i++) {
    struct number *a = &s->out.ptr[i];
    size_t next = i + 1;
    while (next < s->out.n && (s->out.ptr[next].flags & NUMBER_PART)) next++;
    if (next >= s->out.n) break;
    const struct number *b = &s->out.ptr[next];
    if (!(a->flags & NUMBER_ALONE) || (a->flags & NUMBER_PART) || a->n_readings == 0) continue;
    int64_t gap = (int64_t)b->first_piece - a->end_piece;
    bool money_mark = gap == 2; /* $3 to $5 million */
    if (gap != 1 && !money_mark) continue;
    if (!connects(s, a->end_piece)) continue;
    if (b->scale > 1) number_add_reading(a, a->readings[0] * b->scale);
    if (b->unit_s > 0) a->seconds = a->readings[0] * b->unit_s;
  }
}

struct numbers numbers_scan(calque_arena *arena, const struct pieces *pieces, enum side side) {
  struct number_scan s = {.arena = arena, .p = pieces, .side = side};
  number_words_look_up(&s);
  for (int64_t i = 0; i < (int64_t)pieces->n;) {
    int64_t end = number_read_digits(&s, i);
    if (end == i) end = number_read_words(&s, i);
    i = end > i ? end : i + 1;
  }
  share_tails(&s);
  return (struct numbers){s.out.ptr, (uint32_t)s.out.n, s.calendar};
}

struct unmatched {
  const struct number **ptr;
  size_t n;
};

static struct unmatched find_unmatched(calque_arena *arena, const struct numbers *all,
                                       const struct lookup *other) {
  struct unmatched u = {ARENA_ARRAY(arena, const struct number *, all->n + 1), 0};
  for (uint32_t i = 0; i < all->n; i++) {
    const struct number *n = &all->ptr[i];
    if ((n->flags & NUMBER_REQUIRED) && !has_number(other, all, n)) u.ptr[u.n++] = n;
  }
  return u;
}

static bool is_one(const struct number *n) {
  return n->n_readings == 1 && n->readings[0] <= 1 && n->readings[0] >= 1 &&
         !(n->flags & NUMBER_GLUED);
}

static void report(struct findings *out, const struct pieces *fr, const struct pieces *en,
                   const struct number *a, const struct number *b) {
  calque_str message;
  calque_span none = {0, 0};
  calque_str x = a ? str_of_span(fr->text, a->span) : STR("");
  calque_str y = b ? str_of_span(en->text, b->span) : STR("");
  if (a && b) {
    message = arena_printf(out->arena, "« %.*s » became “%.*s”", STR_ARG(x), STR_ARG(y));
  } else if (a) {
    message = arena_printf(out->arena, "« %.*s » is missing from the English", STR_ARG(x));
  } else {
    message = arena_printf(out->arena, "“%.*s” is not in the French", STR_ARG(y));
  }
  /* An article says “one” too: « 1 an », “a year”. */
  bool one = (!a || is_one(a)) && (!b || is_one(b));
  finding_add(out, "number", one ? CALQUE_NOTE : CALQUE_MAJOR, message, a ? a->span : none,
              b ? b->span : none);
}

/* ---- The calendar -----------------------------------------------------------------------------
 */

static void report_day(struct findings *out, const struct pieces *fr, const struct pieces *en,
                       calque_span a, calque_span b) {
  calque_str y = str_of_span(en->text, b);
  calque_str message = a.start == a.end
                           ? arena_printf(out->arena, "“%.*s” is not in the French", STR_ARG(y))
                           : arena_printf(out->arena, "« %.*s » became “%.*s”",
                                          STR_ARG(str_of_span(fr->text, a)), STR_ARG(y));
  finding_add(out, "number", CALQUE_MAJOR, message, a, b);
}

static unsigned lowest_bit(uint16_t bits) {
  unsigned n = 0;
  while (bits && !(bits >> n & 1)) n++;
  return n;
}

/* « dans la nuit de lundi à mardi », « mardi aux premières heures »: “Monday night”. */
static bool is_night_before(const struct pieces *en, unsigned lost, unsigned made) {
  if (made % 7 + 1 != lost) return false;
  for (uint32_t i = 0; i < en->n; i++) {
    const struct piece *p = &en->ptr[i];
    if (piece_is(p, STR("night")) || piece_is(p, STR("overnight"))) return true;
  }
  return false;
}

/* A day that is named on one side only may have been left out or added; where each side has one
 * that the other lacks, it was changed. */
static void compare_days(struct findings *out, const struct pieces *fr, const struct pieces *en,
                         const struct calendar *a, const struct calendar *b) {
  uint16_t lost = a->days & (uint16_t)~b->days, made = b->days & (uint16_t)~a->days;
  if (lost && made && !is_night_before(en, lowest_bit(lost), lowest_bit(made))) {
    report_day(out, fr, en, a->day[lowest_bit(lost)], b->day[lowest_bit(made)]);
  }
  lost = a->months & (uint16_t)~b->months;
  made = b->months & (uint16_t)~a->months;
  if (lost && made) report_day(out, fr, en, a->month[lowest_bit(lost)], b->month[lowest_bit(made)]);
}

/* Of a summary every day and month must be there; a month may stand as the 03 of a date. */
static void support_days(struct findings *out, const struct pieces *fr, const struct pieces *en,
                         const struct numbers *a, const struct calendar *b) {
  const calque_span none = {0, 0};
  uint16_t days = b->days & (uint16_t)~a->calendar.days;
  uint16_t months = b->months & (uint16_t)~a->calendar.months;
  for (uint32_t i = 0; i < a->n; i++) {
    double value = a->ptr[i].readings[0];
    bool part = (a->ptr[i].flags & NUMBER_PART) && value >= 1 && value <= 12;
    if (part) months &= (uint16_t) ~(1u << (unsigned)value);
  }
  for (unsigned n = 1; n <= 12; n++) {
    if (n <= 7 && days >> n & 1) report_day(out, fr, en, none, b->day[n]);
    if (months >> n & 1) report_day(out, fr, en, none, b->month[n]);
  }
}

void numbers_compare(struct findings *out, const struct pieces *fr, const struct pieces *en) {
  struct numbers a = numbers_scan(out->arena, fr, FRENCH);
  struct numbers b = numbers_scan(out->arena, en, ENGLISH);
  struct lookup in_fr = lookup_new(out->arena, &a), in_en = lookup_new(out->arena, &b);
  struct unmatched lost = find_unmatched(out->arena, &a, &in_en);
  struct unmatched made = find_unmatched(out->arena, &b, &in_fr);
  size_t n = lost.n > made.n ? lost.n : made.n;
  for (size_t i = 0; i < n; i++) {
    report(out, fr, en, i < lost.n ? lost.ptr[i] : NULL, i < made.n ? made.ptr[i] : NULL);
  }
  compare_days(out, fr, en, &a.calendar, &b.calendar);
}

void numbers_support(struct findings *out, const struct pieces *fr, const struct pieces *en) {
  struct numbers a = numbers_scan(out->arena, fr, FRENCH);
  struct numbers b = numbers_scan(out->arena, en, ENGLISH);
  struct lookup in_fr = lookup_new(out->arena, &a);
  struct unmatched made = find_unmatched(out->arena, &b, &in_fr);
  for (size_t i = 0; i < made.n; i++) report(out, fr, en, NULL, made.ptr[i]);
  support_days(out, fr, en, &a, &b.calendar);
}
