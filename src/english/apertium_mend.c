/* Apertium copies numbers and quotation marks. What is a French form beyond doubt, and stands so in
 * the French, is written as English does: a form that could be English already is left alone (1,234
 * is a decimal in France and a thousand in England). */
#include "english/apertium.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <stdio.h>

/* A French form at the start of a text: its bytes, and what English writes. */
struct form {
  size_t len;
  char english[64];
  size_t n;
};

enum { MAX_FORM = 48 };

static size_t digits_at(calque_str s, size_t at) {
  size_t n = 0;
  while (at + n < s.len && utf8_is_digit((unsigned char)s.ptr[at + n])) n++;
  return n;
}

/* A space that may part thousands: its bytes, or 0. */
static size_t gap_at(calque_str s, size_t at) {
  static const calque_str gaps[] = {STR_INIT(" "), STR_INIT("\u00a0"), STR_INIT("\u202f"),
                                    STR_INIT("\u2009")};
  for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++) {
    if (str_starts(str_slice(s, at, s.len), gaps[i])) return gaps[i].len;
  }
  return 0;
}

static void take(struct form *f, calque_str s, size_t at, size_t n) {
  for (size_t i = 0; i < n && f->n < sizeof f->english; i++) f->english[f->n++] = s.ptr[at + i];
  f->len = at + n;
}

static void put(struct form *f, calque_str s) {
  for (size_t i = 0; i < s.len && f->n < sizeof f->english; i++) f->english[f->n++] = s.ptr[i];
}

/* Does a letter or a digit follow, or a mark with a digit behind it? Then the form is a part of
 * something else. */
static bool goes_on(calque_str s, size_t at) {
  size_t n;
  if (at >= s.len) return false;
  uint32_t c = utf8_decode(str_slice(s, at, s.len), &n);
  if (utf8_is_letter(c) || utf8_is_digit(c)) return true;
  return (c == '.' || c == ',') && digits_at(s, at + n) > 0;
}

/* ",5" behind what was taken so far, as ".5". */
static void take_decimals(struct form *f, calque_str s, size_t at) {
  size_t n = at < s.len && s.ptr[at] == ',' ? digits_at(s, at + 1) : 0;
  if (!n || n > MAX_FORM) return;
  put(f, STR("."));
  take(f, s, at + 1, n);
}

/* 100 000, 839.000: thousands in groups. */
static bool read_groups(calque_str s, struct form *f) {
  size_t n = digits_at(s, 0), groups = 0, at = n;
  if (n > 3 || s.ptr[0] == '0') return false;
  take(f, s, 0, n);
  bool dots = at < s.len && s.ptr[at] == '.';
  while (at < MAX_FORM) {
    size_t gap = dots ? at < s.len && s.ptr[at] == '.' : gap_at(s, at);
    if (!gap || digits_at(s, at + gap) != 3) break;
    put(f, STR(","));
    take(f, s, at + gap, 3);
    at += gap + 3;
    groups++;
  }
  if (groups) take_decimals(f, s, at);
  return groups > 0 && !goes_on(s, f->len);
}

/* 1,5 and 0,125; not 1,234 nor 1,2,3. */
static bool read_decimal(calque_str s, struct form *f) {
  size_t n = digits_at(s, 0);
  if (n > MAX_FORM / 2 || n >= s.len || s.ptr[n] != ',') return false;
  size_t decimals = digits_at(s, n + 1);
  if (!decimals || decimals > MAX_FORM / 2) return false;
  if (decimals == 3 && !(n == 1 && s.ptr[0] == '0')) return false;
  take(f, s, 0, n);
  take_decimals(f, s, n);
  return !goes_on(s, f->len);
}

static calque_str ordinal_ending(calque_str digits) {
  char last = digits.ptr[digits.len - 1];
  bool teen = digits.len > 1 && digits.ptr[digits.len - 2] == '1';
  if (teen || last == '0' || last > '3') return STR("th");
  return last == '1' ? STR("st") : last == '2' ? STR("nd") : STR("rd");
}

