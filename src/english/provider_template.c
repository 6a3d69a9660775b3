/* Any other service: the user writes address, headers and body with {{text}} in them, and says
 * where in the answer the English stands. All of it is tried with a sample when it is configured,
 * for a template that makes no JSON must not be found out by sending somebody's article. */
#include "english/protocol.h"

#define MAX_LINES 16 /* headers */

/* ---- Filling in ------------------------------------------------------------------------------ */

enum escape { IN_JSON, IN_FORM, AS_TEXT, IN_HEADER };

struct filling {
  const struct provider_setup *setup;
  calque_str text, before;
  const char *variable; /* whose value it is, for messages */
  enum escape escape;
  bool has_text; /* {{text}} stood somewhere */
};

/* The value of a place; *known: there is such a place. */
static calque_str value_of(const struct filling *f, calque_str name, bool *known) {
  const struct {
    calque_str name, value;
  } rows[] = {{STR("text"), f->text},      {STR("before"), f->before},
              {STR("key"), f->setup->key}, {STR("model"), f->setup->model},
              {STR("source"), STR("fr")},  {STR("target"), STR("en")}};
  *known = false;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    if (!str_eq(rows[i].name, name)) continue;
    *known = true;
    return rows[i].value;
  }
  return STR("");
}

static void put_escaped(struct buf *out, calque_str value, enum escape escape) {
  if (escape == IN_FORM) {
    protocol_encode(out, value);
  } else if (escape == IN_JSON) {
    struct buf quoted;
    buf_init(&quoted, PROTOCOL_MAX_REQUEST);
    json_write_str(&quoted, value);
    if (quoted.len >= 2) buf_str(out, str_slice(buf_view(&quoted), 1, quoted.len - 1));
    out->failed |= quoted.failed;
    buf_free(&quoted);
  } else {
    buf_str(out, value);
  }
}

static calque_status fill_in(struct buf *out, struct filling *f, calque_str template,
                             calque_error *err) {
  for (calque_str rest = template; rest.len;) {
    size_t open = str_find(rest, STR("{{"));
    buf_str(out, str_slice(rest, 0, open == SIZE_MAX ? rest.len : open));
    if (open == SIZE_MAX) break;
    rest = str_slice(rest, open + 2, rest.len);
    size_t close = str_find(rest, STR("}}"));
    if (close == SIZE_MAX) return fail(err, CALQUE_E_CONFIG, f->variable, 0, "has {{ without }}");
    calque_str name = str_trim(str_slice(rest, 0, close));
    rest = str_slice(rest, close + 2, rest.len);
    bool known, text = str_eq(name, STR("text"));
    calque_str value = value_of(f, name, &known);
    if (!known || (f->escape == IN_HEADER && (text || str_eq(name, STR("before")))))
      return fail(err, CALQUE_E_CONFIG, f->variable, 0, "{{%.*s}} is no place of it",
                  STR_ARG(str_slice(name, 0, name.len < 40 ? name.len : 40)));
    if (!value.len && (str_eq(name, STR("key")) || str_eq(name, STR("model"))))
      return fail(err, CALQUE_E_CONFIG, f->variable, 0, "has {{%.*s}}, but %s is not set",
                  STR_ARG(name),
                  name.ptr[0] == 'k' ? "CALQUE_TEMPLATE_KEY" : "CALQUE_TEMPLATE_MODEL");
    f->has_text |= text;
    put_escaped(out, value, f->escape);
  }
  return CALQUE_OK;
}

static enum escape body_type(const struct provider_setup *setup) {
  calque_str type = protocol_variable(setup, "CALQUE_TEMPLATE_TYPE");
  if (str_eq_nocase(type, STR("form"))) return IN_FORM;
  return str_eq_nocase(type, STR("text")) ? AS_TEXT : IN_JSON;
}

/* ---- Headers --------------------------------------------------------------------------------- */

