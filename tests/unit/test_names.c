/* Names of the French in the English and the other way round, and the tables behind them. */
#include "base/array.h"
#include "english/name_class.h"
#include "lexicon/tsv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static calque_arena *arena;
static calque_lexicon *lex;
static struct gazetteer gazetteer;

static struct pieces cut(const char *text) {
  calque_str s = calque_str_of(text);
  return pieces_cut(arena, lex, s, (calque_span){0, (uint32_t)s.len});
}

/* The findings of one direction. */
static struct findings compare(const char *fr, const char *en, bool support) {
  struct findings found = {.arena = arena};
  struct pieces *a = ARENA_NEW(arena, struct pieces), *b = ARENA_NEW(arena, struct pieces);
  struct name_tables *tables = ARENA_NEW(arena, struct name_tables);
  struct name_index x, y;
  *a = cut(fr);
  *b = cut(en);
  *tables = (struct name_tables){lex, &gazetteer};
  name_index_build(&x, arena, a, FRENCH, tables);
  name_index_build(&y, arena, b, ENGLISH, tables);
  if (support) names_support(&found, &x, &y, CALQUE_MAJOR);
  else names_compare(&found, &x, &y);
  return found;
}

static size_t faults(struct findings found) {
  size_t n = 0;
  for (size_t i = 0; i < found.list.n; i++) n += found.list.ptr[i].severity > CALQUE_NOTE;
  return n;
}

static const struct {
  const char *fr, *en;
} kept[] = {
    /* Exonyms */
    {"Il vit à Moscou.", "He lives in Moscow."},
    {"Il vit au Caire.", "He lives in Cairo."},
    {"Les États-Unis ont refusé.", "The U.S. refused."},
    {"Les États-Unis ont refusé.", "The United States refused."},
    {"Il vient d’Allemagne.", "He is German."},
    {"Les Allemands ont voté.", "Germany has voted."},
    {"Le gouvernement allemand cède.", "The German government gives in."},
    {"La Côte d’Ivoire a gagné.", "Ivory Coast won."},
    {"Au Proche-Orient, le calme revient.", "In the Middle East, calm returns."},
    /* Organisations and acronyms */
    {"L’Otan et l’ONU ont signé.", "NATO and the UN have signed."},
    {"L’OTAN a signé.", "NATO signed."},
    {"L’Union européenne a signé.", "The EU signed."},
    {"Selon l’AIEA, tout va bien.", "All is well, the IAEA says."},
    {"La Banque mondiale prête.", "The World Bank lends."},
    {"Un accord avec la BNZ.", "An agreement with the NZB."},
    {"Le ministre des Affaires étrangères est venu.", "The foreign minister came."},
    {"Le Premier ministre est venu.", "The prime minister came."},
    /* Transliteration and spelling */
    {"Sergueï Lavrov a parlé.", "Sergey Lavrov spoke."},
    {"Le maire Andreï Choulguine est venu.", "The mayor, Andrei Shulgin, came."},
    {"Le général Tchekounov est venu.", "General Chekunov came."},
    {"Le général Ouzdine est venu.", "General Uzdin came."},
    {"Zoé Brévannes est venue.", "Zoe Brevannes came."},
    {"M. Kestremont est venu.", "Mr Kestremont came."},
    {"Peter Kestremont est venu.", "Mr. Kestremont came."},
    {"Le bateau de Kestremont.", "Kestremont's boat."},
    /* Ordinary words with a capital */
    {"La Faculté a fermé.", "The school has closed."},
    {"Le Parlement a voté.", "Lawmakers voted in parliament."},
    {"La Première Guerre mondiale.", "The First World War."},
    {"Aujourd’hui, tout va bien.", "All is well today."},
    {"Evidemment, tout va bien.", "Of course, all is well."},
    {"Connectez-vous.", "Log in."},
    {"En 2007, Ceci a suffi.", "In 2007, this was enough."},
    {"La Sixième Avenue.", "Sixth Avenue."},
    {"Louis XIV est venu.", "Louis XIV came."},
    {"Lundi, en Janvier.", "On Monday, in January."},
};

