/* Gathers the facts of every line in one pass over its tokens. Words are looked at more closely on
 * short lines only: a long one is a paragraph, whatever verbs it has. */
#include "checks/line_facts.h"

#include "checks/line_doubt.h"

enum {
  CLOSE_ITEMS = 48, /* lines of more words are not looked at word by word */
  MAX_HITS = 48,    /* phrases of one line that are looked at */
  NEAR_ITEMS = 45,  /* a phrase that may stand anywhere speaks for a line of so many words */
  LEFT_OVER = 5,    /* words that a line may have beside a phrase that should fill it */
  CREDIT_ITEMS = 9, /* words of the credit behind a caption, at most */
  MIN_SENTENCE = 3  /* words of a sentence that a proved run may not take with it */
};

struct gatherer {
  calque_arena *arena;
  const calque_lexicon *lex;
  const calque_doc *doc;
  struct line_phrases phrases;
  struct line_item *items; /* room for every token and one more for every line */
  size_t n_items;
  struct line_hit hits[MAX_HITS];
  size_t n_hits;
};

/* ---- Items ----------------------------------------------------------------------------------- */

/* « 12 % », « + 8 € »: signs that belong to a number separate nothing. */
static bool is_unit(const calque_doc *doc, const calque_token *t, uint16_t mark) {
  if (mark == MARK_OTHER) return str_has(STR("%‰€$£°"), token_str(doc, t));
  return mark == MARK_BULLET && t[1].kind == CALQUE_NUMBER &&
         str_has(STR("+=~"), token_str(doc, t));
}

/* The mark that the token sets between two items. */
static uint16_t add_mark(const calque_doc *doc, const calque_token *t, struct line_facts *f) {
  const uint16_t separators = MARK_PIPE | MARK_SLASH | MARK_ARROW | MARK_BULLET | MARK_OTHER;
  uint16_t mark = line_phrases_mark(doc, t);
  if (!(mark & separators)) return mark;
  if (is_unit(doc, t, mark)) return 0;
  f->n_separators++;
  return mark;
}

static void add_hints(struct line_facts *f, uint32_t hints) {
  f->word_hints |= hints;
  f->n_addressed += (hints & KIND_BIT(PAGE)) != 0;
  f->n_mine += (hints & KIND_BIT(MINE)) != 0;
  f->n_buttons += (hints & KIND_BIT(BUTTON)) != 0;
  f->covered += (hints & ~IDLE_HINTS) != 0;
}

enum { NO_ITEM = UINT16_MAX };

/* The class of a word, number or link; NO_ITEM for what stands between them. */
static uint16_t class_of(const struct gatherer *g, const calque_token *t, struct line_facts *f) {
  if (t->kind == CALQUE_WORD) {
    uint16_t class_id = line_phrases_class(&g->phrases, g->doc, t);
    if (class_id & LINE_PROGRAMMING) f->n_programming++;
    return class_id & (uint16_t)~LINE_PROGRAMMING;
  }
  if (t->kind == CALQUE_NUMBER) return f->n_numbers++, ITEM_NUMBER;
  if (t->kind == CALQUE_LINK) return f->n_links++, ITEM_LINK;
  return NO_ITEM;
}

static void gather_items(struct gatherer *g, const calque_line *line, struct line_facts *f) {
  struct line_item *out = g->items + g->n_items;
  const uint16_t sentence_ends = MARK_STOP | MARK_ASKS | MARK_CRIES | MARK_DOTS;
  const uint32_t end = line->first_token + line->n_tokens;
  uint16_t marks = 0;
  uint32_t n = 0, n_quoted = 0;
  const calque_token *t = &g->doc->tokens[line->first_token];
  for (uint32_t i = line->first_token; i < end; i++, t++) {
    const uint16_t class_id = class_of(g, t, f);
    if (class_id == NO_ITEM) {
      marks |= add_mark(g->doc, t, f);
      continue;
    }
    uint32_t hints = g->phrases.class_facts[class_id].hints;
    out[n] = (struct line_item){i, class_id, marks};
    if (hints) add_hints(f, hints);
    n_quoted += (t->flags & CALQUE_IN_QUOTE) != 0;
    if (marks) {
      if ((marks & MARK_COLON) && !f->label_items && !(f->marks & sentence_ends))
        f->label_items = n;
      f->marks |= marks;
      marks = 0;
    }
    n++;
  }
  out[n] = (struct line_item){end, ITEM_UNKNOWN, marks};
  f->items = out;
  f->n_items = n;
  f->n_words = n - f->n_numbers - f->n_links;
  f->n_quoted = n_quoted;
  f->marks |= marks;
  f->marks_first = out[0].marks;
  f->marks_last = marks;
  f->first_hints = n ? g->phrases.class_facts[out[0].class_id].hints : 0;
  f->hints = f->word_hints;
  g->n_items += n + 1u;
}

