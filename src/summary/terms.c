/* What each sentence says: a vector over lemmas, weighed by tf-idf, and what its tokens count.
 * Words that the lexicon does not know (most of them names) have a hash of their letters for a
 * lemma. One pass over the tokens: the lexicon's records are what costs time. */
#include "summary/parts.h"

#include <math.h>

#define UNKNOWN_WORD 0x80000000u /* top bit of the keys that are hashes */
#define IDF_UNKNOWN  10.0f       /* ln of the 20,000 articles that rarities are counted in */
#define IDF_NUMBER   7.0f
#define EMPTY_SLOT   UINT32_MAX
#define OF_TITLE     UINT32_MAX /* as place of a sentence: its words are not counted */

enum {
  MAX_HASHED = 64, /* bytes of an unknown word; longer ones say nothing */
  MAX_TITLE = 1000 /* bytes */
};

/* Readings of a form that can be nothing but a finite verb. */
#define VERB_ONLY (M_VERB | M_AUX | M_FINITE | M_1 | M_2 | M_3 | M_SING | M_PLUR | M_SUBJ_PRES)

/* Different words of the document, by key. */
struct word_table {
  struct slot {
    uint32_t key, local;
  } * slots;
  struct summary_word *words;
  uint32_t *place; /* by local: where it stands in the vector that is being built, plus base */
  uint32_t base;   /* places below it belong to earlier vectors */
  uint32_t mask, n;
};

struct reading_job {
  const struct ranking_job *job;
  struct word_table table;
};

/* The sentence that is being read. */
struct sentence_read {
  struct summary_term terms[SUMMARY_MAX_TERMS];
  uint32_t tf[SUMMARY_MAX_TERMS];
  uint32_t n, index;
  uint32_t words, stops, names, quoted, commas;
  uint32_t cues;
  uint64_t tenses;
};

/* What a token is about; key 0: nothing. */
struct subject {
  uint32_t key;
  float idf;
  bool name, verb;
};

/* ---- The table ---------------------------------------------------------------------------------
 */

static void init_table(struct word_table *table, calque_arena *arena, uint32_t most) {
  uint32_t size = 64;
  while (size < 2 * most) size *= 2;
  table->slots = arena_alloc(arena, size * sizeof *table->slots);
  memset(table->slots, 0xff, size * sizeof *table->slots);
  table->mask = size - 1;
  table->words = arena_alloc(arena, (most + 1) * sizeof *table->words);
  table->place = arena_alloc(arena, (most + 1) * sizeof *table->place);
  table->n = 0;
  table->base = 1;
}

static uint32_t local_of(struct word_table *table, uint32_t key, uint32_t sentence) {
  uint32_t i = key * 0x9e3779b1u >> 7 & table->mask;
  while (table->slots[i].local != EMPTY_SLOT && table->slots[i].key != key)
    i = (i + 1) & table->mask;
  if (table->slots[i].local == EMPTY_SLOT) {
    table->slots[i] = (struct slot){key, table->n};
    table->place[table->n] = 0;
    table->words[table->n++] = (struct summary_word){.key = key, .first = sentence};
  }
  return table->slots[i].local;
}

/* ---- Tokens ------------------------------------------------------------------------------------
 */

static uint32_t hashed_key(calque_str s) {
  char lower[3 * MAX_HASHED];
  if (s.len > MAX_HASHED) return 0;
  calque_str l = {lower, utf8_lower_word(s, lower)};
  return UNKNOWN_WORD | (uint32_t)str_hash(l, 0);
}

