/* The picture of the day: a column for each hour, as high as the articles that came in it; where
 * too few articles say their hour, a column for each story. Bars are an SVG that may be stretched
 * to any width, the labels below it are text of the page, so that they are read on a phone too. */
#include "output/escape.h"
#include "output/html.h"

enum { HOURS = 24, MAX_BARS = 240, LEAST_COLUMNS = 12, STEP = 10, HEIGHT = 48 };

struct figure {
  enum ui ui;
  uint32_t bars[MAX_BARS];
  uint32_t n, most;
  uint32_t columns;   /* n, or more: a bar should not be a block */
  int32_t first_hour; /* of the day; -1: the bars are stories */
};

/* Hours since 1970 as the clock of the place shows them; INT64_MIN: the article does not say. */
static int64_t hour_of(const struct digest_article *a, int32_t today) {
  struct moment m = moment_of(a->date);
  if (m.second < 0 || (today != NO_DAY && m.day > today)) return INT64_MIN;
  return (int64_t)m.day * HOURS + m.second / 3600;
}

/* The whole day when all came in it, else the 24 hours up to the last. False: too few hours. */
static bool count_hours(struct figure *f, const struct digest_day *day) {
  int32_t today = moment_of(day->date).day;
  int64_t newest = INT64_MIN, oldest = INT64_MAX;
  uint32_t n = 0, known = 0;
  for (uint32_t i = 0; i < day->n_stories; i++)
    for (uint32_t k = 0; k < day->stories[i].n_articles; k++, n++) {
      int64_t hour = hour_of(&day->stories[i].articles[k], today);
      if (hour == INT64_MIN) continue;
      known++;
      if (hour > newest) newest = hour;
      if (hour < oldest) oldest = hour;
    }
  if (known * 3 < n * 2 || newest == oldest || known < 3) return false;
  int64_t midnight = (int64_t)today * HOURS;
  int64_t first = today != NO_DAY && oldest >= midnight ? midnight : newest - HOURS + 1;
  f->n = HOURS;
  f->first_hour = (int32_t)(((first % HOURS) + HOURS) % HOURS);
  for (uint32_t i = 0; i < day->n_stories; i++)
    for (uint32_t k = 0; k < day->stories[i].n_articles; k++) {
      int64_t hour = hour_of(&day->stories[i].articles[k], today);
      if (hour >= first && hour < first + HOURS) f->bars[hour - first]++;
    }
  return true;
}

/* None at all where there are more than a picture has room for. */
static void count_stories(struct figure *f, const struct digest_day *day) {
  f->first_hour = -1;
  for (uint32_t i = 0; i < day->n_stories; i++) {
    if (!day->stories[i].n_sentences) continue;
    if (f->n == MAX_BARS) {
      f->n = 0;
      return;
    }
    f->bars[f->n++] = day->stories[i].n_articles;
  }
}

static void put_label(const struct figure *f, uint32_t i, struct buf *out) {
  if (f->first_hour < 0) buf_printf(out, "%u", (unsigned)i + 1);
  else buf_printf(out, "%u%s", ((unsigned)f->first_hour + i) % HOURS, ui_text(f->ui, TEXT_hour));
}

/* « 6 h : 2, 7 h : 5 », for those who do not see the picture. */
static void put_description(const struct figure *f, struct buf *out) {
  bool first = true;
  for (uint32_t i = 0; i < f->n; i++) {
    if (!f->bars[i]) continue;
    if (!first) buf_puts(out, ", ");
    put_label(f, i, out);
    buf_puts(out, ui_text(f->ui, TEXT_colon));
    ui_number(out, f->ui, f->bars[i]);
    first = false;
  }
}

/* At least a hair for one article among thousands. */
static uint32_t height_of(const struct figure *f, uint32_t i) {
  uint32_t height = (uint32_t)((uint64_t)f->bars[i] * HEIGHT / f->most);
  return f->bars[i] && height < 2 ? 2 : height;
}

static void put_bars(const struct figure *f, struct buf *out) {
  for (uint32_t i = 0; i < f->n; i++) {
    uint32_t height = height_of(f, i);
    if (!height) continue;
    buf_printf(out, "<rect x=\"%u\" y=\"%u\" width=\"%d\" height=\"%u\"/>\n",
               (unsigned)(i * STEP + 1), (unsigned)(HEIGHT - height), STEP - 2, (unsigned)height);
  }
}

/* Every sixth hour, or every story. */
static void put_labels(const struct figure *f, struct buf *out) {
  buf_puts(out, "<div class=\"labels\" aria-hidden=\"true\">");
  for (uint32_t i = 0; i < f->columns; i++) {
    if (i >= f->n) {
      buf_puts(out, "<span></span>");
      continue;
    }
    bool shown = f->first_hour < 0 ? f->n <= HOURS : ((uint32_t)f->first_hour + i) % 6 == 0;
    buf_puts(out, "<span>");
    if (shown) put_label(f, i, out);
    buf_puts(out, "</span>");
  }
  buf_puts(out, "</div>\n");
}

void html_figure(enum ui ui, const struct digest_day *day, struct buf *out) {
  struct figure f = {.ui = ui};
  if (!count_hours(&f, day)) count_stories(&f, day);
  for (uint32_t i = 0; i < f.n; i++)
    if (f.bars[i] > f.most) f.most = f.bars[i];
  if (f.most < 2) return; /* all alike: nothing to see */
  f.columns = f.n < LEAST_COLUMNS ? LEAST_COLUMNS : f.n;
  const char *title = ui_text(ui, f.first_hour < 0 ? TEXT_by_story : TEXT_by_hour);
  buf_printf(out,
             "<figure>\n<svg viewBox=\"0 0 %u %d\" preserveAspectRatio=\"none\" role=\"img\" "
             "aria-labelledby=\"image-titre image-texte\">\n<title id=\"image-titre\">%s</title>\n"
             "<desc id=\"image-texte\">",
             (unsigned)f.columns * STEP, HEIGHT, title);
  put_description(&f, out);
  buf_puts(out, "</desc>\n");
  put_bars(&f, out);
  buf_puts(out, "</svg>\n");
  put_labels(&f, out);
  buf_printf(out, "<figcaption>%s</figcaption>\n</figure>\n", title);
}
