/* Orphan pieces of sentences: a full stop, then a small letter. « … la paix de Minsk. traiter. »
 * is what is left when a translation was cut and pasted. Abbreviations, initials and sentences
 * that go on after « ? » or « … » never come here: the sentence splitter knows them. */
#include "checks/english.h"

enum { SHORT_WORDS = 3 /* a fragment of so few words is underlined whole */ };

/* iPhone, eBay, pH: a small letter that is part of the name. */
static bool is_camel(const calque_doc *doc, const calque_token *t) {
  calque_str s = token_str(doc, t);
  size_t len, at = 0;
  while (at < s.len && at < 4) {
    uint32_t c = utf8_decode(str_slice(s, at, s.len), &len);
    at += len;
    if (at > len && utf8_is_upper(c)) return true;
  }
  return false;
}

/* Names may start with a small particle: de Gaulle, van Gogh, d’Artagnan. */
static bool is_particle(const calque_doc *doc, const calque_token *t) {
  static const calque_str particles[] = {
#define NAME_PARTICLE(word) STR_INIT(word),
#include "checks/name_particles.def"
  };
  for (size_t i = 0; i < COUNT(particles); i++)
    if (token_is(doc, t, particles[i])) return is_capital_word(t + 1);
  return false;
}

/* The stop of the sentence before: only a plain full stop counts. */
static bool ends_with_stop(const calque_doc *doc, const calque_sentence *s) {
  return token_char(doc, &doc->tokens[s->first_token + s->n_tokens - 1]) == '.';
}

static bool is_orphan(const struct check_context *ctx, const calque_sentence *s) {
  const calque_doc *doc = ctx->doc;
  const calque_token *first = &doc->tokens[s->first_token];
  if (s == doc->sentences || s[-1].line != s->line || !ends_with_stop(doc, s - 1)) return false;
  if (!is_small_word(first) || !(first->flags & CALQUE_FRENCH) || !in_article(ctx, first))
    return false;
  if (first->flags & CALQUE_ENGLISH && english_in_programming(ctx))
    return false; /* « value » may start a sentence on programs */
  return !is_camel(doc, first) && !(s->n_tokens > 1 && is_particle(doc, first));
}

static calque_span orphan_span(const calque_doc *doc, const calque_sentence *s) {
  uint32_t words = 0, last = s->first_token;
  for (uint32_t i = 0; i < s->n_tokens; i++)
    words += doc->tokens[s->first_token + i].kind == CALQUE_WORD;
  if (words <= SHORT_WORDS) return s->span;
  if (s->n_tokens > 1 && doc->tokens[last + 1].kind == CALQUE_WORD) last++;
  return token_range(doc, s->first_token, last);
}

/* « la frontière russo-ukrainienne Soldat. pays voisins. »: the last word before the orphan may be
 * one itself, a common noun with a capital. */
static void check_capital_before(const struct check_context *ctx, const calque_sentence *s,
                                 struct report *out) {
  const calque_doc *doc = ctx->doc;
  if (s->n_tokens < 3) return;
  uint32_t stop = s->first_token + s->n_tokens - 1;
  const calque_token *noun = &doc->tokens[stop - 1];
  const struct word *lower = lexicon_word(ctx->lex, noun->lower);
  bool common = (lower->morph & M_NOUN) && noun->exact == 0;
  if (!is_capital_word(noun) || (noun->flags & CALQUE_ALL_CAPS) || !common ||
      !is_small_word(noun - 1))
    return;
  report_add(out, token_range(doc, stop - 1, stop), NO_SUGGESTION,
             "« %.*s » belongs to no sentence", STR_ARG(token_str(doc, noun)));
}

static void run(const struct check_context *ctx, struct report *out) {
  for (uint32_t i = 0; i < ctx->doc->n_sentences; i++) {
    const calque_sentence *s = &ctx->doc->sentences[i];
    if (!is_orphan(ctx, s)) continue;
    report_add(out, orphan_span(ctx->doc, s), NO_SUGGESTION,
               "small letter after a full stop: a piece of another sentence");
    check_capital_before(ctx, s - 1, out);
  }
}

const struct check check_fragment = {
    .id = "fragment",
    .family = "fragment",
    .severity = CALQUE_MAJOR,
    .title = "orphan piece of a sentence",
    .why =
        "A full stop followed by a small letter is where a translation was cut, pasted or left "
        "half done.",
    .whole = true,
    .run = run,
    .bad = "Les négociateurs ont signé l’accord de pêche. ⟦traiter.⟧",
    .good = "Les négociateurs ont signé l’accord de pêche. Le traiter en urgence est exclu.",
};
