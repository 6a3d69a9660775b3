/* How a story is told: what it weighs, which title heads it, which sentences it quotes. */
#include <math.h>
#include <stdlib.h>

#include "digest/parts.h"

#define REDUNDANCY                                                               \
  0.75f /* MMR: cost of likeness to what was chosen (Carbonell & Goldstein 1998) \
         */
#define SUPPORT_WEIGHT 0.6f /* worth of a sentence that the other articles support */
#define SAME_SENTENCE  0.7f /* a sentence as like as this to a chosen one says nothing new */

enum { FEW_SENTENCES = 2, MANY_SENTENCES = 4, BIG_STORY = 3 /* articles for more sentences */ };

static const struct digest_entry *member(const struct members *m, uint32_t i) {
  return m->entries[m->indexes[i]];
}

static bool is_copy(const struct members *m, uint32_t i) {
  return m->copy_of[m->indexes[i]] != m->indexes[i];
}

/* How many different sites tell it, copies not counted; articles without a source count as one. */
static uint32_t distinct_sources(const struct members *m) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < m->n; i++) {
    bool known = is_copy(m, i);
    for (uint32_t k = 0; k < i && !known; k++)
      known = !is_copy(m, k) &&
              str_eq(member(m, k)->article.source, member(m, i)->article.source) &&
              member(m, i)->article.source.len > 0;
    n += !known;
  }
  return n;
}

double story_rank(const struct members *m) {
  uint32_t sound = 0, words = 0;
  int best = 0;
  for (uint32_t i = 0; i < m->n; i++) {
    const struct digest_entry *e = member(m, i);
    sound += e->article.grade != CALQUE_POOR;
    if (e->article.score > best) best = e->article.score;
    if (e->n_words > words) words = e->n_words;
  }
  if (!sound) return 0; /* nothing to read: last */
  return 1 + log2(1 + distinct_sources(m)) + 0.3 * log2(m->n) + 0.005 * best +
         0.1 * log2(1 + words / 50.0);
}

/* Grade first, then score; articles in order of input otherwise. */
static int quality(const struct digest_entry *e) {
  return (CALQUE_POOR - (int)e->article.grade) * 1000 + e->article.score;
}

/* Likeness to the other articles of the story: the one in the middle has the best title. */
static float centrality(const struct members *m, uint32_t i) {
  float sum = 0;
  for (uint32_t k = 0; k < m->n && k < 64; k++)
    if (k != i) sum += vector_cosine(member(m, i)->vector, member(m, k)->vector);
  return m->n > 1 ? sum / (float)(m->n < 64 ? m->n : 64) : 0;
}

static calque_str choose_headline(const struct members *m) {
  float best = -1e9f;
  calque_str title = {"", 0};
  for (uint32_t i = 0; i < m->n; i++) {
    const struct digest_entry *e = member(m, i);
    if (!e->article.title.len) continue;
    float score = (e->sound_title ? 2.0f : 0) - 4.0f * (float)e->article.grade + centrality(m, i) +
                  0.01f * (float)e->article.score;
    if (score <= best) continue;
    best = score;
    title = e->article.title;
  }
  if (title.len) return title;
  for (uint32_t i = 0; i < m->n; i++)
    if (member(m, i)->n_quotable) return member(m, i)->quotable[0].text;
  return title;
}

struct pick {
  uint32_t member, sentence;
};

static float support(const struct members *m, const struct quotable *q, uint32_t own) {
  float sum = 0;
  uint32_t n = 0;
  for (uint32_t i = 0; i < m->n && i < 64; i++) {
    if (i == own || is_copy(m, i)) continue;
    sum += vector_cosine(q->vector, member(m, i)->vector);
    n++;
  }
  return n ? sum / (float)n : 0;
}

static float likeness(const struct members *m, const struct quotable *q, const struct pick *picks,
                      uint32_t n) {
  float most = 0;
  for (uint32_t i = 0; i < n; i++) {
    float c =
        vector_cosine(q->vector, member(m, picks[i].member)->quotable[picks[i].sentence].vector);
    if (c > most) most = c;
  }
  return most;
}

