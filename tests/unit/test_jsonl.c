/* Records as other tools write them. */
#include "base/array.h"
#include "base/buf.h"
#include "input/formats.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static calque_status parse(calque_arena *arena, const char *json, calque_article *out,
                           calque_error *err) {
  struct reader_item item = {
      .format = READER_JSONL, .path = "a.jsonl", .line = 12, .raw = calque_str_of(json)};
  *out = (calque_article){0};
  return jsonl_parse(arena, &item, out, err);
}

static const struct {
  const char *json, *id, *text, *title, *date, *url, *source, *extra;
} records[] = {
    {"{\"id\":\"a1\",\"text\":\"Bonjour.\"}", "a1", "Bonjour.", "", "", "", "", ""},
    {" { \"text\" : \"x\" , \"title\" : \"T\" } ", "a.jsonl:12", "x", "T", "", "", "", ""},
    {"{\"url\":\"https://exemple.fr/1\",\"text\":\"x\"}", "https://exemple.fr/1", "x", "", "",
     "https://exemple.fr/1", "", ""},
    {"{\"id\":42,\"text\":\"x\"}", "42", "x", "", "", "", "", ""},
    {"{\"id\":12345678901234567890,\"text\":\"x\"}", "12345678901234567890", "x", "", "", "", "",
     ""},
    {"{\"id\":null,\"text\":\"x\",\"title\":null}", "a.jsonl:12", "x", "", "", "", "", ""},
    {"{\"maintext\":\"x\",\"date_publish\":\"2024-05-01\",\"source_domain\":\"exemple.fr\"}",
     "a.jsonl:12", "x", "", "2024-05-01", "", "exemple.fr", ""},
    {"{\"content\":\"x\",\"published\":1700000000,\"sitename\":\"Le Site\",\"headline\":\"H\"}",
     "a.jsonl:12", "x", "H", "1700000000", "", "Le Site", ""},
    {"{\"raw_text\":\"brut\",\"text\":\"net\",\"source\":\"https://www.exemple.fr/a\"}",
     "https://www.exemple.fr/a", "net", "", "", "https://www.exemple.fr/a", "www.exemple.fr",
     "\"raw_text\":\"brut\""},
    {"{\"text\":\"x\",\"n\" : 1.50,\"big\":123456789012345678901234567890,\"o\":{\"a\":[1, 2]},"
     "\"e\":1e999,\"s\":\"\\u00e9\\ud83d\"}",
     "a.jsonl:12", "x", "", "", "", "",
     "\"n\" : 1.50,\"big\":123456789012345678901234567890,\"o\":{\"a\":[1, 2]},\"e\":1e999,"
     "\"s\":\"\\u00e9\\ud83d\""},
    {"{\"k\":1,\"text\":\"x\",\"k\":2}", "a.jsonl:12", "x", "", "", "", "", "\"k\":1,\"k\":2"},
    {"{\"te\\u0078t\":\"x\"}", "a.jsonl:12", "x", "", "", "", "", ""},
    {"{\"text\":\"x\",\"body\":{\"sections\":[]}}", "a.jsonl:12", "x", "", "", "", "",
     "\"body\":{\"sections\":[]}"},
    {"{\"body\":{\"sections\":[]},\"plaintext\":\"x\"}", "a.jsonl:12", "x", "", "", "", "",
     "\"body\":{\"sections\":[]}"},
    {"{\"text\":\"\"}", "a.jsonl:12", "", "", "", "", "", ""},
    {"{\"text\":\"a < b\",\"html\":null}", "a.jsonl:12", "a < b", "", "", "", "", ""},
    {"{\"content\":\"<div><p>Un.</p><p>Deux &amp; trois.</p></div>\"}", "a.jsonl:12",
     "Un.\n\nDeux & trois.", "", "", "", "", ""},
    {"{\"html\":\"<title>T</title><p>Une phrase assez longue pour faire un article.</p>\","
     "\"title\":\"Le titre\",\"k\":1}",
     "a.jsonl:12", "Une phrase assez longue pour faire un article.", "Le titre", "", "", "",
     "\"k\":1"},
    {"{\"text\":\"x\",\"author\":\"\",\"tags\":[]}", "a.jsonl:12", "x", "", "", "", "",
     "\"author\":\"\",\"tags\":[]"},
};

static void expect(size_t row, const char *field, calque_str got, const char *want) {
  if (!str_eq(got, calque_str_of(want)))
    fail_msg("row %zu: %s is \"%.*s\", not \"%s\"", row, field, STR_ARG(got), want);
}

static void test_records(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < COUNT(records); i++) {
    calque_article a;
    calque_error err = {0};
    if (parse(arena, records[i].json, &a, &err)) fail_msg("row %zu: %s", i, err.text);
    expect(i, "id", a.id, records[i].id);
    expect(i, "text", a.text, records[i].text);
    expect(i, "title", a.title, records[i].title);
    expect(i, "date", a.date, records[i].date);
    expect(i, "url", a.url, records[i].url);
    expect(i, "source", a.source, records[i].source);
    expect(i, "extra", a.extra, records[i].extra);
    assert_false(a.title_from_text);
  }
  calque_arena_free(arena);
}

