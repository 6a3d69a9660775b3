/* How a story is told: which title heads it, which sentences it quotes, and in which order its
 * articles stand. Only the best articles have a say, so that a story of a thousand costs no more
 * than one of fifty. */
#include <stdlib.h>

#include "digest/parts.h"

/* MMR: cost of likeness to what was chosen (Carbonell & Goldstein 1998). */
#define REDUNDANCY     0.75f
#define SUPPORT_WEIGHT 0.6f  /* worth of a sentence that the other articles support */
#define SAME_SENTENCE  0.7f  /* a sentence as like as this to a chosen one says nothing new */
#define COVERED        0.6f  /* nor does one of which the chosen ones together say so much */
#define SAME_SOURCE    0.15f /* cost of each sentence of the same source before it */
#define TOLD_COVERED   0.8f  /* a sentence of which earlier digests said so much was told */
#define TOLD_COST      0.8f  /* of a sentence all of which was told on an earlier day */
#define LEAN_COST      0.2f  /* of a sentence that names again what was told before */
#define QUOTE_COST     0.15f /* of one that starts with somebody's words */
#define AGE_COST       0.1f  /* of each day that its article is older than the newest */
#define LENGTH_COST    0.01f /* of each word of a sentence past LONG_SENTENCE */
#define COPY_COST      0.5f  /* of the title of a copy, which may be an earlier version */
#define TITLE_WEIGHT   1.0f  /* worth of an opening that says what the headline says */
#define NEWS_WORTH     0.2f  /* of a sentence of an article that was not there when it was told */

enum {
  MAX_TELLERS = 48,
  FEW_SENTENCES = 2,  /* of one article; one more for each further article */
  LONG_SENTENCE = 40, /* words */
  ENOUGH_WORDS = 90   /* no further sentence behind so many words */
};

struct teller {
  const struct digest_entry *entry;
  uint32_t place; /* among the articles of the story */
  bool is_copy, is_new;
  float support[MAX_QUOTABLE]; /* likeness of its sentences to the other articles */
};

struct tellers {
  struct teller ptr[MAX_TELLERS];
  uint32_t n;
  bool any_good;  /* a good article has a sentence */
  int32_t newest; /* day of the newest article; INT32_MIN: unknown */
  struct vector headline;
};

/* ---- Articles ---------------------------------------------------------------------------------
 */

struct ranked {
  uint32_t member;
  int quality;
};

/* Grade first, originals before copies, then score; articles in order of input otherwise. */
static int quality(const struct members *m, uint32_t i) {
  const struct digest_entry *e = member(m, i);
  return (CALQUE_POOR - (int)e->article.grade) * 1000 + !is_copy(m, i) * 200 + e->article.score;
}

static int by_quality(const void *a, const void *b) {
  const struct ranked *x = a, *y = b;
  if (x->quality != y->quality) return x->quality > y->quality ? -1 : 1;
  return x->member < y->member ? -1 : 1;
}

static struct ranked *rank_articles(calque_arena *arena, const struct members *m) {
  struct ranked *order = ARENA_ARRAY(arena, struct ranked, m->n + 1);
  for (uint32_t i = 0; i < m->n; i++) order[i] = (struct ranked){i, quality(m, i)};
  qsort(order, m->n, sizeof *order, by_quality);
  return order;
}

/* ---- Headline ---------------------------------------------------------------------------------
 */

/* How much of a, which is of length 1, stands in b: 0 to 1. */
static float share_of(struct vector a, struct vector b) {
  float sum = 0;
  for (uint32_t k = 0; k < a.n; k++)
    if (vector_has(b, a.terms[k].id)) sum += a.terms[k].weight * a.terms[k].weight;
  return sum;
}

/* Likeness to the other articles of the story: the one in the middle has the best title. */
static float centrality(const struct tellers *t, uint32_t i) {
  float sum = 0;
  for (uint32_t k = 0; k < t->n; k++)
    if (k != i) sum += vector_cosine(t->ptr[i].entry->vector, t->ptr[k].entry->vector);
  return t->n > 1 ? sum / (float)(t->n - 1) : 0;
}

static calque_str best_title(struct tellers *t, bool poor) {
  float best = -1e9f;
  calque_str title = {"", 0};
  for (uint32_t i = 0; i < t->n; i++) {
    const struct digest_entry *e = t->ptr[i].entry;
    if (!e->article.title.len || (e->article.grade == CALQUE_POOR) != poor) continue;
    float score = 2 * e->title_worth - 4.0f * (float)e->article.grade + centrality(t, i) -
                  (t->ptr[i].is_copy ? COPY_COST : 0) + 0.01f * (float)e->article.score +
                  (t->ptr[i].is_new ? NEWS_WORTH : 0);
    if (score <= best) continue;
    best = score;
    title = e->article.title;
    t->headline = e->title;
  }
  return title;
}

