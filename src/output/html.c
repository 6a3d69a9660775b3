/* The shell of all pages. */
#include "output/html.h"

#include "output/english.h"
#include "output/escape.h"

/* A page larger than this helps nobody; what is beyond is counted and said. */
#define HTML_MAX_PAGE ((size_t)256 << 20)

static const char page_css[] =
#include "page.css.inc"
    ;
static const char page_css_hash[] =
#include "page.css.hash.inc"
    ;
static const char page_js[] =
#include "page.js.inc"
    ;
static const char page_js_hash[] =
#include "page.js.hash.inc"
    ;

void html_open(struct buf *out, const char *lang, calque_str title, const char *kind) {
  buf_printf(out,
             "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
             "style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; "
             "form-action 'none'\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"color-scheme\" content=\"light dark\">\n"
             "<meta name=\"referrer\" content=\"no-referrer\">\n"
             "<meta name=\"generator\" content=\"calque " CALQUE_VERSION "\">\n",
             lang, page_css_hash, page_js_hash);
  html_element(out, "title", NULL, title);
  buf_printf(out, "\n<style>%s</style>\n</head>\n<body class=\"%s\">\n", page_css, kind);
}

void html_close(struct buf *out, const char *footer) {
  buf_printf(out, "<footer>%s</footer>\n<script>%s</script>\n</body>\n</html>\n", footer, page_js);
}

void html_element(struct buf *out, const char *tag, const char *class_name, calque_str text) {
  buf_printf(out, class_name ? "<%s class=\"%s\">" : "<%s>", tag, class_name);
  escape_html(out, text);
  buf_printf(out, "</%s>", tag);
}

void html_link(struct buf *out, calque_str url, calque_str text) {
  bool link = escape_is_link(url);
  if (link) {
    buf_puts(out, "<a href=\"");
    escape_html(out, url);
    buf_puts(out, "\">");
  }
  escape_html(out, text);
  if (link) buf_puts(out, "</a>");
}

void html_message(struct buf *out, calque_str message) {
  const calque_str open = STR("« "), close = STR(" »");
  size_t done = 0;
  for (size_t i = 0; i < message.len; i++) {
    calque_str rest = str_slice(message, i, message.len);
    bool opens = str_starts(rest, open);
    if (!opens && !str_starts(rest, close)) continue;
    escape_html(out, str_slice(message, done, i));
    buf_puts(out, opens ? "«" NBSP : NBSP "»");
    done = i + open.len;
    i = done - 1;
  }
  escape_html(out, str_slice(message, done, message.len));
}

void html_chip(struct buf *out, calque_grade grade, const char *label, int score) {
  buf_printf(out, "<span class=\"chip %s\">%s %d</span>", calque_grade_name(grade), label, score);
}

void html_quoted(struct buf *out, enum ui ui, const char *tag, const char *class_name,
                 calque_str text) {
  buf_printf(out, "<%s%s%s%s%s>", tag, class_name ? " class=\"" : "", class_name ? class_name : "",
             class_name ? "\"" : "", ui == UI_FR ? "" : " lang=\"fr\"");
  escape_html(out, text);
  buf_printf(out, "</%s>", tag);
}

static void page_begin(struct output *o, struct buf *out) {
  if (o->subject == SUBJECT_DIGEST) return; /* is a whole page */
  if (o->subject == SUBJECT_CHECK) {
    html_open(out, "en", STR("calque: report"), "check");
    buf_puts(out,
             "<header class=\"masthead\"><h1>What translation left behind</h1></header>\n"
             "<nav class=\"index\" aria-label=\"Articles\"><ol>\n");
  } else if (o->subject == SUBJECT_VERIFY) {
    html_open(out, "en", STR("calque: verification"), "check verify");
    buf_puts(out,
             "<header class=\"masthead\"><h1>What the English lost or made up</h1></header>\n"
             "<nav class=\"index\" aria-label=\"Articles\"><ol>\n");
  } else if (o->subject == SUBJECT_ENGLISH) {
    html_open(out, "en", STR("calque: English"), "check verify");
    buf_puts(out,
             "<header class=\"masthead\"><h1>French and English</h1></header>\n"
             "<nav class=\"index\" aria-label=\"Articles\"><ol>\n");
  } else {
    const char *title = ui_text(o->style.ui, TEXT_summaries);
    html_open(out, ui_text(o->style.ui, TEXT_lang), calque_str_of(title), "summaries");
    buf_printf(out, "<header class=\"masthead\"><h1>%s</h1></header>\n<main>\n", title);
  }
}

/* Has the page an index of its articles? */
static bool is_indexed(const struct output *o) {
  return o->subject == SUBJECT_CHECK || o->subject == SUBJECT_VERIFY ||
         o->subject == SUBJECT_ENGLISH;
}

/* Rows of the index go out at once, sections wait until the index is complete. */
static void page_put(struct output *o, calque_str item, struct buf *out) {
  if (!is_indexed(o)) {
    buf_str(out, item);
    return;
  }
  calque_str row = str_cut(&item, '\n');
  if (o->held.len + item.len > HTML_MAX_PAGE) {
    o->n_left_out++;
    return;
  }
  buf_str(out, row);
  buf_char(out, '\n');
  buf_str(&o->held, item);
}

static void page_end(struct output *o, struct buf *out) {
  if (o->subject == SUBJECT_DIGEST) return;
  if (is_indexed(o)) {
    buf_puts(out, "</ol></nav>\n<main>\n");
    buf_str(out, buf_view(&o->held));
  }
  if (o->n_left_out)
    buf_printf(out, "<p class=\"left-out\">%zu more articles are left out: the page is full.</p>\n",
               o->n_left_out);
  buf_puts(out, "</main>\n");
  html_close(out, is_indexed(o) ? "calque " CALQUE_VERSION
                                  " · <kbd>n</kbd> and <kbd>p</kbd>: next and previous finding"
                                : "calque " CALQUE_VERSION);
}

const struct writer writer_html = {
    .name = "html",
    .begin = page_begin,
    .check = html_check,
    .verify = html_verify,
    .english = html_english,
    .summary = html_summary,
    .digest = html_digest,
    .put = page_put,
    .end = page_end,
};
