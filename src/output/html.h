/* The page around what is shown: one file with everything in it, that any browser opens without a
 * server and without running script. Its content security policy lets in nothing but its own style
 * and script, by their hashes. */
#ifndef OUTPUT_HTML_H
#define OUTPUT_HTML_H

#include "output/writer.h"

/* From <!doctype> to the opened <main>. `kind` is a class of <body>. */
void html_open(struct buf *out, const char *lang, calque_str title, const char *kind);
void html_close(struct buf *out, const char *footer);
/* <tag class="name">text</tag>, the text escaped; without a class when NULL. */
void html_element(struct buf *out, const char *tag, const char *class_name, calque_str text);
/* The text, as a link where the URL may be one. */
void html_link(struct buf *out, calque_str url, calque_str text);
/* <span class="chip poor">poor 23</span> */
void html_chip(struct buf *out, calque_grade grade, const char *label, int score);

/* html_check.c: an article with its findings. The first line is its row of the index, the rest
 * its section; html.c puts both where they belong. */
void html_check(const struct style *style, const struct checked *item, struct buf *out);
/* html_verify.c: the same for a French text and its English, side by side. */
void html_verify(const struct style *style, const struct verified *item, struct buf *out);
void html_digest(const struct style *style, const struct digest_day *day, struct buf *out);

#endif
