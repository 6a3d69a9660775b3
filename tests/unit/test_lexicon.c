/* Words of the compiled lexicon: what they are, how they are spelled, how tokens meet them. */
#include "base/array.h"
#include "base/error.h"
#include "lexicon/format.h"
#include "lexicon/tsv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static calque_lexicon *lex;
static calque_arena *arena;

static const struct word *word(const char *name) {
  return lexicon_word(lex, lexicon_find(lex, calque_str_of(name)));
}

/* ---- Morphology ------------------------------------------------------------------------------ */

#define SG_M (M_MASC | M_SING)
#define SG_F (M_FEM | M_SING)
#define EPI  (M_MASC | M_FEM)
#define INV  (M_SING | M_PLUR)

static const struct {
  const char *word, *lemma;
  uint64_t morph; /* exactly, of one reading */
} reading_rows[] = {
    {"avait", "avoir", M_AUX | M_VERB | M_IMPERFECT | M_3 | M_SING},
    {"était", "être", M_AUX | M_VERB | M_IMPERFECT | M_3 | M_SING},
    {"suis", "être", M_AUX | M_VERB | M_PRESENT | M_1 | M_SING},
    {"ait", "avoir", M_AUX | M_VERB | M_SUBJUNCTIVE | M_SUBJ_PRES | M_3 | M_SING},
    {"eût", "avoir", M_AUX | M_VERB | M_SUBJUNCTIVE | M_3 | M_SING},
    {"mangeront", "manger", M_VERB | M_FUTURE | M_3 | M_PLUR},
    {"viendrait", "venir", M_VERB | M_CONDITIONAL | M_3 | M_SING},
    {"prirent", "prendre", M_VERB | M_PAST | M_3 | M_PLUR},
    {"partant", "partir", M_VERB | M_PART_PRES},
    {"finir", "finir", M_VERB | M_INF},
    {"vendue", "vendre", M_VERB | M_ADJ | M_PART_PAST | SG_F},
    {"fort", "fort", M_ADV},
    {"fort", "fort", M_NOUN | M_ADJ | SG_M},
    {"impression", "impression", M_NOUN | SG_F},
    {"chevaux", "cheval", M_NOUN | M_MASC | M_PLUR},
    {"journaliste", "journaliste", M_NOUN | EPI | M_SING},
    {"souris", "souris", M_NOUN | M_FEM | INV},
    {"Paris", "Paris", M_NAME | EPI | INV},
    {"le", "le", M_FUNCTION | M_DET | SG_M},
    {"dans", "dans", M_FUNCTION | M_PREP},
    {"quand", "quand", M_FUNCTION | M_CONJ_SUB},
    {"mon", "mon", M_FUNCTION | M_DET | M_POSSESSIVE | EPI | M_SING},
    {"aujourd'hui", "aujourd'hui", M_ADV},
    {"l'", "le", M_FUNCTION | M_DET | SG_F},
    {"qu'", "que", M_FUNCTION | M_CONJ_SUB | M_PRO_INT | M_PRO_REL},
};

static bool has_reading(const char *name, const char *lemma, uint64_t morph) {
  size_t n;
  const struct reading *r = lexicon_readings(lex, lexicon_find(lex, calque_str_of(name)), &n);
  for (size_t i = 0; i < n; i++)
    if (r[i].morph == morph && str_eq(lexicon_name(lex, r[i].lemma), calque_str_of(lemma)))
      return true;
  return false;
}

static void test_readings(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(reading_rows); i++)
    if (!has_reading(reading_rows[i].word, reading_rows[i].lemma, reading_rows[i].morph))
      fail_msg("%s is not read as a form of %s in the way of row %zu", reading_rows[i].word,
               reading_rows[i].lemma, i);
}

static void test_word_is_the_union_of_its_readings(void **state) {
  (void)state;
  for (word_id id = 0; id < lexicon_size(lex); id++) {
    size_t n;
    uint64_t all = 0;
    const struct word *w = lexicon_word(lex, id);
    const struct reading *r = lexicon_readings(lex, id, &n);
    for (size_t i = 0; i < n; i++) {
      all |= r[i].morph;
      assert_in_range(r[i].lemma, 1, lexicon_size(lex) - 1);
    }
    assert_true(all == w->morph);
    assert_int_equal(n > 0, w->class_id > 0);
    assert_true(w->lemma < lexicon_size(lex) && w->accented < lexicon_size(lex));
  }
}

