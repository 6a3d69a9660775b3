/* Dictionaries and lists -> one file. The same input gives the same bytes. */
#include "lexicon/build.h"
#include "lexicon/format.h"
#include "lexicon/tables.h"

#include "base/file.h"

#define SECTION(number, name, function) build_section function;
#include "lexicon/sections.def"
#undef SECTION

static const struct {
  const char *name;
  build_section *compile;
} sections[] = {
#define SECTION(number, name, function) {name, function},
#include "lexicon/sections.def"
#undef SECTION
    {NULL, NULL},
};

static calque_str straightened(calque_arena *arena, calque_str name) {
  if (!str_has(name, STR("’"))) return arena_copy(arena, name);
  struct buf b;
  buf_init(&b, BUF_MAX_OUTPUT);
  for (size_t at; (at = str_find(name, STR("’"))) != SIZE_MAX;) {
    buf_str(&b, str_slice(name, 0, at));
    buf_char(&b, '\'');
    name = str_slice(name, at + 3, name.len);
  }
  buf_str(&b, name);
  calque_str copy = arena_copy(arena, buf_view(&b));
  buf_free(&b);
  return copy;
}

uint32_t build_add(struct build *b, calque_str name) {
  if (!name.len || name.len > BUILD_MAX_NAME) return 0;
  const uint32_t *known = map_find(&b->ids, name);
  if (known) return *known;
  struct build_word word = {.name = straightened(b->arena, name), .idf = BUILD_RAREST};
  uint32_t next = (uint32_t)b->words.n, id = *map_add(&b->ids, word.name, next);
  if (id == next) ARRAY_PUSH(b->arena, &b->words, word);
  return id;
}

uint32_t build_find(const struct build *b, calque_str name) {
  const uint32_t *id = name.len ? map_find(&b->ids, name) : NULL;
  return id ? *id : 0;
}

/* Frequent words come first and so find their home slot free. */
static calque_str build_slots(const struct build *b) {
  size_t n = 1024, last = b->words.n - 1;
  while (n < last * 2) n *= 2;
  uint32_t *slots = ARENA_ARRAY(b->arena, uint32_t, n);
  for (uint32_t id = 1; id <= last; id++) {
    uint64_t hash = format_hash(b->words.ptr[id].name);
    size_t i = hash & (n - 1);
    while (slots[i]) i = (i + 1) & (n - 1);
    slots[i] = format_slot(hash, id);
  }
  return (calque_str){(const char *)slots, n * sizeof *slots};
}

static calque_str build_names(const struct build *b) {
  size_t len = 0;
  for (size_t i = 0; i < b->words.n; i++) len += b->words.ptr[i].name.len;
  char *names =
      arena_zalloc(b->arena, len + UINT8_MAX); /* the last may be read as if it were long */
  calque_str all = {names, len + UINT8_MAX};
  for (size_t i = 1; i < b->words.n; i++) {
    memcpy(names, b->words.ptr[i].name.ptr, b->words.ptr[i].name.len);
    names += b->words.ptr[i].name.len;
  }
  return all;
}

/* Strings with a NUL behind each. */
static calque_str pack(calque_arena *arena, const calque_str *strings, size_t n) {
  struct buf b;
  buf_init(&b, BUF_MAX_OUTPUT);
  for (size_t i = 0; i < n; i++) {
    buf_str(&b, strings[i]);
    buf_char(&b, '\0');
  }
  calque_str packed = arena_copy(arena, buf_view(&b));
  buf_free(&b);
  return packed;
}

struct parts {
  struct tables_part ptr[TABLES_MAX_SECTIONS];
  size_t n;
};

static void parts_add(struct parts *p, const char *name, calque_str bytes) {
  p->ptr[p->n++] = (struct tables_part){name, bytes};
}

static void add_affix_options(const struct build *b, struct parts *p) {
  const struct affix_options *f = &b->french, *e = &b->english;
  parts_add(p, "french.iconv", pack(b->arena, f->iconv, f->n_iconv * 2));
  parts_add(p, "french.break", pack(b->arena, f->breaks, f->n_breaks));
  parts_add(p, "english.iconv", pack(b->arena, e->iconv, e->n_iconv * 2));
  parts_add(p, "english.break", pack(b->arena, e->breaks, e->n_breaks));
}

