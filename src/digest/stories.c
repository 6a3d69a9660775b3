/* Articles that tell the same. Two articles of one event by two publishers share a few names, a
 * number, some words, and little else: their likeness is small but wider than chance makes it. So
 * pairs are found first, by an inverted index from the heaviest terms of an article to the articles
 * before it that have them, and joined from the likest on, as long as the two stories are alike on
 * the average of all their pairs (an article between two events does not join them). The work grows
 * with what articles have in common and not with the square of their number. */
#include <math.h>
#include <stdlib.h>

#include "digest/parts.h"

/* Likeness from which two articles tell one event. Chance makes more such pairs the more articles
 * there are: a tenth of the pairs of unrelated articles above one value are above it by 0.08 or 0.1
 * (measured on articles of many years, of 60 to 800 words; the length changes nothing). */
#define STORY_LIKENESS 0.12f /* in a day of so few articles as FEW_ARTICLES */
#define DOUBLING       0.03f /* more for each doubling of the articles */
#define AVERAGE        0.75f /* of it is enough between all articles of two stories */
/* Two articles of one site are two events unless they are this alike: an editor who comes back to
 * an event repeats what it was. */
#define SAME_SOURCE 0.36f

enum {
  FEW_ARTICLES = 100, /* among fewer, look-alikes would be joined if less were asked for */
  WINDOW = 96,        /* latest articles of a term that are candidates */
  MAX_LINKS = 16,     /* likest articles before it that an article keeps */
  MAX_CENTRE = 160,   /* terms of a story's centre */
  MAX_DAYS = 3        /* a story does not go on after so many days of silence */
};

/* The latest articles that have the term, in a ring. */
struct posting {
  uint32_t n, cap; /* n: ever posted */
  uint32_t *articles;
};

struct link {
  float likeness;
  uint32_t a, b;
};

struct story {
  struct vector centre;
  float scale, square; /* centre * scale: the sum of its articles' vectors; its squared length */
  uint32_t n, parent;  /* n: its articles, without poor ones beside others */
  bool poor;           /* nothing in it may be quoted */
  int32_t first_day, last_day; /* INT32_MIN: unknown, in time for everything */
};

struct search {
  calque_arena *arena;
  const struct digest_entry *const *entries;
  struct vector *vectors; /* of each entry, as this day weighs it */
  uint32_t *near;         /* articles that are in time for each entry */
  const struct rarity *rarity;
  struct posting *postings; /* by rarity_slot */
  uint32_t *seen;           /* entry -> number of the search that met it last */
  ARRAY(struct link) links;
  struct story *stories; /* one an entry; roots are stories */
};

/* ---- Candidates -------------------------------------------------------------------------------
 */

static void post(struct search *s, uint32_t term, uint32_t article) {
  struct posting *p = &s->postings[rarity_slot(s->rarity, term)];
  if (p->n == p->cap && p->cap < WINDOW) {
    uint32_t cap = p->cap ? p->cap * 2 : 3; /* 3, 6 .. 96 */
    p->articles =
        arena_grow(s->arena, p->articles, p->cap * sizeof *p->articles, cap * sizeof *p->articles);
    p->cap = cap;
  }
  p->articles[p->n++ % p->cap] = article;
}

static bool has_day(const struct story *s) { return s->last_day != INT32_MIN; }

static bool in_time(const struct story *a, const struct story *b) {
  if (!has_day(a) || !has_day(b)) return true;
  return a->first_day - b->last_day <= MAX_DAYS && b->first_day - a->last_day <= MAX_DAYS;
}

/* Articles without a source count as of one, here as in rank.c. */
static bool same_source(const struct digest_entry *a, const struct digest_entry *b) {
  return str_eq(a->article.source, b->article.source);
}

float story_likeness(uint32_t n) {
  float doublings = n > FEW_ARTICLES ? log2f((float)n / FEW_ARTICLES) : 0;
  float t = STORY_LIKENESS + DOUBLING * doublings;
  return t < SAME_SOURCE ? t : SAME_SOURCE;
}

