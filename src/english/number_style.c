/* Numbers that the English took over as the French writes them: 1,5 for 1.5, 100 000 for 100,000,
 * 28e for 28th, 14h30 for 14:30. Reported only where the French has the very same characters, so
 * that “1,5” in a list of an English writer is left alone, and as notes: the value is right. */
#include "base/map.h"
#include "english/numbers.h"

struct style {
  const char *example; /* what English writes instead */
  bool (*matches)(const struct pieces *p, int64_t i, int64_t *end);
};

static bool glued(const struct pieces *p, int64_t i) { return !piece_has_space(piece_at(p, i)); }

static bool is_digits(const struct pieces *p, int64_t i, size_t least, size_t most) {
  const struct piece *d = piece_at(p, i);
  return d->kind == PIECE_DIGITS && d->folded.len >= least && d->folded.len <= most;
}

static bool decimal_comma(const struct pieces *p, int64_t i, int64_t *end) {
  *end = i + 3;
  return is_digits(p, i, 1, 4) && piece_is_mark(piece_at(p, i + 1), ',') && glued(p, i + 1) &&
         is_digits(p, i + 2, 1, 2) && glued(p, i + 2) && !piece_is_mark(piece_at(p, i + 3), ',');
}

static bool spaced_thousands(const struct pieces *p, int64_t i, int64_t *end) {
  *end = i + 1;
  if (!is_digits(p, i, 1, 3) || is_digits(p, i - 1, 1, 3)) return false;
  while (is_digits(p, *end, 3, 3) && !glued(p, *end)) ++*end;
  return *end > i + 1 && !is_digits(p, *end, 1, 9);
}

static bool dotted_thousands(const struct pieces *p, int64_t i, int64_t *end) {
  *end = i + 1;
  if (!is_digits(p, i, 1, 3) || piece_at(p, i)->folded.ptr[0] == '0') return false;
  while (piece_is_mark(piece_at(p, *end), '.') && glued(p, *end) && is_digits(p, *end + 1, 3, 3) &&
         glued(p, *end + 1)) {
    *end += 2;
  }
  return *end > i + 1;
}

static bool suffixed(const struct pieces *p, int64_t i, const calque_str *suffixes, size_t n) {
  for (size_t k = 0; k < n; k++) {
    bool same = glued(p, i) && piece_is(piece_at(p, i), suffixes[k]);
    if (same && !(piece_at(p, i)->flags & PIECE_CAPITAL)) return true;
  }
  return false;
}

static bool french_ordinal(const struct pieces *p, int64_t i, int64_t *end) {
  static const calque_str SUFFIXES[] = {STR_INIT("e"), STR_INIT("eme"), STR_INIT("er"),
                                        STR_INIT("re"), STR_INIT("ere")};
  *end = i + 2;
  return is_digits(p, i, 1, 3) && suffixed(p, i + 1, SUFFIXES, COUNT(SUFFIXES));
}

static bool french_hour(const struct pieces *p, int64_t i, int64_t *end) {
  const struct piece *suffix = piece_at(p, i + 1);
  *end = i + 2;
  if (!is_digits(p, i, 1, 2) || suffix->kind != PIECE_WORD || !glued(p, i + 1)) return false;
  calque_str s = suffix->folded;
  return s.len == 3 && s.ptr[0] == 'h' && utf8_is_digit((unsigned char)s.ptr[1]);
}

static const struct style STYLES[] = {
    {"a decimal point", decimal_comma},
    {"a comma between thousands", spaced_thousands},
    {"a comma between thousands", dotted_thousands},
    {"-th, -st, -nd or -rd", french_ordinal},
    {"a colon in times of day", french_hour},
};

/* The number's characters with one kind of space; 0 bytes: too long to be one. */
static calque_str key_of(calque_arena *arena, const struct pieces *p, int64_t first, int64_t end) {
  char key[64];
  size_t len = 0;
  for (int64_t i = first; i < end; i++) {
    calque_str part = piece_at(p, i)->folded;
    if (len + part.len + 1 > sizeof key) return (calque_str){"", 0};
    if (i > first && piece_has_space(piece_at(p, i))) key[len++] = ' ';
    memcpy(key + len, part.ptr, part.len);
    len += part.len;
  }
  return arena_copy(arena, (calque_str){key, len});
}

static const struct style *style_at(const struct pieces *p, int64_t i, int64_t *end) {
  if (piece_at(p, i)->kind != PIECE_DIGITS) return NULL;
  for (size_t s = 0; s < COUNT(STYLES); s++) {
    if (STYLES[s].matches(p, i, end)) return &STYLES[s];
  }
  return NULL;
}

void numbers_check_style(struct findings *out, const struct pieces *fr, const struct pieces *en) {
  struct map seen;
  int64_t end;
  map_init(&seen, out->arena, 16, map_random_seed());
  for (int64_t i = 0; i < (int64_t)fr->n; i++) {
    if (style_at(fr, i, &end)) map_add(&seen, key_of(out->arena, fr, i, end), 0);
  }
  for (int64_t i = 0; seen.n > 0 && i < (int64_t)en->n; i++) {
    const struct style *style = style_at(en, i, &end);
    if (!style || !map_find(&seen, key_of(out->arena, en, i, end))) continue;
    calque_span span = {en->ptr[i].span.start, piece_at(en, end - 1)->span.end};
    calque_str message = arena_printf(out->arena, "“%.*s” is written as in French; English has %s",
                                      STR_ARG(str_of_span(en->text, span)), style->example);
    finding_add(out, "number", CALQUE_NOTE, message, (calque_span){0, 0}, span);
    i = end - 1;
  }
}
