/* POSIX files. Every message names the file and what the system said. */
#define _GNU_SOURCE
#include "base/file.h"

#include "base/array.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_STEP ((size_t)64 << 10)

static calque_status io_fail(calque_error *err, const char *path, const char *verb) {
  return fail(err, CALQUE_E_IO, path, 0, "cannot %s: %s", verb, strerror(errno));
}

static calque_status read_all(int fd, const char *path, struct buf *out, calque_error *err) {
  for (;;) {
    size_t step = out->max - out->len < READ_STEP ? out->max - out->len + 1 : READ_STEP;
    char *p = buf_room(out, step <= out->max - out->len ? step : out->max - out->len);
    ssize_t n;
    if (!p || out->len == out->max) { /* full: is there one byte more? */
      char extra;
      n = read(fd, &extra, 1);
      if (n == 0) return CALQUE_OK;
      if (n > 0) return fail(err, CALQUE_E_LIMIT, path, 0, "larger than %zu bytes", out->max);
    } else {
      n = read(fd, p, step <= out->max - out->len ? step : out->max - out->len);
      if (n == 0) return CALQUE_OK;
      if (n > 0) out->len += (size_t)n;
    }
    if (n < 0 && errno != EINTR) return io_fail(err, path, "read");
  }
}

calque_status file_read(const char *path, struct buf *out, calque_error *err) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return io_fail(err, path, "open");
  calque_status status = read_all(fd, path, out, err);
  close(fd);
  return status;
}

calque_status file_map(const char *path, calque_str *out, calque_error *err) {
  *out = (calque_str){"", 0};
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return io_fail(err, path, "open");
  struct stat st;
  void *p = NULL;
  calque_status status = CALQUE_OK;
  if (fstat(fd, &st) < 0) status = io_fail(err, path, "stat");
  else if (!S_ISREG(st.st_mode)) status = fail(err, CALQUE_E_IO, path, 0, "not a regular file");
  else if (st.st_size > 0) {
    p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (p == MAP_FAILED) status = io_fail(err, path, "map");
    else *out = (calque_str){p, (size_t)st.st_size};
  }
  close(fd);
  return status;
}

void file_unmap(calque_str mapped) {
  if (mapped.len) munmap((void *)(uintptr_t)mapped.ptr, mapped.len);
}

static bool write_all(int fd, calque_str s) {
  while (s.len) {
    ssize_t n = write(fd, s.ptr, s.len);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    s = str_slice(s, (size_t)n, s.len);
  }
  return true;
}

calque_status file_write(const char *path, calque_str bytes, unsigned mode, calque_error *err) {
  char temp[4096];
  int n = snprintf(temp, sizeof temp, "%s.XXXXXX", path);
  if (n < 0 || (size_t)n >= sizeof temp) return fail(err, CALQUE_E_LIMIT, path, 0, "name too long");
  int fd = mkostemp(temp, O_CLOEXEC);
  if (fd < 0) return io_fail(err, path, "write");
  bool ok = write_all(fd, bytes) && fchmod(fd, (mode_t)mode) == 0 && fsync(fd) == 0;
  ok = close(fd) == 0 && ok;
  if (ok && rename(temp, path) == 0) return CALQUE_OK;
  calque_status status = io_fail(err, path, "write");
  unlink(temp);
  return status;
}

bool file_is_dir(const char *path) {
  struct stat st;
  return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

typedef ARRAY(const char *) path_array;

static calque_status list_into(const char *dir, calque_arena *arena, path_array *out,
                               calque_error *err) {
  DIR *d = opendir(dir);
  if (!d) return io_fail(err, dir, "open");
  calque_status status = CALQUE_OK;
  size_t len = strlen(dir);
  for (struct dirent *e; (e = readdir(d));) {
    if (e->d_name[0] == '.') continue;
    const char *slash = len && dir[len - 1] == '/' ? "" : "/";
    const char *path = arena_printf(arena, "%s%s%s", dir, slash, e->d_name).ptr;
    struct stat st;
    if (lstat(path, &st) < 0) continue; /* gone since readdir */
    if (S_ISDIR(st.st_mode)) {
      calque_status inner = list_into(path, arena, out, err);
      if (!status) status = inner;
    } else if (stat(path, &st) == 0 && S_ISREG(st.st_mode)) {
      ARRAY_PUSH(arena, out, path);
    }
  }
  closedir(d);
  return status;
}

static int by_path(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

calque_status file_list(const char *dir, calque_arena *arena, const char ***paths, size_t *n,
                        calque_error *err) {
  path_array found = {0};
  calque_status status = list_into(dir, arena, &found, err);
  if (found.n) qsort(found.ptr, found.n, sizeof *found.ptr, by_path);
  *paths = found.ptr;
  *n = found.n;
  return status;
}

const char *file_program_dir(calque_arena *arena) {
  char path[4096];
  ssize_t n = readlink("/proc/self/exe", path, sizeof path);
  while (n > 0 && path[n - 1] != '/') n--;
  if (n <= 1) return "/";
  return arena_copy_z(arena, (calque_str){path, (size_t)n - 1});
}

static bool make_dirs(char *path) {
  for (char *p = path + 1; *p; p++) {
    if (*p != '/') continue;
    *p = '\0';
    bool ok = mkdir(path, 0700) == 0 || errno == EEXIST;
    *p = '/';
    if (!ok) return false;
  }
  return true;
}

const char *file_xdg(calque_arena *arena, const char *kind, const char *fallback, const char *name,
                     calque_error *err) {
  const char *base = getenv(arena_printf(arena, "XDG_%s_HOME", kind).ptr);
  const char *home = getenv("HOME");
  char *path;
  if (base && base[0] == '/')
    path = (char *)(uintptr_t)arena_printf(arena, "%s/calque/%s", base, name).ptr;
  else if (home && home[0] == '/')
    path = (char *)(uintptr_t)arena_printf(arena, "%s/%s/calque/%s", home, fallback, name).ptr;
  else {
    fail(err, CALQUE_E_CONFIG, NULL, 0, "neither XDG_%s_HOME nor HOME is set", kind);
    return NULL;
  }
  if (make_dirs(path)) return path;
  fail(err, CALQUE_E_IO, path, 0, "cannot make its folder: %s", strerror(errno));
  return NULL;
}
