/* What the files of this folder share. */
#ifndef DIGEST_PARTS_H
#define DIGEST_PARTS_H

#include "base/array.h"
#include "digest/archive.h"
#include "digest/digest.h"

enum {
  MAX_TERMS = 96,      /* heaviest terms kept of an article */
  MAX_QUOTABLE = 6,    /* sentences kept of an article */
  SENTENCE_TERMS = 32, /* terms kept of a sentence */
  N_RECURRING = 32,    /* sentences of an article that may be its site's */
  N_HASHES = 64,       /* MinHash: 16 bands of 4 rows */
  BAND_ROWS = 4,
  MAX_AMOUNTS = 10,       /* numbers kept of an article */
  MAX_ARTICLE_TOPICS = 8, /* followed topics noted of an article, and told of a story */
  MANY_SENTENCES = 4      /* of a large story */
};

/* A term is the hash of a lemma, or with the top bit set of a name, a number or a word that the
 * lexicon lacks; the same in every run and with every lexicon. */
struct term {
  uint32_t id;
  float weight;
};

/* Sorted by id, of length 1 (or empty). */
struct vector {
  const struct term *terms;
  uint32_t n;
};

struct quotable {
  calque_str text;
  struct vector vector;
  float score; /* 1 for the best of its article, falling with rank */
  uint32_t n_words;
  bool opens_quote; /* starts with somebody's words */
  bool leans;       /* names again what was told before: « Cette mesure » */
};

/* A number and what it counts. */
struct amount {
  double value;
  uint64_t key;          /* of what is counted */
  uint64_t names, times; /* names and days of its sentence, a bit each (several may share one) */
  calque_str text, what; /* « 12 morts », « morts » */
  struct vector context; /* of its sentence */
  bool at_least;         /* « au moins » */
  bool toll;             /* the dead, the injured, the missing */
  bool anybody;          /* people, of whatever kind */
  bool named;            /* the age of somebody who is named */
  bool crowd;            /* strikers, demonstrators: who counts them decides how many */
  bool magnitude;        /* of an earthquake */
  bool vote;             /* « 312 voix contre 187 » */
  double against;        /* of a vote: 187 */
};

struct digest_entry {
  const calque_lexicon *lex;
  const struct topics *followed; /* NULL: none */
  struct digest_article article;
  struct digest_reason *reasons;
  struct vector vector, title; /* of all of it, of its title */
  struct quotable quotable[MAX_QUOTABLE];
  uint32_t recurring[N_RECURRING], n_recurring; /* hashes of its first and last sentences */
  struct amount *amounts;
  uint32_t n_reasons, n_quotable, n_words, n_amounts;
  uint64_t text_hash; /* of its words in order; equal texts are equal here */
  uint32_t minhash[N_HASHES];
  uint16_t topics[MAX_ARTICLE_TOPICS]; /* that it touches, ascending */
  uint32_t n_topics;
  int32_t day; /* days since 1970-01-01; INT32_MIN: unknown */
  float
      title_worth; /* 1: fit for a headline; less: a label, a quotation; 0: shouting, a question */
};

/* A vector of the heaviest `max` terms among n (ids may repeat and are added up; the array is
 * reordered). */
struct vector vector_build(calque_arena *arena, struct term *terms, size_t n, size_t max);
float vector_cosine(struct vector a, struct vector b);
struct vector vector_copy(calque_arena *arena, struct vector v);
bool vector_has(struct vector v, uint32_t id);
/* The heaviest terms of a vector, heaviest first, by which its like is found; returns how many. */
enum { KEY_TERMS = 14 };
uint32_t vector_key_terms(struct vector v, struct term out[KEY_TERMS]);

/* Days since 1970-01-01 of "2026-11-22..." or of an RFC 822 date; INT32_MIN when it is neither. */
int32_t day_of(calque_str date);
/* "2026-11-22" in the arena: the inverse. */
calque_str date_of(calque_arena *arena, int32_t day);

/* sketch.c: weight of a token for telling what a text is about, 0: none; *id: its term. */
float sketch_term(const calque_lexicon *lex, const calque_doc *doc, const calque_token *t,
                  uint32_t *id);

/* amounts.c: fills in amounts of the entry; in the arena. */
void amounts_read(calque_arena *arena, const calque_lexicon *lex, const calque_doc *doc,
                  struct digest_entry *entry);

/* disputes.c: numbers of the same thing that articles of one story say differently. Only entries
 * are heard whose `counts` is set; articles in claims are indexes into entries. Returns how many.
 */
