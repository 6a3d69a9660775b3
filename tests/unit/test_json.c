/* The scanner of base/json.h against Jansson, and what it hands out. */
#include "base/array.h"
#include "base/json.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h> /* behind error.h: it has a macro fail() */

static bool scanner_accepts(calque_str s) {
  while (s.len && strchr(" \t\r\n", s.ptr[0]) && s.ptr[0]) s = str_slice(s, 1, s.len);
  size_t n = json_value_len(s);
  if (n == SIZE_MAX) return false;
  for (; n < s.len; n++)
    if (!s.ptr[n] || !strchr(" \t\r\n", s.ptr[n])) return false;
  return true;
}

/* True: Jansson takes it. Its limits on numbers and surrogates are ours to exceed. */
static bool jansson_accepts(calque_str s, bool *out_of_range) {
  json_error_t e;
  json_t *tree =
      json_loadb(s.ptr, s.len, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL | JSON_DECODE_ANY, &e);
  *out_of_range = !tree && (strstr(e.text, "real number overflow") || strstr(e.text, "Unicode") ||
                            strstr(e.text, "surrogate"));
  json_decref(tree);
  return tree != NULL;
}

static void judge(const char *s, size_t len) {
  calque_str text = {s, len};
  bool out_of_range, theirs = jansson_accepts(text, &out_of_range);
  if (out_of_range || utf8_valid_prefix(text) != len) return;
  if (scanner_accepts(text) != theirs)
    fail_msg("scanner %s what Jansson %s: %.*s", theirs ? "refuses" : "accepts",
             theirs ? "accepts" : "refuses", (int)len, s);
}

static const char *const texts[] = {
    "{}",
    "[]",
    "{ }",
    "[ ]",
    "null",
    "true",
    "false",
    "nul",
    "truee",
    "\"\"",
    "\"a",
    "\"a\\\"",
    "\"\\u00e9\"",
    "\"\\u00g9\"",
    "\"\\x\"",
    "\"tab\there\"",
    "\"\\ud83d\\ude00\"",
    "0",
    "-0",
    "01",
    "-",
    "1.",
    ".5",
    "1.5",
    "1.50",
    "1e5",
    "1E+5",
    "1e",
    "1e+",
    "-1.5e-10",
    "+1",
    "1 2",
    "[1,2]",
    "[1,]",
    "[,1]",
    "[1 2]",
    "[[],{}]",
    "[[],{]",
    "{\"a\":1}",
    "{\"a\":1,}",
    "{a:1}",
    "{\"a\" 1}",
    "{\"a\":}",
    "{\"a\":[{\"b\":[]}]}",
    "{\"a\":1 \"b\":2}",
    "{\"a\":1}}",
    "{\"a\":1",
    " \n{\"a\" :\t1 }\r\n",
    "[1.0e2,true,null,\"x\"]",
    "12345678901234567890",
    "{\"\":\"\"}",
    "",
    " ",
    "[}",
    "{]",
    "\"12345678\\n12345678\"",
    "\"1234567\\",
    "\"12345678\x01\"",
    "NaN",
    "'a'",
    "{\"a\":{\"b\":{\"c\":1}},\"d\":[[[2]]]}",
    "[\"a\",]",
    "\"\x7f\"",
    "[1]x",
    "\xef\xbb\xbf{}",
};

static void test_accepts_what_jansson_accepts(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(texts); i++) judge(texts[i], strlen(texts[i]));
}

static void test_a_nul_byte_is_not_json(void **state) {
  (void)state;
  assert_false(scanner_accepts(STR("true\0")));
  assert_false(scanner_accepts(STR("\"a\0b\"")));
  assert_false(scanner_accepts(STR("{}\0")));
}

