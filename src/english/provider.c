/* Which provider, with which settings; and a request as it may be shown. What is wrong in a setup
 * is said before anything is sent: a key with a line end in it would be a header of its own, an
 * address with a question mark would not be the one that is called. */
#include "english/provider.h"

#include "english/protocol.h"
#include "net/address.h"
#include "net/url.h"

#define PROVIDER(id) extern const struct provider provider_##id;
#include "english/providers.def"
#undef PROVIDER

const struct provider *const providers[] = {
#define PROVIDER(id) &provider_##id,
#include "english/providers.def"
#undef PROVIDER
};
const size_t n_providers = sizeof providers / sizeof *providers;

const struct provider *provider_find(calque_str id) {
  for (size_t i = 0; i < n_providers; i++)
    if (str_eq_nocase(calque_str_of(providers[i]->id), id)) return providers[i];
  return NULL;
}

/* ---- Setting up ------------------------------------------------------------------------------ */

typedef calque_str variable_fn(const void *context, const char *name);

/* The first that is set; *name is its name. */
static calque_str first_set(const char *const *names, variable_fn *variable, const void *context,
                            const char **name) {
  for (; names && *names; names++) {
    calque_str value = str_trim(variable(context, *names));
    if (value.len) return *name = *names, value;
  }
  return STR("");
}

/* "http://[::1]:80/x" -> "[::1]:80" */
static calque_str authority(calque_str url) {
  size_t start = str_find(url, STR("://"));
  calque_str rest = start == SIZE_MAX ? url : str_slice(url, start + 3, url.len);
  return str_cut(&rest, '/');
}

/* "http://user:secret@host": where the host should begin. */
static bool has_user(calque_str url) { return str_has(authority(url), STR("@")); }

static calque_status check_url(const struct provider_setup *s, const char *from,
                               calque_error *err) {
  const char *wrong = NULL;
  if (str_starts(s->url, STR("refused: ")))
    return fail(err, CALQUE_E_CONFIG, from, 0, "%.*s", STR_ARG(s->url));
  if (!protocol_is_plain(s->url) || s->url.len > 2000) wrong = "is not an address";
  else if (has_user(s->url)) wrong = "must not hold a user or a password";
  else if (str_has(s->url, STR("#"))) wrong = "must not hold #";
  else if (s->provider != &provider_template && str_has(s->url, STR("?")))
    wrong = "must not hold ?";
  else if (!url_is_web(s->url) && (!s->provider->bare_host || str_has(s->url, STR("://"))))
    wrong = "must begin with http:// or https://";
  if (!wrong) return CALQUE_OK;
  return fail(err, CALQUE_E_CONFIG, from, 0, "the address of %s %s", s->provider->name, wrong);
}

static calque_status check_key(const struct provider_setup *s, const char *from,
                               calque_error *err) {
  if (protocol_is_plain(s->key) && s->key.len <= 4096) return CALQUE_OK;
  return fail(err, CALQUE_E_CONFIG, from, 0, "holds something that no key does");
}

/* "OPENAI_API_KEY or X", for a message. */
static calque_status missing(const struct provider *p, const char *what, const char *const *names,
                             calque_error *err) {
  return fail(err, CALQUE_E_CONFIG, p->name, 0, PROVIDER_NEEDS "%s: set %s", what,
              names && *names ? names[0] : "it");
}