uint32_t disputes_find(calque_arena *arena, const struct digest_entry *const *entries,
                       const bool *counts, uint32_t n, const struct digest_dispute **out);

/* when.c: the days that the sentence names by their distance from `day`, that of its article.
 * Returns how many; 0 where the day is INT32_MIN. */
uint32_t when_find(calque_arena *arena, const calque_lexicon *lex, calque_str sentence, int32_t day,
                   const struct digest_when **out);

/* copy_of[i]: the first entry with (nearly) the text of entry i, or the latest version of that one
 * by its own source; i itself when there is none. */
void copies_find(calque_arena *arena, const struct digest_entry *const *entries, uint32_t n,
                 uint32_t *copy_of);

/* recurrence.c: keeps what the sentences of an article are; then, when all articles are there,
 * takes from their quotable sentences those that many of one source share. */
void recurrence_note(const calque_doc *doc, struct digest_entry *entry);
void recurrence_drop(calque_arena *arena, const struct digest_entry **entries, uint32_t n,
                     const uint32_t *copy_of);

/* ---- rarity.c: what terms say on this day -----------------------------------------------------
 */

struct rarity;
/* Counts the originals that have each term. */
const struct rarity *rarity_count(calque_arena *arena, const struct digest_entry *const *entries,
                                  uint32_t n, const uint32_t *copy_of);
/* The vector of an article with the weights that its terms have on this day: of length 1, then
 * capped term by term. The cosine of two such vectors is their likeness. */
struct vector rarity_weigh(calque_arena *arena, const struct rarity *r, struct vector v);
/* A number below rarity_slots, of each term that was counted another. */
uint32_t rarity_slot(const struct rarity *r, uint32_t term);
uint32_t rarity_slots(const struct rarity *r);

/* Likeness from which two articles tell one event, on a day of n articles. */
float story_likeness(uint32_t n);
/* story_of[i]: index of the story of entry i. Returns the number of stories. */
uint32_t stories_find(calque_arena *arena, const struct digest_entry *const *entries, uint32_t n,
                      const uint32_t *copy_of, const struct rarity *rarity, uint32_t *story_of);

/* ---- told.c: what earlier digests told --------------------------------------------------------
 */

/* Earlier tellings of one story. */
struct telling {
  const struct told *told;
  const uint32_t *stories;
  uint32_t n;        /* 0: it is news */
  int32_t first_day; /* when it was told first; INT32_MAX: never */
};

struct told *told_new(calque_arena *arena);
/* Adds a row of the archive, whatever its bytes are. */
void told_add(calque_arena *arena, struct told *told, const struct archive_told *row);
/* Once, behind the last row: likeness is that of the day of `rarity`. */
void told_index(calque_arena *arena, struct told *told, const struct rarity *rarity);
struct telling told_find(calque_arena *arena, const struct told *told, struct vector centre);
/* Was the article, or a copy of it, there? */
bool telling_has_article(const struct telling *t, const struct digest_entry *entry);
/* How much of the sentence stands in those that were quoted: 0 to 1. */
float telling_coverage(const struct telling *t, struct vector sentence);

/* ---- Stories ----------------------------------------------------------------------------------
 */

/* The entries of one story, in order of input. */
struct members {
  const struct digest_entry *const *entries;
  const uint32_t *indexes, *copy_of;
  uint32_t n;
  struct telling telling;
  int32_t day;                         /* of the digest; INT32_MIN: unknown */
  uint16_t topics[MAX_ARTICLE_TOPICS]; /* followed ones that it touches */
  uint32_t n_topics;
};

static inline const struct digest_entry *member(const struct members *m, uint32_t i) {
  return m->entries[m->indexes[i]];
}
static inline bool is_copy(const struct members *m, uint32_t i) {
  return m->copy_of[m->indexes[i]] != m->indexes[i];
}

/* The mean of its articles, copies not counted. */
struct vector story_centre(calque_arena *arena, const struct members *m);
/* Fills in the topics that a third of its sound articles touch. */
void story_topics(struct members *m);
/* How much the story matters. */
double story_rank(calque_arena *arena, const struct members *m);
/* The story as it is shown; sentences[i]: the vector of its sentence i. */
struct digest_story story_tell(calque_arena *arena, const struct members *m,
                               struct vector sentences[MANY_SENTENCES]);
/* What is remembered of it; the days are for the caller. */
struct archive_told told_row(calque_arena *arena, const struct members *m,
                             const struct digest_story *story, struct vector centre,
                             const struct vector *sentences);

#endif
