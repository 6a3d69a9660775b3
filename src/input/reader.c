/* Walks the inputs, opens each, finds out what it is and cuts it into items. Understanding an item
 * is left to reader_parse, so that it can run in parallel. */
#include "input/reader.h"

#include "base/array.h"
#include "base/file.h"
#include "input/feed.h"
#include "input/formats.h"
#include "input/source.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>

/* How records stand in a JSON input. */
enum layout { LAYOUT_LINES, LAYOUT_VALUES, LAYOUT_ARRAY };

struct reader {
  struct reader_options options;
  size_t next_input;
  calque_arena *paths; /* of folders */
  const char **files;  /* of the folder that is being read */
  size_t n_files, next_file;
  /* the open input */
  const char *path;
  struct source *source;
  enum reader_format format;
  enum layout layout;
  /* of a feed, which is understood as a whole and handed out entry by entry */
  calque_arena *feed_arena;
  struct feed feed;
  size_t next_entry;
  calque_error feed_err; /* what broke it; comes behind the entries before it */
  bool read_stdin;
  size_t bytes_before; /* of the inputs that were closed */
  _Atomic size_t n_read, n_failed;
};

static const char *const format_names[] = {"auto", "text", "html", "jsonl", "feed"};

bool reader_format_by_name(calque_str name, enum reader_format *out) {
  for (size_t i = 0; i < COUNT(format_names); i++) {
    if (!str_eq(name, calque_str_of(format_names[i]))) continue;
    *out = (enum reader_format)i;
    return true;
  }
  return false;
}

struct reader *reader_open(const struct reader_options *options) {
  static const char *const standard_input[] = {"-"};
  struct reader *r = must_alloc(sizeof *r);
  *r = (struct reader){.options = *options, .paths = calque_arena_new()};
  if (!r->options.max_article) r->options.max_article = CALQUE_MAX_ARTICLE;
  if (!r->options.n_inputs) r->options.inputs = standard_input, r->options.n_inputs = 1;
  return r;
}

void reader_free(struct reader *r) {
  if (!r) return;
  source_free(r->source);
  calque_arena_free(r->paths);
  calque_arena_free(r->feed_arena);
  free(r);
}

/* ---- Inputs ---------------------------------------------------------------------------------- */

/* The next file to open in r->path. */
static calque_status next_path(struct reader *r, calque_error *err) {
  while (r->next_file == r->n_files) {
    if (r->next_input == r->options.n_inputs) return CALQUE_END;
    r->path = r->options.inputs[r->next_input++];
    if (strcmp(r->path, "-") == 0 || !file_is_dir(r->path)) return CALQUE_OK;
    r->next_file = r->n_files = 0;
    calque_status status = file_list(r->path, r->paths, &r->files, &r->n_files, err);
    if (status) return status; /* what could be listed comes with the next call */
    if (!r->n_files) return fail(err, CALQUE_E_IO, r->path, 0, "the folder holds no files");
  }
  r->path = r->files[r->next_file++];
  return CALQUE_OK;
}

static void close_input(struct reader *r) {
  r->bytes_before += source_bytes(r->source);
  source_free(r->source);
  r->source = NULL;
}

static calque_str skip_space(calque_str s) {
  while (s.len && (*s.ptr == ' ' || *s.ptr == '\t' || *s.ptr == '\r' || *s.ptr == '\n'))
    s = str_slice(s, 1, s.len);
  return s;
}

/* One more byte than `seen`, or as many more as are there without waiting for them. */
static bool peek_more(struct source *s, calque_str *head) {
  size_t seen = head->len;
  *head = source_peek(s, seen + 1);
  return head->len > seen;
}

/* The input from its first byte behind offset `from` that is not white space; empty at the end. */
static calque_str peek_behind(struct source *s, size_t from) {
  calque_str head = source_peek(s, from);
  for (size_t seen = from; head.len > seen || peek_more(s, &head); seen = head.len) {
    calque_str rest = skip_space(str_slice(head, seen, head.len));
    if (rest.len) return rest;
  }
  return STR("");
}

/* Offset of the first line feed behind offset `from`; SIZE_MAX when the input ends before. */
static size_t peek_line_end(struct source *s, size_t from) {
  calque_str head = source_peek(s, from);
  for (size_t seen = from; head.len > seen || peek_more(s, &head); seen = head.len) {
    const char *newline = memchr(head.ptr + seen, '\n', head.len - seen);
    if (newline) return (size_t)(newline - head.ptr);
  }
  return SIZE_MAX;
}

/* One object a line, unless the first line leaves an object open that the next line goes on with
 * (a next line that starts an object of its own tells that the first is only broken). */
