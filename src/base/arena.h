/* One growing region of memory per document: allocate by moving a pointer, free all at once. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "calque.h"

/* Largest single allocation; more is a bug in the caller, which has limits of its own. */
#define ARENA_MAX ((size_t)1 << 34)

/* `size` bytes aligned for any type; not zeroed. Never NULL: the process stops when memory ends. */
void *arena_alloc(calque_arena *arena, size_t size);
/* The same, zeroed. */
void *arena_zalloc(calque_arena *arena, size_t size);
/* Grows the newest allocation in place when it can, else moves it. */
void *arena_grow(calque_arena *arena, void *old, size_t old_size, size_t new_size);
calque_str arena_copy(calque_arena *arena, calque_str s);
/* The same bytes with a NUL behind them. */
char *arena_copy_z(calque_arena *arena, calque_str s);
calque_str arena_printf(calque_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Bytes handed out since the last reset. */
size_t arena_used(const calque_arena *arena);

#define ARENA_NEW(arena, type)      ((type *)arena_zalloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, n) ((type *)arena_zalloc((arena), sizeof(type) * (size_t)(n)))

/* malloc and realloc that stop the process with a message instead of returning NULL. */
void *must_alloc(size_t size);
void *must_realloc(void *old, size_t size);

#endif
