/* An adverb in -ment between the subject and its verb, where English puts it: le maire pleinement
 * coopérera, Arden récemment a signé. French puts it behind the verb, or between commas. Quotations
 * are left alone, for so people speak. */
#include "checks/tags.h"

enum { SHORTEST = 8 /* bytes of an adverb */, MAX_BETWEEN = 2 /* ne, se, le, y before the verb */ };

/* These may stand behind a noun, to set it apart from others: les hôpitaux notamment ont … */
static const calque_str free_adverbs[] = {
#define FREE_ADVERB(word) STR_INIT(word),
#include "checks/free_adverbs.def"
};

static bool is_adverb(const struct check_context *ctx, uint32_t i) {
  const calque_token *t = &ctx->doc->tokens[i];
  const uint32_t other = CALQUE_CAPITAL | CALQUE_IN_QUOTE | CALQUE_HYPHEN | CALQUE_CLITIC;
  if (t->kind != CALQUE_WORD || (t->flags & other) || t->span.end - t->span.start < SHORTEST)
    return false;
  calque_str word = token_str(ctx->doc, t);
  uint64_t m = lower_morph(ctx, i);
  if (!str_ends(word, STR("ment")) || !(m & M_ADV) || (m & (M_NOUN | M_ADJ | M_VERB))) return false;
  return !is_among(word, free_adverbs, COUNT(free_adverbs));
}

/* The maire of « le maire pleinement coopérera », before the adverb at token i. */
static bool is_behind_subject(const struct check_context *ctx, uint32_t i) {
  const calque_token *t = token_before(ctx->doc, i);
  if (!t || t->kind != CALQUE_WORD || (t->flags & (CALQUE_ELIDED | CALQUE_CLITIC))) return false;
  if (is_capital_word(t) && !(t->flags & CALQUE_FRENCH)) return true;
  enum tag tag = tag_of(ctx, i - 1);
  if (tag == TAG_NOUN || tag == TAG_NAME || tag == TAG_SUBJECT) return true;
  return !token_before(ctx->doc, i - 1) && lower_morph(ctx, i - 1) & M_PRO_SUBJ;
}

/* A form that is finite in the third person and nothing else, unless an article follows: le
 * sénateur publiquement critique la mesure. */
static bool is_finite(const struct check_context *ctx, uint32_t i) {
  const uint64_t other = M_PREP | M_ADV | M_PART_PAST | M_INF | M_CONJ | M_PRO_DEM;
  uint64_t m = lower_morph(ctx, i);
  if (!is_small_word(&ctx->doc->tokens[i]) || !(m & M_FINITE) || !(m & M_3)) return false;
  if (m & M_AUX) return true;
  if (m & (M_NOUN | M_ADJ)) {
    const calque_token *next = token_after(ctx->doc, i);
    if (!next || tag_of(ctx, i + 1) != TAG_DETERMINER) return false;
  }
  return !(m & other);
}

/* Faire le ménage régulièrement est-il dangereux ? */
static bool is_question(const struct check_context *ctx, uint32_t verb) {
  const calque_token *next = token_after(ctx->doc, verb);
  return next && next->flags & CALQUE_CLITIC;
}

/* The verb behind the adverb at token i; NO_TOKEN when there is none. */
static uint32_t verb_behind(const struct check_context *ctx, uint32_t i) {
  for (uint32_t k = i + 1; k <= i + 1 + MAX_BETWEEN && token_after(ctx->doc, k - 1); k++) {
    if (is_finite(ctx, k)) return is_question(ctx, k) ? NO_TOKEN : k;
    if (!is_small_word(&ctx->doc->tokens[k]) || !(lower_morph(ctx, k) & (M_PREVERB | M_NEG))) break;
  }
  return NO_TOKEN;
}

static void run(const struct check_context *ctx, struct report *out) {
  const calque_doc *doc = ctx->doc;
  for (uint32_t i = second_token(ctx); i < ctx->window.end_token; i++) {
    if (!is_adverb(ctx, i) || !in_article(ctx, &doc->tokens[i])) continue;
    uint32_t verb = verb_behind(ctx, i);
    if (verb == NO_TOKEN || !is_behind_subject(ctx, i)) continue;
    enum tag tag = tag_of(ctx, verb);
    if (tag != TAG_VERB && tag != TAG_AUXILIARY) continue;
    calque_span verbs = token_range(doc, i + 1, verb);
    calque_str adverb = token_str(doc, &doc->tokens[i]);
    report_add(out, token_range(doc, i, verb),
               arena_printf(ctx->arena, "%.*s %.*s", STR_ARG(str_of_span(doc->text, verbs)),
                            STR_ARG(adverb)),
               "English order: « %.*s » stands behind the verb in French", STR_ARG(adverb));
  }
}

const struct check check_adverb_order = {
    .id = "adverb-order",
    .family = "grammar",
    .severity = CALQUE_MAJOR,
    .title = "adverb between a subject and its verb",
    .why = "English says the mayor fully cooperates; in French the adverb follows the verb.",
    .run = run,
    .bad = "Le maire ⟦pleinement coopérera⟧ avec les enquêteurs.",
    .good = "Le maire coopérera pleinement avec les enquêteurs.",
};
