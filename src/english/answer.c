/* Every test asks first whether the French does the same: an article may open with « Je suis
 * désolé », hold a code fence, or repeat a line. */
#include "english/answer.h"

#include <stdlib.h>

#define MAX_PERIOD       8   /* words of a loop's body */
#define LOOP_ROUNDS      3   /* so often in a row */
#define MANY_TIMES       4   /* a run of four words in the whole text */
#define LONG_LINE        160 /* bytes: a first line that long is no preamble */
#define LONG_TEXT        400 /* characters: no headline */
#define NEAR             16  /* pieces behind an excuse in which it says of what */
#define ANNOUNCED_WITHIN 24  /* pieces before the colon of “Here is the translation:” */

enum place { REFUSAL, EXCUSE, PREAMBLE, REMARK };

static const struct {
  enum place place;
  calque_str words;
} PATTERNS[] = {
#define ANSWER_PATTERN(place, words) {place, STR_INIT(words)},
#include "english/answer_patterns.def"
#undef ANSWER_PATTERN
};

/* Do the words of the pattern stand from piece i on, marks between them aside? *end: behind. */
static bool matches(const struct pieces *p, int64_t i, calque_str words, int64_t *end) {
  for (calque_str rest = words; rest.ptr; i++) {
    while (piece_at(p, i)->kind == PIECE_MARK && i < (int64_t)p->n) i++;
    if (i >= (int64_t)p->n || !str_eq(piece_at(p, i)->folded, str_cut(&rest, ' '))) return false;
    *end = i + 1;
  }
  return true;
}

static int64_t line_start(const struct pieces *p, int64_t i) {
  while (i > 0) {
    calque_span gap = {p->ptr[i - 1].span.end, p->ptr[i].span.start};
    if (str_has(str_of_span(p->text, gap), STR("\n"))) break;
    i--;
  }
  return i;
}

/* The piece behind the line that holds piece i. */
static int64_t line_end(const struct pieces *p, int64_t i) {
  for (i++; i < (int64_t)p->n; i++) {
    calque_span gap = {p->ptr[i - 1].span.end, p->ptr[i].span.start};
    if (str_has(str_of_span(p->text, gap), STR("\n"))) break;
  }
  return i;
}

static calque_span span_of(const struct pieces *p, int64_t first, int64_t end) {
  return (calque_span){piece_at(p, first)->span.start, piece_at(p, end - 1)->span.end};
}

static void add(struct findings *out, const char *family, calque_severity severity,
                const char *message, calque_span en) {
  finding_add(out, family, severity, calque_str_of(message), (calque_span){0, 0}, en);
}

/* Does one of the words stand among pieces [0, n)? */
static bool opens_with(const struct pieces *p, int64_t n, const calque_str *words, size_t n_words) {
  for (int64_t i = 0; i < n; i++) {
    for (size_t w = 0; w < n_words; w++) {
      if (piece_is(piece_at(p, i), words[w])) return true;
    }
  }
  return false;
}

/* « Je suis désolé », said by somebody in the article. */
static bool french_opens_alike(const struct pieces *fr) {
  static const calque_str SELF[] = {STR_INIT("je"), STR_INIT("j"), STR_INIT("moi")};
  static const calque_str EXCUSES[] = {
      STR_INIT("desole"), STR_INIT("desolee"), STR_INIT("desoles"), STR_INIT("pardon"),
      STR_INIT("excuse"), STR_INIT("excuses"), STR_INIT("excusez"), STR_INIT("malheureusement")};
  return opens_with(fr, 2, SELF, COUNT(SELF)) || opens_with(fr, NEAR, EXCUSES, COUNT(EXCUSES));
}

