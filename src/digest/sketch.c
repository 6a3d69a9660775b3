/* What a digest keeps of an article: a vector of its lemmas (the title counts more), a MinHash of
 * its word triples, and the few sentences that a summary may quote. */
#include <math.h>

#include "digest/parts.h"
#include "summary/lean.h"

#define TITLE_WEIGHT  2.0f
#define NUMBER_WEIGHT 1.0f
#define RANK_COST     0.12f /* of each better sentence of the article */

#define ODD_TITLE     0.7f /* worth of one that starts with a quotation or a label, or is long */

enum {
  MAX_TITLE = 200,  /* bytes of a line that may be a title */
  LONG_TITLE = 130, /* bytes of one that is too long to stand well at the head of a story */
};
enum { MAX_SKETCH_WORDS = 3000 /* of very long texts only the start tells the story */ };

/* Terms are hashes of words, not ids of the lexicon: the archive keeps them from day to day. */
static uint32_t hashed_term(calque_str s) {
  char folded[256];
  if (s.len > 80) s.len = utf8_valid_prefix(str_slice(s, 0, 80));
  calque_str key = {folded, utf8_fold_word(s, folded)};
  return (uint32_t)str_hash(key, 0) | 0x80000000u;
}

static uint32_t lemma_term(const calque_lexicon *lex, word_id lemma) {
  return (uint32_t)str_hash(lexicon_name(lex, lemma), 0) & 0x7fffffffu;
}

/* A capital that is not only that of its sentence. */
static bool is_name(const calque_lexicon *lex, const calque_token *t) {
  const uint64_t common = M_NOUN | M_ADJ | M_ADV | M_VERB | M_PREP | M_DET | M_PRONOUN | M_NUM |
                          M_CONJ | M_CONJ_SUB | M_INTERJ | M_FUNCTION | M_TITLE;
  if (!(t->flags & CALQUE_CAPITAL)) return false;
  return !(t->flags & CALQUE_FIRST) || !(lexicon_word(lex, t->lower)->morph & common);
}

float sketch_term(const calque_lexicon *lex, const calque_doc *doc, const calque_token *t,
                  uint32_t *id) {
  calque_str s = token_str(doc, t);
  if (t->kind == CALQUE_NUMBER) {
    *id = hashed_term(s);
    return s.len > 1 ? NUMBER_WEIGHT * 4 : 0;
  }
  if (t->kind != CALQUE_WORD || (t->flags & (CALQUE_ELIDED | CALQUE_CLITIC))) return 0;
  bool name = is_name(lex, t);
  const struct word *w = lexicon_word(lex, t->lower ? t->lower : t->exact);
  if (w->flags & WORD_STOP) return 0;
  if (t->lower && w->morph && !name) *id = lemma_term(lex, w->lemma);
  else *id = hashed_term(s);
  return (t->lower || t->exact) && w->idf ? (float)w->idf / 16 : 9;
}

struct terms {
  struct term *ptr;
  size_t n;
};

static void collect(const calque_lexicon *lex, const calque_doc *doc, uint32_t first, uint32_t n,
                    float factor, struct terms *out) {
  for (uint32_t i = first; i < first + n; i++) {
    uint32_t id;
    float weight = sketch_term(lex, doc, &doc->tokens[i], &id);
    if (weight > 0) out->ptr[out->n++] = (struct term){id, weight * factor};
  }
}

/* The weight of a term grows with the logarithm of its count: its summed weight is divided by
 * count and multiplied by 1 + ln count. Runs of equal ids stand together after sorting, so the
 * damping is done on the sums: sum / idf is the count. */
static struct vector article_vector(calque_arena *arena, const calque_lexicon *lex,
                                    const calque_doc *doc, const calque_doc *title) {
  uint32_t n = doc->n_tokens < MAX_SKETCH_WORDS ? doc->n_tokens : MAX_SKETCH_WORDS;
  struct terms terms = {ARENA_ARRAY(arena, struct term, n + title->n_tokens + 1), 0};
  collect(lex, doc, 0, n, 1, &terms);
  collect(lex, title, 0, title->n_tokens, TITLE_WEIGHT, &terms);
  struct vector raw = vector_build(arena, terms.ptr, terms.n, MAX_TERMS);
  struct term *damped = ARENA_ARRAY(arena, struct term, raw.n + 1);
  for (uint32_t i = 0; i < raw.n; i++)
    damped[i] = (struct term){raw.terms[i].id, sqrtf(raw.terms[i].weight)};
  return vector_build(arena, damped, raw.n, MAX_TERMS);
}

