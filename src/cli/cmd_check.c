/* calque check: findings and a verdict for each article. */
#include "base/array.h"
#include "cli/batch.h"
#include "cli/commands.h"

static void check_article(const struct batch *b, struct batch_slot *slot) {
  const calque_doc *doc = calque_doc_parse(slot->arena, b->lex, &slot->article);
  struct checked item = {.doc = doc, .number = slot->number};
  item.report = calque_check(slot->arena, b->lex, doc, &b->checking);
  item.verdict = calque_judge(slot->arena, doc, &item.report);
  item.with_text = batch_text_differs(slot);
  slot->grade = item.verdict.grade;
  b->output.writer->check(&b->output.style, &item, &slot->out);
}

/* Every name of a list must be a check or a family. */
static bool check_list(const char *option, const char *list) {
  const char *names[256];
  size_t n = 0;
  for (size_t i = 0; i < n_checks && n + 1 < COUNT(names); i++) {
    names[n++] = all_checks[i]->id;
    names[n++] = all_checks[i]->family;
  }
  calque_str rest = list ? calque_str_of(list) : (calque_str){NULL, 0};
  while (rest.ptr) {
    calque_str name = str_trim(str_cut(&rest, ','));
    if (!name.len || check_is_name(name)) continue;
    const char *near = suggest(name, names, sizeof *names, n);
    calque_error err = {0};
    fail(&err, CALQUE_E_CONFIG, option, 0, "no check or family is called '%.*s'%s%s%s",
         STR_ARG(name), near ? "; did you mean '" : "; see 'calque explain", near ? near : "",
         near ? "'?" : "'");
    batch_complain(&err);
    return false;
  }
  return true;
}

int cmd_check(const struct options *o) {
  if (!check_list("--checks", o->checks) || !check_list("--disable", o->disable)) return EXIT_USAGE;
  struct batch batch = {.options = o, .subject = SUBJECT_CHECK, .work = check_article};
  return batch_run(&batch);
}