/* Every text with every byte replaced by every byte that means something in JSON. */
static void test_agrees_on_mutations(void **state) {
  (void)state;
  static const char bytes[] = "{}[]:,\"\\ue0+-. \n\x1ftn/";
  for (size_t i = 0; i < COUNT(texts); i++) {
    size_t len = strlen(texts[i]);
    char copy[128];
    for (size_t at = 0; at < len; at++)
      for (size_t b = 0; b + 1 < sizeof bytes; b++) {
        memcpy(copy, texts[i], len);
        copy[at] = bytes[b];
        judge(copy, len);
        judge(copy, at);
      }
  }
}

static void test_depth_is_bounded(void **state) {
  (void)state;
  static char deep[200000];
  for (int kind = 0; kind < 2; kind++) {
    for (size_t depth = JSON_MAX_DEPTH - 1; depth <= JSON_MAX_DEPTH + 1; depth++) {
      struct buf b;
      buf_init(&b, sizeof deep);
      for (size_t i = 0; i < depth; i++) buf_puts(&b, kind ? "[" : "{\"a\":");
      buf_puts(&b, kind ? "" : "0");
      for (size_t i = 0; i < depth; i++) buf_char(&b, kind ? ']' : '}');
      assert_int_equal(scanner_accepts(buf_view(&b)), depth <= JSON_MAX_DEPTH);
      if (kind) judge(b.ptr, b.len); /* Jansson counts the innermost 0 as a level */
      buf_free(&b);
    }
  }
  memset(deep, '[', sizeof deep);
  assert_false(scanner_accepts((calque_str){deep, sizeof deep}));
  calque_error err = {0};
  assert_int_equal(json_complain((calque_str){deep, sizeof deep}, "a", 1, &err), CALQUE_E_LIMIT);
}

static void test_members_keep_their_bytes(void **state) {
  (void)state;
  struct json_members walk = json_members_of(
      STR(" { \"n\" : 1.50, \"big\":12345678901234567890 ,\"o\":{\"a\":[1, 2]} } "));
  static const char *const want[][3] = {
      {"n", "1.50", "\"n\" : 1.50"},
      {"big", "12345678901234567890", "\"big\":12345678901234567890"},
      {"o", "{\"a\":[1, 2]}", "\"o\":{\"a\":[1, 2]}"}};
  struct json_member m;
  for (size_t i = 0; i < COUNT(want); i++) {
    assert_int_equal(json_next(&walk, &m), JSON_MEMBER);
    assert_true(str_eq(m.key, calque_str_of(want[i][0])));
    assert_true(str_eq(m.value, calque_str_of(want[i][1])));
    assert_true(str_eq(m.whole, calque_str_of(want[i][2])));
  }
  assert_int_equal(json_next(&walk, &m), JSON_DONE);
  assert_int_equal(json_next(&walk, &m), JSON_DONE);
}

static const struct {
  const char *text;
  bool bare;
  int members;
  enum json_step last;
} walks[] = {
    {"{}", false, 0, JSON_DONE},
    {"", true, 0, JSON_DONE},
    {"\"a\":1,\"b\":[]", true, 2, JSON_DONE},
    {"\"a\":1,", true, 1, JSON_BROKEN},
    {"\"a\":1}", true, 1, JSON_BROKEN},
    {"{\"a\":1,}", false, 1, JSON_BROKEN},
    {"{\"a\":1} x", false, 1, JSON_BROKEN},
    {"{\"a\":1", false, 1, JSON_BROKEN},
    {"{\"a\":1]", false, 1, JSON_BROKEN},
    {"[1]", false, 0, JSON_BROKEN},
    {"", false, 0, JSON_BROKEN},
    {"{\"a\":tru}", false, 0, JSON_BROKEN},
};

static void test_walks_end_where_the_object_ends(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(walks); i++) {
    calque_str s = calque_str_of(walks[i].text);
    struct json_members walk = walks[i].bare ? json_members_bare(s) : json_members_of(s);
    struct json_member m;
    enum json_step step;
    int n = 0;
    while ((step = json_next(&walk, &m)) == JSON_MEMBER) n++;
    if (n != walks[i].members || step != walks[i].last)
      fail_msg("%s: %d members, then %d", walks[i].text, n, (int)step);
  }
}