/* A capital word has its own readings, not those of the lower-case word. */
static void test_capital_readings_are_its_own(void **state) {
  (void)state;
  assert_true(word("Paris")->morph & M_NAME);
  assert_false(word("Paris")->morph & M_NOUN);
  assert_true(word("paris")->morph & M_NOUN);
  assert_false(word("paris")->morph & M_NAME);
}

static const struct {
  const char *word, *lemma;
} lemma_rows[] = {
    {"est", "être"},        {"suis", "être"},   {"livres", "livre"},       {"fait", "faire"},
    {"avions", "avoir"},    {"été", "être"},    {"élections", "élection"}, {"l'", "le"},
    {"travaux", "travail"}, {"sommes", "être"}, {"grandes", "grand"},      {"qxzzy", ""},
};

static void test_usual_lemma(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(lemma_rows); i++) {
    calque_str found = lexicon_name(lex, word(lemma_rows[i].word)->lemma);
    if (!str_eq(found, calque_str_of(lemma_rows[i].lemma)))
      fail_msg("%s: lemma %.*s", lemma_rows[i].word, STR_ARG(found));
  }
}

/* ---- Flags and figures ----------------------------------------------------------------------- */

static const struct {
  const char *word;
  uint32_t has, has_not;
} flag_rows[] = {
    {"maison", WORD_FRENCH, WORD_ENGLISH | WORD_STOP | WORD_ELIDES},
    {"wrong", WORD_ENGLISH, WORD_FRENCH},
    {"impression", WORD_FRENCH | WORD_ENGLISH | WORD_ELIDES, WORD_STOP},
    {"arbre", WORD_ELIDES, 0},
    {"homme", WORD_ELIDES, 0},
    {"haricots", WORD_FRENCH, WORD_ELIDES},
    {"héros", WORD_FRENCH, WORD_ELIDES},
    {"héroïne", WORD_FRENCH | WORD_ELIDES, 0},
    {"onze", WORD_FRENCH, WORD_ELIDES},
    {"yaourt", WORD_FRENCH, WORD_ELIDES},
    {"yeux", WORD_FRENCH | WORD_ELIDES, 0},
    {"kg", WORD_FRENCH | WORD_KEEP_CASE, 0},
    {"le", WORD_STOP | WORD_FRENCH, WORD_ENGLISH_FUNCTION},
    {"jusqu'", WORD_STOP | WORD_FRENCH, 0},
    {"the", WORD_ENGLISH_FUNCTION | WORD_ENGLISH, WORD_FRENCH},
    {"or", WORD_ENGLISH_FUNCTION | WORD_FRENCH | WORD_STOP, 0},
    {"podcast", WORD_ANGLICISM, 0},
    {"podcasts", WORD_ANGLICISM, 0},
    {"lengthy", WORD_ENGLISH, WORD_ANGLICISM | WORD_FRENCH},
    {"nous", WORD_FIRST_PERSON, WORD_DATE | WORD_NEGATION},
    {"jeudi", WORD_DATE, WORD_FIRST_PERSON | WORD_NEGATION},
    {"elle", WORD_PERSON, 0},
    {"jamais", WORD_NEGATION, WORD_FIRST_PERSON | WORD_DATE},
    {"écrivait", WORD_NO_NOUN | WORD_IMPERFECT, WORD_PRESENT},
    {"prennent", WORD_NO_NOUN | WORD_PRESENT, WORD_IMPERFECT},
    {"marche", 0, WORD_NO_NOUN | WORD_PRESENT},
    {"finira", WORD_FUTURE, WORD_INFINITIVE},
    {"finir", WORD_INFINITIVE, WORD_FUTURE},
    {"été", WORD_STOP_LEMMA, 0}, /* être */
    {"élu", 0, WORD_STOP_LEMMA},
};

