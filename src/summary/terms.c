/* What each sentence speaks of: a vector over lemmas, weighed by tf-idf. Words that the lexicon
 * does not know (most of them names) count too, under a hash of their letters. */
#include "summary/parts.h"

#include <math.h>

#define UNKNOWN_WORD 0x80000000u /* top bit of the keys that are hashes */
#define IDF_UNKNOWN  10.0f       /* ln of the 20,000 articles that the rarities are counted in */
#define IDF_NUMBER   7.0f
#define EMPTY_SLOT   UINT32_MAX

enum { MAX_HASHED = 64 /* bytes of an unknown word; longer ones say nothing */, MAX_TITLE = 1000 };

/* Different terms of the document, by key. */
struct term_table {
  struct slot {
    uint32_t key, local;
  } * slots;
  uint32_t mask, n;
  uint32_t *counts; /* by local: occurrences in the article */
  uint32_t *place;  /* by local: where it stands in the vector that is being built, plus base */
  uint32_t base;    /* places below it belong to earlier vectors */
};

static uint32_t hashed_key(calque_str s) {
  char lower[3 * MAX_HASHED];
  if (s.len > MAX_HASHED) return 0;
  calque_str l = {lower, utf8_lower_word(s, lower)};
  return UNKNOWN_WORD | (uint32_t)str_hash(l, 0);
}

/* The key and the rarity of a token; 0 when it says nothing of the subject. */
static uint32_t key_of(const calque_lexicon *lex, const calque_doc *doc, const calque_token *t,
                       float *idf) {
  *idf = t->kind == CALQUE_NUMBER ? IDF_NUMBER : IDF_UNKNOWN;
  if (t->kind == CALQUE_NUMBER) return hashed_key(token_str(doc, t));
  if (t->kind != CALQUE_WORD || t->flags & (CALQUE_ELIDED | CALQUE_CLITIC)) return 0;
  if (t->span.end - t->span.start < 2) return 0;
  if (!t->exact && !t->lower) return hashed_key(token_str(doc, t));
  if (token_flags(lex, t) & WORD_STOP) return 0;
  const struct word *word = token_word(lex, t), *lemma = lexicon_word(lex, word->lemma);
  if (lemma->flags & WORD_STOP) return 0;
  *idf = (float)(lemma->idf < word->idf ? lemma->idf : word->idf) / 16;
  return word->lemma;
}

static uint32_t local_of(struct term_table *table, uint32_t key) {
  uint32_t i = key * 0x9e3779b1u >> 7 & table->mask;
  while (table->slots[i].local != EMPTY_SLOT && table->slots[i].key != key)
    i = (i + 1) & table->mask;
  if (table->slots[i].local == EMPTY_SLOT) {
    table->slots[i] = (struct slot){key, table->n};
    table->place[table->n] = 0;
    table->counts[table->n++] = 0;
  }
  return table->slots[i].local;
}

static void init_table(struct term_table *table, calque_arena *arena, uint32_t most) {
  uint32_t size = 64;
  while (size < 2 * most) size *= 2;
  table->slots = arena_alloc(arena, size * sizeof *table->slots);
  memset(table->slots, 0xff, size * sizeof *table->slots);
  table->mask = size - 1;
  table->counts = arena_alloc(arena, (most + 1) * sizeof *table->counts);
  table->place = arena_alloc(arena, (most + 1) * sizeof *table->place);
  table->n = 0;
  table->base = 1;
}

static void sort_terms(struct summary_term *terms, uint32_t n) {
  for (uint32_t i = 1; i < n; i++) {
    struct summary_term t = terms[i];
    uint32_t k = i;
    for (; k > 0 && terms[k - 1].key > t.key; k--) terms[k] = terms[k - 1];
    terms[k] = t;
  }
}

/* Counts the terms of tokens [first, end) into the vector, at most SUMMARY_MAX_TERMS of them;
 * weights become (1 + ln tf) x idf. `count`: into the document's counts too. */
static struct summary_vector vector_of(const struct ranking_job *job, struct term_table *table,
                                       const calque_doc *doc, uint32_t first, uint32_t end,
                                       bool count) {
  struct summary_term terms[SUMMARY_MAX_TERMS];
  uint32_t tf[SUMMARY_MAX_TERMS], n = 0;
  for (uint32_t i = first; i < end; i++) {
    float idf;
    uint32_t key = key_of(job->lex, doc, &doc->tokens[i], &idf);
    if (!key) continue;
    uint32_t local = local_of(table, key), place = table->place[local];
    if (count) table->counts[local]++;
    if (place >= table->base) {
      tf[place - table->base]++;
    } else if (n < SUMMARY_MAX_TERMS) {
      table->place[local] = table->base + n;
      tf[n] = 1;
      terms[n++] = (struct summary_term){key, local, idf};
    }
  }
  table->base += n;
  for (uint32_t i = 0; i < n; i++)
    if (tf[i] > 1) terms[i].weight *= 1 + logf((float)tf[i]);
  sort_terms(terms, n);
  struct summary_term *kept = arena_alloc(job->arena, (n + 1) * sizeof *kept);
  if (n) memcpy(kept, terms, n * sizeof *kept);
  return (struct summary_vector){kept, n};
}

static void normalize(struct summary_vector *v) {
  struct summary_term *terms = (struct summary_term *)(uintptr_t)v->terms;
  float square = 0;
  for (uint32_t i = 0; i < v->n; i++) square += terms[i].weight * terms[i].weight;
  if (square <= 0) return;
  float scale = 1 / sqrtf(square);
  for (uint32_t i = 0; i < v->n; i++) terms[i].weight *= scale;
}

static calque_doc *parse_title(const struct ranking_job *job) {
  calque_str title = job->title;
  if (title.len > MAX_TITLE) title.len = MAX_TITLE;
  title.len = utf8_valid_prefix(title);
  calque_article article = {.text = title};
  calque_doc *doc = text_parse(job->arena, &article);
  lexicon_annotate(job->lex, doc);
  return doc;
}

void rank_terms(struct ranking_job *job) {
  struct summary_ranking *out = job->out;
  struct term_table table;
  const calque_doc *title = job->title.len ? parse_title(job) : NULL;
  uint32_t most = title ? title->n_tokens : 0;
  for (uint32_t i = 0; i < out->n; i++)
    most += job->doc->sentences[out->sentences[i].sentence].n_tokens;
  init_table(&table, job->arena, most);
  for (uint32_t i = 0; i < out->n; i++) {
    struct summary_candidate *c = &out->sentences[i];
    const calque_sentence *s = &job->doc->sentences[c->sentence];
    c->vector =
        vector_of(job, &table, job->doc, s->first_token, s->first_token + s->n_tokens, true);
    normalize(&c->vector);
  }
  if (title) job->heading = vector_of(job, &table, title, 0, title->n_tokens, false);
  job->counts = table.counts;
  out->n_terms = table.n;
}

float summary_cosine(const struct summary_vector *a, const struct summary_vector *b) {
  float sum = 0;
  for (uint32_t i = 0, k = 0; i < a->n && k < b->n;) {
    uint32_t x = a->terms[i].key, y = b->terms[k].key;
    if (x == y) sum += a->terms[i++].weight * b->terms[k++].weight;
    else if (x < y) i++;
    else k++;
  }
  return sum;
}
