/* Scores lines by the weights of line_weights.def. Surroundings are told in a few passes over the
 * lines, so that the whole costs the same for each line of any text. */
#include "checks/line_score.h"

enum {
  BODY_ITEMS = 14,   /* words of a line that ends with a stop, from which on it is of the body */
  LIST_REACH = 8,    /* lines below the heading of a list that may be items */
  HEADING_ITEMS = 8, /* words of such a heading, at most */
  TITLE_ITEMS = 5,   /* words of a title, at least */
  TITLE_MOST = 12,   /* words from which on a title is no better for being longer */
  HINT_COST = 4,     /* words that a hint at furniture takes from a title */
  SHORT_ITEMS = 9,   /* words of a line that stands in a run of such lines */
  LABEL_ITEMS = 4,   /* words of a label before a colon */
  MAX_ITEMS = 40,    /* words of a line that shape can tell from a paragraph */
  NEAR = 3           /* lines in which proofs are counted on each side */
};

static int popcount(uint32_t bits) {
  int n = 0;
  for (; bits; bits &= bits - 1) n++;
  return n;
}

void line_features_of(const struct line_facts *f, const struct line_surroundings *c, bool *has) {
#define LINE_FEATURE(name, condition) has[LINE_FEATURE_##name] = (condition) != 0;
#include "checks/line_features.def"
}

const char *line_feature_name(size_t feature) {
  static const char *const names[] = {
#define LINE_FEATURE(name, condition) #name,
#include "checks/line_features.def"
  };
  return names[feature];
}

/* The bias stands behind the features. */
static const double weights[N_LINE_FEATURES + 1] = {
#define LINE_BIAS(value)         [N_LINE_FEATURES] = value,
#define LINE_WEIGHT(name, value) [LINE_FEATURE_##name] = value,
#include "checks/line_weights.def"
};

/* A page of which nothing is proved may be an article alone: then shape says less. */
static const double no_proof = 1.5;

