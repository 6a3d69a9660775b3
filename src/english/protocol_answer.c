/* Answers are read through JSON pointers, so that a wrong type anywhere is simply nothing there.
 * Every kind of service has a 200 that is no answer: nothing, the French sent back, an emoji, a
 * part. */
#include "english/protocol.h"

#include "base/utf8.h"
#include "english/untranslated.h"

/* Below this a server that says how much it read may be a small test double; real contexts that
 * prompts are cut to are larger. */
#define MIN_CONTEXT 512
/* No tokenizer of today's models takes more bytes of French for one token, on average. */
#define MAX_BYTES_PER_TOKEN 6

/* ---- Answers --------------------------------------------------------------------------------- */

calque_status protocol_tree(calque_arena *arena, const struct provider_setup *setup,
                            const struct http_answer *answer, json_t **tree, calque_error *err) {
  calque_error syntax = {0};
  const char *name = setup->provider->name;
  *tree = NULL;
  if (!str_trim(answer->body).len)
    return fail(err, CALQUE_E_PROVIDER, name, 0, "the answer is empty");
  *tree = json_tree(answer->body, name, &syntax);
  if (!*tree) return fail(err, CALQUE_E_PROVIDER, name, 0, "the answer is %s", syntax.text);
  const json_t *error = json_object_get(*tree, "error");
  if (!error || json_is_null(error) || json_is_false(error)) return CALQUE_OK;
  calque_str words = protocol_words(arena, setup, protocol_complaint(arena, *tree));
  return fail(err, CALQUE_E_PROVIDER, name, 0, "the answer is an error: %.*s",
              STR_ARG(words.len ? words : STR("without words")));
}

calque_status protocol_lacks(const struct provider_setup *setup, const char *what,
                             calque_error *err) {
  return fail(err, CALQUE_E_PROVIDER, setup->provider->name, 0, "the answer has no %s", what);
}

calque_str protocol_clean(calque_arena *arena, calque_str s) {
  struct buf valid, out;
  buf_init(&valid, 3 * PROTOCOL_MAX_TEXT);
  buf_init(&out, 3 * PROTOCOL_MAX_TEXT);
  utf8_repair(&valid, str_slice(s, 0, s.len < PROTOCOL_MAX_TEXT ? s.len : PROTOCOL_MAX_TEXT));
  for (calque_str rest = buf_view(&valid); rest.len;) {
    size_t n;
    uint32_t c = utf8_decode(rest, &n);
    if (!utf8_is_control(c) && c != '\r' && c != 0x7f) buf_add(&out, rest.ptr, n);
    rest = str_slice(rest, n, rest.len);
  }
  calque_str clean = arena_copy(arena, buf_view(&out));
  buf_free(&valid);
  buf_free(&out);
  return clean;
}

calque_str protocol_string(calque_arena *arena, const json_t *tree, const char *pointer) {
  const json_t *at = json_pointer(tree, calque_str_of(pointer));
  if (!json_is_string(at)) return STR("");
  return protocol_clean(arena, (calque_str){json_string_value(at), json_string_length(at)});
}

uint64_t protocol_number(const json_t *tree, const char *pointer) {
  const json_t *at = json_pointer(tree, calque_str_of(pointer));
  json_int_t n = json_is_integer(at) ? json_integer_value(at) : 0;
  return n > 0 ? (uint64_t)n : 0;
}

enum provider_finish protocol_finish(const struct protocol_finish *rows, size_t n,
                                     calque_str word) {
  for (size_t i = 0; i < n; i++)
    if (str_eq(calque_str_of(rows[i].word), word)) return rows[i].finish;
  return PROVIDER_ODD;
}

/* ---- Engines --------------------------------------------------------------------------------- */

static bool has_letter(calque_str s) {
  for (size_t n; s.len; s = str_slice(s, n, s.len))
    if (utf8_is_letter(utf8_decode(s, &n))) return true;
  return false;
}

bool protocol_is_french(calque_str text) {
  size_t words = 0, french = 0;
  char folded[3 * 32];
  for (size_t i = 0, start = 0; i <= text.len; i++) {
    bool inside = i < text.len && text.ptr[i] != ' ' && text.ptr[i] != '\'' &&
                  text.ptr[i] != '\n' && text.ptr[i] != ',' && text.ptr[i] != '.';
    if (inside) continue;
    calque_str word = str_slice(text, start, i);
    start = i + 1;
    if (!word.len || word.len > 32) continue;
    size_t n = utf8_fold_word(word, folded);
    words++;
    french += function_language((calque_str){folded, n}) == FRENCH_WORD;
  }
  return french >= 2 && french * 6 >= words;
}

