/* Which day « mardi » is. A weekday looks back or ahead as the verb beside it does: « a annoncé
 * mardi » is the last Tuesday, « rouvrira mardi » the next one. Where the verb does not say
 * (« ouvre mardi »), where people speak for themselves (in quotations) or where the day describes a
 * thing (« la réunion de mardi »), it stays unresolved: a wrong date is worse than none. */
#define _GNU_SOURCE
#include <pthread.h>

#include "base/map.h"
#include "digest/parts.h"

enum role {
  ROLE_NONE,
  WEEKDAY,
  MONTH,
  DISTANCE,
  PART,
  SPELL,
  LAST,
  NEXT,
  ELSEWHERE,
  OTHER,
  WITHIN,
  SELF,
  EVERY,
  OF,
  TO,
  AND,
  SINCE,
  THIS,
  AWAITED,
  GOING,
  SHOULD,
  MOVED,
  CLAUSE,
  N_ROLES
};

enum tense { TENSE_NONE, TENSE_PAST, TENSE_FUTURE, TENSE_OPEN /* it does not say */ };

enum {
  MAX_TOKENS = 400, /* of a sentence */
  MAX_WHEN = 16,    /* days of a sentence */
  MAX_GROUP = 5,    /* tokens from the auxiliary to its participle */
  AHEAD_COST = 3,   /* a verb behind the day counts as so many tokens farther */
  SLIP_DAYS = 15,   /* so near the article's day a weekday that does not fit is a slip */
  NEAR_DAYS = 45    /* a date without a year and a verb: the nearest one, if it is so near */
};

/* ---- Words ------------------------------------------------------------------------------------
 */

static const struct {
  enum role role;
  int value;
  calque_str words;
} rows[] = {
#define WHEN_WORD(role, value, words) {role, value, STR_INIT(words)},
#include "digest/when_words.def"
};

static struct map words; /* word -> bits of roles and value + 16 */
static pthread_once_t built = PTHREAD_ONCE_INIT;

enum { VALUE_BITS = 5, VALUE_ZERO = 16 };
_Static_assert((int)VALUE_BITS + (int)N_ROLES <= 32, "a word's value and roles fit in 32 bits");

static void build_words(void) {
  map_init(&words, calque_arena_new(), 256, 0); /* for the whole process */
  for (size_t i = 0; i < COUNT(rows); i++)
    for (calque_str rest = rows[i].words; rest.ptr;) {
      uint32_t *bits = map_add(&words, str_cut(&rest, ' '), VALUE_ZERO);
      if (rows[i].value) *bits = (*bits & ~31u) | (uint32_t)(rows[i].value + VALUE_ZERO);
      *bits |= 1u << (VALUE_BITS + (uint32_t)rows[i].role);
    }
}

struct reading_job {
  const calque_lexicon *lex;
  const calque_doc *doc;
  const calque_token *tokens;
  uint32_t n;
  uint32_t bits[MAX_TOKENS]; /* of the table */
  uint8_t tense[MAX_TOKENS]; /* at the last token of a verb */
  uint32_t verb_start[MAX_TOKENS];
  bool used[MAX_TOKENS]; /* a verb that a day was counted by */
  int32_t day;           /* of the article */
  struct digest_when *out;
  uint32_t n_out;
};

static bool is(const struct reading_job *j, int64_t i, enum role role) {
  return i >= 0 && i < (int64_t)j->n && (j->bits[i] >> (VALUE_BITS + (uint32_t)role) & 1);
}

static int value_of(const struct reading_job *j, uint32_t i) {
  return (int)(j->bits[i] & 31) - VALUE_ZERO;
}

static uint64_t morph_at(const struct reading_job *j, uint32_t i) {
  return i < j->n && j->tokens[i].kind == CALQUE_WORD ? token_morph(j->lex, &j->tokens[i]) : 0;
}

