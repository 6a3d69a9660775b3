/* A summary may leave out what it likes and must not add anything. A sentence that ends with [P2]
 * or [P2, P5] is held against those paragraphs only, which catches nearly as many inventions as
 * reading sentence against sentence does. */
#include "english/verify.h"

#define MAX_CITED 16 /* paragraphs of one sentence */
/* Bytes of paragraphs that are read again because sentences cite them: many times what a summary
 * asks for. What comes after that is held against the whole French at once. */
#define MAX_REREAD ((size_t)1 << 20)

struct citation {
  uint32_t paragraphs[MAX_CITED]; /* from 0 */
  uint32_t n;
  uint32_t first, end; /* pieces of the bracket */
  bool broken;         /* cites a paragraph that is not there */
};

/* « [P3, P4] » at piece i. */
static bool read_citation(const struct pieces *p, uint32_t i, uint32_t n_paragraphs,
                          struct citation *c) {
  *c = (struct citation){.first = i};
  if (!piece_is_mark(piece_at(p, i), '[')) return false;
  for (i++; i < p->n && !piece_is_mark(&p->ptr[i], ']'); i++) {
    const struct piece *q = &p->ptr[i];
    if (q->kind == PIECE_MARK && (q->mark == ',' || q->mark == ';' || q->mark == '-')) continue;
    uint64_t number;
    bool paragraph = q->kind == PIECE_WORD && q->folded.len > 1 && q->folded.ptr[0] == 'p' &&
                     str_to_u64(str_slice(q->folded, 1, q->folded.len), &number);
    if (!paragraph) return false;
    if (number == 0 || number > n_paragraphs) c->broken = true;
    else if (c->n < MAX_CITED) c->paragraphs[c->n++] = (uint32_t)number - 1;
  }
  c->end = i + 1;
  return i < p->n && (c->n > 0 || c->broken);
}

/* The cited paragraphs as one text, which the checks take for the whole French. */
static calque_str cited_text(calque_arena *arena, calque_str fr, struct passages paragraphs,
                             const struct citation *c) {
  struct buf text;
  buf_init(&text, BUF_MAX_OUTPUT);
  for (uint32_t i = 0; i < c->n; i++) {
    buf_str(&text, str_of_span(fr, paragraphs.ptr[c->paragraphs[i]]));
    buf_char(&text, '\n');
  }
  calque_str copy = arena_copy(arena, buf_view(&text));
  buf_free(&text);
  return copy;
}

/* Support for pieces [first, end) of the summary in `fr`. */
static void verify_sentence(struct verification *v, calque_str fr, calque_span span) {
  calque_arena *arena = v->found.arena;
  struct pieces en = pieces_cut(arena, v->tables.lex, v->en, span);
  struct pieces source = pieces_cut(arena, v->tables.lex, fr, (calque_span){0, (uint32_t)fr.len});
  struct name_index fr_names, en_names;
  name_index_build(&fr_names, arena, &source, FRENCH, &v->tables);
  name_index_build(&en_names, arena, &en, ENGLISH, &v->tables);
  untranslated_find(&v->found, &fr_names, &en_names);
  numbers_support(&v->found, &source, &en);
  names_support(&v->found, &fr_names, &en_names, CALQUE_MAJOR);
  wording_check_quotes(&v->found, &source, &en, CALQUE_MAJOR);
}

void verify_summary(struct verification *v) {
  calque_arena *arena = v->found.arena;
  struct passages paragraphs = passages_lines(arena, v->fr);
  struct pieces en = pieces_cut(arena, NULL, v->en, (calque_span){0, (uint32_t)v->en.len});
  uint32_t start = 0;
  size_t reread = 0;
  for (uint32_t i = 0; i < en.n && reread < MAX_REREAD + 4 * v->fr.len; i++) {
    struct citation c;
    if (!read_citation(&en, i, paragraphs.n, &c)) continue;
    calque_span bracket = {en.ptr[c.first].span.start, en.ptr[c.end - 1].span.end};
    if (c.broken) {
      finding_add(&v->found, "segment", CALQUE_MAJOR,
                  STR("the summary cites a paragraph that is not there"), (calque_span){0, 0},
                  bracket);
    }
    if (c.first > start && c.n > 0) {
      calque_span span = {en.ptr[start].span.start, en.ptr[c.first - 1].span.end};
      calque_str cited = cited_text(arena, v->fr, paragraphs, &c);
      reread += cited.len;
      verify_sentence(v, cited, span);
    }
    start = c.end;
    i = c.end - 1;
  }
  if (start >= en.n) return;
  verify_sentence(v, v->fr, (calque_span){en.ptr[start].span.start, (uint32_t)v->en.len});
}
