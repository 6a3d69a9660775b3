/* JSON at the speed of a corpus. Jansson (56 MB/s, a tree for every record) would take longer over
 * a record than the checks do, and it cannot give back the bytes of a number. So records are
 * walked by a strict scanner that copies nothing; Jansson reads what is small (json_tree), words
 * the errors, and is the scanner's judge in the tests: both accept the same texts, but that the
 * scanner lets pass numbers of any size, lone surrogates and NUL, which it hands on unharmed.
 *
 *   struct json_members m = json_members_of(text);     "{...}", white space around it
 *   while (json_next(&m, &member) == JSON_MEMBER) ...
 *
 * Text must be valid UTF-8 (encoding.h sees to that at the door). Nothing here recurses. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

#include <jansson.h>

/* Arrays and objects inside one another; Jansson's own limit. */
#define JSON_MAX_DEPTH 2048

enum json_step { JSON_DONE, JSON_MEMBER, JSON_BROKEN };

struct json_member {
  calque_str key;   /* as written, without the quotation marks */
  calque_str value; /* as written: "a\n"  1.50  {"b": []}  null */
  calque_str whole; /* from the key's first quotation mark to the end of the value */
};

/* A walk over the members of one object. Start it with json_members_of or json_members_bare. */
struct json_members {
  const char *at, *end;
  bool bare, started, finished;
};

/* Walks an object in braces. */
struct json_members json_members_of(calque_str text);
/* Walks members without their braces, as calque_article.extra holds them. */
struct json_members json_members_bare(calque_str members);
/* JSON_MEMBER fills *out. JSON_DONE comes only when the whole text was one object and nothing
 * more; JSON_BROKEN at the first byte that is not JSON. */
enum json_step json_next(struct json_members *m, struct json_member *out);

/* Bytes of the value that s starts with (no white space before it), or SIZE_MAX when it is not a
 * valid one. */
size_t json_value_len(calque_str s);

/* The text of a string value with its quotation marks, or of a key without them: borrowed where
 * there is no escape, else in the arena. A lone surrogate becomes U+FFFD, \u0000 a NUL byte. */
calque_str json_unescape(calque_arena *arena, calque_str raw);

/* Why Jansson refuses `text`, whose first line is line `line` of file `where`; one of our own
 * messages when it does not. Returns CALQUE_E_SYNTAX (or CALQUE_E_LIMIT for depth). */
calque_status json_complain(calque_str text, const char *where, long line, calque_error *err);

/* The tree of a small text (configuration, an answer from the network); json_decref it. NULL on
 * failure. Duplicate keys, NUL and numbers out of range are refused. */
json_t *json_tree(calque_str text, const char *where, calque_error *err);

/* RFC 6901: "/choices/0/text" in `tree`; "" is the tree itself. Borrowed; NULL: nothing there. */
const json_t *json_pointer(const json_t *tree, calque_str pointer);
/* Is it one at all? "~" only in "~0" and "~1", a slash first. */
bool json_pointer_valid(calque_str pointer);

/* Appends s as a JSON string with its quotation marks. What could end a line or steer a terminal
 * (C0, DEL, C1, U+2028, U+2029, the direction marks) is escaped. s must be valid UTF-8. */
void json_write_str(struct buf *out, calque_str s);

#endif
