/* A digest as mail decodes to what went in, and nothing of an article gets out of its place in any
 * form. tests/golden/ holds what a feed and a mail of the sample day are; BLESS=1 writes them anew:
 * read them before you commit them. */
#include "forms.h"

/* ---- Mail ----------------------------------------------------------------------------- */

static int hex_of(char c) {
  return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Decodes quoted-printable as RFC 2045 says; fails on what it forbids. */
static void decode_body(struct buf *out, calque_str s) {
  size_t column = 0;
  for (size_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.ptr[i];
    if (c == '\n') {
      assert_true(column <= 76);
      assert_true(column == 0 || (s.ptr[i - 1] != ' ' && s.ptr[i - 1] != '\t'));
      column = 0;
      buf_char(out, '\n');
      continue;
    }
    column++;
    assert_true(c == '\t' || (c >= ' ' && c <= '~'));
    assert_false(column == 1 && c == '.');
    if (c != '=') {
      buf_char(out, (char)c);
    } else if (s.ptr[i + 1] == '\n') {
      assert_true(column <= 76);
      column = 0;
      i++;
    } else {
      assert_true(i + 2 < s.len && hex_of(s.ptr[i + 1]) >= 0 && hex_of(s.ptr[i + 2]) >= 0);
      buf_char(out, (char)(hex_of(s.ptr[i + 1]) * 16 + hex_of(s.ptr[i + 2])));
      column += 2;
      i += 2;
    }
  }
}

static void test_quoted_printable(void **state) {
  (void)state;
  static const struct {
    const char *in, *out;
  } rows[] = {
      {"", ""},
      {"a=b", "a=3Db\n"},
      {"été \nx\t\n", "=C3=A9t=C3=A9=20\nx=09\n"},
      {".\n..\na.", "=2E\n=2E.\na.\n"},
      {"From moi\nle From \n", "=46rom moi\nle From=20\n"},
      {"a\r\nb", "a=0D\nb\n"},
      {"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghhhhhh",
       "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghhhhhh\n"},
      {"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghhhhhhi",
       "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghhhhh=\nhi\n"},
      {"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghhhhh.x",
       "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghhhhh=\n=2Ex\n"},
  };
  struct buf out;
  buf_init(&out, 4096);
  for (size_t i = 0; i < COUNT(rows); i++) {
    buf_clear(&out);
    mime_quoted_printable(&out, calque_str_of(rows[i].in));
    assert_text(buf_view(&out), rows[i].out, rows[i].in);
  }
  buf_free(&out);
}

/* Any bytes come back as they were, but for the line break at the end. */
static void test_quoted_printable_of_any_bytes(void **state) {
  (void)state;
  static const char *const pieces[] = {"é",  ".",    "From ", " ",   "\n",         "\t",  "=",
                                       "\r", "日本", "\xff",  "mot", "--=_calque", "\x01"};
  uint32_t seed = 11;
  struct buf in, out, back;
  buf_init(&in, 1 << 20);
  buf_init(&out, 1 << 20);
  buf_init(&back, 1 << 20);
  for (int round = 0; round < 2000; round++) {
    buf_clear(&in), buf_clear(&out), buf_clear(&back);
    for (int i = 0; i < 120; i++) {
      seed = seed * 1664525u + 1013904223u;
      buf_puts(&in, pieces[(seed >> 16) % COUNT(pieces)]);
    }
    buf_char(&in, '\n');
    mime_quoted_printable(&out, buf_view(&in));
    decode_body(&back, buf_view(&out));
    assert_true(str_eq(buf_view(&in), buf_view(&back)));
    assert_lacks(&out, "=_");
  }
  buf_free(&in), buf_free(&out), buf_free(&back);
}

/* The text of a header, folds and encoded words undone; fails on a line or a word that is long. */
static void decode_header(struct buf *out, calque_str s) {
  assert_true(s.len && s.ptr[s.len - 1] == '\n');
  bool last_was_word = false;
  s.len--;
  for (calque_str rest = s; rest.ptr;) {
    calque_str line = str_cut(&rest, '\n');
    assert_true(line.len <= 76);
    if (line.ptr != s.ptr) assert_true(line.len > 1 && line.ptr[0] == ' ');
    while (line.len) {
      calque_str start = STR("=?UTF-8?Q?");
      size_t word = str_find(line, start);
      size_t plain = word == SIZE_MAX ? line.len : word;
      bool gap = last_was_word && word != SIZE_MAX && !str_trim(str_slice(line, 0, plain)).len;
      if (!gap) buf_str(out, str_slice(line, 0, plain));
      if (word == SIZE_MAX) break;
      line = str_slice(line, word + start.len, line.len);
      size_t end = str_find(line, STR("?="));
      assert_true(end != SIZE_MAX && start.len + end + 2 <= 75);
      struct buf bytes;
      buf_init(&bytes, 4096);
      decode_body(&bytes, str_slice(line, 0, end));
      for (size_t i = 0; i < bytes.len; i++)
        if (bytes.ptr[i] == '_') bytes.ptr[i] = ' ';
      assert_int_equal(utf8_valid_prefix(buf_view(&bytes)), bytes.len); /* no character is cut */
      buf_str(out, buf_view(&bytes));
      buf_free(&bytes);
      line = str_slice(line, end + 2, line.len);
      last_was_word = true;
    }
  }
}

static void test_headers(void **state) {
  (void)state;
  static const struct {
    const char *in, *out; /* NULL: what went in */
  } rows[] = {
      {"plain words", NULL},
      {"été à Noël", NULL},
      {"a\nBcc: x@y.example", "a Bcc: x@y.example"},
      {"a\r\n\r\n<script>", "a    <script>"},
      {"=?UTF-8?Q?boo?=", NULL},
      {"a tab\tand \x1b[1m", "a tab and \xef\xbf\xbd[1m"},
      {"Naufrage du ferry\u00a0: l’enquête s’oriente vers une porte mal fermée, "
       "日本日本日本日本日本日本日本",
       NULL},
      {"a plain line that is too long for one header line and has to be folded somewhere in it",
       NULL},
      {"", ""},
  };
  struct buf out, back;
  buf_init(&out, 1 << 16);
  buf_init(&back, 1 << 16);
  for (size_t i = 0; i < COUNT(rows); i++) {
    buf_clear(&out), buf_clear(&back);
    mime_header(&out, "Subject", calque_str_of(rows[i].in));
    decode_header(&back, buf_view(&out));
    struct buf want;
    buf_init(&want, 1 << 16);
    buf_printf(&want, "Subject: %s", rows[i].out ? rows[i].out : rows[i].in);
    if (!str_eq(buf_view(&want), buf_view(&back)))
      fail_msg("%s\n%.*s\n%.*s", rows[i].in, STR_ARG(buf_view(&out)), STR_ARG(buf_view(&back)));
    buf_free(&want);
  }
  buf_free(&out), buf_free(&back);
}

static void test_addresses(void **state) {
  (void)state;
  static const struct {
    const char *list, *header; /* NULL: not a list of addresses */
  } rows[] = {
      {"a@b.example", "To: a@b.example\n"},
      {"Desk <a@b.example>", "To: \"Desk\" <a@b.example>\n"},
      {"\"Desk, soir\" <a@b.example>, c@d.example",
       "To: \"Desk, soir\" <a@b.example>,\n c@d.example\n"},
      {"Rédaction <a@b.example>", "To: =?UTF-8?Q?R=C3=A9daction?= <a@b.example>\n"},
      {"", NULL},
      {"nobody", NULL},
      {"a@b.example,", NULL},
      {"a@b.example\nBcc: x@y.example", NULL},
      {"De\nsk <a@b.example>", NULL},
      {"a b@c.example", NULL},
      {"a@b@c", NULL},
      {"@b", NULL},
      {"a@", NULL},
      {"Desk <a@b.example> x", NULL},
      {"De<sk <a@b.example>", NULL},
      {"\xff <a@b.example>", NULL},
      {"é@b.example", NULL},
  };
  struct buf out;
  buf_init(&out, 1 << 16);
  for (size_t i = 0; i < COUNT(rows); i++) {
    calque_str list = calque_str_of(rows[i].list);
    if (mime_is_address_list(list) != (rows[i].header != NULL)) fail_msg("%s", rows[i].list);
    if (!rows[i].header) continue;
    buf_clear(&out);
    mime_address_header(&out, "To", list);
    assert_text(buf_view(&out), rows[i].header, rows[i].list);
  }
  buf_free(&out);
}

/* The parts of a mail: headers, then what stands between its boundaries, decoded. */
struct mail {
  calque_str headers;
  struct buf text, html;
};

static void decode_part(calque_str *rest, struct buf *out) {
  size_t start = str_find(*rest, STR("\n\n")), end = str_find(*rest, STR("\n--=_calque"));
  assert_true(start != SIZE_MAX && end != SIZE_MAX && start < end);
  buf_init(out, 64 << 20);
  decode_body(out, str_slice(*rest, start + 2, end + 1));
  *rest = str_slice(*rest, end + 11, rest->len);
}

static struct mail parse_mail(const struct buf *out) {
  struct mail m;
  size_t end = str_find(buf_view(out), STR("\n\n"));
  m.headers = str_slice(buf_view(out), 0, end + 1);
  calque_str rest = str_slice(buf_view(out), end + 2, out->len);
  assert_true(str_starts(rest, STR("--=_calque\nContent-Type: text/plain; charset=utf-8\n")));
  decode_part(&rest, &m.text);
  assert_true(str_starts(rest, STR("\nContent-Type: text/html; charset=utf-8\n")));
  decode_part(&rest, &m.html);
  assert_text(rest, "--\n", "the end");
  return m;
}

static void test_mail(void **state) {
  (void)state;
  struct buf out = write_day("mail", &sample_day, UI_FR);
  struct mail m = parse_mail(&out);
  assert_true(str_starts(m.headers, STR("From: =?UTF-8?Q?Veille_de_la_r=C3=A9daction?= "
                                        "<veille@presse.example>\nTo: chef@presse.example,\n "
                                        "\"Desk, soir\" <desk@presse.example>\nSubject: ")));
  assert_true(str_has(m.headers, STR("\nDate: Mon, 23 Nov 2026 00:00:00 -0000\n")));
  assert_has(&m.text, "À la une, lundi 23\u00a0novembre 2026\n");
  assert_has(&m.text, "\n      https://presse.example/ferry?a=1&b=2\n");
  assert_lacks(&m.text, "--stories");
  assert_has(&m.html, "<a href=\"https://presse.example/ferry?a=1&amp;b=2\">");
  assert_lacks(&m.html, "<script");
  assert_lacks(&m.html, "href=\"#");
  for (calque_str rest = buf_view(&m.text); rest.ptr;) {
    calque_str line = str_cut(&rest, '\n');
    assert_true(utf8_count(line) <= 72 || !str_has(str_trim(line), STR(" ")));
  }
  buf_free(&m.text), buf_free(&m.html), buf_free(&out);
}

/* Nothing of an article becomes a header, a part or an element; every form stays what it is. */
static void test_hostile_day(void **state) {
  (void)state;
  static const char *const evil[] = {"x\nBcc: all@paper.example\n\n--=_calque\nboo",
                                     "]]></content></entry><entry>",
                                     "\" onload=\"alert(1)",
                                     "<script>alert(1)</script>",
                                     "\xff\xfe broken \xc3",
                                     "\xef\xbf\xbf \x01 \xe2\x80\xae",
                                     "",
                                     "=?UTF-8?Q?x?=",
                                     "&amp;&#0;",
                                     "\r\n.\r\nQUIT\r\n"};
  for (size_t i = 0; i < COUNT(evil); i++) {
    calque_str s = calque_str_of(evil[i]);
    const struct digest_article article = {
        .id = s, .title = s, .url = STR("https://x.example/\"'><b>"), .source = s, .date = s};
    const struct digest_when when = {{0, 1}, 20000};
    const struct digest_sentence sentence = {.text = s, .when = &when, .n_when = 1, .article = 9};
    const struct digest_claim claims[] = {{s, 0, 2}, {s, 7, 1}};
    const struct digest_dispute dispute = {s, claims, 2};
    const struct digest_reason reason = {s, "leak", 2, s};
    const struct digest_flagged flagged = {article, &reason, 1};
    const struct digest_story story = {.headline = s,
                                       .english = s,
                                       .english_headline = s,
                                       .english_note = s,
                                       .sentences = &sentence,
                                       .articles = &article,
                                       .disputes = &dispute,
                                       .topics = &s,
                                       .told = s,
                                       .n_sentences = 1,
                                       .n_articles = 1,
                                       .n_disputes = 1,
                                       .n_topics = 1};
    const struct digest_day day = {.date = STR("2026-11-23"),
                                   .stories = &story,
                                   .flagged = &flagged,
                                   .n_stories = 1,
                                   .n_flagged = 1,
                                   .n_articles = 1};
    static const char *const forms[] = {"terminal", "markdown", "html", "atom", "mail"};
    for (size_t k = 0; k < COUNT(forms); k++) {
      struct buf out = write_day(forms[k], &day, i % 2 ? UI_EN : UI_FR);
      assert_int_equal(utf8_valid_prefix(buf_view(&out)), out.len);
      if (k == 2) assert_lacks(&out, "<script>alert"), assert_lacks(&out, " onload=\"");
      if (k == 2) assert_anchors(&out);
      if (k == 3) {
        struct feed_facts f = parse_feed(&out);
        assert_int_equal(f.entries, 1);
        assert_lacks(&f.content_text, "<script>");
        buf_free(&f.content_text);
      }
      if (k == 4) {
        struct mail m = parse_mail(&out);
        assert_false(str_has(m.headers, STR("\nBcc:")));
        assert_lacks(&m.html, "<script>");
        buf_free(&m.text), buf_free(&m.html);
      }
      buf_free(&out);
    }
  }
}

/* ---- Golden files --------------------------------------------------------------------- */

static void test_golden(void **state) {
  (void)state;
  static const struct {
    const char *form, *path;
    enum ui ui;
  } rows[] = {{"atom", "tests/golden/digest.atom", UI_FR},
              {"mail", "tests/golden/digest.eml", UI_FR},
              {"markdown", "tests/golden/digest.en.md", UI_EN}};
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct buf out = write_day(rows[i].form, &sample_day, rows[i].ui), want;
    if (getenv("BLESS")) {
      FILE *file = fopen(rows[i].path, "w");
      assert_non_null(file);
      fwrite(out.ptr, 1, out.len, file);
      assert_int_equal(fclose(file), 0);
    }
    calque_error err = {0};
    buf_init(&want, 1 << 20);
    if (file_read(rows[i].path, &want, &err)) fail_msg("%s: %s", err.where, err.text);
    if (!str_eq(buf_view(&out), buf_view(&want)))
      fail_msg("%s is not what came out (BLESS=1 writes it):\n%.*s", rows[i].path,
               STR_ARG(buf_view(&out)));
    buf_free(&out), buf_free(&want);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_quoted_printable),
      cmocka_unit_test(test_quoted_printable_of_any_bytes),
      cmocka_unit_test(test_headers),
      cmocka_unit_test(test_addresses),
      cmocka_unit_test(test_mail),
      cmocka_unit_test(test_hostile_day),
      cmocka_unit_test(test_golden),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