static calque_str move_to_arena(calque_arena *arena, struct buf *b) {
  calque_str copy = arena_copy(arena, buf_view(b));
  buf_clear(b);
  return copy;
}

static calque_status add_sections(const struct build *b, struct parts *p, calque_error *err) {
  struct buf out;
  calque_status status = CALQUE_OK;
  buf_init(&out, TABLES_MAX_FILE);
  for (size_t i = 0; !status && sections[i].name; i++) {
    status = sections[i].compile(b, &out, err);
    parts_add(p, sections[i].name, move_to_arena(b->arena, &out));
  }
  buf_free(&out);
  return status;
}

static calque_status add_words(const struct build *b, struct parts *p, calque_error *err) {
  struct buf words, readings, classes;
  buf_init(&words, TABLES_MAX_FILE);
  buf_init(&readings, TABLES_MAX_FILE);
  buf_init(&classes, TABLES_MAX_FILE);
  calque_status status = build_words(b, &words, &readings, &classes, err);
  parts_add(p, "words", move_to_arena(b->arena, &words));
  parts_add(p, "readings", move_to_arena(b->arena, &readings));
  parts_add(p, "classes", move_to_arena(b->arena, &classes));
  parts_add(p, "names", build_names(b));
  parts_add(p, "slots", build_slots(b));
  buf_free(&words);
  buf_free(&readings);
  buf_free(&classes);
  return status;
}

/* What a form is comes from the look-ups themselves, in the lexicon without forms. */
static calque_status add_forms(const struct build *b, struct parts *p, calque_error *err) {
  static const struct form none = {0};
  struct buf file;
  buf_init(&file, TABLES_MAX_FILE);
  parts_add(p, "forms", (calque_str){(const char *)&none, sizeof none});
  tables_build(&file, p->ptr, p->n);
  calque_lexicon lex = {.file = buf_view(&file)};
  calque_status status = buf_failed(&file) ? CALQUE_OK : lexicon_read(&lex, "", err);
  if (!buf_failed(&file) && !status) p->ptr[p->n - 1].bytes = forms_build(b->arena, &lex);
  buf_free(&file);
  return status;
}

static calque_status write_file(const struct parts *p, const char *path, calque_error *err) {
  struct buf file;
  buf_init(&file, TABLES_MAX_FILE);
  tables_build(&file, p->ptr, p->n);
  calque_status status = buf_failed(&file)
                             ? fail(err, CALQUE_E_LIMIT, path, 0,
                                    "the lexicon would be larger than %zu bytes", TABLES_MAX_FILE)
                             : file_write(path, buf_view(&file), 0644, err);
  buf_free(&file);
  return status;
}

calque_status lexicon_compile(const struct lexicon_sources *sources, const char *out_path,
                              calque_error *err) {
  struct build b = {.arena = calque_arena_new(), .sources = sources};
  struct parts parts = {.n = 0};
  const struct build_word nothing = {.name = {"", 0}};
  map_init(&b.ids, b.arena, (size_t)1 << 20, 0);
  ARRAY_PUSH(b.arena, &b.words, nothing);
  calque_status status = build_dictionaries(&b, err);
  if (!status) status = build_lists(&b, err);
  if (!status) build_closed(&b);
  if (!status) status = build_line_words(&b, err);
  if (!status) status = build_elision(&b, err);
  if (!status && b.words.n > FORMAT_ID_MASK)
    status = fail(err, CALQUE_E_LIMIT, sources->french_dic, 0, "%zu words, the table holds %u",
                  b.words.n, FORMAT_ID_MASK);
  if (!status) {
    build_order(&b);
    add_affix_options(&b, &parts);
    status = add_words(&b, &parts, err);
  }
  if (!status) status = add_sections(&b, &parts, err);
  if (!status) status = add_forms(&b, &parts, err);
  if (!status) status = write_file(&parts, out_path, err);
  calque_arena_free(b.arena);
  return status;
}
