/* The numbers of an article, each with what it counts: « 12 morts », « douze blessés graves », «
 * 388 millions d’euros ». Only those that another article could contradict: exact ones, of a whole,
 * of something that is named; « une centaine », « plus de 300 », « dont trois enfants », « de 10 à
 * 12 » and dates are passed over. */
#define _GNU_SOURCE
#include <pthread.h>

#include "base/map.h"
#include "digest/parts.h"

enum role {
  ROLE_NONE,
  UNIT,
  TIMES,
  SCALE,
  JOIN,
  VAGUE,
  PART,
  LOOSE,
  TOLL,
  CROWD,
  ANYBODY,
  BEFORE,
  WEEKDAY,
  MONTH
};

enum {
  MAX_SENTENCES_READ = 20, /* of an article */
  CONTEXT_TERMS = 16,
  MAX_WORD = 60 /* bytes */
};

static const struct {
  enum role role;
  double value;
  calque_str words;
} rows[] = {
#define AMOUNT_WORD(role, value, words) {role, value, STR_INIT(words)},
#include "digest/amount_words.def"
};

static struct map words; /* word -> bits of roles, and above them the row that has a value */
static pthread_once_t built = PTHREAD_ONCE_INIT;

enum { ROLE_BITS = 16 };

static void build_words(void) {
  map_init(&words, calque_arena_new(), 512, 0); /* for the whole process */
  for (size_t i = 0; i < COUNT(rows); i++)
    for (calque_str rest = rows[i].words; rest.ptr;) {
      uint32_t *bits = map_add(&words, str_cut(&rest, ' '), 0);
      *bits |= 1u << rows[i].role;
      if (rows[i].value > 0) *bits = (*bits & 0xffff) | (uint32_t)(i << ROLE_BITS);
    }
}

struct amount_job {
  calque_arena *arena;
  const calque_lexicon *lex;
  const calque_doc *doc;
  uint32_t first, end;  /* tokens of the sentence */
  const uint32_t *bits; /* bits_of its words, from `first` on */
  struct vector context;
  bool has_context, before;
  uint64_t names, times;
  struct digest_entry *entry;
};

static uint32_t bits_of(calque_str s) {
  char folded[3 * MAX_WORD];
  if (s.len > MAX_WORD) return 0;
  const uint32_t *bits = map_find(&words, (calque_str){folded, utf8_fold_word(s, folded)});
  return bits ? *bits : 0;
}

static uint32_t bits_at(const struct amount_job *j, int64_t i) {
  if (i < (int64_t)j->first || i >= (int64_t)j->end) return 0;
  return j->bits[i - j->first];
}

static bool is(const struct amount_job *j, int64_t i, enum role role) {
  return bits_at(j, i) >> role & 1;
}

static double value_of(uint32_t bits) { return rows[bits >> ROLE_BITS].value; }

/* ---- Numbers ----------------------------------------------------------------------------------
 */

/* « 839.000 », « 3 200 », « 1,5 »; -1 for what is no plain number (28e, 14h30, 3:1). */
static double digits_value(calque_str s) {
  double value = 0, place = 0;
  for (size_t i = 0, len; i < s.len; i += len) {
    uint32_t c = utf8_decode(str_slice(s, i, s.len), &len);
    size_t group = 0;
    while (i + len + group < s.len &&
           utf8_is_digit((uint32_t)(unsigned char)s.ptr[i + len + group]))
      group++;
    if (utf8_is_digit(c)) {
      value = place > 0 ? value + (c - '0') * place : value * 10 + (c - '0');
      place /= 10;
    } else if (c == ',' || (c == '.' && group != 3)) {
      if (place > 0) return -1;
      place = 0.1;
    } else if (place > 0 || group != 3 || !(c == '.' || utf8_is_space(c))) {
      return -1;
    }
  }
  return value;
}

/* May the token be a part of a number in words? */
static bool may_count(const struct amount_job *j, uint32_t i) {
  const calque_token *t = &j->doc->tokens[i];
  if (t->kind != CALQUE_WORD || t->flags & CALQUE_CLITIC) return false;
  return t->flags & CALQUE_HYPHEN || bits_at(j, i) & (1u << UNIT | 1u << TIMES | 1u << JOIN);
}

/* A number in words, each of them perhaps several with hyphens (« vingt-trois »). */
struct spelled {
  double total, group; /* group: what stands since the last thousand */
  bool any;
};

