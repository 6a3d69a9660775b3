/* The page that gumbo gets to see: without scripts (but JSON-LD), styles, comments, drawings and
 * the attributes nobody reads. A news page shrinks to a third. More than speed, this bounds what a
 * hostile page can cost: gumbo compares each attribute of a tag with all before it and walks the
 * open elements for many a tag, so a million attributes or levels would take hours.
 *
 * Follows the states of the HTML tokenizer where tags, attributes, comments and raw text end; the
 * tree is gumbo's work. */
#include "input/html_page.h"

/* Elements whose content is no text of the page; what is between their tags is left out. */
enum { N_RAW = 7 }; /* the first ones hold no tags at all */
static const char *const dropped[] = {"script",   "style",    "iframe", "noembed", "noframes",
                                      "textarea", "xmp",      "svg",    "math",    "noscript",
                                      "template", "object",   "video",  "audio",   "canvas",
                                      "select",   "datalist", "button"};

/* Elements whose end tag may be left out, or that have none: they do not count as levels. */
static const char *const unnested[] = {
    "p",     "li",     "dt",       "dd",    "td",   "th",     "tr",   "tbody", "thead",
    "tfoot", "option", "colgroup", "rb",    "rt",   "rp",     "html", "head",  "body",
    "br",    "img",    "hr",       "meta",  "link", "input",  "area", "base",  "col",
    "embed", "param",  "source",   "track", "wbr",  "amp-img"};

static const char *const kept_attributes[] = {
    "id",       "class",   "itemprop", "property", "name",        "content", "href", "rel",
    "datetime", "charset", "type",     "hidden",   "aria-hidden", "role",    "style"};

struct sieve {
  const char *p, *end;
  char *out;
  size_t len;
  unsigned depth, too_deep; /* levels written; start tags left out for depth and still open */
  uint32_t no_end;          /* a bit for each of `dropped`: no end tag of that name follows */
};

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* The index of a name, in any case of letters; n when it is not there. */
static size_t find_name(calque_str name, const char *const *list, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (str_eq_nocase(name, calque_str_of(list[i]))) return i;
  return n;
}

static void put(struct sieve *s, const char *bytes, size_t n) {
  memcpy(s->out + s->len, bytes, n);
  s->len += n;
}

/* Moves to the first `needle` behind p, or to the end. True when there is one. */
static bool seek(struct sieve *s, calque_str needle) {
  calque_str rest = {s->p, (size_t)(s->end - s->p)};
  size_t at = str_find(rest, needle);
  s->p = at == SIZE_MAX ? s->end : s->p + at + needle.len;
  return at != SIZE_MAX;
}

/* ---- Tags ------------------------------------------------------------------------------------ */

struct tag {
  calque_str name;
  bool end, closed; /* </a>, <a/> */
  bool json_ld;
};

/* One attribute at p. False at the end of the tag. */
static bool read_attribute(struct sieve *s, calque_str *name, calque_str *value) {
  while (s->p < s->end && (is_space(*s->p) || *s->p == '/')) s->p++;
  if (s->p >= s->end || *s->p == '>') return false;
  const char *start = s->p++; /* the first character may be '=' */
  while (s->p < s->end && !is_space(*s->p) && !strchr("/>=", *s->p)) s->p++;
  *name = (calque_str){start, (size_t)(s->p - start)};
  *value = (calque_str){s->p, 0};
  const char *equals = s->p;
  while (equals < s->end && is_space(*equals)) equals++;
  if (equals >= s->end || *equals != '=') return true;
  s->p = equals + 1;
  while (s->p < s->end && is_space(*s->p)) s->p++;
  if (s->p >= s->end) return true;
  start = s->p;
  if (*start == '"' || *start == '\'') {
    s->p++;
    const char *close = memchr(s->p, *start, (size_t)(s->end - s->p));
    s->p = close ? close + 1 : s->end;
  } else {
    while (s->p < s->end && !is_space(*s->p) && *s->p != '>') s->p++;
  }
  *value = (calque_str){start, (size_t)(s->p - start)};
  return true;
}

static void keep_attribute(struct sieve *s, struct tag *tag, calque_str name, calque_str value,
                           uint32_t *seen) {
  size_t i = find_name(name, kept_attributes, COUNT(kept_attributes));
  if (i == COUNT(kept_attributes) || *seen >> i & 1) return;
  *seen |= (uint32_t)1 << i;
  if (value.len > HTML_MAX_ATTRIBUTE) return;
  if (str_eq_nocase(name, STR("type")) && str_has(value, STR("ld+json"))) tag->json_ld = true;
  put(s, " ", 1);
  put(s, name.ptr, name.len);
  if (!value.len) return;
  put(s, "=", 1);
  put(s, value.ptr, value.len);
}

/* Reads the tag at p ("<" and a letter, or "</" and a letter) and copies what is kept of it to
 * out, to be taken back by the caller if the tag is not wanted. */
