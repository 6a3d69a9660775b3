/* Sentences, paragraphs, whole articles that nobody translated: one finding each, however long. A
 * sentence is English when it holds a phrase without an excuse and hardly a word weighs for French;
 * the sentences behind it belong to the passage while hardly a word of theirs does. */
#include "base/array.h"
#include "checks/english.h"

enum {
  MIN_SEED = 3,       /* words of the phrase that a passage starts with */
  MIN_WORDS = 5,      /* of its first sentence */
  MAX_FRENCH = 4,     /* one word of so many may be French, */
  FRENCH_WEIGHT = -25 /* which is one of this weight */
};

static bool is_english(const struct check_context *ctx, uint32_t sentence, uint32_t min_words) {
  const calque_sentence *s = &ctx->doc->sentences[sentence];
  uint32_t words = 0, french = 0, sure = 0;
  for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
    if (ctx->doc->tokens[i].kind != CALQUE_WORD) continue;
    words++;
    french += english_weight(ctx, i) <= FRENCH_WEIGHT;
    sure += english_is_sure(ctx, i);
  }
  return words >= min_words && french * MAX_FRENCH <= words && sure;
}

/* The last sentence of the passage that starts with `sentence`. */
static uint32_t passage_end(const struct check_context *ctx, uint32_t sentence) {
  while (sentence + 1 < ctx->doc->n_sentences && is_english(ctx, sentence + 1, 1)) sentence++;
  return sentence;
}

static struct english_passage passage_of(const struct check_context *ctx, uint32_t a, uint32_t b) {
  const calque_sentence *first = &ctx->doc->sentences[a], *last = &ctx->doc->sentences[b];
  struct english_passage p = {first->first_token, last->first_token + last->n_tokens - 1, 0};
  for (uint32_t i = p.first; i <= p.last; i++) p.n_words += ctx->doc->tokens[i].kind == CALQUE_WORD;
  return p;
}

size_t english_passages(const struct check_context *ctx, const struct english *english,
                        const struct english_passage **out) {
  ARRAY(struct english_passage) found = {0};
  uint32_t next = 0; /* the first sentence that no passage holds yet */
  for (size_t i = 0; i < english->n_spans; i++) {
    const struct english_span *s = &english->spans[i];
    uint32_t sentence = ctx->doc->tokens[s->first].sentence;
    if (s->excuse || s->n_words < MIN_SEED || sentence < next) continue;
    if (!english_in_prose(ctx, &ctx->doc->tokens[s->first])) continue;
    next = sentence + 1;
    if (!is_english(ctx, sentence, MIN_WORDS)) continue;
    uint32_t end = passage_end(ctx, sentence);
    ARRAY_PUSH(ctx->arena, &found, passage_of(ctx, sentence, end));
    next = end + 1;
  }
  *out = found.ptr;
  return found.n;
}

static bool in_passage(const struct english *english, uint32_t i) {
  size_t low = 0, high = english->n_passages;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (english->passages[middle].last < i) low = middle + 1;
    else high = middle;
  }
  return low < english->n_passages && english->passages[low].first <= i;
}

static bool in_phrase(const struct english *english, uint32_t i) {
  size_t low = 0, high = english->n_spans;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (english->spans[middle].last < i) low = middle + 1;
    else high = middle;
  }
  const struct english_span *s = low < english->n_spans ? &english->spans[low] : NULL;
  return s && s->first <= i && s->n_words > 1 && !s->excuse;
}

bool english_covers(const struct english *english, uint32_t i) {
  return in_passage(english, i) || in_phrase(english, i);
}

bool english_fills_line(const struct check_context *ctx, const struct english_span *span) {
  const calque_doc *doc = ctx->doc;
  const calque_line *line = &doc->lines[doc->sentences[doc->tokens[span->first].sentence].line];
  for (uint32_t i = line->first_token; i < line->first_token + line->n_tokens; i++) {
    const calque_token *t = &doc->tokens[i];
    bool outside = t->kind == CALQUE_WORD && (i < span->first || i > span->last);
    if (outside && !(t->flags & CALQUE_ENGLISH)) return false;
  }
  return true;
}
