/* One JSON object is one article. The members we know, under the names that other tools use, are
 * decoded; all others are passed through as the bytes they are: numbers keep their digits, and
 * what stands twice stays twice. */
#include "base/array.h"
#include "base/json.h"
#include "input/encoding.h"
#include "input/formats.h"

enum field {
  FIELD_ID,
  FIELD_TEXT,
  FIELD_TITLE,
  FIELD_DATE,
  FIELD_URL,
  FIELD_SOURCE,
  FIELD_HTML,
  N_FIELDS
};

/* Names in order of preference within their field; the first that holds a string is taken, the
 * others pass through. `textContent` stands before `content`, which holds HTML where a page was
 * made readable by a browser. */
static const struct name {
  calque_str key;
  enum field field;
} names[] = {
    {STR_INIT("id"), FIELD_ID},
    {STR_INIT("text"), FIELD_TEXT},
    {STR_INIT("maintext"), FIELD_TEXT},
    {STR_INIT("textContent"), FIELD_TEXT},
    {STR_INIT("plaintext"), FIELD_TEXT},
    {STR_INIT("article"), FIELD_TEXT},
    {STR_INIT("articleBody"), FIELD_TEXT},
    {STR_INIT("body"), FIELD_TEXT},
    {STR_INIT("content"), FIELD_TEXT},
    {STR_INIT("content_text"), FIELD_TEXT},
    {STR_INIT("raw_text"), FIELD_TEXT},
    {STR_INIT("html"), FIELD_HTML},
    {STR_INIT("content_html"), FIELD_HTML},
    {STR_INIT("raw_html"), FIELD_HTML},
    {STR_INIT("title"), FIELD_TITLE},
    {STR_INIT("headline"), FIELD_TITLE},
    {STR_INIT("date"), FIELD_DATE},
    {STR_INIT("published"), FIELD_DATE},
    {STR_INIT("date_publish"), FIELD_DATE},
    {STR_INIT("date_published"), FIELD_DATE},
    {STR_INIT("datePublished"), FIELD_DATE},
    {STR_INIT("publish_date"), FIELD_DATE},
    {STR_INIT("published_at"), FIELD_DATE},
    {STR_INIT("publishedAt"), FIELD_DATE},
    {STR_INIT("publishedTime"), FIELD_DATE},
    {STR_INIT("publishing_date"), FIELD_DATE},
    {STR_INIT("pub_date"), FIELD_DATE},
    {STR_INIT("pubDate"), FIELD_DATE},
    {STR_INIT("url"), FIELD_URL},
    {STR_INIT("link"), FIELD_URL},
    {STR_INIT("source"), FIELD_SOURCE},
    {STR_INIT("sitename"), FIELD_SOURCE},
    {STR_INIT("siteName"), FIELD_SOURCE},
    {STR_INIT("site_name"), FIELD_SOURCE},
    {STR_INIT("source_name"), FIELD_SOURCE},
    {STR_INIT("publisher"), FIELD_SOURCE},
    {STR_INIT("hostname"), FIELD_SOURCE},
    {STR_INIT("source_domain"), FIELD_SOURCE},
    {STR_INIT("domain"), FIELD_SOURCE},
};

struct member {
  struct json_member json;
  bool taken;
};

struct record {
  ARRAY(struct member) members;
  size_t member_of[COUNT(names)]; /* 1 + index of the member with that name; 0: none */
  calque_str raw[N_FIELDS];       /* the value that was taken; empty: none */
};

static size_t find_name(calque_str key) {
  for (size_t i = 0; i < COUNT(names); i++)
    if (str_eq(key, names[i].key)) return i;
  return SIZE_MAX;
}

/* ---- Reading the members --------------------------------------------------------------------- */

static calque_status add_member(calque_arena *arena, struct record *r, struct json_member m,
                                const struct reader_item *item, calque_error *err) {
  size_t name = find_name(json_unescape(arena, m.key));
  ARRAY_PUSH(arena, &r->members, ((struct member){m, false}));
  if (name == SIZE_MAX) return CALQUE_OK;
  if (r->member_of[name])
    return fail(err, CALQUE_E_SYNTAX, item->path, item->line, "\"%.*s\" stands twice",
                STR_ARG(names[name].key));
  r->member_of[name] = r->members.n;
  return CALQUE_OK;
}

static calque_status read_members(calque_arena *arena, struct record *r, calque_str text,
                                  const struct reader_item *item, calque_error *err) {
  struct json_members walk = json_members_of(text);
  struct json_member m;
  enum json_step step;
  while ((step = json_next(&walk, &m)) == JSON_MEMBER) {
    calque_status status = add_member(arena, r, m, item, err);
    if (status) return status;
  }
  return step == JSON_DONE ? CALQUE_OK : json_complain(text, item->path, item->line, err);
}

/* ---- Choosing -------------------------------------------------------------------------------- */

static bool is_string(calque_str raw) { return raw.len && raw.ptr[0] == '"'; }
static bool is_null(calque_str raw) { return str_eq(raw, STR("null")); }
static bool is_number(calque_str raw) {
  return raw.len && (raw.ptr[0] == '-' || (raw.ptr[0] >= '0' && raw.ptr[0] <= '9'));
}

/* An id or a date may be a number: then its digits are the string. */
static bool fits(enum field field, calque_str raw) {
  return is_string(raw) || ((field == FIELD_ID || field == FIELD_DATE) && is_number(raw));
}

