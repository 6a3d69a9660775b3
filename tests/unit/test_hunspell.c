/* Hunspell made the lexicon and stays its judge: both must say the same of every word. The words
 * are those of the lexicon itself, put into capitals, misspelled and joined; and, where the corpora
 * are at hand, the distinct words of a million running ones. */
#include "base/array.h"
#include "base/error.h"
#include "base/file.h"
#include "base/map.h"
#include "lexicon/hunspell.h"
#include "lexicon/lexicon.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include <cmocka.h>

#define N_VARIANTS     60000u
#define N_ANALYSES     5000u
#define RUNNING_WORDS  1000000u
#define MAX_WORD       200u
#define MAX_COMPLAINTS 10u

static calque_lexicon *lex;
static calque_arena *arena;
static struct judge *french, *english;
static size_t complaints;

static void compare(calque_str word) {
  bool f = lexicon_spells_french(lex, word), e = lexicon_spells_english(lex, word);
  if (judge_accepts(french, word) != f && complaints++ < MAX_COMPLAINTS)
    print_error("Hunspell %s the French word '%.*s'\n", f ? "refuses" : "accepts", STR_ARG(word));
  if (judge_accepts(english, word) != e && complaints++ < MAX_COMPLAINTS)
    print_error("Hunspell %s the English word '%.*s'\n", e ? "refuses" : "accepts", STR_ARG(word));
}

/* Elided prefixes are split off before a word is judged (lexicon.h). */
static bool is_elided(calque_str word) {
  for (size_t i = 0; i < word.len; i++)
    if (word.ptr[i] == '\'' || str_starts(str_slice(word, i, word.len), STR("’"))) return true;
  return false;
}

/* ---- Variants of our own words --------------------------------------------------------------- */

static uint64_t random_state = 20;

static uint32_t below(uint32_t n) {
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)((random_state >> 33) % n);
}

static calque_str any_word(void) {
  for (;;) {
    word_id id = 1 + below(lexicon_size(lex) - 1);
    calque_str name = lexicon_name(lex, id);
    bool known = lexicon_word(lex, id)->flags & (WORD_FRENCH | WORD_ENGLISH);
    if (known && name.len < MAX_WORD / 4 && !is_elided(name)) return name;
  }
}

static calque_str recased(calque_str s, bool first, bool rest) {
  char *out = arena_alloc(arena, s.len * 3 + 1);
  size_t n = 0, len;
  for (size_t i = 0; i < s.len; i += len) {
    uint32_t c = utf8_decode(str_slice(s, i, s.len), &len);
    n += utf8_encode((i ? rest : first) ? utf8_upper(c) : c, out + n);
  }
  return (calque_str){out, n};
}

static calque_str without_letter(calque_str s) {
  size_t at = 0, len, n = utf8_count(s);
  for (uint32_t skip = below((uint32_t)n); skip; skip--, at += len)
    utf8_decode(str_slice(s, at, s.len), &len);
  utf8_decode(str_slice(s, at, s.len), &len);
  return arena_printf(arena, "%.*s%.*s", (int)at, s.ptr, (int)(s.len - at - len), s.ptr + at + len);
}

static calque_str joined(const char *format) {
  calque_str a = any_word(), b = any_word();
  return arena_printf(arena, format, STR_ARG(a), STR_ARG(b));
}

static calque_str variant(uint32_t kind) {
  calque_str w = any_word();
  switch (kind) {
    case 0: return w;
    case 1: return recased(w, true, false);
    case 2: return recased(w, true, true);
    case 3: return recased(w, false, true);
    case 4: return without_letter(w);
    case 5: return recased(without_letter(w), true, false);
    case 6: return joined("%.*s-%.*s");
    case 7: return recased(joined("%.*s-%.*s"), true, false);
    case 8: return recased(joined("%.*s-%.*s"), true, true);
    case 9: return joined("%.*s.%.*s");
    case 10: return joined("%.*s%.*s");
    case 11: return joined("-%.*s-%.*s-");
    case 12: return arena_printf(arena, "%.*s.", STR_ARG(w));
    case 13: return arena_printf(arena, "%u%.*s", below(2000), STR_ARG(w));
    case 14: return arena_printf(arena, "%u%s", below(2000), below(2) ? "th" : "nd");
    case 15: return arena_printf(arena, "%u-%.*s", below(200), STR_ARG(w));
    case 16: return arena_printf(arena, "%.*s·e·s", STR_ARG(w));
    default: return arena_printf(arena, "%u%c%u", below(100), ",.-:"[below(4)], below(100));
  }
}

static void test_variants(void **state) {
  (void)state;
  complaints = 0;
  for (uint32_t i = 0; i < N_VARIANTS; i++) {
    compare(variant(i % 18));
    if (i % 1000 == 0) calque_arena_reset(arena);
  }
  assert_int_equal(complaints, 0);
}

