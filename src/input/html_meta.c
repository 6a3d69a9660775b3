/* What a page says about itself, for machines: <meta>, <link>, microdata and JSON-LD. Pages
 * contradict themselves, so every statement has a rank and the best one of each field counts. */
#include "input/html_page.h"

#include <jansson.h>

enum field {
  FIELD_TITLE,
  FIELD_DESCRIPTION,
  FIELD_DATE,
  FIELD_SOURCE,
  FIELD_URL,
  FIELD_AUTHOR,
  FIELD_BODY,
  N_FIELDS
};

#define NO_RANK 100

struct meta {
  struct html_page *page;
  calque_str value[N_FIELDS];
  int rank[N_FIELDS]; /* 1: best */
};

/* <meta name|property|itemprop=key content=...>. An itemprop=headline is last: some sites keep the
 * start of the text there. */
static const struct {
  const char *key;
  enum field field;
  int rank;
} keys[] = {
    {"og:title", FIELD_TITLE, 1},
    {"twitter:title", FIELD_TITLE, 3},
    {"dc.title", FIELD_TITLE, 4},
    {"title", FIELD_TITLE, 5},
    {"headline", FIELD_TITLE, 7},
    {"og:description", FIELD_DESCRIPTION, 1},
    {"description", FIELD_DESCRIPTION, 2},
    {"twitter:description", FIELD_DESCRIPTION, 3},
    {"article:published_time", FIELD_DATE, 1},
    {"og:article:published_time", FIELD_DATE, 1},
    {"datepublished", FIELD_DATE, 3},
    {"og:published_time", FIELD_DATE, 4},
    {"dc.date.issued", FIELD_DATE, 4},
    {"dcterms.created", FIELD_DATE, 4},
    {"dc.date", FIELD_DATE, 5},
    {"dcterms.date", FIELD_DATE, 5},
    {"parsely-pub-date", FIELD_DATE, 4},
    {"sailthru.date", FIELD_DATE, 5},
    {"publication_date", FIELD_DATE, 5},
    {"publish-date", FIELD_DATE, 5},
    {"publishdate", FIELD_DATE, 5},
    {"pubdate", FIELD_DATE, 5},
    {"date", FIELD_DATE, 6},
    {"og:site_name", FIELD_SOURCE, 1},
    {"application-name", FIELD_SOURCE, 4},
    {"dc.publisher", FIELD_SOURCE, 4},
    {"og:url", FIELD_URL, 2},
    {"author", FIELD_AUTHOR, 3},
    {"dc.creator", FIELD_AUTHOR, 3},
    {"article:author", FIELD_AUTHOR, 2},
    {"parsely-author", FIELD_AUTHOR, 4},
};

static bool is_url(calque_str s) {
  return str_starts(s, STR("http://")) || str_starts(s, STR("https://"));
}

static void offer(struct meta *m, enum field field, int rank, calque_str value) {
  value = str_trim(value);
  if (!value.len || rank >= m->rank[field]) return;
  if ((field == FIELD_URL) != is_url(value) && (field == FIELD_URL || field == FIELD_AUTHOR))
    return;
  m->value[field] = arena_copy(m->page->arena, value);
  m->rank[field] = rank;
}

/* ---- Elements -------------------------------------------------------------------------------- */

static void offer_named(struct meta *m, calque_str key, calque_str value) {
  for (size_t i = 0; key.len && i < COUNT(keys); i++)
    if (str_eq_nocase(key, calque_str_of(keys[i].key)))
      offer(m, keys[i].field, keys[i].rank, value);
}

/* All text directly in an element. */
static calque_str text_of(calque_arena *arena, const GumboElement *e) {
  ARRAY(char) out = {0};
  for (unsigned i = 0; i < e->children.length; i++) {
    const GumboNode *child = e->children.data[i];
    if (child->type == GUMBO_NODE_ELEMENT || child->type == GUMBO_NODE_DOCUMENT) continue;
    calque_str s = calque_str_of(child->v.text.text);
    ARRAY_RESERVE(arena, &out, out.n + s.len);
    if (s.len) memcpy(out.ptr + out.n, s.ptr, s.len);
    out.n += s.len;
  }
  return (calque_str){out.ptr, out.n};
}

static void read_json_ld(struct meta *m, calque_str text);

static void read_element(struct meta *m, const GumboElement *e) {
  calque_str content = html_attribute(e, "content"), itemprop = html_attribute(e, "itemprop");
  switch (e->tag) {
    case GUMBO_TAG_META:
      offer_named(m, html_attribute(e, "property"), content);
      offer_named(m, html_attribute(e, "name"), content);
      offer_named(m, itemprop, content);
      break;
    case GUMBO_TAG_LINK:
      if (str_eq_nocase(html_attribute(e, "rel"), STR("canonical")))
        offer(m, FIELD_URL, 1, html_attribute(e, "href"));
      break;
    case GUMBO_TAG_TITLE: offer(m, FIELD_TITLE, 6, text_of(m->page->arena, e)); break;
    case GUMBO_TAG_TIME:
      offer(m, FIELD_DATE, str_eq(itemprop, STR("datePublished")) ? 3 : 8,
            html_attribute(e, "datetime"));
      break;
    case GUMBO_TAG_SCRIPT: read_json_ld(m, text_of(m->page->arena, e)); break;
    default: break;
  }
}

