/* Every token of a document looked up: once as written and, when it has a capital, once in lower
 * case. Most tokens are lower-case words of the table: one hash and two cache lines; whatever needs
 * more thought (all capitals, hyphens, decomposed accents) is rare and goes the long way. */
#include "lexicon/spelling.h"

#define MAX_TOKEN 255u /* bytes; longer ones are in no dictionary */

/* « -il », « -t-on », « -là »: the word behind the hyphens. */
static calque_str without_hyphens(calque_str s) {
  if (str_starts(s, STR("-t-"))) return str_slice(s, 3, s.len);
  while (s.len && s.ptr[0] == '-') s = str_slice(s, 1, s.len);
  return s;
}

/* What a look at its bytes says of a word. */
struct shape {
  unsigned capitals; /* ASCII ones */
  bool ascii;
  bool converts; /* has a byte of ICONV */
  bool breaks;   /* has a byte at which BREAK or a number rule may start */
};

static struct shape shape_of(const calque_lexicon *lex, calque_str s) {
  struct shape shape = {0};
  uint8_t all = 0, classes = 0;
  for (size_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.ptr[i];
    all |= c;
    classes |= lex->byte_class[c];
    shape.capitals += c >= 'A' && c <= 'Z';
  }
  shape.ascii = all < 0x80;
  shape.converts = classes & BYTE_CONVERTS;
  shape.breaks = classes & BYTE_BREAKS;
  return shape;
}

static calque_str lower_case(calque_str s, bool ascii, char *out) {
  if (!ascii) return (calque_str){out, utf8_lower_word(s, out)};
  for (size_t i = 0; i < s.len; i++)
    out[i] = (char)(s.ptr[i] + (s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? 'a' - 'A' : 0));
  return (calque_str){out, s.len};
}

/* Is the first character the only one that the lower-case word has otherwise? */
static bool differs_in_first(calque_str s, calque_str lower) {
  size_t first;
  utf8_decode(s, &first);
  return s.len == lower.len && memcmp(s.ptr + first, lower.ptr + first, s.len - first) == 0;
}

/* A word without a capital, or with one at its start, needs no more than its two records. */
static uint16_t verdict_of(const struct word *exact, const struct word *lower) {
  uint32_t usable = lower->flags;
  if (usable & WORD_KEEP_CASE) usable &= ~(uint32_t)WORD_FRENCH;
  if (usable & WORD_ENGLISH_KEEP_CASE) usable &= ~(uint32_t)WORD_ENGLISH;
  uint32_t flags = exact->flags | (lower == exact ? 0 : usable);
  return (uint16_t)((flags & WORD_FRENCH ? CALQUE_FRENCH : 0) |
                    (flags & WORD_ENGLISH ? CALQUE_ENGLISH : 0));
}

/* The whole of Hunspell's rules, for what the records of the word leave open. */
static uint16_t verdict_at_length(const calque_lexicon *lex, calque_str s,
                                  const struct word *exact) {
  bool french = exact->flags & WORD_FRENCH || lexicon_spells_french(lex, s);
  bool english = exact->flags & WORD_ENGLISH || lexicon_spells_english(lex, s);
  return (uint16_t)((french ? CALQUE_FRENCH : 0) | (english ? CALQUE_ENGLISH : 0));
}

static void annotate_other(const calque_lexicon *lex, calque_str s, calque_token *t) {
  char converted[MAX_TOKEN], lower[MAX_TOKEN * 3];
  const calque_str written = s;
  if (t->flags & CALQUE_CLITIC) s = without_hyphens(s);
  struct shape shape = shape_of(lex, s);
  if (shape.converts) s = spelling_convert(&lex->french, s, converted, sizeof converted);
  if (s.ptr != written.ptr) t->exact = t->lower = lexicon_find_straight(lex, s);
  const struct word *exact = lexicon_word(lex, t->exact), *low = exact;
  bool mixed = false;
  if (t->flags & (CALQUE_CAPITAL | CALQUE_ALL_CAPS) || shape.capitals) {
    calque_str l = lower_case(s, shape.ascii, lower);
    t->lower = lexicon_find_straight(lex, l);
    low = lexicon_word(lex, t->lower);
    mixed = !(t->flags & CALQUE_CAPITAL) || shape.capitals > 1 || !differs_in_first(s, l);
  }
  bool breaks = shape.breaks && !(t->flags & CALQUE_ELIDED);
  t->flags |= mixed || breaks ? verdict_at_length(lex, s, exact) : verdict_of(exact, low);
}

static void annotate(const calque_lexicon *lex, calque_str s, uint64_t hash, calque_token *t) {
  if (s.len > MAX_TOKEN) return;
  t->exact = t->lower = lexicon_find_hashed(lex, s, hash);
  const struct word *exact = lexicon_word(lex, t->exact);
  if (exact->flags & WORD_PLAIN) t->flags |= verdict_of(exact, exact);
  else annotate_other(lex, s, t);
}

/* ---- A few tokens ahead ----------------------------------------------------------------------
 *
 * The tables are much larger than the caches. A form waits for its slot; a word that is none for
 * its slot, then for its record, then for its name. Asking for those of many tokens at once makes
 * them wait together. */

