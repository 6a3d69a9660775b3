/* The stream of articles: files of every layout and damage, written to a folder of their own. */
#define _GNU_SOURCE
#include "base/array.h"
#include "base/buf.h"
#include "base/file.h"
#include "input/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

static char folder[] = "/tmp/calque-reader-XXXXXX";

static int enter_folder(void **state) {
  (void)state;
  return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  const char **files;
  size_t n;
  file_list(".", arena, &files, &n, NULL);
  for (size_t i = 0; i < n; i++) unlink(files[i]);
  calque_arena_free(arena);
  rmdir("d/inner");
  rmdir("d");
  rmdir("empty");
  return chdir("/") || rmdir(folder);
}

static void put(const char *path, calque_str bytes) {
  assert_int_equal(file_write(path, bytes, 0644, NULL), CALQUE_OK);
}

/* Writes one gzip member; `mode` "wb" or "ab". */
static void put_gzip(const char *path, calque_str bytes, const char *mode) {
  gzFile f = gzopen(path, mode);
  assert_non_null(f);
  assert_int_equal(gzwrite(f, bytes.ptr, (unsigned)bytes.len), bytes.len);
  assert_int_equal(gzclose(f), Z_OK);
}

/* What the inputs give, one line each: "id|title|text" or "!message", with | between lines of
 * text. */
static void read_all(const struct reader_options *options, struct buf *out, size_t *n_read,
                     size_t *n_failed) {
  struct reader *r = reader_open(options);
  calque_arena *arena = calque_arena_new();
  for (;;) {
    calque_article a;
    calque_error err = {0};
    calque_status status = reader_next(r, arena, &a, &err);
    if (status == CALQUE_END) break;
    if (status) {
      char text[600];
      buf_printf(out, "!%s\n", error_text(&err, text, sizeof text));
    } else {
      buf_str(out, a.id);
      buf_char(out, '|');
      buf_str(out, a.title);
      buf_char(out, '|');
      buf_str(out, a.text);
      buf_char(out, '\n');
    }
    calque_arena_reset(arena);
  }
  *n_read = reader_n_read(r);
  *n_failed = reader_n_failed(r);
  calque_arena_free(arena);
  reader_free(r);
}

