/* From gumbo's tree to blocks. A block is what a reader sees as one paragraph: text between the
 * edges of block elements, or between two line breaks. One walk with a stack of its own, so that
 * no depth of the page is a depth of ours. */
#include "input/html_page.h"

#include "base/utf8.h"

/* Where the walk is in one element. */
struct frame {
  const GumboNode *node;
  unsigned next_child;
  bool block; /* has a node of its own */
};

struct walk {
  struct html_page *page;
  ARRAY(struct frame) stack;
  ARRAY(char) text; /* of the block that is being read */
  uint32_t node;    /* the innermost open one */
  unsigned links, bolds, lists, cells, quotes, paragraphs;
  int heading;     /* level of the open one; 0: none */
  unsigned breaks; /* <br> in a row */
  uint32_t chars, link_chars, bold_chars;
  bool in_word, space; /* the last character; white space waits to be written */
  uint32_t words;
};

calque_str html_attribute(const GumboElement *e, const char *name) {
  const GumboAttribute *a = gumbo_get_attribute(&e->attributes, name);
  return a ? calque_str_of(a->value) : STR("");
}

static bool is_inline(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_A:
    case GUMBO_TAG_ABBR:
    case GUMBO_TAG_ACRONYM:
    case GUMBO_TAG_B:
    case GUMBO_TAG_BDI:
    case GUMBO_TAG_BDO:
    case GUMBO_TAG_BIG:
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_DATA:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_DFN:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_FONT:
    case GUMBO_TAG_I:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_INS:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_MARK:
    case GUMBO_TAG_Q:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SAMP:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_STRIKE:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_TIME:
    case GUMBO_TAG_TT:
    case GUMBO_TAG_U:
    case GUMBO_TAG_VAR:
    case GUMBO_TAG_WBR: return true;
    default: return false;
  }
}

static int heading_level(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? (int)(tag - GUMBO_TAG_H1) + 1 : 0;
}

/* ---- Hints ----------------------------------------------------------------------------------- */

static uint32_t hints_of_tag(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_MAIN: return HINT_ARTICLE;
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIELDSET: return HINT_AGAINST;
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_CAPTION: return HINT_CAPTION;
    default: return 0;
  }
}

static const struct {
  const char *attribute, *value;
  uint32_t hint;
} attribute_hints[] = {
    {"role", "main", HINT_ARTICLE},         {"role", "article", HINT_ARTICLE},
    {"role", "navigation", HINT_AGAINST},   {"role", "complementary", HINT_AGAINST},
    {"role", "contentinfo", HINT_AGAINST},  {"role", "search", HINT_AGAINST},
    {"role", "dialog", HINT_AGAINST},       {"role", "alertdialog", HINT_AGAINST},
    {"aria-hidden", "true", HINT_AGAINST},  {"itemprop", "articleBody", HINT_BODY},
    {"itemprop", "description", HINT_LEAD}, {"itemprop", "comment", HINT_AGAINST},
    {"itemprop", "author", HINT_AGAINST},   {"itemprop", "publisher", HINT_AGAINST},
    {"itemprop", "caption", HINT_CAPTION},
};

/* Whether a list of words parted by spaces holds `word`: itemprop="description articleBody". */
static bool has_word(calque_str list, calque_str word) {
  while (list.ptr)
    if (str_eq(str_cut(&list, ' '), word)) return true;
  return false;
}

static bool is_hidden_style(calque_str style) {
  size_t at = str_find(style, STR("display"));
  if (at == SIZE_MAX) return false;
  calque_str rest = str_trim(str_slice(style, at + 7, style.len));
  if (!rest.len || *rest.ptr != ':') return false;
  return str_starts(str_trim(str_slice(rest, 1, rest.len)), STR("none"));
}

static bool is_hidden(const GumboElement *e) {
  return gumbo_get_attribute(&e->attributes, "hidden") ||
         is_hidden_style(html_attribute(e, "style"));
}

static uint32_t hints_of(const GumboElement *e) {
  uint32_t hints = hints_of_tag(e->tag);
  if (!e->attributes.length || e->tag == GUMBO_TAG_BODY || e->tag == GUMBO_TAG_HTML) return hints;
  for (size_t i = 0; i < COUNT(attribute_hints); i++)
    if (has_word(html_attribute(e, attribute_hints[i].attribute),
                 calque_str_of(attribute_hints[i].value)))
      hints |= attribute_hints[i].hint;
  if (is_hidden(e)) hints |= HINT_AGAINST;
  return hints | html_hints_of_names(html_attribute(e, "class")) |
         html_hints_of_names(html_attribute(e, "id"));
}

/* ---- Blocks ---------------------------------------------------------------------------------- */

static uint32_t flags_of_walk(const struct walk *w) {
  uint32_t flags = 0;
  if (w->heading) flags |= BLOCK_HEADING;
  if (w->lists) flags |= BLOCK_ITEM;
  if (w->cells) flags |= BLOCK_CELL;
  if (w->quotes) flags |= BLOCK_QUOTE;
  if (w->paragraphs) flags |= BLOCK_PARAGRAPH;
  if (w->bold_chars * 10 >= w->chars * 9 && w->chars) flags |= BLOCK_BOLD;
  return flags;
}