static void names_that_are_there_are_found(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(kept); i++) {
    struct findings found = compare(kept[i].fr, kept[i].en, false);
    if (faults(found)) {
      fail_msg("%s | %s: %.*s", kept[i].fr, kept[i].en, STR_ARG(found.list.ptr[0].message));
    }
  }
}

static const struct {
  const char *fr, *en, *name;
} lost[] = {
    {"Il vit à Moscou.", "He lives there.", "Moscou"},
    {"Il vit à Moscou.", "He lives in Madrid.", "Moscou"},
    {"Il vient du Niger.", "He comes from Nigeria.", "Niger"},
    {"L’Autriche a refusé.", "Australia refused.", "Autriche"},
    {"Le gouvernement allemand cède.", "The government gives in.", "allemand"},
    {"L’Otan a signé.", "The group has signed.", "Otan"},
    {"Selon l’AIEA, tout va bien.", "All is well.", "AIEA"},
    {"Le maire Andreï Choulguine est venu.", "The mayor, Andrei, came.", "Choulguine"},
    {"M. Kestremont est venu.", "He came.", "Kestremont"},
    {"Élise Kestremont et Paul Dravigny.", "Elise Kestremont and Paul.", "Dravigny"},
    {"Kestremont a vu la mère de Kestremont.", "Kestremont saw his mother.", "Kestremont"},
    {"Il vit à Haute-Vernoy.", "He lives in Vernoy.", "Haute"},
    {"La société Dravigny a fermé.", "The company closed.", "Dravigny"},
};

static void lost_names_are_reported(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(lost); i++) {
    struct findings found = compare(lost[i].fr, lost[i].en, false);
    bool named = false;
    for (size_t k = 0; k < found.list.n; k++) {
      calque_str name = str_of_span(calque_str_of(lost[i].fr), found.list.ptr[k].fr);
      named |=
          found.list.ptr[k].severity > CALQUE_NOTE && str_eq(name, calque_str_of(lost[i].name));
    }
    if (!named) fail_msg("%s | %s", lost[i].fr, lost[i].en);
  }
}

static const struct {
  const char *fr, *en;
  bool made_up;
} support[] = {
    {"Le ministre est venu à Moscou.", "The minister, Kestremont, came to Moscow.", true},
    {"Le ministre est venu à Moscou.", "The minister came to Madrid.", true},
    {"Le ministre est venu à Moscou.", "The minister came to Moscow on Monday.", false},
    {"Le ministre allemand est venu.", "The minister came from Germany.", false},
    {"Sergueï Lavrov est venu.", "The minister, Sergei Lavrov, came.", false},
    {"L’ONU a voté.", "On Monday the United Nations voted.", false},
    {"Le président est venu.", "The President came.", false},
};

static void made_up_names_are_reported(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(support); i++) {
    bool found = faults(compare(support[i].fr, support[i].en, true)) > 0;
    if (found != support[i].made_up) fail_msg("%s | %s", support[i].fr, support[i].en);
  }
}

static const struct {
  const char *fr, *en;
  bool alike;
} sounds[] = {
    {"choigou", "shoigu", true},
    {"poutine", "putin", true},
    {"tchekhov", "chekhov", true},
    {"moubarak", "mubarak", true},
    {"khrouchtchev", "khrushchev", true},
    {"djibril", "jibril", true},
    {"lavrov", "lavrov", true},
    {"niger", "nigeria", false},
    {"iran", "irak", false},
    {"martin", "madrid", false},
};

static void transliterations_sound_alike(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(sounds); i++) {
    char a[128], b[128];
    calque_str fr = {a, name_key(calque_str_of(sounds[i].fr), FRENCH, a)};
    calque_str en = {b, name_key(calque_str_of(sounds[i].en), ENGLISH, b)};
    if (str_eq(fr, en) != sounds[i].alike)
      fail_msg("%s %.*s %.*s", sounds[i].fr, STR_ARG(fr), STR_ARG(en));
  }
}

