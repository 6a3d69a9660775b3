/* The compiled file and its sources when something is wrong with them: a clear error, no crash. */
#define _GNU_SOURCE
#include "base/array.h"
#include "base/error.h"
#include "base/file.h"
#include "lexicon/lexicon.h"
#include "lexicon/tables.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static calque_arena *arena;
static const char *dir;

static const char *in_dir(const char *name) { return arena_printf(arena, "%s/%s", dir, name).ptr; }

/* file_write would wait for the disk a thousand times. */
static const char *dump(const char *name, calque_str bytes) {
  const char *path = in_dir(name);
  unlink(path);
  FILE *out = fopen(path, "wb");
  assert_non_null(out);
  assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, out), bytes.len);
  assert_int_equal(fclose(out), 0);
  return path;
}

static const char *written(const char *name, const char *content) {
  return dump(name, calque_str_of(content));
}

/* ---- A little lexicon ------------------------------------------------------------------------ */

static const char french_aff[] =
    "SET UTF-8\nFLAG long\nICONV 1\nICONV ’ '\nBREAK 1\nBREAK -\n"
    "SFX S. Y 2\nSFX S. 0 0/D' . is:sg\nSFX S. 0 s . is:pl\nPFX D' Y 1\nPFX D' 0 d' .\n";
static const char french_dic[] =
    "7\nmaison/S. po:nom is:fem\nétait po:v0 po:iimp po:3sg st:être\naujourd'hui po:adv\n"
    "peut-être po:adv\nle po:mg po:det\nétat/S. po:nom is:mas\nde po:prep\n";
static const char english_aff[] = "SET UTF-8\nSFX S Y 1\nSFX S 0 s .\n";
static const char english_dic[] = "5\nhouse/S\nwere\nthoughtful\nchildren\nstate/S\n";

static const char *const lists[][2] = {
    {"frequencies.tsv", "word\tfrench\tenglish\tnews\tidf\nmaison\t90\t0\t80\t70\n"},
    {"stopwords.tsv", "word\tkind\texample\nle\tarticle\tle pont\n"},
    {"english_function_words.tsv", "word\tfrench\texample\nthe\tno\tthe end\n"},
    {"anglicisms.tsv", "word\tforms\tnote\texample\nsprint\tsprints\tsport\tun sprint final\n"},
    {"elisions.tsv", "elided\tfull\texample\nl'\tle\tl’état\n"},
    {"aspirated.tsv", "start\tkind\texample\nhé\tmute\tl’hélice\n"},
};

/* What other sections are compiled from stands as it is: links, set or only taken away. */
static void link_other_lists(bool set) {
  const char **paths;
  size_t n;
  assert_int_equal(file_list("dictionaries", arena, &paths, &n, NULL), CALQUE_OK);
  for (size_t i = 0; i < n; i++) {
    calque_str rest = calque_str_of(paths[i]), folder = str_cut(&rest, '/'),
               name = str_cut(&rest, '/');
    const char *entry = arena_printf(arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name)).ptr;
    const char *target = in_dir(arena_copy_z(arena, name));
    unlink(target);
    if (set) assert_int_equal(symlink(realpath(entry, arena_alloc(arena, PATH_MAX)), target), 0);
  }
}

/* The sources above in `dir`; a test then spoils one. */
static struct lexicon_sources write_sources(void) {
  link_other_lists(true);
  for (size_t i = 0; i < COUNT(lists); i++) written(lists[i][0], lists[i][1]);
  return (struct lexicon_sources){written("fr.aff", french_aff), written("fr.dic", french_dic),
                                  written("en.aff", english_aff), written("en.dic", english_dic),
                                  dir};
}

static calque_status compile(const struct lexicon_sources *sources, calque_error *err) {
  *err = (calque_error){0};
  return lexicon_compile(sources, in_dir("out.lex"), err);
}

