/* Summaries with the scores of their sentences, in every form. The article is made by hand. */
#include "forms.h"

/* ---- Summaries ------------------------------------------------------------------------ */

/* "Un titre", a sentence that was chosen with a piece left out, one that was not, one unfit. */
#define ARTICLE "Un titre\nIl pleut (fort) ici. Il neige <là>. Abonnez-vous."
static const calque_line lines[] = {{.span = {0, 8}, .first_sentence = 0, .n_sentences = 1},
                                    {.span = {9, 59}, .first_sentence = 1, .n_sentences = 3}};
static const calque_sentence sentences[] = {
    {.span = {0, 8}}, {.span = {9, 29}}, {.span = {30, 45}}, {.span = {46, 59}}};
static const calque_span kept[] = {{9, 17}, {25, 29}};

static const calque_doc doc = {.meta = {.id = STR_INIT("a/é.txt"),
                                        .title = STR_INIT("Un titre"),
                                        .url = STR_INIT("https://x.example/?a=1&b=2"),
                                        .title_from_text = true},
                               .text = STR_INIT(ARTICLE),
                               .lines = lines,
                               .sentences = sentences,
                               .n_lines = COUNT(lines),
                               .n_sentences = COUNT(sentences)};

static void make_summary(struct summarized *item, calque_sentence_score scores[4],
                         double parts[2][CALQUE_FEATURES]) {
  static const calque_summary_sentence chosen[] = {
      {.span = {9, 29}, .score = 2, .text = STR_INIT("Il pleut ici."), .kept = kept, .n_kept = 2}};
  for (size_t f = 0; f < CALQUE_FEATURES; f++) parts[0][f] = parts[1][f] = 0.5;
  parts[0][3] = 2.5, parts[1][4] = -0.5;
  scores[0] = (calque_sentence_score){.span = {0, 8}, .left_out = "is the title"};
  scores[1] = (calque_sentence_score){
      .span = {9, 29}, .score = 2, .parts = parts[0], .leans = "refers back", .chosen = true};
  scores[2] = (calque_sentence_score){.span = {30, 45}, .score = -1, .parts = parts[1]};
  scores[3] = (calque_sentence_score){.span = {46, 59}, .left_out = "spoiled <by> a finding"};
  *item = (struct summarized){.doc = &doc,
                              .sentences = chosen,
                              .n_sentences = 1,
                              .scores = scores,
                              .n_scores = 4,
                              .number = 1};
}

static struct buf write_summary(const char *form, bool explain, enum ui ui) {
  calque_sentence_score scores[4];
  double parts[2][CALQUE_FEATURES];
  struct summarized item;
  make_summary(&item, scores, parts);
  if (!explain) item.scores = NULL, item.n_scores = 0;
  struct output o = {
      .writer = writer_find(calque_str_of(form)), .subject = SUBJECT_SUMMARY, .style = {.ui = ui}};
  struct buf out, one;
  buf_init(&out, 1 << 20);
  buf_init(&one, 1 << 20);
  output_begin(&o, &out);
  o.writer->summary(&o.style, &item, &one);
  output_put(&o, buf_view(&one), &out);
  output_end(&o, &out);
  buf_free(&one);
  return out;
}

static void test_summary_table(void **state) {
  (void)state;
  struct buf out = write_summary("terminal", true, UI_FR);
  char want[400];
  snprintf(want, sizeof want,
           "*   2  +2.00  Il pleut (fort) ici.\n"
           "              %s\u00a0+1.00, %s\u00a0+0.50; refers back\n"
           "    3  -1.00  Il neige <là>.\n",
           calque_feature_name(3), calque_feature_name(4));
  assert_has(&out, "Un titre\nIl pleut ici.\n\n");
  assert_has(&out, want);
  assert_has(&out, "    4      -  Abonnez-vous.\n              left out: spoiled <by> a finding\n");
  buf_free(&out);
}

static void test_summary_in_markdown(void **state) {
  (void)state;
  struct buf out = write_summary("markdown", true, UI_FR);
  assert_has(&out,
             "## Un titre\n\nIl pleut ici.\n\n| n | score | sentence | apart from the mean "
             "(+0.50) |\n|---|---|---|---|\n| 1 |  | Un titre | left out: is the title |\n"
             "| 2 | +2.00 | **Il pleut (fort) ici.** | ");
  assert_has(&out, "| 3 | -1.00 | Il neige &lt;là\\>. | ");
  buf_free(&out);
}

static void test_summary_page(void **state) {
  (void)state;
  struct buf out = write_summary("html", false, UI_FR);
  assert_has(&out, "<html lang=\"fr\">");
  assert_has(&out, "<a href=\"https://x.example/?a=1&amp;b=2\">Un titre</a>");
  assert_has(&out, "<p class=\"summary\">Il pleut ici.</p>");
  assert_has(&out,
             "<p class=\"title\">Un titre</p>\n<p><mark class=\"chosen\">Il pleut<span "
             "class=\"dropped\"> (fort) </span>ici.</mark> Il neige &lt;là&gt;. "
             "Abonnez-vous.</p>");
  assert_lacks(&out, "<aside");
  buf_free(&out);
  out = write_summary("html", true, UI_EN);
  assert_has(&out, "<html lang=\"en\">");
  assert_has(&out, "<mark class=\"chosen\"><a id=\"a1-t2\" href=\"#a1-e2\" data-why=\"+2.00 · ");
  assert_has(&out,
             "<mark class=\"unfit\"><a id=\"a1-t4\" href=\"#a1-e4\" data-why=\"left out: "
             "spoiled &lt;by&gt; a finding\">Abonnez-vous.</a></mark>");
  assert_has(&out,
             "<li id=\"a1-e2\" class=\"chosen\"><a class=\"place\" href=\"#a1-t2\">2</a> "
             "<details lang=\"en\"><summary>+2.00</summary>");
  assert_anchors(&out);
  buf_free(&out);
}

static void test_summary_json(void **state) {
  (void)state;
  struct buf out = write_summary("jsonl", true, UI_FR);
  assert_has(&out,
             "\"explain\": [{\"start\": 0, \"end\": 8, \"text\": \"Un titre\", \"chosen\": "
             "false, \"score\": 0, \"left_out\": \"is the title\", \"leans\": null, \"parts\": "
             "null}, {\"start\": 9, ");
  assert_has(&out,
             "\"chosen\": true, \"score\": 2, \"left_out\": null, \"leans\": \"refers back\", "
             "\"parts\": {\"");
  buf_free(&out);
  out = write_summary("jsonl", false, UI_FR);
  assert_has(&out, "\"text\": \"Il pleut ici.\", \"score\": 2, \"kept\": [[9, 17], [25, 29]]}]");
  assert_lacks(&out, "explain");
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_summary_table),
      cmocka_unit_test(test_summary_in_markdown),
      cmocka_unit_test(test_summary_page),
      cmocka_unit_test(test_summary_json),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
