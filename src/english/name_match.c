/* Spellings of one name. All of it works on folded words (ASCII for nearly all names). */
#include "english/names.h"

#define MAX_COMPARED 40 /* bytes of a word that is compared letter by letter */

/* Letters -> sound. French and English write the same foreign sound differently; what both write
 * alike needs no row. Longer rows come first. */
struct sound {
  calque_str letters, sound;
};

static const struct sound FRENCH_SOUNDS[] = {
#define SOUND(letters, sound) {STR_INIT(letters), STR_INIT(sound)},
#include "english/name_sounds_fr.def"
};
static const struct sound ENGLISH_SOUNDS[] = {
#include "english/name_sounds_en.def"
#undef SOUND
};

static const struct sound *sound_at(const struct sound *rows, size_t n, calque_str rest) {
  for (size_t i = 0; i < n; i++) {
    if (str_starts(rest, rows[i].letters)) return &rows[i];
  }
  return NULL;
}

static void push_sound(char *out, size_t *len, char c) {
  if (*len && out[*len - 1] == c) return; /* double letters sound as one */
  out[(*len)++] = c;
}

size_t name_key(calque_str folded, enum side side, char *out) {
  const struct sound *rows = side == FRENCH ? FRENCH_SOUNDS : ENGLISH_SOUNDS;
  size_t n = side == FRENCH ? COUNT(FRENCH_SOUNDS) : COUNT(ENGLISH_SOUNDS), len = 0;
  for (size_t at = 0; at < folded.len;) {
    const struct sound *row = sound_at(rows, n, str_slice(folded, at, folded.len));
    if (!row) {
      push_sound(out, &len, folded.ptr[at++]);
      continue;
    }
    for (size_t i = 0; i < row->sound.len; i++) push_sound(out, &len, row->sound.ptr[i]);
    at += row->letters.len;
  }
  while (len > 3 && out[len - 1] == 'e') len--; /* mute: Poutine, Putin */
  return len;
}

/* Changed, missing and added letters, or `most` + 1 when there are more. */
static size_t distance(calque_str a, calque_str b, size_t most) {
  size_t row[MAX_COMPARED + 1];
  if (a.len > MAX_COMPARED || b.len > MAX_COMPARED) return most + 1;
  for (size_t j = 0; j <= b.len; j++) row[j] = j;
  for (size_t i = 1; i <= a.len; i++) {
    size_t diagonal = row[0], least = i;
    row[0] = i;
    for (size_t j = 1; j <= b.len; j++) {
      size_t above = row[j], best = diagonal + (a.ptr[i - 1] != b.ptr[j - 1]);
      if (above + 1 < best) best = above + 1;
      if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
      diagonal = above;
      row[j] = best;
      if (best < least) least = best;
    }
    if (least > most) return most + 1;
  }
  return row[b.len];
}

static size_t common_prefix(calque_str a, calque_str b) {
  size_t n = 0;
  while (n < a.len && n < b.len && a.ptr[n] == b.ptr[n]) n++;
  return n;
}

bool name_is_near(calque_str a, calque_str b) {
  size_t longer = a.len > b.len ? a.len : b.len, shorter = a.len < b.len ? a.len : b.len;
  if (shorter < 4) return false;
  size_t prefix = common_prefix(a, b);
  if (prefix >= 4 && shorter >= 5) return true;
  size_t most = longer * 34 / 100;
  if (longer - shorter > most) return false;
  return distance(a, b, most) <= most;
}

bool name_is_close(calque_str a, calque_str b) {
  size_t shorter = a.len < b.len ? a.len : b.len, most = shorter >= 8 ? 2 : 1;
  if (shorter < 5 || a.ptr[0] != b.ptr[0]) return false;
  return distance(a, b, most) <= most;
}

bool name_is_inside(calque_str a, calque_str b) {
  return a.len >= 4 && b.len >= 4 && (str_has(a, b) || str_has(b, a));
}

bool name_has_stem(calque_str a, calque_str b) {
  size_t prefix = common_prefix(a, b);
  return prefix >= 5 && a.len <= prefix + 4 && b.len <= prefix + 5;
}

bool name_is_permutation(calque_str a, calque_str b) {
  int seen[256] = {0};
  if (a.len != b.len || a.len < 2 || a.len > 8) return false;
  for (size_t i = 0; i < a.len; i++) {
    seen[(unsigned char)a.ptr[i]]++;
    seen[(unsigned char)b.ptr[i]]--;
  }
  for (size_t i = 0; i < a.len; i++) {
    if (seen[(unsigned char)a.ptr[i]]) return false;
  }
  return true;
}
