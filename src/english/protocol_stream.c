/* Streams arrive in pieces that end anywhere, even inside a character. Lines are put together, and
 * of server-sent events their data; each is a JSON value of its own. Ends of lines are LF, CR LF
 * or CR; a comment starts with a colon. */
#include "english/protocol.h"

#include "base/utf8.h"

void provider_stream_init(struct provider_stream *stream, const struct provider_setup *setup,
                          size_t max) {
  *stream = (struct provider_stream){.setup = setup, .finish = PROVIDER_ODD};
  buf_init(&stream->line, PROTOCOL_MAX_LINE);
  buf_init(&stream->event, PROTOCOL_MAX_LINE);
  buf_init(&stream->held, max);
  buf_init(&stream->text, max);
  buf_init(&stream->detail, PROTOCOL_MAX_LINE);
}

void provider_stream_free(struct provider_stream *stream) {
  buf_free(&stream->line);
  buf_free(&stream->event);
  buf_free(&stream->held);
  buf_free(&stream->text);
  buf_free(&stream->detail);
}

void protocol_stream_fail(struct provider_stream *stream, calque_str words) {
  calque_arena *arena = calque_arena_new();
  stream->failed = true;
  buf_clear(&stream->detail);
  calque_str shown = protocol_words(arena, stream->setup, words);
  if (shown.len) buf_str(&stream->detail, shown);
  else buf_puts(&stream->detail, "an error without words");
  calque_arena_free(arena);
}

static bool break_off(struct provider_stream *stream, const char *why) {
  protocol_stream_fail(stream, calque_str_of(why));
  return false;
}

/* The text begins when it cannot be the start of a model's thoughts, or behind their end. That is
 * looked for only where a tag may have been closed, so that long thoughts are not read for ever. */
static void hold(struct provider_stream *stream, calque_str piece) {
  bool thinking;
  if (!stream->held.len && !str_trim(piece).len) return;
  buf_str(&stream->held, stream->held.len ? piece : protocol_after_space(piece));
  calque_str held = buf_view(&stream->held);
  bool closes = memchr(piece.ptr, '>', piece.len) || memchr(piece.ptr, ']', piece.len);
  bool tag = held.len > 16 && (held.ptr[0] == '<' || held.ptr[0] == '[');
  if (tag && !closes) return;
  calque_str text = protocol_after_thoughts(held, &thinking);
  if (thinking && !text.len) return;
  stream->begun = text.len > 0;
  buf_str(&stream->text, text);
}

void protocol_append(struct provider_stream *stream, const json_t *text) {
  if (!json_is_string(text) || !json_string_length(text)) return;
  calque_arena *arena = calque_arena_new();
  calque_str clean =
      protocol_clean(arena, (calque_str){json_string_value(text), json_string_length(text)});
  if (stream->begun) buf_str(&stream->text, clean);
  else if (clean.len) hold(stream, clean);
  calque_arena_free(arena);
}

/* One JSON value of the stream. */
static bool take_value(struct provider_stream *stream, calque_str text,
                       bool (*take)(struct provider_stream *, const json_t *)) {
  calque_error err = {0};
  json_t *tree = json_tree(text, NULL, &err);
  if (!tree) return break_off(stream, err.text);
  bool ok = take(stream, tree);
  json_decref(tree);
  if (buf_failed(&stream->text) || buf_failed(&stream->held))
    return break_off(stream, "the answer is longer than it may be");
  return ok;
}

/* ---- Lines ----------------------------------------------------------------------------------- */

/* Calls `each` for every whole line; what is left waits for the next piece. An empty line between
 * CR and LF is harmless: both readers skip empty lines or end an event that has ended. */
static bool cut_lines(struct provider_stream *stream, calque_str piece,
                      bool (*each)(struct provider_stream *, calque_str line, void *),
                      void *context) {
  size_t start = 0;
  for (size_t i = 0; i < piece.len; i++) {
    if (piece.ptr[i] != '\n' && piece.ptr[i] != '\r') continue;
    buf_str(&stream->line, str_slice(piece, start, i));
    start = i + 1;
    if (stream->failed || !each(stream, buf_view(&stream->line), context)) return false;
    buf_clear(&stream->line);
  }
  if (start < piece.len) buf_str(&stream->line, str_slice(piece, start, piece.len));
  return !buf_failed(&stream->line) || break_off(stream, "a line of the stream has no end");
}

