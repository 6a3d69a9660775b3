/* Numbers, hours and amounts written the English way: $5, 3 p.m., 1,234,567, 3.5 millions. What
 * agencies and pages write is left alone: 839.000, 65%, 14:30, versions and engines (3.0). */
#include "checks/phrase_check.h"

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

static const calque_str noons[] = {STR_INIT("p.m."), STR_INIT("a.m."), STR_INIT("P.M."),
                                   STR_INIT("A.M."), STR_INIT("pm"),   STR_INIT("am")};
static const calque_str scales[] = {STR_INIT("million"),  STR_INIT("millions"),
                                    STR_INIT("milliard"), STR_INIT("milliards"),
                                    STR_INIT("billion"),  STR_INIT("billions")};

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

static void check_number(const struct check_context *ctx, uint32_t i, struct report *out) {
  const calque_doc *doc = ctx->doc;
  const calque_token *t = &doc->tokens[i], *before = token_before(doc, i),
                     *after = token_after(doc, i);
  calque_str s = token_str(doc, t);
  int groups = comma_groups(s);
  if (before && before->kind == CALQUE_SYMBOL && is_currency_sign(token_char(doc, before)) &&
      !(t->flags & CALQUE_SPACE_BEFORE))
    report_add(
        out, token_range(doc, i - 1, i),
        arena_printf(ctx->arena, "%.*s\xc2\xa0%.*s", STR_ARG(s), STR_ARG(token_str(doc, before))),
        "currency sign before its amount");
  if (is_any(doc, after, noons, COUNT(noons)))
    report_add(out, token_range(doc, i, i + 1), NO_SUGGESTION, "hour in the English format");
  if (groups >= 2) report_add(out, t->span, with_spaces(ctx, s), "commas between thousands");
  if (is_point_decimal(s) && is_any(doc, after, scales, COUNT(scales)))
    report_add(out, token_range(doc, i, i + 1),
               arena_printf(ctx->arena, "%.*s %.*s", STR_ARG(with_comma(ctx, s)),
                            STR_ARG(token_str(doc, after))),
               "decimal point where French writes a comma");
}

static void run(const struct check_context *ctx, struct report *out) {
  for (uint32_t i = 0; i < ctx->doc->n_tokens; i++) {
    const calque_token *t = &ctx->doc->tokens[i];
    if (t->kind == CALQUE_NUMBER && in_article(ctx, t)) check_number(ctx, i, out);
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
