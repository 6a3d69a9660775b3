/* Dates of feeds: RFC 822 as RSS asks, ISO 8601 as Atom asks, and what generators write instead:
 * French names of months, two digits of a year, no day of the week, slashes, no time. A date that
 * no calendar has is unknown: better none than a wrong one, which would put an article into the
 * wrong digest. The day is the one that is written, with its zone beside it. */
#include "base/utf8.h"
#include "input/feed.h"

enum { FIRST_YEAR = 1990, LAST_YEAR = 2100 };

struct stamp {
  uint64_t year, month, day;
  uint64_t hour, minute, second;
  int zone; /* minutes east of Greenwich */
  bool has_time, has_zone;
};

static const struct {
  calque_str name; /* the beginning, without accents */
  uint64_t month;
} months[] = {
    {STR_INIT("jan"), 1},  {STR_INIT("feb"), 2},  {STR_INIT("fev"), 2}, {STR_INIT("mar"), 3},
    {STR_INIT("apr"), 4},  {STR_INIT("avr"), 4},  {STR_INIT("may"), 5}, {STR_INIT("mai"), 5},
    {STR_INIT("jun"), 6},  {STR_INIT("juin"), 6}, {STR_INIT("jul"), 7}, {STR_INIT("juil"), 7},
    {STR_INIT("aug"), 8},  {STR_INIT("aou"), 8},  {STR_INIT("sep"), 9}, {STR_INIT("oct"), 10},
    {STR_INIT("nov"), 11}, {STR_INIT("dec"), 12},
};

static const struct {
  calque_str name;
  int minutes;
} zones[] = {
    {STR_INIT("z"), 0},      {STR_INIT("gmt"), 0},    {STR_INIT("ut"), 0},
    {STR_INIT("utc"), 0},    {STR_INIT("wet"), 0},    {STR_INIT("cet"), 60},
    {STR_INIT("met"), 60},   {STR_INIT("bst"), 60},   {STR_INIT("cest"), 120},
    {STR_INIT("eet"), 120},  {STR_INIT("eest"), 180}, {STR_INIT("est"), -300},
    {STR_INIT("edt"), -240}, {STR_INIT("cst"), -360}, {STR_INIT("cdt"), -300},
    {STR_INIT("mst"), -420}, {STR_INIT("mdt"), -360}, {STR_INIT("pst"), -480},
    {STR_INIT("pdt"), -420},
};

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* The digits at the start of *s, cut off; how many they are. */
static size_t take_number(calque_str *s, uint64_t *out) {
  size_t n = 0;
  while (n < s->len && n < 9 && is_digit(s->ptr[n])) n++;
  if (!n || !str_to_u64(str_slice(*s, 0, n), out)) return 0;
  *s = str_slice(*s, n, s->len);
  return n;
}

static bool take_byte(calque_str *s, char c) {
  if (!s->len || *s->ptr != c) return false;
  *s = str_slice(*s, 1, s->len);
  return true;
}

static calque_str skip(calque_str s, const char *bytes) {
  while (s.len && *s.ptr && strchr(bytes, *s.ptr)) s = str_slice(s, 1, s.len);
  return s;
}

/* Letters up to the next space, stop or digit. */
static calque_str take_word(calque_str *s) {
  size_t n = 0;
  while (n < s->len && !is_digit(s->ptr[n]) && !strchr(" .,+-/:\t\n", s->ptr[n])) n++;
  calque_str word = str_slice(*s, 0, n);
  *s = str_slice(*s, n, s->len);
  return word;
}

static uint64_t month_of(calque_str word) {
  char folded[64];
  if (word.len > 20) return 0;
  calque_str name = {folded, utf8_fold_word(word, folded)};
  for (size_t i = 0; i < COUNT(months); i++)
    if (str_starts(name, months[i].name)) return months[i].month;
  return 0;
}

/* "07:00:00.123", "07:00" or "7h00", behind a T, white space, « à » or "at". Without one the date
 * has no time. */
static void read_time(calque_str *s, struct stamp *t) {
  calque_str rest = skip(*s, " T,\t\n");
  uint64_t ignored;
  if (str_starts(rest, STR("à ")) || str_starts(rest, STR("at ")))
    rest = str_slice(rest, 3, rest.len);
  if (take_number(&rest, &t->hour) == 0) return;
  if (!take_byte(&rest, ':') && !take_byte(&rest, 'h')) return;
  if (take_number(&rest, &t->minute) != 2) return;
  if (take_byte(&rest, ':') && take_number(&rest, &t->second) != 2) return;
  if (take_byte(&rest, '.')) take_number(&rest, &ignored);
  t->has_time = true;
  *s = rest;
}

