/* An HTML page becomes an article: decoded, sieved, parsed by gumbo, searched for what it says
 * about itself and for its main text. gumbo's tree lives in an arena with a limit: a page that
 * would grow beyond it is given up, and no tree is ever taken down node by node. */
#include "base/json.h"
#include "input/encoding.h"
#include "input/formats.h"
#include "input/html_page.h"

#include <setjmp.h>

/* Bytes at the start of a page where browsers, too, look for its encoding. */
#define META_PRESCAN ((size_t)4096)

/* JSON-LD's articleBody takes the place of the page's text when it is so many times longer, or
 * when it is a text of this many bytes and most of its words stand nowhere in ours. */
#define LD_MUCH_LONGER 2
#define LD_SURE_BYTES  500
#define LD_SAME_WORDS  0.5

/* ---- Encoding -------------------------------------------------------------------------------- */

/* The value behind "charset=" in the first <meta> that has one. */
static calque_str declared_charset(calque_str page) {
  calque_str rest = str_slice(page, 0, page.len < META_PRESCAN ? page.len : META_PRESCAN);
  size_t at = str_find(rest, STR("charset="));
  if (at == SIZE_MAX) return STR("");
  rest = str_slice(rest, at + 8, rest.len);
  while (rest.len && (*rest.ptr == '"' || *rest.ptr == '\'' || *rest.ptr == ' '))
    rest = str_slice(rest, 1, rest.len);
  size_t n = 0;
  while (n < rest.len && !memchr("\"' />;", rest.ptr[n], 6)) n++;
  return str_slice(rest, 0, n);
}

/* Bytes that are valid UTF-8 are UTF-8 whatever the page declares: many pages were converted and
 * their declaration was not. A page that declares UTF-8 and is not gets the usual guess. */
static calque_status decode(calque_arena *arena, calque_str bytes, const char *path, long line,
                            calque_str *out, calque_error *err) {
  enum encoding guess = encoding_guess(bytes);
  if (guess == ENCODING_WINDOWS_1252) {
    calque_str name = declared_charset(bytes);
    enum encoding declared = encoding_by_name(name);
    if (declared == ENCODING_LATIN9) guess = declared;
    if (name.len && declared == ENCODING_UNKNOWN)
      return fail(err, CALQUE_E_ENCODING, path, line, "the encoding '%.*s' is not supported",
                  STR_ARG(name));
  }
  *out = encoding_decode(arena, bytes, guess);
  return CALQUE_OK;
}

/* ---- The tree -------------------------------------------------------------------------------- */

struct tree {
  calque_arena *arena;
  size_t used;
  jmp_buf too_large;
};

static void *tree_alloc(void *tree, size_t size) {
  struct tree *t = tree;
  t->used += size;
  if (t->used > HTML_MAX_TREE) longjmp(t->too_large, 1);
  return arena_alloc(t->arena, size);
}

static void tree_free(void *tree, void *node) { (void)tree, (void)node; }

/* The root element, or NULL when the tree is too large. gumbo owns nothing but what tree_alloc
 * gave it, so it may be left in the middle. */
static const GumboNode *parse_tree(struct tree *t, calque_str page) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = tree_alloc;
  options.deallocator = tree_free;
  options.userdata = t;
  options.max_errors = 0;
  if (setjmp(t->too_large)) return NULL;
  return gumbo_parse_with_options(&options, page.ptr, page.len)->root;
}

static calque_status read_page(struct html_page *page, calque_str text, const char *path, long line,
                               calque_error *err) {
  struct tree tree = {.arena = page->arena};
  const GumboNode *root = parse_tree(&tree, html_sieve(page->arena, text));
  if (!root)
    return fail(err, CALQUE_E_LIMIT, path, line, "its elements take more than %zu bytes",
                HTML_MAX_TREE);
  html_read_meta(page, root);
  html_read_blocks(page, root);
  return CALQUE_OK;
}

/* ---- Strings with markup in them ---------------------------------------------------------------
 */

/* Statements such as JSON-LD's may hold entities and tags although they should not. */
calque_str html_plain_text(calque_arena *arena, calque_str s) {
  bool markup = str_has(s, STR("<")) || str_has(s, STR("&"));
  if (!markup) return s;
  struct html_page page = {.arena = calque_arena_new()};
  html_text out = {0};
  bool read = read_page(&page, s, NULL, 0, NULL) == CALQUE_OK;
  for (size_t i = 0; i < page.blocks.n; i++)
    html_add_paragraph(page.arena, &out, page.blocks.ptr[i].text);
  if (read) s = arena_copy(arena, (calque_str){out.ptr, out.n});
  calque_arena_free(page.arena);
  return s;
}

/* ---- The article -------------------------------------------------------------------------------
 */

static void fill(calque_str *field, calque_arena *arena, calque_str value) {
  if (!field->len) *field = arena_copy(arena, value);
}

/* "author":"..." behind the members that are there already. */
static void add_author(calque_arena *arena, calque_article *out, calque_str author) {
  if (!author.len || out->extra.len) return;
  struct buf b;
  buf_init(&b, BUF_MAX_OUTPUT);
  buf_puts(&b, "\"author\":");
  json_write_str(&b, author);
  out->extra = arena_copy(arena, buf_view(&b));
  buf_free(&b);
}

static bool prefers_body(const struct html_page *page, calque_str text, calque_str body) {
  if (body.len > LD_MUCH_LONGER * text.len) return true;
  return body.len >= LD_SURE_BYTES && html_overlap(page->arena, body, text) < LD_SAME_WORDS;
}

static calque_status fill_article(struct html_page *page, calque_arena *arena, const char *path,
                                  long line, calque_article *out, calque_error *err) {
  calque_str text = html_main_text(page), body = html_plain_text(page->arena, page->body);
  if (prefers_body(page, text, body)) text = body;
  if (!text.len) return fail(err, CALQUE_E_SYNTAX, path, line, "no article in the page");
  out->text = arena_copy(arena, text);
  fill(&out->title, arena, html_plain_text(page->arena, page->title));
  fill(&out->date, arena, page->date);
  fill(&out->url, arena, page->url);
  fill(&out->source, arena, html_plain_text(page->arena, page->source));
  add_author(arena, out, html_plain_text(page->arena, page->author));
  return CALQUE_OK;
}

calque_status html_article(calque_arena *arena, calque_str bytes, const char *path, long line,
                           calque_article *out, calque_error *err) {
  struct html_page page = {.arena = calque_arena_new()};
  calque_str text = STR("");
  calque_status status = decode(page.arena, bytes, path, line, &text, err);
  if (!status) status = read_page(&page, text, path, line, err);
  if (!status) status = fill_article(&page, arena, path, line, out, err);
  calque_arena_free(page.arena);
  return status;
}

calque_status html_parse(calque_arena *arena, const struct reader_item *item, calque_article *out,
                         calque_error *err) {
  out->id = encoding_decode(arena, arena_copy(arena, calque_str_of(item->path)), ENCODING_UTF8);
  return html_article(arena, item->raw, item->path, 0, out, err);
}