/* Our own name of a field, which is the first of its rows. */
static bool is_own_name(size_t i) { return i == 0 || names[i - 1].field != names[i].field; }

static void choose_fields(struct record *r) {
  for (size_t i = 0; i < COUNT(names); i++) {
    if (!r->member_of[i]) continue;
    struct member *m = &r->members.ptr[r->member_of[i] - 1];
    enum field field = names[i].field;
    bool chosen = !r->raw[field].len && fits(field, m->json.value);
    if (chosen) r->raw[field] = m->json.value;
    /* "title": null says what its absence says. */
    m->taken = chosen || (is_own_name(i) && is_null(m->json.value));
  }
}

/* Readability and some crawlers put HTML where the text should be. */
static bool looks_like_html(calque_str s) {
  calque_str t = str_trim(s);
  return t.len > 3 && t.ptr[0] == '<' &&
         (t.ptr[1] == '!' || (t.ptr[1] >= 'a' && t.ptr[1] <= 'z')) && t.ptr[t.len - 1] == '>';
}

static calque_str value_of(calque_arena *arena, const struct record *r, enum field field) {
  calque_str raw = r->raw[field];
  return is_string(raw) ? json_unescape(arena, raw) : raw;
}

/* The members that were not taken, as they stand, joined by commas. `text` holds them all. */
static calque_str find_extra(calque_arena *arena, const struct record *r, calque_str text) {
  char *out = NULL;
  size_t n = 0;
  for (size_t i = 0; i < r->members.n; i++) {
    if (r->members.ptr[i].taken) continue;
    calque_str whole = r->members.ptr[i].json.whole;
    if (!out) out = arena_alloc(arena, text.len);
    if (n) out[n++] = ',';
    memcpy(out + n, whole.ptr, whole.len);
    n += whole.len;
  }
  return (calque_str){out, n};
}

static bool is_url(calque_str s) {
  return str_starts(s, STR("http://")) || str_starts(s, STR("https://"));
}

/* "https://www.exemple.fr/a/b" -> "www.exemple.fr" */
static calque_str host_of(calque_str url) {
  calque_str rest = str_slice(url, str_find(url, STR("//")) + 2, url.len);
  return str_cut(&rest, '/');
}

static calque_str make_id(calque_arena *arena, const struct record *r,
                          const struct reader_item *item, calque_str url) {
  if (r->raw[FIELD_ID].len) return value_of(arena, r, FIELD_ID);
  if (url.len) return url;
  calque_str path = encoding_decode(arena, calque_str_of(item->path), ENCODING_UTF8);
  return arena_printf(arena, "%.*s:%ld", STR_ARG(path), item->line);
}

calque_status jsonl_parse(calque_arena *arena, const struct reader_item *item, calque_article *out,
                          calque_error *err) {
  calque_str text = encoding_decode(arena, item->raw, ENCODING_UNKNOWN);
  struct record r = {0};
  calque_status status = read_members(arena, &r, text, item, err);
  if (status) return status;
  choose_fields(&r);
  out->title = value_of(arena, &r, FIELD_TITLE);
  out->date = value_of(arena, &r, FIELD_DATE);
  out->source = value_of(arena, &r, FIELD_SOURCE);
  out->url = value_of(arena, &r, FIELD_URL);
  if (is_url(out->source)) { /* some crawlers keep the address there */
    if (!out->url.len) out->url = out->source;
    out->source = host_of(out->source);
  }
  out->id = make_id(arena, &r, item, out->url);
  out->extra = find_extra(arena, &r, text);
  out->text = value_of(arena, &r, FIELD_TEXT);
  if (r.raw[FIELD_TEXT].len) {
    if (looks_like_html(out->text)) out->text = html_plain_text(arena, out->text);
    return CALQUE_OK;
  }
  if (!r.raw[FIELD_HTML].len)
    return fail(err, CALQUE_E_SYNTAX, item->path, item->line,
                "no text: neither \"text\" nor \"html\"");
  calque_str html = value_of(arena, &r, FIELD_HTML);
  return html_article(arena, html, item->path, item->line, out, err);
}

/* ---- Records that span lines ----------------------------------------------------------------- */

static size_t split_string(struct json_split *s, calque_str piece, size_t i) {
  for (; i < piece.len && s->in_string; i++) {
    char c = piece.ptr[i];
    if (s->escaped) s->escaped = false;
    else if (c == '\\') s->escaped = true;
    else if (c == '"' || c == '\n') s->in_string = false; /* no string spans lines */
  }
  return i;
}

size_t json_split(void *state, calque_str piece) {
  struct json_split *s = state;
  for (size_t i = 0; i < piece.len;) {
    if (s->in_string) {
      i = split_string(s, piece, i);
      if (!s->in_string && s->depth == 0) return i;
      continue;
    }
    char c = piece.ptr[i];
    bool ends_scalar = c == ',' || c == ']' || c == '}' || c == ' ' || c == '\n' || c == '\r';
    if (s->scalar && ends_scalar) return i;
    i++;
    if (c == '"') s->in_string = true;
    else if (c == '{' || c == '[') s->depth++;
    else if ((c == '}' || c == ']') && s->depth && --s->depth == 0) return i;
    else if (s->depth == 0) s->scalar = true;
  }
  return SIZE_MAX;
}
