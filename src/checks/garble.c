/* Places where two words meet that never meet in good French, by statistics (lexicon/garble.h).
 * One finding a sentence. A place needs strong evidence by itself; when so many sentences of a
 * document are suspect that chance does not explain it, weaker places count too. */
#include "lexicon/garble.h"

#include <math.h>

#include "checks/check.h"

#define PLACE_MINOR 5.0f /* x of a place: about 0.3 in 1,000 words of good news */
#define PLACE_MAJOR 6.0f /* 0.06 in 1,000 words; in rule-based translation 5 */
#define PLACE_WEAK  3.0f /* counts where the document as a whole is garbled */
/* Share of suspect sentences that any kind of good text may have: 2.5 times that of news. */
#define SUSPECT_RATE   0.05
#define DOCUMENT_ALPHA 1e-3

#define EXCESS_MAX     6.0f /* of a sentence, for the verdict */

enum { AROUND = 4 /* tokens on each side of a place */ };
enum { MIN_SYMBOLS = 6, MAX_SENTENCE = 400 /* symbols: tables and lists are no sentences */ };

/* P(Binomial(n, SUSPECT_RATE) >= k) */
static double binomial_tail(uint32_t n, uint32_t k) {
  double tail = 0;
  for (uint32_t i = k; i <= n && i < k + 200; i++)
    tail += exp(lgamma(n + 1.0) - lgamma(i + 1.0) - lgamma(n - i + 1.0) + i * log(SUSPECT_RATE) +
                (n - i) * log(1 - SUSPECT_RATE));
  return tail;
}

struct scored {
  struct garble *of_sentence;
  uint32_t n_judged, n_suspect;
};

static struct scored score_sentences(const struct check_context *ctx, const struct symbols *symbols,
                                     const struct garble_table *table) {
  const calque_doc *doc = ctx->doc;
  struct scored out = {ARENA_ARRAY(ctx->arena, struct garble, doc->n_sentences + 1), 0, 0};
  symbol_id ids[MAX_SENTENCE + 2];
  uint32_t tokens[MAX_SENTENCE + 2];
  for (uint32_t i = 0; i < doc->n_sentences; i++) {
    const calque_sentence *s = &doc->sentences[i];
    out.of_sentence[i] = (struct garble){.score = -99};
    if (s->n_tokens > MAX_SENTENCE || ctx->roles[s->line] != LINE_TEXT) continue;
    uint32_t n = symbols_of_sentence(symbols, doc, s, ids, tokens);
    if (n < MIN_SYMBOLS) continue;
    out.of_sentence[i] = garble_score(table, ids, tokens, n);
    out.n_judged++;
    out.n_suspect += out.of_sentence[i].score >= garble_thresholds.suspect;
  }
  return out;
}

/* How far each sentence is above what 19 in 20 of good news reach. */
static const float *excess_of(calque_arena *arena, const struct garble *g, uint32_t n) {
  float *out = ARENA_ARRAY(arena, float, n + 1);
  for (uint32_t i = 0; i < n; i++) {
    float above = g[i].score - garble_thresholds.usual;
    out[i] = above < 0 ? 0 : above < EXCESS_MAX ? above : EXCESS_MAX;
  }
  return out;
}

static void report_place(const struct check_context *ctx, const struct garble *g,
                         calque_severity severity, struct report *out) {
  const calque_doc *doc = ctx->doc;
  calque_span span = token_range(doc, g->first, g->second);
  if (report_touches(out, span)) return; /* a check that knows why has said it */
  report_add_as(out, severity, span, (calque_span){0, 0}, NO_SUGGESTION,
                "« %.*s » and « %.*s » do not meet like this in French",
                STR_ARG(token_str(doc, &doc->tokens[g->first])),
                STR_ARG(token_str(doc, &doc->tokens[g->second])));
}

/* Is one of the words around the place English and not French? */
static bool is_beside_english(const calque_doc *doc, const struct garble *g) {
  uint32_t from = g->first > AROUND ? g->first - AROUND : 0, to = g->second + AROUND;
  for (uint32_t i = from; i <= to && i < doc->n_tokens; i++) {
    const calque_token *t = &doc->tokens[i];
    if (t->sentence != doc->tokens[g->first].sentence) continue;
    if ((t->flags & CALQUE_ENGLISH) && !(t->flags & CALQUE_FRENCH)) return true;
  }
  return false;
}

