/* The French that pages and digests speak: dates, counts, verdicts, reasons. No-break spaces and
 * apostrophes as French typography wants them. */
#ifndef OUTPUT_FRENCH_H
#define OUTPUT_FRENCH_H

#include "base/buf.h"
#include "digest/day.h"

#define NBSP  "\u00a0" /* inside « », before : and » */
#define NNBSP "\u202f" /* before ; ! ?, between thousands */

/* "2026-11-23" -> "lundi 23 novembre 2026", "1er" for the first; anything else as it is. */
void french_date(struct buf *out, calque_str date);
/* "À la une, lundi 23 novembre 2026"; without the day where it is unknown. */
void french_masthead(struct buf *out, calque_str date);
/* "37 autres articles ne sont pas montrés": what --stories left out; nothing for none. */
void french_not_told(struct buf *out, size_t n);
/* "1 204 articles", "1 article", "0 article": singular below two. */
void french_count(struct buf *out, size_t n, const char *singular, const char *plural);
/* "bon", "douteux", "mauvais" */
const char *french_grade(calque_grade grade);
/* "3 passages restés en anglais (« lengthy »)"; the English text where the family is unknown. */
void french_reason(struct buf *out, const struct digest_reason *reason);

#endif
