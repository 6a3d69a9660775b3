/* A day as an Atom feed (RFC 4287), an entry a story, for those who read news in a reader of feeds.
 * An entry keeps its identity when the digest of a day is made again: a tag URI of the day and of
 * the article of the story whose name hashes lowest, which changes only when that article goes or a
 * lower one comes. calque has no domain; .invalid is reserved for names that nobody has. */
#include "base/arena.h"
#include "output/escape.h"
#include "output/html.h"
#include "output/parts.h"

#include <stdlib.h>

#define TAG "tag:calque.invalid,"

struct entry_id {
  uint64_t hash;
  uint32_t story;
  uint32_t nth; /* among stories of that hash, from 0 */
};

static void put_stamp(struct buf *out, const char *element, int64_t utc) {
  struct civil c = moment_civil((int32_t)(utc / 86400));
  int second = (int)(utc % 86400);
  buf_printf(out, "<%s>%04d-%02d-%02dT%02d:%02d:%02dZ</%s>\n", element, (int)c.year, (int)c.month,
             (int)c.day, second / 3600, second / 60 % 60, second % 60, element);
}

/* The newest article of the story, but not of days after the digest's: clocks go wrong. */
static int64_t newest_of(const struct digest_story *s, int64_t midnight) {
  int64_t newest = midnight;
  for (uint32_t i = 0; i < s->n_articles; i++) {
    struct moment m = moment_of(s->articles[i].date);
    if (m.day == NO_DAY) continue;
    int64_t utc = moment_utc(m);
    if (utc > newest && utc < midnight + 2 * 86400) newest = utc;
  }
  return newest;
}

static int by_hash(const void *a, const void *b) {
  const struct entry_id *x = a, *y = b;
  if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
  return x->story < y->story ? -1 : 1;
}

static int by_story(const void *a, const void *b) {
  const struct entry_id *x = a, *y = b;
  return x->story < y->story ? -1 : 1;
}

/* One for each story, in order; articles that came without a name may share a hash. */
static struct entry_id *entry_ids(const struct digest_day *day) {
  struct entry_id *ids = must_alloc((day->n_stories + 1) * sizeof *ids);
  for (uint32_t i = 0; i < day->n_stories; i++) {
    ids[i] = (struct entry_id){UINT64_MAX, i, 0};
    for (uint32_t k = 0; k < day->stories[i].n_articles; k++) {
      const struct digest_article *a = &day->stories[i].articles[k];
      uint64_t hash = str_hash(a->url.len ? a->url : a->id, 0);
      if (hash < ids[i].hash) ids[i].hash = hash;
    }
  }
  qsort(ids, day->n_stories, sizeof *ids, by_hash);
  for (uint32_t i = 1; i < day->n_stories; i++)
    if (ids[i].hash == ids[i - 1].hash) ids[i].nth = ids[i - 1].nth + 1;
  qsort(ids, day->n_stories, sizeof *ids, by_story);
  return ids;
}

static void put_id(struct buf *out, const struct digest_day *day, const struct entry_id *id) {
  buf_puts(out, "<id>" TAG);
  escape_html(out, day->date.len ? day->date : STR("1970-01-01"));
  buf_printf(out, ":story-%016llx", (unsigned long long)id->hash);
  if (id->nth) buf_printf(out, "-%u", (unsigned)id->nth + 1);
  buf_puts(out, "</id>\n");
}

/* The first article that has an address is the story's, the others are beside it. */
static void put_links(struct buf *out, const struct digest_story *s) {
  bool first = true;
  for (uint32_t i = 0; i < s->n_articles; i++) {
    const struct digest_article *a = &s->articles[i];
    if (!escape_is_link(a->url)) continue;
    buf_printf(out, "<link rel=\"%s\" type=\"text/html\" hreflang=\"fr\" title=\"",
               first ? "alternate" : "related");
    escape_html(out, digest_article_name(a));
    buf_puts(out, "\" href=\"");
    escape_html(out, a->url);
    buf_puts(out, "\"/>\n");
    first = false;
  }
}

static void put_entry(const struct style *style, const struct digest_day *day, uint32_t story,
                      const struct entry_id *id, int64_t midnight, struct buf *out) {
  const struct digest_story *s = &day->stories[story];
  struct story_frame frame = {.ui = style->ui, .dating = story_dating(day)};
  struct buf content;
  buf_init(&content, BUF_MAX_OUTPUT);
  buf_puts(out, "<entry xml:lang=\"fr\">\n<title>");
  escape_html(out, s->headline);
  buf_puts(out, "</title>\n");
  put_id(out, day, id);
  put_stamp(out, "updated", newest_of(s, midnight));
  put_links(out, s);
  for (uint32_t i = 0; i < s->n_topics; i++) {
    buf_puts(out, "<category term=\"");
    escape_html(out, s->topics[i]);
    buf_puts(out, "\"/>\n");
  }
  html_kicker(&frame, s, &content);
  html_story(&frame, s, story + 1, &content);
  buf_puts(out, "<content type=\"html\">");
  escape_html(out, buf_view(&content));
  buf_puts(out, "</content>\n</entry>\n");
  buf_free(&content);
}

static void atom_digest(const struct style *style, const struct digest_day *day, struct buf *out) {
  int32_t today = moment_of(day->date).day;
  int64_t midnight = today == NO_DAY ? 0 : (int64_t)today * 86400, newest = midnight;
  for (uint32_t i = 0; i < day->n_stories; i++) {
    int64_t utc = newest_of(&day->stories[i], midnight);
    if (utc > newest) newest = utc;
  }
  buf_printf(out,
             "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
             "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%s\">\n<title>%s</title>\n"
             "<subtitle>",
             ui_text(style->ui, TEXT_lang), ui_text(style->ui, TEXT_front_page));
  ui_counts(out, style->ui, day, ", ");
  buf_puts(out, "</subtitle>\n<id>" TAG "2026:digest</id>\n");
  put_stamp(out, "updated", newest);
  buf_puts(out,
           "<author><name>calque</name></author>\n"
           "<generator version=\"" CALQUE_VERSION "\">calque</generator>\n");
  struct entry_id *ids = entry_ids(day);
  for (uint32_t i = 0; i < day->n_stories; i++)
    if (day->stories[i].n_sentences) put_entry(style, day, i, &ids[i], midnight, out);
  free(ids);
  buf_puts(out, "</feed>\n");
}

const struct writer writer_atom = {
    .name = "atom",
    .digest = atom_digest,
};
