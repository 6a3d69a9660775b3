/* The day as Markdown, in French: a heading a story, its sources as a list with links. */
#include "output/escape.h"
#include "output/french.h"
#include "output/parts.h"

static void put_article(struct buf *out, const struct digest_article *a) {
  buf_puts(out, "- ");
  if (a->source.len) {
    escape_markdown(out, a->source);
    buf_puts(out, NBSP ": ");
  }
  bool link = escape_is_link(a->url);
  if (link) buf_char(out, '[');
  escape_markdown(out, digest_article_name(a));
  if (link) {
    buf_puts(out, "](<");
    escape_uri_reference(out, a->url);
    buf_puts(out, ">)");
  }
  buf_printf(out, " (%s," NBSP "%d)", french_grade(a->grade), a->score);
}

static void put_story(struct buf *out, const struct digest_story *s) {
  buf_puts(out, "## ");
  escape_markdown(out, s->headline);
  buf_puts(out, "\n\n");
  struct buf summary;
  buf_init(&summary, BUF_MAX_OUTPUT);
  story_join(s, &summary);
  escape_markdown(out, buf_view(&summary));
  buf_free(&summary);
  buf_puts(out, "\n\n");
  if (s->english.len) {
    buf_puts(out, "> ");
    escape_markdown(out, s->english);
    buf_puts(out, "\n\n");
  }
  for (uint32_t i = 0; i < s->n_articles; i++) {
    put_article(out, &s->articles[i]);
    buf_char(out, '\n');
  }
  buf_char(out, '\n');
}

static void put_flagged(struct buf *out, const struct digest_flagged *f) {
  put_article(out, &f->article);
  struct buf reason;
  buf_init(&reason, BUF_MAX_OUTPUT);
  for (uint32_t i = 0; i < f->n_reasons; i++) {
    buf_puts(out, i ? NNBSP "; " : NBSP ": ");
    buf_clear(&reason);
    french_reason(&reason, &f->reasons[i]);
    escape_markdown(out, buf_view(&reason));
  }
  buf_free(&reason);
  buf_char(out, '\n');
}

void markdown_digest(const struct style *style, const struct digest_day *day, struct buf *out) {
  (void)style;
  struct buf date;
  buf_init(&date, 1 << 16);
  french_masthead(&date, day->date);
  buf_puts(out, "# ");
  escape_markdown(out, buf_view(&date));
  buf_free(&date);
  buf_puts(out, "\n\n");
  for (uint32_t i = 0; i < day->n_stories; i++)
    if (day->stories[i].n_sentences) put_story(out, &day->stories[i]);
  if (articles_not_told(day)) {
    french_not_told(out, articles_not_told(day));
    buf_puts(out, ".\n\n");
  }
  if (day->n_flagged) buf_puts(out, "## Écartés\n\n");
  for (uint32_t i = 0; i < day->n_flagged; i++) put_flagged(out, &day->flagged[i]);
}
