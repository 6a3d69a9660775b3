/* What each sentence says: a vector over lemmas, weighed by tf-idf, and what its tokens count.
 * Words that the lexicon does not know (most of them names) have a hash of their letters for a
 * lemma. One pass over the tokens: the lexicon's records are what costs time. */
#include "summary/parts.h"

#define UNKNOWN_WORD 0x80000000u /* top bit of the keys that are hashes */
#define OF_TITLE     UINT32_MAX  /* as place of a sentence: its words are not counted */

float logarithms[N_LOGARITHMS];

__attribute__((constructor)) static void logarithms_fill(void) {
  for (uint32_t n = 1; n < N_LOGARITHMS; n++) logarithms[n] = logf((float)n);
}

enum {
  RARITY_UNKNOWN = 160, /* 16 x ln of the 20,000 articles that rarities are counted in */
  RARITY_NUMBER = 112,
  MAX_HASHED = 64, /* bytes of an unknown word; longer ones say nothing */
  MAX_TITLE = 1000 /* bytes */
};

#define VERB_FLAGS   (WORD_PRESENT | WORD_IMPERFECT | WORD_FUTURE | WORD_INFINITIVE)
#define CLOSED_FLAGS (WORD_FIRST_PERSON | WORD_DATE | WORD_NEGATION)

/* Different words of the document, by key. */
struct word_table {
  uint32_t *slots; /* 1 + index of a word; 0: free */
  struct summary_word *words;
  uint32_t mask, n;
};

struct reading_job {
  const struct ranking_job *job;
  struct word_table table;
  /* Of all sentences, one behind the other. */
  struct summary_term *terms;
  uint32_t *tf; /* how often the sentence has the term */
  uint32_t n_terms;
  uint32_t first_term; /* of the sentence that is being read */
};

/* What is counted in a sentence. */
struct sentence_read {
  uint32_t index;
  uint32_t words, stops, names, quoted, commas;
  uint32_t flags; /* VERB_FLAGS and CLOSED_FLAGS of its words */
  uint32_t n_early;
  uint32_t rarity; /* of its terms together */
};

/* What a token is about; key 0: nothing. */
struct subject {
  uint32_t key;
  uint8_t rarity, kind;
};

/* ---- The table ---------------------------------------------------------------------------------
 */

static void init_table(struct word_table *table, calque_arena *arena, uint32_t most) {
  uint32_t size = 64;
  while (size < most + most / 2) size *= 2;
  table->slots = ARENA_ARRAY(arena, uint32_t, size);
  table->mask = size - 1;
  table->words = arena_alloc(arena, (most + 1) * sizeof *table->words);
  table->n = 0;
}

static uint32_t find_word(struct word_table *table, uint32_t key) {
  uint32_t i = key * 0x9e3779b1u >> 7 & table->mask;
  for (; table->slots[i]; i = (i + 1) & table->mask)
    if (table->words[table->slots[i] - 1].key == key) return table->slots[i] - 1;
  table->words[table->n] = (struct summary_word){.key = key};
  table->slots[i] = table->n + 1;
  return table->n++;
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
  const struct word *word = lexicon_word(r->job->lex, t->lower);
  uint32_t flags = word->flags, told = flags;
  uint8_t kind = 0;
  if (t->exact != t->lower || t->flags & (CALQUE_CAPITAL | CALQUE_ALL_CAPS | CALQUE_CLITIC)) {
    if (t->exact != t->lower && t->exact) {
      const struct word *lower = word;
      word = lexicon_word(r->job->lex, t->exact);
      told = flags |= word->flags;
      if (word->morph != lower->morph)
        told = (flags & CLOSED_FLAGS) | lexicon_verb_flags(word->morph | lower->morph);
    }
    if (t->flags & CALQUE_CAPITAL && !(t->flags & CALQUE_FIRST)) kind = SUMMARY_NAME;
    s->names += kind;
    if (kind & SUMMARY_NAME) told &= ~(uint32_t)VERB_FLAGS;
    if (t->flags & (CALQUE_ALL_CAPS | CALQUE_CLITIC)) told &= ~(uint32_t)CLOSED_FLAGS;
  }
  s->flags |= told;
  if (flags & WORD_STOP) {
    s->stops++;
    return (struct subject){.key = 0};
  }
  if (word->flags & WORD_STOP_LEMMA || t->flags & (CALQUE_ELIDED | CALQUE_CLITIC) ||
      t->span.end - t->span.start < 2)
    return (struct subject){.key = 0};
  if (told & WORD_NO_NOUN) kind |= SUMMARY_VERB;
  if (!t->exact && !t->lower)
    return (struct subject){hashed_key(token_str(doc, t)), RARITY_UNKNOWN, kind};
  return (struct subject){word->lemma, word->rarity, kind};
}