/* ---- JSON-LD --------------------------------------------------------------------------------- */

enum { LD_MAX_VALUES = 2000 };

static calque_str string_of(json_t *v) {
  if (json_is_string(v)) return (calque_str){json_string_value(v), json_string_length(v)};
  return STR("");
}

/* A person, an organization, or a list of them. */
static calque_str name_of(json_t *v) {
  if (json_is_array(v)) v = json_array_get(v, 0);
  return json_is_object(v) ? string_of(json_object_get(v, "name")) : string_of(v);
}

static bool type_is_article(json_t *type) {
  if (json_is_array(type)) type = json_array_get(type, 0);
  calque_str s = string_of(type);
  return str_ends(s, STR("Article")) || str_ends(s, STR("Posting"));
}

static void read_ld_article(struct meta *m, json_t *v) {
  offer(m, FIELD_TITLE, 2, string_of(json_object_get(v, "headline")));
  offer(m, FIELD_DATE, 2, string_of(json_object_get(v, "datePublished")));
  offer(m, FIELD_DATE, 7, string_of(json_object_get(v, "dateCreated")));
  offer(m, FIELD_DESCRIPTION, 4, string_of(json_object_get(v, "description")));
  offer(m, FIELD_SOURCE, 2, name_of(json_object_get(v, "publisher")));
  offer(m, FIELD_AUTHOR, 1, name_of(json_object_get(v, "author")));
  offer(m, FIELD_URL, 3, string_of(json_object_get(v, "url")));
  offer(m, FIELD_BODY, 1, string_of(json_object_get(v, "articleBody")));
}

/* Objects may stand in a list, in @graph, or as the main entity of another. */
static void read_ld_values(struct meta *m, json_t *root) {
  json_t *values[LD_MAX_VALUES];
  size_t n = 0;
  values[n++] = root;
  for (size_t i = 0; i < n; i++) {
    json_t *v = values[i], *lists[] = {v, json_object_get(v, "@graph")};
    for (size_t k = 0; k < COUNT(lists); k++)
      for (size_t j = 0; j < json_array_size(lists[k]) && n < LD_MAX_VALUES; j++)
        values[n++] = json_array_get(lists[k], j);
    json_t *main = json_object_get(v, "mainEntity");
    if (json_is_object(main) && n < LD_MAX_VALUES) values[n++] = main;
    if (type_is_article(json_object_get(v, "@type"))) read_ld_article(m, v);
  }
}

/* Raw line feeds inside strings are common and harmless: as spaces they are valid JSON. */
static void read_json_ld(struct meta *m, calque_str text) {
  if (!text.len) return;
  char *copy = arena_copy_z(m->page->arena, text);
  for (size_t i = 0; i < text.len; i++)
    if ((unsigned char)copy[i] < 0x20) copy[i] = ' ';
  json_t *root = json_loadb(copy, text.len, 0, NULL);
  if (!root) return; /* a page that is wrong about itself is still a page */
  read_ld_values(m, root);
  json_decref(root);
}

/* ---- The walk -------------------------------------------------------------------------------- */

static void walk(struct meta *m, const GumboNode *root) {
  ARRAY(const GumboNode *) todo = {0};
  ARRAY_PUSH(m->page->arena, &todo, root);
  while (todo.n) {
    const GumboNode *node = todo.ptr[--todo.n];
    if (node->type != GUMBO_NODE_ELEMENT) continue;
    read_element(m, &node->v.element);
    const GumboVector *children = &node->v.element.children;
    for (unsigned i = children->length; i; i--)
      ARRAY_PUSH(m->page->arena, &todo, (const GumboNode *)children->data[i - 1]);
  }
}

/* "https://www.exemple.fr/a" -> "exemple.fr" */
static calque_str host_of(calque_str url) {
  size_t at = str_find(url, STR("//"));
  if (at == SIZE_MAX) return STR("");
  calque_str rest = str_slice(url, at + 2, url.len), host = str_cut(&rest, '/');
  return str_starts(host, STR("www.")) ? str_slice(host, 4, host.len) : host;
}

void html_read_meta(struct html_page *page, const GumboNode *root) {
  struct meta m = {.page = page};
  for (size_t i = 0; i < N_FIELDS; i++) m.rank[i] = NO_RANK;
  walk(&m, root);
  page->title = m.value[FIELD_TITLE];
  page->description = m.value[FIELD_DESCRIPTION];
  page->date = m.value[FIELD_DATE];
  page->url = m.value[FIELD_URL];
  page->source = m.value[FIELD_SOURCE].len ? m.value[FIELD_SOURCE] : host_of(page->url);
  page->author = m.value[FIELD_AUTHOR];
  page->body = m.value[FIELD_BODY];
}
