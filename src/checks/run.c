/* Runs the checks that are wanted, in the order of checks.def, and puts their findings in order.
 * Of findings of one check that overlap the first is kept, but a note yields to what counts; of a
 * document with more findings than anybody reads, the first ten thousand. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"
#include "checks/check.h"
#include "checks/density.h"
#include "checks/purpose.h"
#include "checks/variant.h"
#include "checks/vetting.h"
#include "checks/words.h"

/* Findings kept of one document. A text with more is not worth listing; the last one says so. */
enum { MAX_FINDINGS = 10000, MAX_MESSAGE = 400 /* bytes */ };

#define CHECK(name) extern const struct check check_##name;
#include "checks/checks.def"
#undef CHECK

const struct check *const all_checks[] = {
#define CHECK(name) &check_##name,
#include "checks/checks.def"
#undef CHECK
};
const size_t n_checks = COUNT(all_checks);
_Static_assert(COUNT(all_checks) <= 64, "sets of checks are bits of 64");

struct report {
  calque_arena *arena;
  const struct check_context *ctx;
  const calque_check_options *options;
  const uint8_t *words;      /* tokens that a person's own words excuse; NULL: none */
  bool complete;             /* no wanted check was passed over because of the purpose */
  const struct check *check; /* the one that is running */
  calque_severity min_severity;
  const calque_doc *doc;
  const uint8_t *excused; /* words.h; NULL while a check runs that the word list does not concern */
  const struct ignored *ignored;
  size_t n_ignored;
  ARRAY(calque_finding) findings;
};

const struct check *check_find(calque_str id) {
  for (size_t i = 0; i < n_checks; i++)
    if (str_eq(calque_str_of(all_checks[i]->id), id)) return all_checks[i];
  return NULL;
}

static void add(struct report *out, calque_severity severity, calque_span span, calque_span related,
                calque_str suggestion, const char *format, va_list args) {
  severity = variant_of_span(out->ctx, out->check, span, severity);
  if (severity < out->min_severity || out->findings.n >= MAX_FINDINGS) return;
  if (out->n_ignored && ignore_drops(out->ignored, out->n_ignored, out->check, span.start)) return;
  if (words_cover(out->excused, out->doc, span)) return;
  char message[MAX_MESSAGE];
  int n = vsnprintf(message, sizeof message, format, args);
  calque_str text = {message, n < 0 ? 0 : n < MAX_MESSAGE ? (size_t)n : MAX_MESSAGE - 1};
  text.len = utf8_valid_prefix(text); /* a cut message ends between characters */
  calque_finding finding = {.check = out->check->id,
                            .family = out->check->family,
                            .severity = severity,
                            .span = span,
                            .related = related,
                            .message = arena_copy(out->arena, text),
                            .suggestion = suggestion};
  ARRAY_PUSH(out->arena, &out->findings, finding);
}

void report_add(struct report *out, calque_span span, calque_str suggestion, const char *format,
                ...) {
  va_list args;
  va_start(args, format);
  add(out, out->check->severity, span, (calque_span){0, 0}, suggestion, format, args);
  va_end(args);
}

void report_add_as(struct report *out, calque_severity severity, calque_span span,
                   calque_span related, calque_str suggestion, const char *format, ...) {
  va_list args;
  va_start(args, format);
  add(out, severity, span, related, suggestion, format, args);
  va_end(args);
}

static void run_passed_over(struct report *out);

bool report_touches(struct report *out, calque_span span) {
  if (!out->complete) run_passed_over(out);
  for (size_t i = 0; i < out->findings.n; i++) {
    const calque_finding *f = &out->findings.ptr[i];
    if (f->span.start < span.end && span.start < f->span.end) return true;
  }
  return false;
}

static bool is_called(const struct check *check, calque_str name) {
  return str_eq(name, calque_str_of(check->id)) || str_eq(name, calque_str_of(check->family));
}

bool check_is_name(calque_str name) {
  for (size_t i = 0; i < n_checks; i++)
    if (is_called(all_checks[i], name)) return true;
  return false;
}

