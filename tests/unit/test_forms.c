/* The forms of a digest: both languages, resolved days, disputes, the picture of the day, feeds.
 * Days are made by hand (sample_day.h), so that no story has a say. */
#include "forms.h"

/* ---- Words, numbers, dates ------------------------------------------------------------ */

static void test_dates(void **state) {
  (void)state;
  static const struct {
    const char *date, *words[N_UIS];
  } rows[] = {
      {"2026-11-23", {"lundi 23\u00a0novembre 2026", "Monday 23\u00a0November 2026"}},
      {"2024-02-29", {"jeudi 29\u00a0février 2024", "Thursday 29\u00a0February 2024"}},
      {"2026-01-01T07:00:00Z", {"jeudi 1er\u00a0janvier 2026", "Thursday 1\u00a0January 2026"}},
      {"2000-03-01", {"mercredi 1er\u00a0mars 2000", "Wednesday 1\u00a0March 2000"}},
      {"1969-12-31", {"mercredi 31\u00a0décembre 1969", "Wednesday 31\u00a0December 1969"}},
      {"hier", {"hier", "hier"}},
      {"2026-13-01", {"2026-13-01", "2026-13-01"}},
      {"2026-02-30", {"2026-02-30", "2026-02-30"}},
      {"", {"", ""}}};
  struct buf out;
  buf_init(&out, 4096);
  for (size_t i = 0; i < COUNT(rows); i++)
    for (enum ui ui = UI_FR; ui < N_UIS; ui++) {
      buf_clear(&out);
      ui_date(&out, ui, calque_str_of(rows[i].date));
      assert_text(buf_view(&out), rows[i].words[ui], rows[i].date);
    }
  buf_clear(&out);
  int32_t day = moment_of(STR("2025-12-31")).day;
  ui_day(&out, UI_FR, day, moment_of(STR("2026-01-02")).day);
  assert_text(buf_view(&out), "31\u00a0décembre 2025", "another year is said");
  buf_free(&out);
}

static void test_counts(void **state) {
  (void)state;
  static const struct {
    size_t n;
    const char *words[N_UIS];
  } rows[] = {{0, {"0\u00a0article lu", "0\u00a0articles read"}},
              {1, {"1\u00a0article lu", "1\u00a0article read"}},
              {2, {"2\u00a0articles lus", "2\u00a0articles read"}},
              {1204, {"1\u202f204\u00a0articles lus", "1,204\u00a0articles read"}},
              {1000005, {"1\u202f000\u202f005\u00a0articles lus", "1,000,005\u00a0articles read"}}};
  struct buf out;
  buf_init(&out, 4096);
  for (size_t i = 0; i < COUNT(rows); i++)
    for (enum ui ui = UI_FR; ui < N_UIS; ui++) {
      buf_clear(&out);
      ui_count(&out, ui, rows[i].n, PLURAL_articles_read);
      assert_text(buf_view(&out), rows[i].words[ui], "count");
    }
  buf_free(&out);
}