/* The best title of the articles that may be quoted, else their first sentence, else whatever the
 * others are called. */
static calque_str choose_headline(struct tellers *t) {
  calque_str title = best_title(t, false);
  for (uint32_t i = 0; i < t->n && !title.len; i++)
    if (t->ptr[i].entry->n_quotable) title = t->ptr[i].entry->quotable[0].text;
  return title.len ? title : best_title(t, true);
}

/* ---- Sentences --------------------------------------------------------------------------------
 */

struct pick {
  uint32_t teller, sentence;
};

struct picks {
  struct pick ptr[MANY_SENTENCES];
  uint32_t n, words;
};

static const struct quotable *picked(const struct tellers *t, struct pick p) {
  return &t->ptr[p.teller].entry->quotable[p.sentence];
}

/* Good articles are quoted; suspect ones only where there is nothing better. */
static bool may_quote(const struct tellers *t, uint32_t i) {
  calque_grade grade = t->ptr[i].entry->article.grade;
  return !t->ptr[i].is_copy && grade != CALQUE_POOR && (grade == CALQUE_GOOD || !t->any_good);
}

static void find_support(struct tellers *t, uint32_t own) {
  const struct digest_entry *e = t->ptr[own].entry;
  for (uint32_t s = 0; s < e->n_quotable; s++) {
    float sum = 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->n; i++) {
      if (i == own || t->ptr[i].is_copy) continue;
      sum += vector_cosine(e->quotable[s].vector, t->ptr[i].entry->vector);
      n++;
    }
    t->ptr[own].support[s] = n ? sum / (float)n : 0;
  }
}

static float likeness(const struct tellers *t, const struct picks *picks,
                      const struct quotable *q) {
  float most = 0;
  for (uint32_t i = 0; i < picks->n; i++) {
    float c = vector_cosine(q->vector, picked(t, picks->ptr[i])->vector);
    if (c > most) most = c;
  }
  return most;
}

/* How much of it the chosen sentences have, all together: 0 to 1. */
static float coverage(const struct tellers *t, const struct picks *picks,
                      const struct quotable *q) {
  float sum = 0;
  for (uint32_t k = 0; k < q->vector.n; k++) {
    const struct term *term = &q->vector.terms[k];
    bool covered = false;
    for (uint32_t i = 0; i < picks->n && !covered; i++)
      covered = vector_has(picked(t, picks->ptr[i])->vector, term->id);
    if (covered) sum += term->weight * term->weight;
  }
  return sum;
}

/* Sentences that were taken from this article or another one of its source. */
static uint32_t times_quoted(const struct tellers *t, const struct picks *picks, uint32_t teller) {
  uint32_t times = 0;
  calque_str source = t->ptr[teller].entry->article.source;
  for (uint32_t i = 0; i < picks->n; i++) {
    uint32_t other = picks->ptr[i].teller;
    times += other == teller || (source.len && str_eq(source, t->ptr[other].entry->article.source));
  }
  return times;
}

/* Did an earlier digest quote it, or one like it? */
static bool was_told(const struct members *m, const struct quotable *q) {
  return m->telling.n && telling_coverage(&m->telling, q->vector) >= TOLD_COVERED;
}

/* The first sentence says what the headline says, and leans on nothing. */
static float worth_as_opening(const struct tellers *t, const struct quotable *q) {
  float lean = q->leans ? LEAN_COST : 0, quote = q->opens_quote ? QUOTE_COST : 0;
  return TITLE_WEIGHT * share_of(t->headline, q->vector) - lean - quote;
}

static float worth(const struct tellers *t, const struct members *m, const struct picks *picks,
                   struct pick p, float like) {
  const struct teller *teller = &t->ptr[p.teller];
  const struct quotable *q = picked(t, p);
  float score = q->score + SUPPORT_WEIGHT * teller->support[p.sentence] - REDUNDANCY * like -
                SAME_SOURCE * (float)times_quoted(t, picks, p.teller);
  score -= (q->leans ? LEAN_COST : 0) + (q->opens_quote ? QUOTE_COST : 0);
  if (q->n_words > LONG_SENTENCE) score -= LENGTH_COST * (float)(q->n_words - LONG_SENTENCE);
  if (!picks->n) score += worth_as_opening(t, q); /* be it of yesterday, like the headline */
  else if (teller->entry->day != INT32_MIN)
    score -= AGE_COST * (float)(t->newest - teller->entry->day);
  if (!m->telling.n) return score;
  if (teller->is_new) score += NEWS_WORTH;
  return score - TOLD_COST * telling_coverage(&m->telling, q->vector);
}