static const struct {
  const char *why, *name;
  calque_str bytes;
  const char *want; /* %s: the name */
  size_t n_read, n_failed;
} files[] = {
    {"plain text without a title", "a.txt", STR_INIT("Une phrase seule."),
     "a.txt||Une phrase seule.\n", 1, 0},
    {"an empty file", "empty.txt", STR_INIT(""), "empty.txt||\n", 1, 0},
    {"JSON Lines", "b.jsonl",
     STR_INIT("{\"id\":\"1\",\"text\":\"un\"}\n\n  \r\n{\"id\":\"2\",\"text\":\"deux\"}\r\n"),
     "1||un\n2||deux\n", 2, 0},
    {"no line feed at the end", "c.jsonl", STR_INIT("{\"text\":\"un\"}\n{\"text\":\"deux\"}"),
     "c.jsonl:1||un\nc.jsonl:2||deux\n", 2, 0},
    {"a broken line", "d.jsonl",
     STR_INIT("{\"text\":\"un\"}\n{\"text\":\"de\n{\"text\":\"trois\"}\n"),
     "d.jsonl:1||un\n!d.jsonl:2: not valid JSON at column 11: premature end of input\n"
     "d.jsonl:3||trois\n",
     2, 1},
    {"the first line is broken", "e.jsonl", STR_INIT("{\"text\":\"de\n{\"text\":\"trois\"}\n"),
     "!e.jsonl:1: not valid JSON at column 11: premature end of input\ne.jsonl:2||trois\n", 1, 1},
    {"JSON Lines by content, with a mark", "f.dat",
     STR_INIT("\xef\xbb\xbf{\"text\":\"un\"}\n{\"text\":\"deux\"}\n"),
     "f.dat:1||un\nf.dat:2||deux\n", 2, 0},
    {"a JSON array", "g.json",
     STR_INIT("[\n {\"text\":\"un\",\n  \"k\": [1]},\n {\"text\":\"deux\"}\n]\n"),
     "g.json:2||un\ng.json:4||deux\n", 2, 0},
    {"an array on one line", "h.json", STR_INIT("[{\"text\":\"un\"},{\"text\":\"[,]}\"}]"),
     "h.json:1||un\nh.json:1||[,]}\n", 2, 0},
    {"an empty array", "i.json", STR_INIT("[]"), "", 0, 0},
    {"an array that is cut between elements", "j.json", STR_INIT("[{\"text\":\"un\"},"),
     "j.json:1||un\n!j.json:1: the array is not closed: the file may be cut off\n", 1, 1},
    {"an array that is cut in an element", "k.json",
     STR_INIT("[{\"text\":\"un\"},\n{\"text\":\"de"),
     "k.json:1||un\n!k.json:2: the object is not closed: the file may be cut off\n"
     "!k.json:2: the array is not closed: the file may be cut off\n",
     1, 2},
    {"text behind an array", "l.json", STR_INIT("[{\"text\":\"un\"}]\n{\"text\":\"deux\"}"),
     "l.json:1||un\n!l.json:1: text behind the end of the array\n", 1, 1},
    {"an array with one element that is no object", "m.json",
     STR_INIT("[{\"text\":\"un\"}, 7, \"x\", {\"text\":\"deux\"}]"),
     "m.json:1||un\n!m.json:1: not a JSON object\n!m.json:1: not a JSON object\nm.json:1||deux\n",
     2, 2},
    {"an indented object", "n.json", STR_INIT("{\n  \"id\": \"i\",\n  \"text\": \"un\"\n}\n"),
     "i||un\n", 1, 0},
    {"indented objects, the first key on the first line", "o.json",
     STR_INIT("{ \"id\": \"i\",\n  \"text\": \"un\" }\n{ \"id\": \"j\",\n  \"text\": \"deux\" }\n"),
     "i||un\nj||deux\n", 2, 0},
    {"an indented object that is cut", "p.json", STR_INIT("{\n  \"id\": \"i\",\n  \"te"),
     "!p.json:1: the object is not closed: the file may be cut off\n", 0, 1},
    {"an indented object, then rubbish", "q.json",
     STR_INIT("{\n \"text\": \"un\"\n}\n] x\n{\n \"text\": \"deux\"\n}\n"),
     "q.json:1||un\n!q.json:4: not valid JSON at column 1: unexpected token\nq.json:5||deux\n", 2,
     1},
    {"UTF-16", "r.txt", STR_INIT("\xff\xfe\xe9\0t\0\xe9\0.\0"), "r.txt||été.\n", 1, 0},
    {"UTF-16 JSON Lines", "s.jsonl",
     STR_INIT("\xfe\xff\0{\0\"\0t\0e\0x\0t\0\"\0:\0\"\0\xe9\0\"\0}\0\n\0{\0\"\0t\0e\0x\0t\0\"\0:"
              "\0\"\0a\0\"\0}"),
     "s.jsonl:1||é\ns.jsonl:2||a\n", 2, 0},
    {"Windows-1252", "t.txt", STR_INIT("L\x92\xe9t\xe9."), "t.txt||L’été.\n", 1, 0},
    {"a bracket does not make text JSON", "u.txt", STR_INIT("[Note] Du texte."),
     "u.txt||[Note] Du texte.\n", 1, 0},
    {"a PDF", "v.txt", STR_INIT("%PDF-1.4 ..."), "!v.txt: a PDF document, not text\n", 0, 1},
    {"a picture", "w.png", STR_INIT("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
     "!w.png: a PNG picture, not text\n", 0, 1},
    {"binary data", "x.bin", STR_INIT("\1\2\3\4\5\6ab\0\1"), "!x.bin: binary data, not text\n", 0,
     1},
    {"a feed", "y.xml", STR_INIT("<?xml version=\"1.0\"?>\n<!-- x --><rss version=\"2.0\">"),
     "!y.xml:2: the feed is not well-formed XML: no element found (it may be cut off)\n", 0, 1},
    {"a feed of two", "y2.xml",
     STR_INIT("<rss><channel><item><title>Un</title><description>Deux.</description></item>"
              "<item><link>http://a.fr/b</link><description>Trois.</description></item>"
              "</channel></rss>"),
     "y2.xml#entry-1|Un|Deux.\nhttp://a.fr/b||Trois.\n", 2, 0},
    {"a NUL in text", "z.txt", STR_INIT("Avant la coupure.\0Après."), "z.txt||Avant la coupure.", 1,
     0},
};

static void test_files(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(files); i++) {
    put(files[i].name, files[i].bytes);
    struct buf out;
    buf_init(&out, 10000);
    size_t n_read, n_failed;
    struct reader_options options = {.inputs = &files[i].name, .n_inputs = 1};
    read_all(&options, &out, &n_read, &n_failed);
    bool same = strncmp(out.len ? out.ptr : "", files[i].want, strlen(files[i].want)) == 0;
    if (!same || n_read != files[i].n_read || n_failed != files[i].n_failed)
      fail_msg("%s: %zu read, %zu failed:\n%s", files[i].why, n_read, n_failed, out.ptr);
    if (i + 1 < COUNT(files)) assert_int_equal(out.len, strlen(files[i].want));
    else assert_non_null(memmem(out.ptr, out.len, "\0Après.\n", 9)); /* behind the NUL, too */
    buf_free(&out);
    unlink(files[i].name);
  }
}

