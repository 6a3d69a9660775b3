/* Pages of many makes in tests/pages/: each NAME.html has its article in NAME.txt (what is known
 * about it, a blank line, the text). Then what a hostile page may try. */
#include "base/array.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/utf8.h"
#include "input/formats.h"
#include "input/html_page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static calque_status parse(calque_arena *arena, calque_str page, calque_article *out,
                           calque_error *err) {
  struct reader_item item = {.format = READER_HTML, .path = "page.html", .line = 1, .raw = page};
  *out = (calque_article){0};
  return html_parse(arena, &item, out, err);
}

/* ---- Pages ----------------------------------------------------------------------------------- */

static void write_article(struct buf *out, const calque_article *a) {
  buf_printf(out, "title: %.*s\ndate: %.*s\nsource: %.*s\nurl: %.*s\n", STR_ARG(a->title),
             STR_ARG(a->date), STR_ARG(a->source), STR_ARG(a->url));
  if (a->extra.len) buf_printf(out, "extra: %.*s\n", STR_ARG(a->extra));
  buf_printf(out, "\n%.*s\n", STR_ARG(a->text));
}

static void test_pages(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  const char **paths = NULL;
  size_t n = 0, tested = 0;
  assert_int_equal(file_list("tests/pages", arena, &paths, &n, NULL), CALQUE_OK);
  for (size_t i = 0; i < n; i++) {
    calque_str path = calque_str_of(paths[i]);
    if (!str_ends(path, STR(".html"))) continue;
    struct buf page, want, got;
    buf_init(&page, 1 << 20);
    buf_init(&want, 1 << 20);
    buf_init(&got, 1 << 20);
    const char *text = arena_printf(arena, "%.*s.txt", (int)path.len - 5, path.ptr).ptr;
    assert_int_equal(file_read(paths[i], &page, NULL), CALQUE_OK);
    assert_int_equal(file_read(text, &want, NULL), CALQUE_OK);
    calque_article a;
    calque_error err = {0};
    if (parse(arena, buf_view(&page), &a, &err)) fail_msg("%s: %s", paths[i], err.text);
    write_article(&got, &a);
    if (!str_eq(buf_view(&got), buf_view(&want))) fail_msg("%s gives:\n%s", paths[i], got.ptr);
    buf_free(&page);
    buf_free(&want);
    buf_free(&got);
    tested++;
  }
  assert_true(tested >= 13);
  calque_arena_free(arena);
}

/* ---- Encodings ------------------------------------------------------------------------------- */

#define BODY(declared, text) \
  "<html><head>" declared "<title>T</title></head><body><p>" text "</p></body></html>"

static const struct {
  const char *why, *page;
  calque_status status;
  const char *text;
} encodings[] = {
    {"no declaration, Windows-1252", BODY("", "L\x92\xe9t\xe9 est doux pour tous sur la c\xf4te."),
     CALQUE_OK, "L’été est doux pour tous sur la côte."},
    {"declared Latin-9",
     BODY("<meta charset=iso-8859-15>", "Le c\xbdur co\xfbte trois \xa4 de plus ici."), CALQUE_OK,
     "Le cœur coûte trois € de plus ici."},
    {"declared in http-equiv",
     BODY("<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-15'>",
          "Le c\xbdur co\xfbte trois \xa4 de plus ici."),
     CALQUE_OK, "Le cœur coûte trois € de plus ici."},
    {"declared Latin-1 but UTF-8",
     BODY("<meta charset='iso-8859-1'>", "L’été s’achève sur la côte bretonne."), CALQUE_OK,
     "L’été s’achève sur la côte bretonne."},
    {"declared UTF-8 but Windows-1252",
     BODY("<meta charset=utf-8>", "L'\xe9t\xe9 s'ach\xe8ve sur la c\xf4te bretonne."), CALQUE_OK,
     "L'été s'achève sur la côte bretonne."},
    {"declared as something else",
     BODY("<meta charset=koi8-r>", "\xf0\xd2\xc9\xd7\xc5\xd4 \xed\xc9\xd2"), CALQUE_E_ENCODING,
     NULL},
    {"character references",
     BODY("", "L&rsquo;&eacute;t&#233; s&#x2019;ach&egrave;ve sur la c&ocirc;te."), CALQUE_OK,
     "L’été s’achève sur la côte."},
};

