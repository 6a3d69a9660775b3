/* From an address to articles with verdicts. Runs in worker threads. */
#include "cli/collect.h"

#include "base/utf8.h"
#include "input/encoding.h"
#include "input/feed.h"
#include "input/formats.h"
#include "net/url.h"

#include <time.h>

enum {
  BEGINNING_BYTES = 1500, /* a description of fewer may be only the beginning of the article */
  LONGEST_WAIT_S = 24 * 3600,
  LIST_DEPTH = 1 /* lists of lists are not followed */
};

void gain_article(const struct collect *c, calque_arena *arena, struct gain *gain,
                  const calque_article *article) {
  calque_arena *scratch = calque_arena_new();
  const calque_doc *doc = calque_doc_parse(scratch, c->lex, article);
  calque_report report = calque_check(scratch, c->lex, doc, NULL);
  calque_verdict verdict = calque_judge(scratch, doc, &report);
  ARRAY_PUSH(arena, &gain->items, ((struct archive_item){*article, verdict.grade, verdict.score}));
  calque_arena_free(scratch);
}

static void tell(calque_arena *arena, struct gain *gain, calque_error err) {
  ARRAY_PUSH(arena, &gain->errors, err);
}

static void give_up(calque_arena *arena, struct gain *gain, calque_error err) {
  gain->failed = true;
  gain->network = err.status == CALQUE_E_NETWORK;
  tell(arena, gain, err);
}

/* ---- Pages ------------------------------------------------------------------------------------
 */

/* What the server says of the encoding counts where the bytes are not UTF-8 anyway; what it does
 * not say, the page does. */
static calque_str decode_page(calque_arena *arena, const struct http_answer *answer) {
  enum encoding said = encoding_by_name(encoding_of_type(answer->type));
  bool guessed = said == ENCODING_UNKNOWN || said == ENCODING_UTF8;
  if (guessed || utf8_valid_prefix(answer->body) == answer->body.len) return answer->body;
  return encoding_decode(arena, answer->body, said);
}

static calque_status read_page(calque_arena *arena, const struct http_answer *answer,
                               calque_article *article, calque_error *err) {
  const char *where = arena_copy_z(arena, answer->url);
  calque_str body = decode_page(arena, answer);
  calque_status status = html_article(arena, body, where, 0, article, err);
  /* What a page says about its address may be relative or plainly wrong. */
  calque_str url = url_join(arena, answer->url, article->url);
  article->url = article->url.len && url.len ? url : answer->url;
  if (!article->id.len) article->id = article->url;
  if (!article->source.len) article->source = url_host(arena, article->url);
  article->date = feed_date(arena, article->date);
  return status;
}

static bool is_html(const struct http_answer *answer) {
  calque_str s = str_trim(answer->body);
  return str_has(answer->type, STR("html")) || (s.len && *s.ptr == '<');
}

/* ---- Feeds ------------------------------------------------------------------------------------
 */

static bool is_cut(calque_str text) {
  static const calque_str ends[] = {STR_INIT("[…]"), STR_INIT("[...]"), STR_INIT("…"),
                                    STR_INIT("..."), STR_INIT("Lire la suite")};
  for (size_t i = 0; i < COUNT(ends); i++)
    if (str_ends(text, ends[i])) return true;
  return false;
}

/* The whole article behind an entry; what the feed says of it stays. False: as it was. */
static bool fetch_entry(const struct collect *c, struct http *http, calque_arena *arena,
                        struct gain *gain, calque_article *article) {
  struct http_request request = {.url = article->url};
  struct http_answer answer;
  calque_error err = {0};
  calque_article page = *article;
  page.text = STR("");
  calque_status status = polite_may_read(c->polite, http, arena, article->url, &err);
  if (!status) status = polite_ask(c->polite, http, arena, &request, &answer, &err);
  if (!status) status = read_page(arena, &answer, &page, &err);
  if (status) {
    gain->n_pages_failed += status != CALQUE_E_CONFIG; /* robots.txt will not allow it tomorrow */
    tell(arena, gain, err);
    return false;
  }
  if (page.text.len <= article->text.len) return false;
  page.url = article->url;
  *article = page;
  return true;
}

static void take_entry(const struct collect *c, struct http *http, calque_arena *arena,
                       struct gain *gain, calque_str title, const struct feed_entry *entry) {
  calque_article article = {0};
  feed_article(arena, title, entry, "", &article, NULL);
  bool whole = entry->full || article.text.len >= BEGINNING_BYTES;
  bool wanted = c->options->pages && article.url.len && (!whole || is_cut(article.text));
  /* A page that was fetched before is not fetched again. */
  if (wanted && !archive_knows(c->archive, article.url, article.text.len + 1))
    fetch_entry(c, http, arena, gain, &article);
  if (article.text.len) gain_article(c, arena, gain, &article);
  else gain->n_without_text++;
}