/* The best of the sentences that are left; teller NO_TOKEN: there is none. */
static struct pick next_sentence(const struct tellers *t, const struct members *m,
                                 const struct picks *picks, calque_str headline) {
  struct pick best = {NO_TOKEN, 0};
  float best_score = -1e9f;
  for (uint32_t i = 0; i < t->n; i++) {
    if (!may_quote(t, i)) continue;
    for (uint32_t s = 0; s < t->ptr[i].entry->n_quotable; s++) {
      struct pick p = {i, s};
      const struct quotable *q = picked(t, p);
      float like = likeness(t, picks, q);
      if (like >= SAME_SENTENCE || coverage(t, picks, q) >= COVERED || str_eq(q->text, headline))
        continue;
      if (picks->n && was_told(m, q)) continue;
      float score = worth(t, m, picks, p, like);
      if (score <= best_score) continue;
      best_score = score;
      best = p;
    }
  }
  return best;
}

/* Sentences of one article stand in its order; the article that was quoted first comes first. */
static void put_in_order(struct picks *picks) {
  for (uint32_t i = 1; i < picks->n; i++)
    for (uint32_t k = i; k > 0; k--) {
      struct pick *a = &picks->ptr[k - 1], *b = &picks->ptr[k];
      bool swap = a->teller == b->teller ? a->sentence > b->sentence
                                         : k >= 2 && picks->ptr[k - 2].teller == b->teller;
      if (!swap) break;
      struct pick t = *a;
      *a = *b;
      *b = t;
    }
}

static void choose_sentences(const struct tellers *t, const struct members *m, calque_str headline,
                             struct picks *picks) {
  uint32_t originals = 0;
  for (uint32_t i = 0; i < t->n; i++) originals += may_quote(t, i);
  uint32_t want = FEW_SENTENCES + (originals ? originals - 1 : 0);
  while (picks->n < want && picks->n < MANY_SENTENCES) {
    if (picks->n >= FEW_SENTENCES && picks->words >= ENOUGH_WORDS) break;
    struct pick p = next_sentence(t, m, picks, headline);
    if (p.teller == NO_TOKEN) break;
    picks->words += picked(t, p)->n_words;
    picks->ptr[picks->n++] = p;
  }
  put_in_order(picks);
}

/* ---- The story --------------------------------------------------------------------------------
 */

static void call_tellers(struct tellers *t, const struct members *m, const struct ranked *order) {
  t->newest = INT32_MIN;
  for (uint32_t i = 0; i < m->n && i < MAX_TELLERS; i++) {
    const struct digest_entry *e = member(m, order[i].member);
    if (e->day > t->newest) t->newest = e->day;
    bool is_new = m->telling.n && !telling_has_article(&m->telling, e);
    t->ptr[t->n++] = (struct teller){e, i, is_copy(m, order[i].member), is_new, {0}};
    t->any_good |= e->article.grade == CALQUE_GOOD && e->n_quotable > 0;
  }
  for (uint32_t i = 0; i < t->n; i++) find_support(t, i);
}

/* Among the good articles; copies say what was said. */
static uint32_t find_disputes(calque_arena *arena, const struct members *m,
                              const struct ranked *order, const struct digest_dispute **out) {
  const struct digest_entry *entries[MAX_TELLERS];
  bool counts[MAX_TELLERS];
  uint32_t n = 0;
  for (; n < m->n && n < MAX_TELLERS; n++) {
    entries[n] = member(m, order[n].member);
    counts[n] = entries[n]->article.grade == CALQUE_GOOD && !is_copy(m, order[n].member);
  }
  return n > 1 ? disputes_find(arena, entries, counts, n, out) : 0;
}

struct digest_story story_tell(calque_arena *arena, const struct members *m,
                               struct vector vectors[MANY_SENTENCES]) {
  struct digest_story story = {.n_articles = m->n};
  struct ranked *order = rank_articles(arena, m);
  struct digest_article *articles = ARENA_ARRAY(arena, struct digest_article, m->n + 1);
  for (uint32_t i = 0; i < m->n; i++) articles[i] = member(m, order[i].member)->article;
  struct tellers *t = ARENA_NEW(arena, struct tellers);
  struct picks picks = {.n = 0};
  call_tellers(t, m, order);
  story.headline = choose_headline(t);
  choose_sentences(t, m, story.headline, &picks);
  struct digest_sentence *sentences = ARENA_ARRAY(arena, struct digest_sentence, picks.n + 1);
  for (uint32_t i = 0; i < picks.n; i++) {
    const struct quotable *q = picked(t, picks.ptr[i]);
    const struct teller *teller = &t->ptr[picks.ptr[i].teller];
    struct digest_sentence *out = &sentences[i];
    *out = (struct digest_sentence){.text = q->text, .article = teller->place};
    out->n_when = when_find(arena, teller->entry->lex, q->text, teller->entry->day, &out->when);
    vectors[i] = q->vector;
  }
  story.sentences = sentences;
  story.n_sentences = picks.n;
  story.articles = articles;
  story.n_disputes = find_disputes(arena, m, order, &story.disputes);
  if (m->telling.n) story.told = date_of(arena, m->telling.first_day);
  return story;
}
