/* How a mapped lexicon is laid out: shared by the compiler that writes it and the look-ups. */
#ifndef LEXICON_FORMAT_H
#define LEXICON_FORMAT_H

#include "lexicon/lexicon.h"

enum {                                    /* more of word.flags */
       WORD_FRENCH_UPPER = 1u << 8,       /* this Initial shape passes in ALL CAPS only */
       WORD_ENGLISH_UPPER = 1u << 9,      /* the same in English */
       WORD_ENGLISH_KEEP_CASE = 1u << 10, /* as WORD_KEEP_CASE */
       WORD_PLAIN = 1u << 11 /* lower-case letters only: the record is the whole verdict */
};

/* Slots of the hash table: word_id in the low bits, the top bits of the hash above; 0: empty. */
#define FORMAT_ID_BITS    21u
#define FORMAT_ID_MASK    ((1u << FORMAT_ID_BITS) - 1u)
#define FORMAT_MAX_PAIRS  64u /* ICONV */
#define FORMAT_MAX_BREAKS 16u

static inline uint64_t format_load(const char *p, size_t n) {
  uint64_t v = 0;
  memcpy(&v, p, n);
  return v;
}

/* Hash of a name: eight bytes a step, the last step overlapping. */
static inline uint64_t format_hash(calque_str s) {
  const uint64_t k = 0x9e3779b97f4a7c15u;
  uint64_t h = s.len * k, tail;
  size_t i = 0;
  for (; i + 8 <= s.len; i += 8) {
    h = (h ^ format_load(s.ptr + i, 8)) * k;
    h ^= h >> 32;
  }
  if (s.len >= 8) tail = format_load(s.ptr + s.len - 8, 8);
  else if (s.len >= 4) tail = format_load(s.ptr, 4) << 32 | format_load(s.ptr + s.len - 4, 4);
  else if (s.len)
    tail = (uint64_t)(unsigned char)s.ptr[0] << 16 |
           (uint64_t)(unsigned char)s.ptr[s.len >> 1] << 8 | (unsigned char)s.ptr[s.len - 1];
  else tail = 0;
  h = (h ^ tail) * k;
  h ^= h >> 29;
  h *= 0xbf58476d1ce4e5b9u;
  return h ^ h >> 32;
}

static inline uint32_t format_slot(uint64_t hash, word_id id) {
  return (uint32_t)(hash >> 32) << FORMAT_ID_BITS | id;
}

/* The bytes of a short name, then zeros. */
#define FORM_BYTES 16u
struct form_name {
  uint64_t first, second;
};

/* A frequent word as texts have it, with or without a capital, and all that annotate.c says of it:
 * half a cache line answers for nearly every word of a text. */
struct form {
  struct form_name name; /* first is 0 in an empty slot */
  word_id exact, lower;  /* as in calque_token */
  uint32_t flags;        /* CALQUE_FRENCH, CALQUE_ENGLISH */
  uint32_t reserved;
};

static inline bool form_same(const struct form_name *a, const struct form_name *b) {
  return a->first == b->first && a->second == b->second;
}

/* The name at s[start, start + len), 1 to FORM_BYTES long. */
static inline struct form_name form_name_at(calque_str s, size_t start, size_t len) {
  static const char ones[FORM_BYTES * 2 + 1] =
      "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff";
  const char *name = s.ptr + start, *mask = ones + FORM_BYTES - len;
  char end[FORM_BYTES] = {0};
  if (s.len - start < FORM_BYTES) name = memcpy(end, name, len);
  return (struct form_name){format_load(name, 8) & format_load(mask, 8),
                            format_load(name + 8, 8) & format_load(mask + 8, 8)};
}

/* Where the form of that name should be among n slots. */
static inline uint32_t form_home(struct form_name name, uint32_t n) {
  uint64_t h = (name.first ^ name.second * 0xbf58476d1ce4e5b9u) * 0x9e3779b97f4a7c15u;
  return (uint32_t)((h >> 32) * n >> 32);
}

/* What spelling needs of a .aff. */
struct spelling_rules {
  calque_str from[FORMAT_MAX_PAIRS], to[FORMAT_MAX_PAIRS]; /* ICONV */
  calque_str breaks[FORMAT_MAX_BREAKS];
  size_t n_pairs, n_breaks;
  bool triggers[256];                  /* a word with none of these bytes needs no ICONV */
  uint32_t accepted, upper, keep_case; /* WORD_* bits of the language */
};

enum {                    /* what a byte of a word calls for */
       BYTE_CONVERTS = 1, /* ICONV */
       BYTE_BREAKS = 2    /* BREAK, or the rules of numbers */
};

struct slot_table {
  const uint32_t *slots;
  uint32_t mask; /* one less than their number, a power of two */
};

struct form_table {
  const struct form *slots;
  uint32_t n;
};

struct calque_lexicon {
  struct lexicon_records records; /* first: lexicon_word reads it there */
  calque_str file;                /* mapped; the rest points into it */
  const char *names;
  struct slot_table all;
  struct form_table forms;
  size_t names_len;
  struct spelling_rules french, english;
  uint8_t byte_class[256]; /* BYTE_* of either language */
  struct closed closed[CLOSED_SLOTS];
  calque_str sections[N_SECTIONS]; /* lexicon_section */
};

/* lexicon.c: fills a zeroed *lex from lex->file, which was checked; `path` is for messages. */
calque_status lexicon_read(calque_lexicon *lex, const char *path, calque_error *err);

/* forms.c: the section "forms", slots of struct form, in the arena. The forms of `lex` are not
 * used, but its other sections are. */
calque_str forms_build(calque_arena *arena, const calque_lexicon *lex);

/* closed.c: fills lex->closed; the words must be readable. */
void closed_resolve(calque_lexicon *lex);

#endif
