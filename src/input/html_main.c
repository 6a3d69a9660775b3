/* Which blocks are the article. Four steps, none of which knows a site:
 *   1. weight: a block counts by its letters if it reads like sentences and is not made of links;
 *   2. hints: parts named as navigation, comments, adverts ... lose their weight, unless most of
 *      the page's text stands in them (then the name means something else);
 *   3. the body: from what the page calls its article, or from the whole of it, down to the
 *      smallest element that holds nine tenths of the weight;
 *   4. the blocks in it that are text, its subheadings, and what belongs to it before (the chapô,
 *      which often stands apart) and behind (a last part, cut off by an advert). */
#include "input/html_page.h"

#include "base/map.h"
#include "base/utf8.h"

#include <assert.h>

enum {
  MIN_WORDS = 5,       /* of a sentence that proves a paragraph */
  MIN_LEAD_CHARS = 50, /* a shorter text before the body must be named as a lead */
  MIN_TAIL_CHARS = 80, /* likewise behind it */
  MAX_HEADING_CHARS = 160,
  MIN_REPEAT_CHARS = 30 /* shorter blocks may stand twice */
};

/* Shares of the page's weight. */
#define SHARE_AGAINST    0.5  /* a part with more of it is not furniture whatever its name */
#define SHARE_OTHERS     0.95 /* the same of comments and consent, in which there is no headline */
#define SHARE_NAMED      0.3  /* a part called the article must hold this much */
#define SHARE_TITLED     0.2  /* and this much when the headline stands in it */
#define SHARE_WITH_TITLE 0.6  /* a part that nothing names but that the headline stands in */
#define SHARE_BODY       0.9

struct choice {
  struct html_page *page;
  double *weight; /* weight[i]: of the blocks before i; n + 1 of them */
  bool *kept;
  uint32_t title;       /* block of the headline; n: none */
  uint32_t scope, body; /* nodes */
};

static struct html_block *block_at(const struct choice *c, uint32_t i) {
  return &c->page->blocks.ptr[i];
}
static struct html_node *node_at(const struct choice *c, uint32_t i) {
  return &c->page->nodes.ptr[i];
}
static uint32_t n_blocks(const struct choice *c) { return (uint32_t)c->page->blocks.n; }
static uint32_t n_nodes(const struct choice *c) { return (uint32_t)c->page->nodes.n; }

static double weight_of(const struct choice *c, uint32_t node) {
  return c->weight[node_at(c, node)->end_block] - c->weight[node_at(c, node)->first_block];
}

/* ---- 1. What reads like sentences --------------------------------------------------------------
 */

static double link_share(const struct html_block *b) {
  return b->chars ? (double)b->link_chars / b->chars : 1;
}

/* Ends as a sentence does, quotation marks and brackets behind it aside. */
static bool ends_sentence(calque_str s) {
  for (size_t len; s.len; s.len -= len) {
    uint32_t c = utf8_decode_before(s, s.len, &len);
    if (c == '.' || c == '!' || c == '?' || c == 0x2026) return true;
    bool closes = c == '"' || c == ')' || c == ']' || c == 0xbb || c == 0x201d || c == 0x2019;
    if (!closes && !utf8_is_space(c)) return false;
  }
  return false;
}

static bool is_prose(const struct html_block *b) {
  if (b->words < MIN_WORDS || link_share(b) > 0.5 || (b->flags & BLOCK_HEADING)) return false;
  return ends_sentence(b->text) || b->chars >= 150;
}

static void weigh(struct choice *c) {
  const uint32_t bad = BLOCK_AGAINST | BLOCK_CAPTION;
  for (uint32_t i = 0; i < n_blocks(c); i++) {
    const struct html_block *b = block_at(c, i);
    bool counts = is_prose(b) && !(b->flags & bad);
    c->weight[i + 1] = c->weight[i] + (counts ? b->chars * (1 - link_share(b)) : 0);
  }
}

/* ---- 2. Hints ----------------------------------------------------------------------------------
 */

static bool holds(const struct html_node *node, uint32_t block) {
  return node->first_block <= block && block < node->end_block;
}

/* Whether a hint can be true of a node: not when most of the page's text stands in it. Comments
 * and consent may outweigh a short article, but no headline stands in them. */
