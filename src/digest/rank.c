/* What a story weighs: how many sites tell it, above all on their own, how many articles, how fresh
 * and how good they are, and whether the reader follows it. Of a story that was told before only
 * what is new counts. */
#include <math.h>

#include "base/map.h"
#include "digest/parts.h"

#define SOURCES_WEIGHT  1.0  /* for each doubling of the sites */
#define PRINTER_SHARE   0.75 /* of a site that prints what another one wrote */
#define ARTICLES_WEIGHT 0.3  /* for each doubling of the articles */
#define QUALITY_WEIGHT  0.5  /* of a score of 100 */
#define LENGTH_WEIGHT   0.1  /* for each doubling of the longest article */
#define STALE_WEIGHT    0.25 /* for each day that the newest article is older than the digest */
#define TOPIC_WEIGHT    1.5  /* of the first followed topic; half of it for a second one */
#define NOTHING_NEW     0.5  /* rank of a story that was told and is as it was */

enum { TOPIC_SHARE = 3, MAX_STALE_DAYS = 4, MAX_CENTRE_ARTICLES = 64, MAX_CENTRE = 160 };

struct vector story_centre(calque_arena *arena, const struct members *m) {
  size_t room = m->n < MAX_CENTRE_ARTICLES ? m->n : MAX_CENTRE_ARTICLES;
  struct term *terms = ARENA_ARRAY(arena, struct term, room * MAX_TERMS);
  uint32_t n = 0, articles = 0;
  for (uint32_t i = 0; i < m->n && articles < MAX_CENTRE_ARTICLES; i++) {
    if (is_copy(m, i)) continue;
    struct vector v = member(m, i)->vector;
    if (v.n) memcpy(terms + n, v.terms, v.n * sizeof *terms);
    n += v.n;
    articles++;
  }
  return vector_build(arena, terms, n, MAX_CENTRE);
}

void story_topics(struct members *m) {
  uint32_t counts[MAX_ARTICLE_TOPICS] = {0}, sound = 0, kept = 0;
  uint16_t topics[MAX_ARTICLE_TOPICS];
  uint32_t n = 0;
  for (uint32_t i = 0; i < m->n; i++) {
    const struct digest_entry *e = member(m, i);
    if (e->article.grade == CALQUE_POOR) continue;
    sound++;
    for (uint32_t k = 0; k < e->n_topics; k++) {
      uint32_t at = 0;
      while (at < n && topics[at] != e->topics[k]) at++;
      if (at == MAX_ARTICLE_TOPICS) continue;
      if (at == n) topics[n++] = e->topics[k];
      counts[at]++;
    }
  }
  for (uint32_t k = 0; k < n; k++)
    if (counts[k] * TOPIC_SHARE >= sound) m->topics[kept++] = topics[k];
  m->n_topics = kept;
}

/* What counts of a story. */
struct weight {
  struct map sources; /* 1: wrote of it; 0: printed what another one wrote */
  uint32_t writers, anonymous, articles, words;
  int best;
  int32_t newest;
};

static void weigh(struct weight *w, const struct members *m, uint32_t i) {
  const struct digest_entry *e = member(m, i);
  w->articles++;
  if (e->article.score > w->best) w->best = e->article.score;
  if (e->n_words > w->words) w->words = e->n_words;
  if (e->day > w->newest) w->newest = e->day;
  if (!e->article.source.len) {
    w->anonymous = 1; /* articles without a source count as one */
    return;
  }
  uint32_t *wrote = map_add(&w->sources, e->article.source, 0);
  if (*wrote || is_copy(m, i)) return;
  *wrote = 1;
  w->writers++;
}

static double tellers_of(const struct weight *w) {
  return w->writers + w->anonymous + PRINTER_SHARE * (double)(w->sources.n - w->writers);
}

static double staleness(const struct members *m, int32_t newest) {
  if (m->day == INT32_MIN || newest == INT32_MIN || newest >= m->day) return 0;
  int32_t days = m->day - newest;
  return days < MAX_STALE_DAYS ? days : MAX_STALE_DAYS;
}

double story_rank(calque_arena *arena, const struct members *m) {
  struct weight w = {.newest = INT32_MIN};
  uint32_t sound = 0;
  map_init(&w.sources, arena, 8, map_random_seed());
  for (uint32_t i = 0; i < m->n; i++) {
    if (member(m, i)->article.grade == CALQUE_POOR) continue;
    sound++;
    if (!m->telling.n || !telling_has_article(&m->telling, member(m, i))) weigh(&w, m, i);
  }
  if (!sound) return 0; /* nothing to read: last */
  if (!w.articles) return NOTHING_NEW;
  double topics = m->n_topics ? TOPIC_WEIGHT * (m->n_topics > 1 ? 1.5 : 1) : 0;
  return 1 + SOURCES_WEIGHT * log2(1 + tellers_of(&w)) + ARTICLES_WEIGHT * log2(w.articles) +
         QUALITY_WEIGHT * w.best / 100 + LENGTH_WEIGHT * log2(1 + w.words / 50.0) -
         STALE_WEIGHT * staleness(m, w.newest) + topics;
}