/* “I cannot” is a sentence of any article; “I cannot translate” is one of a service. */
static bool speaks_of_service(const struct pieces *en) {
  static const calque_str SERVICE[] = {
      STR_INIT("translate"), STR_INIT("translation"), STR_INIT("assist"),   STR_INIT("help"),
      STR_INIT("provide"),   STR_INIT("fulfill"),     STR_INIT("fulfil"),   STR_INIT("comply"),
      STR_INIT("request"),   STR_INIT("content"),     STR_INIT("generate"), STR_INIT("process"),
      STR_INIT("summarize"), STR_INIT("summary"),     STR_INIT("ai"),       STR_INIT("model")};
  return opens_with(en, NEAR, SERVICE, COUNT(SERVICE));
}

/* The piece behind a colon among the first few of a text, before its first sentence ends; 0: none.
 * “Sure!” is no end of it. */
static int64_t early_colon(const struct pieces *p) {
  for (int64_t i = 0; i < ANNOUNCED_WITHIN && i < (int64_t)p->n; i++) {
    const struct piece *q = piece_at(p, i);
    if (q->kind != PIECE_MARK) continue;
    if (q->mark == ':') return i + 1;
    if (q->mark == '.' || q->mark == '?' || q->mark == '"' || q->mark == 0x201c) return 0;
  }
  return 0;
}

void answer_check_announced(struct findings *out, const struct pieces *fr,
                            const struct pieces *en) {
  static const calque_str WORK[] = {
      STR_INIT("translation"), STR_INIT("translated"), STR_INIT("english"), STR_INIT("summary"),
      STR_INIT("version"),     STR_INIT("text"),       STR_INIT("go"),      STR_INIT("traduction")};
  int64_t colon = early_colon(en), end = 0;
  if (!colon || early_colon(fr) || colon == (int64_t)en->n) return;
  if (!opens_with(en, colon, WORK, COUNT(WORK))) return;
  for (size_t i = 0; i < COUNT(PATTERNS); i++) {
    if (PATTERNS[i].place != PREAMBLE || !matches(en, 0, PATTERNS[i].words, &end)) continue;
    add(out, "refusal", CALQUE_MAJOR, "the answer speaks before it translates",
        span_of(en, 0, colon));
    return;
  }
}

static void check_opening(struct findings *out, const struct pieces *fr, const struct pieces *en) {
  int64_t end = 0, line = line_end(en, 0), fr_line = line_end(fr, 0);
  calque_span first = span_of(en, 0, line);
  bool colon =
      piece_is_mark(piece_at(en, line - 1), ':') && !piece_is_mark(piece_at(fr, fr_line - 1), ':');
  for (size_t i = 0; i < COUNT(PATTERNS); i++) {
    if (!matches(en, 0, PATTERNS[i].words, &end)) continue;
    bool quoted = piece_at(en, 0)->kind == PIECE_MARK; /* somebody in the article speaks */
    bool refuses =
        PATTERNS[i].place == REFUSAL || (PATTERNS[i].place == EXCUSE && speaks_of_service(en));
    if (refuses && !quoted && !french_opens_alike(fr)) {
      add(out, "refusal", CALQUE_CRITICAL, "the answer refuses instead of translating", first);
      return;
    }
    bool exclaims = piece_is_mark(piece_at(en, end), '!') && !piece_is_mark(piece_at(fr, end), '!');
    bool lone = line < (int64_t)en->n && first.end - first.start < LONG_LINE;
    if (PATTERNS[i].place == PREAMBLE && lone && (colon || exclaims)) {
      add(out, "refusal", CALQUE_MAJOR, "the answer speaks before it translates", first);
      return;
    }
  }
  answer_check_announced(out, fr, en);
}

static void check_closing(struct findings *out, const struct pieces *fr, const struct pieces *en) {
  int64_t start = line_start(en, (int64_t)en->n - 1), fr_start = line_start(fr, (int64_t)fr->n - 1);
  int64_t end;
  for (size_t i = 0; start > 0 && i < COUNT(PATTERNS); i++) {
    if (PATTERNS[i].place != REMARK || !matches(en, start, PATTERNS[i].words, &end)) continue;
    if (piece_is(piece_at(fr, fr_start), STR("note")) ||
        piece_is(piece_at(fr, fr_start), STR("nb"))) {
      continue;
    }
    add(out, "refusal", CALQUE_MAJOR, "the answer remarks on the translation at its end",
        span_of(en, start, en->n));
    return;
  }
}

