/* Pieces that several writers put together in the same way, and functions that one writer lends
 * another. */
#ifndef OUTPUT_PARTS_H
#define OUTPUT_PARTS_H

#include "output/writer.h"

/* The kept spans as one text: pieces of one line joined by a space, of different lines by a line
 * break, and by an empty line where there was one between them. */
void cleaned_join(const struct cleaned *item, struct buf *out);
/* The sentences of a story's summary, joined by spaces; valid UTF-8 on one line. */
void story_join(const struct digest_story *story, struct buf *out);
/* "Le titre", else the id, for headings. */
calque_str article_name(const calque_article *meta);
calque_str digest_article_name(const struct digest_article *article);
/* Stories with a summary; the others are made of flagged articles only. */
uint32_t stories_told(const struct digest_day *day);
/* Articles of stories that --stories left out. */
uint32_t articles_not_told(const struct digest_day *day);
/* "1,204" */
void count_english(struct buf *out, size_t n);

/* json_digest.c, terminal_digest.c ... : the digest of each writer has its own file. */
void json_digest(const struct style *style, const struct digest_day *day, struct buf *out);
void terminal_summary(const struct style *style, const struct summarized *item, struct buf *out);
void terminal_digest(const struct style *style, const struct digest_day *day, struct buf *out);
void json_verify(const struct style *style, const struct verified *item, struct buf *out);
/* "findings": [...] of a verification, as a member. */
void json_findings(const calque_verification *v, struct buf *out);
void terminal_verify(const struct style *style, const struct verified *item, struct buf *out);

/* verified.c: line and column of every finding on both sides, counted in one pass over each text,
 * for findings are in the order of neither. Free it. */
struct verified_spot {
  uint32_t line, column; /* 1-based */
};
struct verified_spots {
  struct verified_spot *fr, *en; /* one a finding; 0 where it has no place */
};
struct verified_spots verified_spots_new(const struct verified *item);
void verified_spots_free(struct verified_spots *spots);
/* "english.txt:3:12: major: message [family]": the place in the English, else in the French. */
void verified_headline(const struct verified *item, const struct verified_spots *spots, size_t i,
                       struct buf *out);
void markdown_digest(const struct style *style, const struct digest_day *day, struct buf *out);

#endif
