/* A story as HTML: what sort of story it is, its sentences with their sources, what the sources
 * dispute, the list of the sources. The same in the page of a day, a feed and a mail. */
#include "output/escape.h"
#include "output/html.h"
#include "output/parts.h"

#include <stdio.h>

static const char *lang_of(const struct story_frame *f) {
  return f->ui == UI_FR ? "" : " lang=\"fr\"";
}

/* What `words` holds, escaped; then it is empty. */
static void put_words(struct buf *out, struct buf *words) {
  escape_html(out, buf_view(words));
  buf_clear(words);
}

static void put_topics(const struct story_frame *f, const struct digest_story *s, struct buf *out) {
  for (uint32_t i = 0; i < s->n_topics; i++) {
    if (!i)
      buf_printf(out, "<span class=\"label\">%s%s</span>", ui_text(f->ui, TEXT_topics),
                 ui_text(f->ui, TEXT_colon));
    else buf_puts(out, f->anchors ? " " : ", ");
    html_quoted(out, f->ui, "span", "tag topic", s->topics[i]);
  }
}

void html_kicker(struct story_frame *f, const struct digest_story *s, struct buf *out) {
  if (!s->told.len && !s->n_topics && s->n_articles < 2) return;
  struct buf words;
  buf_init(&words, 1 << 20);
  buf_puts(out, "<p class=\"kicker\">");
  if (s->told.len) {
    story_told(&words, f->ui, s->told, f->dating.today);
    buf_puts(out, "<span class=\"tag\">");
    put_words(out, &words);
    buf_puts(out, "</span>");
  }
  if (s->told.len && s->n_topics) buf_puts(out, " · ");
  put_topics(f, s, out);
  story_counts(&words, f->ui, s);
  if (words.len && (s->told.len || s->n_topics)) buf_puts(out, " · ");
  put_words(out, &words);
  buf_puts(out, "</p>\n");
  buf_free(&words);
}

/* « <time>vendredi soir</time> [20 novembre] » */
static void put_day(const struct story_frame *f, const struct piece *p, struct buf *out) {
  struct civil c = moment_civil(p->day);
  char iso[32];
  snprintf(iso, sizeof iso, "%04d-%02d-%02d", (int)c.year, (int)c.month, (int)c.day);
  struct buf words;
  buf_init(&words, 1 << 16);
  ui_date(&words, f->ui, calque_str_of(iso));
  buf_printf(out, "<time datetime=\"%s\" title=\"", iso);
  put_words(out, &words);
  buf_puts(out, "\">");
  escape_html(out, p->text);
  buf_puts(out, "</time>");
  if (p->dated) {
    story_date(&words, f->ui, p, &f->dating);
    buf_printf(out, NBSP "<span class=\"when\" lang=\"%s\">[", ui_text(f->ui, TEXT_lang));
    put_words(out, &words);
    buf_puts(out, "]</span>");
  }
  buf_free(&words);
}

/* A sentence and the number of the source that it is quoted from. */
static void put_sentence(struct story_frame *f, const struct digest_story *s, uint32_t i,
                         uint32_t story, struct buf *out) {
  const struct digest_sentence *sentence = &s->sentences[i];
  struct piece_walk walk = {sentence, &f->dating, 0, 0};
  if (i) buf_char(out, ' ');
  for (struct piece p; story_piece(&walk, &p);) {
    if (p.day != NO_DAY) put_day(f, &p, out);
    else escape_html(out, p.text);
  }
  if (s->n_articles < 2 || sentence->article >= s->n_articles) return;
  unsigned number = (unsigned)sentence->article + 1;
  if (f->anchors)
    buf_printf(out, "<sup><a href=\"#s%u-%u\" aria-label=\"%s %u\">%u</a></sup>", (unsigned)story,
               number, ui_text(f->ui, TEXT_source), number, number);
  else buf_printf(out, "<sup>%u</sup>", number);
}

static void put_claim(const struct story_frame *f, const struct digest_story *s,
                      const struct digest_claim *claim, struct buf *out) {
  struct buf words;
  buf_init(&words, BUF_MAX_OUTPUT);
  buf_puts(out, "<dd>");
  html_quoted(out, f->ui, "b", NULL, claim->text);
  story_claimant(&words, f->ui, s, claim);
  buf_puts(out, " <span class=\"claimant\">");
  put_words(out, &words);
  buf_puts(out, "</span></dd>\n");
  buf_free(&words);
}

