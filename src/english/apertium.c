/* Segments go through in one run with an empty line between them, which Apertium keeps; its format
 * `line` would lose the full stop of every segment. Should they not come back as many as they
 * were, halves of them are tried, down to one alone. */
#include "english/apertium.h"

#include "base/array.h"
#include "base/process.h"
#include "base/utf8.h"

#define MAX_RUN    ((size_t)128 << 10) /* bytes of one run */
#define MAX_ANSWER ((size_t)4 << 20)
#define LIST_MS    10000

/* In order of preference: Catalan knows the words of news better, Spanish takes less memory. */
static const struct {
  const char *to_pivot, *from_pivot;
} WAYS[] = {{"fra-cat", "cat-eng"}, {"fr-es", "spa-eng"}, {"fra-spa", "spa-eng"}};

static bool has_line(calque_str lines, const char *wanted) {
  for (calque_str rest = lines; rest.ptr;) {
    if (str_eq(str_trim(str_cut(&rest, '\n')), calque_str_of(wanted))) return true;
  }
  return false;
}

bool apertium_find(calque_arena *arena, struct apertium *out) {
  const char *program = process_find(arena, "apertium");
  if (!program) return false;
  const char *const list[] = {program, "-l", NULL};
  const process_argv row[] = {list};
  struct buf modes;
  buf_init(&modes, MAX_ANSWER);
  bool found = false;
  if (process_run(row, 1, STR(""), &modes, LIST_MS, NULL) == CALQUE_OK) {
    for (size_t i = 0; i < COUNT(WAYS) && !found; i++) {
      found = has_line(buf_view(&modes), WAYS[i].to_pivot) &&
              has_line(buf_view(&modes), WAYS[i].from_pivot);
      out->program = program;
      out->to_pivot = WAYS[i].to_pivot;
      out->from_pivot = WAYS[i].from_pivot;
    }
  }
  buf_free(&modes);
  return found;
}

/* One line; no control characters. */
static void write_segment(struct buf *out, calque_str s) {
  bool space = false;
  size_t n;
  s = str_trim(s);
  for (size_t at = 0; at < s.len; at += n) {
    uint32_t c = utf8_decode(str_slice(s, at, s.len), &n);
    bool gap = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == 0 || utf8_is_control(c);
    if (!gap && space) buf_char(out, ' ');
    if (!gap) buf_str(out, str_slice(s, at, at + n));
    space = gap;
  }
}

/* The piece before the next empty line. */
static calque_str next_segment(calque_str *rest) {
  size_t end = str_find(*rest, STR("\n\n"));
  calque_str segment = *rest;
  if (end == SIZE_MAX) {
    *rest = (calque_str){NULL, 0};
    return str_trim(segment);
  }
  segment.len = end;
  while (end < rest->len && rest->ptr[end] == '\n') end++;
  *rest = str_slice(*rest, end, rest->len);
  if (!rest->len) rest->ptr = NULL;
  return str_trim(segment);
}

/* n segments of an answer; false when there are more or fewer, or one is empty. */
static bool cut_answer(calque_str answer, size_t n, calque_str *out) {
  calque_str rest = str_trim(answer);
  size_t i = 0;
  for (; rest.ptr && i < n; i++) {
    out[i] = next_segment(&rest);
    if (!out[i].len) return false;
  }
  return i == n && !rest.ptr;
}

static calque_status run(const struct apertium *a, calque_str input, struct buf *out,
                         calque_error *err) {
  const char *const first[] = {a->program, "-u", a->to_pivot, NULL};
  const char *const second[] = {a->program, "-u", a->from_pivot, NULL};
  const process_argv row[] = {first, second};
  calque_error own = {0};
  calque_status status = process_run(row, 2, input, out, a->deadline_ms, &own);
  if (status == CALQUE_E_NETWORK) return fail(err, status, own.where, 0, "%s", own.text);
  if (status) return fail(err, CALQUE_E_PROVIDER, own.where, 0, "%s", own.text);
  if (utf8_valid_prefix(buf_view(out)) == out->len) return CALQUE_OK;
  return fail(err, CALQUE_E_PROVIDER, a->program, 0, "its answer is not valid UTF-8");
}

/* None of the segments is empty. */
static calque_status translate_run(calque_arena *arena, const struct apertium *a,
                                   const calque_str *french, size_t n, calque_str *english,
                                   calque_error *err) {
  struct buf input, output;
  buf_init(&input, BUF_MAX_OUTPUT);
  buf_init(&output, MAX_ANSWER);
  for (size_t i = 0; i < n; i++) {
    write_segment(&input, french[i]);
    buf_puts(&input, "\n\n");
  }
  calque_status status = run(a, buf_view(&input), &output, err);
  bool whole = !status && cut_answer(buf_view(&output), n, english);
  for (size_t i = 0; whole && i < n; i++) english[i] = apertium_mend(arena, french[i], english[i]);
  buf_free(&input);
  buf_free(&output);
  if (status || whole) return status;
  if (n == 1) {
    return fail(err, CALQUE_E_PROVIDER, a->program, 0, "a paragraph did not come back as it went");
  }
  status = translate_run(arena, a, french, n / 2, english, err);
  if (status) return status;
  return translate_run(arena, a, french + n / 2, n - n / 2, english + n / 2, err);
}

static bool is_blank(calque_str s) {
  for (size_t at = 0, n; at < s.len; at += n) {
    uint32_t c = utf8_decode(str_slice(s, at, s.len), &n);
    if (c && !utf8_is_space(c) && !utf8_is_control(c)) return false;
  }
  return true;
}

calque_status apertium_translate(calque_arena *arena, const struct apertium *a,
                                 const calque_str *french, size_t n, calque_str *english,
                                 calque_error *err) {
  calque_str *in = ARENA_ARRAY(arena, calque_str, n + 1);
  calque_str *out = ARENA_ARRAY(arena, calque_str, n + 1);
  size_t *place = ARENA_ARRAY(arena, size_t, n + 1);
  size_t n_in = 0;
  for (size_t i = 0; i < n; i++) {
    english[i] = STR("");
    if (is_blank(french[i])) continue;
    in[n_in] = french[i];
    place[n_in++] = i;
  }
  calque_status status = CALQUE_OK;
  for (size_t done = 0; done < n_in && !status;) {
    size_t end = done, bytes = 0;
    while (end < n_in && (end == done || bytes + in[end].len <= MAX_RUN)) bytes += in[end++].len;
    status = translate_run(arena, a, in + done, end - done, out + done, err);
    done = end;
  }
  for (size_t i = 0; i < n_in && !status; i++) english[place[i]] = out[i];
  return status;
}
