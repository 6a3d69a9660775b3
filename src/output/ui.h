/* What the program says in its own voice on pages and in digests: French as a newspaper sets it
 * (no-break spaces, apostrophes, « ») or English (--ui=en). The texts are in texts.def and
 * families.def. Dates are computed, not asked of the system: no locale, no clock. */
#ifndef OUTPUT_UI_H
#define OUTPUT_UI_H

#include "base/buf.h"
#include "digest/day.h"

#define NBSP  "\u00a0" /* inside « », before : and » */
#define NNBSP "\u202f" /* before ; ! ?, between thousands */

enum ui { UI_FR, UI_EN, N_UIS };

#define TEXT(id, ...) TEXT_##id,
#define PLURAL(id, ...)
enum text {
#include "output/texts.def"
  N_TEXTS
};
#undef TEXT
#undef PLURAL

#define TEXT(id, ...)
#define PLURAL(id, ...) PLURAL_##id,
enum plural {
#include "output/texts.def"
  N_PLURALS
};
#undef TEXT
#undef PLURAL

const char *ui_text(enum ui ui, enum text text);
/* "1 204" or "1,204" */
void ui_number(struct buf *out, enum ui ui, size_t n);
/* "1 204 articles lus", "1 article lu", "0 article lu"; "1,204 articles read", "0 articles read" */
void ui_count(struct buf *out, enum ui ui, size_t n, enum plural plural);
/* "2026-11-23" -> "lundi 23 novembre 2026", "1er" for the first; "Monday 23 November 2026";
 * anything else as it is. */
void ui_date(struct buf *out, enum ui ui, calque_str date);
/* "20 novembre" of a day since 1970-01-01; with the year where it is not that of `near`. */
void ui_day(struct buf *out, enum ui ui, int32_t day, int32_t near);
/* Does the French text name a day by number and month, « le 1er janvier »? */
bool ui_names_month(calque_str text);
/* "À la une, lundi 23 novembre 2026"; without the day where it is unknown. */
void ui_masthead(struct buf *out, enum ui ui, calque_str date);
/* "39 articles lus, 12 sujets, 14 articles écartés", with `comma` between. */
void ui_counts(struct buf *out, enum ui ui, const struct digest_day *day, const char *comma);
/* "37 autres articles ne sont pas montrés": what --stories left out; nothing for none. */
void ui_not_told(struct buf *out, enum ui ui, size_t n);
/* "bon", "douteux", "mauvais" */
const char *ui_grade(enum ui ui, calque_grade grade);
/* "3 passages restés en anglais (« lengthy »)", the example cut to a few words; the reason's own
 * text where the family is unknown. */
void ui_reason(struct buf *out, enum ui ui, const struct digest_reason *reason);
/* The heaviest reasons, and how many more there are. */
void ui_reasons(struct buf *out, enum ui ui, const struct digest_flagged *flagged);

#endif
