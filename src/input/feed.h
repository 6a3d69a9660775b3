/* RSS (0.91, 1.0, 2.0), Atom and JSON Feed as entries, and lists of feeds (OPML).
 *
 *   feed.c           the three families told apart; what an entry becomes
 *   feed_xml.c       RSS and Atom, streamed through Expat
 *   feed_elements.def  which element says what
 *   feed_json.c      JSON Feed
 *   feed_mend.c      bytes to XML that Expat takes: encodings, control characters, bare &
 *   feed_date.c      the dates that feeds write
 *   opml.c           lists of feeds */
#ifndef INPUT_FEED_H
#define INPUT_FEED_H

#include "base/array.h"
#include "base/error.h"
#include "base/str.h"

#define FEED_MAX_ENTRIES ((size_t)100000)
#define FEED_MAX_DEPTH   256 /* of elements inside one another */

/* One item or entry, as written but for links and dates. Empty fields are unknown. */
struct feed_entry {
  calque_str id;      /* unique within the feed */
  calque_str url;     /* absolute */
  calque_str title;   /* HTML */
  calque_str date;    /* 2026-11-22T07:00:00+01:00 */
  calque_str author;  /* HTML */
  calque_str source;  /* where an aggregator has it from */
  calque_str base;    /* its xml:base; may be relative, is mostly empty */
  calque_str content; /* the text that is taken */
  bool content_is_html;
  bool full; /* says that it is the text and not its beginning */
  long line; /* 1-based, in the feed */
};

struct feed {
  calque_str title; /* HTML */
  calque_str url;   /* of the site; empty: unknown */
  ARRAY(struct feed_entry) entries;
};

/* Does this look like the first bytes of a feed, of a list of feeds? */
bool feed_is_one(calque_str head);
/* The feed behind what a program said before it (a warning, in HTML); else all of it. */
calque_str feed_without_noise(calque_str bytes);
bool opml_is_one(calque_str head);

/* All entries, in the arena. `base`: the feed's own address, for relative links; may be empty.
 * On failure the entries before the fault are in *out, whole. */
calque_status feed_read(calque_arena *arena, calque_str bytes, const char *path, calque_str base,
                        struct feed *out, calque_error *err);

/* The entry as an article: markup taken out. CALQUE_E_SYNTAX when it has no text. */
calque_status feed_article(calque_arena *arena, calque_str feed_title,
                           const struct feed_entry *entry, const char *path, calque_article *out,
                           calque_error *err);

/* The entry with all its strings in the arena. */
const struct feed_entry *feed_entry_copy(calque_arena *arena, const struct feed_entry *entry);

/* The addresses that the list names, in its order, each once. In the arena. */
typedef ARRAY(calque_str) feed_urls;
calque_status opml_read(calque_arena *arena, calque_str bytes, const char *path, feed_urls *out,
                        calque_error *err);

/* ISO 8601 of a date as feeds write them, in any of their manners; empty when it is none or not
 * of the years 1990 to 2100. */
calque_str feed_date(calque_arena *arena, calque_str date);

/* Bytes as UTF-8 that Expat takes when it is told so. */
calque_status feed_mend(calque_arena *arena, calque_str bytes, const char *path, calque_str *out,
                        calque_error *err);

/* Internal: the two families. Entries are as read; feed_read makes ids and links of them. */
calque_status feed_read_xml(calque_arena *arena, calque_str bytes, const char *path,
                            struct feed *out, calque_error *err);
calque_status feed_read_json(calque_arena *arena, calque_str bytes, const char *path,
                             struct feed *out, calque_error *err);

#endif