/* An example of a reason is a few whole words, however long what was found. */
static void test_reasons(void **state) {
  (void)state;
  char text[200];
  memset(text, 'x', sizeof text);
  const struct {
    struct digest_reason reason;
    const char *words[N_UIS];
  } rows[] = {
      {{STR("t"), "leak", 4, STR("lengthy")},
       {"4\u00a0passages restés en anglais («\u00a0lengthy\u00a0»)",
        "4\u00a0passages left in English (“lengthy”)"}},
      {{STR("t"), "leak", 1,
        STR("A European telescope built to watch storms on the Sun lifted off on Sunday")},
       {"passage resté en anglais («\u00a0A European telescope built to watch storms on the Sun "
        "lifted\u00a0…\u00a0»)",
        "passage left in English (“A European telescope built to watch storms on the Sun "
        "lifted\u00a0…”)"}},
      {{STR("t"), "layout", 1, STR(" \n\n ")}, {"trou dans la mise en page", "hole in the layout"}},
      {{STR("t"), "case", 1, STR("« Toujours")},
       {"majuscule ou minuscule déplacée (“« Toujours”)",
        "capital or small letter out of place (“« Toujours”)"}},
      {{STR("t"), "calque", 1, STR(", le procureur a dit")},
       {"calque de l’anglais («\u00a0le procureur a dit\u00a0»)",
        "English idiom in French words (“le procureur a dit”)"}},
      {{STR("something new"), "unheard-of", 2, {0}}, {"something new", "something new"}},
      {{STR("t"), "leak", 1, {text, 60}},
       {"passage resté en anglais "
        "(«\u00a0xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
        "\u00a0»)",
        "passage left in English "
        "(“xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx”)"}},
  };
  struct buf out;
  buf_init(&out, 4096);
  for (size_t i = 0; i < COUNT(rows); i++)
    for (enum ui ui = UI_FR; ui < N_UIS; ui++) {
      buf_clear(&out);
      ui_reason(&out, ui, &rows[i].reason);
      assert_text(buf_view(&out), rows[i].words[ui], "reason");
    }
  buf_free(&out);
}

static void test_many_reasons(void **state) {
  (void)state;
  struct digest_reason reasons[8];
  for (size_t i = 0; i < COUNT(reasons); i++)
    reasons[i] = (struct digest_reason){.text = STR("x"), .family = "repeat", .n = 1};
  struct digest_flagged flagged = {.reasons = reasons, .n_reasons = 6};
  struct buf out;
  buf_init(&out, 4096);
  ui_reasons(&out, UI_EN, &flagged); /* the sixth is as short as to say that there is one more */
  assert_lacks(&out, "more");
  buf_clear(&out);
  flagged.n_reasons = 8;
  ui_reasons(&out, UI_FR, &flagged);
  assert_has(&out, "; passage répété\u202f; 3\u00a0autres raisons");
  buf_clear(&out);
  flagged.n_reasons = 0;
  ui_reasons(&out, UI_FR, &flagged);
  assert_int_equal(out.len, 0);
  buf_free(&out);
}

static void test_moments(void **state) {
  (void)state;
  static const struct {
    const char *date;
    int64_t utc; /* -1: not a date */
    int32_t second;
  } rows[] = {
      {"2026-11-22", 1795305600, -1},
      {"2026-11-22T07:00:00Z", 1795305600 + 7 * 3600, 7 * 3600},
      {"2026-11-22T07:00:30+01:00", 1795305600 + 6 * 3600 + 30, 7 * 3600 + 30},
      {"2026-11-22 07:05", 1795305600 + 7 * 3600 + 300, 7 * 3600 + 300},
      {"2026-11-22T00:30:00.250-0530", 1795305600 + 6 * 3600, 1800},
      {"2026-11-22T25:00", 1795305600, -1},
      {"2026-11-22T07:0", 1795305600, -1},
      {"1970-01-01", 0, -1},
      {"0000-01-01", -1, -1},
      {"2026-02-29", -1, -1},
      {"22 novembre", -1, -1},
      {"2026/11/22", -1, -1},
      {"", -1, -1},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct moment m = moment_of(calque_str_of(rows[i].date));
    if (rows[i].utc < 0) {
      if (m.day != NO_DAY) fail_msg("%s is no date", rows[i].date);
      continue;
    }
    if (m.day == NO_DAY || moment_utc(m) != rows[i].utc || m.second != rows[i].second)
      fail_msg("%s: day %d, second %d", rows[i].date, (int)m.day, (int)m.second);
  }
  for (int32_t day = -800000; day < 2900000; day += 997) { /* there and back */
    struct civil c = moment_civil(day);
    char iso[32];
    if (c.year < 1 || c.year > 9999) continue;
    snprintf(iso, sizeof iso, "%04d-%02d-%02d", (int)c.year, (int)c.month, (int)c.day);
    assert_int_equal(moment_of(calque_str_of(iso)).day, day);
  }
}

/* ---- A story -------------------------------------------------------------------------- */

/* The date stands behind the words that name it: not today's, not one twice in a row; places that
 * are none are passed over. */