static void test_encodings_of_pages(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < COUNT(encodings); i++) {
    calque_article a;
    calque_error err = {0};
    calque_status status = parse(arena, calque_str_of(encodings[i].page), &a, &err);
    if (status != encodings[i].status) fail_msg("%s: %s", encodings[i].why, err.text);
    if (!status && !str_eq(a.text, calque_str_of(encodings[i].text)))
      fail_msg("%s: \"%.*s\"", encodings[i].why, STR_ARG(a.text));
  }
  calque_arena_free(arena);
}

/* ---- The sieve ------------------------------------------------------------------------------- */

static const struct {
  const char *page, *sieved;
} sieves[] = {
    {"<p>a < b & c</p>", "<p>a < b & c</p>"},
    {"<p onclick='x>y' class=\"a b\" data-x=1 ID=z>t</p>", "<p class=\"a b\" ID=z>t</p>"},
    {"<a href=/x/y>t</a>", "<a href=/x/y>t</a>"},
    {"<a class=1 class=2 CLASS=3>", "<a class=1>"},
    {"a<script>if (a<b) '</p>'</script>b", "ab"},
    {"a<SCRIPT src=x></Script >b", "ab"},
    {"a<script type=\"application/ld+json\">{\"a\":\"<\"}</script>b",
     "a<script type=\"application/ld+json\">{\"a\":\"<\"}</script>b"},
    {"a<style>p>a{}</style>b<svg><path d='M0'/></svg>c<svg/>d", "abcd"},
    {"<title>a <b> & c</title>", "<title>a <b> & c</title>"},
    {"a<!-- <p>x</p> -->b<!-->c<!DOCTYPE html>d<?xml?>e</>f", "abcdef"},
    {"a<!-- never closed <p>b</p>", "a"},
    {"a<script>never closed <p>b</p>", "a"},
    {"a<video>b<p>c", "ab<p>c"},
    {"a<noscript>b</noscript>c<button>d</button>e", "ace"},
    {"a<", "a<"},
    {"a<p", "a<p>"},
    {"a<p class=\"x", "a<p class=\"x>"},
    {"a</p", "a</p>"},
    {"a<p/class=x>b", "a<p class=x>b"},
    {"a<br/>b<img src=x>c", "a<br>b<img>c"},
};

static void test_sieve(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < COUNT(sieves); i++) {
    calque_str s = html_sieve(arena, calque_str_of(sieves[i].page));
    if (!str_eq(s, calque_str_of(sieves[i].sieved)))
      fail_msg("%s gives %.*s", sieves[i].page, STR_ARG(s));
  }
  calque_arena_free(arena);
}

/* ---- Hints ----------------------------------------------------------------------------------- */

static const struct {
  const char *names;
  uint32_t hints;
} hints[] = {
    {"", 0},
    {"article-body", 0},
    {"relatedPosts", HINT_AGAINST},
    {"bloc_pub", HINT_AGAINST},
    {"comments-area", HINT_AGAINST | HINT_OTHERS},
    {"Publications", 0},
    {"leadership", 0},
    {"post tag-paris category-monde", 0},
    {"has-sidebar", 0},
    {"article__chapo", HINT_LEAD},
    {"wp-caption-text", HINT_CAPTION},
    {"lire-aussi", HINT_AGAINST},
    {"advice", 0},
    {"header adHeader", HINT_AGAINST},
};

static void test_names_of_classes(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(hints); i++)
    if (html_hints_of_names(calque_str_of(hints[i].names)) != hints[i].hints)
      fail_msg("%s", hints[i].names);
}

enum line_kind { TEXT, FURNITURE, BYLINE, ENDING };

