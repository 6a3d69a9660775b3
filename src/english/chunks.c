/* Sentences are those of text/, which knows abbreviations. Parts of a long paragraph are filled up
 * to their limit, but the paragraph is cut into as many parts as it needs first, so that no part
 * is a mere remainder. */
#include "english/chunks.h"

#include "base/array.h"
#include "text/text.h"

#define LEAST_PIECE ((size_t)16)

typedef ARRAY(calque_str) parts_array;

static size_t limit_or_all(size_t limit) { return limit ? limit : SIZE_MAX; }

/* Where to cut s so that at most `max` bytes stand before: behind the last mark of a clause, else
 * the last space, else anywhere between two characters. */
static size_t cut_place(calque_str s, size_t max) {
  size_t clause = 0, space = 0, any = 0, n;
  bool mark = false;
  for (size_t at = 0; at < s.len; at += n) {
    uint32_t c = utf8_decode(str_slice(s, at, s.len), &n);
    if (at > max) break;
    any = at;
    bool gap = utf8_is_space(c) && c != 0x00a0 && c != 0x202f;
    if (gap) space = at;
    if (gap && mark) clause = at;
    mark = c == ',' || c == ';' || c == ':' || c == ')' || c == 0x2013 || c == 0x2014 ||
           c == 0x00bb || c == '.' || c == '!' || c == '?' || c == 0x2026;
  }
  if (clause > max / 4) return clause;
  if (space > max / 4) return space;
  return any ? any : s.len;
}

static void add(calque_arena *arena, parts_array *out, calque_str s) {
  s = str_trim(s);
  if (s.len) ARRAY_PUSH(arena, out, s);
}

/* A sentence that is too long by itself. */
static void cut_sentence(calque_arena *arena, calque_str s, size_t max, parts_array *out) {
  while (s.len > max) {
    size_t at = cut_place(s, max);
    add(arena, out, str_slice(s, 0, at));
    s = str_slice(s, at, s.len);
  }
  add(arena, out, s);
}

size_t chunks_part(calque_arena *arena, calque_str paragraph, size_t max, const calque_str **out) {
  parts_array parts = {0};
  paragraph = str_trim(paragraph);
  max = limit_or_all(max) < LEAST_PIECE ? LEAST_PIECE : limit_or_all(max);
  if (paragraph.len > max) {
    size_t wanted = paragraph.len / (paragraph.len / max + 1) + 1;
    calque_article article = {.text = paragraph};
    const calque_doc *doc = text_parse(arena, &article);
    size_t start = 0, end = 0; /* of the part that is being filled */
    for (uint32_t i = 0; i < doc->n_sentences; i++) {
      size_t next = doc->sentences[i].span.end;
      if (end > start && (next - start > max || end - start >= wanted)) {
        cut_sentence(arena, str_slice(paragraph, start, end), max, &parts);
        start = end;
      }
      end = next;
    }
    cut_sentence(arena, str_slice(paragraph, start, paragraph.len), max, &parts);
  } else {
    add(arena, &parts, paragraph);
  }
  *out = parts.ptr;
  return parts.n;
}

struct chunks chunks_cut(calque_arena *arena, const calque_str *paragraphs, size_t n,
                         struct chunk_limits limits) {
  ARRAY(struct chunk_piece) pieces = {0};
  ARRAY(struct chunk) list = {0};
  size_t max_chunk = limit_or_all(limits.max_chunk), max_pieces = limit_or_all(limits.max_pieces);
  size_t max_piece = limit_or_all(limits.max_piece);
  if (max_piece > max_chunk) max_piece = max_chunk;
  for (size_t i = 0; i < n; i++) {
    const calque_str *parts;
    size_t n_parts = chunks_part(arena, paragraphs[i], max_piece, &parts);
    for (size_t k = 0; k < n_parts; k++) {
      struct chunk_piece piece = {parts[k], (uint32_t)i};
      ARRAY_PUSH(arena, &pieces, piece);
    }
  }
  size_t bytes = 0;
  for (size_t i = 0; i < pieces.n; i++) {
    size_t len = pieces.ptr[i].text.len;
    bool full = list.n && (bytes + len > max_chunk || ARRAY_LAST(&list).n >= max_pieces);
    if (!list.n || full) {
      struct chunk one = {(uint32_t)i, 0};
      ARRAY_PUSH(arena, &list, one);
      bytes = 0;
    }
    ARRAY_LAST(&list).n++;
    bytes += len;
  }
  return (struct chunks){pieces.ptr, list.ptr, (uint32_t)pieces.n, (uint32_t)list.n};
}
