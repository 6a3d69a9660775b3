/* What earlier digests told. A story of today that an earlier day told is known by the likeness of
 * the two centres; what is new of it are the articles and sentences that were not there. The
 * archive keeps of each told story its centre, the sentences that were quoted and, of each article,
 * two 64-bit marks: the hash of its words, and the lowest bit of each MinHash (Li & König 2010:
 * two texts agree in half of these bits by chance, in all of them when they are the same). Numbers
 * are stored low byte first. */
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/buf.h"
#include "digest/parts.h"

/* Centres of several articles are alike sooner than two articles are. */
#define CENTRES 1.15f

enum {
  MIN_COPY_WORDS = 20,     /* shorter articles are the same only when their words are equal */
  MAX_OTHER_BITS = 12,     /* of 64 marks: a Jaccard index of 0.6 and more */
  MAX_TOLD_ARTICLES = 200, /* marks kept of one story */
  MAX_MATCHES = 16         /* tellings of one story that are looked at */
};
#define MAX_STORED ((size_t)64 << 10) /* bytes of one column */

struct article_mark {
  uint64_t text, bits;
};

struct told_story {
  int32_t first_day; /* when it was told first */
  struct vector centre, *sentences;
  struct article_mark *articles;
  uint32_t n_sentences, n_articles;
};

struct key {
  uint32_t term, story;
};

struct told {
  ARRAY(struct told_story) stories;
  ARRAY(struct key) keys; /* sorted by term once told_index was called */
  const struct rarity *rarity;
  float enough; /* likeness of centre and centre from which it is the same story */
};

/* ---- Bytes ------------------------------------------------------------------------------------
 */

static void put_u32(struct buf *out, uint32_t v) {
  for (int i = 0; i < 4; i++) buf_char(out, (char)(v >> 8 * i & 0xff));
}

static void put_u64(struct buf *out, uint64_t v) {
  put_u32(out, (uint32_t)v);
  put_u32(out, (uint32_t)(v >> 32));
}

/* Cut off *rest; 0 behind its end. */
static uint32_t take_u32(calque_str *rest) {
  uint32_t v = 0;
  if (rest->len < 4) {
    rest->len = 0;
    return 0;
  }
  for (int i = 0; i < 4; i++) v |= (uint32_t)(unsigned char)rest->ptr[i] << 8 * i;
  *rest = str_slice(*rest, 4, rest->len);
  return v;
}

static uint64_t take_u64(calque_str *rest) {
  uint64_t low = take_u32(rest);
  return low | (uint64_t)take_u32(rest) << 32;
}

/* Count, then id and weight of each term; weights in millionths. */
static void put_vector(struct buf *out, struct vector v) {
  put_u32(out, v.n);
  for (uint32_t i = 0; i < v.n; i++) {
    put_u32(out, v.terms[i].id);
    put_u32(out, (uint32_t)(v.terms[i].weight * 1e6f));
  }
}

/* Whatever the bytes are, the vector is sorted and of length 1. */
static struct vector take_vector(calque_arena *arena, calque_str *rest) {
  size_t n = take_u32(rest);
  if (n > rest->len / 8) n = rest->len / 8;
  struct term *terms = ARENA_ARRAY(arena, struct term, n + 1);
  for (size_t i = 0; i < n; i++) {
    uint32_t id = take_u32(rest);
    terms[i] = (struct term){id, (float)take_u32(rest) / 1e6f};
  }
  return vector_build(arena, terms, n, n);
}

static struct article_mark mark_of(const struct digest_entry *e) {
  struct article_mark mark = {e->text_hash, 0};
  for (uint32_t k = 0; k < N_HASHES; k++) mark.bits |= (uint64_t)(e->minhash[k] & 1) << k;
  if (e->n_words < MIN_COPY_WORDS) mark.bits = 0;
  return mark;
}

static calque_str stored(calque_arena *arena, struct buf *b) {
  calque_str bytes = arena_copy(arena, buf_view(b));
  buf_clear(b);
  return bytes;
}

struct archive_told told_row(calque_arena *arena, const struct members *m,
                             const struct digest_story *story, struct vector centre,
                             const struct vector *sentences) {
  struct archive_told row = {.headline = story->headline};
  struct buf b;
  buf_init(&b, MAX_STORED);
  put_vector(&b, centre);
  row.vector = stored(arena, &b);
  for (uint32_t i = 0; i < story->n_sentences; i++) put_vector(&b, sentences[i]);
  row.sentences = stored(arena, &b);
  for (uint32_t i = 0; i < m->n && i < MAX_TOLD_ARTICLES; i++) {
    struct article_mark mark = mark_of(member(m, i));
    put_u64(&b, mark.text);
    put_u64(&b, mark.bits);
  }
  row.articles = stored(arena, &b);
  buf_free(&b);
  return row;
}

/* ---- Looking up -------------------------------------------------------------------------------
 */

struct told *told_new(calque_arena *arena) {
  return ARENA_NEW(arena, struct told);
}

