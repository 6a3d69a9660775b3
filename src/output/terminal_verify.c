/* A pair of texts for a terminal: each finding with the line of the French and that of the English
 * where it has a place on both sides, then the verdict on the pair. */
#include "output/escape.h"
#include "output/parts.h"
#include "output/snippet.h"

enum { INDENT = 4 }; /* of what a long line is broken into */

static const enum ink severity_inks[] = {
    [CALQUE_NOTE] = INK_NOTE,
    [CALQUE_MINOR] = INK_WARN,
    [CALQUE_MAJOR] = INK_BAD,
    [CALQUE_CRITICAL] = INK_BAD,
};

static bool is_empty(calque_span s) { return s.start == s.end; }

static void put_snippet(const struct style *style, calque_str text, calque_span span, uint32_t line,
                        struct buf *out) {
  const calque_finding shown = {.span = span};
  if (!is_empty(span)) snippet_put(style, text, &shown, line, out);
}

static void put_finding(const struct style *style, const struct verified *item,
                        const struct verified_spots *spots, size_t i, struct buf *out) {
  const calque_verify_finding *f = &item->result->findings[i];
  struct buf line;
  buf_init(&line, BUF_MAX_OUTPUT);
  verified_headline(item, spots, i, &line);
  terminal_ink(style, severity_inks[f->severity], out);
  if (style->width) terminal_flow(style, buf_view(&line), 0, INDENT, out);
  else buf_str(out, buf_view(&line));
  terminal_ink(style, INK_PLAIN, out);
  buf_char(out, '\n');
  buf_free(&line);
  put_snippet(style, item->fr, f->fr, spots->fr[i].line, out);
  put_snippet(style, item->en, f->en, spots->en[i].line, out);
}

void terminal_verify(const struct style *style, const struct verified *item, struct buf *out) {
  size_t notes = 0, n = item->result->n_findings;
  struct verified_spots spots = verified_spots_new(item);
  for (size_t i = 0; i < n; i++) {
    put_finding(style, item, &spots, i, out);
    notes += item->result->findings[i].severity == CALQUE_NOTE;
  }
  verified_spots_free(&spots);
  terminal_ink(style, INK_BOLD, out);
  escape_line(out, item->id);
  terminal_ink(style, INK_PLAIN, out);
  buf_puts(out, ": ");
  terminal_ink(style, item->result->ok ? INK_GOOD : INK_BAD, out);
  buf_puts(out, item->result->ok ? "verified" : "not verified");
  terminal_ink(style, INK_PLAIN, out);
  if (n > notes) buf_printf(out, ", %zu %s", n - notes, n - notes == 1 ? "fault" : "faults");
  if (notes) buf_printf(out, ", %zu %s", notes, notes == 1 ? "note" : "notes");
  buf_puts(out, n ? "\n\n" : "\n");
}
