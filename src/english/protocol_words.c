/* What a service says of an error is shown to the user, for nobody knows it better; but services
 * repeat keys that they refuse, and proxies repeat headers. So what is known to be a key is taken
 * out wherever a piece of it stands, and what has the shape of one as well. */
#include "english/protocol.h"

#include "base/utf8.h"

#define MIN_SECRET 8 /* bytes of a key that are enough to know it by */
#define MIN_DIGEST 32

/* ---- Keys ------------------------------------------------------------------------------------ */

static bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
         (c && strchr("-_.*+~%", c));
}

static bool has_piece_of(calque_str word, calque_str key) {
  if (key.len && key.len < MIN_SECRET) return str_eq(word, key);
  for (size_t i = 0; i + MIN_SECRET <= word.len && key.len; i++)
    if (str_has(key, str_slice(word, i, i + MIN_SECRET))) return true;
  return false;
}

/* A long run of letters and figures, as of keys in hexadecimal or base 64. */
static bool is_digest(calque_str word) {
  size_t run = 0, digits = 0, letters = 0;
  for (size_t i = 0; i < word.len; i++) {
    char c = word.ptr[i];
    bool digit = c >= '0' && c <= '9', letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    if (!digit && !letter) {
      run = digits = letters = 0;
      continue;
    }
    digits += digit;
    letters += letter;
    if (++run >= MIN_DIGEST && digits > 3 && letters > 3) return true;
  }
  return false;
}

static bool looks_secret(calque_str word) {
  static const char *const starts[] = {"sk-",  "sk_",  "pk-",   "gsk_", "hf_",
                                       "xai-", "AIza", "ya29.", "eyJ"};
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
    if (word.len > 8 && str_starts(word, calque_str_of(starts[i]))) return true;
  return str_has(word, STR("***")) || is_digest(word);
}

static bool is_letters(calque_str word) {
  for (size_t i = 0; i < word.len; i++)
    if ((word.ptr[i] | 0x20) < 'a' || (word.ptr[i] | 0x20) > 'z') return false;
  return true;
}

/* Words after which a key comes. */
static bool announces(calque_str word) {
  return str_eq_nocase(word, STR("Bearer")) || str_eq_nocase(word, STR("DeepL-Auth-Key"));
}

void protocol_hide(struct buf *out, const struct provider_setup *setup, calque_str s) {
  bool announced = false;
  for (size_t i = 0; i < s.len;) {
    if (setup->key.len >= MIN_SECRET && str_starts(str_slice(s, i, s.len), setup->key)) {
      buf_puts(out, "***");
      i += setup->key.len;
      continue;
    }
    size_t end = i;
    while (end < s.len && is_word_byte(s.ptr[end])) end++;
    if (end == i) {
      buf_char(out, s.ptr[i++]);
      continue;
    }
    calque_str word = str_slice(s, i, end);
    bool secret = (announced && word.len >= MIN_SECRET && !is_letters(word)) ||
                  has_piece_of(word, setup->key) || looks_secret(word);
    if (secret) buf_puts(out, "***");
    else buf_str(out, word);
    announced = announces(word);
    i = end;
  }
}

/* ---- Words ----------------------------------------------------------------------------------- */

/* Tags of an error page are taken off; what is written between them stays. */
static void drop_tags(struct buf *out, calque_str s) {
  bool tag = false;
  for (size_t i = 0; i < s.len; i++) {
    char c = s.ptr[i];
    if (c == '<') tag = true;
    if (!tag) buf_char(out, c == '\n' || c == '\t' ? ' ' : c);
    if (c == '>' && tag) tag = false, buf_char(out, ' ');
  }
}

/* One space for many, and no more than fits, cut between words. */
static calque_str one_line(calque_arena *arena, calque_str s) {
  struct buf out;
  buf_init(&out, 4 * PROTOCOL_MAX_WORDS);
  bool space = false;
  for (size_t i = 0; i < s.len && out.len < PROTOCOL_MAX_WORDS; i++) {
    if (s.ptr[i] == ' ') {
      space = out.len > 0;
      continue;
    }
    if (space) buf_char(&out, ' ');
    space = false;
    buf_char(&out, s.ptr[i]);
  }
  if (out.len >= PROTOCOL_MAX_WORDS) {
    while (out.len > PROTOCOL_MAX_WORDS / 2 && out.ptr[out.len - 1] != ' ') out.len--;
    while (utf8_valid_prefix(buf_view(&out)) != out.len) out.len--;
    buf_puts(&out, "...");
  }
  while (out.len && (out.ptr[out.len - 1] == '.' || out.ptr[out.len - 1] == ' ') &&
         !str_ends(buf_view(&out), STR("...")))
    out.len--; /* messages have no full stop */
  calque_str line = arena_copy(arena, buf_view(&out));
  buf_free(&out);
  return line;
}