/* Marks of chat and Markdown that no newspaper prints. */
static void check_wrapping(struct findings *out, calque_str fr, calque_str en) {
  static const struct {
    calque_str text;
    const char *message;
  } WRAPPINGS[] = {{STR_INIT("```"), "the answer stands in a code fence"},
                   {STR_INIT("<think>"), "the answer holds the model's reasoning"},
                   {STR_INIT("</think>"), "the answer holds the model's reasoning"},
                   {STR_INIT("<|"), "the answer holds a control token of the model"},
                   {STR_INIT("[/INST]"), "the answer holds a control token of the model"}};
  for (size_t i = 0; i < COUNT(WRAPPINGS); i++) {
    size_t at = str_find(en, WRAPPINGS[i].text);
    if (at == SIZE_MAX || str_has(fr, WRAPPINGS[i].text)) continue;
    calque_span span = {(uint32_t)at, (uint32_t)(at + WRAPPINGS[i].text.len)};
    add(out, "refusal", CALQUE_MAJOR, WRAPPINGS[i].message, span);
  }
}

/* ---- Loops ------------------------------------------------------------------------------------
 */

/* The words of a text without its marks, hashed. */
struct word_hashes {
  uint64_t *hash;
  uint32_t *piece;
  uint32_t n;
};

static struct word_hashes hashes_of(calque_arena *arena, const struct pieces *p) {
  struct word_hashes w = {ARENA_ARRAY(arena, uint64_t, p->n + 1),
                          ARENA_ARRAY(arena, uint32_t, p->n + 1), 0};
  for (uint32_t i = 0; i < p->n; i++) {
    if (p->ptr[i].kind == PIECE_MARK) continue;
    w.hash[w.n] = str_hash(p->ptr[i].folded, 1);
    w.piece[w.n++] = i;
  }
  return w;
}

/* The longest row of rounds of any body up to MAX_PERIOD words; where it stands. */
static uint32_t longest_loop(const struct word_hashes *w, uint32_t *first, uint32_t *last) {
  uint32_t best = 0;
  for (uint32_t period = 1; period <= MAX_PERIOD; period++) {
    uint32_t run = 0;
    for (uint32_t i = period; i < w->n; i++) {
      run = w->hash[i] == w->hash[i - period] ? run + 1 : 0;
      uint32_t rounds = run / period + 1;
      if (rounds < LOOP_ROUNDS || rounds <= best) continue;
      best = rounds;
      *first = w->piece[i + 1 - run - period];
      *last = w->piece[i];
    }
  }
  return best;
}

struct run_of_four {
  uint64_t hash;
  uint32_t at;
};

static int by_run(const void *a, const void *b) {
  const struct run_of_four *x = a, *y = b;
  if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
  return (x->at > y->at) - (x->at < y->at);
}

/* How often the most frequent run of four words stands in the text; where it does last. */
static uint32_t most_frequent(calque_arena *arena, const struct word_hashes *w, uint32_t *at) {
  struct run_of_four *runs = ARENA_ARRAY(arena, struct run_of_four, w->n + 1);
  uint32_t n = 0, best = 0, same = 0;
  for (uint32_t i = 0; i + 4 <= w->n; i++) {
    uint64_t h = 0;
    for (uint32_t k = 0; k < 4; k++) h = (h ^ w->hash[i + k]) * 0x9e3779b97f4a7c15u + k;
    runs[n++] = (struct run_of_four){h, i};
  }
  if (n) qsort(runs, n, sizeof *runs, by_run);
  for (uint32_t i = 0; i < n; i++) {
    same = i && runs[i].hash == runs[i - 1].hash ? same + 1 : 1;
    if (same <= best) continue;
    best = same;
    *at = runs[i].at;
  }
  return best;
}

