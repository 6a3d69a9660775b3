/* Numbers of both languages: which agree, which do not, and the tables behind them. */
#include "base/array.h"
#include "english/number_parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static calque_arena *arena;

static struct pieces cut(const char *text) {
  calque_str s = calque_str_of(text);
  return pieces_cut(arena, NULL, s, (calque_span){0, (uint32_t)s.len});
}

/* Findings that weigh more than a note. */
static size_t faults(const char *fr, const char *en) {
  struct findings found = {.arena = arena};
  struct pieces a = cut(fr), b = cut(en);
  size_t n = 0;
  numbers_compare(&found, &a, &b);
  for (size_t i = 0; i < found.list.n; i++) n += found.list.ptr[i].severity > CALQUE_NOTE;
  return n;
}

static const struct {
  const char *fr, *en;
} same[] = {
    /* Separators */
    {"Il y a 839.000 habitants.", "There are 839,000 inhabitants."},
    {"Il y a 100 000 habitants.", "There are 100,000 inhabitants."},
    {"Il y a 1 234 567 voix.", "There are 1,234,567 votes."},
    {"Il y a 1 234 567 voix.", "There are 1,234,567 votes."},
    {"Le prix est de 1 234,50 euros.", "The price is 1,234.50 euros."},
    {"Le prix est de 1.234,50 euros.", "The price is 1,234.50 euros."},
    {"Une hausse de 3,5 %.", "A rise of 3.5%."},
    {"Une hausse de 0, 5 %.", "A rise of 0.5%."},
    {"Une hausse de 50, 3 %.", "A rise of 50.3%."},
    {"En 2010, 20 % des élus ont voté.", "In 2010, 20% of those elected voted."},
    {"Un score de 2-1.", "A score of 2-1."},
    {"Il a fallu 5,6 jours.", "It took five or six days."},
    /* Scales */
    {"Le budget est de 1,5 milliard.", "The budget is 1.5 billion."},
    {"Le budget est de 1,5 milliard.", "The budget is 1,500 million."},
    {"Un plan de 2 000 milliards de dollars.", "A plan of $2 trillion."},
    {"Un plan de 3 M€.", "A plan of €3m."},
    {"Un plan de 12 Md€.", "A plan of €12bn."},
    {"Un coût de 400 k€.", "A cost of €400,000."},
    {"Un million et demi de visiteurs, soit 1,5 million.", "A million and a half visitors."},
    {"Ils sont 1 million 200 000.", "They are 1,200,000."},
    {"Entre 3 et 5 millions d’euros.", "Between 3 million and 5 million euros."},
    {"De 3 à 5 milliards.", "$3bn to $5bn."},
    /* Words */
    {"Il a 12 ans.", "He is twelve."},
    {"Ils sont 71.", "There are seventy-one of them."},
    {"Soixante et onze élus.", "71 members."},
    {"Quatre-vingt-dix-sept élus.", "97 members."},
    {"Deux cent trente-quatre élus.", "234 members."},
    {"Septante-cinq communes.", "75 municipalities."},
    {"Huitante-deux communes.", "82 municipalities."},
    {"Nonante-neuf communes.", "99 municipalities."},
    {"Mille neuf cent quatre-vingt-quatre.", "1984."},
    {"L’année 1984.", "The year nineteen eighty-four."},
    {"Trois mille deux cents voix.", "3,200 votes."},
    {"Une vingtaine de blessés.", "About 20 injured."},
    {"Deux douzaines d’œufs.", "24 eggs."},
    {"12 œufs.", "A dozen eggs."},
    {"Des milliers de manifestants.", "Some 5,000 demonstrators."},
    {"Un demi-million de voix.", "500,000 votes."},
    {"500 000 voix.", "Half a million votes."},
    {"Trois virgule cinq points.", "3.5 points."},
    {"1 an de prison.", "A year in prison."},
    /* Fractions and shares */
    {"La moitié des voix.", "50% of the vote."},
    {"50 % des voix.", "Half of the vote."},
    {"Un quart des voix.", "25% of the vote."},
    {"Les deux tiers des voix.", "2/3 of the vote."},
    {"Trois quarts des élus.", "75 percent of the members."},
    {"1/8 de finale.", "The round of 16."},
    {"Les huitièmes de finale.", "The last 16."},
    /* Ordinals, Roman numerals */
    {"Le 1er tour.", "The first round."},
    {"La 28e édition.", "The 28th edition."},
    {"La vingt-deuxième édition.", "The 22nd edition."},
    {"Le XXe siècle.", "The 20th century."},
    {"Louis XIV en 1700.", "Louis XIV in 1700."},
    {"Le roi François Ier.", "King Francis 1."},
    /* Dates, years */
    {"Le 14 juillet 1998.", "July 14, 1998."},
    {"Le 12/03/2020.", "12 March 2020."},
    {"Le 12/03/2020.", "March 12, 2020."},
    {"Le 11 septembre.", "9/11."},
    {"Les années 80.", "The 1980s."},
    {"Les années 80.", "The eighties."},
    {"Les années quatre-vingt-dix.", "The 1990s."},
    {"Les années soixante.", "The 60s."},
    {"La saison 2011-12.", "The 2011-2012 season."},
    {"Exercice 2011/2012.", "The 2011/12 fiscal year."},
    {"Au XIXe siècle.", "In the 1800s."},
    /* Hours */
    {"Mardi à 14h30.", "On Tuesday at 2:30 pm."},
    {"Mardi à 14 h 30.", "On Tuesday at 2.30pm."},
    {"Mardi à 14h30.", "On Tuesday at 14:30."},
    {"Mardi à 20 heures.", "On Tuesday at 8 p.m."},
    {"Mardi à 20 heures.", "On Tuesday at 8 o'clock."},
    {"Mardi à 22h GMT.", "On Tuesday at 2200 GMT."},
    {"À midi.", "At 12 noon."},
    {"Mardi à 0h30.", "On Tuesday at 12:30 am."},
    {"Huit heures et demie.", "8:30."},
    {"À 20h30.", "At half past eight."},
    {"Il a couru en 2h03.", "He ran it in 2:03."},
    /* Lengths of time */
    {"Les 18 derniers mois.", "The last year and a half."},
    {"Pendant 24 heures.", "For a day."},
    {"Pendant 48 heures.", "For two days."},
    {"Dans 15 jours.", "In two weeks."},
    {"Depuis 30 ans.", "For three decades."},
    {"Trois décennies.", "30 years."},
    {"Un demi-siècle.", "50 years."},
    {"Un quart d’heure.", "15 minutes."},
    {"Une heure et demie.", "90 minutes."},
    {"Deux ans et demi.", "2.5 years."},
    /* Money, measures, codes */
    {"2 euros 50.", "€2.50."},
    {"50 centimes.", "0.50 euros."},
    {"Il mesure 1m80.", "He is 1.80 metres tall."},
    {"Un A350 au G20.", "An A350 at the G20."},
    {"La Covid-19.", "Covid."},
    /* The calendar */
    {"Il viendra jeudi en mars.", "He will come in March on a Thursday."},
    {"Il viendra jeudi.", "He will come soon."},
    {"Il viendra en mars.", "He may come in March."},
    {"Dans la nuit, mardi à l’aube.", "On Monday night."},
    {"Le CO2.", "Carbon dioxide."},
};