/* The next header of a list with \n (two characters) or line ends between them. */
static calque_str next_header(calque_str *rest) {
  size_t escaped = str_find(*rest, STR("\\n")), line = str_find(*rest, STR("\n"));
  size_t at = escaped < line ? escaped : line;
  if (at == SIZE_MAX) {
    calque_str all = *rest;
    *rest = (calque_str){0};
    return str_trim(all);
  }
  calque_str header = str_slice(*rest, 0, at);
  *rest = str_slice(*rest, at + (at == escaped ? 2 : 1), rest->len);
  return str_trim(header);
}

static bool is_header_name(calque_str name) {
  static const char *const ours[] = {"Host", "Content-Length", "Transfer-Encoding", "Connection"};
  for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
    if (str_eq_nocase(name, calque_str_of(ours[i]))) return false;
  for (size_t i = 0; i < name.len; i++) {
    char c = name.ptr[i];
    bool token = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
                 (c && strchr("-_.", c));
    if (!token) return false;
  }
  return name.len > 0;
}

static bool is_header_value(calque_str value) {
  for (size_t i = 0; i < value.len; i++)
    if ((unsigned char)value.ptr[i] < 0x20 || value.ptr[i] == 0x7f) return false;
  return true;
}

/* Adds the user's headers. `request` NULL: only tries them. */
static calque_status put_headers(calque_arena *arena, struct filling *f,
                                 struct http_request *request, calque_error *err) {
  f->variable = "CALQUE_TEMPLATE_HEADERS";
  f->escape = IN_HEADER;
  calque_str rest = protocol_variable(f->setup, f->variable);
  calque_status status = CALQUE_OK;
  for (int n = 0; !status && rest.len; n++) {
    calque_str value = next_header(&rest), name = str_cut(&value, ':');
    if (!name.len && !value.len) continue;
    if (n == MAX_LINES)
      return fail(err, CALQUE_E_CONFIG, f->variable, 0, "has more than %d headers", MAX_LINES);
    if (!value.ptr || !is_header_name(name))
      return fail(err, CALQUE_E_CONFIG, f->variable, 0,
                  "header %d is not 'Name: value', or not one of yours to set", n + 1);
    struct buf line;
    buf_init(&line, PROTOCOL_MAX_LINE);
    status = fill_in(&line, f, str_trim(value), err);
    calque_str filled = line.len ? arena_copy(arena, buf_view(&line)) : STR("");
    buf_free(&line);
    if (!status && !is_header_value(filled))
      status =
          fail(err, CALQUE_E_CONFIG, f->variable, 0, "header %d has a control character", n + 1);
    if (!status && request) protocol_header(arena, request, arena_copy_z(arena, name), "", filled);
  }
  return status;
}

/* ---- Requests -------------------------------------------------------------------------------- */

static bool sets_type(const struct http_request *request) {
  for (size_t i = 1; i < request->n_headers; i++) /* behind the first, which is ours */
    if (str_eq_nocase(str_slice(calque_str_of(request->headers[i]), 0, 13), STR("Content-Type:")))
      return true;
  return false;
}

static calque_status fill_request(calque_arena *arena, const struct provider_setup *setup,
                                  struct filling *f, struct http_request *request,
                                  calque_error *err) {
  static const char *const types[] = {
      [IN_JSON] = "application/json",
      [IN_FORM] = "application/x-www-form-urlencoded",
      [AS_TEXT] = "text/plain; charset=utf-8",
  };
  struct buf body, url;
  buf_init(&body, PROTOCOL_MAX_REQUEST);
  buf_init(&url, PROTOCOL_MAX_REQUEST);
  enum escape type = f->escape = body_type(setup);
  f->variable = "CALQUE_TEMPLATE_BODY";
  calque_status status = fill_in(&body, f, protocol_variable(setup, f->variable), err);
  if (status) {
    buf_free(&body);
    return status;
  }
  bool get = body.len == 0;
  status = protocol_post(arena, setup, "", types[type], &body, request, err);
  f->variable = "CALQUE_TEMPLATE_URL";
  f->escape = IN_FORM;
  if (!status) status = fill_in(&url, f, setup->url, err);
  if (!status) request->url = arena_copy(arena, buf_view(&url));
  buf_free(&url);
  if (get) request->method = "GET", request->n_headers = 0;
  if (!status) status = put_headers(arena, f, request, err);
  if (!status && !get && sets_type(request)) request->headers++, request->n_headers--;
  return status;
}