static void test_a_little_lexicon(void **state) {
  (void)state;
  struct lexicon_sources sources = write_sources();
  calque_error err;
  assert_int_equal(compile(&sources, &err), CALQUE_OK);
  calque_lexicon *lex = calque_lexicon_open(in_dir("out.lex"), &err);
  assert_non_null(lex);
  const struct word *w = lexicon_word(lex, lexicon_find(lex, STR("maisons")));
  assert_true(w->morph == (M_NOUN | M_FEM | M_PLUR));
  assert_int_equal(w->flags & 0xffu, WORD_FRENCH);
  assert_true(str_eq(lexicon_name(lex, w->lemma), STR("maison")));
  w = lexicon_word(lex, lexicon_find(lex, STR("etat")));
  assert_int_equal(w->flags & 0xffu, 0);
  assert_true(lexicon_spells_french(lex, STR("MAISON-ÉTAT")));
  assert_true(lexicon_spells_french(lex, STR("l’état")));
  assert_false(lexicon_spells_french(lex, STR("state")));
  assert_true(lexicon_spells_english(lex, STR("States")));
  assert_int_equal(lexicon_word(lex, lexicon_find(lex, STR("états")))->flags & 0xffu,
                   WORD_FRENCH | WORD_ELIDES);
  calque_lexicon_free(lex);
}

static void test_same_sources_same_bytes(void **state) {
  (void)state;
  struct lexicon_sources sources = write_sources();
  calque_error err;
  struct buf once, again;
  buf_init(&once, TABLES_MAX_FILE);
  buf_init(&again, TABLES_MAX_FILE);
  assert_int_equal(compile(&sources, &err), CALQUE_OK);
  assert_int_equal(file_read(in_dir("out.lex"), &once, &err), CALQUE_OK);
  assert_int_equal(compile(&sources, &err), CALQUE_OK);
  assert_int_equal(file_read(in_dir("out.lex"), &again, &err), CALQUE_OK);
  assert_true(str_eq(buf_view(&once), buf_view(&again)));
  assert_true(tables_intact(buf_view(&once)));
  buf_free(&once);
  buf_free(&again);
}

/* ---- Spoiled sources ------------------------------------------------------------------------- */

static const struct {
  const char *file, *content; /* NULL: the file is missing */
  const char *message;
} spoiled_rows[] = {
    {"fr.dic", NULL, "fr.dic: cannot open: No such file or directory"},
    {"fr.dic", "", "fr.dic: the dictionary is empty"},
    {"fr.aff", NULL, "fr.aff: cannot open: No such file or directory"},
    {"fr.aff", "", "fr.aff: the dictionary is empty"},
    {"fr.aff", "rien\n", "fr.aff: not a Hunspell affix file: no SET"},
    {"fr.aff", "SET ISO8859-1\n", "fr.aff:1: only dictionaries in UTF-8 can be used"},
    {"fr.aff", "SET UTF-8\nSFX A 0 s .\n", "fr.aff:2: an affix rule before its header"},
    {"fr.aff", "SET UTF-8\nSFX A\n", "fr.aff:2: an affix rule of too few columns"},
    {"fr.aff", "SET UTF-8\nCOMPOUNDFLAG A\n",
     "fr.aff:2: dictionaries that compound words cannot be used"},
    {"fr.aff", "SET UTF-8\nFLAG num\n", "fr.aff:2: flags of style 'num' are not known"},
    {"fr.dic", "maison\n",
     "fr.dic:1: not a Hunspell dictionary: its first line is no number of words"},
    {"fr.dic", "2\nmaison\nt\xe9l\xe9\n", "fr.dic:3: the dictionary is not valid UTF-8"},
    {"fr.dic", "1\nmaison\n", "fr.dic: the dictionary does not know 'était'"},
    {"en.dic", "1\nhouse\n", "en.dic: the dictionary does not know 'were'"},
    {"fr.dic", "5\nmaison\nétait\naujourd'hui\npeut-être\nxqzt\n",
     "fr.dic: the dictionary accepts 'xqzt'"},
    {"frequencies.tsv", NULL, "frequencies.tsv: cannot open: No such file or directory"},
    {"frequencies.tsv", "word\tfrench\n", "frequencies.tsv:1: the columns are not those expected"},
    {"frequencies.tsv", "word\tfrench\tenglish\tnews\tidf\nmaison\t1\t2\n",
     "frequencies.tsv:2: expected 5 columns"},
    {"frequencies.tsv", "word\tfrench\tenglish\tnews\tidf\nmaison\t1\t2\t256\t4\n",
     "frequencies.tsv:2: '256' is no number from 0 to 255"},
    {"aspirated.tsv", "start\tkind\texample\nhi\tmuette\tl’hiver\n",
     "aspirated.tsv:2: a start is mute or aspirated"},
};