static bool can_be(const struct choice *c, uint32_t i) {
  double total = c->weight[n_blocks(c)];
  bool titled = c->title < n_blocks(c) && holds(node_at(c, i), c->title);
  bool sure = (node_at(c, i)->hints & HINT_OTHERS) && !titled;
  return total <= 0 || weight_of(c, i) <= total * (sure ? SHARE_OTHERS : SHARE_AGAINST);
}

/* Sets `flag` in the blocks of all nodes with `hint`. One sweep over open and close marks, so that
 * nesting costs nothing. */
static void spread(struct choice *c, uint32_t hint, uint32_t flag) {
  uint32_t n = n_blocks(c);
  int32_t *depth = ARENA_ARRAY(c->page->arena, int32_t, n + 1);
  for (uint32_t i = 0; i < n_nodes(c); i++) {
    const struct html_node *node = node_at(c, i);
    if (!(node->hints & hint) || !can_be(c, i)) continue;
    depth[node->first_block]++;
    depth[node->end_block]--;
  }
  int32_t open = 0;
  for (uint32_t i = 0; i < n; i++) {
    open += depth[i];
    if (open > 0) block_at(c, i)->flags |= flag;
  }
}

static void follow_hints(struct choice *c) {
  weigh(c);
  spread(c, HINT_AGAINST, BLOCK_AGAINST);
  spread(c, HINT_CAPTION, BLOCK_CAPTION);
  spread(c, HINT_LEAD, BLOCK_LEAD);
  weigh(c);
}

/* ---- 3. The body -------------------------------------------------------------------------------
 */

/* The node that the page calls its article (HINT_ARTICLE) or its text (HINT_BODY), innermost of
 * those that hold enough; 0, the whole page, when there is none. */
static uint32_t find_named(const struct choice *c, uint32_t hint) {
  uint32_t best = 0;
  double total = c->weight[n_blocks(c)];
  for (uint32_t i = 1; i < n_nodes(c); i++) {
    const struct html_node *node = node_at(c, i);
    if (!(node->hints & hint)) continue;
    bool titled = c->title < n_blocks(c) && holds(node, c->title);
    double share = titled ? SHARE_TITLED : SHARE_NAMED;
    if (hint == HINT_ARTICLE && !titled) share = 0.6; /* a teaser may be an <article>, too */
    if (weight_of(c, i) >= total * share && weight_of(c, i) > 0) best = i;
  }
  return best;
}

/* The smallest node that holds the headline and enough of the text; 0 when nothing does. */
static uint32_t find_titled(const struct choice *c) {
  uint32_t best = 0;
  for (uint32_t i = 1; c->title < n_blocks(c) && i < n_nodes(c); i++)
    if (holds(node_at(c, i), c->title) &&
        weight_of(c, i) >= c->weight[n_blocks(c)] * SHARE_WITH_TITLE && weight_of(c, i) > 0)
      best = i;
  return best;
}

/* From `top` down to the smallest node with nine tenths of its weight. Children stand behind their
 * parents, so one pass will do. */
static uint32_t descend(const struct choice *c, uint32_t top) {
  double enough = weight_of(c, top) * SHARE_BODY;
  uint32_t at = top;
  for (uint32_t i = top + 1; i < n_nodes(c); i++) {
    if (node_at(c, i)->parent != at || weight_of(c, i) < enough) continue;
    GumboTag tag = node_at(c, i)->tag;
    if (tag == GUMBO_TAG_P || tag == GUMBO_TAG_LI) break;
    at = i;
  }
  return at;
}

/* Where text before and behind the body may belong to it: the article it stands in, or the
 * smallest node that holds the headline as well, or the one around it. */
static uint32_t find_scope(const struct choice *c, uint32_t named) {
  uint32_t at = c->body;
  while (at && c->title < n_blocks(c) && !holds(node_at(c, at), c->title))
    at = node_at(c, at)->parent;
  bool titled = c->title < n_blocks(c) && holds(node_at(c, at), c->title);
  if (titled && (at || !named)) return at;
  return named ? named : node_at(c, c->body)->parent;
}

static void find_body(struct choice *c) {
  uint32_t article = find_named(c, HINT_ARTICLE), text = find_named(c, HINT_BODY);
  c->body = descend(c, text ? text : article ? article : find_titled(c));
  c->scope = find_scope(c, article);
}

