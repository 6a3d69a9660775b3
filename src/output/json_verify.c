/* {"id", "ok", "findings": [{"family", "severity", "message", "fr": [start, end], "en": ...}]}:
 * null where a finding has no place on that side. */
#include "output/members.h"
#include "output/parts.h"

static void put_span(struct buf *out, const char *name, calque_span span) {
  member_key(out, name);
  if (span.start == span.end) buf_puts(out, "null");
  else buf_printf(out, "[%u, %u]", (unsigned)span.start, (unsigned)span.end);
}

static void put_finding(struct buf *out, const calque_verify_finding *f) {
  member_comma(out);
  buf_char(out, '{');
  member_string(out, "family", calque_str_of(f->family));
  member_string(out, "severity", calque_str_of(calque_severity_name(f->severity)));
  member_string(out, "message", f->message);
  put_span(out, "fr", f->fr);
  put_span(out, "en", f->en);
  buf_char(out, '}');
}

void json_findings(const calque_verification *v, struct buf *out) {
  member_key(out, "findings");
  buf_char(out, '[');
  for (size_t i = 0; i < v->n_findings; i++) put_finding(out, &v->findings[i]);
  buf_char(out, ']');
}

void json_verify(const struct style *style, const struct verified *item, struct buf *out) {
  static const char *const members[] = {"id", "ok", "findings", "fr", "en", NULL};
  (void)style;
  buf_char(out, '{');
  member_string(out, "id", item->id);
  member_key(out, "ok");
  buf_puts(out, item->result->ok ? "true" : "false");
  json_findings(item->result, out);
  if (item->with_text) {
    member_string(out, "fr", item->fr);
    member_string(out, "en", item->en);
  }
  member_extra(out, item->extra, members);
  buf_puts(out, "}\n");
}
