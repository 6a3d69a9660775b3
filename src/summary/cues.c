/* The words of cues.def in a table that is built once for the process. It is asked for every word
 * of every article, so the hash takes a few bytes only, and most words end at an empty slot. */
#define _GNU_SOURCE
#include "summary/cues.h"

#include <pthread.h>

enum { N_SLOTS = 2048, MAX_CUE = 15 /* bytes */ };

struct cue {
  char name[MAX_CUE];
  uint8_t len; /* 0: empty */
  unsigned kinds;
};

struct cues {
  uint16_t lengths[256]; /* of the cues that start with a byte: bit length */
  struct cue slots[N_SLOTS];
};

static struct cues table;
static pthread_once_t built = PTHREAD_ONCE_INIT;

static size_t cue_hash(const char *s, size_t len) {
  const unsigned char *b = (const unsigned char *)s;
  return (b[0] * 7u + b[len / 2] * 53u + b[len - 1] * 211u + len * 997u) % N_SLOTS;
}

/* The slot of the word, or the empty one where it belongs. The table is never full. */
static const struct cue *slot_of(const struct cues *cues, const char *word, size_t len) {
  size_t i = cue_hash(word, len);
  while (cues->slots[i].len &&
         !(cues->slots[i].len == len && memcmp(cues->slots[i].name, word, len) == 0))
    i = (i + 1) % N_SLOTS;
  return &cues->slots[i];
}

static void add_cues(unsigned kind, calque_str words) {
  while (words.ptr) {
    calque_str word = str_cut(&words, ' ');
    if (!word.len || word.len > MAX_CUE) continue;
    struct cue *cue = &table.slots[slot_of(&table, word.ptr, word.len) - table.slots];
    memcpy(cue->name, word.ptr, word.len);
    cue->len = (uint8_t)word.len;
    cue->kinds |= kind;
    table.lengths[(unsigned char)word.ptr[0]] |= (uint16_t)(1u << word.len);
  }
}

static void build_cues(void) {
#define CUE(kind, words) add_cues(CUE_##kind, STR(words));
#include "summary/cues.def"
}

const struct cues *cues_table(void) {
  pthread_once(&built, build_cues);
  return &table;
}

/* No cue starts with an accented capital, so lowering one ASCII letter is enough. */
unsigned cue_of(const struct cues *cues, const calque_doc *doc, const calque_token *t) {
  calque_str s = token_str(doc, t);
  char word[MAX_CUE + 2]; /* ’ has two bytes more than ' */
  if (!s.len || s.len > sizeof word || t->flags & CALQUE_ALL_CAPS) return 0;
  if (!(t->flags & (CALQUE_CAPITAL | CALQUE_ELIDED))) {
    if (!(cues->lengths[(unsigned char)s.ptr[0]] >> s.len & 1u)) return 0;
    return slot_of(cues, s.ptr, s.len)->kinds;
  }
  memcpy(word, s.ptr, s.len);
  if (word[0] >= 'A' && word[0] <= 'Z') word[0] |= 0x20;
  if (t->flags & CALQUE_ELIDED && s.len > 3 && (word[s.len - 1] & 0x80))
    word[s.len -= 3] = '\'', s.len++;
  return s.len <= MAX_CUE ? slot_of(cues, word, s.len)->kinds : 0;
}