static void same_numbers_agree(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(same); i++) {
    if (faults(same[i].fr, same[i].en)) fail_msg("%s | %s", same[i].fr, same[i].en);
  }
}

static const struct {
  const char *fr, *en;
} changed[] = {
    {"Il y a 839.000 habitants.", "There are 893,000 inhabitants."},
    {"Une hausse de 3,5 %.", "A rise of 3.6%."},
    {"Le budget est de 1,5 milliard.", "The budget is 1.5 million."},
    {"Le budget est de 1,5 milliard.", "The budget is 15 billion."},
    {"Un billion de dollars, 1 billion.", "1 billion dollars."},
    {"Entre 3 et 5 millions.", "Between 3 and 6 million."},
    {"Il a 12 ans.", "He is thirteen."},
    {"Ils sont 12.", "There are many of them."},
    {"Ils sont nombreux.", "There are 12 of them."},
    {"La 28e édition.", "The 27th edition."},
    {"Mardi à 14h30.", "On Tuesday at 2:45 pm."},
    {"Mardi à 14h30.", "On Tuesday at 2:30 am."},
    {"Mardi à 20 heures.", "On Tuesday at 9 pm."},
    {"En 1998.", "In 1989."},
    {"Les années 80.", "The 1970s."},
    {"Le 12/03/2020.", "12 April 2020."},
    {"Les 18 derniers mois.", "The last two and a half years."},
    {"Le 3e tour.", "The 1st round."},
    {"Un A350.", "An A320."},
    {"Au G20.", "At the G8."},
    {"50 % des voix.", "A third of the vote."},
    {"Deux tiers des voix, 66 %.", "Three quarters of the vote."},
    {"Une vingtaine de blessés.", "About 30 injured."},
    {"Soixante et onze élus.", "61 members."},
    {"Un score de 2-1.", "A score of 2-0."},
    {"Il viendra jeudi.", "He will come on Tuesday."},
    {"Il viendra en mars.", "He will come in May."},
};

