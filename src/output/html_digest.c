/* The day as a page that can be sent to an editor: contents, stories with their sources, and what
 * was left out and why. */
#include "output/escape.h"
#include "output/french.h"
#include "output/html.h"
#include "output/parts.h"

static void put_date(struct buf *out, calque_str date) {
  struct buf words;
  buf_init(&words, 1 << 16);
  french_date(&words, date);
  buf_puts(out, "<p class=\"date\"><time datetime=\"");
  escape_html(out, date);
  buf_puts(out, "\">");
  escape_html(out, buf_view(&words));
  buf_puts(out, "</time></p>\n");
  buf_free(&words);
}

static void put_masthead(const struct digest_day *day, struct buf *out) {
  buf_puts(out, "<header class=\"masthead\"><h1>À la une</h1>\n");
  if (day->date.len) put_date(out, day->date);
  buf_puts(out, "<p class=\"counts\">");
  french_count(out, day->n_articles, "article lu", "articles lus");
  buf_puts(out, " · ");
  french_count(out, stories_told(day), "sujet", "sujets");
  if (day->n_flagged) {
    buf_puts(out, " · <a href=\"#ecartes\">");
    french_count(out, day->n_flagged, "article écarté", "articles écartés");
    buf_puts(out, "</a>");
  }
  buf_puts(out, "</p></header>\n");
}

static void put_contents(const struct digest_day *day, struct buf *out) {
  if (stories_told(day) < 2) return;
  buf_puts(out, "<nav class=\"contents\" aria-label=\"Sommaire\"><h2>Sommaire</h2>\n<ol>\n");
  for (uint32_t i = 0; i < day->n_stories; i++) {
    if (!day->stories[i].n_sentences) continue;
    buf_printf(out, "<li><a href=\"#s%u\">", (unsigned)i + 1);
    escape_html(out, day->stories[i].headline);
    buf_puts(out, "</a></li>\n");
  }
  buf_puts(out, "</ol></nav>\n");
}

static void put_source(const struct digest_article *a, uint32_t story, uint32_t number,
                       struct buf *out) {
  buf_printf(out, "<li id=\"s%u-%u\">", (unsigned)story, (unsigned)number);
  if (a->source.len) {
    html_element(out, "span", "source", a->source);
    buf_char(out, ' ');
  }
  html_link(out, a->url, digest_article_name(a));
  buf_char(out, ' ');
  html_chip(out, a->grade, french_grade(a->grade), a->score);
  buf_puts(out, "</li>\n");
}

/* A sentence and the number of the source that it is quoted from. */
static void put_sentence(const struct digest_story *s, uint32_t i, uint32_t story,
                         struct buf *out) {
  const struct digest_sentence *sentence = &s->sentences[i];
  if (i) buf_char(out, ' ');
  escape_html(out, sentence->text);
  if (s->n_articles < 2 || sentence->article >= s->n_articles) return;
  unsigned number = (unsigned)sentence->article + 1;
  buf_printf(out, "<sup><a href=\"#s%u-%u\" aria-label=\"source %u\">%u</a></sup>", (unsigned)story,
             number, number, number);
}

static void put_story(const struct digest_story *s, uint32_t story, struct buf *out) {
  buf_printf(out, "<article class=\"story\" id=\"s%u\">\n", (unsigned)story);
  html_element(out, "h2", NULL, s->headline);
  buf_puts(out, "\n<p class=\"summary\">");
  for (uint32_t i = 0; i < s->n_sentences; i++) put_sentence(s, i, story, out);
  buf_puts(out, "</p>\n");
  if (s->english.len) {
    buf_puts(out, "<p class=\"english\" lang=\"en\">");
    escape_html(out, s->english);
    buf_puts(out, "</p>\n");
  }
  buf_puts(out, s->n_articles > 1 ? "<ol class=\"sources\">\n" : "<ol class=\"sources one\">\n");
  for (uint32_t i = 0; i < s->n_articles; i++) put_source(&s->articles[i], story, i + 1, out);
  buf_puts(out, "</ol>\n</article>\n");
}

static void put_flagged(const struct digest_flagged *f, struct buf *out) {
  struct buf reason;
  buf_init(&reason, BUF_MAX_OUTPUT);
  buf_puts(out, "<li>");
  html_chip(out, f->article.grade, french_grade(f->article.grade), f->article.score);
  buf_puts(out, " <span class=\"headline\">");
  html_link(out, f->article.url, digest_article_name(&f->article));
  buf_puts(out, "</span>");
  if (f->article.source.len) {
    buf_char(out, ' ');
    html_element(out, "span", "source", f->article.source);
  }
  buf_puts(out, "\n<p class=\"reasons\">");
  for (uint32_t i = 0; i < f->n_reasons; i++) {
    if (i) buf_puts(out, NNBSP "; ");
    buf_clear(&reason);
    french_reason(&reason, &f->reasons[i]);
    escape_html(out, buf_view(&reason));
  }
  buf_puts(out, "</p></li>\n");
  buf_free(&reason);
}

void html_digest(const struct style *style, const struct digest_day *day, struct buf *out) {
  (void)style;
  struct buf title;
  buf_init(&title, 1 << 16);
  french_masthead(&title, day->date);
  html_open(out, "fr", buf_view(&title), "digest");
  buf_free(&title);
  put_masthead(day, out);
  put_contents(day, out);
  buf_puts(out, "<main>\n");
  for (uint32_t i = 0; i < day->n_stories; i++)
    if (day->stories[i].n_sentences) put_story(&day->stories[i], i + 1, out);
  if (articles_not_told(day)) {
    buf_puts(out, "<p class=\"not-told\">");
    french_not_told(out, articles_not_told(day));
    buf_puts(out, ".</p>\n");
  }
  buf_puts(out, "</main>\n");
  if (day->n_flagged) {
    buf_puts(out,
             "<section class=\"flagged\" id=\"ecartes\"><h2>Écartés</h2>\n<p class=\"note\">"
             "Articles lus mais non cités" NBSP ": leur texte n’est pas fiable.</p>\n<ul>\n");
    for (uint32_t i = 0; i < day->n_flagged; i++) put_flagged(&day->flagged[i], out);
    buf_puts(out, "</ul></section>\n");
  }
  html_close(out,
             "Résumés extraits des articles, phrase pour phrase, par calque " CALQUE_VERSION ".");
}