static uint32_t times_quoted(const struct pick *picks, uint32_t n, uint32_t member_index) {
  uint32_t times = 0;
  for (uint32_t i = 0; i < n; i++) times += picks[i].member == member_index;
  return times;
}

/* May this article be quoted? Good ones; suspect ones only where there is nothing better. */
static bool may_quote(const struct members *m, uint32_t i, bool any_good) {
  calque_grade grade = member(m, i)->article.grade;
  return !is_copy(m, i) && grade != CALQUE_POOR && (grade == CALQUE_GOOD || !any_good);
}

/* The best sentences of all, each article's turn falling as it is quoted; not the headline again.
 */
static uint32_t choose_sentences(const struct members *m, calque_str headline,
                                 struct pick picks[MANY_SENTENCES]) {
  uint32_t n = 0, want = m->n >= BIG_STORY ? MANY_SENTENCES : FEW_SENTENCES;
  bool any_good = false;
  for (uint32_t i = 0; i < m->n; i++)
    any_good |= member(m, i)->article.grade == CALQUE_GOOD && member(m, i)->n_quotable > 0;
  while (n < want) {
    struct pick best = {NO_TOKEN, 0};
    float best_score = -1e9f;
    for (uint32_t i = 0; i < m->n; i++) {
      if (!may_quote(m, i, any_good)) continue;
      for (uint32_t s = 0; s < member(m, i)->n_quotable; s++) {
        const struct quotable *q = &member(m, i)->quotable[s];
        float like = likeness(m, q, picks, n);
        if (like >= SAME_SENTENCE || str_eq(q->text, headline)) continue;
        float score = q->score + SUPPORT_WEIGHT * support(m, q, i) - REDUNDANCY * like -
                      0.15f * (float)times_quoted(picks, n, i);
        if (score <= best_score) continue;
        best_score = score;
        best = (struct pick){i, s};
      }
    }
    if (best.member == NO_TOKEN) break;
    picks[n++] = best;
  }
  return n;
}

/* Sentences of one article stand in its order; the article that was quoted first comes first. */
static void put_in_order(struct pick *picks, uint32_t n) {
  for (uint32_t i = 1; i < n; i++)
    for (uint32_t k = i; k > 0; k--) {
      struct pick *a = &picks[k - 1], *b = &picks[k];
      bool swap = a->member == b->member
                      ? a->sentence > b->sentence
                      : k >= 2 && picks[k - 2].member == b->member && a->member != b->member;
      if (!swap) break;
      struct pick t = *a;
      *a = *b;
      *b = t;
    }
}

struct ranked {
  uint32_t member;
  int quality;
};

static int by_quality(const void *a, const void *b) {
  const struct ranked *x = a, *y = b;
  if (x->quality != y->quality) return x->quality > y->quality ? -1 : 1;
  return x->member < y->member ? -1 : 1;
}

struct digest_story story_tell(calque_arena *arena, const struct members *m) {
  struct digest_story story = {.headline = choose_headline(m), .n_articles = m->n};
  struct ranked *order = ARENA_ARRAY(arena, struct ranked, m->n);
  uint32_t *place = ARENA_ARRAY(arena, uint32_t, m->n);
  struct digest_article *articles = ARENA_ARRAY(arena, struct digest_article, m->n);
  for (uint32_t i = 0; i < m->n; i++) order[i] = (struct ranked){i, quality(member(m, i))};
  qsort(order, m->n, sizeof *order, by_quality);
  for (uint32_t i = 0; i < m->n; i++) {
    articles[i] = member(m, order[i].member)->article;
    place[order[i].member] = i;
  }
  struct pick picks[MANY_SENTENCES];
  story.n_sentences = choose_sentences(m, story.headline, picks);
  put_in_order(picks, story.n_sentences);
  struct digest_sentence *sentences =
      ARENA_ARRAY(arena, struct digest_sentence, story.n_sentences + 1);
  for (uint32_t i = 0; i < story.n_sentences; i++)
    sentences[i] = (struct digest_sentence){
        .text = member(m, picks[i].member)->quotable[picks[i].sentence].text,
        .article = place[picks[i].member]};
  story.sentences = sentences;
  story.articles = articles;
  return story;
}
