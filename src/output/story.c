/* Words about a story that do not depend on the form. */
#include "output/story.h"

#include "base/arena.h"
#include "output/escape.h"
#include "output/parts.h"

#include <stdlib.h>

enum { FIRST_DAY = -719162, LAST_DAY = 2932896 }; /* years 1 to 9999: others are nonsense */

struct dating story_dating(const struct digest_day *day) {
  return (struct dating){moment_of(day->date).day, NO_DAY};
}

static bool is_place(const struct piece_walk *w, const struct digest_when *when) {
  return when->span.start >= w->at && when->span.end > when->span.start &&
         when->span.end <= w->sentence->text.len && when->day >= FIRST_DAY && when->day <= LAST_DAY;
}

static int32_t year_of(int32_t day) { return moment_civil(day).year; }

bool story_piece(struct piece_walk *w, struct piece *piece) {
  const struct digest_sentence *s = w->sentence;
  if (w->at >= s->text.len) return false;
  while (w->next < s->n_when && !is_place(w, &s->when[w->next])) w->next++;
  const struct digest_when *when = w->next < s->n_when ? &s->when[w->next] : NULL;
  size_t end = !when ? s->text.len : when->span.start > w->at ? when->span.start : when->span.end;
  bool is_day = when && when->span.start == w->at;
  *piece =
      (struct piece){.text = str_slice(s->text, w->at, end), .day = is_day ? when->day : NO_DAY};
  w->at = end;
  if (!is_day) return true;
  w->next++;
  int32_t today = w->dating->today;
  piece->named = ui_names_month(piece->text);
  piece->dated = piece->day != today && piece->day != w->dating->shown;
  if (piece->named && today != NO_DAY && year_of(piece->day) == year_of(today))
    piece->dated = false;
  if (piece->dated) w->dating->shown = piece->day;
  return true;
}

void story_date(struct buf *out, enum ui ui, const struct piece *piece,
                const struct dating *dating) {
  if (piece->named) buf_printf(out, "%d", (int)year_of(piece->day));
  else ui_day(out, ui, piece->day, dating->today);
}

void story_text(struct buf *out, enum ui ui, const struct digest_story *story,
                struct dating *dating) {
  dating->shown = NO_DAY;
  for (uint32_t i = 0; i < story->n_sentences; i++) {
    struct piece_walk walk = {&story->sentences[i], dating, 0, 0};
    if (i) buf_char(out, ' ');
    for (struct piece p; story_piece(&walk, &p);) {
      escape_line(out, p.text);
      if (!p.dated) continue;
      buf_puts(out, " [");
      story_date(out, ui, &p, dating);
      buf_char(out, ']');
    }
  }
}

static int by_bytes(const void *a, const void *b) {
  return str_compare(*(const calque_str *)a, *(const calque_str *)b);
}

static size_t count_sources(const struct digest_story *story) {
  calque_str *names = must_alloc((story->n_articles + 1) * sizeof *names);
  size_t n = 0, distinct = 0;
  for (uint32_t i = 0; i < story->n_articles; i++)
    if (story->articles[i].source.len) names[n++] = story->articles[i].source;
  qsort(names, n, sizeof *names, by_bytes);
  for (size_t i = 0; i < n; i++) distinct += i == 0 || !str_eq(names[i], names[i - 1]);
  free(names);
  return distinct;
}

void story_counts(struct buf *out, enum ui ui, const struct digest_story *story) {
  if (story->n_articles < 2) return;
  ui_count(out, ui, story->n_articles, PLURAL_articles);
  size_t sources = count_sources(story);
  if (sources < 2) return;
  buf_puts(out, ", ");
  ui_count(out, ui, sources, PLURAL_sources);
}

void story_told(struct buf *out, enum ui ui, calque_str told, int32_t today) {
  int32_t day = moment_of(told).day;
  buf_puts(out, ui_text(ui, TEXT_follow_up));
  if (day != NO_DAY) ui_day(out, ui, day, today);
  else escape_line(out, told);
}

static void put_dot(struct buf *out, size_t start) {
  if (out->len > start) buf_puts(out, " · ");
}

void story_kicker(struct buf *out, enum ui ui, const struct digest_story *story,
                  const struct dating *dating) {
  size_t start = out->len;
  if (story->told.len) story_told(out, ui, story->told, dating->today);
  for (uint32_t i = 0; i < story->n_topics; i++) {
    if (i) buf_puts(out, ", ");
    else put_dot(out, start);
    if (!i) buf_printf(out, "%s%s", ui_text(ui, TEXT_topics), ui_text(ui, TEXT_colon));
    escape_line(out, story->topics[i]);
  }
  if (story->n_articles < 2) return;
  put_dot(out, start);
  story_counts(out, ui, story);
}

bool story_source_only(const struct digest_story *story, const struct digest_article *article) {
  return story && story->n_articles == 1 && article->source.len &&
         str_eq(str_trim(article->title), str_trim(story->headline));
}

void story_claimant(struct buf *out, enum ui ui, const struct digest_story *story,
                    const struct digest_claim *claim) {
  if (claim->article < story->n_articles) {
    const struct digest_article *a = &story->articles[claim->article];
    escape_line(out, a->source.len ? a->source : digest_article_name(a));
    if (claim->n > 1) buf_puts(out, ", ");
  }
  if (claim->n > 1) ui_count(out, ui, claim->n, PLURAL_articles);
}
