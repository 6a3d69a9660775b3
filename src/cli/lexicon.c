/* Compiling takes a second, so its result is kept under a name made of everything that went in: a
 * changed dictionary gets another file, and nothing has to be compared. */
#define _GNU_SOURCE
#include "cli/lexicon.h"

#include "base/file.h"
#include "lexicon/lexicon.h"

#include <sys/stat.h>
#include <unistd.h>

/* Size and time of a file, mixed into a hash. A missing one changes nothing; compiling will say. */
static uint64_t mix_file(uint64_t hash, const char *path) {
  struct stat st;
  if (stat(path, &st) != 0) return hash;
  int64_t facts[] = {(int64_t)st.st_size, (int64_t)st.st_mtim.tv_sec, (int64_t)st.st_mtim.tv_nsec,
                     (int64_t)st.st_ino};
  hash = str_hash(calque_str_of(path), hash);
  return str_hash((calque_str){(const char *)facts, sizeof facts}, hash);
}

static uint64_t mix_sources(const struct lexicon_sources *sources, calque_arena *arena) {
  const char *const files[] = {sources->french_aff, sources->french_dic, sources->english_aff,
                               sources->english_dic};
  uint64_t hash = str_hash(STR(CALQUE_VERSION), 0);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) hash = mix_file(hash, files[i]);
  const char **lists = NULL;
  size_t n = 0;
  if (file_list(sources->data_dir, arena, &lists, &n, NULL)) return hash;
  for (size_t i = 0; i < n; i++) hash = mix_file(hash, lists[i]);
  return hash;
}

/* Our own word lists: in the work tree, beside an installation that was moved, or installed. */
static const char *find_lists(calque_arena *arena) {
  const char *program = file_program_dir(arena);
  static const char *const beside[] = {"../dictionaries", "../../dictionaries",
                                       "../share/calque/dictionaries"};
  for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
    const char *path = arena_printf(arena, "%s/%s", program, beside[i]).ptr;
    if (file_is_dir(path)) return path;
  }
  return CALQUE_DATADIR "/dictionaries";
}

static calque_lexicon *open_compiled(const char *dir, calque_error *err) {
  calque_arena *arena = calque_arena_new();
  struct lexicon_sources sources = {
      .french_aff = arena_printf(arena, "%s/fr.aff", dir).ptr,
      .french_dic = arena_printf(arena, "%s/fr.dic", dir).ptr,
      .english_aff = arena_printf(arena, "%s/en_US.aff", dir).ptr,
      .english_dic = arena_printf(arena, "%s/en_US.dic", dir).ptr,
      .data_dir = find_lists(arena),
  };
  unsigned long long hash = mix_sources(&sources, arena);
  const char *name = arena_printf(arena, "%016llx.lex", hash).ptr;
  const char *path = file_xdg(arena, "CACHE", ".cache", name, err);
  calque_status status = path ? CALQUE_OK : CALQUE_E_CONFIG;
  if (path && access(path, R_OK) != 0) status = lexicon_compile(&sources, path, err);
  calque_lexicon *lex = status ? NULL : calque_lexicon_open(path, err);
  calque_arena_free(arena);
  return lex;
}

calque_lexicon *lexicon_of_options(const struct options *options, calque_error *err) {
  if (options->dictionaries) return open_compiled(options->dictionaries, err);
  return calque_lexicon_open(options->lexicon, err);
}
