/* Which sentences are the article, and which of them may not be quoted, and why. A reader of the
 * summary sees nothing of the page: no title twice, no menu, no sentence that a check found
 * spoiled, no piece of a quotation whose other end is somewhere else, nothing that was cut off. */
#include "checks/vetting.h"
#include "summary/parts.h"

enum { TITLE_LINES = 8 /* the title stands in one of the first lines, if it does */ };

const char *summary_veto_name(enum summary_veto veto) {
  static const char *const names[N_VETOES] = {
      NULL,           "quotation goes on", "no full stop",      "spoiled by a finding",
      "is the title", "not prose",         "not of the article"};
  return names[veto];
}

static void worsen(uint8_t *veto, enum summary_veto by) {
  if (*veto < by) *veto = (uint8_t)by;
}

/* ---- Findings ----------------------------------------------------------------------------------
 */

/* First sentence that ends behind byte `offset`. */
static uint32_t sentence_at(const calque_doc *doc, uint32_t offset) {
  uint32_t low = 0, high = doc->n_sentences;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (doc->sentences[middle].span.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* Findings may overlap and be as long as the text: count starts and ends, then sum up once. */
static void veto_findings(const struct ranking_job *job, uint8_t *vetoes) {
  const calque_doc *doc = job->doc;
  if (!job->report || !job->report->n_findings) return;
  int32_t *change = ARENA_ARRAY(job->arena, int32_t, doc->n_sentences + 1);
  for (size_t i = 0; i < job->report->n_findings; i++) {
    const calque_finding *f = &job->report->findings[i];
    if (!finding_spoils(f)) continue;
    uint32_t first = sentence_at(doc, f->span.start);
    uint32_t end = f->span.end > f->span.start ? sentence_at(doc, f->span.end - 1) + 1 : first + 1;
    if (first >= doc->n_sentences) continue;
    change[first]++;
    change[end < doc->n_sentences ? end : doc->n_sentences]--;
  }
  int32_t open = 0;
  for (uint32_t i = 0; i < doc->n_sentences; i++)
    if ((open += change[i]) > 0) worsen(&vetoes[i], VETO_SPOILED);
}

/* ---- Quotations and ends -----------------------------------------------------------------------
 */

static bool has_word_between(const calque_doc *doc, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; i++)
    if (doc->tokens[i].kind == CALQUE_WORD) return true;
  return false;
}

/* Quotations that go on over the start and the end of a sentence. */
struct bridge {
  uint32_t before, after; /* NO_QUOTE: none */
};

/* Who speaks is told before the quotation opens, or behind where it closes. A sentence that tells
 * it can be quoted once the mark is there that stands elsewhere; but only once at each side. */
static void mend(uint32_t *side, uint32_t quote, bool tells, uint8_t *veto) {
  if (!tells || *side != NO_QUOTE) worsen(veto, VETO_QUOTE);
  else *side = quote;
}

static void veto_quotes(const calque_doc *doc, struct bridge *bridges, uint8_t *vetoes) {
  memset(bridges, 0xff, doc->n_sentences * sizeof *bridges);
  for (uint32_t i = 0; i < doc->n_quotes; i++) {
    const calque_quote *q = &doc->quotes[i];
    bool paired = q->open != NO_TOKEN && q->close != NO_TOKEN;
    uint32_t first = doc->tokens[q->open != NO_TOKEN ? q->open : q->close].sentence;
    uint32_t last = paired ? doc->tokens[q->close].sentence : first;
    if (!paired) worsen(&vetoes[first], VETO_QUOTE);
    if (first == last) continue;
    const calque_sentence *a = &doc->sentences[first], *b = &doc->sentences[last];
    bool before = has_word_between(doc, a->first_token, q->open);
    bool behind = has_word_between(doc, q->close + 1, b->first_token + b->n_tokens);
    mend(&bridges[first].after, i, before, &vetoes[first]);
    mend(&bridges[last].before, i, behind, &vetoes[last]);
  }
}

/* A sentence in the middle of a quotation shows no mark and looks like the article's own words. */
static bool starts_inside_quote(const calque_doc *doc, const calque_sentence *s) {
  const calque_token *t = &doc->tokens[s->first_token];
  return t->depth > 0 && (t->flags & CALQUE_IN_QUOTE);
}

static bool has_end(const calque_doc *doc, const calque_sentence *s) {
  for (uint32_t i = s->n_tokens; i-- > 0;) {
    const calque_token *t = &doc->tokens[s->first_token + i];
    size_t len;
    uint32_t ch = utf8_decode(token_str(doc, t), &len);
    if (ch == '.' || ch == '!' || ch == '?' || ch == 0x2026) return true;
    if (t->kind == CALQUE_WORD) return token_str(doc, t).ptr[token_str(doc, t).len - 1] == '.';
    if (t->kind != CALQUE_QUOTE && ch != ')' && ch != ']') return false;
  }
  return false;
}

static bool has_word(const calque_doc *doc, const calque_sentence *s) {
  for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++)
    if (doc->tokens[i].kind == CALQUE_WORD || doc->tokens[i].kind == CALQUE_NUMBER) return true;
  return false;
}

/* ---- The title ---------------------------------------------------------------------------------
 */

/* The next letter or digit of *s without case and accent; 0 at its end. */
static uint32_t next_letter(calque_str *s) {
  while (s->len) {
    size_t len;
    uint32_t ch = utf8_decode(*s, &len);
    *s = str_slice(*s, len, s->len);
    if (utf8_is_letter(ch) || utf8_is_digit(ch)) return utf8_fold(ch);
  }
  return 0;
}