static enum layout find_layout(struct source *s) {
  calque_str rest = peek_behind(s, 0);
  if (!rest.len || (*rest.ptr != '{' && *rest.ptr != '[')) return LAYOUT_LINES;
  if (*rest.ptr == '[') return LAYOUT_ARRAY;
  size_t start = (size_t)(rest.ptr - source_peek(s, 1).ptr), end = peek_line_end(s, start);
  if (end == SIZE_MAX) return LAYOUT_LINES;
  struct json_split split = {0};
  calque_str line = str_slice(source_peek(s, end), start, end);
  if (json_split(&split, line) != SIZE_MAX) return LAYOUT_LINES;
  rest = peek_behind(s, end);
  return !rest.len || *rest.ptr == '{' ? LAYOUT_LINES : LAYOUT_VALUES;
}

static calque_status sniff(struct reader *r, calque_error *err) {
  calque_str head = source_peek(r->source, 1);
  while (sniff_wants_more(head) && peek_more(r->source, &head)) continue;
  return sniff_format(head, r->path, &r->format, err);
}

static calque_status open_input(struct reader *r, calque_error *err) {
  calque_status status = next_path(r, err);
  if (status) return status;
  if (strcmp(r->path, "-") == 0) {
    if (r->read_stdin) return fail(err, CALQUE_E_IO, "-", 0, "standard input was read already");
    r->read_stdin = true;
  }
  r->source = source_open(r->path, r->options.max_article, err);
  if (!r->source) return CALQUE_E_IO;
  r->format = r->options.format;
  if (r->format == READER_AUTO && (status = sniff(r, err))) return close_input(r), status;
  if (r->format != READER_JSONL) return CALQUE_OK;
  r->layout = find_layout(r->source);
  if (r->layout == LAYOUT_ARRAY) {
    calque_str rest = peek_behind(r->source, 0);
    source_skip(r->source, (size_t)(rest.ptr - source_peek(r->source, 1).ptr) + 1);
  }
  return CALQUE_OK;
}

/* ---- Records --------------------------------------------------------------------------------- */

static calque_status next_line(struct reader *r, struct source_record *record, calque_error *err) {
  for (;;) {
    calque_status status = source_next(r->source, source_split_line, NULL, record, err);
    calque_str *line = &record->bytes;
    while (line->len && (line->ptr[line->len - 1] == '\n' || line->ptr[line->len - 1] == '\r'))
      line->len--;
    if (status || skip_space(*line).len) return status;
  }
}

/* Steps over white space, and commas where they separate. Returns the next byte, 0 at the end. */
static char skip_between(struct source *s, bool commas) {
  for (;;) {
    calque_str head = source_peek(s, 1);
    if (!head.len) return '\0';
    calque_str rest = skip_space(head);
    if (rest.len && !(commas && *rest.ptr == ',')) {
      source_skip(s, head.len - rest.len);
      return *source_peek(s, 1).ptr;
    }
    source_skip(s, head.len - rest.len + (rest.len > 0));
  }
}

/* The array has ended, well or not; nothing more is read from this input. */
static calque_status end_array(struct reader *r, char last, calque_error *err) {
  struct source_record rest;
  long line = source_line(r->source);
  calque_status status = source_rest(r->source, &rest, err);
  if (status) return status;
  if (last == '\0')
    return fail(err, CALQUE_E_SYNTAX, r->path, line,
                "the array is not closed: the file may be cut off");
  if (skip_space(str_slice(rest.bytes, 1, rest.bytes.len)).len)
    return fail(err, CALQUE_E_SYNTAX, r->path, line, "text behind the end of the array");
  return CALQUE_END;
}

static calque_status next_value(struct reader *r, struct source_record *record, calque_error *err) {
  bool array = r->layout == LAYOUT_ARRAY;
  char next = skip_between(r->source, array);
  if (array && (next == '\0' || next == ']')) {
    r->layout = LAYOUT_LINES; /* at the end of which there is nothing more */
    return end_array(r, next, err);
  }
  if (!array && next != '{') return next_line(r, record, err); /* one error a line of rubbish */
  struct json_split split = {0};
  calque_status status = source_next(r->source, json_split, &split, record, err);
  if (status == CALQUE_OK && !record->whole && split.depth)
    return fail(err, CALQUE_E_SYNTAX, r->path, record->line,
                "the object is not closed: the file may be cut off");
  return status;
}

static calque_status next_record(struct reader *r, struct source_record *record,
                                 calque_error *err) {
  if (r->format != READER_JSONL) return source_rest(r->source, record, err);
  if (r->layout == LAYOUT_LINES) return next_line(r, record, err);
  return next_value(r, record, err);
}

/* ---- Feeds ----------------------------------------------------------------------------------- */

