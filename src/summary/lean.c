/* Does a sentence lean on the one before it? « Il a démenti. » alone says nothing: it needs the
 * sentence that names him. Looked for at the start only: a connective (leads.def), then a word that
 * refers back (closed.def) before anything that it could refer to has been named. */
#include "summary/lean.h"

#include "base/array.h"

enum fate { DROP, KEEP };
enum closing { COMMA, FREE };

enum { MAX_OPENING = 12 /* tokens that may come before the subject */ };

static const struct lead {
  enum fate fate;
  enum closing closing;
  calque_str words;
} leads[] = {
#define LEAD(fate, closing, words, example) {fate, closing, STR_INIT(words)},
#include "summary/leads.def"
};

/* The leads by five bits of each of their first two bytes, in their order: first_lead, then
 * next_lead; COUNT(leads): no more. */
static uint8_t first_lead[1 << 10], next_lead[COUNT(leads)];
_Static_assert(COUNT(leads) < 256, "leads are counted in bytes");
static char fourth_byte[COUNT(leads)]; /* 0: an apostrophe stands before it, or there is none */

/* The same for all texts that match_words takes for the same words: capitals have these bits of
 * their small letters, in À and à, too; e2 is the first byte of a curly apostrophe. */
static uint32_t lead_slot(calque_str text) {
  if (text.len < 2) return 0;
  const unsigned char *p = (const unsigned char *)text.ptr, second = p[1] == 0xe2 ? '\'' : p[1];
  return (p[0] & 31u) << 5 | (second & 31u);
}

__attribute__((constructor)) static void leads_fill(void) {
  memset(first_lead, COUNT(leads), sizeof first_lead);
  for (size_t i = COUNT(leads); i-- > 0;) {
    uint32_t slot = lead_slot(leads[i].words);
    next_lead[i] = first_lead[slot];
    first_lead[slot] = (uint8_t)i;
    if (leads[i].words.len > 3 && !memchr(leads[i].words.ptr, '\'', 4))
      fourth_byte[i] = leads[i].words.ptr[3];
  }
}

/* The sentence that is looked at. */
struct opening {
  const calque_lexicon *lex;
  const calque_doc *doc;
  const calque_token *tokens;
  uint32_t n;
};

/* Is this byte of a text the one of the words at k but for a capital? */
static bool is_capital_of(calque_str words, size_t k, char ch) {
  if (k == 0) return ch >= 'A' && ch <= 'Z' && (ch | 0x20) == words.ptr[0];
  return k == 1 && words.ptr[0] == '\xc3' && words.ptr[1] == '\xa0' &&
         ch == '\x80'; /* À l’inverse */
}

/* Does the text start with these words, but for the case of its first letter and curly
 * apostrophes? Returns how many bytes they take there, else 0. */
static size_t match_words(calque_str text, calque_str words) {
  size_t i = 0;
  for (size_t k = 0; k < words.len; k++) {
    if (i < text.len && (text.ptr[i] == words.ptr[k] || is_capital_of(words, k, text.ptr[i]))) i++;
    else if (words.ptr[k] == '\'' && str_starts(str_slice(text, i, text.len), STR("’"))) i += 3;
    else return 0;
  }
  return i;
}

/* Index of the token that starts at byte `offset` of the sentence, 0 when none does. */
static uint32_t token_after(const struct opening *o, uint32_t from, size_t length) {
  uint32_t end = o->tokens[from].span.start + (uint32_t)length;
  for (uint32_t i = from; i < o->n && i < from + MAX_OPENING; i++)
    if (o->tokens[i].span.end == end) return i + 1;
  return 0;
}

static bool is_closed(const struct opening *o, uint32_t i) {
  uint32_t ch = i < o->n ? token_char(o->doc, &o->tokens[i]) : 0;
  return ch == ',' || ch == ':';
}

/* The longest lead at token `from`; *past is the token behind it and its comma. */
static const struct lead *find_lead(const struct opening *o, uint32_t from, uint32_t *past) {
  const struct lead *best = NULL;
  calque_span all = {o->tokens[from].span.start, o->tokens[o->n - 1].span.end};
  calque_str text = str_of_span(o->doc->text, all);
  for (size_t i = first_lead[lead_slot(text)]; i < COUNT(leads); i = next_lead[i]) {
    if ((best && leads[i].words.len < best->words.len) || leads[i].words.len > text.len) continue;
    if (fourth_byte[i] && fourth_byte[i] != text.ptr[3]) continue; /* so do most others */
    size_t length = match_words(text, leads[i].words);
    uint32_t after = length ? token_after(o, from, length) : 0;
    if (!after || (leads[i].closing == COMMA && !is_closed(o, after))) continue;
    best = &leads[i];
    *past = after + is_closed(o, after);
  }
  return best;
}

static uint32_t cue_at(const struct opening *o, uint32_t i) {
  return i < o->n && o->tokens[i].kind == CALQUE_WORD ? token_closed(o->lex, &o->tokens[i]) : 0;
}

