/* Where the articles of a story say different numbers of the same thing. The same thing: the same
 * noun with the same qualifier, in sentences that have much else in common, name no different
 * places, on the same day. An article that has two numbers of it has a part and a whole, or a
 * before and an after, and is not heard; nor is a source that does so in two articles, for it was
 * put right. Rounded numbers agree with those that they round. A vote, a magnitude and a crowd of
 * strikers are known as the same without the words around them. */
#include <math.h>
#include <stdlib.h>

#include "digest/parts.h"

#define TOLL_LIKENESS  0.20f /* of the sentences, where the dead and the injured are counted */
#define OTHER_LIKENESS 0.40f /* where anything else is */
#define ANY_LIKENESS   0.55f /* where it is people of whatever kind */
#define MOST_TIMES     2     /* numbers farther apart count different things, but for people */
#define SAME_MAGNITUDE 0.6   /* a smaller one is of another shock */
#define SAME_VOTERS    0.1   /* two votes of so nearly as many voters are one */

enum { MAX_DISPUTES = 3, MAX_CLAIMS = 4, EXACT_BELOW = 100 };

struct heard {
  const struct amount *amount;
  const struct digest_entry *entry;
  uint32_t place; /* of the article in the story */
  bool mute;      /* says two things */
};

/* ---- Numbers ----------------------------------------------------------------------------------
 */

/* The value with as many significant digits as `like` has. */
static double rounded_like(double value, double like) {
  if (like <= 0 || value <= 0) return value;
  double unit = pow(10, floor(log10(like)) - 8);
  for (int digits = 0; digits < 9; digits++, unit *= 10)
    if (fabs(like / (unit * 10) - round(like / (unit * 10))) > 1e-6) break;
  return round(value / unit) * unit;
}

static bool is_round_of(double a, double b) {
  return fabs(rounded_like(b, a) - a) <= 1e-6 * fabs(a);
}

/* The same, or one is the other in round figures. Small counts are not rounded. */
static bool agree(double a, double b) {
  if (fabs(a - b) <= 1e-9 * fabs(a)) return true;
  bool whole = floor(a) == a && floor(b) == b;
  if (whole && a < EXACT_BELOW && b < EXACT_BELOW) return false;
  return is_round_of(a, b) || is_round_of(b, a);
}

/* « au moins 60 morts » is right where there are 66; of two such numbers both are shown. */
static bool amounts_agree(const struct amount *a, const struct amount *b) {
  if (a->vote && (a->value != b->value || a->against != b->against)) return false;
  if (a->at_least && !b->at_least && b->value >= a->value) return true;
  if (b->at_least && !a->at_least && a->value >= b->value) return true;
  return agree(a->value, b->value);
}

/* ---- Who is heard -----------------------------------------------------------------------------
 */

static bool same_source(const struct heard *a, const struct heard *b) {
  calque_str source = a->entry->article.source;
  return a->entry == b->entry || (source.len && str_eq(source, b->entry->article.source));
}

static int by_key(const void *a, const void *b) {
  const struct heard *x = a, *y = b;
  if (x->amount->key != y->amount->key) return x->amount->key < y->amount->key ? -1 : 1;
  if (x->place != y->place) return x->place < y->place ? -1 : 1;
  return (x->amount > y->amount) - (x->amount < y->amount);
}

/* Those who say two things of it. */
static void mute(struct heard *h, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = i + 1; k < n; k++)
      if (same_source(&h[i], &h[k]) && !amounts_agree(h[i].amount, h[k].amount))
        h[i].mute = h[k].mute = true;
}

static bool same_vote(const struct amount *x, const struct amount *y) {
  double n = x->value + x->against, m = y->value + y->against;
  return fabs(n - m) <= SAME_VOTERS * (n + m) / 2;
}

/* 0 where one of the days is unknown. */
static int64_t days_between(const struct digest_entry *a, const struct digest_entry *b) {
  if (a->day == INT32_MIN || b->day == INT32_MIN) return 0;
  return a->day < b->day ? (int64_t)b->day - a->day : (int64_t)a->day - b->day;
}