/* Did something stand there that the text has lost, code or a picture? « passer de  à  », « de . »
 */
static bool is_hole(const calque_doc *doc, const struct garble *g) {
  const calque_token *first = &doc->tokens[g->first], *second = &doc->tokens[g->second];
  uint32_t gap = second->span.start - first->span.end;
  bool apart =
      gap > 1 && doc->text.ptr[first->span.end] == ' ' && doc->text.ptr[first->span.end + 1] == ' ';
  bool stop =
      second->kind == CALQUE_PUNCT && gap && strchr(".,", doc->text.ptr[second->span.start]);
  return second > first && (apart || stop);
}

/* Not evidence: a hole; words beside English ones, « the show must go on », which other checks look
 * at; the point of an abbreviation, « etc. avant »; the end of a number, « vingt et un pompiers »;
 * a number behind its noun, « aux pages 12 et 13 ». */
static bool is_excused(const struct check_context *ctx, const struct garble *g) {
  const calque_token *first = &ctx->doc->tokens[g->first];
  const calque_token *before = token_before(ctx->doc, g->first);
  if (is_hole(ctx->doc, g) || is_beside_english(ctx->doc, g)) return true;
  if (ctx->doc->tokens[g->second].kind == CALQUE_NUMBER) return true; /* aux pages 12 et 13 */
  if (first->kind == CALQUE_PUNCT && token_char(ctx->doc, first) == '.') return true;
  return token_is(ctx->doc, first, STR("un")) && before && token_is(ctx->doc, before, STR("et"));
}

/* Only places that are strong evidence by themselves. */
static void report_worst(const struct check_context *ctx, const struct symbols *symbols,
                         const struct garble_table *table, struct report *out) {
  const calque_doc *doc = ctx->doc;
  symbol_id ids[MAX_SENTENCE + 2];
  uint32_t tokens[MAX_SENTENCE + 2];
  for (uint32_t i = ctx->window.first; i < ctx->window.end; i++) {
    const calque_sentence *s = &doc->sentences[i];
    if (s->n_tokens > MAX_SENTENCE || ctx->roles[s->line] != LINE_TEXT) continue;
    uint32_t n = symbols_of_sentence(symbols, doc, s, ids, tokens);
    if (n < MIN_SYMBOLS) continue;
    struct garble g = garble_worst(table, ids, tokens, n);
    if (g.worst >= PLACE_MAJOR && !is_excused(ctx, &g)) report_place(ctx, &g, CALQUE_MAJOR, out);
  }
}

static void run(const struct check_context *ctx, struct report *out) {
  struct symbols symbols;
  struct garble_table table;
  if (!symbols_open(ctx->lex, &symbols) || !garble_open(ctx->lex, &table)) return;
  if (ctx->purpose != CALQUE_FOR_REPORT) {
    report_worst(ctx, &symbols, &table, out);
    return;
  }
  struct scored scored = score_sentences(ctx, &symbols, &table);
  ctx->shared->garble = excess_of(ctx->arena, scored.of_sentence, ctx->doc->n_sentences);
  bool garbled = binomial_tail(scored.n_judged, scored.n_suspect) < DOCUMENT_ALPHA;
  for (uint32_t i = 0; i < ctx->doc->n_sentences; i++) {
    const struct garble *g = &scored.of_sentence[i];
    if (g->first == NO_TOKEN || g->worst < PLACE_WEAK || is_excused(ctx, g)) continue;
    if (g->worst >= PLACE_MAJOR) report_place(ctx, g, CALQUE_MAJOR, out);
    else if (g->worst >= PLACE_MINOR || (garbled && g->score >= garble_thresholds.suspect))
      report_place(ctx, g, CALQUE_MINOR, out);
  }
}

const struct check check_garble = {
    .id = "garble",
    .family = "grammar",
    .severity = CALQUE_MAJOR,
    .title = "words that never meet in French",
    .why =
        "Both words are common, and in eight million words of French news the one never stands "
        "beside the other like this: the sentence was put together by a machine.",
    .run = run,
    .bad = "Le port a reçu ⟦le de⟧ la mairie camion promis pour les pompiers.",
    .good = "Le port a reçu le camion que la mairie avait promis aux pompiers.",
};
