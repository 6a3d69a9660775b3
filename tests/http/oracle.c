/* The English of every French sentence that we know, and how to get it wrong. Sentences are found
 * anywhere in a text, so that chunks and prompts may be cut as they like; what is not known is left
 * as it is. */
#include "hostile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_ROWS = 200, MAX_LOOP = 40 };

struct row {
  calque_str fr, en, name; /* name: stands in the English; may be empty */
};

struct oracle {
  calque_arena *arena;
  struct row rows[MAX_ROWS];
  size_t n;
};

/* Spaces that do not break and curly apostrophes are typography: calque may tidy them. */
static calque_str plain(calque_arena *arena, calque_str s) {
  static const struct {
    calque_str from;
    char to;
  } table[] = {{STR_INIT("\u00a0"), ' '}, {STR_INIT("\u202f"), ' '}, {STR_INIT("’"), '\''}};
  char *out = arena_alloc(arena, s.len + 1);
  size_t n = 0;
  while (s.len) {
    size_t used = 1;
    out[n] = *s.ptr;
    for (size_t i = 0; i < COUNT(table); i++)
      if (str_starts(s, table[i].from)) out[n] = table[i].to, used = table[i].from.len;
    s = str_slice(s, used, s.len);
    n++;
  }
  return (calque_str){out, n};
}

struct oracle *oracle_open(const char *path) {
  FILE *f = fopen(path, "r");
  if (!f) return NULL;
  struct oracle *o = calloc(1, sizeof *o);
  char line[4096];
  o->arena = calque_arena_new();
  while (o->n < MAX_ROWS && fgets(line, sizeof line, f)) {
    calque_str rest = {line, strcspn(line, "\n")};
    if (!rest.len || *line == '#') continue;
    struct row *r = &o->rows[o->n++];
    r->fr = plain(o->arena, str_cut(&rest, '\t'));
    r->en = arena_copy(o->arena, str_cut(&rest, '\t'));
    r->name = arena_copy(o->arena, rest);
  }
  fclose(f);
  return o;
}

void oracle_free(struct oracle *o) {
  if (!o) return;
  calque_arena_free(o->arena);
  free(o);
}

static const struct row *row_at(const struct oracle *o, calque_str s) {
  const struct row *best = NULL;
  for (size_t i = 0; i < o->n; i++)
    if (str_starts(s, o->rows[i].fr) && (!best || best->fr.len < o->rows[i].fr.len))
      best = &o->rows[i];
  return best;
}

static calque_str english(const struct oracle *o, calque_arena *arena, calque_str french) {
  struct buf out;
  buf_init(&out, (size_t)16 << 20);
  for (calque_str s = plain(arena, french); s.len;) {
    const struct row *r = row_at(o, s);
    if (r) buf_str(&out, r->en);
    else buf_char(&out, *s.ptr);
    s = str_slice(s, r ? r->fr.len : 1, s.len);
  }
  const calque_str copy = arena_copy(arena, buf_view(&out));
  buf_free(&out);
  return copy;
}

/* ---- Getting it wrong -------------------------------------------------------------------------
 */

/* The last digit of the first number; false when there is none. */
static bool change_digit(calque_arena *arena, calque_str *text) {
  char *copy = arena_copy_z(arena, *text);
  size_t i = strcspn(copy, "0123456789");
  if (i == text->len) return false;
  while (copy[i + 1] >= '0' && copy[i + 1] <= '9') i++;
  copy[i] = copy[i] == '9' ? '1' : (char)(copy[i] + 1);
  text->ptr = copy;
  return true;
}

static bool drop_name(const struct oracle *o, calque_arena *arena, calque_str *text) {
  for (size_t i = 0; i < o->n; i++) {
    const calque_str name = o->rows[i].name;
    const size_t at = name.len ? str_find(*text, name) : SIZE_MAX;
    if (at == SIZE_MAX) continue;
    const calque_str rest = str_slice(*text, at + name.len, text->len);
    *text = arena_printf(arena, "%.*ssomebody%.*s", (int)at, text->ptr, STR_ARG(rest));
    return true;
  }
  return false;
}

