/* What a user may say of the checks: which run, from which severity on, and with which words. */
#include "checks/vetting.h"
#include "input/reader.h"

#include "base/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static calque_lexicon *lex;
static calque_arena *arena;

static calque_report check(const char *text, const calque_check_options *options) {
  calque_article article = {.text = calque_str_of(text)};
  calque_arena_reset(arena);
  return calque_check(arena, lex, calque_doc_parse(arena, lex, &article), options);
}

/* "english-word calque", in order of place. */
static const char *ids(const calque_report *report) {
  static char out[512];
  out[0] = '\0';
  for (size_t i = 0; i < report->n_findings; i++) {
    size_t n = strlen(out);
    snprintf(out + n, sizeof out - n, "%s%s", n ? " " : "", report->findings[i].check);
  }
  return out;
}

/* ---- Which checks ---------------------------------------------------------------------------- */

static const char faulty[] =
    "La ministre a été citée comme disant que l’accord tenait. La réunion portait sur le however "
    "de la réforme. Le conseil a adopté une resolution sur le climat. Les journaux font sens.";

static void test_chosen_checks(void **state) {
  (void)state;
  static const struct {
    const char *only, *disable;
    calque_severity least;
    const char *found;
  } rows[] = {
      {NULL, NULL, CALQUE_NOTE, "calque english-word lost-accent calque"},
      {"english-word", NULL, CALQUE_NOTE, "english-word"},
      {"leak", NULL, CALQUE_NOTE, "english-word lost-accent"},
      {" calque , lost-accent", NULL, CALQUE_NOTE, "calque lost-accent calque"},
      {NULL, "leak", CALQUE_NOTE, "calque calque"},
      {NULL, "english-word,calque", CALQUE_NOTE, "lost-accent"},
      {"leak", "lost-accent", CALQUE_NOTE, "english-word"},
      {NULL, NULL, CALQUE_MINOR, "calque english-word lost-accent"},
      {NULL, NULL, CALQUE_CRITICAL, ""},
      {"spacing", NULL, CALQUE_NOTE, ""},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    calque_check_options options = {
        .only = rows[i].only, .disable = rows[i].disable, .min_severity = rows[i].least};
    calque_report report = check(faulty, &options);
    print_message("row %zu\n", i);
    assert_string_equal(ids(&report), rows[i].found);
  }
}

/* Every check alone: by its id it finds its own bad example, and nothing but its own; without it
 * nothing of it is found. */
static void test_each_check(void **state) {
  (void)state;
  for (size_t i = 0; i < n_checks; i++) {
    calque_check_options only = {.only = all_checks[i]->id}, without = {.disable = only.only};
    calque_report report = check(faulty, &only);
    for (size_t k = 0; k < report.n_findings; k++)
      assert_string_equal(report.findings[k].check, only.only);
    report = check(faulty, &without);
    for (size_t k = 0; k < report.n_findings; k++)
      assert_string_not_equal(report.findings[k].check, only.only);
  }
}

/* ---- What findings are for ------------------------------------------------------------------- */

/* Two attributions are a habit, and weigh more than one; a place that never meets, which another
 * check explains. */
static const char *const more_faults[] = {
    "« Le pont rouvrira », un responsable a déclaré. « C’est long », un maire a déclaré.",
    "Le port a reçu le de la mairie matériel promis pour les pompiers. Le however est là.",
};

/* The text without its marks. */
static const calque_doc *unmarked(const char *text) {
  struct buf clean;
  buf_init(&clean, 1 << 16);
  for (calque_str rest = calque_str_of(text); rest.len; rest = str_slice(rest, 1, rest.len)) {
    if (str_starts(rest, STR("⟦")) || str_starts(rest, STR("⟧")))
      rest = str_slice(rest, 2, rest.len);
    else buf_add(&clean, rest.ptr, 1);
  }
  calque_arena_reset(arena);
  calque_article *article = ARENA_NEW(arena, calque_article);
  article->text = arena_copy(arena, buf_view(&clean));
  buf_free(&clean);
  return calque_doc_parse(arena, lex, article);
}

static bool touches(const calque_finding *f, calque_span span) {
  return f->span.start < span.end && span.start < f->span.end;
}

/* Does the report, or the vetting that it leaves, keep sentence i from being quoted? */
static bool is_spoiled(const calque_doc *doc, const calque_report *report, uint32_t i) {
  for (size_t k = 0; k < report->n_findings; k++)
    if (finding_spoils(&report->findings[k]) &&
        touches(&report->findings[k], doc->sentences[i].span))
      return true;
  return vetting_spoils(report->vetting, i);
}