static calque_status open_feed(struct reader *r, calque_error *err) {
  struct source_record record = {0};
  calque_status status = source_rest(r->source, &record, err);
  if (status) return status;
  if (!r->feed_arena) r->feed_arena = calque_arena_new();
  calque_arena_reset(r->feed_arena);
  r->next_entry = 0;
  r->feed_err = (calque_error){0};
  feed_read(r->feed_arena, record.bytes, r->path, STR(""), &r->feed, &r->feed_err);
  return CALQUE_OK;
}

static calque_status take_entry(struct reader *r, calque_arena *arena, struct reader_item *item,
                                calque_error *err) {
  if (r->next_entry < r->feed.entries.n) {
    const struct feed_entry *e = &r->feed.entries.ptr[r->next_entry++];
    *item = (struct reader_item){.format = READER_FEED,
                                 .path = r->path,
                                 .line = e->line,
                                 .raw = STR(""),
                                 .entry = feed_entry_copy(arena, e),
                                 .feed_title = arena_copy(arena, r->feed.title)};
    return CALQUE_OK;
  }
  r->feed.entries.n = 0;
  calque_error broken = r->feed_err;
  r->feed_err = (calque_error){0};
  if (!broken.status) return CALQUE_END;
  return fail(err, broken.status, broken.where, broken.line, "%s", broken.text);
}

static calque_status take(struct reader *r, calque_arena *arena, struct reader_item *item,
                          calque_error *err) {
  for (;;) {
    if (r->feed.entries.n || r->feed_err.status) {
      calque_status status = take_entry(r, arena, item, err);
      if (status != CALQUE_END) return status;
    }
    calque_status status = r->source ? CALQUE_OK : open_input(r, err);
    if (status) return status;
    if (r->format == READER_FEED) {
      status = open_feed(r, err);
      close_input(r);
      if (status) return status;
      continue;
    }
    struct source_record record = {0};
    status = next_record(r, &record, err);
    if (status == CALQUE_OK)
      *item = (struct reader_item){.format = r->format,
                                   .path = r->path,
                                   .line = record.line,
                                   .raw = arena_copy(arena, record.bytes)};
    if (status == CALQUE_END || r->format != READER_JSONL) close_input(r);
    if (status != CALQUE_END) return status;
  }
}

calque_status reader_take(struct reader *r, calque_arena *arena, struct reader_item *item,
                          calque_error *err) {
  calque_status status = take(r, arena, item, err);
  if (status != CALQUE_OK && status != CALQUE_END) r->n_failed++;
  return status;
}

/* ---- Articles -------------------------------------------------------------------------------- */

static calque_status parse(calque_arena *arena, const struct reader_item *item, calque_article *out,
                           calque_error *err) {
  switch (item->format) {
    case READER_HTML: return html_parse(arena, item, out, err);
    case READER_JSONL: return jsonl_parse(arena, item, out, err);
    case READER_FEED:
      return feed_article(arena, item->feed_title, item->entry, item->path, out, err);
    default: return plain_parse(arena, item, out, err);
  }
}

calque_status reader_parse(struct reader *r, calque_arena *arena, const struct reader_item *item,
                           calque_article *out, calque_error *err) {
  *out = (calque_article){0};
  calque_status status = parse(arena, item, out, err);
  if (status) r->n_failed++;
  else r->n_read++;
  return status;
}

calque_status reader_next(struct reader *r, calque_arena *arena, calque_article *out,
                          calque_error *err) {
  struct reader_item item;
  calque_status status = reader_take(r, arena, &item, err);
  return status ? status : reader_parse(r, arena, &item, out, err);
}

size_t reader_n_read(const struct reader *r) { return r->n_read; }
size_t reader_n_failed(const struct reader *r) { return r->n_failed; }

/* ---- Progress -------------------------------------------------------------------------------- */

/* Adds the size of one input; false when it has none that is known. */
static bool add_size(const char *path, size_t *total) {
  struct stat st;
  if (strcmp(path, "-") == 0 || stat(path, &st) < 0 || !S_ISREG(st.st_mode)) return false;
  *total += (size_t)st.st_size;
  return true;
}

static bool add_folder(const char *dir, size_t *total) {
  calque_arena *arena = calque_arena_new();
  const char **files = NULL;
  size_t n = 0;
  bool known = file_list(dir, arena, &files, &n, NULL) == CALQUE_OK;
  for (size_t i = 0; i < n && known; i++) known = add_size(files[i], total);
  calque_arena_free(arena);
  return known;
}

size_t reader_bytes_total(struct reader *r) {
  size_t total = 0;
  for (size_t i = 0; i < r->options.n_inputs; i++) {
    const char *path = r->options.inputs[i];
    if (!(file_is_dir(path) ? add_folder(path, &total) : add_size(path, &total))) return 0;
  }
  return total;
}

size_t reader_bytes_done(const struct reader *r) {
  return r->bytes_before + (r->source ? source_bytes(r->source) : 0);
}
