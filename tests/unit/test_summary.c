/* Summaries: which sentences may be quoted, which lean on others, budgets, compression, by table.
 */
#include "summary/choose.h"
#include "summary/compress.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "summary_rows.h"

static calque_lexicon *lex;
static calque_arena *arena;

static int open_lexicon(void **state) {
  (void)state;
  calque_error err = {0};
  arena = calque_arena_new();
  lex = calque_lexicon_open(NULL, &err);
  if (!lex) print_message("%s: %s\n", err.where, err.text);
  return lex ? 0 : -1;
}

static int close_lexicon(void **state) {
  (void)state;
  calque_lexicon_free(lex);
  calque_arena_free(arena);
  return 0;
}

static int forget(void **state) {
  (void)state;
  calque_arena_reset(arena);
  return 0;
}

static const calque_doc *parse(const char *title, calque_str text) {
  calque_article *article = ARENA_NEW(arena, calque_article);
  *article = (calque_article){.title = calque_str_of(title), .text = text};
  return calque_doc_parse(arena, lex, article);
}

/* Every line is text. */
static struct summary_ranking rank(const calque_doc *doc, const calque_report *report) {
  struct line_label *labels = ARENA_ARRAY(arena, struct line_label, doc->n_lines + 1);
  return summary_rank(arena, lex, doc, report, labels);
}

static size_t summarize(const calque_doc *doc, calque_budget budget,
                        const calque_summary_sentence **out) {
  const calque_report none = {0};
  return calque_summarize(arena, lex, doc, &none, budget, out);
}

static struct said say_last(const char *text, struct saying how) {
  const calque_doc *doc = parse("", calque_str_of(text));
  struct summary_ranking r = rank(doc, NULL);
  return summary_say(arena, lex, doc, &r.sentences[r.n - 1], how);
}

static bool is_same(const char *text, calque_str found, const char *expected) {
  if (str_eq(found, calque_str_of(expected))) return true;
  print_message("text     %s\nexpected %s\nfound    %.*s\n", text, expected, STR_ARG(found));
  return false;
}

/* ---- Sentences ---------------------------------------------------------------------------------
 */

static void test_leans(void **state) {
  (void)state;
  int failed = 0;
  for (size_t i = 0; i < COUNT(lean_rows); i++) {
    const calque_doc *doc = parse("", calque_str_of(lean_rows[i].text));
    enum summary_lean found = lean_of(lex, doc, &doc->sentences[doc->n_sentences - 1]).kind;
    if (found == lean_rows[i].expected) continue;
    print_message("%s: lean %d, not %d\n", lean_rows[i].text, (int)found,
                  (int)lean_rows[i].expected);
    failed++;
  }
  assert_int_equal(failed, 0);
}

static void test_examples_of_leads(void **state) {
  (void)state;
  static const char *const examples[] = {
#define LEAD(fate, closing, words, example) example,
#include "summary/leads.def"
  };
  int failed = 0;
  for (size_t i = 0; i < COUNT(examples); i++) {
    const calque_doc *doc = parse("", calque_str_of(examples[i]));
    if (lean_of(lex, doc, &doc->sentences[0]).kind >= LEAN_LEAD) continue;
    print_message("stands alone: %s\n", examples[i]);
    failed++;
  }
  assert_int_equal(failed, 0);
}

static void test_vetoes(void **state) {
  (void)state;
  int failed = 0;
  for (size_t i = 0; i < COUNT(veto_rows); i++) {
    const struct veto_row *row = &veto_rows[i];
    const calque_doc *doc = parse(row->title, calque_str_of(row->text));
    enum summary_veto found = (enum summary_veto)rank(doc, NULL).vetoes[doc->n_sentences - 1];
    if (found == row->expected) continue;
    print_message("%s: veto %d, not %d\n", row->text, (int)found, (int)row->expected);
    failed++;
  }
  assert_int_equal(failed, 0);
}