static void test_flags(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(flag_rows); i++) {
    uint32_t flags = word(flag_rows[i].word)->flags;
    if ((flags & flag_rows[i].has) != flag_rows[i].has || flags & flag_rows[i].has_not)
      fail_msg("%s: flags %#x", flag_rows[i].word, flags);
  }
}

static void a_form_is_as_frequent_as_its_lemma(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(lemma_rows); i++) {
    const struct word *w = word(lemma_rows[i].word), *lemma = lexicon_word(lex, w->lemma);
    assert_int_equal(w->rarity, lemma->idf < w->idf ? lemma->idf : w->idf);
    assert_int_equal((w->flags & WORD_STOP_LEMMA) != 0, (lemma->flags & WORD_STOP) != 0);
  }
}

static void test_frequencies(void **state) {
  (void)state;
  assert_in_range(word("de")->french, 150, 190);
  assert_int_equal(word("de")->idf, 0);
  assert_in_range(word("the")->english, 150, 190);
  assert_true(word("maison")->french > word("chaumière")->french);
  assert_true(word("ministre")->idf < word("chaumière")->idf);
  assert_int_equal(word("anticonstitutionnellement")->news, 0);
  assert_int_equal(word("anticonstitutionnellement")->idf, 170);
}

static const struct {
  const char *word, *accented;
} accent_rows[] = {
    {"resolution", "résolution"},
    {"development", ""},
    {"reaction", "réaction"},
    {"hotel", "hôtel"},
    {"maison", ""},
    {"the", "thé"},
    {"interest", ""},
    {"general", "général"},
    {"decision", "décision"},
};

static void test_accents(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(accent_rows); i++) {
    calque_str found = lexicon_name(lex, word(accent_rows[i].word)->accented);
    if (!str_eq(found, calque_str_of(accent_rows[i].accented)))
      fail_msg("%s: %.*s", accent_rows[i].word, STR_ARG(found));
  }
}

/* ---- Spelling -------------------------------------------------------------------------------- */

static const struct {
  const char *word;
  bool french, english;
} spelling_rows[] = {
    {"maison", true, false},
    {"Maison", true, false},
    {"MAISON", true, false},
    {"maiSon", false, false},
    {"paris", true, false},
    {"Paris", true, true},
    {"PARIS", true, true},
    {"lyon", false, false},
    {"Lyon", true, true},
    {"LYON", true, true},
    {"kg", true, true},
    {"Kg", false, true},
    {"kWh", true, true},
    {"KWH", false, true},
    {"peut-être", true, false},
    {"Lyon-centre", true, false},
    {"lyon-centre", false, false},
    {"LYON-FRANCE", false, false},
    {"franco-allemand", true, false},
    {"aujourd’hui", true, false},
    {"aujourd'hui", true, false},
    {"AUJOURD’HUI", true, false},
    {"Côtes-d’Armor", true, false},
    {"L’ONU", true, false},
    {"etc.", true, true},
    {"1,5-2", true, true},
    {"1..2", true, false},
    {"21st", false, true},
    {"1021st", false, true},
    {"1011st", false, false},
    {"1011th", false, true},
    {"e\xcc\x81"
     "cole",
     true, false},
    {"œuvre", true, false},
    {"oeuvre", false, true},
    {"ﬁnir", true, false},
    {"xqzt", false, false},
    {"", true, true},
    {"...", true, true},
};

static void test_spelling(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(spelling_rows); i++) {
    calque_str w = calque_str_of(spelling_rows[i].word);
    if (lexicon_spells_french(lex, w) != spelling_rows[i].french)
      fail_msg("French verdict on '%s'", w.ptr);
    if (lexicon_spells_english(lex, w) != spelling_rows[i].english)
      fail_msg("English verdict on '%s'", w.ptr);
  }
}

static void test_long_words_are_refused(void **state) {
  (void)state;
  char long_word[2000];
  for (size_t n = 1; n < sizeof long_word; n = n * 2 + 1) {
    memset(long_word, 'q', n);
    if (n < 7) continue;
    assert_int_equal(lexicon_find(lex, (calque_str){long_word, n}), 0);
    assert_false(lexicon_spells_french(lex, (calque_str){long_word, n}));
    memset(long_word, '-', n);
    lexicon_spells_english(lex, (calque_str){long_word, n});
  }
}

