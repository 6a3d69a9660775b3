/* Compiling takes seconds, so its result is kept under a name made of everything that went in
 * (paths, sizes and times of the sources, format of the file): it is never stale, and a changed
 * dictionary gets another file. */
#define _GNU_SOURCE
#include "lexicon/choose.h"

#include "base/array.h"
#include "base/file.h"
#include "lexicon/lexicon.h"
#include "lexicon/tables.h"

#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_readable(const char *path) { return access(path, R_OK) == 0; }

/* The first of these places that has `name`: in a work tree, where programs lie at several depths
 * below the root, beside an installation that was moved, and where it was installed. NULL: none. */
static const char *find_beside(calque_arena *arena, const char *name) {
  static const char *const above[] = {"/", "/../", "/../../", "/../../../", "/../share/calque/"};
  const char *program = file_program_dir(arena);
  for (size_t i = 0; i < COUNT(above); i++) {
    const char *path = arena_printf(arena, "%s%s%s", program, above[i], name).ptr;
    if (is_readable(path)) return path;
  }
  const char *installed = arena_printf(arena, CALQUE_DATADIR "/%s", name).ptr;
  return is_readable(installed) ? installed : NULL;
}

static uint64_t mix_file(calque_arena *arena, uint64_t key, const char *path) {
  struct stat st;
  if (stat(path, &st) != 0) return key; /* missing: compiling will say so */
  return str_hash(arena_printf(arena, "%s %jd %jd.%09ld", path, (intmax_t)st.st_size,
                               (intmax_t)st.st_mtim.tv_sec, st.st_mtim.tv_nsec),
                  key);
}

static uint64_t mix_sources(calque_arena *arena, const struct lexicon_sources *s) {
  const char *const files[] = {s->french_aff, s->french_dic, s->english_aff, s->english_dic};
  const char **lists = NULL;
  size_t n = 0;
  uint64_t key = TABLES_VERSION;
  for (size_t i = 0; i < COUNT(files); i++) key = mix_file(arena, key, files[i]);
  if (file_list(s->data_dir, arena, &lists, &n, NULL)) return key;
  for (size_t i = 0; i < n; i++) key = mix_file(arena, key, lists[i]);
  return key;
}

const char *choose_compiled(calque_arena *arena, const char *folder, calque_error *err) {
  const char *lists = find_beside(arena, "dictionaries/frequencies.tsv");
  if (!lists) {
    fail(err, CALQUE_E_CONFIG, CALQUE_DATADIR "/dictionaries", 0,
         "cannot find calque's own word lists");
    return NULL;
  }
  calque_str data = calque_str_of(lists);
  data.len -= strlen("/frequencies.tsv");
  const struct lexicon_sources s = {.french_aff = arena_printf(arena, "%s/fr.aff", folder).ptr,
                                    .french_dic = arena_printf(arena, "%s/fr.dic", folder).ptr,
                                    .english_aff = arena_printf(arena, "%s/en_US.aff", folder).ptr,
                                    .english_dic = arena_printf(arena, "%s/en_US.dic", folder).ptr,
                                    .data_dir = arena_copy_z(arena, data)};
  const char *name = arena_printf(arena, "%016" PRIx64 ".lex", mix_sources(arena, &s)).ptr;
  const char *path = file_xdg(arena, "CACHE", ".cache", name, err);
  if (!path || is_readable(path)) return path;
  return lexicon_compile(&s, path, err) ? NULL : path;
}

const char *choose_lexicon(calque_arena *arena, calque_error *err) {
  const char *named = getenv("CALQUE_LEXICON"), *folder = getenv("CALQUE_DICTIONARIES");
  if (named && named[0]) return arena_copy_z(arena, calque_str_of(named));
  if (folder && folder[0]) return choose_compiled(arena, folder, err);
  const char *found = find_beside(arena, "calque.lex");
  if (!found)
    fail(err, CALQUE_E_CONFIG, "calque.lex", 0,
         "cannot find the lexicon: run make, or name it with CALQUE_LEXICON");
  return found;
}