static void test_findings_spoil_their_sentences(void **state) {
  (void)state;
  static const struct {
    calque_finding finding;
    enum summary_veto expected[3];
  } rows[] = {
      {{.check = "x", .family = "grammar", .severity = CALQUE_MAJOR, .span = {10, 12}},
       {VETO_SPOILED, 0, 0}},
      {{.check = "x", .family = "grammar", .severity = CALQUE_MINOR, .span = {10, 12}}, {0, 0, 0}},
      {{.check = "x", .family = "fragment", .severity = CALQUE_MINOR, .span = {30, 31}},
       {0, VETO_SPOILED, 0}},
      {{.check = "x", .family = "leak", .severity = CALQUE_NOTE, .span = {30, 31}}, {0, 0, 0}},
      {{.check = "x", .family = "layout", .severity = CALQUE_MAJOR, .span = {30, 31}}, {0, 0, 0}},
      {{.check = "x", .family = "truncated", .severity = CALQUE_MAJOR, .span = {60, 60}},
       {0, 0, VETO_SPOILED}},
      {{.check = "x", .family = "leak", .severity = CALQUE_MAJOR, .span = {20, 60}},
       {VETO_SPOILED, VETO_SPOILED, VETO_SPOILED}},
  };
  const calque_doc *doc =
      parse("", STR("Le pont a cede lundi. La ville attend des travaux. Le bac est plein."));
  for (size_t i = 0; i < COUNT(rows); i++) {
    const calque_report report = {.findings = &rows[i].finding, .n_findings = 1};
    struct summary_ranking r = rank(doc, &report);
    for (size_t k = 0; k < 3; k++)
      if (r.vetoes[k] != rows[i].expected[k]) fail_msg("row %zu, sentence %zu", i, k);
  }
}

static void test_roles_keep_the_page_out(void **state) {
  (void)state;
  const calque_doc *doc = parse("", STR("Le pont a fermé lundi.\n\nLa ville attend des travaux.\n\n"
                                        "Le bac est plein.\n\nLe gué est noyé."));
  struct line_label labels[4] = {
      {.role = LINE_FURNITURE}, {.role = LINE_TEXT}, {.role = LINE_CAPTION}, {.role = LINE_REPEAT}};
  struct summary_ranking r = summary_rank(arena, lex, doc, NULL, labels);
  assert_int_equal(r.n, 1);
  assert_int_equal(r.sentences[0].sentence, 1);
  labels[1].part = doc->sentences[1].span; /* an advert glued to the line is all of it */
  r = summary_rank(arena, lex, doc, NULL, labels);
  assert_int_equal(r.n, 1);
  assert_int_equal(r.sentences[0].sentence, 2); /* the caption is the least unfit */
}

static void test_compression(void **state) {
  (void)state;
  int failed = 0;
  for (size_t i = 0; i < COUNT(pair_rows); i++) {
    struct said said = say_last(pair_rows[i].sentence, (struct saying){.compress = true});
    failed += !is_same(pair_rows[i].sentence, said.text, pair_rows[i].expected);
    for (uint32_t k = 1; k < said.n_kept; k++)
      assert_true(said.kept[k - 1].end <= said.kept[k].start);
    struct said whole = say_last(pair_rows[i].sentence, (struct saying){0});
    failed += !is_same("uncompressed", whole.text, pair_rows[i].sentence);
  }
  assert_int_equal(failed, 0);
}

/* « (SEL) » stays where another sentence of the summary says SEL. */
static void test_short_names_that_are_used(void **state) {
  (void)state;
  const calque_doc *doc =
      parse("", STR("Le Service des eaux de Lorne (SEL) a fermé deux vannes. Le "
                    "SEL les a rouvertes."));
  struct summary_ranking r = rank(doc, NULL);
  assert_int_equal(r.n, 2);
  const uint32_t both[] = {0, 1};
  struct saying how = {.compress = true, .beside = both, .n_beside = 1};
  struct said alone = summary_say(arena, lex, doc, &r.sentences[0], how);
  assert_false(str_has(alone.text, STR("(SEL)")));
  how.n_beside = 2;
  struct said beside = summary_say(arena, lex, doc, &r.sentences[0], how);
  assert_true(str_has(beside.text, STR("(SEL)")));
}

