/* What each line is, from the surest evidence to the least: phrases that prove furniture, lines
 * that stand earlier in the text, and for the others a score of their shape and surroundings,
 * twice, for a line between buttons is a button. */
#include "checks/lines.h"

#include "checks/ignore.h"
#include "checks/line_doubt.h"
#include "checks/line_repeats.h"
#include "checks/line_score.h"
#include "checks/line_suffix.h"

enum {
  ROUNDS = 2,
  TITLE_LINES = 8,     /* of the text, one of which may be the title */
  CAPTION_ITEMS = 4,   /* words beside a credit that say what the picture shows */
  PARAGRAPH_ITEMS = 14 /* words of a line that is no title when it ends with a stop */
};

struct labeller {
  calque_arena *arena;
  const calque_doc *doc;
  const struct line_facts *facts;
  struct line_label *labels;
  uint8_t *states; /* line_state */
};

enum line_role line_role_of(enum line_kind kind) {
  switch (kind) {
    case KIND_NONE: return LINE_TEXT;
    case KIND_META: return LINE_META;
    case KIND_CAPTION: return LINE_CAPTION;
    case KIND_DISCLOSURE: return LINE_DISCLOSURE;
    default: return LINE_FURNITURE;
  }
}

static uint8_t state_of_role(enum line_role role) {
  switch (role) {
    case LINE_TEXT: return STATE_OPEN;
    case LINE_META:
    case LINE_CAPTION: return STATE_TEXT;
    default: return STATE_FURNITURE;
  }
}

/* Signs that open a button or a credit belong to it. */
static uint32_t with_signs(const calque_doc *doc, const calque_line *line, uint32_t token) {
  const uint16_t signs = MARK_COPYRIGHT | MARK_BULLET | MARK_ARROW | MARK_PIPE | MARK_OTHER;
  while (token > line->first_token) {
    const calque_token *t = &doc->tokens[token - 1];
    bool opens = t->kind == CALQUE_PUNCT && strchr("[(", doc->text.ptr[t->span.start]);
    bool sign = t->kind != CALQUE_WORD && t->kind != CALQUE_NUMBER && t->kind != CALQUE_LINK &&
                (line_phrases_mark(doc, t) & signs) && !(t->flags & CALQUE_CLOSES);
    if (!opens && !sign) break;
    token--;
  }
  return token;
}

static calque_span span_of_items(const calque_doc *doc, const struct line_facts *f,
                                 const struct line_proof *run, const calque_line *line) {
  uint32_t first = f->items[run->first].token, end = f->items[run->end].token;
  calque_span span = token_range(doc, first, end > first ? end - 1 : first);
  span.start = doc->tokens[with_signs(doc, line, first)].span.start;
  if (run->first == 0) span.start = line->span.start;
  if (run->end == f->n_items) span.end = line->span.end;
  return span;
}

/* A credit behind a sentence makes it the caption of a picture, which is worth keeping. */
static bool is_caption(const struct line_facts *f) {
  enum line_kind kind = f->proof.kind ? f->proof.kind : f->part.kind;
  if (f->caption_items < CAPTION_ITEMS) return false;
  return kind == KIND_NONE || kind == KIND_CREDIT ||
         (f->items[f->caption_items].marks & MARK_COPYRIGHT);
}

static void label_proofs(const struct labeller *l) {
  for (uint32_t i = 0; i < l->doc->n_lines; i++) {
    const struct line_facts *f = &l->facts[i];
    struct line_label *label = &l->labels[i];
    label->kind = is_caption(f) ? KIND_CAPTION : f->proof.kind;
    label->role = line_role_of(label->kind);
    if (label->kind || !f->part.kind) continue;
    label->part = span_of_items(l->doc, f, &f->part, &l->doc->lines[i]);
    label->part_kind = f->part.kind;
  }
}

/* The title is among the first lines, before any paragraph; a text of one line has none. */
static void label_suffix(const struct labeller *l) {
  for (uint32_t i = 0; i + 1 < l->doc->n_lines && i < TITLE_LINES; i++) {
    const struct line_facts *f = &l->facts[i];
    struct line_label *label = &l->labels[i];
    if (f->ends_stop && f->n_items >= PARAGRAPH_ITEMS) return;
    if (label->role != LINE_TEXT || label->part.end) continue;
    label->part = line_suffix_of(l->doc, &l->doc->lines[i], f);
    label->part_kind = KIND_SITE;
    if (label->part.end) return;
  }
}

