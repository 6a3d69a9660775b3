/* The line of a finding with its words underlined, as compilers show it. */
#ifndef OUTPUT_SNIPPET_H
#define OUTPUT_SNIPPET_H

#include "output/place.h"
#include "output/terminal.h"

enum { SNIPPET_GUTTER = 8 }; /* "   12 | " */

/* Two or three lines: the text around the span, cut to the width with ellipses; ^~~~ under the
 * span (under its first line when it has several); the suggestion below that. `line` is the
 * number of the line on which the span starts. Costs no more than the width. */
void snippet_put(const struct style *style, calque_str text, const calque_finding *f, uint32_t line,
                 struct buf *out);

/* « the first words of s … » */
void snippet_words(const struct style *style, calque_str s, struct buf *out);

#endif
