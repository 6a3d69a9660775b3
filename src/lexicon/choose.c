/* Looking for the lexicon, and compiling a user's own dictionaries. A cached lexicon is named after
 * everything it depends on (paths, sizes and times of its sources, format of the file), so it is
 * never stale; an old one is simply not looked at again. */
#define _GNU_SOURCE
#include "lexicon/choose.h"

#include "base/file.h"
#include "lexicon/lexicon.h"
#include "lexicon/tables.h"

#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const data_files[] = {"frequencies.tsv", "stopwords.tsv",
                                         "english_function_words.tsv", "anglicisms.tsv",
                                         "elisions.tsv"};

static bool is_readable(const char *path) { return access(path, R_OK) == 0; }

/* The folder of the project's own lists: beside a program in build/, or installed. */
static const char *data_folder(calque_arena *arena, calque_error *err) {
  const char *const places[] = {
      arena_printf(arena, "%s/../dictionaries", file_program_dir(arena)).ptr,
      arena_printf(arena, "%s/../../dictionaries", file_program_dir(arena)).ptr,
      CALQUE_DATADIR "/dictionaries"};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++)
    if (is_readable(arena_printf(arena, "%s/%s", places[i], data_files[0]).ptr)) return places[i];
  fail(err, CALQUE_E_CONFIG, "CALQUE_DICTIONARIES", 0,
       "cannot find calque's own word lists (" CALQUE_DATADIR "/dictionaries)");
  return NULL;
}

static uint64_t mix_file(calque_arena *arena, uint64_t key, const char *path) {
  struct stat st = {0};
  if (stat(path, &st) != 0) return key;
  return str_hash(arena_printf(arena, "%s %jd %jd.%09ld", path, (intmax_t)st.st_size,
                               (intmax_t)st.st_mtim.tv_sec, st.st_mtim.tv_nsec),
                  key);
}

static const char *cached_lexicon(calque_arena *arena, const char *folder, calque_error *err) {
  const char *data = data_folder(arena, err);
  if (!data) return NULL;
  const struct lexicon_sources s = {arena_printf(arena, "%s/fr.aff", folder).ptr,
                                    arena_printf(arena, "%s/fr.dic", folder).ptr,
                                    arena_printf(arena, "%s/en_US.aff", folder).ptr,
                                    arena_printf(arena, "%s/en_US.dic", folder).ptr, data};
  uint64_t key = TABLES_VERSION;
  const char *const sources[] = {s.french_aff, s.french_dic, s.english_aff, s.english_dic};
  for (size_t i = 0; i < 4; i++) key = mix_file(arena, key, sources[i]);
  for (size_t i = 0; i < sizeof data_files / sizeof *data_files; i++)
    key = mix_file(arena, key, arena_printf(arena, "%s/%s", data, data_files[i]).ptr);
  const char *name = arena_printf(arena, "%016" PRIx64 ".lex", key).ptr;
  const char *path = file_xdg(arena, "CACHE", ".cache", name, err);
  if (!path || is_readable(path)) return path;
  return lexicon_compile(&s, path, err) ? NULL : path;
}

const char *choose_lexicon(calque_arena *arena, calque_error *err) {
  const char *named = getenv("CALQUE_LEXICON"), *folder = getenv("CALQUE_DICTIONARIES");
  if (named && named[0]) return arena_copy_z(arena, calque_str_of(named));
  if (folder && folder[0]) return cached_lexicon(arena, folder, err);
  const char *beside = arena_printf(arena, "%s/calque.lex", file_program_dir(arena)).ptr;
  if (is_readable(beside)) return beside;
  beside = arena_printf(arena, "%s/../calque.lex", file_program_dir(arena)).ptr;
  if (is_readable(beside)) return beside;
  if (is_readable(CALQUE_DATADIR "/calque.lex")) return CALQUE_DATADIR "/calque.lex";
  fail(err, CALQUE_E_CONFIG, beside, 0,
       "cannot find the lexicon: run make, or name it with CALQUE_LEXICON");
  return NULL;
}
