/* A list of chunks that double in size. Reset keeps the largest, so a worker that has seen one
 * long article allocates no more. */
#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define FIRST_CHUNK ((size_t)64 << 10)
#define KEEP_CHUNK  ((size_t)32 << 20) /* larger chunks go back to the system at reset */

struct chunk {
  struct chunk *before;
  size_t size, used; /* bytes of data[] */
  alignas(max_align_t) char data[];
};

struct calque_arena {
  struct chunk *top;
  size_t used; /* in the chunks below the top */
};

void *must_alloc(size_t size) {
  void *p = malloc(size ? size : 1);
  if (!p) {
    fprintf(stderr, "calque: out of memory (%zu bytes)\n", size);
    abort();
  }
  return p;
}

void *must_realloc(void *old, size_t size) {
  void *p = realloc(old, size ? size : 1);
  if (!p) {
    fprintf(stderr, "calque: out of memory (%zu bytes)\n", size);
    abort();
  }
  return p;
}

static struct chunk *chunk_new(struct chunk *before, size_t size) {
  struct chunk *c = must_alloc(sizeof *c + size);
  c->before = before;
  c->size = size;
  c->used = 0;
  return c;
}

calque_arena *calque_arena_new(void) {
  calque_arena *a = must_alloc(sizeof *a);
  a->top = chunk_new(NULL, FIRST_CHUNK);
  a->used = 0;
  return a;
}

/* The newest chunk is the largest, for each is twice the one before. */
void calque_arena_reset(calque_arena *a) {
  struct chunk *keep = a->top;
  while (keep->before && keep->size > KEEP_CHUNK) {
    struct chunk *before = keep->before;
    free(keep);
    keep = before;
  }
  for (struct chunk *c = keep->before, *before; c; c = before) {
    before = c->before;
    free(c);
  }
  keep->before = NULL;
  keep->used = 0;
  a->top = keep;
  a->used = 0;
}

void calque_arena_free(calque_arena *a) {
  if (!a) return;
  for (struct chunk *c = a->top, *before; c; c = before) {
    before = c->before;
    free(c);
  }
  free(a);
}

void *arena_alloc(calque_arena *a, size_t size) {
  assert(size <= ARENA_MAX);
  size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
  struct chunk *c = a->top;
  if (c->size - c->used < size) {
    size_t want = c->size * 2 > size ? c->size * 2 : size * 2;
    a->used += c->used;
    c = a->top = chunk_new(c, want);
  }
  void *p = c->data + c->used;
  c->used += size;
  return p;
}

void *arena_zalloc(calque_arena *a, size_t size) { return memset(arena_alloc(a, size), 0, size); }

void *arena_grow(calque_arena *a, void *old, size_t old_size, size_t new_size) {
  struct chunk *c = a->top;
  size_t rounded = (old_size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
  size_t wanted = (new_size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
  bool newest = old && (char *)old + rounded == c->data + c->used;
  if (newest && c->size - (c->used - rounded) >= wanted) {
    c->used = c->used - rounded + wanted;
    return old;
  }
  void *p = arena_alloc(a, new_size);
  if (old && old_size) memcpy(p, old, old_size < new_size ? old_size : new_size);
  return p;
}

calque_str arena_copy(calque_arena *a, calque_str s) {
  if (!s.len) return (calque_str){"", 0};
  char *p = arena_alloc(a, s.len);
  memcpy(p, s.ptr, s.len);
  return (calque_str){p, s.len};
}

char *arena_copy_z(calque_arena *a, calque_str s) {
  char *p = arena_alloc(a, s.len + 1);
  if (s.len) memcpy(p, s.ptr, s.len);
  p[s.len] = '\0';
  return p;
}

calque_str arena_printf(calque_arena *a, const char *format, ...) {
  va_list args;
  va_start(args, format);
  char none[1];
  int n = vsnprintf(none, sizeof none, format, args);
  va_end(args);
  if (n <= 0) return (calque_str){"", 0};
  char *p = arena_alloc(a, (size_t)n + 1);
  va_start(args, format);
  vsnprintf(p, (size_t)n + 1, format, args);
  va_end(args);
  return (calque_str){p, (size_t)n};
}

size_t arena_used(const calque_arena *a) { return a->used + a->top->used; }
