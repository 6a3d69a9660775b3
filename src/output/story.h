/* What every form of a digest says of a story: its sentences with the days that they name resolved,
 * where it comes from, what its sources dispute. */
#ifndef OUTPUT_STORY_H
#define OUTPUT_STORY_H

#include "output/moment.h"
#include "output/ui.h"

/* Which dates a reader needs to see: not today's, which stands above, nor one twice in a row. */
struct dating {
  int32_t today; /* NO_DAY: unknown */
  int32_t shown; /* the last that was written */
};
struct dating story_dating(const struct digest_day *day);

/* A piece of a sentence: plain text, or words that name a day. */
struct piece {
  calque_str text;
  int32_t day; /* NO_DAY: plain */
  bool dated;  /* the date is to be written behind it (story_date) */
  bool named;  /* the words have day and month themselves: only the year is missing */
};
struct piece_walk {
  const struct digest_sentence *sentence;
  struct dating *dating;
  size_t at;
  uint32_t next;
};
/* The next piece; false at the end. Places that are not in the text are passed over. */
bool story_piece(struct piece_walk *walk, struct piece *piece);

/* What stands in brackets behind a piece that is dated: « 20 novembre », or « 2027 ». */
void story_date(struct buf *out, enum ui ui, const struct piece *piece,
                const struct dating *dating);

/* The summary on one line, « vendredi soir [20 novembre] » with its dates; valid UTF-8. */
void story_text(struct buf *out, enum ui ui, const struct digest_story *story,
                struct dating *dating);
/* « Suite du 21 novembre · Suivi : ferry, port · 4 articles, 3 sources »; may be empty. */
void story_kicker(struct buf *out, enum ui ui, const struct digest_story *story,
                  const struct dating *dating);
/* « Suite du 21 novembre » */
void story_told(struct buf *out, enum ui ui, calque_str told, int32_t today);
/* « 4 articles, 3 sources »; nothing for one article. */
void story_counts(struct buf *out, enum ui ui, const struct digest_story *story);
/* Is the source of the article all there is to say of it? Of a story's only article whose title is
 * the headline above. */
bool story_source_only(const struct digest_story *story, const struct digest_article *article);
/* Who makes a claim: « Agence Littorale, 3 articles ». */
void story_claimant(struct buf *out, enum ui ui, const struct digest_story *story,
                    const struct digest_claim *claim);

#endif
