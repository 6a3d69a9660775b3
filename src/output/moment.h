/* Days and times of day as articles write them: ISO 8601, the form in which feeds and pages are
 * read. The clock is the one of the place that is written; only moment_utc moves to Greenwich. */
#ifndef OUTPUT_MOMENT_H
#define OUTPUT_MOMENT_H

#include "calque.h"

enum { NO_DAY = INT32_MIN };

struct moment {
  int32_t day;    /* since 1970-01-01; NO_DAY: not a date */
  int32_t second; /* of the day; -1: no time is written */
  int32_t zone;   /* seconds east of Greenwich; 0 where none is written */
};

/* "2026-11-22", "2026-11-22T07:00", "2026-11-22 07:00:00.5+01:00", ... */
struct moment moment_of(calque_str date);
/* Seconds since 1970 in Greenwich; the start of the day where no time is written. */
int64_t moment_utc(struct moment m);

struct civil {
  int32_t year, month, day; /* 1-based */
  int32_t weekday;          /* Sunday is 0 */
};
struct civil moment_civil(int32_t day);

#endif