static void read_words(struct reading_job *j) {
  for (uint32_t i = 0; i < j->n; i++) {
    calque_str s = token_str(j->doc, &j->tokens[i]);
    char lower[120];
    if (j->tokens[i].kind != CALQUE_WORD || s.len > 40) continue;
    /* In mid-sentence a capital makes a name: Vendredi, le Journal du Dimanche. */
    if (j->tokens[i].flags & CALQUE_CAPITAL && !(j->tokens[i].flags & CALQUE_FIRST)) continue;
    const uint32_t *bits = map_find(&words, (calque_str){lower, utf8_lower_word(s, lower)});
    if (bits) j->bits[i] = *bits;
  }
}

/* ---- Verbs ------------------------------------------------------------------------------------
 */

/* The participle that an auxiliary at i goes with, 0 when there is none. */
static uint32_t participle_of(const struct reading_job *j, uint32_t i) {
  uint32_t found = 0;
  for (uint32_t k = i + 1; k < j->n && k <= i + MAX_GROUP; k++) {
    uint64_t morph = morph_at(j, k);
    if (j->tokens[k].kind != CALQUE_WORD || is(j, k, CLAUSE)) break;
    if (morph & M_PART_PAST) found = k; /* a été blessé: the last one */
    else if (found || !(morph & (M_ADV | M_NEG | M_PRONOUN | M_FUNCTION))) break;
  }
  return found;
}

static bool is_etre(const struct reading_job *j, uint32_t i) {
  size_t n;
  const calque_token *t = &j->tokens[i];
  const struct reading *r = lexicon_readings(j->lex, t->lower ? t->lower : t->exact, &n);
  for (size_t k = 0; k < n; k++)
    if (r[k].morph & M_AUX && str_eq(lexicon_name(j->lex, r[k].lemma), STR("être"))) return true;
  return false;
}

/* An auxiliary with its participle: « a fermé », « sera jugé », « est attendu ». */
static enum tense tense_of_group(const struct reading_job *j, uint32_t i, uint32_t participle) {
  uint64_t morph = morph_at(j, i);
  if (morph & M_FUTURE) return TENSE_FUTURE;
  if (!is_etre(j, i)) return TENSE_PAST;
  if (morph & M_INF) return TENSE_OPEN;
  return is(j, (int64_t)i - 1, SELF) || is(j, participle, MOVED) ? TENSE_PAST : TENSE_OPEN;
}

static enum tense tense_of_verb(const struct reading_job *j, uint32_t i) {
  uint64_t tense = morph_at(j, i) & M_FINITE;
  if (is(j, i, SHOULD)) return TENSE_OPEN;
  if (tense == M_FUTURE) return TENSE_FUTURE;
  if (tense == M_IMPERFECT || tense == M_PAST) return TENSE_PAST;
  return TENSE_OPEN;
}

/* Is the word a verb here and not, say, a noun? */
static bool is_verb(const struct reading_job *j, uint32_t i) {
  const uint64_t other = M_NOUN | M_ADJ | M_PREP | M_DET | M_ADV | M_CONJ | M_CONJ_SUB;
  uint64_t morph = morph_at(j, i);
  if (!(morph & M_FINITE)) return false;
  return morph & M_AUX || !(morph & other) || (i && morph_at(j, i - 1) & M_PRO_SUBJ);
}

static void set_tense(struct reading_job *j, uint32_t start, uint32_t end, enum tense tense) {
  j->tense[end] = (uint8_t)tense;
  j->verb_start[end] = start;
}

static bool ends_clause(const struct reading_job *j, uint32_t i) {
  return is(j, i, CLAUSE) || j->tokens[i].kind == CALQUE_PUNCT || j->tokens[i].kind == CALQUE_QUOTE;
}

/* « doit de nouveau être entendu », « va rouvrir »: its last token; 0: no infinitive follows. */
static uint32_t end_of_going(const struct reading_job *j, uint32_t i) {
  for (uint32_t k = i + 1; k < j->n && k <= i + MAX_GROUP && !ends_clause(j, k); k++) {
    if (!(morph_at(j, k) & M_INF)) continue;
    if (!(morph_at(j, k) & M_AUX)) return k;
    for (uint32_t p = k + 1; p < j->n && p <= k + MAX_GROUP && !ends_clause(j, p); p++)
      if (morph_at(j, p) & M_PART_PAST) return p;
    return k;
  }
  return 0;
}

