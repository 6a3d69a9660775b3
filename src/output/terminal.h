/* Colours, columns and wrapping for the terminal writers. */
#ifndef OUTPUT_TERMINAL_H
#define OUTPUT_TERMINAL_H

#include "output/writer.h"

enum ink { INK_PLAIN, INK_BOLD, INK_DIM, INK_GOOD, INK_NOTE, INK_WARN, INK_BAD };

/* Starts a colour; INK_PLAIN ends it. Writes nothing when the style has no colour. */
void terminal_ink(const struct style *style, enum ink ink, struct buf *out);
enum ink terminal_grade_ink(calque_grade grade);
/* Columns that a text takes when written with escape_line. */
unsigned terminal_columns(calque_str s);
/* One paragraph, every line of it after `indent` spaces, broken at spaces (never at no-break
 * ones) to the style's width; one line when that is 0. The first line goes on where the cursor
 * is, `used` columns from the left. */
void terminal_wrap(const struct style *style, calque_str text, unsigned used, unsigned indent,
                   struct buf *out);

/* The same without the line break at its end; returns the column where it ends. A first word that
 * does not fit where the cursor is goes to the next line. */
unsigned terminal_flow(const struct style *style, calque_str text, unsigned used, unsigned indent,
                       struct buf *out);
/* As much of the text as the columns hold, cut between words, with … where it is cut. */
void terminal_clip(calque_str text, unsigned columns, struct buf *out);
/* "==> id <==" where several articles follow one another. */
void terminal_heading(const struct style *style, const calque_article *meta, struct buf *out);

#endif
