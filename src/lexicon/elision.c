/* Which words let le, de, que lose their vowel: those that begin with a vowel or a mute h. Which h
 * is mute is a matter of each word; aspirated.tsv says it by starts, the longest of which decides.
 */
#include "lexicon/build.h"
#include "lexicon/tsv.h"

enum { MUTE = 1, ASPIRATED };

static calque_status read_starts(struct build *b, struct map *starts, calque_error *err) {
  struct tsv t;
  calque_str cell[3];
  calque_status status =
      tsv_open(&t, b->arena, b->sources->data_dir, "aspirated.tsv", "start\tkind\texample", err);
  while (!status && !(status = tsv_row(&t, cell, 3, err))) {
    bool mute = str_eq(cell[1], STR("mute"));
    if (!mute && !str_eq(cell[1], STR("aspirated")))
      status = fail(err, CALQUE_E_SYNTAX, t.path, t.line, "a start is mute or aspirated");
    *map_add(starts, cell[0], 0) = mute ? MUTE : ASPIRATED;
  }
  return status == CALQUE_END ? CALQUE_OK : status;
}

static bool elides(const struct map *starts, calque_str name) {
  char lower[BUILD_MAX_NAME * 3 + 1];
  size_t n = utf8_lower_word(name, lower), len;
  lower[n] = '$';
  for (size_t end = n + 1; end > 0; end--) {
    const uint32_t *kind = map_find(starts, (calque_str){lower, end});
    if (kind) return *kind == MUTE;
  }
  uint32_t first = utf8_fold(utf8_decode(name, &len));
  return first == 0x153 || first == 0xe6 || (first < 0x80 && first && strchr("aeiouh", (int)first));
}

calque_status build_elision(struct build *b, calque_error *err) {
  struct map starts;
  map_init(&starts, b->arena, 512, 0);
  calque_status status = read_starts(b, &starts, err);
  for (size_t i = 1; !status && i < b->words.n; i++)
    if (elides(&starts, b->words.ptr[i].name)) b->words.ptr[i].flags |= WORD_ELIDES;
  return status;
}
