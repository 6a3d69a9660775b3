/* From proposed forms to words: every form is put before Hunspell, which accepts or refuses it and
 * says what it is. Half a million words take it fifteen seconds, so some threads share them, each
 * with a Hunspell of its own; results lie by form, so their order does not depend on threads. */
#define _GNU_SOURCE
#include "lexicon/build.h"
#include "lexicon/format.h"
#include "lexicon/hunspell.h"

#include <pthread.h>
#include <unistd.h>

#define MAX_JUDGES 4u

struct proposal {
  calque_str form;
  unsigned flags; /* FORM_* of all its entries or-ed; FORM_HIDDEN only when all are hidden */
  bool accepted, keep_case, hidden;
  struct analysis *readings;
  size_t n_readings;
};

typedef struct proposals {
  calque_arena *arena;
  struct map index;
  ARRAY(struct proposal) list;
} proposals;

/* The part of the work of one thread. */
struct bench {
  proposals *all;
  struct judge *judge;
  calque_arena *arena;
  size_t first, step;
  bool analyze;
};

static void collect(void *ctx, calque_str form, unsigned flags) {
  proposals *p = ctx;
  uint32_t *known = map_find(&p->index, form);
  if (known) {
    struct proposal *old = &p->list.ptr[*known];
    unsigned hidden = old->flags & flags & FORM_HIDDEN;
    old->flags = ((old->flags | flags) & ~(unsigned)FORM_HIDDEN) | hidden;
    return;
  }
  struct proposal new = {.form = arena_copy(p->arena, form), .flags = flags};
  *map_add(&p->index, new.form, 0) = (uint32_t)p->list.n;
  ARRAY_PUSH(p->arena, &p->list, new);
}

static calque_str recased(calque_str s, bool whole, char *out) {
  size_t n = 0, len;
  for (size_t i = 0; i < s.len; i += len) {
    uint32_t c = utf8_decode(str_slice(s, i, s.len), &len);
    n += utf8_encode(i && !whole ? c : utf8_upper(c), out + n);
  }
  return (calque_str){out, n};
}

/* KEEPCASE refuses a capital more than is written. Another entry may have that very shape, so the
 * flag is believed when one of both shapes is refused. */
static bool keeps_case(struct judge *judge, calque_str form) {
  char out[AFFIX_MAX_FORM * 3];
  calque_str initial = recased(form, false, out);
  bool refused = !str_eq(initial, form) && !judge_accepts(judge, initial);
  return refused || !judge_accepts(judge, recased(form, true, out));
}

/* « Paris » is also a capital « paris », the plural of pari; its own readings are the others. */
static size_t own_readings(struct judge *judge, calque_arena *arena, struct proposal *p) {
  char lower[AFFIX_MAX_FORM * 3];
  struct analysis *others;
  calque_str low = {lower, utf8_lower_word(p->form, lower)};
  size_t n = judge_analyze(judge, arena, p->form, &p->readings), kept = 0;
  if (str_eq(low, p->form)) return n;
  size_t n_others = judge_analyze(judge, arena, low, &others);
  for (size_t i = 0; i < n; i++) {
    bool other = false;
    for (size_t k = 0; k < n_others && !other; k++)
      other =
          others[k].morph == p->readings[i].morph && str_eq(others[k].lemma, p->readings[i].lemma);
    if (!other) p->readings[kept++] = p->readings[i];
  }
  return kept;
}

/* A capital and no other; for words of other kinds (fEv, 3d) hidden stems are not hidden. */
static bool is_initial(calque_str form) {
  char out[AFFIX_MAX_FORM * 3];
  size_t len;
  bool capital = utf8_is_upper(utf8_decode(form, &len));
  calque_str rest = str_slice(form, len, form.len);
  size_t n = utf8_lower_word(rest, out);
  return capital && str_eq((calque_str){out, n}, rest);
}

static void judge_one(const struct bench *bench, struct proposal *p) {
  char out[AFFIX_MAX_FORM * 3];
  if (p->flags & FORM_HIDDEN) {
    p->hidden = judge_accepts(bench->judge, recased(p->form, true, out));
    p->accepted = !is_initial(p->form) && judge_accepts(bench->judge, p->form);
    return;
  }
  if (bench->analyze) p->n_readings = own_readings(bench->judge, bench->arena, p);
  /* an analysis of its own is as good as a verdict, and asking for that too takes half as long
   * again */
  p->accepted = p->n_readings || judge_accepts(bench->judge, p->form);
  if (!p->accepted) p->n_readings = 0;
  p->keep_case = p->accepted && p->flags & FORM_KEEP_CASE && keeps_case(bench->judge, p->form);
}

