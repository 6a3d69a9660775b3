/* The name of the site behind the title: « Le pont rouvre – Radio Vallon ». Private to lines.c. */
#ifndef CHECKS_LINE_SUFFIX_H
#define CHECKS_LINE_SUFFIX_H

#include "checks/line_facts.h"

/* The span of the suffix with the mark before it, empty when the line ends with none. The caller
 * knows that the line is the title. */
calque_span line_suffix_of(const calque_doc *doc, const calque_line *line,
                           const struct line_facts *f);

#endif
