/* Reading whole files under a limit, mapping tables, writing so that no half file is ever seen. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

/* Appends the whole file to out; CALQUE_E_LIMIT when it holds more than out->max. */
calque_status file_read(const char *path, struct buf *out, calque_error *err);

/* Maps a file read-only. *out is empty for an empty file. Unmap with file_unmap. */
calque_status file_map(const char *path, calque_str *out, calque_error *err);
void file_unmap(calque_str mapped);

/* Writes to a temporary name beside `path`, flushes it to disk, then renames. On failure `path`
 * is as it was. `mode` are permission bits, e.g. 0644. */
calque_status file_write(const char *path, calque_str bytes, unsigned mode, calque_error *err);

/* The regular files below `dir`, recursively, in byte order of their paths. Hidden ones and links
 * to directories are left out. Paths live in the arena. A directory below that cannot be opened is
 * an error, and the others are listed all the same. */
calque_status file_list(const char *dir, calque_arena *arena, const char ***paths, size_t *n,
                        calque_error *err);

bool file_is_dir(const char *path);

/* "/usr/bin/calque" -> "/usr/bin": the folder of the running program, in the arena. */
const char *file_program_dir(calque_arena *arena);

/* $XDG_<kind>_HOME/calque/name, else ~/<fallback>/calque/name; folders are made. `kind` is CACHE,
 * DATA or CONFIG. NULL (and an error) when there is no home. */
const char *file_xdg(calque_arena *arena, const char *kind, const char *fallback, const char *name,
                     calque_error *err);

#endif
