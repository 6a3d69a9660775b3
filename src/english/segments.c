/* Alignment after Gale and Church (1993): the cheapest chain of beads, where the price of a bead
 * grows with how far the lengths are from what translation makes of them. Translations into English
 * are 0.88 times as long with a standard deviation of 6.8 characters squared per character (PUD and
 * newstest pairs agree). Shared figures and names lower the price, so that a lost paragraph among
 * others of its length is the one that is found. */
#include "english/segments.h"

#include <math.h>
#include <stdlib.h>

#define LENGTH_RATIO    0.88
#define LENGTH_VARIANCE 6.8
#define BAND            40        /* passages off the diagonal that are tried */
#define MAX_ANCHORS     24        /* of one passage */
#define MAX_CELLS       (1 << 21) /* of the table: some 20,000 passages */

/* Prices in the unit of -100 * ln(probability), after the same paper. */
#define PRICE_DISTANCE 100
#define GAIN_ANCHORS   400 /* when all are shared */

/* Sentences are joined and parted by every translator, paragraphs hardly ever. */
static const struct {
  double one_sided, merged;
} PRICES[] = {[PARAGRAPHS] = {350, 600}, [SENTENCES] = {450, 230}};

/* Figures and capitalised words, hashed, sorted. */
struct anchors {
  uint32_t hash[MAX_ANCHORS];
  uint32_t n;
  double chars;
};

struct cell {
  double price;
  int8_t n_fr, n_en; /* of the bead that ends here */
};

struct passages passages_lines(calque_arena *arena, calque_str text) {
  ARRAY(calque_span) lines = {0};
  for (calque_str rest = text; rest.ptr;) {
    calque_str line = str_trim(str_cut(&rest, '\n'));
    if (!line.len) continue;
    uint32_t start = (uint32_t)(line.ptr - text.ptr);
    calque_span span = {start, start + (uint32_t)line.len};
    ARRAY_PUSH(arena, &lines, span);
  }
  return (struct passages){lines.ptr, (uint32_t)lines.n};
}

static bool ends_sentence(const struct piece *p) {
  return p->kind == PIECE_MARK &&
         (p->mark == '.' || p->mark == '!' || p->mark == '?' || p->mark == 0x2026);
}

struct passages passages_sentences(calque_arena *arena, const struct pieces *p) {
  ARRAY(calque_span) all = {0};
  uint32_t start = 0;
  for (uint32_t i = 0; i < p->n; i++) {
    const struct piece *next = piece_at(p, (int64_t)i + 1);
    bool last = i + 1 == p->n;
    bool ends = ends_sentence(&p->ptr[i]) && piece_has_space(next) && next->kind != PIECE_DIGITS &&
                (next->kind == PIECE_MARK || (next->flags & PIECE_FIRST)) &&
                (next->kind == PIECE_MARK || (next->flags & PIECE_CAPITAL));
    if (!last && !ends) continue;
    calque_span span = {p->ptr[start].span.start, p->ptr[i].span.end};
    ARRAY_PUSH(arena, &all, span);
    start = i + 1;
  }
  return (struct passages){all.ptr, (uint32_t)all.n};
}

calque_span passages_span(struct passages p, uint32_t first, uint32_t n) {
  if (n == 0) return (calque_span){0, 0};
  return (calque_span){p.ptr[first].start, p.ptr[first + n - 1].end};
}

static void add_anchor(struct anchors *a, calque_str word) {
  char folded[3 * 64];
  if (a->n == MAX_ANCHORS || word.len > 64) return;
  calque_str key = {folded, utf8_fold_word(word, folded)};
  a->hash[a->n++] = (uint32_t)str_hash(key, 0);
}