/* The same letters and digits in the same order, and at least one. */
static bool reads_alike(calque_str a, calque_str b) {
  uint32_t x = next_letter(&a), y = next_letter(&b);
  if (!x) return false;
  while (x && x == y) {
    x = next_letter(&a);
    y = next_letter(&b);
  }
  return x == y;
}

static void veto_title(struct ranking_job *job, uint8_t *vetoes) {
  const calque_doc *doc = job->doc;
  job->title = str_trim(doc->meta.title);
  for (uint32_t i = 0; i < doc->n_lines && i < TITLE_LINES; i++) {
    const calque_line *line = &doc->lines[i];
    bool same = (doc->meta.title_from_text && i == 0) ||
                reads_alike(job->title, str_of_span(doc->text, line->span));
    for (uint32_t k = 0; same && k < line->n_sentences; k++)
      worsen(&vetoes[line->first_sentence + k], VETO_TITLE);
  }
}

/* Without a title, the first heading stands for it. */
static void adopt_heading(struct ranking_job *job, uint8_t *vetoes) {
  const calque_doc *doc = job->doc;
  if (job->title.len || doc->n_lines < 2) return;
  const calque_line *line = &doc->lines[0];
  if (line->n_sentences != 1 || vetoes[line->first_sentence] != VETO_UNENDED) return;
  if (vetting_spoils(job->out->vetting, line->first_sentence))
    vetoes[line->first_sentence] = VETO_SPOILED;
  else job->title = str_of_span(doc->text, line->span);
}

/* ---- All together ------------------------------------------------------------------------------
 */

static void veto_sentence(const struct ranking_job *job, uint32_t i, bool bridged, uint8_t *veto) {
  const calque_doc *doc = job->doc;
  const calque_sentence *s = &doc->sentences[i];
  const struct line_label *label = &job->labels[s->line];
  enum line_role role = label->role;
  if (!bridged && starts_inside_quote(doc, s)) worsen(veto, VETO_QUOTE);
  if (!has_end(doc, s)) worsen(veto, VETO_UNENDED);
  if (role == LINE_META || role == LINE_CAPTION || !has_word(doc, s)) worsen(veto, VETO_NOT_PROSE);
  else if (role != LINE_TEXT ||
           (s->span.start < label->part.end && label->part.start < s->span.end))
    worsen(veto, VETO_FURNITURE);
}

static enum summary_veto least_veto(const uint8_t *vetoes, uint32_t n) {
  uint8_t least = N_VETOES - 1;
  for (uint32_t i = 0; i < n && least; i++)
    if (vetoes[i] < least) least = vetoes[i];
  return (enum summary_veto)least;
}

/* ---- Findings that are asked for ---------------------------------------------------------------
 */

static bool reject(struct summary_ranking *ranking, struct summary_candidate *c) {
  if (c->veto >= VETO_SPOILED || !vetting_spoils(ranking->vetting, c->sentence)) return false;
  ranking->vetoes[c->sentence] = VETO_SPOILED;
  c->veto = VETO_SPOILED;
  return true;
}

bool summary_reject(struct summary_ranking *ranking, const uint32_t *sentences, uint32_t n) {
  bool rejected = false;
  for (uint32_t i = 0; i < n; i++) rejected |= reject(ranking, &ranking->sentences[sentences[i]]);
  if (rejected) ranking->level = least_veto(ranking->vetoes, ranking->n_vetoes);
  return rejected;
}

bool summary_reject_all(struct summary_ranking *ranking) {
  bool rejected = false;
  for (uint32_t i = 0; i < ranking->n; i++) rejected |= reject(ranking, &ranking->sentences[i]);
  if (rejected) ranking->level = least_veto(ranking->vetoes, ranking->n_vetoes);
  return rejected;
}

void rank_body(struct ranking_job *job) {
  const calque_doc *doc = job->doc;
  uint8_t *vetoes = ARENA_ARRAY(job->arena, uint8_t, doc->n_sentences + 1);
  struct summary_ranking *out = job->out;
  struct bridge *bridges = ARENA_ARRAY(job->arena, struct bridge, doc->n_sentences + 1);
  out->vetting = job->report ? job->report->vetting : NULL;
  veto_quotes(doc, bridges, vetoes);
  for (uint32_t i = 0; i < doc->n_sentences; i++)
    veto_sentence(job, i, bridges[i].before != NO_QUOTE, &vetoes[i]);
  veto_title(job, vetoes);
  veto_findings(job, vetoes);
  adopt_heading(job, vetoes);
  out->vetoes = vetoes;
  out->n_vetoes = doc->n_sentences;
  out->level = least_veto(vetoes, doc->n_sentences);
  enum summary_veto worst = out->level > VETO_SPOILED ? out->level : VETO_SPOILED;
  uint32_t most =
      doc->n_sentences < SUMMARY_MAX_SENTENCES ? doc->n_sentences : SUMMARY_MAX_SENTENCES;
  if (out->level == VETO_FURNITURE && most) most = 1;
  out->sentences = arena_alloc(job->arena, most * sizeof *out->sentences);
  for (uint32_t i = 0; i < doc->n_sentences && out->n < most; i++) {
    if (vetoes[i] > worst) continue;
    out->sentences[out->n++] = (struct summary_candidate){.sentence = i,
                                                          .span = doc->sentences[i].span,
                                                          .veto = (enum summary_veto)vetoes[i],
                                                          .opened_before = bridges[i].before,
                                                          .closed_after = bridges[i].after};
  }
}
