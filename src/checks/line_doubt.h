/* What kind of text it is that the lines stand in, and which phrases prove nothing there. Private
 * to lines.c and its neighbours. */
#ifndef CHECKS_LINE_DOUBT_H
#define CHECKS_LINE_DOUBT_H

#include "checks/line_facts.h"

/* What is usual in the whole text. */
struct line_register {
  bool technical; /* it is about programs, and their words are its subject */
  bool guide;     /* its paragraphs tell the reader what to do */
  bool lone;      /* a single line: a message, a sentence of a corpus */
};

struct line_register line_register_of(const calque_doc *doc, const struct line_facts *facts);

/* Does everything in a long line speak to a customer: an advert, if the text is no guide? */
bool line_offers(const struct line_facts *f);

/* Takes back the proofs that mean little in such a text. */
void line_doubt(const calque_doc *doc, struct line_facts *facts);

#endif
