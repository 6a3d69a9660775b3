/* Feeds in the manners of many generators, the dates that they write, what is refused. */
#include "base/array.h"
#include "base/buf.h"
#include "input/feed.h"
#include "input/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* ---- Sample feeds ------------------------------------------------------------------------------
 */

struct row {
  const char *path;
  /* id|title|date|url|source|text, one article a line, line feeds of the text as spaces; "!" and
   * the message for what is lost */
  const char *expected;
};

static const struct row rows[] = {
    {"wordpress.xml",
     "https://courrier-lorne.example/?p=4182|La passerelle du moulin rouvrira – enfin – au "
     "printemps|2026-11-22T06:30:00Z|https://courrier-lorne.example/2026/11/22/"
     "passerelle-moulin/?utm_source=rss&utm_medium=rss|Le Courrier de Lorne|Fermée depuis deux "
     "ans, la passerelle du moulin rouvrira au mois d’avril, a annoncé la mairie de Lorne.  Les "
     "travaux coûteront 310\u00a0000 euros, soit un tiers de plus que prévu.  Un chantier "
     "retardé  La crue de 2025 avait emporté l’échafaudage.\n"
     "https://courrier-lorne.example/?p=4177|Marché de Noël : quarante exposants attendus|"
     "2026-11-21T17:05:41Z|https://courrier-lorne.example/2026/11/21/marche-noel/|Le Courrier de "
     "Lorne|Le marché se tiendra sur la place Haute du 5 au 24 décembre. […]\n"},
    {"spip.xml",
     "http://brossac-infos.example/spip.php?article812|Le lycée agricole ouvre ses "
     "portes|2026-11-20T08:15:00Z|http://brossac-infos.example/spip.php?article812|Brossac "
     "Infos|Samedi, les visiteurs pourront goûter aux fromages de l'exploitation.  Le lycée compte "
     "cent vingt élèves et trente vaches.\n"},
    {"drupal.xml",
     "318 at https://www.ville-warelles.example|Collecte des déchets : le calendrier change|"
     "2026-11-19T14:20:11+01:00|https://www.ville-warelles.example/node/318|Ville de Warelles - "
     "Actualités|Collecte  Les bacs verts seront vidés le mardi à partir du 1er décembre, dès six "
     "heures.\n"
     "319 at https://www.ville-warelles.example|Concert au kiosque|2026-11-18T09:00:00+01:00|"
     "https://www.ville-warelles.example/agenda/concert?jour=29&mois=11|Ville de Warelles - "
     "Actualités|La fanfare des Trois-Ponts jouera dimanche à quinze heures.\n"},
    {"netscape-091.xml",
     "http://depeche-merival.example/greve.html|Grève des bacs : le trafic reprend||"
     "http://depeche-merival.example/greve.html|La Dépêche de Mérival|Après trois jours d'arrêt, "
     "les bacs ont repris la traversée jeudi. Le syndicat a obtenu 2 % d'augmentation & une prime. "
     "Coût pour la régie\u00a0: 40 000 €.\n"},
    {"dotclear-10.rdf",
     "http://carnet.example/post/eclipse|Une éclipse vue du col|2026-11-18T21:47:00+01:00|"
     "http://carnet.example/post/eclipse|Carnet d'Héliade|Nous étions douze au col de la Serre, "
     "mercredi soir.  Les nuages se sont écartés dix minutes avant le maximum.\n"},
    {"blogger-atom.xml",
     "tag:blogger.example,1999:blog-77.post-401|Montreval l'emporte 3\u00a0à\u00a01|"
     "2026-11-21T19:30:00+01:00|https://montreval.example/2026/11/victoire.html|Les chroniques de "
     "Montreval|Les joueurs de Montreval ont battu Port-Grevel samedi soir.  Le gardien a arrêté "
     "deux penaltys.\n"},
    {"hugo-xhtml-atom.xml",
     "urn:uuid:9a4be7c1-52ce-4a0c-8a3c-0d8f6b1c5d11|Le budget 2027 est adopté|"
     "2026-11-17T12:00:00-05:00|https://saint-evrard.example/seances/budget-2027.html|"
     "Saint-Évrard, le conseil|Le conseil a adopté mardi un budget de 8,4\u00a0millions de "
     "dollars.  La taxe foncière est maintenue pour les maisons de < 200\u00a0000 $.\n"},
    {"planet-atom.xml",
     "https://port-grevel.example/ferry|Ferry : R&D et nouvelles hélices|2026-11-22T03:00:00Z|"
     "https://port-grevel.example/ferry|L'Écho de Port-Grevel|Le ferry de Port-Grevel recevra deux "
     "hélices neuves.  La traversée sera interrompue une semaine (vitesse < 12 nœuds).\n"},
    {"feed.json",
     "https://valdorena.example/2026/chaleur|Un novembre à vingt-six degrés|"
     "2026-11-20T16:00:00+01:00|https://valdorena.example/2026/chaleur|Valdorena au jour le "
     "jour|Le thermomètre a atteint 26 °C vendredi à Valdorena.  C’est un record pour la saison.\n"
     "https://valdorena.example/2026/citernes||2026-11-19|https://valdorena.example/2026/citernes|"
     "Valdorena au jour le jour|Les citernes du plateau sont vides aux deux tiers.  La mairie "
     "limite l’arrosage.\n"
     "!tests/feeds/feed.json:1: the entry 'La photo du jour' has no text\n"},
    {"handmade.xml",
     "http://radio-courvant.example/a?x=1&y=2|Musée : R&D, mode d'emploi|2026-11-22T07:45:00|"
     "http://radio-courvant.example/a?x=1&y=2|Radio Courvant & Cie|Le musée rouvre lundi & les "
     "billets sont en vente.\n"
     "http://radio-courvant.example/voeux|Vœux du maire||http://radio-courvant.example/voeux|Radio "
     "Courvant & Cie|Le maire présentera ses vœux le 8 janvier à 18 h \ufffd dans la salle des "
     "fêtes.\n"
     "tests/feeds/handmade.xml#entry-4||2026-11-22T09:10:00||Radio Courvant & Cie|Sans titre ni "
     "adresse, cette brève reste une brève.\n"
     "!tests/feeds/handmade.xml:12: the entry 'Vide' has no text\n"},
    {"cut.xml",
     "https://coupe.example/1|Entier||https://coupe.example/1|Coupé|Cette entrée est entière.\n"
     "!tests/feeds/cut.xml:5: the feed is not well-formed XML: no element found (it may be cut "
     "off)\n"},
    {"bomb.xml",
     "!tests/feeds/bomb.xml:4: the feed defines nested or long entities, which is refused\n"},
    {"external.xml",
     "https://curieux.example/1|Titre||https://curieux.example/1|Curieux|Le contenu du fichier : "
     "&secret; et rien d'autre.\n"},
    {"list.opml", "!tests/feeds/list.opml: a list of feeds; calque collect reads it\n"},
};

