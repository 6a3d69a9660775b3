/* ISO 8601 as it is met in the wild: a space for the T, no seconds, fractions, no zone. */
#include "output/moment.h"

#include "base/str.h"

/* Days since 1970-01-01 of a Gregorian date (H. Hinnant, "chrono-compatible low-level date
 * algorithms": the year begins in March). */
static int32_t days_of(int32_t y, int32_t m, int32_t d) {
  y -= m <= 2;
  int32_t era = y / 400, yoe = y - era * 400;
  int32_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

struct civil moment_civil(int32_t day) {
  int32_t z = day + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
  int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  int32_t month = mp + (mp < 10 ? 3 : -9);
  return (struct civil){.year = yoe + era * 400 + (month <= 2),
                        .month = month,
                        .day = doy - (153 * mp + 2) / 5 + 1,
                        .weekday = ((day + 4) % 7 + 7) % 7};
}

/* Two digits at s[at]; -1 when something else stands there. */
static int32_t two(calque_str s, size_t at) {
  uint64_t n;
  return at + 2 <= s.len && str_to_u64(str_slice(s, at, at + 2), &n) ? (int32_t)n : -1;
}

/* "+01:00", "-0530", "+01"; Z and everything else is Greenwich. */
static int32_t zone_of(calque_str s) {
  if (s.len < 3 || (s.ptr[0] != '+' && s.ptr[0] != '-')) return 0;
  int32_t hours = two(s, 1), minutes = two(s, s.len > 3 && s.ptr[3] == ':' ? 4 : 3);
  if (hours < 0 || hours > 14) return 0;
  int32_t seconds = hours * 3600 + (minutes > 0 && minutes < 60 ? minutes * 60 : 0);
  return s.ptr[0] == '-' ? -seconds : seconds;
}

struct moment moment_of(calque_str date) {
  struct moment m = {.day = NO_DAY, .second = -1};
  uint64_t year;
  date = str_trim(date);
  if (date.len < 10 || date.ptr[4] != '-' || date.ptr[7] != '-') return m;
  int32_t month = two(date, 5), day = two(date, 8);
  if (!str_to_u64(str_slice(date, 0, 4), &year) || year < 1 || month < 1 || month > 12 || day < 1)
    return m;
  int32_t days = days_of((int32_t)year, month, day);
  if (moment_civil(days).day != day) return m; /* 31 February */
  m.day = days;
  calque_str rest = str_slice(date, 10, date.len);
  bool time = rest.len >= 6 && (rest.ptr[0] == 'T' || rest.ptr[0] == ' ') && rest.ptr[3] == ':';
  int32_t hour = time ? two(rest, 1) : -1, minute = time ? two(rest, 4) : -1, second = 0;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return m;
  rest = str_slice(rest, 6, rest.len);
  if (rest.len >= 3 && rest.ptr[0] == ':') {
    second = two(rest, 1);
    if (second < 0 || second > 59) second = 0;
    rest = str_slice(rest, 3, rest.len);
  }
  if (rest.len && rest.ptr[0] == '.') {
    size_t n = 1;
    while (n < rest.len && rest.ptr[n] >= '0' && rest.ptr[n] <= '9') n++;
    rest = str_slice(rest, n, rest.len);
  }
  m.second = hour * 3600 + minute * 60 + second;
  m.zone = zone_of(str_trim(rest));
  return m;
}

int64_t moment_utc(struct moment m) {
  return (int64_t)m.day * 86400 + (m.second < 0 ? 0 : m.second - m.zone);
}
