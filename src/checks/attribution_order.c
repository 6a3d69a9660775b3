/* Who speaks, in the order of English: « … », un responsable a déclaré. French turns the verb
 * round, « … », a déclaré un responsable, unless the quotation hangs on a clause that opens the
 * sentence (Outre « … », il a écrit) or the verb has an object of its own (« … », il a dit que).
 * One may be a slip; two in an article are a translator's habit. */
#include "checks/check.h"

enum { MAX_SUBJECT = 12 /* tokens */, MAX_ADVERBS = 2, MANY = 2 };

static const calque_str says[] = {
#define SAYS(infinitive) STR_INIT(infinitive),
#include "checks/attribution.def"
};

static const calque_str settings[] = {
#define SETTING(word) STR_INIT(word),
#include "checks/attribution.def"
};

/* One attribution: tokens [subject, verb) and [verb, end). */
struct attribution {
  uint32_t subject, verb, end;
};

typedef ARRAY(struct attribution) attribution_array;

static uint64_t morph_at(const struct check_context *ctx, uint32_t i) {
  const calque_token *t = &ctx->doc->tokens[i];
  return t->kind == CALQUE_WORD ? token_morph(ctx->lex, t) : 0;
}

/* Is it a form of one of `says` with these bits? */
static bool is_saying(const struct check_context *ctx, uint32_t i, uint64_t form) {
  return has_lemma(ctx, &ctx->doc->tokens[i], form, says, COUNT(says));
}

static bool is_auxiliary(const struct check_context *ctx, uint32_t i) {
  static const calque_str forms[] = {
#define SAID(form) STR_INIT(form),
#include "checks/attribution.def"
  };
  for (size_t k = 0; k < COUNT(forms); k++)
    if (token_is(ctx->doc, &ctx->doc->tokens[i], forms[k])) return true;
  return false;
}

static bool is_comma(const calque_doc *doc, uint32_t i) {
  return i < doc->n_tokens && token_char(doc, &doc->tokens[i]) == ',';
}

/* Ends the sentence or the clause, or is followed by when, where and to whom? */
static bool is_complete(const struct check_context *ctx, uint32_t i, uint32_t sentence_end) {
  if (i >= sentence_end) return true;
  const calque_token *t = &ctx->doc->tokens[i];
  uint32_t c = token_char(ctx->doc, t);
  if (c == '.' || c == ',' || c == ';') return true;
  for (size_t k = 0; k < COUNT(settings); k++)
    if (token_is(ctx->doc, t, settings[k])) return true;
  return false;
}

static bool begins_subject(const struct check_context *ctx, uint32_t i) {
  const calque_token *t = &ctx->doc->tokens[i];
  if (t->kind != CALQUE_WORD) return false;
  if (lexicon_closed(ctx->lex, t->lower) & CLOSED_SUBJECT) return true;
  bool preposition = morph_at(ctx, i) & M_PREP && !token_is(ctx->doc, t, STR("des"));
  return !preposition && (morph_at(ctx, i) & M_DET || is_capital_word(t));
}

/* What a noun phrase with its names, titles and appositions is made of: no clause. */
static bool continues_subject(const struct check_context *ctx, uint32_t i) {
  const calque_token *t = &ctx->doc->tokens[i];
  uint64_t m = morph_at(ctx, i);
  if (t->kind == CALQUE_NUMBER) return true;
  if (t->kind == CALQUE_PUNCT) return token_char(ctx->doc, t) == ',';
  if (t->kind != CALQUE_WORD) return false;
  if (m & M_AUX && !(t->flags & CALQUE_CAPITAL)) return false;
  if (m & (M_PRO_REL | M_CONJ_SUB | M_NEG) && !(m & (M_NOUN | M_DET))) return false;
  return (t->flags & CALQUE_CAPITAL) || !(m & (M_VERB | M_AUX)) ||
         m & (M_NOUN | M_ADJ | M_DET | M_PREP);
}

/* « il l’a dit », « il leur a dit »: a pronoun in front of the verb. */
static bool has_object(const struct check_context *ctx, uint32_t aux) {
  const calque_token *t = &ctx->doc->tokens[aux - 1];
  return t->flags & CALQUE_ELIDED || (is_small_word(t) && morph_at(ctx, aux - 1) & M_PREVERB);
}