static void expect(const struct reader_options *options, const char *want, size_t n_read,
                   size_t n_failed) {
  struct buf out;
  buf_init(&out, 100000);
  size_t r, f;
  read_all(options, &out, &r, &f);
  assert_string_equal(out.len ? out.ptr : "", want);
  assert_int_equal(r, n_read);
  assert_int_equal(f, n_failed);
  buf_free(&out);
}

static void test_folders_are_sorted_and_missing_inputs_named(void **state) {
  (void)state;
  mkdir("d", 0755);
  mkdir("d/inner", 0755);
  mkdir("empty", 0755);
  put("d/b.txt", STR("B."));
  put("d/a.txt", STR("A."));
  put("d/.hidden", STR("H."));
  put("d/inner/c.txt", STR("C."));
  put("é.txt", STR("E."));
  const char *const inputs[] = {"missing.txt", "d", "empty", "é.txt"};
  struct reader_options options = {.inputs = inputs, .n_inputs = COUNT(inputs)};
  expect(&options,
         "!missing.txt: cannot open: No such file or directory\nd/a.txt||A.\nd/b.txt||B.\n"
         "d/inner/c.txt||C.\n!empty: the folder holds no files\né.txt||E.\n",
         4, 2);
  unlink("d/.hidden");
}

static void test_progress_counts_bytes_as_stored(void **state) {
  (void)state;
  put("p1.txt", STR("12345"));
  put("p2.txt", STR("1234567"));
  const char *const inputs[] = {"p1.txt", "p2.txt"};
  struct reader_options options = {.inputs = inputs, .n_inputs = 2};
  struct reader *r = reader_open(&options);
  calque_arena *arena = calque_arena_new();
  calque_article a;
  assert_int_equal(reader_bytes_total(r), 12);
  assert_int_equal(reader_bytes_done(r), 0);
  assert_int_equal(reader_next(r, arena, &a, NULL), CALQUE_OK);
  assert_int_equal(reader_bytes_done(r), 5);
  assert_int_equal(reader_next(r, arena, &a, NULL), CALQUE_OK);
  assert_int_equal(reader_next(r, arena, &a, NULL), CALQUE_END);
  assert_int_equal(reader_next(r, arena, &a, NULL), CALQUE_END);
  assert_int_equal(reader_bytes_done(r), 12);
  calque_arena_free(arena);
  reader_free(r);
  struct reader *in = reader_open(&(struct reader_options){0});
  assert_int_equal(reader_bytes_total(in), 0);
  reader_free(in);
}

static void test_gzip_with_several_members(void **state) {
  (void)state;
  put_gzip("m.jsonl.gz", STR("{\"text\":\"un\"}\n{\"te"), "wb");
  put_gzip("m.jsonl.gz", STR("xt\":\"deux\"}\n"), "ab");
  const char *input = "m.jsonl.gz";
  struct reader_options options = {.inputs = &input, .n_inputs = 1};
  expect(&options, "m.jsonl.gz:1||un\nm.jsonl.gz:2||deux\n", 2, 0);
  put_gzip("t.gz", STR("Bonjour."), "wb");
  input = "t.gz";
  expect(&options, "t.gz||Bonjour.\n", 1, 0);
}