static void count_word(struct summary_word *word, const calque_token *t, struct subject subject,
                       uint32_t sentence, bool new_in_sentence) {
  if (!word->count++) word->first = sentence;
  word->sentences += new_in_sentence;
  word->rarity = subject.rarity;
  word->kind |= subject.kind;
  if (!(t->flags & CALQUE_IN_QUOTE)) word->kind |= SUMMARY_UNQUOTED;
}

/* The weight is (1 + ln tf) x rarity. */
static void repeat_term(struct reading_job *r, uint32_t term) {
  float before = 1 + log_count(r->tf[term]);
  r->terms[term].weight *= (1 + log_count(++r->tf[term])) / before;
}

static void add_term(struct reading_job *r, const calque_token *t, struct subject subject,
                     struct sentence_read *s) {
  uint32_t index = find_word(&r->table, subject.key);
  struct summary_word *word = &r->table.words[index];
  bool is_new = word->last_term <= r->first_term;
  count_word(word, t, subject, s->index, is_new);
  if (!is_new) {
    repeat_term(r, word->last_term - 1);
    return;
  }
  uint32_t n = r->n_terms - r->first_term;
  if (n == SUMMARY_MAX_TERMS) return;
  r->tf[r->n_terms] = 1;
  r->terms[r->n_terms++] = (struct summary_term){index, subject.rarity};
  word->last_term = r->n_terms;
  s->rarity += subject.rarity;
  if (s->words <= SUMMARY_EARLY) s->n_early = n + 1;
}

static struct sentence_read read_tokens(struct reading_job *r, const calque_doc *doc,
                                        const calque_token *tokens, uint32_t n, uint32_t index) {
  struct sentence_read s = {.index = index};
  r->first_term = r->n_terms;
  for (const calque_token *t = tokens; t < tokens + n; t++) {
    struct subject subject;
    s.quoted += (t->flags & CALQUE_IN_QUOTE) != 0;
    if (t->kind > CALQUE_NUMBER) {
      s.commas += doc->text.ptr[t->span.start] == ',';
      continue;
    }
    s.words++;
    if (t->kind == CALQUE_WORD) subject = read_word(r, doc, t, &s);
    else subject = (struct subject){hashed_key(token_str(doc, t)), RARITY_NUMBER, 0};
    if (subject.key) add_term(r, t, subject, &s);
  }
  return s;
}

/* ---- Vectors -----------------------------------------------------------------------------------
 */

/* The terms of the sentence that was read last. */
static struct summary_vector terms_read(const struct reading_job *r) {
  return (struct summary_vector){&r->terms[r->first_term], r->n_terms - r->first_term};
}

/* Gives the vectors their length, and finds what each has in common with others: two terms in five
 * are in more than one sentence. */
