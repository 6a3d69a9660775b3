/* Characters that nobody sees: soft hyphens, zero-width spaces, marks of direction, byte order
 * marks in mid-text. They come with what is copied from pages and programs, and hide words from
 * searches and dictionaries. Four news articles of a thousand have one, so they do not count
 * against a text. */
#include "checks/check.h"

/* Each is told by its bytes; joiners of emoji and of Arabic or Indian scripts are letters there. */
static const struct {
  calque_str bytes;
  const char *name;
} characters[] = {
    {STR_INIT("\xc2\xad"), "soft hyphen"},
    {STR_INIT("\xe2\x80\x8b"), "zero-width space"},
    {STR_INIT("\xe2\x80\x8e"), "left-to-right mark"},
    {STR_INIT("\xe2\x80\x8f"), "right-to-left mark"},
    {STR_INIT("\xe2\x81\xa0"), "word joiner"},
    {STR_INIT("\xef\xbb\xbf"), "byte order mark"},
};

/* Where one of a kind stands first, and how many there are. */
struct met {
  size_t first, n;
};

/* Next byte that may start one of them: the first of their bytes begins few other characters. */
static size_t next_lead(calque_str s, size_t i) {
  uint64_t eight;
  while (i < s.len) {
    if (i + 8 <= s.len && (memcpy(&eight, s.ptr + i, 8), !(eight & 0x8080808080808080u))) {
      i += 8;
      continue;
    }
    if (s.ptr[i] == '\xc2' || s.ptr[i] == '\xe2' || s.ptr[i] == '\xef') break;
    i++;
  }
  return i;
}

/* One finding of a kind says it of the whole text. */
static void run(const struct check_context *ctx, struct report *out) {
  calque_str s = ctx->doc->text;
  struct met met[COUNT(characters)] = {{0, 0}};
  for (size_t i = next_lead(s, 0); i < s.len; i = next_lead(s, i + 1))
    for (size_t k = 0; k < COUNT(characters); k++)
      if (str_starts(str_slice(s, i, s.len), characters[k].bytes) && !met[k].n++) met[k].first = i;
  for (size_t k = 0; k < COUNT(characters); k++) {
    if (!met[k].n) continue;
    uint32_t first = (uint32_t)met[k].first;
    report_add(
        out, (calque_span){first, first + (uint32_t)characters[k].bytes.len}, NO_SUGGESTION,
        met[k].n == 1 ? "invisible character: %s" : "invisible character: %s, %zu in the text",
        characters[k].name, met[k].n);
  }
}

const struct check check_invisible = {
    .id = "invisible",
    .family = "encoding",
    .severity = CALQUE_NOTE,
    .title = "invisible character",
    .why =
        "Soft hyphens and zero-width characters come with text that was copied from pages or "
        "programs; they hide words from searches and dictionaries.",
    .whole = true,
    .run = run,
    .bad = "Le pro⟦\xc2\xad⟧gramme du musée est prêt.",
    .good = "Le programme du musée est prêt.",
};
