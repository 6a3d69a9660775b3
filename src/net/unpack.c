#include "net/unpack.h"

enum { PIECE = 16 << 10, ANY_HEADER = 15 + 32 /* gzip or zlib, by its first bytes */ };

bool unpack_start(struct unpack *u, calque_str encoding) {
  *u = (struct unpack){0};
  if (!encoding.len || str_eq_nocase(encoding, STR("identity"))) return true;
  if (!str_eq_nocase(encoding, STR("gzip")) && !str_eq_nocase(encoding, STR("x-gzip")) &&
      !str_eq_nocase(encoding, STR("deflate")))
    return false;
  u->packed = inflateInit2(&u->z, ANY_HEADER) == Z_OK;
  return u->packed;
}

void unpack_free(struct unpack *u) {
  if (u->packed) inflateEnd(&u->z);
  *u = (struct unpack){0};
}

/* Behind a member another one may stand, or padding, which is not read. */
static bool next_member(struct unpack *u) {
  if (u->z.avail_in == 0) return false;
  u->padding |= *u->z.next_in != 0x1f;
  u->ended = u->padding;
  return !u->padding && inflateReset(&u->z) == Z_OK;
}

bool unpack_feed(struct unpack *u, calque_str bytes, bool (*sink)(void *context, calque_str piece),
                 void *context) {
  unsigned char out[PIECE];
  u->begun |= bytes.len > 0;
  if (!u->packed) return sink(context, bytes);
  u->z.next_in = (z_const Bytef *)(uintptr_t)bytes.ptr;
  u->z.avail_in = (uInt)bytes.len; /* libcurl's pieces have 16 kB */
  if (u->ended && !next_member(u)) return true;
  for (;;) {
    u->z.next_out = out;
    u->z.avail_out = sizeof out;
    const int code = inflate(&u->z, Z_NO_FLUSH);
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) return false;
    const calque_str piece = {(const char *)out, sizeof out - u->z.avail_out};
    if (piece.len && !sink(context, piece)) return false;
    u->ended = code == Z_STREAM_END;
    if (u->ended && !next_member(u)) return true;
    if (!u->ended && u->z.avail_in == 0 && u->z.avail_out > 0) return true;
  }
}

bool unpack_is_whole(const struct unpack *u) { return !u->packed || !u->begun || u->ended; }
