/* The page around what is shown: one file with everything in it, that any browser opens without a
 * server and without running script. Its content security policy lets in nothing but its own style
 * and script, by their hashes. */
#ifndef OUTPUT_HTML_H
#define OUTPUT_HTML_H

#include "output/story.h"
#include "output/writer.h"

/* From <!doctype> to the opened <main>. `kind` is a class of <body>. */
void html_open(struct buf *out, const char *lang, calque_str title, const char *kind);
void html_close(struct buf *out, const char *footer);
/* <tag class="name">text</tag>, the text escaped; without a class when NULL. */
void html_element(struct buf *out, const char *tag, const char *class_name, calque_str text);
/* The text, as a link where the URL may be one. */
void html_link(struct buf *out, calque_str url, calque_str text);
/* The message of a finding: what it quotes stays between its marks. */
void html_message(struct buf *out, calque_str message);
/* <span class="chip poor">poor 23</span> */
void html_chip(struct buf *out, calque_grade grade, const char *label, int score);

/* <tag class="name" lang="fr">text</tag>: text of an article on a page that may be in English. */
void html_quoted(struct buf *out, enum ui ui, const char *tag, const char *class_name,
                 calque_str text);

/* html_story.c: a story of a digest without its headline, for pages, feeds and mail. */
struct story_frame {
  enum ui ui;
  bool anchors; /* sentences link to their sources: not in feeds and mail, where ids get lost */
  struct dating dating;
};
/* Follow-up, topics, size; nothing where there is nothing to say. */
void html_kicker(struct story_frame *frame, const struct digest_story *story, struct buf *out);
void html_story(struct story_frame *frame, const struct digest_story *story, uint32_t number,
                struct buf *out);
/* How many articles no story tells; nothing when all are told. */
void html_not_told(enum ui ui, const struct digest_day *day, struct buf *out);
/* The articles that were left out, and why. */
void html_flagged(const struct story_frame *frame, const struct digest_day *day, struct buf *out);
/* html_figure.c: the picture of the day. */
void html_figure(enum ui ui, const struct digest_day *day, struct buf *out);

/* html_check.c: an article with its findings. The first line is its row of the index, the rest
 * its section; html.c puts both where they belong. */
void html_check(const struct style *style, const struct checked *item, struct buf *out);
/* html_verify.c: the same for a French text and its English, side by side. */
void html_verify(const struct style *style, const struct verified *item, struct buf *out);
/* html_summary.c: the summary, and the article with the sentences that were chosen. */
void html_summary(const struct style *style, const struct summarized *item, struct buf *out);
void html_digest(const struct style *style, const struct digest_day *day, struct buf *out);

#endif
