/* Unpacking a body while it arrives. libcurl could, but takes a packed body that was cut for a
 * whole one. */
#ifndef NET_UNPACK_H
#define NET_UNPACK_H

#include "base/str.h"

#include <zlib.h>

/* What a server may pack with, for the header Accept-Encoding. */
#define UNPACK_ACCEPTED "gzip"

struct unpack {
  z_stream z;
  bool packed; /* else every byte is passed on */
  bool begun;
  bool ended;   /* where a member ends; more of them may follow */
  bool padding; /* no more of them */
};

/* `encoding`: the value of Content-Encoding. False: we cannot unpack that. */
bool unpack_start(struct unpack *u, calque_str encoding);
void unpack_free(struct unpack *u);

/* Takes the next bytes and hands what is in them to `sink`, in pieces. False: they cannot be
 * unpacked, or the sink said false. */
bool unpack_feed(struct unpack *u, calque_str bytes, bool (*sink)(void *context, calque_str piece),
                 void *context);

/* Nothing is missing behind what was fed. */
bool unpack_is_whole(const struct unpack *u);

#endif