/* il faut, il n’y a pas, il semble: nobody is meant. */
static bool is_impersonal(const struct opening *o, uint32_t i) {
  if (!str_eq_nocase(token_str(o->doc, &o->tokens[i]), STR("il"))) return false;
  for (uint32_t k = i + 1; k < i + 4; k++) {
    uint32_t cue = cue_at(o, k);
    if (cue & CLOSED_IMPERSONAL) return true;
    if (!(cue & CLOSED_BESIDE_IL)) return false;
  }
  return false;
}

static bool is_name(const struct opening *o, uint32_t i) {
  const calque_token *t = &o->tokens[i];
  if (!(t->flags & CALQUE_CAPITAL)) return false;
  return !(t->flags & CALQUE_FIRST) || !lexicon_word(o->lex, t->lower)->morph;
}

static uint64_t morph_at(const calque_lexicon *lex, const calque_token *tokens, uint32_t i) {
  return tokens[i].kind == CALQUE_WORD ? token_morph(lex, &tokens[i]) : 0;
}

bool lean_is_verb(const calque_lexicon *lex, const calque_token *tokens, uint32_t i) {
  const uint64_t grammar = M_PREP | M_DET | M_FUNCTION | M_CONJ | M_CONJ_SUB;
  uint64_t morph = morph_at(lex, tokens, i);
  if (!(morph & M_FINITE)) return false;
  if (morph & M_AUX || !(morph & (M_NOUN | M_ADJ | grammar))) return true;
  uint64_t before = i ? morph_at(lex, tokens, i - 1) : 0;
  return before & M_PRO_SUBJ || (before & (M_NOUN | M_PROPER) && !(before & grammar));
}

/* Somebody who was named: il, elle; after a preposition also lui, eux. */
static bool is_person(const struct opening *o, uint32_t i) {
  const calque_token *t = &o->tokens[i];
  if (!(lexicon_word(o->lex, t->lower)->flags & WORD_PERSON)) return false;
  uint32_t cue = token_closed(o->lex, t);
  return cue & CLOSED_SUBJECT ||
         (cue & CLOSED_TONIC && i > 0 && token_morph(o->lex, t - 1) & M_PREP);
}

/* « Cette mesure », « Son avocat », but not « Cette semaine » or « Ce 3 mars ». */
static bool mentions(const struct opening *o, uint32_t i) {
  return (cue_at(o, i) & CLOSED_DEMONSTRATIVE) && i + 1 < o->n &&
         o->tokens[i + 1].kind == CALQUE_WORD && !(cue_at(o, i + 1) & CLOSED_TIME);
}

static bool refers_back(const struct opening *o, uint32_t from) {
  if (cue_at(o, from) & CLOSED_REFERENCE) return true;
  for (uint32_t i = from; i < o->n && i < from + MAX_OPENING; i++) {
    const calque_token *t = &o->tokens[i];
    if (t->kind == CALQUE_PUNCT && token_char(o->doc, t) != ',') return false;
    if (t->kind != CALQUE_WORD) continue;
    if (is_person(o, i)) return !is_impersonal(o, i);
    if (is_name(o, i) || lean_is_verb(o->lex, o->tokens, i)) return false;
  }
  return false;
}

/* Can the rest stand alone once the connective is gone? « Et pour cause. » cannot. */
static bool stands_alone(const struct opening *o, uint32_t from) {
  bool verb = false;
  for (uint32_t i = from; i < o->n && !verb; i++) verb = lean_is_verb(o->lex, o->tokens, i);
  return verb && !lean_is_verb(o->lex, o->tokens, from) && !(cue_at(o, from) & CLOSED_NEGATION) &&
         token_char(o->doc, &o->tokens[o->n - 1]) != '?';
}

static uint32_t first_word(const calque_token *tokens, uint32_t n) {
  uint32_t i = 0;
  while (i < n && tokens[i].kind != CALQUE_WORD && tokens[i].kind != CALQUE_NUMBER) i++;
  return i;
}

struct lean lean_of(const calque_lexicon *lex, const calque_doc *doc, const calque_sentence *s) {
  struct opening o = {lex, doc, &doc->tokens[s->first_token], s->n_tokens};
  struct lean lean = {LEAN_NONE, 0};
  uint32_t from = first_word(o.tokens, o.n), past = from;
  if (from == o.n) return lean;
  const struct lead *lead = find_lead(&o, from, &past);
  if (lead && past < o.n) {
    bool drop = lead->fate == DROP && from == 0 && stands_alone(&o, past);
    lean = (struct lean){drop ? LEAN_LEAD : LEAN_CONTRAST, drop ? past : 0};
  }
  if (past < o.n && refers_back(&o, past)) lean.kind = LEAN_REFERENCE;
  if (lean.kind == LEAN_NONE && mentions(&o, past)) lean.kind = LEAN_MENTION;
  return lean;
}