static void test_cuts(void **state) {
  (void)state;
  int failed = 0;
  for (size_t i = 0; i < COUNT(cut_rows); i++) {
    struct said said =
        say_last(cut_rows[i].sentence, (struct saying){.max_words = cut_rows[i].words});
    failed += !is_same(cut_rows[i].sentence, said.text, cut_rows[i].expected);
    if (said.is_cut) assert_true(said.words <= cut_rows[i].words);
  }
  assert_int_equal(failed, 0);
}

static void test_quotation_marks_are_mended(void **state) {
  (void)state;
  int failed = 0;
  for (size_t i = 0; i < COUNT(mend_rows); i++)
    failed +=
        !is_same(mend_rows[i].sentence, say_last(mend_rows[i].sentence, (struct saying){0}).text,
                 mend_rows[i].expected);
  assert_int_equal(failed, 0);
}

/* ---- Summaries ---------------------------------------------------------------------------------
 */

static uint32_t count_words(const calque_doc *doc, const calque_summary_sentence *s, size_t n) {
  uint32_t words = 0;
  for (size_t i = 0; i < n; i++)
    for (uint32_t t = token_at(doc, s[i].span.start);
         t < doc->n_tokens && doc->tokens[t].span.start < s[i].span.end; t++)
      words += doc->tokens[t].kind == CALQUE_WORD || doc->tokens[t].kind == CALQUE_NUMBER;
  return words;
}

static size_t count_chars(const calque_summary_sentence *s, size_t n) {
  size_t chars = n ? n - 1 : 0; /* the spaces between them */
  for (size_t i = 0; i < n; i++) chars += utf8_count(s[i].text);
  return chars;
}

static void assert_in_order(const calque_summary_sentence *s, size_t n) {
  for (size_t i = 1; i < n; i++) assert_true(s[i - 1].span.end <= s[i].span.start);
}

static void test_budget_of_sentences(void **state) {
  (void)state;
  const calque_doc *doc = parse(article_title, calque_str_of(article_text));
  const calque_summary_sentence *s;
  for (unsigned wanted = 1; wanted <= 20; wanted++) {
    size_t n = summarize(doc, (calque_budget){.sentences = wanted}, &s);
    assert_int_equal(n, wanted < doc->n_sentences ? wanted : doc->n_sentences);
    assert_in_order(s, n);
  }
  assert_int_equal(summarize(doc, (calque_budget){0}, &s), 2);
  assert_int_equal(summarize(doc, (calque_budget){.sentences = 3, .words = 5, .chars = 9}, &s), 3);
}

static void test_budget_of_words_is_filled(void **state) {
  (void)state;
  const calque_doc *doc = parse(article_title, calque_str_of(article_text));
  const calque_summary_sentence *s;
  uint32_t all = doc->n_words;
  for (unsigned wanted = 1; wanted < 150; wanted += 7) {
    size_t n = summarize(doc, (calque_budget){.words = wanted}, &s);
    assert_true(count_words(doc, s, n) >= wanted);
    assert_true(n == 1 || count_words(doc, s, n) < wanted + 40);
    assert_in_order(s, n);
  }
  size_t n = summarize(doc, (calque_budget){.share = 0.3}, &s);
  assert_true(count_words(doc, s, n) >= all * 3 / 10 && count_words(doc, s, n) < all * 6 / 10);
  assert_int_equal(summarize(doc, (calque_budget){.share = 1}, &s), doc->n_sentences);
  assert_int_equal(summarize(doc, (calque_budget){.share = 1e-9}, &s), 1);
  assert_int_equal(summarize(doc, (calque_budget){.share = (double)NAN}, &s), 2);
}