static const struct {
  const char *line;
  enum line_kind kind;
} lines[] = {
    {"Lire aussi : le port rouvre", FURNITURE},
    {"À LIRE ÉGALEMENT", FURNITURE},
    {"> Partager sur les réseaux", FURNITURE},
    {"Par Odile Marchand", BYLINE},
    {"Par ailleurs, le conseil municipal a voté lundi soir le budget de la piscine", TEXT},
    {"AFP, publié le jeudi 24 septembre 2020 à 20h50", BYLINE},
    {"12 mars 2024", BYLINE},
    {"Le 12/03/2024 à 08:15", BYLINE},
    {"Mis à jour le 3 mai à 10h", FURNITURE},
    {"Articles similaires", ENDING},
    {"Vos commentaires", ENDING},
    {"Le budget de la piscine", TEXT},
};

static void test_lines_of_furniture(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(lines); i++) {
    calque_str s = calque_str_of(lines[i].line);
    enum line_kind kind = html_is_furniture(s)   ? FURNITURE
                          : html_ends_article(s) ? ENDING
                          : html_is_byline(s)    ? BYLINE
                                                 : TEXT;
    if (kind != lines[i].kind) fail_msg("%s: %d", lines[i].line, (int)kind);
  }
}

/* ---- What is said about a page -----------------------------------------------------------------
 */

static const struct {
  const char *why, *head, *title, *date, *url, *source;
} heads[] = {
    {"the site behind a bar", "<title>Un pont neuf | Le Site</title>", "Un pont neuf", "", "", ""},
    {"the site behind a dash, known",
     "<title>Un pont neuf - Le Site</title><meta property=og:site_name content='Le Site'>",
     "Un pont neuf", "", "", "Le Site"},
    {"a dash in the title", "<title>Un pont neuf - et cher</title>", "Un pont neuf - et cher", "",
     "", ""},
    {"no name but an address", "<link rel=canonical href=https://www.exemple.fr/a>", "", "",
     "https://www.exemple.fr/a", "exemple.fr"},
    {"a relative address is none", "<link rel=canonical href=/a>", "", "", "", ""},
    {"the better of two dates",
     "<meta name=date content=2020-01-02><meta property='article:published_time' "
     "content=2020-01-01>",
     "", "2020-01-01", "", ""},
    {"the first of two equals",
     "<meta name=pubdate content=2020-01-02><meta name=pubdate content=2021>", "", "2020-01-02", "",
     ""},
    {"JSON-LD with line feeds in strings",
     "<script "
     "type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Un\npont\"}</script>",
     "Un pont", "", "", ""},
    {"broken JSON-LD", "<script type='application/ld+json'>{\"@type\":</script><title>T</title>",
     "T", "", "", ""},
};

static void test_heads(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < COUNT(heads); i++) {
    calque_str page = arena_printf(arena,
                                   "<html><head>%s</head><body><p>Une phrase qui suffit à "
                                   "faire un article, ici.</p></body></html>",
                                   heads[i].head);
    calque_article a;
    assert_int_equal(parse(arena, page, &a, NULL), CALQUE_OK);
    if (!str_eq(a.title, calque_str_of(heads[i].title)) ||
        !str_eq(a.date, calque_str_of(heads[i].date)) ||
        !str_eq(a.url, calque_str_of(heads[i].url)) ||
        !str_eq(a.source, calque_str_of(heads[i].source)))
      fail_msg("%s: %.*s|%.*s|%.*s|%.*s", heads[i].why, STR_ARG(a.title), STR_ARG(a.date),
               STR_ARG(a.url), STR_ARG(a.source));
  }
  calque_arena_free(arena);
}

/* ---- Hostile pages -----------------------------------------------------------------------------
 */

