/* What the tests of digests and summaries share: assertions on what was written, a day written in a
 * form, anchors of a page, a feed read by Expat. */
#ifndef FORMS_H
#define FORMS_H

#include "base/arena.h"
#include "base/file.h"
#include "output/escape.h"
#include "output/mime.h"
#include "output/parts.h"
#include "output/story.h"
#include "sample_day.h"

#include <expat.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h> /* behind error.h: it has a macro fail() */

static inline void assert_text(calque_str got, const char *want, const char *what) {
  if (str_eq(got, calque_str_of(want))) return;
  fail_msg("%s\nexpected: %s\ncame out: %.*s", what, want, STR_ARG(got));
}

static inline void assert_has(const struct buf *got, const char *part) {
  if (!str_has(buf_view(got), calque_str_of(part)))
    fail_msg("missing: %s\nin: %.*s", part, STR_ARG(buf_view(got)));
}

static inline void assert_lacks(const struct buf *got, const char *part) {
  if (str_has(buf_view(got), calque_str_of(part)))
    fail_msg("must not be there: %s\nin: %.*s", part, STR_ARG(buf_view(got)));
}

static inline struct buf write_day(const char *form, const struct digest_day *day, enum ui ui) {
  struct style style = {.ui = ui,
                        .mail_from = "Veille de la rédaction <veille@presse.example>",
                        .mail_to = "chef@presse.example, \"Desk, soir\" <desk@presse.example>"};
  struct buf out;
  buf_init(&out, 64 << 20);
  writer_find(calque_str_of(form))->digest(&style, day, &out);
  assert_false(buf_failed(&out));
  return out;
}

/* Every `#name` that the page links to is the id of exactly one element, and no id stands twice. */
static inline void assert_anchors(const struct buf *page) {
  calque_str rest = buf_view(page);
  for (size_t at; (at = str_find(rest, STR("href=\"#"))) != SIZE_MAX;) {
    rest = str_slice(rest, at + 7, rest.len);
    char id[80];
    snprintf(id, sizeof id, " id=\"%.*s\"", (int)str_find(rest, STR("\"")), rest.ptr);
    size_t first = str_find(buf_view(page), calque_str_of(id));
    if (first == SIZE_MAX) fail_msg("nothing has%s", id);
    calque_str behind = str_slice(buf_view(page), first + 1, page->len);
    if (str_has(behind, calque_str_of(id))) fail_msg("two have%s", id);
  }
}

struct feed_facts {
  unsigned entries, ids, links, alternates, content;
  struct buf content_text; /* of the first entry */
  bool in_content;
  char last_id[200];
  bool in_id, twice;
};

static inline void XMLCALL on_start(void *ctx, const char *name, const char **attributes) {
  struct feed_facts *f = ctx;
  f->entries += strcmp(name, "entry") == 0;
  f->links += strcmp(name, "link") == 0;
  for (size_t i = 0; attributes[i]; i += 2)
    f->alternates += strcmp(attributes[i + 1], "alternate") == 0;
  f->in_content = strcmp(name, "content") == 0 && !f->content++;
  f->in_id = strcmp(name, "id") == 0;
  f->ids += f->in_id;
}

static inline void XMLCALL on_text(void *ctx, const char *text, int n) {
  struct feed_facts *f = ctx;
  if (f->in_content) buf_add(&f->content_text, text, (size_t)n);
  if (!f->in_id) return;
  char id[200];
  snprintf(id, sizeof id, "%.*s", n, text);
  f->twice |= strcmp(id, f->last_id) == 0;
  snprintf(f->last_id, sizeof f->last_id, "%s", id);
}

static inline void XMLCALL on_end(void *ctx, const char *name) {
  struct feed_facts *f = ctx;
  (void)name;
  f->in_content = f->in_id = false;
}

static inline struct feed_facts parse_feed(const struct buf *xml) {
  struct feed_facts f = {0};
  buf_init(&f.content_text, 64 << 20);
  XML_Parser parser = XML_ParserCreate(NULL);
  XML_SetUserData(parser, &f);
  XML_SetElementHandler(parser, on_start, on_end);
  XML_SetCharacterDataHandler(parser, on_text);
  if (XML_Parse(parser, xml->ptr, (int)xml->len, 1) != XML_STATUS_OK)
    fail_msg("line %lu: %s\n%.*s", XML_GetCurrentLineNumber(parser),
             XML_ErrorString(XML_GetErrorCode(parser)), STR_ARG(buf_view(xml)));
  XML_ParserFree(parser);
  return f;
}

#endif