static void test_budget_of_chars_is_kept(void **state) {
  (void)state;
  const calque_doc *doc = parse(article_title, calque_str_of(article_text));
  const calque_summary_sentence *s;
  for (unsigned wanted = 40; wanted < 1200; wanted += 31) {
    size_t n = summarize(doc, (calque_budget){.chars = wanted}, &s);
    assert_true(n > 0 && count_chars(s, n) <= wanted);
    assert_in_order(s, n);
  }
  assert_int_equal(summarize(doc, (calque_budget){.chars = 1}, &s), 1);
  assert_true(str_eq(s[0].text, STR("Elle circule toutes les vingt minutes.")));
}

static void test_a_cut_keeps_the_budget(void **state) {
  (void)state;
  const calque_doc *doc = parse("", STR("La préfecture a fermé le pont de la vieille ville, en "
                                        "attendant des travaux de l’État."));
  const calque_summary_sentence *s;
  assert_int_equal(summarize(doc, (calque_budget){.chars = 60, .allow_cut = true}, &s), 1);
  assert_true(str_eq(s[0].text, STR("La préfecture a fermé le pont de la vieille ville…")));
  assert_int_equal(s[0].n_kept, 1);
  assert_int_equal(s[0].kept[0].end, strlen("La préfecture a fermé le pont de la vieille ville"));
  assert_int_equal(summarize(doc, (calque_budget){.words = 12, .allow_cut = true}, &s), 1);
  assert_true(str_eq(s[0].text, STR("La préfecture a fermé le pont de la vieille ville…")));
  assert_int_equal(summarize(doc, (calque_budget){.words = 12}, &s), 1);
  assert_int_equal(s[0].text.len, doc->text.len);
}

/* « Elle circule » needs the navette, « En revanche » what it is the contrary of. */
static void test_what_leans_comes_with_what_it_leans_on(void **state) {
  (void)state;
  const calque_doc *doc = parse(article_title, calque_str_of(article_text));
  const calque_summary_sentence *s;
  bool brought = false;
  for (unsigned wanted = 1; wanted <= doc->n_sentences; wanted++) {
    size_t n = summarize(doc, (calque_budget){.sentences = wanted}, &s);
    for (size_t i = 0; i < n; i++) {
      if (!str_starts(s[i].text, STR("Elle circule"))) continue;
      assert_true(i > 0 && str_starts(s[i - 1].text, STR("La mairie a mis en place")));
      brought = true;
    }
  }
  assert_true(brought);
}

static void test_nothing_is_said_twice(void **state) {
  (void)state;
  const calque_doc *doc = parse(
      "", STR("La préfecture de la Lorne a fermé le pont de Courvant lundi soir. La préfecture "
              "de la Lorne a fermé lundi soir le pont de Courvant. Le conseil a voté un crédit "
              "pour le lycée. La piscine sera chauffée au bois dès le printemps."));
  const calque_summary_sentence *s;
  assert_int_equal(summarize(doc, (calque_budget){.sentences = 2}, &s), 2);
  assert_false(str_has(s[0].text, STR("préfecture")) && str_has(s[1].text, STR("préfecture")));
}

static void test_never_empty(void **state) {
  (void)state;
  const calque_budget budgets[] = {{0},
                                   {.sentences = 1},
                                   {.words = 35, .allow_cut = true, .compress = true},
                                   {.chars = 1, .allow_cut = true, .compress = true},
                                   {.share = 0.001}};
  for (size_t i = 0; i < COUNT(odd_texts); i++)
    for (size_t b = 0; b < COUNT(budgets); b++) {
      const calque_doc *doc = parse("Un titre sans rien", calque_str_of(odd_texts[i]));
      const calque_summary_sentence *s;
      size_t n = summarize(doc, budgets[b], &s);
      if ((n == 0) != (doc->n_sentences == 0) || (n && s[0].text.len == 0))
        fail_msg("'%s' with budget %zu: %zu sentences", odd_texts[i], b, n);
    }
  const calque_summary_sentence *s;
  assert_int_equal(summarize(parse("", STR("")), (calque_budget){0}, &s), 0);
}

