/* The parts of MIME that a mail of text needs: quoted-printable bodies (RFC 2045), encoded words in
 * headers (RFC 2047), addresses (RFC 5322). Lines end with LF, as sendmail wants them, and none is
 * longer than 76 characters, whatever comes in. */
#ifndef OUTPUT_MIME_H
#define OUTPUT_MIME_H

#include "base/buf.h"

/* The text as a quoted-printable body, with a line break at its end. What mail programs change on
 * the way is encoded too: a dot or "From " at the start of a line, white space at its end. */
void mime_quoted_printable(struct buf *out, calque_str text);
/* "Name: text": folded, in encoded words where it is not plain ASCII. One header, whatever the text
 * holds: a line break in it is a space. */
void mime_header(struct buf *out, const char *name, calque_str text);
/* "Name: Desk <desk@paper.example>, ...": the list must be valid. */
void mime_address_header(struct buf *out, const char *name, calque_str list);
/* Is it one address or several with commas between, each a@b or Name <a@b>? */
bool mime_is_address_list(calque_str list);

#endif
