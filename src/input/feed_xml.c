/* RSS and Atom through Expat, which streams: nothing is kept but the entries. Prefixes are looked
 * up by hand, because a feed that uses dc:date without declaring dc is still meant to be read, and
 * a parser with namespaces gives it up. Nothing is ever loaded from elsewhere; a feed that defines
 * long or nested entities is refused, because they are bombs or mistakes. */
#include "base/buf.h"
#include "input/feed.h"
#include "net/url.h"

#include <expat.h>
#include <stdlib.h>

enum {
  MAX_PREFIXES = 64,
  MAX_ENTITY = 64, /* bytes of an entity that a feed defines */
  PIECE = 1 << 16  /* bytes handed to Expat at once */
};

enum group { GROUP_plain, GROUP_content, GROUP_dc, GROUP_media, GROUP_xml, GROUP_other };
enum parent { PARENT_none, PARENT_entry, PARENT_feed, PARENT_author, PARENT_source };
enum field {
  TITLE,
  URL,
  ID,
  DATE,
  CONTENT,
  SUMMARY,
  AUTHOR,
  SOURCE,
  N_ENTRY_FIELDS,
  FEED_TITLE = N_ENTRY_FIELDS,
  FEED_URL,
  N_FIELDS
};

static const struct element {
  enum group group;
  calque_str name;
  enum parent parent;
  enum field field;
  int rank;
} elements[] = {
#define ELEMENT(group, name, parent, field, rank) \
  {GROUP_##group, STR_INIT(name), PARENT_##parent, field, rank},
#include "input/feed_elements.def"
#undef ELEMENT
};

/* What prefixes mean: by their address where it is declared (the first row that it begins with),
 * else by custom. */
static const struct {
  calque_str prefix, address; /* the beginning of it */
  enum group group;
} spaces[] = {
    {STR_INIT("content"), STR_INIT("http://purl.org/rss/1.0/modules/content"), GROUP_content},
    {STR_INIT("atom"), STR_INIT("http://www.w3.org/2005/Atom"), GROUP_plain},
    {STR_INIT("rss"), STR_INIT("http://purl.org/rss/1.0/"), GROUP_plain},
    {STR_INIT("rdf"), STR_INIT("http://www.w3.org/1999/02/22-rdf-syntax-ns"), GROUP_plain},
    {STR_INIT("xhtml"), STR_INIT("http://www.w3.org/1999/xhtml"), GROUP_plain},
    {STR_INIT("dc"), STR_INIT("http://purl.org/dc/"), GROUP_dc},
    {STR_INIT("dcterms"), STR_INIT("http://purl.org/dc/terms"), GROUP_dc},
    {STR_INIT("media"), STR_INIT("http://search.yahoo.com/mrss"), GROUP_media},
    {STR_INIT("xml"), STR_INIT("http://www.w3.org/XML/1998/namespace"), GROUP_xml},
};

struct value {
  calque_str text;
  int rank; /* 0: none */
  bool is_html;
};

struct parse {
  calque_arena *arena;
  XML_Parser parser;
  const char *path;
  struct feed *out;
  calque_error *err;
  calque_status status;
  struct {
    calque_str prefix;
    enum group group;
  } prefixes[MAX_PREFIXES];
  size_t n_prefixes;
  struct level {
    enum parent kind;
    calque_str base; /* xml:base that holds here */
  } levels[FEED_MAX_DEPTH + 1];
  size_t depth;
  bool in_entry;
  size_t entry_depth;
  struct value values[N_FIELDS];
  long entry_line;
  /* the element whose text is being read */
  const struct element *reading;
  size_t reading_depth;
  bool is_html, is_markup; /* is_markup: elements inside stand for themselves (XHTML) */
  struct buf text;
};

/* ---- Names ----------------------------------------------------------------------------------- */

static enum group group_of_address(calque_str address) {
  for (size_t i = 0; i < COUNT(spaces); i++)
    if (str_starts(address, spaces[i].address)) return spaces[i].group;
  return GROUP_other;
}

static enum group group_of(const struct parse *p, calque_str prefix) {
  for (size_t i = p->n_prefixes; i-- > 0;)
    if (str_eq(p->prefixes[i].prefix, prefix)) return p->prefixes[i].group;
  for (size_t i = 0; i < COUNT(spaces); i++)
    if (str_eq(spaces[i].prefix, prefix)) return spaces[i].group;
  return prefix.len ? GROUP_other : GROUP_plain;
}

/* "dc:date" -> its group, and the name without its prefix. */
static enum group split_name(const struct parse *p, const char *qualified, calque_str *name) {
  calque_str all = calque_str_of(qualified);
  size_t colon = str_find(all, STR(":"));
  *name = colon == SIZE_MAX ? all : str_slice(all, colon + 1, all.len);
  return colon == SIZE_MAX ? GROUP_plain : group_of(p, str_slice(all, 0, colon));
}

static void declare_prefixes(struct parse *p, const char **attributes) {
  for (; *attributes && p->n_prefixes < MAX_PREFIXES; attributes += 2) {
    calque_str name = calque_str_of(attributes[0]);
    if (!str_starts(name, STR("xmlns:"))) continue;
    p->prefixes[p->n_prefixes].prefix = arena_copy(p->arena, str_slice(name, 6, name.len));
    p->prefixes[p->n_prefixes++].group = group_of_address(calque_str_of(attributes[1]));
  }
}

static calque_str attribute(const char **attributes, const char *name) {
  for (; *attributes; attributes += 2)
    if (strcmp(attributes[0], name) == 0) return calque_str_of(attributes[1]);
  return STR("");
}

static enum parent kind_of(enum group group, calque_str name, enum parent above) {
  if (group != GROUP_plain) return PARENT_none;
  if (str_eq(name, STR("item")) || str_eq(name, STR("entry"))) return PARENT_entry;
  if (str_eq(name, STR("channel")) || str_eq(name, STR("feed"))) return PARENT_feed;
  if (above == PARENT_entry && str_eq(name, STR("author"))) return PARENT_author;
  if (above == PARENT_entry && str_eq(name, STR("source"))) return PARENT_source;
  return PARENT_none;
}

static const struct element *find_element(enum group group, calque_str name, enum parent parent) {
  for (size_t i = 0; i < COUNT(elements); i++)
    if (elements[i].group == group && elements[i].parent == parent &&
        str_eq(elements[i].name, name))
      return &elements[i];
  return NULL;
}

/* ---- Stopping -------------------------------------------------------------------------------- */

static void stop(struct parse *p, calque_status status, const char *why) {
  if (p->status) return;
  p->status = fail(p->err, status, p->path, (long)XML_GetCurrentLineNumber(p->parser), "%s", why);
  XML_StopParser(p->parser, XML_FALSE);
}

static void XMLCALL on_entity(void *parse, const XML_Char *name, int is_parameter,
                              const XML_Char *value, int value_len, const XML_Char *base,
                              const XML_Char *system_id, const XML_Char *public_id,
                              const XML_Char *notation) {
  (void)name, (void)base, (void)system_id, (void)public_id, (void)notation;
  if (is_parameter || !value) return; /* of another file, which is never read */
  calque_str text = {value, (size_t)value_len};
  if (text.len > MAX_ENTITY || str_has(text, STR("&")) || str_has(text, STR("%")))
    stop(parse, CALQUE_E_LIMIT, "the feed defines nested or long entities, which is refused");
}

/* ---- Values ---------------------------------------------------------------------------------- */

static void keep(struct parse *p, const struct element *e, calque_str text, bool is_html) {
  struct value *v = &p->values[e->field];
  text = str_trim(text);
  if (!text.len || v->rank >= e->rank) return;
  if (e->field < N_ENTRY_FIELDS && !p->in_entry) return;
  *v = (struct value){arena_copy(p->arena, text), e->rank, is_html};
}

/* Atom: <link rel="alternate" href="...">, in RSS <link> has text. */
static void keep_link(struct parse *p, const struct element *e, const char **attributes) {
  calque_str rel = attribute(attributes, "rel"), href = attribute(attributes, "href");
  if (href.len && (!rel.len || str_eq(rel, STR("alternate")))) keep(p, e, href, false);
}

static void escape(struct buf *out, calque_str s) {
  for (size_t i = 0; i < s.len; i++) {
    if (s.ptr[i] == '<') buf_puts(out, "&lt;");
    else if (s.ptr[i] == '&') buf_puts(out, "&amp;");
    else buf_char(out, s.ptr[i]);
  }
}

static void XMLCALL on_text(void *parse, const XML_Char *s, int len) {
  struct parse *p = parse;
  if (!p->reading) return;
  calque_str text = {s, (size_t)len};
  if (p->is_markup) escape(&p->text, text);
  else buf_str(&p->text, text);
}

/* ---- Elements -------------------------------------------------------------------------------- */

static void start_reading(struct parse *p, const struct element *e, const char **attributes) {
  calque_str type = attribute(attributes, "type"), mode = attribute(attributes, "mode");
  p->reading = e;
  p->reading_depth = p->depth;
  p->is_markup =
      str_eq(type, STR("xhtml")) || str_eq(mode, STR("xml")) || str_eq(e->name, STR("body"));
  /* RSS says nothing and means HTML; Atom says nothing and means text. */
  bool atom = str_eq(e->name, STR("summary")) || str_eq(e->name, STR("content"));
  p->is_html = p->is_markup || (atom ? str_has(type, STR("html")) : !str_eq(type, STR("text")));
  buf_clear(&p->text);
}

static void start_entry(struct parse *p) {
  p->in_entry = true;
  p->entry_depth = p->depth;
  p->entry_line = (long)XML_GetCurrentLineNumber(p->parser);
  memset(p->values, 0, N_ENTRY_FIELDS * sizeof *p->values);
  if (p->out->entries.n == FEED_MAX_ENTRIES)
    stop(p, CALQUE_E_LIMIT, "the feed has more than 100,000 entries");
}

static void XMLCALL on_start(void *parse, const XML_Char *qualified, const XML_Char **attributes) {
  struct parse *p = parse;
  if (p->depth == FEED_MAX_DEPTH) {
    stop(p, CALQUE_E_LIMIT, "elements more than 256 deep");
    return;
  }
  declare_prefixes(p, attributes);
  calque_str name, base = attribute(attributes, "xml:base");
  enum group group = split_name(p, qualified, &name);
  struct level above = p->levels[p->depth], *here = &p->levels[++p->depth];
  *here = (struct level){kind_of(group, name, above.kind), above.base};
  if (base.len && url_is_web(above.base)) here->base = url_join(p->arena, above.base, base);
  else if (base.len) here->base = arena_copy(p->arena, base);
  if (p->reading) { /* markup inside a field */
    if (group == GROUP_plain) buf_printf(&p->text, "<%.*s>", STR_ARG(name));
    p->is_html = true;
    return;
  }
  if (here->kind == PARENT_entry && !p->in_entry) start_entry(p);
  const struct element *e = find_element(group, name, above.kind);
  if (!e) return;
  if (e->field == URL || e->field == FEED_URL) keep_link(p, e, attributes);
  bool holds_title = here->kind == PARENT_source && !attribute(attributes, "url").len;
  if (!holds_title) start_reading(p, e, attributes);
}

static void end_entry(struct parse *p) {
  const struct value *v = p->values;
  bool full = v[CONTENT].rank > 0;
  const struct value *text = &v[full ? CONTENT : SUMMARY];
  struct feed_entry e = {.id = v[ID].text,
                         .url = v[URL].text,
                         .title = v[TITLE].text,
                         .date = v[DATE].text,
                         .author = v[AUTHOR].text,
                         .source = v[SOURCE].text,
                         .content = text->text,
                         .content_is_html = text->is_html,
                         .full = full,
                         .base = p->levels[p->depth].base,
                         .line = p->entry_line};
  ARRAY_PUSH(p->arena, &p->out->entries, e);
  p->in_entry = false;
}

static void XMLCALL on_end(void *parse, const XML_Char *qualified) {
  struct parse *p = parse;
  calque_str name;
  enum group group = split_name(p, qualified, &name);
  if (p->reading && p->depth == p->reading_depth) {
    keep(p, p->reading, buf_view(&p->text), p->is_html);
    p->reading = NULL;
  } else if (p->reading && group == GROUP_plain) {
    buf_printf(&p->text, "</%.*s>", STR_ARG(name));
  }
  if (p->in_entry && p->depth == p->entry_depth) end_entry(p);
  if (p->depth) p->depth--;
}

/* ---- The feed -------------------------------------------------------------------------------- */

static calque_status feed_pieces(struct parse *p, calque_str xml) {
  do {
    size_t n = xml.len < PIECE ? xml.len : PIECE;
    enum XML_Status ok = XML_Parse(p->parser, xml.ptr, (int)n, n == xml.len);
    if (p->status) return p->status;
    if (ok != XML_STATUS_OK) {
      enum XML_Error why = XML_GetErrorCode(p->parser);
      bool cut = why == XML_ERROR_NO_ELEMENTS || why == XML_ERROR_UNCLOSED_TOKEN ||
                 why == XML_ERROR_UNCLOSED_CDATA_SECTION;
      return fail(p->err, CALQUE_E_SYNTAX, p->path, (long)XML_GetCurrentLineNumber(p->parser),
                  "the feed is not well-formed XML: %s%s", XML_ErrorString(why),
                  cut ? " (it may be cut off)" : "");
    }
    xml = str_slice(xml, n, xml.len);
  } while (xml.len);
  return CALQUE_OK;
}

calque_status feed_read_xml(calque_arena *arena, calque_str bytes, const char *path,
                            struct feed *out, calque_error *err) {
  calque_str xml;
  calque_status status = feed_mend(arena, bytes, path, &xml, err);
  if (status) return status;
  struct parse *p = must_alloc(sizeof *p);
  *p = (struct parse){.arena = arena, .path = path, .out = out, .err = err};
  buf_init(&p->text, BUF_MAX_OUTPUT);
  p->parser = XML_ParserCreate("UTF-8");
  if (!p->parser) arena_alloc(arena, SIZE_MAX); /* stops the process: no memory */
  XML_SetUserData(p->parser, p);
  XML_SetElementHandler(p->parser, on_start, on_end);
  XML_SetCharacterDataHandler(p->parser, on_text);
  XML_SetEntityDeclHandler(p->parser, on_entity);
  status = feed_pieces(p, xml);
  out->title = p->values[FEED_TITLE].text;
  out->url = p->values[FEED_URL].text;
  XML_ParserFree(p->parser);
  buf_free(&p->text);
  free(p);
  return status;
}