static void test_days_are_resolved(void **state) {
  (void)state;
  const int32_t today = moment_of(STR("2026-11-23")).day;
  const struct digest_when whens[] = {
      {{0, 5}, today},   {{6, 11}, today - 1},  {{12, 17}, today - 1},
      {{14, 16}, today}, {{18, 23}, today - 2}, {{19, 18}, today},
      {{24, 90}, today}, {{24, 25}, INT32_MAX}, {{24, 25}, today - 330},
  };
  const struct digest_sentence sentence = {
      .text = STR("lundi hier! hier2 samed x."), .when = whens, .n_when = COUNT(whens)};
  const struct digest_story story = {.sentences = &sentence, .n_sentences = 1};
  struct dating dating = {today, NO_DAY};
  struct buf out;
  buf_init(&out, 4096);
  story_text(&out, UI_FR, &story, &dating);
  assert_text(buf_view(&out),
              "lundi hier! [22\u00a0novembre] hier2 samed [21\u00a0novembre] x [28\u00a0décembre "
              "2025].",
              "dates");
  buf_clear(&out);
  dating.today = NO_DAY;
  story_text(&out, UI_EN, &story, &dating);
  assert_has(&out, "lundi [23\u00a0November 2026] hier! [22\u00a0November 2026] hier2");
  buf_free(&out);
}