static bool add_word(struct spelled *n, calque_str word) {
  struct spelled copy = *n;
  for (calque_str rest = word; rest.ptr;) {
    uint32_t bits = bits_of(str_cut(&rest, '-'));
    if (bits >> UNIT & 1) {
      copy.group += value_of(bits) == 20 && copy.group == 4 ? 76 : value_of(bits);
    } else if (bits >> TIMES & 1) {
      copy.group = (copy.group > 0 ? copy.group : 1) * value_of(bits);
      if (value_of(bits) > 100) copy.total += copy.group, copy.group = 0;
    } else if (!(bits >> JOIN & 1) || !copy.any) {
      return false;
    }
    copy.any = true;
  }
  *n = copy;
  return true;
}

/* The number that starts at i, and in *end the token behind it; -1: none. */
static double read_number(const struct amount_job *j, uint32_t i, uint32_t *end) {
  const calque_token *tokens = j->doc->tokens;
  double value = -1;
  struct spelled n = {0};
  *end = i;
  if (tokens[i].kind == CALQUE_NUMBER) {
    value = digits_value(token_str(j->doc, &tokens[i]));
    *end = i + 1;
  } else {
    while (*end < j->end && may_count(j, *end) && add_word(&n, token_str(j->doc, &tokens[*end])))
      ++*end;
    while (*end > i && is(j, *end - 1, JOIN)) --*end;
    if (*end > i && n.any) value = n.total + n.group;
  }
  if (value >= 0 && is(j, *end, SCALE)) value *= value_of(bits_at(j, (*end)++));
  return value;
}

/* ---- What is counted --------------------------------------------------------------------------
 */

static uint64_t lemma_key(const struct amount_job *j, uint32_t i) {
  const calque_token *t = &j->doc->tokens[i];
  size_t n;
  const struct reading *r = lexicon_readings(j->lex, t->lower ? t->lower : t->exact, &n);
  for (size_t k = 0; k < n; k++)
    if (r[k].morph & (M_NOUN | M_ADJ | M_PART_PAST))
      return str_hash(lexicon_name(j->lex, r[k].lemma), 3);
  return str_hash(token_str(j->doc, t), 4);
}

static uint64_t morph_at(const struct amount_job *j, uint32_t i) {
  if (i >= j->end || j->doc->tokens[i].kind != CALQUE_WORD) return 0;
  return token_morph(j->lex, &j->doc->tokens[i]);
}

static bool is_percent(const struct amount_job *j, uint32_t i) {
  return i < j->end && token_is(j->doc, &j->doc->tokens[i], STR("%"));
}

static bool is_noun(const struct amount_job *j, uint32_t i) {
  uint64_t morph = morph_at(j, i);
  const calque_token *t = &j->doc->tokens[i];
  return morph & M_NOUN && !(morph & (M_PREP | M_DET | M_PRONOUN | M_AUX)) &&
         !(t->flags & (CALQUE_CAPITAL | CALQUE_ELIDED));
}

static bool is_of(const struct amount_job *j, uint32_t i) {
  if (i >= j->end) return false;
  calque_str s = token_str(j->doc, &j->doc->tokens[i]);
  static const calque_str of[] = {STR_INIT("de"), STR_INIT("d’"), STR_INIT("d'"), STR_INIT("des"),
                                  STR_INIT("du")};
  for (size_t k = 0; k < COUNT(of); k++)
    if (str_eq(s, of[k])) return true;
  return false;
}

/* The noun that the number at [i, end) counts, with what qualifies it. False: none that is fit. */
static bool read_thing(const struct amount_job *j, uint32_t i, uint32_t end, struct amount *out) {
  uint32_t noun = end, last;
  bool percent = is_percent(j, end), scaled = end > i && is(j, end - 1, SCALE);
  if (percent) noun++;
  if (percent || scaled) {
    if (!is_of(j, noun)) return false;
    noun++;
    if (percent && noun < j->end && morph_at(j, noun) & M_DET) noun++;
  }
  if (noun >= j->end || !is_noun(j, noun) || is(j, noun, LOOSE) || is(j, noun, PART)) return false;
  if (is(j, noun, UNIT) || is(j, noun, TIMES) || is(j, noun, SCALE)) return false;
  last = noun;
  out->key = lemma_key(j, noun) + (percent ? 7 : 0);
  uint64_t after = morph_at(j, noun + 1);
  if (after & (M_ADJ | M_PART_PAST) && !(after & (M_AUX | M_PREP | M_DET | M_ADV))) {
    last = noun + 1;
    out->key = out->key * 31 + lemma_key(j, last);
  }
  out->crowd = is(j, noun, CROWD); /* « 800 grévistes sur 1 900 salariés » is all of them */
  if ((is(j, last + 1, PART) && !out->crowd) || is(j, last + 1, VAGUE)) return false;
  if (is_of(j, last + 1) && is(j, last + 2, VAGUE)) return false; /* trois morts de plus */
  out->toll = is(j, noun, TOLL);
  out->anybody = is(j, noun, ANYBODY);
  out->text = str_of_span(j->doc->text, token_range(j->doc, out->at_least ? i - 2 : i, last));
  out->what = str_of_span(j->doc->text, token_range(j->doc, percent ? end : noun, last));
  return true;
}

