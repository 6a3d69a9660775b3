/* Formats by content. The name of a file decides only where content does not: a JSON Lines file
 * whose first line is broken is still one, and its other lines are read. */
#include "base/str.h"
#include "input/feed.h"
#include "input/formats.h"

/* Files that hold no text, by how they start. */
static const struct {
  calque_str magic;
  const char *what;
} binaries[] = {
    {STR_INIT("%PDF-"), "a PDF document"},
    {STR_INIT("PK\x03\x04"), "a ZIP archive or office document"},
    {STR_INIT("\xd0\xcf\x11\xe0"), "an office document"},
    {STR_INIT("{\\rtf"), "an RTF document"},
    {STR_INIT("\x89PNG"), "a PNG picture"},
    {STR_INIT("\xff\xd8\xff"), "a JPEG picture"},
    {STR_INIT("GIF8"), "a GIF picture"},
    {STR_INIT("RIFF"), "a RIFF file"},
    {STR_INIT("\x7f"
              "ELF"),
     "a program"},
    {STR_INIT("\x28\xb5\x2f\xfd"), "zstd data"},
    {STR_INIT("\xfd"
              "7zXZ"),
     "xz data"},
    {STR_INIT("BZh9"), "bzip2 data"},
    {STR_INIT("7z\xbc\xaf"), "a 7z archive"},
    {STR_INIT("SQLite format 3"), "an SQLite database"},
};

/* What an HTML page starts with, in lower case. */
static const calque_str html_starts[] = {
    STR_INIT("<!doctype html"),
    STR_INIT("<html"),
    STR_INIT("<head"),
    STR_INIT("<body"),
    STR_INIT("<meta"),
    STR_INIT("<title"),
    STR_INIT("<div"),
    STR_INIT("<article"),
    STR_INIT("<main"),
    STR_INIT("<section"),
    STR_INIT("<p>"),
    STR_INIT("<p "),
    STR_INIT("<h1"),
    STR_INIT("<header"),
    STR_INIT("<table"),
    STR_INIT("<script"),
    STR_INIT("<link"),
    STR_INIT("<style"),
    STR_INIT("<span"),
};

static const struct {
  calque_str ending;
  enum reader_format format;
} endings[] = {{STR_INIT(".jsonl"), READER_JSONL}, {STR_INIT(".ndjson"), READER_JSONL},
               {STR_INIT(".json"), READER_JSONL},  {STR_INIT(".html"), READER_HTML},
               {STR_INIT(".htm"), READER_HTML},    {STR_INIT(".xhtml"), READER_HTML}};

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

static calque_str skip_space(calque_str s) {
  size_t i = 0;
  while (i < s.len && is_space(s.ptr[i])) i++;
  return str_slice(s, i, s.len);
}

static bool starts_nocase(calque_str s, calque_str prefix) {
  return s.len >= prefix.len && str_eq_nocase(str_slice(s, 0, prefix.len), prefix);
}

static bool starts_any(calque_str s, const calque_str *list, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (starts_nocase(s, list[i])) return true;
  return false;
}

/* Behind comments, processing instructions and a doctype that is not HTML's. */
static calque_str skip_prologue(calque_str s) {
  for (;;) {
    s = skip_space(s);
    calque_str close = str_starts(s, STR("<!--")) ? STR("-->")
                       : str_starts(s, STR("<?")) ? STR("?>")
                                                  : STR("");
    if (!close.len) return s;
    size_t at = str_find(s, close);
    if (at == SIZE_MAX) return s;
    s = str_slice(s, at + close.len, s.len);
  }
}

static bool is_html(calque_str head) {
  calque_str s = skip_prologue(head);
  return starts_any(s, html_starts, sizeof html_starts / sizeof *html_starts) ||
         str_starts(s, STR("<!--"));
}

/* "{" and a key, "[" and an object. */
static bool is_json(calque_str head) {
  calque_str s = skip_space(head);
  if (!s.len || (s.ptr[0] != '{' && s.ptr[0] != '[')) return false;
  char open = s.ptr[0];
  s = skip_space(str_slice(s, 1, s.len));
  if (!s.len) return true;
  return open == '{' ? s.ptr[0] == '"' || s.ptr[0] == '}' : s.ptr[0] == '{' || s.ptr[0] == ']';
}

/* One control character in ten is no text in any encoding. */
static bool is_binary(calque_str head) {
  size_t n = 0;
  for (size_t i = 0; i < head.len; i++) {
    unsigned char c = (unsigned char)head.ptr[i];
    n += c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1b;
  }
  return n * 10 > head.len;
}

static bool format_by_name(const char *path, enum reader_format *out) {
  calque_str name = calque_str_of(path);
  if (str_ends(name, STR(".gz"))) name.len -= 3;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    calque_str e = endings[i].ending;
    if (name.len < e.len || !str_eq_nocase(str_slice(name, name.len - e.len, name.len), e))
      continue;
    *out = endings[i].format;
    return true;
  }
  return false;
}

bool sniff_wants_more(calque_str head) {
  if (head.len >= SNIFF_WANT) return false;
  calque_str s = skip_space(head);
  if (!s.len || (s.ptr[0] != '{' && s.ptr[0] != '[')) return true;
  return skip_space(str_slice(s, 1, s.len)).len == 0;
}

calque_status sniff_format(calque_str head, const char *path, enum reader_format *out,
                           calque_error *err) {
  for (size_t i = 0; i < sizeof binaries / sizeof *binaries; i++)
    if (str_starts(head, binaries[i].magic))
      return fail(err, CALQUE_E_SYNTAX, path, 0, "%s, not text", binaries[i].what);
  if (opml_is_one(head))
    return fail(err, CALQUE_E_SYNTAX, path, 0, "a list of feeds; calque collect reads it");
  if (feed_is_one(head)) *out = READER_FEED;
  else if (is_json(head)) *out = READER_JSONL;
  else if (is_html(head)) *out = READER_HTML;
  else if (str_starts(skip_space(head), STR("<?xml")))
    return fail(err, CALQUE_E_SYNTAX, path, 0, "an XML document that is neither a feed nor a page");
  else if (format_by_name(path, out)) return CALQUE_OK;
  else *out = READER_TEXT;
  if (*out == READER_TEXT && is_binary(head))
    return fail(err, CALQUE_E_SYNTAX, path, 0, "binary data, not text");
  return CALQUE_OK;
}
