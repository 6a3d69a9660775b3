/* The day for a terminal: what a reader of a newspaper's front page looks for, in its order. */
#include "output/escape.h"
#include "output/french.h"
#include "output/parts.h"
#include "output/terminal.h"

enum { INDENT = 4 };

static void put_rule(const struct style *style, const char *title, struct buf *out) {
  terminal_ink(style, INK_BOLD, out);
  buf_puts(out, title);
  terminal_ink(style, INK_PLAIN, out);
  buf_char(out, '\n');
}

static void put_masthead(const struct style *style, const struct digest_day *day, uint32_t n_told,
                         struct buf *out) {
  struct buf date;
  buf_init(&date, 1 << 16);
  french_masthead(&date, day->date);
  terminal_ink(style, INK_BOLD, out);
  escape_line(out, buf_view(&date));
  terminal_ink(style, INK_PLAIN, out);
  buf_free(&date);
  buf_char(out, '\n');
  terminal_ink(style, INK_DIM, out);
  french_count(out, day->n_articles, "article lu", "articles lus");
  buf_puts(out, ", ");
  french_count(out, n_told, "sujet", "sujets");
  buf_puts(out, ", ");
  french_count(out, day->n_flagged, "article écarté", "articles écartés");
  terminal_ink(style, INK_PLAIN, out);
  buf_puts(out, "\n\n");
}

/* Source, title and verdict of an article, on as many lines as they need. */
static void put_article(const struct style *style, const struct digest_article *a,
                        struct buf *out) {
  struct buf line;
  buf_init(&line, BUF_MAX_OUTPUT);
  if (a->source.len) {
    buf_str(&line, a->source);
    buf_puts(&line, NBSP ": ");
  }
  buf_str(&line, digest_article_name(a));
  buf_printf(&line, " (%s," NBSP "%d)", french_grade(a->grade), a->score);
  buf_printf(out, "%*s", INDENT, "");
  terminal_ink(style, terminal_grade_ink(a->grade), out);
  buf_puts(out, "• ");
  terminal_ink(style, INK_PLAIN, out);
  terminal_wrap(style, buf_view(&line), INDENT + 2, INDENT + 2, out);
  buf_free(&line);
}

static void put_story(const struct style *style, const struct digest_story *s, uint32_t number,
                      struct buf *out) {
  buf_printf(out, "%2u. ", (unsigned)number);
  terminal_ink(style, INK_BOLD, out);
  terminal_wrap(style, s->headline, INDENT, INDENT, out);
  terminal_ink(style, INK_PLAIN, out);
  struct buf summary;
  buf_init(&summary, BUF_MAX_OUTPUT);
  story_join(s, &summary);
  buf_printf(out, "%*s", INDENT, "");
  terminal_wrap(style, buf_view(&summary), INDENT, INDENT, out);
  buf_free(&summary);
  if (s->english.len) {
    buf_printf(out, "%*s", INDENT, "");
    terminal_wrap(style, s->english, INDENT, INDENT, out);
  }
  for (uint32_t i = 0; i < s->n_articles; i++) put_article(style, &s->articles[i], out);
  buf_char(out, '\n');
}

static void put_flagged(const struct style *style, const struct digest_flagged *f,
                        struct buf *out) {
  put_article(style, &f->article, out);
  struct buf reasons;
  buf_init(&reasons, BUF_MAX_OUTPUT);
  for (uint32_t i = 0; i < f->n_reasons; i++) {
    if (i) buf_puts(&reasons, NNBSP "; ");
    french_reason(&reasons, &f->reasons[i]);
  }
  if (reasons.len) {
    buf_printf(out, "%*s", INDENT + 2, "");
    terminal_ink(style, INK_DIM, out);
    terminal_wrap(style, buf_view(&reasons), INDENT + 2, INDENT + 2, out);
    terminal_ink(style, INK_PLAIN, out);
  }
  buf_free(&reasons);
}

static void put_not_told(const struct style *style, uint32_t n, struct buf *out) {
  if (!n) return;
  terminal_ink(style, INK_DIM, out);
  french_not_told(out, n);
  buf_puts(out, " (--stories=0 montre tout).");
  terminal_ink(style, INK_PLAIN, out);
  buf_puts(out, "\n\n");
}

void terminal_digest(const struct style *style, const struct digest_day *day, struct buf *out) {
  uint32_t n_told = stories_told(day);
  put_masthead(style, day, n_told, out);
  for (uint32_t i = 0, number = 0; i < day->n_stories; i++)
    if (day->stories[i].n_sentences) put_story(style, &day->stories[i], ++number, out);
  put_not_told(style, articles_not_told(day), out);
  if (day->n_flagged) put_rule(style, "Écartés", out);
  for (uint32_t i = 0; i < day->n_flagged; i++) put_flagged(style, &day->flagged[i], out);
}
