/* The life of a digest: entries come in and are copied, then copies, stories, ranks, words; and
 * what was told on earlier days, out of the archive and into it. */
#include "digest/digest.h"

#include <math.h>
#include <stdlib.h>

#include "digest/parts.h"

struct digest {
  calque_arena *arena;
  struct digest_options options;
  int32_t day, since; /* of options */
  int32_t newest; /* the day asked for, else that of the newest article; INT32_MIN: none has one */
  ARRAY(const struct digest_entry *) entries;
  size_t n_other_days;
  struct told *told;         /* NULL: nothing is remembered */
  int32_t told_day;          /* under which this digest is remembered; INT32_MIN: none */
  archive_told_list to_keep; /* what is remembered of it */
  struct digest_day result;
};

enum {
  TOLD_DAYS = 7,    /* a story that was told so many days ago and not since is news again */
  MAX_TO_KEEP = 100 /* stories of one digest that are remembered */
};

struct digest *digest_new(const struct digest_options *options) {
  struct digest *d = must_alloc(sizeof *d);
  *d = (struct digest){.arena = calque_arena_new(), .options = *options};
  d->options.date = arena_copy(d->arena, options->date);
  d->options.today = arena_copy(d->arena, options->today);
  d->day = day_of(d->options.date);
  d->since = day_of(options->since);
  d->newest = d->day;
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

static void copy_amounts(calque_arena *arena, struct digest_entry *e) {
  const struct amount *from = e->amounts;
  e->amounts = ARENA_ARRAY(arena, struct amount, e->n_amounts + 1);
  for (uint32_t i = 0; i < e->n_amounts; i++) {
    bool shared = i && from[i].context.terms == from[i - 1].context.terms;
    e->amounts[i] = from[i];
    e->amounts[i].text = arena_copy(arena, from[i].text);
    e->amounts[i].what = arena_copy(arena, from[i].what);
    e->amounts[i].context =
        shared ? e->amounts[i - 1].context : vector_copy(arena, from[i].context);
  }
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
  e->title = vector_copy(d->arena, e->title);
  for (uint32_t i = 0; i < e->n_quotable; i++) {
    e->quotable[i].text = arena_copy(d->arena, e->quotable[i].text);
    e->quotable[i].vector = vector_copy(d->arena, e->quotable[i].vector);
  }
  copy_amounts(d->arena, e);
  e->reasons = ARENA_ARRAY(d->arena, struct digest_reason, e->n_reasons + 1);
  for (uint32_t i = 0; i < e->n_reasons; i++) {
    e->reasons[i] = entry->reasons[i];
    e->reasons[i].text = arena_copy(d->arena, e->reasons[i].text);
    e->reasons[i].example = arena_copy(d->arena, e->reasons[i].example);
  }
  if (d->day == INT32_MIN && e->day > d->newest) d->newest = e->day;
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

static struct members members_of(const struct digest *d, const struct grouping *g, uint32_t story,
                                 const uint32_t *copy_of) {
  return (struct members){.entries = d->entries.ptr,
                          .copy_of = copy_of,
                          .indexes = g->members + g->first[story],
                          .n = g->first[story + 1] - g->first[story],
                          .telling.first_day = INT32_MAX,
                          .day = d->newest};
}

static void name_topics(struct digest *d, const struct members *m, struct digest_story *story) {
  const struct topics *followed = member(m, 0)->followed;
  calque_str *names = ARENA_ARRAY(d->arena, calque_str, m->n_topics + 1);
  for (uint32_t i = 0; i < m->n_topics; i++)
    names[i] = arena_copy(d->arena, topics_name(followed, m->topics[i]));
  story->topics = names;
  story->n_topics = m->n_topics;
}

static void keep_story(struct digest *d, const struct members *m, const struct digest_story *story,
                       const struct vector *sentences) {
  if (!story->n_sentences || d->to_keep.n == MAX_TO_KEEP) return;
  struct archive_told row = told_row(d->arena, m, story, story_centre(d->arena, m), sentences);
  row.day = date_of(d->arena, d->told_day);
  row.first_day = story->told.len ? story->told : row.day;
  ARRAY_PUSH(d->arena, &d->to_keep, row);
}

static void tell_stories(struct digest *d, const struct grouping *g, const uint32_t *copy_of) {
  struct ranked_story *order = ARENA_ARRAY(d->arena, struct ranked_story, g->n_stories + 1);
  struct members *members = ARENA_ARRAY(d->arena, struct members, g->n_stories + 1);
  for (uint32_t s = 0; s < g->n_stories; s++) {
    members[s] = members_of(d, g, s, copy_of);
    if (d->told)
      members[s].telling = told_find(d->arena, d->told, story_centre(d->arena, &members[s]));
    story_topics(&members[s]);
    order[s] = (struct ranked_story){story_rank(d->arena, &members[s]), s};
  }
  qsort(order, g->n_stories, sizeof *order, by_rank);
  uint32_t n = g->n_stories;
  if (d->options.max_stories && n > d->options.max_stories) n = d->options.max_stories;
  struct digest_story *stories = ARENA_ARRAY(d->arena, struct digest_story, n + 1);
  for (uint32_t k = 0; k < n; k++) {
    const struct members *m = &members[order[k].story];
    struct vector sentences[MANY_SENTENCES];
    stories[k] = story_tell(d->arena, m, sentences);
    name_topics(d, m, &stories[k]);
    if (d->told) keep_story(d, m, &stories[k], sentences);
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

const struct digest_day *digest_finish(struct digest *d) {
  uint32_t n = (uint32_t)d->entries.n;
  uint32_t *copy_of = ARENA_ARRAY(d->arena, uint32_t, n + 1);
  uint32_t *story_of = ARENA_ARRAY(d->arena, uint32_t, n + 1);
  copies_find(d->arena, d->entries.ptr, n, copy_of);
  recurrence_drop(d->arena, d->entries.ptr, n, copy_of);
  const struct rarity *rarity = rarity_count(d->arena, d->entries.ptr, n, copy_of);
  if (d->told) told_index(d->arena, d->told, rarity);
  uint32_t n_stories = stories_find(d->arena, d->entries.ptr, n, copy_of, rarity, story_of);
  struct grouping g = group(d->arena, story_of, n, n_stories);
  tell_stories(d, &g, copy_of);
  list_flagged(d);
  d->result.date = d->newest == INT32_MIN ? STR("") : date_of(d->arena, d->newest);
  d->result.n_articles = n;
  return &d->result;
}

calque_status digest_recall(struct digest *d, struct archive *archive, calque_error *err) {
  archive_told_list rows = {0};
  int32_t today = day_of(d->options.today);
  d->told_day = today != INT32_MIN && d->day == INT32_MIN ? today : d->newest;
  if (d->told_day == INT32_MIN) return CALQUE_OK;
  calque_status status =
      archive_find_told(archive, d->arena, date_of(d->arena, d->told_day - TOLD_DAYS),
                        date_of(d->arena, d->told_day), &rows, err);
  if (status) return status;
  d->told = told_new(d->arena);
  for (size_t i = 0; i < rows.n; i++) told_add(d->arena, d->told, &rows.ptr[i]);
  return CALQUE_OK;
}

calque_status digest_remember(const struct digest *d, struct archive *archive, calque_error *err) {
  if (!d->to_keep.n) return CALQUE_OK;
  return archive_put_told(archive, d->to_keep.ptr, d->to_keep.n, err);
}
