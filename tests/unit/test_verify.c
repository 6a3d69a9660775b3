/* A text against its English as a whole: what is left in French, refused, looped, cut, lost between
 * paragraphs, made up by a summary. */
#define _GNU_SOURCE /* mkstemp */

#include "base/array.h"
#include "base/file.h"
#include "english/glossary.h"
#include "english/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static calque_arena *arena;
static calque_lexicon *lex;

static calque_verification verify(const char *fr, const char *en,
                                  const calque_verify_options *options) {
  return calque_verify(arena, lex, calque_str_of(fr), calque_str_of(en), options);
}

/* The first finding of the family that weighs at least so much, or NULL. */
static const calque_verify_finding *find(calque_verification v, const char *family,
                                         calque_severity least) {
  for (size_t i = 0; i < v.n_findings; i++) {
    const calque_verify_finding *f = &v.findings[i];
    if (f->severity >= least && strcmp(f->family, family) == 0) return f;
  }
  return NULL;
}

static const struct {
  const char *fr, *en;
} good[] = {
    {"Le maire de Valdorène a inauguré le pont mardi.",
     "The mayor of Valdorène opened the bridge on Tuesday."},
    {"Le chantier a coûté 3,2 millions d’euros et duré dix-huit mois.",
     "The works cost €3.2 million and lasted a year and a half."},
    {"« Nous n’avons jamais renoncé », assure Élise Kestremont.",
     "“We never gave up,” Elise Kestremont says."},
    {"Les habitants de Port-Grével attendent le ferry de 14h30.",
     "The people of Port-Grével are waiting for the 2:30 pm ferry."},
    {"Aucun blessé n’est à déplorer.", "Nobody was injured."},
    {"Je suis désolé, a dit le maire.", "I am sorry, the mayor said."},
    {"« Désolé, je ne peux pas venir », a-t-il dit.", "“I'm sorry, I can't come,” he said."},
    {"Un café, une résumé, un fiancé : le français est partout.",
     "A café, a résumé, a fiancé: French is everywhere."},
    {"Il a lu À la recherche du temps perdu.", "He has read À la recherche du temps perdu."},
    {"Non, non, non, a répondu le ministre.", "No, no, no, the minister answered."},
    {"Trois titres", "Three headlines"},
    {"Introduction", "Introduction"},
    {"Le pont sera fermé", "The bridge will be closed"},
    {"Note : le pont est fermé.\n\nNote : la route aussi.",
     "Note: the bridge is closed.\n\nNote: so is the road."},
    {"", ""},
    {"…", "…"},
    {"Voici la traduction du discours : « Nous partons. »",
     "Here is the translation of the speech: “We are leaving.”"},
    {"La version anglaise, publiée lundi, ne dit rien du prix.",
     "The English version, published on Monday, says nothing of the price."},
    {"Le texte est court. Il dit ceci : le prix monte.",
     "The English is short. It says this: the price is rising."},
};

static void good_translations_are_verified(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(good); i++) {
    calque_verification v = verify(good[i].fr, good[i].en, NULL);
    for (size_t k = 0; k < v.n_findings; k++) {
      if (v.findings[k].severity > CALQUE_NOTE) {
        fail_msg("%s: %.*s", good[i].en, STR_ARG(v.findings[k].message));
      }
    }
    assert_true(v.ok);
  }
}

#define BODY_FR "Le maire a ouvert le pont mardi devant deux cents personnes.\n\nLa fête a duré."
#define BODY_EN \
  "The mayor opened the bridge on Tuesday before two hundred people.\n\nThe party went on."

