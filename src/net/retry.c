/* Drawing all of the pause at random, and not only a part, spreads callers that failed together
 * best (Brooker, "Exponential backoff and jitter"). */
#include "net/retry.h"

#include <curl/curl.h>

#define MAX_WAIT_MS ((int64_t)24 * 3600 * 1000)

/* "2", "1.5" times `unit`, rounded up; -1: no such number. */
static int64_t decimal(calque_str value, double unit) {
  calque_str fraction = value;
  const calque_str whole = str_cut(&fraction, '.');
  uint64_t digits;
  if (!str_to_u64(whole, &digits) || (fraction.ptr && !fraction.len)) return -1;
  double number = (double)digits * unit;
  for (size_t i = 0; fraction.ptr && i < fraction.len; i++) {
    if (fraction.ptr[i] < '0' || fraction.ptr[i] > '9') return -1;
    number += (fraction.ptr[i] - '0') * (unit /= 10);
  }
  return number < (double)MAX_WAIT_MS ? (int64_t)(number + 0.999) : MAX_WAIT_MS;
}

int64_t retry_after_ms(calque_str value, int64_t now) {
  const int64_t ms = decimal(value, 1000);
  if (ms >= 0) return ms;
  char date[64];
  /* A date opens with a letter; curl_getdate would take "-5" for one. */
  if (!value.len || value.len >= sizeof date || (value.ptr[0] | 0x20) < 'a') return -1;
  memcpy(date, value.ptr, value.len);
  date[value.len] = '\0';
  const int64_t at = curl_getdate(date, NULL);
  if (at < 0) return -1;
  if (at <= now) return 0;
  return at - now < MAX_WAIT_MS / 1000 ? (at - now) * 1000 : MAX_WAIT_MS;
}

int64_t retry_after_ms_header(calque_str value) { return decimal(value, 1); }

bool retry_is_useful(long code) { return code == 408 || code == 409 || code == 429 || code >= 500; }

/* splitmix64 */
static uint64_t draw(uint64_t *seed) {
  uint64_t z = (*seed += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

int64_t retry_backoff_ms(uint64_t *seed, unsigned n, unsigned base_ms, unsigned max_ms) {
  uint64_t most = n < 32 ? (uint64_t)base_ms << n : max_ms;
  if (most > max_ms) most = max_ms;
  return (int64_t)(draw(seed) % (most + 1));
}
