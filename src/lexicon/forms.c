/* The forms of frequent words, when the lexicon is compiled: every form is put through the very
 * look-ups that it saves, as the only word of a text. */
#include "lexicon/format.h"

#include "base/arena.h"

enum {
  FORM_WORDS = 65536,  /* ids below this one are forms */
  FORM_CAPITALS = 8192 /* and below this one with a capital and in capitals too */
};

static const calque_str clitics[] = {
#define CLITIC(word) STR_INIT("-" word),
#include "text/words.def"
};

struct forming {
  const calque_lexicon *lex;
  calque_arena *texts; /* reset for every form */
  struct form *slots;
  uint32_t n;      /* slots */
  uint32_t n_free; /* those that may still be filled: a quarter stays empty */
};

/* Clitics are tokens only behind a word. */
static void add(struct forming *f, calque_str name) {
  struct form form = {0};
  if (!f->n_free || !name.len || name.len > FORM_BYTES) return;
  calque_arena_reset(f->texts);
  calque_article article = {.text = name};
  if (name.ptr[0] == '-') article.text = arena_printf(f->texts, "dit%.*s", STR_ARG(name));
  calque_doc *doc = text_parse(f->texts, &article);
  lexicon_annotate(f->lex, doc);
  const calque_token *token = doc->n_tokens ? &doc->tokens[doc->n_tokens - 1] : NULL;
  if (!token || token->kind != CALQUE_WORD || !token_is(doc, token, name)) return;
  form.name = form_name_at(name, 0, name.len);
  form.exact = token->exact;
  form.lower = token->lower;
  form.flags = token->flags & (CALQUE_FRENCH | CALQUE_ENGLISH);
  uint32_t i = form_home(form.name, f->n);
  while (f->slots[i].name.first) {
    if (form_same(&f->slots[i].name, &form.name)) return;
    i = i + 1 < f->n ? i + 1 : 0;
  }
  f->slots[i] = form;
  f->n_free--;
}

/* With ’ for '. */
static void add_curly(struct forming *f, calque_str name) {
  size_t at = str_find(name, STR("'"));
  if (at == SIZE_MAX || name.len > FORM_BYTES) return;
  char out[FORM_BYTES + 2];
  memcpy(out, name.ptr, at);
  memcpy(out + at, "’", 3);
  memcpy(out + at + 3, name.ptr + at + 1, name.len - at - 1);
  add(f, (calque_str){out, name.len + 2});
}

static void add_both(struct forming *f, calque_str name) {
  add(f, name);
  add_curly(f, name);
}

/* With its first letter, or all of it, in capitals. */
static void add_capitals(struct forming *f, calque_str name, bool all) {
  char out[FORM_BYTES * 3];
  size_t end = 0, len;
  if (name.len > FORM_BYTES) return;
  for (size_t i = 0; i < name.len; i += len) {
    uint32_t c = utf8_decode(str_slice(name, i, name.len), &len);
    end += utf8_encode(all || !i ? utf8_upper(c) : c, out + end);
  }
  add_both(f, (calque_str){out, end});
}

calque_str forms_build(calque_arena *arena, const calque_lexicon *lex) {
  const uint32_t size = lexicon_size(lex), end = size < FORM_WORDS ? size : FORM_WORDS;
  const uint32_t n = 2 * (end + (uint32_t)COUNT(clitics));
  struct forming f = {.lex = lex, .texts = calque_arena_new(), .n = n, .n_free = n / 4 * 3};
  f.slots = ARENA_ARRAY(arena, struct form, n);
  for (size_t i = 0; i < COUNT(clitics); i++) add(&f, clitics[i]);
  for (word_id id = 1; id < end; id++) {
    calque_str name = lexicon_name(lex, id);
    add_both(&f, name);
    if (id >= FORM_CAPITALS) continue;
    add_capitals(&f, name, false);
    add_capitals(&f, name, true);
  }
  calque_arena_free(f.texts);
  return (calque_str){(const char *)f.slots, n * sizeof *f.slots};
}
