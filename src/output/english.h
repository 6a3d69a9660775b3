/* English versions in all forms: functions that the writers put into their tables. */
#ifndef OUTPUT_ENGLISH_H
#define OUTPUT_ENGLISH_H

#include "output/html.h"
#include "output/parts.h"
#include "output/terminal.h"

/* "machine gist by Apertium (fra-cat cat-eng)", "summary by deepl". */
void english_label(const calque_translation *t, struct buf *out);

/* The English beside a French summary, and what it is, behind whatever stands there. */
void english_put_terminal(const struct style *style, const calque_translation *t, struct buf *out);
void english_put_html(const calque_translation *t, struct buf *out);
void english_put_markdown(const calque_translation *t, struct buf *out);
/* "english", "kind", "provider", "model", "gist", "verified", "findings", "cached" */
void english_put_members(const calque_translation *t, struct buf *out);

void terminal_english(const struct style *style, const struct englished *item, struct buf *out);
void json_english(const struct style *style, const struct englished *item, struct buf *out);
void html_english(const struct style *style, const struct englished *item, struct buf *out);
void markdown_english(const struct style *style, const struct englished *item, struct buf *out);

#endif
