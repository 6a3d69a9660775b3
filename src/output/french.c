/* Small words of a French page. Dates are computed, not asked of the system: no locale. */
#include "output/french.h"

#include "base/array.h"
#include "base/str.h"

static const char *const months[] = {"janvier",   "février", "mars",     "avril",
                                     "mai",       "juin",    "juillet",  "août",
                                     "septembre", "octobre", "novembre", "décembre"};
static const char *const weekdays[] = {"dimanche", "lundi",    "mardi", "mercredi",
                                       "jeudi",    "vendredi", "samedi"};

/* Sunday is 0. Sakamoto's method for the Gregorian calendar. */
static unsigned weekday_of(unsigned year, unsigned month, unsigned day) {
  static const unsigned shift[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
  if (month < 3) year--;
  return (year + year / 4 - year / 100 + year / 400 + shift[month - 1] + day) % 7;
}

/* Digits of s[start, end) as a number; 0 when something else stands there. */
static unsigned number_at(calque_str s, size_t start, size_t end) {
  uint64_t n = 0;
  return str_to_u64(str_slice(s, start, end), &n) ? (unsigned)n : 0;
}

void french_date(struct buf *out, calque_str date) {
  bool iso = date.len >= 10 && date.ptr[4] == '-' && date.ptr[7] == '-';
  unsigned year = iso ? number_at(date, 0, 4) : 0;
  unsigned month = iso ? number_at(date, 5, 7) : 0;
  unsigned day = iso ? number_at(date, 8, 10) : 0;
  if (!year || !month || month > 12 || !day || day > 31) {
    buf_str(out, date);
    return;
  }
  buf_printf(out, "%s %u%s" NBSP "%s %u", weekdays[weekday_of(year, month, day)], day,
             day == 1 ? "er" : "", months[month - 1], year);
}

static void put_number(struct buf *out, size_t n) {
  if (n >= 1000) {
    put_number(out, n / 1000);
    buf_printf(out, NNBSP "%03zu", n % 1000);
  } else {
    buf_printf(out, "%zu", n);
  }
}

void french_count(struct buf *out, size_t n, const char *singular, const char *plural) {
  put_number(out, n);
  buf_printf(out, NBSP "%s", n < 2 ? singular : plural);
}

void french_masthead(struct buf *out, calque_str date) {
  buf_puts(out, "À la une");
  if (date.len) buf_puts(out, ", ");
  french_date(out, date);
}

void french_not_told(struct buf *out, size_t n) {
  if (n)
    french_count(out, n, "autre article n’est pas montré", "autres articles ne sont pas montrés");
}

const char *french_grade(calque_grade grade) {
  return grade == CALQUE_GOOD ? "bon" : grade == CALQUE_SUSPECT ? "douteux" : "mauvais";
}

struct family {
  const char *id, *one, *several;
};

#define FAMILY(id, one, several) {#id, one, several},
static const struct family families[] = {
#include "output/families.def"
};
#undef FAMILY

void french_reason(struct buf *out, const struct digest_reason *reason) {
  const struct family *found = NULL;
  for (size_t i = 0; reason->family && i < COUNT(families); i++)
    if (strcmp(families[i].id, reason->family) == 0) found = &families[i];
  if (!found) {
    buf_str(out, reason->text);
    return;
  }
  if (reason->n > 1) french_count(out, reason->n, found->one, found->several);
  else buf_puts(out, found->one);
  if (!reason->example.len) return;
  buf_puts(out, " («" NBSP);
  buf_str(out, reason->example);
  buf_puts(out, NBSP "»)");
}