calque_status provider_configure(const struct provider *provider, calque_str url, calque_str model,
                                 variable_fn *variable, const void *context,
                                 struct provider_setup *setup, calque_error *err) {
  const char *url_from = "--url", *key_from = NULL, *model_from = NULL;
  *setup = (struct provider_setup){.provider = provider,
                                   .url = str_trim(url),
                                   .model = str_trim(model),
                                   .variable = variable,
                                   .context = context};
  if (!setup->url.len)
    setup->url = first_set(provider->url_variables, variable, context, &url_from);
  bool own = setup->url.len > 0;
  if (!own && provider->url) setup->url = calque_str_of(provider->url);
  while (setup->url.len && setup->url.ptr[setup->url.len - 1] == '/') setup->url.len--;
  setup->key = first_set(provider->key_variables, variable, context, &key_from);
  if (!setup->model.len)
    setup->model = first_set(provider->model_variables, variable, context, &model_from);
  if (!setup->model.len && provider->model) setup->model = calque_str_of(provider->model);
  if (!setup->url.len) return missing(provider, "an address", provider->url_variables, err);
  if (provider->needs_key && !own && !setup->key.len)
    return missing(provider, "a key", provider->key_variables, err);
  if (provider->needs_model && !own && !setup->model.len)
    return missing(provider, "the name of a model", provider->model_variables, err);
  calque_status status = check_url(setup, url_from, err);
  if (!status) status = check_key(setup, key_from, err);
  if (!status && provider->kind == PROVIDER_MODEL) status = protocol_check_temperature(setup, err);
  if (!status && provider->check) status = provider->check(setup, err);
  return status;
}

const struct provider *provider_ready(variable_fn *variable, const void *context) {
  for (size_t i = 0; i < n_providers; i++) {
    const struct provider *p = providers[i];
    const char *name;
    bool set = first_set(p->url_variables, variable, context, &name).len ||
               first_set(p->key_variables, variable, context, &name).len ||
               first_set(p->model_variables, variable, context, &name).len;
    if (!set) continue;
    struct provider_setup setup;
    calque_error err = {0};
    calque_status status = provider_configure(p, STR(""), STR(""), variable, context, &setup, &err);
    /* A key may be there for some other program; the template's variables are there for us. */
    bool incomplete = str_starts(calque_str_of(err.text), STR(PROVIDER_NEEDS));
    if (!status || !incomplete || p == &provider_template) return p;
  }
  return NULL;
}

calque_str provider_address(calque_arena *arena, const struct provider_setup *setup) {
  return setup->provider->address ? setup->provider->address(arena, setup) : setup->url;
}

calque_str provider_warning(calque_arena *arena, const struct provider_setup *setup) {
  calque_str url = provider_address(arena, setup);
  bool clear = url.len < 8 || !str_eq_nocase(str_slice(url, 0, 8), STR("https://"));
  if (!clear || !setup->key.len) return STR("");
  calque_str host = authority(url);
  if (address_is_loopback_host(host)) return STR("");
  return arena_printf(arena, "the key of %s goes to %.*s unencrypted", setup->provider->name,
                      STR_ARG(host));
}

/* ---- Showing a request ----------------------------------------------------------------------- */

static bool is_one_of(calque_str name, const char *const *names) {
  for (; *names; names++)
    if (str_eq_nocase(name, calque_str_of(*names))) return true;
  return false;
}

/* Headers and parameters whose values are no secret; all others may be. */
static const char *const open_headers[] = {"Content-Type", "Accept", "anthropic-version",
                                           "Ocp-Apim-Subscription-Region", NULL};
static const char *const open_parameters[] = {"api-version", "from",   "to",        "source",
                                              "target",      "format", "langpairs", "langpair",
                                              "markUnknown", NULL};
static const char *const secret_members[] = {"api_key",  "apikey",        "api-key",      "key",
                                             "auth_key", "token",         "password",     "secret",
                                             "auth",     "authorization", "access_token", NULL};

static void show_url(struct buf *out, const struct provider_setup *setup, calque_str url) {
  calque_str query = url, address = str_cut(&query, '?');
  protocol_hide(out, setup, address);
  for (char mark = '?'; query.ptr; mark = '&') {
    calque_str value = str_cut(&query, '&'), name = str_cut(&value, '=');
    buf_char(out, mark);
    protocol_hide(out, setup, name);
    if (!value.ptr) continue;
    buf_char(out, '=');
    if (is_one_of(name, open_parameters)) protocol_hide(out, setup, value);
    else buf_puts(out, "***");
  }
}

