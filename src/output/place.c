/* A forward walk: the state is the last place, the cost is the distance to the next. */
#include "output/place.h"

struct place place_start(calque_str text) {
  return (struct place){.text = text, .line = 1, .column = 1, .utf16 = 1};
}

static bool ends_line(calque_str text, size_t i) {
  if (text.ptr[i] == '\n') return true;
  return text.ptr[i] == '\r' && (i + 1 == text.len || text.ptr[i + 1] != '\n');
}

void place_move(struct place *p, size_t offset) {
  if (offset > p->text.len) offset = p->text.len;
  if (offset < p->offset) *p = place_start(p->text);
  for (size_t i = p->offset; i < offset; i++) {
    unsigned char c = (unsigned char)p->text.ptr[i];
    if (ends_line(p->text, i)) {
      p->line++;
      p->column = p->utf16 = 1;
    } else if ((c & 0xc0) != 0x80) { /* the first byte of a character */
      p->column++;
      p->utf16 += c >= 0xf0 ? 2 : 1;
    }
  }
  p->offset = offset;
}