/* « au moins » right before the number. */
static bool is_at_least(const struct amount_job *j, uint32_t i) {
  return i >= j->first + 2 && token_is(j->doc, &j->doc->tokens[i - 1], STR("moins")) &&
         (token_is(j->doc, &j->doc->tokens[i - 2], STR("au")) ||
          token_is(j->doc, &j->doc->tokens[i - 2], STR("Au")));
}

static bool is_number(const struct amount_job *j, int64_t i) {
  if (i < (int64_t)j->first || i >= (int64_t)j->end) return false;
  return j->doc->tokens[i].kind == CALQUE_NUMBER || is(j, i, UNIT) || is(j, i, TIMES);
}

/* « à » or « ou » between two numbers. */
static bool is_range(const struct amount_job *j, int64_t i) {
  if (!is_number(j, i - 1) || !is_number(j, i + 1)) return false;
  const calque_token *t = &j->doc->tokens[i];
  return token_is(j->doc, t, STR("à")) || token_is(j->doc, t, STR("ou"));
}

/* Exact, and of a whole? */
static bool is_firm(const struct amount_job *j, uint32_t i, uint32_t end) {
  if (is_range(j, (int64_t)i - 1) || is_range(j, end)) return false;
  for (int64_t k = (int64_t)i - 3; k < (int64_t)i; k++) {
    bool beside = k == (int64_t)i - 1;
    if (is(j, k, VAGUE) && (beside || !is(j, k, JOIN))) return false;
    if (is(j, k, PART) && beside) return false;
  }
  return !is(j, end, VAGUE) && !is(j, end, PART);
}

/* « Etienne Vasselin, 54 ans »: the age of somebody who is named. */
static bool read_age(const struct amount_job *j, uint32_t i, uint32_t end, struct amount *out) {
  const calque_token *tokens = j->doc->tokens;
  if (i < j->first + 3 || end >= j->end || !token_is(j->doc, &tokens[end], STR("ans")))
    return false;
  if (token_char(j->doc, &tokens[i - 1]) != ',' || end != i + 1) return false;
  const calque_token *family = &tokens[i - 2], *given = &tokens[i - 3];
  if (!(family->flags & given->flags & CALQUE_CAPITAL)) return false;
  out->key = str_hash(token_str(j->doc, family), 5) * 31 + str_hash(token_str(j->doc, given), 5);
  out->named = true;
  out->text = str_of_span(j->doc->text, token_range(j->doc, i - 3, end));
  out->what = str_of_span(j->doc->text, token_range(j->doc, i - 3, i - 2));
  return true;
}

static bool is_word(const struct amount_job *j, int64_t i, calque_str word) {
  if (i < (int64_t)j->first || i >= (int64_t)j->end) return false;
  return token_is(j->doc, &j->doc->tokens[i], word);
}

/* « 312 voix contre 187 »; in *end the token behind it. */
static bool read_vote(const struct amount_job *j, uint32_t i, uint32_t *end, struct amount *out) {
  if (!is_word(j, *end, STR("voix")) || !is_word(j, (int64_t)*end + 1, STR("contre"))) return false;
  uint32_t behind;
  if (*end + 2 >= j->end) return false;
  double against = read_number(j, *end + 2, &behind);
  if (against < 0 || behind == *end + 2) return false;
  out->vote = true;
  out->against = against;
  out->key = str_hash(STR("voix contre"), 7);
  out->text = str_of_span(j->doc->text, token_range(j->doc, i, behind - 1));
  out->what = str_of_span(j->doc->text, token_range(j->doc, *end, *end));
  *end = behind;
  return true;
}

/* « de magnitude 6,8 », « une magnitude de 6,9 » */
static bool read_magnitude(const struct amount_job *j, uint32_t i, uint32_t end,
                           struct amount *out) {
  int64_t noun = (int64_t)i - 1;
  if (noun > (int64_t)j->first && is_of(j, (uint32_t)noun)) noun--;
  if (!is_word(j, noun, STR("magnitude")) || !is_firm(j, i, end)) return false;
  out->magnitude = true;
  out->key = str_hash(STR("magnitude"), 7);
  out->text = str_of_span(j->doc->text, token_range(j->doc, i, end - 1));
  out->what = str_of_span(j->doc->text, token_range(j->doc, (uint32_t)noun, (uint32_t)noun));
  return true;
}