/* The auxiliary before a participle that other words part it from; i: there is none. */
static uint32_t auxiliary_before(const struct reading_job *j, uint32_t i) {
  for (uint32_t k = i; k-- > 0 && i - k <= MAX_GROUP && !ends_clause(j, k);)
    if (morph_at(j, k) & M_AUX) return k;
  return i;
}

static void read_participle(struct reading_job *j, uint32_t i) {
  uint32_t auxiliary = auxiliary_before(j, i);
  bool alone = auxiliary == i || j->tense[auxiliary]; /* une note publiée mardi */
  set_tense(j, i, i, alone ? TENSE_PAST : tense_of_group(j, auxiliary, i));
}

static void read_verbs(struct reading_job *j) {
  for (uint32_t i = 0; i < j->n; i++) {
    uint64_t morph = morph_at(j, i);
    if (j->tokens[i].depth) continue;
    uint32_t participle = morph & M_AUX ? participle_of(j, i) : 0;
    uint32_t going = is(j, i, GOING) ? end_of_going(j, i) : 0;
    if (going) {
      set_tense(j, i, going, TENSE_FUTURE);
      i = going;
    } else if (participle) {
      set_tense(j, i, participle, tense_of_group(j, i, participle));
      i = participle;
    } else if (is(j, i, AWAITED)) {
      set_tense(j, i, i, TENSE_FUTURE);
    } else if (morph & M_PART_PAST && !(morph & (M_PRESENT | M_NOUN))) {
      read_participle(j, i);
    } else if (is_verb(j, i)) {
      set_tense(j, i, i, tense_of_verb(j, i));
    } else if (morph & M_INF && !(morph & M_NOUN)) {
      set_tense(j, i, i, TENSE_OPEN);
    }
  }
}

/* The verb nearest to the tokens [first, end) in their clause, or in the sentence where the clause
 * has none and the others agree; NO_TOKEN. */
static uint32_t verb_beside(const struct reading_job *j, uint32_t first, uint32_t end) {
  uint32_t best = NO_TOKEN, least = UINT32_MAX;
  for (uint32_t i = first; i-- > 0 && !ends_clause(j, i);)
    if (j->tense[i] && first - i < least) least = first - i, best = i;
  for (uint32_t i = end; i < j->n && !ends_clause(j, i); i++) {
    if (!j->tense[i]) continue;
    if (j->verb_start[i] - end + AHEAD_COST < least) best = i;
    break;
  }
  if (best != NO_TOKEN) return best;
  for (uint32_t i = 0; i < j->n; i++) {
    if (!j->tense[i]) continue;
    if (best != NO_TOKEN && j->tense[best] != j->tense[i]) return NO_TOKEN;
    uint32_t distance = i < first ? first - i : i - first;
    if (best == NO_TOKEN || distance < least) least = distance, best = i;
  }
  return best;
}

/* « rendront hommage aux marins morts vendredi »: another word that may be a participle stands
 * between the verb and the day. */
static bool is_parted(const struct reading_job *j, uint32_t verb, uint32_t first) {
  for (uint32_t i = verb + 1; i < first; i++)
    if (morph_at(j, i) & M_PART_PAST) return true;
  return false;
}

/* The tense of the verb beside, which counts for one day only. */
static enum tense tense_beside(struct reading_job *j, uint32_t first, uint32_t end) {
  uint32_t verb = verb_beside(j, first, end);
  if (verb == NO_TOKEN || j->used[verb]) return TENSE_OPEN;
  j->used[verb] = true;
  if (j->tense[verb] == TENSE_FUTURE && is_parted(j, verb, first)) return TENSE_OPEN;
  return (enum tense)j->tense[verb];
}

/* ---- Days -------------------------------------------------------------------------------------
 */

static void found(struct reading_job *j, uint32_t first, uint32_t end, int32_t day) {
  if (j->n_out == MAX_WHEN) return;
  calque_span span = {j->tokens[first].span.start, j->tokens[end - 1].span.end};
  j->out[j->n_out++] = (struct digest_when){span, day};
}