/* The attribution whose subject begins at token i; false when there is none. */
static bool attribution_at(const struct check_context *ctx, uint32_t i, uint32_t sentence_end,
                           struct attribution *out) {
  uint32_t commas = 0;
  if (i >= sentence_end || !begins_subject(ctx, i)) return false;
  for (uint32_t k = i + 1; k < sentence_end && k <= i + MAX_SUBJECT; k++) {
    commas += is_comma(ctx->doc, k);
    if (is_auxiliary(ctx, k)) {
      if (commas == 1 || has_object(ctx, k)) return false; /* an apposition has two */
      uint32_t v = k + 1;
      while (v < sentence_end && v <= k + MAX_ADVERBS && morph_at(ctx, v) & M_ADV &&
             !is_saying(ctx, v, M_PART_PAST))
        v++;
      if (v >= sentence_end || !is_saying(ctx, v, M_PART_PAST)) return false;
      *out = (struct attribution){i, k, v + 1};
      return is_complete(ctx, v + 1, sentence_end);
    }
    if (!continues_subject(ctx, k)) return false;
  }
  return false;
}

static uint32_t sentence_end_of(const calque_doc *doc, uint32_t i) {
  const calque_sentence *s = &doc->sentences[doc->tokens[i].sentence];
  return s->first_token + s->n_tokens;
}

/* Does the quotation open its sentence and close with a comma on either side of its mark? */
static bool is_speech(const calque_doc *doc, const calque_quote *q) {
  if (q->open == NO_TOKEN || q->close == NO_TOKEN || q->parent != NO_TOKEN) return false;
  return q->close > q->open + 1 && !token_before(doc, q->open);
}

static void find_after(const struct check_context *ctx, const calque_quote *q,
                       attribution_array *found) {
  const calque_doc *doc = ctx->doc;
  struct attribution a;
  if (!is_speech(doc, q) || !in_article(ctx, &doc->tokens[q->close])) return;
  uint32_t i = q->close + 1;
  if (is_comma(doc, i)) i++;
  else if (!is_comma(doc, q->close - 1)) return;
  if (attribution_at(ctx, i, sentence_end_of(doc, q->close), &a)) ARRAY_PUSH(ctx->arena, found, a);
}

static bool ends_with_vowel(calque_str s) {
  return s.len && (s.ptr[s.len - 1] == 'a' || s.ptr[s.len - 1] == 'e');
}

/* « a déclaré un responsable », « a-t-il ajouté ». */
static calque_str turned_round(const struct check_context *ctx, const struct attribution *a) {
  const calque_doc *doc = ctx->doc;
  const calque_token *first = &doc->tokens[a->subject];
  calque_str lower = token_lower(ctx, first), head = token_str(doc, first);
  calque_str aux = token_str(doc, &doc->tokens[a->verb]);
  uint64_t m = morph_at(ctx, a->subject);
  if (a->verb == a->subject + 1 && m & M_PRO_SUBJ)
    return arena_printf(ctx->arena, "%.*s%s%.*s %.*s", STR_ARG(aux),
                        ends_with_vowel(aux) ? "-t-" : "-", STR_ARG(lower),
                        STR_ARG(str_of_span(doc->text, token_range(doc, a->verb + 1, a->end - 1))));
  if (m & M_DET) head = lower;
  calque_span tail = {first->span.end, doc->tokens[a->verb - 1].span.end};
  return arena_printf(ctx->arena, "%.*s %.*s%.*s",
                      STR_ARG(str_of_span(doc->text, token_range(doc, a->verb, a->end - 1))),
                      STR_ARG(head), STR_ARG(str_of_span(doc->text, tail)));
}

static void run(const struct check_context *ctx, struct report *out) {
  attribution_array found = {0};
  for (uint32_t i = 0; i < ctx->doc->n_quotes; i++) find_after(ctx, &ctx->doc->quotes[i], &found);
  for (size_t i = 0; i < found.n; i++) {
    const struct attribution *a = &found.ptr[i];
    report_add_as(out, found.n >= MANY ? CALQUE_MAJOR : CALQUE_MINOR,
                  token_range(ctx->doc, a->subject, a->end - 1), (calque_span){0, 0},
                  turned_round(ctx, a),
                  "the speaker stands before the verb, as in English: French turns them round");
  }
}

const struct check check_attribution_order = {
    .id = "attribution-order",
    .family = "calque",
    .severity = CALQUE_MINOR,
    .worst = CALQUE_MAJOR,
    .title = "speaker before the verb after a quotation",
    .why =
        "After a quotation French puts the verb first: « … », a déclaré un responsable. English "
        "puts the speaker first, and so does what was translated word for word.",
    .whole = true,
    .run = run,
    .bad = "« Le pont sera rouvert en mai », ⟦un responsable a déclaré⟧.",
    .good = "« Le pont sera rouvert en mai », a déclaré un responsable.",
};
