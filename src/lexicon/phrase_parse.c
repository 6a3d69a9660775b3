/* Patterns of phrases.h -> elements and alternatives. */
#include "lexicon/phrase_format.h"

enum { MAX_ELEMENTS = 32, MAX_EXPANSION = 4 /* groups in groups */ };

static const struct {
  calque_str name, list;
} groups[] = {
#define GROUP(name, list) {STR_INIT(name), STR_INIT(list)},
#include "lexicon/phrase_groups.def"
#undef GROUP
};

static const calque_str classes[] = {
#define CLASS(name, word, test) STR_INIT(#name),
#include "lexicon/phrase_classes.def"
#undef CLASS
};

struct place {
  const char *path;
  long line;
  calque_error *err;
};

static word_id word_of(struct phrase_compiler *c, calque_str s) {
  return c->build ? build_find(c->build, s) : build_add(c->collect, s);
}

static bool has_letter(calque_str s) {
  size_t len;
  for (size_t i = 0; i < s.len; i += len)
    if (utf8_is_letter(utf8_decode(str_slice(s, i, s.len), &len))) return true;
  return false;
}

static bool has_capital(calque_str s) {
  size_t len;
  for (size_t i = 0; i < s.len; i += len)
    if (utf8_is_upper(utf8_decode(str_slice(s, i, s.len), &len))) return true;
  return false;
}

static void push(struct phrase_compiler *c, struct phrase_alternative a) {
  ARRAY_PUSH(c->arena, &c->alternatives, a);
}

static void push_text(struct phrase_compiler *c, calque_str s) {
  size_t len;
  uint32_t ch = utf8_decode(s, &len);
  if (len == s.len && !utf8_is_digit(ch)) {
    push(c, (struct phrase_alternative){ch, 0, ALTERNATIVE_MARK, 0});
    return;
  }
  push(c,
       (struct phrase_alternative){(uint32_t)c->bytes.len, (uint16_t)s.len, ALTERNATIVE_TEXT, 0});
  buf_str(&c->bytes, s);
}

/* Is it cut at its full stop by the tokenizer (Sen., Mr.) or kept (p.m.)? */
static bool loses_stop(calque_str s) {
  return s.len > 1 && s.ptr[s.len - 1] == '.' && !memchr(s.ptr, '.', s.len - 1);
}

static void push_word(struct phrase_compiler *c, calque_str s) {
  bool stop = loses_stop(s);
  if (stop) s.len--;
  bool exact = has_capital(s);
  word_id id = word_of(c, s);
  push(c,
       (struct phrase_alternative){id, 0, exact ? ALTERNATIVE_EXACT : ALTERNATIVE_ANY_CASE, stop});
}

static calque_status parse_list(struct phrase_compiler *c, calque_str list, int depth,
                                const struct place *at);

static bool push_group(struct phrase_compiler *c, calque_str s, int depth, const struct place *at,
                       calque_status *status) {
  for (size_t i = 0; depth < MAX_EXPANSION && i < COUNT(groups); i++) {
    if (!str_eq(groups[i].name, s)) continue;
    *status = parse_list(c, groups[i].list, MAX_EXPANSION, at);
    return true;
  }
  return false;
}

static calque_status push_class(struct phrase_compiler *c, calque_str s, const struct place *at) {
  calque_str name = str_slice(s, 1, s.len - 1);
  if (str_eq(name, STR("EOS")) || str_eq(name, STR("BOS"))) {
    push(c, (struct phrase_alternative){0, 0, ALTERNATIVE_EDGE, 0});
    return CALQUE_OK;
  }
  for (uint32_t i = 0; i < COUNT(classes); i++) {
    if (!str_eq(classes[i], name)) continue;
    push(c, (struct phrase_alternative){i, 0, ALTERNATIVE_CLASS, 0});
    return CALQUE_OK;
  }
  return fail(at->err, CALQUE_E_SYNTAX, at->path, at->line, "no class of tokens is called '%.*s'",
              STR_ARG(s));
}

