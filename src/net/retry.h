/* When a request may be sent again, and after how long. Pure arithmetic, so that it can be tested
 * without a server or a clock. */
#ifndef NET_RETRY_H
#define NET_RETRY_H

#include "base/str.h"

/* Milliseconds that a Retry-After asks for at the time `now` (seconds since 1970): digits, a
 * fraction or a date; a day at most. -1 when it is none of these. */
int64_t retry_after_ms(calque_str value, int64_t now);
/* The same of a Retry-After-Ms, which is a number of milliseconds. */
int64_t retry_after_ms_header(calque_str value);

/* May an answer with this code become another one by itself? */
bool retry_is_useful(long code);

/* Full jitter: 0 to min(max_ms, base_ms * 2^n), drawn from *seed, which moves on. n: tries that
 * have failed before this one did. */
int64_t retry_backoff_ms(uint64_t *seed, unsigned n, unsigned base_ms, unsigned max_ms);

#endif