static void put_article(struct buf *out, const calque_article *a) {
  buf_printf(out, "%.*s|%.*s|%.*s|%.*s|%.*s|", STR_ARG(a->id), STR_ARG(a->title), STR_ARG(a->date),
             STR_ARG(a->url), STR_ARG(a->source));
  for (size_t i = 0; i < a->text.len; i++)
    buf_char(out, a->text.ptr[i] == '\n' ? ' ' : a->text.ptr[i]);
  buf_char(out, '\n');
}

static void read_file(const char *path, struct buf *out) {
  struct reader_options options = {READER_AUTO, 0, &path, 1};
  struct reader *r = reader_open(&options);
  calque_arena *arena = calque_arena_new();
  for (;;) {
    calque_article a;
    calque_error err = {0};
    char text[600];
    calque_status status = reader_next(r, arena, &a, &err);
    if (status == CALQUE_END) break;
    if (status) buf_printf(out, "!%s\n", error_text(&err, text, sizeof text));
    else put_article(out, &a);
    calque_arena_reset(arena);
  }
  calque_arena_free(arena);
  reader_free(r);
}

static void sample_feeds(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    char path[200];
    snprintf(path, sizeof path, "tests/feeds/%s", rows[i].path);
    struct buf out;
    buf_init(&out, 1 << 20);
    read_file(path, &out);
    assert_string_equal(out.ptr, rows[i].expected);
    buf_free(&out);
  }
}

/* ---- Dates -------------------------------------------------------------------------------------
 */

static void dates(void **state) {
  (void)state;
  static const struct {
    const char *date, *iso;
  } table[] = {
      {"Sun, 22 Nov 2026 07:00:00 +0100", "2026-11-22T07:00:00+01:00"},
      {"22 Nov 2026 07:00 GMT", "2026-11-22T07:00:00Z"},
      {"Sun, 22 Nov 26 07:00:00 EST", "2026-11-22T07:00:00-05:00"},
      {"Sun, 22 Nov 2026", "2026-11-22"},
      {"Sunday, November 22, 2026 7:05", "2026-11-22T07:05:00"},
      {"mar. 3 févr. 2026 18:20:00 CET", "2026-02-03T18:20:00+01:00"},
      {"mardi 1er août 2023", "2023-08-01"},
      {"12 juillet 2024 à 09:15", "2024-07-12T09:15:00"},
      {"3 juin 2024 17h05", "2024-06-03T17:05:00"},
      {"Nov 3, 2024 at 17:05", "2024-11-03T17:05:00"},
      {"mardi 22/11/2026 08:00", "2026-11-22T08:00:00"},
      {"22.11.2026", "2026-11-22"},
      {"2026-11-22", "2026-11-22"},
      {"20261122", "2026-11-22"},
      {"2026/11/22 07:00:00", "2026-11-22T07:00:00"},
      {"2026-11-22T07:00:00.123456Z", "2026-11-22T07:00:00Z"},
      {"2026-11-22T07:00:00-05:00", "2026-11-22T07:00:00-05:00"},
      {"2026-11-22T07:00+0130", "2026-11-22T07:00:00+01:30"},
      {"  2024-02-29 ", "2024-02-29"},
      {"2026-02-29", ""},
      {"Mon, 31 Feb 2026 10:00:00 GMT", ""},
      {"0000-00-00T00:00:00Z", ""},
      {"Sun, 01 Jan 1900 00:00:00 GMT", ""},
      {"9999-12-31T23:59:59Z", ""},
      {"2026-11-22T25:00:00Z", ""},
      {"hier", ""},
      {"", ""},
      {"22", ""},
      {"-", ""},
  };
  calque_arena *arena = calque_arena_new();
  for (size_t i = 0; i < COUNT(table); i++) {
    calque_str iso = feed_date(arena, calque_str_of(table[i].date));
    if (!str_eq(iso, calque_str_of(table[i].iso)))
      fail_msg("'%s' became '%.*s', not '%s'", table[i].date, STR_ARG(iso), table[i].iso);
  }
  calque_arena_free(arena);
}

