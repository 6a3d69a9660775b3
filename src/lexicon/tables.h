/* The compiled file: a header, a list of named sections, the sections, each from the start of a
 * cache line. It is mapped and used as it lies, so it belongs to one byte order; opening it costs
 * the same however large it is, for only the header and the list are read (and summed). What is
 * inside a section is range-checked where it is used. */
#ifndef LEXICON_TABLES_H
#define LEXICON_TABLES_H

#include "base/buf.h"
#include "base/error.h"

#define TABLES_VERSION      9u
#define TABLES_ALIGN        64u /* bytes: a cache line */
#define TABLES_MAX_SECTIONS 64u
#define TABLES_NAME         24u /* bytes of a section's name with its NUL */
#define TABLES_MAX_FILE     ((size_t)1 << 30)

struct tables_section {
  char name[TABLES_NAME];
  uint64_t offset; /* bytes from the start of the file, a multiple of TABLES_ALIGN */
  uint64_t size;   /* bytes */
};

struct tables_header {
  char magic[8];
  uint32_t byte_order, version;
  uint64_t total;   /* bytes of the file */
  uint64_t content; /* sum of everything behind the list of sections */
  uint64_t list;    /* sum of the list and of the fields above */
  uint32_t n_sections, reserved;
};

/* Checks that `file` is whole and ours. `path` is for messages. */
calque_status tables_check(calque_str file, const char *path, calque_error *err);
/* The section of a checked file, or an empty slice. */
calque_str tables_section(calque_str file, const char *name);
/* Is every byte as it was written? Reads the whole file. */
bool tables_intact(calque_str file);

struct tables_part {
  const char *name;
  calque_str bytes;
};

/* The file of these sections, appended to the empty `out`. */
void tables_build(struct buf *out, const struct tables_part *parts, size_t n);

#endif