static void show_header(struct buf *out, const struct provider_setup *setup, calque_str line) {
  calque_str value = line, name = str_cut(&value, ':');
  buf_str(out, name);
  buf_puts(out, ": ");
  if (is_one_of(name, open_headers)) protocol_hide(out, setup, str_trim(value));
  else buf_puts(out, "***");
  buf_char(out, '\n');
}

/* Bytes of a secret member's value at s, which begins with "name": 0 when it is none. */
static size_t secret_member(calque_str s, size_t *value_at) {
  calque_str rest = str_slice(s, 1, s.len), name = str_cut(&rest, '"');
  if (!rest.ptr || name.len > 40 || !is_one_of(name, secret_members)) return 0;
  while (rest.len && strchr(" \t\n:", rest.ptr[0]) && rest.ptr[0])
    rest = str_slice(rest, 1, rest.len);
  size_t n = rest.len && rest.ptr[0] == '"' ? json_value_len(rest) : SIZE_MAX;
  *value_at = (size_t)(rest.ptr - s.ptr);
  return n == SIZE_MAX ? 0 : n;
}

/* The body is our own text and may hold anything that looks like a key, so only the key itself is
 * taken out, and the values of members with telling names. */
static void show_body(struct buf *out, const struct provider_setup *setup, calque_str body) {
  for (size_t i = 0; i < body.len; i++) {
    calque_str rest = str_slice(body, i, body.len);
    size_t at, n;
    if (setup->key.len >= 8 && str_starts(rest, setup->key)) {
      buf_puts(out, "***");
      i += setup->key.len - 1;
    } else if (rest.ptr[0] == '"' && (n = secret_member(rest, &at)) > 0) {
      buf_str(out, str_slice(rest, 0, at));
      buf_puts(out, "\"***\"");
      i += at + n - 1;
    } else {
      buf_char(out, rest.ptr[0]);
    }
  }
}

static void show_form(struct buf *out, const struct provider_setup *setup, calque_str body) {
  for (calque_str rest = body; rest.ptr;) {
    calque_str value = str_cut(&rest, '&'), name = str_cut(&value, '=');
    buf_str(out, name);
    if (value.ptr) buf_char(out, '=');
    if (value.ptr && is_one_of(name, secret_members)) buf_puts(out, "***");
    else if (value.ptr) show_body(out, setup, value);
    if (rest.ptr) buf_char(out, '&');
  }
}

calque_str provider_redact(calque_arena *arena, const struct provider_setup *setup,
                           const struct http_request *request, size_t max) {
  struct buf out, body;
  buf_init(&out, BUF_MAX_OUTPUT);
  buf_init(&body, BUF_MAX_OUTPUT);
  bool form = false;
  buf_printf(&out, "%s ", request->method ? request->method : "POST");
  show_url(&out, setup, request->url);
  buf_char(&out, '\n');
  for (size_t i = 0; i < request->n_headers; i++) {
    show_header(&out, setup, calque_str_of(request->headers[i]));
    form |= strstr(request->headers[i], "x-www-form-urlencoded") != NULL;
  }
  if (request->body.len) (form ? show_form : show_body)(&body, setup, request->body);
  calque_str clean = protocol_clean(arena, body.len ? buf_view(&body) : STR(""));
  size_t n = clean.len < max ? clean.len : max;
  while (n && n < clean.len && ((unsigned char)clean.ptr[n] & 0xc0) == 0x80) n--;
  buf_char(&out, '\n');
  buf_str(&out, str_slice(clean, 0, n));
  if (n < clean.len) buf_printf(&out, "... (%zu bytes more)", clean.len - n);
  buf_char(&out, '\n');
  calque_str shown = arena_copy(arena, buf_view(&out));
  buf_free(&out);
  buf_free(&body);
  return shown;
}