double line_score(const struct line_facts *f, const struct line_surroundings *c) {
  double score = weights[N_LINE_FEATURES];
#define LINE_FEATURE(name, condition) \
  if (condition) score += weights[LINE_FEATURE_##name];
#include "checks/line_features.def"
  return c->proofs ? score : score - no_proof;
}

bool line_is_long_offer(const struct line_facts *f, const struct line_surroundings *c) {
  return line_offers(f) && !c->text.technical && !c->text.guide &&
         (c->body_before || c->body_after);
}

/* ---- Surroundings ---------------------------------------------------------------------------- */

static bool is_body(const struct line_facts *f, uint8_t state) {
  return state != STATE_FURNITURE && f->n_items >= BODY_ITEMS &&
         (f->ends_stop || (f->marks_last & (MARK_QUOTE | MARK_COLON | MARK_ROUND)));
}

static bool is_list_heading(const struct line_facts *f) {
  return (f->proof.kind == KIND_LIST || f->proof.kind == KIND_RELATED) &&
         f->n_items <= HEADING_ITEMS;
}

/* Names of the site: pairs of neighbouring capitals in lines of furniture, in a small table that
 * forgets what does not fit. */
enum { N_PAIRS = 512 };
struct pairs {
  uint64_t slots[N_PAIRS];
};

static uint64_t pair_at(const calque_doc *doc, const struct line_facts *f, uint32_t i) {
  const calque_token *a = &doc->tokens[f->items[i].token], *b = &doc->tokens[f->items[i + 1].token];
  if (!(a->flags & CALQUE_CAPITAL) || !(b->flags & CALQUE_CAPITAL)) return 0;
  return str_hash(token_str(doc, a), str_hash(token_str(doc, b), 1)) | 1u;
}

static uint64_t *pair_slot(struct pairs *p, uint64_t pair) { return &p->slots[pair % N_PAIRS]; }

/* Names of a site stand in such furniture; other furniture has headlines. */
static bool tells_site(const struct line_facts *f) {
  return f->proof.kind && f->proof.kind != KIND_RELATED && f->proof.kind != KIND_LIST &&
         f->proof.kind != KIND_META && f->proof.kind != KIND_CAPTION &&
         f->proof.kind != KIND_CREDIT && f->n_items <= 24;
}

/* NULL when there are none. */
static struct pairs *collect_pairs(calque_arena *arena, const calque_doc *doc,
                                   const struct line_facts *facts, const uint8_t *states) {
  struct pairs *pairs = NULL;
  for (uint32_t k = 0; k < doc->n_lines; k++)
    for (uint32_t i = 0; tells_site(&facts[k]) && i + 1 < facts[k].n_items; i++) {
      uint64_t pair = pair_at(doc, &facts[k], i);
      if (!pair) continue;
      if (!pairs) pairs = ARENA_NEW(arena, struct pairs);
      *pair_slot(pairs, pair) = pair;
    }
  if (!pairs) return NULL;
  for (uint32_t k = 0; k < doc->n_lines; k++)
    for (uint32_t i = 0; is_body(&facts[k], states[k]) && i + 1 < facts[k].n_items; i++) {
      uint64_t pair = pair_at(doc, &facts[k], i);
      if (pair && *pair_slot(pairs, pair) == pair) *pair_slot(pairs, pair) = 0;
    }
  return pairs;
}

static bool has_pair(const calque_doc *doc, const struct line_facts *f, struct pairs *pairs) {
  for (uint32_t i = 0; f->n_items <= 24 && i + 1 < f->n_items; i++) {
    uint64_t pair = pair_at(doc, f, i);
    if (pair && *pair_slot(pairs, pair) == pair) return true;
  }
  return false;
}

static bool starts_alike(const struct line_facts *a, const struct line_facts *b) {
  const uint16_t signs = MARK_ARROW | MARK_BULLET | MARK_OTHER | MARK_DASH;
  return (a->starts_number && b->starts_number) || (a->marks_first & b->marks_first & signs);
}

static void look_back(const struct line_facts *facts, const uint8_t *states, uint32_t n,
                      struct line_surroundings *out) {
  bool body = false;
  uint32_t open = 0; /* lines so far that are not proved */
  uint32_t list = 0; /* lines that may still belong to a list */
  for (uint32_t i = 0; i < n; i++) {
    struct line_surroundings *c = &out[i];
    const struct line_facts *before = i ? &facts[i - 1] : NULL;
    c->index = i;
    c->is_last = i + 1 == n;
    c->body_before = body;
    c->under_list = list > 0;
    if (states[i] == STATE_OPEN) {
      c->is_title = open == 0;
      c->under_title = open == 1;
      open++;
    }
    if (before) {
      c->prev_body = is_body(before, states[i - 1]);
      c->prev_proof = states[i - 1] == STATE_FURNITURE;
      c->prev_colon = before->ends_colon;
      c->same_start = starts_alike(before, &facts[i]);
    }
    if (is_body(&facts[i], states[i])) {
      body = true;
      list = 0;
    } else if (list) list--;
    if (is_list_heading(&facts[i])) list = LIST_REACH;
  }
}

static void look_ahead(const struct line_facts *facts, const uint8_t *states, uint32_t n,
                       struct line_surroundings *out) {
  bool body = false;
  for (uint32_t i = n; i-- > 0;) {
    struct line_surroundings *c = &out[i];
    c->body_after = body;
    if (i + 1 < n) {
      c->next_body = is_body(&facts[i + 1], states[i + 1]);
      c->next_proof = states[i + 1] == STATE_FURNITURE;
      c->same_start = c->same_start || starts_alike(&facts[i], &facts[i + 1]);
    }
    for (uint32_t k = i > NEAR ? i - NEAR : 0; k <= i + NEAR && k < n; k++)
      c->near_proofs += k != i && states[k] == STATE_FURNITURE;
    body = body || is_body(&facts[i], states[i]);
  }
}

/* ---- The title ------------------------------------------------------------------------------- */

/* How much a line before the body looks like the title, 0: not at all. Titles are long for a line
 * that stands alone, and no words of the page are in them. */
static int headline_score(const struct line_facts *f, uint8_t state) {
  int words = (int)(f->n_items < TITLE_MOST ? f->n_items : TITLE_MOST);
  if (state != STATE_OPEN || f->n_items < TITLE_ITEMS || f->starts_order ||
      (f->first_hints & KIND_BIT(BUTTON)))
    return 0;
  int score = words - HINT_COST * popcount(f->word_hints & ~IDLE_HINTS);
  return score > 0 ? score : 0;
}

static void look_for_headline(const struct line_facts *facts, const uint8_t *states, uint32_t n,
                              struct line_surroundings *out) {
  uint32_t best = n;
  int best_score = 0;
  for (uint32_t i = 0; i < n && !is_body(&facts[i], states[i]); i++) {
    int score = headline_score(&facts[i], states[i]);
    if (score <= best_score) continue;
    best = i;
    best_score = score;
  }
  if (best == n) return;
  out[best].is_headline = true;
  for (uint32_t i = 0; i < best; i++) out[i].before_headline = true;
}

/* ---- Runs of short lines --------------------------------------------------------------------- */

static bool is_short(const struct line_facts *f, uint8_t state) {
  return state != STATE_TEXT && f->n_items && f->n_items <= SHORT_ITEMS && !f->ends_stop;
}

static bool is_labelled(const struct line_facts *f) {
  return f->label_items && f->label_items <= LABEL_ITEMS && !(f->first_hints & ~IDLE_HINTS);
}

/* Does a short line look like the page's: proved, hinted at, or an order? */
static bool hints_at_page(const struct line_facts *f, uint8_t state) {
  return state == STATE_FURNITURE || (f->word_hints & ~IDLE_HINTS) || f->starts_order ||
         (f->first_hints & KIND_BIT(BUTTON));
}

static void look_at_run(const struct line_facts *facts, const uint8_t *states, uint32_t first,
                        uint32_t end, struct line_surroundings *out) {
  uint32_t hinted = 0;
  for (uint32_t i = first; i < end; i++) hinted += hints_at_page(&facts[i], states[i]);
  for (uint32_t i = first; i < end; i++) {
    uint32_t others = hinted - hints_at_page(&facts[i], states[i]);
    out[i].run = end - first;
    out[i].after_label = first > 0 && facts[first - 1].ends_colon;
    out[i].near_hints = others > 0 && others * 2 >= end - first - 1;
    out[i].same_label = is_labelled(&facts[i]) && ((i > first && is_labelled(&facts[i - 1])) ||
                                                   (i + 1 < end && is_labelled(&facts[i + 1])));
  }
}

static void look_at_runs(const struct line_facts *facts, const uint8_t *states, uint32_t n,
                         struct line_surroundings *out) {
  for (uint32_t i = 0; i < n;) {
    uint32_t end = i;
    while (end < n && is_short(&facts[end], states[end])) end++;
    look_at_run(facts, states, i, end, out);
    i = end > i ? end : i + 1;
  }
}

struct line_surroundings *line_surroundings_of(calque_arena *arena, const calque_doc *doc,
                                               const struct line_facts *facts,
                                               const uint8_t *states) {
  struct line_surroundings *out = ARENA_ARRAY(arena, struct line_surroundings, doc->n_lines + 1);
  look_back(facts, states, doc->n_lines, out);
  look_ahead(facts, states, doc->n_lines, out);
  look_for_headline(facts, states, doc->n_lines, out);
  look_at_runs(facts, states, doc->n_lines, out);
  const struct line_register text = line_register_of(doc, facts);
  struct pairs *pairs = collect_pairs(arena, doc, facts, states);
  uint32_t proofs = 0;
  for (uint32_t i = 0; i < doc->n_lines; i++) proofs += states[i] == STATE_FURNITURE;
  for (uint32_t i = 0; i < doc->n_lines; i++) {
    out[i].proofs = proofs;
    out[i].text = text;
    bool body = out[i].body_before || out[i].body_after;
    out[i].site_name = pairs && has_pair(doc, &facts[i], pairs);
    out[i].may_score = body && facts[i].n_items <= MAX_ITEMS && facts[i].n_items > 0;
  }
  return out;
}