struct taker {
  bool (*take)(struct provider_stream *, const json_t *);
};

static bool ndjson_line(struct provider_stream *stream, calque_str line, void *context) {
  const struct taker *t = context;
  line = str_trim(line);
  return !line.len || stream->ended || take_value(stream, line, t->take);
}

bool protocol_lines(struct provider_stream *stream, calque_str piece,
                    bool (*take)(struct provider_stream *, const json_t *)) {
  struct taker taker = {take};
  return cut_lines(stream, piece, ndjson_line, &taker);
}

/* ---- Events ---------------------------------------------------------------------------------- */

static bool end_event(struct provider_stream *stream, const struct taker *t) {
  calque_str data = str_trim(buf_view(&stream->event));
  bool ok = true;
  if (str_eq(data, STR("[DONE]"))) stream->ended = true;
  else if (data.len && !stream->ended) ok = take_value(stream, data, t->take);
  buf_clear(&stream->event);
  return ok;
}

/* "error: {...}", as llama.cpp wrote until late in 2025. */
static bool take_error(struct provider_stream *stream, calque_str text) {
  calque_arena *arena = calque_arena_new();
  json_t *tree = json_tree(text, NULL, NULL);
  protocol_stream_fail(stream, tree ? protocol_complaint(arena, tree) : text);
  json_decref(tree);
  calque_arena_free(arena);
  return true;
}

static bool event_line(struct provider_stream *stream, calque_str line, void *context) {
  if (!line.len) return end_event(stream, context);
  calque_str rest = line, field = str_cut(&rest, ':');
  if (str_eq(field, STR("error")) && rest.ptr && !stream->ended) return take_error(stream, rest);
  if (!str_eq(field, STR("data"))) {
    /* Some proxies write a bare error between the events. */
    if (line.ptr[0] == '{' && !stream->event.len)
      return take_value(stream, line, ((struct taker *)context)->take);
    return true; /* event: id: retry: and comments */
  }
  if (stream->event.len) buf_char(&stream->event, '\n');
  if (rest.ptr) buf_str(&stream->event, rest);
  return !buf_failed(&stream->event) || break_off(stream, "an event of the stream has no end");
}

bool protocol_events(struct provider_stream *stream, calque_str piece,
                     bool (*take)(struct provider_stream *, const json_t *)) {
  struct taker taker = {take};
  return cut_lines(stream, piece, event_line, &taker);
}

/* ---- The end --------------------------------------------------------------------------------- */

calque_status provider_stream_answer(calque_arena *arena, struct provider_stream *stream,
                                     const struct provider_job *job, bool complete,
                                     struct provider_answer *out, calque_error *err) {
  const struct provider *provider = stream->setup->provider;
  if (complete && !stream->failed && !stream->ended) /* the last line may lack its end */
    provider->receive(stream, STR("\n\n"));
  *out = (struct provider_answer){.finish = stream->finish,
                                  .tokens_in = stream->tokens_in,
                                  .tokens_out = stream->tokens_out,
                                  .detail = arena_copy(arena, buf_view(&stream->detail))};
  if (stream->failed)
    return fail(err, CALQUE_E_PROVIDER, provider->name, 0, "in the middle of the answer: %.*s",
                STR_ARG(out->detail));
  if (!complete && !stream->ended)
    return fail(err, CALQUE_E_NETWORK, provider->name, 0, "the answer was cut off after %zu bytes",
                stream->text.len);
  if (!stream->ended) {
    out->finish = PROVIDER_ODD;
    out->detail = STR("the stream ended too early");
  }
  calque_str text = stream->begun ? buf_view(&stream->text) : buf_view(&stream->held);
  return protocol_model(arena, stream->setup, job, arena_copy(arena, text), out, err);
}