static calque_status build(calque_arena *arena, const struct provider_setup *setup,
                           const struct provider_job *job, struct http_request *request,
                           calque_error *err) {
  if (job->n_texts != 1)
    return fail(err, CALQUE_E_LIMIT, setup->provider->name, 0, "takes one text at a time");
  struct filling f = {.setup = setup, .text = job->texts[0], .before = job->before};
  return fill_request(arena, setup, &f, request, err);
}

/* ---- Trying it ------------------------------------------------------------------------------- */

static calque_status try_pointer(const struct provider_setup *setup, const char *variable,
                                 calque_error *err) {
  if (json_pointer_valid(protocol_variable(setup, variable))) return CALQUE_OK;
  return fail(err, CALQUE_E_CONFIG, variable, 0, "is not a JSON pointer such as /data/0/text");
}

static calque_status try_request(calque_arena *arena, const struct provider_setup *setup,
                                 calque_error *err) {
  struct filling f = {.setup = setup,
                      .text = STR("Un « essai » :\n\"l’été\" \\ 100 %"),
                      .before = STR("A \"trial\"")};
  struct http_request request;
  calque_status status = fill_request(arena, setup, &f, &request, err);
  if (status) return status;
  if (!f.has_text)
    return fail(err, CALQUE_E_CONFIG, "CALQUE_TEMPLATE_BODY", 0,
                "has no {{text}}, nor has CALQUE_TEMPLATE_URL");
  if (!request.body.len || body_type(setup) != IN_JSON) return CALQUE_OK;
  calque_error syntax = {0};
  json_t *tree = json_tree(request.body, NULL, &syntax);
  json_decref(tree);
  if (tree) return CALQUE_OK;
  return fail(err, CALQUE_E_CONFIG, "CALQUE_TEMPLATE_BODY", 0, "is %s", syntax.text);
}

static calque_status check(const struct provider_setup *setup, calque_error *err) {
  calque_str type = protocol_variable(setup, "CALQUE_TEMPLATE_TYPE");
  calque_str answer = protocol_variable(setup, "CALQUE_TEMPLATE_ANSWER");
  if (type.len && !str_eq_nocase(type, STR("json")) && body_type(setup) == IN_JSON)
    return fail(err, CALQUE_E_CONFIG, "CALQUE_TEMPLATE_TYPE", 0, "is json, form or text");
  if (!answer.len)
    return fail(err, CALQUE_E_CONFIG, setup->provider->name, 0,
                PROVIDER_NEEDS "CALQUE_TEMPLATE_ANSWER: a JSON pointer to the English, or raw");
  calque_status status = CALQUE_OK;
  if (!str_eq(answer, STR("raw"))) status = try_pointer(setup, "CALQUE_TEMPLATE_ANSWER", err);
  if (!status) status = try_pointer(setup, "CALQUE_TEMPLATE_FINISH", err);
  if (!status) status = try_pointer(setup, "CALQUE_TEMPLATE_ERROR", err);
  if (status) return status;
  calque_arena *arena = calque_arena_new();
  status = try_request(arena, setup, err);
  calque_arena_free(arena);
  return status;
}

/* ---- Answers --------------------------------------------------------------------------------- */

/* Text at the pointer that a variable holds; empty: no such variable, or nothing there. */
static calque_str at_variable(calque_arena *arena, const struct provider_setup *setup,
                              const json_t *tree, const char *variable) {
  calque_str pointer = protocol_variable(setup, variable);
  if (!pointer.len) return STR("");
  return protocol_string(arena, tree, arena_copy_z(arena, pointer));
}