/* ---- Words ----------------------------------------------------------------------------------- */

/* A finite verb that can be nothing else; an order is none: « Partagez » is what buttons say. */
static bool is_verb(const struct gatherer *g, const calque_token *t, bool *order) {
  uint64_t morph = token_morph(g->lex, t);
  const uint64_t other = M_NOUN | M_ADJ | M_ADV | M_PREP | M_DET | M_PRONOUN | M_PROPER | M_CONJ |
                         M_CONJ_SUB | M_NUM | M_PART_PAST | M_INF;
  *order = (morph & M_IMPERATIVE) && str_ends(token_str(g->doc, t), STR("ez"));
  return (morph & M_FINITE) && !*order && ((morph & M_AUX) || !(morph & other));
}

static void count_word(const struct gatherer *g, const calque_token *t, struct line_facts *f) {
  uint16_t flags = t->flags;
  f->n_known += (flags & (CALQUE_FRENCH | CALQUE_ENGLISH)) != 0;
  f->n_english += (flags & CALQUE_ENGLISH) && !(flags & CALQUE_FRENCH);
  f->n_capitals += (flags & CALQUE_CAPITAL) != 0;
  f->n_all_caps += (flags & CALQUE_ALL_CAPS) != 0;
  f->n_lower += !(flags & CALQUE_CAPITAL);
  f->n_function += (token_flags(g->lex, t) & WORD_STOP) != 0;
  bool order;
  f->n_verbs += is_verb(g, t, &order);
  f->n_orders += order;
}

static void count_words(const struct gatherer *g, struct line_facts *f) {
  if (f->n_items > CLOSE_ITEMS) return;
  for (uint32_t i = 0; i < f->n_items; i++) {
    const calque_token *t = &g->doc->tokens[f->items[i].token];
    if (t->kind == CALQUE_WORD) count_word(g, t, f);
  }
  if (f->marks_last & MARK_ASKS) f->n_orders = 0; /* « Que cherchez-vous ? » */
}

static uint32_t first_char(const calque_doc *doc, const calque_line *line) {
  size_t len;
  calque_str s = str_of_span(doc->text, line->span);
  return s.len ? utf8_decode(s, &len) : 0;
}

static void look_at_first(const struct gatherer *g, const calque_token *t, struct line_facts *f) {
  uint64_t morph = token_morph(g->lex, t);
  f->starts_order = (morph & M_IMPERATIVE) && str_ends(token_str(g->doc, t), STR("ez"));
  calque_str s = token_str(g->doc, t);
  f->starts_i = s.len <= 4 && (s.ptr[0] == 'J' || s.ptr[0] == 'j') &&
                (t->flags & CALQUE_ELIDED || str_eq_nocase(s, STR("je")));
  f->starts_infinitive = (morph & M_INF) && !(morph & (M_NOUN | M_ADJ));
}

static void look_at_ends(const struct gatherer *g, const calque_line *line, struct line_facts *f) {
  const calque_token *first = &g->doc->tokens[line->first_token];
  f->starts_quote = first->kind == CALQUE_QUOTE && !(first->flags & CALQUE_CLOSES);
  f->starts_lower = utf8_is_lower(first_char(g->doc, line));
  f->starts_number = first->kind == CALQUE_NUMBER;
  uint32_t word = f->starts_number && f->n_items > 1;
  f->starts_capital = f->n_items && (g->doc->tokens[f->items[word].token].flags & CALQUE_CAPITAL);
  if (f->n_items) look_at_first(g, &g->doc->tokens[f->items[0].token], f);
  f->ends_stop = (f->marks_last & (MARK_STOP | MARK_ASKS | MARK_CRIES | MARK_DOTS)) != 0;
  f->ends_colon = (f->marks_last & MARK_COLON) != 0;
}

/* ---- Phrases --------------------------------------------------------------------------------- */

/* Does a small word stand before the capital at item i with nothing between, as where a button lost
 * its line? No sentence ends with a function word, and two capitals are a name. */
static bool is_glued(const struct gatherer *g, const struct line_facts *f, uint32_t i) {
  const calque_token *t = &g->doc->tokens[f->items[i].token];
  const calque_token *before = &g->doc->tokens[f->items[i - 1].token];
  return (t->flags & CALQUE_CAPITAL) && !(before->flags & CALQUE_CAPITAL) &&
         before->kind == CALQUE_WORD && !f->items[i].marks &&
         !(token_flags(g->lex, before) & WORD_STOP);
}