static struct tag read_tag(struct sieve *s) {
  const char *start = s->p++;
  struct tag tag = {.end = *s->p == '/'};
  if (tag.end) s->p++;
  const char *name_start = s->p;
  while (s->p < s->end && !is_space(*s->p) && *s->p != '/' && *s->p != '>') s->p++;
  tag.name = (calque_str){name_start, (size_t)(s->p - name_start)};
  put(s, start, (size_t)(s->p - start));
  uint32_t seen = 0; /* a bit for each of kept_attributes: the first of a name counts */
  for (calque_str name, value; read_attribute(s, &name, &value);)
    if (!tag.end) keep_attribute(s, &tag, name, value, &seen);
  tag.closed = s->p < s->end && s->p[-1] == '/';
  if (s->p < s->end) s->p++;
  put(s, ">", 1);
  return tag;
}

/* ---- What stands between them ---------------------------------------------------------------- */

/* Moves to "</name", in any case of letters, or to the end. */
static void seek_end_tag(struct sieve *s, calque_str name) {
  while (s->p < s->end) {
    const char *lt = memchr(s->p, '<', (size_t)(s->end - s->p));
    if (!lt) break;
    s->p = lt;
    calque_str rest = {lt + 2, s->end - lt >= 2 ? (size_t)(s->end - lt - 2) : 0};
    if (rest.len >= name.len && lt[1] == '/' && str_eq_nocase(str_slice(rest, 0, name.len), name))
      return;
    s->p++;
  }
  s->p = s->end;
}

/* Behind the start tag of `title` or JSON-LD: the content as it is. */
static void keep_raw(struct sieve *s, calque_str name) {
  const char *start = s->p;
  seek_end_tag(s, name);
  put(s, start, (size_t)(s->p - start));
}

/* Behind the start tag of something dropped: takes it back and steps over the content. Without an
 * end tag the raw ones swallow the page, as in a browser; of others only the tag goes. */
static void drop(struct sieve *s, struct tag tag, size_t i, size_t before) {
  const char *start = s->p;
  bool raw = i < N_RAW;
  s->len = before;
  if (s->no_end >> i & 1 || (tag.closed && !raw)) return;
  seek_end_tag(s, tag.name);
  if (s->p == s->end && !raw) {
    s->p = start;
    s->no_end |= (uint32_t)1 << i;
  } else {
    seek(s, STR(">"));
  }
}

/* Counts levels: gives a start tag back when it is one too many, and the end tag that was its. */
static void nest(struct sieve *s, struct tag tag, size_t before) {
  if (find_name(tag.name, unnested, COUNT(unnested)) < COUNT(unnested)) return;
  if (!tag.end) {
    if (s->depth < HTML_MAX_DEPTH) s->depth++;
    else s->too_deep++, s->len = before;
  } else if (s->too_deep) {
    s->too_deep--;
    s->len = before;
  } else if (s->depth) {
    s->depth--;
  }
}

static void sieve_tag(struct sieve *s) {
  size_t before = s->len;
  struct tag tag = read_tag(s);
  size_t i = find_name(tag.name, dropped, COUNT(dropped));
  bool title = str_eq_nocase(tag.name, STR("title"));
  if (tag.end || (i == COUNT(dropped) && !title)) nest(s, tag, before);
  else if (title || tag.json_ld) keep_raw(s, tag.name);
  else drop(s, tag, i, before);
}

/* "<!--", "<!", "<?", "</" and no letter: all of them comments but the doctype, which tells
 * nothing that matters here. */
static void skip_comment(struct sieve *s) {
  if (s->end - s->p < 4 || memcmp(s->p, "<!--", 4) != 0) {
    seek(s, STR(">"));
    return;
  }
  s->p += 2; /* "<!-->" is a whole comment */
  seek(s, STR("-->"));
}

calque_str html_sieve(calque_arena *arena, calque_str page) {
  struct sieve s = {.p = page.ptr, .end = page.ptr + page.len};
  /* An attribute that is kept has two bytes or more and may gain one: a space. */
  s.out = arena_alloc(arena, page.len + page.len / 2 + 16);
  while (s.p < s.end) {
    const char *lt = memchr(s.p, '<', (size_t)(s.end - s.p));
    if (!lt) lt = s.end;
    put(&s, s.p, (size_t)(lt - s.p));
    s.p = lt;
    if (lt == s.end) break;
    char next = s.end - lt > 1 ? lt[1] : ' ', third = s.end - lt > 2 ? lt[2] : ' ';
    if (is_letter(next) || (next == '/' && is_letter(third))) sieve_tag(&s);
    else if (next == '!' || next == '?' || next == '/') skip_comment(&s);
    else put(&s, s.p++, 1);
  }
  return (calque_str){s.out, s.len};
}
