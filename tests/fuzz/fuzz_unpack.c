/* A packed body of any bytes. The first byte says how large the pieces are in which it arrives:
 * what comes out must not depend on that, and no more of it than the sink takes. */
#include "base/buf.h"
#include "net/unpack.h"
#include "replay.h"

#undef NDEBUG
#include <assert.h>

enum { MOST = 1 << 20 };

static bool take(void *out, calque_str piece) {
  struct buf *b = out;
  assert(piece.len > 0);
  buf_str(b, piece);
  return !buf_failed(b);
}

/* Fills `out`; *whole: nothing is missing. False: broken, or more than the sink takes. */
static bool unpack_in_pieces(calque_str bytes, size_t piece, struct buf *out, bool *whole) {
  struct unpack u;
  bool ok = unpack_start(&u, STR("gzip"));
  assert(ok);
  buf_init(out, MOST);
  for (size_t at = 0; ok && at < bytes.len; at += piece) {
    const size_t end = piece < bytes.len - at ? at + piece : bytes.len;
    ok = unpack_feed(&u, str_slice(bytes, at, end), take, out);
  }
  *whole = ok && unpack_is_whole(&u);
  unpack_free(&u);
  return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  const calque_str bytes = {(const char *)data + 1, size - 1};
  struct buf once, many;
  bool whole_once, whole_many;
  const bool ok = unpack_in_pieces(bytes, bytes.len + 1, &once, &whole_once);
  assert(unpack_in_pieces(bytes, (size_t)data[0] + 1, &many, &whole_many) == ok);
  assert(whole_once == whole_many);
  if (ok) assert(str_eq(buf_view(&once), buf_view(&many)));
  buf_free(&once);
  buf_free(&many);
  return 0;
}
