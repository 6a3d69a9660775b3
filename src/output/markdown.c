/* CommonMark with GitHub's tables, for issues, wikis and mail. Everything quoted is escaped. */
#include "output/english.h"
#include "output/escape.h"
#include "output/parts.h"
#include "output/place.h"
#include "output/scores.h"

enum { MOST_PARTS = 6 };

static void put_heading(struct buf *out, const calque_article *meta) {
  buf_puts(out, "## ");
  escape_markdown(out, article_name(meta));
  buf_puts(out, "\n\n");
}

static void put_row(struct buf *out, const calque_doc *doc, const calque_finding *f,
                    struct place *place) {
  place_move(place, f->span.start);
  buf_printf(out, "| %u:%u | %s | ", (unsigned)place->line, (unsigned)place->column,
             calque_severity_name(f->severity));
  escape_markdown(out, str_trim(str_of_span(doc->text, f->span)));
  buf_puts(out, " | ");
  escape_markdown(out, f->message);
  buf_puts(out, " | ");
  escape_markdown(out, f->suggestion);
  buf_printf(out, " | `%s` |\n", f->check);
}

static void markdown_check(const struct style *style, const struct checked *item, struct buf *out) {
  (void)style;
  const calque_verdict *v = &item->verdict;
  put_heading(out, &item->doc->meta);
  buf_printf(out, "**%s**, %d/100", calque_grade_name(v->grade), v->score);
  for (size_t i = 0; i < v->n_reasons; i++) {
    buf_puts(out, i ? ", " : ": ");
    escape_markdown(out, v->reasons[i].text);
  }
  buf_puts(out, "\n\n");
  if (!item->report.n_findings) return;
  buf_puts(out,
           "| place | severity | text | message | better | check |\n|---|---|---|---|---|---|\n");
  struct place place = place_start(item->doc->text);
  for (size_t i = 0; i < item->report.n_findings; i++)
    put_row(out, item->doc, &item->report.findings[i], &place);
  buf_char(out, '\n');
}

/* A row for every sentence; what was chosen is bold. */
static void put_scores(struct buf *out, const struct summarized *item) {
  struct score_means means = scores_mean(item);
  struct buf words;
  buf_init(&words, 1 << 16);
  buf_printf(out, "| n | score | sentence | apart from the mean (%+.2f) |\n|---|---|---|---|\n",
             means.score);
  for (size_t i = 0; i < item->n_scores; i++) {
    const calque_sentence_score *row = &item->scores[i];
    const char *bold = row->chosen ? "**" : "";
    buf_printf(out, "| %zu | ", i + 1);
    if (row->parts) buf_printf(out, "%+.2f", row->score);
    buf_printf(out, " | %s", bold);
    escape_markdown(out, str_trim(str_of_span(item->doc->text, row->span)));
    buf_printf(out, "%s | ", bold);
    buf_clear(&words);
    scores_words(&words, row, &means, MOST_PARTS);
    escape_markdown(out, buf_view(&words));
    buf_puts(out, " |\n");
  }
  buf_char(out, '\n');
  buf_free(&words);
}

static void markdown_summary(const struct style *style, const struct summarized *item,
                             struct buf *out) {
  (void)style;
  put_heading(out, &item->doc->meta);
  for (size_t i = 0; i < item->n_sentences; i++) {
    if (i) buf_char(out, ' ');
    escape_markdown(out, item->sentences[i].text);
  }
  buf_puts(out, "\n\n");
  if (item->scores) put_scores(out, item);
  if (item->english) english_put_markdown(item->english, out);
}

/* Every line of the text is a paragraph. */
static void markdown_clean(const struct style *style, const struct cleaned *item, struct buf *out) {
  (void)style;
  const calque_article *meta = &item->doc->meta;
  if (meta->title.len && !meta->title_from_text) put_heading(out, meta);
  struct buf joined;
  buf_init(&joined, BUF_MAX_OUTPUT);
  cleaned_join(item, &joined);
  bool title = meta->title_from_text;
  for (calque_str rest = buf_view(&joined); rest.ptr;) {
    calque_str line = str_trim(str_cut(&rest, '\n'));
    if (!line.len) continue;
    if (title) buf_puts(out, "## ");
    title = false;
    escape_markdown(out, line);
    buf_puts(out, "\n\n");
  }
  buf_free(&joined);
}

static void markdown_explain(const struct style *style, const struct check *check,
                             struct buf *out) {
  (void)style;
  buf_printf(out, "## %s\n\n%s (%s, %s). ", check->id, check->title, check->family,
             calque_severity_name(check->severity));
  escape_markdown(out, calque_str_of(check->why));
  buf_puts(out, "\n\n- bad: ");
  escape_markdown(out, calque_str_of(check->bad));
  buf_puts(out, "\n- good: ");
  escape_markdown(out, calque_str_of(check->good));
  buf_puts(out, "\n\n");
}

const struct writer writer_markdown = {
    .name = "markdown",
    .check = markdown_check,
    .summary = markdown_summary,
    .clean = markdown_clean,
    .digest = markdown_digest,
    .english = markdown_english,
    .explain = markdown_explain,
};