/* A word; also counts what the features of form want to know of it. */
static struct subject read_word(const struct reading_job *r, const calque_doc *doc,
                                const calque_token *t, struct sentence_read *s) {
  const calque_lexicon *lex = r->job->lex;
  const struct word *lower = lexicon_word(lex, t->lower);
  const struct word *word = t->exact && t->exact != t->lower ? lexicon_word(lex, t->exact) : lower;
  uint64_t morph = word->morph | lower->morph;
  struct subject subject = {.idf = IDF_UNKNOWN,
                            .name = (t->flags & CALQUE_CAPITAL) && !(t->flags & CALQUE_FIRST),
                            .verb = (morph & M_VERB) && !(morph & M_NOUN)};
  s->names += subject.name;
  s->cues |= token_closed(lex, t);
  if (!subject.name) s->tenses |= morph & (morph & ~VERB_ONLY ? M_FUTURE | M_INF : ~UINT64_C(0));
  if ((word->flags | lower->flags) & WORD_STOP) {
    s->stops++;
    return subject;
  }
  if (t->flags & (CALQUE_ELIDED | CALQUE_CLITIC) || t->span.end - t->span.start < 2) return subject;
  if (!t->exact && !t->lower) {
    subject.key = hashed_key(token_str(doc, t));
    return subject;
  }
  const struct word *lemma = lexicon_word(lex, word->lemma);
  if (lemma->flags & WORD_STOP) return subject;
  subject.key = word->lemma;
  subject.idf = (float)(lemma->idf < word->idf ? lemma->idf : word->idf) / 16;
  return subject;
}

static void count_word(struct summary_word *word, const calque_token *t, struct subject subject,
                       bool new_in_sentence) {
  word->count++;
  word->sentences += new_in_sentence;
  word->idf = subject.idf;
  word->name |= subject.name;
  word->verb |= subject.verb;
  word->unquoted |= !(t->flags & CALQUE_IN_QUOTE);
}

static void add_term(struct reading_job *r, const calque_token *t, struct subject subject,
                     struct sentence_read *s) {
  uint32_t local = local_of(&r->table, subject.key, s->index);
  uint32_t place = r->table.place[local];
  bool is_new = place < r->table.base;
  if (s->index == OF_TITLE) r->table.words[local].title = true;
  else count_word(&r->table.words[local], t, subject, is_new);
  if (!is_new) {
    s->tf[place - r->table.base]++;
  } else if (s->n < SUMMARY_MAX_TERMS) {
    r->table.place[local] = r->table.base + s->n;
    s->tf[s->n] = 1;
    s->terms[s->n++] = (struct summary_term){.key = subject.key,
                                             .local = local & 0x7fffffff,
                                             .early = s->words <= SUMMARY_EARLY,
                                             .weight = subject.idf};
  }
}

static void read_tokens(struct reading_job *r, const calque_doc *doc, uint32_t first, uint32_t n,
                        struct sentence_read *s) {
  for (const calque_token *t = &doc->tokens[first]; t < &doc->tokens[first] + n; t++) {
    struct subject subject = {.key = 0, .idf = IDF_NUMBER};
    s->quoted += (t->flags & CALQUE_IN_QUOTE) != 0;
    s->words += t->kind == CALQUE_WORD || t->kind == CALQUE_NUMBER;
    if (t->kind == CALQUE_WORD) subject = read_word(r, doc, t, s);
    else if (t->kind == CALQUE_NUMBER) subject.key = hashed_key(token_str(doc, t));
    else s->commas += doc->text.ptr[t->span.start] == ',';
    if (subject.key) add_term(r, t, subject, s);
  }
}

/* ---- Vectors -----------------------------------------------------------------------------------
 */

/* Weights become (1 + ln tf) x idf x scale, where the scale makes the length 1 if wanted. */
static struct summary_vector finish_vector(struct reading_job *r, struct sentence_read *s,
                                           bool unit) {
  float square = 0, scale = 1;
  for (uint32_t i = 0; i < s->n; i++) {
    if (s->tf[i] > 1) s->terms[i].weight *= 1 + logf((float)s->tf[i]);
    square += s->terms[i].weight * s->terms[i].weight;
  }
  if (unit && square > 0) scale = 1 / sqrtf(square);
  for (uint32_t i = 0; i < s->n; i++) s->terms[i].weight *= scale;
  r->table.base += s->n;
  struct summary_term *kept = arena_alloc(r->job->arena, (s->n + 1) * sizeof *kept);
  if (s->n) memcpy(kept, s->terms, s->n * sizeof *kept);
  return (struct summary_vector){kept, s->n};
}

