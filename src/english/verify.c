/* All checks in order: the answer as a whole, then passage by passage, so that a figure must stand
 * in the paragraph where it belongs and not somewhere in the article. */
#include "english/verify.h"

/* Characters of a passage or an article from which on its length says something, and what English
 * makes of them: the outermost of 5,000 human translations lie within. */
#define PASSAGE_CHARS 200.0
#define PASSAGE_LEAST 0.55
#define PASSAGE_MOST  1.40
#define ARTICLE_CHARS 1500.0
#define ARTICLE_LEAST 0.70
#define ARTICLE_MOST  1.10

/* Sentences of a passage are aligned when there are so many of them, and one is taken for lost when
 * the passage is short by about as much. */
#define MIN_SENTENCES 3
#define LOST_CHARS    40.0
#define USUAL_RATIO   0.88
#define LOST_SHARE    0.55

static double chars(calque_str text, calque_span span) {
  return (double)utf8_count(str_of_span(text, span));
}

static void check_length(struct verification *v, calque_span fr, calque_span en, double least_chars,
                         double least, double most) {
  double a = chars(v->fr, fr), b = chars(v->en, en);
  if (a < least_chars) return;
  double ratio = b / a;
  if (ratio >= least && ratio <= most) return;
  calque_str message = arena_printf(
      v->found.arena, "the English is %.0f %% as long as the French, usual are %.0f to %.0f %%",
      100 * ratio, 100 * least, 100 * most);
  finding_add(&v->found, "length", CALQUE_MAJOR, message, fr, en);
}

/* ---- Sentences that are not there ---------------------------------------------------------------
 */

static void report_lost(struct verification *v, calque_span fr) {
  finding_add(&v->found, "segment", CALQUE_MAJOR, STR("this passage is missing from the English"),
              fr, (calque_span){0, 0});
}

static void report_added(struct verification *v, calque_span en) {
  finding_add(&v->found, "segment", CALQUE_MAJOR, STR("this passage is not in the French"),
              (calque_span){0, 0}, en);
}

/* A sentence without partner is lost only if the passage is shorter by most of it: sentences are
 * joined and parted more often than dropped. */
static void check_sentences(struct verification *v, const struct pieces *fr,
                            const struct pieces *en) {
  calque_arena *arena = v->found.arena;
  struct passages a = passages_sentences(arena, fr), b = passages_sentences(arena, en);
  if (a.n < MIN_SENTENCES && b.n < MIN_SENTENCES) return;
  double french = 0, english = 0;
  for (uint32_t i = 0; i < a.n; i++) french += chars(v->fr, a.ptr[i]);
  for (uint32_t i = 0; i < b.n; i++) english += chars(v->en, b.ptr[i]);
  double missing = french - english / USUAL_RATIO;
  struct segment_pairs pairs = segments_align(arena, v->fr, a, v->en, b, SENTENCES);
  for (uint32_t i = 0; i < pairs.n; i++) {
    const struct segment_pair *p = &pairs.ptr[i];
    if (p->n_fr == 0) {
      calque_span span = passages_span(b, p->en, p->n_en);
      double length = chars(v->en, span) / USUAL_RATIO;
      if (length >= LOST_CHARS && -missing >= LOST_SHARE * length) report_added(v, span);
    } else if (p->n_en == 0) {
      calque_span span = passages_span(a, p->fr, p->n_fr);
      double length = chars(v->fr, span);
      if (length >= LOST_CHARS && missing >= LOST_SHARE * length) report_lost(v, span);
    }
  }
}

/* ---- Glossary -----------------------------------------------------------------------------------
 */

/* The folded term as consecutive words: the first piece, or -1. */
static int64_t find_term(const struct pieces *p, calque_str folded, int64_t *end) {
  for (int64_t i = 0; i < (int64_t)p->n; i++) {
    int64_t at = i;
    calque_str rest = folded;
    while (rest.ptr && at < (int64_t)p->n) {
      if (at > i && piece_at(p, at)->kind == PIECE_MARK) {
        at++;
        continue;
      }
      calque_str word = str_cut(&rest, ' ');
      if (!str_eq(piece_at(p, at)->folded, word)) {
        rest.ptr = "";
        break;
      }
      at++;
    }
    if (!rest.ptr) return *end = at, i;
  }
  return -1;
}

static calque_str fold_term(calque_arena *arena, calque_str term) {
  unsigned words;
  char *out = arena_alloc(arena, 3 * term.len + 1);
  return (calque_str){out, gazetteer_fold(term, out, &words)};
}

/* The first word is looked up first: nearly no term stands in a passage. */
static bool may_hold(const struct name_index *index, calque_str folded) {
  calque_str rest = folded;
  return folded.len > 0 && name_index_word(index, str_cut(&rest, ' '));
}

static void check_terms(struct verification *v, const struct name_index *names,
                        const struct pieces *en) {
  const struct pieces *fr = names->p;
  calque_arena *arena = v->found.arena;
  for (size_t i = 0; v->options && i < v->options->n_terms; i++) {
    const calque_term *term = &v->options->terms[i];
    calque_str french = fold_term(arena, term->french), english = fold_term(arena, term->english);
    int64_t end = 0, unused, at = may_hold(names, french) ? find_term(fr, french, &end) : -1;
    if (at < 0 || !english.len || find_term(en, english, &unused) >= 0) continue;
    calque_span span = {piece_at(fr, at)->span.start, piece_at(fr, end - 1)->span.end};
    calque_str message = arena_printf(arena, "the glossary has “%.*s” for « %.*s »",
                                      STR_ARG(term->english), STR_ARG(term->french));
    finding_add(&v->found, "name", CALQUE_MINOR, message, span, (calque_span){0, 0});
  }
}

