/* Makes a fuzz target an ordinary test: without arguments it runs every file of
 * tests/fuzz/corpus/<name>/ (from the root of the repository) and then, for a second of processor
 * time, mutations of them that are the same in every run. With arguments it runs those files: so a
 * crash that a fuzzer found is replayed. Compiled with -DFUZZER -fsanitize=fuzzer, libFuzzer's own
 * main takes its place:
 *
 *   clang -DFUZZER -fsanitize=fuzzer,address -Isrc -Itests/fuzz tests/fuzz/fuzz_jsonl.c ... */
#ifndef REPLAY_H
#define REPLAY_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#ifndef FUZZER
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define REPLAY_SECONDS       1
#define REPLAY_MAX_MUTATIONS 20000
#define REPLAY_MAX_FILES     1000
#define REPLAY_MAX_BYTES     (1 << 20) /* of one input */

struct replay_file {
  uint8_t *data;
  size_t size;
};

/* A copy of exactly this size, so that AddressSanitizer sees a read beyond it. */
static inline void replay_run(const uint8_t *data, size_t size) {
  uint8_t *copy = malloc(size ? size : 1);
  if (!copy) abort();
  memcpy(copy, data, size);
  LLVMFuzzerTestOneInput(copy, size);
  free(copy);
}

static inline struct replay_file replay_load(const char *path) {
  struct replay_file f = {malloc(REPLAY_MAX_BYTES), 0};
  FILE *in = fopen(path, "rb");
  if (!in || !f.data) {
    fprintf(stderr, "cannot open '%s'\n", path);
    exit(1);
  }
  f.size = fread(f.data, 1, REPLAY_MAX_BYTES, in);
  fclose(in);
  return f;
}

static inline uint32_t replay_random(uint32_t below) {
  static uint64_t state = 0x9e3779b97f4a7c15u;
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return below ? (uint32_t)((state >> 32) % below) : 0;
}

/* Takes `cut` bytes out at `at` and puts `n` bytes of `with` there. */
static inline void replay_splice(struct replay_file *f, size_t at, size_t cut, const uint8_t *with,
                                 size_t n) {
  if (f->size - cut + n > REPLAY_MAX_BYTES) return;
  memmove(f->data + at + n, f->data + at + cut, f->size - at - cut);
  memcpy(f->data + at, with, n);
  f->size = f->size - cut + n;
}

/* One change: a byte, a run taken out, a run doubled many times, or a piece of another file. */
static inline void replay_mutate(struct replay_file *f, const struct replay_file *other) {
  static const uint8_t bytes[] = "\0\xff\xc3\xe2\xf0\x80\"\\{}[]<>&=/! \n\t0a-";
  size_t at = replay_random((uint32_t)f->size), left = f->size - at;
  uint8_t piece[256];
  switch (replay_random(5)) {
    case 0:
      if (left) f->data[at] = (uint8_t)replay_random(256);
      break;
    case 1: replay_splice(f, at, 0, bytes + replay_random(sizeof bytes - 1), 1); break;
    case 2: replay_splice(f, at, replay_random((uint32_t)left), bytes, 0); break;
    case 3: {
      size_t n = left < sizeof piece ? left : 1 + replay_random(sizeof piece - 1);
      memcpy(piece, f->data + at, n);
      for (uint32_t i = replay_random(64) + 1; i; i--) replay_splice(f, at, 0, piece, n);
      break;
    }
    default: {
      size_t from = replay_random((uint32_t)other->size), n = other->size - from;
      if (n > 4096) n = 4096;
      replay_splice(f, at, 0, other->data + from, n);
    }
  }
}

static inline size_t replay_mutations(const struct replay_file *files, size_t n_files) {
  clock_t end = clock() + REPLAY_SECONDS * CLOCKS_PER_SEC;
  struct replay_file f = {malloc(REPLAY_MAX_BYTES), 0};
  size_t done = 0;
  for (; done < REPLAY_MAX_MUTATIONS && clock() < end; done++) {
    const struct replay_file *from = &files[replay_random((uint32_t)n_files)];
    memcpy(f.data, from->data, f.size = from->size);
    for (uint32_t i = replay_random(6) + 1; i; i--)
      replay_mutate(&f, &files[replay_random((uint32_t)n_files)]);
    replay_run(f.data, f.size);
  }
  free(f.data);
  return done;
}

static int replay_by_name(const void *a, const void *b) { return strcmp(a, b); }

/* The files of the corpus in order of their names. */
static inline size_t replay_corpus(const char *name, struct replay_file *files) {
  static char names[REPLAY_MAX_FILES][256];
  char dir[256], path[600];
  snprintf(dir, sizeof dir, "tests/fuzz/corpus/%s", name);
  DIR *d = opendir(dir);
  size_t n = 0;
  for (struct dirent *e; d && (e = readdir(d)) && n < REPLAY_MAX_FILES;)
    if (e->d_name[0] != '.') snprintf(names[n++], sizeof *names, "%s", e->d_name);
  if (d) closedir(d);
  qsort(names, n, sizeof *names, replay_by_name);
  for (size_t i = 0; i < n; i++) {
    snprintf(path, sizeof path, "%.255s/%.255s", dir, names[i]);
    files[i] = replay_load(path);
  }
  return n;
}

int main(int argc, char **argv) {
  static struct replay_file files[REPLAY_MAX_FILES];
  const char *slash = strrchr(argv[0], '/'), *name = slash ? slash + 1 : argv[0];
  if (strncmp(name, "fuzz_", 5) == 0) name += 5;
  size_t n_files = 0, n_inputs = 0;
  for (int i = 1; i < argc && n_files < REPLAY_MAX_FILES; i++)
    files[n_files++] = replay_load(argv[i]);
  if (argc < 2) n_files = replay_corpus(name, files);
  for (size_t i = 0; i < n_files; i++, n_inputs++) replay_run(files[i].data, files[i].size);
  if (argc < 2 && n_files) n_inputs += replay_mutations(files, n_files);
  for (size_t i = 0; i < n_files; i++) free(files[i].data);
  printf("%s: %zu inputs\n", name, n_inputs);
  return n_files ? 0 : 1;
}
#endif
#endif
