/* OPML, the form in which readers of feeds hand on their lists: <outline xmlUrl="..."> at any
 * depth. */
#include "base/map.h"
#include "input/feed.h"
#include "net/url.h"

#include <expat.h>

struct list {
  calque_arena *arena;
  XML_Parser parser;
  feed_urls *out;
  struct map seen;
};

static void XMLCALL on_start(void *list, const XML_Char *name, const XML_Char **attributes) {
  struct list *l = list;
  if (!str_eq_nocase(calque_str_of(name), STR("outline"))) return;
  for (; *attributes; attributes += 2) {
    calque_str url = str_trim(calque_str_of(attributes[1]));
    if (!str_eq_nocase(calque_str_of(attributes[0]), STR("xmlUrl")) || !url_is_web(url)) continue;
    url = arena_copy(l->arena, url);
    if ((*map_add(&l->seen, url, 0))++ == 0) ARRAY_PUSH(l->arena, l->out, url);
  }
}

/* A list needs no entities; one that defines some is a bomb. */
static void XMLCALL on_entity(void *list, const XML_Char *name, int is_parameter,
                              const XML_Char *value, int value_len, const XML_Char *base,
                              const XML_Char *system_id, const XML_Char *public_id,
                              const XML_Char *notation) {
  (void)name, (void)is_parameter, (void)value, (void)value_len, (void)base, (void)system_id;
  (void)public_id, (void)notation;
  XML_StopParser(((struct list *)list)->parser, XML_FALSE);
}

calque_status opml_read(calque_arena *arena, calque_str bytes, const char *path, feed_urls *out,
                        calque_error *err) {
  calque_str xml;
  calque_status status = feed_mend(arena, bytes, path, &xml, err);
  if (status) return status;
  if (xml.len > INT32_MAX)
    return fail(err, CALQUE_E_LIMIT, path, 0, "the list has more than 2 GiB");
  struct list l = {.arena = arena, .parser = XML_ParserCreate("UTF-8"), .out = out};
  map_init(&l.seen, arena, 64, map_random_seed());
  XML_SetUserData(l.parser, &l);
  XML_SetStartElementHandler(l.parser, on_start);
  XML_SetEntityDeclHandler(l.parser, on_entity);
  if (XML_Parse(l.parser, xml.ptr, (int)xml.len, 1) != XML_STATUS_OK)
    status =
        fail(err, CALQUE_E_SYNTAX, path, (long)XML_GetCurrentLineNumber(l.parser),
             "the list is not well-formed XML: %s", XML_ErrorString(XML_GetErrorCode(l.parser)));
  else if (!out->n)
    status = fail(err, CALQUE_E_SYNTAX, path, 0, "the list names no feed (no xmlUrl)");
  XML_ParserFree(l.parser);
  return status;
}
