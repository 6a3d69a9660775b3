/* For people: findings as a compiler prints them, the verdict last, summaries and texts as they
 * are. Nothing of an article reaches the terminal but through escape_line and escape_text. */
#include "output/terminal.h"

#include "output/english.h"
#include "output/escape.h"
#include "output/parts.h"
#include "output/snippet.h"

#include <stdio.h>

enum { INDENT = 4 }; /* of what a long line is broken into */

static const enum ink severity_inks[] = {
    [CALQUE_NOTE] = INK_NOTE,
    [CALQUE_MINOR] = INK_WARN,
    [CALQUE_MAJOR] = INK_BAD,
    [CALQUE_CRITICAL] = INK_BAD,
};

static void put_ink(const struct style *style, enum ink ink, calque_str s, struct buf *out) {
  terminal_ink(style, ink, out);
  escape_line(out, s);
  terminal_ink(style, INK_PLAIN, out);
}

/* article.txt:5:61: major: English word « lengthy » left in French [english-word]
 * On a terminal the message is broken between words, below itself. */
static void put_headline(const struct style *style, calque_str id, const calque_finding *f,
                         const struct place *place, struct buf *out) {
  const char *severity = calque_severity_name(f->severity);
  char where[32];
  int n = snprintf(where, sizeof where, ":%u:%u:", (unsigned)place->line, (unsigned)place->column);
  unsigned used = terminal_columns(id) + (unsigned)n;
  terminal_ink(style, INK_BOLD, out);
  escape_line(out, id);
  buf_puts(out, where);
  terminal_ink(style, INK_PLAIN, out);
  buf_char(out, ' ');
  put_ink(style, severity_inks[f->severity], calque_str_of(severity), out);
  buf_puts(out, ": ");
  used += (unsigned)strlen(severity) + 3;
  used = terminal_flow(style, f->message, used, INDENT, out);
  snprintf(where, sizeof where, "[%s]", f->check);
  bool fits = !style->width || used + 1 + strlen(where) <= style->width;
  if (fits) buf_char(out, ' ');
  else buf_printf(out, "\n%*s", INDENT, "");
  put_ink(style, INK_DIM, calque_str_of(where), out);
  buf_char(out, '\n');
}

/* Words of the related place, cut to what a glance takes in. */
static void put_related(const struct style *style, const calque_doc *doc, const calque_finding *f,
                        const struct place *place, struct buf *out) {
  if (f->related.end <= f->related.start) return;
  struct place there = *place;
  place_move(&there, f->related.start);
  buf_printf(out, "%*s = ", SNIPPET_GUTTER - 2, "");
  buf_printf(out, "see line %u: ", (unsigned)there.line);
  snippet_words(style, str_of_span(doc->text, f->related), out);
  buf_char(out, '\n');
}

static void put_verdict(const struct style *style, const struct checked *item, struct buf *out) {
  const calque_verdict *v = &item->verdict;
  const char *grade = calque_grade_name(v->grade);
  struct buf line;
  buf_init(&line, BUF_MAX_OUTPUT);
  put_ink(style, INK_BOLD, item->doc->meta.id, out);
  buf_puts(out, ": ");
  put_ink(style, terminal_grade_ink(v->grade), calque_str_of(grade), out);
  buf_printf(&line, ", %d/100, ", v->score);
  count_english(&line, item->doc->n_words);
  buf_puts(&line, item->doc->n_words == 1 ? " word" : " words");
  for (size_t i = 0; i < v->n_reasons; i++) {
    buf_puts(&line, i ? ", " : ": ");
    buf_str(&line, v->reasons[i].text);
  }
  unsigned used = terminal_columns(item->doc->meta.id) + 2 + (unsigned)strlen(grade);
  terminal_wrap(style, buf_view(&line), used, INDENT, out);
  buf_free(&line);
}

static void terminal_check(const struct style *style, const struct checked *item, struct buf *out) {
  struct place place = place_start(item->doc->text);
  for (size_t i = 0; i < item->report.n_findings; i++) {
    const calque_finding *f = &item->report.findings[i];
    place_move(&place, f->span.start);
    put_headline(style, item->doc->meta.id, f, &place, out);
    snippet_put(style, item->doc->text, f, place.line, out);
    put_related(style, item->doc, f, &place, out);
  }
  put_verdict(style, item, out);
  if (item->report.n_findings) buf_char(out, '\n');
}

static void terminal_clean(const struct style *style, const struct cleaned *item, struct buf *out) {
  terminal_heading(style, &item->doc->meta, out);
  struct buf joined;
  buf_init(&joined, BUF_MAX_OUTPUT);
  cleaned_join(item, &joined);
  if (joined.len) {
    escape_text(out, buf_view(&joined));
    buf_char(out, '\n');
  }
  buf_free(&joined);
}

/* An example with what is found in red; where there is no color its marks ⟦ ⟧ stay. */
static void put_example(const struct style *style, const char *example, struct buf *out) {
  calque_str rest = calque_str_of(example);
  const calque_str open = STR("⟦"), close = STR("⟧");
  for (size_t start; style->color && (start = str_find(rest, open)) != SIZE_MAX;) {
    escape_line(out, str_slice(rest, 0, start));
    rest = str_slice(rest, start + open.len, rest.len);
    size_t end = str_find(rest, close);
    if (end == SIZE_MAX) break;
    put_ink(style, INK_BAD, str_slice(rest, 0, end), out);
    rest = str_slice(rest, end + close.len, rest.len);
  }
  escape_line(out, rest);
  buf_char(out, '\n');
}

static void terminal_explain(const struct style *style, const struct check *check,
                             struct buf *out) {
  put_ink(style, INK_BOLD, calque_str_of(check->id), out);
  buf_printf(out, ": %s (%s, %s)\n\n", check->title, check->family,
             calque_severity_name(check->severity));
  terminal_wrap(style, calque_str_of(check->why), 0, 0, out);
  buf_puts(out, "\n  ");
  put_ink(style, INK_DIM, STR("bad:  "), out);
  put_example(style, check->bad, out);
  buf_puts(out, "  ");
  put_ink(style, INK_DIM, STR("good: "), out);
  put_example(style, check->good, out);
}

/* An empty line between articles, whatever stands in them. */
static void terminal_put(struct output *o, calque_str item, struct buf *out) {
  if (o->n_items && o->subject != SUBJECT_CHECK && o->subject != SUBJECT_VERIFY)
    buf_char(out, '\n');
  buf_str(out, item);
}

const struct writer writer_terminal = {
    .name = "terminal",
    .check = terminal_check,
    .summary = terminal_summary,
    .clean = terminal_clean,
    .digest = terminal_digest,
    .explain = terminal_explain,
    .verify = terminal_verify,
    .english = terminal_english,
    .put = terminal_put,
};
