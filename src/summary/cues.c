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

static struct cue slots[N_SLOTS];
static pthread_once_t built = PTHREAD_ONCE_INIT;

static size_t cue_hash(const char *s, size_t len) {
  const unsigned char *b = (const unsigned char *)s;
  return (b[0] * 7u + b[len / 2] * 53u + b[len - 1] * 211u + len * 997u) % N_SLOTS;
}

/* The slot of the word, or the empty one where it belongs. The table is never full. */
static struct cue *slot_of(calque_str word) {
  size_t i = cue_hash(word.ptr, word.len);
  while (slots[i].len &&
         !(slots[i].len == word.len && memcmp(slots[i].name, word.ptr, word.len) == 0))
    i = (i + 1) % N_SLOTS;
  return &slots[i];
}

static void add_cues(unsigned kind, calque_str words) {
  while (words.ptr) {
    calque_str word = str_cut(&words, ' ');
    if (!word.len || word.len > MAX_CUE) continue;
    struct cue *cue = slot_of(word);
    memcpy(cue->name, word.ptr, word.len);
    cue->len = (uint8_t)word.len;
    cue->kinds |= kind;
  }
}

static void build_cues(void) {
#define CUE(kind, words) add_cues(CUE_##kind, STR(words));
#include "summary/cues.def"
}

unsigned cue_of(const calque_doc *doc, const calque_token *t) {
  calque_str s = token_str(doc, t);
  char lower[3 * (MAX_CUE + 2)];
  if (!s.len || s.len > MAX_CUE + 2) return 0; /* ’ has three bytes and ' one */
  bool curly = (t->flags & CALQUE_ELIDED) && s.ptr[s.len - 1] != '\'';
  if (curly || (t->flags & CALQUE_CAPITAL)) s = (calque_str){lower, utf8_lower_word(s, lower)};
  if (s.len > MAX_CUE) return 0;
  pthread_once(&built, build_cues);
  return slot_of(s)->kinds;
}