/* 1970-01-01 was a Thursday. */
static int weekday_of(int32_t day) { return (int)(((int64_t)day + 3) % 7 + 7) % 7; }

/* Days back to the last such weekday; 0: today. */
static int days_since(int32_t day, int weekday) { return (weekday_of(day) - weekday + 7) % 7; }

static int32_t next_day(int32_t day, int weekday) {
  return day + (7 - days_since(day, weekday)) % 7;
}

/* « nuit de », « soirée de » */
static bool is_told(const struct reading_job *j, uint32_t i) {
  return !is(j, (int64_t)i - 1, OF) || is(j, (int64_t)i - 2, SPELL);
}

/* The number of a month's day (« 3 », « 1er ») at i, else 0. */
static int month_day_at(const struct reading_job *j, uint32_t i) {
  if (i >= j->n || j->tokens[i].kind != CALQUE_NUMBER) return 0;
  calque_str s = token_str(j->doc, &j->tokens[i]);
  if (str_eq(s, STR("1er"))) return 1;
  uint64_t v;
  return s.len <= 2 && str_to_u64(s, &v) && v <= 31 ? (int)v : 0;
}

/* « mardi d’avant », « mardi en huit », « lundi de Pâques »: not counted from today. */
static bool is_other(const struct reading_job *j, uint32_t i) {
  if (i + 1 >= j->n || !(is(j, i, OF) || is(j, i, WITHIN))) return false;
  return is(j, i + 1, OTHER) || (is(j, i, OF) && j->tokens[i + 1].flags & CALQUE_CAPITAL);
}

/* The weekday at i with what belongs to it, resolved if that is certain; returns the token behind
 * it. */
static uint32_t read_weekday(struct reading_job *j, uint32_t i) {
  int weekday = value_of(j, i);
  uint32_t end = i + 1;
  if (j->tokens[i].depth || (end < j->n && j->tokens[end].kind == CALQUE_NUMBER)) return end;
  bool every = is(j, (int64_t)i - 1, EVERY), to = is(j, end, TO) && is(j, end + 1, WEEKDAY);
  end += is(j, end, PART);
  if (is(j, end, ELSEWHERE) || is_other(j, end)) return end;
  if (is(j, end, LAST) || is(j, end, NEXT)) {
    int back = days_since(j->day, weekday), ahead = 7 - back;
    found(j, i, end + 1, is(j, end, NEXT) ? j->day + ahead : j->day - (back ? back : 7));
    return end + 1;
  }
  if (every || (!to && !is_told(j, i))) return end;
  uint32_t second = to ? i + 2 : i; /* de samedi à dimanche: the second one is looked for */
  int last = value_of(j, second);
  if (to) end = second + 1;
  if (to && end < j->n && j->tokens[end].kind == CALQUE_NUMBER) return end;
  enum tense tense = is(j, (int64_t)i - 1, SINCE) ? TENSE_PAST : tense_beside(j, i, end);
  /* « sera jugé mardi », told on a Tuesday: today or in a week, unless it is « ce mardi ». */
  bool today = days_since(j->day, last) == 0, sure = today && is(j, (int64_t)i - 1, THIS);
  /* « de jeudi 15 heures à vendredi »: ahead of a day that nobody knows. */
  if (is(j, (int64_t)i - 1, TO) && tense != TENSE_FUTURE) return end;
  if (tense != TENSE_PAST && !sure && (today || tense != TENSE_FUTURE)) return end;
  int32_t day = tense == TENSE_FUTURE ? next_day(j->day, last) : j->day - days_since(j->day, last);
  if (to) found(j, i, i + 1, day - days_since(day, weekday));
  found(j, second, end, day);
  return end;
}

static uint32_t read_distance(struct reading_job *j, uint32_t i) {
  uint32_t end = i + 1;
  end += is(j, end, PART);
  bool asked = end < j->n && token_char(j->doc, &j->tokens[end]) == '?';
  if (j->tokens[i].depth || is(j, (int64_t)i - 1, OF) || is(j, end, ELSEWHERE) || asked) return end;
  found(j, i, end, j->day + value_of(j, i));
  return end;
}

