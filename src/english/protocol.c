/* Requests are written member by member into a buffer. */
#include "english/protocol.h"

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

/* Habits of models, by the beginnings of their names. Before they write, some think, which counts
 * as output; some refuse a temperature. */
static const struct {
  const char *start;
  bool thinks, no_temperature;
} habits[] = {
    {"o1", true, true},
    {"o3", true, true},
    {"o4", true, true},
    {"gpt-5", true, true},
    {"gpt-oss", true, false},
    {"deepseek-r", true, false},
    {"deepseek-v4", true, false},
    {"qwq", true, false},
    {"qwen3", true, false},
    {"magistral", true, false},
    {"glm-4.", true, false},
    {"kimi-k2", true, true},
    {"claude-2", false, false},
    {"claude-3", false, false},
    {"claude-haiku-4", false, false},
    {"claude-sonnet-4", false, false},
    {"claude-opus-4-0", false, false},
    {"claude-opus-4-1", false, false},
    {"claude-opus-4-2025", false, false},
    {"claude-opus-4-5", false, false},
    {"claude-opus-4-6", false, false},
    {"claude-", false, true}, /* from 4.7 on */
};

/* "openai/o3-mini" -> the row of o3; -1: none. */
static int habits_of(calque_str model) {
  for (calque_str rest = model; rest.ptr;) model = str_cut(&rest, '/');
  for (size_t i = 0; i < sizeof habits / sizeof *habits; i++) {
    size_t n = strlen(habits[i].start);
    if (model.len >= n && str_eq_nocase(str_slice(model, 0, n), calque_str_of(habits[i].start)))
      return (int)i;
  }
  return -1;
}

/* English has about four characters a token, names and figures fewer; half of that leaves room. */
unsigned protocol_tokens(const struct provider_setup *setup, const struct provider_job *job) {
  enum { MOST = 1 << 20, THOUGHTS = 4096 };
  if (!job->max_output_chars) return 0;
  size_t tokens = job->max_output_chars / 2 + 256;
  int row = habits_of(setup->model);
  if (row >= 0 && habits[row].thinks) tokens = 4 * tokens + THOUGHTS;
  return tokens < MOST ? (unsigned)tokens : MOST;
}

/* "0.7" -> true; a number from 0 to 2 without sign or exponent. */
static bool is_temperature(calque_str s) {
  calque_str fraction = s, whole = str_cut(&fraction, '.');
  uint64_t n, digits = 0;
  if (!str_to_u64(whole, &n) || n > 2 || whole.len > 1) return false;
  if (fraction.ptr && (!str_to_u64(fraction, &digits) || fraction.len > 6)) return false;
  return n < 2 || digits == 0;
}

calque_status protocol_check_temperature(const struct provider_setup *setup, calque_error *err) {
  calque_str wanted = protocol_variable(setup, "CALQUE_TEMPERATURE");
  if (!wanted.len || str_eq_nocase(wanted, STR("none")) || is_temperature(wanted)) return CALQUE_OK;
  return fail(err, CALQUE_E_CONFIG, "CALQUE_TEMPERATURE", 0, "is a number from 0 to 2, or none");
}

void protocol_temperature(struct buf *body, const struct provider_setup *setup) {
  calque_str wanted = protocol_variable(setup, "CALQUE_TEMPERATURE");
  int row = habits_of(setup->model);
  if (!wanted.len && row >= 0 && habits[row].no_temperature) return;
  if (wanted.len && !is_temperature(wanted)) return; /* none */
  protocol_member(body, "temperature");
  buf_str(body, wanted.len ? wanted : STR("0"));
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