/* ---- Documents ------------------------------------------------------------------------------- */

static const struct {
  const char *text, *exact, *lower; /* of the first word */
  bool french, english;
} token_rows[] = {
    {"Chaumière", "", "chaumière", true, false},
    {"Maison", "Maison", "maison", true, false},
    {"Paris", "Paris", "paris", true, true},
    {"l’école", "l'", "l'", true, false},
    {"Qu’il", "Qu'", "qu'", true, false},
    {"États-Unis", "États-Unis", "états-unis", true, false},
    {"ÉLYSÉE", "", "", true, false},
    {"resolution", "resolution", "resolution", false, true},
    {"Resolution", "", "resolution", false, true},
    {"xqzt", "", "", false, false},
    {"MaiSon", "", "maison", false, false},
    {"McDonald", "McDonald", "mcdonald", false, true},
    {"e\xcc\x81"
     "cole",
     "école", "école", true, false},
    {"thirty-two", "", "", false, true},
};

static void test_tokens(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(token_rows); i++) {
    const calque_article article = {.text = calque_str_of(token_rows[i].text)};
    const calque_doc *doc = calque_doc_parse(arena, lex, &article);
    const calque_token *t = &doc->tokens[0];
    calque_str exact = lexicon_name(lex, t->exact), lower = lexicon_name(lex, t->lower);
    if (!str_eq(exact, calque_str_of(token_rows[i].exact)) ||
        !str_eq(lower, calque_str_of(token_rows[i].lower)))
      fail_msg("%s: exact '%.*s' lower '%.*s'", token_rows[i].text, STR_ARG(exact), STR_ARG(lower));
    if (!(t->flags & CALQUE_FRENCH) == token_rows[i].french ||
        !(t->flags & CALQUE_ENGLISH) == token_rows[i].english)
      fail_msg("%s: flags %#x", token_rows[i].text, t->flags);
    calque_arena_reset(arena);
  }
}

/* « va-t-il », « celui-là »: the pronoun behind the hyphen is found as a word. */
static void test_clitics(void **state) {
  (void)state;
  static const char *const rows[][2] = {{"va-t-il", "il"},
                                        {"est-ce", "ce"},
                                        {"a-t-on", "on"},
                                        {"donne-le", "le"},
                                        {"dit-elle", "elle"}};
  for (size_t i = 0; i < COUNT(rows); i++) {
    const calque_article article = {.text = calque_str_of(rows[i][0])};
    const calque_doc *doc = calque_doc_parse(arena, lex, &article);
    calque_str found = lexicon_name(lex, doc->tokens[doc->n_tokens - 1].exact);
    if (!str_eq(found, calque_str_of(rows[i][1]))) fail_msg("%s: %.*s", rows[i][0], STR_ARG(found));
    assert_true(doc->tokens[doc->n_tokens - 1].flags & CALQUE_FRENCH);
    calque_arena_reset(arena);
  }
}

/* The flags of tokens are the verdicts on their words. */
static void test_token_flags_are_the_verdicts(void **state) {
  (void)state;
  const calque_article article = {
      .text = STR("Le Premier ministre a déclaré MERCREDI qu’un « deal » avec les États-Unis, "
                  "l’OTAN et McDonald restait hors d’atteinte; peut-être au 21st siècle (NOËL) ? "
                  "Élysée, Éts, ÉCOLE, École, thirty-two, x-y, Lyon-Centre, LYON-CENTRE, IPhone.")};
  const calque_doc *doc = calque_doc_parse(arena, lex, &article);
  for (uint32_t i = 0; i < doc->n_tokens; i++) {
    const calque_token *t = &doc->tokens[i];
    if (t->kind != CALQUE_WORD || t->flags & (CALQUE_ELIDED | CALQUE_CLITIC)) continue;
    calque_str s = token_str(doc, t);
    if (lexicon_spells_french(lex, s) != !!(t->flags & CALQUE_FRENCH) ||
        lexicon_spells_english(lex, s) != !!(t->flags & CALQUE_ENGLISH))
      fail_msg("%.*s: flags %#x", STR_ARG(s), t->flags);
  }
  calque_arena_reset(arena);
}

