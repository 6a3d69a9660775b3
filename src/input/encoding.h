/* Bytes of any encoding that French pages are written in, to UTF-8. Everything behind this door is
 * valid UTF-8; what was broken is U+FFFD there, and the encoding check reports it.
 *
 * Line ends stay as they are (LF, CRLF or CR): spans count bytes of the text as given. */
#ifndef INPUT_ENCODING_H
#define INPUT_ENCODING_H

#include "base/arena.h"
#include "base/str.h"

enum encoding {
  ENCODING_UNKNOWN,
  ENCODING_UTF8,
  ENCODING_WINDOWS_1252, /* what the web calls ISO-8859-1, too */
  ENCODING_LATIN9,       /* ISO-8859-15: Latin-1 with € and œ */
  ENCODING_UTF16_LE,
  ENCODING_UTF16_BE
};

/* "utf-8", "ISO-8859-1", "cp1252" ... in any case of letters; ENCODING_UNKNOWN for others. */
enum encoding encoding_by_name(calque_str name);

/* The value of charset= in a header like "text/html; charset=iso-8859-15"; empty: none. */
calque_str encoding_of_type(calque_str type);

/* UTF-16 by its byte order mark, or without one where every other byte is zero, as in any
 * Western text; ENCODING_UNKNOWN otherwise. *bom is the length of the mark. */
enum encoding encoding_utf16(calque_str bytes, size_t *bom);

/* The most likely encoding: UTF-16 as above; UTF-8 when valid, or when more of its sequences are
 * whole than broken; else Windows-1252, which any bytes can be. */
enum encoding encoding_guess(calque_str bytes);

/* The text in UTF-8 without byte order mark: the same bytes where they are valid already, else in
 * the arena. ENCODING_UNKNOWN: guess. */
calque_str encoding_decode(calque_arena *arena, calque_str bytes, enum encoding encoding);

/* UTF-16 in pieces. Zero it but for big_endian. */
struct utf16 {
  bool big_endian;
  unsigned n_held;       /* bytes of an unfinished character */
  unsigned char held[4]; /* half a unit, or a high surrogate that waits for its partner */
};

/* Room that utf16_feed needs in out for n bytes, utf16_end included. */
#define UTF16_ROOM(n) (((n) + 4) / 2 * 3)

/* Decodes n bytes to out; returns the bytes written. A lone surrogate becomes U+FFFD. */
size_t utf16_feed(struct utf16 *u, const unsigned char *in, size_t n, char *out);
/* At the end of the input: an unfinished character becomes U+FFFD. */
size_t utf16_end(struct utf16 *u, char *out);

#endif