static void test_explanation_adds_up(void **state) {
  (void)state;
  const calque_doc *doc = parse(article_title, calque_str_of(article_text));
  const calque_report none = {0};
  const calque_sentence_score *rows;
  size_t chosen = 0,
         n = calque_summary_explain(arena, lex, doc, &none, (calque_budget){.sentences = 3}, &rows);
  assert_int_equal(n, doc->n_sentences);
  for (size_t i = 0; i < n; i++) {
    double sum = 0;
    assert_non_null(rows[i].parts);
    for (size_t f = 0; f < CALQUE_FEATURES; f++) sum += rows[i].parts[f];
    assert_true(fabs(sum - rows[i].score) < 1e-4);
    chosen += rows[i].chosen;
  }
  assert_int_equal(chosen, 3);
  assert_string_equal(rows[4].leans, "refers back");
  for (size_t f = 0; f < CALQUE_FEATURES; f++) {
    assert_non_null(calque_feature_name(f));
    assert_true(strlen(calque_feature_meaning(f)) > 10);
  }
  assert_null(calque_feature_name(CALQUE_FEATURES));
}

/* ---- Hostile texts -----------------------------------------------------------------------------
 */

enum { MEGABYTE = 1 << 20 };

static calque_str repeat(const char *piece) {
  size_t len = strlen(piece), n = MEGABYTE / len;
  char *text = arena_alloc(arena, n * len);
  for (size_t i = 0; i < n; i++) memcpy(text + i * len, piece, len);
  return (calque_str){text, n * len};
}

/* Linear in the text: what is not would take minutes. */
static void test_a_megabyte_of_anything(void **state) {
  (void)state;
  static const char *const pieces[] = {"pont ville crue ",
                                       "Le pont a fermé lundi. ",
                                       "Le pont\n",
                                       "« Il dit. ",
                                       "« (\" ",
                                       "Mais il a « dit. ",
                                       "Qui, dont, où ",
                                       "(a) (b) ",
                                       "Il a dit \"oui\", qui a. \n",
                                       "a. b! ",
                                       "pont1 pont2 x3y ",
                                       ", qui a fermé"};
  const calque_budget budgets[] = {{.sentences = 2},
                                   {.sentences = 100000, .compress = true},
                                   {.words = 50, .allow_cut = true, .compress = true},
                                   {.chars = 300, .allow_cut = true},
                                   {.share = 0.5, .compress = true}};
  for (size_t i = 0; i < COUNT(pieces); i++) {
    calque_arena_reset(arena);
    const calque_doc *doc = parse(pieces[i], repeat(pieces[i]));
    struct line_label *labels = ARENA_ARRAY(arena, struct line_label, doc->n_lines + 1);
    struct summary_ranking r = summary_rank(arena, lex, doc, NULL, labels);
    for (size_t b = 0; b < COUNT(budgets); b++) {
      struct summary_choice choice = summary_choose(arena, doc, &r, budgets[b]);
      assert_true(choice.n > 0);
      struct saying how = {.compress = true, .max_words = 40};
      for (uint32_t k = 0; k < choice.n; k++)
        summary_say(arena, lex, doc, &r.sentences[choice.sentences[k]], how);
    }
  }
}

/* ---- Figures -----------------------------------------------------------------------------------
 */

static const char bridge[] =
    "Le pont de Vauban sera fermé lundi, a annoncé la mairie de Vauban. La mairie prévoit des "
    "travaux de deux mois sur le pont. « Nous ne pouvons plus attendre », a dit la maire. Les "
    "travaux coûteront deux millions. Les riverains, eux, attendent des travaux depuis dix ans. "
    "La maire a promis une navette aux riverains.";

static float cosine(const struct summary_vector *a, const struct summary_vector *b) {
  float sum = 0;
  for (uint32_t i = 0; i < a->n; i++)
    for (uint32_t k = 0; k < b->n; k++)
      if (a->terms[i].word == b->terms[k].word) sum += a->terms[i].weight * b->terms[k].weight;
  return sum;
}

#define assert_near(a, b) assert_float_equal(a, b, 1e-5f)