static void test_spoiled_sources_are_refused(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(spoiled_rows); i++) {
    struct lexicon_sources sources = write_sources();
    calque_error err;
    char message[600];
    unlink(in_dir("out.lex"));
    if (spoiled_rows[i].content) written(spoiled_rows[i].file, spoiled_rows[i].content);
    else unlink(in_dir(spoiled_rows[i].file));
    assert_int_not_equal(compile(&sources, &err), CALQUE_OK);
    const char *expected = arena_printf(arena, "%s/%s", dir, spoiled_rows[i].message).ptr;
    assert_string_equal(error_text(&err, message, sizeof message), expected);
    assert_int_not_equal(access(in_dir("out.lex"), F_OK), 0);
  }
}

static void test_unwritable_target(void **state) {
  (void)state;
  struct lexicon_sources sources = write_sources();
  calque_error err = {0};
  assert_int_equal(lexicon_compile(&sources, in_dir("no/such/out.lex"), &err), CALQUE_E_IO);
}

/* ---- A spoiled lexicon ----------------------------------------------------------------------- */

static const char *spoiled_copy(calque_str file, size_t len, size_t at, char with) {
  char *copy = arena_alloc(arena, len + 1);
  memcpy(copy, file.ptr, len < file.len ? len : file.len);
  if (at < len) copy[at] = with;
  return dump("spoiled.lex", (calque_str){copy, len});
}

static void refuse(const char *path, const char *what) {
  calque_error err = {0};
  calque_lexicon *lex = calque_lexicon_open(path, &err);
  if (lex) fail_msg("%s is accepted", what);
  assert_int_not_equal(err.status, CALQUE_OK);
  assert_non_null(strstr(err.where, "spoiled.lex"));
  assert_true(err.text[0] != '\0');
}

static void test_damaged_headers_are_refused(void **state) {
  (void)state;
  struct lexicon_sources sources = write_sources();
  calque_error err;
  struct buf file;
  buf_init(&file, TABLES_MAX_FILE);
  assert_int_equal(compile(&sources, &err), CALQUE_OK);
  assert_int_equal(file_read(in_dir("out.lex"), &file, &err), CALQUE_OK);
  calque_str whole = buf_view(&file);
  struct tables_header header;
  memcpy(&header, whole.ptr, sizeof header);
  size_t head = sizeof header + header.n_sections * sizeof(struct tables_section);
  for (size_t i = 0; i < head; i++)
    refuse(spoiled_copy(whole, whole.len, i, (char)(whole.ptr[i] ^ 0x21)),
           arena_printf(arena, "a header with byte %zu flipped", i).ptr);
  for (size_t len = 0; len < whole.len; len = len * 2 + 1)
    refuse(spoiled_copy(whole, len, SIZE_MAX, 0), "a cut file");
  refuse(spoiled_copy(whole, whole.len - 1, SIZE_MAX, 0), "a file without its last byte");
  refuse(spoiled_copy(whole, whole.len + 1, whole.len, 'x'), "a file with a byte more");
  buf_free(&file);
}