static void assert_vetting_agrees(const calque_doc *doc) {
  calque_report all = calque_check(arena, lex, doc, NULL);
  calque_report some =
      calque_check(arena, lex, doc, &(calque_check_options){.purpose = CALQUE_FOR_SUMMARY});
  assert_null(all.vetting);
  for (uint32_t i = doc->n_sentences; i-- > 0;) {
    if (is_spoiled(doc, &all, i) != is_spoiled(doc, &some, i))
      fail_msg("judged otherwise when it is checked alone: %.*s",
               STR_ARG(str_of_span(doc->text, doc->sentences[i].span)));
    assert_int_equal(is_spoiled(doc, &some, i), is_spoiled(doc, &all, i)); /* asked again */
  }
}

static bool is_finding(const calque_report *report, const calque_finding *f) {
  for (size_t i = 0; i < report->n_findings; i++)
    if (strcmp(report->findings[i].check, f->check) == 0 &&
        report->findings[i].span.start == f->span.start &&
        report->findings[i].span.end == f->span.end)
      return true;
  return false;
}

static void assert_cleaning_agrees(const char *text) {
  const calque_doc *doc = unmarked(text);
  calque_report all = calque_check(arena, lex, doc, NULL);
  calque_report some =
      calque_check(arena, lex, doc, &(calque_check_options){.purpose = CALQUE_FOR_CLEANING});
  for (size_t i = 0; i < all.n_findings; i++)
    if (finding_is_cut(&all.findings[i]) && !is_finding(&some, &all.findings[i]))
      fail_msg("%s\n%s is not found for cleaning", text, all.findings[i].check);
}

/* What a check may find at worst decides whether summaries run it. */
static void assert_worst_is_told(const char *text) {
  calque_report report = calque_check(arena, lex, unmarked(text), NULL);
  for (size_t i = 0; i < report.n_findings; i++) {
    const calque_finding *f = &report.findings[i];
    const struct check *c = check_find(calque_str_of(f->check));
    calque_severity worst = c->worst > c->severity ? c->worst : c->severity;
    calque_finding told = {.check = c->id, .family = c->family, .severity = worst};
    assert_true(f->severity <= worst || finding_spoils(&told));
  }
}

static void assert_purposes_agree(const char *text) {
  assert_vetting_agrees(unmarked(text));
  assert_cleaning_agrees(text);
  assert_worst_is_told(text);
}

static void test_purposes_need_no_other_check(void **state) {
  (void)state;
  for (size_t i = 0; i < n_checks; i++) assert_purposes_agree(all_checks[i]->bad);
  for (size_t i = 0; i < COUNT(more_faults); i++) assert_purposes_agree(more_faults[i]);
  assert_purposes_agree(faulty);
}

static void test_summaries_need_no_other_sentence(void **state) {
  (void)state;
  static const char *const inputs[] = {"tests/articles"};
  struct reader *reader = reader_open(&(struct reader_options){.inputs = inputs, .n_inputs = 1});
  calque_article article;
  calque_error err = {0};
  calque_status status;
  size_t n = 0;
  while ((status = reader_next(reader, arena, &article, &err)) != CALQUE_END) {
    if (status == CALQUE_OK) assert_vetting_agrees(calque_doc_parse(arena, lex, &article));
    n += status == CALQUE_OK;
    calque_arena_reset(arena);
  }
  assert_true(n > 0);
  reader_free(reader);
}

/* ---- Words ----------------------------------------------------------------------------------- */

