/* The tables of texts.def and families.def, and how numbers and dates are set in each language. */
#include "output/ui.h"

#include "base/array.h"
#include "base/utf8.h"
#include "output/moment.h"
#include "output/parts.h"

enum {
  EXAMPLE_CHARS = 60, /* of a reason: more is the article itself */
  MOST_REASONS = 5    /* of an article: more is the report of calque check */
};

#define TEXT(id, fr, en) [TEXT_##id] = {fr, en},
#define PLURAL(id, ...)
static const char *const texts[N_TEXTS][N_UIS] = {
#include "output/texts.def"
};
#undef TEXT
#undef PLURAL

/* Of each language: one, several. */
#define TEXT(id, ...)
#define PLURAL(id, fr, frs, en, ens) [PLURAL_##id] = {{fr, frs}, {en, ens}},
static const char *const plurals[N_PLURALS][N_UIS][2] = {
#include "output/texts.def"
};
#undef TEXT
#undef PLURAL

#define FAMILY(id, fr, frs, en, ens) {#id, {{fr, frs}, {en, ens}}},
static const struct family {
  const char *id;
  const char *words[N_UIS][2];
} families[] = {
#include "output/families.def"
};
#undef FAMILY

static const char *const months[N_UIS][12] = {
    {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
     "octobre", "novembre", "décembre"},
    {"January", "February", "March", "April", "May", "June", "July", "August", "September",
     "October", "November", "December"}};
static const char *const weekdays[N_UIS][7] = {
    {"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
    {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}};

const char *ui_text(enum ui ui, enum text text) { return texts[text][ui]; }

void ui_number(struct buf *out, enum ui ui, size_t n) {
  if (n >= 1000) {
    ui_number(out, ui, n / 1000);
    buf_printf(out, "%s%03zu", ui == UI_FR ? NNBSP : ",", n % 1000);
  } else {
    buf_printf(out, "%zu", n);
  }
}

static bool is_singular(enum ui ui, size_t n) { return n == 1 || (n == 0 && ui == UI_FR); }

void ui_count(struct buf *out, enum ui ui, size_t n, enum plural plural) {
  ui_number(out, ui, n);
  buf_printf(out, NBSP "%s", plurals[plural][ui][!is_singular(ui, n)]);
}

static void put_day(struct buf *out, enum ui ui, const struct civil *c) {
  buf_printf(out, "%d%s" NBSP "%s", (int)c->day, ui == UI_FR && c->day == 1 ? "er" : "",
             months[ui][c->month - 1]);
}

void ui_date(struct buf *out, enum ui ui, calque_str date) {
  int32_t day = moment_of(date).day;
  if (day == NO_DAY) {
    buf_str(out, date);
    return;
  }
  struct civil c = moment_civil(day);
  buf_printf(out, "%s ", weekdays[ui][c.weekday]);
  put_day(out, ui, &c);
  buf_printf(out, " %d", (int)c.year);
}

void ui_day(struct buf *out, enum ui ui, int32_t day, int32_t near) {
  struct civil c = moment_civil(day);
  put_day(out, ui, &c);
  if (near == NO_DAY || moment_civil(near).year != c.year) buf_printf(out, " %d", (int)c.year);
}

bool ui_names_month(calque_str text) {
  for (size_t m = 0; m < 12; m++) {
    calque_str month = calque_str_of(months[UI_FR][m]);
    size_t i = str_find(text, month), end = i + month.len;
    if (i == SIZE_MAX || i == 0) continue;
    char before = text.ptr[i - 1]; /* a space, or the last byte of a no-break one: not « demain » */
    bool starts = before == ' ' || before == '\xa0' || before == '\xaf';
    if (starts && (end == text.len || text.ptr[end] == ' ')) return true;
  }
  return false;
}

void ui_masthead(struct buf *out, enum ui ui, calque_str date) {
  buf_puts(out, ui_text(ui, TEXT_front_page));
  if (date.len) buf_puts(out, ", ");
  ui_date(out, ui, date);
}

void ui_counts(struct buf *out, enum ui ui, const struct digest_day *day, const char *comma) {
  ui_count(out, ui, day->n_articles, PLURAL_articles_read);
  buf_puts(out, comma);
  ui_count(out, ui, stories_told(day), PLURAL_stories);
  buf_puts(out, comma);
  ui_count(out, ui, day->n_flagged, PLURAL_left_out);
}

void ui_not_told(struct buf *out, enum ui ui, size_t n) {
  if (n) ui_count(out, ui, n, PLURAL_not_shown);
}

const char *ui_grade(enum ui ui, calque_grade grade) {
  static const enum text names[] = {
      [CALQUE_GOOD] = TEXT_good, [CALQUE_SUSPECT] = TEXT_suspect, [CALQUE_POOR] = TEXT_poor};
  return ui_text(ui, names[grade]);
}

/* The first words of s, whole ones, with … where there were more. */
static void put_words(struct buf *out, calque_str s) {
  size_t end = 0, chars = 0, space = 0;
  s = str_trim(s);
  for (size_t n; end < s.len; end += n, chars++) {
    calque_str here = str_slice(s, end, s.len - end < 4 ? s.len : end + 4);
    if (utf8_valid_prefix(here) == 0) n = 1;
    else if (utf8_is_space(utf8_decode(here, &n))) space = end;
    if (chars == EXAMPLE_CHARS) break;
  }
  bool cut = end < s.len;
  buf_str(out, str_trim(str_slice(s, 0, cut && space ? space : end)));
  if (cut) buf_puts(out, NBSP "…");
}

/* A span may begin behind what it is about: « , le procureur a dit ». */
static calque_str without_comma(calque_str s) {
  s = str_trim(s);
  if (s.len && (s.ptr[0] == ',' || s.ptr[0] == ';')) s = str_trim(str_slice(s, 1, s.len));
  return s;
}

void ui_reason(struct buf *out, enum ui ui, const struct digest_reason *reason) {
  const struct family *found = NULL;
  for (size_t i = 0; reason->family && i < COUNT(families); i++)
    if (strcmp(families[i].id, reason->family) == 0) found = &families[i];
  if (!found) {
    buf_str(out, reason->text);
    return;
  }
  if (reason->n > 1) {
    ui_number(out, ui, reason->n);
    buf_printf(out, NBSP "%s", found->words[ui][1]);
  } else {
    buf_puts(out, found->words[ui][0]);
  }
  calque_str example = without_comma(reason->example);
  if (!example.len) return;
  bool marked = str_has(example, STR("«")) || str_has(example, STR("»"));
  enum ui marks = marked ? UI_EN : ui; /* « « a » » would not be read */
  buf_printf(out, " (%s", ui_text(marks, TEXT_quote_open));
  put_words(out, example);
  buf_printf(out, "%s)", ui_text(marks, TEXT_quote_close));
}

void ui_reasons(struct buf *out, enum ui ui, const struct digest_flagged *flagged) {
  bool cut = flagged->n_reasons > MOST_REASONS + 1; /* one more is as long as its count */
  uint32_t n = cut ? MOST_REASONS : flagged->n_reasons;
  for (uint32_t i = 0; i < n; i++) {
    if (i) buf_puts(out, ui_text(ui, TEXT_semicolon));
    ui_reason(out, ui, &flagged->reasons[i]);
  }
  if (!cut) return;
  buf_puts(out, ui_text(ui, TEXT_semicolon));
  ui_count(out, ui, flagged->n_reasons - n, PLURAL_more_reasons);
}
