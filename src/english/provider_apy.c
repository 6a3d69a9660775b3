/* Apertium's web service: rules, no network, French through Catalan into English. It cuts long
 * texts without a word (from 40 kB on, or from 10,000 characters when it is busy), so what is sent
 * is short and what comes back is counted. Unknown words carry marks that its own switch leaves in
 * chains of pairs; they are taken off here. */
#include "english/protocol.h"

#include "base/utf8.h"

#define LANGPAIRS "fra|cat|eng"
#define FEWEST    70 /* of a hundred sentences that must come back; some are joined */

static calque_status build(calque_arena *arena, const struct provider_setup *setup,
                           const struct provider_job *job, struct http_request *request,
                           calque_error *err) {
  if (job->n_texts != 1)
    return fail(err, CALQUE_E_LIMIT, setup->provider->name, 0, "takes one text at a time");
  struct buf body;
  buf_init(&body, PROTOCOL_MAX_REQUEST);
  calque_str pairs = protocol_variable(setup, "APERTIUM_APY_LANGPAIRS");
  protocol_field(&body, "langpairs", pairs.len ? pairs : STR(LANGPAIRS));
  protocol_field(&body, "markUnknown", STR("no"));
  protocol_field(&body, "q", job->texts[0]);
  return protocol_post(arena, setup, "/translateChain", "application/x-www-form-urlencoded", &body,
                       request, err);
}

/* ---- Marks ----------------------------------------------------------------------------------- */

static bool is_mark(char c) { return c == '*' || c == '#' || c == '@'; }

/* Takes marks off the beginnings of words: *lengthy, #give. Those that the French has stay. */
static calque_str without_marks(calque_arena *arena, calque_str french, calque_str s) {
  bool kept[128] = {false};
  for (size_t i = 0; i < french.len; i++)
    if (is_mark(french.ptr[i])) kept[(unsigned char)french.ptr[i]] = true;
  char *out = arena_alloc(arena, s.len + 1);
  size_t n = 0;
  for (size_t i = 0; i < s.len; i++) {
    bool before_word = i + 1 < s.len && !strchr(" \t\n.,;:!?)", s.ptr[i + 1]);
    if (is_mark(s.ptr[i]) && before_word && !kept[(unsigned char)s.ptr[i]]) continue;
    out[n++] = s.ptr[i];
  }
  return (calque_str){out, n};
}

/* ---- What was cut ---------------------------------------------------------------------------- */

/* Ends of sentences: a mark before white space or the end. */
static size_t count_sentences(calque_str s) {
  size_t n = 0;
  for (size_t i = 0; i < s.len; i++) {
    bool end = i + 1 == s.len || s.ptr[i + 1] == ' ' || s.ptr[i + 1] == '\n' ||
               (unsigned char)s.ptr[i + 1] >= 0x80;
    n += end && (s.ptr[i] == '.' || s.ptr[i] == '!' || s.ptr[i] == '?');
  }
  return n;
}

static size_t count_lines(calque_str s) {
  size_t n = 0;
  for (calque_str rest = str_trim(s); rest.ptr;) n += str_trim(str_cut(&rest, '\n')).len > 0;
  return n;
}

/* English is nearly as long as French, and no shorter than half of it over some sentences. */
static bool is_cut(calque_str french, calque_str english) {
  size_t sentences = count_sentences(french);
  if (count_lines(english) < count_lines(french)) return true;
  if (sentences >= 4 && count_sentences(english) * 100 < sentences * FEWEST) return true;
  return french.len >= 200 && english.len * 2 < french.len;
}

static calque_status parse(calque_arena *arena, const struct provider_setup *setup,
                           const struct provider_job *job, const struct http_answer *answer,
                           struct provider_answer *out, calque_error *err) {
  json_t *tree;
  *out = (struct provider_answer){.finish = PROVIDER_ODD};
  calque_status status = protocol_tree(arena, setup, answer, &tree, err);
  const json_t *text = json_pointer(tree, STR("/responseData/translatedText"));
  if (!status && protocol_number(tree, "/responseStatus") > 299)
    status = fail(
        err, CALQUE_E_PROVIDER, setup->provider->name, 0, "the answer is an error: %.*s",
        STR_ARG(protocol_words(arena, setup, protocol_string(arena, tree, "/responseDetails"))));
  if (!status && !json_is_string(text)) status = protocol_lacks(setup, "text", err);
  if (!status) {
    calque_str *one = ARENA_ARRAY(arena, calque_str, 1);
    *one = without_marks(arena, job->texts[0],
                         protocol_string(arena, tree, "/responseData/translatedText"));
    status = protocol_engine(setup, job, one, 1, out, err);
    if (!status && is_cut(job->texts[0], *one)) {
      out->finish = PROVIDER_LENGTH;
      out->detail = STR("the service gave back only the beginning");
    }
  }
  json_decref(tree);
  return status;
}

static const struct provider_meaning meanings[] = {{400, NULL, PROVIDER_DENIED}};

const struct provider provider_apy = {
    .id = "apy",
    .name = "Apertium APY",
    .kind = PROVIDER_ENGINE,
    .url = "http://127.0.0.1:2737",
    .url_variables = (const char *const[]){"APERTIUM_APY_URL", NULL},
    .max_chars = 4000,
    .max_texts = 1,
    .per_host = 2, /* more would make it cut at 10,000 characters */
    .needs = "APERTIUM_APY_URL, where apertium-apy runs with fra-cat and cat-eng",
    .build = build,
    .parse = parse,
    .meanings = meanings,
    .n_meanings = sizeof meanings / sizeof *meanings,
};
