/* Writers: places, escaping, snippets under accents and wide characters, the fields of JSON, marks
 * in pages. Documents are made by hand, so that no check has a say. */
#include "base/json.h"
#include "output/escape.h"
#include "output/html.h"
#include "output/members.h"
#include "output/parts.h"
#include "output/place.h"
#include "output/snippet.h"
#include "sample_day.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h> /* behind error.h: it has a macro fail() */

#define REPLACED "\xef\xbf\xbd"

static void assert_text(const struct buf *got, const char *want, const char *what) {
  if (str_eq(buf_view(got), calque_str_of(want))) return;
  fail_msg("%s\nexpected: %s\ncame out: %.*s", what, want, STR_ARG(buf_view(got)));
}

static void assert_has(const struct buf *got, const char *part) {
  if (!str_has(buf_view(got), calque_str_of(part)))
    fail_msg("missing: %s\nin: %.*s", part, STR_ARG(buf_view(got)));
}

static void assert_lacks(const struct buf *got, const char *part) {
  if (str_has(buf_view(got), calque_str_of(part)))
    fail_msg("must not be there: %s\nin: %.*s", part, STR_ARG(buf_view(got)));
}

/* ---- Escaping -------------------------------------------------------------------------------- */

struct escape_row {
  void (*escape)(struct buf *, calque_str);
  calque_str in;
  const char *out;
};

static const struct escape_row escapes[] = {
    {escape_json, STR_INIT("« é » \"\\/"), "\"« é » \\\"\\\\/\""},
    {escape_json, STR_INIT("a\n\r\t\x01\x7f"), "\"a\\n\\r\\t\\u0001\\u007f\""},
    {escape_json, STR_INIT("a\0b"), "\"a\\u0000b\""},
    {escape_json, STR_INIT("\xc2\x9b \xe2\x80\xae \xef\xbb\xbf"), "\"\\u009b \\u202e \\ufeff\""},
    {escape_json, STR_INIT("caf\xe9 \xf0\x9f\x98\x80"), "\"caf" REPLACED " \xf0\x9f\x98\x80\""},
    {escape_html, STR_INIT("<a href=\"x\" title='&'>"),
     "&lt;a href=&quot;x&quot; title=&#39;&amp;&#39;&gt;"},
    {escape_html, STR_INIT("a\x1b[1m\xe2\x80\xae\xff"), "a" REPLACED "[1m" REPLACED REPLACED},
    {escape_markdown, STR_INIT("*a* [b](c) `d` <e> f_g"),
     "\\*a\\* \\[b\\](c) \\`d\\` &lt;e\\> f\\_g"},
    {escape_markdown, STR_INIT("1. un | deux\n# trois"), "1\\. un \\| deux \\# trois"},
    {escape_markdown, STR_INIT("- tiret"), "\\- tiret"},
    {escape_markdown, STR_INIT("2026 finit"), "2026 finit"},
    {escape_line, STR_INIT("a\tb\nc\x1b[0m\xc2\x85\xe2\x80\xa8"),
     "a b c" REPLACED "[0m" REPLACED REPLACED},
    {escape_text, STR_INIT("a\tb\r\nc\rd\x07\r"), "a\tb\nc\nd" REPLACED "\n"},
    {escape_uri, STR_INIT("a b/é?.txt"), "a%20b/%C3%A9%3F.txt"},
    {escape_uri_reference, STR_INIT("https://x.example/a?b=1&c=<é>"),
     "https://x.example/a?b=1&c=%3C%C3%A9%3E"},
};

static void test_escapes(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(escapes); i++) {
    struct buf out;
    buf_init(&out, 4096);
    escapes[i].escape(&out, escapes[i].in);
    assert_text(&out, escapes[i].out, escapes[i].in.ptr);
    buf_free(&out);
  }
}