/* May a phrase that must stand at a start begin at item i? */
static bool is_start(const struct gatherer *g, const struct line_facts *f, uint32_t i) {
  const uint16_t breaks = MARK_COPYRIGHT | MARK_PIPE | MARK_BULLET | MARK_ASKS | MARK_CRIES;
  if (i == 0 || (g->doc->tokens[f->items[i].token].flags & CALQUE_FIRST)) return true;
  if (f->items[i].marks & breaks) return true;
  if (i == 1 && g->doc->tokens[f->items[0].token].kind == CALQUE_NUMBER) return true;
  return f->items[i].class_id != ITEM_UNKNOWN && is_glued(g, f, i);
}

/* Does the phrase stand where its row wants it? */
static bool stands_right(const struct gatherer *g, const struct line_facts *f,
                         const struct line_hit *h) {
  bool anywhere = h->phrase->where == WHERE_ANY || h->phrase->where == WHERE_HINT;
  return anywhere || is_start(g, f, h->first);
}

/* What somebody says between quotation marks is not the page's. */
static bool is_quoted(const struct gatherer *g, const struct line_facts *f,
                      const struct line_hit *h) {
  return h->first < f->n_items &&
         (g->doc->tokens[f->items[h->first].token].flags & CALQUE_IN_QUOTE);
}

static uint32_t sentence_of(const struct gatherer *g, const struct line_facts *f, uint32_t i) {
  return g->doc->tokens[f->items[i].token].sentence;
}

/* The items that the phrase may speak for: its sentence, from the phrase on when it stands where a
 * button was glued to a sentence. */
static struct line_proof segment_of(const struct gatherer *g, const struct line_facts *f,
                                    const struct line_hit *h) {
  uint32_t sentence = sentence_of(g, f, h->first);
  struct line_proof s = {h->first, h->end, h->phrase->kind, h->end - h->first, h->phrase->where};
  while (s.end < f->n_items && sentence_of(g, f, s.end) == sentence) s.end++;
  if (h->phrase->where == WHERE_ANY || h->first <= 1)
    while (s.first > 0 && sentence_of(g, f, s.first - 1) == sentence) s.first--;
  return s;
}

/* Has the rest of the segment, which ends with a stop, a verb of its own? Then it is a sentence
 * that happens to start like a button. */
static bool rest_has_verb(const struct gatherer *g, const struct line_facts *f,
                          const struct line_proof *segment, const struct line_hit *h) {
  bool order;
  if (!(f->items[segment->end].marks & (MARK_STOP | MARK_DOTS))) return false;
  for (uint32_t i = segment->first; i < segment->end; i++)
    if ((i < h->first || i >= h->end) && is_verb(g, &g->doc->tokens[f->items[i].token], &order))
      return true;
  return false;
}

/* Does the phrase prove the segment that it stands in? */
static bool proves(const struct gatherer *g, const struct line_facts *f,
                   const struct line_proof *segment, const struct line_hit *h) {
  uint32_t n = segment->end - segment->first, before = h->first - segment->first;
  uint32_t covered = h->end - h->first;
  bool whole = n == f->n_items;
  if (h->phrase->kind == KIND_BANNER && h->phrase->where == WHERE_LINE && !whole) return false;
  if (n > NEAR_ITEMS || (covered == 1 && n > 1 && !h->phrase->bound)) return false;
  switch (h->phrase->where) {
    case WHERE_LINE:
      return before <= 1 && n - covered <= LEFT_OVER && 5u * covered >= 2u * n &&
             !rest_has_verb(g, f, segment, h);
    case WHERE_START: return before <= 1;
    case WHERE_ANY: return true;
    default: return false;
  }
}

/* « Le pont, mardi. Photo Luc Aubert / AFP »: names alone stand behind a word or sign of credits.
 */
static void find_credit(const struct gatherer *g, struct line_facts *f) {
  const uint32_t credits = KIND_BIT(CREDIT) | KIND_BIT(VIDEO);
  if (f->n_items > CLOSE_ITEMS) return;
  for (uint32_t i = f->n_items; i-- > 0 && f->n_items - i <= CREDIT_ITEMS;) {
    bool sign = f->items[i].marks & MARK_COPYRIGHT;
    bool word = g->phrases.class_facts[f->items[i].class_id].hints & credits;
    const calque_token *t = &g->doc->tokens[f->items[i].token];
    bool opens = i == 0 || f->items[i].marks;
    if (sign || (word && opens && i + 1 < f->n_items)) f->caption_items = i;
    if (sign || (!(t->flags & CALQUE_CAPITAL) && !word && !(token_flags(g->lex, t) & WORD_STOP)))
      return;
  }
}

