/* Learns dictionaries/frequencies.tsv:
 *   frequencies fr_50k.txt.gz en_50k.txt.gz news.jsonl.gz > dictionaries/frequencies.tsv
 * The lists hold a word and its count a line; the news one JSON object with "article" a line.
 * Counts become bytes (src/lexicon/lexicon.h says in which units), so a few per cent of change in
 * the sources change nothing here. */
#include "base/array.h"
#include "base/map.h"
#include "base/utf8.h"
#include "text/text.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

enum {
  MAX_WORD = 40,      /* bytes */
  MAX_LINE = 1 << 24, /* bytes of an article */
  MIN_NEWS = 3,       /* occurrences */
  MIN_SUBTITLE = 700, /* occurrences in a subtitle list, when no news has the word */
};

struct count {
  calque_str word;
  uint64_t french, english, news;
  uint64_t first; /* at the start of a sentence: its capital says nothing */
  uint32_t documents, last_document;
};

struct counts {
  calque_arena *arena;
  struct map index;
  ARRAY(struct count) list;
  uint64_t french, english, news; /* totals */
  uint32_t documents;
};

static struct count *count_of(struct counts *c, calque_str word) {
  uint32_t *known = map_find(&c->index, word);
  if (!known) {
    struct count new = {.word = arena_copy(c->arena, word)};
    known = map_add(&c->index, new.word, (uint32_t)c->list.n);
    ARRAY_PUSH(c->arena, &c->list, new);
  }
  return &c->list.ptr[*known];
}

static gzFile open_gz(const char *path) {
  gzFile in = gzopen(path, "rb");
  if (!in) {
    fprintf(stderr, "frequencies: cannot open '%s'\n", path);
    exit(1);
  }
  return in;
}

static void read_list(struct counts *c, const char *path, bool french) {
  char line[512];
  gzFile in = open_gz(path);
  while (gzgets(in, line, sizeof line)) {
    calque_str rest = str_trim(calque_str_of(line)), word = str_cut(&rest, ' ');
    uint64_t n;
    if (!rest.ptr || !str_to_u64(rest, &n)) continue;
    struct count *count = count_of(c, word);
    *(french ? &count->french : &count->english) += n;
    *(french ? &c->french : &c->english) += n;
  }
  gzclose(in);
}

static void count_token(struct counts *c, const calque_doc *doc, const calque_token *t) {
  char lower[MAX_WORD * 3];
  calque_str s = token_str(doc, t);
  if (t->kind != CALQUE_WORD || s.len > MAX_WORD) return;
  if (str_starts(s, STR("-t-"))) s = str_slice(s, 3, s.len);
  while (s.len && s.ptr[0] == '-') s = str_slice(s, 1, s.len);
  c->news++;
  bool keep = t->flags & CALQUE_CAPITAL && !(t->flags & (CALQUE_ALL_CAPS | CALQUE_FIRST));
  calque_str low = {lower, utf8_lower_word(s, lower)};
  struct count *count = count_of(c, keep ? s : low);
  if (t->flags & CALQUE_FIRST && t->flags & CALQUE_CAPITAL) {
    count->first++;
    return;
  }
  count->news++;
  if (count->last_document == c->documents) return;
  count->last_document = c->documents;
  count->documents++;
}

static void read_news(struct counts *c, const char *path) {
  char *line = must_alloc(MAX_LINE);
  gzFile in = open_gz(path);
  calque_arena *arena = calque_arena_new();
  while (gzgets(in, line, MAX_LINE)) {
    json_t *row = json_loads(line, 0, NULL);
    const char *text = json_string_value(json_object_get(row, "article"));
    if (text) {
      const calque_article article = {.text = calque_str_of(text)};
      const calque_doc *doc = text_parse(arena, &article);
      c->documents++;
      for (uint32_t i = 0; i < doc->n_tokens; i++) count_token(c, doc, &doc->tokens[i]);
    }
    json_decref(row);
    calque_arena_reset(arena);
  }
  calque_arena_free(arena);
  gzclose(in);
  free(line);
}

static unsigned units(uint64_t n, uint64_t total) {
  if (!n) return 0;
  double u = 8 * log2(1 + (double)n / (double)total * 1e8);
  return u > 255 ? 255 : (unsigned)lround(u);
}

static unsigned idf(uint32_t documents, uint32_t total) {
  double u = 16 * log((total + 1.0) / (documents + 0.5));
  return u < 0 ? 0 : u > 255 ? 255 : (unsigned)lround(u);
}

static bool is_word(calque_str s) {
  size_t len, letters = 0;
  for (size_t i = 0; i < s.len; i += len) {
    uint32_t c = utf8_decode(str_slice(s, i, s.len), &len);
    if (utf8_is_letter(c)) letters++;
    else if (c != '-' && c != '\'') return false;
  }
  return letters > 0;
}

static bool is_kept(const struct count *c) {
  return is_word(c->word) && (c->news + c->first >= MIN_NEWS || c->french >= MIN_SUBTITLE ||
                              c->english >= MIN_SUBTITLE);
}

static int by_word(const void *x, const void *y) {
  return str_compare(((const struct count *)x)->word, ((const struct count *)y)->word);
}

static void write_table(struct counts *c) {
  printf(
      "# How frequent words are. Made by tests/train/frequencies.c; dictionaries/README.md says "
      "from\n"
      "# what, under which licence (CC BY-SA 4.0) and how it is made again. french, english: film\n"
      "# subtitles, 8 * log2(1 + per 100 million words); news: the same in French news, for this\n"
      "# very form, sentence starts counted as lower case; idf: 16 * ln((N + 1) / (documents + "
      "0.5))\n"
      "# over N = %u articles.\nword\tfrench\tenglish\tnews\tidf\n",
      c->documents);
  qsort(c->list.ptr, c->list.n, sizeof *c->list.ptr, by_word);
  for (size_t i = 0; i < c->list.n; i++) {
    const struct count *w = &c->list.ptr[i];
    if (!is_kept(w)) continue;
    printf("%.*s\t%u\t%u\t%u\t%u\n", STR_ARG(w->word), units(w->french, c->french),
           units(w->english, c->english), units(w->news + w->first, c->news),
           idf(w->documents, c->documents));
  }
}

int main(int argc, char **argv) {
  struct counts c = {.arena = calque_arena_new()};
  if (argc != 4) {
    fputs("usage: frequencies fr_50k.txt.gz en_50k.txt.gz news.jsonl.gz\n", stderr);
    return 2;
  }
  map_init(&c.index, c.arena, 1 << 20, 0);
  read_list(&c, argv[1], true);
  read_list(&c, argv[2], false);
  read_news(&c, argv[3]);
  write_table(&c);
  calque_arena_free(c.arena);
  return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
