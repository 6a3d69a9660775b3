/* The French and its English side by side, passage by passage, with what is wrong marked on both
 * sides. A mark links to its entry in the list below and carries its reason, which shows on hover
 * and on keyboard focus. Where findings overlap the text is cut and each piece is marked for the
 * worst of them. */
#include "output/escape.h"
#include "output/html.h"
#include "output/parts.h"

#include <stdlib.h>

/* A finding on one side. */
struct stretch {
  calque_span span;
  size_t finding;
};

/* One side of the page, written from its start to its end. */
struct side {
  const struct verified *item;
  struct buf *out;
  calque_str text;
  char letter; /* of the ids: f, e */
  struct stretch *stretches;
  size_t n, next;
};

static bool is_empty(calque_span s) { return s.start == s.end; }

static int by_start(const void *a, const void *b) {
  const struct stretch *x = a, *y = b;
  if (x->span.start != y->span.start) return x->span.start < y->span.start ? -1 : 1;
  return (x->finding > y->finding) - (x->finding < y->finding);
}

static const calque_verify_finding *finding_of(const struct side *s, const struct stretch *x) {
  return &s->item->result->findings[x->finding];
}

/* A length is that of a whole passage: marked, it would hide everything else. */
static bool is_marked(const calque_verify_finding *f) { return strcmp(f->family, "length") != 0; }

static struct side side_new(const struct verified *item, bool english, struct buf *out) {
  struct side s = {.item = item, .out = out, .letter = english ? 'e' : 'f'};
  size_t n = item->result->n_findings;
  s.text = english ? item->en : item->fr;
  s.stretches = must_alloc((n + 1) * sizeof *s.stretches);
  for (size_t i = 0; i < n; i++) {
    const calque_verify_finding *f = &item->result->findings[i];
    calque_span span = english ? f->en : f->fr;
    if (!is_empty(span)) s.stretches[s.n++] = (struct stretch){span, i};
  }
  if (s.n) qsort(s.stretches, s.n, sizeof *s.stretches, by_start);
  return s;
}

static void open_mark(struct side *s, const struct stretch *x) {
  const calque_verify_finding *f = finding_of(s, x);
  buf_printf(s->out, "<mark class=\"%s\"><a id=\"a%zu-%c%zu\" href=\"#a%zu-m%zu\" data-why=\"",
             calque_severity_name(f->severity), s->item->number, s->letter, x->finding + 1,
             s->item->number, x->finding + 1);
  html_message(s->out, f->message);
  buf_puts(s->out, "\">");
}

/* A place to jump to for what has no mark of its own. */
static void put_anchor(struct side *s, const struct stretch *x) {
  buf_printf(s->out, "<span id=\"a%zu-%c%zu\"></span>", s->item->number, s->letter, x->finding + 1);
}

/* The stretches that start before `end`, one after another: what overlaps an earlier one is marked
 * from where that ends, and is only in the list when nothing is left. */
static void put_range(struct side *s, uint32_t start, uint32_t end) {
  uint32_t at = start;
  while (s->next < s->n && s->stretches[s->next].span.start < end) {
    const struct stretch *x = &s->stretches[s->next++];
    uint32_t from = x->span.start > at ? x->span.start : at;
    uint32_t to = x->span.end < end ? x->span.end : end;
    if (from >= to || !is_marked(finding_of(s, x))) {
      put_anchor(s, x);
      continue;
    }
    escape_html(s->out, str_slice(s->text, at, from));
    open_mark(s, x);
    escape_html(s->out, str_slice(s->text, from, to));
    buf_puts(s->out, "</a></mark>");
    at = to;
  }
  escape_html(s->out, str_slice(s->text, at, end));
}

static void put_cell(struct side *s, const char *lang, calque_span span) {
  buf_printf(s->out, "<p lang=\"%s\"%s>", lang, is_empty(span) ? " class=\"absent\"" : "");
  if (!is_empty(span)) put_range(s, span.start, span.end);
  buf_puts(s->out, "</p>\n");
}

static void put_passages(const struct verified *item, struct buf *out) {
  struct side fr = side_new(item, false, out), en = side_new(item, true, out);
  buf_puts(out, "<div class=\"pair\">\n");
  for (size_t i = 0; i < item->result->n_passages; i++) {
    put_cell(&fr, "fr", item->result->passages[i].fr);
    put_cell(&en, "en", item->result->passages[i].en);
  }
  buf_puts(out, "</div>\n");
  free(fr.stretches);
  free(en.stretches);
}

static void put_place(const struct verified *item, size_t i, char letter, const char *name,
                      struct verified_spot spot, struct buf *out) {
  if (!spot.line) return;
  buf_printf(out, "<a class=\"place\" href=\"#a%zu-%c%zu\">%s&nbsp;%u:%u</a> ", item->number,
             letter, i + 1, name, (unsigned)spot.line, (unsigned)spot.column);
}

static void put_list(const struct verified *item, struct buf *out) {
  if (!item->result->n_findings) {
    buf_puts(out, "<p class=\"none\">Nothing found.</p>\n");
    return;
  }
  struct verified_spots spots = verified_spots_new(item);
  buf_puts(out, "<ol class=\"findings\">\n");
  for (size_t i = 0; i < item->result->n_findings; i++) {
    const calque_verify_finding *f = &item->result->findings[i];
    buf_printf(out, "<li id=\"a%zu-m%zu\" class=\"%s\">", item->number, i + 1,
               calque_severity_name(f->severity));
    put_place(item, i, 'f', "fr", spots.fr[i], out);
    put_place(item, i, 'e', "en", spots.en[i], out);
    html_message(out, f->message);
    buf_printf(out, " <code>%s</code></li>\n", f->family);
  }
  buf_puts(out, "</ol>\n");
  verified_spots_free(&spots);
}

static void put_chip(const struct verified *item, struct buf *out) {
  if (item->gist && item->result->ok) {
    buf_puts(out, "<span class=\"chip suspect\">gist</span>");
    return;
  }
  buf_puts(out, item->result->ok ? "<span class=\"chip good\">verified</span>"
                                 : "<span class=\"chip poor\">not verified</span>");
}

void html_verify(const struct style *style, const struct verified *item, struct buf *out) {
  struct buf name;
  (void)style;
  buf_init(&name, BUF_MAX_OUTPUT);
  escape_line(&name, item->id); /* no line break in it */
  buf_printf(out, "<li><a href=\"#a%zu\">", item->number);
  escape_html(out, buf_view(&name));
  buf_puts(out, "</a> ");
  put_chip(item, out);
  buf_printf(out, "</li>\n<article class=\"checked\" id=\"a%zu\">\n<header>", item->number);
  html_element(out, "h2", "name", item->id);
  if (item->label.len) html_element(out, "p", "source", item->label);
  buf_puts(out, "\n<p class=\"verdict\">");
  put_chip(item, out);
  buf_puts(out, "</p></header>\n");
  put_passages(item, out);
  buf_puts(out, "<aside aria-label=\"Findings\">\n");
  put_list(item, out);
  buf_puts(out, "</aside>\n</article>\n");
  buf_free(&name);
}