/* Whatever goes in, valid UTF-8 comes out, and no control character but tab and line break. */
static void test_escapes_of_any_bytes(void **state) {
  (void)state;
  uint32_t seed = 1;
  for (int round = 0; round < 2000; round++) {
    char bytes[24];
    for (size_t i = 0; i < sizeof bytes; i++) {
      seed = seed * 1664525u + 1013904223u;
      bytes[i] = (char)((seed >> 16) & 1 ? 0x80 | (seed >> 24) : seed >> 24);
    }
    for (size_t i = 0; i < COUNT(escapes); i++) {
      struct buf out;
      buf_init(&out, 4096);
      escapes[i].escape(&out, (calque_str){bytes, sizeof bytes});
      calque_str s = buf_view(&out);
      assert_int_equal(utf8_valid_prefix(s), s.len);
      for (size_t n; s.len; s = str_slice(s, n, s.len))
        assert_false(utf8_is_control(utf8_decode(s, &n)));
      buf_free(&out);
    }
  }
}

static void test_links(void **state) {
  (void)state;
  assert_true(escape_is_link(STR("https://x.example/a")));
  assert_true(escape_is_link(STR("http://x.example")));
  assert_false(escape_is_link(STR("javascript:alert(1)")));
  assert_false(escape_is_link(STR("HTTPS ://x")));
  assert_false(escape_is_link(STR("https://x.example/a b")));
  assert_false(escape_is_link(STR("data:text/html,x")));
  assert_false(escape_is_link(STR("")));
}

/* ---- Places ---------------------------------------------------------------------------------- */

static void test_places(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t offset;
    uint32_t line, column, utf16;
  } rows[] = {
      {"abc", 0, 1, 1, 1},     {"abc", 3, 1, 4, 4},    {"été ici", 6, 1, 5, 5},
      {"a\nb", 2, 2, 1, 1},    {"a\r\nb", 3, 2, 1, 1}, {"a\rb", 2, 2, 1, 1},
      {"\n\n\nx", 3, 4, 1, 1}, {"😀x", 4, 1, 2, 3},     {"é\n😀é\u0301x", 11, 2, 4, 5},
      {"abc", 99, 1, 4, 4},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct place p = place_start(calque_str_of(rows[i].text));
    place_move(&p, rows[i].offset);
    if (p.line != rows[i].line || p.column != rows[i].column || p.utf16 != rows[i].utf16)
      fail_msg("row %zu: %u:%u (%u)", i, p.line, p.column, p.utf16);
  }
}

/* Moving on, or back, gives what counting from the start gives, and what the library says. */
static void test_places_in_any_order(void **state) {
  (void)state;
  const char *text = "Un été\r\nà l’ouest\n\n\rde 😀 tout";
  calque_arena *arena = calque_arena_new();
  calque_article article = {.text = calque_str_of(text)};
  const calque_doc *doc = text_parse(arena, &article);
  struct place p = place_start(doc->text);
  for (size_t step = 0; step < 200; step++) {
    size_t offset = step * 7 % (doc->text.len + 1);
    if (offset < doc->text.len && (text[offset] & 0xc0) == 0x80) continue;
    uint32_t line, column;
    calque_doc_position(doc, (uint32_t)offset, &line, &column);
    place_move(&p, offset);
    assert_int_equal(p.line, line);
    assert_int_equal(p.column, column);
  }
  calque_arena_free(arena);
}

/* ---- Snippets -------------------------------------------------------------------------------- */

