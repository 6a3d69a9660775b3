/* Writing and checking the compiled file. The sums find cut, mixed up and half-written files; they
 * are no protection against somebody who forges one. */
#include "lexicon/tables.h"

#include <inttypes.h>

static const char magic[8] = "calquelx";

#define BYTE_ORDER_MARK 0x01020304u
#define FOREIGN_ORDER   0x04030201u

static uint64_t sum(uint64_t h, calque_str bytes) {
  for (; bytes.len >= 8; bytes = str_slice(bytes, 8, bytes.len)) {
    uint64_t eight;
    memcpy(&eight, bytes.ptr, 8);
    h = (h ^ eight) * 0x9e3779b97f4a7c15u;
    h ^= h >> 29;
  }
  return h ^ str_hash(bytes, h);
}

static size_t aligned(size_t n) { return (n + TABLES_ALIGN - 1) & ~(size_t)(TABLES_ALIGN - 1); }

static size_t list_end(const struct tables_header *h) {
  return sizeof *h + h->n_sections * sizeof(struct tables_section);
}

/* The sum of header (but the sum itself) and list. */
static uint64_t list_sum(const struct tables_header *h, calque_str file) {
  struct tables_header copy = *h;
  copy.list = 0;
  uint64_t s = sum(1, (calque_str){(const char *)&copy, sizeof copy});
  return sum(s, str_slice(file, sizeof *h, list_end(h)));
}

static const struct tables_section *section_at(calque_str file, uint32_t i) {
  return (const struct tables_section *)(const void *)(file.ptr + sizeof(struct tables_header)) + i;
}

static bool section_fits(const struct tables_section *s, uint64_t first, uint64_t total) {
  return memchr(s->name, '\0', sizeof s->name) && s->offset % TABLES_ALIGN == 0 &&
         s->offset >= first && s->offset <= total && s->size <= total - s->offset;
}

calque_status tables_check(calque_str file, const char *path, calque_error *err) {
  struct tables_header h;
  if (file.len < sizeof magic || memcmp(file.ptr, magic, sizeof magic) != 0)
    return fail(err, CALQUE_E_SYNTAX, path, 0, "not a compiled lexicon");
  if (file.len < sizeof h) return fail(err, CALQUE_E_SYNTAX, path, 0, "the lexicon is cut off");
  memcpy(&h, file.ptr, sizeof h);
  if (h.byte_order == FOREIGN_ORDER)
    return fail(err, CALQUE_E_CONFIG, path, 0,
                "the lexicon was compiled on another kind of machine");
  if (h.byte_order != BYTE_ORDER_MARK)
    return fail(err, CALQUE_E_SYNTAX, path, 0, "the header of the lexicon is damaged");
  if (h.version != TABLES_VERSION)
    return fail(err, CALQUE_E_CONFIG, path, 0,
                "the lexicon has format %" PRIu32 ", this program reads format %u", h.version,
                TABLES_VERSION);
  if (h.total != file.len)
    return fail(err, CALQUE_E_SYNTAX, path, 0, "the lexicon is cut off: %zu of %" PRIu64 " bytes",
                file.len, h.total);
  if (h.n_sections > TABLES_MAX_SECTIONS || list_end(&h) > file.len || h.list != list_sum(&h, file))
    return fail(err, CALQUE_E_SYNTAX, path, 0, "the header of the lexicon is damaged");
  for (uint32_t i = 0; i < h.n_sections; i++)
    if (!section_fits(section_at(file, i), list_end(&h), h.total))
      return fail(err, CALQUE_E_SYNTAX, path, 0, "section %" PRIu32 " lies outside the lexicon", i);
  return CALQUE_OK;
}

calque_str tables_section(calque_str file, const char *name) {
  struct tables_header h;
  memcpy(&h, file.ptr, sizeof h);
  for (uint32_t i = 0; i < h.n_sections; i++) {
    const struct tables_section *s = section_at(file, i);
    if (strcmp(s->name, name) == 0) return (calque_str){file.ptr + s->offset, (size_t)s->size};
  }
  return (calque_str){"", 0};
}

bool tables_intact(calque_str file) {
  struct tables_header h;
  if (tables_check(file, "", NULL)) return false;
  memcpy(&h, file.ptr, sizeof h);
  return h.content == sum(0, str_slice(file, list_end(&h), file.len));
}

static void pad(struct buf *out) {
  static const char zeros[TABLES_ALIGN] = {0};
  buf_add(out, zeros, aligned(out->len) - out->len);
}

void tables_build(struct buf *out, const struct tables_part *parts, size_t n) {
  struct tables_header h = {.byte_order = BYTE_ORDER_MARK, .version = TABLES_VERSION};
  memcpy(h.magic, magic, sizeof magic);
  h.n_sections = (uint32_t)n;
  size_t offset = aligned(list_end(&h));
  buf_add(out, &h, sizeof h);
  for (size_t i = 0; i < n; i++) {
    struct tables_section s = {.offset = offset, .size = parts[i].bytes.len};
    size_t len = strlen(parts[i].name);
    memcpy(s.name, parts[i].name, len < TABLES_NAME ? len : TABLES_NAME - 1);
    buf_add(out, &s, sizeof s);
    offset += aligned(parts[i].bytes.len);
  }
  pad(out);
  for (size_t i = 0; i < n; i++) {
    buf_str(out, parts[i].bytes);
    pad(out);
  }
  if (buf_failed(out)) return;
  h.total = out->len;
  h.content = sum(0, str_slice(buf_view(out), list_end(&h), out->len));
  h.list = list_sum(&h, buf_view(out));
  memcpy(out->ptr, &h, sizeof h);
}