static const struct {
  const char *raw;
  calque_str text;
} strings[] = {
    {"\"\"", STR_INIT("")},
    {"\"plain\"", STR_INIT("plain")},
    {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", STR_INIT("\"\\/\b\f\n\r\t")},
    {"\"caf\\u00e9 \\u20ac\"", STR_INIT("café €")},
    {"\"\\ud83d\\ude00!\"", STR_INIT("😀!")},
    {"\"\\ud83d\"", STR_INIT("\xef\xbf\xbd")},
    {"\"\\ude00x\"", STR_INIT("\xef\xbf\xbdx")},
    {"\"\\ud83d\\u0041\"", STR_INIT("\xef\xbf\xbd"
                                    "A")},
    {"\"\\ud83d\\ud83d\\ude00\"", STR_INIT("\xef\xbf\xbd😀")},
    {"\"a\\u0000b\"", STR_INIT("a\0b")},
};

static void test_strings_are_decoded_whole(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < COUNT(strings); i++) {
    calque_str raw = calque_str_of(strings[i].raw);
    assert_int_equal(json_value_len(raw), raw.len);
    if (!str_eq(json_unescape(arena, raw), strings[i].text)) fail_msg("%s", strings[i].raw);
  }
  calque_arena_free(arena);
}

static const struct {
  calque_str text;
  const char *json;
} written[] = {
    {STR_INIT(""), "\"\""},
    {STR_INIT("été « 1 »"), "\"été « 1 »\""},
    {STR_INIT("\"\\\b\f\n\r\t"), "\"\\\"\\\\\\b\\f\\n\\r\\t\""},
    {STR_INIT("a\0b\x1b\x7f"), "\"a\\u0000b\\u001b\\u007f\""},
    {STR_INIT("\xc2\x85 \xc2\x9f \xc2\xa0"), "\"\\u0085 \\u009f \xc2\xa0\""},
    {STR_INIT("\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xa6"), "\"\\u2028\\u2029…\""},
};

static void test_written_strings_are_one_safe_line(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < COUNT(written); i++) {
    struct buf out;
    buf_init(&out, 1000);
    json_write_str(&out, written[i].text);
    assert_string_equal(out.ptr, written[i].json);
    assert_true(str_eq(json_unescape(arena, buf_view(&out)), written[i].text));
    buf_free(&out);
  }
  calque_arena_free(arena);
}

/* At every place, for what is scanned in blocks: written and read again, or refused. */
static void test_every_place_of_a_string(void **state) {
  (void)state;
  static const char *const pieces[] = {"\"", "\\",       "\n", "\x7f",        "é",
                                       "«",  "\xc2\x85", "’",  "\xe2\x80\xa8"};
  calque_arena *arena = calque_arena_new();
  char text[100];
  for (size_t p = 0; p < COUNT(pieces); p++)
    for (size_t at = 0; at + 3 < sizeof text; at++) {
      size_t len = strlen(pieces[p]);
      memset(text, 'a', sizeof text);
      memcpy(text + at, pieces[p], len);
      struct buf out;
      buf_init(&out, 1000);
      json_write_str(&out, (calque_str){text, sizeof text});
      assert_int_equal(json_value_len(buf_view(&out)), out.len);
      calque_str read = json_unescape(arena, buf_view(&out));
      assert_true(str_eq(read, (calque_str){text, sizeof text}));
      buf_free(&out);
    }
  for (size_t at = 1; at + 1 < sizeof text; at++) {
    memset(text, 'a', sizeof text);
    text[0] = text[sizeof text - 1] = '"';
    text[at] = '\x1f';
    assert_int_equal(json_value_len((calque_str){text, sizeof text}), SIZE_MAX);
  }
  calque_arena_free(arena);
}

