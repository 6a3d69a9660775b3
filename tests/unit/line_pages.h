/* Pages whose lines are marked with what they are (tests/lines/pages.txt and tests/train/lines.txt
 * open with how). */
#ifndef LINE_PAGES_H
#define LINE_PAGES_H

#include "base/array.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"

#define LINE_PAGES_MAX ((size_t)1 << 20)

struct line_page {
  calque_str name, text; /* its lines, with an empty one between */
  const char *marks;     /* what each line of the text is: - + = . */
  size_t n_lines;
  bool has_furniture;
};

struct line_pages {
  struct line_page *ptr;
  size_t n, cap;
};

static bool line_page_mark(calque_str line) {
  return line.len > 2 && strchr("-+=", line.ptr[0]) && line.ptr[1] == ' ';
}

/* The paragraphs, which stand behind the pages, are taken in turn: *next is the last one's end. */
static calque_str line_page_paragraph(calque_str file, size_t *next) {
  for (int turn = 0; turn < 2; turn++) {
    calque_str rest = str_slice(file, *next, file.len);
    while (rest.ptr && rest.len) {
      calque_str line = str_cut(&rest, '\n');
      if (line.len < 3 || line.ptr[0] != '.' || line.ptr[1] != ' ') continue;
      *next = (size_t)(line.ptr - file.ptr) + line.len;
      return str_slice(line, 2, line.len);
    }
    *next = 0;
  }
  return STR("");
}

static struct line_page line_page_read(calque_arena *arena, calque_str file, calque_str *rest,
                                       calque_str name, size_t *next) {
  struct line_page page = {.name = name};
  struct buf text, marks;
  buf_init(&text, LINE_PAGES_MAX);
  buf_init(&marks, LINE_PAGES_MAX);
  while (rest->ptr && rest->len && !str_starts(*rest, STR("##"))) {
    calque_str line = str_cut(rest, '\n');
    bool paragraph = str_eq(line, STR("."));
    if (!paragraph && !line_page_mark(line)) continue;
    if (text.len) buf_puts(&text, "\n\n");
    buf_str(&text, paragraph ? line_page_paragraph(file, next) : str_slice(line, 2, line.len));
    buf_char(&marks, line.ptr[0]);
    page.n_lines++;
    page.has_furniture = page.has_furniture || line.ptr[0] == '-';
  }
  page.text = arena_copy(arena, buf_view(&text));
  page.marks = arena_copy(arena, buf_view(&marks)).ptr;
  buf_free(&text);
  buf_free(&marks);
  return page;
}

/* All pages of the file, in the arena; none when it cannot be read. */
static struct line_pages line_pages_load(calque_arena *arena, const char *path) {
  struct line_pages pages = {NULL, 0, 0};
  calque_error err = {0};
  struct buf bytes;
  size_t next = 0;
  buf_init(&bytes, LINE_PAGES_MAX);
  if (file_read(path, &bytes, &err) == CALQUE_OK) {
    calque_str file = arena_copy(arena, buf_view(&bytes)), rest = file;
    while (rest.ptr && rest.len) {
      calque_str line = str_cut(&rest, '\n');
      if (!str_starts(line, STR("## "))) continue;
      calque_str name = str_slice(line, 3, line.len);
      ARRAY_PUSH(arena, &pages, line_page_read(arena, file, &rest, name, &next));
    }
  }
  buf_free(&bytes);
  return pages;
}

#endif
