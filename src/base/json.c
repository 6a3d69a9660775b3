/* The scanner reads each byte once. A value's end is found with one bit a level (object or
 * array), so depth costs no stack. */
#include "base/json.h"

#include "base/utf8.h"

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

static const char *skip_space(const char *p, const char *end) {
  while (p < end && is_space(*p)) p++;
  return p;
}

/* ---- Scanning: each function returns the byte behind what it read, or NULL ------------------- */

static bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static const char *scan_escape(const char *p, const char *end) {
  if (end - p < 2) return NULL;
  if (p[1] != 'u') return strchr("\"\\/bfnrt", p[1]) && p[1] ? p + 2 : NULL;
  if (end - p < 6) return NULL;
  for (int i = 2; i < 6; i++)
    if (!is_hex(p[i])) return NULL;
  return p + 6;
}

/* Bytes that are looked at together. Compilers make vectors of such loops, if what is summed up is
 * bytes, too. */
enum { BLOCK = 16 };

/* 1: not for a string as it is. */
static unsigned char is_special(unsigned char c) { return (c < 0x20) | (c == '"') | (c == '\\'); }

static bool block_plain(const char *p) {
  unsigned char found = 0;
  for (int i = 0; i < BLOCK; i++) found |= is_special((unsigned char)p[i]);
  return !found;
}

/* From behind the opening quotation mark to behind the closing one. */
static const char *scan_string(const char *p, const char *end) {
  for (;;) {
    while (end - p >= BLOCK && block_plain(p)) p += BLOCK;
    while (p < end && !is_special((unsigned char)*p)) p++;
    if (p >= end || (unsigned char)*p < 0x20) return NULL;
    if (*p == '"') return p + 1;
    p = scan_escape(p, end);
    if (!p) return NULL;
  }
}

static const char *scan_digits(const char *p, const char *end) {
  const char *start = p;
  while (p < end && *p >= '0' && *p <= '9') p++;
  return p > start ? p : NULL;
}

static const char *scan_number(const char *p, const char *end) {
  if (*p == '-') p++;
  if (p < end && *p == '0') p++;
  else if (!(p = scan_digits(p, end))) return NULL;
  if (p < end && *p == '.' && !(p = scan_digits(p + 1, end))) return NULL;
  if (p < end && (*p == 'e' || *p == 'E')) {
    p++;
    if (p < end && (*p == '+' || *p == '-')) p++;
    return scan_digits(p, end);
  }
  return p;
}

static const char *scan_word(const char *p, const char *end, const char *word) {
  size_t n = strlen(word);
  return (size_t)(end - p) >= n && memcmp(p, word, n) == 0 ? p + n : NULL;
}

static const char *scan_scalar(const char *p, const char *end) {
  switch (*p) {
    case '"': return scan_string(p + 1, end);
    case 't': return scan_word(p, end, "true");
    case 'f': return scan_word(p, end, "false");
    case 'n': return scan_word(p, end, "null");
    default: return scan_number(p, end);
  }
}

/* The key, the colon and the white space behind it. */
static const char *scan_key(const char *p, const char *end) {
  if (p >= end || *p != '"' || !(p = scan_string(p + 1, end))) return NULL;
  p = skip_space(p, end);
  return p < end && *p == ':' ? skip_space(p + 1, end) : NULL;
}

struct nesting {
  uint64_t object[JSON_MAX_DEPTH / 64]; /* a bit a level: object, else array */
  size_t depth;
};

static bool in_object(const struct nesting *n) {
  return n->object[(n->depth - 1) / 64] >> ((n->depth - 1) % 64) & 1;
}

static bool nest(struct nesting *n, bool object) {
  if (n->depth == JSON_MAX_DEPTH) return false;
  uint64_t bit = (uint64_t)1 << (n->depth % 64), *word = &n->object[n->depth / 64];
  if (n->depth % 64 == 0) *word = 0; /* the others are written before they are read */
  *word = object ? *word | bit : *word & ~bit;
  n->depth++;
  return true;
}

/* Behind a value, or before the bracket that closes an empty one: closes what ends here, up to the
 * next value; *done when no level is left. */
static const char *scan_after(const char *p, const char *end, struct nesting *n, bool *done) {
  while (n->depth) {
    p = skip_space(p, end);
    if (p >= end) return NULL;
    if (*p == ',') {
      p = skip_space(p + 1, end);
      return in_object(n) ? scan_key(p, end) : p;
    }
    if (*p != (in_object(n) ? '}' : ']')) return NULL;
    n->depth--;
    p++;
  }
  *done = true;
  return p;
}

