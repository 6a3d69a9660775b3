/* The examples of FIPS 180-4, and lengths around the block. */
#include "base/sha256.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void expect_hash(calque_str text, const char *hex) {
  struct sha256 s;
  unsigned char out[SHA256_BYTES];
  char got[2 * SHA256_BYTES + 1];
  sha256_init(&s);
  sha256_add(&s, text);
  sha256_end(&s, out);
  for (size_t i = 0; i < SHA256_BYTES; i++) snprintf(got + 2 * i, 3, "%02x", out[i]);
  assert_string_equal(got, hex);
}

static void the_standards_examples(void **state) {
  (void)state;
  expect_hash(STR(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect_hash(STR("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect_hash(STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void a_million_letters(void **state) {
  (void)state;
  char *text = must_alloc(1000000);
  memset(text, 'a', 1000000);
  expect_hash((calque_str){text, 1000000},
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  free(text);
}

static void pieces_are_as_good_as_the_whole(void **state) {
  (void)state;
  char text[200];
  for (size_t i = 0; i < sizeof text; i++) text[i] = (char)i;
  for (size_t len = 54; len < 130; len++) {
    struct sha256 whole, pieces;
    unsigned char a[SHA256_BYTES], b[SHA256_BYTES];
    sha256_init(&whole);
    sha256_init(&pieces);
    sha256_add(&whole, (calque_str){text, len});
    for (size_t i = 0; i < len; i++) sha256_add(&pieces, (calque_str){text + i, 1});
    sha256_end(&whole, a);
    sha256_end(&pieces, b);
    assert_memory_equal(a, b, sizeof a);
  }
}

static void fields_keep_their_borders(void **state) {
  (void)state;
  struct sha256 one, two;
  unsigned char a[SHA256_BYTES], b[SHA256_BYTES];
  sha256_init(&one);
  sha256_field(&one, STR("ab"));
  sha256_field(&one, STR("c"));
  sha256_end(&one, a);
  sha256_init(&two);
  sha256_field(&two, STR("a"));
  sha256_field(&two, STR("bc"));
  sha256_end(&two, b);
  assert_memory_not_equal(a, b, sizeof a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_standards_examples),
      cmocka_unit_test(a_million_letters),
      cmocka_unit_test(pieces_are_as_good_as_the_whole),
      cmocka_unit_test(fields_keep_their_borders),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