static void test_snippets(void **state) {
  (void)state;
  static const struct {
    const char *text, *words, *suggestion, *out;
    unsigned width;
  } rows[] = {
      {"Cela fait du sens.", "fait du sens", "a du sens",
       "    1 | Cela fait du sens.\n      |      ^~~~~~~~~~~~\n      |      a du sens\n", 80},
      {"À l’été, très tôt", "tôt", "", "    1 | À l’été, très tôt\n      |               ^~~\n",
       80},
      {"日本 lengthy", "lengthy", "", "    1 | 日本 lengthy\n      |      ^~~~~~~\n", 80},
      {"e\u0301te\u0301 mot", "mot", "", "    1 | e\u0301te\u0301 mot\n      |     ^~~\n", 80},
      {"a\tb mot", "mot", "", "    1 | a b mot\n      |     ^~~\n", 80},
      {"a\x1b[1m mot", "mot", "", "    1 | a" REPLACED "[1m mot\n      |       ^~~\n", 80},
      {"une ligne\nle mot\nautre", "mot", "", "    1 | le mot\n      |    ^~~\n", 80},
      {"0123456789 0123456789 0123456789 mot 0123456789 0123456789", "mot", "",
       "    1 | … 0123456789 mot 0123456789 …\n      |              ^~~\n", 40},
      {"0123456789012345678901234567 l’été mot 01234567890123456789", "mot", "",
       "    1 | … l’été mot …\n      |         ^~~\n", 40},
      {"0123456789012345678901234567890123456789mot0123456789012345678901234567890", "mot", "",
       "    1 | …67890123456789mot0123456789012…\n      |                ^~~\n", 40},
      {"dix\u00a0000\u202f! mot", "mot", "",
       "    1 | dix\u00a0000\u202f! mot\n      |           ^~~\n", 80},
      {"« ça »\u200b 👩 e\u0301\tmot", "mot",
       "un mot qui est bien plus long que la ligne, à la vérité",
       "    1 | « ça »\u200b 👩 e\u0301 mot\n      |             ^~~\n"
       "      | un mot qui est bien plus long\n        que la ligne, à la vérité\n",
       40},
      {"deux\nlignes", "deux\nlignes", "", "    1 | deux\n      | ^~~~\n", 80},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct style style = {.width = rows[i].width};
    calque_str text = calque_str_of(rows[i].text), words = calque_str_of(rows[i].words);
    uint32_t start = (uint32_t)str_find(text, words);
    calque_finding f = {.span = {start, start + (uint32_t)words.len},
                        .suggestion = calque_str_of(rows[i].suggestion)};
    struct buf out;
    buf_init(&out, 1 << 16);
    snippet_put(&style, text, &f, 1, &out);
    assert_text(&out, rows[i].out, rows[i].text);
    buf_free(&out);
  }
}

static void test_wrapping(void **state) {
  (void)state;
  struct style style = {.width = 12};
  struct buf out;
  buf_init(&out, 4096);
  terminal_wrap(&style, STR("un  deux\ntrois «\u00a0été\u00a0» un-mot-trop-long fin"), 0, 2, &out);
  assert_text(&out, "un deux\n  trois\n  «\u00a0été\u00a0»\n  un-mot-trop-long\n  fin\n", "wrap");
  buf_clear(&out);
  style.width = 0;
  terminal_wrap(&style, STR("un  deux\ntrois"), 0, 2, &out);
  assert_text(&out, "un deux trois\n", "no terminal, no wrapping");
  buf_clear(&out);
  style.width = 12;
  assert_int_equal(terminal_flow(&style, STR("quatre cinq"), 9, 2, &out), 6);
  assert_text(&out, "\n  quatre\n  cinq", "a first word that does not fit");
  buf_clear(&out);
  terminal_wrap(&style, STR("quatre « cinq » « six"), 0, 2, &out);
  assert_text(&out, "quatre\n  « cinq »\n  « six\n", "marks stay with what they enclose");
  buf_clear(&out);
  terminal_clip(STR("un deux trois quatre"), 12, &out);
  assert_text(&out, "un deux…", "clipped");
  buf_clear(&out);
  terminal_clip(STR("un deux été "), 11, &out);
  assert_text(&out, "un deux été", "not clipped");
  buf_free(&out);
}

/* ---- A checked article ----------------------------------------------------------------------- */

/* "Titre", then two lines with overlapping findings, one of the second line's hole. */
static const char text[] = "Un titre\n\n\n\n\nCela fait du sens <ici>. Un lengthy\nété.";
static const calque_line lines[] = {{.span = {0, 8}}, {.span = {13, 48}}, {.span = {49, 55}}};

static calque_finding finding(const char *words, const char *check, calque_severity severity,
                              const char *suggestion) {
  calque_str all = calque_str_of(text), w = calque_str_of(words);
  uint32_t start = (uint32_t)str_find(all, w);
  return (calque_finding){.check = check,
                          .family = "leak",
                          .severity = severity,
                          .span = {start, start + (uint32_t)w.len},
                          .message = STR("what is \"wrong\" & <why>"),
                          .suggestion = calque_str_of(suggestion)};
}

