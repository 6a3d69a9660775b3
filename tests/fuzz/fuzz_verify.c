/* Two texts, parted by the first byte 0xff (which no UTF-8 has), read against each other: every
 * span lies in its text and cuts no character, the passages are in order, a text is never at odds
 * with itself about what it refuses. */
#include "base/utf8.h"
#include "english/verify.h"
#include "replay.h"

#undef NDEBUG
#include <assert.h>

static void check_span(calque_str text, calque_span span) {
  assert(span.start <= span.end && span.end <= text.len);
  assert(utf8_valid_prefix(str_of_span(text, span)) == span.end - span.start);
}

static void check_result(calque_str fr, calque_str en, calque_verification v) {
  bool ok = true;
  uint32_t fr_end = 0, en_end = 0;
  for (size_t i = 0; i < v.n_findings; i++) {
    const calque_verify_finding *f = &v.findings[i];
    check_span(fr, f->fr);
    check_span(en, f->en);
    assert(f->message.len > 0 && utf8_valid_prefix(f->message) == f->message.len);
    if (f->severity > CALQUE_NOTE) ok = false;
  }
  assert(ok == v.ok);
  for (size_t i = 0; i < v.n_passages; i++) {
    check_span(fr, v.passages[i].fr);
    check_span(en, v.passages[i].en);
    if (v.passages[i].fr.end) assert(v.passages[i].fr.start >= fr_end);
    if (v.passages[i].en.end) assert(v.passages[i].en.start >= en_end);
    if (v.passages[i].fr.end) fr_end = v.passages[i].fr.end;
    if (v.passages[i].en.end) en_end = v.passages[i].en.end;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static calque_lexicon *lex;
  if (!lex) lex = calque_lexicon_open(NULL, NULL);
  assert(lex);
  calque_str bytes = {size ? (const char *)data : "", size}, rest = bytes;
  struct buf fr, en;
  buf_init(&fr, BUF_MAX_OUTPUT);
  buf_init(&en, BUF_MAX_OUTPUT);
  utf8_repair(&fr, str_cut(&rest, '\xff'));
  if (rest.ptr) utf8_repair(&en, rest);
  calque_str a = fr.len ? buf_view(&fr) : STR(""), b = en.len ? buf_view(&en) : STR("");
  const calque_term term = {STR_INIT("pont neuf"), STR_INIT("new bridge")};
  calque_verify_options options = {.terms = &term, .n_terms = 1};
  calque_arena *arena = calque_arena_new();
  check_result(a, b, calque_verify(arena, lex, a, b, &options));
  options.summary = true;
  check_result(a, b, calque_verify(arena, lex, a, b, &options));
  check_result(b, a, calque_verify(arena, NULL, b, a, NULL));
  calque_arena_free(arena);
  buf_free(&fr);
  buf_free(&en);
  return 0;
}
