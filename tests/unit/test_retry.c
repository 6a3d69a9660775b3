/* How long to wait before a request is sent again. */
#include "base/array.h"
#include "net/retry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void waits_that_servers_ask_for(void **state) {
  (void)state;
  static const struct {
    const char *value;
    int64_t now, ms;
  } table[] = {
      {"0", 0, 0},
      {"2", 0, 2000},
      {"1.5", 0, 1500},
      {"0.0301", 0, 31},
      {"999999999999", 0, 86400000},
      {"99999999999999999999", 0, -1},
      {"Thu, 01 Jan 1970 01:00:00 GMT", 600, 3000000},
      {"Thu, 01 Jan 1970 01:00:00 GMT", 7200, 0},
      {"Fri, 31 Dec 2100 23:59:59 GMT", 0, 86400000},
      {"-5", 0, -1},
      {"1.", 0, -1},
      {"1e3", 0, -1},
      {"1,5", 0, -1},
      {"inf", 0, -1},
      {"soon", 0, -1},
      {"", 0, -1},
      {"Thu, 01 Jan 1970 01:00:00 GMT and very much more of the same kind", 0, -1},
  };
  for (size_t i = 0; i < COUNT(table); i++) {
    const int64_t ms = retry_after_ms(calque_str_of(table[i].value), table[i].now);
    if (ms != table[i].ms) fail_msg("'%s': %lld ms", table[i].value, (long long)ms);
  }
  assert_int_equal(retry_after_ms_header(STR("1500")), 1500);
  assert_int_equal(retry_after_ms_header(STR("200000")), 200000);
  assert_int_equal(retry_after_ms_header(STR("12.3")), 13);
  assert_int_equal(retry_after_ms_header(STR("soon")), -1);
}

static void codes_that_may_pass(void **state) {
  (void)state;
  static const long again[] = {408, 409, 429, 500, 502, 503, 504, 529};
  static const long never[] = {200, 301, 400, 401, 403, 404, 413, 422, 456};
  for (size_t i = 0; i < COUNT(again); i++) assert_true(retry_is_useful(again[i]));
  for (size_t i = 0; i < COUNT(never); i++) assert_false(retry_is_useful(never[i]));
}

static void jitter_is_full_and_bounded(void **state) {
  (void)state;
  uint64_t seed = 7, same = 7;
  for (unsigned n = 0; n < 70; n++) {
    const int64_t most = n < 6 ? 500 << n : 20000;
    int64_t low = most, high = 0;
    for (int i = 0; i < 1000; i++) {
      const int64_t ms = retry_backoff_ms(&seed, n, 500, 20000);
      assert_int_equal(ms, retry_backoff_ms(&same, n, 500, 20000));
      assert_true(ms >= 0 && ms <= most);
      if (ms < low) low = ms;
      if (ms > high) high = ms;
    }
    assert_true(low < most / 50 && high > most - most / 50);
  }
  assert_int_equal(retry_backoff_ms(&seed, 3, 0, 0), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(waits_that_servers_ask_for),
      cmocka_unit_test(codes_that_may_pass),
      cmocka_unit_test(jitter_is_full_and_bounded),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
