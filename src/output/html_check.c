/* An article as a reader sees it, with what is wrong marked where it stands. Every mark is a link
 * to its entry in the list beside, and back; its reason shows on hover and on keyboard focus from
 * an attribute, so that the text of the page stays exactly the text of the article.
 *
 * Findings may overlap, elements may not: the text is cut where any finding starts or ends, and
 * each piece is one mark that names all findings over it. */
#include "output/escape.h"
#include "output/html.h"
#include "output/parts.h"
#include "output/place.h"

enum { MAX_OPEN = 8 }; /* findings over one piece; the others are only in the list */

struct marker {
  const struct checked *item;
  struct buf *out;
  size_t next;           /* first finding that has not started */
  size_t open[MAX_OPEN]; /* indexes of findings that stand over the current byte */
  size_t n_open;
};

static const calque_finding *finding_at(const struct marker *m, size_t i) {
  return &m->item->report.findings[i];
}

static const calque_finding *worst_open(const struct marker *m, size_t *index) {
  size_t worst = m->open[0];
  for (size_t i = 1; i < m->n_open; i++)
    if (finding_at(m, m->open[i])->severity > finding_at(m, worst)->severity) worst = m->open[i];
  *index = worst;
  return finding_at(m, worst);
}

/* A place to jump to for findings that share their mark with another. */
static void put_anchor(struct marker *m, size_t i) {
  buf_printf(m->out, "<span id=\"a%zu-f%zu\"></span>", m->item->number, i + 1);
}

/* Forgets what has ended at `offset`, takes up what starts there. */
static void advance(struct marker *m, uint32_t offset) {
  size_t n = 0;
  for (size_t i = 0; i < m->n_open; i++)
    if (finding_at(m, m->open[i])->span.end > offset) m->open[n++] = m->open[i];
  m->n_open = n;
  while (m->next < m->item->report.n_findings && finding_at(m, m->next)->span.start <= offset) {
    bool over = finding_at(m, m->next)->span.end > offset;
    if (over && m->n_open < MAX_OPEN) m->open[m->n_open++] = m->next;
    put_anchor(m, m->next++);
  }
}

/* The next byte after `offset`, at most `limit`, where the set of findings changes. */
static uint32_t next_border(const struct marker *m, uint32_t offset, uint32_t limit) {
  uint32_t border = limit;
  for (size_t i = 0; i < m->n_open; i++) {
    uint32_t end = finding_at(m, m->open[i])->span.end;
    if (end > offset && end < border) border = end;
  }
  if (m->next < m->item->report.n_findings) {
    uint32_t start = finding_at(m, m->next)->span.start;
    if (start > offset && start < border) border = start;
  }
  return border;
}

static void open_mark(struct marker *m, uint32_t offset) {
  size_t worst;
  const calque_finding *f = worst_open(m, &worst);
  struct buf *out = m->out;
  bool first = f->span.start == offset;
  buf_printf(out, "<mark class=\"%s\"><a href=\"#a%zu-m%zu\"", calque_severity_name(f->severity),
             m->item->number, worst + 1);
  if (!first) buf_puts(out, " tabindex=\"-1\"");
  buf_puts(out, " aria-describedby=\"");
  for (size_t i = 0; i < m->n_open; i++)
    buf_printf(out, "%sa%zu-m%zu", i ? " " : "", m->item->number, m->open[i] + 1);
  buf_puts(out, "\" data-why=\"");
  for (size_t i = 0; i < m->n_open; i++) {
    const calque_finding *why = finding_at(m, m->open[i]);
    if (i) buf_puts(out, " · ");
    html_message(out, why->message);
    if (why->suggestion.len) {
      buf_puts(out, " → ");
      escape_html(out, why->suggestion);
    }
  }
  buf_puts(out, "\">");
}

/* The bytes [start, end) of the text, cut into marked and unmarked pieces. */
static void put_range(struct marker *m, uint32_t start, uint32_t end) {
  while (start < end) {
    advance(m, start);
    uint32_t border = next_border(m, start, end);
    if (m->n_open) open_mark(m, start);
    escape_html(m->out, str_slice(m->item->doc->text, start, border));
    if (m->n_open) buf_puts(m->out, "</a></mark>");
    start = border;
  }
}

