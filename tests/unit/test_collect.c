/* calque collect over a server on the loopback interface: what is asked for, what is kept, what is
 * said. The command runs in a child, because its words and its status are what is tested. */
#define _GNU_SOURCE
#include "base/array.h"
#include "base/buf.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "digest/archive.h"
#include "http_server.h"
#include "net/robots.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <sys/wait.h>

#include <cmocka.h>

static struct http_server server;
static char folder[] = "/tmp/calque-collect-XXXXXX";
static atomic_uint n_pages, n_secret;
static atomic_bool pages_fail;

#define ITEM(n, text)                                                          \
  "<item><title>Titre " n "</title><link>/page/" n "</link><description>" text \
  "</description>"                                                             \
  "</item>"
#define FEED(items) \
  "<rss version='2.0'><channel><title>Le Courrier</title>" items "</channel></rss>"

static const char page[] =
    "<!doctype html><html><head><title>Titre 1</title></head><body><nav><a href='/'>Accueil</a>"
    "</nav><article><h1>Titre 1</h1><p>La passerelle du moulin rouvrira au mois d’avril, a annoncé "
    "la mairie de Lorne dans un communiqué publié dimanche matin.</p><p>Les travaux coûteront "
    "310 000 euros, soit un tiers de plus que la somme prévue il y a deux ans.</p></article></body>"
    "</html>";

static void answer(struct http_server *s, int fd, const char *head) {
  (void)s;
  char path[200] = "";
  sscanf(head, "%*s %199s", path);
  bool kept = strstr(head, "If-None-Match: \"v1\"");
  if (!strcmp(path, "/feed"))
    server_reply(fd, kept ? "304 Not Modified" : "200 OK", "ETag: \"v1\"\r\n",
                 kept ? "" : FEED(ITEM("1", "Le début […]") ITEM("2", "Une brève entière.")));
  else if (!strcmp(path, "/secret-feed"))
    server_reply(fd, "200 OK", "",
                 FEED("<item><title>x</title><link>/secret/1</link><description>Le début […]"
                      "</description></item>"));
  else if (!strcmp(path, "/moved"))
    server_reply(fd, "301 Moved Permanently", "Location: /feed\r\n", "");
  else if (!strcmp(path, "/busy"))
    server_reply(fd, "429 Too Many Requests", "Retry-After: 3600\r\n", "");
  else if (!strcmp(path, "/cut"))
    server_say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" FEED(ITEM("9", "Coupé")));
  else if (!strcmp(path, "/list"))
    server_reply(fd, "200 OK", "", "<opml><outline xmlUrl='http://127.0.0.1:1/none'/></opml>");
  else if (!strcmp(path, "/robots.txt"))
    server_reply(fd, "200 OK", "", "User-agent: *\nDisallow: /secret\n");
  else if (!strncmp(path, "/page/", 6)) {
    n_pages++;
    server_reply(fd, pages_fail ? "503 Service Unavailable" : "200 OK", "", pages_fail ? "" : page);
  } else if (!strcmp(path, "/latin9")) {
    server_reply(fd, "200 OK", "Content-Type: text/html; Charset=\"ISO-8859-15\"\r\n",
                 "<html><body><article><h1>Titre</h1><p>La r\xe9ouverture co\xfbtera 310\xa0"
                 "000\xa0\xa4, a annonc\xe9 la mairie de Lorne dimanche matin, au c\xbdur de la "
                 "ville.</p></article></body></html>");
  } else if (!strncmp(path, "/secret/", 8)) {
    n_secret++;
    server_reply(fd, "200 OK", "", page);
  } else if (!strcmp(path, "/picture"))
    server_reply(fd, "200 OK", "Content-Type: image/png\r\n", "\x89PNG");
  else server_reply(fd, "404 Not Found", "", "");
}

static int start(void **state) {
  (void)state;
  server.answer = answer;
  return mkdtemp(folder) ? server_start(&server) : -1;
}

static int stop(void **state) {
  (void)state;
  char command[100];
  snprintf(command, sizeof command, "rm -rf %s", folder);
  server_stop(&server);
  return system(command);
}

/* Runs "collect --archive=<name> <options> <server>/<path>..." and returns what it said, the
 * server's address as @ in it, and its status at the end. */
