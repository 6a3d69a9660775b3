/* Articles that tell the same. Each article, in order of its day, joins the story whose centre is
 * nearest, when the cosine is high enough; else it begins a story. An inverted index from the
 * heaviest terms of an article to the stories that have them finds the candidates, so the work
 * grows with what articles have in common and not with the square of their number. */
#include <assert.h>
#include <stdlib.h>

#include "digest/parts.h"

#define STORY_COSINE 0.46f

enum {
  KEY_TERMS = 14,     /* heaviest terms by which candidates are found */
  MAX_POSTINGS = 400, /* a term of more stories than this finds none: it tells nothing */
  MAX_CENTRE = 160,   /* terms of a story's centre */
  MAX_DAYS = 3        /* a story does not go on after so many days of silence */
};

typedef ARRAY(uint32_t) id_array;

struct story {
  struct vector centre; /* of length 1 */
  uint32_t n;           /* articles in it */
  int32_t last_day;
};

struct posting {
  uint32_t term;
  id_array stories;
};

struct search {
  calque_arena *arena;
  ARRAY(struct story) stories;
  struct posting *table; /* open addressing by term id */
  uint32_t mask, n_terms;
  uint32_t *seen; /* story -> number of the search that met it last */
  uint32_t seen_cap, round;
};

static struct posting *posting_of(struct search *s, uint32_t term) {
  uint32_t at = (uint32_t)((term * UINT64_C(0x9e3779b97f4a7c15)) >> 32) & s->mask;
  while (s->table[at].stories.cap && s->table[at].term != term) at = (at + 1) & s->mask;
  return &s->table[at];
}

static void table_grow(struct search *s) {
  struct posting *old = s->table;
  uint32_t n = s->mask + 1;
  s->mask = s->mask * 2 + 1;
  s->table = ARENA_ARRAY(s->arena, struct posting, s->mask + 1);
  for (uint32_t i = 0; i < n; i++)
    if (old[i].stories.cap) *posting_of(s, old[i].term) = old[i];
}

static bool is_heavier(const struct term *a, const struct term *b) {
  return a->weight > b->weight || (a->weight == b->weight && a->id < b->id);
}

/* The KEY_TERMS heaviest terms of a vector, heaviest first; returns how many. */
static uint32_t key_terms(struct vector v, struct term out[KEY_TERMS]) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < v.n && i < MAX_CENTRE; i++) {
    if (n == KEY_TERMS && !is_heavier(&v.terms[i], &out[n - 1])) continue;
    uint32_t k = n < KEY_TERMS ? n++ : n - 1;
    for (; k && is_heavier(&v.terms[i], &out[k - 1]); k--) out[k] = out[k - 1];
    out[k] = v.terms[i];
  }
  return n;
}

static void index_story(struct search *s, uint32_t story, struct vector v) {
  struct term keys[KEY_TERMS];
  uint32_t n = key_terms(v, keys);
  for (uint32_t i = 0; i < n; i++) {
    if (s->n_terms * 2 > s->mask) table_grow(s);
    struct posting *p = posting_of(s, keys[i].id);
    if (!p->stories.cap) s->n_terms++;
    p->term = keys[i].id;
    if (p->stories.n && ARRAY_LAST(&p->stories) == story) continue;
    if (p->stories.n <= MAX_POSTINGS) ARRAY_PUSH(s->arena, &p->stories, story);
  }
}

static bool in_time(const struct story *story, int32_t day) {
  if (story->last_day == INT32_MIN || day == INT32_MIN) return true;
  return day - story->last_day <= MAX_DAYS && story->last_day - day <= MAX_DAYS;
}

/* The nearest story above the threshold, or NO_TOKEN. */
static uint32_t nearest(struct search *s, const struct digest_entry *e) {
  struct term keys[KEY_TERMS];
  uint32_t n = key_terms(e->vector, keys), best = NO_TOKEN;
  float best_cosine = STORY_COSINE;
  s->round++;
  for (uint32_t i = 0; i < n; i++) {
    const struct posting *p = posting_of(s, keys[i].id);
    if (p->stories.n > MAX_POSTINGS) continue;
    assert(!p->stories.n || s->stories.ptr); /* who is posted is there */
    for (size_t k = 0; k < p->stories.n; k++) {
      uint32_t id = p->stories.ptr[k];
      if (s->seen[id] == s->round) continue;
      s->seen[id] = s->round;
      if (!in_time(&s->stories.ptr[id], e->day)) continue;
      float cosine = vector_cosine(e->vector, s->stories.ptr[id].centre);
      if (cosine < best_cosine || (cosine == best_cosine && id > best)) continue;
      best_cosine = cosine;
      best = id;
    }
  }
  return best;
}

static uint32_t begin_story(struct search *s, const struct digest_entry *e) {
  struct story story = {e->vector, 1, e->day};
  ARRAY_PUSH(s->arena, &s->stories, story);
  uint32_t id = (uint32_t)s->stories.n - 1;
  index_story(s, id, e->vector);
  return id;
}

/* The centre moves by 1/n towards the article. */
static void join_story(struct search *s, uint32_t id, const struct digest_entry *e) {
  struct story *story = &s->stories.ptr[id];
  struct term terms[MAX_CENTRE + MAX_TERMS];
  uint32_t n = 0;
  for (uint32_t i = 0; i < story->centre.n; i++)
    terms[n++] =
        (struct term){story->centre.terms[i].id, story->centre.terms[i].weight * (float)story->n};
  for (uint32_t i = 0; i < e->vector.n; i++) terms[n++] = e->vector.terms[i];
  story->centre = vector_build(s->arena, terms, n, MAX_CENTRE);
  story->n++;
  if (e->day > story->last_day) story->last_day = e->day;
  index_story(s, id, e->vector);
}

struct ordered {
  int32_t day;
  uint32_t index;
};

static int by_day(const void *a, const void *b) {
  const struct ordered *x = a, *y = b;
  if (x->day != y->day) return x->day < y->day ? -1 : 1;
  return x->index < y->index ? -1 : 1;
}

uint32_t stories_find(calque_arena *arena, const struct digest_entry *const *entries, uint32_t n,
                      const uint32_t *copy_of, uint32_t *story_of) {
  struct search s = {.arena = arena, .mask = 1023};
  s.table = ARENA_ARRAY(arena, struct posting, s.mask + 1);
  s.seen = ARENA_ARRAY(arena, uint32_t, n + 1);
  struct ordered *order = ARENA_ARRAY(arena, struct ordered, n + 1);
  for (uint32_t i = 0; i < n; i++) order[i] = (struct ordered){entries[i]->day, i};
  qsort(order, n, sizeof *order, by_day);
  for (uint32_t k = 0; k < n; k++) {
    uint32_t i = order[k].index;
    if (copy_of[i] != i) continue;
    uint32_t id = nearest(&s, entries[i]);
    if (id == NO_TOKEN) id = begin_story(&s, entries[i]);
    else join_story(&s, id, entries[i]);
    story_of[i] = id;
  }
  for (uint32_t i = 0; i < n; i++) story_of[i] = story_of[copy_of[i]];
  return (uint32_t)s.stories.n;
}
