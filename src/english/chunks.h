/* A text cut into what one request can carry: by paragraph, where one is too long by sentence, then
 * by clause, then between words; inside a word only when nothing else is left. Order is kept,
 * nothing is lost, and every piece knows its paragraph. */
#ifndef ENGLISH_CHUNKS_H
#define ENGLISH_CHUNKS_H

#include "base/arena.h"
#include "base/str.h"

/* Bytes; 0 is no limit. */
struct chunk_limits {
  size_t max_piece;  /* of one piece */
  size_t max_chunk;  /* of all pieces of a request */
  size_t max_pieces; /* of a request */
};

/* A paragraph, or a part of one. */
struct chunk_piece {
  calque_str text; /* without white space around it; never empty */
  uint32_t paragraph;
};

/* What goes into one request: pieces [first, first + n). */
struct chunk {
  uint32_t first, n;
};

struct chunks {
  const struct chunk_piece *pieces;
  const struct chunk *list;
  uint32_t n_pieces, n;
};

/* Empty paragraphs have no piece. All in the arena; texts are slices of the paragraphs. */
struct chunks chunks_cut(calque_arena *arena, const calque_str *paragraphs, size_t n,
                         struct chunk_limits limits);

/* The paragraph itself, or as many pieces as it takes for none to have more than max bytes. */
size_t chunks_part(calque_arena *arena, calque_str paragraph, size_t max, const calque_str **out);

#endif
