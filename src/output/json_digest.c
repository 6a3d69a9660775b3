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

static void put_story(struct buf *out, const struct digest_story *s) {
  buf_char(out, '{');
  member_string_or_null(out, "headline", s->headline);
  struct buf summary;
  buf_init(&summary, BUF_MAX_OUTPUT);
  story_join(s, &summary);
  member_string_or_null(out, "summary", buf_view(&summary));
  buf_free(&summary);
  member_string_or_null(out, "english", s->english);
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