static const char *collect(const char *archive, const char *option, const char *paths) {
  static char said[8192];
  char path[100], file[100], urls[4][120];
  char *argv[12] = {"calque", "collect", "--pause=0", "--jobs=1", path, (char *)(uintptr_t)option};
  int argc = 6;
  snprintf(path, sizeof path, "--archive=%s/%s", folder, archive);
  snprintf(file, sizeof file, "%s/said", folder);
  for (calque_str rest = calque_str_of(paths); rest.ptr;) {
    calque_str p = str_cut(&rest, ' ');
    snprintf(urls[argc - 6], sizeof *urls, "http://127.0.0.1:%u%.*s", server.port, STR_ARG(p));
    argv[argc] = urls[argc - 6];
    argc++;
  }
  fflush(NULL);
  pid_t child = fork();
  if (child == 0) {
    int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    struct options o;
    calque_error err = {0};
    if (fd < 0 || dup2(fd, STDERR_FILENO) < 0 || options_read(&o, argc, argv, &err)) _exit(99);
    _exit(cmd_collect(&o));
  }
  int status;
  waitpid(child, &status, 0);
  FILE *f = fopen(file, "rb");
  assert_non_null(f);
  static char raw[8192];
  raw[fread(raw, 1, sizeof raw - 1, f)] = '\0';
  fclose(f);
  char host[60];
  snprintf(host, sizeof host, "http://127.0.0.1:%u", server.port);
  struct buf out;
  buf_init(&out, sizeof said - 1);
  for (calque_str rest = calque_str_of(raw); rest.len;) {
    size_t at = str_find(rest, calque_str_of(host));
    buf_str(&out, str_slice(rest, 0, at == SIZE_MAX ? rest.len : at));
    if (at == SIZE_MAX) break;
    buf_char(&out, '@');
    rest = str_slice(rest, at + strlen(host), rest.len);
  }
  buf_printf(&out, "%d", WEXITSTATUS(status));
  snprintf(said, sizeof said, "%s", out.ptr);
  buf_free(&out);
  return said;
}

/* One at a time: the state of the archive is part of the test. */
static void feeds(void **state) {
  (void)state;
  static const struct {
    const char *archive, *option, *paths, *said;
  } table[] = {
      {"a.db", "--allow-private", "/feed", "calque: 1 feed, 2 articles: 2 new, 0 known\n0"},
      {"a.db", "--allow-private", "/feed",
       "calque: 1 feed, 0 articles: 0 new, 0 known, 1 feed unchanged\n0"},
      {"a.db", "--allow-private", "/moved", "calque: 1 feed, 2 articles: 0 new, 2 known\n0"},
      {"a.db", "--allow-private", "/busy /feed",
       "calque: @/busy: the server answers 429 too many requests; try again in 3600 s\n"
       "calque: 2 feeds, 0 articles: 0 new, 0 known, 1 feed unchanged, 1 feed failed (see above)\n"
       "3"},
      {"a.db", "--quiet", "/feed",
       "calque: @/feed: its machine is not a public one; --allow-private permits it\n4"},
      {"b.db", "--allow-private", "/cut",
       "calque: @/cut: the answer was cut off\n"
       "calque: 1 feed, 0 articles: 0 new, 0 known, 1 feed failed (see above)\n5"},
      {"b.db", "--allow-private", "/picture",
       "calque: @/picture: neither a feed nor a page\n"
       "calque: 1 feed, 0 articles: 0 new, 0 known, 1 feed failed (see above)\n4"},
      {"b.db", "--allow-private", "/list",
       "calque: http://127.0.0.1:1/none: cannot connect\n"
       "calque: 1 feed, 0 articles: 0 new, 0 known, 1 feed failed (see above)\n5"},
      {"b.db", "--allow-private", "/page/7", "calque: 1 article: 1 new, 0 known\n0"},
      {"b.db", "--allow-private", "/secret/7",
       "calque: @/secret/7: robots.txt does not allow it\n"
       "calque: 0 articles: 0 new, 0 known, 1 document failed (see above)\n4"},
  };
  for (size_t i = 0; i < COUNT(table); i++) {
    const char *said = collect(table[i].archive, table[i].option, table[i].paths);
    if (strcmp(said, table[i].said) != 0) fail_msg("%s:\n%s", table[i].paths, said);
  }
}

/* The server that asked us to wait is not asked at all. */
static void waits(void **state) {
  (void)state;
  collect("c.db", "--allow-private", "/busy");
  unsigned before = server.n_requests;
  const char *said = collect("c.db", "--allow-private", "/busy");
  assert_non_null(strstr(said, "not asked: its server wants 3"));
  assert_int_equal(server.n_requests, before);
}

/* --pages: the cut entry is fetched once, the whole one never, the forbidden one never. */
static void pages(void **state) {
  (void)state;
  n_pages = n_secret = 0;
  collect("d.db", "--allow-private", "/feed");
  assert_int_equal(n_pages, 0);
  char option[] = "-pq"; /* --pages --quiet */
  setenv("CALQUE_ALLOW_PRIVATE", "1", 1);
  assert_string_equal(collect("e.db", option, "/feed"), "0");
  assert_int_equal(n_pages, 2);                         /* both are short descriptions */
  const char *said = collect("e.db", option, "/moved"); /* the same entries by another address */
  assert_string_equal(said, "0");
  assert_int_equal(n_pages, 2);
  said = collect("e.db", option, "/secret-feed");
  assert_string_equal(said, "calque: @/secret/1: robots.txt does not allow it\n0");
  assert_int_equal(n_secret, 0);
  unsetenv("CALQUE_ALLOW_PRIVATE");
}

