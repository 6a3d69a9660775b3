/* The score: what it must do whatever the weights are. And the garble score: its thresholds in
 * order, broken sentences above whole ones. Findings are made up here; sentences are our own. */
#include "verdict/verdict.h"

#include "base/buf.h"
#include "checks/density.h"
#include "lexicon/garble.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct fixture {
  calque_lexicon *lex;
  calque_arena *arena;
};

static int open_lexicon(void **state) {
  static struct fixture f;
  calque_error err = {0};
  f.lex = calque_lexicon_open(NULL, &err);
  f.arena = calque_arena_new();
  *state = &f;
  return f.lex ? 0 : -1;
}

static int close_lexicon(void **state) {
  struct fixture *f = *state;
  calque_arena_free(f->arena);
  calque_lexicon_free(f->lex);
  return 0;
}

/* So many times the same good sentence of nine words. */
static const calque_doc *document_of(const struct fixture *f, size_t n) {
  struct buf text;
  buf_init(&text, (size_t)1 << 20);
  for (size_t i = 0; i < n; i++) buf_puts(&text, "La mairie a rouvert le pont de la Lorne. ");
  calque_article article = {.text = arena_copy(f->arena, buf_view(&text))};
  buf_free(&text);
  return calque_doc_parse(f->arena, f->lex, &article);
}

static calque_finding finding_at(const calque_doc *doc, uint32_t sentence, const char *family,
                                 calque_severity severity) {
  return (calque_finding){.check = "english-word",
                          .family = family,
                          .severity = severity,
                          .span = doc->sentences[sentence].span};
}

static int score_of(const struct fixture *f, const calque_doc *doc, const calque_finding *findings,
                    size_t n) {
  calque_report report = {.findings = findings, .n_findings = n};
  return calque_judge(f->arena, doc, &report).score;
}

static void test_nothing_found_is_100(void **state) {
  const struct fixture *f = *state;
  assert_int_equal(score_of(f, document_of(f, 20), NULL, 0), 100);
  calque_article empty = {.text = calque_str_of("")};
  assert_int_equal(score_of(f, calque_doc_parse(f->arena, f->lex, &empty), NULL, 0), 100);
}

static void test_notes_weigh_nothing(void **state) {
  const struct fixture *f = *state;
  const calque_doc *doc = document_of(f, 5);
  calque_finding note = finding_at(doc, 0, "leak", CALQUE_NOTE);
  assert_int_equal(score_of(f, doc, &note, 1), 100);
}

static void test_every_family_weighs_more_when_it_is_worse(void **state) {
  (void)state;
  for (size_t i = 0; i < N_FAMILIES; i++) {
    const double *w = verdict_weights.finding[i];
    if (!(w[0] == 0 && w[1] > 0 && w[2] >= w[1] && w[3] >= w[2]))
      fail_msg("weights.def: %s: %g %g %g %g", family_names[i], w[0], w[1], w[2], w[3]);
  }
  assert_true(verdict_weights.garble > 0);
}

static void test_more_findings_never_raise_the_score(void **state) {
  const struct fixture *f = *state;
  const calque_doc *doc = document_of(f, 40);
  calque_finding findings[40];
  int before = 100;
  for (uint32_t n = 1; n <= 40; n++) {
    findings[n - 1] = finding_at(doc, n - 1, "grammar", CALQUE_MAJOR);
    int score = score_of(f, doc, findings, n);
    assert_true(score <= before && score >= 0);
    before = score;
  }
  assert_true(before < SCORE_SUSPECT);
}

static void test_one_finding_weighs_less_in_a_long_text(void **state) {
  const struct fixture *f = *state;
  const calque_doc *brief = document_of(f, 4), *whole = document_of(f, 60);
  calque_finding a = finding_at(brief, 0, "leak", CALQUE_MAJOR);
  calque_finding b = finding_at(whole, 0, "leak", CALQUE_MAJOR);
  assert_true(score_of(f, brief, &a, 1) < score_of(f, whole, &b, 1));
}

static void test_a_short_text_needs_more_evidence(void **state) {
  const struct fixture *f = *state;
  const calque_doc *doc = document_of(f, 1); /* one finding in nine words */
  calque_finding a = finding_at(doc, 0, "grammar", CALQUE_MINOR);
  assert_true(score_of(f, doc, &a, 1) >= SCORE_GOOD);
}

static void test_a_garbled_half_is_not_diluted(void **state) {
  const struct fixture *f = *state;
  const calque_doc *doc = document_of(f, 80);
  calque_finding near[10], spread[10];
  for (uint32_t i = 0; i < 10; i++) {
    near[i] = finding_at(doc, i, "leak", CALQUE_MAJOR);
    spread[i] = finding_at(doc, 8 * i, "leak", CALQUE_MAJOR);
  }
  assert_true(score_of(f, doc, near, 10) < score_of(f, doc, spread, 10));
}