bool check_is_listed(const struct check *check, calque_str list) {
  while (list.ptr)
    if (is_called(check, str_trim(str_cut(&list, ',')))) return true;
  return false;
}

static bool wanted(const calque_check_options *options, const struct check *check) {
  if (options->only && !check_is_listed(check, calque_str_of(options->only))) return false;
  return !options->disable || !check_is_listed(check, calque_str_of(options->disable));
}

/* Does a person's own word list hold for the check? */
static bool heeds_words(const struct check *check) {
  return strcmp(check->family, "leak") == 0 || strcmp(check->family, "name") == 0;
}

static void run_check(struct report *out, const struct check *check) {
  out->check = check;
  out->n_ignored = check == &check_ignore_region ? 0 : out->ctx->n_ignored;
  out->excused = out->words && heeds_words(check) ? out->words : NULL;
  if (wanted(out->options, check)) check->run(out->ctx, out);
}

/* Bit i of the set: check number i. */
static void run_set(struct report *out, uint64_t set) {
  for (; set; set &= set - 1) run_check(out, all_checks[__builtin_ctzll(set)]);
}

/* A check asks what the others say, in the middle of its own run. */
static void run_passed_over(struct report *out) {
  const struct report asking = *out;
  out->complete = true;
  run_set(out, ~checks_serving(out->options->purpose) & checks_serving(CALQUE_FOR_REPORT));
  out->check = asking.check;
  out->n_ignored = asking.n_ignored;
  out->excused = asking.excused;
}

static int by_place(const void *a, const void *b) {
  const calque_finding *x = a, *y = b;
  if (x->span.start != y->span.start) return x->span.start < y->span.start ? -1 : 1;
  if (x->span.end != y->span.end) return x->span.end > y->span.end ? -1 : 1;
  return strcmp(x->check, y->check);
}

/* The kept finding of the same check that reaches into this one; n: none does. What is kept of one
 * check does not overlap, so it is the last one if it is any. */
static size_t overlapped(const calque_finding *kept, size_t n, const calque_finding *next) {
  for (size_t k = n; k-- > 0 && n - k <= n_checks;)
    if (strcmp(kept[k].check, next->check) == 0 && next->span.start < kept[k].span.end) return k;
  return n;
}

/* Wider findings come first, so what overlaps one of the same check comes right behind it. */
static size_t drop_inner(calque_finding *findings, size_t n) {
  size_t kept = 0;
  for (size_t i = 0; i < n; i++) {
    const calque_finding next = findings[i];
    size_t k = overlapped(findings, kept, &next);
    if (k < kept) {
      if (findings[k].severity > CALQUE_NOTE || next.severity == CALQUE_NOTE) continue;
      memmove(&findings[k], &findings[k + 1], (--kept - k) * sizeof *findings);
    }
    findings[kept++] = next;
  }
  return kept;
}

/* The scores of sentences in regions that drop `garble`. */
static void forget_ignored(const struct check_context *ctx) {
  if (!ctx->n_ignored || !ctx->shared->garble) return;
  float *garble = ARENA_ARRAY(ctx->arena, float, ctx->doc->n_sentences + 1);
  for (uint32_t i = 0; i < ctx->doc->n_sentences; i++) {
    uint32_t start = ctx->doc->sentences[i].span.start;
    bool drops = ignore_drops(ctx->ignored, ctx->n_ignored, &check_garble, start);
    garble[i] = drops ? 0 : ctx->shared->garble[i];
  }
  ctx->shared->garble = garble;
}

/* ---- A document ------------------------------------------------------------------------------ */

enum { UNKNOWN, SOUND, SPOILED };

struct vetting {
  struct check_context ctx;
  struct check_shared shared;
  calque_check_options options;
  struct report report;
  size_t n_whole; /* findings of the checks that look at the whole; those of a sentence follow */
  uint8_t *known; /* of each sentence; NULL: nothing yet */
};

static void look_at(struct vetting *v, uint32_t first, uint32_t end) {
  const calque_sentence *s = v->ctx.doc->sentences;
  v->ctx.window = (struct check_window){.first = first, .end = end};
  if (first < end) {
    v->ctx.window.first_token = s[first].first_token;
    v->ctx.window.end_token = s[end - 1].first_token + s[end - 1].n_tokens;
  }
  v->shared.subjects = NULL;
}