enum { AHEAD = 32 /* tokens */ };

/* The id in the slot where the word should be; 0 when it stands elsewhere. */
static word_id guess(const struct slot_table *table, uint64_t hash) {
  uint32_t slot = table->slots[(uint32_t)hash & table->mask];
  return (slot & ~FORMAT_ID_MASK) == format_slot(hash, 0) ? slot & FORMAT_ID_MASK : 0;
}

/* Asks for the slot of the word; returns its hash. */
static uint64_t fetch_slot(const calque_lexicon *lex, calque_str word) {
  uint64_t hash = format_hash(word);
  __builtin_prefetch(&lex->all.slots[(uint32_t)hash & lex->all.mask]);
  return hash;
}

/* Tokens that are no forms. */
struct rest {
  uint32_t n;
  calque_token *tokens[AHEAD];
};

static void annotate_rest(const calque_lexicon *lex, const calque_doc *doc, struct rest *rest) {
  uint64_t hashes[AHEAD];
  word_id ids[AHEAD];
  for (uint32_t i = 0; i < rest->n; i++) {
    char lower[MAX_TOKEN * 3];
    calque_str s = token_str(doc, rest->tokens[i]);
    hashes[i] = fetch_slot(lex, s);
    if (rest->tokens[i]->flags & CALQUE_CAPITAL && s.len <= MAX_TOKEN)
      fetch_slot(lex, lower_case(s, false, lower));
  }
  for (uint32_t i = 0; i < rest->n; i++) {
    ids[i] = guess(&lex->all, hashes[i]);
    if (ids[i]) __builtin_prefetch(lexicon_word(lex, ids[i]));
  }
  for (uint32_t i = 0; i < rest->n; i++)
    if (ids[i]) __builtin_prefetch(lex->names + lexicon_word(lex, ids[i])->name);
  for (uint32_t i = 0; i < rest->n; i++)
    annotate(lex, token_str(doc, rest->tokens[i]), hashes[i], rest->tokens[i]);
  rest->n = 0;
}

static void put_off(const calque_lexicon *lex, const calque_doc *doc, struct rest *rest,
                    calque_token *t) {
  rest->tokens[rest->n++] = t;
  if (rest->n == AHEAD) annotate_rest(lex, doc, rest);
}

/* Whoever gets the document asks for the records next. One may lie on two lines. */
static inline void fetch_record(const struct word *w) {
  __builtin_prefetch(w);
  __builtin_prefetch((const char *)(w + 1) - 1);
}

/* A token, its name and the slot where its form should be. */
struct wanted {
  calque_token *token;
  const struct form *home;
  struct form_name name;
};

static inline const struct form *form_of(const calque_lexicon *lex, const struct wanted *w) {
  const struct form_table *t = &lex->forms;
  const struct form *f = w->home;
  do {
    if (form_same(&f->name, &w->name))
      return f->exact < lex->records.n_words && f->lower < lex->records.n_words ? f : NULL;
    if (!f->name.first) return NULL;
    f = f + 1 < t->slots + t->n ? f + 1 : t->slots;
  } while (f != w->home);
  return NULL;
}

static void annotate_wanted(const calque_lexicon *lex, const calque_doc *doc,
                            const struct wanted *wanted, uint32_t n, struct rest *rest) {
  for (const struct wanted *w = wanted; w < wanted + n; w++) {
    const struct form *f = form_of(lex, w);
    if (!f) {
      put_off(lex, doc, rest, w->token);
      continue;
    }
    fetch_record(&lex->records.words[f->lower]);
    w->token->exact = f->exact;
    w->token->lower = f->lower;
    w->token->flags |= f->flags & (CALQUE_FRENCH | CALQUE_ENGLISH);
  }
}

void lexicon_annotate(const calque_lexicon *lex, calque_doc *doc) {
  const struct form_table forms = lex->forms;
  const calque_str text = doc->text;
  calque_token *t = (calque_token *)(uintptr_t)doc->tokens, *end = t + doc->n_tokens;
  struct wanted wanted[AHEAD];
  struct rest rest;
  rest.n = 0;
  while (t < end) {
    uint32_t n = 0;
    for (; t < end && n < AHEAD; t++) {
      size_t len = t->span.end - t->span.start;
      if (t->kind != CALQUE_WORD) continue;
      if (len > FORM_BYTES) {
        put_off(lex, doc, &rest, t);
        continue;
      }
      struct wanted *w = &wanted[n++];
      w->token = t;
      w->name = form_name_at(text, t->span.start, len);
      w->home = &forms.slots[form_home(w->name, forms.n)];
      __builtin_prefetch(w->home);
    }
    annotate_wanted(lex, doc, wanted, n, &rest);
  }
  annotate_rest(lex, doc, &rest);
}

const calque_doc *calque_doc_parse(calque_arena *arena, const calque_lexicon *lex,
                                   const calque_article *article) {
  calque_doc *doc = text_parse(arena, article);
  lexicon_annotate(lex, doc);
  return doc;
}