/* ---- Our lists ------------------------------------------------------------------------------- */

/* A text of words of every frequency: as they are, with a capital, in capitals, behind l’, as the
 * end of a longer word. */
static calque_str many_words(struct buf *out) {
  for (word_id id = 1; id < lexicon_size(lex) && id < 100000; id++) {
    char upper[4];
    size_t len;
    calque_str name = lexicon_name(lex, id);
    uint32_t first = utf8_decode(name, &len);
    buf_puts(out, " l’");
    buf_str(out, name);
    buf_puts(out, " ");
    buf_str(out, name);
    buf_puts(out, "-t-il ");
    buf_add(out, upper, utf8_encode(utf8_upper(first), upper));
    buf_str(out, str_slice(name, len, name.len));
    buf_puts(out, " ");
    for (size_t i = 0; i < name.len; i += len)
      buf_add(out, upper,
              utf8_encode(utf8_upper(utf8_decode(str_slice(name, i, name.len), &len)), upper));
  }
  return buf_view(out);
}

static void test_forms_say_what_the_words_say(void **state) {
  (void)state;
  static const struct form none = {0};
  struct buf text;
  buf_init(&text, 1 << 24);
  calque_article article = {.text = many_words(&text)};
  calque_lexicon without = *lex;
  without.forms = (struct form_table){&none, 1};
  const calque_doc *fast = calque_doc_parse(arena, lex, &article);
  const calque_doc *slow = calque_doc_parse(arena, &without, &article);
  assert_true(fast->n_tokens == slow->n_tokens && fast->n_words > 400000);
  for (uint32_t i = 0; i < fast->n_tokens; i++)
    if (memcmp(&fast->tokens[i], &slow->tokens[i], sizeof(calque_token)) != 0)
      fail_msg("'%.*s'", STR_ARG(token_str(fast, &fast->tokens[i])));
  buf_free(&text);
}

static void test_function_words_say_what_is_french(void **state) {
  (void)state;
  struct tsv t;
  calque_str cell[3];
  calque_error err = {0};
  assert_int_equal(tsv_open(&t, arena, "dictionaries", "english_function_words.tsv",
                            "word\tfrench\texample", &err),
                   CALQUE_OK);
  while (!tsv_row(&t, cell, 3, &err)) {
    bool french = lexicon_word(lex, lexicon_find(lex, cell[0]))->flags & WORD_FRENCH;
    if (french != str_eq(cell[1], STR("yes"))) fail_msg("%.*s", STR_ARG(cell[0]));
    if (!lexicon_spells_english(lex, cell[0]) && !str_eq(cell[0], STR("i")))
      fail_msg("%.*s is not English", STR_ARG(cell[0]));
  }
  assert_int_equal(err.status, CALQUE_OK);
  calque_arena_reset(arena);
}

static void test_elided_words_have_readings(void **state) {
  (void)state;
  struct tsv t;
  calque_str cell[3];
  calque_error err = {0};
  assert_int_equal(
      tsv_open(&t, arena, "dictionaries", "elisions.tsv", "elided\tfull\texample", &err),
      CALQUE_OK);
  while (!tsv_row(&t, cell, 3, &err)) {
    if (!lexicon_word(lex, lexicon_find(lex, cell[0]))->morph) fail_msg("%.*s", STR_ARG(cell[0]));
    for (calque_str rest = cell[1]; rest.ptr;) {
      calque_str full = str_cut(&rest, ' ');
      if (!lexicon_word(lex, lexicon_find(lex, full))->morph) fail_msg("%.*s", STR_ARG(full));
    }
  }
  assert_int_equal(err.status, CALQUE_OK);
  calque_arena_reset(arena);
}

/* Does the sentence have one of these words, with a space or a hyphen between their parts? */
static bool shows(calque_str sentence, calque_str words) {
  char text[512], wanted[128];
  if (sentence.len * 3 > sizeof text) return false;
  calque_str t = {text, utf8_lower_word(sentence, text)};
  for (size_t i = 0; i < t.len; i++)
    if (text[i] == '-') text[i] = ' ';
  for (calque_str rest = words; rest.ptr;) {
    calque_str word = str_cut(&rest, ' ');
    calque_str w = {wanted, utf8_lower_word(word, wanted)};
    for (size_t i = 0; i < w.len; i++)
      if (wanted[i] == '-') wanted[i] = ' ';
    if (w.len && str_has(t, w)) return true;
  }
  return false;
}