/* Whole records before the damage are read; the one it falls in is not shown as if whole. */
static void test_gzip_that_is_cut_or_damaged(void **state) {
  (void)state;
  struct buf lines;
  buf_init(&lines, 1 << 20);
  uint32_t noise = 1;
  for (int i = 0; i < 2000; i++)
    buf_printf(&lines, "{\"id\":\"%d\",\"text\":\"%u\"}\n", i,
               noise = noise * 1664525u + 1013904223u);
  put_gzip("cut.gz", buf_view(&lines), "wb");
  struct buf packed;
  buf_init(&packed, 1 << 20);
  assert_int_equal(file_read("cut.gz", &packed, NULL), CALQUE_OK);
  const char *input = "cut.gz";
  struct reader_options options = {.inputs = &input, .n_inputs = 1};
  for (int damage = 0; damage < 3; damage++) {
    struct buf bytes, out;
    buf_init(&bytes, 1 << 20);
    buf_add(&bytes, packed.ptr, damage == 0 ? packed.len / 2 : packed.len);
    if (damage == 1) memset(bytes.ptr + packed.len / 2, 0xff, 64);
    if (damage == 2) buf_puts(&bytes, "rubbish");
    put("cut.gz", buf_view(&bytes));
    buf_init(&out, 1 << 20);
    size_t n_read, n_failed;
    read_all(&options, &out, &n_read, &n_failed);
    static const char *const messages[] = {
        "!cut.gz: the gzip data is cut off\n", "!cut.gz: the gzip data is damaged\n",
        "!cut.gz: bytes that are not gzip behind the gzip data\n"};
    assert_true(str_ends(buf_view(&out), calque_str_of(messages[damage])));
    assert_true(n_read > 500 && (damage == 2) == (n_read == 2000));
    buf_free(&bytes);
    buf_free(&out);
  }
  options.format = READER_TEXT; /* one text that is cut is lost, not shown in part */
  put("cut.gz", str_slice(buf_view(&packed), 0, packed.len / 2));
  expect(&options, "!cut.gz: the gzip data is cut off\n", 0, 1);
  buf_free(&packed);
  buf_free(&lines);
}

static void test_too_large_is_skipped_and_the_rest_read(void **state) {
  (void)state;
  struct buf b;
  buf_init(&b, 1 << 20);
  buf_puts(&b, "{\"text\":\"un\"}\n{\"text\":\"");
  for (int i = 0; i < 300000; i++) buf_char(&b, 'x');
  buf_puts(&b, "\"}\n{\"text\":\"trois\"}\n");
  put("big.jsonl", buf_view(&b));
  put("big.txt", buf_view(&b));
  const char *const inputs[] = {"big.jsonl", "big.txt", "big.jsonl"};
  struct reader_options options = {.inputs = inputs, .n_inputs = 1, .max_article = 1000};
  expect(&options,
         "big.jsonl:1||un\n"
         "!big.jsonl:2: 300012 bytes, more than the 1000 that an article may have: skipped\n"
         "big.jsonl:3||trois\n",
         2, 1);
  options = (struct reader_options){READER_TEXT, 1000, inputs + 1, 1};
  expect(&options, "!big.txt: more than 1000 bytes, the most an article may have\n", 0, 1);
  for (size_t max = 300010; max <= 300013; max++) { /* at the limit itself */
    struct buf out;
    buf_init(&out, 1 << 20);
    size_t n_read, n_failed;
    options = (struct reader_options){.inputs = inputs, .n_inputs = 1, .max_article = max};
    read_all(&options, &out, &n_read, &n_failed);
    assert_int_equal(n_failed, max < 300012);
    buf_free(&out);
  }
  buf_free(&b);
}

/* 64 MiB of one line in 64 KiB of gzip: memory stays small, the next line is read. */
static void test_gzip_bomb(void **state) {
  (void)state;
  gzFile f = gzopen("bomb.gz", "wb9");
  static char zeros[1 << 20];
  memset(zeros, '0', sizeof zeros);
  gzputs(f, "{\"text\":\"un\"}\n");
  for (int i = 0; i < 64; i++) gzwrite(f, zeros, sizeof zeros);
  gzputs(f, "\n{\"text\":\"trois\"}\n");
  gzclose(f);
  const char *input = "bomb.gz";
  struct reader_options options = {.inputs = &input, .n_inputs = 1, .max_article = 1 << 20};
  expect(&options,
         "bomb.gz:1||un\n"
         "!bomb.gz:2: 67108865 bytes, more than the 1048576 that an article may have: skipped\n"
         "bomb.gz:3||trois\n",
         2, 1);
}

