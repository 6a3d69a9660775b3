/* A day as one JSON object, a story a line. */
#include "output/escape.h"
#include "output/members.h"
#include "output/parts.h"

static void put_article(struct buf *out, const struct digest_article *a) {
  member_comma(out);
  buf_char(out, '{');
  member_string(out, "id", a->id);
  member_string_or_null(out, "title", a->title);
  member_string_or_null(out, "url", a->url);
  member_string_or_null(out, "source", a->source);
  member_string_or_null(out, "date", a->date);
  member_string(out, "verdict", calque_str_of(calque_grade_name(a->grade)));
  member_number(out, "score", (uint64_t)(a->score > 0 ? a->score : 0));
  buf_char(out, '}');
}

static void put_dates(struct buf *out, const struct digest_sentence *s) {
  member_key(out, "dates");
  buf_char(out, '[');
  for (uint32_t i = 0; i < s->n_when; i++) {
    char day[16];
    member_comma(out);
    buf_char(out, '{');
    member_number(out, "start", s->when[i].span.start);
    member_number(out, "end", s->when[i].span.end);
    member_string(out, "text", str_of_span(s->text, s->when[i].span));
    member_string(out, "date", digest_date(s->when[i].day, day));
    buf_char(out, '}');
  }
  buf_char(out, ']');
}

/* "article": the id of the one that says so. */
static void put_sentence(struct buf *out, const struct digest_story *story,
                         const struct digest_sentence *s) {
  member_comma(out);
  buf_char(out, '{');
  member_string(out, "text", s->text);
  member_string(out, "article", story->articles[s->article].id);
  put_dates(out, s);
  buf_char(out, '}');
}

static void put_dispute(struct buf *out, const struct digest_story *story,
                        const struct digest_dispute *d) {
  member_comma(out);
  buf_char(out, '{');
  member_string(out, "what", d->what);
  member_key(out, "claims");
  buf_char(out, '[');
  for (uint32_t i = 0; i < d->n_claims; i++) {
    member_comma(out);
    buf_char(out, '{');
    member_string(out, "text", d->claims[i].text);
    member_number(out, "articles", d->claims[i].n);
    member_string(out, "article", story->articles[d->claims[i].article].id);
    buf_char(out, '}');
  }
  buf_puts(out, "]}");
}

/* What else is known of a story than the articles. */
static void put_told(struct buf *out, const struct digest_story *s) {
  member_string_or_null(out, "told", s->told);
  member_key(out, "topics");
  buf_char(out, '[');
  for (uint32_t i = 0; i < s->n_topics; i++) {
    member_comma(out);
    escape_json(out, s->topics[i]);
  }
  buf_char(out, ']');
  member_key(out, "sentences");
  buf_char(out, '[');
  for (uint32_t i = 0; i < s->n_sentences; i++) put_sentence(out, s, &s->sentences[i]);
  buf_char(out, ']');
  member_key(out, "disputes");
  buf_char(out, '[');
  for (uint32_t i = 0; i < s->n_disputes; i++) put_dispute(out, s, &s->disputes[i]);
  buf_char(out, ']');
}

static void put_story(struct buf *out, const struct digest_story *s) {
  buf_char(out, '{');
  member_string_or_null(out, "headline", s->headline);
  struct buf summary;
  buf_init(&summary, BUF_MAX_OUTPUT);
  story_join(s, &summary);
  member_string_or_null(out, "summary", buf_view(&summary));
  buf_free(&summary);
  member_string_or_null(out, "english", s->english);
  if (s->english_headline.len) member_string(out, "english_headline", s->english_headline);
  if (s->english_note.len) member_string(out, "english_note", s->english_note);
  put_told(out, s);
  member_key(out, "articles");
  buf_char(out, '[');
  for (uint32_t i = 0; i < s->n_articles; i++) put_article(out, &s->articles[i]);
  buf_puts(out, "]}");
}

static void put_flagged(struct buf *out, const struct digest_flagged *f) {
  buf_char(out, '{');
  member_string(out, "id", f->article.id);
  member_string(out, "verdict", calque_str_of(calque_grade_name(f->article.grade)));
  member_number(out, "score", (uint64_t)(f->article.score > 0 ? f->article.score : 0));
  member_key(out, "reasons");
  buf_char(out, '[');
  for (uint32_t i = 0; i < f->n_reasons; i++) {
    member_comma(out);
    escape_json(out, f->reasons[i].text);
  }
  buf_puts(out, "]}");
}

void json_digest(const struct style *style, const struct digest_day *day, struct buf *out) {
  (void)style;
  buf_char(out, '{');
  member_string_or_null(out, "date", day->date);
  member_key(out, "stories");
  buf_char(out, '[');
  for (uint32_t i = 0; i < day->n_stories; i++) {
    buf_puts(out, i ? ",\n  " : "\n  ");
    put_story(out, &day->stories[i]);
  }
  buf_puts(out, "], \"flagged\": [");
  for (uint32_t i = 0; i < day->n_flagged; i++) {
    buf_puts(out, i ? ",\n  " : "\n  ");
    put_flagged(out, &day->flagged[i]);
  }
  buf_puts(out, "]}\n");
}