/* A manual says the same of each of its functions; only its title is said twice by accident. */
static void label_repeats(const struct labeller *l, const uint32_t *first) {
  const bool technical = line_register_of(l->doc, l->facts).technical;
  for (uint32_t i = 0; i < l->doc->n_lines; i++) {
    struct line_label *label = &l->labels[i];
    bool of_manual = technical && first[i] >= TITLE_LINES;
    if (first[i] == NO_LINE || of_manual || label->role == LINE_DISCLOSURE) continue;
    label->first = first[i];
    label->role = LINE_REPEAT;
    label->kind = KIND_NONE;
  }
}

/* Most lines begin with a letter, and no marker with another than c. */
static bool may_be_marker(calque_str line) {
  return line.len && (line.ptr[0] < 'A' || line.ptr[0] > 'z' || line.ptr[0] == 'c');
}

/* Lines that speak to calque are kept, but nobody's text. */
static void label_markers(const struct labeller *l) {
  calque_str list;
  for (uint32_t i = 0; i < l->doc->n_lines; i++) {
    calque_str line = str_of_span(l->doc->text, l->doc->lines[i].span);
    if (!may_be_marker(line) || !ignore_marker_of(line, &list)) continue;
    l->labels[i] = (struct line_label){.role = LINE_META, .kind = KIND_META, .first = NO_LINE};
  }
}

/* A sentence of some length that does not speak to the reader is the article’s, whatever stands
 * around it; one word of a page says nothing. */
static bool is_plain_sentence(const struct line_facts *f) {
  uint32_t hints = f->hints & ~IDLE_HINTS;
  return f->ends_stop && f->n_items >= PARAGRAPH_ITEMS && f->n_verbs && !f->n_orders &&
         !f->n_links && !(f->hints & KIND_BIT(PAGE)) && !(hints & (hints - 1));
}

/* False when no line got another label. */
static bool label_by_score(const struct labeller *l) {
  bool any = false;
  const struct line_surroundings *around =
      line_surroundings_of(l->arena, l->doc, l->facts, l->states);
  for (uint32_t i = 0; i < l->doc->n_lines; i++) {
    struct line_label *label = &l->labels[i];
    bool long_offer = line_is_long_offer(&l->facts[i], &around[i]);
    bool title = label->part.end && label->part_kind == KIND_SITE; /* with the name of the site */
    if (l->states[i] != STATE_OPEN || title || is_plain_sentence(&l->facts[i]) ||
        (!long_offer && (!around[i].may_score || line_score(&l->facts[i], &around[i]) <= 0)))
      continue;
    label->role = LINE_FURNITURE;
    label->kind = long_offer ? KIND_ADVERT : around[i].under_list ? KIND_LIST : KIND_PAGE;
    any = true;
  }
  return any;
}

const struct line_label *lines_label(calque_arena *arena, const calque_lexicon *lex,
                                     const calque_doc *doc) {
  struct labeller l = {.arena = arena, .doc = doc};
  l.labels = ARENA_ARRAY(arena, struct line_label, doc->n_lines + 1);
  l.states = ARENA_ARRAY(arena, uint8_t, doc->n_lines + 1);
  l.facts = line_facts_gather(arena, lex, doc);
  for (uint32_t i = 0; i < doc->n_lines; i++) l.labels[i].first = NO_LINE;
  if (!l.facts) return l.labels;
  label_proofs(&l);
  label_suffix(&l);
  label_repeats(&l, line_repeats_find(arena, lex, doc, l.facts));
  label_markers(&l);
  for (int round = 0; round < ROUNDS; round++) {
    for (uint32_t i = 0; i < doc->n_lines; i++) l.states[i] = state_of_role(l.labels[i].role);
    if (!label_by_score(&l)) break;
  }
  return l.labels;
}

enum line_role *lines_roles(calque_arena *arena, const calque_doc *doc,
                            const struct line_label *labels) {
  enum line_role *roles = ARENA_ARRAY(arena, enum line_role, doc->n_lines + 1);
  for (uint32_t i = 0; i < doc->n_lines; i++) roles[i] = labels[i].role;
  return roles;
}