/* A pipe that stays open: the first record comes before the second is written. */
static void test_the_first_result_comes_before_the_last_input(void **state) {
  (void)state;
  int fds[2];
  assert_int_equal(pipe(fds), 0);
  char path[64];
  snprintf(path, sizeof path, "/dev/fd/%d", fds[0]);
  const char *input = path;
  struct reader_options options = {.inputs = &input, .n_inputs = 1};
  struct reader *r = reader_open(&options);
  calque_arena *arena = calque_arena_new();
  calque_article a;
  for (int i = 0; i < 3; i++) {
    assert_int_equal(write(fds[1], "{\"text\":\"un\"}\n", 14), 14);
    assert_int_equal(reader_next(r, arena, &a, NULL), CALQUE_OK);
    assert_true(str_eq(a.text, STR("un")));
  }
  close(fds[1]);
  assert_int_equal(reader_next(r, arena, &a, NULL), CALQUE_END);
  calque_arena_free(arena);
  reader_free(r);
  close(fds[0]);
}

static const struct {
  const char *text, *title;
} titles[] = {
    {"Le maire annonce un plan pour le port\n\nLe maire a annoncé lundi un plan.",
     "Le maire annonce un plan pour le port"},
    {"Le maire annonce un plan\r\n\r\nLe maire a annoncé lundi un plan.\r\n",
     "Le maire annonce un plan"},
    {"Un titre court\nUn paragraphe nettement plus long que son titre, avec un point.",
     "Un titre court"},
    {"\n\n  Où va le port ?  \n\nLe texte.", "Où va le port ?"},
    {"« Nous partons demain »\n\nLe texte.", "« Nous partons demain »"},
    {"Une phrase, avec son point.\n\nUne autre.", ""},
    {"Le maire annonce un plan", ""},
    {"Aller au contenu\nLe maire annonce un plan pour le port\n\nLe texte suit ici.",
     "Le maire annonce un plan pour le port"},
    {"Économie\n\nLe maire annonce un plan\n\nLe texte.", "Le maire annonce un plan"},
    {"Deux mots\n\nLe texte de l'article, qui se termine.", "Deux mots"},
    {"#port #maire #plan\n\nLe texte.", ""},
    {"et la suite du texte sans majuscule\n\nLe texte.", ""},
    {"Liste :\n\nUn, deux.", ""},
    {"", ""},
    {"\n\n", ""},
};

static void test_titles_of_plain_text(void **state) {
  (void)state;
  const char *input = "title.txt";
  struct reader_options options = {READER_TEXT, 0, &input, 1};
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < COUNT(titles); i++) {
    put(input, calque_str_of(titles[i].text));
    struct reader *r = reader_open(&options);
    calque_article a;
    assert_int_equal(reader_next(r, arena, &a, NULL), CALQUE_OK);
    if (!str_eq(a.title, calque_str_of(titles[i].title)))
      fail_msg("row %zu: \"%.*s\"", i, STR_ARG(a.title));
    assert_int_equal(a.title_from_text, a.title.len > 0);
    assert_true(str_eq(a.text, calque_str_of(titles[i].text)));
    reader_free(r);
  }
  calque_arena_free(arena);
}

static void test_names_of_formats(void **state) {
  (void)state;
  enum reader_format f;
  assert_true(reader_format_by_name(STR("jsonl"), &f) && f == READER_JSONL);
  assert_true(reader_format_by_name(STR("auto"), &f) && f == READER_AUTO);
  assert_true(reader_format_by_name(STR("feed"), &f) && f == READER_FEED);
  assert_false(reader_format_by_name(STR("rss"), &f));
  assert_false(reader_format_by_name(STR(""), &f));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_files),
      cmocka_unit_test(test_folders_are_sorted_and_missing_inputs_named),
      cmocka_unit_test(test_progress_counts_bytes_as_stored),
      cmocka_unit_test(test_gzip_with_several_members),
      cmocka_unit_test(test_gzip_that_is_cut_or_damaged),
      cmocka_unit_test(test_too_large_is_skipped_and_the_rest_read),
      cmocka_unit_test(test_gzip_bomb),
      cmocka_unit_test(test_the_first_result_comes_before_the_last_input),
      cmocka_unit_test(test_titles_of_plain_text),
      cmocka_unit_test(test_names_of_formats),
  };
  return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