static calque_str cut(calque_str text) {
  size_t end = text.len * 6 / 10;
  while (end && (text.ptr[end] & 0xc0) == 0x80) end--;
  return str_slice(text, 0, end);
}

static calque_str loop(calque_arena *arena, calque_str text) {
  struct buf out;
  buf_init(&out, (size_t)16 << 20);
  buf_str(&out, text);
  for (int i = 0; i < MAX_LOOP; i++) buf_puts(&out, " The mayor said that it was so.");
  const calque_str copy = arena_copy(arena, buf_view(&out));
  buf_free(&out);
  return copy;
}

static void spoil_texts(const struct oracle *o, calque_arena *arena, struct said *said) {
  bool done = false;
  for (size_t i = 0; i < said->texts.n && !done; i++) {
    calque_str *text = &said->texts.ptr[i];
    if (said->spoil == SPOIL_DIGIT) done = change_digit(arena, text);
    else if (said->spoil == SPOIL_NAME) done = drop_name(o, arena, text);
    else if (said->spoil == SPOIL_EMPTY) *text = STR("");
  }
}

/* Texts but the dropped one; of a single text half is dropped. */
static bool is_dropped(const struct said *said, size_t i) {
  return said->spoil == SPOIL_PARAGRAPH && said->texts.n > 1 && i == said->texts.n / 2;
}

/* The first sentence of a text, with the paragraph that it comes from before its full stop. */
static void put_cited(struct buf *out, calque_str text, size_t paragraph) {
  const size_t end = str_find(text, STR(". "));
  calque_str first = end == SIZE_MAX ? text : str_slice(text, 0, end);
  if (str_ends(first, STR("."))) first.len--;
  if (out->len) buf_char(out, ' ');
  buf_str(out, first);
  buf_printf(out, " [P%zu].", paragraph);
}

static void put_numbered(struct buf *out, calque_str text, size_t paragraph) {
  if (out->len) buf_puts(out, "\n\n");
  if (paragraph) buf_printf(out, "[%zu] ", paragraph);
  buf_str(out, text);
}

/* What a model says: all texts in one. */
static calque_str joined(calque_arena *arena, const struct asked *asked, const struct said *said) {
  struct buf out;
  buf_init(&out, (size_t)16 << 20);
  for (size_t i = 0; i < said->texts.n; i++) {
    const calque_str text = said->texts.ptr[i];
    if (is_dropped(said, i)) continue;
    if (asked->summary) put_cited(&out, text, i + 1);
    else put_numbered(&out, text, asked->numbered ? i + 1 : 0);
  }
  const calque_str copy = arena_copy(arena, buf_view(&out));
  buf_free(&out);
  return copy;
}

void oracle_answer(const struct oracle *o, calque_arena *arena, const struct asked *asked,
                   enum spoil spoil, struct said *said) {
  *said = (struct said){.spoil = spoil};
  for (size_t i = 0; i < asked->texts.n; i++) {
    const calque_str fr = asked->texts.ptr[i];
    ARRAY_PUSH(arena, &said->texts, spoil == SPOIL_ECHO ? fr : english(o, arena, fr));
  }
  spoil_texts(o, arena, said);
  if (spoil == SPOIL_PARAGRAPH && said->texts.n == 1) said->texts.ptr[0] = cut(said->texts.ptr[0]);
  if (asked->model) {
    const calque_str all = spoil == SPOIL_EMPTY ? STR("") : joined(arena, asked, said);
    said->texts.n = 0;
    ARRAY_PUSH(arena, &said->texts, all);
  } else if (spoil == SPOIL_PARAGRAPH && said->texts.n > 1) {
    said->texts.n--;
  }
  if (!said->texts.n) return;
  calque_str *first = &said->texts.ptr[0], *last = &ARRAY_LAST(&said->texts);
  if (spoil == SPOIL_PREAMBLE)
    *first = arena_printf(arena, "Sure! Here is the translation:\n\n%.*s", STR_ARG(*first));
  else if (spoil == SPOIL_LOOP) *last = loop(arena, *last);
  else if (spoil == SPOIL_LENGTH) *last = cut(*last);
  else if (spoil == SPOIL_REFUSAL) *first = STR("I'm sorry, but I can't help with that request.");
}
