/* Text made safe for where it goes. Every function appends to `out`, takes any bytes, and writes
 * valid UTF-8: what is broken becomes U+FFFD. */
#ifndef OUTPUT_ESCAPE_H
#define OUTPUT_ESCAPE_H

#include "base/buf.h"
#include "base/utf8.h"

/* "...", with quotes. Control characters that some terminal might obey are written \uXXXX. */
void escape_json(struct buf *out, calque_str s);
/* For element content and quoted attributes of HTML and XML. Control characters become U+FFFD. */
void escape_html(struct buf *out, calque_str s);
/* Inside a paragraph or a table cell: one line, nothing in it is markup. */
void escape_markdown(struct buf *out, calque_str s);
/* One line for a terminal: control and direction characters become U+FFFD, tabs and line breaks a
 * space. */
void escape_line(struct buf *out, calque_str s);
/* The same with tabs and line breaks kept (a CR before LF is dropped). */
void escape_text(struct buf *out, calque_str s);
/* For a URI reference: everything but letters, digits and -._~/ is percent-encoded. */
void escape_uri(struct buf *out, calque_str s);
/* For a link that escape_is_link accepts: what could end its <...> or quotes is percent-encoded. */
void escape_uri_reference(struct buf *out, calque_str url);

/* May this character reach a terminal as it is? */
static inline bool escape_is_plain(uint32_t c) {
  return !utf8_is_control(c) && c != '\t' && c != '\n' && c != 0x2028 && c != 0x2029;
}

/* http:// or https:// and no white space or control character: fit to be a link. */
bool escape_is_link(calque_str url);

#endif