/* "+0100", "+01:00", "-5", "Z", "CET". */
static void read_zone(calque_str s, struct stamp *t) {
  s = skip(s, " \t\n");
  bool west = s.len && *s.ptr == '-';
  if (take_byte(&s, '+') || take_byte(&s, '-')) {
    uint64_t hours, minutes = 0;
    size_t n = take_number(&s, &hours);
    if (n > 2) minutes = hours % 100, hours /= 100;
    else if (take_byte(&s, ':')) take_number(&s, &minutes);
    if (!n || hours > 14 || minutes > 59) return;
    t->zone = (int)(hours * 60 + minutes) * (west ? -1 : 1);
    t->has_zone = true;
    return;
  }
  calque_str word = take_word(&s);
  for (size_t i = 0; i < COUNT(zones); i++)
    if (str_eq_nocase(word, zones[i].name)) t->zone = zones[i].minutes, t->has_zone = true;
}

/* 2026-11-22, 2026/11/22, 20261122 */
static bool read_iso(calque_str *s, struct stamp *t) {
  calque_str rest = *s;
  uint64_t n = 0;
  size_t digits = take_number(&rest, &n);
  if (digits == 8) {
    t->year = n / 10000, t->month = n / 100 % 100, t->day = n % 100;
  } else {
    if (digits != 4 || (!take_byte(&rest, '-') && !take_byte(&rest, '/'))) return false;
    t->year = n;
    if (!take_number(&rest, &t->month) || (!take_byte(&rest, '-') && !take_byte(&rest, '/')))
      return false;
    if (!take_number(&rest, &t->day)) return false;
  }
  *s = rest;
  return true;
}

static uint64_t full_year(uint64_t year, size_t digits) {
  return digits > 2 ? year : year < 70 ? 2000 + year : 1900 + year;
}

/* 22 Nov 2026, 22 novembre 26, 22/11/2026, Nov 22, 2026; a day of the week before it. */
static bool read_spelled(calque_str *s, struct stamp *t) {
  calque_str rest = *s;
  if (rest.len && !is_digit(*rest.ptr)) {
    t->month = month_of(take_word(&rest)); /* or of a weekday: mar. is mardi, too */
    rest = skip(rest, " .,\t\n");
  }
  if (rest.len && !is_digit(*rest.ptr)) t->month = month_of(take_word(&rest));
  rest = skip(rest, " .,\t\n");
  if (!take_number(&rest, &t->day)) return false;
  if (str_starts(rest, STR("er"))) rest = str_slice(rest, 2, rest.len);
  bool by_number = rest.len > 1 && strchr("/.-", *rest.ptr) && is_digit(rest.ptr[1]);
  rest = skip(rest, " .,-/\t\n");
  if (rest.len && !is_digit(*rest.ptr)) t->month = month_of(take_word(&rest));
  else if ((by_number || !t->month) && !take_number(&rest, &t->month)) return false;
  rest = skip(rest, " .,-/\t\n");
  size_t digits = take_number(&rest, &t->year);
  t->year = full_year(t->year, digits);
  *s = rest;
  return digits > 0;
}

static bool is_valid(const struct stamp *t) {
  static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (t->year < FIRST_YEAR || t->year > LAST_YEAR || t->month < 1 || t->month > 12) return false;
  bool leap = (t->year % 4 == 0 && t->year % 100 != 0) || t->year % 400 == 0;
  if (t->day < 1 || t->day > days[t->month - 1] + (uint64_t)(leap && t->month == 2)) return false;
  return t->hour < 24 && t->minute < 60 && t->second < 61;
}

calque_str feed_date(calque_arena *arena, calque_str date) {
  struct stamp t = {0};
  calque_str s = str_trim(date);
  if (!read_iso(&s, &t)) {
    t = (struct stamp){0};
    if (!read_spelled(&s, &t)) return STR("");
  }
  read_time(&s, &t);
  if (t.has_time) read_zone(s, &t);
  if (!is_valid(&t)) return STR("");
  int y = (int)t.year, m = (int)t.month, d = (int)t.day;
  if (!t.has_time) return arena_printf(arena, "%04d-%02d-%02d", y, m, d);
  int zone = t.zone < 0 ? -t.zone : t.zone;
  calque_str stamp = arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02d", y, m, d, (int)t.hour,
                                  (int)t.minute, (int)t.second);
  if (!t.has_zone) return stamp;
  if (!t.zone) return arena_printf(arena, "%.*sZ", STR_ARG(stamp));
  return arena_printf(arena, "%.*s%c%02d:%02d", STR_ARG(stamp), t.zone < 0 ? '-' : '+', zone / 60,
                      zone % 60);
}