/* Likeness from which the two articles tell one event. */
static float enough(const struct search *s, uint32_t a, uint32_t b) {
  return same_source(s->entries[a], s->entries[b]) ? SAME_SOURCE : story_likeness(s->near[a]);
}

/* Keeps the MAX_LINKS likest of one article, likest first: those from `first` on. */
static void keep_link(struct search *s, size_t first, struct link link) {
  if (s->links.n - first == MAX_LINKS) {
    if (ARRAY_LAST(&s->links).likeness >= link.likeness) return;
    s->links.n--;
  }
  ARRAY_PUSH(s->arena, &s->links, link);
  for (size_t k = s->links.n - 1; k > first; k--) {
    struct link *before = &s->links.ptr[k - 1];
    if (before->likeness >= link.likeness) break;
    before[1] = *before;
    *before = link;
  }
}

/* Links the article with those before it, and posts it for those behind. */
static void find_links(struct search *s, uint32_t i, uint32_t round) {
  struct term keys[KEY_TERMS];
  uint32_t n = vector_key_terms(s->vectors[i], keys);
  size_t first = s->links.n;
  float least = story_likeness(s->near[i]);
  for (uint32_t k = 0; k < n; k++) {
    const struct posting *p = &s->postings[rarity_slot(s->rarity, keys[k].id)];
    for (uint32_t m = 0; m < p->n && m < p->cap; m++) {
      uint32_t other = p->articles[m];
      if (s->seen[other] == round) continue;
      s->seen[other] = round;
      if (!in_time(&s->stories[i], &s->stories[other])) continue;
      float likeness = vector_cosine(s->vectors[i], s->vectors[other]);
      if (likeness >= least && likeness >= enough(s, i, other))
        keep_link(s, first, (struct link){likeness, i, other});
    }
  }
  for (uint32_t k = 0; k < n; k++) post(s, keys[k].id, i);
}

/* ---- Joining ----------------------------------------------------------------------------------
 */

static uint32_t root(struct story *stories, uint32_t i) {
  while (stories[i].parent != i) i = stories[i].parent = stories[stories[i].parent].parent;
  return i;
}

static struct vector add(calque_arena *arena, const struct story *a, const struct story *b) {
  struct term terms[2 * MAX_CENTRE];
  uint32_t n = 0;
  for (uint32_t i = 0; i < a->centre.n; i++)
    terms[n++] = (struct term){a->centre.terms[i].id, a->centre.terms[i].weight * a->scale};
  for (uint32_t i = 0; i < b->centre.n; i++)
    terms[n++] = (struct term){b->centre.terms[i].id, b->centre.terms[i].weight * b->scale};
  return vector_build(arena, terms, n, MAX_CENTRE);
}

/* The vectors of both; poor articles join sound ones and do not change what the story is. */
static void add_vectors(calque_arena *arena, struct story *a, const struct story *b, float dot) {
  if (a->poor == b->poor) {
    a->centre = add(arena, a, b);
    a->square += b->square + 2 * dot;
    a->scale = sqrtf(a->square);
    a->n += b->n;
  } else if (a->poor) {
    a->centre = b->centre;
    a->square = b->square;
    a->scale = b->scale;
    a->n = b->n;
    a->poor = false;
  }
}

/* Joins the stories of the two articles when all their pairs are alike enough on average. */
static void join(struct search *s, const struct link *link) {
  struct story *a = &s->stories[root(s->stories, link->a)];
  struct story *b = &s->stories[root(s->stories, link->b)];
  if (a == b || !in_time(a, b)) return;
  float dot = vector_cosine(a->centre, b->centre) * a->scale * b->scale;
  if (dot < AVERAGE * enough(s, link->a, link->b) * (float)a->n * (float)b->n) return;
  add_vectors(s->arena, a, b, dot);
  if (has_day(b) && (!has_day(a) || b->first_day < a->first_day)) a->first_day = b->first_day;
  if (b->last_day > a->last_day) a->last_day = b->last_day;
  b->parent = (uint32_t)(a - s->stories);
}