struct sample {
  calque_doc doc;
  calque_finding findings[5];
  struct checked item;
};

static void make_sample(struct sample *s) {
  *s = (struct sample){.doc = {.meta = {.id = STR("a/é.txt"),
                                        .title = STR("Un titre"),
                                        .extra = STR("\"lang\":\"fr\",\"score\":9,\"n\":1.50"),
                                        .title_from_text = true},
                               .text = calque_str_of(text),
                               .lines = lines,
                               .n_lines = COUNT(lines),
                               .n_words = 1204}};
  s->findings[0] = (calque_finding){.check = "layout",
                                    .family = "layout",
                                    .severity = CALQUE_MINOR,
                                    .span = {9, 12},
                                    .message = STR("a hole")};
  s->findings[1] = finding("Cela fait du", "outer", CALQUE_MINOR, "");
  s->findings[2] = finding("fait du sens", "calque", CALQUE_MAJOR, "a du sens");
  s->findings[2].related = (calque_span){0, 8};
  s->findings[3] = finding("lengthy\nété", "english-phrase", CALQUE_CRITICAL, "");
  s->findings[4] = (calque_finding){.check = "truncated",
                                    .family = "truncated",
                                    .severity = CALQUE_NOTE,
                                    .span = {55, 55},
                                    .message = STR("the text is cut off")};
  static const calque_reason reasons[] = {{STR_INIT("3 English words"), 0.7, "leak", 3},
                                          {STR_INIT("a hole"), 0.3, "layout", 1}};
  s->item = (struct checked){.doc = &s->doc,
                             .report = {s->findings, COUNT(s->findings)},
                             .verdict = {CALQUE_POOR, 23, reasons, COUNT(reasons)},
                             .number = 1};
}

static void write_check(const char *form, const struct checked *item, struct buf *out) {
  struct output o = {.writer = writer_find(calque_str_of(form)), .subject = SUBJECT_CHECK};
  struct buf one;
  buf_init(&one, 1 << 20);
  buf_init(out, 1 << 20);
  output_begin(&o, out);
  for (int i = 0; i < 2; i++) {
    buf_clear(&one);
    o.writer->check(&o.style, item, &one);
    output_put(&o, buf_view(&one), out);
  }
  output_end(&o, out);
  buf_free(&one);
}

static void test_jsonl(void **state) {
  (void)state;
  struct sample s;
  struct buf out;
  make_sample(&s);
  s.item.with_text = true;
  write_check("jsonl", &s.item, &out);
  assert_has(&out,
             "{\"id\": \"a/é.txt\", \"verdict\": \"poor\", \"score\": 23, \"words\": 1204, "
             "\"findings\": [{\"check\": \"layout\", \"family\": \"layout\", \"severity\": "
             "\"minor\", \"start\": 9, \"end\": 12, \"line\": 2, \"column\": 1, \"text\": "
             "\"\\n\\n\\n\", \"message\": \"a hole\", \"suggestion\": null}, ");
  assert_has(&out,
             "\"start\": 18, \"end\": 30, \"line\": 6, \"column\": 6, \"text\": \"fait du "
             "sens\", \"message\": \"what is \\\"wrong\\\" & <why>\", \"suggestion\": \"a du "
             "sens\", \"related\": [0, 8]}");
  assert_has(&out, "\"text\": \"Un titre\\n");
  assert_has(&out, "\", \"lang\":\"fr\", \"n\":1.50}\n"); /* passed through, "score" not doubled */
  buf_free(&out);
}

/* What is written is JSON, for every form of it and every kind of result. */
static void test_json_is_json(void **state) {
  (void)state;
  static const char *const forms[] = {"json", "sarif"};
  for (size_t i = 0; i < COUNT(forms); i++) {
    struct sample s;
    struct buf out;
    make_sample(&s);
    write_check(forms[i], &s.item, &out);
    calque_error err = {0};
    json_t *tree = json_tree(buf_view(&out), forms[i], &err);
    if (!tree) fail_msg("%s: %s", forms[i], err.text);
    json_decref(tree);
    buf_free(&out);
  }
  struct buf out;
  buf_init(&out, 1 << 20);
  json_digest(NULL, &sample_day, &out);
  calque_error err = {0};
  json_t *tree = json_tree(buf_view(&out), "digest", &err);
  assert_non_null(tree);
  assert_int_equal(json_array_size(json_object_get(tree, "stories")), 4);
  assert_int_equal(json_array_size(json_object_get(tree, "flagged")), 1);
  json_decref(tree);
  buf_free(&out);
}