/* ---- Readings -------------------------------------------------------------------------------- */

static bool is_recorded(word_id id, const struct analysis *a) {
  size_t n;
  const struct reading *r = lexicon_readings(lex, id, &n);
  for (size_t i = 0; i < n; i++)
    if (r[i].morph == a->morph && str_eq(lexicon_name(lex, r[i].lemma), a->lemma)) return true;
  return false;
}

/* The readings of a lower-case word are Hunspell's analyses, all of them and no others. */
static void test_readings_are_the_analyses(void **state) {
  (void)state;
  char lower[MAX_WORD * 3];
  for (uint32_t i = 0; i < N_ANALYSES; i++) {
    calque_str name = any_word();
    word_id id = lexicon_find(lex, name);
    struct analysis *analyses;
    size_t n, n_readings;
    if (utf8_lower_word(name, lower) != name.len || memcmp(lower, name.ptr, name.len) != 0)
      continue;
    n = judge_analyze(french, arena, name, &analyses);
    lexicon_readings(lex, id, &n_readings);
    if (n != n_readings) fail_msg("%.*s: %zu readings, not %zu", STR_ARG(name), n_readings, n);
    for (size_t k = 0; k < n; k++)
      if (!is_recorded(id, &analyses[k])) fail_msg("%.*s: a reading is missing", STR_ARG(name));
    calque_arena_reset(arena);
  }
}

/* ---- Running words --------------------------------------------------------------------------- */

static const char *const corpora[][2] = {
    {"../shared/corpus/news/train.jsonl.gz", "article"},
    {"../shared/corpus/clean/novels.jsonl.gz", "text"},
    {"../shared/corpus/clean/dev_articles.jsonl.gz", "text"},
    {"../shared/corpus/mt/msdocs.jsonl.gz", "text"},
};

static size_t compare_words(calque_arena *texts, struct map *seen, const char *text) {
  const calque_article article = {.text = calque_str_of(text)};
  const calque_doc *doc = text_parse(texts, &article);
  for (uint32_t i = 0; i < doc->n_tokens; i++) {
    calque_str s = token_str(doc, &doc->tokens[i]);
    if (doc->tokens[i].kind != CALQUE_WORD || s.len > MAX_WORD || is_elided(s)) continue;
    if (map_find(seen, s)) continue;
    map_add(seen, arena_copy(seen->arena, s), 0);
    compare(s);
  }
  return doc->n_words;
}

static size_t compare_corpus(struct map *seen, gzFile in, const char *field, size_t max) {
  const size_t size = (size_t)1 << 24;
  char *line = must_alloc(size);
  calque_arena *texts = calque_arena_new();
  size_t n = 0;
  while (n < max && gzgets(in, line, (int)size)) {
    json_t *row = json_loads(line, 0, NULL);
    const char *text = json_string_value(json_object_get(row, field));
    if (text) n += compare_words(texts, seen, text);
    json_decref(row);
    calque_arena_reset(texts);
  }
  calque_arena_free(texts);
  free(line);
  return n;
}

static void test_running_words(void **state) {
  (void)state;
  struct map seen;
  size_t n = 0;
  complaints = 0;
  map_init(&seen, calque_arena_new(), 100000, 0);
  for (size_t i = 0; i < COUNT(corpora); i++) {
    gzFile in = gzopen(corpora[i][0], "rb");
    if (in) n += compare_corpus(&seen, in, corpora[i][1], RUNNING_WORDS - (i ? 0 : 300000));
    if (in) gzclose(in);
  }
  size_t distinct = seen.n;
  calque_arena_free(seen.arena);
  if (!n) {
    print_message("no corpus in ../shared/corpus: running words are not compared\n");
    skip();
  }
  print_message("%zu running words, %zu distinct\n", n, distinct);
  assert_int_equal(complaints, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_variants),
      cmocka_unit_test(test_readings_are_the_analyses),
      cmocka_unit_test(test_running_words),
  };
  const char *dir = getenv("HUNSPELL_DIR");
  calque_error err = {0};
  char message[600];
  arena = calque_arena_new();
  if (!dir) dir = "/usr/share/hunspell";
  lex = calque_lexicon_open(NULL, &err);
  french = judge_open(arena_printf(arena, "%s/fr.aff", dir).ptr,
                      arena_printf(arena, "%s/fr.dic", dir).ptr, &french_probe, &err);
  english = judge_open(arena_printf(arena, "%s/en_US.aff", dir).ptr,
                       arena_printf(arena, "%s/en_US.dic", dir).ptr, &english_probe, &err);
  if (!lex || !french || !english) {
    fprintf(stderr, "test_hunspell: %s\n", error_text(&err, message, sizeof message));
    return 1;
  }
  calque_arena_reset(arena);
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  judge_free(french);
  judge_free(english);
  calque_lexicon_free(lex);
  calque_arena_free(arena);
  return failed;
}