static struct vetting *start(calque_arena *arena, const calque_lexicon *lex, const calque_doc *doc,
                             const calque_check_options *options) {
  struct vetting *v = ARENA_NEW(arena, struct vetting);
  if (options) v->options = *options;
  v->ctx = (struct check_context){.arena = arena,
                                  .lex = lex,
                                  .doc = doc,
                                  .variant = v->options.variant,
                                  .purpose = v->options.purpose,
                                  .labels = lines_label(arena, lex, doc),
                                  .shared = &v->shared};
  v->ctx.n_ignored = ignore_find(arena, doc, &v->ctx.ignored);
  v->ctx.roles = lines_roles(arena, doc, v->ctx.labels);
  v->report = (struct report){.arena = arena,
                              .ctx = &v->ctx,
                              .options = &v->options,
                              .doc = doc,
                              .min_severity = v->options.min_severity,
                              .ignored = v->ctx.ignored,
                              .words = words_excuse(arena, v->options.words, doc)};
  look_at(v, 0, doc->n_sentences);
  return v;
}

/* Of the checks that the purpose has a use for, those that look at the whole or at the window. */
static void run_checks(struct vetting *v, bool whole, bool window) {
  v->report.complete = v->options.purpose == CALQUE_FOR_REPORT;
  if (window)
    v->ctx.n_phrases = phrases_find(v->ctx.arena, v->ctx.lex, v->ctx.doc, v->ctx.window.first,
                                    v->ctx.window.end, &v->ctx.phrases);
  run_set(&v->report, checks_serving(v->options.purpose) &
                          ((whole ? checks_whole : 0) | (window ? ~checks_whole : 0)));
}

/* Puts the findings from number `first` on in order. */
static void finish(struct report *out, size_t first) {
  size_t n = out->findings.n - first;
  if (!n) return;
  qsort(out->findings.ptr + first, n, sizeof *out->findings.ptr, by_place);
  out->findings.n = first + drop_inner(out->findings.ptr + first, n);
}

calque_report calque_check(calque_arena *arena, const calque_lexicon *lex, const calque_doc *doc,
                           const calque_check_options *options) {
  struct vetting *v = start(arena, lex, doc, options);
  bool asks = v->options.purpose == CALQUE_FOR_SUMMARY;
  run_checks(v, true, !asks);
  forget_ignored(&v->ctx);
  finish(&v->report, 0);
  v->n_whole = v->report.findings.n;
  return (calque_report){.findings = v->report.findings.ptr,
                         .n_findings = v->n_whole,
                         .garble = v->shared.garble,
                         .density = v->report.complete ? density_of(&v->ctx) : 0,
                         .n_seams = v->report.complete ? seams_count(&v->shared.seams) : 0,
                         .lines = v->ctx.labels,
                         .vetting = asks ? v : NULL};
}

static bool is_spoiled(struct vetting *v, uint32_t sentence) {
  calque_span span = v->ctx.doc->sentences[sentence].span;
  look_at(v, sentence, sentence + 1);
  v->report.findings.n = v->n_whole;
  run_checks(v, false, true);
  finish(&v->report, v->n_whole);
  for (size_t i = v->n_whole; i < v->report.findings.n; i++) {
    const calque_finding *f = &v->report.findings.ptr[i];
    if (f->span.start < span.end && span.start < f->span.end && finding_spoils(f)) return true;
  }
  return false;
}

bool vetting_spoils(struct vetting *v, uint32_t sentence) {
  if (!v) return false;
  if (!v->known) v->known = ARENA_ARRAY(v->ctx.arena, uint8_t, v->ctx.doc->n_sentences);
  uint8_t *known = &v->known[sentence];
  if (*known == UNKNOWN) *known = is_spoiled(v, sentence) ? SPOILED : SOUND;
  return *known == SPOILED;
}

const char *calque_severity_name(calque_severity severity) {
  static const char *const names[] = {"note", "minor", "major", "critical"};
  return names[severity];
}