static void put_disputes(const struct story_frame *f, const struct digest_story *s,
                         struct buf *out) {
  if (!s->n_disputes) return;
  buf_printf(out, "<div class=\"disputes\">\n<h3>%s</h3>\n", ui_text(f->ui, TEXT_disputes));
  for (uint32_t i = 0; i < s->n_disputes; i++) {
    const struct digest_dispute *d = &s->disputes[i];
    buf_puts(out, "<dl>\n");
    html_quoted(out, f->ui, "dt", NULL, d->what);
    buf_char(out, '\n');
    for (uint32_t k = 0; k < d->n_claims; k++) put_claim(f, s, &d->claims[k], out);
    buf_puts(out, "</dl>\n");
  }
  buf_puts(out, "</div>\n");
}

/* A good article needs no word about it. */
static void put_chip(const struct story_frame *f, const struct digest_article *a, struct buf *out) {
  if (a->grade == CALQUE_GOOD) return;
  buf_char(out, ' ');
  html_chip(out, a->grade, ui_grade(f->ui, a->grade), a->score);
}

static void put_source(const struct story_frame *f, const struct digest_story *s, uint32_t i,
                       uint32_t story, struct buf *out) {
  const struct digest_article *a = &s->articles[i];
  if (f->anchors)
    buf_printf(out, "<li id=\"s%u-%u\"%s>", (unsigned)story, (unsigned)i + 1, lang_of(f));
  else buf_printf(out, "<li%s>", lang_of(f));
  if (story_source_only(s, a)) {
    html_link(out, a->url, a->source);
  } else {
    if (a->source.len) {
      html_element(out, "span", "source", a->source);
      buf_puts(out, f->anchors ? " " : " · ");
    }
    html_link(out, a->url, digest_article_name(a));
  }
  put_chip(f, a, out);
  buf_puts(out, "</li>\n");
}

static void put_english(const struct digest_story *s, struct buf *out) {
  if (s->english.len) {
    buf_puts(out, "<p class=\"english\" lang=\"en\">");
    if (s->english_headline.len) {
      html_element(out, "b", NULL, s->english_headline);
      buf_puts(out, "<br>");
    }
    escape_html(out, s->english);
    buf_puts(out, "</p>\n");
  }
  if (!s->english_note.len) return;
  buf_puts(out, "<p class=\"source\" lang=\"en\">");
  escape_html(out, s->english_note);
  buf_puts(out, "</p>\n");
}

void html_story(struct story_frame *f, const struct digest_story *s, uint32_t number,
                struct buf *out) {
  f->dating.shown = NO_DAY;
  buf_printf(out, "<p class=\"summary\"%s>", lang_of(f));
  for (uint32_t i = 0; i < s->n_sentences; i++) put_sentence(f, s, i, number, out);
  buf_puts(out, "</p>\n");
  put_english(s, out);
  put_disputes(f, s, out);
  buf_puts(out, s->n_articles > 1 ? "<ol class=\"sources\">\n" : "<ol class=\"sources one\">\n");
  for (uint32_t i = 0; i < s->n_articles; i++) put_source(f, s, i, number, out);
  buf_puts(out, "</ol>\n");
}

static void put_flagged(const struct story_frame *f, const struct digest_flagged *flagged,
                        struct buf *out) {
  const struct digest_article *a = &flagged->article;
  struct buf reasons;
  buf_init(&reasons, BUF_MAX_OUTPUT);
  buf_puts(out, "<li>");
  html_chip(out, a->grade, ui_grade(f->ui, a->grade), a->score);
  buf_printf(out, " <span class=\"headline\"%s>", lang_of(f));
  html_link(out, a->url, digest_article_name(a));
  buf_puts(out, "</span>");
  if (a->source.len) {
    buf_puts(out, f->anchors ? " " : " · ");
    html_element(out, "span", "source", a->source);
  }
  buf_puts(out, "\n<p class=\"reasons\">");
  ui_reasons(&reasons, f->ui, flagged);
  put_words(out, &reasons);
  buf_puts(out, "</p></li>\n");
  buf_free(&reasons);
}

void html_not_told(enum ui ui, const struct digest_day *day, struct buf *out) {
  if (!articles_not_told(day)) return;
  buf_puts(out, "<p class=\"not-told\">");
  ui_not_told(out, ui, articles_not_told(day));
  buf_puts(out, ".</p>\n");
}

void html_flagged(const struct story_frame *f, const struct digest_day *day, struct buf *out) {
  if (!day->n_flagged) return;
  buf_printf(out,
             "<section class=\"flagged\" id=\"ecartes\"><h2>%s</h2>\n<p class=\"note\">%s</p>\n"
             "<ul>\n",
             ui_text(f->ui, TEXT_left_out), ui_text(f->ui, TEXT_left_out_note));
  for (uint32_t i = 0; i < day->n_flagged; i++) put_flagged(f, &day->flagged[i], out);
  buf_puts(out, "</ul></section>\n");
}
