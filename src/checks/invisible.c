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

/* The first of this kind, and how many there are: one finding says it of the whole text. */
static void report_all(const struct check_context *ctx, calque_str bytes, const char *name,
                       struct report *out) {
  calque_str rest = ctx->doc->text;
  size_t at, first = SIZE_MAX, n = 0, base = 0;
  while ((at = str_find(rest, bytes)) != SIZE_MAX) {
    if (!n++) first = base + at;
    base += at + bytes.len;
    rest = str_slice(rest, at + bytes.len, rest.len);
  }
  if (!n) return;
  calque_span span = {(uint32_t)first, (uint32_t)(first + bytes.len)};
  report_add(out, span, NO_SUGGESTION,
             n == 1 ? "invisible character: %s" : "invisible character: %s, %zu in the text", name,
             n);
}

static void run(const struct check_context *ctx, struct report *out) {
  for (size_t i = 0; i < COUNT(characters); i++)
    report_all(ctx, characters[i].bytes, characters[i].name, out);
}

const struct check check_invisible = {
    .id = "invisible",
    .family = "encoding",
    .severity = CALQUE_NOTE,
    .title = "invisible character",
    .why =
        "Soft hyphens and zero-width characters come with text that was copied from pages or "
        "programs; they hide words from searches and dictionaries.",
    .run = run,
    .bad = "Le pro⟦\xc2\xad⟧gramme du musée est prêt.",
    .good = "Le programme du musée est prêt.",
};