/* A 200 that is none: nothing, a mark or an emoji for an answer, or the French sent back. */
static const char *text_is_wrong(calque_str french, calque_str answer) {
  if (!has_letter(french)) return NULL;
  if (!str_trim(answer).len) return "is empty";
  if (!has_letter(answer)) return "has no words";
  if (str_eq(str_trim(french), str_trim(answer)) && protocol_is_french(french))
    return "is the French as it was";
  return NULL;
}

calque_status protocol_engine(const struct provider_setup *setup, const struct provider_job *job,
                              const calque_str *texts, size_t n, struct provider_answer *out,
                              calque_error *err) {
  const char *name = setup->provider->name;
  if (n != job->n_texts)
    return fail(err, CALQUE_E_PROVIDER, name, 0, "the answer has %zu texts for %zu", n,
                job->n_texts);
  for (size_t i = 0; i < n; i++) {
    const char *wrong = text_is_wrong(job->texts[i], texts[i]);
    if (wrong)
      return fail(err, CALQUE_E_PROVIDER, name, 0, "the answer to text %zu of %zu %s", i + 1, n,
                  wrong);
  }
  out->texts = texts;
  out->n_texts = n;
  out->finish = PROVIDER_STOP;
  return CALQUE_OK;
}

calque_status protocol_list(calque_arena *arena, const struct provider_setup *setup,
                            const struct provider_job *job, struct protocol_list list,
                            struct provider_answer *out, calque_error *err) {
  if (!json_is_array(list.array)) return protocol_lacks(setup, "list of texts", err);
  size_t n = json_array_size(list.array);
  if (n != job->n_texts) return protocol_engine(setup, job, NULL, n, out, err);
  calque_str *texts = ARENA_ARRAY(arena, calque_str, n ? n : 1);
  for (size_t i = 0; i < n; i++) {
    const json_t *element = json_array_get(list.array, i);
    if (!json_is_string(json_pointer(element, calque_str_of(list.text))))
      return protocol_lacks(setup, "text where it should stand", err);
    texts[i] = protocol_string(arena, element, list.text);
  }
  return protocol_engine(setup, job, texts, n, out, err);
}

calque_status protocol_listed(calque_arena *arena, const struct provider_setup *setup,
                              const struct provider_job *job, const struct http_answer *answer,
                              const char *list, const char *text, struct provider_answer *out,
                              calque_error *err) {
  json_t *tree;
  *out = (struct provider_answer){.finish = PROVIDER_ODD};
  calque_status status = protocol_tree(arena, setup, answer, &tree, err);
  if (!status) {
    struct protocol_list texts = {json_pointer(tree, calque_str_of(list)), text};
    status = protocol_list(arena, setup, job, texts, out, err);
  }
  json_decref(tree);
  return status;
}

/* ---- Models ---------------------------------------------------------------------------------- */

calque_str protocol_after_space(calque_str s) {
  calque_str trimmed = str_trim(s);
  return trimmed.len ? str_slice(s, (size_t)(trimmed.ptr - s.ptr), s.len) : STR("");
}

calque_str protocol_after_thoughts(calque_str text, bool *thinking) {
  static const struct {
    calque_str open, close;
  } marks[] = {{STR_INIT("<think>"), STR_INIT("</think>")},
               {STR_INIT("<thinking>"), STR_INIT("</thinking>")},
               {STR_INIT("[THINK]"), STR_INIT("[/THINK]")}};
  text = protocol_after_space(text);
  *thinking = false;
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    *thinking = true;
    if (text.len < marks[i].open.len && str_starts(marks[i].open, text)) return STR("");
    if (!str_starts(text, marks[i].open)) continue;
    size_t end = str_find(text, marks[i].close);
    return end == SIZE_MAX
               ? STR("")
               : protocol_after_space(str_slice(text, end + marks[i].close.len, text.len));
  }
  *thinking = false;
  return text;
}

calque_status protocol_model(calque_arena *arena, const struct provider_setup *setup,
                             const struct provider_job *job, calque_str text,
                             struct provider_answer *out, calque_error *err) {
  calque_str *one = ARENA_ARRAY(arena, calque_str, 1);
  bool thinking;
  *one = str_trim(protocol_after_thoughts(text, &thinking));
  out->texts = one;
  out->n_texts = 1;
  uint64_t least = (job->system.len + job->user.len) / MAX_BYTES_PER_TOKEN;
  if (out->finish == PROVIDER_STOP && out->tokens_in >= MIN_CONTEXT && out->tokens_in < least) {
    out->finish = PROVIDER_LENGTH;
    out->detail = arena_printf(arena, "the server read only %llu tokens of a prompt of %zu bytes",
                               (unsigned long long)out->tokens_in, job->system.len + job->user.len);
  }
  if (!one->len && out->finish == PROVIDER_STOP)
    return fail(err, CALQUE_E_PROVIDER, setup->provider->name, 0, "the answer has no text");
  return CALQUE_OK;
}