static void take_feed(const struct collect *c, struct http *http, calque_arena *arena,
                      struct gain *gain, const struct http_answer *answer) {
  struct feed feed;
  calque_error err = {0};
  const char *where = arena_copy_z(arena, gain->feed.url);
  calque_status status = feed_read(arena, answer->body, where, answer->url, &feed, &err);
  for (size_t i = 0; i < feed.entries.n; i++)
    take_entry(c, http, arena, gain, feed.title, &feed.entries.ptr[i]);
  gain->feed.pages = c->options->pages;
  if (status) give_up(arena, gain, err); /* what came before the fault is taken */
  /* Where something did not come, all is asked for again, and not only whether it is new. */
  if (status || gain->n_pages_failed) gain->feed.etag = gain->feed.last_modified = STR("");
}

/* ---- Addresses --------------------------------------------------------------------------------
 */

static calque_status ask(const struct collect *c, struct http *http, calque_arena *arena,
                         struct gain *gain, struct http_answer *answer, calque_error *err) {
  struct archive_feed *feed = &gain->feed;
  /* No server is left alone for more than a day: a later time is that of a wrong clock. */
  if (feed->next_allowed > c->now && feed->next_allowed <= c->now + LONGEST_WAIT_S)
    return fail(err, CALQUE_E_NETWORK, arena_copy_z(arena, feed->url), 0,
                "not asked: its server wants %lld s more without requests",
                (long long)(feed->next_allowed - c->now));
  struct http_request request = {.url = feed->moved_to.len ? feed->moved_to : feed->url};
  /* A feed that was read without its pages is read again where they are wanted. */
  if (feed->pages || !c->options->pages) {
    request.etag = feed->etag;
    request.last_modified = feed->last_modified;
  }
  *answer = (struct http_answer){0};
  calque_status status = polite_ask(c->polite, http, arena, &request, answer, err);
  feed->next_allowed = answer->retry_after_s ? c->now + answer->retry_after_s : 0;
  if (status) feed->moved_to = STR(""); /* the next run tries the address that the user gave */
  if (status || answer->code == 304) return status;
  feed->etag = answer->etag;
  feed->last_modified = answer->last_modified;
  if (answer->moved_for_good) feed->moved_to = answer->url;
  return CALQUE_OK;
}

static void fetch(const struct collect *c, struct http *http, calque_arena *arena, calque_str url,
                  gains *out, int depth);

static void fetch_list(const struct collect *c, struct http *http, calque_arena *arena,
                       struct gain *gain, const struct http_answer *answer, gains *out, int depth) {
  feed_urls urls = {0};
  calque_error err = {0};
  const char *where = arena_copy_z(arena, answer->url);
  gain->kind = GAINED_LIST;
  gain->feed.url = STR("");
  calque_status status = CALQUE_OK;
  if (depth >= LIST_DEPTH)
    status = fail(&err, CALQUE_E_SYNTAX, where, 0, "a list of feeds inside a list of feeds");
  if (!status) status = opml_read(arena, answer->body, where, &urls, &err);
  if (status) give_up(arena, gain, err);
  for (size_t i = 0; i < urls.n; i++) fetch(c, http, arena, urls.ptr[i], out, depth + 1);
}

/* A page is not a feed: robots.txt has its say, and nothing is remembered of it. */
static void take_page(const struct collect *c, struct http *http, calque_arena *arena,
                      struct gain *gain, const struct http_answer *answer) {
  calque_error err = {0};
  calque_article article = {0};
  gain->kind = GAINED_PAGE;
  gain->feed.url = STR("");
  calque_status status = polite_may_read(c->polite, http, arena, answer->url, &err);
  if (!status) status = read_page(arena, answer, &article, &err);
  if (status) give_up(arena, gain, err);
  else gain_article(c, arena, gain, &article);
}

static void fetch(const struct collect *c, struct http *http, calque_arena *arena, calque_str url,
                  gains *out, int depth) {
  struct gain *gain = ARENA_NEW(arena, struct gain);
  ARRAY_PUSH(arena, out, gain);
  gain->kind = GAINED_FEED;
  gain->feed = archive_feed_find(c->archive, arena, url);
  struct http_answer answer = {0};
  calque_error err = {0};
  if (ask(c, http, arena, gain, &answer, &err)) {
    give_up(arena, gain, err);
  } else if (answer.code == 304) {
    gain->unchanged = true;
  } else if (feed_is_one(answer.body)) {
    take_feed(c, http, arena, gain, &answer);
  } else if (opml_is_one(answer.body)) {
    fetch_list(c, http, arena, gain, &answer, out, depth);
  } else if (is_html(&answer)) {
    take_page(c, http, arena, gain, &answer);
  } else {
    gain->feed.url = STR("");
    fail(&err, CALQUE_E_SYNTAX, arena_copy_z(arena, url), 0, "neither a feed nor a page");
    give_up(arena, gain, err);
  }
}

void collect_fetch(const struct collect *c, struct http *http, calque_arena *arena, calque_str url,
                   gains *out) {
  fetch(c, http, arena, url, out, 0);
}