static void test_sarif(void **state) {
  (void)state;
  struct sample s;
  struct buf out;
  make_sample(&s);
  write_check("sarif", &s.item, &out);
  assert_has(&out, "\"columnKind\": \"utf16CodeUnits\"");
  assert_has(&out, "\"uri\": \"a/%C3%A9.txt\"");
  assert_has(&out,
             "\"region\": {\"startLine\": 6, \"startColumn\": 6, \"endLine\": 6, "
             "\"endColumn\": 18}");
  assert_has(&out, "\"level\": \"error\"");
  assert_has(&out, "\"insertedContent\": {\"text\": \"a du sens\"}");
  buf_free(&out);
}

/* A run holds 25,000 results; the log and the count say how many were left out. */
static void test_sarif_limit(void **state) {
  (void)state;
  struct output o = {.writer = writer_find(STR("sarif")), .subject = SUBJECT_CHECK};
  struct buf out;
  buf_init(&out, BUF_MAX_OUTPUT);
  output_begin(&o, &out);
  for (int i = 0; i < 12501; i++) output_put(&o, STR("{\"a\": 1}\n{\"b\": 2}\n"), &out);
  output_end(&o, &out);
  assert_int_equal(o.n_results, 25000);
  assert_int_equal(o.n_left_out, 2);
  assert_has(&out, "2 results left out");
  buf_free(&out);
}

static void test_lines(void **state) {
  (void)state;
  struct sample s;
  struct buf out;
  make_sample(&s);
  write_check("lines", &s.item, &out);
  assert_has(&out,
             "a/é.txt:6:6: major: what is \"wrong\" & <why>; better «\u00a0a du sens\u00a0» "
             "[calque]\na/é.txt:6:29: critical: ");
  buf_free(&out);
}

/* A terminal's lines are broken below themselves; the underline stays under the words. */
static void test_narrow_terminal(void **state) {
  (void)state;
  struct sample s;
  struct buf out;
  make_sample(&s);
  s.item.doc = &s.doc;
  buf_init(&out, 1 << 16);
  const struct style style = {.width = 44};
  writer_find(STR("terminal"))->check(&style, &s.item, &out);
  assert_has(&out,
             "a/é.txt:6:6: major: what is \"wrong\" & <why>\n"
             "    [calque]\n"
             "    6 | Cela fait du sens <ici>. Un …\n"
             "      |      ^~~~~~~~~~~~\n");
  assert_has(&out,
             "a/é.txt:6:29: critical: what is \"wrong\" &\n"
             "    <why> [english-phrase]\n");
  assert_has(&out,
             "a/é.txt: poor, 23/100, 1,204 words: 3\n"
             "    English words, a hole\n");
  buf_free(&out);
}

static void test_terminal(void **state) {
  (void)state;
  struct sample s;
  struct buf out;
  make_sample(&s);
  write_check("terminal", &s.item, &out);
  assert_has(&out,
             "a/é.txt:6:6: major: what is \"wrong\" & <why> [calque]\n"
             "    6 | Cela fait du sens <ici>. Un lengthy\n"
             "      |      ^~~~~~~~~~~~\n"
             "      |      a du sens\n"
             "       = see line 1: «\u00a0Un titre\u00a0»\n");
  assert_has(&out, "a/é.txt: poor, 23/100, 1,204 words: 3 English words, a hole\n");
  assert_lacks(&out, "\033");
  buf_free(&out);
}

/* ---- Pages ----------------------------------------------------------------------------------- */

