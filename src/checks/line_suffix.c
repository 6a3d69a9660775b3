/* A browser's title is the article's and the site's with a bar or dash between. French headlines
 * have spaced dashes and bars once in two thousand, nearly all between two names (« France -
 * Croatie »): so a bar or dot is proof enough, and a dash is when names of more than a word stand
 * behind it, or one that does not stand behind another name. */
#include "checks/line_suffix.h"

enum {
  MIN_TITLE = 4, /* words before the mark */
  MAX_NAME = 8,  /* words behind it */
  MAX_PARTS = 3  /* site, section, agency, each behind a mark */
};

static bool is_separator(const calque_doc *doc, const calque_token *t) {
  const uint16_t marks = MARK_PIPE | MARK_DASH | MARK_SLASH | MARK_BULLET | MARK_COLON | MARK_ARROW;
  if (t->kind == CALQUE_WORD || t->kind == CALQUE_NUMBER || t->kind == CALQUE_LINK) return false;
  return (t->flags & CALQUE_SPACE_BEFORE) && (line_phrases_mark(doc, t) & marks);
}

/* Token of the separator between item i and the one before, 0: none. A colon is one only when it is
 * doubled. */
static uint32_t separator_before(const calque_doc *doc, const struct line_facts *f, uint32_t i) {
  uint32_t end = f->items[i].token;
  if (!(doc->tokens[end].flags & CALQUE_SPACE_BEFORE)) return 0;
  for (uint32_t t = f->items[i - 1].token + 1; t < end; t++) {
    if (!is_separator(doc, &doc->tokens[t])) continue;
    bool colon = line_phrases_mark(doc, &doc->tokens[t]) == MARK_COLON;
    if (!colon || (t + 1 < end && line_phrases_mark(doc, &doc->tokens[t + 1]) == MARK_COLON))
      return t;
  }
  return 0;
}

static bool has_capital(const calque_doc *doc, const struct line_facts *f, uint32_t i) {
  return (doc->tokens[f->items[i].token].flags & CALQUE_CAPITAL) ||
         doc->tokens[f->items[i].token].kind == CALQUE_LINK;
}

/* Could items [i, end) be a name of a site or section: a capital first, no verb, number, comma? */
static bool is_name(const calque_doc *doc, const struct line_facts *f, uint32_t i, uint32_t end) {
  const uint16_t inner =
      MARK_COMMA | MARK_STOP | MARK_ASKS | MARK_CRIES | MARK_ROUND | MARK_QUOTE | MARK_COLON;
  if (end - i > MAX_NAME || !has_capital(doc, f, i)) return false;
  for (uint32_t k = i; k < end; k++)
    if (k > i && (f->items[k].marks & inner)) return false;
  return true;
}

/* Two names with a dash between are a match, a couple, a line of trains. */
static bool is_pair(const calque_doc *doc, const struct line_facts *f, uint32_t i, uint32_t end) {
  return end - i <= 1 && has_capital(doc, f, i - 1) &&
         doc->tokens[f->items[i].token].kind != CALQUE_LINK;
}

calque_span line_suffix_of(const calque_doc *doc, const calque_line *line,
                           const struct line_facts *f) {
  calque_span none = {0, 0}, found = none;
  uint32_t end = f->n_items;
  if (f->marks_last) return none;
  for (uint32_t i = end, parts = 0; i-- > MIN_TITLE && parts < MAX_PARTS;) {
    uint32_t mark = separator_before(doc, f, i);
    if (!mark) continue;
    if (!is_name(doc, f, i, end)) break;
    bool dash = line_phrases_mark(doc, &doc->tokens[mark]) & (MARK_DASH | MARK_SLASH);
    if (dash && is_pair(doc, f, i, end) && !found.end) break;
    found = (calque_span){doc->tokens[mark].span.start, line->span.end};
    end = i;
    parts++;
  }
  return found;
}