/* ---- Passages -----------------------------------------------------------------------------------
 */

/* What was not translated at all lost no names. */
static bool is_mostly_untranslated(const struct verification *v, size_t first, calque_span en) {
  uint32_t bytes = 0;
  for (size_t i = first; i < v->found.list.n; i++) {
    const calque_verify_finding *f = &v->found.list.ptr[i];
    if (f->severity > CALQUE_MINOR) bytes += f->en.end - f->en.start;
  }
  return bytes > (en.end - en.start) / 2;
}

void verify_passage(struct verification *v, calque_span fr_span, calque_span en_span) {
  calque_arena *arena = v->found.arena;
  struct pieces fr = pieces_cut(arena, v->tables.lex, v->fr, fr_span);
  struct pieces en = pieces_cut(arena, v->tables.lex, v->en, en_span);
  struct name_index fr_names, en_names;
  name_index_build(&fr_names, arena, &fr, FRENCH, &v->tables);
  name_index_build(&en_names, arena, &en, ENGLISH, &v->tables);
  size_t before = v->found.list.n;
  untranslated_find(&v->found, &fr_names, &en_names);
  if (is_mostly_untranslated(v, before, en_span)) return;
  if (en_span.start) answer_check_announced(&v->found, &fr, &en);
  numbers_compare(&v->found, &fr, &en);
  numbers_check_style(&v->found, &fr, &en);
  names_compare(&v->found, &fr_names, &en_names);
  names_support(&v->found, &fr_names, &en_names, CALQUE_NOTE);
  check_terms(v, &fr_names, &en);
  wording_check(&v->found, &fr, &en);
  check_length(v, fr_span, en_span, PASSAGE_CHARS, PASSAGE_LEAST, PASSAGE_MOST);
  check_sentences(v, &fr, &en);
}

static void verify_pair(struct verification *v, calque_span fr, calque_span en) {
  ARRAY_PUSH(v->found.arena, &v->passages, ((calque_passage){fr, en}));
  if (en.start == en.end) report_lost(v, fr);
  else if (fr.start == fr.end) report_added(v, en);
  else verify_passage(v, fr, en);
}

static void check_whole_length(struct verification *v) {
  calque_span fr = {0, (uint32_t)v->fr.len}, en = {0, (uint32_t)v->en.len};
  check_length(v, fr, en, ARTICLE_CHARS, ARTICLE_LEAST, ARTICLE_MOST);
}

static void verify_known(struct verification *v) {
  size_t n = v->options->n_passages;
  for (size_t i = 0; i < n; i++)
    verify_pair(v, v->options->passages[i].fr, v->options->passages[i].en);
  if (n > 1) check_whole_length(v);
}

static void verify_translation(struct verification *v) {
  calque_arena *arena = v->found.arena;
  calque_span all_fr = {0, (uint32_t)v->fr.len}, all_en = {0, (uint32_t)v->en.len};
  struct passages fr = passages_lines(arena, v->fr), en = passages_lines(arena, v->en);
  struct segment_pairs pairs = segments_align(arena, v->fr, fr, v->en, en, PARAGRAPHS);
  if (pairs.n == 0) {
    ARRAY_PUSH(arena, &v->passages, ((calque_passage){all_fr, all_en}));
    verify_passage(v, all_fr, all_en);
  }
  for (uint32_t i = 0; i < pairs.n; i++) {
    const struct segment_pair *p = &pairs.ptr[i];
    calque_span a = passages_span(fr, p->fr, p->n_fr), b = passages_span(en, p->en, p->n_en);
    verify_pair(v, a, b);
  }
  if (pairs.n > 1) check_whole_length(v);
}

calque_verification calque_verify(calque_arena *arena, const calque_lexicon *lex, calque_str fr,
                                  calque_str en, const calque_verify_options *options) {
  struct gazetteer gazetteer;
  gazetteer_open(&gazetteer, lex ? lexicon_section(lex, SECTION_GAZETTEER) : STR(""));
  struct verification v = {{arena, {0}}, {lex, &gazetteer}, fr, en, options, {0}};
  bool summary = options && options->summary;
  struct pieces whole_fr = pieces_cut(arena, NULL, fr, (calque_span){0, (uint32_t)fr.len});
  struct pieces whole_en = pieces_cut(arena, NULL, en, (calque_span){0, (uint32_t)en.len});
  answer_check(&v.found, &whole_fr, &whole_en, summary);
  if (whole_en.n && whole_fr.n) {
    if (summary) verify_summary(&v);
    else if (options && options->passages) verify_known(&v);
    else verify_translation(&v);
  }
  if (v.passages.n == 0) {
    calque_passage all = {{0, (uint32_t)fr.len}, {0, (uint32_t)en.len}};
    ARRAY_PUSH(arena, &v.passages, all);
  }
  calque_verification result = {v.found.list.ptr, v.found.list.n, v.passages.ptr, v.passages.n,
                                true};
  for (size_t i = 0; i < result.n_findings; i++) {
    if (result.findings[i].severity > CALQUE_NOTE) result.ok = false;
  }
  return result;
}