/* « le 1er janvier » says the day itself: the year alone is missing, and only another one. */
static void test_named_days(void **state) {
  (void)state;
  static const struct {
    const char *words, *today, *out;
  } rows[] = {
      {"1er janvier", "2026-11-23", "1er janvier [2027]"},
      {"1er\u00a0janvier", "2026-11-23", "1er\u00a0janvier [2027]"},
      {"1er janvier", "2027-01-15", "1er janvier"},
      {"demain", "2026-12-31", "demain [1er\u00a0janvier 2027]"},
      {"le 1er", "2027-01-15", "le 1er [1er\u00a0janvier]"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    calque_str words = calque_str_of(rows[i].words);
    const struct digest_when when = {{0, (uint32_t)words.len}, moment_of(STR("2027-01-01")).day};
    const struct digest_sentence sentence = {.text = words, .when = &when, .n_when = 1};
    const struct digest_story story = {.sentences = &sentence, .n_sentences = 1};
    struct dating dating = {moment_of(calque_str_of(rows[i].today)).day, NO_DAY};
    struct buf out;
    buf_init(&out, 4096);
    story_text(&out, UI_FR, &story, &dating);
    assert_text(buf_view(&out), rows[i].out, rows[i].words);
    buf_free(&out);
  }
}

static void test_terminal_digest(void **state) {
  (void)state;
  struct buf out = write_day("terminal", &sample_day, UI_FR);
  assert_has(&out,
             "À la une, lundi 23\u00a0novembre 2026\n9\u00a0articles lus, 3\u00a0sujets, "
             "1\u00a0article écarté\n");
  assert_has(&out,
             "    Suite du\u00a021\u00a0novembre · Suivi\u00a0: Port-Grevel, sécurité & mer · "
             "3\u00a0articles, 3\u00a0sources\n");
  assert_has(&out, "vendredi soir [20\u00a0novembre], avait");
  assert_has(&out, "a annoncé lundi le procureur"); /* today */
  assert_has(&out,
             "    ≠ morts\u00a0: quatre morts (Agence Littorale, 2\u00a0articles) / 5 <morts> "
             "(Actu Monde Direct)\n");
  assert_has(&out, "(douteux,\u00a061)");
  assert_has(&out, "    • La Gazette des sciences\n"); /* its title is the headline */
  assert_lacks(&out, "bon,");                          /* good articles need no word */
  assert_lacks(&out, "https://");
  buf_free(&out);
  out = write_day("terminal", &sample_day, UI_EN);
  assert_has(&out,
             "In the news, Monday 23\u00a0November 2026\n9\u00a0articles read, 3\u00a0stories, "
             "1\u00a0article left out\n");
  assert_has(&out, "    Follow-up, first told 21\u00a0November · Followed: Port-Grevel");
  assert_has(&out, "2\u00a0more articles are not shown (--stories=0 shows all).");
  assert_has(&out,
             "4\u00a0passages left in English (“lengthy”); passage told twice; something new");
  buf_free(&out);
}

/* On a terminal with colors titles are links; no address gets out of its escape sequence. */
static void test_terminal_links(void **state) {
  (void)state;
  const struct style style = {.color = true, .width = 60};
  const struct digest_article articles[] = {
      {.id = STR("a"), .title = STR("Un titre"), .url = STR("https://x.example/é\xc2\x9c\\'")},
      {.id = STR("b"), .title = STR("Deux"), .url = STR("https://x.example/\x1b]8")}};
  const struct digest_sentence sentence = {.text = STR("Une phrase.")};
  const struct digest_story story = {
      .sentences = &sentence, .n_sentences = 1, .articles = articles, .n_articles = 2};
  const struct digest_day day = {.stories = &story, .n_stories = 1, .n_articles = 2};
  struct buf out;
  buf_init(&out, 1 << 16);
  writer_find(STR("terminal"))->digest(&style, &day, &out);
  assert_has(&out, "\033]8;;https://x.example/%C3%A9%C2%9C%5C%27\033\\Un titre\033]8;;\033\\\n");
  assert_has(&out, "• \033[0mDeux\n");
  buf_free(&out);
}

static void test_markdown_digest(void **state) {
  (void)state;
  struct buf out = write_day("markdown", &sample_day, UI_FR);
  assert_has(&out,
             "*Suite du\u00a021\u00a0novembre · Suivi\u00a0: Port-Grevel, sécurité &amp; mer");
  assert_has(&out, "vendredi soir \\[20\u00a0novembre\\]");
  assert_has(&out,
             "* morts\u00a0: **quatre morts** (Agence Littorale, 2\u00a0articles) / "
             "**5 &lt;morts\\>** (Actu Monde Direct)\n");
  buf_free(&out);
  out = write_day("markdown", &sample_day, UI_EN);
  assert_has(&out, "# In the news, Monday 23\u00a0November 2026\n");
  assert_has(&out, "## Left out\n");
  buf_free(&out);
}

/* ---- Pages ---------------------------------------------------------------------------- */

/* For tests/browser/run.sh, which asks for it: a page with everything that a day can have. */
static void leave_page(const struct buf *page) {
  const char *path = getenv("SAMPLE_PAGE");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  fwrite(page->ptr, 1, page->len, file);
  fclose(file);
}

static void test_digest_page(void **state) {
  (void)state;
  struct buf out = write_day("html", &sample_day, UI_FR);
  leave_page(&out);
  assert_has(&out, "<html lang=\"fr\">");
  assert_has(&out, "<time datetime=\"2026-11-23\">lundi 23\u00a0novembre 2026</time>");
  assert_has(&out,
             "<time datetime=\"2026-11-20\" title=\"vendredi 20\u00a0novembre 2026\">vendredi "
             "soir</time>\u00a0<span class=\"when\" lang=\"fr\">[20\u00a0novembre]</span>");
  assert_has(&out,
             "<time datetime=\"2026-11-23\" title=\"lundi 23\u00a0novembre 2026\">lundi</time> "
             "le procureur");
  assert_has(&out, "<span class=\"tag\">Suite du\u00a021\u00a0novembre</span>");
  assert_has(&out, "<span class=\"tag topic\">sécurité &amp; mer</span>");
  assert_has(&out, "aria-label=\"Suivi\u00a0: Port-Grevel, sécurité &amp; mer\">★</span>");
  assert_has(&out,
             "<dt>morts</dt>\n<dd><b>quatre morts</b> <span class=\"claimant\">Agence "
             "Littorale, 2\u00a0articles</span></dd>\n<dd><b>5 &lt;morts&gt;</b> ");
  assert_has(&out,
             "<title id=\"image-titre\">Articles par sujet</title>\n<desc "
             "id=\"image-texte\">1\u00a0: 3, 2\u00a0: 1, 3\u00a0: 2</desc>");
  assert_has(&out, "<a href=\"https://sciences.example/heliade\">La Gazette des sciences</a></li>");
  assert_lacks(&out, " style=\""); /* the page's policy would keep it out */
  assert_anchors(&out);
  buf_free(&out);
  out = write_day("html", &sample_day, UI_EN);
  assert_has(&out, "<html lang=\"en\">");
  assert_has(&out, "<h2 lang=\"fr\">Héliade"); /* what is quoted is French */
  assert_has(&out, "<p class=\"summary\" lang=\"fr\">");
  assert_has(&out, "<span class=\"when\" lang=\"en\">[20\u00a0November]</span>");
  assert_lacks(&out, "Écartés");
  assert_anchors(&out);
  buf_free(&out);
}

/* A day of `n` articles in one story with these dates. */
static struct buf page_of_dates(const char *today, const char *const *dates, uint32_t n) {
  static struct digest_article articles[64];
  assert_true(n <= COUNT(articles));
  for (uint32_t i = 0; i < n; i++)
    articles[i] = (struct digest_article){
        .id = STR("a"), .title = STR("Un titre"), .date = calque_str_of(dates[i])};
  const struct digest_sentence sentence = {.text = STR("Une phrase.")};
  const struct digest_story stories[] = {{.headline = STR("Un"),
                                          .sentences = &sentence,
                                          .n_sentences = 1,
                                          .articles = articles,
                                          .n_articles = n - 1},
                                         {.headline = STR("Deux"),
                                          .sentences = &sentence,
                                          .n_sentences = 1,
                                          .articles = articles + n - 1,
                                          .n_articles = 1}};
  const struct digest_day day = {
      .date = calque_str_of(today), .stories = stories, .n_stories = 2, .n_articles = n};
  return write_day("html", &day, UI_FR);
}

static void test_picture_of_hours(void **state) {
  (void)state;
  static const char *const within[] = {"2026-11-23T06:10:00+01:00", "2026-11-23T06:50:00+01:00",
                                       "2026-11-23T18:00:00Z", "2026-11-23"};
  struct buf out = page_of_dates("2026-11-23", within, COUNT(within));
  assert_has(&out,
             "Articles par heure de publication</title>\n<desc id=\"image-texte\">"
             "6\u00a0h\u00a0: 2, 18\u00a0h\u00a0: 1</desc>");
  assert_has(&out,
             "<rect x=\"61\" y=\"0\" width=\"8\" height=\"48\"/>\n"
             "<rect x=\"181\" y=\"24\" width=\"8\" height=\"24\"/>\n</svg>");
  buf_free(&out);
  /* the last 24 hours, over midnight; one that is older, one of tomorrow are not in the picture */
  static const char *const over[] = {"2026-11-22T21:00", "2026-11-22T21:30", "2026-11-23T06:59",
                                     "2026-11-22T06:00", "2026-11-24T06:00"};
  out = page_of_dates("2026-11-23", over, COUNT(over));
  assert_has(&out, "<desc id=\"image-texte\">21\u00a0h\u00a0: 2, 6\u00a0h\u00a0: 1</desc>");
  buf_free(&out);
  static const char *const unknown[] = {"2026-11-23T06:10", "2026-11-23", "2026-11-23", ""};
  out = page_of_dates("2026-11-23", unknown, COUNT(unknown)); /* too few hours: stories */
  assert_has(&out, "Articles par sujet</title>");
  buf_free(&out);
  static const char *const none[] = {"", ""};
  out = page_of_dates("", none, COUNT(none)); /* two stories of one article: nothing to see */
  assert_lacks(&out, "<svg");
  buf_free(&out);
}

/* A picture shows all stories or is not there. */
static void test_picture_of_many_stories(void **state) {
  (void)state;
  enum { N = 300 };
  static struct digest_article articles[2];
  static struct digest_story stories[N];
  static const struct digest_sentence sentence = {.text = STR_INIT("Une phrase.")};
  for (uint32_t i = 0; i < N; i++)
    stories[i] = (struct digest_story){
        .sentences = &sentence, .n_sentences = 1, .articles = articles, .n_articles = 1 + i % 2};
  for (uint32_t n = 100; n <= N; n += 200) {
    const struct digest_day day = {.stories = stories, .n_stories = n, .n_articles = 2 * n};
    struct buf out = write_day("html", &day, UI_FR);
    if (n == 100) assert_has(&out, "viewBox=\"0 0 1000 48\"");
    else assert_lacks(&out, "<svg");
    buf_free(&out);
  }
}

/* ---- Feeds ---------------------------------------------------------------------------- */

static void test_feed(void **state) {
  (void)state;
  struct buf out = write_day("atom", &sample_day, UI_FR);
  struct feed_facts f = parse_feed(&out);
  assert_int_equal(f.entries, 3);
  assert_int_equal(f.ids, 4);
  assert_int_equal(f.alternates, 2); /* the third story has no address */
  assert_has(&f.content_text, "<a href=\"https://presse.example/ferry?a=1&amp;b=2\">");
  assert_has(&f.content_text, "<b>5 &lt;morts&gt;</b>");
  assert_lacks(&f.content_text, "href=\"#");
  assert_has(&out, "<updated>2026-11-23T05:40:00Z</updated>"); /* of its article, in Greenwich */
  assert_has(&out, "<category term=\"sécurité &amp; mer\"/>");
  assert_lacks(&out, "javascript:");
  buf_free(&f.content_text);
  buf_free(&out);
}

/* An entry stays itself when its articles come in another order, and when others join it; two
 * stories of articles with one name are two entries. */
static void test_feed_ids(void **state) {
  (void)state;
  const struct digest_sentence sentence = {.text = STR("Une phrase.")};
  struct digest_article articles[] = {{.id = STR("a")}, {.id = STR("b")}, {.id = STR("a")}};
  struct digest_story stories[] = {
      {.sentences = &sentence, .n_sentences = 1, .articles = articles, .n_articles = 2},
      {.sentences = &sentence, .n_sentences = 1, .articles = articles + 2, .n_articles = 1}};
  const struct digest_day day = {
      .date = STR("2026-11-23"), .stories = stories, .n_stories = 1, .n_articles = 2};
  struct buf one = write_day("atom", &day, UI_FR);
  size_t start = str_find(buf_view(&one), STR("<id>tag:calque.invalid,2026-11-23:story-"));
  assert_int_not_equal(start, SIZE_MAX);
  char id[64];
  snprintf(id, sizeof id, "%.*s", 61, one.ptr + start);
  articles[0].id = STR("b"), articles[1].id = STR("a");
  struct buf turned = write_day("atom", &day, UI_FR);
  assert_has(&turned, id);
  buf_free(&one);
  buf_free(&turned);
  articles[0].id = STR("a");
  const struct digest_day twins = {
      .date = STR("2026-11-23"), .stories = stories, .n_stories = 2, .n_articles = 3};
  struct buf two = write_day("atom", &twins, UI_FR);
  struct feed_facts f = parse_feed(&two);
  assert_int_equal(f.entries, 2);
  assert_false(f.twice);
  buf_free(&f.content_text);
  buf_free(&two);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_dates),
      cmocka_unit_test(test_counts),
      cmocka_unit_test(test_reasons),
      cmocka_unit_test(test_many_reasons),
      cmocka_unit_test(test_moments),
      cmocka_unit_test(test_days_are_resolved),
      cmocka_unit_test(test_named_days),
      cmocka_unit_test(test_terminal_digest),
      cmocka_unit_test(test_terminal_links),
      cmocka_unit_test(test_markdown_digest),
      cmocka_unit_test(test_digest_page),
      cmocka_unit_test(test_picture_of_hours),
      cmocka_unit_test(test_picture_of_many_stories),
      cmocka_unit_test(test_feed),
      cmocka_unit_test(test_feed_ids),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
