/* Numbers, hours, days and amounts written the English way: $5, 3 p.m., 1,234,567, 130,000
 * visiteurs, 12.5 %, 3/25/2024. What agencies and pages write is left alone: 839.000, 65%, 14:30,
 * versions and engines (3.0), weights to the gram (3,500 kg). In 7 million words of news, a comma
 * and three digits before the plural of a thing that is no unit stand once, a point in per cents
 * twelve times. */
#include "checks/density.h"
#include "checks/phrase_check.h"

extern const struct check check_number_format;

static bool is_digit_at(calque_str s, size_t i) {
  return i < s.len && utf8_is_digit((unsigned char)s.ptr[i]);
}

/* How many groups of a comma and exactly three digits the number ends with; -1: other things. */
static int comma_groups(calque_str s) {
  size_t i = 0;
  int groups = 0;
  while (is_digit_at(s, i)) i++;
  if (i == 0 || i > 3) return -1;
  while (i < s.len) {
    if (s.ptr[i] != ',' || !is_digit_at(s, i + 3) || is_digit_at(s, i + 4)) return -1;
    if (!is_digit_at(s, i + 1) || !is_digit_at(s, i + 2)) return -1;
    i += 4;
    groups++;
  }
  return groups;
}

/* 3.5, and nothing else with a point in it. */
static bool is_point_decimal(calque_str s) {
  size_t i = 0, k;
  while (is_digit_at(s, i)) i++;
  if (i == 0 || i >= s.len || s.ptr[i] != '.') return false;
  for (k = i + 1; is_digit_at(s, k);) k++;
  return k == s.len && (k - i - 1 == 1 || k - i - 1 == 2);
}

static bool is_currency_sign(uint32_t c) { return c == '$' || c == 0x20ac || c == 0xa3; }

static bool is_any(const calque_doc *doc, const calque_token *t, const calque_str *words,
                   size_t n) {
  for (size_t i = 0; t && i < n; i++)
    if (token_is(doc, t, words[i])) return true;
  return false;
}

static const calque_str noons[] = {
#define NUMBER_NOON(word) STR_INIT(word),
#include "checks/number_words.def"
};
static const calque_str scales[] = {
#define NUMBER_SCALE(word) STR_INIT(word),
#include "checks/number_words.def"
};

static calque_str with_comma(const struct check_context *ctx, calque_str s) {
  char *copy = arena_copy_z(ctx->arena, s);
  char *point = strchr(copy, '.');
  if (point) *point = ',';
  return calque_str_of(copy);
}

static calque_str with_spaces(const struct check_context *ctx, calque_str s) {
  struct buf out;
  buf_init(&out, 256);
  for (size_t i = 0; i < s.len; i++) {
    if (s.ptr[i] == ',') buf_puts(&out, "\xe2\x80\xaf");
    else buf_char(&out, s.ptr[i]);
  }
  calque_str copy = arena_copy(ctx->arena, buf_view(&out));
  buf_free(&out);
  return copy;
}

static calque_str in_french(const struct check_context *ctx, calque_str s) {
  if (comma_groups(s) > 0) return with_spaces(ctx, s);
  return is_point_decimal(s) ? with_comma(ctx, s) : s;
}

/* « 130,000 visiteurs », « 247,867 adultes »: nobody writes three decimals of things that he
 * counts, unless it is a rate, « 2,105 enfants par femme ». */
static bool is_comma_thousands(const struct check_context *ctx, calque_str s,
                               const calque_token *after) {
  static const calque_str units[] = {
#define NUMBER_UNIT(word) STR_INIT(word),
#include "checks/number_words.def"
  };
  static const calque_str money[] = {
#define NUMBER_MONEY(word) STR_INIT(word),
#include "checks/number_words.def"
  };
  if (comma_groups(s) != 1 || s.ptr[0] == '0' || !is_small_word(after)) return false;
  if (is_any(ctx->doc, after, units, COUNT(units))) return false;
  bool price = s.ptr[1] == ',' && !str_ends(s, STR("00"));
  if (price && is_any(ctx->doc, after, money, COUNT(money))) return false;
  const calque_token *next = token_after(ctx->doc, (uint32_t)(after - ctx->doc->tokens));
  if (next && token_is(ctx->doc, next, STR("par"))) return false;
  uint64_t noun = lexicon_features(ctx->lex, after->lower, M_NOUN);
  return (noun & M_PLUR) && !(noun & M_SING);
}

static bool is_percent(const calque_doc *doc, const calque_token *t) {
  return t && (token_is(doc, t, STR("%")) || token_is(doc, t, STR("pour")));
}