static void flush(struct walk *w) {
  struct html_page *page = w->page;
  calque_str text = str_trim((calque_str){w->text.ptr, w->text.n});
  if (text.len && w->chars) {
    struct html_block b = {.text = arena_copy(page->arena, text),
                           .node = w->node,
                           .chars = w->chars,
                           .link_chars = w->link_chars,
                           .words = w->words,
                           .flags = flags_of_walk(w),
                           .level = w->heading};
    ARRAY_PUSH(page->arena, &page->blocks, b);
  }
  w->text.n = 0;
  w->chars = w->link_chars = w->bold_chars = w->words = 0;
  w->in_word = w->space = false;
  w->breaks = 0;
}

static void count_char(struct walk *w, uint32_t c) {
  bool counted = utf8_is_letter(c) || utf8_is_digit(c);
  if (counted) {
    w->chars++;
    w->link_chars += w->links > 0;
    w->bold_chars += w->bolds > 0;
    w->words += !w->in_word;
  }
  w->in_word = counted || (w->in_word && (c == '\'' || c == 0x2019 || c == '-'));
}

static bool is_layout_char(uint32_t c) { /* soft hyphen, zero-width space and no-break space */
  return c == 0xad || c == 0x200b || c == 0x2060 || c == 0xfeff;
}

static void add_text(struct walk *w, const char *z) {
  calque_str s = calque_str_of(z);
  for (size_t i = 0, len; i < s.len; i += len) {
    uint32_t c = utf8_decode(str_slice(s, i, s.len), &len);
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
      w->space = w->text.n > 0;
      w->in_word = false;
      continue;
    }
    if (is_layout_char(c)) continue;
    ARRAY_RESERVE(w->page->arena, &w->text, w->text.n + 5);
    if (w->space) w->text.ptr[w->text.n++] = ' ';
    w->space = false;
    w->breaks = 0;
    w->text.n += utf8_encode(c, w->text.ptr + w->text.n);
    count_char(w, c);
  }
}

/* One break is a space, unless it stands behind a sentence; two are the end of a paragraph. */
static void add_break(struct walk *w) {
  w->breaks++;
  w->in_word = false;
  char last = w->text.n ? w->text.ptr[w->text.n - 1] : ' ';
  if (w->breaks > 1 || last == '.' || last == '!' || last == '?' || last == '"' || last == '\xbb')
    flush(w);
  else w->space = w->text.n > 0;
}

/* ---- The walk -------------------------------------------------------------------------------- */

static bool is_bold(GumboTag tag) { return tag == GUMBO_TAG_B || tag == GUMBO_TAG_STRONG; }

/* Counts an element in (+1) or out (-1). */
static void count_element(struct walk *w, GumboTag tag, unsigned one) {
  if (tag == GUMBO_TAG_A) w->links += one;
  if (is_bold(tag)) w->bolds += one;
  if (tag == GUMBO_TAG_LI || tag == GUMBO_TAG_DD || tag == GUMBO_TAG_DT) w->lists += one;
  if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) w->cells += one;
  if (tag == GUMBO_TAG_BLOCKQUOTE) w->quotes += one;
  if (tag == GUMBO_TAG_P) w->paragraphs += one;
  if (heading_level(tag)) w->heading = one == 1 ? heading_level(tag) : 0;
}

static void enter(struct walk *w, const GumboNode *node) {
  const GumboElement *e = &node->v.element;
  uint32_t hints = hints_of(e);
  /* A name on a phrase inside a paragraph says little; only a caption or what is hidden stands
   * apart there. */
  bool apart = (hints & HINT_CAPTION) || is_hidden(e);
  struct frame f = {node, 0, !is_inline(e->tag) || apart};
  if (f.block) {
    flush(w);
    struct html_node n = {w->node, (uint32_t)w->page->blocks.n, 0, hints, e->tag};
    ARRAY_PUSH(w->page->arena, &w->page->nodes, n);
    w->node = (uint32_t)w->page->nodes.n - 1;
  }
  count_element(w, e->tag, 1);
  ARRAY_PUSH(w->page->arena, &w->stack, f);
}

static void leave(struct walk *w) {
  struct frame f = ARRAY_LAST(&w->stack);
  if (f.block) {
    flush(w);
    struct html_node *n = &w->page->nodes.ptr[w->node];
    n->end_block = (uint32_t)w->page->blocks.n;
    w->node = n->parent;
  }
  count_element(w, f.node->v.element.tag, (unsigned)-1);
  w->stack.n--;
}

static bool is_skipped(GumboTag tag) {
  return tag == GUMBO_TAG_HEAD || tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE ||
         tag == GUMBO_TAG_TITLE || tag == GUMBO_TAG_TEMPLATE || tag == GUMBO_TAG_TEXTAREA ||
         tag == GUMBO_TAG_IFRAME || tag == GUMBO_TAG_NOSCRIPT;
}

static void visit(struct walk *w, const GumboNode *node) {
  switch (node->type) {
    case GUMBO_NODE_ELEMENT:
      if (is_skipped(node->v.element.tag)) return;
      if (node->v.element.tag == GUMBO_TAG_BR) add_break(w);
      else enter(w, node);
      return;
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_CDATA:
    case GUMBO_NODE_WHITESPACE: add_text(w, node->v.text.text); return;
    default: return;
  }
}

void html_read_blocks(struct html_page *page, const GumboNode *root) {
  struct walk w = {.page = page};
  enter(&w, root);
  page->nodes.ptr[0].parent = 0;
  while (w.stack.n) {
    struct frame *top = &ARRAY_LAST(&w.stack);
    const GumboVector *children = &top->node->v.element.children;
    if (top->next_child < children->length) visit(&w, children->data[top->next_child++]);
    else leave(&w);
  }
}