static const struct {
  const char *fr, *en, *family;
  const char *text; /* that its English span holds; NULL: whatever */
} bad[] = {
    /* French, Catalan, Spanish left standing */
    {"Le pont est fermé depuis mardi.", "Le pont est fermé depuis mardi.", "untranslated", "pont"},
    {"Conditions météorologiques", "Conditions météorologiques", "untranslated", NULL},
    {"Le maire a dit que le pont est fermé depuis mardi pour les camions.",
     "The mayor said que le pont est fermé depuis mardi pour les camions.", "untranslated",
     "fermé depuis"},
    {"Le maire parle de la route avec les habitants du quartier.",
     "The mayor parla de la carretera amb els veins del barri per primera vegada.", "untranslated",
     "amb els"},
    {"Une résolution diplomatique est possible.", "A *résolution diplomatic is possible.",
     "untranslated", "*résolution"},
    /* Refusals and what stands around a translation */
    {BODY_FR, "I'm sorry, but I can't help with that.", "refusal", NULL},
    {BODY_FR, "As an AI language model, I cannot translate this.", "refusal", NULL},
    {BODY_FR, "Here is the translation:\n\n" BODY_EN, "refusal", "Here is"},
    {BODY_FR, "Sure! Here you go:\n\n" BODY_EN, "refusal", "Sure"},
    {BODY_FR, "Here is the translation: " BODY_EN, "refusal", "translation:"},
    {BODY_FR, "Sure! Here is the translation of the French text: " BODY_EN, "refusal", "Sure"},
    {BODY_FR, "English version: " BODY_EN, "refusal", "English version:"},
    {BODY_FR, "```\n" BODY_EN "\n```", "refusal", "```"},
    {BODY_FR, "<think>The mayor...</think>\n" BODY_EN, "refusal", "<think>"},
    {BODY_FR, BODY_EN "\n\nNote: I kept the names as they are.", "refusal", "Note"},
    {BODY_FR, BODY_EN "\n\nLet me know if you need more.", "refusal", "Let me"},
    /* Loops */
    {BODY_FR, "The mayor opened the bridge the bridge the bridge the bridge on Tuesday.", "loop",
     NULL},
    {"Le maire est venu.", "The mayor came. He came. He came. He came. He came.", "loop", NULL},
    /* Cut or empty */
    {"Le maire a ouvert le pont mardi.", "", "segment", NULL},
    {"Le maire a ouvert le pont mardi et la route mercredi.", "The mayor opened the bridge and",
     "segment", "and"},
    {BODY_FR, "The mayor opened the bridge on Tuesday before two hundred people.", "segment", NULL},
    {BODY_FR, BODY_EN "\n\nThe weather was fine and the band played until midnight.", "segment",
     "weather"},
};

static void spoiled_answers_are_found(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(bad); i++) {
    calque_verification v = verify(bad[i].fr, bad[i].en, NULL);
    const calque_verify_finding *f = find(v, bad[i].family, CALQUE_MINOR);
    if (!f) fail_msg("no %s: %s", bad[i].family, bad[i].en);
    assert_false(v.ok);
    calque_str marked = str_of_span(calque_str_of(bad[i].en), f->en);
    if (bad[i].text && !str_has(marked, calque_str_of(bad[i].text))) {
      fail_msg("%s: marked '%.*s'", bad[i].en, STR_ARG(marked));
    }
  }
}

static const struct {
  const char *fr, *en, *family;
} notes[] = {
    {"Il n’a pas signé l’accord.", "He signed the agreement.", "negation"},
    {"Il a signé l’accord.", "He did not sign the agreement.", "negation"},
    {"Il parle de « trahison ».", "He speaks of treason.", "quote"},
    {"Il parle de trahison.", "He speaks of “treason”.", "quote"},
    {"Une hausse de 1,5 %.", "A rise of 1,5 %.", "number"},
    {"Le Magasin a fermé.", "The place has closed.", "name"},
};

static void doubts_are_notes(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(notes); i++) {
    calque_verification v = verify(notes[i].fr, notes[i].en, NULL);
    if (!find(v, notes[i].family, CALQUE_NOTE)) fail_msg("no note: %s", notes[i].en);
    if (!v.ok) fail_msg("more than a note: %s", notes[i].en);
  }
}

/* The English dictionary is American. */
static void british_spelling_is_english(void **state) {
  (void)state;
  static const char fr[] =
      "Les voisins reconnaissent que le théâtre du quartier, vers le centre, est "
      "à trente centimètres du parking, analysé et étiqueté.";
  static const char en[] =
      "The neighbours recognise that the neighbourhood theatre, onwards to the "
      "centre, is thirty centimetres from the car park, analysed and labelled.";
  calque_verification v = verify(fr, en, NULL);
  const calque_verify_finding *f = find(v, "untranslated", CALQUE_NOTE);
  if (f) fail_msg("%.*s", STR_ARG(f->message));
  v = verify("Une prise de courant.", "A prise of current.", NULL);
  assert_non_null(find(v, "untranslated", CALQUE_NOTE));
}

/* ---- Paragraphs ------------------------------------------------------------------------------ */