/* « 2.3 pour cent », and not « 2.3 pour tous ». */
static bool is_point_percent(const calque_doc *doc, uint32_t i, calque_str s) {
  const calque_token *after = token_after(doc, i);
  if (!is_point_decimal(s) || !is_percent(doc, after)) return false;
  return token_is(doc, after, STR("%")) ||
         (i + 2 < doc->n_tokens && token_is(doc, &doc->tokens[i + 2], STR("cent")));
}

/* The value of a number of at most four digits and nothing else; 0 when it is another. */
static unsigned value_of(const calque_doc *doc, uint32_t i) {
  unsigned value = 0;
  calque_str s = token_str(doc, &doc->tokens[i]);
  if (doc->tokens[i].kind != CALQUE_NUMBER || s.len > 4) return 0;
  for (size_t k = 0; k < s.len; k++) {
    if (!is_digit_at(s, k)) return 0;
    value = value * 10 + (unsigned)(s.ptr[k] - '0');
  }
  return value;
}

static bool is_glued_slash(const calque_doc *doc, uint32_t i) {
  return token_is(doc, &doc->tokens[i], STR("/")) &&
         !((doc->tokens[i].flags | doc->tokens[i + 1].flags) & CALQUE_SPACE_BEFORE);
}

/* 3/25/2024: the month first, where the second number can be no month. */
static bool is_month_first(const calque_doc *doc, uint32_t i) {
  if (i + 4 >= doc->n_tokens || !is_glued_slash(doc, i + 1) || !is_glued_slash(doc, i + 3))
    return false;
  unsigned month = value_of(doc, i), day = value_of(doc, i + 2), year = value_of(doc, i + 4);
  return month >= 1 && month <= 12 && day > 12 && day <= 31 && year >= 1000;
}

/* « 8am », « 5:30pm » */
static bool is_glued_noon(calque_str s) {
  return s.len > 2 && is_digit_at(s, s.len - 3) &&
         (str_ends(s, STR("am")) || str_ends(s, STR("pm")));
}

/* « le 4th juillet », not « la 5th Avenue » */
static bool is_ordinal(calque_str s, const calque_token *after) {
  bool ending = str_ends(s, STR("th")) || str_ends(s, STR("rd")) || str_ends(s, STR("st"));
  return s.len > 2 && is_digit_at(s, s.len - 3) && ending && after && is_small_word(after) &&
         (after->flags & CALQUE_FRENCH);
}

/* « le Jan. 5, 2021 »: the token of the month, NO_TOKEN when it is no such date. English references
 * have a comma before it. */
static uint32_t short_month_before(const calque_doc *doc, uint32_t i) {
  static const calque_str months[] = {
#define NUMBER_MONTH(word) STR_INIT(word),
#include "checks/number_words.def"
  };
  if (i < 3 || i + 2 >= doc->n_tokens || !token_is(doc, &doc->tokens[i + 1], STR(",")))
    return NO_TOKEN;
  const calque_token *year = &doc->tokens[i + 2];
  uint32_t month = token_is(doc, &doc->tokens[i - 1], STR(".")) ? i - 2 : i - 1;
  bool date = year->kind == CALQUE_NUMBER && token_str(doc, year).len == 4 &&
              doc->tokens[month - 1].kind == CALQUE_WORD;
  calque_str s = token_str(doc, &doc->tokens[month]);
  if (s.len && s.ptr[s.len - 1] == '.') s.len--;
  for (size_t k = 0; date && k < COUNT(months); k++)
    if (str_eq(s, months[k])) return month;
  return NO_TOKEN;
}

/* « le 12 mars, 2024 », not « le 12 mars, 2024 coureurs » */
static bool is_year_behind_comma(const struct check_context *ctx, uint32_t i) {
  enum { MONTH_DAYS = 31, FIRST_YEAR = 1900, LAST_YEAR = 2100 };
  const calque_doc *doc = ctx->doc;
  if (i + 3 >= doc->n_tokens || !token_is(doc, &doc->tokens[i + 2], STR(","))) return false;
  unsigned day = value_of(doc, i), year = value_of(doc, i + 3);
  const calque_token *next = token_after(doc, i + 3);
  if (next && next->kind != CALQUE_PUNCT && !(token_morph(ctx->lex, next) & M_FUNCTION))
    return false;
  return day >= 1 && day <= MONTH_DAYS && year >= FIRST_YEAR && year <= LAST_YEAR &&
         (lexicon_closed(ctx->lex, doc->tokens[i + 1].lower) & CLOSED_DATE);
}

/* « TLS 1,2 »: a machine has made a decimal of the version of a program or a protocol. */
static bool is_comma_version(const calque_doc *doc, uint32_t i, calque_str s) {
  static const calque_str programs[] = {
#define NUMBER_VERSION(word) STR_INIT(word),
#include "checks/number_words.def"
  };
  size_t comma = str_find(s, STR(","));
  if (!comma || comma > 2 || s.len < comma + 2 || s.len > comma + 3) return false;
  for (size_t k = 0; k < s.len; k++)
    if (k != comma && !is_digit_at(s, k)) return false;
  return !is_percent(doc, token_after(doc, i)) &&
         is_any(doc, token_before(doc, i), programs, COUNT(programs));
}