static int by_hash(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static struct anchors anchors_of(calque_str text) {
  struct anchors a = {.chars = (double)utf8_count(text)};
  size_t n;
  for (size_t at = 0; at < text.len;) {
    uint32_t c = utf8_decode(str_slice(text, at, text.len), &n);
    bool digit = utf8_is_digit(c);
    if (!digit && !utf8_is_letter(c)) {
      at += n;
      continue;
    }
    size_t start = at;
    bool capital = utf8_is_upper(c);
    while (at < text.len) {
      c = utf8_decode(str_slice(text, at, text.len), &n);
      if (digit ? !utf8_is_digit(c) : !utf8_is_letter(c)) break;
      at += n;
    }
    bool name = capital && at - start >= 4;
    if (digit || name) add_anchor(&a, str_slice(text, start, at));
  }
  qsort(a.hash, a.n, sizeof *a.hash, by_hash);
  return a;
}

static uint32_t shared(const struct anchors *a, const struct anchors *b) {
  uint32_t i = 0, j = 0, n = 0;
  while (i < a->n && j < b->n) {
    if (a->hash[i] == b->hash[j]) n++, i++, j++;
    else if (a->hash[i] < b->hash[j]) i++;
    else j++;
  }
  return n;
}

/* -100 ln of the chance that a normal variable is as far out as the lengths are. */
static double price_of_lengths(double fr, double en) {
  double mean = (fr + en / LENGTH_RATIO) / 2;
  if (mean <= 0) return 0;
  double delta = fabs(en - fr * LENGTH_RATIO) / sqrt(mean * LENGTH_VARIANCE);
  double chance = erfc(delta / sqrt(2));
  double price = chance > 1e-30 ? -PRICE_DISTANCE * log(chance) : 7000;
  return price < 1500 ? price : 1500;
}

struct aligner {
  const struct anchors *fr, *en;
  uint32_t n_fr, n_en;
  enum passage_kind kind;
  int64_t width; /* cells of a row */
  struct cell *cells;
};

/* English passage at the middle of row i. */
static int64_t middle(const struct aligner *a, int64_t i) {
  return a->n_fr ? i * (int64_t)a->n_en / (int64_t)a->n_fr : 0;
}

static struct cell *cell_at(const struct aligner *a, int64_t i, int64_t j) {
  int64_t column = j - middle(a, i) + a->width / 2;
  if (i < 0 || j < 0 || i > a->n_fr || j > a->n_en || column < 0 || column >= a->width) return NULL;
  return &a->cells[i * a->width + column];
}

static double price_of_bead(const struct aligner *a, int64_t i, int64_t j, int n_fr, int n_en) {
  if (n_fr == 0 || n_en == 0) return PRICES[a->kind].one_sided;
  double fr = 0, en = 0;
  uint32_t same = 0, most = 0;
  for (int k = 0; k < n_fr; k++) fr += a->fr[i - 1 - k].chars;
  for (int k = 0; k < n_en; k++) en += a->en[j - 1 - k].chars;
  for (int k = 0; k < n_fr; k++) {
    for (int l = 0; l < n_en; l++) same += shared(&a->fr[i - 1 - k], &a->en[j - 1 - l]);
    most += a->fr[i - 1 - k].n;
  }
  double price = price_of_lengths(fr, en) + (n_fr + n_en > 2 ? PRICES[a->kind].merged : 0);
  if (most > 0) price += GAIN_ANCHORS * (0.5 - (double)(same < most ? same : most) / most);
  return price;
}

static const int8_t BEADS[][2] = {{1, 1}, {1, 0}, {0, 1}, {2, 1}, {1, 2}};

static void fill_cell(struct aligner *a, int64_t i, int64_t j) {
  struct cell *cell = cell_at(a, i, j);
  if (!cell || (i == 0 && j == 0)) return;
  for (size_t b = 0; b < COUNT(BEADS); b++) {
    const struct cell *from = cell_at(a, i - BEADS[b][0], j - BEADS[b][1]);
    if (!from || from->price == INFINITY) continue;
    double price = from->price + price_of_bead(a, i, j, BEADS[b][0], BEADS[b][1]);
    if (price >= cell->price) continue;
    *cell = (struct cell){price, BEADS[b][0], BEADS[b][1]};
  }
}

static struct segment_pairs trace_back(calque_arena *arena, const struct aligner *a) {
  struct segment_pair *pairs = ARENA_ARRAY(arena, struct segment_pair, a->n_fr + a->n_en + 1);
  uint32_t n = 0;
  for (int64_t i = a->n_fr, j = a->n_en; i > 0 || j > 0;) {
    const struct cell *cell = cell_at(a, i, j);
    i -= cell->n_fr;
    j -= cell->n_en;
    pairs[n++] =
        (struct segment_pair){(uint32_t)i, (uint32_t)cell->n_fr, (uint32_t)j, (uint32_t)cell->n_en};
  }
  for (uint32_t low = 0, high = n; low + 1 < high; low++, high--) {
    struct segment_pair swap = pairs[low];
    pairs[low] = pairs[high - 1];
    pairs[high - 1] = swap;
  }
  return (struct segment_pairs){pairs, n};
}

static struct anchors *all_anchors(calque_arena *arena, calque_str text, struct passages p) {
  struct anchors *a = ARENA_ARRAY(arena, struct anchors, p.n + 1);
  for (uint32_t i = 0; i < p.n; i++) a[i] = anchors_of(str_of_span(text, p.ptr[i]));
  return a;
}

struct segment_pairs segments_align(calque_arena *arena, calque_str fr_text, struct passages fr,
                                    calque_str en_text, struct passages en,
                                    enum passage_kind kind) {
  struct aligner a = {.n_fr = fr.n, .n_en = en.n, .kind = kind};
  uint32_t apart = fr.n > en.n ? fr.n - en.n : en.n - fr.n;
  /* Rows move by the slope of the diagonal, which must not outrun the band. */
  uint32_t slope = fr.n ? en.n / fr.n + 1 : en.n;
  a.width = 2 * (BAND + (int64_t)slope) + 1;
  if (apart > 8 * BAND || ((int64_t)fr.n + 1) * a.width > MAX_CELLS) {
    return (struct segment_pairs){NULL, 0};
  }
  a.fr = all_anchors(arena, fr_text, fr);
  a.en = all_anchors(arena, en_text, en);
  a.cells = ARENA_ARRAY(arena, struct cell, ((int64_t)fr.n + 1) * a.width);
  for (int64_t i = 0; i < ((int64_t)fr.n + 1) * a.width; i++) a.cells[i].price = INFINITY;
  cell_at(&a, 0, 0)->price = 0;
  for (int64_t i = 0; i <= fr.n; i++) {
    int64_t first = middle(&a, i) - a.width / 2;
    for (int64_t j = first > 0 ? first : 0; j < first + a.width && j <= en.n; j++) {
      fill_cell(&a, i, j);
    }
  }
  if (cell_at(&a, fr.n, en.n)->price == INFINITY) return (struct segment_pairs){NULL, 0};
  return trace_back(arena, &a);
}