static int by_likeness(const void *a, const void *b) {
  const struct link *x = a, *y = b;
  if (x->likeness != y->likeness) return x->likeness > y->likeness ? -1 : 1;
  if (x->a != y->a) return x->a < y->a ? -1 : 1;
  return (x->b > y->b) - (x->b < y->b);
}

/* ---- Days -------------------------------------------------------------------------------------
 */

struct ordered {
  int32_t day;
  uint32_t index;
};

static int by_day(const void *a, const void *b) {
  const struct ordered *x = a, *y = b;
  if (x->day != y->day) return x->day < y->day ? -1 : 1;
  return (x->index > y->index) - (x->index < y->index);
}

/* Originals by day, those of no day first; returns how many. */
static uint32_t order_by_day(const struct search *s, uint32_t n, const uint32_t *copy_of,
                             struct ordered *order) {
  uint32_t n_ordered = 0;
  for (uint32_t i = 0; i < n; i++)
    if (copy_of[i] == i) order[n_ordered++] = (struct ordered){s->entries[i]->day, i};
  qsort(order, n_ordered, sizeof *order, by_day);
  return n_ordered;
}

/* How many articles are in time for each. */
static void count_near(struct search *s, const struct ordered *order, uint32_t n) {
  uint32_t undated = 0, low, high;
  while (undated < n && order[undated].day == INT32_MIN) s->near[order[undated++].index] = n;
  low = high = undated;
  for (uint32_t k = undated; k < n; k++) {
    while (order[k].day - order[low].day > MAX_DAYS) low++;
    while (high < n && order[high].day - order[k].day <= MAX_DAYS) high++;
    s->near[order[k].index] = undated + high - low;
  }
}

static void begin_stories(struct search *s, uint32_t n) {
  s->stories = ARENA_ARRAY(s->arena, struct story, n + 1);
  s->vectors = ARENA_ARRAY(s->arena, struct vector, n + 1);
  for (uint32_t i = 0; i < n; i++) {
    int32_t day = s->entries[i]->day;
    s->vectors[i] = rarity_weigh(s->arena, s->rarity, s->entries[i]->vector);
    float square = vector_cosine(s->vectors[i], s->vectors[i]);
    s->stories[i] = (struct story){.centre = s->vectors[i],
                                   .scale = 1,
                                   .square = square,
                                   .n = 1,
                                   .parent = i,
                                   .poor = s->entries[i]->article.grade == CALQUE_POOR,
                                   .first_day = day,
                                   .last_day = day};
  }
}

uint32_t stories_find(calque_arena *arena, const struct digest_entry *const *entries, uint32_t n,
                      const uint32_t *copy_of, const struct rarity *rarity, uint32_t *story_of) {
  struct search s = {.arena = arena, .entries = entries, .rarity = rarity};
  s.postings = ARENA_ARRAY(arena, struct posting, rarity_slots(rarity));
  s.seen = ARENA_ARRAY(arena, uint32_t, n + 1);
  s.near = ARENA_ARRAY(arena, uint32_t, n + 1);
  struct ordered *order = ARENA_ARRAY(arena, struct ordered, n + 1);
  uint32_t n_originals = order_by_day(&s, n, copy_of, order), n_stories = 0;
  count_near(&s, order, n_originals);
  begin_stories(&s, n);
  for (uint32_t k = 0; k < n_originals; k++) find_links(&s, order[k].index, k + 1);
  if (s.links.n) qsort(s.links.ptr, s.links.n, sizeof *s.links.ptr, by_likeness);
  for (size_t k = 0; k < s.links.n; k++) join(&s, &s.links.ptr[k]);
  for (uint32_t i = 0; i < n; i++) story_of[i] = NO_TOKEN;
  for (uint32_t k = 0; k < n_originals; k++) {
    uint32_t *of_root = &story_of[root(s.stories, order[k].index)];
    if (*of_root == NO_TOKEN) *of_root = n_stories++;
  }
  for (uint32_t k = 0; k < n_originals; k++)
    story_of[order[k].index] = story_of[root(s.stories, order[k].index)];
  for (uint32_t i = 0; i < n; i++) story_of[i] = story_of[copy_of[i]];
  return n_stories;
}