static void changed_numbers_are_found(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(changed); i++) {
    if (!faults(changed[i].fr, changed[i].en)) fail_msg("%s | %s", changed[i].fr, changed[i].en);
  }
}

static const struct {
  const char *fr, *en, *left; /* what is in French style */
} styles[] = {
    {"Une hausse de 1,5 %.", "A rise of 1,5 %.", "1,5"},
    {"Il y a 100 000 voix.", "There are 100 000 votes.", "100 000"},
    {"Il y a 400.000 voix.", "There are 400.000 votes.", "400.000"},
    {"La 28e édition.", "The 28e edition.", "28e"},
    {"Mardi à 14h30.", "On Tuesday at 14h30.", "14h30"},
    {"Une hausse de 1,5 %.", "A rise of 1.5%.", NULL},
    {"Les articles 1 et 5.", "Articles 1,5 and 7.", NULL},
    {"Le Boeing 777-300ER.", "The 777-300ER.", NULL},
};

static void french_style_is_a_note(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(styles); i++) {
    struct findings found = {.arena = arena};
    struct pieces a = cut(styles[i].fr), b = cut(styles[i].en);
    numbers_check_style(&found, &a, &b);
    if (found.list.n != (styles[i].left != NULL)) fail_msg("%s", styles[i].en);
    if (!styles[i].left) continue;
    calque_str left = str_of_span(b.text, found.list.ptr[0].en);
    assert_true(str_eq(left, calque_str_of(styles[i].left)));
    assert_int_equal(found.list.ptr[0].severity, CALQUE_NOTE);
  }
}

/* The tables are searched by halves, and no word may stand twice in one role. */
static void word_tables_are_in_order(void **state) {
  (void)state;
  for (int side = FRENCH; side <= ENGLISH; side++) {
    const struct number_word *before = NULL, *row;
    for (size_t i = 0; (row = number_word_row((enum side)side, i)); before = row, i++) {
      char folded[64];
      calque_str word = {row->word, row->len};
      size_t len = utf8_fold_word(word, folded);
      if (!str_eq(word, (calque_str){folded, len})) fail_msg("'%s' is not folded", row->word);
      if (!before) continue;
      int order = strcmp(before->word, row->word);
      if (order > 0 || (order == 0 && before->role >= row->role)) fail_msg("'%s'", row->word);
    }
    assert_true(before != NULL);
  }
}

static void every_word_is_found_in_its_role(void **state) {
  (void)state;
  for (int side = FRENCH; side <= ENGLISH; side++) {
    const struct number_word *row;
    for (size_t i = 0; (row = number_word_row((enum side)side, i)); i++) {
      calque_str word = {row->word, row->len};
      if (number_word_find((enum side)side, word, (enum number_role)row->role) != row) {
        fail_msg("'%s'", row->word);
      }
    }
  }
}

static const struct {
  const char *word;
  double value; /* 0: no numeral */
} romans[] = {{"XIV", 14},   {"XIXe", 19}, {"Ier", 1}, {"MCMLXXXIV", 1984}, {"IV", 4}, {"VX", 0},
              {"Xavier", 0}, {"IIII", 0},  {"", 0},    {"xiv", 0}};

static void roman_numerals_are_read(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(romans); i++) {
    double value = number_roman_value(calque_str_of(romans[i].word));
    if (value < romans[i].value || value > romans[i].value) fail_msg("%s", romans[i].word);
  }
}

/* A page of figures must not cost its square. */
static void a_page_of_figures_is_linear(void **state) {
  (void)state;
  struct buf text;
  buf_init(&text, 1 << 24);
  for (int i = 0; i < 60000; i++) buf_printf(&text, "%d 1,5 ", i);
  calque_str s = buf_view(&text);
  struct pieces p = pieces_cut(arena, NULL, s, (calque_span){0, (uint32_t)s.len});
  struct findings found = {.arena = arena};
  numbers_compare(&found, &p, &p);
  numbers_check_style(&found, &p, &p);
  for (size_t i = 0; i < found.list.n; i++) {
    assert_int_equal(found.list.ptr[i].severity, CALQUE_NOTE);
  }
  buf_free(&text);
}

int main(void) {
  arena = calque_arena_new();
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(same_numbers_agree),
      cmocka_unit_test(changed_numbers_are_found),
      cmocka_unit_test(french_style_is_a_note),
      cmocka_unit_test(word_tables_are_in_order),
      cmocka_unit_test(every_word_is_found_in_its_role),
      cmocka_unit_test(roman_numerals_are_read),
      cmocka_unit_test(a_page_of_figures_is_linear),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  calque_arena_free(arena);
  return failed;
}
