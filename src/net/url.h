/* Addresses of the web: joined, taken apart, brought to one form. libcurl parses them (url.c), so
 * that what is compared here is what is called there. */
#ifndef NET_URL_H
#define NET_URL_H

#include "base/arena.h"
#include "base/str.h"

/* "http://..." or "https://...", in any case of letters. */
bool url_is_web(calque_str s);

/* `link` as it is meant on the page `base`; absolute links are only tidied. In the arena; empty
 * when the result is no http or https address. */
calque_str url_join(calque_arena *arena, calque_str base, calque_str link);

/* The host in lower case with its port when that is not the usual one; empty for no address. */
calque_str url_host(calque_arena *arena, calque_str url);
/* "/a/b?c", at least "/". */
calque_str url_path(calque_arena *arena, calque_str url);

/* The same for all addresses of one page: no fragment, no parameters that only count visitors
 * (utm_..., fbclid), no slash at the end, https for http, host without www. Only to compare with.
 */
calque_str url_canonical(calque_arena *arena, calque_str url);

#endif