static struct vector span_vector(calque_arena *arena, const calque_lexicon *lex,
                                 const calque_doc *doc, uint32_t first, uint32_t end) {
  struct terms terms = {ARENA_ARRAY(arena, struct term, end - first + 1), 0};
  collect(lex, doc, first, end - first, 1, &terms);
  return vector_build(arena, terms.ptr, terms.n, SENTENCE_TERMS);
}

static uint64_t word_hash(const calque_lexicon *lex, const calque_doc *doc, const calque_token *t) {
  if (t->lower) return str_hash(lexicon_name(lex, t->lower), 0);
  return hashed_term(token_str(doc, t));
}

static uint64_t mix(uint64_t h) {
  h ^= h >> 33;
  h *= 0xff51afd7ed558ccdu;
  h ^= h >> 33;
  h *= 0xc4ceb9fe1a85ec53u;
  return h ^ (h >> 33);
}

/* MinHash of the shingles of three words: for each of 64 hash functions the smallest value. The
 * functions are a 32-bit multiply-shift family, so one triple costs 64 additions. */
static void minhash(const calque_lexicon *lex, const calque_doc *doc, struct digest_entry *entry) {
  uint64_t a = 0, b = 0, text = 0;
  uint32_t n = 0;
  for (size_t k = 0; k < N_HASHES; k++) entry->minhash[k] = UINT32_MAX;
  for (uint32_t i = 0; i < doc->n_tokens && n < MAX_SKETCH_WORDS; i++) {
    if (doc->tokens[i].kind != CALQUE_WORD && doc->tokens[i].kind != CALQUE_NUMBER) continue;
    uint64_t c = mix(word_hash(lex, doc, &doc->tokens[i]));
    text = mix(text ^ c);
    if (++n >= 3) {
      /* Function k is odd * (1 + k * (2 * golden ratio)): each comes from the one before. */
      uint64_t odd = mix(a * 3 + b * 5 + c * 7) | 1, step = odd * 2 * 0x9e3779b97f4a7c15u;
      for (uint32_t k = 0; k < N_HASHES; k++, odd += step) {
        uint32_t h = (uint32_t)(odd >> 32);
        entry->minhash[k] = h < entry->minhash[k] ? h : entry->minhash[k];
      }
    }
    a = b;
    b = c;
  }
  entry->text_hash = text;
  entry->n_words = n;
}

/* Does a finding that counts touch the span? */
static bool is_spoiled(const calque_report *report, calque_span span) {
  for (size_t i = 0; i < report->n_findings; i++) {
    const calque_finding *f = &report->findings[i];
    if (f->severity != CALQUE_NOTE && f->span.start < span.end && span.start < f->span.end)
      return true;
  }
  return false;
}

static bool is_inside(const calque_doc *doc, calque_span span, uint32_t token) {
  return token != NO_TOKEN && doc->tokens[token].span.start >= span.start &&
         doc->tokens[token].span.end <= span.end;
}

/* Does the span hold one end of a quotation only? */
static bool splits_quote(const calque_doc *doc, calque_span span) {
  for (uint32_t i = 0; i < doc->n_quotes; i++)
    if (is_inside(doc, span, doc->quotes[i].open) != is_inside(doc, span, doc->quotes[i].close))
      return true;
  return false;
}

/* Has every quotation mark its partner? */
static bool is_balanced(calque_str text) {
  int open = 0;
  bool straight = false;
  for (size_t i = 0, len; i < text.len; i += len) {
    uint32_t c = utf8_decode(str_slice(text, i, text.len), &len);
    open += (c == 0xab || c == 0x201c) - (c == 0xbb || c == 0x201d);
    straight ^= c == '"';
    if (open < 0) return false;
  }
  return !open && !straight;
}

enum stand { STANDS_NOT, STANDS_LEANING, STANDS_ALONE };

/* How it reads without the sentence before it; leaning: names again what was told (« Son avocat »)
 * or keeps a connective; not: cannot, or is not sound. */
static enum stand stand_of(const calque_lexicon *lex, const calque_doc *doc,
                           const calque_report *report, const calque_summary_sentence *s) {
  bool mended = s->text.ptr != doc->text.ptr + s->span.start && is_balanced(s->text);
  const calque_sentence *sentence =
      &doc->sentences[doc->tokens[token_at(doc, s->span.start)].sentence];
  if (is_spoiled(report, s->span) || (!mended && splits_quote(doc, s->span))) return STANDS_NOT;
  struct lean lean = lean_of(lex, doc, sentence);
  bool bare = lean.kind == LEAN_LEAD && s->kept[0].start > s->span.start;
  if (lean.kind == LEAN_NONE || bare) return STANDS_ALONE;
  return lean.kind <= LEAN_LEAD ? STANDS_LEANING : STANDS_NOT;
}

