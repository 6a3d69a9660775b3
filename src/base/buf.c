/* Doubling growth, one NUL behind the end so that the bytes can be handed to libraries. */
#include "base/buf.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void buf_init(struct buf *b, size_t max) { *b = (struct buf){.max = max}; }

void buf_free(struct buf *b) {
  free(b->ptr);
  *b = (struct buf){.max = b->max};
}

void buf_clear(struct buf *b) {
  b->len = 0;
  b->failed = false;
}

char *buf_room(struct buf *b, size_t n) {
  if (b->failed || n > b->max || b->len > b->max - n) {
    b->failed = true;
    return NULL;
  }
  if (b->cap - b->len <= n) { /* one more for the NUL */
    size_t cap = b->cap * 2 > b->len + n + 1 ? b->cap * 2 : b->len + n + 1;
    b->ptr = must_realloc(b->ptr, cap < 256 ? 256 : cap);
    b->cap = cap < 256 ? 256 : cap;
  }
  return b->ptr + b->len;
}

void buf_add(struct buf *b, const void *bytes, size_t n) {
  char *p = buf_room(b, n);
  if (!p) return;
  if (n) memcpy(p, bytes, n);
  b->len += n;
  b->ptr[b->len] = '\0';
}

void buf_char(struct buf *b, char c) { buf_add(b, &c, 1); }
void buf_puts(struct buf *b, const char *z) { buf_add(b, z, strlen(z)); }
void buf_str(struct buf *b, calque_str s) { buf_add(b, s.ptr, s.len); }

void buf_printf(struct buf *b, const char *format, ...) {
  va_list args;
  va_start(args, format);
  char text[64]; /* what most have room in */
  int n = vsnprintf(text, sizeof text, format, args);
  va_end(args);
  if (n >= 0 && (size_t)n < sizeof text) {
    buf_add(b, text, (size_t)n);
    return;
  }
  char *p = n < 0 ? NULL : buf_room(b, (size_t)n);
  if (!p) return;
  va_start(args, format);
  vsnprintf(p, (size_t)n + 1, format, args);
  va_end(args);
  b->len += (size_t)n;
}