static void test_garble_alone_makes_poor_and_says_so(void **state) {
  const struct fixture *f = *state;
  const calque_doc *doc = document_of(f, 20);
  float *garble = ARENA_ARRAY(f->arena, float, doc->n_sentences);
  for (uint32_t i = 0; i < doc->n_sentences; i++) garble[i] = 4;
  calque_report report = {.garble = garble};
  calque_verdict v = calque_judge(f->arena, doc, &report);
  assert_int_equal(v.grade, CALQUE_POOR);
  assert_int_equal(v.n_reasons, 1);
  assert_true(str_eq(v.reasons[0].text, STR("sentences that read like machine output (20 of 20)")));
  assert_true(fabs(v.reasons[0].weight - 1) < 1e-9);
}

/* The same news told as English tells it, and as French does: nothing is found in either. */
static void test_what_crowds_costs_and_says_so(void **state) {
  const struct fixture *f = *state;
  static const char *const texts[] = {
      "Le préfet a déclaré que la digue tiendrait. Le maire a déclaré que les écoles fermeraient, "
      "ajoutant que les cars rouleraient. Une voisine a déclaré que l’eau montait.",
      "Selon le préfet, la digue tiendra. Les écoles fermeront, a déclaré le maire, mais les cars "
      "rouleront. L’eau monte, raconte une voisine."};
  calque_verdict v[2];
  for (size_t i = 0; i < 2; i++) {
    calque_article article = {.text = calque_str_of(texts[i])};
    const calque_doc *doc = calque_doc_parse(f->arena, f->lex, &article);
    calque_report report = calque_check(f->arena, f->lex, doc, NULL);
    assert_int_equal(report.density > 0, i == 0);
    report.n_findings = 0;
    report.garble = NULL;
    v[i] = calque_judge(f->arena, doc, &report);
  }
  assert_true(v[0].score < 100);
  assert_int_equal(v[1].score, 100);
  assert_int_equal(v[0].n_reasons, 1);
  assert_string_equal(v[0].reasons[0].family, "density");
}

/* What n seams cost in a text of so many sentences. */
static calque_verdict verdict_of_seams(const struct fixture *f, size_t n_sentences, uint32_t n) {
  return calque_judge(f->arena, document_of(f, n_sentences), &(calque_report){.n_seams = n});
}

static void test_seams_cost_and_say_so(void **state) {
  const struct fixture *f = *state;
  calque_verdict v = verdict_of_seams(f, 40, 3);
  assert_true(v.score < 100);
  assert_int_equal(v.n_reasons, 1);
  assert_string_equal(v.reasons[0].family, "seams");
  assert_int_equal(v.reasons[0].n, 3);
  assert_int_equal(verdict_of_seams(f, 40, 0).score, 100);
}

/* They are no evidence where good texts of that length have as many, and never decide alone. */
static void test_seams_are_weighed_by_length(void **state) {
  const struct fixture *f = *state;
  assert_true(seams_evidence(1, 300) > seams_evidence(1, 3000));
  assert_true(seams_evidence(1, 30000) == 0);
  assert_true(seams_evidence(2, 300) <= seams_evidence(200, 300));
  assert_int_equal(verdict_of_seams(f, 20, 10000).grade, CALQUE_GOOD);
}

/* A page that lost its code has spaces where words are missing; one that was put together again
 * around names has them where none is. */
static void test_seams_are_counted(void **state) {
  const struct fixture *f = *state;
  static const struct {
    const char *text;
    uint32_t n;
  } rows[] = {
      {"Ouvrez la page, puis cliquez sur installer. Lancez setup. exe au démarrage.", 2},
      {"Le serveur Lorne , la console et le volet Modules . Fermez le groupe Pairs , puis l’ "
       "outil.",
       3}, /* the first is an accident */
      {"Le serveur Lorne, la console et le volet Modules , tout y est.", 0},
      {"Mettez le titre dans , puis la balise . Passez par  à la fonction , et à la fin du .", 0},
      {"<!-- calque:ignore -->\nOuvrez la page, puis cliquez sur installer.\n"
       "<!-- calque:end -->\nLa page est ouverte.",
       0}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    calque_article article = {.text = calque_str_of(rows[i].text)};
    const calque_doc *doc = calque_doc_parse(f->arena, f->lex, &article);
    assert_int_equal(calque_check(f->arena, f->lex, doc, NULL).n_seams, rows[i].n);
  }
}