static const char *const paragraphs_fr[] = {
    "Le pont de Valdorène a rouvert mardi après trois ans de travaux.",
    "Le chantier a coûté 14 millions d’euros, dont 6 millions payés par la région.",
    "Élise Kestremont, qui dirige le port, attend 40 bateaux dès cet été.",
    "Les pêcheurs de Port-Grével craignent de perdre leurs places à quai.",
    "Une réunion publique aura lieu le 12 mai à la mairie.",
};
static const char *const paragraphs_en[] = {
    "The Valdorène bridge reopened on Tuesday after three years of work.",
    "The project cost €14 million, of which the region paid 6 million.",
    "Elise Kestremont, who runs the port, expects 40 boats from this summer on.",
    "The fishermen of Port-Grével fear that they will lose their berths.",
    "A public meeting will be held at the town hall on May 12.",
};

/* The paragraphs but one, with an empty line between them. */
static const char *text_without(const char *const *paragraphs, size_t left_out) {
  calque_str text = STR("");
  for (size_t i = 0; i < COUNT(paragraphs_fr); i++) {
    if (i == left_out) continue;
    text = arena_printf(arena, "%.*s%s%s", STR_ARG(text), text.len ? "\n\n" : "", paragraphs[i]);
  }
  return arena_copy_z(arena, text);
}

static void a_lost_paragraph_is_named(void **state) {
  (void)state;
  const char *fr = text_without(paragraphs_fr, SIZE_MAX);
  assert_true(verify(fr, text_without(paragraphs_en, SIZE_MAX), NULL).ok);
  for (size_t lost = 0; lost < COUNT(paragraphs_fr); lost++) {
    calque_verification v = verify(fr, text_without(paragraphs_en, lost), NULL);
    const calque_verify_finding *f = find(v, "segment", CALQUE_MAJOR);
    assert_non_null(f);
    calque_str named = str_of_span(calque_str_of(fr), f->fr);
    if (!str_eq(named, calque_str_of(paragraphs_fr[lost]))) {
      fail_msg("%zu: %.*s", lost, STR_ARG(named));
    }
    assert_int_equal(v.n_passages, COUNT(paragraphs_fr));
  }
}

static void an_added_paragraph_is_named(void **state) {
  (void)state;
  const char *en = text_without(paragraphs_en, SIZE_MAX);
  for (size_t added = 0; added < COUNT(paragraphs_fr); added++) {
    calque_verification v = verify(text_without(paragraphs_fr, added), en, NULL);
    const calque_verify_finding *f = find(v, "segment", CALQUE_MAJOR);
    assert_non_null(f);
    calque_str named = str_of_span(calque_str_of(en), f->en);
    if (!str_eq(named, calque_str_of(paragraphs_en[added]))) fail_msg("%zu", added);
  }
}

/* A figure of another paragraph is no excuse. */
/* Where it is known which stands for which, an empty one does not shift those behind it. */
static void known_passages_are_not_guessed(void **state) {
  (void)state;
  const calque_passage pairs[] = {{{0, 15}, {0, 0}}, {{16, 31}, {1, 16}}};
  calque_verify_options options = {.passages = pairs, .n_passages = 2};
  calque_verification v = verify("Il a 12 chiens.\nElle a 9 chats.", "\nShe has 9 cats.", &options);
  assert_int_equal(v.n_passages, 2);
  assert_int_equal(v.n_findings, 1);
  assert_string_equal(v.findings[0].family, "segment");
  assert_int_equal(v.findings[0].fr.start, 0);
  assert_int_equal(v.findings[0].fr.end, 15);
}

static void figures_count_in_their_paragraph(void **state) {
  (void)state;
  const char *fr = "Le port attend 40 bateaux.\n\nLa région a payé 14 millions.";
  const char *en = "The port expects 14 boats.\n\nThe region paid 14 million.";
  const calque_verify_finding *f = find(verify(fr, en, NULL), "number", CALQUE_MAJOR);
  assert_non_null(f);
  assert_true(str_eq(str_of_span(calque_str_of(en), f->en), STR("14")));
}

/* ---- Summaries ------------------------------------------------------------------------------- */

static const struct {
  const char *en;
  const char *family; /* NULL: nothing wrong */
} summaries[] = {
    {"The bridge reopened on Tuesday [P1]. It cost €14 million [P2].", NULL},
    {"The port expects 40 boats this summer.", NULL},
    {"Elise Kestremont runs the port [P3].", NULL},
    {"The bridge cost €14 million [P1].", "number"},
    {"The bridge cost €15 million [P2].", "number"},
    {"Paul Dravigny runs the port [P3].", "name"},
    {"Elise Kestremont opened the bridge [P1].", "name"},
    {"The bridge is “a scandal” [P1].", "quote"},
    {"The bridge reopened [P9].", "segment"},
    {"The bridge reopened on", "segment"},
};