void told_add(calque_arena *arena, struct told *told, const struct archive_told *row) {
  struct told_story story = {.first_day = day_of(row->first_day)};
  if (story.first_day == INT32_MIN) story.first_day = day_of(row->day);
  calque_str rest = row->vector;
  story.centre = take_vector(arena, &rest);
  ARRAY(struct vector) sentences = {0};
  for (rest = row->sentences; rest.len && sentences.n < MANY_SENTENCES;)
    ARRAY_PUSH(arena, &sentences, take_vector(arena, &rest));
  story.sentences = sentences.ptr;
  story.n_sentences = (uint32_t)sentences.n;
  ARRAY(struct article_mark) articles = {0};
  for (rest = row->articles; rest.len >= 16 && articles.n < MAX_TOLD_ARTICLES;) {
    uint64_t text = take_u64(&rest);
    ARRAY_PUSH(arena, &articles, ((struct article_mark){text, take_u64(&rest)}));
  }
  story.articles = articles.ptr;
  story.n_articles = (uint32_t)articles.n;
  ARRAY_PUSH(arena, &told->stories, story);
}

static int by_term(const void *a, const void *b) {
  const struct key *x = a, *y = b;
  if (x->term != y->term) return x->term < y->term ? -1 : 1;
  return (x->story > y->story) - (x->story < y->story);
}

static void index_story(calque_arena *arena, struct told *told, uint32_t id) {
  struct told_story *story = &told->stories.ptr[id];
  story->centre = rarity_weigh(arena, told->rarity, story->centre);
  struct term keys[KEY_TERMS];
  uint32_t n = vector_key_terms(story->centre, keys);
  for (uint32_t i = 0; i < n; i++) ARRAY_PUSH(arena, &told->keys, ((struct key){keys[i].id, id}));
}

void told_index(calque_arena *arena, struct told *told, const struct rarity *rarity) {
  told->rarity = rarity;
  told->enough = CENTRES * story_likeness((uint32_t)told->stories.n);
  for (uint32_t i = 0; i < told->stories.n; i++) index_story(arena, told, i);
  if (told->keys.n) qsort(told->keys.ptr, told->keys.n, sizeof(struct key), by_term);
}

/* The first key of the term or of a greater one. */
static size_t first_key(const struct told *told, uint32_t term) {
  size_t low = 0, high = told->keys.n;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (told->keys.ptr[middle].term < term) low = middle + 1;
    else high = middle;
  }
  return low;
}

static bool is_matched(const uint32_t *matches, uint32_t n, uint32_t story) {
  for (uint32_t i = 0; i < n; i++)
    if (matches[i] == story) return true;
  return false;
}

struct telling told_find(calque_arena *arena, const struct told *told, struct vector centre) {
  centre = rarity_weigh(arena, told->rarity, centre);
  struct telling t = {.told = told, .first_day = INT32_MAX};
  uint32_t *matches = ARENA_ARRAY(arena, uint32_t, MAX_MATCHES);
  for (uint32_t i = 0; i < centre.n; i++) {
    uint32_t term = centre.terms[i].id;
    for (size_t k = first_key(told, term); k < told->keys.n; k++) {
      const struct key *key = &told->keys.ptr[k];
      if (key->term != term || t.n == MAX_MATCHES) break;
      const struct told_story *story = &told->stories.ptr[key->story];
      if (is_matched(matches, t.n, key->story)) continue;
      if (vector_cosine(story->centre, centre) < told->enough) continue;
      matches[t.n++] = key->story;
      if (story->first_day < t.first_day) t.first_day = story->first_day;
    }
  }
  t.stories = matches;
  return t;
}

static unsigned count_bits(uint64_t v) {
  unsigned n = 0;
  for (; v; v &= v - 1) n++;
  return n;
}

static bool is_same(struct article_mark a, struct article_mark b) {
  if (a.text == b.text) return true;
  return a.bits && b.bits && count_bits(a.bits ^ b.bits) <= MAX_OTHER_BITS;
}

bool telling_has_article(const struct telling *t, const struct digest_entry *entry) {
  struct article_mark mark = mark_of(entry);
  for (uint32_t i = 0; i < t->n; i++) {
    const struct told_story *story = &t->told->stories.ptr[t->stories[i]];
    for (uint32_t k = 0; k < story->n_articles; k++)
      if (is_same(mark, story->articles[k])) return true;
  }
  return false;
}

static bool was_quoted(const struct telling *t, uint32_t term) {
  for (uint32_t i = 0; i < t->n; i++) {
    const struct told_story *story = &t->told->stories.ptr[t->stories[i]];
    for (uint32_t k = 0; k < story->n_sentences; k++)
      if (vector_has(story->sentences[k], term)) return true;
  }
  return false;
}

float telling_coverage(const struct telling *t, struct vector sentence) {
  float sum = 0;
  for (uint32_t i = 0; i < sentence.n; i++)
    if (was_quoted(t, sentence.terms[i].id))
      sum += sentence.terms[i].weight * sentence.terms[i].weight;
  return sum;
}