static uint32_t count_words(const calque_doc *doc, uint32_t first, uint32_t end) {
  uint32_t n = 0;
  for (uint32_t i = first; i < end; i++)
    n += doc->tokens[i].kind == CALQUE_WORD || doc->tokens[i].kind == CALQUE_NUMBER;
  return n;
}

static bool opens_quote(calque_str text) {
  size_t len;
  uint32_t c = text.len ? utf8_decode(text, &len) : 0;
  return c == '"' || c == 0xab || c == 0x201c;
}

static void keep_sentence(calque_arena *arena, const calque_lexicon *lex, const calque_doc *doc,
                          const calque_summary_sentence *s, float score, bool leans,
                          struct digest_entry *entry) {
  uint32_t first = token_at(doc, s->span.start), end = token_at(doc, s->span.end);
  entry->quotable[entry->n_quotable++] =
      (struct quotable){.text = s->text,
                        .vector = span_vector(arena, lex, doc, first, end),
                        .score = score,
                        .n_words = count_words(doc, first, end),
                        .opens_quote = opens_quote(s->text),
                        .leans = leans};
}

/* The best sentences that stand alone; when none does, the best. */
static void keep_sentences(calque_arena *arena, const calque_lexicon *lex, const calque_doc *doc,
                           const calque_report *report, bool compress, struct digest_entry *entry) {
  const calque_summary_sentence *chosen;
  calque_budget budget = {.sentences = MAX_QUOTABLE, .compress = compress};
  size_t n = calque_summarize(arena, lex, doc, report, budget, &chosen);
  for (size_t i = 0; i < n && entry->n_quotable < MAX_QUOTABLE; i++) {
    size_t better = 0;
    for (size_t k = 0; k < n; k++) better += chosen[k].score > chosen[i].score;
    enum stand stand = stand_of(lex, doc, report, &chosen[i]);
    if (stand != STANDS_NOT)
      keep_sentence(arena, lex, doc, &chosen[i], 1 - RANK_COST * (float)better,
                    stand == STANDS_LEANING, entry);
  }
  for (size_t i = 0; i < n && !entry->n_quotable; i++)
    if (!is_spoiled(report, chosen[i].span))
      keep_sentence(arena, lex, doc, &chosen[i], 1, false, entry);
}

static struct digest_reason *reason_of(struct digest_entry *entry, const char *family) {
  for (uint32_t i = 0; i < entry->n_reasons; i++)
    if (strcmp(entry->reasons[i].family, family) == 0) return &entry->reasons[i];
  struct digest_reason *r = &entry->reasons[entry->n_reasons++];
  r->family = family;
  return r;
}

/* One reason a family of findings, with the words of the first. */
static void keep_reasons(calque_arena *arena, const calque_doc *doc, const calque_report *report,
                         const calque_verdict *verdict, struct digest_entry *entry) {
  entry->reasons = ARENA_ARRAY(arena, struct digest_reason, verdict->n_reasons + 1);
  for (size_t i = 0; i < verdict->n_reasons; i++) {
    const calque_reason *reason = &verdict->reasons[i];
    struct digest_reason *r = reason_of(entry, reason->family);
    if (!r->n) r->text = reason->text;
    else r->text = arena_printf(arena, "%.*s; %.*s", STR_ARG(r->text), STR_ARG(reason->text));
    r->n += (uint32_t)reason->n;
    for (size_t k = 0; k < report->n_findings && !r->example.len; k++) {
      const calque_finding *f = &report->findings[k];
      if (f->severity != CALQUE_NOTE && strcmp(f->family, reason->family) == 0)
        r->example = str_of_span(doc->text, f->span);
    }
  }
}

/* « Le maire a annoncé la », « Crue : les » */
static bool is_title_cut(const calque_lexicon *lex, const calque_doc *title) {
  const calque_token *last = &title->tokens[title->n_tokens - 1];
  calque_str s = str_trim(title->text);
  if (str_ends(s, STR("…")) || str_ends(s, STR("...")) || !is_balanced(s)) return true;
  uint32_t c = token_char(title, last);
  if (c == ',' || c == ':' || c == ';' || last->flags & CALQUE_ELIDED) return true;
  uint64_t morph = last->kind == CALQUE_WORD ? token_morph(lex, last) : 0;
  return morph & (M_DET | M_PREP) &&
         !(morph & (M_NOUN | M_ADJ | M_ADV | M_VERB | M_PRO_IND | M_PRO_DEM));
}

