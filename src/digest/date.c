/* Days of dates as articles carry them: ISO 8601 (2026-11-22T07:00:00Z) and RFC 822 (Sun, 22 Nov
 * 2026 07:00:00 +0100). The day is the one that is written; time zones do not move it. */
#include "digest/parts.h"

/* Days since 1970-01-01 of a Gregorian date (H. Hinnant, "chrono-compatible low-level date
 * algorithms": the year begins in March). */
static int32_t days_from_civil(int32_t y, int32_t m, int32_t d) {
  y -= m <= 2;
  int32_t era = (y >= 0 ? y : y - 399) / 400, yoe = y - era * 400;
  int32_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  int32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + doe - 719468;
}

static int32_t valid_day(uint64_t y, uint64_t m, uint64_t d) {
  if (y < 1900 || y > 9999 || m < 1 || m > 12 || d < 1 || d > 31) return INT32_MIN;
  return days_from_civil((int32_t)y, (int32_t)m, (int32_t)d);
}

static int32_t iso_day(calque_str s) {
  uint64_t y, m, d;
  if (s.len < 10 || s.ptr[4] != '-' || s.ptr[7] != '-') return INT32_MIN;
  if (!str_to_u64(str_slice(s, 0, 4), &y) || !str_to_u64(str_slice(s, 5, 7), &m) ||
      !str_to_u64(str_slice(s, 8, 10), &d))
    return INT32_MIN;
  return valid_day(y, m, d);
}

static int32_t rfc822_day(calque_str s) {
  static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
  calque_str rest = s, word[3];
  size_t comma = str_find(s, STR(","));
  if (comma != SIZE_MAX) rest = str_trim(str_slice(s, comma + 1, s.len));
  for (size_t i = 0; i < 3; i++) {
    if (!rest.ptr) return INT32_MIN;
    word[i] = str_cut(&rest, ' ');
  }
  uint64_t d, y;
  if (word[1].len != 3 || !str_to_u64(word[0], &d) || !str_to_u64(word[2], &y)) return INT32_MIN;
  for (uint64_t m = 0; m < 12; m++)
    if (str_eq_nocase(word[1], (calque_str){months + 3 * m, 3})) return valid_day(y, m + 1, d);
  return INT32_MIN;
}

int32_t day_of(calque_str date) {
  date = str_trim(date);
  int32_t day = iso_day(date);
  return day != INT32_MIN ? day : rfc822_day(date);
}

calque_str digest_date(int32_t day, char out[16]) {
  int32_t z = day + 719468, era = z / 146097, doe = z - era * 146097;
  int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  int32_t m = mp + (mp < 10 ? 3 : -9), y = yoe + era * 400 + (m <= 2);
  int32_t digits[] = {y, m, doy - (153 * mp + 2) / 5 + 1};
  char *end = out;
  for (int i = 0; i < 3; i++) {
    if (i) *end++ = '-';
    for (int k = i ? 2 : 4, v = digits[i]; k > 0; k--, v /= 10) end[k - 1] = (char)('0' + v % 10);
    end += i ? 2 : 4;
  }
  *end = 0;
  return (calque_str){out, (size_t)(end - out)};
}

calque_str date_of(calque_arena *arena, int32_t day) {
  char out[16];
  return arena_copy(arena, digest_date(day, out));
}