static void read_finish(calque_arena *arena, const struct provider_setup *setup, const json_t *tree,
                        struct provider_answer *out) {
  static const char *const cut[] = {"length", "max_tokens", "model_length", "MAX_TOKENS"};
  calque_str allowed = protocol_variable(setup, "CALQUE_TEMPLATE_FINISH_OK");
  calque_str word = at_variable(arena, setup, tree, "CALQUE_TEMPLATE_FINISH");
  if (!protocol_variable(setup, "CALQUE_TEMPLATE_FINISH").len) return;
  if (!allowed.len) allowed = STR("stop");
  while (allowed.ptr)
    if (str_eq(str_trim(str_cut(&allowed, ',')), word)) return;
  out->finish = PROVIDER_ODD;
  out->detail = protocol_words(arena, setup, word.len ? word : STR("no reason"));
  for (size_t i = 0; i < sizeof cut / sizeof *cut; i++)
    if (str_eq(word, calque_str_of(cut[i]))) out->finish = PROVIDER_LENGTH;
}

static calque_status parse_tree(calque_arena *arena, const struct provider_setup *setup,
                                const struct provider_job *job, const json_t *tree,
                                calque_str pointer, struct provider_answer *out,
                                calque_error *err) {
  calque_str error = at_variable(arena, setup, tree, "CALQUE_TEMPLATE_ERROR");
  if (error.len)
    return fail(err, CALQUE_E_PROVIDER, setup->provider->name, 0, "the answer is an error: %.*s",
                STR_ARG(protocol_words(arena, setup, error)));
  if (!json_is_string(json_pointer(tree, pointer)))
    return fail(err, CALQUE_E_PROVIDER, setup->provider->name, 0, "the answer has no text at %.*s",
                STR_ARG(pointer.len < 100 ? pointer : STR("the pointer")));
  calque_str *one = ARENA_ARRAY(arena, calque_str, 1);
  *one = protocol_string(arena, tree, arena_copy_z(arena, pointer));
  calque_status status = protocol_engine(setup, job, one, 1, out, err);
  if (!status) read_finish(arena, setup, tree, out);
  return status;
}

static calque_status parse(calque_arena *arena, const struct provider_setup *setup,
                           const struct provider_job *job, const struct http_answer *answer,
                           struct provider_answer *out, calque_error *err) {
  *out = (struct provider_answer){.finish = PROVIDER_ODD};
  calque_str pointer = protocol_variable(setup, "CALQUE_TEMPLATE_ANSWER");
  if (str_eq(pointer, STR("raw"))) {
    calque_str *one = ARENA_ARRAY(arena, calque_str, 1);
    *one = str_trim(protocol_clean(arena, answer->body));
    return protocol_engine(setup, job, one, 1, out, err);
  }
  json_t *tree;
  calque_status status = protocol_tree(arena, setup, answer, &tree, err);
  if (!status) status = parse_tree(arena, setup, job, tree, pointer, out, err);
  json_decref(tree);
  return status;
}

static calque_str complaint(calque_arena *arena, const struct provider_setup *setup,
                            const json_t *tree) {
  return at_variable(arena, setup, tree, "CALQUE_TEMPLATE_ERROR");
}

const struct provider provider_template = {
    .id = "template",
    .name = "your template",
    .kind = PROVIDER_ENGINE,
    .url_variables = (const char *const[]){"CALQUE_TEMPLATE_URL", NULL},
    .key_variables = (const char *const[]){"CALQUE_TEMPLATE_KEY", NULL},
    .model_variables = (const char *const[]){"CALQUE_TEMPLATE_MODEL", NULL},
    .max_chars = 4000,
    .max_texts = 1,
    .needs = "CALQUE_TEMPLATE_URL, CALQUE_TEMPLATE_BODY with {{text}}, and CALQUE_TEMPLATE_ANSWER",
    .check = check,
    .build = build,
    .parse = parse,
    .complaint = complaint,
};