/* « VIDÉO. », « EN DIRECT – » at its start. */
static bool is_labelled(const calque_doc *title) {
  uint32_t i = 0;
  while (i < title->n_tokens && title->tokens[i].flags & CALQUE_ALL_CAPS) i++;
  uint32_t c = i && i + 1 < title->n_tokens ? token_char(title, &title->tokens[i]) : 0;
  return c == '.' || c == '-' || c == 0x2013 || c == 0x2014 || c == '|';
}

static bool is_shouted(const calque_doc *title) {
  uint32_t shouted = 0, words = 0;
  for (uint32_t i = 0; i < title->n_tokens; i++) {
    words += title->tokens[i].kind == CALQUE_WORD;
    shouted += (title->tokens[i].flags & CALQUE_ALL_CAPS) != 0;
  }
  return words < 3 || shouted * 2 > words;
}

/* How well the title stands at the head of a story: 0 not at all, 1 well. */
static float title_worth(const calque_lexicon *lex, const calque_doc *doc, const calque_doc *title,
                         const calque_report *report) {
  calque_str s = str_trim(title->text);
  if (!title->n_tokens || is_shouted(title) || str_has(s, STR("?")) || is_title_cut(lex, title))
    return 0;
  if (doc->meta.title_from_text && s.ptr >= doc->text.ptr) {
    uint32_t start = (uint32_t)(s.ptr - doc->text.ptr);
    if (is_spoiled(report, (calque_span){start, start + (uint32_t)s.len})) return 0;
  }
  bool plain = !opens_quote(s) && !is_labelled(title) && s.len <= LONG_TITLE;
  return plain ? 1 : ODD_TITLE;
}

/* Is the line page furniture, by what was found there? */
static bool is_furniture(const calque_report *report, calque_span line) {
  for (size_t i = 0; i < report->n_findings; i++) {
    const calque_finding *f = &report->findings[i];
    if (strcmp(f->family, "boilerplate") == 0 && f->span.start < line.end &&
        line.start < f->span.end && f->span.end - f->span.start > (line.end - line.start) / 2)
      return true;
  }
  return false;
}

/* The title as given; where there is none, or an advert at the top was taken for one, the first
 * line of the article if it looks like a title. */
static calque_str choose_title(const calque_doc *doc, const calque_report *report) {
  const calque_article *meta = &doc->meta;
  bool advert = meta->title_from_text && doc->n_lines && is_furniture(report, doc->lines[0].span);
  if (meta->title.len && !advert) return meta->title;
  for (uint32_t i = 0; i + 1 < doc->n_lines; i++) {
    calque_span span = doc->lines[i].span;
    calque_str s = str_of_span(doc->text, span);
    if (is_furniture(report, span)) continue;
    bool title = s.len <= MAX_TITLE && !str_ends(s, STR(".")) &&
                 doc->lines[i + 1].span.end - doc->lines[i + 1].span.start > s.len;
    return title ? s : STR("");
  }
  return STR("");
}

const struct digest_entry *digest_sketch(calque_arena *arena, const calque_lexicon *lex,
                                         const calque_doc *doc, const calque_report *report,
                                         const calque_verdict *verdict,
                                         const struct digest_sketching *how) {
  struct digest_entry *entry = ARENA_NEW(arena, struct digest_entry);
  const calque_article *meta = &doc->meta;
  calque_article headline = {.text = choose_title(doc, report)};
  const calque_doc *title = calque_doc_parse(arena, lex, &headline);
  entry->article = (struct digest_article){.id = meta->id,
                                           .title = headline.text,
                                           .url = meta->url,
                                           .source = meta->source,
                                           .date = meta->date,
                                           .grade = verdict->grade,
                                           .score = verdict->score};
  entry->lex = lex;
  entry->followed = how->topics;
  entry->day = day_of(meta->date);
  entry->vector = article_vector(arena, lex, doc, title);
  entry->title = span_vector(arena, lex, title, 0, title->n_tokens);
  entry->title_worth = title_worth(lex, doc, title, report);
  minhash(lex, doc, entry);
  if (how->topics)
    entry->n_topics =
        topics_find(arena, how->topics, doc, title, entry->topics, MAX_ARTICLE_TOPICS);
  if (verdict->grade != CALQUE_POOR) amounts_read(arena, lex, doc, entry);
  if (verdict->grade != CALQUE_POOR)
    keep_sentences(arena, lex, doc, report, !how->whole_sentences, entry);
  keep_reasons(arena, doc, report, verdict, entry);
  recurrence_note(doc, entry);
  return entry;
}