static void test_words(void **state) {
  (void)state;
  static const struct {
    const char *words, *text, *found;
  } rows[] = {
      {"", "Le sens du however lui échappe.", "english-word"},
      {"however", "Le sens du however lui échappe.", ""},
      {"HOWEVER", "Le sens du however lui échappe.", "english-word"},
      {"# however", "Le sens du however lui échappe.", "english-word"},
      {"lengthy\r\n\r\nhowever\r\n", "Le sens du however lui échappe.", ""},
      {"the lengthy however", "Le sens du however lui échappe.", "english-word"},
      {"resolution", "Le conseil a adopté une resolution sur le climat.", ""},
      {"resolution", "Le conseil a adopté une Resolution sur le climat.", ""},
      {"New York Temps", "C’est écrit dans le New York Temps de lundi.", ""},
      {"Temps", "C’est écrit dans le New York Temps de lundi.", "translated-name"},
      {"sens", "Cela fait du sens pour les élus.", "calque"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    calque_error err = {0};
    calque_words *words = calque_words_new(lex, calque_str_of(rows[i].words), "list", &err);
    assert_non_null(words);
    calque_check_options options = {.words = words, .min_severity = CALQUE_MINOR};
    calque_report report = check(rows[i].text, &options);
    print_message("row %zu: %s\n", i, rows[i].text);
    assert_string_equal(ids(&report), rows[i].found);
    calque_words_free(words);
  }
}

static void test_wrong_words(void **state) {
  (void)state;
  static const struct {
    const char *words;
    calque_status status;
    long line;
  } rows[] = {
      {"a\n\xff\n", CALQUE_E_ENCODING, 2},
      {"a\n# \xff\n", CALQUE_E_ENCODING, 2},
      {"a\n\n--\n", CALQUE_E_SYNTAX, 3},
      {"a a a a a a a a a a a a a a a a a", CALQUE_E_LIMIT, 1},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    calque_error err = {0};
    assert_null(calque_words_new(lex, calque_str_of(rows[i].words), "list", &err));
    assert_int_equal(err.status, rows[i].status);
    assert_int_equal(err.line, rows[i].line);
    assert_string_equal(err.where, "list");
  }
  calque_error err = {0};
  calque_str large = {calloc(1, ((size_t)1 << 20) + 1), ((size_t)1 << 20) + 1};
  assert_null(calque_words_new(lex, large, "list", &err));
  assert_int_equal(err.status, CALQUE_E_LIMIT);
  free((void *)(uintptr_t)large.ptr);
}

/* ---- Variants -------------------------------------------------------------------------------- */

static bool counts(const calque_report *report) {
  for (size_t i = 0; i < report->n_findings; i++)
    if (report->findings[i].severity > CALQUE_NOTE) return true;
  return false;
}

enum { VARIANT_QC = 1 << CALQUE_QC, VARIANT_BE = 1 << CALQUE_BE, VARIANT_CH = 1 << CALQUE_CH };

/* What is usage in a place counts everywhere but there, and is a note there. */
static int severity_of(const calque_report *report) {
  int most = -1;
  for (size_t i = 0; i < report->n_findings; i++)
    if ((int)report->findings[i].severity > most) most = (int)report->findings[i].severity;
  return most;
}

/* A note where it is usage; elsewhere it counts, but as no more than a slip unless disputed. */
static void test_variants(void **state) {
  (void)state;
  static const struct {
    unsigned where;
    int most;
    const char *text;
  } rows[] = {
#define VARIANT(row, where, example)          {where, CALQUE_MINOR, example},
#define VARIANT_DISPUTED(row, where, example) {where, CALQUE_MAJOR, example},
#define VARIANT_WORD(word, where, example)    {where, CALQUE_MINOR, example},
#include "checks/variants.def"
  };
  for (size_t i = 0; i < COUNT(rows); i++)
    for (unsigned v = CALQUE_FR; v <= CALQUE_CH; v++) {
      calque_check_options options = {.variant = (calque_variant)v};
      calque_report report = check(rows[i].text, &options);
      bool usage = rows[i].where & (1u << v);
      print_message("row %zu, variant %u: %s\n", i, v, rows[i].text);
      assert_true(report.n_findings > 0);
      assert_int_equal(severity_of(&report), usage ? CALQUE_NOTE : rows[i].most);
    }
}

/* Points in per cents are notes in Switzerland only. */
static void test_swiss_points(void **state) {
  (void)state;
  for (unsigned v = CALQUE_FR; v <= CALQUE_CH; v++) {
    calque_check_options options = {.variant = (calque_variant)v};
    calque_report report = check("Le chômage atteint 3.5 % et le budget 2.4 millions.", &options);
    assert_int_equal(report.n_findings, 2);
    assert_int_equal(severity_of(&report), v == CALQUE_CH ? CALQUE_NOTE : CALQUE_MINOR);
  }
}

/* Words of one place pass everywhere: a reader of Liège reads papers of Paris. */
static void test_regional_words(void **state) {
  (void)state;
  static const char *const rows[] = {
      "Septante personnes ont quitté l’hôtel, nonante autres attendent.",
      "Le bourgmestre a reçu nonante-cinq lettres d’habitants.",
      "La votation aura lieu dans huitante communes du canton.",
      "La fin de semaine a été chargée : il fallait magasiner, puis souper chez le dépanneur.",
      "À matin, le maire a envoyé un courriel aux citoyens de Saint-Évrard.",
      "Le stationnement coûtera 3,25 $ l’heure, et la facture s’élève à 1,2 M$ par année.",
      "La vente-débarras aura lieu samedi le 7 juin, de 9 h à 16 h; bienvenue à tous!",
      "Les policiers ont remis un constat d’infraction le 2026-03-15.",
      "L’échevine a inauguré l’auditoire ; les étudiants en kot paient leur minerval.",
      "La drache a gâché la brocante, et le recours est possible endéans les trente jours.",
      "Le pensionné a postposé son voyage, les navetteurs ont perdu leur GSM.",
      "Le prix est de 12.500 euros, soit 1.250.000 francs, à payer à 16h.",
      "La syndique a reçu nonante courriers ; le natel sonne, le galetas est plein.",
      "Le loyer est de 1'850 francs, le café de 4.50 francs, l’amende de 1'000'000 de francs.",
      "«Nous voulons ‹une réponse claire› du canton», dit-elle. «Rien ne presse», répond-il.",
      "Les gymnasiens ont passé leur maturité, et le demi-tarif coûte CHF 185.",
      "La mairesse a présenté ses vœux aux élus de la ville de Québec.",
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    calque_report report = check(rows[i], NULL);
    print_message("row %zu: %s\n", i, rows[i]);
    assert_false(counts(&report));
  }
}

/* ---- Regions --------------------------------------------------------------------------------- */

/* The spec page of ignore-region has the rest. */
static void test_regions(void **state) {
  (void)state;
#define BAD   "Le lengthy rapport de la commission fait du sens."
#define OTHER "Cela fait du sens pour la mairie, however elle hésite."
  static const struct {
    const char *text, *found;
  } rows[] = {
      {BAD, "english-word calque"},
      {"calque:ignore\n" BAD "\ncalque:end", ""},
      {"calque:ignore\r\n" BAD "\r\ncalque:end\r\n" OTHER, "calque english-word"},
      {"calque:ignore=calque\n" BAD "\ncalque:end", "english-word"},
      {"calque:ignore=leak\n" BAD "\ncalque:ignore=calque\n" OTHER "\ncalque:end",
       "calque english-word"},
      {"calque:ignored\n" BAD, "english-word english-word calque"},
      {"un calque:ignore\n" BAD "\ncalque:end", "english-word calque"},
      {"<!-- calque:ignore -->\n" BAD "\n<!-- calque:end -->", ""},
      {"<!-->\n" BAD, "english-word calque"},
      {"calque:ignore\n" BAD, "ignore-region"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    calque_check_options options = {.only = "leak,calque,ignore-region"};
    calque_report report = check(rows[i].text, &options);
    print_message("row %zu: %s\n", i, rows[i].text);
    assert_string_equal(ids(&report), rows[i].found);
  }
}

/* Markers are no text: nothing is found in them, and no summary quotes them. */
static void test_markers(void **state) {
  (void)state;
  calque_report report = check(
      "Le pont rouvrira lundi après huit mois de travaux.\n\n"
      "calque:ignore\n\nLe préfet se rendra sur place mardi.\n\n"
      "calque:end\n\nLes riverains attendent une réponse de la mairie.",
      NULL);
  assert_string_equal(ids(&report), "");
  calque_article article = {.text = STR_INIT("calque:ignore\nLe pont rouvre.\ncalque:end")};
  const calque_doc *doc = calque_doc_parse(arena, lex, &article);
  const struct line_label *labels = lines_label(arena, lex, doc);
  static const enum line_role roles[] = {LINE_META, LINE_TEXT, LINE_META};
  assert_int_equal(doc->n_lines, COUNT(roles));
  for (size_t i = 0; i < COUNT(roles); i++) assert_int_equal(labels[i].role, roles[i]);
}

/* Regions end one another, however many there are. */
static void test_many_markers(void **state) {
  (void)state;
  enum { N = 100000 };
  static const calque_str pair = STR_INIT("calque:ignore\na\n");
  char *text = malloc(N * pair.len + 1);
  for (size_t i = 0; i < N; i++) memcpy(text + i * pair.len, pair.ptr, pair.len);
  text[N * pair.len] = '\0';
  calque_check_options options = {.only = "ignore-region"};
  calque_report report = check(text, &options);
  assert_int_equal(report.n_findings, 1);
  free(text);
}

static int open_all(void **state) {
  (void)state;
  arena = calque_arena_new();
  lex = calque_lexicon_open(NULL, NULL);
  return lex ? 0 : -1;
}

static int close_all(void **state) {
  (void)state;
  calque_lexicon_free(lex);
  calque_arena_free(arena);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_chosen_checks),
      cmocka_unit_test(test_purposes_need_no_other_check),
      cmocka_unit_test(test_summaries_need_no_other_sentence),
      cmocka_unit_test(test_each_check),
      cmocka_unit_test(test_words),
      cmocka_unit_test(test_wrong_words),
      cmocka_unit_test(test_swiss_points),
      cmocka_unit_test(test_variants),
      cmocka_unit_test(test_regional_words),
      cmocka_unit_test(test_regions),
      cmocka_unit_test(test_markers),
      cmocka_unit_test(test_many_markers),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