calque_str protocol_words(calque_arena *arena, const struct provider_setup *setup,
                          calque_str words) {
  enum { LOOKED_AT = 4096 };
  calque_str clean =
      protocol_clean(arena, str_slice(words, 0, words.len < LOOKED_AT ? words.len : LOOKED_AT));
  struct buf text, hidden;
  buf_init(&text, 4 * LOOKED_AT);
  buf_init(&hidden, 8 * LOOKED_AT);
  drop_tags(&text, clean);
  protocol_hide(&hidden, setup, buf_view(&text));
  calque_str line = one_line(arena, buf_view(&hidden));
  buf_free(&text);
  buf_free(&hidden);
  return line;
}

calque_str protocol_complaint(calque_arena *arena, const json_t *tree) {
  static const char *const places[] = {
      "/error/message", "/error/error/message", "/error",  "/explanation", "/message",
      "/detail/0/msg",  "/detail/message",      "/detail", "/details",     "/errors/0/message",
      "/errors/0",      "/error_description",   "/msg",    "/title",       "/0/error/message"};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    calque_str words = protocol_string(arena, tree, places[i]);
    if (words.len) return words;
  }
  return STR("");
}

/* ---- Trouble --------------------------------------------------------------------------------- */

static bool has_nocase(calque_str s, calque_str needle) {
  for (size_t i = 0; i + needle.len <= s.len; i++)
    if (str_eq_nocase(str_slice(s, i, i + needle.len), needle)) return true;
  return false;
}

enum { QUOTA_USED_UP = 456 /* what DeepL answers; it has no words */ };

static const struct provider_meaning everywhere[] = {
    {429, "insufficient_quota", PROVIDER_DENIED}, /* no pause brings that back */
    {429, "exceeded your current quota", PROVIDER_DENIED},
    {429, "billing", PROVIDER_DENIED},
    {429, "credit", PROVIDER_DENIED},
    {429, NULL, PROVIDER_BUSY},
    {401, NULL, PROVIDER_DENIED},
    {402, NULL, PROVIDER_DENIED},
    {403, NULL, PROVIDER_DENIED},
    {404, NULL, PROVIDER_DENIED},
    {405, NULL, PROVIDER_DENIED},
    {413, NULL, PROVIDER_TOO_LONG},
    {414, NULL, PROVIDER_TOO_LONG},
    {431, NULL, PROVIDER_TOO_LONG},
    {QUOTA_USED_UP, NULL, PROVIDER_DENIED},
    {529, NULL, PROVIDER_BUSY},
};

static const struct provider_meaning *find_row(const struct provider_meaning *rows, size_t n,
                                               long code, calque_str body) {
  enum { LOOKED_AT = 16 << 10 };
  body = str_slice(body, 0, body.len < LOOKED_AT ? body.len : LOOKED_AT);
  for (size_t i = 0; i < n; i++) {
    if (rows[i].code && rows[i].code != code) continue;
    if (!rows[i].words || has_nocase(body, calque_str_of(rows[i].words))) return &rows[i];
  }
  return NULL;
}

/* Its first word, unless it is the key. It may well look like one. */
static calque_str request_id(calque_arena *arena, const struct provider_setup *setup,
                             calque_str id) {
  enum { LONGEST = 80 };
  size_t n = 0;
  while (n < id.len && n < LONGEST && (unsigned char)id.ptr[n] > ' ') n++;
  id = protocol_clean(arena, str_slice(id, 0, n));
  return has_piece_of(id, setup->key) ? STR("") : id;
}

/* The service's own words for what is wrong. */
static calque_str complaint_of(calque_arena *arena, const struct provider_setup *setup,
                               const struct http_answer *answer, const json_t *tree) {
  const struct provider *p = setup->provider;
  calque_str said = tree && p->complaint ? p->complaint(arena, setup, tree) : STR("");
  if (!said.len) said = tree ? protocol_complaint(arena, tree) : answer->body;
  return protocol_words(arena, setup, said);
}

enum provider_trouble provider_read_error(calque_arena *arena, const struct provider_setup *setup,
                                          const struct http_answer *answer, calque_str *message) {
  const struct provider *p = setup->provider;
  const struct provider_meaning *row =
      find_row(p->meanings, p->n_meanings, answer->code, answer->body);
  if (!row)
    row = find_row(everywhere, sizeof everywhere / sizeof *everywhere, answer->code, answer->body);
  json_t *tree = json_tree(answer->body, NULL, NULL);
  *message = complaint_of(arena, setup, answer, tree);
  if (!message->len && answer->code == QUOTA_USED_UP) *message = STR("the quota is used up");
  calque_str id = answer->request_id;
  if (!id.len && tree) id = protocol_string(arena, tree, "/request_id");
  json_decref(tree);
  id = request_id(arena, setup, id);
  if (id.len)
    *message = arena_printf(arena, "%.*s%s(request %.*s)", STR_ARG(*message),
                            message->len ? " " : "", STR_ARG(id));
  return row ? row->trouble : PROVIDER_USUAL;
}
