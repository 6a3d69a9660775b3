/* JSON Lines: one object an article, in the order and with the fields that calque(1) promises.
 * JSON: the same objects as one array. A digest is one object in both. */
#include "output/members.h"

#include "output/english.h"
#include "output/escape.h"
#include "output/parts.h"
#include "output/place.h"

static const char *const check_members[] = {"id",       "verdict", "score", "words",
                                            "findings", "text",    NULL};
static const char *const summary_members[] = {"id",        "title",   "summary",
                                              "sentences", "explain", NULL};
/* With --english; a member of the article with such a name would be there twice. */
static const char *const summary_english_members[] = {
    "id",       "title", "summary", "sentences", "explain",  "english", "kind",
    "provider", "model", "gist",    "verified",  "findings", "cached",  NULL};
static const char *const clean_members[] = {"id", "title", "text", "kept", NULL};

static calque_str text_of(const calque_doc *doc, calque_span span) {
  return str_of_span(doc->text, span);
}

static void put_finding(struct buf *out, const calque_doc *doc, const calque_finding *f,
                        struct place *place) {
  place_move(place, f->span.start);
  member_comma(out);
  buf_char(out, '{');
  member_string(out, "check", calque_str_of(f->check));
  member_string(out, "family", calque_str_of(f->family));
  member_string(out, "severity", calque_str_of(calque_severity_name(f->severity)));
  member_number(out, "start", f->span.start);
  member_number(out, "end", f->span.end);
  member_number(out, "line", place->line);
  member_number(out, "column", place->column);
  member_string(out, "text", text_of(doc, f->span));
  member_string(out, "message", f->message);
  member_string_or_null(out, "suggestion", f->suggestion);
  if (f->related.end > f->related.start) {
    member_key(out, "related");
    buf_printf(out, "[%u, %u]", (unsigned)f->related.start, (unsigned)f->related.end);
  }
  buf_char(out, '}');
}

static void json_check(const struct style *style, const struct checked *item, struct buf *out) {
  (void)style;
  const calque_doc *doc = item->doc;
  buf_char(out, '{');
  member_string(out, "id", doc->meta.id);
  member_string(out, "verdict", calque_str_of(calque_grade_name(item->verdict.grade)));
  member_number(out, "score", (uint64_t)(item->verdict.score > 0 ? item->verdict.score : 0));
  member_number(out, "words", doc->n_words);
  member_key(out, "findings");
  buf_char(out, '[');
  struct place place = place_start(doc->text);
  for (size_t i = 0; i < item->report.n_findings; i++)
    put_finding(out, doc, &item->report.findings[i], &place);
  buf_char(out, ']');
  if (item->with_text) member_string(out, "text", doc->text);
  member_extra(out, doc->meta.extra, check_members);
  buf_puts(out, "}\n");
}

/* A row for every sentence: what each feature added, or why it was not ranked. */
static void put_explain(struct buf *out, const struct summarized *item) {
  member_key(out, "explain");
  buf_char(out, '[');
  for (size_t i = 0; i < item->n_scores; i++) {
    const calque_sentence_score *row = &item->scores[i];
    buf_puts(out, i ? ", {" : "{");
    member_number(out, "start", row->span.start);
    member_number(out, "end", row->span.end);
    member_string(out, "text", text_of(item->doc, row->span));
    member_key(out, "chosen");
    buf_puts(out, row->chosen ? "true" : "false");
    member_score(out, "score", row->score);
    member_string_or_null(out, "left_out", calque_str_of(row->left_out ? row->left_out : ""));
    member_string_or_null(out, "leans", calque_str_of(row->leans ? row->leans : ""));
    member_key(out, "parts");
    buf_puts(out, row->parts ? "{" : "null");
    for (size_t f = 0; row->parts && f < CALQUE_FEATURES; f++)
      member_score(out, calque_feature_name(f), row->parts[f]);
    buf_puts(out, row->parts ? "}}" : "}");
  }
  buf_char(out, ']');
}

/* The pieces of the text that a sentence is made of, where that is not all of it. */
static void put_kept(struct buf *out, const calque_summary_sentence *s) {
  bool whole = s->n_kept == 1 && s->kept[0].start == s->span.start && s->kept[0].end == s->span.end;
  if (!s->n_kept || whole) return;
  member_key(out, "kept");
  buf_char(out, '[');
  for (size_t i = 0; i < s->n_kept; i++) {
    member_comma(out);
    buf_printf(out, "[%u, %u]", (unsigned)s->kept[i].start, (unsigned)s->kept[i].end);
  }
  buf_char(out, ']');
}