static int32_t day_of_year(int year, int month, int day) {
  char text[16] = "0000-00-00";
  for (int k = 3, v = year; k >= 0; k--, v /= 10) text[k] = (char)('0' + v % 10);
  text[5] = (char)('0' + month / 10), text[6] = (char)('0' + month % 10);
  text[8] = (char)('0' + day / 10), text[9] = (char)('0' + day % 10);
  return day_of((calque_str){text, 10});
}

static int year_of(int32_t day) {
  char text[16];
  uint64_t year = 0;
  str_to_u64(str_slice(digest_date(day, text), 0, 4), &year);
  return (int)year;
}

/* The year before, the same and the next: the one that the weekday, « dernier » or the verb wants.
 * INT32_MIN: who knows. */
static int32_t choose_year(struct reading_job *j, uint32_t i, uint32_t end, const int32_t days[3]) {
  bool weekday = is(j, (int64_t)i - 1, WEEKDAY);
  int32_t off = days[1] - j->day;
  if (weekday && off >= -SLIP_DAYS && off <= SLIP_DAYS) return days[1]; /* whatever the weekday */
  for (int k = 0; k < 3 && weekday; k++)
    if (weekday_of(days[k]) == value_of(j, i - 1)) return days[k];
  if (weekday) return INT32_MIN;
  enum tense tense = is(j, end, LAST)   ? TENSE_PAST
                     : is(j, end, NEXT) ? TENSE_FUTURE
                                        : tense_beside(j, i, end);
  for (int k = 0; k < 3; k++) {
    int32_t ahead = days[k] - j->day;
    if (tense == TENSE_OPEN && ahead >= -NEAR_DAYS && ahead <= NEAR_DAYS) return days[k];
    if (tense == TENSE_FUTURE && ahead >= 0) return days[k];
    if (tense == TENSE_PAST && ahead <= 0 && (k == 2 || days[k + 1] > j->day)) return days[k];
  }
  return INT32_MIN;
}

/* « le 30 décembre » of an article of January: only where the year is another one, for otherwise
 * the date says itself. */
static uint32_t read_month_day(struct reading_job *j, uint32_t i) {
  int day = month_day_at(j, i), year = year_of(j->day);
  uint32_t end = i + 2;
  bool has_year = end < j->n && j->tokens[end].kind == CALQUE_NUMBER;
  if (has_year || j->tokens[i].depth) return end;
  int32_t days[3];
  for (int k = 0; k < 3; k++) days[k] = day_of_year(year + k - 1, value_of(j, i + 1), day);
  int32_t chosen = choose_year(j, i, end, days);
  if (chosen != INT32_MIN && year_of(chosen) != year) found(j, i, end, chosen);
  return end;
}

static void read_days(struct reading_job *j) {
  for (uint32_t i = 0; i < j->n;) {
    bool today = is(j, i, PART) && is(j, (int64_t)i - 1, THIS) && !j->tokens[i].depth;
    if (is(j, i, WEEKDAY)) i = read_weekday(j, i);
    else if (is(j, i, DISTANCE)) i = read_distance(j, i);
    else if (month_day_at(j, i) && is(j, i + 1, MONTH)) i = read_month_day(j, i);
    else if (today) found(j, i - 1, i + 1, j->day), i++;
    else i++;
  }
}

uint32_t when_find(calque_arena *arena, const calque_lexicon *lex, calque_str sentence, int32_t day,
                   const struct digest_when **out) {
  if (day == INT32_MIN || !lex) return 0;
  pthread_once(&built, build_words);
  struct reading_job *j = ARENA_NEW(arena, struct reading_job);
  const calque_article article = {.text = sentence};
  j->doc = calque_doc_parse(arena, lex, &article);
  j->lex = lex;
  j->tokens = j->doc->tokens;
  j->n = j->doc->n_tokens < MAX_TOKENS ? j->doc->n_tokens : MAX_TOKENS;
  j->day = day;
  j->out = ARENA_ARRAY(arena, struct digest_when, MAX_WHEN);
  read_words(j);
  read_verbs(j);
  read_days(j);
  *out = j->out;
  return j->n_out;
}
