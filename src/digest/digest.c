/* The life of a digest: entries come in and are copied, then copies, stories, ranks, words. */
#include "digest/digest.h"

#include <math.h>
#include <stdlib.h>

#include "digest/parts.h"

struct digest {
  calque_arena *arena;
  struct digest_options options;
  int32_t day, since; /* of options */
  ARRAY(const struct digest_entry *) entries;
  size_t n_other_days;
  struct digest_day result;
};

struct digest *digest_new(const struct digest_options *options) {
  struct digest *d = must_alloc(sizeof *d);
  *d = (struct digest){.arena = calque_arena_new(), .options = *options};
  d->options.date = arena_copy(d->arena, options->date);
  d->day = day_of(d->options.date);
  d->since = day_of(options->since);
  return d;
}

void digest_free(struct digest *d) {
  if (!d) return;
  calque_arena_free(d->arena);
  free(d);
}

static void copy_article(calque_arena *arena, struct digest_article *a) {
  a->id = arena_copy(arena, a->id);
  a->title = arena_copy(arena, a->title);
  a->url = arena_copy(arena, a->url);
  a->source = arena_copy(arena, a->source);
  a->date = arena_copy(arena, a->date);
}

void digest_add(struct digest *d, const struct digest_entry *entry) {
  bool other_day = (d->day != INT32_MIN && entry->day != d->day) || entry->day < d->since;
  if (other_day && entry->day != INT32_MIN) {
    d->n_other_days++;
    return;
  }
  struct digest_entry *e = ARENA_NEW(d->arena, struct digest_entry);
  *e = *entry;
  copy_article(d->arena, &e->article);
  e->vector = vector_copy(d->arena, e->vector);
  for (uint32_t i = 0; i < e->n_quotable; i++) {
    e->quotable[i].text = arena_copy(d->arena, e->quotable[i].text);
    e->quotable[i].vector = vector_copy(d->arena, e->quotable[i].vector);
  }
  e->reasons = ARENA_ARRAY(d->arena, struct digest_reason, e->n_reasons + 1);
  for (uint32_t i = 0; i < e->n_reasons; i++) {
    e->reasons[i] = entry->reasons[i];
    e->reasons[i].text = arena_copy(d->arena, e->reasons[i].text);
    e->reasons[i].example = arena_copy(d->arena, e->reasons[i].example);
  }
  ARRAY_PUSH(d->arena, &d->entries, e);
}

size_t digest_n_other_days(const struct digest *d) { return d->n_other_days; }

/* Members of each story side by side: `members[first[s] .. first[s + 1])`. */
struct grouping {
  uint32_t *first, *members;
  uint32_t n_stories;
};

static struct grouping group(calque_arena *arena, const uint32_t *story_of, uint32_t n,
                             uint32_t n_stories) {
  struct grouping g = {ARENA_ARRAY(arena, uint32_t, n_stories + 2),
                       ARENA_ARRAY(arena, uint32_t, n + 1), n_stories};
  for (uint32_t i = 0; i < n; i++) g.first[story_of[i] + 2]++;
  for (uint32_t s = 0; s < n_stories; s++) g.first[s + 1] += g.first[s];
  for (uint32_t i = 0; i < n; i++) g.members[g.first[story_of[i] + 1]++] = i;
  return g;
}

struct ranked_story {
  double rank;
  uint32_t story;
};

static int by_rank(const void *a, const void *b) {
  const struct ranked_story *x = a, *y = b;
  if (x->rank != y->rank) return x->rank > y->rank ? -1 : 1;
  return x->story < y->story ? -1 : 1;
}

static void tell_stories(struct digest *d, const struct grouping *g, const uint32_t *copy_of) {
  struct ranked_story *order = ARENA_ARRAY(d->arena, struct ranked_story, g->n_stories + 1);
  struct members m = {.entries = d->entries.ptr, .copy_of = copy_of};
  for (uint32_t s = 0; s < g->n_stories; s++) {
    m.indexes = g->members + g->first[s];
    m.n = g->first[s + 1] - g->first[s];
    order[s] = (struct ranked_story){story_rank(&m), s};
  }
  qsort(order, g->n_stories, sizeof *order, by_rank);
  uint32_t n = g->n_stories;
  if (d->options.max_stories && n > d->options.max_stories) n = d->options.max_stories;
  struct digest_story *stories = ARENA_ARRAY(d->arena, struct digest_story, n + 1);
  for (uint32_t k = 0; k < n; k++) {
    uint32_t s = order[k].story;
    m.indexes = g->members + g->first[s];
    m.n = g->first[s + 1] - g->first[s];
    stories[k] = story_tell(d->arena, &m);
  }
  d->result.stories = stories;
  d->result.n_stories = n;
}

static void list_flagged(struct digest *d) {
  uint32_t n = 0;
  struct digest_flagged *out = ARENA_ARRAY(d->arena, struct digest_flagged, d->entries.n + 1);
  for (size_t i = 0; i < d->entries.n; i++) {
    const struct digest_entry *e = d->entries.ptr[i];
    if (e->article.grade != CALQUE_POOR) continue;
    out[n++] = (struct digest_flagged){e->article, e->reasons, e->n_reasons};
  }
  d->result.flagged = out;
  d->result.n_flagged = n;
}

/* "2026-11-22" of a day number: the inverse of day_of. */
static calque_str date_of(calque_arena *arena, int32_t day) {
  int32_t z = day + 719468, era = z / 146097, doe = z - era * 146097;
  int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  int32_t m = mp + (mp < 10 ? 3 : -9);
  return arena_printf(arena, "%04d-%02d-%02d", yoe + era * 400 + (m <= 2), m,
                      doy - (153 * mp + 2) / 5 + 1);
}

/* The day asked for, else the newest day of an article; empty when no article has one. */
static calque_str choose_date(struct digest *d) {
  int32_t newest = d->day;
  for (size_t i = 0; i < d->entries.n && d->day == INT32_MIN; i++)
    if (d->entries.ptr[i]->day > newest) newest = d->entries.ptr[i]->day;
  return newest == INT32_MIN ? (calque_str){"", 0} : date_of(d->arena, newest);
}

const struct digest_day *digest_finish(struct digest *d) {
  uint32_t n = (uint32_t)d->entries.n;
  uint32_t *copy_of = ARENA_ARRAY(d->arena, uint32_t, n + 1);
  uint32_t *story_of = ARENA_ARRAY(d->arena, uint32_t, n + 1);
  copies_find(d->arena, d->entries.ptr, n, copy_of);
  recurrence_drop(d->arena, d->entries.ptr, n, copy_of);
  uint32_t n_stories = stories_find(d->arena, d->entries.ptr, n, copy_of, story_of);
  struct grouping g = group(d->arena, story_of, n, n_stories);
  tell_stories(d, &g, copy_of);
  list_flagged(d);
  d->result.date = choose_date(d);
  d->result.n_articles = n;
  return &d->result;
}
