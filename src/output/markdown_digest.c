/* The day as Markdown: a heading a story, its sources as a list with links. */
#include "output/escape.h"
#include "output/parts.h"
#include "output/story.h"

/* What `line` holds, escaped, between `before` and `after`; then it is empty. */
static void put_escaped(struct buf *out, const char *before, struct buf *line, const char *after) {
  if (!line->len) return;
  buf_puts(out, before);
  escape_markdown(out, buf_view(line));
  buf_puts(out, after);
  buf_clear(line);
}

/* `s` is the story of the article, NULL: none. */
static void put_article(struct buf *out, enum ui ui, const struct digest_story *s,
                        const struct digest_article *a) {
  bool source_only = story_source_only(s, a);
  buf_puts(out, "- ");
  if (a->source.len && !source_only) {
    escape_markdown(out, a->source);
    buf_puts(out, ui_text(ui, TEXT_colon));
  }
  bool link = escape_is_link(a->url);
  if (link) buf_char(out, '[');
  escape_markdown(out, source_only ? a->source : digest_article_name(a));
  if (link) {
    buf_puts(out, "](<");
    escape_uri_reference(out, a->url);
    buf_puts(out, ">)");
  }
  if (a->grade != CALQUE_GOOD)
    buf_printf(out, " (%s," NBSP "%d)", ui_grade(ui, a->grade), a->score);
}

/* A line a thing, what is claimed of it side by side. * and not -, or it would be one list with the
 * sources. */
static void put_disputes(struct buf *out, enum ui ui, const struct digest_story *s,
                         struct buf *line) {
  if (!s->n_disputes) return;
  buf_printf(out, "**%s**\n\n", ui_text(ui, TEXT_disputes));
  for (uint32_t i = 0; i < s->n_disputes; i++) {
    const struct digest_dispute *d = &s->disputes[i];
    buf_puts(out, "* ");
    escape_markdown(out, d->what);
    for (uint32_t k = 0; k < d->n_claims; k++) {
      buf_printf(out, "%s**", k ? " / " : ui_text(ui, TEXT_colon));
      escape_markdown(out, str_trim(d->claims[k].text));
      buf_puts(out, "**");
      story_claimant(line, ui, s, &d->claims[k]);
      put_escaped(out, " (", line, ")");
    }
    buf_char(out, '\n');
  }
  buf_char(out, '\n');
}

static void put_english(struct buf *out, const struct digest_story *s) {
  if (s->english.len) {
    buf_puts(out, "> ");
    if (s->english_headline.len) {
      buf_puts(out, "**");
      escape_markdown(out, s->english_headline);
      buf_puts(out, "** ");
    }
    escape_markdown(out, s->english);
    buf_puts(out, "\n\n");
  }
  if (!s->english_note.len) return;
  buf_puts(out, "*");
  escape_markdown(out, s->english_note);
  buf_puts(out, "*\n\n");
}

static void put_story(struct buf *out, enum ui ui, const struct digest_story *s,
                      struct dating *dating, struct buf *line) {
  buf_puts(out, "## ");
  escape_markdown(out, s->headline);
  buf_puts(out, "\n\n");
  story_kicker(line, ui, s, dating);
  put_escaped(out, "*", line, "*\n\n");
  story_text(line, ui, s, dating);
  put_escaped(out, "", line, "\n\n");
  put_english(out, s);
  put_disputes(out, ui, s, line);
  for (uint32_t i = 0; i < s->n_articles; i++) {
    put_article(out, ui, s, &s->articles[i]);
    buf_char(out, '\n');
  }
  buf_char(out, '\n');
}

static void put_flagged(struct buf *out, enum ui ui, const struct digest_flagged *f,
                        struct buf *line) {
  put_article(out, ui, NULL, &f->article);
  ui_reasons(line, ui, f);
  put_escaped(out, ui_text(ui, TEXT_colon), line, "");
  buf_char(out, '\n');
}

void markdown_digest(const struct style *style, const struct digest_day *day, struct buf *out) {
  enum ui ui = style->ui;
  struct dating dating = story_dating(day);
  struct buf line;
  buf_init(&line, BUF_MAX_OUTPUT);
  ui_masthead(&line, ui, day->date);
  put_escaped(out, "# ", &line, "\n\n");
  ui_counts(&line, ui, day, ", ");
  put_escaped(out, "", &line, "\n\n");
  for (uint32_t i = 0; i < day->n_stories; i++)
    if (day->stories[i].n_sentences) put_story(out, ui, &day->stories[i], &dating, &line);
  ui_not_told(&line, ui, articles_not_told(day));
  put_escaped(out, "", &line, ".\n\n");
  if (day->n_flagged) buf_printf(out, "## %s\n\n", ui_text(ui, TEXT_left_out));
  for (uint32_t i = 0; i < day->n_flagged; i++) put_flagged(out, ui, &day->flagged[i], &line);
  buf_free(&line);
}