static const struct {
  const char *text, *message;
  long line;
} complaints[] = {
    {"{\"a\": }", "not valid JSON at column 7: unexpected token", 7},
    {"{\"a\": \"x", "not valid JSON at column 8: premature end of input", 7},
    {"{\"a\": 1,\n \"b\" 2}", "not valid JSON at column 6: ':' expected", 8},
    {"[1]", "not a JSON object", 7},
};

static void test_complaints_name_line_and_column(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(complaints); i++) {
    calque_error err = {0};
    json_complain(calque_str_of(complaints[i].text), "a.jsonl", 7, &err);
    assert_string_equal(err.text, complaints[i].message);
    assert_int_equal(err.line, complaints[i].line);
    assert_string_equal(err.where, "a.jsonl");
  }
}

static void test_tree_refuses_duplicates(void **state) {
  (void)state;
  calque_error err = {0};
  assert_null(json_tree(STR("{\"a\":1,\"a\":2}"), "config.json", &err));
  assert_int_equal(err.status, CALQUE_E_SYNTAX);
  json_t *tree = json_tree(STR("{\"a\":1}"), "config.json", NULL);
  assert_non_null(tree);
  json_decref(tree);
}

/* The examples of RFC 6901, and what is no pointer. */
static void test_pointers(void **state) {
  (void)state;
  json_t *tree =
      json_tree(STR("{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"e^f\":3,"
                    "\"i\\\\j\":5,\"k\\\"l\":6,\" \":7,\"m~n\":8,\"~1\":9,\"d\":{\"\":10}}"),
                "t", NULL);
  assert_non_null(tree);
  static const struct {
    const char *pointer;
    int value; /* -1: nothing there */
  } rows[] = {{"/", 0},
              {"/a~1b", 1},
              {"/c%d", 2},
              {"/e^f", 3},
              {"/i\\j", 5},
              {"/k\"l", 6},
              {"/ ", 7},
              {"/m~0n", 8},
              {"/~01", 9},
              {"/d/", 10},
              {"/a/b", -1},
              {"/foo/2", -1},
              {"/foo/-", -1},
              {"/foo/00", -1},
              {"/foo/0x", -1},
              {"/foo/ 0", -1},
              {"//", -1},
              {"/foo/0/x", -1},
              {"/m~n", -1},
              {"/m~", -1},
              {"foo", -1},
              {"/A~1B", -1},
              {"/fo", -1},
              {"/fooo", -1},
              {"/foo/18446744073709551616", -1}};
  for (size_t i = 0; i < COUNT(rows); i++) {
    const json_t *at = json_pointer(tree, calque_str_of(rows[i].pointer));
    if (rows[i].value < 0 ? at != NULL : !at || json_integer_value(at) != rows[i].value)
      fail_msg("%s", rows[i].pointer);
  }
  assert_ptr_equal(json_pointer(tree, STR("")), tree);
  assert_ptr_equal(json_pointer(tree, STR("/foo")), json_object_get(tree, "foo"));
  assert_string_equal(json_string_value(json_pointer(tree, STR("/foo/1"))), "baz");
  assert_null(json_pointer(NULL, STR("/foo")));
  assert_true(json_pointer_valid(STR("")) && json_pointer_valid(STR("/~0~1/")));
  assert_false(json_pointer_valid(STR("x")) || json_pointer_valid(STR("/~")) ||
               json_pointer_valid(STR("/~2")));
  json_decref(tree);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_accepts_what_jansson_accepts),
      cmocka_unit_test(test_a_nul_byte_is_not_json),
      cmocka_unit_test(test_agrees_on_mutations),
      cmocka_unit_test(test_depth_is_bounded),
      cmocka_unit_test(test_members_keep_their_bytes),
      cmocka_unit_test(test_walks_end_where_the_object_ends),
      cmocka_unit_test(test_strings_are_decoded_whole),
      cmocka_unit_test(test_written_strings_are_one_safe_line),
      cmocka_unit_test(test_every_place_of_a_string),
      cmocka_unit_test(test_complaints_name_line_and_column),
      cmocka_unit_test(test_tree_refuses_duplicates),
      cmocka_unit_test(test_pointers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
