/* calque verify: what an English version lost or made up. Two files are one pair; JSON Lines hold a
 * pair a line. */
#include "base/json.h"
#include "cli/batch.h"
#include "cli/commands.h"
#include "english/glossary.h"

/* What is the same for all pairs. */
struct verify_run {
  calque_verify_options options;
  calque_article english; /* of two files */
  bool files;
};

/* One pair on its way, beside slot->article, which is the French. */
struct pair {
  calque_str en, en_name;
  bool with_text;
};

/* ---- Reading --------------------------------------------------------------------------------- */

static calque_status parse_files(const struct batch *b, struct batch_slot *slot) {
  const struct verify_run *run = b->ctx;
  calque_status status =
      reader_parse(b->reader, slot->arena, &slot->item, &slot->article, &slot->err);
  struct pair *pair = ARENA_NEW(slot->arena, struct pair);
  pair->en = run->english.text;
  pair->en_name = run->english.id;
  if (!status) pair->with_text = batch_text_differs(slot);
  slot->result = pair;
  return status;
}

static bool is_id(calque_str raw) {
  return raw.len &&
         (raw.ptr[0] == '"' || raw.ptr[0] == '-' || utf8_is_digit((unsigned char)raw.ptr[0]));
}

static calque_str value_of(calque_arena *arena, calque_str raw) {
  return raw.ptr[0] == '"' ? json_unescape(arena, raw) : raw;
}

/* {"id": ..., "fr": "...", "en": "..."}; all other members are passed through. */
static calque_status parse_record(const struct batch *b, struct batch_slot *slot) {
  (void)b;
  const struct reader_item *item = &slot->item;
  struct json_members walk = json_members_of(item->raw);
  struct json_member m;
  enum json_step step;
  calque_str fr = {NULL, 0}, en = {NULL, 0};
  struct buf extra;
  buf_init(&extra, BUF_MAX_OUTPUT);
  slot->article =
      (calque_article){.id = arena_printf(slot->arena, "%s:%ld", item->path, item->line)};
  while ((step = json_next(&walk, &m)) == JSON_MEMBER) {
    bool string = m.value.len && m.value.ptr[0] == '"';
    if (str_eq(m.key, STR("id")) && is_id(m.value)) {
      slot->article.id = value_of(slot->arena, m.value);
    } else if (str_eq(m.key, STR("fr")) && string) {
      fr = json_unescape(slot->arena, m.value);
    } else if (str_eq(m.key, STR("en")) && string) {
      en = json_unescape(slot->arena, m.value);
    } else {
      if (extra.len) buf_char(&extra, ',');
      buf_str(&extra, m.whole);
    }
  }
  slot->article.text = fr;
  slot->article.extra = arena_copy(slot->arena, buf_view(&extra));
  buf_free(&extra);
  struct pair *pair = ARENA_NEW(slot->arena, struct pair);
  pair->en = en;
  slot->result = pair;
  if (step != JSON_DONE) return json_complain(item->raw, item->path, item->line, &slot->err);
  if (fr.ptr && en.ptr) return CALQUE_OK;
  return fail(&slot->err, CALQUE_E_SYNTAX, item->path, item->line,
              "expected the members \"fr\" and \"en\" with a string each");
}

/* The one article of the file ENGLISH. */
static calque_status read_english(calque_arena *arena, const struct options *o, const char *path,
                                  calque_article *out, calque_error *err) {
  struct reader_options reading = {.max_article = o->max_article, .inputs = &path, .n_inputs = 1};
  reader_format_by_name(calque_str_of(o->from), &reading.format);
  struct reader *reader = reader_open(&reading);
  calque_status status = reader_next(reader, arena, out, err);
  reader_free(reader);
  if (status != CALQUE_END) return status;
  return fail(err, CALQUE_E_SYNTAX, path, 0, "there is no text in it");
}

/* ---- Verifying ------------------------------------------------------------------------------- */

static void verify_pair(const struct batch *b, struct batch_slot *slot) {
  const struct verify_run *run = b->ctx;
  const struct pair *pair = slot->result;
  const calque_article *fr = &slot->article;
  calque_verification result =
      calque_verify(slot->arena, b->lex, fr->text, pair->en, &run->options);
  struct verified item = {.id = run->files ? pair->en_name : fr->id,
                          .fr = fr->text,
                          .en = pair->en,
                          .fr_name = run->files ? fr->id : STR(""),
                          .en_name = pair->en_name,
                          .extra = fr->extra,
                          .result = &result,
                          .number = slot->number,
                          .with_text = pair->with_text};
  slot->grade = result.ok ? CALQUE_GOOD : CALQUE_POOR;
  b->output.writer->verify(&b->output.style, &item, &slot->out);
}

/* Two operands that are not JSON Lines are a French and an English file. */
static bool are_files(const struct options *o) {
  if (strcmp(o->from, "jsonl") == 0 || o->n_operands != 2) return false;
  return strcmp(o->from, "auto") != 0 || !str_has(calque_str_of(o->operands[0]), STR(".jsonl"));
}

static int run_pairs(const struct options *o, calque_arena *arena, calque_error *err) {
  struct options mine = *o;
  struct verify_run run = {.options = {.summary = strcmp(o->as, "summary") == 0},
                           .files = are_files(o)};
  struct batch batch = {.options = &mine, .subject = SUBJECT_VERIFY, .work = verify_pair};
  batch.ctx = &run;
  batch.parse = run.files ? parse_files : parse_record;
  if (o->glossary &&
      glossary_read(arena, o->glossary, &run.options.terms, &run.options.n_terms, err)) {
    return EXIT_USAGE;
  }
  if (run.files) {
    mine.n_operands = 1;
    if (read_english(arena, o, o->operands[1], &run.english, err)) return EXIT_NO_INPUT;
  } else if (strcmp(o->from, "text") == 0 || strcmp(o->from, "html") == 0) {
    fail(err, CALQUE_E_CONFIG, NULL, 0, "expected two files: FRENCH ENGLISH");
    return EXIT_USAGE;
  } else {
    mine.from = "jsonl";
  }
  return batch_run(&batch);
}

int cmd_verify(const struct options *o) {
  calque_error err = {0};
  calque_arena *arena = calque_arena_new();
  int status = run_pairs(o, arena, &err);
  if (err.status) batch_complain(&err);
  calque_arena_free(arena);
  return status;
}