double html_overlap(calque_arena *arena, calque_str a, calque_str b) {
  struct map words;
  map_init(&words, arena, 32, map_random_seed());
  size_t n = 0, found = 0;
  for (calque_str rest = b; rest.ptr;) {
    calque_str w = str_trim(str_cut(&rest, ' '));
    if (w.len) map_add(&words, w, 1);
  }
  for (calque_str rest = a; rest.ptr;) {
    calque_str w = str_trim(str_cut(&rest, ' '));
    n += w.len > 0;
    found += w.len > 0 && map_find(&words, w);
  }
  return n ? (double)found / (double)n : 0;
}

/* ---- 4. Blocks ---------------------------------------------------------------------------------
 */

static bool is_usable(const struct choice *c, uint32_t i) {
  const struct html_block *b = block_at(c, i);
  return !(b->flags & (BLOCK_AGAINST | BLOCK_CAPTION)) && i != c->title;
}

static bool is_subheading(const struct html_block *b) {
  if (b->chars > MAX_HEADING_CHARS || link_share(b) > 0.5 || html_is_furniture(b->text))
    return false;
  if (b->flags & BLOCK_HEADING) return b->level > 1;
  return (b->flags & BLOCK_BOLD) && !ends_sentence(b->text) && b->words >= 2;
}

static bool is_text(const struct html_block *b) {
  if (b->flags & BLOCK_HEADING) return false;
  if (link_share(b) > 0.6) return false;
  if (html_is_furniture(b->text) && !(is_prose(b) && b->chars > 120)) return false;
  if (!ends_sentence(b->text) && html_is_byline(b->text)) return false;
  if (is_prose(b)) return true;
  if (b->flags & BLOCK_CELL) return false;
  if (b->flags & (BLOCK_ITEM | BLOCK_QUOTE)) return link_share(b) < 0.3;
  if (b->flags & BLOCK_PARAGRAPH)
    return link_share(b) < 0.3 && (ends_sentence(b->text) || b->words >= 3);
  return ends_sentence(b->text) || b->words >= 12;
}

/* Behind a heading such as "Sur le même sujet": the block from which the article may go on. */
static uint32_t skip_ending(const struct choice *c, uint32_t i) {
  uint32_t parent = node_at(c, block_at(c, i)->node)->parent, end = node_at(c, parent)->end_block;
  bool shared = holds(node_at(c, c->body), i) && parent <= c->body; /* article text stands there */
  for (i++; i < end; i++) {
    const struct html_block *b = block_at(c, i);
    bool prose = is_prose(b) && (b->flags & BLOCK_PARAGRAPH) && !(b->flags & BLOCK_ITEM) &&
                 link_share(b) < 0.2;
    if (shared && (prose || (b->flags & BLOCK_HEADING))) return i;
  }
  return end;
}

static bool opens_ending(const struct html_block *b) {
  bool line = (b->flags & (BLOCK_HEADING | BLOCK_BOLD)) || b->words <= 6;
  return line && !ends_sentence(b->text) && html_ends_article(b->text);
}

static void keep_body(struct choice *c) {
  uint32_t end = node_at(c, c->body)->end_block, heading = UINT32_MAX;
  for (uint32_t i = node_at(c, c->body)->first_block; i < end; i++) {
    const struct html_block *b = block_at(c, i);
    if (!is_usable(c, i)) continue;
    if (opens_ending(b)) {
      i = skip_ending(c, i) - 1;
      heading = UINT32_MAX;
    } else if (is_subheading(b)) {
      heading = i;
    } else if (is_text(b)) {
      c->kept[i] = true;
      if (heading != UINT32_MAX) c->kept[heading] = true; /* a heading with text below it */
      heading = UINT32_MAX;
    }
  }
}

/* Text between the headline and the body: the chapô. A line without a final stop that nothing
 * calls a lead is the caption of the picture there. */
static bool is_lead(const struct choice *c, const struct html_block *b) {
  if (link_share(b) >= 0.3 || b->words < MIN_WORDS || html_is_furniture(b->text)) return false;
  if (b->flags & BLOCK_LEAD || ends_sentence(b->text)) {
    if (!ends_sentence(b->text) && html_is_byline(b->text)) return false;
    return (b->flags & BLOCK_LEAD) || (is_prose(b) && b->chars >= MIN_LEAD_CHARS);
  }
  return html_overlap(c->page->arena, b->text, c->page->description) > 0.6;
}

