/* Every encoding that French pages come in, whole, in pieces, and broken. */
#include "base/array.h"
#include "base/utf8.h"
#include "input/encoding.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const struct {
  const char *why;
  calque_str bytes;
  enum encoding given;
  calque_str text;
} decoded[] = {
    {"empty", STR_INIT(""), ENCODING_UNKNOWN, STR_INIT("")},
    {"ASCII", STR_INIT("Le texte.\r\n"), ENCODING_UNKNOWN, STR_INIT("Le texte.\r\n")},
    {"UTF-8", STR_INIT("L’été à Nîmes"), ENCODING_UNKNOWN, STR_INIT("L’été à Nîmes")},
    {"UTF-8 with mark",
     STR_INIT("\xef\xbb\xbf"
              "été"),
     ENCODING_UNKNOWN, STR_INIT("été")},
    {"a mark only", STR_INIT("\xef\xbb\xbf"), ENCODING_UNKNOWN, STR_INIT("")},
    {"NUL stays", STR_INIT("avant\0apr\xc3\xa8s"), ENCODING_UNKNOWN, STR_INIT("avant\0après")},
    {"Windows-1252", STR_INIT("l\x92\xe9t\xe9 \xab \xe0 \xbb \x80 c\x9cur"), ENCODING_UNKNOWN,
     STR_INIT("l’été « à » € cœur")},
    {"one accent at the end", STR_INIT("Il boit un caf\xe9"), ENCODING_UNKNOWN,
     STR_INIT("Il boit un café")},
    {"unassigned in Windows-1252", STR_INIT("\xe9t\xe9 \x81"), ENCODING_UNKNOWN,
     STR_INIT("été \xef\xbf\xbd")},
    {"Latin-9 declared", STR_INIT("c\xbdur, 3 \xa4"), ENCODING_LATIN9, STR_INIT("cœur, 3 €")},
    {"Windows-1252 declared", STR_INIT("\xc3\xa9"), ENCODING_WINDOWS_1252, STR_INIT("Ã©")},
    {"mostly UTF-8, one byte broken", STR_INIT("d\xc3\xa9j\xc3\xa0 caf\xe9 fini"), ENCODING_UNKNOWN,
     STR_INIT("déjà caf\xef\xbf\xbd fini")},
    {"UTF-8 cut at the end", STR_INIT("L'\xc3\xa9t\xc3"), ENCODING_UNKNOWN,
     STR_INIT("L'ét\xef\xbf\xbd")},
    {"only character cut at the end", STR_INIT("il est all\xc3"), ENCODING_UNKNOWN,
     STR_INIT("il est all\xef\xbf\xbd")},
    {"curly quote cut at the end", STR_INIT("il dit \xe2\x80"), ENCODING_UNKNOWN,
     STR_INIT("il dit \xef\xbf\xbd")},
    {"declared UTF-8 and broken", STR_INIT("\xe9t\xe9"), ENCODING_UTF8,
     STR_INIT("\xef\xbf\xbdt\xef\xbf\xbd")},
    {"overlong and surrogate",
     STR_INIT("\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
              "\xc0\xaf\xed\xa0\x80"),
     ENCODING_UNKNOWN,
     STR_INIT("éééééé\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd")},
    {"UTF-16 LE with mark", STR_INIT("\xff\xfe\xe9\0t\0\xe9\0"), ENCODING_UNKNOWN, STR_INIT("été")},
    {"UTF-16 BE with mark", STR_INIT("\xfe\xff\0\xe9\0t\0\xe9"), ENCODING_UNKNOWN, STR_INIT("été")},
    {"UTF-16 LE without", STR_INIT("L\0e\0 \0c\0a\0f\0\xe9\0.\0"), ENCODING_UNKNOWN,
     STR_INIT("Le café.")},
    {"UTF-16 BE without", STR_INIT("\0L\0e\0 \0c\0a\0f\0\xe9\0."), ENCODING_UNKNOWN,
     STR_INIT("Le café.")},
    {"UTF-16 pair", STR_INIT("\xff\xfe\x3d\xd8\x00\xde!\0"), ENCODING_UNKNOWN, STR_INIT("😀!")},
    {"UTF-16 lone high", STR_INIT("\xff\xfe\x3d\xd8!\0"), ENCODING_UNKNOWN,
     STR_INIT("\xef\xbf\xbd!")},
    {"UTF-16 lone low", STR_INIT("\xff\xfe\x00\xde!\0"), ENCODING_UNKNOWN,
     STR_INIT("\xef\xbf\xbd!")},
    {"UTF-16 high at the end", STR_INIT("\xff\xfe!\0\x3d\xd8"), ENCODING_UNKNOWN,
     STR_INIT("!\xef\xbf\xbd")},
    {"UTF-16 half a unit at the end", STR_INIT("\xff\xfe!\0\x3d"), ENCODING_UNKNOWN,
     STR_INIT("!\xef\xbf\xbd")},
};

static void test_decodes(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < COUNT(decoded); i++) {
    calque_str text = encoding_decode(arena, decoded[i].bytes, decoded[i].given);
    if (!str_eq(text, decoded[i].text)) fail_msg("%s: got \"%.*s\"", decoded[i].why, STR_ARG(text));
  }
  calque_arena_free(arena);
}

