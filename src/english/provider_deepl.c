/* DeepL, version 2. Keys that end with :fx are of the free plan, which has an address of its own.
 * The text before goes along as context, which is not billed. */
#include "english/protocol.h"

#define DEEPL      "https://api.deepl.com"
#define DEEPL_FREE "https://api-free.deepl.com"
#define TRANSLATE  "/v2/translate"

enum { MAX_ID = 128 }; /* bytes of a glossary's; a UUID has 36 */

/* The address that belongs to the key, unless the user gave one. */
static calque_str address(calque_arena *arena, const struct provider_setup *setup) {
  (void)arena;
  bool free_plan = str_eq(setup->url, STR(DEEPL)) && str_ends(setup->key, STR(":fx"));
  return free_plan ? STR(DEEPL_FREE) : setup->url;
}

static calque_status build(calque_arena *arena, const struct provider_setup *setup,
                           const struct provider_job *job, struct http_request *request,
                           calque_error *err) {
  struct provider_setup resolved = *setup;
  resolved.url = address(arena, setup);
  struct buf body;
  buf_init(&body, PROTOCOL_MAX_REQUEST);
  buf_char(&body, '{');
  protocol_member(&body, "text");
  protocol_texts(&body, job);
  protocol_member_str(&body, "source_lang", STR("FR"));
  protocol_member_str(&body, "target_lang", protocol_british(setup) ? STR("EN-GB") : STR("EN-US"));
  if (job->before.len) protocol_member_str(&body, "context", job->before);
  calque_str glossary = job->glossary;
  if (!glossary.len) glossary = protocol_variable(setup, "DEEPL_GLOSSARY_ID");
  if (glossary.len) protocol_member_str(&body, "glossary_id", glossary);
  buf_puts(&body, ",\"preserve_formatting\":true,\"show_billed_characters\":true}");
  calque_status status =
      protocol_post(arena, &resolved, TRANSLATE, "application/json", &body, request, err);
  if (status) return status;
  protocol_header(arena, request, "Authorization", "DeepL-Auth-Key ", setup->key);
  return CALQUE_OK;
}

static calque_status parse(calque_arena *arena, const struct provider_setup *setup,
                           const struct provider_job *job, const struct http_answer *answer,
                           struct provider_answer *out, calque_error *err) {
  json_t *tree;
  *out = (struct provider_answer){.finish = PROVIDER_ODD};
  calque_status status = protocol_tree(arena, setup, answer, &tree, err);
  if (!status) {
    struct protocol_list list = {json_pointer(tree, STR("/translations")), "/text"};
    status = protocol_list(arena, setup, job, list, out, err);
    for (size_t i = 0; !status && i < json_array_size(list.array); i++)
      out->billed_chars += protocol_number(json_array_get(list.array, i), "/billed_characters");
  }
  json_decref(tree);
  return status;
}

/* ---- Glossaries -------------------------------------------------------------------------------
 */

/* Some people give the address with the path of translations. */
static calque_status glossary_request(calque_arena *arena, const struct provider_setup *setup,
                                      struct buf *body, struct http_request *request,
                                      calque_error *err) {
  struct provider_setup resolved = *setup;
  resolved.url = address(arena, setup);
  if (str_ends(resolved.url, STR(TRANSLATE))) resolved.url.len -= strlen(TRANSLATE);
  calque_status status =
      protocol_post(arena, &resolved, "/v2/glossaries", "application/json", body, request, err);
  if (!status) protocol_header(arena, request, "Authorization", "DeepL-Auth-Key ", setup->key);
  return status;
}

static calque_status list_glossaries(calque_arena *arena, const struct provider_setup *setup,
                                     struct http_request *request, calque_error *err) {
  struct buf none;
  buf_init(&none, PROTOCOL_MAX_REQUEST);
  calque_status status = glossary_request(arena, setup, &none, request, err);
  request->method = "GET";
  return status;
}

/* It goes into every request: what is no id is none. */
static calque_str id_of(calque_arena *arena, const json_t *tree) {
  const calque_str id = protocol_string(arena, tree, "/glossary_id");
  return id.len <= MAX_ID && protocol_is_plain(id) ? id : STR("");
}

static calque_status find_glossary(calque_arena *arena, const struct provider_setup *setup,
                                   const struct http_answer *answer, calque_str name,
                                   calque_str *id, calque_error *err) {
  json_t *tree;
  calque_status status = protocol_tree(arena, setup, answer, &tree, err);
  const json_t *list = status ? NULL : json_pointer(tree, STR("/glossaries"));
  if (!status && !json_is_array(list)) status = protocol_lacks(setup, "glossaries", err);
  for (size_t i = 0; !id->len && i < json_array_size(list); i++) {
    const json_t *one = json_array_get(list, i);
    if (str_eq(protocol_string(arena, one, "/name"), name)) *id = id_of(arena, one);
  }
  json_decref(tree);
  return status;
}

static calque_status make_glossary(calque_arena *arena, const struct provider_setup *setup,
                                   const struct provider_terms *terms, struct http_request *request,
                                   calque_error *err) {
  struct buf body, lines;
  buf_init(&lines, PROTOCOL_MAX_REQUEST);
  for (size_t i = 0; i < terms->n; i++) {
    buf_str(&lines, terms->terms[i].french);
    buf_char(&lines, '\t');
    buf_str(&lines, terms->terms[i].english);
    buf_char(&lines, '\n');
  }
  buf_init(&body, PROTOCOL_MAX_REQUEST);
  buf_char(&body, '{');
  protocol_member_str(&body, "name", terms->name);
  protocol_member_str(&body, "source_lang", STR("fr"));
  protocol_member_str(&body, "target_lang", STR("en"));
  protocol_member_str(&body, "entries_format", STR("tsv"));
  protocol_member_str(&body, "entries", buf_view(&lines));
  buf_char(&body, '}');
  buf_free(&lines);
  return glossary_request(arena, setup, &body, request, err);
}

static calque_status made_glossary(calque_arena *arena, const struct provider_setup *setup,
                                   const struct http_answer *answer, calque_str *id,
                                   calque_error *err) {
  json_t *tree;
  calque_status status = protocol_tree(arena, setup, answer, &tree, err);
  if (!status) *id = id_of(arena, tree);
  if (!status && !id->len) status = protocol_lacks(setup, "glossary_id", err);
  json_decref(tree);
  return status;
}

static const struct provider_glossary glossaries = {.variable = "DEEPL_GLOSSARY_ID",
                                                    .list = list_glossaries,
                                                    .find = find_glossary,
                                                    .make = make_glossary,
                                                    .made = made_glossary};

/* ---- Errors -----------------------------------------------------------------------------------
 */

static const struct provider_meaning meanings[] = {{400, NULL, PROVIDER_DENIED}};

const struct provider provider_deepl = {
    .id = "deepl",
    .name = "DeepL",
    .kind = PROVIDER_ENGINE,
    .url = DEEPL,
    .url_variables = (const char *const[]){"DEEPL_SERVER_URL", NULL},
    .key_variables = (const char *const[]){"DEEPL_AUTH_KEY", "DEEPL_API_KEY", NULL},
    .needs_key = true,
    .max_chars = 30000, /* 128 KiB of a request */
    .max_texts = 50,
    .needs = "DEEPL_AUTH_KEY",
    .address = address,
    .build = build,
    .parse = parse,
    .meanings = meanings,
    .n_meanings = sizeof meanings / sizeof *meanings,
    .glossary = &glossaries,
};