/* Do the two speak of the same thing? */
static bool same_thing(const struct heard *a, const struct heard *b) {
  const struct amount *x = a->amount, *y = b->amount;
  int64_t days = days_between(a->entry, b->entry);
  if (x->vote) return days <= 1 && same_vote(x, y); /* nobody counts again on the next day */
  if (x->magnitude) return days <= 1 && fabs(x->value - y->value) <= SAME_MAGNITUDE;
  if (days) return false;
  if (x->named) return true;
  bool far = x->value > MOST_TIMES * y->value || y->value > MOST_TIMES * x->value;
  if (far && !x->toll && !x->crowd) return false;
  bool other_names = x->names && y->names && !(x->names & y->names);
  bool other_times = x->times && y->times && !(x->times & y->times);
  float like = vector_cosine(x->context, y->context);
  return !other_names && !other_times &&
         like >= (x->crowd     ? 0
                  : x->toll    ? TOLL_LIKENESS
                  : x->anybody ? ANY_LIKENESS
                               : OTHER_LIKENESS);
}

/* ---- Claims -----------------------------------------------------------------------------------
 */

static struct digest_claim *find_claim(struct digest_claim *claims,
                                       const struct amount *const *amounts, uint32_t n,
                                       const struct amount *amount) {
  for (uint32_t i = 0; i < n; i++)
    if (amounts_agree(amounts[i], amount)) return &claims[i];
  return NULL;
}

static int by_n(const void *a, const void *b) {
  const struct digest_claim *x = a, *y = b;
  if (x->n != y->n) return x->n > y->n ? -1 : 1;
  return (x->article > y->article) - (x->article < y->article);
}

/* The claims of one key; all of them must speak of the same thing as the first article's. */
static bool read_group(calque_arena *arena, const struct heard *h, uint32_t n,
                       struct digest_dispute *out) {
  struct digest_claim *claims = ARENA_ARRAY(arena, struct digest_claim, MAX_CLAIMS);
  const struct amount *amounts[MAX_CLAIMS];
  uint32_t n_claims = 0;
  const struct heard *first = NULL, *last = NULL;
  for (uint32_t i = 0; i < n; i++) {
    if (h[i].mute || (last && last->entry == h[i].entry)) continue;
    if (first && !same_thing(first, &h[i])) continue;
    if (!first) first = &h[i];
    last = &h[i];
    struct digest_claim *known = find_claim(claims, amounts, n_claims, h[i].amount);
    if (known) {
      known->n++;
    } else if (n_claims < MAX_CLAIMS) {
      amounts[n_claims] = h[i].amount;
      claims[n_claims++] = (struct digest_claim){h[i].amount->text, h[i].place, 1};
    }
  }
  if (n_claims < 2) return false;
  qsort(claims, n_claims, sizeof *claims, by_n);
  *out = (struct digest_dispute){first->amount->what, claims, n_claims};
  return true;
}

uint32_t disputes_find(calque_arena *arena, const struct digest_entry *const *entries,
                       const bool *counts, uint32_t n, const struct digest_dispute **out) {
  struct heard *heard = ARENA_ARRAY(arena, struct heard, n * (size_t)MAX_AMOUNTS + 1);
  struct digest_dispute *disputes = ARENA_ARRAY(arena, struct digest_dispute, MAX_DISPUTES);
  uint32_t n_heard = 0, n_disputes = 0;
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = 0; k < entries[i]->n_amounts && counts[i]; k++)
      heard[n_heard++] = (struct heard){&entries[i]->amounts[k], entries[i], i, false};
  qsort(heard, n_heard, sizeof *heard, by_key);
  for (uint32_t i = 0, end; i < n_heard && n_disputes < MAX_DISPUTES; i = end) {
    for (end = i + 1; end < n_heard && heard[end].amount->key == heard[i].amount->key;) end++;
    mute(heard + i, end - i);
    n_disputes += read_group(arena, heard + i, end - i, &disputes[n_disputes]);
  }
  *out = disputes;
  return n_disputes;
}