/* ---- Sentences ---------------------------------------------------------------------------------
 */

static void count_features(const struct sentence_read *s, uint32_t n_tokens,
                           struct summary_candidate *c) {
  float per = 1 / (float)(s->words ? s->words : 1), rarity = 0;
  for (uint32_t i = 0; i < s->n; i++) rarity += s->terms[i].weight;
  float *f = c->features;
  f[FEATURE_rarity] = s->n ? rarity / (float)s->n / 10 : 0;
  f[FEATURE_content] = 1 - (float)s->stops * per;
  f[FEATURE_names] = (float)s->names * per;
  f[FEATURE_quoted] = (float)s->quoted / (float)n_tokens;
  f[FEATURE_commas] = (float)s->commas * per;
  f[FEATURE_first_person] = (s->cues & CLOSED_FIRST_PERSON) != 0;
  f[FEATURE_date] = (s->cues & CLOSED_DATE) != 0;
  f[FEATURE_negation] = (s->cues & CLOSED_NEGATION) != 0;
  f[FEATURE_present] = (s->tenses & M_PRESENT) != 0;
  f[FEATURE_imperfect] = (s->tenses & M_IMPERFECT) != 0;
  f[FEATURE_future] = (s->tenses & M_FUTURE) != 0;
  f[FEATURE_infinitive] = (s->tenses & M_INF) != 0;
}

static void read_sentence(struct reading_job *r, uint32_t index) {
  struct summary_candidate *c = &r->job->out->sentences[index];
  const calque_sentence *sentence = &r->job->doc->sentences[c->sentence];
  struct sentence_read s;
  memset((char *)&s + offsetof(struct sentence_read, n), 0,
         sizeof s - offsetof(struct sentence_read, n));
  s.index = index;
  read_tokens(r, r->job->doc, sentence->first_token, sentence->n_tokens, &s);
  c->words = s.words;
  count_features(&s, sentence->n_tokens, c);
  c->vector = finish_vector(r, &s, true);
}

static const calque_doc *parse_title(const struct ranking_job *job) {
  calque_str title = job->title;
  if (title.len > MAX_TITLE) title.len = MAX_TITLE;
  title.len = utf8_valid_prefix(title);
  calque_article article = {.text = title};
  calque_doc *doc = text_parse(job->arena, &article);
  lexicon_annotate(job->lex, doc);
  return doc;
}

static void read_title(struct reading_job *r, struct ranking_job *job, const calque_doc *title) {
  struct sentence_read s = {.index = OF_TITLE};
  read_tokens(r, title, 0, title->n_tokens, &s);
  job->heading = finish_vector(r, &s, false);
}

void rank_terms(struct ranking_job *job) {
  struct summary_ranking *out = job->out;
  struct reading_job r = {.job = job};
  const calque_doc *title = job->title.len ? parse_title(job) : NULL;
  uint32_t most = title ? title->n_tokens : 0;
  for (uint32_t i = 0; i < out->n; i++)
    most += job->doc->sentences[out->sentences[i].sentence].n_tokens;
  init_table(&r.table, job->arena, most);
  for (uint32_t i = 0; i < out->n; i++) read_sentence(&r, i);
  if (title) read_title(&r, job, title);
  out->words = r.table.words;
  out->n_words = r.table.n;
}

float summary_cosine(const struct summary_vector *a, const struct summary_vector *b) {
  float sum = 0;
  for (uint32_t i = 0; i < a->n; i++)
    for (uint32_t k = 0; k < b->n; k++)
      if (a->terms[i].key == b->terms[k].key) sum += a->terms[i].weight * b->terms[k].weight;
  return sum;
}