static void test_anglicisms(void **state) {
  (void)state;
  struct tsv t;
  calque_str cell[4];
  calque_error err = {0};
  size_t n = 0;
  assert_int_equal(
      tsv_open(&t, arena, "dictionaries", "anglicisms.tsv", "word\tforms\tnote\texample", &err),
      CALQUE_OK);
  for (calque_str before = STR(""); !tsv_row(&t, cell, 4, &err); before = cell[0], n++) {
    if (!shows(cell[3], cell[0]) && !shows(cell[3], cell[1]))
      fail_msg("line %ld: the example does not show '%.*s'", t.line, STR_ARG(cell[0]));
    if (!str_ends(cell[3], STR(".")) && !str_ends(cell[3], STR("!")))
      fail_msg("line %ld: the example is no sentence", t.line);
    if (str_eq(before, cell[0])) fail_msg("line %ld: '%.*s' again", t.line, STR_ARG(cell[0]));
    assert_true(lexicon_word(lex, lexicon_find(lex, cell[0]))->flags & WORD_ANGLICISM);
  }
  assert_int_equal(err.status, CALQUE_OK);
  assert_in_range(n, 700, 5000);
  calque_arena_reset(arena);
}

/* The examples of the French lists are French. */
static void test_examples_are_french(void **state) {
  (void)state;
  static const char *const files[][2] = {{"stopwords.tsv", "word\tkind\texample"},
                                         {"elisions.tsv", "elided\tfull\texample"},
                                         {"aspirated.tsv", "start\tkind\texample"}};
  for (size_t f = 0; f < COUNT(files); f++) {
    struct tsv t;
    calque_str cell[3];
    calque_error err = {0};
    assert_int_equal(tsv_open(&t, arena, "dictionaries", files[f][0], files[f][1], &err),
                     CALQUE_OK);
    while (!tsv_row(&t, cell, 3, &err)) {
      const calque_article article = {.text = cell[2]};
      const calque_doc *doc = calque_doc_parse(arena, lex, &article);
      for (uint32_t i = 0; i < doc->n_tokens; i++)
        if (doc->tokens[i].kind == CALQUE_WORD && !(doc->tokens[i].flags & CALQUE_FRENCH))
          fail_msg("%s:%ld: %.*s", files[f][0], t.line, STR_ARG(token_str(doc, &doc->tokens[i])));
    }
    assert_int_equal(err.status, CALQUE_OK);
    calque_arena_reset(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_readings),
      cmocka_unit_test(test_word_is_the_union_of_its_readings),
      cmocka_unit_test(test_capital_readings_are_its_own),
      cmocka_unit_test(test_usual_lemma),
      cmocka_unit_test(test_flags),
      cmocka_unit_test(a_form_is_as_frequent_as_its_lemma),
      cmocka_unit_test(test_frequencies),
      cmocka_unit_test(test_accents),
      cmocka_unit_test(test_spelling),
      cmocka_unit_test(test_long_words_are_refused),
      cmocka_unit_test(test_tokens),
      cmocka_unit_test(test_clitics),
      cmocka_unit_test(test_token_flags_are_the_verdicts),
      cmocka_unit_test(test_forms_say_what_the_words_say),
      cmocka_unit_test(test_function_words_say_what_is_french),
      cmocka_unit_test(test_elided_words_have_readings),
      cmocka_unit_test(test_anglicisms),
      cmocka_unit_test(test_examples_are_french),
  };
  calque_error err = {0};
  char message[600];
  lex = calque_lexicon_open(NULL, &err);
  if (!lex) {
    fprintf(stderr, "test_lexicon: %s\n", error_text(&err, message, sizeof message));
    return 1;
  }
  arena = calque_arena_new();
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  calque_arena_free(arena);
  calque_lexicon_free(lex);
  return failed;
}