static calque_status parse_one(struct phrase_compiler *c, calque_str s, int depth,
                               const struct place *at) {
  calque_status status = CALQUE_OK;
  if (!s.len) return fail(at->err, CALQUE_E_SYNTAX, at->path, at->line, "empty alternative");
  if (push_group(c, s, depth, at, &status)) return status;
  if (s.ptr[0] == '{') return push_class(c, s, at);
  if (s.ptr[0] == '<' && s.ptr[s.len - 1] == '>' && s.len > 2) {
    word_id lemma = word_of(c, str_slice(s, 1, s.len - 1));
    push(c, (struct phrase_alternative){lemma, 0, ALTERNATIVE_LEMMA, 0});
  } else if (has_letter(s) && !utf8_is_digit((unsigned char)s.ptr[0]) && s.ptr[0] != '#') {
    push_word(c, s);
  } else {
    push_text(c, s);
  }
  return CALQUE_OK;
}

static calque_status parse_list(struct phrase_compiler *c, calque_str list, int depth,
                                const struct place *at) {
  calque_status status = CALQUE_OK;
  for (calque_str rest = list; rest.ptr && !status;)
    status = parse_one(c, str_cut(&rest, '|'), depth, at);
  return status;
}

static const struct {
  calque_str prefix;
  enum phrase_element_kind kind;
} guards[] = {{STR_INIT("{!"), ELEMENT_NEXT_NOT},    {STR_INIT("{>"), ELEMENT_NEXT_IS},
              {STR_INIT("{<!"), ELEMENT_BEFORE_NOT}, {STR_INIT("{<="), ELEMENT_BEFORE_IS},
              {STR_INIT("{near:"), ELEMENT_NEAR},    {STR_INIT("{far:"), ELEMENT_FAR}};

static const struct {
  calque_str text;
  enum phrase_element_kind kind;
} fixed[] = {{STR_INIT("~"), ELEMENT_ADVERBS}, {STR_INIT("*"), ELEMENT_GAP},
             {STR_INIT("_"), ELEMENT_ANY},     {STR_INIT("{BOS}"), ELEMENT_BOS},
             {STR_INIT("{EOS}"), ELEMENT_EOS}, {STR_INIT("{Q1}"), ELEMENT_QUOTED}};

static calque_status parse_element(struct phrase_compiler *c, calque_str s,
                                   const struct place *at) {
  struct phrase_element e = {.first = (uint32_t)c->alternatives.n, .kind = ELEMENT_ALTERNATIVES};
  calque_status status = CALQUE_OK;
  for (size_t i = 0; i < COUNT(fixed); i++) {
    if (!str_eq(s, fixed[i].text)) continue;
    e.kind = (uint8_t)fixed[i].kind;
    ARRAY_PUSH(c->arena, &c->elements, e);
    return CALQUE_OK;
  }
  if (s.len > 1 && s.ptr[s.len - 1] == '?') {
    e.optional = 1;
    s.len--;
  }
  for (size_t i = 0; i < COUNT(guards); i++) {
    if (!str_starts(s, guards[i].prefix)) continue;
    e.kind = (uint8_t)guards[i].kind;
    s = str_slice(s, guards[i].prefix.len, s.len - 1);
    break;
  }
  status = parse_list(c, s, 0, at);
  e.n = (uint32_t)c->alternatives.n - e.first;
  ARRAY_PUSH(c->arena, &c->elements, e);
  return status;
}

/* End of the element that starts the pattern: a space outside braces. */
static size_t element_end(calque_str s) {
  int depth = 0;
  size_t i = 0;
  for (; i < s.len && (depth > 0 || s.ptr[i] != ' '); i++)
    depth += (s.ptr[i] == '{') - (s.ptr[i] == '}');
  return i;
}

calque_status phrase_parse(struct phrase_compiler *c, calque_str pattern, const char *path,
                           long line, calque_error *err) {
  struct place at = {path, line, err};
  calque_status status = CALQUE_OK;
  size_t n = 0;
  for (calque_str rest = str_trim(pattern); rest.len && !status; n++) {
    size_t end = element_end(rest);
    status = parse_element(c, str_slice(rest, 0, end), &at);
    rest = str_trim(str_slice(rest, end, rest.len));
  }
  if (!status && (n == 0 || n > MAX_ELEMENTS))
    status = fail(err, CALQUE_E_SYNTAX, path, line, "a pattern has 1 to %d elements", MAX_ELEMENTS);
  return status;
}
