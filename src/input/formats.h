/* What bytes are, and how each format becomes an article. Internal to input/. */
#ifndef INPUT_FORMATS_H
#define INPUT_FORMATS_H

#include "input/reader.h"

/* Bytes that sniff_format looks at, at most. */
#define SNIFF_WANT ((size_t)1024)

/* Whether more bytes than these could change the answer of sniff_format. */
bool sniff_wants_more(calque_str head);
/* Text, HTML, JSON Lines or a feed by its first bytes, the name's ending helping. Returns an error
 * for what is none of these: pictures, archives, documents of a word processor, lists of feeds. */
calque_status sniff_format(calque_str head, const char *path, enum reader_format *out,
                           calque_error *err);

calque_status plain_parse(calque_arena *arena, const struct reader_item *item, calque_article *out,
                          calque_error *err);
calque_status html_parse(calque_arena *arena, const struct reader_item *item, calque_article *out,
                         calque_error *err);
calque_status jsonl_parse(calque_arena *arena, const struct reader_item *item, calque_article *out,
                          calque_error *err);

/* The main text and what is known about a page, from its bytes in any encoding; fields that are
 * set in *out already stay. */
calque_status html_article(calque_arena *arena, calque_str page, const char *path, long line,
                           calque_article *out, calque_error *err);

/* All text of a piece of HTML, paragraph by paragraph, for what is an article already; the piece
 * itself when it has no markup. May live in the arena. */
calque_str html_plain_text(calque_arena *arena, calque_str piece);

/* Where one JSON value ends, for source_next: counts brackets outside strings, so that records
 * may span lines. Zero it before each value. */
struct json_split {
  unsigned depth;
  bool started, in_string, escaped, scalar;
};
size_t json_split(void *state, calque_str piece);

#endif
