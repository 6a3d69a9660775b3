/* « Cliquez sur Envoyer » is a button in the news and the subject in a manual, and a line that
 * stands alone has no page around it: there only what is unmistakable is furniture. */
#include "checks/line_doubt.h"

enum {
  LONE_ITEMS = 40, /* words from which on a single line is an article */
  HEAD_LINES = 4,  /* of a page before its first paragraph, which may be a menu */
  PARAGRAPH_ITEMS = 10,
  MIN_PARAGRAPHS = 3,
  ADDRESSED = 30, /* per cent of the paragraphs of a guide */
  DENSE = 8,      /* words of a thousand that make a text technical */
  MANY = 3,
  OFFER_ITEMS = 41, /* words of a line that is an offer, and no button */
  MAX_OFFER_ITEMS = 120,
  SITE_WORDS = 6, /* per cent of them that hint at the page */
  OFFER_POINTS = 6,
  SAID_ALONE = 4, /* words of a phrase that is no accident */
  SAID_IN_MANUAL = 3
};

/* No guide and no message says these of itself. */
static bool is_sure(enum line_kind kind) {
  return kind == KIND_COOKIES || kind == KIND_DISCLOSURE || kind == KIND_PROMPT ||
         kind == KIND_META || kind == KIND_CAPTION;
}

static bool has_three_bits(uint32_t bits) {
  bits &= bits - 1; /* without the lowest, if there is one */
  return bits & (bits - 1);
}

/* Offers, orders, « vous » and « notre », words of a site. Of 3,900 long lines of news, novels and
 * manuals none is taken for one. */
bool line_offers(const struct line_facts *f) {
  const uint32_t kinds = f->word_hints & ~IDLE_HINTS;
  if (f->n_items < OFFER_ITEMS || f->n_items > MAX_OFFER_ITEMS || f->n_quoted || f->part.kind ||
      (f->marks_first & MARK_DASH) || f->covered * 100 < f->n_items * SITE_WORDS)
    return false;
  uint32_t points = 2 * f->n_phrases + (f->n_addressed < 3 ? f->n_addressed : 3);
  points += f->n_mine > 0;
  points += f->n_buttons >= 2;
  points += has_three_bits(kinds);
  return points >= OFFER_POINTS;
}

static bool is_paragraph(const struct line_facts *f) {
  return f->n_items >= PARAGRAPH_ITEMS && (f->ends_stop || f->ends_colon) && !f->starts_quote;
}

struct line_register line_register_of(const calque_doc *doc, const struct line_facts *facts) {
  uint64_t items = 0, lines = 0, paragraphs = 0, addressed = 0, programming = 0;
  for (uint32_t i = 0; i < doc->n_lines; i++) {
    const struct line_facts *f = &facts[i];
    items += f->n_items;
    lines += f->n_items > 0;
    programming += f->n_programming;
    if (!is_paragraph(f) || line_offers(f)) continue;
    paragraphs++;
    addressed += (f->word_hints & KIND_BIT(PAGE)) && f->n_quoted * 2 < f->n_items;
  }
  return (struct line_register){
      .technical = programming >= MANY && programming * 1000 >= items * DENSE,
      .guide = paragraphs >= MIN_PARAGRAPHS && addressed * 100 >= paragraphs * ADDRESSED,
      .lone = lines < 2 && items < LONE_ITEMS,
  };
}

/* Whose phrases are those of a shop with readers, not of any page or program. */
static bool is_trade(enum line_kind kind) {
  return kind == KIND_PAYWALL || kind == KIND_LEGAL || kind == KIND_SHARE || kind == KIND_ADVERT ||
         kind == KIND_NEWSLETTER || kind == KIND_COMMENTS || kind == KIND_CREDIT;
}

static bool holds_alone(const struct line_proof *p) {
  uint32_t n = p->end - p->first;
  return is_sure(p->kind) || (is_trade(p->kind) && p->said >= SAID_ALONE && p->said * 2 >= n);
}

static bool holds_in_manual(const struct line_proof *p) {
  return is_sure(p->kind) ||
         (is_trade(p->kind) && p->where == WHERE_LINE && p->said >= SAID_IN_MANUAL);
}

/* « À voir avant le départ de la troupe. » is a sentence, and no link. */
static bool is_sentence(const struct line_facts *f, const struct line_proof *p) {
  return p->kind == KIND_RELATED && p->where == WHERE_START && (f->marks_last & MARK_STOP) &&
         !f->label_items && p->said * 2 < f->n_items;
}

/* « Pour aller plus loin : La Paix froide, de Judith Anglade (éd. du Môle, 2021) » */
static bool is_book(const calque_doc *doc, const struct line_facts *f, const struct line_proof *p) {
  static const calque_str words[] = {
#define REFERENCE_WORD(word) STR_INIT(word),
#include "checks/line_references.def"
  };
  if (p->kind != KIND_RELATED || !f->n_numbers || !(f->marks & MARK_COMMA)) return false;
  for (uint32_t i = p->first + p->said; i < f->n_items; i++)
    for (size_t k = 0; k < COUNT(words); k++)
      if (str_eq(token_str(doc, &doc->tokens[f->items[i].token]), words[k])) return true;
  return false;
}

/* The buttons of a poll have no commas between them, the sentence that tells the result does. */
static bool is_result(const struct line_facts *f, const struct line_proof *p) {
  return p->kind == KIND_POLL && f->n_numbers > 1 && (f->marks & MARK_COMMA);
}

static bool is_no_link(const calque_doc *doc, const struct line_facts *f,
                       const struct line_proof *p) {
  return p->kind && (is_sentence(f, p) || is_book(doc, f, p) || is_result(f, p));
}

static void take_back(struct line_proof *p) { *p = (struct line_proof){.kind = KIND_NONE}; }

void line_doubt(const calque_doc *doc, struct line_facts *facts) {
  const struct line_register text = line_register_of(doc, facts);
  bool strange = text.lone || text.technical || text.guide;
  uint32_t end = doc->n_lines; /* behind the last paragraph there is the page again */
  while (!text.lone && end > 0 && !is_paragraph(&facts[end - 1])) end--;
  for (uint32_t i = 0; i < doc->n_lines; i++) {
    struct line_facts *f = &facts[i];
    if (is_no_link(doc, f, &f->proof)) take_back(&f->proof);
    if (is_no_link(doc, f, &f->part)) take_back(&f->part);
  }
  uint32_t start = 0; /* and before the first, for a few lines */
  while (start < end && start < HEAD_LINES && !is_paragraph(&facts[start])) start++;
  for (uint32_t i = text.lone ? 0 : start; strange && i < end; i++) {
    struct line_facts *f = &facts[i];
    bool (*holds)(const struct line_proof *) = text.lone ? holds_alone : holds_in_manual;
    if (f->proof.kind && !holds(&f->proof)) take_back(&f->proof);
    if (f->part.kind && !holds(&f->part)) take_back(&f->part);
  }
}
