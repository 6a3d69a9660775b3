/* libcurl's parser of addresses behind our slices. */
#include "net/url.h"

#include "base/buf.h"

#include <curl/curl.h>

/* Longer addresses are none: servers refuse them at an eighth of this. */
#define URL_MAX ((size_t)64 << 10)

bool url_is_web(calque_str s) {
  return (s.len > 7 && str_eq_nocase(str_slice(s, 0, 7), STR("http://"))) ||
         (s.len > 8 && str_eq_nocase(str_slice(s, 0, 8), STR("https://")));
}

static bool set(CURLU *u, CURLUPart part, calque_arena *arena, calque_str value, unsigned flags) {
  if (value.len > URL_MAX || (value.len && memchr(value.ptr, '\0', value.len))) return false;
  return curl_url_set(u, part, arena_copy_z(arena, value), flags) == CURLUE_OK;
}

/* A part in the arena; empty when there is none. */
static calque_str part(CURLU *u, CURLUPart what, calque_arena *arena, unsigned flags) {
  char *value = NULL;
  if (curl_url_get(u, what, &value, flags) != CURLUE_OK || !value) return STR("");
  calque_str copy = arena_copy(arena, calque_str_of(value));
  curl_free(value);
  return copy;
}

static calque_str lower(calque_arena *arena, calque_str s) {
  char *out = arena_copy_z(arena, s);
  for (size_t i = 0; i < s.len; i++)
    if (out[i] >= 'A' && out[i] <= 'Z') out[i] = (char)(out[i] + 32);
  return (calque_str){out, s.len};
}

calque_str url_join(calque_arena *arena, calque_str base, calque_str link) {
  CURLU *u = curl_url();
  calque_str out = STR("");
  bool ok = u && (url_is_web(base) ? set(u, CURLUPART_URL, arena, base, 0) : true);
  /* "//host/path" needs a base; without one https is the best guess. */
  if (ok && !url_is_web(base) && str_starts(link, STR("//")))
    link = arena_printf(arena, "https:%.*s", STR_ARG(link));
  if (ok && (url_is_web(base) || url_is_web(link)) &&
      set(u, CURLUPART_URL, arena, link, CURLU_URLENCODE))
    out = part(u, CURLUPART_URL, arena, 0);
  curl_url_cleanup(u);
  return url_is_web(out) ? out : STR("");
}

/* The address taken apart, or NULL. */
static CURLU *parsed(calque_arena *arena, calque_str url) {
  CURLU *u = curl_url();
  if (u && url_is_web(url) && set(u, CURLUPART_URL, arena, url, CURLU_URLENCODE)) return u;
  curl_url_cleanup(u);
  return NULL;
}

/* The host, and the port where it is not the scheme's own. */
static calque_str host_of(CURLU *u, calque_arena *arena) {
  calque_str host = lower(arena, part(u, CURLUPART_HOST, arena, 0));
  calque_str port = part(u, CURLUPART_PORT, arena, CURLU_NO_DEFAULT_PORT);
  if (!port.len) return host;
  return arena_printf(arena, "%.*s:%.*s", STR_ARG(host), STR_ARG(port));
}

calque_str url_host(calque_arena *arena, calque_str url) {
  CURLU *u = parsed(arena, url);
  calque_str host = u ? host_of(u, arena) : STR("");
  curl_url_cleanup(u);
  return host;
}

calque_str url_path(calque_arena *arena, calque_str url) {
  CURLU *u = parsed(arena, url);
  calque_str path = u ? part(u, CURLUPART_PATH, arena, 0) : STR("/");
  calque_str query = u ? part(u, CURLUPART_QUERY, arena, 0) : STR("");
  curl_url_cleanup(u);
  if (!query.len) return path;
  return arena_printf(arena, "%.*s?%.*s", STR_ARG(path), STR_ARG(query));
}

/* Parameters that say where a reader came from, not what is read. */
static bool counts_visitors(calque_str parameter) {
  static const calque_str names[] = {STR_INIT("utm_"),   STR_INIT("fbclid="), STR_INIT("gclid="),
                                     STR_INIT("xtor="),  STR_INIT("at_"),     STR_INIT("mc_cid="),
                                     STR_INIT("mc_eid=")};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (str_starts(parameter, names[i])) return true;
  return false;
}

calque_str url_canonical(calque_arena *arena, calque_str url) {
  CURLU *u = parsed(arena, url);
  if (!u) return STR("");
  calque_str host = host_of(u, arena), path = part(u, CURLUPART_PATH, arena, 0);
  calque_str query = part(u, CURLUPART_QUERY, arena, 0);
  curl_url_cleanup(u);
  if (str_starts(host, STR("www."))) host = str_slice(host, 4, host.len);
  while (path.len && path.ptr[path.len - 1] == '/') path.len--;
  struct buf out;
  buf_init(&out, 2 * URL_MAX);
  buf_printf(&out, "https://%.*s%.*s", STR_ARG(host), STR_ARG(path));
  char before = '?';
  for (calque_str rest = query; query.len && rest.ptr;) {
    calque_str parameter = str_cut(&rest, '&');
    if (!parameter.len || counts_visitors(parameter)) continue;
    buf_char(&out, before);
    buf_str(&out, parameter);
    before = '&';
  }
  calque_str result = arena_copy(arena, buf_view(&out));
  buf_free(&out);
  return result;
}