static void likeness_is_that_of_each_pair_of_sentences(void **state) {
  (void)state;
  struct summary_ranking r = rank(parse("", calque_str_of(bridge)), NULL);
  float degrees[8] = {0}, total = 0, central[8], next[8];
  assert_int_equal(r.n, 6);
  for (uint32_t i = 0; i < r.n; i++) {
    const struct summary_candidate *c = &r.sentences[i];
    float before = i ? cosine(&c->vector, &r.sentences[i - 1].vector) : 0;
    assert_near(cosine(&c->vector, &c->vector), 1);
    assert_near(c->features[FEATURE_like_first], cosine(&c->vector, &r.sentences[0].vector));
    assert_near(c->features[FEATURE_like_before], before);
    for (uint32_t k = 0; k < r.n; k++) degrees[i] += cosine(&c->vector, &r.sentences[k].vector);
    total += degrees[i];
  }
  for (uint32_t i = 0; i < r.n; i++) central[i] = degrees[i] * (float)r.n / total;
  for (int step = 0; step < 4; step++) {
    for (uint32_t i = 0; i < r.n; i++) {
      next[i] = 0.15f;
      for (uint32_t k = 0; k < r.n; k++)
        next[i] += 0.85f * cosine(&r.sentences[i].vector, &r.sentences[k].vector) * central[k] /
                   degrees[k];
    }
    memcpy(central, next, sizeof central);
  }
  for (uint32_t i = 0; i < r.n; i++)
    assert_near(r.sentences[i].features[FEATURE_central], central[i]);
}

static void a_word_is_expected_as_its_features_say(void **state) {
  (void)state;
  struct summary_ranking r = rank(parse("Le pont de Vauban fermé", calque_str_of(bridge)), NULL);
  float weights[N_WORD_FEATURES], f[N_WORD_FEATURES];
  for (int k = 0; k < N_WORD_FEATURES; k++) weights[k] = (float)(k % 5 - 2) * 0.3f;
  summary_expect(arena, &r, weights);
  for (uint32_t i = 0; i < r.n; i++) {
    const struct summary_vector *v = &r.sentences[i].vector;
    float sum = 0;
    for (uint32_t k = 0; k < v->n; k++) {
      float logit = 0;
      summary_word_features(&r, &r.words[v->terms[k].word], f);
      for (int w = 0; w < N_WORD_FEATURES; w++) logit += weights[w] * f[w];
      sum += 1 / (1 + expf(-logit));
    }
    assert_near(r.sentences[i].features[FEATURE_expected_share], sum / (float)(v->n + 1));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(test_leans, forget),
      cmocka_unit_test_teardown(test_examples_of_leads, forget),
      cmocka_unit_test_teardown(test_vetoes, forget),
      cmocka_unit_test_teardown(test_findings_spoil_their_sentences, forget),
      cmocka_unit_test_teardown(test_roles_keep_the_page_out, forget),
      cmocka_unit_test_teardown(test_compression, forget),
      cmocka_unit_test_teardown(test_short_names_that_are_used, forget),
      cmocka_unit_test_teardown(test_cuts, forget),
      cmocka_unit_test_teardown(test_quotation_marks_are_mended, forget),
      cmocka_unit_test_teardown(test_budget_of_sentences, forget),
      cmocka_unit_test_teardown(test_budget_of_words_is_filled, forget),
      cmocka_unit_test_teardown(test_budget_of_chars_is_kept, forget),
      cmocka_unit_test_teardown(test_a_cut_keeps_the_budget, forget),
      cmocka_unit_test_teardown(test_what_leans_comes_with_what_it_leans_on, forget),
      cmocka_unit_test_teardown(test_nothing_is_said_twice, forget),
      cmocka_unit_test_teardown(test_never_empty, forget),
      cmocka_unit_test_teardown(test_explanation_adds_up, forget),
      cmocka_unit_test_teardown(test_a_megabyte_of_anything, forget),
      cmocka_unit_test_teardown(likeness_is_that_of_each_pair_of_sentences, forget),
      cmocka_unit_test_teardown(a_word_is_expected_as_its_features_say, forget),
  };
  return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