/* Joins a proved segment with the run before it, or starts a new run when that is longer. */
static void join(struct line_proof *run, const struct line_proof *segment, uint32_t *longest) {
  uint32_t len = segment->end - segment->first;
  if (!run->kind) {
    *run = *segment;
    *longest = len;
  } else if (segment->first <= run->end) {
    uint32_t said = segment->first == run->end ? run->said + segment->said : segment->said;
    if (segment->end > run->end) run->end = segment->end;
    if (len > *longest) run->kind = segment->kind;
    if (len > *longest) *longest = len;
    if (segment->said > run->said) run->where = segment->where;
    if (said > run->said) run->said = said;
  } else if (len > run->end - run->first) {
    *run = *segment;
    *longest = len;
  }
}

/* Do items [first, end) hold a sentence that ends with a stop? */
static bool has_sentence(const struct gatherer *g, const struct line_facts *f, uint32_t first,
                         uint32_t end) {
  for (uint32_t i = first + MIN_SENTENCE; i < end + (end < f->n_items); i++)
    if ((f->items[i].marks & (MARK_STOP | MARK_DOTS)) &&
        sentence_of(g, f, i - 1) == sentence_of(g, f, i - MIN_SENTENCE))
      return true;
  return end == f->n_items && end - first >= MIN_SENTENCE && f->ends_stop;
}

/* Is what a proved run leaves of the line no sentence of an article? */
static bool leaves_little(const struct gatherer *g, const struct line_facts *f,
                          const struct line_proof *run) {
  uint32_t rest = f->n_items - (run->end - run->first);
  if (rest > LEFT_OVER && (rest > 2u * LEFT_OVER || 2u * rest >= f->n_items)) return false;
  return !has_sentence(g, f, 0, run->first) &&
         (run->end == f->n_items || !has_sentence(g, f, run->end, f->n_items));
}

/* What is glued to the words before it is a button; names of papers and rubrics stand in sentences.
 */
static bool may_be_glued(enum line_kind kind) {
  const uint32_t names = KIND_BIT(BANNER) | KIND_BIT(META) | KIND_BIT(TAGS) | KIND_BIT(LIST) |
                         KIND_BIT(MENU) | KIND_BIT(LANGUAGE);
  return !(UINT32_C(1) << kind & names);
}

/* « Vous abonnez-vous encore ? » asks, and offers nothing. */
static bool is_inverted(const struct gatherer *g, const struct line_facts *f, uint32_t i) {
  if (!i || f->items[i].marks || !(f->marks & MARK_ASKS)) return false;
  return str_eq_nocase(token_str(g->doc, &g->doc->tokens[f->items[i - 1].token]), STR("vous"));
}

static void weigh_phrases(struct gatherer *g, struct line_facts *f) {
  uint32_t longest_line = 0, longest_part = 0;
  for (size_t k = 0; k < g->n_hits; k++) {
    const struct line_hit *h = &g->hits[k];
    if (!stands_right(g, f, h) || is_quoted(g, f, h) || is_inverted(g, f, h->first)) continue;
    if (h->first && is_glued(g, f, h->first) && !may_be_glued(h->phrase->kind)) continue;
    f->hints |= UINT32_C(1) << h->phrase->kind;
    f->n_phrases += h->phrase->where != WHERE_HINT && h->end - h->first >= 2;
    struct line_proof segment = segment_of(g, f, h);
    struct line_proof line = {0, f->n_items, h->phrase->kind, segment.said, segment.where};
    if (proves(g, f, &segment, h)) join(&f->part, &segment, &longest_part);
    else if (h->phrase->where == WHERE_LINE && proves(g, f, &line, h))
      join(&f->proof, &line, &longest_line);
  }
  if (f->proof.kind || !f->part.kind || !leaves_little(g, f, &f->part)) return;
  f->proof = f->part;
  f->proof.first = 0;
  f->proof.end = f->n_items;
}

/* ---- All lines ------------------------------------------------------------------------------- */

struct line_facts *line_facts_gather(calque_arena *arena, const calque_lexicon *lex,
                                     const calque_doc *doc) {
  struct gatherer *g = ARENA_NEW(arena, struct gatherer);
  *g = (struct gatherer){.arena = arena, .lex = lex, .doc = doc};
  if (!line_phrases_open(lex, &g->phrases)) return NULL;
  struct line_facts *facts = ARENA_ARRAY(arena, struct line_facts, doc->n_lines + 1);
  g->items = arena_alloc(arena, sizeof *g->items * ((size_t)doc->n_tokens + doc->n_lines + 1));
  for (uint32_t i = 0; i < doc->n_lines; i++) {
    const calque_line *line = &doc->lines[i];
    gather_items(g, line, &facts[i]);
    count_words(g, &facts[i]);
    look_at_ends(g, line, &facts[i]);
    find_credit(g, &facts[i]);
    g->n_hits = line_phrases_find(&g->phrases, doc, facts[i].items, facts[i].n_items,
                                  facts[i].marks, g->hits, MAX_HITS);
    weigh_phrases(g, &facts[i]);
  }
  line_doubt(doc, facts);
  return facts;
}