/* 28e, 1er, 2ème. */
static bool read_ordinal(calque_str s, struct form *f) {
  static const calque_str endings[] = {STR_INIT("ème"), STR_INIT("ère"), STR_INIT("eme"),
                                       STR_INIT("nde"), STR_INIT("er"),  STR_INIT("re"),
                                       STR_INIT("nd"),  STR_INIT("e")};
  size_t n = digits_at(s, 0);
  if (n > 4) return false;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    if (!str_starts(str_slice(s, n, s.len), endings[i])) continue;
    if (goes_on(s, n + endings[i].len)) continue;
    take(f, s, 0, n);
    put(f, ordinal_ending(str_slice(s, 0, n)));
    f->len = n + endings[i].len;
    return true;
  }
  return false;
}

/* 14h30 is a time; 2h30 may be how long something takes. Apertium makes 14H30 of it. */
static bool read_time(calque_str s, struct form *f) {
  size_t at = 2;
  if (digits_at(s, 0) != 2) return false;
  int hour = (s.ptr[0] - '0') * 10 + (s.ptr[1] - '0');
  at += gap_at(s, at);
  if (hour < 13 || hour > 23 || at >= s.len || (s.ptr[at] | 0x20) != 'h') return false;
  at++;
  at += gap_at(s, at);
  if (digits_at(s, at) != 2 || s.ptr[at] > '5' || goes_on(s, at + 2)) return false;
  take(f, s, 0, 2);
  put(f, STR(":"));
  take(f, s, at, 2);
  return true;
}

/* Does the French have it as written? Of a time, in any of its spellings. */
static bool stands_in(calque_str french, calque_str s, const struct form *form) {
  static const char *const times[] = {"%.2sh%.2s", "%.2s h %.2s", "%.2s\u00a0h\u00a0%.2s",
                                      "%.2s\u202fh\u202f%.2s"};
  if (str_has(french, str_slice(s, 0, form->len))) return true;
  if (form->n != 5 || form->english[2] != ':') return false;
  for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
    char time[32];
    int n = snprintf(time, sizeof time, times[i], form->english, form->english + 3);
    if (str_has(french, (calque_str){time, (size_t)n})) return true;
  }
  return false;
}

/* The form that `s` opens with, if it stands in the French too. */
static bool read_form(calque_str s, calque_str french, struct form *out) {
  static bool (*const readers[])(calque_str, struct form *) = {read_groups, read_time, read_decimal,
                                                               read_ordinal};
  for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
    *out = (struct form){0};
    if (readers[i](s, out)) return stands_in(french, s, out);
  }
  return false;
}

/* « and » and the spaces inside; no space before ; : ! ? %. */
static size_t mend_mark(calque_str s, size_t at, struct buf *out) {
  calque_str rest = str_slice(s, at, s.len);
  bool opens = str_starts(rest, STR("«")) || str_starts(rest, STR("“"));
  if (opens) {
    size_t n = str_starts(rest, STR("«")) ? 2 : 3, gap = gap_at(rest, n);
    buf_puts(out, "“");
    return n + gap;
  }
  if (str_starts(rest, STR("»"))) return buf_puts(out, "”"), 2;
  size_t gap = gap_at(s, at);
  if (!gap || gap == rest.len) return 0;
  calque_str behind = str_slice(rest, gap, rest.len);
  bool closes = str_starts(behind, STR("»")) || str_starts(behind, STR("”"));
  char mark = behind.ptr[0];
  bool joins = mark == ';' || mark == ':' || mark == '!' || mark == '?' || mark == '%';
  return closes || joins || gap_at(behind, 0) ? gap : 0;
}

/* A generation that failed (« #give », « @x ») keeps its mark, unless the French has such marks. */
static bool is_failure_mark(calque_str s, size_t at, calque_str french) {
  size_t n;
  if (s.ptr[at] != '#' && s.ptr[at] != '@') return false;
  if (str_has(french, STR("#")) || str_has(french, STR("@")) || at + 1 >= s.len) return false;
  return utf8_is_letter(utf8_decode(str_slice(s, at + 1, s.len), &n));
}

/* ---- Names --------------------------------------------------------------------------------------
 */

static const struct {
  calque_str left, english;
} PIVOT_NAMES[] = {
#define PIVOT_NAME(left, english) {STR_INIT(left), STR_INIT(english)},
#include "english/pivot_names.def"
#undef PIVOT_NAME
};