/* ---- Recognizing ------------------------------------------------------------------------------
 */

static void recognized(void **state) {
  (void)state;
  static const struct {
    const char *head;
    bool feed, list;
  } table[] = {
      {"<rss version='2.0'>", true, false},
      {"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- > -->\n<feed>", true, false},
      {"<!DOCTYPE rdf:RDF [\n<!ENTITY % x PUBLIC 'a' 'b'>\n]>\n<rdf:RDF>", true, false},
      {"{ \"version\" : \"https://jsonfeed.org/version/1\"", true, false},
      {"<?xml version='1.0'?><opml version='1.0'>", false, true},
      {"{\"text\": \"\\\"version\\\": \\\"https://jsonfeed.org/version/1\\\"\"}", false, false},
      {"{\"version\": 2, \"text\": \"https://jsonfeed.org/version/1\"}", false, false},
      {"<!doctype html><html>", false, false},
      {"<rssfoo>", false, false},
      {"<", false, false},
      {"<!DOCTYPE", false, false},
      {"<?xml", false, false},
      {"", false, false},
  };
  for (size_t i = 0; i < COUNT(table); i++) {
    calque_str head = calque_str_of(table[i].head);
    if (feed_is_one(head) != table[i].feed || opml_is_one(head) != table[i].list)
      fail_msg("not recognized: %s", table[i].head);
  }
}

static void list_of_feeds(void **state) {
  (void)state;
  calque_arena *arena = calque_arena_new();
  calque_error err = {0};
  feed_urls urls = {0};
  calque_str list =
      STR("<opml><body><outline text='R&D' xmlUrl='https://a.example/f'/><outline><outline "
          "XMLURL='http://b.example/?x=1&amp;y=2'/></outline><outline xmlUrl='file:///etc/"
          "passwd'/><outline xmlUrl='https://a.example/f'/></body></opml>");
  assert_int_equal(opml_read(arena, list, "l.opml", &urls, &err), CALQUE_OK);
  assert_int_equal(urls.n, 2);
  assert_true(str_eq(urls.ptr[0], STR("https://a.example/f")));
  assert_true(str_eq(urls.ptr[1], STR("http://b.example/?x=1&y=2")));
  urls.n = 0;
  calque_str bomb = STR("<!DOCTYPE o [<!ENTITY a 'b'>]><opml><outline xmlUrl='http://b/'/></opml>");
  assert_int_equal(opml_read(arena, bomb, "l.opml", &urls, &err), CALQUE_E_SYNTAX);
  assert_int_equal(urls.n, 0);
  calque_arena_free(arena);
}

/* ---- Size -------------------------------------------------------------------------------------
 */

/* Elements inside one another do not recurse, and end at a limit. */
static void deep(void **state) {
  (void)state;
  struct buf b;
  buf_init(&b, 1 << 24);
  buf_puts(&b, "<rss><channel><item><title>Un</title><description>Texte.</description></item>");
  for (int i = 0; i < 200000; i++) buf_puts(&b, "<x>");
  calque_arena *arena = calque_arena_new();
  calque_error err = {0};
  struct feed feed;
  assert_int_equal(feed_read(arena, buf_view(&b), "deep", STR(""), &feed, &err), CALQUE_E_LIMIT);
  assert_string_equal(err.text, "elements more than 256 deep");
  assert_int_equal(feed.entries.n, 1);
  calque_arena_free(arena);
  buf_free(&b);
}

static void many_entries(void **state) {
  (void)state;
  struct buf b;
  buf_init(&b, 1 << 26);
  buf_puts(&b, "<rss><channel>");
  for (int i = 0; i <= 100000; i++)
    buf_printf(&b, "<item><guid>%d</guid><description>Texte.</description></item>", i);
  buf_puts(&b, "</channel></rss>");
  calque_arena *arena = calque_arena_new();
  calque_error err = {0};
  struct feed feed;
  assert_int_equal(feed_read(arena, buf_view(&b), "many", STR(""), &feed, &err), CALQUE_E_LIMIT);
  assert_int_equal(feed.entries.n, 100000);
  assert_true(arena_used(arena) < (size_t)100 << 20);
  calque_arena_free(arena);
  buf_free(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sample_feeds),  cmocka_unit_test(dates), cmocka_unit_test(recognized),
      cmocka_unit_test(list_of_feeds), cmocka_unit_test(deep),  cmocka_unit_test(many_entries),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
