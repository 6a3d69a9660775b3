/* One day's digest as the writers of output/ need it: plain data, filled by digest.c. Everything is
 * borrowed from whoever made the day; an empty string means unknown.
 *
 * Every article is in exactly one story. Those that are not fit to read are never quoted; they are
 * listed once more under `flagged`, with the reasons. A story of nothing but such articles has no
 * sentence, and readers meet it under `flagged` only. */
#ifndef DIGEST_DAY_H
#define DIGEST_DAY_H

#include "calque.h"

struct digest_article {
  calque_str id, title, url, source;
  calque_str date; /* as read, or "2026-11-22" */
  calque_grade grade;
  int score; /* 0..100 */
};

/* A day that a sentence names by its distance (« mardi », « hier soir »), counted from the date of
 * the article. */
struct digest_when {
  calque_span span; /* in the text of the sentence */
  int32_t day;      /* days since 1970-01-01 */
};

/* A sentence of a summary, and the article it is quoted from. */
struct digest_sentence {
  calque_str text;
  const struct digest_when *when; /* in order of span, disjoint */
  uint32_t n_when;
  uint32_t article; /* index into digest_story.articles */
};

/* What the articles of a story say differently: numbers of the same thing. */
struct digest_claim {
  calque_str text;  /* as written, with its unit: « 12 morts » */
  uint32_t article; /* index into digest_story.articles: the first that says so */
  uint32_t n;       /* articles that say so */
};

struct digest_dispute {
  calque_str what;                   /* « morts » */
  const struct digest_claim *claims; /* two or more, of most articles first */
  uint32_t n_claims;
};

struct digest_story {
  calque_str headline;
  calque_str english; /* the summary in English; ptr NULL: none was asked for, or none is good */
  calque_str english_headline; /* the same of the headline */
  calque_str english_note;     /* why there is none, or what it is; empty: nothing to say */
  const struct digest_sentence *sentences;
  const struct digest_article *articles; /* best first */
  const struct digest_dispute *disputes;
  const calque_str *topics; /* the followed topics that it touches, as the reader wrote them */
  calque_str told;          /* the day when it was first told, "2026-11-21"; empty: it is news */
  uint32_t n_sentences, n_articles, n_disputes, n_topics;
};

/* Why an article was left out. `text` is complete in itself; family, n and example let a page say
 * the same in another language. */
struct digest_reason {
  calque_str text;    /* "3 English words" */
  const char *family; /* "leak"; NULL: only `text` says it */
  uint32_t n;         /* findings of that family */
  calque_str example; /* the words of one of them; empty: none */
};

struct digest_flagged {
  struct digest_article article;
  const struct digest_reason *reasons; /* heaviest first */
  uint32_t n_reasons;
};

struct digest_day {
  calque_str date;                    /* "2026-11-22" */
  const struct digest_story *stories; /* most important first */
  const struct digest_flagged *flagged;
  uint32_t n_stories, n_flagged;
  uint32_t n_articles; /* in all stories */
};

/* "2026-11-22" of days since 1970-01-01, in out; years 1 to 9999. */
calque_str digest_date(int32_t day, char out[16]);

#endif