static const char *scan_value(const char *p, const char *end) {
  struct nesting n;
  n.depth = 0;
  for (bool done = false; !done;) {
    if (p >= end) return NULL;
    bool object = *p == '{';
    if (object || *p == '[') {
      if (!nest(&n, object)) return NULL;
      p = skip_space(p + 1, end);
      if (p >= end) return NULL;
      if (*p != (object ? '}' : ']')) {
        if (object && !(p = scan_key(p, end))) return NULL;
        continue;
      }
    } else if (!(p = scan_scalar(p, end))) {
      return NULL;
    }
    p = scan_after(p, end, &n, &done);
    if (!p) return NULL;
  }
  return p;
}

size_t json_value_len(calque_str s) {
  const char *end = scan_value(s.ptr, s.ptr + s.len);
  return end ? (size_t)(end - s.ptr) : SIZE_MAX;
}

/* ---- Members --------------------------------------------------------------------------------- */

struct json_members json_members_of(calque_str text) {
  if (!text.len) text.ptr = "";
  return (struct json_members){.at = text.ptr, .end = text.ptr + text.len};
}

struct json_members json_members_bare(calque_str members) {
  if (!members.len) members.ptr = "";
  return (struct json_members){.at = members.ptr, .end = members.ptr + members.len, .bare = true};
}

static enum json_step finish(struct json_members *m, const char *p) {
  if (!m->bare) {
    if (p >= m->end || *p != '}') return JSON_BROKEN;
    p = skip_space(p + 1, m->end);
  }
  m->finished = true;
  m->at = p;
  return p == m->end ? JSON_DONE : JSON_BROKEN;
}

enum json_step json_next(struct json_members *m, struct json_member *out) {
  if (m->finished) return JSON_DONE;
  const char *p = skip_space(m->at, m->end);
  if (!m->started) {
    if (!m->bare && (p >= m->end || *p++ != '{')) return JSON_BROKEN;
    p = skip_space(p, m->end);
    if (p >= m->end || *p == '}') return finish(m, p);
  } else {
    if (p >= m->end || *p != ',') return finish(m, p);
    p = skip_space(p + 1, m->end);
  }
  m->started = true;
  const char *value = scan_key(p, m->end);
  if (!value) return JSON_BROKEN;
  const char *end = scan_value(value, m->end);
  if (!end) return JSON_BROKEN;
  const char *quote = scan_string(p + 1, m->end) - 1;
  out->key = (calque_str){p + 1, (size_t)(quote - p - 1)};
  out->value = (calque_str){value, (size_t)(end - value)};
  out->whole = (calque_str){p, (size_t)(end - p)};
  m->at = end;
  return JSON_MEMBER;
}

/* ---- Strings --------------------------------------------------------------------------------- */

static uint32_t hex4(const char *p) {
  uint32_t v = 0;
  for (int i = 0; i < 4; i++) {
    char c = p[i];
    v = v << 4 | (uint32_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
  }
  return v;
}

/* Decodes the \uXXXX at p, and the one behind it when both are a surrogate pair. */
static const char *unescape_u(const char *p, const char *end, char **out) {
  uint32_t c = hex4(p + 2);
  p += 6;
  if (c >= 0xd800 && c < 0xdc00 && end - p >= 6 && p[0] == '\\' && p[1] == 'u') {
    uint32_t low = hex4(p + 2);
    if (low >= 0xdc00 && low < 0xe000) {
      c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
      p += 6;
    }
  }
  if (c >= 0xd800 && c < 0xe000) c = UTF8_REPLACEMENT;
  *out += utf8_encode(c, *out);
  return p;
}

static char unescape_char(char c) {
  switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return c;
  }
}

calque_str json_unescape(calque_arena *arena, calque_str raw) {
  if (raw.len >= 2 && raw.ptr[0] == '"') raw = str_slice(raw, 1, raw.len - 1);
  if (!raw.len || !memchr(raw.ptr, '\\', raw.len)) return raw;
  char *start = arena_alloc(arena, raw.len), *out = start; /* no escape is shorter than its text */
  for (const char *p = raw.ptr, *end = p + raw.len; p < end;) {
    const char *slash = memchr(p, '\\', (size_t)(end - p));
    size_t n = (size_t)((slash ? slash : end) - p);
    memcpy(out, p, n);
    out += n;
    if (!slash) break;
    if (slash[1] == 'u') {
      p = unescape_u(slash, end, &out);
    } else {
      *out++ = unescape_char(slash[1]);
      p = slash + 2;
    }
  }
  return (calque_str){start, (size_t)(out - start)};
}

/* 1: what has an escape, or may belong to a character that has one. All else is copied in runs. */
static unsigned char may_escape(unsigned char c) { return is_special(c) | !utf8_is_calm(c); }

static bool block_copied(const char *p) {
  unsigned char found = 0;
  for (int i = 0; i < BLOCK; i++) found |= may_escape((unsigned char)p[i]);
  return !found;
}

