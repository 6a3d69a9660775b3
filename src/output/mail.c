/* A day as an e-mail, ready for `sendmail -t`: the same digest as text, as a terminal shows it with
 * the addresses of the articles, and as HTML for programs that show that; nothing in it is fetched,
 * nothing is a script. Without --mail-from or --mail-to these lines are missing, and sendmail puts
 * the sender's in or is told the receiver. */
#include "output/escape.h"
#include "output/html.h"
#include "output/mime.h"
#include "output/parts.h"

enum { TEXT_WIDTH = 72, SUBJECT_CHARS = 150 };

/* "=_" never stands in quoted-printable text, so no text can end a part. */
#define BOUNDARY "=_calque"

static const char mail_css[] =
#include "mail.css.inc"
    ;

/* "Mon, 23 Nov 2026 00:00:00 -0000": the day itself; -0000 says that no place's clock is meant. */
static void put_date(struct buf *out, calque_str date) {
  static const char weekdays[] = "SunMonTueWedThuFriSat";
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  int32_t day = moment_of(date).day;
  if (day == NO_DAY) return;
  struct civil c = moment_civil(day);
  buf_printf(out, "Date: %.3s, %02d %.3s %04d 00:00:00 -0000\n", weekdays + 3 * c.weekday,
             (int)c.day, months + 3 * (c.month - 1), (int)c.year);
}

/* « À la une, lundi 23 novembre 2026 : » and the first headline, cut where it is very long. */
static void put_subject(struct buf *out, enum ui ui, const struct digest_day *day) {
  struct buf subject;
  buf_init(&subject, 1 << 20);
  ui_masthead(&subject, ui, day->date);
  for (uint32_t i = 0; i < day->n_stories; i++) {
    if (!day->stories[i].n_sentences) continue;
    buf_puts(&subject, ui_text(ui, TEXT_colon));
    escape_line(&subject, day->stories[i].headline);
    break;
  }
  calque_str s = buf_view(&subject);
  size_t end = 0, n, chars = 0;
  for (; end < s.len && chars < SUBJECT_CHARS; end += n, chars++)
    utf8_decode(str_slice(s, end, s.len), &n);
  if (end < s.len) {
    subject.len = end;
    buf_puts(&subject, "…");
  }
  mime_header(out, "Subject", buf_view(&subject));
  buf_free(&subject);
}

static void put_headers(const struct style *style, const struct digest_day *day, struct buf *out) {
  if (style->mail_from) mime_address_header(out, "From", calque_str_of(style->mail_from));
  if (style->mail_to) mime_address_header(out, "To", calque_str_of(style->mail_to));
  put_subject(out, style->ui, day);
  put_date(out, day->date);
  buf_puts(out,
           "MIME-Version: 1.0\nAuto-Submitted: auto-generated\n"
           "Content-Type: multipart/alternative; boundary=\"" BOUNDARY "\"\n\n");
}

static void put_part(struct buf *out, const char *type, struct buf *body) {
  buf_printf(out,
             "--" BOUNDARY
             "\nContent-Type: %s; charset=utf-8\n"
             "Content-Transfer-Encoding: quoted-printable\n\n",
             type);
  mime_quoted_printable(out, buf_view(body));
  buf_clear(body);
}

static void put_stories(struct story_frame *frame, const struct digest_day *day, struct buf *out) {
  for (uint32_t i = 0; i < day->n_stories; i++) {
    const struct digest_story *s = &day->stories[i];
    if (!s->n_sentences) continue;
    buf_puts(out, "<div class=\"story\">\n");
    html_kicker(frame, s, out);
    html_quoted(out, frame->ui, "h2", NULL, s->headline);
    buf_char(out, '\n');
    html_story(frame, s, i + 1, out);
    buf_puts(out, "</div>\n");
  }
}

static void put_page(enum ui ui, const struct digest_day *day, struct buf *out) {
  struct story_frame frame = {.ui = ui, .dating = story_dating(day)};
  struct buf words;
  buf_init(&words, 1 << 16);
  buf_printf(out, "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
             ui_text(ui, TEXT_lang));
  buf_puts(out,
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"color-scheme\" content=\"light dark\">\n");
  ui_masthead(&words, ui, day->date);
  html_element(out, "title", NULL, buf_view(&words));
  buf_printf(out, "\n<style>%s</style>\n</head>\n<body>\n<div class=\"mail\">\n<h1>%s</h1>\n",
             mail_css, ui_text(ui, TEXT_front_page));
  buf_clear(&words);
  ui_date(&words, ui, day->date);
  html_element(out, "p", "date", buf_view(&words));
  buf_puts(out, "\n<p class=\"counts\">");
  ui_counts(out, ui, day, " · ");
  buf_puts(out, "</p>\n");
  put_stories(&frame, day, out);
  html_not_told(ui, day, out);
  html_flagged(&frame, day, out);
  buf_printf(out, "<p class=\"footer\">%s</p>\n</div>\n</body>\n</html>\n",
             ui_text(ui, TEXT_footer));
  buf_free(&words);
}

static void mail_digest(const struct style *style, const struct digest_day *day, struct buf *out) {
  struct style plain = {.width = TEXT_WIDTH, .links = true, .ui = style->ui};
  struct buf body;
  buf_init(&body, BUF_MAX_OUTPUT);
  put_headers(style, day, out);
  terminal_digest(&plain, day, &body);
  put_part(out, "text/plain", &body);
  put_page(style->ui, day, &body);
  put_part(out, "text/html", &body);
  buf_puts(out, "--" BOUNDARY "--\n");
  buf_free(&body);
}

const struct writer writer_mail = {
    .name = "mail",
    .digest = mail_digest,
};
