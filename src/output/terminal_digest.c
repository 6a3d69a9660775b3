/* The day for a terminal: what a reader of a newspaper's front page looks for, in its order. */
#include "output/escape.h"
#include "output/parts.h"
#include "output/story.h"
#include "output/terminal.h"

enum { INDENT = 4 };

static void put_wrapped(const struct style *style, enum ink ink, calque_str text, unsigned used,
                        unsigned indent, struct buf *out) {
  terminal_ink(style, ink, out);
  terminal_wrap(style, text, used, indent, out);
  if (ink != INK_PLAIN) terminal_ink(style, INK_PLAIN, out);
}

/* A paragraph of its own, indented; nothing when there is no text. */
static void put_paragraph(const struct style *style, enum ink ink, calque_str text, unsigned indent,
                          struct buf *out) {
  if (!text.len) return;
  buf_printf(out, "%*s", (int)indent, "");
  put_wrapped(style, ink, text, indent, indent, out);
}

static void put_masthead(const struct style *style, const struct digest_day *day, struct buf *out) {
  struct buf line;
  buf_init(&line, 1 << 16);
  ui_masthead(&line, style->ui, day->date);
  put_wrapped(style, INK_BOLD, buf_view(&line), 0, 0, out);
  buf_clear(&line);
  ui_counts(&line, style->ui, day, ", ");
  put_wrapped(style, INK_DIM, buf_view(&line), 0, 0, out);
  buf_char(out, '\n');
  buf_free(&line);
}

/* From here on what is written leads there (OSC 8: terminals that do not know it show nothing);
 * to nowhere: it ends. */
static void put_link(calque_str url, struct buf *out) {
  buf_puts(out, "\033]8;;");
  escape_uri_reference(out, url);
  buf_puts(out, "\033\\");
}

/* Source, title and, where it is not good, the verdict, on as many lines as they need. `s` is its
 * story, NULL: none. */
static void put_article(const struct style *style, const struct digest_story *s,
                        const struct digest_article *a, struct buf *out) {
  struct buf line;
  buf_init(&line, BUF_MAX_OUTPUT);
  bool source_only = story_source_only(s, a);
  buf_str(&line, a->source);
  if (a->source.len && !source_only) buf_puts(&line, ui_text(style->ui, TEXT_colon));
  if (!source_only) buf_str(&line, digest_article_name(a));
  if (a->grade != CALQUE_GOOD)
    buf_printf(&line, " (%s," NBSP "%d)", ui_grade(style->ui, a->grade), a->score);
  buf_printf(out, "%*s", INDENT, "");
  terminal_ink(style, terminal_grade_ink(a->grade), out);
  buf_puts(out, "• ");
  terminal_ink(style, INK_PLAIN, out);
  bool link = style->color && style->width && escape_is_link(a->url);
  if (link) put_link(a->url, out);
  terminal_flow(style, buf_view(&line), INDENT + 2, INDENT + 2, out);
  if (link) put_link((calque_str){"", 0}, out);
  buf_char(out, '\n');
  if (style->links && escape_is_link(a->url))
    put_paragraph(style, INK_DIM, a->url, INDENT + 2, out);
  buf_free(&line);
}

/* « ≠ morts : 4 (Agence Littorale, 3 articles) / 5 (Le Courrier) » */
static void put_dispute(const struct style *style, const struct digest_story *s,
                        const struct digest_dispute *d, struct buf *out) {
  struct buf line;
  buf_init(&line, BUF_MAX_OUTPUT);
  buf_puts(&line, "≠ ");
  buf_str(&line, d->what);
  for (uint32_t i = 0; i < d->n_claims; i++) {
    buf_puts(&line, i ? " / " : ui_text(style->ui, TEXT_colon));
    buf_str(&line, d->claims[i].text);
    buf_puts(&line, " (");
    story_claimant(&line, style->ui, s, &d->claims[i]);
    buf_char(&line, ')');
  }
  buf_printf(out, "%*s", INDENT, "");
  put_wrapped(style, INK_WARN, buf_view(&line), INDENT, INDENT + 2, out);
  buf_free(&line);
}

static void put_story(const struct style *style, const struct digest_story *s, uint32_t number,
                      struct dating *dating, struct buf *out) {
  struct buf line;
  buf_init(&line, BUF_MAX_OUTPUT);
  buf_printf(out, "%2u. ", (unsigned)number);
  put_wrapped(style, INK_BOLD, s->headline, INDENT, INDENT, out);
  story_kicker(&line, style->ui, s, dating);
  put_paragraph(style, INK_NOTE, buf_view(&line), INDENT, out);
  buf_clear(&line);
  story_text(&line, style->ui, s, dating);
  put_paragraph(style, INK_PLAIN, buf_view(&line), INDENT, out);
  buf_free(&line);
  put_paragraph(style, INK_BOLD, s->english_headline, INDENT, out);
  put_paragraph(style, INK_PLAIN, s->english, INDENT, out);
  put_paragraph(style, INK_DIM, s->english_note, INDENT, out);
  for (uint32_t i = 0; i < s->n_disputes; i++) put_dispute(style, s, &s->disputes[i], out);
  for (uint32_t i = 0; i < s->n_articles; i++) put_article(style, s, &s->articles[i], out);
  buf_char(out, '\n');
}

static void put_flagged(const struct style *style, const struct digest_flagged *f,
                        struct buf *out) {
  put_article(style, NULL, &f->article, out);
  struct buf reasons;
  buf_init(&reasons, BUF_MAX_OUTPUT);
  ui_reasons(&reasons, style->ui, f);
  put_paragraph(style, INK_DIM, buf_view(&reasons), INDENT + 2, out);
  buf_free(&reasons);
}

/* --stories is said to those who typed the command, not to readers of a mail. */
static void put_not_told(const struct style *style, uint32_t n, struct buf *out) {
  if (!n) return;
  terminal_ink(style, INK_DIM, out);
  ui_not_told(out, style->ui, n);
  buf_puts(out, style->links ? "." : ui_text(style->ui, TEXT_show_all));
  terminal_ink(style, INK_PLAIN, out);
  buf_puts(out, "\n\n");
}

void terminal_digest(const struct style *style, const struct digest_day *day, struct buf *out) {
  struct dating dating = story_dating(day);
  put_masthead(style, day, out);
  for (uint32_t i = 0, number = 0; i < day->n_stories; i++)
    if (day->stories[i].n_sentences) put_story(style, &day->stories[i], ++number, &dating, out);
  put_not_told(style, articles_not_told(day), out);
  if (!day->n_flagged) return;
  put_wrapped(style, INK_BOLD, calque_str_of(ui_text(style->ui, TEXT_left_out)), 0, 0, out);
  put_paragraph(style, INK_DIM, calque_str_of(ui_text(style->ui, TEXT_left_out_note)), 0, out);
  for (uint32_t i = 0; i < day->n_flagged; i++) put_flagged(style, &day->flagged[i], out);
}