/* Bytes flipped behind the header are not noticed at once; look-ups must survive them. */
static void test_damaged_tables_do_no_harm(void **state) {
  (void)state;
  struct lexicon_sources sources = write_sources();
  calque_error err;
  struct buf file;
  buf_init(&file, TABLES_MAX_FILE);
  assert_int_equal(compile(&sources, &err), CALQUE_OK);
  assert_int_equal(file_read(in_dir("out.lex"), &file, &err), CALQUE_OK);
  uint64_t random = 1;
  struct tables_header header;
  memcpy(&header, file.ptr, sizeof header);
  size_t head = sizeof header + header.n_sections * sizeof(struct tables_section);
  for (size_t round = 0; round < 100; round++) {
    for (size_t i = head; i < file.len; i++) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      if (random >> 59 == 0) file.ptr[i] = (char)(random >> 40);
    }
    const char *path = dump("spoiled.lex", buf_view(&file));
    assert_false(tables_intact(buf_view(&file)));
    calque_lexicon *lex = calque_lexicon_open(path, NULL);
    if (!lex) continue;
    for (word_id id = 0; id < lexicon_size(lex) + 2; id++) {
      size_t n;
      lexicon_find(lex, lexicon_name(lex, id));
      const struct reading *r = lexicon_readings(lex, id, &n);
      for (size_t i = 0; i < n; i++) lexicon_name(lex, r[i].lemma);
    }
    lexicon_spells_french(lex, STR("Maisons-état"));
    lexicon_spells_english(lex, STR("STATE’s"));
    calque_article article = {.text = STR("L’état de la maison, peut-être aujourd’hui : dit-il.")};
    const calque_doc *doc = calque_doc_parse(arena, lex, &article);
    for (uint32_t i = 0; i < doc->n_tokens; i++) {
      assert_true(doc->tokens[i].exact < lexicon_size(lex));
      assert_true(doc->tokens[i].lower < lexicon_size(lex));
    }
    calque_lexicon_free(lex);
  }
  buf_free(&file);
}

static void test_foreign_files_are_refused(void **state) {
  (void)state;
  static const char *const contents[] = {"", "x", "calquelx", "PK\3\4 and so on and so forth"};
  for (size_t i = 0; i < COUNT(contents); i++) refuse(written("spoiled.lex", contents[i]), "that");
  unlink(in_dir("spoiled.lex"));
  refuse(in_dir("spoiled.lex"), "a missing file");
  calque_error err = {0};
  assert_null(calque_lexicon_open(dir, &err));
  assert_int_equal(err.status, CALQUE_E_IO);
}

/* ---- Dictionaries of the user ---------------------------------------------------------------- */

static void test_user_dictionaries_are_compiled_once(void **state) {
  (void)state;
  write_sources();
  assert_int_equal(rename(in_dir("en.aff"), in_dir("en_US.aff")), 0);
  assert_int_equal(rename(in_dir("en.dic"), in_dir("en_US.dic")), 0);
  calque_error err = {0};
  char message[600];
  setenv("XDG_CACHE_HOME", in_dir("cache"), 1);
  setenv("CALQUE_DICTIONARIES", dir, 1);
  const char *named = getenv("CALQUE_LEXICON");
  named = named ? arena_copy_z(arena, calque_str_of(named)) : NULL;
  unsetenv("CALQUE_LEXICON");
  calque_lexicon *lex = calque_lexicon_open(NULL, &err);
  if (!lex) fail_msg("%s", error_text(&err, message, sizeof message));
  assert_true(lexicon_find(lex, STR("maisons")) && !lexicon_find(lex, STR("chaumières")));
  calque_lexicon_free(lex);
  const char **paths;
  size_t n;
  assert_int_equal(file_list(in_dir("cache"), arena, &paths, &n, NULL), CALQUE_OK);
  assert_int_equal(n, 1);
  assert_int_equal(unlink(in_dir("fr.dic")), 0); /* now the key differs and the source is missing */
  assert_null(calque_lexicon_open(NULL, &err));
  unsetenv("CALQUE_DICTIONARIES");
  if (named) setenv("CALQUE_LEXICON", named, 1);
}

static void remove_all(void) {
  const char **paths;
  size_t n;
  link_other_lists(false);
  if (file_list(dir, arena, &paths, &n, NULL)) return;
  for (size_t i = 0; i < n; i++) unlink(paths[i]);
  rmdir(in_dir("cache/calque"));
  rmdir(in_dir("cache"));
  rmdir(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_a_little_lexicon),
      cmocka_unit_test(test_same_sources_same_bytes),
      cmocka_unit_test(test_spoiled_sources_are_refused),
      cmocka_unit_test(test_unwritable_target),
      cmocka_unit_test(test_damaged_headers_are_refused),
      cmocka_unit_test(test_damaged_tables_do_no_harm),
      cmocka_unit_test(test_foreign_files_are_refused),
      cmocka_unit_test(test_user_dictionaries_are_compiled_once),
  };
  char name[] = "/tmp/calque-lexicon-XXXXXX";
  dir = mkdtemp(name);
  if (!dir) return 1;
  arena = calque_arena_new();
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  remove_all();
  calque_arena_free(arena);
  return failed;
}