/* The text between tags of the element that starts at `from`, entities undone. */
static void text_of_page(calque_str page, struct buf *out) {
  size_t start = str_find(page, STR("<div class=\"text\"")), end = str_find(page, STR("</div>"));
  for (calque_str rest = str_slice(page, start, end); rest.len;) {
    if (rest.ptr[0] == '<') {
      size_t close = str_find(rest, STR(">")) + 1;
      rest = str_slice(rest, close, rest.len);
    } else if (str_starts(rest, STR("&lt;")) || str_starts(rest, STR("&gt;"))) {
      buf_char(out, rest.ptr[1] == 'l' ? '<' : '>');
      rest = str_slice(rest, 4, rest.len);
    } else {
      buf_char(out, rest.ptr[0]);
      rest = str_slice(rest, 1, rest.len);
    }
  }
}

static void test_page(void **state) {
  (void)state;
  struct sample s;
  struct buf out, plain;
  make_sample(&s);
  write_check("html", &s.item, &out);
  assert_has(&out,
             "<mark class=\"critical\"><a href=\"#a1-m4\" aria-describedby=\"a1-m4\" "
             "data-why=\"what is &quot;wrong&quot; &amp; &lt;why&gt;\">lengthy</a></mark>");
  /* where findings overlap, both reasons and the heavier color */
  assert_has(&out, "<mark class=\"major\"><a href=\"#a1-m3\" aria-describedby=\"a1-m2 a1-m3\"");
  assert_has(&out, "&lt;ici&gt;");
  assert_lacks(&out, "<ici>");
  assert_has(&out, "<p class=\"hole\">");
  for (int i = 1; i <= 5; i++) { /* each finding has its entry, its place, and a way to both */
    char id[32];
    snprintf(id, sizeof id, "<span id=\"a1-f%d\">", i);
    assert_has(&out, id);
    snprintf(id, sizeof id, "<li id=\"a1-m%d\"", i);
    assert_has(&out, id);
    snprintf(id, sizeof id, "href=\"#a1-f%d\"", i);
    assert_has(&out, id);
  }
  buf_init(&plain, 1 << 16);
  text_of_page(buf_view(&out), &plain);
  assert_text(&plain, "\nUn titre\n\nCela fait du sens <ici>. Un lengthy\nété.\n", "text of page");
  buf_free(&plain);
  buf_free(&out);
}

static void test_messages(void **state) {
  (void)state;
  static const struct {
    const char *in, *out;
  } rows[] = {
      {"« a <b> » is « c »", "«\u00a0a &lt;b&gt;\u00a0» is «\u00a0c\u00a0»"},
      {"«a» »« ", "«a»\u00a0»«\u00a0"},
      {"« »", "«\u00a0»"},
      {"no mark", "no mark"},
      {"", ""},
  };
  struct buf out;
  buf_init(&out, 4096);
  for (size_t i = 0; i < COUNT(rows); i++) {
    buf_clear(&out);
    html_message(&out, calque_str_of(rows[i].in));
    assert_text(&out, rows[i].out, rows[i].in);
  }
  buf_free(&out);
}

/* A thousand findings one inside another are written in reasonable time and space. */
static void test_page_of_nested_findings(void **state) {
  (void)state;
  enum { N = 1000 };
  static char long_text[2 * N + 1];
  static calque_finding findings[N];
  memset(long_text, 'a', 2 * N);
  for (uint32_t i = 0; i < N; i++)
    findings[i] = (calque_finding){.check = "x",
                                   .family = "leak",
                                   .severity = CALQUE_MAJOR,
                                   .span = {i, 2 * N - i},
                                   .message = STR("nested")};
  calque_line line = {.span = {0, 2 * N}};
  calque_doc doc = {.text = {long_text, 2 * N}, .lines = &line, .n_lines = 1};
  struct checked item = {.doc = &doc, .report = {findings, N}, .number = 1};
  struct buf out;
  write_check("html", &item, &out);
  assert_true(out.len < 2 * 1000 * 1000);
  buf_free(&out);
}

