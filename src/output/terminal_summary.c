/* A summary for people; with --explain a table of all sentences, in their order: which were chosen,
 * the score, and what sets each apart. */
#include "output/english.h"
#include "output/escape.h"
#include "output/scores.h"
#include "output/terminal.h"

enum { TABLE_WIDTH = 100, INDENT = 14, MOST_PARTS = 6 };

static void put_summary(const struct style *style, const struct summarized *item, struct buf *out) {
  struct buf joined;
  buf_init(&joined, BUF_MAX_OUTPUT);
  for (size_t i = 0; i < item->n_sentences; i++) {
    if (i) buf_char(&joined, ' ');
    buf_str(&joined, item->sentences[i].text);
  }
  if (joined.len) terminal_wrap(style, buf_view(&joined), 0, 0, out);
  buf_free(&joined);
}

/* "*   3  +2.14  The first words of it…" and below it what sets it apart. */
static void put_row(const struct style *style, const struct summarized *item, size_t i,
                    const struct score_means *means, struct buf *out) {
  const calque_sentence_score *row = &item->scores[i];
  struct style table = *style;
  if (!table.width) table.width = TABLE_WIDTH;
  if (row->chosen) terminal_ink(style, INK_GOOD, out);
  buf_printf(out, "%c %3zu  ", row->chosen ? '*' : ' ', i + 1);
  if (row->parts) buf_printf(out, "%+5.2f  ", row->score);
  else buf_puts(out, "    -  ");
  terminal_clip(str_of_span(item->doc->text, row->span), table.width - INDENT, out);
  if (row->chosen) terminal_ink(style, INK_PLAIN, out);
  buf_char(out, '\n');
  struct buf words;
  buf_init(&words, 1 << 16);
  scores_words(&words, row, means, MOST_PARTS);
  if (words.len) {
    buf_printf(out, "%*s", INDENT, "");
    terminal_ink(style, INK_DIM, out);
    terminal_wrap(&table, buf_view(&words), INDENT, INDENT, out);
    terminal_ink(style, INK_PLAIN, out);
  }
  buf_free(&words);
}

static void put_table(const struct style *style, const struct summarized *item, struct buf *out) {
  struct score_means means = scores_mean(item);
  buf_char(out, '\n');
  terminal_ink(style, INK_DIM, out);
  buf_printf(out,
             "*   n  score  sentence, and what sets it apart from the article's mean (%+.2f)\n",
             means.score);
  terminal_ink(style, INK_PLAIN, out);
  for (size_t i = 0; i < item->n_scores; i++) put_row(style, item, i, &means, out);
}

void terminal_summary(const struct style *style, const struct summarized *item, struct buf *out) {
  const calque_article *meta = &item->doc->meta;
  terminal_heading(style, meta, out);
  if (meta->title.len) {
    terminal_ink(style, INK_BOLD, out);
    terminal_wrap(style, meta->title, 0, 0, out);
    terminal_ink(style, INK_PLAIN, out);
  }
  put_summary(style, item, out);
  if (item->english) english_put_terminal(style, item->english, out);
  if (item->scores) put_table(style, item, out);
}
