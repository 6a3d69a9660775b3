/* What cmd_collect.c and collect_fetch.c share: the run, and what one address or file gave. */
#ifndef CLI_COLLECT_H
#define CLI_COLLECT_H

#include "base/array.h"
#include "cli/options.h"
#include "digest/archive.h"
#include "net/polite.h"

/* The whole run; workers only read it. */
struct collect {
  const struct options *options;
  const calque_lexicon *lex;
  struct archive *archive;
  struct polite *polite;
  int64_t now; /* seconds since 1970; one for the run */
};

enum gained { GAINED_FILE, GAINED_FEED, GAINED_PAGE, GAINED_LIST };

/* What one file, page or feed gave; goes into the archive in one piece. All in the worker's
 * arena. */
struct gain {
  enum gained kind;
  ARRAY(struct archive_item) items;
  ARRAY(calque_error) errors; /* to be told; the first says why nothing came, if `failed` */
  bool failed, network;       /* network: it was the network that failed */
  bool unchanged;             /* the feed answered that it is as before */
  size_t n_without_text;      /* entries of a title alone */
  size_t n_pages_failed;      /* pages of entries that did not come */
  struct archive_feed feed;   /* url empty: not a feed */
};
typedef ARRAY(struct gain *) gains;

/* Adds the article with its verdict. */
void gain_article(const struct collect *c, calque_arena *arena, struct gain *gain,
                  const calque_article *article);

/* Fetches the address and understands it: a feed, a page, or a list of feeds, all of which are
 * fetched. All of it in the arena. */
void collect_fetch(const struct collect *c, struct http *http, calque_arena *arena, calque_str url,
                   gains *out);

#endif