/* What did not come is asked for again, although the feed itself did not change. */
static void pages_again(void **state) {
  (void)state;
  char option[] = "-pq";
  setenv("CALQUE_ALLOW_PRIVATE", "1", 1);
  n_pages = 0;
  pages_fail = true;
  collect("f.db", option, "/feed");
  assert_int_equal(n_pages, 2);
  pages_fail = false;
  assert_string_equal(collect("f.db", option, "/feed"), "0");
  assert_int_equal(n_pages, 4);
  assert_string_equal(collect("f.db", option, "/feed"), "0"); /* 304 */
  assert_int_equal(n_pages, 4);
  /* Without --pages first, then with it. */
  collect("g.db", "--quiet", "/feed");
  assert_int_equal(n_pages, 4);
  assert_string_equal(collect("g.db", option, "/feed"), "0");
  assert_int_equal(n_pages, 6);
  unsetenv("CALQUE_ALLOW_PRIVATE");
}

static struct archive *open_archive(const char *name) {
  char path[100];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  struct archive *a = archive_open(path, NULL);
  assert_non_null(a);
  return a;
}

static void charset_of_the_header(void **state) {
  (void)state;
  collect("h.db", "--allow-private", "/latin9");
  struct archive *a = open_archive("h.db");
  calque_arena *arena = calque_arena_new();
  struct archive_cursor cursor = {0};
  calque_article got;
  assert_int_equal(archive_next(a, &cursor, 0, INT64_MAX / 2, arena, &got, NULL), CALQUE_OK);
  assert_true(str_has(got.text, STR("€, a annoncé")));
  assert_true(str_has(got.text, STR("au cœur de la ville")));
  calque_arena_free(arena);
  archive_free(a);
}

/* A server asked for an hour's rest while the clock was years ahead. */
static void clock_was_ahead(void **state) {
  (void)state;
  struct archive *a = open_archive("i.db");
  char url[60];
  snprintf(url, sizeof url, "http://127.0.0.1:%u/feed", server.port);
  struct archive_feed feed = {.url = calque_str_of(url), .next_allowed = INT64_MAX / 2};
  struct archive_counts counts = {0};
  assert_int_equal(archive_put(a, NULL, 0, &feed, 0, &counts, NULL), CALQUE_OK);
  archive_free(a);
  assert_string_equal(collect("i.db", "--allow-private", "/feed"),
                      "calque: 1 feed, 2 articles: 2 new, 0 known\n0");
}

static void robots(void **state) {
  (void)state;
  static const struct {
    const char *robots, *path;
    bool allowed;
  } table[] = {
      {"", "/a", true},
      {"User-agent: *\nDisallow: /", "/a", false},
      {"User-agent: *\nDisallow:", "/a", true},
      {"User-agent: *\r\nDisallow: /a\r\n", "/ab", false},
      {"User-agent: *\nDisallow: /a\nAllow: /ab", "/abc", true},
      {"User-agent: *\nDisallow: /a*/c$", "/abb/c", false},
      {"User-agent: *\nDisallow: /a*/c$", "/abb/cd", true},
      {"User-agent: *\nDisallow: /*.pdf$", "/x.pdf.pdf", false},
      {"User-agent: Calque # us\nDisallow: /a\nUser-agent: *\nDisallow: /", "/b", true},
      {"User-agent: x\nUser-agent: calque\nDisallow: /a", "/a", false},
      {"User-agent: calque\nDisallow:\n\nUser-agent: *\nDisallow: /", "/a", true},
      {"User-agent: other\nDisallow: /", "/a", true},
      {"Disallow: /", "/a", true},
      {"<html>not found</html>", "/a", true},
  };
  for (size_t i = 0; i < COUNT(table); i++)
    if (robots_allow(calque_str_of(table[i].robots), STR("calque"), calque_str_of(table[i].path)) !=
        table[i].allowed)
      fail_msg("%s: %s", table[i].robots, table[i].path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(feeds),          cmocka_unit_test(waits),
      cmocka_unit_test(pages),          cmocka_unit_test(robots),
      cmocka_unit_test(pages_again),    cmocka_unit_test(charset_of_the_header),
      cmocka_unit_test(clock_was_ahead)};
  return cmocka_run_group_tests(tests, start, stop);
}
