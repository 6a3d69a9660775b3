/* One finding a line, `file:line:column: severity: message [check]`, as editors and grep want it:
 * vim's errorformat %f:%l:%c:%m, Emacs's compilation mode. Nothing for an article without
 * findings. */
#include "output/escape.h"
#include "output/parts.h"
#include "output/place.h"
#include "output/writer.h"

static void lines_check(const struct style *style, const struct checked *item, struct buf *out) {
  (void)style;
  struct place place = place_start(item->doc->text);
  for (size_t i = 0; i < item->report.n_findings; i++) {
    const calque_finding *f = &item->report.findings[i];
    place_move(&place, f->span.start);
    escape_line(out, item->doc->meta.id);
    buf_printf(out, ":%u:%u: %s: ", (unsigned)place.line, (unsigned)place.column,
               calque_severity_name(f->severity));
    escape_line(out, f->message);
    if (f->suggestion.len) {
      buf_puts(out, "; better «\u00a0");
      escape_line(out, f->suggestion);
      buf_puts(out, "\u00a0»");
    }
    buf_printf(out, " [%s]\n", f->check);
  }
}

static void lines_verify(const struct style *style, const struct verified *item, struct buf *out) {
  (void)style;
  struct verified_spots spots = verified_spots_new(item);
  for (size_t i = 0; i < item->result->n_findings; i++) {
    verified_headline(item, &spots, i, out);
    buf_char(out, '\n');
  }
  verified_spots_free(&spots);
}

const struct writer writer_lines = {
    .name = "lines",
    .check = lines_check,
    .verify = lines_verify,
};