static void json_summary(const struct style *style, const struct summarized *item,
                         struct buf *out) {
  (void)style;
  const calque_doc *doc = item->doc;
  struct buf joined;
  buf_init(&joined, BUF_MAX_OUTPUT);
  for (size_t i = 0; i < item->n_sentences; i++) {
    if (i) buf_char(&joined, ' ');
    escape_line(&joined, item->sentences[i].text);
  }
  buf_char(out, '{');
  member_string(out, "id", doc->meta.id);
  member_string_or_null(out, "title", doc->meta.title);
  member_string(out, "summary", buf_view(&joined));
  buf_free(&joined);
  member_key(out, "sentences");
  buf_char(out, '[');
  for (size_t i = 0; i < item->n_sentences; i++) {
    const calque_summary_sentence *s = &item->sentences[i];
    member_comma(out);
    buf_char(out, '{');
    member_number(out, "start", s->span.start);
    member_number(out, "end", s->span.end);
    member_string(out, "text", s->text);
    member_score(out, "score", s->score);
    put_kept(out, s);
    buf_char(out, '}');
  }
  buf_char(out, ']');
  if (item->scores) put_explain(out, item);
  if (item->english) english_put_members(item->english, out);
  member_extra(out, doc->meta.extra, item->english ? summary_english_members : summary_members);
  buf_puts(out, "}\n");
}

static void json_clean(const struct style *style, const struct cleaned *item, struct buf *out) {
  (void)style;
  const calque_doc *doc = item->doc;
  struct buf joined;
  buf_init(&joined, BUF_MAX_OUTPUT);
  cleaned_join(item, &joined);
  buf_char(out, '{');
  member_string(out, "id", doc->meta.id);
  member_string_or_null(out, "title", doc->meta.title);
  member_string(out, "text", buf_view(&joined));
  buf_free(&joined);
  member_key(out, "kept");
  buf_char(out, '[');
  for (size_t i = 0; i < item->n_kept; i++) {
    member_comma(out);
    buf_printf(out, "[%u, %u]", (unsigned)item->kept[i].start, (unsigned)item->kept[i].end);
  }
  buf_char(out, ']');
  member_extra(out, doc->meta.extra, clean_members);
  buf_puts(out, "}\n");
}

static void json_explain(const struct style *style, const struct check *check, struct buf *out) {
  (void)style;
  buf_char(out, '{');
  member_string(out, "check", calque_str_of(check->id));
  member_string(out, "family", calque_str_of(check->family));
  member_string(out, "severity", calque_str_of(calque_severity_name(check->severity)));
  member_string(out, "title", calque_str_of(check->title));
  member_string(out, "why", calque_str_of(check->why));
  member_string(out, "bad", calque_str_of(check->bad));
  member_string(out, "good", calque_str_of(check->good));
  buf_puts(out, "}\n");
}

/* ---- One array of all objects; a digest is one object already -------------------------------- */

static void array_begin(struct output *o, struct buf *out) {
  if (o->subject != SUBJECT_DIGEST) buf_puts(out, "[");
}

static void array_put(struct output *o, calque_str item, struct buf *out) {
  if (o->subject != SUBJECT_DIGEST) {
    buf_puts(out, o->n_items ? ",\n" : "\n");
    item.len--; /* its line break */
  }
  buf_str(out, item);
}

static void array_end(struct output *o, struct buf *out) {
  if (o->subject != SUBJECT_DIGEST) buf_puts(out, o->n_items ? "\n]\n" : "]\n");
}

const struct writer writer_jsonl = {
    .name = "jsonl",
    .check = json_check,
    .summary = json_summary,
    .clean = json_clean,
    .verify = json_verify,
    .english = json_english,
};

const struct writer writer_json = {
    .name = "json",
    .begin = array_begin,
    .check = json_check,
    .summary = json_summary,
    .clean = json_clean,
    .digest = json_digest,
    .explain = json_explain,
    .verify = json_verify,
    .english = json_english,
    .put = array_put,
    .end = array_end,
};
