/* From the entries of any family to articles: identity, absolute links, dates, text. */
#include "input/feed.h"

#include "base/map.h"
#include "input/encoding.h"
#include "input/formats.h"
#include "net/url.h"

/* Bytes at the start where the root element must stand. */
#define ROOT_WITHIN ((size_t)1024)

/* ---- Recognizing ----------------------------------------------------------------------------- */

static calque_str skip_space(calque_str s) {
  while (s.len && strchr(" \t\r\n", *s.ptr) && *s.ptr) s = str_slice(s, 1, s.len);
  return s;
}

static calque_str behind(calque_str s, calque_str what) {
  size_t at = str_find(s, what);
  return at == SIZE_MAX ? STR("") : str_slice(s, at + what.len, s.len);
}

/* The name of the root element: behind declaration, comments and doctype; empty: not XML. */
static calque_str root_name(calque_str head) {
  if (str_starts(head, STR("\xef\xbb\xbf"))) head = str_slice(head, 3, head.len);
  head = str_slice(head, 0, head.len < ROOT_WITHIN ? head.len : ROOT_WITHIN);
  for (;;) {
    head = skip_space(head);
    if (str_starts(head, STR("<!--"))) head = behind(head, STR("-->"));
    else if (str_starts(head, STR("<?"))) head = behind(head, STR("?>"));
    else if (str_starts(head, STR("<!"))) { /* perhaps with definitions in brackets */
      size_t open = str_find(head, STR("[")), close = str_find(head, STR(">"));
      head = open < close ? behind(behind(head, STR("]")), STR(">")) : behind(head, STR(">"));
    } else {
      break;
    }
  }
  if (head.len < 2 || *head.ptr != '<') return STR("");
  size_t n = 1;
  while (n < head.len && !strchr(" \t\r\n>/", head.ptr[n])) n++;
  calque_str name = str_slice(head, 1, n);
  size_t colon = str_find(name, STR(":"));
  return colon == SIZE_MAX ? name : str_slice(name, colon + 1, name.len);
}

/* {"version": "https://jsonfeed.org/version/1.1" ... near the start; slashes may be escaped. */
static bool is_json_feed(calque_str head) {
  head = skip_space(str_slice(head, 0, head.len < ROOT_WITHIN ? head.len : ROOT_WITHIN));
  if (str_starts(head, STR("\xef\xbb\xbf"))) head = str_slice(head, 3, head.len);
  if (!head.len || *head.ptr != '{') return false;
  calque_str value = skip_space(behind(head, STR("\"version\"")));
  if (!value.len || *value.ptr != ':') return false;
  value = skip_space(str_slice(value, 1, value.len));
  calque_str version = str_slice(value, 0, value.len < 40 ? value.len : 40);
  return str_starts(version, STR("\"http")) && str_has(version, STR("jsonfeed.org"));
}

static bool is_feed_root(calque_str root) {
  return str_eq_nocase(root, STR("rss")) || str_eq(root, STR("feed")) ||
         str_eq_nocase(root, STR("RDF"));
}

calque_str feed_without_noise(calque_str bytes) {
  if (is_feed_root(root_name(bytes))) return bytes;
  calque_str head = str_slice(bytes, 0, bytes.len < ROOT_WITHIN ? bytes.len : ROOT_WITHIN);
  size_t at = str_find(head, STR("<?xml"));
  if (at == SIZE_MAX) return bytes;
  calque_str rest = str_slice(bytes, at, bytes.len);
  return is_feed_root(root_name(rest)) ? rest : bytes;
}

bool feed_is_one(calque_str head) {
  return is_feed_root(root_name(feed_without_noise(head))) || is_json_feed(head);
}

bool opml_is_one(calque_str head) { return str_eq_nocase(root_name(head), STR("opml")); }

/* ---- Entries --------------------------------------------------------------------------------- */

static void resolve_links(calque_arena *arena, struct feed *feed, calque_str base) {
  if (feed->url.len) feed->url = url_join(arena, base, feed->url);
  if (!url_is_web(base)) base = feed->url;
  for (size_t i = 0; i < feed->entries.n; i++) {
    struct feed_entry *e = &feed->entries.ptr[i];
    calque_str from = e->base.len ? url_join(arena, base, e->base) : base;
    if (!e->url.len && url_is_web(e->id)) e->url = e->id;
    if (e->url.len) e->url = url_join(arena, from, e->url);
  }
}