static void keep_lead(struct choice *c) {
  uint32_t end = node_at(c, c->body)->first_block, i = node_at(c, c->scope)->first_block;
  if (c->title < end && c->title >= i) i = c->title + 1;
  for (; i < end; i++)
    if (is_usable(c, i) && is_lead(c, block_at(c, i))) c->kept[i] = true;
}

/* Paragraphs behind the body, up to the first heading. */
static void keep_tail(struct choice *c) {
  uint32_t end = node_at(c, c->scope)->end_block;
  for (uint32_t i = node_at(c, c->body)->end_block; i < end; i++) {
    const struct html_block *b = block_at(c, i);
    if ((b->flags & BLOCK_HEADING) || opens_ending(b)) return;
    if (is_usable(c, i) && is_prose(b) && b->chars >= MIN_TAIL_CHARS && link_share(b) < 0.2 &&
        !(b->flags & (BLOCK_ITEM | BLOCK_CELL)) && !html_is_furniture(b->text))
      c->kept[i] = true;
  }
}

/* ---- The headline ------------------------------------------------------------------------------
 */

/* "Le titre - Le Site", "Le titre | Actualités": what follows the last separator goes when it
 * names the site, or when the separator can mean nothing else. */
static calque_str without_site(const struct html_page *page) {
  static const calque_str separators[] = {STR_INIT(" | "), STR_INIT(" - "), STR_INIT(" – "),
                                          STR_INIT(" — "), STR_INIT(" • ")};
  calque_str t = page->title;
  for (size_t k = 0; k < COUNT(separators); k++) {
    calque_str sep = separators[k];
    for (size_t i = t.len; i > sep.len; i--) {
      if (!str_eq(str_slice(t, i - sep.len, i), sep)) continue;
      calque_str site = str_slice(t, i, t.len);
      bool named = page->source.len && html_overlap(page->arena, site, page->source) >= 0.5;
      if (k == 0 || named) return str_trim(str_slice(t, 0, i - sep.len));
      break;
    }
  }
  return t;
}

/* The heading that says what the page's title says; else the first <h1>. Where nothing is marked
 * as a heading, the line that is the title word for word. */
static uint32_t find_title(const struct choice *c) {
  uint32_t none = n_blocks(c), best = none;
  double best_score = 0.5;
  calque_str title = without_site(c->page);
  for (uint32_t i = 0; i < none; i++) {
    const struct html_block *b = block_at(c, i);
    if (best == none && title.len && str_eq(b->text, title)) best = i;
    if (!(b->flags & BLOCK_HEADING) || b->level > 3 || b->words < 2) continue;
    if (!c->page->title.len) {
      if (b->level == 1) return i;
      continue;
    }
    double score =
        html_overlap(c->page->arena, b->text, c->page->title) + (b->level == 1 ? 0.2 : 0);
    if (score > best_score) best = i, best_score = score;
  }
  return best;
}

/* ---- The text ----------------------------------------------------------------------------------
 */

void html_add_paragraph(calque_arena *arena, html_text *out, calque_str paragraph) {
  if (!paragraph.len) return;
  ARRAY_RESERVE(arena, out, out->n + paragraph.len + 2);
  assert(out->ptr);
  if (out->n) out->ptr[out->n++] = '\n', out->ptr[out->n++] = '\n';
  memcpy(out->ptr + out->n, paragraph.ptr, paragraph.len);
  out->n += paragraph.len;
}

static calque_str join(const struct choice *c) {
  html_text out = {0};
  struct map seen;
  map_init(&seen, c->page->arena, 64, map_random_seed());
  for (uint32_t i = 0; i < n_blocks(c); i++) {
    const struct html_block *b = block_at(c, i);
    if (!c->kept[i]) continue;
    if (b->chars >= MIN_REPEAT_CHARS && (*map_add(&seen, b->text, 0))++) continue;
    html_add_paragraph(c->page->arena, &out, b->text);
  }
  return (calque_str){out.ptr, out.n};
}

calque_str html_main_text(struct html_page *page) {
  struct choice c = {.page = page};
  c.weight = ARENA_ARRAY(page->arena, double, page->blocks.n + 1);
  c.kept = ARENA_ARRAY(page->arena, bool, page->blocks.n + 1);
  c.title = find_title(&c);
  follow_hints(&c);
  if (c.title < n_blocks(&c)) page->title = block_at(&c, c.title)->text;
  else page->title = without_site(page);
  find_body(&c);
  keep_lead(&c);
  keep_body(&c);
  keep_tail(&c);
  return join(&c);
}
