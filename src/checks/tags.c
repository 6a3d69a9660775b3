/* The tags of a document, in the arena: most sentences are never asked about. */
#include "checks/tags.h"

struct tags {
  struct tagger tagger;
  uint8_t *of_token;
  bool *done; /* by sentence */
};

static struct tags *tags_new(const struct check_context *ctx) {
  struct tags *tags = ARENA_NEW(ctx->arena, struct tags);
  if (!tagger_open(ctx->lex, &tags->tagger)) return tags;
  tags->of_token = ARENA_ARRAY(ctx->arena, uint8_t, ctx->doc->n_tokens + 1);
  tags->done = ARENA_ARRAY(ctx->arena, bool, ctx->doc->n_sentences + 1);
  return tags;
}

enum tag tag_of(const struct check_context *ctx, uint32_t i) {
  if (!ctx->shared->tags) ctx->shared->tags = tags_new(ctx);
  struct tags *tags = ctx->shared->tags;
  if (!tags->done) return TAG_OTHER;
  uint32_t s = ctx->doc->tokens[i].sentence;
  const calque_sentence *sentence = &ctx->doc->sentences[s];
  if (!tags->done[s])
    tagger_run(&tags->tagger, ctx->lex, ctx->doc, sentence, tags->of_token + sentence->first_token);
  tags->done[s] = true;
  return (enum tag)tags->of_token[i];
}