/* A sentence, then `n` times `piece`: about a megabyte that must not cost more than its size. */
static const struct {
  const char *why, *before, *piece, *after;
  int n;
  calque_status status;
} hostile[] = {
    {"nested divs", "", "<div>", "", 250000, CALQUE_OK},
    {"nested formatting", "", "<b><i>", "", 125000, CALQUE_OK},
    {"links in divs", "", "<a href=x>x<div>", "", 75000, CALQUE_OK},
    {"attributes", "<p ", "class=a b=c id=d ", ">", 100000, CALQUE_OK},
    {"an unclosed comment", "<p>Une phrase assez longue pour un article.</p><!--", "<p>x", "",
     250000, CALQUE_OK},
    {"unclosed tags that are dropped", "", "<svg><video><object>", "", 75000, CALQUE_OK},
    {"one long attribute", "<img src=\"data:image/png;base64,", "AAAAAAAAAAAAAAAA", "\">", 125000,
     CALQUE_OK},
    {"one long class", "<div class=\"", "pub ad nav ", "\">", 125000, CALQUE_OK},
    {"end tags", "", "</p></div></b>", "", 100000, CALQUE_OK},
    {"table pieces out of place", "<table>", "x<td>y</tr>", "</table>", 75000, CALQUE_OK},
    {"text in a table", "<table>", "<i>x</i>", "</table>", 75000, CALQUE_OK},
    {"list items", "<ul>", "<li>x", "</ul>", 125000, CALQUE_OK},
    {"misnested formatting", "", "<b><p></b></p>", "", 75000, CALQUE_OK},
    {"open formatting for every paragraph",
     "<b><b class=a><b class=b><i><i class=a><u><em><strong>", "<p>x", "", 125000, CALQUE_OK},
    {"line breaks", "", "<br>", "", 250000, CALQUE_OK},
    {"headings", "", "<h1>Un titre ici", "</h1>", 75000, CALQUE_OK},
    {"angle brackets", "", "<", "", 1000000, CALQUE_OK},
    {"half tags", "", "<p class=", "", 125000, CALQUE_OK},
};

static void test_hostile_pages_cost_little(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(hostile); i++) {
    struct buf page;
    buf_init(&page, (size_t)64 << 20);
    buf_puts(&page,
             "<html><body><p>Une phrase assez longue pour faire un article à elle seule.</p>");
    buf_puts(&page, hostile[i].before);
    for (int k = 0; k < hostile[i].n; k++) buf_puts(&page, hostile[i].piece);
    buf_puts(&page, hostile[i].after);
    buf_puts(&page, "</body></html>");
    calque_arena *arena = calque_arena_new();
    calque_article a;
    calque_error err = {0};
    calque_status status = parse(arena, buf_view(&page), &a, &err);
    bool limit = status == CALQUE_E_LIMIT && str_has(calque_str_of(err.text), STR("elements take"));
    if (status && !limit) fail_msg("%s: %d %s", hostile[i].why, (int)status, err.text);
    if (!status) assert_true(str_has(a.text, STR("Une phrase assez longue")));
    calque_arena_free(arena);
    buf_free(&page);
  }
}

static void test_nul_and_control_characters(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  calque_article a;
  calque_str page = STR("<p>Une phrase avec\0un NUL et \x1b un autre signe, puis la fin.</p>\0");
  assert_int_equal(parse(arena, page, &a, NULL), CALQUE_OK);
  assert_true(str_has(a.text, STR("puis la fin.")));
  assert_int_equal(utf8_valid_prefix(a.text), a.text.len);
  calque_arena_free(arena);
}

static const char *const empty_pages[] = {"",
                                          "<html></html>",
                                          "<p></p>",
                                          "<script>x</script>",
                                          "<nav><a href=x>Accueil</a></nav>",
                                          "<!-- x -->"};

static void test_a_page_without_an_article_is_an_error(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < COUNT(empty_pages); i++) {
    calque_article a;
    calque_error err = {0};
    assert_int_equal(parse(arena, calque_str_of(empty_pages[i]), &a, &err), CALQUE_E_SYNTAX);
    assert_string_equal(err.text, "no article in the page");
    assert_string_equal(err.where, "page.html");
  }
  calque_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pages),
      cmocka_unit_test(test_encodings_of_pages),
      cmocka_unit_test(test_sieve),
      cmocka_unit_test(test_names_of_classes),
      cmocka_unit_test(test_lines_of_furniture),
      cmocka_unit_test(test_heads),
      cmocka_unit_test(test_hostile_pages_cost_little),
      cmocka_unit_test(test_nul_and_control_characters),
      cmocka_unit_test(test_a_page_without_an_article_is_an_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