/* Bytes of the word at the start of s; the Catalan « l·l » is inside one. */
static size_t word_len(calque_str s) {
  size_t at = 0, n;
  while (at < s.len) {
    uint32_t c = utf8_decode(str_slice(s, at, s.len), &n);
    if (!utf8_is_letter(c) && !(c == 0xb7 && at)) break;
    at += n;
  }
  return at;
}

enum { MAX_NAME = 64 };

/* The word of the French that has the same letters, but for their accents; empty: none. */
static calque_str same_letters(calque_str french, calque_str word) {
  char wanted[3 * MAX_NAME], got[3 * MAX_NAME];
  size_t wanted_len = utf8_fold_word(word, wanted), n;
  for (size_t at = 0; at < french.len; at += n) {
    calque_str rest = str_slice(french, at, french.len), candidate = rest;
    candidate.len = n = word_len(rest);
    if (!n) {
      utf8_decode(rest, &n);
      continue;
    }
    if (n > MAX_NAME) continue;
    size_t got_len = utf8_fold_word(candidate, got);
    if (got_len == wanted_len && memcmp(got, wanted, got_len) == 0) return candidate;
  }
  return STR("");
}

/* A name with the accents of Catalan or Spanish (Vladímir, París) gets those that it has in the
 * French; some have another form in English. Lower-case words are let be. */
static size_t mend_name(calque_str s, calque_str french, struct buf *out) {
  size_t n, len = word_len(s);
  if (!len || len > MAX_NAME || !utf8_is_upper(utf8_decode(s, &n))) return 0;
  calque_str word = str_slice(s, 0, len);
  if (str_has(french, word)) return 0;
  calque_str better = STR("");
  bool plain = true;
  for (size_t i = 0; i < len; i++) plain = plain && (unsigned char)word.ptr[i] < 0x80;
  for (size_t i = 0; i < sizeof PIVOT_NAMES / sizeof *PIVOT_NAMES; i++)
    if (str_eq(word, PIVOT_NAMES[i].left)) better = PIVOT_NAMES[i].english;
  if (!better.len && !plain) better = same_letters(french, word);
  if (!better.len) return 0;
  buf_str(out, better);
  return len;
}

/* ---- The whole ----------------------------------------------------------------------------------
 */

/* Digits that are no French form, with those behind them: of 01 234 567 no part is a number. */
static size_t other_digits(calque_str s) {
  size_t at = digits_at(s, 0), gap;
  while (at < s.len && (gap = gap_at(s, at)) && digits_at(s, at + gap)) {
    at += gap;
    at += digits_at(s, at);
  }
  return at;
}

calque_str apertium_mend(calque_arena *arena, calque_str french, calque_str s) {
  struct buf out;
  struct form form;
  bool starts = true; /* no letter right before */
  bool fresh = true;  /* no letter, digit or mark of a number right before */
  buf_init(&out, BUF_MAX_OUTPUT);
  for (size_t at = 0, n; at < s.len; at += n) {
    uint32_t c = utf8_decode(str_slice(s, at, s.len), &n);
    bool number = fresh && utf8_is_digit(c) && read_form(str_slice(s, at, s.len), french, &form);
    if (number) {
      buf_add(&out, form.english, form.n);
      n = form.len;
      fresh = false;
      continue;
    }
    if (fresh && utf8_is_digit(c)) {
      n = other_digits(str_slice(s, at, s.len));
      buf_str(&out, str_slice(s, at, at + n));
      fresh = starts = false;
      continue;
    }
    size_t mended = mend_mark(s, at, &out);
    if (!mended && starts) mended = mend_name(str_slice(s, at, s.len), french, &out);
    starts = !utf8_is_letter(c);
    fresh = !utf8_is_digit(c) && !utf8_is_letter(c) && c != '.' && c != ',';
    if (mended) n = mended;
    else if (!is_failure_mark(s, at, french)) buf_str(&out, str_slice(s, at, at + n));
  }
  calque_str copy = arena_copy(arena, buf_view(&out));
  buf_free(&out);
  return copy;
}