static void test_valid_text_is_not_copied(void **state) {
  (void)state;
  static const char text[] = "L’été à Nîmes";
  calque_str s = calque_str_of(text);
  assert_ptr_equal(encoding_decode(NULL, s, ENCODING_UNKNOWN).ptr, text);
}

static const struct {
  const char *name;
  enum encoding encoding;
} names[] = {{"utf-8", ENCODING_UTF8},
             {"UTF8", ENCODING_UTF8},
             {" ISO-8859-1 ", ENCODING_WINDOWS_1252},
             {"latin1", ENCODING_WINDOWS_1252},
             {"Windows-1252", ENCODING_WINDOWS_1252},
             {"iso-8859-15", ENCODING_LATIN9},
             {"utf-16le", ENCODING_UTF16_LE},
             {"koi8-r", ENCODING_UNKNOWN},
             {"", ENCODING_UNKNOWN}};

static void test_names(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(names); i++)
    if (encoding_by_name(calque_str_of(names[i].name)) != names[i].encoding)
      fail_msg("%s", names[i].name);
}

/* However UTF-16 is cut into pieces, the text is the same. */
static void test_utf16_in_pieces(void **state) {
  (void)state;
  static const unsigned char bytes[] =
      "L\0'\0\xe9\0t\0\xe9\0 \0\x3d\xd8\x00\xde\x3d\xd8!\0\x00\xde";
  size_t n = sizeof bytes - 1;
  static const char want[] = "L'été 😀\xef\xbf\xbd!\xef\xbf\xbd";
  for (size_t a = 0; a <= n; a++) {
    for (size_t b = a; b <= n; b++) {
      struct utf16 u = {0};
      char out[UTF16_ROOM(64)];
      size_t len = utf16_feed(&u, bytes, a, out);
      len += utf16_feed(&u, bytes + a, b - a, out + len);
      len += utf16_feed(&u, bytes + b, n - b, out + len);
      len += utf16_end(&u, out + len);
      if (len != sizeof want - 1 || memcmp(out, want, len) != 0) fail_msg("cut at %zu, %zu", a, b);
    }
  }
}

/* Any bytes at all become valid UTF-8. */
static void test_anything_becomes_valid(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  uint32_t seed = 1;
  for (int round = 0; round < 20000; round++) {
    char bytes[24];
    size_t n = (seed >> 8) % sizeof bytes;
    for (size_t i = 0; i < n; i++) {
      seed = seed * 1664525u + 1013904223u;
      static const unsigned char kinds[] = {'a',  0xc3, 0xa9, 0xe2, 0x80, 0x99,
                                            0xf0, 0,    0xff, 0xfe, 0xed, 0xe9};
      bytes[i] = (char)(seed >> 31 ? kinds[(seed >> 16) % sizeof kinds] : seed >> 24);
    }
    for (int e = ENCODING_UNKNOWN; e <= ENCODING_UTF16_BE; e++) {
      calque_str text = encoding_decode(arena, (calque_str){bytes, n}, (enum encoding)e);
      assert_int_equal(utf8_valid_prefix(text), text.len);
    }
    calque_arena_reset(arena);
  }
  calque_arena_free(arena);
}

/* At every place of a text of French letters, for what is looked at in blocks. */
static void test_broken_utf8_is_found_wherever_it_stands(void **state) {
  (void)state;
  static const char *const sound[] = {"é", "ÿ", "œ", "’", "…", "\xf0\x9f\x98\x80", "\xed\x9f\xbf"};
  static const char *const broken[] = {"\xc3",     "\xa9",         "\xc0\xaf",         "\xc1\xbf",
                                       "\xe2\x80", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xff"};
  char text[100];
  for (size_t at = 0; at + 4 < sizeof text; at++) {
    for (size_t i = 0; i < COUNT(sound); i++) {
      memset(text, 'a', sizeof text);
      memcpy(text + at, sound[i], strlen(sound[i]));
      assert_int_equal(utf8_valid_prefix((calque_str){text, sizeof text}), sizeof text);
      size_t cut = at + strlen(sound[i]) - 1;
      assert_int_equal(utf8_valid_prefix((calque_str){text, cut}), at);
    }
    for (size_t i = 0; i < COUNT(broken); i++) {
      memset(text, 'a', sizeof text);
      memcpy(text + at, broken[i], strlen(broken[i]));
      assert_int_equal(utf8_valid_prefix((calque_str){text, sizeof text}), at);
    }
  }
}

static void test_calm_text_ends_where_a_control_character_may_start(void **state) {
  (void)state;
  static const char *const pieces[] = {"\x7f", "\n", "\xc2\x85", "\xe2\x80\xa8", "\xef\xbb\xbf"};
  char text[100];
  for (size_t at = 0; at + 3 < sizeof text; at++)
    for (size_t i = 0; i < COUNT(pieces); i++) {
      memset(text, 0xc3, sizeof text);
      memcpy(text + at, pieces[i], strlen(pieces[i]));
      assert_int_equal(utf8_calm_prefix((calque_str){text, sizeof text}), at);
      assert_int_equal(utf8_calm_prefix((calque_str){text, at}), at);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_decodes),
      cmocka_unit_test(test_valid_text_is_not_copied),
      cmocka_unit_test(test_names),
      cmocka_unit_test(test_utf16_in_pieces),
      cmocka_unit_test(test_anything_becomes_valid),
      cmocka_unit_test(test_broken_utf8_is_found_wherever_it_stands),
      cmocka_unit_test(test_calm_text_ends_where_a_control_character_may_start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