static void finish_vectors(const struct reading_job *r) {
  struct summary_term *shared = arena_alloc(r->job->arena, (r->n_terms + 1) * sizeof *shared);
  struct summary_term *terms = r->terms + r->job->heading.n;
  for (uint32_t i = 0; i < r->job->out->n; i++) {
    struct summary_candidate *c = &r->job->out->sentences[i];
    float square = 0;
    for (uint32_t k = 0; k < c->vector.n; k++) square += terms[k].weight * terms[k].weight;
    float scale = square > 0 ? 1 / sqrtf(square) : 1;
    uint32_t n = 0;
    for (uint32_t k = 0; k < c->vector.n; k++) {
      bool is_shared = r->table.words[terms[k].word].sentences > 1;
      terms[k].weight *= scale;
      shared[n] = terms[k]; /* overwritten where it is not: the branch could not be foreseen */
      n += is_shared;
    }
    c->own = square > 0;
    for (uint32_t k = 0; k < n; k++) c->own -= shared[k].weight * shared[k].weight;
    c->shared = (struct summary_vector){shared, n};
    shared += n;
    terms += c->vector.n;
  }
}

/* ---- Sentences ---------------------------------------------------------------------------------
 */

static void count_features(const struct sentence_read *s, uint32_t n_tokens,
                           struct summary_candidate *c) {
  float per = 1 / (float)(s->words ? s->words : 1), *f = c->features;
  f[FEATURE_rarity] = c->vector.n ? (float)s->rarity / (float)c->vector.n / 160 : 0;
  f[FEATURE_content] = 1 - (float)s->stops * per;
  f[FEATURE_names] = (float)s->names * per;
  f[FEATURE_quoted] = (float)s->quoted / (float)n_tokens;
  f[FEATURE_commas] = (float)s->commas * per;
  f[FEATURE_first_person] = (s->flags & WORD_FIRST_PERSON) != 0;
  f[FEATURE_date] = (s->flags & WORD_DATE) != 0;
  f[FEATURE_negation] = (s->flags & WORD_NEGATION) != 0;
  f[FEATURE_present] = (s->flags & WORD_PRESENT) != 0;
  f[FEATURE_imperfect] = (s->flags & WORD_IMPERFECT) != 0;
  f[FEATURE_future] = (s->flags & WORD_FUTURE) != 0;
  f[FEATURE_infinitive] = (s->flags & WORD_INFINITIVE) != 0;
}

static void read_sentence(struct reading_job *r, uint32_t index) {
  struct summary_candidate *c = &r->job->out->sentences[index];
  const calque_doc *doc = r->job->doc;
  const calque_sentence *sentence = &doc->sentences[c->sentence];
  const calque_token *tokens = &doc->tokens[sentence->first_token];
  struct sentence_read s = read_tokens(r, doc, tokens, sentence->n_tokens, index);
  c->words = s.words;
  c->n_early = s.n_early;
  c->vector = terms_read(r);
  count_features(&s, sentence->n_tokens, c);
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

/* The title's words are the first of the document; what was counted of them there is forgotten. */
static void read_title(struct reading_job *r, struct ranking_job *job, const calque_doc *title) {
  read_tokens(r, title, title->tokens, title->n_tokens, 0);
  job->heading = terms_read(r);
  for (uint32_t i = 0; i < r->table.n; i++)
    r->table.words[i] = (struct summary_word){.key = r->table.words[i].key, .kind = SUMMARY_TITLE};
}

void rank_terms(struct ranking_job *job) {
  struct summary_ranking *out = job->out;
  struct reading_job r = {.job = job};
  const calque_doc *title = job->title.len ? parse_title(job) : NULL;
  uint32_t most = title ? title->n_tokens : 0;
  for (uint32_t i = 0; i < out->n; i++)
    most += job->doc->sentences[out->sentences[i].sentence].n_tokens;
  init_table(&r.table, job->arena, most);
  r.terms = arena_alloc(job->arena, (most + 1) * sizeof *r.terms);
  r.tf = arena_alloc(job->arena, (most + 1) * sizeof *r.tf);
  if (title) read_title(&r, job, title);
  for (uint32_t i = 0; i < out->n; i++) read_sentence(&r, i);
  finish_vectors(&r);
  out->words = r.table.words;
  out->n_words = r.table.n;
}