static void check_loops(struct findings *out, const struct pieces *fr, const struct pieces *en) {
  struct word_hashes a = hashes_of(out->arena, fr), b = hashes_of(out->arena, en);
  uint32_t first = 0, last = 0, at = 0;
  uint32_t rounds = longest_loop(&b, &first, &last), unused_first, unused_last;
  if (rounds >= LOOP_ROUNDS && rounds > longest_loop(&a, &unused_first, &unused_last)) {
    calque_span span = {en->ptr[first].span.start, en->ptr[last].span.end};
    finding_add(out, "loop", CALQUE_MAJOR,
                arena_printf(out->arena, "the answer says the same %u times in a row", rounds),
                (calque_span){0, 0}, span);
    return;
  }
  uint32_t times = most_frequent(out->arena, &b, &at), in_french;
  if (times < MANY_TIMES || 2 * most_frequent(out->arena, &a, &in_french) >= times) return;
  calque_span span = {en->ptr[b.piece[at]].span.start, en->ptr[b.piece[at + 3]].span.end};
  finding_add(out, "loop", CALQUE_MAJOR,
              arena_printf(out->arena, "the answer says “%.*s” %u times",
                           STR_ARG(str_of_span(en->text, span)), times),
              (calque_span){0, 0}, span);
}

/* ---- The end ----------------------------------------------------------------------------------
 */

/* The pieces before the citation [P3, P5] that ends at piece `end`; `end` when none does. */
static uint32_t before_citation(const struct pieces *p, uint32_t end) {
  if (!piece_is_mark(piece_at(p, (int64_t)end - 1), ']')) return end;
  for (uint32_t i = end - 1; i > 0; i--) {
    const struct piece *q = &p->ptr[i - 1];
    if (piece_is_mark(q, '[')) return i - 1;
    bool cites = q->kind == PIECE_WORD && q->folded.len > 1 && q->folded.ptr[0] == 'p' &&
                 utf8_is_digit((unsigned char)q->folded.ptr[1]);
    if (!cites && q->kind != PIECE_MARK) break;
  }
  return end;
}

/* The last mark that is no quotation mark or bracket ends a sentence. */
static bool is_finished(const struct pieces *p) {
  for (uint32_t i = before_citation(p, p->n); i > 0; i--) {
    const struct piece *last = &p->ptr[i - 1];
    if (last->kind != PIECE_MARK) return (last->flags & PIECE_DOTTED) != 0; /* B.C. */
    switch (last->mark) {
      case '.':
      case '!':
      case '?':
      case ':':
      case ';':
      case 0x2026: return true; /* … */
      default: break;
    }
  }
  return false;
}

/* A headline needs no full stop, and a writer may leave one out; a page that ends in the middle of
 * a phrase, or a long text without its last stop, was cut. */
static bool breaks_off(const struct pieces *fr, const struct pieces *en) {
  static const calque_str OPEN_ENDED[] = {STR_INIT("the"), STR_INIT("a"),  STR_INIT("an"),
                                          STR_INIT("and"), STR_INIT("of"), STR_INIT("or")};
  if (is_finished(en) || !is_finished(fr)) return false;
  if (utf8_count(fr->text) >= LONG_TEXT) return true;
  const struct piece *last = &en->ptr[en->n - 1];
  for (size_t i = 0; i < COUNT(OPEN_ENDED); i++) {
    if (piece_is(last, OPEN_ENDED[i])) return true;
  }
  return piece_is_mark(last, ',');
}

void answer_check(struct findings *out, const struct pieces *fr, const struct pieces *en,
                  bool summary) {
  if (en->n == 0) {
    if (fr->n > 0) add(out, "segment", CALQUE_CRITICAL, "there is no English", (calque_span){0, 0});
    return;
  }
  check_wrapping(out, fr->text, en->text);
  if (fr->n == 0) return;
  check_opening(out, fr, en);
  check_closing(out, fr, en);
  check_loops(out, fr, en);
  if (summary ? is_finished(en) : !breaks_off(fr, en)) return;
  add(out, "segment", CALQUE_MAJOR, "the English breaks off", en->ptr[en->n - 1].span);
}