/* A finding on nothing but white space between lines: a hole in the page. */
static void put_hole(struct marker *m, uint32_t end) {
  if (m->next >= m->item->report.n_findings || finding_at(m, m->next)->span.start >= end) return;
  const calque_finding *f = finding_at(m, m->next);
  if (f->span.end > end) return; /* reaches into the next line: marked there */
  buf_puts(m->out, "<p class=\"hole\">");
  advance(m, f->span.start);
  if (m->n_open) {
    open_mark(m, f->span.start);
    buf_puts(m->out, "</a></mark>");
  }
  buf_puts(m->out, "</p>\n");
}

static void put_text(struct marker *m) {
  const calque_doc *doc = m->item->doc;
  buf_puts(m->out, "<div class=\"text\" lang=\"fr\">\n");
  for (uint32_t i = 0; i < doc->n_lines; i++) {
    calque_span span = doc->lines[i].span;
    put_hole(m, span.start);
    bool title = i == 0 && doc->meta.title_from_text;
    buf_puts(m->out, title ? "<p class=\"title\">" : "<p>");
    put_range(m, span.start, span.end);
    buf_puts(m->out, "</p>\n");
  }
  advance(m, UINT32_MAX); /* anchors of what stands behind the last line */
  buf_puts(m->out, "</div>\n");
}

static void put_entry(const struct checked *item, size_t i, struct place *place, struct buf *out) {
  const calque_finding *f = &item->report.findings[i];
  place_move(place, f->span.start);
  buf_printf(out,
             "<li id=\"a%zu-m%zu\" class=\"%s\"><a class=\"place\" href=\"#a%zu-f%zu\" "
             "title=\"show it in the text\">%u:%u</a> ",
             item->number, i + 1, calque_severity_name(f->severity), item->number, i + 1,
             (unsigned)place->line, (unsigned)place->column);
  html_message(out, f->message);
  if (f->suggestion.len) {
    buf_puts(out, " <ins lang=\"fr\">");
    escape_html(out, f->suggestion);
    buf_puts(out, "</ins>");
  }
  buf_printf(out, " <code>%s</code></li>\n", f->check);
}

static void put_list(const struct checked *item, struct buf *out) {
  if (!item->report.n_findings) {
    buf_puts(out, "<p class=\"none\">Nothing found.</p>\n");
    return;
  }
  struct place place = place_start(item->doc->text);
  buf_puts(out, "<ol class=\"findings\">\n");
  for (size_t i = 0; i < item->report.n_findings; i++) put_entry(item, i, &place, out);
  buf_puts(out, "</ol>\n");
}

static void put_header(const struct checked *item, struct buf *out) {
  const calque_verdict *v = &item->verdict;
  const calque_article *meta = &item->doc->meta;
  bool own_title = meta->title.len && !meta->title_from_text;
  buf_puts(out, own_title ? "<header><h2 lang=\"fr\">" : "<header><h2 class=\"name\">");
  html_link(out, meta->url, own_title ? meta->title : meta->id);
  buf_puts(out, "</h2>\n");
  if (own_title) html_element(out, "p", "name", meta->id);
  buf_puts(out, "<p class=\"verdict\">");
  html_chip(out, v->grade, calque_grade_name(v->grade), v->score);
  buf_char(out, ' ');
  count_english(out, item->doc->n_words);
  buf_puts(out, item->doc->n_words == 1 ? " word" : " words");
  for (size_t i = 0; i < v->n_reasons; i++) {
    buf_puts(out, " · ");
    escape_html(out, v->reasons[i].text);
  }
  buf_puts(out, "</p></header>\n");
}

static void put_index_row(const struct checked *item, struct buf *out) {
  struct buf name;
  buf_init(&name, BUF_MAX_OUTPUT);
  escape_line(&name, article_name(&item->doc->meta)); /* no line break in it */
  buf_printf(out, "<li><a href=\"#a%zu\">", item->number);
  escape_html(out, buf_view(&name));
  buf_puts(out, "</a> ");
  buf_free(&name);
  html_chip(out, item->verdict.grade, calque_grade_name(item->verdict.grade), item->verdict.score);
  buf_puts(out, "</li>\n");
}

void html_check(const struct style *style, const struct checked *item, struct buf *out) {
  (void)style;
  put_index_row(item, out);
  buf_printf(out, "<article class=\"checked\" id=\"a%zu\">\n", item->number);
  put_header(item, out);
  buf_puts(out, "<div class=\"columns\">\n");
  struct marker m = {.item = item, .out = out};
  put_text(&m);
  buf_puts(out, "<aside aria-label=\"Findings\">\n");
  put_list(item, out);
  buf_puts(out, "</aside>\n</div>\n</article>\n");
}