static void test_digest_page(void **state) {
  (void)state;
  struct style style = {0};
  struct buf out;
  buf_init(&out, 1 << 20);
  writer_find(STR("html"))->digest(&style, &sample_day, &out);
  assert_has(&out, "<html lang=\"fr\">");
  assert_has(&out, "lundi 23\u00a0novembre 2026");
  assert_has(&out, "href=\"https://presse.example/ferry?a=1&amp;b=2\"");
  assert_lacks(&out, "javascript:");
  assert_lacks(&out, "<volent>");
  assert_lacks(&out, "id=\"s4\""); /* a story of flagged articles only is told below */
  assert_has(&out, "<sup><a href=\"#s1-2\" aria-label=\"source 2\">2</a></sup>");
  assert_has(&out,
             "4\u00a0passages restés en anglais («\u00a0lengthy\u00a0»)\u202f; passage répété"
             "\u202f; something new");
  assert_has(&out, "2\u00a0autres articles ne sont pas montrés");
  assert_has(&out, "<span class=\"chip suspect\">douteux 61</span>");
  buf_free(&out);
}

/* Any text with findings anywhere, through every form: valid UTF-8, nothing that steers a terminal,
 * JSON that parses. */
static void random_article(calque_arena *arena, uint32_t *seed, struct checked *item) {
  static const char *const pieces[] = {"é",    "日",   "😀",        "e\u0301", " ",      "\n",
                                       "\t",   "\r\n", "\r",       "<",       "\"",     "&",
                                       "\x1b", "\x01", "\xc2\x9b", "\u202e",  "mot",    "|",
                                       "*",    "`",    "\\",       "\0",      "\u2028", "«\u00a0"};
  struct buf b;
  buf_init(&b, 1 << 16);
  for (int i = 0; i < 40; i++) {
    *seed = *seed * 1664525u + 1013904223u;
    const char *piece = pieces[(*seed >> 16) % COUNT(pieces)];
    buf_add(&b, piece, *piece ? strlen(piece) : 1);
  }
  calque_article article = {.id = arena_copy(arena, buf_view(&b)),
                            .url = STR("https://x.example/\"><b>"),
                            .text = arena_copy(arena, buf_view(&b))};
  article.title = article.id;
  const calque_doc *doc = text_parse(arena, &article);
  buf_free(&b);
  enum { N = 6 };
  calque_finding *findings = ARENA_ARRAY(arena, calque_finding, N);
  uint32_t offset = 0;
  for (int i = 0; i < N; i++) {
    uint32_t ends[2];
    for (int k = 0; k < 2; k++) {
      *seed = *seed * 1664525u + 1013904223u;
      uint32_t len = (uint32_t)doc->text.len;
      uint32_t at = offset + (*seed >> 16) % (k ? len - offset + 1 : (len - offset) / 2 + 1);
      while (at < len && (doc->text.ptr[at] & 0xc0) == 0x80) at++;
      ends[k] = at;
      offset = k ? ends[0] : at; /* the next starts behind this start */
    }
    findings[i] = (calque_finding){.check = "x",
                                   .family = "leak",
                                   .severity = (calque_severity)(i % 4),
                                   .span = {ends[0], ends[1]},
                                   .related = {0, ends[0]},
                                   .message = article.text,
                                   .suggestion = article.text};
  }
  *item = (struct checked){.doc = doc, .report = {findings, N}, .number = 1, .with_text = true};
}

static void test_any_article(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  uint32_t seed = 7;
  for (int round = 0; round < 300; round++) {
    struct checked item;
    calque_arena_reset(arena);
    random_article(arena, &seed, &item);
    for (size_t w = 0; w < n_writers; w++) {
      struct buf out;
      if (!writer_serves(all_writers[w], SUBJECT_CHECK)) continue;
      write_check(all_writers[w]->name, &item, &out);
      calque_str s = buf_view(&out);
      assert_int_equal(utf8_valid_prefix(s), s.len);
      for (size_t n; s.len; s = str_slice(s, n, s.len))
        assert_false(utf8_is_control(utf8_decode(s, &n)));
      if (strcmp(all_writers[w]->name, "json") == 0 || strcmp(all_writers[w]->name, "sarif") == 0) {
        json_t *tree = json_loadb(out.ptr, out.len, JSON_ALLOW_NUL, NULL);
        if (!tree) fail_msg("%s\n%.*s", all_writers[w]->name, STR_ARG(buf_view(&out)));
        json_decref(tree);
      }
      buf_free(&out);
    }
  }
  calque_arena_free(arena);
}