/* Ids must tell the entries of a feed apart. A guid may be missing, stand twice, or be a bare
 * number that other feeds use as well; then the link is the better one. */
static calque_str choose_id(calque_arena *arena, struct map *seen, const char *path,
                            const struct feed_entry *e) {
  bool global = str_has(e->id, STR(":"));
  calque_str where = encoding_decode(arena, calque_str_of(path), ENCODING_UTF8);
  calque_str choices[] = {
      global ? e->id : e->url, global ? e->url : STR(""),
      e->id.len ? arena_printf(arena, "%.*s#%.*s", STR_ARG(where), STR_ARG(e->id)) : STR("")};
  for (size_t i = 0; i < COUNT(choices); i++)
    if (choices[i].len && !map_find(seen, choices[i])) return choices[i];
  return STR("");
}

/* Gives each entry its id and drops those that stand twice: the same link and the same title. */
static void identify(calque_arena *arena, struct feed *feed, const char *path) {
  struct map ids, pages;
  map_init(&ids, arena, feed->entries.n, map_random_seed());
  map_init(&pages, arena, feed->entries.n, map_random_seed());
  size_t n = 0;
  for (size_t i = 0; i < feed->entries.n; i++) {
    struct feed_entry e = feed->entries.ptr[i];
    calque_str page = arena_printf(arena, "%.*s\n%.*s", STR_ARG(e.url), STR_ARG(e.title));
    if (e.url.len && (*map_add(&pages, page, 0))++) continue;
    e.id = choose_id(arena, &ids, path, &e);
    if (!e.id.len) {
      calque_str where = encoding_decode(arena, calque_str_of(path), ENCODING_UTF8);
      e.id = arena_printf(arena, "%.*s#entry-%zu", STR_ARG(where), i + 1);
    }
    map_add(&ids, e.id, 1);
    e.date = feed_date(arena, e.date);
    feed->entries.ptr[n++] = e;
  }
  feed->entries.n = n;
}

calque_status feed_read(calque_arena *arena, calque_str bytes, const char *path, calque_str base,
                        struct feed *out, calque_error *err) {
  *out = (struct feed){.title = STR(""), .url = STR("")};
  calque_status status = is_json_feed(bytes) ? feed_read_json(arena, bytes, path, out, err)
                                             : feed_read_xml(arena, bytes, path, out, err);
  resolve_links(arena, out, base);
  identify(arena, out, path);
  return status;
}

const struct feed_entry *feed_entry_copy(calque_arena *arena, const struct feed_entry *entry) {
  struct feed_entry *e = ARENA_NEW(arena, struct feed_entry);
  *e = *entry;
  calque_str *strings[] = {&e->id,     &e->url,    &e->title, &e->date,
                           &e->author, &e->source, &e->base,  &e->content};
  for (size_t i = 0; i < COUNT(strings); i++) *strings[i] = arena_copy(arena, *strings[i]);
  return e;
}

/* ---- Articles -------------------------------------------------------------------------------- */

/* One line of text of a title, which generators escape once, twice or not. */
static calque_str one_line(calque_arena *arena, calque_str html) {
  calque_str s = str_trim(html_plain_text(arena, html));
  char *out = arena_copy_z(arena, s);
  size_t n = 0;
  for (size_t i = 0; i < s.len; i++) {
    bool space = strchr(" \t\r\n", s.ptr[i]) && s.ptr[i];
    if (!space) out[n++] = s.ptr[i];
    else if (n && out[n - 1] != ' ') out[n++] = ' ';
  }
  return (calque_str){out, n};
}

calque_status feed_article(calque_arena *arena, calque_str feed_title, const struct feed_entry *e,
                           const char *path, calque_article *out, calque_error *err) {
  out->id = e->id;
  out->url = e->url;
  out->date = e->date;
  out->title = one_line(arena, e->title);
  out->source = one_line(arena, e->source.len ? e->source : feed_title);
  out->text = str_trim(e->content_is_html ? html_plain_text(arena, e->content) : e->content);
  if (!out->text.len)
    return fail(err, CALQUE_E_SYNTAX, path, e->line, "the entry '%.80s' has no text",
                out->title.len ? arena_copy_z(arena, out->title) : "without a title");
  return CALQUE_OK;
}