static void test_text_behind_a_nul_is_kept(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  calque_article a;
  assert_int_equal(parse(arena, "{\"id\":\"n\",\"text\":\"avant\\u0000apr\\u00e8s\"}", &a, NULL),
                   0);
  assert_true(str_eq(a.text, STR("avant\0après")));
  calque_arena_free(arena);
}

static void test_lone_surrogate_costs_one_character(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  calque_article a;
  assert_int_equal(parse(arena, "{\"text\":\"Bravo \\ud83d\"}", &a, NULL), 0);
  assert_true(str_eq(a.text, STR("Bravo \xef\xbf\xbd")));
  calque_arena_free(arena);
}

static void test_windows_1252_record(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  calque_article a;
  assert_int_equal(parse(arena, "{\"text\":\"l\x92\xe9t\xe9\",\"ville\":\"N\xeemes\"}", &a, NULL),
                   0);
  assert_true(str_eq(a.text, STR("l’été")));
  assert_true(str_eq(a.extra, STR("\"ville\":\"Nîmes\"")));
  calque_arena_free(arena);
}

static const struct {
  const char *json, *message;
  calque_status status;
} broken[] = {
    {"{\"id\":\"a\"}", "no text: neither \"text\" nor \"html\"", CALQUE_E_SYNTAX},
    {"{\"text\":5}", "no text: neither \"text\" nor \"html\"", CALQUE_E_SYNTAX},
    {"{\"text\":null}", "no text: neither \"text\" nor \"html\"", CALQUE_E_SYNTAX},
    {"{\"text\":\"a\",\"text\":\"b\"}", "\"text\" stands twice", CALQUE_E_SYNTAX},
    {"{\"text\":\"a\"", "not valid JSON at column 11: '}' expected", CALQUE_E_SYNTAX},
    {"{\"text\":\"a}", "not valid JSON at column 11: premature end of input", CALQUE_E_SYNTAX},
    {"{\"text\":'a'}", "not valid JSON at column 9: invalid token", CALQUE_E_SYNTAX},
    {"[\"text\"]", "not a JSON object", CALQUE_E_SYNTAX},
    {"\"text\"", "not a JSON object", CALQUE_E_SYNTAX},
    {"plain text", "not valid JSON at column 5: invalid token", CALQUE_E_SYNTAX},
};

static void test_broken_records_say_where(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < COUNT(broken); i++) {
    calque_article a;
    calque_error err = {0};
    calque_status status = parse(arena, broken[i].json, &a, &err);
    if (status != broken[i].status || strcmp(err.text, broken[i].message) != 0)
      fail_msg("%s: %d \"%s\"", broken[i].json, (int)status, err.text);
    assert_string_equal(err.where, "a.jsonl");
    assert_int_equal(err.line, 12);
  }
  calque_arena_free(arena);
}

/* A million members, and a million brackets: linear time, no deep stack. */
static void test_wide_and_deep_records(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  struct buf b;
  buf_init(&b, (size_t)64 << 20);
  buf_puts(&b, "{\"text\":\"x\"");
  for (int i = 0; i < 1000000; i++) buf_printf(&b, ",\"k%d\":%d", i, i);
  buf_puts(&b, "}");
  calque_article a;
  assert_int_equal(parse(arena, b.ptr, &a, NULL), CALQUE_OK);
  assert_int_equal(a.extra.len, b.len - strlen("{\"text\":\"x\",}"));
  buf_clear(&b);
  buf_puts(&b, "{\"text\":\"x\",\"deep\":");
  for (int i = 0; i < 1000000; i++) buf_char(&b, '[');
  calque_error err = {0};
  assert_int_equal(parse(arena, b.ptr, &a, &err), CALQUE_E_LIMIT);
  buf_free(&b);
  calque_arena_free(arena);
}

/* json_split finds the same end however the text is cut. */
static void test_values_end_in_any_pieces(void **state) {
  (void)state;
  static const char *const values[] = {"{\"a\": [1, {\"b\": \"}]\\\"\"}]}", "[[], [\"]\"]]",
                                       "\"a\\\"b\"", "{\"c\": \"\\\\\"}"};
  for (size_t i = 0; i < COUNT(values); i++) {
    size_t n = strlen(values[i]);
    char text[64];
    memcpy(text, values[i], n);
    memcpy(text + n, " , 5", 4);
    for (size_t cut = 0; cut <= n + 4; cut++) {
      struct json_split split = {0};
      size_t end = json_split(&split, (calque_str){text, cut});
      if (end == SIZE_MAX) end = json_split(&split, (calque_str){text + cut, n + 4 - cut}) + cut;
      if (end != n) fail_msg("%s cut at %zu: %zu", values[i], cut, end);
    }
  }
  struct json_split number = {0};
  assert_int_equal(json_split(&number, STR("12.5,")), 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_records),
      cmocka_unit_test(test_text_behind_a_nul_is_kept),
      cmocka_unit_test(test_lone_surrogate_costs_one_character),
      cmocka_unit_test(test_windows_1252_record),
      cmocka_unit_test(test_broken_records_say_where),
      cmocka_unit_test(test_wide_and_deep_records),
      cmocka_unit_test(test_values_end_in_any_pieces),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
