/* A summary, and under it the article with the sentences that were chosen, what compression left
 * out of them, and on demand the score of every sentence: on hover and keyboard focus its short
 * form, from an attribute; in the list beside, all of it. */
#include "output/english.h"
#include "output/escape.h"
#include "output/html.h"
#include "output/parts.h"
#include "output/scores.h"

enum { TIP_PARTS = 4, TABLE_PARTS = 10 };

struct marking {
  const struct summarized *item;
  const struct score_means *means;
  struct buf *out;
  size_t next; /* first chosen sentence that has not been written */
};

/* The pieces of a chosen sentence that the summary kept, and those that it left out. */
static void put_pieces(struct marking *m, const calque_summary_sentence *s) {
  calque_str text = m->item->doc->text;
  uint32_t at = s->span.start;
  for (size_t i = 0; i <= s->n_kept; i++) {
    uint32_t start = i < s->n_kept ? s->kept[i].start : s->span.end;
    if (start > at) {
      buf_puts(m->out, "<span class=\"dropped\">");
      escape_html(m->out, str_slice(text, at, start));
      buf_puts(m->out, "</span>");
    }
    if (i == s->n_kept) break;
    escape_html(m->out, str_of_span(text, s->kept[i]));
    at = s->kept[i].end;
  }
}

static void open_score(struct marking *m, size_t i) {
  const calque_sentence_score *row = &m->item->scores[i];
  struct buf why;
  buf_init(&why, 1 << 16);
  if (row->parts) buf_printf(&why, "%+.2f · ", row->score);
  scores_words(&why, row, m->means, TIP_PARTS);
  buf_printf(m->out, "<a id=\"a%zu-t%zu\" href=\"#a%zu-e%zu\" data-why=\"", m->item->number, i + 1,
             m->item->number, i + 1);
  escape_html(m->out, buf_view(&why));
  buf_puts(m->out, "\">");
  buf_free(&why);
}

/* The sentence with that index in the document. */
static void put_sentence(struct marking *m, size_t i) {
  const struct summarized *item = m->item;
  calque_span span = item->doc->sentences[i].span;
  const calque_summary_sentence *s = item->sentences + m->next;
  bool chosen = m->next < item->n_sentences && s->span.start == span.start;
  bool scored = item->scores && i < item->n_scores;
  if (chosen || scored)
    buf_printf(m->out, "<mark class=\"%s\">",
               chosen                             ? "chosen"
               : scored && !item->scores[i].parts ? "unfit"
                                                  : "ranked");
  if (scored) open_score(m, i);
  if (chosen) put_pieces(m, s);
  else escape_html(m->out, str_of_span(item->doc->text, span));
  if (scored) buf_puts(m->out, "</a>");
  if (chosen || scored) buf_puts(m->out, "</mark>");
  m->next += chosen;
}

static void put_line(struct marking *m, const calque_line *line) {
  const calque_doc *doc = m->item->doc;
  uint32_t at = line->span.start;
  for (uint32_t k = 0; k < line->n_sentences; k++) {
    size_t i = line->first_sentence + k;
    calque_span span = doc->sentences[i].span;
    escape_html(m->out, str_slice(doc->text, at, span.start));
    put_sentence(m, i);
    at = span.end;
  }
  escape_html(m->out, str_slice(doc->text, at, line->span.end));
}

static void put_text(struct marking *m, enum ui ui) {
  const calque_doc *doc = m->item->doc;
  buf_printf(m->out, "<div class=\"text\"%s>\n", ui == UI_FR ? "" : " lang=\"fr\"");
  for (uint32_t i = 0; i < doc->n_lines; i++) {
    bool title = i == 0 && doc->meta.title_from_text;
    buf_puts(m->out, title ? "<p class=\"title\">" : "<p>");
    put_line(m, &doc->lines[i]);
    buf_puts(m->out, "</p>\n");
  }
  buf_puts(m->out, "</div>\n");
}

static void put_parts(struct marking *m, const calque_sentence_score *row) {
  struct score_part parts[CALQUE_FEATURES];
  size_t n = scores_apart(row, m->means, parts);
  if (!n) return;
  buf_puts(m->out, "<table>\n");
  for (size_t i = 0; i < n && i < TABLE_PARTS; i++)
    buf_printf(m->out, "<tr><th scope=\"row\" title=\"%s\">%s</th><td>%+.2f</td></tr>\n",
               calque_feature_meaning(parts[i].feature), calque_feature_name(parts[i].feature),
               parts[i].apart);
  buf_puts(m->out, "</table>\n");
}

static void put_score(struct marking *m, size_t i, enum ui ui) {
  const calque_sentence_score *row = &m->item->scores[i];
  struct buf *out = m->out;
  buf_printf(out, "<li id=\"a%zu-e%zu\"%s><a class=\"place\" href=\"#a%zu-t%zu\">%zu</a> ",
             m->item->number, i + 1, row->chosen ? " class=\"chosen\"" : "", m->item->number, i + 1,
             i + 1);
  if (row->parts) {
    buf_printf(out, "<details lang=\"en\"><summary>%+.2f</summary>\n", row->score);
    put_parts(m, row);
    buf_puts(out, "</details>");
  } else {
    buf_puts(out, ui_text(ui, TEXT_unscored));
  }
  if (row->left_out)
    buf_printf(out, " <span class=\"reason\" lang=\"en\">%s</span>", row->left_out);
  if (row->leans) buf_printf(out, " <span class=\"reason\" lang=\"en\">%s</span>", row->leans);
  buf_puts(out, "</li>\n");
}

static void put_scores(struct marking *m, enum ui ui) {
  buf_printf(m->out, "<aside aria-label=\"%s\">\n<h3>%s</h3>\n<ol class=\"scores\">\n",
             ui_text(ui, TEXT_scores), ui_text(ui, TEXT_scores));
  for (size_t i = 0; i < m->item->n_scores; i++) put_score(m, i, ui);
  buf_puts(m->out, "</ol>\n</aside>\n");
}

static void put_article(const struct style *style, const struct summarized *item, struct buf *out) {
  struct score_means means = scores_mean(item);
  struct marking m = {.item = item, .means = &means, .out = out};
  bool open = !style->headings || item->scores;
  buf_printf(out, "<details class=\"whole\"%s><summary>%s</summary>\n", open ? " open" : "",
             ui_text(style->ui, TEXT_whole));
  buf_puts(out, item->scores ? "<div class=\"columns\">\n" : "<div>\n");
  put_text(&m, style->ui);
  if (item->scores) put_scores(&m, style->ui);
  buf_puts(out, "</div>\n</details>\n");
}

void html_summary(const struct style *style, const struct summarized *item, struct buf *out) {
  const calque_article *meta = &item->doc->meta;
  const char *lang = style->ui == UI_FR ? "" : " lang=\"fr\"";
  buf_printf(out, "<article class=\"story\" id=\"a%zu\">\n<h2%s>", item->number, lang);
  html_link(out, meta->url, article_name(meta));
  buf_printf(out, "</h2>\n<p class=\"summary\"%s>", lang);
  for (size_t i = 0; i < item->n_sentences; i++) {
    if (i) buf_char(out, ' ');
    escape_html(out, item->sentences[i].text);
  }
  buf_puts(out, "</p>\n");
  if (item->english) english_put_html(item->english, out);
  if (meta->title.len) {
    html_element(out, "p", "name", meta->id);
    buf_char(out, '\n');
  }
  put_article(style, item, out);
  buf_puts(out, "</article>\n");
}
