/* The day as a page that can be sent to an editor: contents and a picture of the day, stories with
 * their sources, and what was left out and why. */
#include "output/escape.h"
#include "output/html.h"
#include "output/parts.h"

/* What `words` holds, escaped; then it is empty. */
static void put_words(struct buf *out, struct buf *words) {
  escape_html(out, buf_view(words));
  buf_clear(words);
}

static void put_masthead(enum ui ui, const struct digest_day *day, struct buf *out) {
  struct buf words;
  buf_init(&words, 1 << 16);
  buf_printf(out, "<header class=\"masthead\"><h1>%s</h1>\n", ui_text(ui, TEXT_front_page));
  if (day->date.len) {
    ui_date(&words, ui, day->date);
    buf_puts(out, "<p class=\"date\"><time datetime=\"");
    escape_html(out, day->date);
    buf_puts(out, "\">");
    put_words(out, &words);
    buf_puts(out, "</time></p>\n");
  }
  buf_puts(out, "<p class=\"counts\">");
  ui_count(out, ui, day->n_articles, PLURAL_articles_read);
  buf_puts(out, " · ");
  ui_count(out, ui, stories_told(day), PLURAL_stories);
  if (day->n_flagged) {
    buf_puts(out, " · <a href=\"#ecartes\">");
    ui_count(out, ui, day->n_flagged, PLURAL_left_out);
    buf_puts(out, "</a>");
  }
  buf_puts(out, "</p></header>\n");
  buf_free(&words);
}

/* ★ for a followed topic, a word for a follow-up, how many articles. */
static void put_marks(enum ui ui, const struct digest_story *s, struct buf *out) {
  if (s->n_topics) {
    buf_printf(out, NBSP "<span class=\"star\" role=\"img\" aria-label=\"%s%s",
               ui_text(ui, TEXT_topics), ui_text(ui, TEXT_colon));
    for (uint32_t i = 0; i < s->n_topics; i++) {
      if (i) buf_puts(out, ", ");
      escape_html(out, s->topics[i]);
    }
    buf_puts(out, "\">★</span>");
  }
  bool many = s->n_articles > 1;
  if (!s->told.len && !many) return;
  buf_puts(out, " <span class=\"mark\">");
  if (s->told.len) buf_puts(out, ui_text(ui, TEXT_follow_mark));
  if (s->told.len && many) buf_puts(out, " · ");
  if (many) ui_count(out, ui, s->n_articles, PLURAL_articles);
  buf_puts(out, "</span>");
}

static void put_contents(enum ui ui, const struct digest_day *day, struct buf *out) {
  buf_printf(out, "<nav class=\"contents\" id=\"sommaire\" aria-label=\"%s\">\n",
             ui_text(ui, TEXT_contents));
  html_figure(ui, day, out);
  buf_printf(out, "<h2>%s</h2>\n<ol>\n", ui_text(ui, TEXT_contents));
  for (uint32_t i = 0; i < day->n_stories; i++) {
    if (!day->stories[i].n_sentences) continue;
    buf_printf(out, "<li><a href=\"#s%u\"%s>", (unsigned)i + 1, ui == UI_FR ? "" : " lang=\"fr\"");
    escape_html(out, day->stories[i].headline);
    buf_puts(out, "</a>");
    put_marks(ui, &day->stories[i], out);
    buf_puts(out, "</li>\n");
  }
  buf_puts(out, "</ol></nav>\n");
}

static void put_stories(struct story_frame *frame, const struct digest_day *day, struct buf *out) {
  for (uint32_t i = 0; i < day->n_stories; i++) {
    const struct digest_story *s = &day->stories[i];
    if (!s->n_sentences) continue;
    buf_printf(out, "<article class=\"story\" id=\"s%u\">\n", (unsigned)i + 1);
    html_kicker(frame, s, out);
    html_quoted(out, frame->ui, "h2", NULL, s->headline);
    buf_char(out, '\n');
    html_story(frame, s, i + 1, out);
    buf_puts(out, "</article>\n");
  }
}

void html_digest(const struct style *style, const struct digest_day *day, struct buf *out) {
  enum ui ui = style->ui;
  struct story_frame frame = {.ui = ui, .anchors = true, .dating = story_dating(day)};
  bool contents = stories_told(day) > 1;
  struct buf title;
  buf_init(&title, 1 << 16);
  ui_masthead(&title, ui, day->date);
  html_open(out, ui_text(ui, TEXT_lang), buf_view(&title), contents ? "digest wide" : "digest");
  buf_free(&title);
  put_masthead(ui, day, out);
  if (contents) put_contents(ui, day, out);
  buf_puts(out, "<main>\n");
  put_stories(&frame, day, out);
  html_not_told(ui, day, out);
  html_flagged(&frame, day, out);
  if (contents)
    buf_printf(out, "<p class=\"back\"><a href=\"#sommaire\">%s</a></p>\n", ui_text(ui, TEXT_back));
  buf_puts(out, "</main>\n");
  html_close(out, ui_text(ui, TEXT_footer));
}