static void check_version(const struct check_context *ctx, uint32_t i, struct report *out) {
  calque_str s = token_str(ctx->doc, &ctx->doc->tokens[i]);
  if (!is_comma_version(ctx->doc, i, s)) return;
  seam_add(ctx, &ctx->shared->seams.names, &check_number_format, ctx->doc->tokens[i].span.start);
  char *version = arena_copy_z(ctx->arena, s);
  *strchr(version, ',') = '.';
  report_add(out, ctx->doc->tokens[i].span, calque_str_of(version),
             "comma in the number of a version");
}

static void check_date(const struct check_context *ctx, uint32_t i, struct report *out) {
  const calque_doc *doc = ctx->doc;
  if (is_year_behind_comma(ctx, i))
    report_add(out, token_range(doc, i, i + 3), NO_SUGGESTION, "date in the English format");
  calque_str s = token_str(doc, &doc->tokens[i]);
  if (is_month_first(doc, i))
    report_add(out, token_range(doc, i, i + 4),
               arena_printf(ctx->arena, "%u/%u/%u", value_of(doc, i + 2), value_of(doc, i),
                            value_of(doc, i + 4)),
               "the month before the day");
  uint32_t month = short_month_before(doc, i);
  if (month != NO_TOKEN)
    report_add(out, token_range(doc, month, i + 2), NO_SUGGESTION, "date in the English format");
  if (is_glued_noon(s))
    report_add(out, doc->tokens[i].span, NO_SUGGESTION, "hour in the English format");
  if (is_ordinal(s, token_after(doc, i)))
    report_add(out, doc->tokens[i].span, NO_SUGGESTION, "English ordinal");
}

/* Papers of Switzerland write 12.5 % and 3.2 millions beside 12,5 and 3,2. */
static calque_severity point_severity(const struct check_context *ctx) {
  return ctx->variant == CALQUE_CH ? CALQUE_NOTE : CALQUE_MINOR;
}

static void check_number(const struct check_context *ctx, uint32_t i, struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_token *t = &doc->tokens[i], *before = token_before(doc, i),
                     *after = token_after(doc, i);
  calque_str s = token_str(doc, t);
  int groups = comma_groups(s);
  if (before && before->kind == CALQUE_SYMBOL && is_currency_sign(token_char(doc, before)) &&
      !(t->flags & CALQUE_SPACE_BEFORE))
    report_add(out, token_range(doc, i - 1, i),
               arena_printf(ctx->arena, "%.*s\xc2\xa0%.*s", STR_ARG(in_french(ctx, s)),
                            STR_ARG(token_str(doc, before))),
               "currency sign before its amount");
  if (is_any(doc, after, noons, COUNT(noons)))
    report_add(out, token_range(doc, i, i + 1), NO_SUGGESTION, "hour in the English format");
  if (groups >= 2 || is_comma_thousands(ctx, s, after))
    report_add(out, t->span, with_spaces(ctx, s), "commas between thousands");
  if (is_point_percent(doc, i, s))
    report_add_as(out, point_severity(ctx), t->span, (calque_span){0, 0}, with_comma(ctx, s),
                  "decimal point where French writes a comma");
  if (is_point_decimal(s) && is_any(doc, after, scales, COUNT(scales)))
    report_add_as(out, point_severity(ctx), token_range(doc, i, i + 1), (calque_span){0, 0},
                  arena_printf(ctx->arena, "%.*s %.*s", STR_ARG(with_comma(ctx, s)),
                               STR_ARG(token_str(doc, after))),
                  "decimal point where French writes a comma");
}

static void run(const struct check_context *ctx, struct report *out) {
  for (uint32_t i = ctx->window.first_token; i < ctx->window.end_token; i++) {
    const calque_token *t = &ctx->doc->tokens[i];
    if (t->kind == CALQUE_NUMBER && in_article(ctx, t)) {
      check_number(ctx, i, out);
      check_date(ctx, i, out);
      check_version(ctx, i, out);
    }
  }
  phrase_check(ctx, STR("format"), "is an English format", out);
}

const struct check check_number_format = {
    .id = "number-format",
    .family = "number",
    .severity = CALQUE_MINOR,
    .title = "English number format",
    .why = "French writes 5 $, 15 heures, 1 234 567 and 3,5 millions.",
    .run = run,
    .bad = "La ville a emprunté ⟦3.5 millions⟧ d’euros.",
    .good = "La ville a emprunté 3,5 millions d’euros.",
};