static void a_summary_must_not_add(void **state) {
  (void)state;
  const char *fr = text_without(paragraphs_fr, SIZE_MAX);
  const calque_verify_options options = {.summary = true};
  for (size_t i = 0; i < COUNT(summaries); i++) {
    calque_verification v = verify(fr, summaries[i].en, &options);
    if (!summaries[i].family) {
      if (!v.ok) fail_msg("%s: %.*s", summaries[i].en, STR_ARG(v.findings[0].message));
    } else if (!find(v, summaries[i].family, CALQUE_MAJOR)) {
      fail_msg("no %s: %s", summaries[i].family, summaries[i].en);
    }
  }
}

/* ---- Glossary -------------------------------------------------------------------------------- */

static void the_glossary_is_kept_to(void **state) {
  (void)state;
  const calque_term terms[] = {{STR_INIT("bac"), STR_INIT("ferry")},
                               {STR_INIT("mise à quai"), STR_INIT("berthing")}};
  const calque_verify_options options = {.terms = terms, .n_terms = COUNT(terms)};
  assert_true(verify("Le bac est parti.", "The ferry has left.", &options).ok);
  assert_true(verify("Le train est parti.", "The train has left.", &options).ok);
  assert_false(verify("Le bac est parti.", "The boat has left.", &options).ok);
  assert_false(verify("La mise à quai tarde.", "The docking is late.", &options).ok);
}

static void a_glossary_line_without_a_tab_is_an_error(void **state) {
  (void)state;
  const calque_term *terms;
  size_t n;
  calque_error err = {0};
  char path[] = "/tmp/calque-glossary-XXXXXX";
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  close(fd);
  assert_int_equal(file_write(path, STR("# terms\nbac\tferry\n\nquai berth\n"), 0600, &err),
                   CALQUE_OK);
  assert_int_equal(glossary_read(arena, path, &terms, &n, &err), CALQUE_E_SYNTAX);
  assert_int_equal(err.line, 4);
  err = (calque_error){0};
  assert_int_equal(file_write(path, STR("bac\tferry\n"), 0600, &err), CALQUE_OK);
  assert_int_equal(glossary_read(arena, path, &terms, &n, &err), CALQUE_OK);
  assert_int_equal(n, 1);
  remove(path);
}

/* ---- Size ------------------------------------------------------------------------------------ */

/* Each of these costs its square to a checker that compares everything with everything. */
static const char *const repeated[] = {
    "Kestremont 12 ",  "Aa Ab Ac Ad ", "« non » ", "n’est pas ",        "1,5 100 000 14h30 ",
    "OTAN UE FBI X. ", "le la les ",   "mot\n",    "Un. Deux. Trois. ", "[P1] ",
};

static void long_texts_are_linear(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(repeated); i++) {
    struct buf text;
    buf_init(&text, 1 << 24);
    while (text.len < 100000) {
      buf_puts(&text, repeated[i]);
      buf_printf(&text, text.len % 7 ? "" : "N%zu ", text.len);
    }
    calque_verify_options options = {.summary = i % 2 == 1};
    calque_arena *own = calque_arena_new();
    calque_verify(own, lex, buf_view(&text), buf_view(&text), &options);
    calque_verify(own, lex, buf_view(&text), STR("Nothing at all."), NULL);
    calque_verify(own, lex, STR("Rien du tout."), buf_view(&text), NULL);
    calque_arena_free(own);
    buf_free(&text);
  }
}

int main(void) {
  calque_error err = {0};
  arena = calque_arena_new();
  lex = calque_lexicon_open(NULL, &err);
  if (!lex) {
    fprintf(stderr, "no lexicon: %s\n", err.text);
    return 1;
  }
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(good_translations_are_verified),
      cmocka_unit_test(spoiled_answers_are_found),
      cmocka_unit_test(doubts_are_notes),
      cmocka_unit_test(british_spelling_is_english),
      cmocka_unit_test(a_lost_paragraph_is_named),
      cmocka_unit_test(an_added_paragraph_is_named),
      cmocka_unit_test(known_passages_are_not_guessed),
      cmocka_unit_test(figures_count_in_their_paragraph),
      cmocka_unit_test(a_summary_must_not_add),
      cmocka_unit_test(the_glossary_is_kept_to),
      cmocka_unit_test(a_glossary_line_without_a_tab_is_an_error),
      cmocka_unit_test(long_texts_are_linear),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  calque_lexicon_free(lex);
  calque_arena_free(arena);
  return failed;
}