/* Every French form of the tables leads to every English form beside it. */
static bool leads_to(calque_str french, calque_str english) {
  char a[1300], b[1300];
  unsigned words;
  calque_str fr = {a, gazetteer_fold(french, a, &words)};
  calque_str en = {b, gazetteer_fold(english, b, &words)};
  calque_str bare = str_starts(en, STR("the ")) ? str_slice(en, 4, en.len) : en;
  uint32_t id = gazetteer_find(&gazetteer, &gazetteer.french, fr);
  if (id == GAZETTEER_NONE) return false;
  size_t n;
  const uint32_t *links = gazetteer_links(&gazetteer.french, &gazetteer.french.phrases[id], &n);
  for (size_t i = 0; i < n; i++) {
    calque_str text = gazetteer_text(&gazetteer, &gazetteer.english.phrases[links[i]]);
    if (str_eq(text, en) || str_eq(text, bare)) return true;
  }
  return false;
}

static void check_row(calque_str french, calque_str english, const struct tsv *t) {
  for (calque_str fr = french; fr.ptr;) {
    calque_str form = str_trim(str_cut(&fr, '|'));
    for (calque_str en = english; form.len && en.ptr;) {
      calque_str other = str_trim(str_cut(&en, '|'));
      if (!other.len || leads_to(form, other)) continue;
      fail_msg("%s:%ld: %.*s -> %.*s", t->path, t->line, STR_ARG(form), STR_ARG(other));
    }
  }
}

static const struct {
  const char *file, *columns;
  size_t n, french, english;
} tables[] = {
    {"names/places.tsv", "kind\tfrench\tenglish\tcode", 4, 1, 2},
    {"names/institutions.tsv", "kind\tacronym\tfrench\tenglish_acronym\tenglish", 5, 2, 4},
    {"names/people.tsv", "kind\tfrench\tenglish", 3, 1, 2},
    {"names/outlets.tsv", "kind\tenglish\tmistaken\tuse", 4, 2, 1},
};

static void every_row_of_the_tables_is_compiled(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(tables); i++) {
    struct tsv t;
    calque_error err = {0};
    calque_str cell[TSV_MAX_COLUMNS];
    size_t rows = 0;
    calque_status status =
        tsv_open(&t, arena, "dictionaries", tables[i].file, tables[i].columns, &err);
    for (; !status && !(status = tsv_row(&t, cell, tables[i].n, &err)); rows++) {
      check_row(cell[tables[i].french], cell[tables[i].english], &t);
    }
    if (status != CALQUE_END) fail_msg("%s: %s", tables[i].file, err.text);
    assert_true(rows > 100);
  }
}

/* A cut or changed section is refused or leads nowhere, but never outside. */
static void a_damaged_table_is_no_danger(void **state) {
  (void)state;
  calque_str whole = lexicon_section(lex, SECTION_GAZETTEER);
  struct gazetteer g;
  for (size_t len = 0; len < whole.len; len += whole.len / 7 + 1) {
    assert_false(gazetteer_open(&g, str_slice(whole, 0, len)));
    assert_int_equal(gazetteer_find(&g, &g.french, STR("moscou")), GAZETTEER_NONE);
  }
  char *copy = arena_alloc(arena, whole.len);
  uint64_t random = 88172645463325252u;
  for (int round = 0; round < 200; round++) {
    memcpy(copy, whole.ptr, whole.len);
    for (int k = 0; k < 50; k++) {
      random ^= random << 13, random ^= random >> 7, random ^= random << 17;
      copy[8 + random % (whole.len - 8)] = (char)(random >> 32);
    }
    if (!gazetteer_open(&g, (calque_str){copy, whole.len})) continue;
    gazetteer_find(&g, &g.french, STR("moscou"));
    gazetteer_find(&g, &g.english, STR("united states"));
  }
}

int main(void) {
  calque_error err = {0};
  arena = calque_arena_new();
  lex = calque_lexicon_open(NULL, &err);
  if (!lex || !gazetteer_open(&gazetteer, lexicon_section(lex, SECTION_GAZETTEER))) {
    fprintf(stderr, "no names: %s\n", err.text);
    return 1;
  }
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_that_are_there_are_found),
      cmocka_unit_test(lost_names_are_reported),
      cmocka_unit_test(made_up_names_are_reported),
      cmocka_unit_test(transliterations_sound_alike),
      cmocka_unit_test(every_row_of_the_tables_is_compiled),
      cmocka_unit_test(a_damaged_table_is_no_danger),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  calque_lexicon_free(lex);
  calque_arena_free(arena);
  return failed;
}