static void *judge_share(void *ctx) {
  const struct bench *bench = ctx;
  for (size_t i = bench->first; i < bench->all->list.n; i += bench->step)
    judge_one(bench, &bench->all->list.ptr[i]);
  return NULL;
}

static size_t bench_count(void) {
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  return cores < 1 ? 1 : cores > (long)MAX_JUDGES ? MAX_JUDGES : (size_t)cores;
}

static void judge_all(struct bench *benches, size_t n) {
  pthread_t threads[MAX_JUDGES];
  bool started[MAX_JUDGES] = {false};
  for (size_t i = 1; i < n; i++)
    started[i] = pthread_create(&threads[i], NULL, judge_share, &benches[i]) == 0;
  judge_share(&benches[0]);
  for (size_t i = 1; i < n; i++) {
    if (started[i]) pthread_join(threads[i], NULL);
    else judge_share(&benches[i]);
  }
}

struct language {
  const char *aff, *dic;
  const struct judge_probe *probe;
  struct affix_options *options;
  uint32_t accepted, hidden, keep_case; /* WORD_* bits */
  bool analyze;
};

static void add_word(struct build *b, const struct language *language, const struct proposal *p) {
  if (!p->accepted && !p->hidden) return;
  uint32_t id = build_add(b, p->form);
  if (!id) return;
  struct build_word *word = &b->words.ptr[id];
  word->flags |= (p->accepted ? language->accepted : 0) | (p->hidden ? language->hidden : 0) |
                 (p->keep_case ? language->keep_case : 0);
  if (!language->analyze || !p->accepted) return;
  word->first_reading = (uint32_t)b->readings.n;
  word->n_readings = (uint32_t)p->n_readings;
  for (size_t i = 0; i < p->n_readings; i++) {
    struct build_reading r = {p->readings[i].morph, arena_copy(b->arena, p->readings[i].lemma)};
    ARRAY_PUSH(b->arena, &b->readings, r);
    build_add(b, r.lemma);
  }
}

/* Ordinal numbers: COMPOUNDRULE n*1t and n*mp of the English dictionary. Longer ones are looked up
 * by their last two digits. */
static void propose_ordinals(proposals *p) {
  static const char *const endings[] = {"st", "nd", "rd", "th"};
  for (unsigned n = 0; n < 100; n++)
    for (size_t i = 0; i < COUNT(endings); i++) {
      collect(p, arena_printf(p->arena, "%u%s", n, endings[i]), 0);
      collect(p, arena_printf(p->arena, "%02u%s", n, endings[i]), 0);
    }
}

static calque_status build_language(struct build *b, const struct language *language,
                                    calque_error *err) {
  proposals all = {.arena = calque_arena_new()};
  struct bench benches[MAX_JUDGES] = {{0}};
  size_t n = bench_count(), opened = 0;
  map_init(&all.index, all.arena, (size_t)1 << 20, 0);
  /* options outlive the proposals, so they are read into the arena of the build */
  calque_status status =
      affix_expand(language->aff, language->dic, b->arena, language->options, collect, &all, err);
  if (!status) propose_ordinals(&all);
  for (; !status && opened < n; opened++) {
    struct judge *judge = judge_open(language->aff, language->dic, language->probe, err);
    if (!judge) status = CALQUE_E_CONFIG;
    if (!judge) break;
    benches[opened] = (struct bench){&all, judge, calque_arena_new(), opened, n, language->analyze};
  }
  if (!status) judge_all(benches, n);
  for (size_t i = 0; !status && i < all.list.n; i++) add_word(b, language, &all.list.ptr[i]);
  for (size_t i = 0; i < opened; i++) {
    judge_free(benches[i].judge);
    calque_arena_free(benches[i].arena);
  }
  calque_arena_free(all.arena);
  return status;
}

calque_status build_dictionaries(struct build *b, calque_error *err) {
  const struct lexicon_sources *s = b->sources;
  struct language french = {s->french_aff, s->french_dic,     &french_probe,  &b->french,
                            WORD_FRENCH,   WORD_FRENCH_UPPER, WORD_KEEP_CASE, true};
  struct language english = {
      s->english_aff, s->english_dic,     &english_probe,         &b->english,
      WORD_ENGLISH,   WORD_ENGLISH_UPPER, WORD_ENGLISH_KEEP_CASE, false};
  calque_status status = build_language(b, &french, err);
  return status ? status : build_language(b, &english, err);
}