/* ---- Sentences --------------------------------------------------------------------------------
 */

static uint64_t bit_of(uint64_t hash) { return UINT64_C(1) << (hash * 0x9e3779b97f4a7c15u >> 58); }

/* The days that the sentence names, and whether it speaks of what was before. */
static void read_times(struct amount_job *j) {
  j->times = 0;
  j->before = false;
  for (uint32_t i = j->first; i < j->end; i++) {
    const calque_token *t = &j->doc->tokens[i];
    if (is(j, i, BEFORE)) j->before = true;
    if (is(j, i, WEEKDAY)) j->times |= bit_of(str_hash(token_str(j->doc, t), 6) | 1);
    if (!is(j, i, MONTH) || i == j->first || t[-1].kind != CALQUE_NUMBER) continue;
    calque_span date = token_range(j->doc, i - 1, i);
    j->times |= bit_of(str_hash(str_of_span(j->doc->text, date), 6));
  }
}

/* What else the sentence says, and the names in it as bits. */
static void read_context(struct amount_job *j) {
  struct term *terms = ARENA_ARRAY(j->arena, struct term, j->end - j->first + 1);
  uint32_t n = 0;
  j->names = 0;
  for (uint32_t i = j->first; i < j->end; i++) {
    const calque_token *t = &j->doc->tokens[i];
    uint32_t id = 0;
    float weight = t->kind == CALQUE_WORD ? sketch_term(j->lex, j->doc, t, &id) : 0;
    if (weight > 0) terms[n++] = (struct term){id, weight};
    if (weight > 0 && t->flags & CALQUE_CAPITAL && id & 0x80000000u) j->names |= bit_of(id);
  }
  j->context = vector_build(j->arena, terms, n, CONTEXT_TERMS);
  j->has_context = true;
}

static void keep(struct amount_job *j, const struct amount *amount) {
  struct digest_entry *e = j->entry;
  if (!j->has_context) read_context(j);
  e->amounts[e->n_amounts] = *amount;
  e->amounts[e->n_amounts].context = j->context;
  e->amounts[e->n_amounts].times = j->times;
  e->amounts[e->n_amounts++].names = j->names;
}

static void read_sentence(struct amount_job *j) {
  for (uint32_t i = j->first; i < j->end && j->entry->n_amounts < MAX_AMOUNTS;) {
    uint32_t end;
    struct amount amount = {.value = read_number(j, i, &end)};
    if (amount.value < 0 || end == i) {
      i = end > i ? end : i + 1;
      continue;
    }
    bool one = end == i + 1 && amount.value == 1 && j->doc->tokens[i].kind == CALQUE_WORD;
    amount.at_least = is_at_least(j, i);
    bool thing = (amount.at_least || is_firm(j, i, end)) && read_thing(j, i, end, &amount);
    bool found = read_vote(j, i, &end, &amount) || read_magnitude(j, i, end, &amount) ||
                 read_age(j, i, end, &amount) ||
                 (thing && (amount.toll || (!one && !amount.at_least)));
    if (found) keep(j, &amount);
    i = end;
  }
}

/* The roles of every word, asked for again and again around each. */
static const uint32_t *read_bits(const struct amount_job *j) {
  uint32_t *bits = arena_alloc(j->arena, (j->end - j->first) * sizeof *bits);
  for (uint32_t i = j->first; i < j->end; i++) {
    const calque_token *t = &j->doc->tokens[i];
    bits[i - j->first] = t->kind == CALQUE_WORD ? bits_of(token_str(j->doc, t)) : 0;
  }
  return bits;
}

void amounts_read(calque_arena *arena, const calque_lexicon *lex, const calque_doc *doc,
                  struct digest_entry *entry) {
  pthread_once(&built, build_words);
  struct amount_job j = {.arena = arena, .lex = lex, .doc = doc, .entry = entry};
  entry->amounts = ARENA_ARRAY(arena, struct amount, MAX_AMOUNTS);
  for (uint32_t s = 0; s < doc->n_sentences && s < MAX_SENTENCES_READ; s++) {
    const calque_sentence *sentence = &doc->sentences[s];
    j.first = sentence->first_token;
    j.end = j.first + sentence->n_tokens;
    j.has_context = false;
    j.bits = read_bits(&j);
    read_times(&j);
    if (!j.before) read_sentence(&j);
  }
}