/* ---- Small pieces
 * -------------------------------------------------------------------------------- */

static void test_clean_joins(void **state) {
  (void)state;
  calque_doc doc = {.text = STR("Un. pub Deux.\nTrois.\n\nQuatre.")};
  static const calque_span kept[] = {{0, 3}, {8, 13}, {14, 20}, {22, 29}};
  struct cleaned item = {.doc = &doc, .kept = kept, .n_kept = COUNT(kept)};
  struct buf out;
  buf_init(&out, 4096);
  cleaned_join(&item, &out);
  assert_text(&out, "Un. Deux.\nTrois.\n\nQuatre.", "joined");
  buf_free(&out);
}

/* Every command has a writer of the forms that the manual promises. */
static void test_table(void **state) {
  (void)state;
  static const struct {
    enum subject subject;
    const char *forms;
  } rows[] = {{SUBJECT_CHECK, "terminal,json,jsonl,html,markdown,sarif,lines"},
              {SUBJECT_SUMMARY, "terminal,json,jsonl,html,markdown"},
              {SUBJECT_DIGEST, "terminal,json,html,markdown,atom,mail"},
              {SUBJECT_CLEAN, "terminal,json,jsonl,markdown"},
              {SUBJECT_EXPLAIN, "terminal,json,markdown"}};
  for (size_t i = 0; i < COUNT(rows); i++) {
    size_t n = 0, serving = 0;
    for (calque_str rest = calque_str_of(rows[i].forms); rest.ptr; n++)
      assert_true(writer_serves(writer_find(str_cut(&rest, ',')), rows[i].subject));
    for (size_t w = 0; w < n_writers; w++)
      serving += writer_serves(all_writers[w], rows[i].subject);
    assert_int_equal(serving, n);
  }
}

static void assert_scored(float value) {
  char expected[40];
  struct buf out;
  snprintf(expected, sizeof expected, "\"s\": %.4g", (double)value);
  buf_init(&out, 100);
  member_score(&out, "s", (double)value);
  assert_string_equal(out.ptr, expected);
  buf_free(&out);
}

static void test_scores_are_written_as_printf_does(void **state) {
  (void)state;
  static const float edges[] = {0,       -0.0f,    1e-5f, 9.9995f, 9.99949f, 0.99995f, 1.00005f,
                                2.0625f, 0.20625f, 10,    1000,    9999,     9999.5f,  1e8f};
  for (size_t i = 0; i < COUNT(edges); i++) assert_scored(edges[i]);
  for (int i = -20000; i < 20000; i++) {
    assert_scored((float)i / 8192);
    assert_scored((float)i * 0.0137f);
    assert_scored((float)i * 1.7e-6f);
  }
  struct buf out;
  buf_init(&out, 100);
  member_score(&out, "s", (double)NAN);
  assert_string_equal(out.ptr, "\"s\": 0");
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_escapes),
      cmocka_unit_test(test_escapes_of_any_bytes),
      cmocka_unit_test(test_links),
      cmocka_unit_test(test_scores_are_written_as_printf_does),
      cmocka_unit_test(test_places),
      cmocka_unit_test(test_places_in_any_order),
      cmocka_unit_test(test_snippets),
      cmocka_unit_test(test_wrapping),
      cmocka_unit_test(test_jsonl),
      cmocka_unit_test(test_json_is_json),
      cmocka_unit_test(test_sarif),
      cmocka_unit_test(test_sarif_limit),
      cmocka_unit_test(test_lines),
      cmocka_unit_test(test_terminal),
      cmocka_unit_test(test_narrow_terminal),
      cmocka_unit_test(test_page),
      cmocka_unit_test(test_messages),
      cmocka_unit_test(test_page_of_nested_findings),
      cmocka_unit_test(test_any_article),
      cmocka_unit_test(test_digest_page),
      cmocka_unit_test(test_clean_joins),
      cmocka_unit_test(test_table),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