/* The letter behind the backslash, 0 when c has no short escape. */
static char short_escape(unsigned char c) {
  switch (c) {
    case '"':
    case '\\': return (char)c;
    case '\b': return 'b';
    case '\f': return 'f';
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    default: return '\0';
  }
}

/* Writes the character that s starts with; returns its bytes. */
static size_t write_special(struct buf *out, calque_str s) {
  size_t len;
  uint32_t c = utf8_decode(s, &len);
  char letter = c < 0x80 ? short_escape((unsigned char)c) : '\0';
  if (letter) buf_add(out, (char[]){'\\', letter}, 2);
  else if (c == '\0' || utf8_is_control(c) || c == 0x2028 || c == 0x2029)
    buf_printf(out, "\\u%04x", (unsigned)c);
  else buf_add(out, s.ptr, len);
  return len;
}

void json_write_str(struct buf *out, calque_str s) {
  buf_char(out, '"');
  for (size_t run = 0, i = 0; run < s.len; run = i) {
    while (s.len - i >= BLOCK && block_copied(s.ptr + i)) i += BLOCK;
    while (i < s.len && !may_escape((unsigned char)s.ptr[i])) i++;
    buf_add(out, s.ptr + run, i - run);
    if (i < s.len) i += write_special(out, str_slice(s, i, s.len));
  }
  buf_char(out, '"');
}

/* ---- Jansson --------------------------------------------------------------------------------- */

/* Jansson's words without the piece of text that it quotes, which may be long. */
static calque_status fail_as_jansson(const json_error_t *e, const char *where, long line,
                                     calque_error *err) {
  const char *near = strstr(e->text, " near ");
  int len = near ? (int)(near - e->text) : (int)strlen(e->text);
  bool deep = json_error_code(e) == json_error_stack_overflow;
  return fail(err, deep ? CALQUE_E_LIMIT : CALQUE_E_SYNTAX, where,
              line + (e->line > 0 ? e->line - 1 : 0), "not valid JSON at column %d: %.*s",
              e->column > 0 ? e->column : 1, len, e->text);
}

calque_status json_complain(calque_str text, const char *where, long line, calque_error *err) {
  json_error_t e;
  json_t *tree = json_loadb(text.ptr, text.len,
                            JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL | JSON_DECODE_ANY, &e);
  if (!tree) return fail_as_jansson(&e, where, line, err);
  bool object = json_is_object(tree);
  json_decref(tree);
  return fail(err, CALQUE_E_SYNTAX, where, line, object ? "not valid JSON" : "not a JSON object");
}

json_t *json_tree(calque_str text, const char *where, calque_error *err) {
  json_error_t e;
  json_t *tree = json_loadb(text.ptr ? text.ptr : "", text.len, JSON_REJECT_DUPLICATES, &e);
  if (!tree) fail_as_jansson(&e, where, 1, err);
  return tree;
}

/* ---- Pointers -------------------------------------------------------------------------------- */

bool json_pointer_valid(calque_str pointer) {
  if (pointer.len && pointer.ptr[0] != '/') return false;
  for (size_t i = 0; i < pointer.len; i++) {
    if (pointer.ptr[i] != '~') continue;
    if (i + 1 == pointer.len || (pointer.ptr[i + 1] != '0' && pointer.ptr[i + 1] != '1'))
      return false;
  }
  return true;
}

/* Is `key` what the token says, with ~1 for / and ~0 for ~? */
static bool token_is(calque_str token, calque_str key) {
  size_t k = 0;
  for (size_t i = 0; i < token.len; i++, k++) {
    char c = token.ptr[i];
    if (c == '~') c = token.ptr[++i] == '1' ? '/' : '~';
    if (k >= key.len || key.ptr[k] != c) return false;
  }
  return k == key.len;
}

static const json_t *member(const json_t *object, calque_str token) {
  const char *key;
  json_t *value;
  /* Jansson's walk takes no const; nothing is written through it. */
  json_object_foreach((json_t *)(uintptr_t)object, key, value) {
    if (token_is(token, calque_str_of(key))) return value;
  }
  return NULL;
}

static const json_t *element(const json_t *array, calque_str token) {
  uint64_t index;
  if ((token.len > 1 && token.ptr[0] == '0') || !str_to_u64(token, &index)) return NULL;
  return json_array_get(array, (size_t)index);
}

const json_t *json_pointer(const json_t *tree, calque_str pointer) {
  if (!json_pointer_valid(pointer)) return NULL;
  calque_str rest = pointer.len ? str_slice(pointer, 1, pointer.len) : (calque_str){0};
  while (tree && rest.ptr) {
    calque_str token = str_cut(&rest, '/');
    tree = json_is_array(tree) ? element(tree, token)
                               : (json_is_object(tree) ? member(tree, token) : NULL);
  }
  return tree;
}
