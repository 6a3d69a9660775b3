/* A growing byte buffer with a maximum: the sink of every writer. Once the maximum is passed it
 * takes nothing more and buf_failed says so; what is in it then is cut and must not be used. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "calque.h"

struct buf {
  char *ptr; /* owned; NUL-terminated whenever len > 0 */
  size_t len, cap, max;
  bool failed;
};

/* A named maximum for outputs that are only bounded by their input. */
#define BUF_MAX_OUTPUT ((size_t)4 << 30)

void buf_init(struct buf *b, size_t max);
void buf_free(struct buf *b);
/* Empties it and keeps the memory. */
void buf_clear(struct buf *b);
void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_char(struct buf *b, char c);
void buf_puts(struct buf *b, const char *z);
void buf_str(struct buf *b, calque_str s);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Room for `n` bytes behind len, or NULL when that passes the maximum; then advance len. */
char *buf_room(struct buf *b, size_t n);

static inline bool buf_failed(const struct buf *b) { return b->failed; }
static inline calque_str buf_view(const struct buf *b) { return (calque_str){b->ptr, b->len}; }

#endif
