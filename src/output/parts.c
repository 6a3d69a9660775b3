/* What more than one writer needs, and no more than that. */
#include "output/parts.h"

#include "output/escape.h"

static size_t count_breaks(calque_str s) {
  size_t n = 0;
  for (size_t i = 0; i < s.len; i++) n += s.ptr[i] == '\n';
  return n;
}

void cleaned_join(const struct cleaned *item, struct buf *out) {
  calque_str text = item->doc->text;
  for (size_t i = 0; i < item->n_kept; i++) {
    if (i) {
      calque_span gap = {item->kept[i - 1].end, item->kept[i].start};
      size_t breaks = count_breaks(str_of_span(text, gap));
      buf_puts(out, breaks > 1 ? "\n\n" : breaks ? "\n" : " ");
    }
    buf_str(out, str_trim(str_of_span(text, item->kept[i])));
  }
}

void story_join(const struct digest_story *story, struct buf *out) {
  for (uint32_t i = 0; i < story->n_sentences; i++) {
    if (i) buf_char(out, ' ');
    escape_line(out, story->sentences[i].text);
  }
}

calque_str article_name(const calque_article *meta) {
  return meta->title.len ? meta->title : meta->id;
}

calque_str digest_article_name(const struct digest_article *article) {
  return article->title.len ? article->title : article->id;
}

uint32_t stories_told(const struct digest_day *day) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < day->n_stories; i++) n += day->stories[i].n_sentences > 0;
  return n;
}

uint32_t articles_not_told(const struct digest_day *day) {
  uint32_t n = day->n_articles;
  for (uint32_t i = 0; i < day->n_stories; i++) n -= day->stories[i].n_articles;
  return n;
}

void count_english(struct buf *out, size_t n) {
  if (n >= 1000) {
    count_english(out, n / 1000);
    buf_printf(out, ",%03zu", n % 1000);
  } else {
    buf_printf(out, "%zu", n);
  }
}
