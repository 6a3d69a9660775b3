/* Requests are written member by member into a buffer; answers are read through JSON pointers, so
 * that a wrong type anywhere is simply nothing there. */
#include "english/protocol.h"

#include "base/utf8.h"
#include "english/untranslated.h"
#include "net/url.h"

/* Below this a server that says how much it read may be a small test double; real contexts that
 * prompts are cut to are larger. */
#define MIN_CONTEXT 512
/* No tokenizer of today's models takes more bytes of French for one token, on average. */
#define MAX_BYTES_PER_TOKEN 6

/* ---- Requests -------------------------------------------------------------------------------- */

calque_status protocol_post(calque_arena *arena, const struct provider_setup *setup,
                            const char *path, const char *type, struct buf *body,
                            struct http_request *request, calque_error *err) {
  calque_str base = setup->url, end = calque_str_of(path);
  bool whole = str_ends(base, end); /* some people give the address with the path */
  *request = (struct http_request){
      .url = arena_printf(arena, "%.*s%s", STR_ARG(base), whole ? "" : path),
      .method = "POST",
      .headers = ARENA_ARRAY(arena, const char *, PROTOCOL_MAX_HEADERS),
      .body = arena_copy(arena, buf_view(body)),
      .redirects = HTTP_REDIRECTS_HOST,
  };
  bool failed = buf_failed(body);
  buf_free(body);
  if (failed)
    return fail(err, CALQUE_E_LIMIT, setup->provider->name, 0, "the request has more than %zu MB",
                PROTOCOL_MAX_REQUEST >> 20);
  protocol_header(arena, request, "Content-Type", "", calque_str_of(type));
  return CALQUE_OK;
}

void protocol_header(calque_arena *arena, struct http_request *request, const char *name,
                     const char *prefix, calque_str value) {
  if (!value.len || request->n_headers == PROTOCOL_MAX_HEADERS) return;
  const char **lines = (const char **)(uintptr_t)request->headers; /* ours, from protocol_post */
  lines[request->n_headers++] = arena_printf(arena, "%s: %s%.*s", name, prefix, STR_ARG(value)).ptr;
}

bool protocol_is_plain(calque_str s) {
  for (size_t i = 0; i < s.len; i++)
    if ((unsigned char)s.ptr[i] <= 0x20 || (unsigned char)s.ptr[i] >= 0x7f) return false;
  return true;
}

calque_str protocol_variable(const struct provider_setup *setup, const char *name) {
  return setup->variable ? str_trim(setup->variable(setup->context, name)) : STR("");
}

void protocol_member(struct buf *body, const char *name) {
  char last = body->len ? body->ptr[body->len - 1] : '{';
  if (last != '{' && last != '[') buf_char(body, ',');
  json_write_str(body, calque_str_of(name));
  buf_char(body, ':');
}

void protocol_member_str(struct buf *body, const char *name, calque_str value) {
  protocol_member(body, name);
  json_write_str(body, value);
}

static void message(struct buf *body, const char *role, calque_str content) {
  if (body->ptr[body->len - 1] != '[') buf_char(body, ',');
  buf_char(body, '{');
  protocol_member_str(body, "role", calque_str_of(role));
  protocol_member_str(body, "content", content);
  buf_char(body, '}');
}

void protocol_messages(struct buf *body, const struct provider_job *job, bool with_system) {
  protocol_member(body, "messages");
  buf_char(body, '[');
  if (with_system && job->system.len) message(body, "system", job->system);
  message(body, "user", job->user);
  buf_char(body, ']');
}

void protocol_texts(struct buf *body, const struct provider_job *job) {
  buf_char(body, '[');
  for (size_t i = 0; i < job->n_texts; i++) {
    if (i) buf_char(body, ',');
    json_write_str(body, job->texts[i]);
  }
  buf_char(body, ']');
}

void protocol_encode(struct buf *out, calque_str value) {
  for (size_t i = 0; i < value.len; i++) {
    unsigned char c = (unsigned char)value.ptr[i];
    bool plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
                 (c && strchr("-._~", c));
    if (plain) buf_char(out, (char)c);
    else buf_printf(out, "%%%02X", c);
  }
}

void protocol_field(struct buf *body, const char *name, calque_str value) {
  buf_printf(body, "%s%s=", body->len ? "&" : "", name);
  protocol_encode(body, value);
}

/* English has about four characters a token, names and figures fewer; half of that leaves room. */
unsigned protocol_tokens(const struct provider_job *job) {
  if (!job->max_output_chars) return 0;
  size_t tokens = job->max_output_chars / 2 + 256;
  return tokens < 1u << 20 ? (unsigned)tokens : 1u << 20;
}

bool protocol_british(const struct provider_setup *setup) {
  calque_str wanted = protocol_variable(setup, "CALQUE_ENGLISH");
  return str_eq_nocase(wanted, STR("en-GB")) || str_eq_nocase(wanted, STR("gb"));
}

bool protocol_host_is(calque_str url, const char *host) {
  size_t start = str_find(url, STR("://"));
  if (start == SIZE_MAX) return false;
  calque_str rest = str_slice(url, start + 3, url.len), end = calque_str_of(host);
  calque_str authority = str_cut(&rest, '/'), name = str_cut(&authority, ':');
  if (str_eq_nocase(name, end)) return true;
  if (name.len <= end.len || name.ptr[name.len - end.len - 1] != '.') return false;
  return str_eq_nocase(str_slice(name, name.len - end.len, name.len), end);
}

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
