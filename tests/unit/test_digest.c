/* The digest from articles to a day: what is told, what was told before, by tables of our own
 * sentences. */
#define _GNU_SOURCE
#include "base/array.h"
#include "base/buf.h"
#include "base/file.h"
#include "digest/archive.h"
#include "digest/digest.h"
#include "digest/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static calque_lexicon *lex;
static calque_arena *arena;
static char folder[] = "/tmp/calque-digest-XXXXXX";

static int open_all(void **state) {
  (void)state;
  calque_error err = {0};
  lex = calque_lexicon_open(NULL, &err);
  arena = calque_arena_new();
  return lex && mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int close_all(void **state) {
  (void)state;
  char command[100];
  snprintf(command, sizeof command, "rm -rf %s", folder);
  calque_arena_free(arena);
  calque_lexicon_free(lex);
  return chdir("/") == 0 && system(command) == 0 ? 0 : -1;
}

static int forget(void **state) {
  (void)state;
  calque_arena_reset(arena);
  return 0;
}

/* ---- Helpers ----------------------------------------------------------------------------------
 */

struct sample {
  const char *id, *date, *source, *title, *text;
};

static struct digest_sketching how;

static void add(struct digest *d, const struct sample *s) {
  calque_article article = {.id = calque_str_of(s->id),
                            .date = calque_str_of(s->date ? s->date : ""),
                            .source = calque_str_of(s->source ? s->source : ""),
                            .title = calque_str_of(s->title ? s->title : ""),
                            .text = calque_str_of(s->text)};
  const calque_doc *doc = calque_doc_parse(arena, lex, &article);
  calque_report report = calque_check(arena, lex, doc, NULL);
  calque_verdict verdict = calque_judge(arena, doc, &report);
  digest_add(d, digest_sketch(arena, lex, doc, &report, &verdict, &how));
}

static struct digest *digest_of(const struct sample *samples, size_t n,
                                struct digest_options options) {
  struct digest *d = digest_new(&options);
  for (size_t i = 0; i < n; i++) add(d, &samples[i]);
  return d;
}

static bool quotes(const struct digest_story *story, const char *words) {
  for (uint32_t i = 0; i < story->n_sentences; i++)
    if (str_has(story->sentences[i].text, calque_str_of(words))) return true;
  return false;
}

/* ---- Follow-ups -------------------------------------------------------------------------------
 */

static const struct sample first_day[] = {
    {"a1", "2026-11-22", "Courrier", "Crue de la Lorne : 310 habitants évacués à Vaucelmont",
     "La Lorne est sortie de son lit dans la nuit à Vaucelmont, où 310 habitants ont été évacués "
     "vers le gymnase Carnot. La rivière a atteint 6,42 mètres, a indiqué la préfecture."},
    {"a2", "2026-11-22", "Courrier", "Le marché de Warelles change de place",
     "Le marché de Warelles s’installera en janvier sur la place des Tanneurs, a décidé le conseil "
     "municipal. Les commerçants demandaient ce changement depuis trois ans."},
};
static const struct sample second_day[] = {
    {"b1", "2026-11-23", "Gazette", "Vaucelmont : la Lorne recule, les habitants évacués rentrent",
     "Les 310 habitants de Vaucelmont évacués au gymnase Carnot après la crue de la Lorne ont "
     "commencé à rentrer chez eux. La mairie distribue des pelles et des bottes aux sinistrés."},
    {"a1", "2026-11-23", "Courrier", "Crue de la Lorne : 310 habitants évacués à Vaucelmont",
     "La Lorne est sortie de son lit dans la nuit à Vaucelmont, où 310 habitants ont été évacués "
     "vers le gymnase Carnot. La rivière a atteint 6,42 mètres, a indiqué la préfecture."},
    {"b2", "2026-11-23", "Courrier", "Une librairie rouvre à Courvant",
     "La librairie du quai rouvrira samedi à Courvant, deux ans après l’incendie qui l’avait "
     "détruite. Sa nouvelle gérante promet huit mille livres."},
};

/* "headline told\n" of every story, and all of it is remembered. */
static void tell(struct archive *a, const struct sample *samples, size_t n, struct buf *out) {
  struct digest *d = digest_of(samples, n, (struct digest_options){0});
  assert_int_equal(digest_recall(d, a, NULL), CALQUE_OK);
  const struct digest_day *day = digest_finish(d);
  buf_clear(out);
  for (uint32_t i = 0; i < day->n_stories; i++)
    buf_printf(out, "%.*s [%.*s]\n", STR_ARG(day->stories[i].headline),
               STR_ARG(day->stories[i].told));
  assert_int_equal(digest_remember(d, a, NULL), CALQUE_OK);
  digest_free(d);
}

static void test_follow_ups(void **state) {
  (void)state;
  calque_error err = {0};
  struct archive *a = archive_open("told.db", &err);
  assert_non_null(a);
  struct buf first, again, second;
  buf_init(&first, 1 << 16);
  buf_init(&again, 1 << 16);
  buf_init(&second, 1 << 16);
  tell(a, first_day, COUNT(first_day), &first);
  assert_null(strstr(first.ptr, "[2026"));
  tell(a, first_day, COUNT(first_day), &again);
  assert_string_equal(first.ptr, again.ptr);
  tell(a, second_day, COUNT(second_day), &second);
  assert_non_null(strstr(second.ptr, "les habitants évacués rentrent [2026-11-22]\n"));
  assert_non_null(strstr(second.ptr, "Une librairie rouvre à Courvant []\n"));
  tell(a, second_day, COUNT(second_day), &again);
  assert_string_equal(second.ptr, again.ptr);
  tell(a, first_day, COUNT(first_day), &again); /* yesterday's does not know of today's */
  assert_string_equal(first.ptr, again.ptr);
  archive_free(a);
  buf_free(&first);
  buf_free(&again);
  buf_free(&second);
}

/* What is new of a story is told, and what was told counts for nothing in its rank. */
static void test_what_is_new(void **state) {
  (void)state;
  struct archive *a = archive_open("new.db", NULL);
  struct buf out;
  buf_init(&out, 1 << 16);
  tell(a, first_day, COUNT(first_day), &out);
  struct digest *d = digest_of(second_day, COUNT(second_day), (struct digest_options){0});
  assert_int_equal(digest_recall(d, a, NULL), CALQUE_OK);
  const struct digest_story *flood = &digest_finish(d)->stories[0];
  if (!flood->told.len) flood++;
  assert_true(quotes(flood, "pelles"));
  assert_false(quotes(flood, "sortie de son lit"));
  digest_free(d);
  /* Nothing new at all: behind the smallest piece of news. */
  d = digest_of(second_day + 1, 2, (struct digest_options){0});
  assert_int_equal(digest_recall(d, a, NULL), CALQUE_OK);
  const struct digest_day *day = digest_finish(d);
  assert_int_equal(day->n_stories, 2);
  assert_int_equal(day->stories[0].told.len, 0);
  assert_true(day->stories[1].told.len > 0 && day->stories[1].n_sentences > 0);
  digest_free(d);
  archive_free(a);
  buf_free(&out);
}

/* Of three sentences the one that says least of what was told comes first, that which only changes
 * a word of it last. */
static void test_what_is_half_new(void **state) {
  (void)state;
  static const struct sample before = {
      "a", "2026-11-22", "Courrier", "Incendie à l’usine de vernis de Warelles",
      "L’incendie de l’usine de vernis de Warelles a fait douze morts dans la nuit de samedi à "
      "dimanche."};
  static const struct sample after = {
      "b", "2026-11-23", "Courrier", "Usine de Warelles : le directeur entendu par la police",
      "Le directeur de l’usine de vernis de Warelles, détruite par un incendie, a été entendu "
      "lundi "
      "par la police. Les détecteurs de fumée de l’usine étaient en panne depuis un an, selon une "
      "source proche de l’enquête. L’incendie a fait quinze morts dans la nuit de samedi à "
      "dimanche."};
  struct archive *a = archive_open("half.db", NULL);
  struct buf out;
  buf_init(&out, 1 << 16);
  tell(a, &before, 1, &out);
  struct digest *d = digest_of(&after, 1, (struct digest_options){0});
  assert_int_equal(digest_recall(d, a, NULL), CALQUE_OK);
  const struct digest_day *day = digest_finish(d);
  assert_int_equal(day->n_stories, 1);
  assert_true(day->stories[0].told.len > 0);
  assert_true(quotes(&day->stories[0], "a été entendu") && quotes(&day->stories[0], "détecteurs"));
  assert_false(quotes(&day->stories[0], "quinze"));
  digest_free(d);
  archive_free(a);
  buf_free(&out);
}

/* Rows of any bytes are read without harm. */
static void test_damaged_memory(void **state) {
  (void)state;
  struct archive *a = archive_open("damaged.db", NULL);
  char bytes[400];
  for (size_t n = 0; n < sizeof bytes; n++) bytes[n] = (char)(n * 89 + 7);
  struct archive_told rows[40];
  for (size_t i = 0; i < COUNT(rows); i++) {
    calque_str piece = {bytes + i, i * 7};
    rows[i] = (struct archive_told){.day = STR("2026-11-22"),
                                    .headline = arena_printf(arena, "%zu", i),
                                    .first_day = i % 2 ? STR("hier") : STR("2026-11-21"),
                                    .vector = piece,
                                    .sentences = piece,
                                    .articles = piece};
  }
  assert_int_equal(archive_put_told(a, rows, COUNT(rows), NULL), CALQUE_OK);
  struct buf out;
  buf_init(&out, 1 << 16);
  tell(a, second_day, COUNT(second_day), &out);
  assert_null(strstr(out.ptr, "[2026"));
  archive_free(a);
  buf_free(&out);
}

/* ---- Telling ----------------------------------------------------------------------------------
 */

static const char fire[] =
    "L’usine de vernis de Warelles, qui fabrique des laques, a brûlé dans la nuit de samedi à "
    "dimanche malgré cent pompiers. Le préfet a ouvert une enquête sur l’incendie de l’usine de "
    "vernis.";

/* Titles that give way to a plain one, whoever else tells the story. */
static void test_headlines(void **state) {
  (void)state;
  static const char *const titles[] = {
      "INCENDIE À WARELLES : LE BILAN DE LA NUIT",
      "Incendie de l’usine de vernis : que s’est-il passé ?",
      "L’usine de vernis de Warelles a brûlé dans la…",
      "L’usine de vernis de Warelles a brûlé dans la nuit de",
      "L’usine de vernis de Warelles a brûlé, selon le",
      "Incendie de l’usine de vernis de Warelles :",
      "« J’ai vu brûler l’usine de vernis de Warelles »",
      "L’usine « de vernis de Warelles a brûlé dans la nuit",
      "VIDÉO. L’usine de vernis de Warelles a brûlé dans la nuit",
      "EN DIRECT – L’usine de vernis de Warelles a brûlé dans la nuit",
      "Incendie",
      "",
  };
  const char plain[] = "Un incendie détruit l’usine de vernis de Warelles";
  for (size_t i = 0; i < COUNT(titles); i++) {
    const struct sample samples[] = {
        {"a", "2026-11-22", "Courrier", titles[i], fire},
        {"b", "2026-11-22", "Gazette", plain,
         "Un incendie a détruit dans la nuit de samedi à dimanche l’usine de vernis de Warelles, "
         "qui fabrique des laques. Cent pompiers ont lutté contre le feu de l’usine de vernis."},
    };
    for (size_t turn = 0; turn < 2; turn++) { /* in either order */
      struct sample both[] = {samples[turn], samples[1 - turn]};
      struct digest *d = digest_of(both, 2, (struct digest_options){0});
      const struct digest_day *day = digest_finish(d);
      assert_int_equal(day->n_stories, 1);
      if (!str_eq(day->stories[0].headline, calque_str_of(plain)))
        fail_msg("%.*s", STR_ARG(day->stories[0].headline));
      digest_free(d);
    }
  }
}

/* Two sources, and nothing twice. */
static void test_nothing_twice(void **state) {
  (void)state;
  static const struct sample samples[] = {
      {"a", "2026-11-22", "Courrier", "Une librairie rouvre à Courvant",
       "La librairie du quai rouvrira samedi à Courvant, deux ans après l’incendie qui l’avait "
       "détruite. La nouvelle gérante, Solène Delcourt, promet huit mille livres."},
      {"b", "2026-11-22", "Gazette", "La librairie du quai renaît à Courvant",
       "Deux ans après l’incendie, la librairie du quai de Courvant rouvre samedi avec huit mille "
       "livres. Solène Delcourt en est la nouvelle gérante. Un café doit ouvrir au printemps dans "
       "la cour de la librairie."},
  };
  struct digest *d = digest_of(samples, 2, (struct digest_options){0});
  const struct digest_day *day = digest_finish(d);
  assert_int_equal(day->n_stories, 1);
  const struct digest_story *s = &day->stories[0];
  assert_int_equal(s->n_sentences, 2 + quotes(s, "café"));
  int gerante = 0, deux_ans = 0;
  for (uint32_t i = 0; i < s->n_sentences; i++) {
    gerante += str_has(s->sentences[i].text, STR("gérante"));
    deux_ans += str_has(s->sentences[i].text, STR("eux ans après"));
  }
  assert_int_equal(gerante, 1);
  assert_int_equal(deux_ans, 1);
  digest_free(d);
}

/* The same texts by one site weigh less than by three; an old story less than a fresh one. */
static void test_ranks(void **state) {
  (void)state;
  struct digest_entry entries[4];
  const struct digest_entry *pointers[4];
  uint32_t indexes[] = {0, 1, 2, 3}, copy_of[] = {0, 1, 2, 3};
  const char *const sources[] = {"Courrier", "Gazette", "Écho", "Écho"};
  for (int i = 0; i < 4; i++) {
    entries[i] = (struct digest_entry){.article.source = calque_str_of(sources[i]),
                                       .article.score = 100,
                                       .n_words = 300,
                                       .day = 20000};
    pointers[i] = &entries[i];
  }
  struct members m = {pointers, indexes, copy_of, .n = 3, .day = 20000};
  double three = story_rank(arena, &m);
  m.n = 4;
  double four = story_rank(arena, &m);
  assert_true(four > three && four - three < 0.3);
  copy_of[1] = copy_of[2] = 0; /* reprints */
  m.n = 3;
  double reprints = story_rank(arena, &m);
  m.n = 1;
  double one = story_rank(arena, &m);
  assert_true(three > reprints && reprints > one);
  m.day = 20002;
  assert_true(story_rank(arena, &m) < one);
  m.day = 20000;
  m.n_topics = 1;
  assert_true(story_rank(arena, &m) > reprints);
  entries[0].article.grade = CALQUE_POOR;
  assert_true(story_rank(arena, &m) == 0);
}

/* Compression is the rule; a sentence whole, when asked. */
static void test_whole_sentences(void **state) {
  (void)state;
  static const struct sample sample = {
      "a", "2026-11-22", "Courrier", "Crue à Vaucelmont",
      "La rivière qui traverse Vaucelmont (Lorne) est sortie de son lit dans la nuit, a indiqué la "
      "préfecture."};
  for (int whole = 0; whole < 2; whole++) {
    how.whole_sentences = whole;
    struct digest *d = digest_of(&sample, 1, (struct digest_options){0});
    const struct digest_day *day = digest_finish(d);
    assert_int_equal(quotes(&day->stories[0], "(Lorne)"), whole);
    assert_true(quotes(&day->stories[0], "a indiqué la préfecture"));
    digest_free(d);
  }
  how.whole_sentences = false;
}

/* ---- Disputes ---------------------------------------------------------------------------------
 */

/* What two articles say of one fire, and what they are shown to say differently. */
static const struct {
  const char *one, *other, *expected;
} dispute_rows[] = {
    {"L’incendie de l’usine de Warelles a fait douze morts.",
     "L’incendie de l’usine de Warelles a fait 15 morts.", "morts: douze morts | 15 morts"},
    {"L’incendie de l’usine de Warelles a fait un mort.",
     "L’incendie de l’usine de Warelles a fait deux morts.", "mort: un mort | deux morts"},
    {"L’incendie a fait trois blessés graves à Warelles.",
     "L’incendie a fait quatre blessés graves à Warelles.",
     "blessés graves: trois blessés graves | quatre blessés graves"},
    {"L’incendie de l’usine a fait au moins douze morts.", "L’incendie de l’usine a fait 9 morts.",
     "morts: au moins douze morts | 9 morts"},
    {"La reconstruction de l’usine de Warelles coûtera 1,2 million d’euros à la région.",
     "La reconstruction de l’usine de Warelles coûtera 1,5 million d’euros à la région.",
     "euros: 1,2 million d’euros | 1,5 million d’euros"},
    {"La fumée de l’usine a chassé 1.204 habitants de Warelles.",
     "La fumée de l’usine a chassé 1 340 habitants de Warelles.",
     "habitants: 1.204 habitants | 1 340 habitants"},
    {"Le gardien de l’usine, Hubert Lamarque, 63 ans, a donné l’alerte.",
     "Hubert Lamarque, 61 ans, gardien de l’usine, a donné l’alerte.",
     "Hubert Lamarque: Hubert Lamarque, 63 ans | Hubert Lamarque, 61 ans"},
    {"La fumée de l’usine a chassé vingt-trois habitants de Warelles.",
     "La fumée de l’usine a chassé vingt-quatre habitants de Warelles.",
     "habitants: vingt-trois habitants | vingt-quatre habitants"},
    {"Les syndicats de l’usine ont compté 38 % des bulletins.",
     "Les syndicats de l’usine ont compté 42 % des bulletins.",
     "% des bulletins: 38 % des bulletins | 42 % des bulletins"},
    {"Le conseil de Warelles a voté l’achat de l’usine par 37 voix contre 14.",
     "Hier soir, les élus ont dit oui : 39 voix contre 14.",
     "voix: 37 voix contre 14 | 39 voix contre 14"},
    {"Le syndicat revendique 800 grévistes sur les 1 900 salariés.",
     "La direction n’en convient pas et dénombre 350 grévistes à midi.",
     "grévistes: 800 grévistes | 350 grévistes"},
    {"Un séisme de magnitude 6,8 a frappé Warelles.",
     "La secousse, d’une magnitude de 6,9, a duré.", "magnitude: 6,8 | 6,9"},
    /* the same number */
    {"Le conseil a voté l’achat par 37 voix contre 14.",
     "Les élus l’ont acheté, par trente-sept voix contre quatorze.", ""},
    {"Un séisme de magnitude 6,8 a frappé Warelles.", "La secousse, d’une magnitude de 7, a duré.",
     ""},
    {"L’incendie de l’usine de Warelles a fait douze morts.",
     "L’incendie de l’usine de Warelles a fait 12 morts.", ""},
    {"La fumée a chassé 3.200 habitants de Warelles.",
     "La fumée a chassé 3 200 habitants de Warelles.", ""},
    {"La fumée a chassé quatre-vingt-douze habitants de Warelles.",
     "La fumée a chassé 92 habitants de Warelles.", ""},
    /* rounded, or not meant to the unit */
    {"La fumée a chassé 3.187 habitants de Warelles.",
     "La fumée a chassé 3.200 habitants de Warelles.", ""},
    {"La fumée a chassé une centaine d’habitants de Warelles.",
     "La fumée a chassé 104 habitants de Warelles.", ""},
    {"La fumée a chassé environ 100 habitants de Warelles.",
     "La fumée a chassé 124 habitants de Warelles.", ""},
    {"La fumée a chassé de 10 à 12 habitants de Warelles.",
     "La fumée a chassé 14 habitants de Warelles.", ""},
    {"L’incendie a fait au moins douze morts.", "L’incendie a fait 15 morts.", ""},
    {"La fumée a chassé plus de 300 habitants de Warelles.",
     "La fumée a chassé 350 habitants de Warelles.", ""},
    /* something else */
    {"Un séisme de magnitude 6,8 a frappé Warelles.", "La réplique, de magnitude 4,1, a duré.", ""},
    {"Le conseil de Warelles a voté l’achat de l’usine par 37 voix contre 14.",
     "La région a voté l’aide à l’usine de Warelles par 61 voix contre 38.", ""},
    {"L’incendie de l’usine a fait douze morts.", "L’incendie de l’usine a fait treize blessés.",
     ""},
    {"L’incendie a fait trois blessés graves.", "L’incendie a fait quatre blessés légers.", ""},
    {"L’incendie a fait douze morts, dont trois enfants.",
     "L’incendie a fait douze morts, dont quatre enfants.", ""},
    {"L’incendie a fait douze morts à Warelles.", "L’incendie a fait trois morts à Courvant.", ""},
    {"L’incendie a fait douze morts dimanche.", "L’incendie a fait treize morts lundi.", ""},
    {"Le précédent bilan de l’incendie était de douze morts.", "L’incendie a fait treize morts.",
     ""},
    {"L’usine de Warelles avait ouvert il y a douze ans.",
     "L’usine de Warelles avait brûlé il y a quinze ans.", ""},
    {"L’usine de Warelles a brûlé le 12 novembre.", "L’usine de Warelles a brûlé le 13 novembre.",
     ""},
    {"L’usine de Warelles a été achetée 20.000 euros.",
     "L’usine de Warelles a été achetée 375.000 euros.", ""},
    {"L’incendie a mobilisé soixante pompiers de la région.",
     "La mairie de Courvant recrute soixante-cinq pompiers volontaires.", ""},
    /* a part and a whole: who says two things is not heard */
    {"L’incendie a fait douze morts. On compte trois morts parmi les voisins, et trois morts de "
     "plus.",
     "L’incendie a fait 15 morts.", "morts: douze morts | 15 morts"},
    {"L’incendie a fait douze morts. À l’hôpital, on compte quatre morts.",
     "L’incendie a fait 15 morts.", ""},
};

static void say_disputes(const struct digest_story *s, struct buf *out) {
  buf_clear(out);
  for (uint32_t i = 0; i < s->n_disputes; i++) {
    buf_printf(out, "%s%.*s: ", i ? "; " : "", STR_ARG(s->disputes[i].what));
    for (uint32_t k = 0; k < s->disputes[i].n_claims; k++)
      buf_printf(out, "%s%.*s", k ? " | " : "", STR_ARG(s->disputes[i].claims[k].text));
  }
  buf_char(out, '\0');
}

/* Two articles of one story, that differ in one sentence. */
static const char filler[] =
    " L’usine de Warelles, qui fabrique des vernis, a brûlé dans la nuit malgré les pompiers de "
    "toute la région. Le préfet a ouvert une enquête sur l’incendie de l’usine de vernis.";

static void tell_both(const char *one, const char *other, const char *second_source,
                      struct buf *out) {
  calque_str texts[] = {arena_printf(arena, "%s%s", one, filler),
                        arena_printf(arena, "%s%s", other, filler)};
  struct sample samples[] = {
      {"a", "2026-11-22", "Courrier", "L’usine de vernis de Warelles a brûlé",
       arena_copy_z(arena, texts[0])},
      {"b", "2026-11-22", second_source, "Incendie de l’usine de vernis à Warelles",
       arena_copy_z(arena, texts[1])},
  };
  struct digest_entry *entries[2];
  struct digest_entry const *heard[2];
  bool counts[2] = {true, true};
  for (int i = 0; i < 2; i++) {
    calque_article article = {.date = calque_str_of(samples[i].date),
                              .source = calque_str_of(samples[i].source),
                              .text = calque_str_of(samples[i].text)};
    entries[i] = ARENA_NEW(arena, struct digest_entry);
    entries[i]->article.source = article.source;
    entries[i]->day = day_of(article.date);
    amounts_read(arena, lex, calque_doc_parse(arena, lex, &article), entries[i]);
    heard[i] = entries[i];
  }
  struct digest_story story = {0};
  story.n_disputes = disputes_find(arena, heard, counts, 2, &story.disputes);
  say_disputes(&story, out);
}

static void test_disputes(void **state) {
  (void)state;
  struct buf out;
  buf_init(&out, 1 << 16);
  int failed = 0;
  for (size_t i = 0; i < COUNT(dispute_rows); i++) {
    tell_both(dispute_rows[i].one, dispute_rows[i].other, "Gazette", &out);
    if (strcmp(out.ptr, dispute_rows[i].expected) == 0) continue;
    print_error("%s\n  %s\n  %s expected\n", dispute_rows[i].one, out.ptr,
                dispute_rows[i].expected);
    failed++;
  }
  assert_int_equal(failed, 0);
  /* One source that put its number right. */
  tell_both(dispute_rows[0].one, dispute_rows[0].other, "Courrier", &out);
  assert_string_equal(out.ptr, "");
  buf_free(&out);
}

/* In a story: the number of most articles comes first, poor articles and copies have no say. */
static void test_claims(void **state) {
  (void)state;
  static const struct sample samples[] = {
      {"a", "2026-11-22", "Courrier", "L’usine de vernis de Warelles a brûlé",
       "L’incendie de l’usine de vernis de Warelles a fait 15 morts dans la nuit, selon la mairie. "
       "Les pompiers de toute la région sont venus."},
      {"b", "2026-11-22", "Gazette", "Incendie meurtrier à l’usine de vernis de Warelles",
       "Un incendie a ravagé dans la nuit l’usine de vernis de Warelles, et il a fait douze morts. "
       "Le préfet a demandé une enquête sur l’usine."},
      {"c", "2026-11-22", "Écho", "Warelles pleure les morts de l’usine de vernis",
       "Au lendemain de l’incendie de l’usine de vernis de Warelles, qui a fait 12 morts, les "
       "familles se recueillent. L’enquête sur l’incendie commence."},
  };
  struct digest *d = digest_of(samples, COUNT(samples), (struct digest_options){0});
  const struct digest_day *day = digest_finish(d);
  assert_int_equal(day->n_stories, 1);
  const struct digest_story *s = &day->stories[0];
  assert_int_equal(s->n_disputes, 1);
  assert_int_equal(s->disputes[0].n_claims, 2);
  assert_int_equal(s->disputes[0].claims[0].n, 2);
  assert_true(str_has(s->disputes[0].claims[0].text, STR("morts")));
  assert_true(str_eq(s->disputes[0].claims[1].text, STR("15 morts")));
  assert_true(str_eq(s->articles[s->disputes[0].claims[1].article].id, STR("a")));
  digest_free(d);
}

/* ---- Topics -----------------------------------------------------------------------------------
 */

/* A topic, a sentence, and whether the one is in the other. */
static const struct {
  const char *topic, *sentence;
  bool found;
} topic_rows[] = {
    {"retraite", "La réforme des retraites sera votée en mars.", true},
    {"réforme des retraites", "La réforme des retraites sera votée en mars.", true},
    {"réforme des retraites", "Les réformes de nos retraites se suivent.", true},
    {"réforme de la retraite", "La réforme des retraites sera votée.", true},
    {"réforme des retraites", "La réforme de la justice inquiète les retraités.", false},
    {"réforme des retraites", "Ils demandent une réforme. Les retraites baissent.", false},
    {"retraites", "Les retraités ont défilé à Courvant.", false},
    {"climat | GIEC", "Le Giec publie son rapport.", true},
    {"climat | GIEC", "Les climats changent.", true},
    {"climat|  GIEC  ", "Climat : le rapport attendu.", true},
    {"climat | GIEC", "La climatisation est en panne.", false},
    {"Elysee", "Le président quitte l’Élysée.", true},
    {"elysee", "Le président quitte l’Élysée.", true},
    {"ukraine", "L’armée de l’Ukraine recule.", true},
    {"Ukraine", "L’Ukraine attend.", true},
    {"Orange", "Le groupe Orange recrute.", true},
    {"Orange", "Une vigilance orange est décrétée.", false},
    {"hopital", "L’hôpital recrute.", true},
    {"hopital", "Les hôpitaux recrutent.", true},
    {"côte", "La cote de popularité du maire baisse.", false},
    {"grève", "Les agents ont voté des grèves.", true},
    {"G7", "Le sommet du G7 s’ouvre.", true},
    {"Solène Delcourt", "La libraire Solène Delcourt rouvre.", true},
    {"Solène Delcourt", "La libraire Solène Vasselin rouvre.", false},
    {"Elle", "Le magazine Elle change de patronne.", true},
};

static void test_topics(void **state) {
  (void)state;
  int failed = 0;
  for (size_t i = 0; i < COUNT(topic_rows); i++) {
    struct topics *t = topics_new(lex, calque_str_of(topic_rows[i].topic), "topics", NULL);
    assert_non_null(t);
    const calque_article article = {.text = calque_str_of(topic_rows[i].sentence)}, none = {0};
    uint16_t out[1];
    bool found = topics_find(arena, t, calque_doc_parse(arena, lex, &article),
                             calque_doc_parse(arena, lex, &none), out, 1);
    if (found != topic_rows[i].found)
      print_error("%s: %s\n", topic_rows[i].topic, topic_rows[i].sentence);
    failed += found != topic_rows[i].found;
    topics_free(t);
  }
  assert_int_equal(failed, 0);
}

static void test_wrong_topics(void **state) {
  (void)state;
  static const struct {
    const char *list, *text;
    long line;
  } table[] = {
      {"climat\n\n# à suivre\nle de | la\n",
       "no word to look for in 'le de | la': it has function words only", 4},
      {"climat\nr\xe9"
       "forme\n",
       "not valid UTF-8", 2},
      {"| |", "no word to look for in '| |': it has function words only", 1},
  };
  for (size_t i = 0; i < COUNT(table); i++) {
    calque_error err = {0};
    assert_null(topics_new(lex, calque_str_of(table[i].list), "t.txt", &err));
    assert_string_equal(err.text, table[i].text);
    assert_int_equal(err.line, table[i].line);
    assert_string_equal(err.where, "t.txt");
  }
}

/* What is followed comes first and says so; what an article mentions in passing does not. */
static void test_followed(void **state) {
  (void)state;
  static const struct sample samples[] = {
      {"a", "2026-11-22", "Courrier", "Crue de la Lorne : 310 habitants évacués",
       "La Lorne est sortie de son lit dans la nuit, et 310 habitants ont été évacués vers le "
       "gymnase Carnot. La rivière a atteint 6,42 mètres, a indiqué la préfecture."},
      {"b", "2026-11-22", "Gazette", "La Lorne en crue : des habitants évacués à Vaucelmont",
       "Les pompiers ont évacué 310 habitants de Vaucelmont, inondés par la crue de la Lorne. La "
       "rivière a atteint 6,42 mètres."},
      {"c", "2026-11-22", "Courrier", "Une librairie rouvre à Courvant",
       "La librairie du quai rouvrira samedi à Courvant, deux ans après l’incendie qui l’avait "
       "détruite. Sa nouvelle gérante promet huit mille livres."},
  };
  struct topics *t = topics_new(lex, STR("\xef\xbb\xbf# à suivre\r\nlibrairies\r\nGIEC"), "", NULL);
  how.topics = t;
  struct digest *d = digest_of(samples, COUNT(samples), (struct digest_options){0});
  const struct digest_day *day = digest_finish(d);
  how.topics = NULL;
  assert_int_equal(day->n_stories, 2);
  assert_int_equal(day->stories[0].n_topics, 1);
  assert_true(str_eq(day->stories[0].topics[0], STR("librairies")));
  assert_int_equal(day->stories[1].n_topics, 0);
  digest_free(d);
  topics_free(t);
}

/* ---- Dates ------------------------------------------------------------------------------------
 */

/* A sentence of Wednesday 25 November 2026, and the days in it: "words=day". */
static const struct {
  const char *sentence, *expected;
} when_rows[] = {
    /* back */
    {"La préfecture a annoncé mardi la fermeture du pont.", "mardi=2026-11-24"},
    {"La préfecture a annoncé, mardi, la fermeture du pont.", "mardi=2026-11-24"},
    {"Mardi, la préfecture a annoncé la fermeture du pont.", "Mardi=2026-11-24"},
    {"Le ferry a coulé vendredi soir à l’entrée du port.", "vendredi soir=2026-11-20"},
    {"Le pont est fermé, a indiqué ce mardi la préfecture.", "mardi=2026-11-24"},
    {"Une note publiée lundi évoque des fissures.", "lundi=2026-11-23"},
    {"Le directeur s’est rendu lundi à Courvant.", "lundi=2026-11-23"},
    {"Les agents se sont mis en grève lundi.", "lundi=2026-11-23"},
    {"Le maire a qualifié dimanche d’inacceptables les retards.", "dimanche=2026-11-22"},
    {"Deux communes ont été placées mardi en vigilance.", "mardi=2026-11-24"},
    {"Trois randonneurs sont morts samedi dans le massif.", "samedi=2026-11-21"},
    {"L’homme aurait été vu dimanche à Warelles.", "dimanche=2026-11-22"},
    {"Soupçonné d’avoir volé une barque jeudi, il sera jugé en mars.", "jeudi=2026-11-19"},
    {"Des habitants manifestaient lundi devant la mairie.", "lundi=2026-11-23"},
    {"Le pont est fermé depuis lundi.", "lundi=2026-11-23"},
    {"La grève, entamée vendredi, se poursuit.", "vendredi=2026-11-20"},
    {"Le conseil s’est réuni mercredi dernier.", "mercredi dernier=2026-11-18"},
    {"Le maire l’avait promis lundi dernier.", "lundi dernier=2026-11-23"},
    /* the end of a span */
    {"La préfecture a placé la vallée en alerte de ce mercredi 15 heures à vendredi midi.", ""},
    /* the day itself */
    {"Le procès s’est ouvert mercredi.", "mercredi=2026-11-25"},
    {"Le procès s’ouvre ce mercredi.", "mercredi=2026-11-25"},
    {"Un incendie a détruit la halle ce matin.", "ce matin=2026-11-25"},
    /* ahead */
    {"La librairie rouvrira samedi.", "samedi=2026-11-28"},
    {"Le second tour aura lieu dimanche en Kelmarie.", "dimanche=2026-11-29"},
    {"Le notaire sera jugé jeudi à Courvant.", "jeudi=2026-11-26"},
    {"La ministre doit recevoir les syndicats vendredi.", "vendredi=2026-11-27"},
    {"La décrue, attendue jeudi, pourrait être lente.", "jeudi=2026-11-26"},
    {"Une réunion prévue lundi à la mairie inquiète les riverains.", "lundi=2026-11-30"},
    {"Le conseil vote mardi prochain.", "mardi prochain=2026-12-01"},
    {"Le conseil vote mercredi prochain.", "mercredi prochain=2026-12-02"},
    {"Le maire a annoncé mardi que le pont rouvrira samedi.", "mardi=2026-11-24 samedi=2026-11-28"},
    {"Le pont rouvrira samedi, a annoncé mardi le maire.", "samedi=2026-11-28 mardi=2026-11-24"},
    {"Le notaire doit de nouveau être entendu vendredi.", "vendredi=2026-11-27"},
    {"Les résultats devraient être communiqués lundi par la mairie.", "lundi=2026-11-30"},
    /* by distance */
    {"Le maire a démissionné hier.", "hier=2026-11-24"},
    {"Le maire a démissionné hier soir.", "hier soir=2026-11-24"},
    {"Le maire a démissionné avant-hier.", "avant-hier=2026-11-23"},
    {"Le conseil se réunit demain.", "demain=2026-11-26"},
    {"Le conseil se réunit après-demain à Warelles.", "après-demain=2026-11-27"},
    /* from one to the other */
    {"La Lorne est sortie de son lit dans la nuit de samedi à dimanche.",
     "samedi=2026-11-21 dimanche=2026-11-22"},
    {"La neige tombera dans la nuit de jeudi à vendredi.", "jeudi=2026-11-26 vendredi=2026-11-27"},
    {"Il a été arrêté dans la soirée de lundi.", "lundi=2026-11-23"},
    /* years */
    {"Le pont a été fermé le 30 décembre.", "30 décembre=2025-12-30"},
    {"Le pont rouvrira le 3 mars.", "3 mars=2027-03-03"},
    {"Le pont a été fermé le 3 mars.", ""},
    {"Le pont a été fermé le 30 décembre 2024.", ""},
    {"Le pont a fermé lundi 23 novembre.", ""},
    {"Le rapport a été publié jeudi 23 novembre.", ""}, /* it was a Monday: a slip */
    {"Le pont a fermé mercredi 31 décembre.", "31 décembre=2025-12-31"},
    /* who knows */
    {"La boutique ouvre mardi.", ""},
    {"Le jugement est attendu mercredi.", ""},
    {"Le jugement sera rendu mercredi.", ""},
    {"Les riverains ont lancé un appel à bloquer le pont samedi.", ""},
    {"Le suspect est convoqué mardi.", ""},
    {"La réunion de mardi inquiète les riverains.", ""},
    {"La boutique a ouvert un mardi.", ""},
    {"Le marché, qui a lieu le samedi, a été déplacé.", ""},
    {"Le train a circulé du lundi au vendredi.", ""},
    {"Chaque lundi, le bureau a fermé plus tôt.", ""},
    {"« Nous avons tout vu mardi », a déclaré un témoin.", ""},
    {"« Nous avons tout vu mardi », a déclaré lundi un témoin.", "lundi=2026-11-23"},
    {"Le maire, élu le mardi suivant, a démissionné.", ""},
    {"Le monde de demain a été décrit par les élèves.", ""},
    {"Le Journal du Dimanche a publié la note.", ""},
    {"Le pont devait rouvrir lundi.", ""},
    {"Les boulangers ont défilé pour Mardi gras.", ""},
    {"Le maire a démissionné le mardi d’avant.", ""},
    {"Les élèves ont défilé lundi de Pâques.", ""},
    {"Le conseil se réunira mardi en huit.", ""},
    {"La ville rendra hommage aux marins morts vendredi en mer.", ""},
    {"La semaine dernière, le pont a été fermé.", ""},
};

static void days_in(const char *sentence, int32_t day, struct buf *out) {
  const struct digest_when *when = NULL;
  calque_str text = calque_str_of(sentence);
  uint32_t n = when_find(arena, lex, text, day, &when);
  buf_clear(out);
  for (uint32_t i = 0; i < n; i++) {
    char date[16];
    assert_true(when[i].span.start < when[i].span.end && when[i].span.end <= text.len);
    if (i) assert_true(when[i - 1].span.end <= when[i].span.start);
    buf_printf(out, "%s%.*s=%s", i ? " " : "", STR_ARG(str_of_span(text, when[i].span)),
               digest_date(when[i].day, date).ptr);
  }
  buf_char(out, '\0');
}

static void test_days(void **state) {
  (void)state;
  struct buf out;
  buf_init(&out, 1 << 16);
  int failed = 0;
  for (size_t i = 0; i < COUNT(when_rows); i++) {
    days_in(when_rows[i].sentence, day_of(STR("2026-11-25")), &out);
    if (strcmp(out.ptr, when_rows[i].expected) == 0) continue;
    print_error("%s\n  %s\n  %s expected\n", when_rows[i].sentence, out.ptr, when_rows[i].expected);
    failed++;
  }
  assert_int_equal(failed, 0);
  days_in(when_rows[0].sentence, INT32_MIN, &out); /* an article without a date */
  assert_string_equal(out.ptr, "");
  buf_free(&out);
}

static void test_dates_there_and_back(void **state) {
  (void)state;
  static const char *const dates[] = {"1970-01-01", "1999-12-31", "2000-02-29", "2026-11-25",
                                      "9999-12-31"};
  char out[16];
  for (size_t i = 0; i < COUNT(dates); i++)
    assert_string_equal(digest_date(day_of(calque_str_of(dates[i])), out).ptr, dates[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(test_follow_ups, forget),
      cmocka_unit_test_teardown(test_what_is_new, forget),
      cmocka_unit_test_teardown(test_what_is_half_new, forget),
      cmocka_unit_test_teardown(test_damaged_memory, forget),
      cmocka_unit_test_teardown(test_headlines, forget),
      cmocka_unit_test_teardown(test_nothing_twice, forget),
      cmocka_unit_test_teardown(test_ranks, forget),
      cmocka_unit_test_teardown(test_whole_sentences, forget),
      cmocka_unit_test_teardown(test_disputes, forget),
      cmocka_unit_test_teardown(test_claims, forget),
      cmocka_unit_test_teardown(test_topics, forget),
      cmocka_unit_test_teardown(test_wrong_topics, forget),
      cmocka_unit_test_teardown(test_followed, forget),
      cmocka_unit_test_teardown(test_days, forget),
      cmocka_unit_test_teardown(test_dates_there_and_back, forget),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
