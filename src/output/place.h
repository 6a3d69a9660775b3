/* Where a byte stands, for people and editors. Counting starts at the last place asked for, so a
 * report whose findings are in order costs one pass over the text, however long it is. */
#ifndef OUTPUT_PLACE_H
#define OUTPUT_PLACE_H

#include "base/utf8.h"

struct place {
  calque_str text; /* valid UTF-8 */
  size_t offset;   /* bytes */
  uint32_t line;   /* 1-based */
  uint32_t column; /* 1-based, characters */
  uint32_t utf16;  /* the same column in UTF-16 code units */
};

struct place place_start(calque_str text);
/* Moves to a byte offset, forward or back (which counts again from the start). Lines end with
 * LF, CR LF or CR. */
void place_move(struct place *p, size_t offset);

#endif