static void test_passages_hold_every_word_and_finding(void **state) {
  const struct fixture *f = *state;
  for (size_t n = 1; n < 60; n += 7) {
    const calque_doc *doc = document_of(f, n);
    calque_finding last = finding_at(doc, doc->n_sentences - 1, "case", CALQUE_MINOR);
    calque_report report = {.findings = &last, .n_findings = 1};
    struct passages p = passages_cut(f->arena, doc, &report);
    uint32_t words = 0, sentences = 0;
    for (size_t i = 0; i < p.n; i++) words += p.ptr[i].words, sentences += p.ptr[i].sentences;
    assert_int_equal(words, doc->n_words);
    assert_int_equal(sentences, doc->n_sentences);
    assert_int_equal(p.ptr[p.n - 1].counts[FAMILY_case][CALQUE_MINOR], 1);
  }
}

/* ---- Garble ---------------------------------------------------------------------------------- */

static float garble_of(const struct fixture *f, const char *sentence) {
  struct symbols symbols;
  struct garble_table table;
  symbol_id ids[200];
  uint32_t tokens[200];
  assert_true(symbols_open(f->lex, &symbols) && garble_open(f->lex, &table));
  calque_article article = {.text = calque_str_of(sentence)};
  const calque_doc *doc = calque_doc_parse(f->arena, f->lex, &article);
  uint32_t n = symbols_of_sentence(&symbols, doc, &doc->sentences[0], ids, tokens);
  return garble_score(&table, ids, tokens, n).score;
}

static void test_garble_thresholds_are_in_order(void **state) {
  (void)state;
  const struct garble_thresholds *t = &garble_thresholds;
  assert_true(t->usual < t->suspect && t->suspect < t->odd && t->odd < t->rare);
}

static void test_broken_sentences_score_above_whole_ones(void **state) {
  const struct fixture *f = *state;
  static const struct {
    const char *whole, *broken;
  } rows[] = {
      {"Le conseil a voté hier le budget de la ville pour l’année prochaine.",
       "Le conseil a voté hier du budget le la ville pour l’année prochaines."},
      {"Elle avait demandé aux habitants de ne pas sortir de chez eux.",
       "Elle avait demander à les habitants de ne sortir pas de chez ils."},
      {"Les pompiers ont mis deux heures à éteindre l’incendie de la grange.",
       "Les pompiers ont deux mettre heures à éteint le incendie de grange la."},
      {"Nous attendons que le préfet réponde à notre courrier avant la fin du mois.",
       "Nous attendons que préfet le répondre à notre courrier avant la de fin mois."},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    float whole = garble_of(f, rows[i].whole), broken = garble_of(f, rows[i].broken);
    if (whole > garble_thresholds.usual || broken < garble_thresholds.odd)
      fail_msg("row %zu: whole %.2f, broken %.2f", i, (double)whole, (double)broken);
  }
}

static void test_quotation_marks_do_not_change_the_garble_score(void **state) {
  const struct fixture *f = *state;
  float plain = garble_of(f, "Le maire y voit une ligne rouge que personne ne franchira.");
  static const char *const quoted[] = {
      "Le maire y voit une « ligne rouge » que personne ne franchira.",
      "Le maire y voit une \"ligne rouge\" que personne ne franchira.",
      "Le maire y voit une “ligne rouge” que personne ne franchira."};
  for (size_t i = 0; i < COUNT(quoted); i++)
    if (fabsf(garble_of(f, quoted[i]) - plain) > 1e-6f) fail_msg("%s", quoted[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_nothing_found_is_100),
      cmocka_unit_test(test_notes_weigh_nothing),
      cmocka_unit_test(test_every_family_weighs_more_when_it_is_worse),
      cmocka_unit_test(test_more_findings_never_raise_the_score),
      cmocka_unit_test(test_one_finding_weighs_less_in_a_long_text),
      cmocka_unit_test(test_a_short_text_needs_more_evidence),
      cmocka_unit_test(test_a_garbled_half_is_not_diluted),
      cmocka_unit_test(test_garble_alone_makes_poor_and_says_so),
      cmocka_unit_test(test_what_crowds_costs_and_says_so),
      cmocka_unit_test(test_seams_cost_and_say_so),
      cmocka_unit_test(test_seams_are_weighed_by_length),
      cmocka_unit_test(test_seams_are_counted),
      cmocka_unit_test(test_passages_hold_every_word_and_finding),
      cmocka_unit_test(test_garble_thresholds_are_in_order),
      cmocka_unit_test(test_broken_sentences_score_above_whole_ones),
      cmocka_unit_test(test_quotation_marks_do_not_change_the_garble_score),
  };
  return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
